"""Scores as tables for a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from extractor.evaluate.groups import GroupScore
from extractor.evaluate.score import GROUP_COLUMNS, SHARES, KindScore, Miss, Scores

_HEADINGS = {"precision": "P", "recall": "R", "f1": "F1", "false_conflicts": "false conflicts"}
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
    table = _table("", "gold", "found", *(_HEADINGS.get(name, name) for name in SHARES))
    for kind, score in kinds.items():
        table.add_row(kind, str(score.gold), str(score.found), *(_cell(getattr(score, name)) for name in SHARES))
    return table


def _groups(score: GroupScore) -> Table:
    table = _table("", *(_HEADINGS.get(name, name) for name in GROUP_COLUMNS))
    table.add_row("reconciliation", *(_cell(getattr(score, name)) for name in GROUP_COLUMNS))
    return table


def _table(*headings: str) -> Table:
    """An empty table, its numbers to the right."""
    table = Table(*headings)
    for column in table.columns[1:]:
        column.justify = "right"
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


def _cell(value: float | None) -> str:
    """A share with three digits, a count as it is.

    >>> _cell(0.5), _cell(12), _cell(None)
    ('0.500', '12', '–')
    """
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
