"""What one settled question tells the others: its figure for arithmetic, its ranges as a rival's.

An outline holds what passes from bucket to bucket, and no reading that nobody asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from extractor.reconcile.answers import Answer, contest_of, contests_of
from extractor.reconcile.checks import Figure, Stated
from extractor.reconcile.policy import ONLY_GROWS, SURE_OF_RIVAL
from extractor.reconcile.questions import WHOLE
from extractor.reconcile.ranges import Range
from extractor.reconcile.suspicions import Rivals
from extractor.reconcile.times import is_partial

Field = tuple[str, str, str]  # contest, measure, unit: in which rivals can be mistaken for each other


class Outline(NamedTuple):
    """One settled question in brief."""

    figure: Figure
    fields: tuple[Field, ...]
    ranges: tuple[Range, ...]  # by which a rival knows it; none where it is too doubtful
    disputed: bool  # some reading dissents, so that its rivals are asked for


def outline(one: Answer, stated: Stated) -> Outline:
    """The answer in brief. stated: what ratios speak of."""
    question, settled, _ = one
    first, description = question.readings[0], question.description
    # A count on the night is like any other count; an old total is a number to know a campaign by.
    old = [question.readings[i] for i in settled.superseded if first.measure in ONLY_GROWS]
    known = first.subject and settled.belief >= SURE_OF_RIVAL
    figure = Figure(
        question=first.id,
        contest=contest_of(question),
        vote=description.vote,
        subject=first.subject,
        name=first.name or first.measure.replace("_", " "),
        measure=first.measure,
        unit=first.unit,
        opponent=description.opponent or "",
        of_a_poll=description.basis == "poll" or first.measure == "poll_share",
        whole=description.place == WHOLE and description.population == WHOLE,
        preferences=description.preferences or "",
        partial=all(is_partial(question.readings[i]) for i in settled.supporting),
        value=settled.value,
        bounds=settled.bounds,
        readings={r.record: r for r in question.readings} if any(map(stated.of, question.readings)) else {},
    )
    return Outline(
        figure,
        tuple((contest, first.measure, first.unit) for contest in contests_of(question)),
        (settled.bounds, *((r.low, r.high) for r in old)) if known else (),
        bool(settled.dissenting),
    )


def rivals_of(outlines: Iterable[Outline]) -> dict[Field, Rivals]:
    """Field → subject → its ranges: the settled one, and of growing sums the superseded ones. outlines: in order of their questions."""
    found: dict[Field, dict[str, tuple[Range, ...]]] = defaultdict(dict)
    for one in outlines:
        if one.ranges:
            for field in one.fields:
                found[field][one.figure.subject] = one.ranges
    return dict(found)
