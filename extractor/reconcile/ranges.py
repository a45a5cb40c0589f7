"""When two printed figures can both be true. Ranges are worked out where figures are read; here they are compared."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor.reconcile.policy import WEAK_ZEROS_AT_LEAST, WEAK_ZEROS_AT_MOST
from extractor.reconcile.readings import Reading
from extractor.records import Bounds, DollarAmount, VotePercentage

Range = tuple[Decimal | None, Decimal | None]  # None is open


def overlap(a: Range, b: Range) -> Range | None:
    """What two ranges share, or None.

    Ranges that only touch share nothing (48.2 ends where 48.3 begins), unless one of them is a single number.

    >>> overlap((Decimal(1), Decimal(3)), (Decimal(3), None)) is None
    True
    """
    low = a[0] if b[0] is None or (a[0] is not None and a[0] >= b[0]) else b[0]
    high = a[1] if b[1] is None or (a[1] is not None and a[1] <= b[1]) else b[1]
    if low is None or high is None or low < high:
        return low, high
    if low == high and (is_point(a) or is_point(b)):
        return low, high
    return None


def is_point(a: Range) -> bool:
    """Does the range hold one number alone?"""
    return a[0] is not None and a[0] == a[1]


def meet(a: Reading, b: Reading) -> bool:
    """Can both be true? Their logical ranges overlap."""
    return overlap((a.low, a.high), (b.low, b.high)) is not None


def meet_well(a: Reading, b: Reading) -> bool:
    """Would a reader take both to say the same? Their implied ranges overlap."""
    return overlap((a.likely_low, a.likely_high), (b.likely_low, b.likely_high)) is not None


def contains(low: Decimal | None, high: Decimal | None, value: Decimal) -> bool:
    """Does `value` lie in the closed range?"""
    return (low is None or low <= value) and (high is None or value <= high)


def shared(ranges: Iterable[Range]) -> Range:
    """The intersection of ranges that all meet."""
    low: Decimal | None = None
    high: Decimal | None = None
    for a, b in ranges:
        low = a if low is None or (a is not None and a > low) else low
        high = b if high is None or (b is not None and b < high) else high
    return low, high


def ranges_of(figure: VotePercentage | DollarAmount) -> tuple[Bounds, Bounds]:
    """Logical and implied range of a figure, with written-out zeros read as the rounding they mostly are.

    A figure that carries no range at all gets half a step to each side of its number, or the number alone.
    """
    bounds, implied = figure.bounds, figure.implied
    if figure.value is not None and figure.qualifier == "exact":
        half = (figure.step or Decimal(0)) / 2
        if isinstance(figure, DollarAmount) and (weak := weak_step(figure.value, figure.step)) is not None:
            half = weak / 2
        elif bounds.low is not None or bounds.high is not None:
            return bounds, implied if implied.low is not None or implied.high is not None else bounds
        bounds = Bounds(low=figure.value - half, high=figure.value + half)
        return bounds, bounds
    if bounds == Bounds() and figure.low is not None:
        bounds = Bounds(low=figure.low, high=figure.high)
    return bounds, implied if implied != Bounds() else bounds


def weak_step(value: Decimal, step: Decimal | None) -> Decimal | None:
    """The step that the zeros of a written-out number allow, where it is coarser than the printed one.

    >>> weak_step(Decimal(7_600_000), Decimal(1)), weak_step(Decimal(7_612_450), Decimal(1)), weak_step(Decimal(1_500), Decimal(1))
    (Decimal('1E+5'), None, None)
    """
    if value == 0 or value != value.to_integral_value():
        return None
    digits = str(int(abs(value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    while zeros >= WEAK_ZEROS_AT_LEAST and Decimal(1).scaleb(zeros) > WEAK_ZEROS_AT_MOST * abs(value):
        zeros -= 1
    weak = Decimal(1).scaleb(zeros)
    return weak if zeros >= WEAK_ZEROS_AT_LEAST and (step is None or weak > step) else None
