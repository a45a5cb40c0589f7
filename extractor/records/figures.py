"""Percentages, sums of money, dates and stated relations."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from extractor.records.base import Number, Record
from extractor.records.quantity import Bounds, CountStatus, Period, Qualifier, Quantity

VoteMeasure = Literal[
    "vote_share", "poll_share", "margin", "change", "threshold", "turnout", "reporting", "opinion", "other"
]
VoteUnit = Literal["percent", "points"]
MoneyMeasure = Literal["raised", "spent", "donated", "cash_on_hand", "loan", "income", "cost", "worth", "other"]
Granularity = Literal["day", "weekend", "week", "month", "season", "quarter", "year", "decade", "century", "range"]


class VotePercentage(Quantity):
    """A percentage (unit percent) or a number of percentage points (unit points)."""

    unit: VoteUnit = Field(description="Percent of something, or percentage points.")
    measure: VoteMeasure = Field(default="other", description="What it is a share of, or a distance between.")
    reporting_percent: Number | None = Field(
        default=None, description="Share of precincts or votes counted, in percent."
    )
    count_status: CountStatus | None = Field(
        default=None, description="Is the count still going on, where the text says so?"
    )


class DollarAmount(Quantity):
    """A sum of money in whole units of its currency (7600000 for $7.6 million)."""

    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217 code.")
    measure: MoneyMeasure = Field(default="other", description="What the money is.")
    period: Period | None = Field(default=None, description="What the sum covers.")


class DateMention(Record):
    """An expression that denotes a stretch of the calendar, both ends inclusive."""

    start: dt.date = Field(description="First day (ISO date).")
    end: dt.date = Field(description="Last day (ISO date, inclusive).")
    granularity: Granularity = Field(description="How long a stretch the words name.")
    anchor: dt.date | None = Field(default=None, description="The day it was resolved against (ISO date).")
    event: str | None = Field(
        default=None, description="What happens then, where the text says it: election, runoff, …"
    )

    @model_validator(mode="after")
    def _in_order(self) -> DateMention:
        if self.start > self.end:
            raise ValueError(f"{self.start} is after {self.end}")
        return self


class Ratio(Record):
    """A stated relation between two quantities: 5-to-1, more than quadruple, up from 41 percent."""

    factor: Number | None = Field(default=None, description="left = factor × right.")
    difference: Number | None = Field(default=None, description="left − right, in the unit of the measure.")
    computed: Bounds | None = Field(
        default=None, description="What left comes to by the numbers printed around it, such as votes beside shares."
    )
    qualifier: Qualifier = Field(default="exact", description="The wording before the factor or difference.")
    left: str | None = Field(default=None, description="Record id or name of what is larger, risen or compared.")
    right: str | None = Field(default=None, description="Record id or name of what it is compared with.")
    measure: str | None = Field(default=None, description="What is compared.")

    @model_validator(mode="after")
    def _says_something(self) -> Ratio:
        if self.factor is None and self.difference is None and self.computed is None:
            raise ValueError("neither a factor nor a difference, and nothing computed")
        return self
