"""The settled value of one question: the set of claims with the greatest weight that can all be true.

A claim is a range. A sweep over the ends of all ranges finds the stretch that most weight covers, in O(n log n). Every witness
spends its weight once: where its own texts differ, it is split among what they say. A claim whose wording allows a value
logically but does not suggest it ("more than 20" of 45) gives half.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.reconcile.policy import (
    COUNT_DRIFT_POINTS,
    EARLY_HINT,
    LARGEST_GROWTH,
    LOGICAL_ONLY,
    MOVES,
    ONLY_GROWS,
    PEERS_HINT,
    WRONG_VALUES,
)
from extractor.reconcile.ranges import Range, contains, is_point, overlap, shared
from extractor.reconcile.readings import Reading
from extractor.reconcile.times import moved_on

# Wordings from the most to the least telling. The settled value is taken from the most telling that is printed.
TELLING = {"exact": 0, "about": 1, "nearly": 2, "range": 3}
_OPEN_WORDING = 4


class Settled(NamedTuple):
    """How one question settles. Indexes point into the readings; each stands in exactly one of the three tuples."""

    value: Decimal | None
    bounds: Range
    supporting: tuple[int, ...]
    superseded: tuple[int, ...]
    dissenting: tuple[int, ...]
    witnesses: int  # independent ones, over all readings
    belief: float  # share of the evidence for the settled stretch among all that is said, 0 to 1
    aside: frozenset[int]  # readings without a vote, whose outlets mean something else by the measure


# A place on the number line; open ends sort outside all numbers.
_Place = tuple[int, Decimal]


class _Cell(NamedTuple):
    """A stretch between two neighbouring range ends, and what covers it."""

    low: Decimal | None
    high: Decimal | None
    weight: float


def settle(
    readings: Sequence[Reading],
    witness: Sequence[str],
    weight: Sequence[float],
    old: frozenset[int] = frozenset(),
    aside: frozenset[int] = frozenset(),
    expected: Range | None = None,
) -> Settled:
    """Settle readings (at least one) of one question.

    witness: who stands behind each reading; weight: what the word of its outlet counts; old: indexes of readings of an earlier
    moment (`times.earlier`), which have no vote; aside: of outlets that mean something else (`camps`), which have none
    either; expected: where figures like this one lie, where that is known. The outcome does not depend on the order of the readings.
    """
    latest = [i for i in range(len(readings)) if i not in old]
    voting = [i for i in latest if i not in aside]
    # A witness has the weight of its best voice.
    strength: dict[str, float] = {}
    for name, own in zip(witness, weight, strict=True):
        strength[name] = max(own, strength.get(name, own))
    parts = {i: part * strength[witness[i]] for i, part in parts_of(voting, readings, witness).items()}
    speakers = len({witness[i] for i in old})
    hints = [
        (_grown_into(readings[i]), part * strength[witness[i]] * EARLY_HINT / speakers)
        for i, part in parts_of(sorted(old), readings, witness).items()
    ]
    if expected is not None:
        hints.append((expected, PEERS_HINT * max(weight)))
    cells = _sweep(voting, readings, parts, hints)
    best = _best(cells, voting, readings, witness)
    covering = [i for i in latest if _covers(readings[i], best)]
    bounds = shared((readings[i].low, readings[i].high) for i in covering)
    supporting, superseded = list(covering), []
    # An earlier figure that still meets what is settled supports it; the latest of them first.
    for i in sorted(old, key=lambda i: _latest_first(readings[i])):
        within = overlap(bounds, (readings[i].low, readings[i].high))
        if within is None:
            superseded.append(i)
        else:
            supporting.append(i)
            bounds = within
    value = _value(supporting, readings, bounds)
    # A count that was still going on when it was printed does not contradict the one that followed.
    said = [readings[i] for i in covering]
    superseded += [i for i in latest if i not in covering and moved_on(readings[i], said)]
    told = {*supporting, *superseded}
    return Settled(
        value=value,
        bounds=bounds,
        supporting=tuple(sorted(supporting)),
        superseded=tuple(sorted(superseded)),
        dissenting=tuple(i for i in range(len(readings)) if i not in told),
        witnesses=len(set(witness)),
        belief=_belief(cells, best),
        aside=aside,
    )


def parts_of(
    indexes: Sequence[int], readings: Sequence[Reading], witness: Sequence[str], voice: Sequence[str] | None = None
) -> dict[int, float]:
    """Reading → its part of its witness, whose parts add up to 1.

    A witness is shared out among the different ranges it prints, a range among the voices that print it, and a voice among its
    readings; so one more copy in the same paper takes nothing from another.
    """
    ranges: dict[str, dict[tuple[Range, Range], dict[str, list[int]]]] = {}
    for i in indexes:
        r = readings[i]
        of_witness = ranges.setdefault(witness[i], {})
        of_range = of_witness.setdefault(((r.low, r.high), (r.likely_low, r.likely_high)), {})
        of_range.setdefault(voice[i] if voice else "", []).append(i)
    return {
        i: 1 / len(printed) / len(voices) / len(same)
        for printed in ranges.values()
        for voices in printed.values()
        for same in voices.values()
        for i in same
    }


def _sweep(
    indexes: Sequence[int],
    readings: Sequence[Reading],
    parts: Mapping[int, float],
    hints: Sequence[tuple[Range, float]] = (),
) -> list[_Cell]:
    """Every stretch that begins with the low end of some range, with the weight of the ranges that cover it.

    Hints add weight to a stretch that some reading covers; they make none of their own.
    """
    starts, ends, points = (defaultdict[_Place, float](float) for _ in range(3))
    spread: list[tuple[Range, float]] = []
    for i in indexes:
        r = readings[i]
        spread.append(((r.low, r.high), parts[i] * LOGICAL_ONLY))
        spread.append(((r.likely_low, r.likely_high), parts[i] * (1 - LOGICAL_ONLY)))
    for (low, high), part in spread:
        if is_point((low, high)):
            points[_low(low)] += part
        else:
            starts[_low(low)] += part
            ends[_high(high)] += part
    hint_starts, hint_ends = defaultdict[_Place, float](float), defaultdict[_Place, float](float)
    for (low, high), part in hints:
        hint_starts[_low(low)] += part
        hint_ends[_high(high)] += part
    cells: list[_Cell] = []
    said = hinted = 0.0
    open_ranges = 0
    places = sorted({*starts, *ends, *points, *hint_starts, *hint_ends})
    count_starts, count_ends = _counts(spread)
    for place, following in zip(places, [*places[1:], _high(None)], strict=True):
        hinted += hint_starts.get(place, 0.0)
        if place in points:
            cells.append(_Cell(place[1], place[1], said + starts.get(place, 0.0) + points[place] + hinted))
        hinted -= hint_ends.get(place, 0.0)
        said += starts.get(place, 0.0) - ends.get(place, 0.0)
        open_ranges += count_starts[place] - count_ends[place]
        if open_ranges and (place in starts or place in hint_starts):
            low = None if place[0] < 0 else place[1]
            high = None if following[0] > 0 else following[1]
            cells.append(_Cell(low, high, said + hinted))
    return cells


def _counts(spread: Sequence[tuple[Range, float]]) -> tuple[Counter[_Place], Counter[_Place]]:
    """How many ranges begin and end at each place: whole numbers tell for certain whether any is open."""
    wide = [reach for reach, _ in spread if not is_point(reach)]
    return Counter(_low(low) for low, _ in wide), Counter(_high(high) for _, high in wide)


def _grown_into(r: Reading) -> Range:
    """What an early figure lets expect of a later one: a count drifts a little, money grows, by no more than a campaign can."""
    if r.measure in ONLY_GROWS:
        return r.low, None if r.high is None or r.high <= 0 else r.high * LARGEST_GROWTH
    if r.measure in MOVES:
        return None, None if r.high is None or r.high <= 0 else r.high * LARGEST_GROWTH
    low = None if r.low is None else r.low - COUNT_DRIFT_POINTS
    return low, None if r.high is None else r.high + COUNT_DRIFT_POINTS


def _low(low: Decimal | None) -> _Place:
    return (-1, Decimal(0)) if low is None else (0, low)


def _high(high: Decimal | None) -> _Place:
    return (1, Decimal(0)) if high is None else (0, high)


def _best(cells: Sequence[_Cell], indexes: Sequence[int], readings: Sequence[Reading], witness: Sequence[str]) -> _Cell:
    """The heaviest stretch. Ties: more independent witnesses, then the finer print, then the later day, then the lower value.

    The last of these stands for "the smaller id", which an added copy could change.
    """
    top = max(cell.weight for cell in cells)
    tied = [cell for cell in cells if math.isclose(cell.weight, top, rel_tol=1e-9)]
    if len(tied) == 1:
        return tied[0]

    def rank(cell: _Cell) -> tuple[object, ...]:
        covering = [readings[i] for i in indexes if _covers(readings[i], cell)]
        behind = {witness[i] for i in indexes if _covers(readings[i], cell)}
        steps = [r.step for r in covering if r.step is not None and r.qualifier == "exact"]
        days = [r.as_of.toordinal() for r in covering if r.as_of]
        return -len(behind), min(steps, default=Decimal("Infinity")), -max(days, default=0), _low(cell.low)

    return min(tied, key=rank)


def _latest_first(r: Reading) -> tuple[object, ...]:
    counted = -r.reporting if r.reporting is not None else Decimal(0)
    return counted, -r.as_of.toordinal() if r.as_of else 0, _low(r.low), _high(r.high), r.id


def _covers(reading: Reading, cell: _Cell) -> bool:
    return overlap((reading.low, reading.high), (cell.low, cell.high)) is not None


def _value(indexes: Sequence[int], readings: Sequence[Reading], bounds: Range) -> Decimal | None:
    """The most precisely printed number inside the bounds."""
    inside = [i for i in indexes if (v := readings[i].value) is not None and contains(*bounds, v)]
    if not inside:
        return None

    def rank(i: int) -> tuple[object, ...]:
        r = readings[i]
        day = -r.as_of.toordinal() if r.as_of else 0
        step = r.step if r.step is not None else Decimal("Infinity")
        return TELLING.get(r.qualifier, _OPEN_WORDING), step, day, r.value, r.id

    return readings[min(inside, key=rank)].value


def _belief(cells: Sequence[_Cell], best: _Cell) -> float:
    """The share of the settled stretch in all that could be true, each stretch as likely as its weight says.

    Weights are log odds; what nobody said counts as the false values that nobody happened to print.
    """
    evidence = [math.exp(cell.weight - best.weight) for cell in cells if overlap(cell[:2], best[:2]) is None]
    unsaid = max(WRONG_VALUES - len(evidence), 0) * math.exp(-best.weight)
    return 1 / (1 + sum(evidence) + unsaid)
