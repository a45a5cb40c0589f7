"""Questions to a run in SQL: its parts as views of an embedded database that can read them and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from extractor.records import KINDS, Record
from extractor.runs.folder import address, is_remote
from extractor.runs.needed import need_articles
from extractor.runs.store import literal, source_of

_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


class QueryError(ValueError):
    """A question that cannot be answered, with what the database says."""


def query(run: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of the columns, and the rows.

    Every kind of record is a view of its name; `records` is all that was read from articles, with outlet and day. Raises QueryError
    for anything but one statement that reads.
    """
    with _views(run) as database:
        try:
            statements = database.extract_statements(sql)
            if len(statements) != 1 or statements[0].type not in _READING:
                raise QueryError("expected one statement that reads: select …, from …, describe …")
            cursor = database.execute(statements[0])
            return [column[0] for column in cursor.description or ()], cursor.fetchall()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


@contextmanager
def _views(run: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that knows the run's kinds. It reaches no other folder, no network and no extension, and that stays so."""
    need_articles(run)
    folder = run if is_remote(run) else run.resolve()
    with duckdb.connect(":memory:") as database:
        sources = {kind: source for kind in KINDS if (source := source_of(folder, kind, database))}
        for setting in (
            f"allowed_directories = [{literal(address(folder))}]",
            "enable_external_access = false",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            "lock_configuration = true",
        ):
            database.execute(f"SET {setting}")
        for kind, source in sources.items():
            database.execute(f"CREATE VIEW {kind} AS SELECT * FROM {source}")
        database.execute(f"CREATE VIEW records AS {_records(sources)}")
        yield database


def _records(sources: dict[str, str]) -> str:
    """What all records from articles have in common, beside their article's outlet and day."""
    common = [
        f'SELECT {literal(kind)} AS kind, id, article_id, span."start" AS "start", span."end" AS "end", span.text AS text, '
        f"confidence, rule FROM {kind}"
        for kind in sources
        if issubclass(KINDS[kind], Record)
    ]
    joined = " UNION ALL ".join(common) or "SELECT NULL AS article_id WHERE false"
    return f"SELECT r.*, a.outlet, a.published FROM ({joined}) r LEFT JOIN articles a ON a.id = r.article_id"
