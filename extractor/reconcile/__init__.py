"""What several articles say of one thing, settled.

    figures → claims → readings → questions → who speaks → answers → reconciliations
              claims   readings   questions   hearing      answers   writing

`reconcile` does all of it for what is in memory, `batch` what comes after the claims wherever they lie. The policy stands in two tables: its numbers in `policy`, its words in `verdicts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.reconcile.batch import settle_batch
from extractor.reconcile.claims import Figure, make_claims
from extractor.reconcile.questions import spelled_out
from extractor.reconcile.readings import reading_of
from extractor.reconcile.reference import (
    Coverage,
    Judgement,
    Official,
    ReferenceError,
    ReferenceRow,
    read_reference,
)
from extractor.reconcile.timeline import Step, Timeline, make_timeline
from extractor.reconcile.witnesses import Voices
from extractor.records import Article, Candidate, Claim, Contest, Person, Ratio, Reconciliation

__all__ = [
    "Coverage",
    "Judgement",
    "Official",
    "Outcome",
    "ReferenceError",
    "ReferenceRow",
    "Step",
    "Timeline",
    "Voices",
    "make_claims",
    "read_reference",
    "reconcile",
]


class Outcome(NamedTuple):
    """All claims, and every one of them in exactly one reconciliation."""

    claims: list[Claim]  # in order of id
    reconciliations: list[Reconciliation]  # in order of id
    timelines: list[Timeline]  # of questions whose figures are of more than one day
    voices: Voices  # how far each outlet was trusted
    reference: Coverage | None  # what the reference tables cover; None without one


def reconcile(
    articles: Sequence[Article],
    figures: Sequence[Figure],
    contests: Sequence[Contest] = (),
    people: Sequence[Person] = (),
    ratios: Sequence[Ratio] = (),
    reference: Sequence[ReferenceRow] = (),
    candidates: Sequence[Candidate] = (),
) -> Outcome:
    """Claims and reconciliations of a batch. The order of any input changes nothing."""
    contests = spelled_out(contests)
    claims = make_claims(articles, figures, contests)
    written, settled = settle_batch(map(reading_of, claims), articles, contests, people, ratios, reference, candidates)
    timelines = [make_timeline(record, one.question.readings) for one, record in written]
    return Outcome(
        claims=sorted(claims, key=lambda claim: claim.id),
        reconciliations=[record for _, record in written],
        timelines=[timeline for timeline in timelines if timeline is not None],
        voices=settled.voices,
        reference=settled.coverage,
    )
