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
    numbers = [float(n) for claim, _, _ in rows for n in _finite(claim)]
    ruled = (decided.low, decided.high) if decided else ()
    numbers += [float(n) for n in (settled.value, settled.official, *ruled) if n is not None]
    if not numbers:
        return None
    low, high = min(numbers), max(numbers)
    logarithmic = low > 0 and high / low > LOG_FACTOR
    unfold = math.log10 if logarithmic else float
    start, end = unfold(low), unfold(high)
    margin = (end - start) * 0.06 or abs(end) * 0.02 or 1.0
    start, end = start - margin, end + margin
    left, right = layout.left, layout.width - 12

    def x(number: Decimal | float | None, default: float) -> float:
        if number is None:
            return default
        value = float(number)
        if logarithmic and value <= 0:
            return left
        return round(min(max(left + (unfold(value) - start) / (end - start) * (right - left), left), right), 1)

    def extent(bounds: Bounds) -> tuple[float, float]:
        first, last = x(bounds.low, left), x(bounds.high, right)
        return (first, last) if last - first >= 3 else ((first + last) / 2 - 1.5, (first + last) / 2 + 1.5)

    bars = tuple(
        Bar(
            y=TOP + layout.row * i + (layout.row + layout.label_up) / 2,
            label=label if len(label) <= layout.label_letters else label[: layout.label_letters - 1] + "…",
            label_y=TOP + layout.row * i + (layout.row - layout.label_up) / 2 + 4,
            stance=stance,
            logical=extent(claim.bounds),
            implied=extent(claim.implied),
            value=x(claim.value, 0) if claim.value is not None else None,
            open_low=claim.bounds.low is None,
            open_high=claim.bounds.high is None,
            title=f"{label}: {claim.span.text}",
        )
        for i, (claim, label, stance) in enumerate(rows)
    )
    ticks = tuple(
        (x(number, 0), amount_text(number, settled.unit))
        for number in _ticks(start, end, layout.ticks, logarithmic=logarithmic)
    )
    return NumberLine(
        width=layout.width,
        height=TOP + layout.row * len(rows) + 8,
        left=left,
        bars=bars,
        ticks=ticks,
        settled=x(settled.value, 0) if settled.value is not None else None,
        band=extent(settled.bounds),
        official=x(settled.official, 0) if settled.official is not None else None,
        decided=extent(decided) if decided else None,
        summary="; ".join(f"{label}: {claim.span.text} ({stance})" for claim, label, stance in rows),
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


def _ticks(start: float, end: float, stretches: int, *, logarithmic: bool) -> list[Decimal]:
    """A few round numbers inside: at most one more than `stretches`."""
    if logarithmic:
        powers = range(math.ceil(start), math.floor(end) + 1)
        return [Decimal(10) ** power for power in powers][:: max(1, len(powers) // stretches)]
    rough = (end - start) / stretches
    power = Decimal(10) ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if float(power * factor) >= rough)
    first = math.ceil(start / float(step))
    return [step * i for i in range(first, math.floor(end / float(step)) + 1)]
