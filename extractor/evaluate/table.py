"""Scores as tables for a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from extractor.evaluate.groups import GroupScore
from extractor.evaluate.score import KindScore, Miss, Scores

# Shares of the table, in its order: heading and attribute of KindScore.
_COLUMNS = (
    ("P", "precision"),
    ("R", "recall"),
    ("F1", "f1"),
    ("value", "value"),
    ("measure", "measure"),
    ("subject", "subject"),
    ("strict", "strict"),
)
# Fields of gold and record that show what went wrong, for every kind.
_TOLD = (
    "value",
    "low",
    "high",
    "unit",
    "currency",
    "qualifier",
    "measure",
    "subject",
    "start",
    "end",
    "name",
    "party",
    "kind",
)


def render(scores: Scores, errors: int = 0) -> RenderableType:
    """The scores as rich tables; with `errors`, the first so many errors of each kind below them."""
    parts: list[RenderableType] = []
    if scores.kinds:
        parts.append(_kinds(scores.kinds))
    if scores.groups is not None:
        parts.append(_groups(scores.groups))
    for kind, score in scores.kinds.items():
        if errors and score.misses:
            parts.append(_misses(kind, score.misses[:errors]))
    if errors and scores.groups is not None and scores.groups.misses:
        parts.append(_group_misses(scores.groups, errors))
    return Group(*parts)


def _kinds(kinds: dict[str, KindScore]) -> Table:
    table = Table("", "gold", "found", *(name for name, _ in _COLUMNS))
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, score in kinds.items():
        table.add_row(kind, str(score.gold), str(score.found), *(_cell(getattr(score, name)) for _, name in _COLUMNS))
    return table


def _groups(score: GroupScore) -> Table:
    names = ("claims", "coverage", "B³ P", "B³ R", "B³ F1", "groups", "verdict", "value", "solved", "false conflicts")
    table = Table(*names, title="reconciliation", title_justify="left")
    for column in table.columns:
        column.justify = "right"
    shares = (score.precision, score.recall, score.f1)
    table.add_row(
        str(score.claims),
        _cell(score.coverage),
        *(_cell(share) for share in shares),
        str(score.groups),
        *(_cell(share) for share in (score.verdict, score.value, score.solved)),
        str(score.false_conflicts),
    )
    return table


def _misses(kind: str, misses: list[Miss]) -> Table:
    table = Table("article", "", "text", "expected", "found", title=kind, title_justify="left", show_lines=False)
    for miss in misses:
        table.add_row(miss.article, miss.what, _text(miss), _told(miss.gold), _told(miss.found))
    return table


def _group_misses(score: GroupScore, errors: int) -> Table:
    table = Table(
        "group", "expected", "found", "fell into", "mixed", "missing", title="not solved", title_justify="left"
    )
    for miss in score.misses[:errors]:
        found = f"{miss.found[0]} {miss.found[1]}" if miss.found else "–"
        mixed = "yes" if miss.mixed else ""
        table.add_row(
            miss.group, f"{miss.expected[0]} {miss.expected[1]}", found, str(miss.parts), mixed, str(miss.missing)
        )
    return table


def _text(miss: Miss) -> str:
    """The characters in question: of a quotation its first stretch, of a candidate the name."""
    row = miss.gold or miss.found or {}
    text = row.get("text") or (row.get("span") or {"text": ""})
    if isinstance(text, dict):
        text = text.get("text", "")
    if isinstance(text, list):
        text = " … ".join(text)
    return str(text or row.get("name") or "")[:80]


def _told(row: dict[str, Any] | None) -> str:
    if row is None:
        return "–"
    told = {name: row[name] for name in _TOLD if row.get(name) is not None}
    if "speaker" in row:
        told["speaker"] = row["speaker"]
    return " ".join(f"{name}={value}" for name, value in told.items())


def _cell(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def summary(scores: Scores) -> dict[str, dict[str, float | int | None]]:
    """The same figures for programs: one entry a kind, and `reconciliation` where groups were scored."""
    made: dict[str, dict[str, float | int | None]] = {
        kind: {"gold": score.gold, "found": score.found} | {name: getattr(score, attribute) for name, attribute in _COLUMNS}
        for kind, score in scores.kinds.items()
    }
    if scores.groups is not None:
        names = ("claims", "coverage", "precision", "recall", "f1", "groups", "verdict", "value", "solved", "false_conflicts")
        made["reconciliation"] = {name: getattr(scores.groups, name) for name in names}
    return made
