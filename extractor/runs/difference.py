"""Two runs side by side: what one has and the other has not, and what became another value."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.records import KINDS
from extractor.runs.needed import need_articles
from extractor.runs.store import connect, source_of

# What tells one record of a kind from the others; the rest by its id.
_KEYS = {"contests": "key", "copies": "article_id", "rejected": "concat_ws(' ', input, place, article_id, stage)"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that both runs have, with the fields that differ: name → (before, after)."""

    kind: str
    key: str
    fields: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Difference:
    """How many records of each kind are the same, changed, only in the first (`gone`) or only in the second (`new`)."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)


def difference(first: Path, second: Path) -> Difference:
    """What differs between two runs, kind by kind. Raises RunError for a folder without a run."""
    for run in (first, second):
        need_articles(run)
    found = Difference()
    for kind in KINDS:
        _compare(found, kind, source_of(first, kind), source_of(second, kind))
    return found


def _compare(found: Difference, kind: str, first: str | None, second: str | None) -> None:
    key = _KEYS.get(kind, "id")
    nothing = "(SELECT NULL AS key, NULL AS data WHERE false)"
    # The same contest is spelt out in several parts; one of them speaks for it.
    before, after = (
        f"(SELECT {key} AS key, min(CAST(to_json(t) AS VARCHAR)) AS data FROM {source} t GROUP BY 1)"
        if source
        else nothing
        for source in (first, second)
    )
    counts = {"same": 0, "changed": 0, "gone": 0, "new": 0}
    with connect() as connection:
        cursor = connection.execute(
            f"SELECT coalesce(a.key, b.key), a.data, b.data FROM {before} a FULL JOIN {after} b ON a.key = b.key ORDER BY 1"
        )
        while rows := cursor.fetchmany(1_000):
            for name, old, new in rows:
                state = "new" if old is None else "gone" if new is None else "same" if old == new else "changed"
                counts[state] += 1
                if state == "changed":
                    one, other = json.loads(old), json.loads(new)
                    differing = {f: (one.get(f), other.get(f)) for f in {**one, **other} if one.get(f) != other.get(f)}
                    found.changed.append(Changed(kind, name, differing))
    if any(counts.values()):
        found.counts[kind] = counts
