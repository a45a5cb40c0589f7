"""Records as tables without nesting, for programs that know cells alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from extractor.records import KINDS
from extractor.runs.store import columns, connect, literal, source_of

_ROWS = 1_000
_OPTIONS = {"jsonl": "FORMAT json", "csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}


def export_kind(run: Path, kind: str, target: Path, form: str) -> int:
    """All records of one kind as one file: `jsonl`, `csv` or `parquet`. Returns how many."""
    source = source_of(run, kind)
    if source is None:
        return 0
    wanted = flat_columns(KINDS[kind], guarded=True) if form == "csv" else "*"
    with connect() as connection:
        connection.execute(f"COPY (SELECT {wanted} FROM {source}) TO {literal(str(target))} ({_OPTIONS[form]})")
        counted = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    return int(counted[0]) if counted else 0


def flat_rows(run: Path, kind: str) -> Iterator[tuple[Any, ...]]:
    """The names of the columns, then every record of one kind as a row; nothing when there is no part."""
    source = source_of(run, kind)
    if source is None:
        return
    with connect() as connection:
        cursor = connection.execute(f"SELECT {flat_columns(KINDS[kind], guarded=False)} FROM {source}")
        yield tuple(column[0] for column in cursor.description or ())
        while rows := cursor.fetchmany(_ROWS):
            yield from rows


def flat_columns(model: type[BaseModel], *, guarded: bool) -> str:
    """The columns in SQL: span_start, span_end, span_text; lists as JSON.

    `guarded`: text that a spreadsheet would run as a formula is kept from it by a leading apostrophe.
    """
    wanted: list[str] = []
    for name, kind in columns(model).items():
        if kind.startswith("STRUCT") and not kind.endswith("[]"):
            inner = model.model_fields[name].annotation
            nested = next(
                (arg for arg in (inner, *get_args(inner)) if isinstance(arg, type) and issubclass(arg, BaseModel)), None
            )
            if nested is not None:
                wanted += [
                    _cell(f'"{name}"."{sub}"', f"{name}_{sub}", sub_kind, guarded)
                    for sub, sub_kind in columns(nested).items()
                ]
                continue
        wanted.append(_cell(f'"{name}"', name, kind, guarded))
    return ", ".join(wanted)


def _cell(expression: str, name: str, kind: str, guarded: bool) -> str:
    if kind.endswith("[]") or kind.startswith("STRUCT"):
        expression = f"CAST(to_json({expression}) AS VARCHAR)"
    elif kind == "VARCHAR" and guarded:
        expression = (
            f"CASE WHEN regexp_matches({expression}, '^[=+@\\-\\t\\r]') THEN '''' || {expression} ELSE {expression} END"
        )
    return f'{expression} AS "{name}"'
