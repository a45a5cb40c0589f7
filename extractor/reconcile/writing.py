"""Answers → reconciliations: the record of each settled question, with what only other questions can say of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.reconcile.answers import Answer, contest_of, contests_of
from extractor.reconcile.explain import explain, title
from extractor.reconcile.policy import FAILED_CHECK, ODDS_TIMES, SUREST
from extractor.reconcile.questions import Question, scope_of
from extractor.reconcile.suspicions import Dissenter, Rivals, suspect
from extractor.reconcile.verdicts import Case, judge
from extractor.records import Bounds, Check, Dissent, Reconciliation, content_id
from extractor.records.claims import Verdict


def write(
    answer: Answer,
    rivals: Mapping[tuple[str, str, str], Rivals],
    checks: Sequence[Check],
    labels: Mapping[str, str],
    official: Decimal | None = None,
) -> Reconciliation:
    """The record of a settled question. `official` is what a reference table says, in the unit of the question."""
    question, settled, _ = answer
    readings = question.readings
    first = readings[0]
    contest_key = contest_of(question)
    theirs: Rivals = {
        subject: ranges
        for contest in contests_of(question)
        for subject, ranges in rivals.get((contest, first.measure, first.unit), {}).items()
        if subject != first.subject
    }
    confidence = confidence_of(answer, checks)
    dissents = []
    for i in settled.dissenting:
        suspicion, reason = suspect(Dissenter(i, readings, settled, theirs, confidence))
        dissents.append(Dissent(claim=readings[i].id, reason=reason, suspicion=suspicion))
    # Who counts something else contradicts nobody.
    contrary = (d.suspicion for i, d in zip(settled.dissenting, dissents, strict=True) if i not in settled.aside)
    verdict: Verdict = judge(Case(readings, settled, tuple(contrary)))
    bounds = Bounds(low=settled.bounds[0], high=settled.bounds[1])
    if official is not None:
        holds = (bounds.low is None or bounds.low <= official) and (bounds.high is None or official <= bounds.high)
        verdict = "confirmed" if holds else "refuted"
    names = sorted({r.name for r in readings if r.name}, key=lambda name: (-len(name), name))
    scope = scope_of(question.description, readings, [readings[i] for i in settled.supporting])
    contest = labels.get(contest_key, contest_key) or None
    subject = names[0] if names else None
    return Reconciliation(
        id=id_of(question),
        key=title(contest, subject, first.measure, first.unit, scope),
        contest=contest,
        contest_key=contest_key or None,
        subject=subject,
        subject_id=first.subject or None,
        measure=first.measure,
        scope=scope,
        claims=tuple(r.id for r in readings),
        verdict=verdict,
        value=settled.value,
        bounds=bounds,
        unit=first.unit,
        as_of=max((day for i in settled.supporting if (day := readings[i].as_of)), default=None),
        explanation=explain(readings, settled, dissents, verdict, official),
        supporting=tuple(readings[i].id for i in settled.supporting),
        superseded=tuple(readings[i].id for i in settled.superseded),
        dissenting=tuple(dissents),
        independent_sources=settled.witnesses,
        official=official,
        checks=tuple(checks),
        confidence=confidence,
    )


def id_of(question: Question) -> str:
    """The id of the question's record: the same claims give the same one."""
    return content_id("reconciliation", *(r.id for r in question.readings))


def confidence_of(answer: Answer, checks: Sequence[Check]) -> float:
    """The share of settled values with this score that are true (0 to 1): the evidence, that it was read rightly, and the checks."""
    question, settled, witness = answer
    odds = settled.belief / max(1 - settled.belief, 1e-9) * ODDS_TIMES
    misread: dict[str, float] = {}
    for i in settled.supporting:
        reading = question.readings[i]
        misread[witness[i]] = min(misread.get(witness[i], 1.0), 1 - reading.confidence)
    failed = sum(1 for check in checks if not check.holds)
    return round(min(odds / (1 + odds), SUREST) * (1 - math.prod(misread.values())) * FAILED_CHECK**failed, 3)
