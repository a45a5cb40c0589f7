"""Figures as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

QUALIFIERS = {
    "exact": "",
    "about": "about ",
    "over": "more than ",
    "under": "less than ",
    "nearly": "nearly ",
    "at_least": "at least ",
    "at_most": "at most ",
    "range": "",
}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "AUD": "A$", "CAD": "C$", "NZD": "NZ$", "INR": "₹", "JPY": "¥"}
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def number_text(value: Decimal) -> str:
    """A number with separators and without a tail of zeros.

    >>> number_text(Decimal("1250000")), number_text(Decimal("48.10"))
    ('1,250,000', '48.1')
    """
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def amount_text(value: Decimal, unit: str) -> str:
    """A value with its unit (percent, points or an ISO 4217 code).

    >>> amount_text(Decimal("8300000"), "USD"), amount_text(Decimal(4), "points")
    ('$8.3 million', '4 points')
    """
    if unit == "percent":
        return f"{number_text(value)}%"
    if unit == "points":
        return f"{number_text(value)} point{'' if value == 1 else 's'}"
    sign = _SIGNS.get(unit, f"{unit} ")
    for scale, word in _SCALES:
        scaled = value / scale
        # Only where the scaled number is as short as people print it; else every digit counts.
        if abs(value) >= scale and -scaled.normalize().as_tuple().exponent <= 3:  # type: ignore[operator]  # finite: the exponent is an int
            return f"{sign}{number_text(scaled.normalize())} {word}"
    return f"{sign}{number_text(value)}"


def figure_text(figure: Any) -> str:
    """Value or range of a record, claim or reconciliation, with its qualifier and unit."""
    unit = getattr(figure, "unit", None) or figure.currency
    words = QUALIFIERS[getattr(figure, "qualifier", "exact")]
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
