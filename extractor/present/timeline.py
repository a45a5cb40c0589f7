"""How a figure moved, as a small picture: days to the right, the value upwards.

Geometry only; the template draws it. All positions are in units of the picture.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.present.numberline import with_air
from extractor.present.wording import amount_text
from extractor.reconcile.timeline import Timeline
from extractor.records import Claim, Reconciliation


class Layout(NamedTuple):
    """Sizes of the drawing, in pixels."""

    width: int
    height: int
    left: int  # room for "$14.2 million"
    right: int
    top: int
    bottom: int  # a line of text, under the days


WIDE = Layout(640, 120, 96, 16, 12, 26)
NARROW = Layout(330, 120, 78, 12, 12, 26)


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
    points: tuple[Point, ...]
    path: str  # through the figures that hold or held, in order of their days
    days: tuple[tuple[float, str, str], ...]  # x, label, text-anchor
    values: tuple[tuple[float, str], ...]  # y, label
    summary: str


def draw_time(
    settled: Reconciliation, timeline: Timeline, claims: Mapping[str, Claim], layout: Layout = WIDE
) -> TimePicture | None:
    """The picture of a timeline; None where fewer than two of its figures have both a day and a number."""
    dated = [
        (step, step.day, claims[step.claim], value)
        for step in timeline.steps
        if step.day is not None and (value := _middle(claims[step.claim])) is not None
    ]
    days = sorted({day for _, day, _, _ in dated})
    if len(days) < 2:
        return None
    # A slip of a thousand would flatten the course of the rest: what dissents from far away stands at the edge.
    course = [item for item in dated if item[0].stance != "dissenting"] or dated
    scale = _scale(
        days, [n for _, _, claim, value in course for n in (value, claim.bounds.low, claim.bounds.high)], layout
    )
    points = tuple(
        Point(
            scale.x(day),
            scale.y(value),
            scale.y(claim.bounds.low) if claim.bounds.low is not None else scale.floor,
            scale.y(claim.bounds.high) if claim.bounds.high is not None else layout.top,
            step.stance,
            f"{day}, {step.outlet}: {step.printed}",
        )
        for step, day, claim, value in dated
    )
    held = [point for point in points if point.stance != "dissenting"]
    numbers = [value for _, _, _, value in course]
    return TimePicture(
        width=layout.width,
        height=layout.height,
        left=layout.left,
        points=points,
        path=" ".join(f"{'M' if i == 0 else 'L'} {point.x} {point.y}" for i, point in enumerate(held)),
        days=((scale.x(days[0]), days[0].isoformat(), "start"), (scale.x(days[-1]), days[-1].isoformat(), "end")),
        values=tuple(
            (scale.y(value), amount_text(value, settled.unit)) for value in sorted({min(numbers), max(numbers)})
        ),
        summary="; ".join(f"{day}: {step.printed} ({step.outlet}, {step.stance})" for step, day, _, _ in dated),
    )


class _Scale(NamedTuple):
    """Where a day and a number stand in the picture."""

    layout: Layout
    first: dt.date
    last: dt.date
    low: float
    high: float

    @property
    def floor(self) -> int:
        return self.layout.height - self.layout.bottom

    def x(self, day: dt.date) -> float:
        width = self.layout.width - self.layout.left - self.layout.right
        return round(self.layout.left + (day - self.first).days / (self.last - self.first).days * width, 1)

    def y(self, value: Decimal) -> float:
        top = self.layout.top
        height = (float(value) - self.low) / (self.high - self.low) * (self.floor - top)
        return round(min(max(self.floor - height, top), self.floor), 1)


def _scale(days: Sequence[dt.date], numbers: Iterable[Decimal | None], layout: Layout) -> _Scale:
    """From the first day to the last, from the lowest number to the highest with some air."""
    reach = [float(number) for number in numbers if number is not None]
    return _Scale(layout, days[0], days[-1], *with_air(min(reach), max(reach)))


def _middle(claim: Claim) -> Decimal | None:
    if claim.value is not None:
        return claim.value
    return (claim.low + claim.high) / 2 if claim.low is not None and claim.high is not None else None
