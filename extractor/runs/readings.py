"""Claims of a run in plain fields, straight from the tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any, Final

from extractor.reconcile.readings import Reading, folded
from extractor.records import Scope
from extractor.runs.store import part_path, read_cells

_COLUMNS: Final = """
    id, article_id, outlet, published, contest_key, subject_id, subject, measure, unit, value, step, qualifier,
    bounds.low, bounds.high, implied.low, implied.high, as_of, as_of_source = 'text', reporting_percent, count_status,
    hedged_by, CAST(to_json(scope) AS VARCHAR), span.start, span."end", low, high, confidence, record_id, source
"""


def read_readings(run: Path, part: int) -> Iterator[Reading]:
    """One part of the claims of a run in plain fields: what `reading_of` makes of each, without the record in between."""
    return map(_reading, read_cells(part_path(run, "claims", part), _COLUMNS))


def _reading(cells: tuple[Any, ...]) -> Reading:
    (
        identity, article, outlet, published, contest, subject_id, subject, measure, unit, value, step, qualifier,
        low, high, likely_low, likely_high, as_of, as_of_in_text, reporting, status,
        cited, scope, start, end, range_low, range_high, confidence, record, source,
    ) = cells  # fmt: skip
    return Reading(
        id=identity,
        article=intern(article),
        outlet=intern(outlet or ""),
        published=published,
        contest=intern(contest or ""),
        subject=intern(subject_id or folded(subject)),
        name=intern(subject or ""),
        measure=intern(measure),
        unit=intern(unit),
        value=_number(value),
        step=_number(step),
        qualifier=intern(qualifier),
        low=_number(low),
        high=_number(high),
        likely_low=_number(likely_low),
        likely_high=_number(likely_high),
        as_of=as_of,
        as_of_in_text=bool(as_of_in_text),
        reporting=_number(reporting),
        status=intern(status) if status else None,
        cited=intern(cited or ""),
        scope=_scope(scope),
        start=start,
        end=end,
        range_low=_number(range_low),
        range_high=_number(range_high),
        confidence=confidence,
        record=record,
        source=intern(source or ""),
    )


@lru_cache(maxsize=200_000)
def _number(cell: float | None) -> Decimal | None:
    """As the records read it: by its shortest decimal form."""
    return None if cell is None else Decimal(str(cell))


@lru_cache(maxsize=50_000)
def _scope(cell: str) -> Scope:
    return Scope.model_validate_json(cell)
