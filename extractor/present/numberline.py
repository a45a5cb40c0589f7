"""A figure across outlets on one line: what each wording allows, the settled value, the official one.

Geometry only; the template draws it. All positions are in units of the picture (0 to WIDTH).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.present.wording import amount_text
from extractor.records import Bounds, Claim, Reconciliation

# Sizes of the drawing, in pixels.
WIDTH = 640
LABEL = 150  # room for the outlet's name
ROW = 22
TOP = 26
# Values that differ by more than this factor (a million printed for a billion) need a logarithmic line to be seen together.
LOG_FACTOR = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: logical range, implied range, printed value; None where there is none. Open sides reach the picture's edge."""

    y: float
    label: str
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
    summary: str


def draw(settled: Reconciliation, rows: Sequence[tuple[Claim, str, str]]) -> NumberLine | None:
    """The picture for one question; None when no finite number stands on any side."""
    numbers = [float(n) for claim, _, _ in rows for n in _finite(claim)]
    numbers += [float(n) for n in (settled.value, settled.official) if n is not None]
    if not numbers:
        return None
    low, high = min(numbers), max(numbers)
    logarithmic = low > 0 and high / low > LOG_FACTOR
    unfold = math.log10 if logarithmic else float
    start, end = unfold(low), unfold(high)
    margin = (end - start) * 0.06 or abs(end) * 0.02 or 1.0
    start, end = start - margin, end + margin
    right = WIDTH - 12

    def x(number: Decimal | float | None, default: float) -> float:
        if number is None:
            return default
        value = float(number)
        if logarithmic and value <= 0:
            return LABEL
        return round(min(max(LABEL + (unfold(value) - start) / (end - start) * (right - LABEL), LABEL), right), 1)

    def extent(bounds: Bounds) -> tuple[float, float]:
        first, last = x(bounds.low, LABEL), x(bounds.high, right)
        return (first, last) if last - first >= 3 else ((first + last) / 2 - 1.5, (first + last) / 2 + 1.5)

    bars = tuple(
        Bar(
            y=TOP + ROW * i + ROW / 2,
            label=label if len(label) <= 22 else label[:21] + "…",
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
        (x(number, 0), amount_text(number, settled.unit)) for number in _ticks(start, end, logarithmic=logarithmic)
    )
    return NumberLine(
        width=WIDTH,
        height=TOP + ROW * len(rows) + 8,
        left=LABEL,
        bars=bars,
        ticks=ticks,
        settled=x(settled.value, 0) if settled.value is not None else None,
        band=extent(settled.bounds),
        official=x(settled.official, 0) if settled.official is not None else None,
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


def _ticks(start: float, end: float, *, logarithmic: bool) -> list[Decimal]:
    """Three to five round numbers inside."""
    if logarithmic:
        powers = range(math.ceil(start), math.floor(end) + 1)
        return [Decimal(10) ** power for power in powers][:: max(1, len(powers) // 4)]
    rough = (end - start) / 4
    power = Decimal(10) ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if float(power * factor) >= rough)
    first = math.ceil(start / float(step))
    return [step * i for i in range(first, math.floor(end / float(step)) + 1)]
