"""What needs a person, in which order, and what the queue shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.decisions import Sheet
from extractor.present.wording import VERDICT_ORDER, answer_text, heading, settled_text
from extractor.records import Reconciliation

# Below this, the settled value is as likely as not another one: somebody should look.
LOW_CONFIDENCE = 0.5


class Need(NamedTuple):
    """How urgent a question is (0 first) and why, in a few words; `todo`: does it wait for a person at all?"""

    rank: int
    why: str
    todo: bool


_REFUTED, _CHANGED, _CONFLICT, _SUSPECT, _CHECK, _UNSURE, _REST = range(7)


def need(sheet: Sheet) -> Need:
    """A reference table that says otherwise comes first, then a decision whose evidence changed, contradictions, suspicions,
    failed checks and low confidence; what is settled and sure comes last and waits for nobody.
    """
    if sheet.changed:
        return Need(_CHANGED, "the evidence changed since it was decided", todo=True)
    settled = sheet.settled
    rank, why = _of_the_evidence(sheet)
    decided = sheet.holding.status != "undecided"
    if rank == _REST:
        rank += VERDICT_ORDER.index(settled.verdict)
    return Need(rank, why, todo=rank < _REST and not decided)


def _of_the_evidence(sheet: Sheet) -> tuple[int, str]:
    settled = sheet.settled
    if settled.verdict == "refuted":
        return _REFUTED, "the official figure differs"
    if settled.verdict == "conflict":
        return _CONFLICT, "reports contradict each other"
    suspicions = sorted({dissent.suspicion for dissent in settled.dissenting if dissent.suspicion})
    if suspicions:
        return _SUSPECT, f"suspicion: {', '.join(suspicions).replace('_', ' ')}"
    failed = sorted({check.kind for check in settled.checks if not check.holds})
    if failed:
        return _CHECK, f"does not add up: {', '.join(failed)}"
    if settled.confidence < LOW_CONFIDENCE:
        return _UNSURE, f"confidence {settled.confidence:.2f}"
    return _REST, ""


class Line(NamedTuple):
    """One question in the queue."""

    id: str
    why: str
    status: str
    changed: bool
    verdict: str
    heading: str
    contest: str
    value: str
    answer: str
    sources: int
    confidence: float


def queue_row(sheet: Sheet) -> tuple[object, ...]:
    """A row of the queue, without its number."""
    settled, urgency = sheet.settled, need(sheet)
    return (
        sheet.id, urgency.rank, urgency.todo, urgency.why, sheet.holding.status, bool(sheet.changed), settled.verdict, settled.measure,
        settled.unit, heading(settled), settled.contest or "", settled_text(settled), answer_text(sheet), settled.independent_sources,
        settled.confidence, settled.subject_id or "", settled.subject or "",
    )  # fmt: skip


def search_words(settled: Reconciliation, words: Sequence[str]) -> str:
    """What a question is found by: its own words, and those of its claims."""
    named = (settled.subject, settled.contest, settled.measure.replace("_", " "), settled.scope.opponent, settled.scope.pollster, settled_text(settled))  # fmt: skip
    return " ".join([*filter(None, named), *dict.fromkeys(words)])
