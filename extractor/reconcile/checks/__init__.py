"""Arithmetic between questions: figures of one contest (`contests`), and stated ratios (`ratios`), constrain each other.

Each check that can be made is made and kept. Settled values are ranges, so a check holds when some true values inside the ranges
satisfy it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractor.reconcile.checks.contests import check_contests
from extractor.reconcile.checks.figures import Figure
from extractor.reconcile.checks.ratios import Stated, check_ratios, stated_in
from extractor.records import Check, Ratio

__all__ = ["Figure", "Stated", "check_all", "stated_in"]


def check_all(figures: Sequence[Figure], ratios: Iterable[Ratio] = ()) -> dict[str, list[Check]]:
    """Question → its checks, each list in a fixed order. figures: in order of their questions."""
    found: dict[str, set[Check]] = defaultdict(set)
    for check, questions in (*check_contests(figures), *check_ratios(figures, ratios)):
        for question in questions:
            found[question].add(check)
    return {question: sorted(checks, key=lambda c: (c.kind, c.detail)) for question, checks in found.items()}
