"""Parquet tables, through DuckDB, with only the columns that an article has."""

from __future__ import annotations

from typing import BinaryIO

import duckdb

from extractor.intake.formats.shapes import Given, Items, Row
from extractor.intake.formats.spool import local_copy
from extractor.intake.names import FIELDS, OTHER_NAMES, column_hint, is_text_column

SUFFIXES = frozenset({".parquet", ".pq"})
_ROWS = 500


def looks_like(head: bytes, _given: Given) -> bool:
    """Its mark stands at both ends."""
    return head.startswith(b"PAR1")


def read(stream: BinaryIO, given: Given) -> Items:
    """A row for each row."""
    with local_copy(stream, given) as path, duckdb.connect(":memory:") as database:
        table = "read_parquet('" + str(path).replace("'", "''") + "')"
        try:
            database.execute("SET threads = 1")
            names = [str(row[0]) for row in database.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()]
            if not is_text_column(names, {**given.mapping, "text": given.mapping.get("text", "text")}):
                yield given.reject("parse", column_hint(names, given.mapping))
                return
            known = {*FIELDS, *given.mapping.values(), *(name for others in OTHER_NAMES.values() for name in others)}
            wanted = [name for name in names if name in known]
            chosen = ", ".join('"' + name.replace('"', '""') + '"' for name in wanted)
            cursor = database.execute(f"SELECT {chosen} FROM {table}")
            number = 0
            while rows := cursor.fetchmany(_ROWS):
                for row in rows:
                    number += 1
                    yield Row(given.at(f"row {number}"), dict(zip(wanted, row, strict=True)))
        except duckdb.Error as error:
            yield given.reject("open", f"no whole Parquet file: {str(error).splitlines()[0]}")
