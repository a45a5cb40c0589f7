"""What needs a person, and in which order."""

from __future__ import annotations

from typing import NamedTuple

from extractor.decisions import Sheet
from extractor.present.view import VERDICT_ORDER

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
