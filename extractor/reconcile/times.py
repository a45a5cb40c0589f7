"""Newer is not a contradiction: which figures of one question come before others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from extractor.reconcile.policy import LARGEST_GROWTH, MOVES, ONLY_GROWS, SAME_FILING_DAYS, SLIP_OF_THOUSANDS
from extractor.reconcile.ranges import meet
from extractor.reconcile.readings import Reading


def earlier(readings: Sequence[Reading]) -> frozenset[int]:
    """Indexes of readings that a later or more complete one replaces; all others are of the latest moment."""
    if len(readings) < 2:
        return frozenset()
    measure = readings[0].measure
    if measure in ONLY_GROWS:
        return _outgrown(readings, _days_apart)
    if measure == "reporting":
        return _outgrown(readings, lambda _a, _b: True)
    if measure in MOVES:
        return _dated_before(readings)
    if measure in ("vote_share", "margin", "turnout") and any(r.scope.basis != "poll" for r in readings):
        return _counted_before(readings)
    return frozenset()


def _counted_before(readings: Sequence[Reading]) -> frozenset[int]:
    """Partial counts where a complete one is known; of partial counts alone, all but the furthest."""
    partial = {i for i, reading in enumerate(readings) if reading.status == "partial" or _in_part(reading.reporting)}
    if len(partial) < len(readings):
        return frozenset(partial)
    furthest = max((r.reporting for r in readings if r.reporting is not None), default=None)
    days = [reading.as_of for reading in readings if reading.as_of_in_text and reading.as_of]
    if furthest is not None:
        return frozenset(i for i, r in enumerate(readings) if r.reporting is not None and r.reporting < furthest)
    return frozenset(i for i, r in enumerate(readings) if r.as_of_in_text and r.as_of and r.as_of < max(days))


def _in_part(reporting: Decimal | None) -> bool:
    return reporting is not None and reporting < 100


def _dated_before(readings: Sequence[Reading]) -> frozenset[int]:
    days = [r.as_of for r in readings if r.as_of]
    return (
        frozenset(i for i, a in enumerate(readings) if any(_days_apart(a, b) and not meet(a, b) for b in readings))
        if days
        else frozenset()
    )


def _days_apart(a: Reading, b: Reading) -> bool:
    """Was `a` true on an earlier day than `b`, by more than the distance between two reports of one filing?"""
    if a.as_of is None or b.as_of is None:
        return False
    distance = (b.as_of - a.as_of).days
    return distance > (0 if a.as_of_in_text and b.as_of_in_text else SAME_FILING_DAYS)


def _outgrown(readings: Sequence[Reading], before: Callable[[Reading, Reading], bool]) -> frozenset[int]:
    """Lower totals of an earlier day. A reading without a day goes with the totals it meets."""
    old = set()
    for i, a in enumerate(readings):
        for b in readings:
            if before(a, b) and _grown(a, b) and not _still_said(a, b, readings):
                old.add(i)
                break
    undated = [i for i, r in enumerate(readings) if r.as_of is None and i not in old]
    for i in undated:
        with_old = any(meet(readings[i], readings[j]) for j in old)
        with_new = any(
            meet(readings[i], readings[j]) for j in range(len(readings)) if j not in old and j != i and j not in undated
        )
        if with_old and not with_new:
            old.add(i)
    return frozenset(old)


def _grown(a: Reading, b: Reading) -> bool:
    """Is `b` clearly more than `a`, and by no more than a campaign can grow?"""
    if a.high is None or b.low is None or a.high > b.low or a.value is None or b.value is None:
        return False
    if magnitude(a.value, b.value) or thousands_off(a.value, b.value):
        return False
    return a.value <= 0 or b.value <= a.value * LARGEST_GROWTH


def _still_said(a: Reading, b: Reading, readings: Sequence[Reading]) -> bool:
    """Do more articles print `a` on the day of `b` or after it than print `b`?"""
    day = b.as_of
    if day is None:
        return False
    late = [r for r in readings if r.as_of is not None and r.as_of >= day]
    for_a = {r.article for r in late if meet(r, a)}
    for_b = {r.article for r in late if meet(r, b)}
    return len(for_a) > len(for_b)


def magnitude(a: Decimal, b: Decimal) -> int:
    """The power of ten by which `b` is `a` slipped (8.3 million, 8.3 billion → 3), else 0.

    Thousands, millions and billions are mixed up whatever the digits; a point slips by one place or two only where there are
    two digits to know the number by (1 million and 10 million are two numbers, 1.4 and 14 million may be one).

    >>> magnitude(Decimal("8.3E6"), Decimal("8.3E9")), magnitude(Decimal(14), Decimal("1.4")), magnitude(Decimal(1), Decimal(10))
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

    >>> thousands_off(Decimal(1_200_000), Decimal(812_000_000)), thousands_off(Decimal(1_200_000), Decimal(23_000_000))
    (True, False)
    """
    if a <= 0 or b <= 0:
        return False
    powers = (b / a).log10() / 3
    nearest = powers.to_integral_value()
    return nearest != 0 and abs(powers - nearest) <= SLIP_OF_THOUSANDS
