"""What has to be in a run folder before anything can be done with it, and the command that puts it there."""

from __future__ import annotations

from pathlib import Path

from extractor.runs.errors import RunError
from extractor.runs.store import parts


def need_articles(run: Path) -> None:
    """Raise RunError for a folder without extracted articles."""
    if not parts(run, "articles"):
        raise RunError(f"{run}: holds no extracted articles; begin with: extractor run INPUT... -o {run}")


def need_settled(run: Path) -> None:
    """Raise RunError for a run whose questions were not settled yet, and for a folder without a run."""
    need_articles(run)
    if not parts(run, "reconciliations"):
        raise RunError(f"{run}: nothing is settled there; begin with: extractor reconcile {run}")
