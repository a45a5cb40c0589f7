"""What may have gone wrong with a figure that dissents. A suspicion is a lead for a fact-checker, never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.reconcile.policy import NARROW, SURE_TO_ACCUSE
from extractor.reconcile.ranges import Range, overlap
from extractor.reconcile.readings import Reading
from extractor.reconcile.settle import Settled
from extractor.reconcile.times import magnitude, thousands_off
from extractor.records.claims import Suspicion

# The ranges of other subjects of the same contest and measure: subject → settled bounds, and ranges that were superseded.
Rivals = Mapping[str, tuple[Range, ...]]


class Dissenter(NamedTuple):
    """A dissenting reading and what it is held against."""

    place: int  # among the readings
    readings: Sequence[Reading]
    settled: Settled
    rivals: Rivals
    confidence: float  # in the settled value

    @property
    def reading(self) -> Reading:
        """What it says."""
        return self.readings[self.place]


def counts_otherwise(d: Dissenter) -> bool:
    """Its outlet means something else by this measure, as its figures on hundreds of other questions show."""
    return d.place in d.settled.aside


def is_magnitude(d: Dissenter) -> bool:
    """Off by thousands, or by a point in the wrong place. Of money the digits need not be the same: a total of another day slips too."""
    value, truth = d.reading.value, d.settled.value
    if value is None or truth is None:
        return False
    return magnitude(truth, value) != 0 or (d.reading.unit not in ("percent", "points") and thousands_off(truth, value))


def is_swapped(d: Dissenter) -> bool:
    """It is the number of a rival, and not just its own, a step aside."""
    value, truth, step = d.reading.value, d.settled.value, d.reading.step
    if value is None or truth is None or step is None or d.reading.qualifier != "exact":
        return False
    if abs(value - truth) <= step:
        return False
    own = (d.reading.low, d.reading.high)
    return any(
        overlap(own, theirs) is not None and _narrow(theirs, value) for ranges in d.rivals.values() for theirs in ranges
    )


def is_transposed(d: Dissenter) -> bool:
    """Two neighbouring digits exchanged: 48.2 and 84.2."""
    if d.reading.value is None or d.settled.value is None:
        return False
    one, other = _digits(d.reading.value, d.reading.step), _digits(d.settled.value, d.reading.step)
    if len(one) != len(other):
        return False
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] == other[wrong[1]]
        and one[wrong[1]] == other[wrong[0]]
    )


def is_truncated(d: Dissenter) -> bool:
    """Cut off where it should have been rounded: 48 for 48.9."""
    value, step, truth = d.reading.value, d.reading.step, d.settled.value
    if value is None or truth is None or step is None or d.reading.qualifier != "exact":
        return False
    finest = min((r.step for r in d.readings if r.value == truth and r.step is not None), default=step)
    return finest < step and value <= truth < value + step


def is_stale(d: Dissenter) -> bool:
    """What an earlier count or filing said, printed later as if it still held."""
    return any(
        d.reading.value is not None and d.readings[i].value == d.reading.value and d.readings[i].step == d.reading.step
        for i in d.settled.superseded
    )


def is_other_scope(d: Dissenter) -> bool:
    """It leaves open what the others say (whose poll, which months), so that it may be about something else."""
    mine = d.reading.scope
    others = [d.readings[i].scope for i in d.settled.supporting]
    return any(
        getattr(mine, part) is None and others and all(getattr(other, part) is not None for other in others)
        for part in (
            "opponent",
            "pollster",
            "field_dates",
            "population",
            "place",
            "period",
            "includes_outside_groups",
            "preferences",
        )
    )


# Tried from the top: the more particular the trace, the higher it stands.
SUSPICIONS: tuple[tuple[Suspicion, Callable[[Dissenter], bool], str], ...] = (
    ("other_scope", counts_otherwise, "its outlet counts something else by this name, here as elsewhere"),
    ("magnitude", is_magnitude, "the same digits at another size"),
    ("truncated", is_truncated, "the settled figure cut off instead of rounded"),
    ("stale", is_stale, "an earlier figure printed again"),
    ("swapped", is_swapped, "the figure of a rival"),
    ("transposed", is_transposed, "two digits exchanged"),
    ("other_scope", is_other_scope, "it may be about a different group or period"),
)
# These say that a hand slipped, so they need a settled figure to say it by.
SLIPS: frozenset[Suspicion] = frozenset({"magnitude", "swapped", "transposed"})


def suspect(dissenter: Dissenter) -> tuple[Suspicion | None, str]:
    """The first suspicion that fits, and its plain reason."""
    doubtful = dissenter.confidence < SURE_TO_ACCUSE
    for suspicion, fits, reason in SUSPICIONS:
        if not (doubtful and suspicion in SLIPS) and fits(dissenter):
            return suspicion, reason
    return None, "no rounding, date or group explains the difference"


def _narrow(reach: Range, value: Decimal) -> bool:
    """Is the range a number, printed to two digits or more, and not a wide wording?"""
    return reach[0] is not None and reach[1] is not None and reach[1] - reach[0] <= NARROW * abs(value)


def _digits(value: Decimal, step: Decimal | None) -> str:
    """The digits of a number at a step: 48.2 at 0.1 → "482"."""
    if step is None or step <= 0:
        return str(value.normalize().as_tuple().digits)
    return str(int((value / step).to_integral_value()))
