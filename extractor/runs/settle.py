"""A run folder's records → claims and reconciliations, beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.reconcile import Outcome, ReferenceRow, reconcile
from extractor.records import Article, Contest, DollarAmount, Person, Ratio, VotePercentage
from extractor.runs.batch import RunError
from extractor.runs.store import parts, read_kind, write_part


def settle_run(run: Path, reference: Sequence[ReferenceRow] = ()) -> Outcome:
    """Settle every question of a run and write claims and reconciliations.

    Raises RunError for a folder without extracted articles.
    """
    if not parts(run, "articles"):
        raise RunError(f"{run}: holds no extracted articles; begin with: extractor extract INPUT... -o {run}")
    figures: list[VotePercentage | DollarAmount] = [
        *read_kind(run, "vote_percentages", VotePercentage),
        *read_kind(run, "dollar_amounts", DollarAmount),
    ]
    outcome = reconcile(
        list(read_kind(run, "articles", Article)),
        figures,
        list(read_kind(run, "contests", Contest)),
        list(read_kind(run, "people", Person)),
        list(read_kind(run, "ratios", Ratio)),
        reference,
    )
    for kind in ("claims", "reconciliations"):
        for old in parts(run, kind):
            old.unlink()
    write_part(run, "claims", 0, outcome.claims)
    write_part(run, "reconciliations", 0, outcome.reconciliations)
    return outcome
