"""How a figure moved: what was printed when, who was first with the settled value, who never corrected another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from extractor.reconcile.explain import outlet_name, say
from extractor.reconcile.readings import Reading
from extractor.records.claims import Reconciliation, Stance


class Step(NamedTuple):
    """One printed figure on the line of time."""

    day: dt.date | None  # what the figure holds for; None sorts last
    published: dt.date | None
    outlet: str
    printed: str
    stance: Stance
    claim: str


class Timeline(NamedTuple):
    """The figures of one question in order of time."""

    reconciliation: str
    steps: tuple[Step, ...]
    first: str | None  # the outlet that printed the settled value first
    never_corrected: tuple[str, ...]  # outlets whose last figure dissents


def make_timeline(settled: Reconciliation, readings: Sequence[Reading]) -> Timeline | None:
    """The timeline of a question from its readings, or None where nothing is dated or everything is of one day."""
    if len({reading.as_of for reading in readings if reading.as_of}) < 2:
        return None
    supporting, superseded = set(settled.supporting), set(settled.superseded)
    steps = sorted(
        (
            Step(
                reading.as_of,
                reading.published,
                outlet_name(reading),
                say(reading),
                "supporting"
                if reading.id in supporting
                else "superseded"
                if reading.id in superseded
                else "dissenting",
                reading.id,
            )
            for reading in readings
        ),
        key=lambda step: (step.day or dt.date.max, step.published or dt.date.max, step.outlet, step.claim),
    )
    first = next((step.outlet for step in steps if step.stance == "supporting" and step.published), None)
    last = {step.outlet: step.stance for step in sorted(steps, key=lambda step: step.published or dt.date.min)}
    return Timeline(
        settled.id,
        tuple(steps),
        first,
        tuple(sorted(outlet for outlet, stance in last.items() if stance == "dissenting")),
    )
