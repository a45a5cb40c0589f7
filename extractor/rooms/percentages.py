"""Percentages and percentage points.   "48.2 percent", "a 10-point lead", "48 to 44 percent", "two-thirds of voters"

reads   doc.text, doc._.style
writes  doc._.percentages: tuple[Found[Percentage], ...]
leaves  what is measured and whose share it is to linking; index points, goals, marks and ages unread
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Found, Percentage
from extractor.language.lexicon import load_map, load_words
from extractor.language.numbers import Number, lowered, number_at, number_before
from extractor.language.qualifiers import Qualified, coordinated, qualifier_after, qualifier_before, under
from extractor.language.ranges import LINK, in_motion, is_range, one_range
from extractor.language.shares import find_digits, find_fractions, find_out_of, find_pairs

_POLL_WORDS = load_words("poll_words")
_SCORE_WORDS = load_words("score_words")
_POINT_NOUNS = load_map("point_nouns")
_LETTERS = re.compile(r"[a-z&]+(?:-[a-z]+)*")
# How far around a figure a word may stand to show what it is: about one sentence.
NEAR = 120
# A range in one breath is narrow ("1% to 3%", "40-45%"); two shares further apart are two contenders.
WIDEST_RANGE = Decimal(20)
# A margin of more is no margin: bare points above it are an index or a score.
MOST_POINTS = 100
# Tenths of a point are printed of shares and rates; an index or a mark has a word of its own near.
DECIMAL_POINTS = 0.7
# In an article about elections one word of sport or of the markets proves nothing.
STRAY_SCORE_WORDS = 1

# The unit begins with what is rare, one set of characters, so that text without it costs nothing; the number is read backwards.
_UNIT = re.compile(
    r"""[%％pb](?:
        (?<=[%％])(?:(?<=[\da-z½¼¾)].)|(?<=[\da-z½¼¾)][ ].))(?:[ -]points?\b|[ ]per[ ]?cent\b)? # 48%, 48 %, 3 % points, 31% percent
        |(?<=p)(?:
            er[ \n-]?cent(?:age)?s?\b(?:[ -]points?\b)?                      # percent, per cent, percentage points, percentage-point
            |ct\b\.?(?:[ -]p(?:oin)?ts?\b)?                                 # pct, pct. points
            |c\b(?!\.)|p\b                                                  # 5pc, 5pp
            |oints?\b|ts?\b)                                                # points, pts
        |(?<=b)(?:asis[ -]points?|ps?)\b                                    # basis points, bps
    )""",
    re.VERBOSE,
)
# "a 2PP swing": two-party-preferred
_TWO_PARTY = re.compile(r"2pp\s(?:swing|vote|result|count|margin|basis|terms|lead|share|figures?)\b")
# Between number and unit: a space, a hyphen, "20 plus points", "20-some points", "40-ish percent", "10 or more points".
_JOINT = re.compile(
    r"(?P<more>\+|[ -]?plus|[ -](?:some|odd)|-?ish|[ ]or[ ](?:more|less|fewer|so))?(?P<gap>[ ]?-[ ]?|[ ]{0,2}|[ ]?\n)\Z"
)
_MORE = {
    "+": "over",
    "plus": "over",
    "some": "about",
    "odd": "about",
    "ish": "about",
    "or more": "at_least",
    "or less": "at_most",
    "or fewer": "at_most",
    "or so": "about",
}
# "a percentage point", "a single point": one.
_SINGLE = re.compile(r"\b(?P<one>single|full|a)\Z")
# Before a lone point: "up a point", "by one point", "within a point".
_MOVES = re.compile(
    r"(?:by|within|up|down|just|than|fell|rose|gained|lost|dropped|ahead|behind|about|nearly|only|a|mere|single)[ ](?:a |about |just |only |roughly )?\Z"
)
# "made three points about", "three points of difference": arguments, not shares.
_ARGUED = re.compile(r"\b(?:make|makes|made|making|key|main|these|those|following|other)[ ]\Z")
_ARGUMENT = re.compile(
    r"[ ](?:about|out of|of[ ](?:difference|order|view|interest|contact|agreement|contention|emphasis|light|law|principle))\b|:"
)
_SIGN = re.compile(r"(?<![\w.)%/])(?:(?P<minus>[-−–])|(?P<plus>\+))\Z")
_MINUS_WORD = re.compile(r"(?<!or[ -])(?<!/)\b(?:minus|negative)[ ]\Z")
_POLITICS = re.compile(
    r"\b(?:polls?|voters?|elections?|candidates?|republicans?|democrats?|ballots?|referendum|primar(?:y|ies)|electorate)\b"
)
# A number before "and 5 percent" that has its own meaning: a date, an age, the number of a district.
_OWN_NUMBER = re.compile(
    r"""\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.|feb\.|aug\.|sept\.|oct\.|nov\.|dec\.
        |districts?|no\.|ages?|aged|those|pages?|chapter|in|since)[ ]\Z""",
    re.VERBOSE,
)
# A line of a table: "Percent: 45.2", "per cent of thirty-one".
_UNIT_FIRST = re.compile(r"[ ]?(?::|of\b)?[ ]")
_LINE_ENDS = re.compile(r"[ ]*(?:\n|\Z)")
# Behind a figure, the rival's with the unit left out: "48 percent to 41", "48 percent to Roe's 41", ", compared to 42 for Roe".
_RIVAL = re.compile(
    r"""(?:[ ](?:to|against|over)|,?[ ](?:versus|vs\.?|compared[ ](?:to|with)))[ ](?:just[ ]|only[ ])?(?:[^\W\d_][\w.-]*['’]s?[ ])?(?P<share>\d{1,2}(?:\.\d{1,2})?)
        (?=[,;:)](?:\s|\Z)|\.(?:\s|\Z)|[ ](?:in|among|with|for|on|at|and|but|as|when|while)\b|\s*\Z)""",
    re.VERBOSE,
)
# "48 percent, Roe 41 and Poe 6.", "36 percent, followed by Roe with 12 and Sen. Poe with 10", "... and him at 41"
_NEXT_OF_LIST = re.compile(
    r"""(?:,|;|[ ]and|,[ ]and)[ ](?:(?:closely[ ]|again[ ])?followed[ ](?:closely[ ])?by[ ]|compared[ ](?:to|with)[ ]|with[ ])?(?!(?:District|Game|Week|Day|Route|Act|Part|Ward|Precinct|Proposition|Measure|Question|Article|Section|Chapter|No|
        Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b)
        (?:(?:former[ ]|the[ ])?(?:[A-Z][\w.'’-]*[ ]){1,4}|(?:him|her)[ ](?=at|with|on))(?:running[ ]|in[ ]|a[ ]|distant[ ]|close[ ]|second[ ]|third[ ]|fourth[ ]){0,4}(?:at[ ]|with[ ]|on[ ]|had[ ]|has[ ]|won[ ]|got[ ]|received[ ]|took[ ])?(?P<share>\d{1,2}(?:\.\d{1,2})?)
        (?=,[ ](?:and[ ])?[A-Z]|,[ ]according\b|;|[ ]and[ ](?:[A-Z]|single|double)|[.)](?:\s|\Z)|\s*\Z)""",
    re.VERBOSE,
)
ALL_VOTES = Decimal(101)  # shares of one contest, rounded, add up to no more


class _Figure(NamedTuple):
    """A number with its unit while it is still joined with its neighbours."""

    start: int
    end: int
    number: Number
    unit: str
    rule: str
    confidence: float
    more: Qualified | None = None  # "20-plus"


class _Reader:
    """The percentages of one text."""

    def __init__(self, text: str, unpunctuated: bool) -> None:
        self.text = text
        self.low = lowered(text)
        self.restore = unpunctuated
        self._political: bool | None = None

    # -- are these shares? --------------------------------------------------------------------------------------

    def shares(self, start: int, end: int, unproven: float = 0.0) -> float:
        """How surely bare points, or digits in words, at this place are shares of votes or answers: 0 for no.

        `unproven` is the answer where no word of the text speaks for it or against it.
        """
        low = self.low
        left = max(low.rfind("\n", max(0, start - NEAR), start) + 1, start - NEAR, 0)
        right = low.find("\n", end, end + NEAR)
        words = set(_LETTERS.findall(low, left, right if right >= 0 else min(len(low), end + NEAR)))
        poll, score = len(words & _POLL_WORDS), len(words & _SCORE_WORDS)
        if self._political is None:
            self._political = _POLITICS.search(low) is not None
        if score and score >= poll + (STRAY_SCORE_WORDS + 1 if self._political else 0):
            return 0.0
        if poll:
            return 0.75 if score else 0.95
        return 0.8 if self._political else unproven

    # -- numbers with a unit ------------------------------------------------------------------------------------

    def with_unit(self) -> Iterator[_Figure]:
        """Each number that has its unit behind it, in reading order."""
        low = self.low
        for match in _UNIT.finditer(low):
            printed, (start, end) = match.group(), match.span()
            if printed[0] in "%％":
                if low[end : end + 1].isdecimal():
                    continue  # an escape in a link: %20
            elif low[start - 1 : start].isalpha():
                continue
            joint = _JOINT.search(low, max(0, start - 12), start)
            if joint is None or ("\n" in joint.group() and self.text[start].isupper()):
                continue  # the next line of a table or a headline, not the unit of the number above
            number = number_before(low, joint.start(), restore=self.restore) or self._one(joint.start(), printed)
            if number is None:
                yield from self._unit_first(start, end, printed)
                continue
            figure = self._figure(number, printed, joint, end)
            if figure is not None:
                yield figure

    def _one(self, end: int, printed: str) -> Number | None:
        """ "a percentage point", "a single point", "up a point" as the number one."""
        if "point" not in printed:
            return None
        found = _SINGLE.search(self.low, max(0, end - 8), end)
        if found is None or (
            found.group("one") == "a"
            and printed == "point"
            and not _MOVES.search(self.low, max(0, found.start() - 16), found.start())
        ):
            return None
        return Number(found.start(), found.end(), Decimal(1), Decimal(1), "words")

    def _unit_first(self, start: int, end: int, printed: str) -> Iterator[_Figure]:
        line = self.low[max(0, start - 4) : start]
        if "point" in printed or line.rpartition("\n")[2].strip() or (len(line) == 4 and "\n" not in line):
            return
        gap = _UNIT_FIRST.match(self.low, end)
        number = number_at(self.low, gap.end()) if gap else None
        if number is not None and number.value <= 100 and _LINE_ENDS.match(self.low, number.end):
            yield _Figure(start, number.end, number, "percent", "percent: unit and number", 0.8)

    def _figure(self, number: Number, printed: str, joint: re.Match[str], end: int) -> _Figure | None:
        if (
            len(printed) <= 2
            and printed[0] in "pb"
            and printed != "pt"
            and (printed in ("p", "b") or number.form != "digits" or joint.group("gap").strip("-"))
        ):
            return None  # "5pp", "50bp" are printed together; "p" and "b" alone are pages and billions
        if printed == "pp" and _TWO_PARTY.match(self.low, number.start):
            return None
        basis, bare = printed[0] == "b", printed.startswith(("point", "pt", "pp"))
        unit = "points" if basis or bare or "point" in printed or printed.endswith(("pp", "pts", "pt")) else "percent"
        rule, confidence = f"{unit}: number and unit", 0.97
        if bare:
            confidence = self._as_points(number, printed, joint.group("gap"), end)
            rule = "points: the words around"
            if not confidence:
                return None
        if basis:
            number = number._replace(value=number.value.scaleb(-2), step=number.step.scaleb(-2))
        word = (joint.group("more") or "").strip(" -")
        start, number = self._signed(number)
        return _Figure(
            start, end, number, unit, rule, confidence, Qualified(_MORE[word], joint.span("more")) if word else None
        )

    def _as_points(self, number: Number, printed: str, gap: str, end: int) -> float:
        """How surely bare points are percentage points. Not "at one point", "a 10-point plan", "1,200 points"."""
        noun = _LETTERS.match(self.low, end + 1)
        kind = _POINT_NOUNS.get(noun.group()) if noun else None
        if kind == "other" or number.value > MOST_POINTS:
            return 0.0
        if _ARGUMENT.match(self.low, end) or _ARGUED.search(self.low, max(0, number.start - 12), number.start):
            return 0.0
        # In the singular and not hyphenated: "a 10 point lead", "up one point", "half a point".
        if printed in ("point", "pt") and not gap.strip(" \n") and gap and kind != "share":
            if number.form == "words" or number.value == 1:
                if not _MOVES.search(self.low, max(0, number.start - 16), number.start):
                    return 0.0
            elif not (self.restore or number.value < 1):
                return 0.0
        return self.shares(number.start, end, DECIMAL_POINTS if number.step < 1 else 0.0)

    def _signed(self, number: Number) -> tuple[int, Number]:
        """Where the figure starts, its sign included, and the number with its sign."""
        low, start = self.low, number.start
        sign = _SIGN.search(low, max(0, start - 2), start)
        if sign is not None:
            return start - 1, number._replace(value=-number.value) if sign.group("minus") else number
        word = _MINUS_WORD.search(low, max(0, start - 12), start)
        if word is not None and word.group().startswith("minus"):
            return start, number._replace(value=-number.value)
        return start, number

    # -- ranges, shared units, lists ----------------------------------------------------------------------------

    def figures(self) -> list[Found[Percentage]]:
        """Every figure that has or shares a unit, in reading order; ranges as one."""
        done: list[Found[Percentage]] = []
        for figure in self.with_unit():
            row = [found for found in self._sharing(figure) if not done or found.start >= done[-1].end]
            if not row:
                continue
            if done:
                left, between = done[-1], self.low[done[-1].end : row[0].start]
                if self._is_range(left, row[0], between, repeated=True):
                    done.pop()
                    row[0] = one_range(left, row[0], f"{left.value.unit}: range")
                elif coordinated(between):
                    row[0] = under(left, row[0])
            done += row
            done += self._unit_left_out(done[-1])
        return done

    def _sharing(self, figure: _Figure) -> list[Found[Percentage]]:
        """`figure`, behind the bare numbers that share its unit ("by 3 and 7 percentage points")."""
        found = [self._found(figure)]
        while True:
            head = found[0]
            link = LINK.search(self.low, max(0, head.start - 8), head.start)
            number = number_before(self.low, link.start(), restore=self.restore) if link else None
            if link is None or number is None or not self._shares_unit(number, link.group().strip(), len(found)):
                break
            start, number = self._signed(number)
            left = self._found(
                _Figure(
                    start, number.end, number, figure.unit, f"{figure.unit}: shared unit", min(figure.confidence, 0.9)
                )
            )
            if self._is_range(left, head, link.group(), repeated=False):
                found[0] = one_range(left, head, f"{left.value.unit}: range")
                break
            found.insert(0, left)
        return [found[0], *(under(found[0], part) for part in found[1:])]

    def _shares_unit(self, number: Number, link: str, listed: int) -> bool:
        if number.scale != 1 or number.value > 100 or (number.form == "fraction" and link.startswith(",")):
            return False
        if _OWN_NUMBER.search(self.low, max(0, number.start - 16), number.start):
            return link == "to"
        # With a comma alone it may count something else: only as part of "5, 10 and 15 percent".
        return link != "," or listed > 1

    def _unit_left_out(self, last: Found[Percentage]) -> Iterator[Found[Percentage]]:
        """The rivals' shares behind `last`: "48 percent to Roe's 41", "48 percent, Roe 41 and Poe 6."."""
        total = last.value.value
        if total is None or last.value.unit != "percent" or not 0 < total < 100 or last.value.form == "fraction":
            return
        rival = _RIVAL.match(self.low, last.end)
        if rival is not None and in_motion(self.low, last.start):
            return
        pattern, follower = (_RIVAL, rival) if rival else (_NEXT_OF_LIST, _NEXT_OF_LIST.match(self.text, last.end))
        while follower is not None:
            share = Decimal(follower.group("share"))
            total += share
            if total > ALL_VOTES:
                return
            start, end = follower.span("share")
            yield self._found(
                _Figure(
                    start,
                    end,
                    Number(start, end, share, Decimal(1).scaleb(int(share.as_tuple().exponent))),
                    "percent",
                    "percent: unit left out",
                    0.8,
                )
            )
            follower = pattern.match(self.text, end) if pattern is _NEXT_OF_LIST else None

    def _is_range(self, left: Found[Percentage], right: Found[Percentage], between: str, *, repeated: bool) -> bool:
        a, b = left.value.value, right.value.value
        if a is None or b is None or left.value.unit != right.value.unit or LINK.fullmatch(between) is None:
            return False
        return is_range(self.low, left.start, right.end, a, b, between, repeated=repeated, widest=WIDEST_RANGE)

    def _found(self, figure: _Figure) -> Found[Percentage]:
        qualified = figure.more or qualifier_before(self.low, figure.start) or qualifier_after(self.low, figure.end)
        value = Percentage(
            figure.number.value,
            step=min(figure.number.step, Decimal(1)),
            qualifier=qualified.qualifier if qualified else "exact",
            qualifier_place=qualified.place if qualified else None,
            form=figure.number.form,
            close=qualified is not None and qualified.close,
            unit=figure.unit,
        )
        return Found(figure.start, figure.end, value, figure.rule, figure.confidence)


def merge(first: Sequence[Found[Percentage]], rest: Sequence[Found[Percentage]]) -> Iterator[Found[Percentage]]:
    """Both in reading order, without what overlaps an earlier one of `rest` or any of `first`."""
    kept = index = 0
    for found in rest:
        while index < len(first) and first[index].end <= found.start:
            kept = first[index].end
            yield first[index]
            index += 1
        if found.start >= kept and (index == len(first) or found.end <= first[index].start):
            kept = found.end
            yield found
    yield from first[index:]


def find_percentages(text: str, *, unpunctuated: bool = False) -> Iterator[Found[Percentage]]:
    """Each percentage in reading order; a range is one, with `low` and `high`; "48 to 44 percent" is two.

    `unpunctuated`: the text lost its marks, so "48 2 percent" is 48.2.
    """
    reader = _Reader(text, unpunctuated)
    low = reader.low
    # What carries its unit goes before what does not; of the rest the longer reading wins.
    rest = sorted(
        [*find_fractions(low), *find_out_of(low), *find_digits(low, reader.shares), *find_pairs(low, reader.shares)],
        key=lambda found: (found.start, -found.end),
    )
    yield from merge(reader.figures(), rest)


@Language.factory("extractor_percentages", requires=["doc._.style"], assigns=["doc._.percentages"])
def make_percentages(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The room; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.percentages = tuple(find_percentages(text_of(doc), unpunctuated=doc._.style.unpunctuated))
        return doc

    return room
