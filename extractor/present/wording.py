"""Figures as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.records.wording import QUALIFIER_WORDS, number_words, sum_words


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
    if low is not None and high is not None:
        return f"{amount_text(low, unit)} to {amount_text(high, unit)}"
    if low is not None:
        return f"more than {amount_text(low, unit)}"
    return f"less than {amount_text(high, unit)}" if high is not None else "open"
