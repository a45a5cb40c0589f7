"""A run as a Frictionless data package: CSV files with a description that says what each column means.

https://datapackage.org: `datapackage.json` names every file with its size, hash, columns, types and keys.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from extractor.records import KINDS
from extractor.runs.flat import described_columns, export_kind
from extractor.version import __version__

_TYPES = {"VARCHAR": "string", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "DATE": "date"}


def export_package(run: Path, out: Path, _form: str) -> dict[str, int]:
    """A CSV file for each kind that the run holds, and `datapackage.json`."""
    counts: dict[str, int] = {}
    resources = []
    for kind, model in KINDS.items():
        target = out / f"{kind}.csv"
        target.unlink(missing_ok=True)
        counts[kind] = export_kind(run, kind, target, "csv")
        if target.exists():
            resources.append(_resource(kind, model, target))
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": _name(run.name),
        "title": f"What extractor read and settled: run {run.name}",
        "description": "Candidates, vote percentages, sums of money, dates and quotes of news articles, each with the "
        "characters it was read from, and what the articles say together.",
        "contributors": [{"title": f"extractor {__version__}", "roles": ["creator"]}],
        "resources": resources,
    }
    (out / "datapackage.json").write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return counts


def _resource(kind: str, model: type[BaseModel], file: Path) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": _TYPES.get(column.kind, "string")}
        | ({"description": column.description} if column.description else {})
        for column in described_columns(model)
    ]
    names = {field["name"] for field in fields}
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if "id" in names:
        schema["primaryKey"] = ["id"]
    if "article_id" in names and kind != "rejected":
        of_article = {"resource": "articles", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["article_id"], "reference": of_article}]
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return {
        "name": kind,
        "type": "table",
        "path": file.name,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": (model.__doc__ or "").strip(),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _name(printed: str) -> str:
    """A name as the specification wants it: lower-case letters, digits, dots, dashes and underscores.

    >>> _name("Nov 6, état")
    'nov-6-tat'
    """
    return re.sub(r"[^a-z0-9._-]+", "", re.sub(r"\s+", "-", printed.lower())) or "run"
