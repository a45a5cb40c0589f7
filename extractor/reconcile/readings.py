"""A claim as the settling reads it: light, so that a million fit in memory, and with its range worked out.

A `Claim` is the record that is kept; a `Reading` holds the same in plain fields. Every later module works on readings, whether
they came from articles, from a table of claims or from a simulation.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.records import Bounds, Claim, Scope

NO_SCOPE = Scope()


class Reading(NamedTuple):
    """One claim. `low` and `high` are the logical range, `likely_low` and `likely_high` the implied one; None is open."""

    id: str
    article: str
    outlet: str  # "" when unknown
    published: dt.date | None
    contest: str  # key, "" when unknown
    subject: str  # person_id, or the name in lower case; "" when unknown
    name: str  # the subject as printed
    measure: str
    unit: str
    value: Decimal | None
    step: Decimal | None
    qualifier: str
    low: Decimal | None
    high: Decimal | None
    likely_low: Decimal | None
    likely_high: Decimal | None
    as_of: dt.date | None = None
    as_of_in_text: bool = False
    reporting: Decimal | None = None
    status: str | None = None  # partial, final
    cited: str = ""  # whom the article cites for it
    scope: Scope = NO_SCOPE
    start: int = 0  # where the figure stands in the article
    end: int = 0
    range_low: Decimal | None = None  # of a range as printed
    range_high: Decimal | None = None
    confidence: float = 0.9
    source: str = ""  # what a reader calls its article
    record: str = ""  # the figure it was read from

    @property
    def bounds(self) -> Bounds:
        """True values that the wording allows."""
        return Bounds(low=self.low, high=self.high)


def reading_of(claim: Claim) -> Reading:
    """The claim in plain fields."""
    return Reading(
        id=claim.id,
        article=claim.article_id,
        outlet=claim.outlet or "",
        published=claim.published,
        contest=claim.contest_key or "",
        subject=claim.subject_id or folded(claim.subject),
        name=claim.subject or "",
        measure=claim.measure,
        unit=claim.unit,
        value=claim.value,
        step=claim.step,
        qualifier=claim.qualifier,
        low=claim.bounds.low,
        high=claim.bounds.high,
        likely_low=claim.implied.low,
        likely_high=claim.implied.high,
        as_of=claim.as_of,
        as_of_in_text=claim.as_of_source == "text",
        reporting=claim.reporting_percent,
        status=claim.count_status,
        cited=claim.hedged_by or "",
        scope=claim.scope,
        start=claim.span.start,
        end=claim.span.end,
        range_low=claim.low,
        range_high=claim.high,
        confidence=claim.confidence,
        source=claim.source or "",
        record=claim.record_id,
    )


@lru_cache(maxsize=100_000)
def folded(name: str | None) -> str:
    """A name for comparing: lower case, single spaces, without `the` and without full stops.

    >>> folded("The  Daily St. Courier")
    'daily st courier'
    """
    words = (name or "").casefold().replace(".", "").replace("’", "'").split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
