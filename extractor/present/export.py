"""A run's records as files for other programs, and its settled figures as tables for a newsroom."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, Final

from extractor.present.annotations import export_annotations
from extractor.present.claimreview import Publisher, export_reviews
from extractor.present.docbin import export_docs
from extractor.present.package import export_package
from extractor.present.provenance import Table, settled_tables
from extractor.records import KINDS
from extractor.runs.errors import RunError
from extractor.runs.flat import FORMULA, export_kind, flat_rows
from extractor.runs.needed import need_articles

# What a sheet of Excel holds; what is longer goes to another program.
SHEET_ROWS: Final = 1_048_575
CELL_CHARS: Final = 32_767
_BATCH = 5_000
_FORMULA: Final = re.compile(FORMULA)


def export_run(run: Path, out: Path, form: str, publisher: Publisher | None = None) -> dict[str, int]:
    """The records in `out`: a file of each kind, or one file for all; returns how many of each there are.

    An empty kind gives an empty file, so that a reader need not guess. publisher: who signs a ClaimReview. Raises RunError for a
    folder without a run, and where a form needs what is not there.
    """
    need_articles(run)
    out.mkdir(parents=True, exist_ok=True)
    if form == "claimreview":
        return export_reviews(run, out, publisher)
    return _EXPORTS[form](run, out, form)


def _export_files(run: Path, out: Path, form: str) -> dict[str, int]:
    counts = {}
    for kind in KINDS:
        target = out / f"{kind}.{form}"
        target.unlink(missing_ok=True)
        counts[kind] = export_kind(run, kind, target, form)
        if not target.exists() and form != "parquet":
            target.touch()
    return counts


def _export_csv(run: Path, out: Path, form: str) -> dict[str, int]:
    """A file of each kind, and the settled figures with their evidence, where there are any."""
    counts = _export_files(run, out, form)
    for table in settled_tables(run):
        counts[table.name] = 0
        with (out / f"{table.name}.csv").open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            for row in table.rows:
                writer.writerow(map(_unformulated, row))
                counts[table.name] += 1
    return counts


def _unformulated(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula, with an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _tables(run: Path) -> Iterator[Table]:
    """Settled figures first, for they are what most people want; then every kind of record that the run holds."""
    yield from settled_tables(run)
    for kind in KINDS:
        rows = flat_rows(run, kind)
        yield Table(kind, next(rows, ()), rows)


def _export_sqlite(run: Path, out: Path, _form: str) -> dict[str, int]:
    """One database, a table of each kind, indexed by article: opens in Datasette and every SQLite browser."""
    target = out / "extractor.sqlite"
    target.unlink(missing_ok=True)
    counts: dict[str, int] = {}
    with closing(sqlite3.connect(target)) as database:
        for table in _tables(run):
            counts[table.name] = 0
            if not table.columns:
                continue
            database.execute(f"CREATE TABLE {table.name} ({', '.join(map(_quoted, table.columns))})")
            marks = ", ".join("?" * len(table.columns))
            while batch := [tuple(map(_plain, row)) for row in islice(table.rows, _BATCH)]:
                database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", batch)
                counts[table.name] += len(batch)
            for name in ("id", "article_id", "question"):
                if name in table.columns:
                    database.execute(f"CREATE INDEX {table.name}_{name} ON {table.name} ({name})")
        database.commit()
    return counts


def _quoted(name: str) -> str:
    return f'"{name}"'


def _plain(value: Any) -> Any:
    """What SQLite and Excel know: numbers and text. Days as ISO text."""
    return value if value is None or isinstance(value, (int, float, str)) else str(value)


def _export_xlsx(run: Path, out: Path, _form: str) -> dict[str, int]:
    """One workbook, a sheet of each kind. Text stays text: nothing in it is a formula or a link."""
    try:
        import xlsxwriter
    except ImportError:
        raise RunError("Excel needs another library: pip install 'extractor[xlsx]'") from None
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    counts: dict[str, int] = {}
    with xlsxwriter.Workbook(out / "extractor.xlsx", options) as book:
        bold = book.add_format({"bold": True})
        for table in _tables(run):
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(table.columns):
                sheet.write_string(0, column, name, bold)
            counts[table.name] = 0
            for number, row in enumerate(table.rows, 1):
                if number > SHEET_ROWS:
                    raise RunError(
                        f"{table.name}: more than {SHEET_ROWS:,} rows, which no sheet holds; export to parquet or sqlite"
                    )
                counts[table.name] = number
                for column, value in enumerate(map(_plain, row)):
                    if isinstance(value, str):
                        long = len(value) > CELL_CHARS
                        sheet.write_string(number, column, value[: CELL_CHARS - 1] + "…" if long else value)
                    elif value is not None:
                        sheet.write(number, column, value)
    return counts


_EXPORTS: Final[dict[str, Callable[[Path, Path, str], dict[str, int]]]] = {
    "jsonl": _export_files,
    "csv": _export_csv,
    "parquet": _export_files,
    "sqlite": _export_sqlite,
    "xlsx": _export_xlsx,
    "docbin": export_docs,
    "annotation": export_annotations,
    "datapackage": export_package,
}
FORMS: Final = (*_EXPORTS, "claimreview")
