"""The page on records says of each field what the records themselves say."""

import os
import re
import types
from pathlib import Path
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from extractor.records import (  # fmt: skip
    Article,
    Bounds,
    Candidate,
    Check,
    Claim,
    Contest,
    Copy,
    DateMention,
    Dissent,
    DollarAmount,
    Extent,
    Period,
    Person,
    Quantity,
    Quote,
    Ratio,
    Reconciliation,
    Record,
    Rejected,
    Scope,
    Span,
    VotePercentage,
)

PAGE = Path(__file__).parents[2] / "docs/records.md"
MODELS = {m.__name__: m for m in (Article, Bounds, Candidate, Check, Claim, Contest, Copy, DateMention, Dissent, DollarAmount, Extent, Period, Person, Quantity, Quote, Ratio, Reconciliation, Record, Rejected, Scope, Span, VotePercentage)}  # fmt: skip
TABLE = re.compile(r"<!-- fields: (\w+) -->\n.*?<!-- end -->", re.DOTALL)
NAMES = {"str": "text", "Decimal": "number", "float": "number", "int": "integer", "bool": "yes or no", "date": "date", "datetime": "time"}  # fmt: skip


def kind(annotation):
    """The type of a field as a reader would say it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return kind(arguments[0])
    if origin is Literal:
        return " · ".join(f"`{value}`" for value in arguments)
    if origin in (Union, types.UnionType):
        return kind(next(argument for argument in arguments if argument is not type(None))) + " or null"
    if origin is tuple:
        return "list of " + kind(arguments[0])
    return NAMES.get(annotation.__name__, f"[{annotation.__name__}](#{annotation.__name__.lower()})")


def own_fields(model):
    """The fields that a record has beyond those of what it is made from."""
    above = next((base for base in model.__mro__[1:] if issubclass(base, BaseModel)), BaseModel)
    return {name: field for name, field in model.model_fields.items() if name not in getattr(above, "model_fields", {})}


def table(name):
    """The fields of one record as a table."""
    types_of = get_type_hints(MODELS[name], include_extras=True)
    rows = [f"| `{field}` | {kind(types_of[field])} | {info.description or ''} |" for field, info in own_fields(MODELS[name]).items()]  # fmt: skip
    assert all(info.description for info in own_fields(MODELS[name]).values()), name
    return "\n".join(["| field | type | meaning |", "| --- | --- | --- |", *rows])


def test_the_page_has_every_record_and_says_what_the_records_say():
    text = PAGE.read_text(encoding="utf-8")
    found = TABLE.sub(lambda match: f"<!-- fields: {match[1]} -->\n{table(match[1])}\n<!-- end -->", text)
    if os.environ.get("UPDATE_DOCS") and found != text:
        PAGE.write_text(found, encoding="utf-8")
    assert {match[1] for match in TABLE.finditer(found)} == set(MODELS)
    assert found == PAGE.read_text(encoding="utf-8")
