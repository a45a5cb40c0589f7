"""Figures, questions and decisions as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractor.records.wording import QUALIFIER_WORDS, number_words, sum_words

if TYPE_CHECKING:
    from extractor.decisions import Holding, Sheet
    from extractor.decisions.events import Action
    from extractor.records import Reconciliation
    from extractor.records.claims import Verdict

# In the order in which a fact-checker has to look at them.
VERDICT_WORDS: dict[Verdict, str] = {
    "refuted": "the official figure says otherwise",
    "conflict": "reports contradict each other",
    "superseded": "an older or partial figure was replaced",
    "compatible": "different wordings of one figure",
    "agree": "the same figure everywhere",
    "confirmed": "the official figure bears it out",
    "single": "one source only",
}
VERDICT_ORDER = tuple(VERDICT_WORDS)
# What was decided, as a sentence begins.
DONE: dict[Action, str] = {
    "accept": "Accepted",
    "override": "Overridden",
    "reject": "Record rejected",
    "note": "Noted",
    "split": "Split",
    "merge": "Merged",
    "split_person": "Person split",
    "merge_people": "People merged",
    "undo": "Taken back",
}


def amount_text(value: Decimal, unit: str) -> str:
    """A value with its unit (percent, points or an ISO 4217 code).

    >>> amount_text(Decimal("6200000"), "USD"), amount_text(Decimal(4), "points")
    ('$6.2 million', '4 points')
    """
    if unit == "percent":
        return f"{number_words(value)}%"
    if unit == "points":
        return f"{number_words(value)} point{'' if value == 1 else 's'}"
    return sum_words(value, unit)


def figure_text(figure: Any) -> str:
    """Value or range of a record, claim or reconciliation, with its qualifier and unit."""
    unit = getattr(figure, "unit", None) or figure.currency
    words = QUALIFIER_WORDS[getattr(figure, "qualifier", "exact")]
    low, high = getattr(figure, "low", None), getattr(figure, "high", None)
    if figure.value is not None:
        return words + amount_text(figure.value, unit)
    if low is None or high is None:
        low, high = figure.bounds.low, figure.bounds.high
    return range_text(low, high, unit)


def heading(settled: Reconciliation) -> str:
    """A question in words: whose figure, which measure. The contest stands beside it."""
    measure = settled.measure.replace("_", " ")
    who = settled.subject or "all"
    extras = [part for part in (settled.scope.population, settled.scope.pollster, settled.scope.place) if part]
    against = f" against {settled.scope.opponent}" if settled.scope.opponent else ""
    return f"{who}: {measure}{against}" + (f" ({', '.join(extras)})" if extras else "")


def settled_text(settled: Reconciliation) -> str:
    """The settled value, or the interval where no number was printed inside it."""
    return amount_text(settled.value, settled.unit) if settled.value is not None else figure_text(settled)


def answer_text(sheet: Sheet) -> str:
    """The answer to a question: what was decided, else what is settled."""
    return settled_text(sheet.settled) if sheet.holding.status == "undecided" else holding_text(sheet.holding)


def holding_text(holding: Holding) -> str:
    """A value or range that was decided on; "none" where every record was rejected."""
    if holding.status == "rejected":
        return "none"
    if holding.value is not None:
        return amount_text(holding.value, holding.unit)
    return range_text(holding.low, holding.high, holding.unit)


def range_text(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """A range, one of its ends, or "open".

    >>> range_text(Decimal(51), Decimal(53), "percent"), range_text(None, Decimal(2000), "USD")
    ('51% to 53%', 'less than $2,000')
    """
    first, last = (amount_text(end, unit) if end is not None else "" for end in (low, high))
    if first and last:
        return f"{first} to {last}"
    return f"more than {first}" if first else f"less than {last}" if last else "open"
