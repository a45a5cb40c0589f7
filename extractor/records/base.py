"""What every record is made of: frozen, validated, with numbers that keep their precision.

A record is checked against itself when it is made; what needs the article's text as well (`span.text` is the text at its
offsets) is checked by `check_spans`, once, where records leave the pipeline.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_validator

SCHEMA_VERSION = "1.0"


def plain_number(value: Decimal | None) -> int | float | None:
    """A Decimal as a JSON number in the shortest form that reads back to the same value.

    >>> plain_number(Decimal("7.6E+6")), plain_number(Decimal("48.20"))
    (7600000, 48.2)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


# Pydantic writes a Decimal to JSON as a string, and 1.2E+6 as "1.2E+6". Settled here for every record; the printed
# precision, which a JSON number cannot carry, is a field of its own (`step`).
Number = Annotated[
    Decimal, PlainSerializer(plain_number, return_type=int | float, when_used="json"), Field(allow_inf_nan=False)
]


def content_id(*parts: object) -> str:
    """An id that follows from content alone: the same parts give the same id on every run and machine.

    >>> content_id("a12", 3, 9) == content_id("a12", 3, 9) != content_id("a12", 3, 8)
    True
    """
    joined = "\x1f".join(map(str, parts))
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Frozen(BaseModel):
    """A value that never changes and knows no field but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class Extent(Frozen):
    """A stretch of the article's text."""

    start: int = Field(ge=0, description="Offset of the first character, 0-based, in Unicode code points.")
    end: int = Field(description="Offset behind the last character (exclusive), in Unicode code points.")

    @model_validator(mode="after")
    def _in_order(self) -> Extent:
        if self.end < self.start:
            raise ValueError(f"end {self.end} lies before start {self.start}")
        return self


class Span(Extent):
    """A stretch of the article's text, with its characters."""

    text: str = Field(description="The characters there: always equal to article.text[start:end].")

    # (In place of the check of an extent, which it contains: a text has no negative length.)
    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if len(self.text) != self.end - self.start:
            raise ValueError(
                f"{len(self.text)} characters of text for the {self.end - self.start} of {self.start}..{self.end}"
            )
        return self


class Record(Frozen):
    """What every record carries, whatever its kind."""

    id: str = Field(description="Stable: a hash of content, never a counter.", min_length=1)
    article_id: str = Field(description="The article it was read from.")
    span: Span = Field(description="The characters it was read from.")
    sentence: Extent | None = Field(default=None, description="The sentence around it.")
    confidence: float = Field(ge=0, le=1, description="Share of records with this score that are right (0 to 1).")
    rule: str = Field(min_length=1, description="What decided it: a pattern, a table row or the model.")


@cache
def _fields_with_spans(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that can hold a Span, however deep, in their order: most fields are numbers and words."""
    return tuple(name for name, told in model.model_fields.items() if _may_hold_spans(told.annotation))


def _may_hold_spans(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return issubclass(annotation, Span) or issubclass(Span, annotation) or bool(_fields_with_spans(annotation))
    return any(map(_may_hold_spans, get_args(annotation)))


def spans_of(value: Any) -> list[Span]:
    """Every Span inside a record, however deep, in field order."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, BaseModel):
        return [span for name in _fields_with_spans(type(value)) for span in spans_of(getattr(value, name))]
    if isinstance(value, (tuple, list)):
        return [span for item in value for span in spans_of(item)]
    return []


def check_spans(spans: Iterable[Span], text: str, whose: str) -> None:
    """Raise ValueError unless each of the spans holds exactly what `text` has at its offsets; `whose` names them in the message."""
    for span in spans:
        if text[span.start : span.end] != span.text:
            raise ValueError(
                f"{whose}: {span.text!r} is not what stands at {span.start}..{span.end}: {text[span.start : span.end]!r}"
            )


def check_against(record: Record, text: str) -> None:
    """Raise ValueError unless every span of `record` holds exactly what `text` has at its offsets."""
    check_spans(spans_of(record), text, f"{type(record).__name__} {record.id}")
