"""JSON Schema (2020-12) of every record, made from the models: the models are what is true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from extractor.records import KINDS, SCHEMA_VERSION

BASE_ID = "https://extractor.example/schemas"


class _Schema(GenerateJsonSchema):
    """Pydantic's schema with the dialect and without titles that repeat the field's name."""

    schema_dialect = "https://json-schema.org/draft/2020-12/schema"

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  (the base class's signature)
        return False


def make_schema(kind: str, model: type[BaseModel]) -> JsonSchemaValue:
    """The schema of what is exported for one kind, with `$id` and version."""
    schema = model.model_json_schema(mode="serialization", schema_generator=_Schema)
    return {
        "$schema": _Schema.schema_dialect,
        "$id": f"{BASE_ID}/{SCHEMA_VERSION}/{kind}.schema.json",
        "version": SCHEMA_VERSION,
        **schema,
    }


def schema_files() -> dict[str, str]:
    """File name → content, for every kind."""
    return {
        f"{kind}.schema.json": json.dumps(make_schema(kind, model), indent=2, ensure_ascii=False) + "\n"
        for kind, model in KINDS.items()
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in schema_files().items():
        path = folder / name
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return written
