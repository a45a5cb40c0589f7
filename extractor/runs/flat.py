"""Records as tables without nesting, for programs that know cells alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeGuard, get_args

from pydantic import BaseModel

from extractor.records import KINDS
from extractor.runs.store import columns, connect, literal, source_of

# What a spreadsheet takes for the beginning of a formula.
FORMULA: Final = r"^[=+@\-\t\r\n]"
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


class Column(NamedTuple):
    """One column of a flat table."""

    name: str
    path: tuple[str, ...]  # names of the fields that lead to it
    kind: str  # DuckDB type of the field; JSON where that is no type of a cell
    description: str

    @property
    def expression(self) -> str:
        """The column in SQL, out of a table of the records."""
        field = ".".join(f'"{name}"' for name in self.path)
        return f"CAST(to_json({field}) AS VARCHAR)" if self.kind == "JSON" else field


def flat_columns(model: type[BaseModel], *, guarded: bool) -> str:
    """The columns in SQL: span_start, span_end, span_text; lists as JSON.

    `guarded`: text that a spreadsheet would run as a formula is kept from it by a leading apostrophe.
    """
    return ", ".join(f'{_cell(column, guarded)} AS "{column.name}"' for column in described_columns(model))


def described_columns(model: type[BaseModel]) -> list[Column]:
    """Every column of one kind, records inside records taken apart by one level, with what its field means."""
    wanted: list[Column] = []
    for name, kind in columns(model).items():
        field = model.model_fields[name]
        nested = next((arg for arg in (field.annotation, *get_args(field.annotation)) if _is_model(arg)), None)
        if nested is None or not kind.startswith("STRUCT") or kind.endswith("[]"):
            wanted.append(Column(name, (name,), _cell_kind(kind), field.description or ""))
            continue
        for sub, sub_kind in columns(nested).items():
            words = " ".join(filter(None, (field.description, nested.model_fields[sub].description)))
            wanted.append(Column(f"{name}_{sub}", (name, sub), _cell_kind(sub_kind), words))
    return wanted


def _is_model(kind: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _cell_kind(kind: str) -> str:
    return "JSON" if kind.endswith("[]") or kind.startswith("STRUCT") else kind


def _cell(column: Column, guarded: bool) -> str:
    if column.kind == "VARCHAR" and guarded:
        text = column.expression
        return f"CASE WHEN regexp_matches({text}, '{FORMULA}') THEN '''' || {text} ELSE {text} END"
    return column.expression
