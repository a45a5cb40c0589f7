"""The nouns. Every record the pipeline writes, and nothing that makes one."""

from extractor.records.article import Article
from extractor.records.base import (
    SCHEMA_VERSION,
    Extent,
    Frozen,
    Number,
    Record,
    Span,
    check_against,
    check_spans,
    content_id,
    spans_of,
)
from extractor.records.claims import Check, Claim, Dissent, Reconciliation
from extractor.records.copies import Copy
from extractor.records.figures import DateMention, DollarAmount, Ratio, VotePercentage
from extractor.records.people import Candidate, Contest, Person
from extractor.records.quantity import Bounds, Period, Quantity, Scope
from extractor.records.quotes import Quote
from extractor.records.rejected import Rejected

# File name of each kind, in the order in which a reader meets them.
KINDS: dict[str, type[Frozen]] = {
    "articles": Article,
    "people": Person,
    "candidates": Candidate,
    "contests": Contest,
    "vote_percentages": VotePercentage,
    "dollar_amounts": DollarAmount,
    "dates": DateMention,
    "quotes": Quote,
    "ratios": Ratio,
    "copies": Copy,
    "claims": Claim,
    "reconciliations": Reconciliation,
    "rejected": Rejected,
}

__all__ = [
    "KINDS",
    "SCHEMA_VERSION",
    "Article",
    "Bounds",
    "Candidate",
    "Check",
    "Claim",
    "Contest",
    "Copy",
    "DateMention",
    "Dissent",
    "DollarAmount",
    "Extent",
    "Frozen",
    "Number",
    "Period",
    "Person",
    "Quantity",
    "Quote",
    "Ratio",
    "Reconciliation",
    "Record",
    "Rejected",
    "Scope",
    "Span",
    "VotePercentage",
    "check_against",
    "check_spans",
    "content_id",
    "spans_of",
]
