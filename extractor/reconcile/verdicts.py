"""The policy as a table: what a settled question is called, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractor.reconcile.readings import Reading
from extractor.reconcile.settle import Settled
from extractor.records.claims import Suspicion, Verdict

# Dissents that a reading of the text explains, so that the two figures do not contradict each other.
CUT_OFF = frozenset({"truncated"})
OUT_OF_DATE = frozenset({"truncated", "stale"})


class Case(NamedTuple):
    """A settled question, as the rules see it."""

    readings: tuple[Reading, ...]
    settled: Settled
    suspicions: tuple[Suspicion | None, ...]  # one for each dissent


class Rule(NamedTuple):
    """A verdict, when it holds, and what it means."""

    verdict: Verdict
    holds: Callable[[Case], bool]
    meaning: str


def one_witness(case: Case) -> bool:
    """Only one independent source speaks."""
    return case.settled.witnesses == 1


def printed_alike(case: Case) -> bool:
    """Every figure has the same value, precision and wording."""
    printed = {(r.value, r.step, r.qualifier, r.low, r.high) for r in case.readings}
    return len(printed) == 1


def all_meet(case: Case) -> bool:
    """Nothing was replaced, and what dissents was only cut off."""
    return not case.settled.superseded and all(suspicion in CUT_OFF for suspicion in case.suspicions)


def counted_further(case: Case) -> bool:
    """What dissents is explained by its time."""
    return all(suspicion in OUT_OF_DATE for suspicion in case.suspicions)


def always(_: Case) -> bool:
    """Whatever is left."""
    return True


# Tried from the top; the first that holds is the verdict and says why. A reference table is asked before (`reference`).
VERDICTS = (
    Rule("single", one_witness, "only one independent source"),
    Rule("agree", printed_alike, "the same value at the same precision"),
    Rule("compatible", all_meet, "different wordings whose bounds overlap"),
    Rule("superseded", counted_further, "an earlier or partial figure, replaced by a later or complete one"),
    Rule("conflict", always, "the bounds do not meet, and neither time, scope nor period explains it"),
)


def judge(case: Case) -> Verdict:
    """The verdict on one settled question."""
    return next(rule for rule in VERDICTS if rule.holds(case)).verdict
