"""Scores as tables for a terminal."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table

from extractor.evaluate.groups import GroupScore
from extractor.evaluate.names import party_name, same_name
from extractor.evaluate.score import GROUP_COLUMNS, SHARES, KindScore, Miss, Scores

_HEADINGS = {"precision": "P", "recall": "R", "f1": "F1", "false_conflicts": "false conflicts"}
# Fields of gold and record that show what went wrong, for every kind.
_TOLD = (
    *("value", "low", "high", "unit", "currency", "qualifier", "measure", "subject"),
    *("start", "end", "name", "party", "kind", "speaker"),
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
    table = _table("reconciliation", "")
    for name in GROUP_COLUMNS:
        table.add_row(_HEADINGS.get(name, name), _cell(getattr(score, name)))
    return table


def _table(*headings: str) -> Table:
    """An empty table that fits eighty columns, its numbers to the right."""
    table = Table(*headings, box=SIMPLE_HEAD, padding=0)
    for column in table.columns[1:]:
        column.justify = "right"
        column.no_wrap = True
    return table


def _misses(kind: str, misses: list[Miss]) -> Table:
    table = Table("article", "", "text", "expected", "found", title=kind, title_justify="left", box=SIMPLE_HEAD)
    for miss in misses:
        expected, found = _told(miss.gold), _told(miss.found)
        if miss.gold is not None and miss.found is not None:
            # Only where the two differ; a field the gold leaves open is nobody's error.
            differing = [name for name in expected if not _alike(expected[name], found.get(name))]
            expected, found = ({name: told.get(name) for name in differing} for told in (expected, found))
        table.add_row(miss.article, miss.what, _text(miss), _line(expected), _line(found))
    return table


def _group_misses(score: GroupScore, errors: int) -> Table:
    table = Table("group", "expected", "found", "parts", "mixed", "missing", box=SIMPLE_HEAD)
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


def _told(row: dict[str, Any] | None) -> dict[str, Any]:
    return {name: row[name] for name in _TOLD if row.get(name) is not None} if row else {}


def _alike(one: Any, other: Any) -> bool:
    """True for the same value, however JSON wrote the number; names and parties as the score compares them."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or same_name(one, other) or party_name(one) == party_name(other)
    return bool(one == other)


def _line(told: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in told.items()) or "–"


def _cell(value: float | None) -> str:
    """A share with three digits, a count as it is.

    >>> _cell(0.5), _cell(12), _cell(None)
    ('0.500', '12', '–')
    """
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
