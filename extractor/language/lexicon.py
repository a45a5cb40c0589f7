"""Word tables from `extractor/data`: one entry a line, tab-separated columns, `#` comments, the source on top.

A list in Python loses a comma and two names become one without a sound; a table is checked line by line as it loads, and a
person who writes no Python can add a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


class TableError(ValueError):
    """A line of a table that is not what the table holds."""


@cache
def load_table(name: str, columns: int = 1) -> tuple[tuple[str, ...], ...]:
    """The rows of `extractor/data/<name>.tsv`, each with exactly `columns` fields, in file order.

    Raises TableError with file and line for a row of another width, an empty first field or the same row twice.
    """
    rows: list[tuple[str, ...]] = []
    seen: set[tuple[str, ...]] = set()
    text = files("extractor.data").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = tuple(field.strip() for field in line.split("\t"))
        where = f"extractor/data/{name}.tsv:{number}"
        if len(row) != columns:
            raise TableError(f"{where}: {len(row)} fields, expected {columns}: {line!r}")
        if not row[0]:
            raise TableError(f"{where}: the first field is empty: {line!r}")
        if row in seen:
            raise TableError(f"{where}: stands here twice: {line!r}")
        seen.add(row)
        rows.append(row)
    return tuple(rows)


@cache
def load_words(name: str) -> frozenset[str]:
    """A one-column table as a set."""
    return frozenset(row[0] for row in load_table(name))


@cache
def load_map(name: str) -> dict[str, str]:
    """A two-column table as a mapping. Raises TableError when one key has two values."""
    found: dict[str, str] = {}
    for key, value in load_table(name, 2):
        if found.setdefault(key, value) != value:
            raise TableError(f"extractor/data/{name}.tsv: {key!r} is both {found[key]!r} and {value!r}")
    return found


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of `words`, longest first, white space inside a word matching any white space.

    >>> alternation(["per cent", "percent"])
    '(?:per\\\\s+cent|percent)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered) + ")"
