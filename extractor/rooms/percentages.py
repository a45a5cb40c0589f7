"""Percentages and percentage points.   "48.1 percent", "a 10-point lead", "48 to 44 percent", "two-thirds of voters"

reads   doc.text, doc._.style
writes  doc._.percentages: tuple[Found[Percentage], ...]
leaves  what is measured and whose share it is to linking; index points, goals, marks and ages unread
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.found import Found, Percentage
from extractor.language.lexicon import alternation, load_map, load_words
from extractor.language.numbers import Number, lowered, number_at, number_before
from extractor.language.qualifiers import Qualified, coordinated, qualifier_after, qualifier_before
from extractor.language.ranges import LINK, is_range
from extractor.language.shares import find_digits, find_fractions, find_out_of, find_pairs

_POLL_WORDS = load_words("poll_words")
_SCORE_WORDS = load_words("score_words")
_POINT_NOUNS = load_map("point_nouns")
_LETTERS = re.compile(r"[a-z&]+(?:-[a-z]+)*")
# How far around a figure a word may stand to show what it is: about one sentence.
NEAR = 120
# A range in one breath is narrow ("1% to 3%", "40-45%"); two shares far apart are two contenders.
WIDEST_RANGE = Decimal(20)

_UNIT = re.compile(
    r"""%(?:(?<=[\da-z½¼¾)].)|(?<=[\da-z½¼¾)][ ].))(?:[ -]points?\b)?
    |p(?:er[ -]?cent(?:age)?s?\b(?:[ -]points?\b)?     # percent, per cent, percentage, percentage points, percentage-point
        |ct\b\.?(?:[ -]p(?:oin)?ts?\b)?                 # pct, pct. points
        |c\b(?!\.)                                      # 5pc
        |oints?\b|ts?\b|p\b)                            # points, pts, pp
    |b(?:asis[ -]points?\b|ps?p?s?\b)                   # basis points, bps
    """,
    re.VERBOSE,
)
# Between number and unit: a space, a hyphen, "20 plus points", "20-some points".
_JOINT = re.compile(r"(?P<more>\+|[ -]?plus|[ -](?:some|odd)|-?ish)?(?P<gap>[ ]?-[ ]?|[ \n]{0,2})\Z")
_MORE = {"+": "over", "plus": "over", "some": "about", "odd": "about", "ish": "about"}


class _Figure(NamedTuple):
    """A number with its unit while it is still joined with its neighbours."""

    start: int
    end: int
    number: Number
    unit: str
    rule: str
    confidence: float
    own_unit: bool = True
    more: Qualified | None = None  # "20-plus"


def _word_window(low: str, start: int, end: int) -> set[str]:
    """The words around a figure, in its own line."""
    left = max(low.rfind("\n", max(0, start - NEAR), start) + 1, start - NEAR, 0)
    right = low.find("\n", end, end + NEAR)
    return set(_LETTERS.findall(low, left, right if right >= 0 else min(len(low), end + NEAR)))


class _Reader:
    """The percentages of one text."""

    def __init__(self, text: str, *, unpunctuated: bool) -> None:
        self.low = lowered(text)
        self.restore = unpunctuated
        self._political: bool | None = None

    # -- is it one? ---------------------------------------------------------------------------------------------

    def political(self) -> bool:
        """Does the text as a whole speak of polls or elections?"""
        if self._political is None:
            self._political = _POLITICS.search(self.low) is not None
        return self._political

    def shares(self, start: int, end: int) -> float:
        """How surely bare points, or a bare pair of numbers, at this place are shares: 0 for no."""
        words = _word_window(self.low, start, end)
        poll, score = len(words & _POLL_WORDS), len(words & _SCORE_WORDS)
        if score >= poll + (2 if self.political() else 0) and score:
            return 0.0
        if poll:
            return 0.95 if not score else 0.75
        return 0.8 if self.political() else 0.0

    # -- numbers with a unit ------------------------------------------------------------------------------------

    def with_unit(self) -> Iterator[_Figure]:
        for match in _UNIT.finditer(self.low):
            printed = match.group()
            start, end = match.span()
            if start and printed[0] != "%" and self.low[start - 1].isalpha():
                continue
            joint = _JOINT.search(self.low, max(0, start - 8), start)
            if joint is None:
                continue
            number = number_before(self.low, joint.start(), restore=self.restore)
            if number is None:
                number = self._single(joint.start(), printed)
                if number is None:
                    yield from self._unit_first(start, end, printed)
                    continue
            if printed[0] == "%" and self.low[end : end + 1].isdigit():
                continue  # an escape in a link: %20
            figure = self._figure(number, printed, end, joint)
            if figure is not None:
                yield figure

    def _single(self, end: int, printed: str) -> Number | None:
        """"a percentage point", "a single point", "a full point": one."""
        if "point" not in printed:
            return None
        found = _SINGLE.search(self.low, max(0, end - 24), end)
        if found is None or (found.group(1) == "a" and printed == "point" and not _MOVES.search(self.low, max(0, found.start() - 16), found.start())):
            return None
        return Number(found.start(1), found.end(1), Decimal(1), Decimal(1), "words")

    def _unit_first(self, start: int, end: int, printed: str) -> Iterator[_Figure]:
        """A line of a table: "Percent: 45.2", "per cent of twenty-two"."""
        if "point" in printed or self.low[max(0, start - 4) : start].rpartition("\n")[2].strip() or (start >= 4 and "\n" not in self.low[start - 4 : start]):
            return
        gap = _AFTER_UNIT.match(self.low, end)
        number = number_at(self.low, gap.end()) if gap else None
        if number is not None and number.value <= 100 and _LINE_ENDS.match(self.low, number.end):
            yield _Figure(start, number.end, number, "percent", "percent: unit and number", 0.8)

    def _figure(self, number: Number, printed: str, end: int, joint: re.Match[str]) -> _Figure | None:
        low = self.low
        basis = printed.startswith("b")
        bare = printed.startswith(("point", "pt"))
        unit = "points" if basis or bare or "point" in printed or printed in ("pp", "pct pts") else "percent"
        if printed in ("p", "b", "bp", "pp", "pc") and not (number.form == "digits" and not joint.group("gap").strip("-")):
            return None
        rule, confidence = f"{unit}: number and unit", 0.97
        if printed in ("p", "b"):
            return None
        if bare:
            noun = _LETTERS.match(low, end + 1)
            kind = _POINT_NOUNS.get(noun.group()) if noun else None
            if kind == "other" or not self._counts_as_points(number, printed, joint, kind, end):
                return None
            confidence = self.shares(number.start, end)
            if not confidence:
                return None
            rule = "points: the words around"
        if basis:
            number = number._replace(value=number.value.scaleb(-2), step=number.step.scaleb(-2))
        more = None
        if joint.group("more"):
            word = joint.group("more").strip(" -")
            more = Qualified(_MORE[word], joint.span("more"))
        start, number = self._signed(number)
        return _Figure(start, end, number, unit, rule, confidence, True, more)

    def _counts_as_points(self, number: Number, printed: str, joint: re.Match[str], kind: str | None, end: int) -> bool:
        """Not "at one point", "point 3", "5 point lead" only with its noun, not 1,200 points."""
        if number.value > 100:
            return False
        if printed in ("point", "pt") and joint.group("gap") in (" ", "  ", "\n") and kind != "share":
            if number.value == 1 or number.form == "words":
                return _MOVES.search(self.low, max(0, number.start - 16), number.start) is not None
            return self.restore or number.value < 1 or number.form == "fraction"
        return True

    def _signed(self, number: Number) -> tuple[int, Number]:
        """Where the figure starts and its number, with the sign it is printed with."""
        low, start = self.low, number.start
        before = low[max(0, start - 9) : start]
        if before.endswith(("-", "−", "–", "+")) and (len(before) == 1 or before[-2] in ' \n("[“'):
            negative = before[-1] != "+"
            return start - 1, number._replace(value=-number.value if negative else number.value)
        if before.endswith((" minus ", "\nminus ", "negative ")) and not low[max(0, start - 9) : start].startswith("or "):
            return start, number._replace(value=-number.value) if before.endswith("minus ") else number
        return start, number

    # -- ranges and shared units --------------------------------------------------------------------------------

    def joined(self) -> Iterator[Found[Percentage]]:
        """Figures in reading order: ranges as one, shared units given to each."""
        done: list[Found[Percentage]] = []
        for figure in self.with_unit():
            row = self._row(figure)
            if done and done[-1].end > row[0].start:
                row = [part for part in row if part.start >= done[-1].end]
            if not row:
                continue
            if done and self._is_range(done[-1], row[0], self.low[done[-1].end : row[0].start], repeated=True):
                first = done.pop()
                row[0] = self._range(first, row[0])
            elif done and row[0].value.qualifier == "exact" and done[-1].value.qualifier_place and done[-1].value.qualifier_place[1] <= done[-1].start and coordinated(self.low[done[-1].end : row[0].start]):
                row[0] = replace(row[0], value=replace(row[0].value, qualifier=done[-1].value.qualifier, close=done[-1].value.close))
            done += row
        yield from done

    def _row(self, figure: _Figure) -> list[Found[Percentage]]:
        """`figure` and the bare numbers before it that share its unit ("by 5 and 10 percentage points")."""
        last = self._found(figure)
        found = [last]
        while True:
            head = found[0]
            link = LINK.search(self.low, max(0, head.start - 8), head.start)
            if link is None:
                break
            number = number_before(self.low, link.start(), restore=self.restore)
            if number is None or number.scale != 1 or not self._shares_unit(number, link.group().strip(), found):
                break
            start, number = self._signed(number)
            left = self._found(_Figure(start, number.end, number, figure.unit, f"{figure.unit}: shared unit", min(figure.confidence, 0.9), False))
            if self._is_range(left, head, link.group(), repeated=False):
                found[0] = self._range(left, head)
                break
            found.insert(0, left)
        if len(found) > 1 and found[0].value.qualifier_place and all(part.value.qualifier == "exact" for part in found[1:]):
            found[1:] = [replace(part, value=replace(part.value, qualifier=found[0].value.qualifier, close=found[0].value.close)) for part in found[1:]]
        return found

    def _shares_unit(self, number: Number, link: str, found: list[Found[Percentage]]) -> bool:
        if number.value > 100 or number.form == "fraction" and link not in ("and", "to", "or"):
            return False
        if link in ("and", "or", ",") and _OWN_COUNT.search(self.low, max(0, number.start - 16), number.start):
            return False
        # A list with commas alone may count something else: only as part of "5, 10 and 15 percent".
        return link != "," or len(found) > 1

    def _is_range(self, left: Found[Percentage], right: Found[Percentage], between: str, *, repeated: bool) -> bool:
        a, b = left.value.value, right.value.value
        if a is None or b is None or left.value.unit != right.value.unit or LINK.fullmatch(between) is None:
            return False
        return is_range(self.low, left.start, right.end, a, b, between, repeated=repeated, widest=WIDEST_RANGE)

    def _range(self, left: Found[Percentage], right: Found[Percentage]) -> Found[Percentage]:
        step = max(left.value.step or Decimal(0), right.value.step or Decimal(0))
        value = Percentage(None, left.value.value, right.value.value, step, "range", left.value.qualifier_place, right.value.form, unit=right.value.unit)
        return Found(left.start, right.end, value, f"{right.value.unit}: range", min(left.confidence, right.confidence))

    def _found(self, figure: _Figure) -> Found[Percentage]:
        number = figure.number
        qualified = figure.more or qualifier_before(self.low, figure.start) or qualifier_after(self.low, figure.end)
        form = "words" if number.form == "words" else number.form
        value = Percentage(
            number.value,
            step=min(number.step, Decimal(1)),
            qualifier=qualified.qualifier if qualified else "exact",
            qualifier_place=qualified.place if qualified else None,
            form=form,
            close=qualified.close if qualified else False,
            unit=figure.unit,
        )
        return Found(figure.start, figure.end, value, figure.rule, figure.confidence)


_AFTER_UNIT = re.compile(r"[ ]?(?::|of\b)?[ ]")
_LINE_ENDS = re.compile(r"[ ]*(?:\n|\Z)")
_POLITICS = re.compile(r"\b(?:polls?|voters?|elections?|candidates?|republicans?|democrats?|ballots?|referendum|primar(?:y|ies)|electorate)\b")
_SINGLE = re.compile(r"\b(single|full|a)\Z")
# Before a lone point: "up a point", "by one point", "within a point".
_MOVES = re.compile(r"(?:by|within|up|down|just|than|fell|rose|gained|lost|dropped|ahead|behind|about|nearly|only|a|mere|single)[ ](?:a |about |just |only |roughly )?\Z")
_OWN_COUNT = re.compile(r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.|feb\.|aug\.|sept\.|oct\.|nov\.|dec\.|districts?|no\.|ages?|aged|page|pages|chapter|in|since) \Z")


def merge(first: list[Found[Percentage]], rest: list[Found[Percentage]]) -> Iterator[Found[Percentage]]:
    """Both lists in reading order, without what overlaps an earlier one or one of `first`."""
    kept = 0
    index = 0
    for found in rest:
        while index < len(first) and first[index].end <= found.start:
            kept = max(kept, first[index].end)
            yield first[index]
            index += 1
        if found.start >= kept and (index == len(first) or found.end <= first[index].start):
            kept = found.end
            yield found
    yield from first[index:]


def find_percentages(text: str, *, unpunctuated: bool = False) -> Iterator[Found[Percentage]]:
    """Each percentage in reading order; a range is one, with `low` and `high`; "48 to 44 percent" is two."""
    reader = _Reader(text, unpunctuated=unpunctuated)
    figures = list(reader.joined())
    # What carries its unit goes before what does not; of the rest the longer reading wins.
    rest = sorted(
        [*find_fractions(reader.low), *find_out_of(reader.low), *find_digits(reader.low, reader.shares), *find_pairs(reader.low)],
        key=lambda found: (found.start, -found.end),
    )
    yield from merge(figures, rest)


@Language.factory("extractor_percentages", requires=["doc._.style"], assigns=["doc._.percentages"])
def make_percentages(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The room; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.percentages = tuple(find_percentages(doc.text, unpunctuated=doc._.style.unpunctuated))
        return doc

    return room
