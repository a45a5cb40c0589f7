"""What several articles say of one thing, settled.

    figures → claims → readings → questions → answers → reconciliations
              claims   readings   questions   settle    answers

`reconcile` does all of it. The policy stands in two tables: its numbers in `policy`, its words in `verdicts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.reconcile.answers import Answer, answer, contest_of, hear, listen, rivals_of, write
from extractor.reconcile.checks import Figure as SettledFigure
from extractor.reconcile.checks import check_all
from extractor.reconcile.claims import Figure, make_claims
from extractor.reconcile.questions import WHOLE, group, spelled_out
from extractor.reconcile.readings import folded, reading_of
from extractor.reconcile.reference import (
    Coverage,
    Judgement,
    Official,
    ReferenceError,
    ReferenceRow,
    hold_against,
    official_figures,
    read_reference,
)
from extractor.reconcile.timeline import Step, Timeline, make_timeline
from extractor.reconcile.witnesses import find_sources
from extractor.reconcile.witnesses.weights import Voices
from extractor.records import Article, Claim, Contest, Person, Ratio, Reconciliation

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
) -> Outcome:
    """Claims and reconciliations of a batch. The order of any input changes nothing."""
    contests = spelled_out(contests)
    claims = make_claims(articles, figures, contests)
    labels = {contest.key: contest.label for contest in contests}
    questions = group(map(reading_of, claims), contests)
    together = ({reading.article for reading in question.readings} for question in questions)
    heard, voices = listen(list(hear(questions, find_sources(articles, together))))
    answers = answer(heard, voices)
    record_of = {claim.id: claim.record_id for claim in claims}
    checks = check_all([_settled_figure(i, a, record_of) for i, a in enumerate(answers)], ratios)
    coverage = _coverage(answers, official_figures(reference), people) if reference else None
    rivals = rivals_of(answers)
    reconciliations, timelines = [], []
    for i, one in enumerate(answers):
        judgement = coverage.judged.get(one.question.readings[0].id) if coverage else None
        official = judgement.official.value if judgement else None
        written = write(one, rivals, checks.get(i, ()), labels, official)
        reconciliations.append(written)
        timeline = make_timeline(written, one.question.readings)
        if timeline is not None:
            timelines.append(timeline)
    return Outcome(
        claims=sorted(claims, key=lambda claim: claim.id),
        reconciliations=sorted(reconciliations, key=lambda written: written.id),
        timelines=sorted(timelines, key=lambda timeline: timeline.reconciliation),
        voices=voices,
        reference=coverage,
    )


def _settled_figure(number: int, answer: Answer, record_of: dict[str, str]) -> SettledFigure:
    question, settled, _ = answer
    first = question.readings[0]
    description = question.description
    return SettledFigure(
        question=number,
        contest=contest_of(question),
        vote=description.vote,
        subject=first.subject,
        name=first.name or first.measure.replace("_", " "),
        measure=first.measure,
        unit=first.unit,
        opponent=description.opponent or "",
        of_a_poll=description.basis == "poll" or first.measure == "poll_share",
        whole=description.place == WHOLE and description.population == WHOLE,
        value=settled.value,
        bounds=settled.bounds,
        readings={record_of[r.id]: r for r in question.readings},
    )


def _coverage(answers: Iterable[Answer], officials: Sequence[Official], people: Iterable[Person]) -> Coverage:
    aliases: dict[str, set[str]] = {}
    for person in people:
        aliases.setdefault(person.person_id, set()).update(map(folded, (person.name, *person.aliases)))
    return hold_against(
        [
            (
                a.question,
                a.settled.value,
                a.settled.bounds,
                frozenset(a.question.readings[i].id for i in a.settled.superseded),
            )
            for a in answers
        ],
        officials,
        {subject: frozenset(names) for subject, names in aliases.items()},
    )
