"""The run folder's parts: Parquet files, one for each kind and chunk of input, written and read by DuckDB.

A part appears when it is whole (`folder`), so that a reader never meets half of one. Column types come from the records
themselves: what `extractor/records` says is what a table holds.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import types
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import duckdb
from pydantic import BaseModel

from extractor.records import KINDS, Frozen
from extractor.runs.errors import StoreError
from extractor.runs.folder import address, is_remote, local_file, names_in, remove, scratch_file, system_of, whole_file

R = TypeVar("R", bound=Frozen)


def connect() -> duckdb.DuckDBPyConnection:
    """A connection to this process's in-memory database, which may not reach the network or load extensions."""
    return _database(os.getpid()).cursor()


@cache
def _database(_process: int) -> duckdb.DuckDBPyConnection:
    """Opened once a process, for that takes longer than writing a part; a forked process needs one of its own."""
    database = duckdb.connect(":memory:")
    for setting in (
        "threads = 1",
        "preserve_insertion_order = true",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
    ):
        database.execute(f"SET {setting}")
    return database


_SCALARS: dict[Any, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    Decimal: "DOUBLE",
    dt.date: "DATE",
}


def column_type(annotation: Any) -> str:
    """The DuckDB type of a record's field.

    >>> column_type(tuple[str, ...]), column_type(dt.date | None)
    ('VARCHAR[]', 'DATE')
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        return column_type(get_args(annotation)[0])
    if origin is Literal:
        return "VARCHAR"
    if origin in (Union, types.UnionType):
        (inner,) = [arg for arg in get_args(annotation) if arg is not type(None)]
        return column_type(inner)
    if origin in (tuple, list):
        return column_type(get_args(annotation)[0]) + "[]"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inside = ", ".join(f'"{name}" {kind}' for name, kind in columns(annotation).items())
        return f"STRUCT({inside})"
    return _SCALARS[annotation]


@cache
def columns(model: type[BaseModel]) -> dict[str, str]:
    """Field name → DuckDB type, in field order."""
    return {name: column_type(field.annotation) for name, field in model.model_fields.items()}


def part_path(run: Path, kind: str, chunk: int) -> Path:
    """Where the part of one kind and chunk stands."""
    return run / kind / f"part-{chunk:05d}.parquet"


def write_part(run: Path, kind: str, chunk: int, records: Sequence[Frozen]) -> None:
    """One part, whole or not at all."""
    write_lines(run, kind, chunk, (record.model_dump_json() + "\n" for record in records))


def write_lines(run: Path, kind: str, chunk: int, lines: Iterable[str]) -> None:
    """`write_part` of records that are JSON already, a line each."""
    path = part_path(run, kind, chunk)
    types_of = columns(KINDS[kind])
    shape = ", ".join(f"{literal(name)}: {literal(kind_)}" for name, kind_ in types_of.items())
    with scratch_file(path) as spool, whole_file(path) as whole, connect() as connection:
        with spool.open("w", encoding="utf-8") as out:
            out.writelines(lines)
        size = max(16_777_216, 2 * spool.stat().st_size)
        try:
            _execute(
                connection,
                f"COPY (SELECT * FROM read_json({literal(str(spool))}, format='newline_delimited', columns={{{shape}}}, "
                f"maximum_object_size={size})) TO {literal(str(whole))} (FORMAT parquet, COMPRESSION zstd)",
            )
        except duckdb.Error as error:
            raise StoreError(f"{path}: cannot be written: {error}") from error


def parts(run: Path, kind: str) -> list[Path]:
    """The whole parts of one kind, in the order of the input."""
    return names_in(run / kind, "part-*.parquet")


def forget_settled(run: Path) -> None:
    """Claims and reconciliations go: they no longer rest on all that the run holds. So does what a settling that was killed has left."""
    remove(run / "buckets")
    for kind in ("claims", "reconciliations"):
        for old in (*parts(run, kind), *names_in(run / kind, "*.tmp")):
            old.unlink()


def source_of(run: Path, kind: str, database: duckdb.DuckDBPyConnection | None = None) -> str | None:
    """All parts of one kind as a table in SQL, for `connect()` or for `database`; None when there is none."""
    found = parts(run, kind)
    if found and is_remote(run):
        reach(run, database)
    return f"read_parquet([{', '.join(literal(address(path)) for path in found)}])" if found else None


def count_rows(run: Path, kind: str) -> int:
    """How many records of one kind the run holds, as its parts' own heads tell."""
    source = source_of(run, kind)
    if source is None:
        return 0
    with connect() as connection:
        rows = _execute(connection, f"SELECT count(*) FROM {source}").fetchone()
    return int(rows[0]) if rows else 0


def reach(run: Path, database: duckdb.DuckDBPyConnection | None = None) -> None:
    """Let this process's database, or another, read what stands at an address."""
    database = database or _database(os.getpid())
    system = system_of(run)
    protocols = (system.protocol,) if isinstance(system.protocol, str) else system.protocol
    if not any(database.filesystem_is_registered(protocol) for protocol in protocols):
        database.register_filesystem(system)


def read_kind(run: Path, kind: str, model: type[R]) -> Iterator[R]:
    """Every record of one kind, in the order of the input, validated."""
    for path in parts(run, kind):
        yield from read_part(path, model)


def read_part(path: Path, model: type[R]) -> Iterator[R]:
    """The records of one part. Raises StoreError for a file that is no whole Parquet part."""
    for names, row in _rows(path, "*"):
        yield model.model_validate(dict(zip(names, row, strict=True)))


def read_cells(path: Path, wanted: str) -> Iterator[tuple[Any, ...]]:
    """Some columns of one part, listed in SQL, a tuple for each record. Raises StoreError as `read_part` does."""
    return (row for _, row in _rows(path, wanted))


def _rows(path: Path, wanted: str) -> Iterator[tuple[list[str], tuple[Any, ...]]]:
    with connect() as connection, local_file(path) as file:
        try:
            cursor = _execute(connection, f"SELECT {wanted} FROM read_parquet({literal(str(file))})")
        except duckdb.Error as error:
            raise StoreError(f"{path}: not a part of a run: {error}") from error
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(2_000):
            for row in rows:
                yield names, row


def _execute(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """Ctrl-C is a stop, also while the database is at work, which has an error of its own for it."""
    try:
        return connection.execute(sql)
    except RuntimeError as error:
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise


def write_json(path: Path, data: object) -> None:
    """A small JSON file, whole or not at all, the same bytes for the same data."""
    # A file name may hold bytes that are no text; JSON has an escape for them.
    printed = json.dumps(data, indent=2, ensure_ascii=False, default=str) + "\n"
    with whole_file(path) as whole:
        whole.write_text(printed, encoding="utf-8", errors="backslashreplace")


def literal(value: str) -> str:
    """A SQL string."""
    return "'" + value.replace("'", "''") + "'"
