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

    id: str = Field(min_length=1, description="Hash of the figure's.")
    article_id: str = Field(description="The article it stands in.")
    record_id: str = Field(description="The figure it was read from.")
    kind: Literal["vote_percentage", "dollar_amount"] = Field(description="Kind of the figure.")
    span: Span = Field(description="The characters of the figure.")
    outlet: str | None = Field(default=None, description="Who published the article.")
    source: str | None = Field(
        default=None,
        description="What a reader calls where it stands: the outlet, else the article's title, file or id.",
    )
    published: dt.date | None = Field(default=None, description="Day of publication.")
    contest: str | None = Field(default=None, description="Label of the election it is about.")
    contest_key: str | None = Field(
        default=None, description="Key of the election; filled in from the article where the figure itself names none."
    )
    subject: str | None = Field(default=None, description="Whose figure it is.")
    subject_id: str | None = Field(default=None, description="person_id of the subject, when it is a person.")
    measure: str = Field(description="What is measured, as the figure has it.")
    unit: str = Field(description="percent, points, or an ISO 4217 code.")
    value: Number | None = Field(default=None, description="As the figure has it.")
    low: Number | None = Field(default=None, description="Lower end of a range as written.")
    high: Number | None = Field(default=None, description="Upper end of a range as written.")
    step: Number | None = Field(default=None, description="Size of one unit of the last printed digit.")
    qualifier: Qualifier = Field(default="exact", description="The wording before the number, as the figure has it.")
    bounds: Bounds = Field(description="True values that the wording allows.")
    implied: Bounds = Field(description="True values that a reader takes the wording to say.")
    as_of: dt.date | None = Field(
        default=None, description="The day the figure holds for: what the text says, else the day of publication."
    )
    as_of_source: AsOfSource | None = Field(
        default=None, description="Does the day come from the text or from the publication date?"
    )
    reporting_percent: Number | None = Field(
        default=None, description="Share of precincts or votes counted, in percent."
    )
    count_status: CountStatus | None = Field(default=None, description="Is the count still going on?")
    hedged_by: str | None = Field(default=None, description="Who is cited for it.")
    scope: Scope = Field(default_factory=Scope, description="What else must be equal before it is compared.")
    confidence: float = Field(ge=0, le=1, description="That of the figure.")


class Dissent(Frozen):
    """A claim that does not support the settled value, and why."""

    claim: str = Field(description="Claim id.")
    reason: str = Field(description="One plain clause.")
    suspicion: Suspicion | None = Field(default=None, description="Which slip would explain it; null where none does.")


class Check(Frozen):
    """One test of arithmetic between questions."""

    kind: str = Field(description="margin, shares, ratio, threshold, change, count.")
    holds: bool = Field(description="Does it come out?")
    detail: str = Field(description="The numbers, in words.")


class Reconciliation(Frozen):
    """One group of claims on one question, settled."""

    id: str = Field(min_length=1, description="Hash of its claims.")
    key: str = Field(description="The question, as text: contest, subject, measure, unit and scope.")
    contest: str | None = Field(default=None, description="Label of the election.")
    contest_key: str | None = Field(default=None, description="Key of the election.")
    subject: str | None = Field(default=None, description="Whose figure it is.")
    subject_id: str | None = Field(default=None, description="person_id of the subject, when it is a person.")
    measure: str = Field(description="What is measured.")
    scope: Scope = Field(default_factory=Scope, description="What all its claims have in common.")
    claims: tuple[str, ...] = Field(min_length=1, description="Ids of every claim on the question.")
    verdict: Verdict = Field(description="What the claims are to each other, and to the official figure.")
    value: Number | None = Field(default=None, description="The settled value, in `unit`.")
    bounds: Bounds = Field(description="Where the true value lies, by all that supports it; in `unit`.")
    unit: str = Field(description="percent, points, or an ISO 4217 code.")
    as_of: dt.date | None = Field(default=None, description="The day the settled value holds for.")
    explanation: str = Field(min_length=1, description="One plain sentence.")
    supporting: tuple[str, ...] = Field(description="Ids of the claims that allow the settled value.")
    superseded: tuple[str, ...] = Field(default=(), description="Ids of earlier or partial figures that were replaced.")
    dissenting: tuple[Dissent, ...] = Field(
        default=(), description="The claims that neither support it nor were replaced, each with its reason."
    )
    independent_sources: int = Field(ge=1, description="Witnesses, copies counted once.")
    official: Number | None = Field(default=None, description="What the reference table says, in `unit`.")
    checks: tuple[Check, ...] = Field(
        default=(),
        description="Tests of arithmetic with other questions and with the numbers printed around the figures.",
    )
    confidence: float = Field(
        ge=0, le=1, description="Share of questions with this score whose settled value is right (0 to 1)."
    )

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
