"""How a figure moved, as a small picture: days to the right, the value upwards.

Geometry only; the template draws it. All positions are in units of the picture.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractor.present.wording import amount_text
from extractor.reconcile.timeline import Timeline
from extractor.records import Claim, Reconciliation

# Sizes of the drawing, in pixels: a line of text high above the days, wide enough for "$14.2 million" on the left.
WIDTH = 640
HEIGHT = 120
LEFT = 96
RIGHT = 16
TOP = 12
BOTTOM = 26


@dataclass(frozen=True, slots=True)
class Point:
    """One printed figure: where it stands, how far its wording reaches."""

    x: float
    y: float
    low: float  # y of the lower end of what the wording allows
    high: float
    stance: str
    title: str


@dataclass(frozen=True, slots=True)
class TimePicture:
    """The whole picture."""

    width: int
    height: int
    left: int
    floor: int  # y of the axis of days
    points: tuple[Point, ...]
    path: str  # through the figures that hold or held, in order of their days
    days: tuple[tuple[float, str, str], ...]  # x, label, text-anchor
    values: tuple[tuple[float, str], ...]  # y, label
    summary: str


def draw_time(settled: Reconciliation, timeline: Timeline, claims: Mapping[str, Claim]) -> TimePicture | None:
    """The picture of a timeline; None where fewer than two of its figures have both a day and a number."""
    dated = [
        (step, claims[step.claim], value)
        for step in timeline.steps
        if step.day is not None and (value := _middle(claims[step.claim])) is not None
    ]
    days = sorted({step.day for step, _, _ in dated if step.day})
    if len(days) < 2:
        return None
    first, last = days[0], days[-1]
    # A slip of a thousand would flatten the course of the rest: what dissents from far away stands at the edge.
    course = [item for item in dated if item[0].stance != "dissenting"] or dated
    reach = [
        float(n) for _, claim, value in course for n in (value, claim.bounds.low, claim.bounds.high) if n is not None
    ]
    low, high = min(reach), max(reach)
    margin = (high - low) * 0.08 or abs(high) * 0.02 or 1.0
    low, high = low - margin, high + margin
    floor = HEIGHT - BOTTOM

    def x(day: dt.date) -> float:
        return round(LEFT + (day - first).days / (last - first).days * (WIDTH - LEFT - RIGHT), 1)

    def y(value: Decimal | float) -> float:
        return round(min(max(floor - (float(value) - low) / (high - low) * (floor - TOP), TOP), floor), 1)

    points = tuple(
        Point(
            x(step.day or first),
            y(value),
            y(claim.bounds.low) if claim.bounds.low is not None else floor,
            y(claim.bounds.high) if claim.bounds.high is not None else TOP,
            step.stance,
            f"{step.day}, {step.outlet}: {step.printed}",
        )
        for step, claim, value in dated
    )
    held = [point for point in points if point.stance != "dissenting"]
    numbers = [value for _, _, value in course]
    return TimePicture(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        floor=floor,
        points=points,
        path=" ".join(f"{'M' if i == 0 else 'L'} {point.x} {point.y}" for i, point in enumerate(held)),
        days=((x(first), first.isoformat(), "start"), (x(last), last.isoformat(), "end")),
        values=tuple((y(value), amount_text(value, settled.unit)) for value in sorted({min(numbers), max(numbers)})),
        summary="; ".join(f"{step.day}: {step.printed} ({step.outlet}, {step.stance})" for step, _, _ in dated),
    )


def _middle(claim: Claim) -> Decimal | None:
    if claim.value is not None:
        return claim.value
    return (claim.low + claim.high) / 2 if claim.low is not None and claim.high is not None else None
