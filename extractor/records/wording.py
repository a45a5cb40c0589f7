"""The words of a figure for people to read: numbers, sums of money, qualifiers."""

from __future__ import annotations

from decimal import Decimal

# What stands before a figure for each qualifier.
QUALIFIER_WORDS = {
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
# "$1.234 million", in thousandths of a million, is as long as people print it; of anything longer every digit is shown.
_PRINTED_PARTS = 1000
# A sum printed to less than a thousand is shown to its last digit.
_ROUND_STEP = 1000


def number_words(value: Decimal) -> str:
    """A number with its thousands separated, without an exponent and without a tail of zeros.

    >>> number_words(Decimal("1250000")), number_words(Decimal("27.40"))
    ('1,250,000', '27.4')
    """
    return f"{value.normalize():,f}"


def sum_words(value: Decimal, currency: str, step: Decimal | None = None) -> str:
    """A sum of money (`currency`: ISO 4217). `step`: one unit of the last printed digit, None when anything goes.

    >>> sum_words(Decimal("6.2E+6"), "USD"), sum_words(Decimal(2500), "GBP", Decimal(1)), sum_words(Decimal(-40), "SEK")
    ('$6.2 million', '£2,500', '-SEK 40')
    """
    sign = ("-" if value < 0 else "") + _SIGNS.get(currency, f"{currency} ")
    for size, name in _SCALES:
        scaled = abs(value) / size
        parts = scaled * _PRINTED_PARTS
        if scaled >= 1 and (step is None or step >= _ROUND_STEP) and parts == parts.to_integral_value():
            return f"{sign}{number_words(scaled)} {name}"
    return sign + number_words(abs(value))
