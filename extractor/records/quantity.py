"""What percentages and money share: a printed number is an interval with a qualifier, an owner and a scope."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from extractor.records.base import Extent, Frozen, Number, Record, Span

Qualifier = Literal["exact", "about", "over", "under", "nearly", "at_least", "at_most", "range"]
Basis = Literal["result", "poll"]
CountStatus = Literal["partial", "final"]
Preferences = Literal["first_preferences", "after_preferences"]


class Bounds(Frozen):
    """An interval of true values; a side that is open is null."""

    low: Number | None = Field(
        default=None, description="Lowest value allowed, in the unit of the figure; null when open."
    )
    high: Number | None = Field(
        default=None, description="Highest value allowed, in the unit of the figure; null when open."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Bounds:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self


class Period(Frozen):
    """A stretch of the calendar; a side the text leaves open is null."""

    start: dt.date | None = Field(default=None, description="First day (ISO date, inclusive).")
    end: dt.date | None = Field(default=None, description="Last day (ISO date, inclusive).")

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"{self.start} is after {self.end}")
        return self


class Scope(Frozen):
    """What else must be equal before two figures may be compared; null where the text is silent."""

    basis: Basis | None = Field(default=None, description="Does a margin or share come from counted votes or a poll?")
    opponent: str | None = Field(default=None, description="Whom a margin is measured against.")
    pollster: str | None = Field(default=None, description="Who asked.")
    field_dates: Period | None = Field(default=None, description="When the poll was in the field.")
    population: str | None = Field(default=None, description="Who was asked or counted: likely voters, women, …")
    place: str | None = Field(default=None, description="The part of the contest's place that the figure covers.")
    period: Period | None = Field(default=None, description="What a sum of money covers.")
    includes_outside_groups: bool | None = Field(
        default=None, description="Does a sum of money count that of independent groups?"
    )
    preferences: Preferences | None = Field(
        default=None, description="Of a preferential vote: first preferences, or the count after they were distributed."
    )


class Quantity(Record):
    """A figure as printed, what its wording allows, and what it is about."""

    value: Number | None = Field(
        default=None, description="As the text states it, in base units; null only for a range."
    )
    low: Number | None = Field(default=None, description="Lower end of a range as written.")
    high: Number | None = Field(default=None, description="Upper end of a range as written.")
    step: Number | None = Field(
        default=None, description="Size of one unit of the last printed digit: 48.2 → 0.1, $7.6 million → 100000."
    )
    qualifier: Qualifier = Field(default="exact", description="The wording before the number: about, more than, …")
    bounds: Bounds = Field(default_factory=Bounds, description="True values that the wording allows.")
    implied: Bounds = Field(default_factory=Bounds, description="True values that a reader takes the wording to say.")
    subject: str | None = Field(
        default=None, description="Whose figure it is: canonical name; null where the text does not say."
    )
    subject_id: str | None = Field(default=None, description="person_id of the subject, when it is a person.")
    subject_span: Span | None = Field(default=None, description="Where the text names the subject.")
    contest: str | None = Field(default=None, description="Label of the election it is about.")
    contest_key: str | None = Field(default=None, description="Key of the election it is about.")
    as_of: dt.date | None = Field(
        default=None, description="The day the figure holds for, where the text says it (ISO date)."
    )
    hedged_by: str | None = Field(default=None, description="Who is cited for it.")
    scope: Scope = Field(default_factory=Scope, description="What else must be equal before it is compared.")

    @model_validator(mode="after")
    def _a_value_or_a_range(self) -> Quantity:
        if (self.low is None) != (self.high is None):
            raise ValueError("a range has both ends, low and high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        if self.value is None and self.low is None:
            raise ValueError("neither a value nor a range")
        return self


__all__ = ["Basis", "Bounds", "CountStatus", "Extent", "Period", "Preferences", "Qualifier", "Quantity", "Scope"]
