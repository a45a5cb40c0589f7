"""Sums with their neighbours: dollars and cents, ranges, a magnitude or a unit that stands once for two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.language.currencies import MARKS, code_at_home
from extractor.language.found import Found, Sum
from extractor.language.numbers import number_at, number_before
from extractor.language.qualifiers import coordinated, qualifier_after, qualifier_before, under
from extractor.language.ranges import LINK, is_range, one_range
from extractor.rooms.money.printed import CENT_WORD, Printed, Reader

_RANGE = "money: range"  # the rule of a range
_CENT = Decimal("0.01")
# Two sums a hundredfold apart with one sign ("$5 to 1,000") are no range.
WIDEST_RATIO = 100
# "3 dollars and 50 cents", "$20 and 43c"
_AND_CENTS = re.compile(r"[ ](?:and[ ])?")
# After "15 dollars 50" a sum is over: the number counts nothing else.
_SUM_ENDS = re.compile(r"(?:\s*\Z|[.!?;)](?:\s|\Z)|,\s|[ ](?:more|and)\b)")
_PLUS = re.compile(r"\+|-plus\b")
# "$10-20 million": what stands between a sum and a number that shares its sign.
_RIGHT_LINK = re.compile(r"[ ]?[-–—][ ]?(?=\d)|[ ]to[ ](?=\d)")
# "$5 to 10 people", "$20 - 3 years": what follows the second number shows that it is no sum.
_NOT_SUM = re.compile(
    r"[ -](?:people|voters|years?|months?|days?|weeks?|donors|times|percent|states|points|hours?)|%|[-/]\d"
)


class Joiner:
    """The sums of one text, joined."""

    def __init__(self, printed: Reader) -> None:
        self.printed = printed
        self.low, self.restore = printed.low, printed.restore

    def sums(self) -> Iterator[Found[Sum]]:
        """Every sum in reading order."""
        done: list[Found[Sum]] = []
        last = 0
        for row in self.printed.sums():
            if row.start >= last:
                whole = self._with_cents(row)
                last = whole.end
                done.append(self._joined(whole, done))
                last = max(last, done[-1].end)
        yield from done

    def _with_cents(self, row: Printed) -> Printed:
        """ "3 dollars 50 cents", "15 dollars 50.", "$20 and 43c" as one sum."""
        low, whole = self.low, row.number
        gap = _AND_CENTS.match(low, row.end)
        if gap is None or whole.scale > 1 or row.unit.worth != 1 or whole.value != whole.value.to_integral_value():
            return row
        cents = number_at(low, gap.end())
        if cents is None or not 0 < cents.value < 100 or cents.step != 1 or cents.form not in ("digits", "words"):
            return row
        word = CENT_WORD.match(low, cents.end)
        if word is None and (row.rule == "money: sign and number" or not _SUM_ENDS.match(low, cents.end)):
            return row
        value = whole.value + (cents.value * _CENT).copy_sign(whole.value)
        return row._replace(end=word.end() if word else cents.end, number=whole._replace(value=value, step=_CENT))

    def _joined(self, row: Printed, done: list[Found[Sum]]) -> Found[Sum]:
        """`row` as a finding; when it is the upper end of a range, the lower end is taken in (and off `done`)."""
        low, right = self.low, self._found(row)
        if done:
            left = done[-1]
            # "$300,000 to more than $2 million": the qualifier of the upper end does not part the two.
            inner = right.value.qualifier_place
            between = low[left.end : inner[0] if inner and left.end <= inner[0] < right.start else right.start]
            if LINK.fullmatch(between) and left.value.low is None and left.value.currency == right.value.currency:
                widened = self._scaled(left, row)
                if self._is_range(widened, right, between, repeated=True):
                    done.pop()
                    return one_range(widened, right, _RANGE)
                if "respectively" in low[right.end : right.end + 40]:
                    done[-1] = self._scaled(left, row, each=True)
            if coordinated(low[left.end : right.start]):
                right = under(left, right)
        if row.rule == "money: sign and number":
            return self._open_range(row, right)
        # "10 to 20 dollars": the unit stands once, behind the second number.
        link = LINK.search(low, max(0, right.start - 6), right.start)
        number = number_before(low, link.start(), restore=self.restore) if link else None
        if (
            link is None
            or number is None
            or (done and number.start < done[-1].end)
            or low[number.start - 1 : number.start] in tuple(MARKS)
        ):
            return right
        left = self._scaled(
            self._found(row._replace(start=number.start, end=number.end, number=number, confidence=0.9)),
            row,
        )
        return one_range(left, right, _RANGE) if self._is_range(left, right, link.group(), repeated=False) else right

    def _open_range(self, row: Printed, left: Found[Sum]) -> Found[Sum]:
        """ "$10-20 million", "$5 to 10": the sign stands once, before the first number."""
        link = _RIGHT_LINK.match(self.low, row.end)
        number = number_at(self.low, link.end()) if link else None
        if link is None or number is None or number.form != "digits" or _NOT_SUM.match(self.low, number.end):
            return left
        upper = row._replace(start=number.start, end=number.end, number=number)
        right, left_scaled = self._found(upper), self._scaled(left, upper)
        if number.scale == 1 and number.value > WIDEST_RATIO * row.number.value:
            return left
        return (
            one_range(left_scaled, right, _RANGE)
            if self._is_range(left_scaled, right, link.group(), repeated=False)
            else left
        )

    def _is_range(self, left: Found[Sum], right: Found[Sum], between: str, *, repeated: bool) -> bool:
        a, b = left.value.value, right.value.value
        return (
            a is not None
            and b is not None
            and is_range(self.low, left.start, right.end, a, b, between, repeated=repeated)
        )

    def _scaled(self, left: Found[Sum], right: Printed, *, each: bool = False) -> Found[Sum]:
        """The lower end with the magnitude that is printed once: "$10-$20 million"; but "$500 to $2 million" as it stands.

        `each`: the two are known to share it, whichever is larger ("$7 and $5 million, respectively").
        """
        value, scale = left.value.value, right.number.scale
        if value is None or scale <= 1 or value >= (1000 if each else right.number.value / scale):
            return left
        power = int(scale.log10())
        step = None if left.value.step is None else left.value.step.scaleb(power)
        return replace(left, value=replace(left.value, value=value.scaleb(power), step=step))

    def _found(self, row: Printed) -> Found[Sum]:
        number, worth = row.number, row.unit.worth
        qualified = qualifier_before(self.low, row.start) or qualifier_after(self.low, row.end)
        plus = None if qualified else _PLUS.match(self.low, row.end)
        value = Sum(
            number.value if worth == 1 else number.value * worth,
            step=number.step if worth == 1 else number.step * worth,
            qualifier=qualified.qualifier if qualified else "over" if plus else "exact",
            qualifier_place=qualified.place if qualified else plus.span() if plus else None,
            form=number.form,
            close=qualified is not None and qualified.close,
            currency=code_at_home(row.unit, self.printed.home()) if row.unit.shared else row.unit.code,
        )
        return Found(row.start, row.end, value, row.rule, row.confidence)
