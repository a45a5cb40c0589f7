"""Newer is not a contradiction: which figures of one question come before others."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal

from extractor.reconcile.policy import (
    ANOTHER_VOTE_DAYS,
    COUNT_MOVES_POINTS,
    COUNTED,
    COUNTED_FOR_DAYS,
    LARGEST_GROWTH,
    LATER_COUNT_DAYS,
    LATER_COUNT_POINTS,
    MOVES,
    ONLY_GROWS,
    SAME_FILING_DAYS,
    SAME_REPORT_DAYS,
    SLIP_OF_THOUSANDS,
)
from extractor.reconcile.ranges import Range, meet, overlap
from extractor.reconcile.readings import Reading


def earlier(readings: Sequence[Reading], witness: Sequence[str] | None = None) -> frozenset[int]:
    """Indexes of readings that a later or more complete one replaces; all others are of the latest moment.

    witness: who stands behind each reading. With it a sum is not replaced by one that fewer witnesses print on the same day.
    """
    if len(readings) < 2:
        return frozenset()
    measure = readings[0].measure
    if measure in ONLY_GROWS:
        return _outgrown(readings, witness, lambda a, b: _days_apart(a, b, SAME_FILING_DAYS))
    if measure == "reporting":
        return _outgrown(readings, witness, lambda _a, _b: True)
    if measure in MOVES:
        return _dated_before(readings)
    if any(is_counted(reading) for reading in readings):
        old = _counted_before(readings)
        return old or _counted_on(readings, witness)
    return frozenset()


def _counted_before(readings: Sequence[Reading]) -> frozenset[int]:
    """Partial counts where a complete one is known; of partial counts alone, all but the furthest.

    Beside a final count whatever the text dates before it was not final.
    """
    partial = {i for i, reading in enumerate(readings) if is_partial(reading)}
    finals = [r.as_of for r in readings if r.status == "final" and r.as_of]
    if finals:
        partial |= {i for i, r in enumerate(readings) if r.status is None and r.as_of and r.as_of < max(finals)}
    if len(partial) < len(readings):
        return frozenset(partial)
    furthest = max((r.reporting for r in readings if r.reporting is not None), default=None)
    if furthest is not None:
        return frozenset(i for i, r in enumerate(readings) if r.reporting is not None and r.reporting < furthest)
    last = max((r.as_of for r in readings if r.as_of_in_text and r.as_of), default=None)
    return frozenset(i for i, r in enumerate(readings) if last and r.as_of_in_text and r.as_of and r.as_of < last)


def _counted_on(readings: Sequence[Reading], witness: Sequence[str] | None) -> frozenset[int]:
    """Counts that nobody called partial or final, and that a finer or as fine one of days later moved on from."""
    days = [day for reading in readings if (day := counted_on(reading)) is not None]
    if not days or (max(days) - min(days)).days < LATER_COUNT_DAYS:
        return frozenset()
    alike = _alike(readings)
    said = _Said(readings, witness) if witness else None
    old = {
        a
        for a in alike
        if readings[a].status != "final"
        and any(_moved(readings[a], readings[b]) and not (said and said.still(readings[a], readings[b])) for b in alike)
    }
    return frozenset(i for a in old for i in alike[a])


def _moved(a: Reading, b: Reading) -> bool:
    """Is `b` a later stage of the count that `a` is of?"""
    if a.value is None or b.value is None or a.step is None or b.step is None or b.step > a.step:
        return False
    if not a.qualifier == b.qualifier == "exact" or abs(a.value - b.value) > LATER_COUNT_POINTS or meet(a, b):
        return False
    first, then = counted_on(a), counted_on(b)
    return first is not None and then is not None and LATER_COUNT_DAYS <= (then - first).days <= COUNTED_FOR_DAYS


def is_partial(reading: Reading) -> bool:
    """Is it of votes that were still being counted?"""
    return reading.status == "partial" or (reading.reporting is not None and reading.reporting < 100)


def is_counted(reading: Reading) -> bool:
    """Is it read off a count of votes?"""
    return reading.measure in COUNTED and reading.scope.basis != "poll"


def counted_on(reading: Reading) -> dt.date | None:
    """The day up to which its votes were counted.

    "On Tuesday he won 52 percent" tells the day of the vote; the paper of Thursday gives the count of Thursday, as long as votes
    are counted.
    """
    printed, told = reading.published, reading.as_of
    if told is None or printed is None or reading.status == "partial":
        return told or printed
    return printed if 0 <= (printed - told).days <= COUNTED_FOR_DAYS else told


def moved_on(reading: Reading, settled: Sequence[Reading]) -> bool:
    """Is it a count from an earlier day than all the settled ones, by days and by points that a count can move?"""
    day = counted_on(reading)
    if reading.measure not in COUNTED or reading.value is None or day is None:
        return False
    later = [
        0 < (other_day - day).days <= COUNTED_FOR_DAYS and abs(other.value - reading.value) <= COUNT_MOVES_POINTS
        for other in settled
        if other.qualifier == "exact" and other.value is not None and (other_day := counted_on(other)) is not None
    ]
    return bool(later) and all(later)


def is_another_vote(a: Reading, b: Reading) -> bool:
    """Are two counts so far apart in time that no one vote can have given both?"""
    return a.as_of is not None and b.as_of is not None and abs((a.as_of - b.as_of).days) > ANOTHER_VOTE_DAYS


def _dated_before(readings: Sequence[Reading]) -> frozenset[int]:
    """Figures of an earlier day that a later one contradicts."""
    alike = _alike(readings)
    old = [
        same
        for a, same in alike.items()
        if any(
            _days_apart(readings[a], readings[b], SAME_REPORT_DAYS) and not meet(readings[a], readings[b])
            for b in alike
        )
    ]
    return frozenset(i for same in old for i in same)


def _days_apart(a: Reading, b: Reading, days: int) -> bool:
    """Was `a` true on an earlier day than `b`, by more than the distance between two reports of one filing?

    A sum of a quarter is not outgrown by one of the whole campaign: they are two things.
    """
    if a.as_of is None or b.as_of is None or is_of_a_period(a) != is_of_a_period(b):
        return False
    return (b.as_of - a.as_of).days > (0 if a.as_of_in_text and b.as_of_in_text else days)


def is_of_a_period(reading: Reading) -> bool:
    """Does the sum cover a stretch with a beginning of its own, such as a quarter?"""
    return reading.scope.period is not None and reading.scope.period.start is not None


def _alike(readings: Sequence[Reading]) -> dict[int, list[int]]:
    """Readings that say the same of the same day: the first of each → all of them."""
    first: dict[tuple[object, ...], int] = {}
    found: dict[int, list[int]] = {}
    for i, r in enumerate(readings):
        counted = (counted_on(r), r.status) if r.measure in COUNTED else None
        said = (r.low, r.high, r.value, r.as_of, r.as_of_in_text, r.scope.period, counted)
        found.setdefault(first.setdefault(said, i), []).append(i)
    return found


def _outgrown(
    readings: Sequence[Reading], witness: Sequence[str] | None, before: Callable[[Reading, Reading], bool]
) -> frozenset[int]:
    """Lower totals of an earlier day. A reading without a day goes with the totals it meets."""
    alike = _alike(readings)
    said = _Said(readings, witness) if witness else None
    old = {
        a
        for a in alike
        if any(
            before(readings[a], readings[b])
            and _grown(readings[a], readings[b])
            and not (said and said.still(readings[a], readings[b]))
            for b in alike
        )
    }
    dated = {a for a in alike if readings[a].as_of is not None}
    for a in alike.keys() - dated:
        with_old = any(meet(readings[a], readings[b]) for b in old & dated)
        with_new = any(meet(readings[a], readings[b]) for b in dated - old)
        if with_old and not with_new:
            old.add(a)
    return frozenset(i for a in old for i in alike[a])


def _grown(a: Reading, b: Reading) -> bool:
    """Is `b` clearly more than `a`, and by no more than a campaign can grow?"""
    if a.high is None or b.low is None or a.high > b.low or a.value is None or b.value is None:
        return False
    if magnitude(a.value, b.value) or thousands_off(a.value, b.value):
        return False
    return a.value <= 0 or b.value <= a.value * LARGEST_GROWTH


class _Said:
    """Who says what on which day: counted once for each range and day, however many readings print it."""

    def __init__(self, readings: Sequence[Reading], witness: Sequence[str]) -> None:
        self._who: dict[Range, dict[dt.date, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._counted: dict[tuple[Range, dt.date], int] = {}
        for reading, name in zip(readings, witness, strict=True):
            if (held := _held_on(reading)) is not None:
                self._who[reading.low, reading.high][held].add(name)

    def still(self, a: Reading, b: Reading) -> bool:
        """Do more witnesses print `a` on the day of `b` or after it than print `b`?"""
        day = _held_on(b)
        return day is not None and self._late(a, day) > self._late(b, day)

    def _late(self, reading: Reading, day: dt.date) -> int:
        """How many witnesses print what meets the reading, on the day or after it."""
        wanted = reading.low, reading.high
        if (wanted, day) not in self._counted:
            found = [
                names
                for said, days in self._who.items()
                if overlap(said, wanted) is not None
                for held, names in days.items()
                if held >= day
            ]
            self._counted[wanted, day] = len(set().union(*found))
        return self._counted[wanted, day]


def _held_on(reading: Reading) -> dt.date | None:
    return counted_on(reading) if reading.measure in COUNTED else reading.as_of


def magnitude(a: Decimal, b: Decimal) -> int:
    """The power of ten by which `b` is `a` slipped (7.6 million, 7.6 billion → 3), else 0.

    Thousands, millions and billions are mixed up whatever the digits; a point slips by one place or two only where there are
    two digits to know the number by (1 million and 10 million are two numbers, 1.4 and 14 million may be one).

    >>> magnitude(Decimal("7.6E6"), Decimal("7.6E9")), magnitude(Decimal(14), Decimal("1.4")), magnitude(Decimal(1), Decimal(10))
    (3, -1, 0)
    """
    if a == 0 or b in (0, a):
        return 0
    one, other = a.normalize().as_tuple(), b.normalize().as_tuple()
    if one.digits != other.digits or one.sign != other.sign:
        return 0
    power = int(other.exponent) - int(one.exponent)
    return power if power % 3 == 0 or len(one.digits) > 1 else 0


def thousands_off(a: Decimal, b: Decimal) -> bool:
    """Is one sum about a thousand or a million times the other, whatever the digits?

    >>> thousands_off(Decimal(1_200_000), Decimal(812_000_000)), thousands_off(Decimal(1_200_000), Decimal(21_000_000))
    (True, False)
    """
    if a <= 0 or b <= 0:
        return False
    powers = (b / a).log10() / 3
    nearest = powers.to_integral_value()
    return nearest != 0 and abs(powers - nearest) <= SLIP_OF_THOUSANDS
