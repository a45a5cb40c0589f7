"""Reported figures made comparable, and what they mean together."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from extractor.records.base import Frozen, Number, Span
from extractor.records.quantity import Bounds, CountStatus, Qualifier, Scope

Verdict = Literal["agree", "compatible", "superseded", "conflict", "single", "refuted", "confirmed"]
Stance = Literal["supporting", "superseded", "dissenting"]
Suspicion = Literal["magnitude", "swapped", "transposed", "truncated", "other_scope", "stale"]
AsOfSource = Literal["text", "published"]


class Claim(Frozen):
    """One reported figure about one question: who (subject), what (measure), where and when (contest, scope)."""

    id: str = Field(min_length=1)
    article_id: str
    record_id: str = Field(description="The figure it was read from.")
    kind: Literal["vote_percentage", "dollar_amount"]
    span: Span
    outlet: str | None = None
    source: str | None = Field(
        default=None,
        description="What a reader calls where it stands: the outlet, else the article's title, file or id.",
    )
    published: dt.date | None = None
    contest: str | None = None
    contest_key: str | None = None
    subject: str | None = None
    subject_id: str | None = None
    measure: str
    unit: str = Field(description="percent, points, or an ISO 4217 code.")
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    step: Number | None = None
    qualifier: Qualifier = "exact"
    bounds: Bounds
    implied: Bounds
    as_of: dt.date | None = None
    as_of_source: AsOfSource | None = Field(
        default=None, description="Does the day come from the text or from the publication date?"
    )
    reporting_percent: Number | None = None
    count_status: CountStatus | None = None
    hedged_by: str | None = None
    scope: Scope = Field(default_factory=Scope)
    confidence: float = Field(ge=0, le=1)


class Dissent(Frozen):
    """A claim that does not support the settled value, and why."""

    claim: str = Field(description="Claim id.")
    reason: str = Field(description="One plain clause.")
    suspicion: Suspicion | None = None


class Check(Frozen):
    """One test of arithmetic between questions."""

    kind: str = Field(description="margin, shares, ratio, threshold, change, count.")
    holds: bool
    detail: str


class Reconciliation(Frozen):
    """One group of claims on one question, settled."""

    id: str = Field(min_length=1)
    key: str = Field(description="The question, as text: contest, subject, measure, unit and scope.")
    contest: str | None = None
    contest_key: str | None = None
    subject: str | None = None
    subject_id: str | None = None
    measure: str
    scope: Scope = Field(default_factory=Scope)
    claims: tuple[str, ...] = Field(min_length=1, description="Ids of every claim on the question.")
    verdict: Verdict
    value: Number | None = Field(default=None, description="The settled value, in `unit`.")
    bounds: Bounds
    unit: str
    as_of: dt.date | None = None
    explanation: str = Field(min_length=1, description="One plain sentence.")
    supporting: tuple[str, ...]
    superseded: tuple[str, ...] = ()
    dissenting: tuple[Dissent, ...] = ()
    independent_sources: int = Field(ge=1, description="Witnesses, copies counted once.")
    official: Number | None = Field(default=None, description="What the reference table says, in `unit`.")
    checks: tuple[Check, ...] = ()
    confidence: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _every_claim_once(self) -> Reconciliation:
        told = [*self.supporting, *self.superseded, *(d.claim for d in self.dissenting)]
        if sorted(told) != sorted(self.claims):
            raise ValueError("every claim is supporting, superseded or dissenting, and only one of them")
        low, high = self.bounds.low, self.bounds.high
        if self.value is not None and (
            (low is not None and self.value < low) or (high is not None and self.value > high)
        ):
            raise ValueError(f"value {self.value} lies outside its bounds {low}..{high}")
        return self
