"""A figure across outlets on one line: what each wording allows, the settled value, the official one.

Geometry only; the template draws it. All positions are in units of the picture (0 to its width).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.present.wording import amount_text
from extractor.records import Bounds, Claim, Reconciliation

TOP = 26  # room for the numbers of the axis, in pixels
RIGHT = 12  # room for the arrow of an open range
# A bar that ends with the picture looks cut off; of a single number, so much of it to each side.
AIR, AIR_OF_ONE = 0.06, 0.02
# A thinner bar than this is not seen.
THINNEST = 3


class Layout(NamedTuple):
    """Sizes of the drawing, in pixels."""

    width: int
    left: int  # where the line begins
    row: int
    label_up: int  # how far an outlet's name stands above its bar; 0: to the left of it
    label_letters: int
    ticks: int  # at least so many stretches between round numbers


# Names to the left of the line; on a telephone, where that leaves no room for the line, above each bar.
WIDE = Layout(640, 150, 22, 0, 22, 5)
NARROW = Layout(330, 14, 34, 14, 44, 3)
# Values that differ by more than this factor (a million printed for a billion) need a logarithmic line to be seen together.
LOG_FACTOR = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: logical range, implied range, printed value; None where there is none. Open sides reach the picture's edge."""

    y: float
    label: str
    label_y: float
    stance: str
    logical: tuple[float, float]
    implied: tuple[float, float]
    value: float | None
    open_low: bool
    open_high: bool
    title: str


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The whole picture."""

    width: int
    height: int
    left: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    settled: float | None
    band: tuple[float, float]
    official: float | None
    decided: tuple[float, float] | None  # what a person ruled
    summary: str


def draw(
    settled: Reconciliation,
    rows: Sequence[tuple[Claim, str, str]],
    layout: Layout = WIDE,
    decided: Bounds | None = None,
) -> NumberLine | None:
    """The picture for one question; None when no finite number stands on any side. decided: what a person ruled instead."""
    numbers = [n for claim, _, _ in rows for n in _finite(claim)]
    ruled = (decided.low, decided.high) if decided else ()
    numbers += [n for n in (settled.value, settled.official, *ruled) if n is not None]
    if not numbers:
        return None
    scale = _scale(numbers, layout)
    return NumberLine(
        width=layout.width,
        height=TOP + layout.row * len(rows) + 8,
        left=layout.left,
        bars=tuple(_bar(i, *row, layout, scale) for i, row in enumerate(rows)),
        ticks=tuple((scale.x(number), amount_text(number, settled.unit)) for number in _ticks(scale, layout.ticks)),
        settled=scale.x(settled.value) if settled.value is not None else None,
        band=scale.extent(settled.bounds),
        official=scale.x(settled.official) if settled.official is not None else None,
        decided=scale.extent(decided) if decided else None,
        summary="; ".join(f"{label}: {claim.span.text} ({stance})" for claim, label, stance in rows),
    )


class _Scale(NamedTuple):
    """Where a number stands in the picture. start, end: the numbers at its edges, or their logarithms."""

    start: float
    end: float
    left: float
    right: float
    logarithmic: bool

    def x(self, number: Decimal) -> float:
        value = float(number)
        if self.logarithmic:
            if value <= 0:
                return self.left
            value = math.log10(value)
        place = self.left + (value - self.start) / (self.end - self.start) * (self.right - self.left)
        return round(min(max(place, self.left), self.right), 1)

    def extent(self, bounds: Bounds) -> tuple[float, float]:
        """Both ends of a range, an open one at the edge; a range too narrow to be seen is made wide enough."""
        first = self.left if bounds.low is None else self.x(bounds.low)
        last = self.right if bounds.high is None else self.x(bounds.high)
        if last - first >= THINNEST:
            return first, last
        middle = (first + last) / 2
        return middle - THINNEST / 2, middle + THINNEST / 2


def _scale(numbers: Sequence[Decimal], layout: Layout) -> _Scale:
    low, high = float(min(numbers)), float(max(numbers))
    logarithmic = low > 0 and high / low > LOG_FACTOR
    start, end = (math.log10(low), math.log10(high)) if logarithmic else (low, high)
    return _Scale(*with_air(start, end), layout.left, layout.width - RIGHT, logarithmic)


def with_air(low: float, high: float) -> tuple[float, float]:
    """The ends of a scale a little beyond the lowest and the highest number; around a single number as well."""
    margin = (high - low) * AIR or abs(high) * AIR_OF_ONE or 1.0
    return low - margin, high + margin


def _bar(place: int, claim: Claim, label: str, stance: str, layout: Layout, scale: _Scale) -> Bar:
    top = TOP + layout.row * place
    return Bar(
        y=top + (layout.row + layout.label_up) / 2,
        label=label if len(label) <= layout.label_letters else label[: layout.label_letters - 1] + "…",
        label_y=top + (layout.row - layout.label_up) / 2 + 4,
        stance=stance,
        logical=scale.extent(claim.bounds),
        implied=scale.extent(claim.implied),
        value=scale.x(claim.value) if claim.value is not None else None,
        open_low=claim.bounds.low is None,
        open_high=claim.bounds.high is None,
        title=f"{label}: {claim.span.text}",
    )


def _finite(claim: Claim) -> list[Decimal]:
    found = (
        claim.value,
        claim.low,
        claim.high,
        claim.bounds.low,
        claim.bounds.high,
        claim.implied.low,
        claim.implied.high,
    )
    return [number for number in found if number is not None]


def _ticks(scale: _Scale, stretches: int) -> list[Decimal]:
    """A few round numbers inside: at most one more than `stretches`."""
    start, end = scale.start, scale.end
    if scale.logarithmic:
        powers = range(math.ceil(start), math.floor(end) + 1)
        return [Decimal(10) ** power for power in powers][:: max(1, len(powers) // stretches)]
    rough = (end - start) / stretches
    power = Decimal(10) ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if float(power * factor) >= rough)
    first = math.ceil(start / float(step))
    return [step * i for i in range(first, math.floor(end / float(step)) + 1)]
