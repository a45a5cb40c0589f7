"""The true values that a printed figure allows, and those that a reader takes it to mean.

A printed figure is an interval: "48.2" says 48.15 to 48.25, "more than 21 million" anything above. Widths that no printed
digit gives are conventions; they stand here, each with its reason.
"""

from __future__ import annotations

from decimal import Decimal

from extractor.language.found import Amount

Interval = tuple[Decimal | None, Decimal | None]

# "About 48 percent" was printed for 46.9 and for 49.6; two points hold nearly all uses in election news.
ABOUT_POINTS = Decimal(2)
# "About $21 million" stands for figures up to a twentieth away before writers take another round number.
ABOUT_SHARE = Decimal("0.05")
# "Nearly five million" is printed for 4.6 million: writers round up by as much as a tenth.
NEARLY_SHARE = Decimal("0.10")
NEARLY_POINTS = Decimal(2)
# "More than 20 points" was printed for 23: past three points or a tenth, the next round number would be named.
OVER_SHARE = Decimal("0.10")
OVER_POINTS = Decimal(3)
# "Just over" and "slightly more than" keep within half of that.
JUST_OVER_SHARE = Decimal("0.05")
JUST_OVER_POINTS = Decimal(1)
# "A third of voters" is said of 31 to 35 percent.
FRACTION_POINTS = Decimal(2)

_SHARES = frozenset({"percent", "points"})


def bounds(amount: Amount, unit: str) -> Interval:
    """Lowest and highest true value that the wording allows, None for an open side.

    In the unit of the amount: `percent`, `points` or an ISO 4217 code. Both ends count as inside.
    """
    if amount.low is not None and amount.high is not None:
        # "double-digit" is 10 to 99 as it stands: nothing was rounded.
        half = Decimal(0) if amount.form == "double_digit" else _step(amount) / 2
        return amount.low - half, amount.high + half
    value = _value(amount)
    match amount.qualifier:
        case "about":
            width = max(_step(amount), _width(value, unit, ABOUT_SHARE, ABOUT_POINTS))
            return value - width, value + width
        case "nearly":
            return value - max(_step(amount), _width(value, unit, NEARLY_SHARE, NEARLY_POINTS)), value
        case "over" | "at_least":
            return value, None
        case "under" | "at_most":
            return None, value
    half = FRACTION_POINTS if amount.form == "fraction" and unit == "percent" else _step(amount) / 2
    return value - half, value + half


def implied(amount: Amount, unit: str) -> Interval:
    """Lowest and highest value that a reader takes the wording to say: as `bounds`, with no side left open."""
    low, high = bounds(amount, unit)
    if low is not None and high is not None:
        return low, high
    value = _value(amount)
    if amount.close:
        width = max(_step(amount) / 2, _width(value, unit, JUST_OVER_SHARE, JUST_OVER_POINTS))
    else:
        width = max(_step(amount), _width(value, unit, OVER_SHARE, OVER_POINTS))
    return (value, value + width) if high is None else (value - width, value)


def _value(amount: Amount) -> Decimal:
    if amount.value is None:
        raise ValueError(f"an amount has a value or both ends of a range: {amount!r}")
    return amount.value


def _step(amount: Amount) -> Decimal:
    return Decimal(0) if amount.step is None else amount.step


def _width(value: Decimal, unit: str, share: Decimal, points: Decimal) -> Decimal:
    return points if unit in _SHARES else abs(value) * share
