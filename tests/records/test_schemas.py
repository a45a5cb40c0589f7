"""The published schemas are what the models say."""

import json

import jsonschema
import pytest

from extractor.bundled import bundled
from extractor.records import KINDS
from extractor.records.schemas import schema_files

FILES = schema_files()


@pytest.mark.parametrize("name", FILES)
def test_published_schema_is_current(name):
    published = (bundled("schemas") / name).read_text(encoding="utf-8")
    assert published == FILES[name], "the records changed: write the schemas again with `extractor schemas`"


@pytest.mark.parametrize("name", FILES)
def test_schema_is_valid_2020_12(name):
    schema = json.loads(FILES[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["$id"].endswith(name)
    assert schema["version"]


def test_nothing_else_is_published():
    assert (
        {path.name for path in bundled("schemas").glob("*.json")}
        == set(FILES)
        == {f"{kind}.schema.json" for kind in KINDS}
    )
