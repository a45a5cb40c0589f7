"""A run's records as files for other programs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, Final

from extractor.present.docbin import export_docs
from extractor.records import KINDS
from extractor.runs.batch import RunError
from extractor.runs.flat import export_kind, flat_rows
from extractor.runs.store import parts

# What a sheet of Excel holds; what is longer goes to another program.
SHEET_ROWS: Final = 1_048_575
CELL_CHARS: Final = 32_767
_BATCH = 5_000


def export_run(run: Path, out: Path, form: str) -> dict[str, int]:
    """The records in `out`: a file of each kind, or one file for all; returns how many records of each kind there are.

    An empty kind gives an empty file, so that a reader need not guess. Raises RunError for a folder without a run.
    """
    if not parts(run, "articles"):
        raise RunError(f"{run}: holds no extracted articles; begin with: extractor extract INPUT... -o {run}")
    out.mkdir(parents=True, exist_ok=True)
    return FORMS[form](run, out, form)


def _export_files(run: Path, out: Path, form: str) -> dict[str, int]:
    counts = {}
    for kind in KINDS:
        target = out / f"{kind}.{form}"
        target.unlink(missing_ok=True)
        counts[kind] = export_kind(run, kind, target, form)
        if not target.exists() and form != "parquet":
            target.touch()
    return counts


def _export_sqlite(run: Path, out: Path, _form: str) -> dict[str, int]:
    """One database, a table of each kind, indexed by article: opens in Datasette and every SQLite browser."""
    target = out / "extractor.sqlite"
    target.unlink(missing_ok=True)
    counts: dict[str, int] = {}
    with closing(sqlite3.connect(target)) as database:
        for kind in KINDS:
            rows = flat_rows(run, kind)
            names = next(rows, None)
            counts[kind] = 0
            if names is None:
                continue
            database.execute(f"CREATE TABLE {kind} ({', '.join(_quoted(name) for name in names)})")
            marks = ", ".join("?" * len(names))
            while batch := [tuple(map(_plain, row)) for row in islice(rows, _BATCH)]:
                database.executemany(f"INSERT INTO {kind} VALUES ({marks})", batch)
                counts[kind] += len(batch)
            for name in ("id", "article_id"):
                if name in names:
                    database.execute(f"CREATE INDEX {kind}_{name} ON {kind} ({name})")
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
        for kind in KINDS:
            sheet = book.add_worksheet(kind)
            sheet.freeze_panes(1, 0)
            rows = flat_rows(run, kind)
            for column, name in enumerate(next(rows, ())):
                sheet.write_string(0, column, name, bold)
            counts[kind] = 0
            for number, row in enumerate(rows, 1):
                if number > SHEET_ROWS:
                    raise RunError(
                        f"{kind}: more than {SHEET_ROWS:,} rows, which no sheet holds; export to parquet or sqlite"
                    )
                counts[kind] = number
                for column, value in enumerate(map(_plain, row)):
                    if isinstance(value, str):
                        long = len(value) > CELL_CHARS
                        sheet.write_string(number, column, value[: CELL_CHARS - 1] + "…" if long else value)
                    elif value is not None:
                        sheet.write(number, column, value)
    return counts


FORMS: Final[dict[str, Callable[[Path, Path, str], dict[str, int]]]] = {
    "jsonl": _export_files,
    "csv": _export_files,
    "parquet": _export_files,
    "sqlite": _export_sqlite,
    "xlsx": _export_xlsx,
    "docbin": export_docs,
}
