"""A run's records as files for other programs."""

from __future__ import annotations

from pathlib import Path

from extractor.records import KINDS
from extractor.runs.batch import RunError
from extractor.runs.store import export_kind, parts

FORMS = ("jsonl", "csv")


def export_run(run: Path, out: Path, form: str) -> dict[str, int]:
    """One file of each kind in `out`, named after it; returns how many records each holds.

    An empty kind gives an empty file, so that a reader need not guess. Raises RunError for a folder without a run.
    """
    if not parts(run, "articles"):
        raise RunError(f"{run}: holds no extracted articles; begin with: extractor extract INPUT... -o {run}")
    out.mkdir(parents=True, exist_ok=True)
    counts = {}
    for kind in KINDS:
        target = out / f"{kind}.{form}"
        target.unlink(missing_ok=True)
        counts[kind] = export_kind(run, kind, target, form)
        if not target.exists():
            target.touch()
    return counts
