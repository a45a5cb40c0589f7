"""From words to the calendar: reads the date expression that begins at a token."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.language.found import Place
from extractor.language.lexicon import load_words
from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.direction import OTHER_HOLIDAY_DAYS, Tense, choose, find_tense
from extractor.rooms.dates.grammar import JOIN, SHARED_YEAR, by_letter, patterns
from extractor.rooms.dates.named import happened_once, named_day, named_days
from extractor.rooms.dates.words import Tokens

# Operators nest ("the end of the first week of next month"); deeper than this nobody writes.
DEEPEST = 4
# A numeric date is read month first in these countries (ISO 3166), day first elsewhere.
MONTH_FIRST = frozenset({None, "US", "PH", "CA", "FM", "MH", "PW", "GU", "PR"})
# Where a government's year begins: month, and whether it bears the name of the year in which it ends.
FISCAL_START = {"US": 10, "GB": 4, "IN": 4, "CA": 4, "JP": 4, "HK": 4, "NZ": 7, "AU": 7, "PK": 7, "ZA": 4}
# Years that news speaks of without saying "in": others need a word before them that only a year can follow.
PLAIN_YEARS = range(1850, 2060)
# A later date is the anchor of "three weeks later" only as far as a reader remembers it.
MEMORY_CHARACTERS = 400
# With an article in front these read as one expression; "the Tuesday" does not.
WITH_ARTICLE = frozenset(
    "day_month month_of_days season_year fiscal_year units unit which_month which_season which_weekday ranked_unit neighbour unit_end same "
    "decade season the_unit quarter_code part earlier ranked ranked_day offset unit_of".split()
)


@dataclass(slots=True)
class Scene:
    """What is known while an article is read: its day, its country, its sentences, the date read last."""

    text: str
    low: str
    published: dt.date | None
    country: str | None
    caseless: bool
    sentences: tuple[Place, ...] = ()
    quoted: tuple[Place, ...] = ()
    unpunctuated: bool = False
    last: Stretch | None = None
    tense: Tense = Tense(0)
    tense_at: int = -1
    last_end: int = -10_000
    starts: list[int] = field(default_factory=list)

    def sentence(self, at: int) -> Place:
        """The sentence around `at`; in text without marks simply the whole (callers look at a stretch of it)."""
        index = bisect_right(self.starts, at) - 1
        return self.sentences[index] if index >= 0 else (0, len(self.text))


class Answer(NamedTuple):
    """A stretch, how sure, and what it hangs on: `anchor`, and `loose` when a week or year was chosen for it."""

    stretch: Stretch
    confidence: float = 0.95
    anchor: dt.date | None = None
    loose: str | None = None


# The words name a day that the calendar lacks (February 30): no date, nor is any part of them.
NO_DATE = Answer(Stretch(dt.date.min, dt.date.min, "day"), 0.0)


class Reading(NamedTuple):
    """Tokens `first` to `end` (half-open) are a date."""

    first: int
    end: int
    answer: Answer
    rule: str


class Reader:
    """Reads dates out of the tokens of one stretch of an article."""

    def __init__(self, scene: Scene, tokens: Tokens) -> None:
        self.scene = scene
        self.tokens = tokens
        self.kinds = tokens.kinds
        self._forms = by_letter(False)
        self._operators = by_letter(True)

    # --- reading -----------------------------------------------------------------------------------------------------

    def read(self, first: int, depth: int = 0) -> Reading | None:
        """The longest reading of the expression that begins at token `first`; None when there is none."""
        kinds = self.kinds
        at = first + 1 if kinds[first] == "g" else first
        if at >= len(kinds):
            return None
        letter = kinds[at]
        operators = self._operators.get(letter)
        if operators is not None and depth < DEEPEST:
            match = operators.match(kinds, at)
            if match is not None and match.end() < len(kinds):
                inner = self.read(match.end(), depth + 1)
                if inner is not None and inner.answer is NO_DATE:
                    return inner
                if inner is not None:
                    name = str(match.lastgroup)
                    found = patterns()[name].match(kinds, at)
                    answer = getattr(self, f"read_{name}")(found, inner) if found else None
                    if answer is not None:
                        return Reading(first, inner.end, answer, name)
        forms = self._forms.get(letter)
        match = forms.match(kinds, at) if forms is not None else None
        if match is None:
            return None
        names = list(forms.groupindex) if forms else []
        # The first form in the table order; when the calendar refuses it, the others.
        for name in names[names.index(str(match.lastgroup)) :]:
            found = patterns()[name].match(kinds, at)
            if found is None:
                continue
            answer = getattr(self, f"read_{name}")(found, depth)
            if answer is not None:
                return Reading(first if name in WITH_ARTICLE else at, found.end(), answer, name)
        return None

    def join(self, left: Reading) -> Reading | None:
        """The range that begins with `left` ("June 3 to July 2"), when one does."""
        match = JOIN.match(self.kinds, left.end)
        if match is None or match.end() >= len(self.kinds):
            return None
        before = left.first - 1
        between = before >= 0 and self.kinds[before] == "f" and self.word(before) == "between"
        if match["and"] and not between:
            return None
        dashed = self.kinds[match.end() - 1] == "-"
        right = self.read(match.end(), 1)
        if (
            right is None
            or NO_DATE in (left.answer, right.answer)
            or right.rule in {"the_unit", "neighbour"}
            or left.rule in {"the_unit", "neighbour"}
        ):
            return None
        a, b = left.answer, right.answer
        same = a.stretch.grain == b.stretch.grain
        if dashed and (not same or left.rule == "weekday") and not between:
            return None
        if (
            not same
            and not between
            and not (before >= 0 and self.kinds[before] == "f")
            and right.rule not in {"today", "now"}
        ):
            return None
        start, end = a.stretch, b.stretch
        if start.start > end.start:
            if b.loose == "week" and a.anchor and (a.loose is None or start.start > a.anchor):
                end = cal.day_of(cal.shift(end.start, 7 * (-(-(start.start - end.start).days // 7)), "day"))
            elif a.loose == "week" and b.anchor:
                days = (start.start - end.start).days
                start = cal.day_of(cal.shift(start.start, -7 * (-(-days // 7)), "day"))
            elif b.loose == "year":
                end = Stretch(cal.shift(end.start, 1, "year"), cal.shift(end.end, 1, "year"), end.grain)
            elif a.loose == "year":
                start = Stretch(cal.shift(start.start, -1, "year"), cal.shift(start.end, -1, "year"), start.grain)
        if start.start > end.end or start.start >= end.start:
            return None
        answer = Answer(Stretch(start.start, end.end, "range"), min(a.confidence, b.confidence), a.anchor or b.anchor)
        return Reading(left.first, right.end, answer, f"{left.rule}_to_{right.rule}")

    # --- tokens ------------------------------------------------------------------------------------------------------

    def word(self, index: int) -> str:
        """The token in lower case; empty outside the stretch."""
        if not 0 <= index < len(self.kinds):
            return ""
        return self.scene.low[self.tokens.starts[index] : self.tokens.ends[index]]

    def value(self, span: tuple[int, int] | None) -> int | str | None:
        """The value of the one token of a group; None when the group is empty."""
        if span is None:
            return None
        value = self.tokens.values[span[0]]
        return value if isinstance(value, int | str) else None

    def number(self, span: tuple[int, int] | None) -> int | None:
        """The number that the tokens say: a couple of → 2, twenty-two → 22, nineteen ninety-six → 1996."""
        if span is None:
            return None
        values = [(self.kinds[i], self.tokens.values[i]) for i in range(*span)]
        words = [value for kind, value in values if kind in "quR" and isinstance(value, int)]
        digits = [value for kind, value in values if kind in "DNjYyo" and isinstance(value, int)]
        if digits:
            return digits[0]
        if not words:
            return 1 if values and values[0][0] == "a" else None
        return _say(words)

    def year(self, span: tuple[int, int] | None) -> int | None:
        """The year of a group: 2016, '16, nineteen ninety-six."""
        if span is None:
            return None
        number = self.number(span)
        if number is None:
            return None
        if self.kinds[span[0]] in "yj" or number < 100:
            return self.full_year(number)
        return number if 1000 <= number <= 2199 else None

    def full_year(self, two_digits: int) -> int:
        """The year that two digits mean: at most twenty years ahead of the article."""
        base = (self.scene.published or dt.date(2016, 1, 1)).year
        year = base - base % 100 + two_digits
        return year - 100 if year > base + 20 else year

    def shared_year(self, end: int) -> int | None:
        """The year of a date behind this one that speaks for both."""
        match = SHARED_YEAR.match(self.kinds, end)
        return self.year(match.span("year")) if match else None

    def tense(self, first: int, end: int) -> Tense:
        """The tense around these tokens; a list of dates keeps the one it began with."""
        scene = self.scene
        start, stop = self.tokens.starts[first], self.tokens.ends[end - 1]
        sentence = scene.sentence(start)
        tense = find_tense(scene.low, start, stop, sentence)
        if not tense.side and scene.tense_at >= sentence[0] and not scene.unpunctuated:
            tense = scene.tense
        if tense.side:
            scene.tense, scene.tense_at = tense, start
        return tense

    def pick(self, build: Callable[[int], Stretch | None], first: int, end: int, reach: int = 1) -> Answer | None:
        """The year that a date without one means."""
        shared = self.shared_year(end)
        if shared is not None:
            stretch = build(shared)
            return Answer(stretch, 0.93, None, "year") if stretch else None
        anchor = self.scene.published
        if anchor is None:
            return None
        stretch = choose(
            (build(anchor.year + step) for step in range(-reach, reach + 1)), anchor, self.tense(first, end)
        )
        return Answer(stretch, 0.9, anchor, "year") if stretch else None

    # --- days --------------------------------------------------------------------------------------------------------

    def read_month_day(self, m: re.Match[str], depth: int) -> Answer | None:
        month, day = self._month(m, "month"), self.number(_span(m, "day"))
        if month is None or day is None or not self._is_day(m):
            return None
        if cal.make_day(2000, month, day) is None:
            return NO_DATE
        return self._dated(m, lambda year: cal.make_day(year, month, day))

    read_day_month = read_month_day

    def _dated(self, m: re.Match[str], build: Callable[[int], Stretch | None]) -> Answer | None:
        """A day or days with the year of the match, or the one that is meant; a weekday that is said must agree."""
        year = self.year(_span(m, "year", "short", "short2"))
        if year is not None:
            stretch = build(year)
            return Answer(stretch, 0.98) if stretch else NO_DATE
        if _span(m, "year", "short", "short2") is not None:
            return None
        weekday = self.value(_span(m, "weekday", "behind"))
        if isinstance(weekday, int):
            agreeing = self.pick(lambda y: _if_weekday(build(y), weekday), m.start(), m.end(), reach=3)
            if agreeing is not None:
                return agreeing
        return self.pick(build, m.start(), m.end())

    def _is_day(self, m: re.Match[str]) -> bool:
        """Is the number really a day of the month, not a count of people behind a bare month?"""
        first, last = _span(m, "day") or (0, 0)
        month_at = (_span(m, "month") or (0, 0))[0]
        if first == m.start() > 0 and self.kinds[first - 1] == "$":
            return False
        kinds, after = self.kinds[first:last], self.kinds[last : last + 1]
        doubtful = self.kinds[month_at] in "md"
        if kinds[0] in "oD":
            if (
                first > month_at
                and kinds[0] == "D"
                and m.start() > 0
                and self.kinds[m.start() - 1] == "i"
                and after == "x"
            ):
                # "in June 12 people": a day after "in" is no English.
                return self.word(last) not in load_words("counted") and not self.word(last).endswith("s")
            return True
        # "In June two candidates", "may first": a number word is a day only where nothing follows that it could count.
        if doubtful and first > month_at and self.word(month_at) == "may":
            return False
        if first < month_at:
            return kinds[-1] == "R" or m.end() > (_span(m, "month") or (0, 0))[1]
        return (
            _span(m, "year") is not None
            or after in ("", ",", ".", ")", "|")
            or (kinds[-1] == "R" and after not in ("x", "U"))
        )

    def read_days_of_month(self, m: re.Match[str], depth: int) -> Answer | None:
        month, first, last = self._month(m, "month"), self.number(_span(m, "first")), self.number(_span(m, "last"))
        if month is None or first is None or last is None or first >= last:
            return None
        if "&" in self.kinds[m.start("first") : m.end("last")] and not (
            m.start() > 0 and self.word(m.start() - 1) == "between"
        ):
            return None

        if cal.make_day(2000, month, last) is None:
            return NO_DATE

        def build(year: int) -> Stretch | None:
            start, end = cal.make_day(year, month, first), cal.make_day(year, month, last)
            return Stretch(start.start, end.end, "range") if start and end else None

        return self._dated(m, build)

    read_month_of_days = read_days_of_month

    def read_year_inside(self, m: re.Match[str], depth: int) -> Answer | None:
        year, month = self.year(_span(m, "year", "year2", "year3")), self._month(m, "month", "month2", "month3")
        day = self.number(_span(m, "day", "day2", "day3"))
        if year is None or month is None or day is None:
            return None
        stretch = cal.make_day(year, month, day)
        return Answer(stretch, 0.95) if stretch else None

    def read_numeric(self, m: re.Match[str], depth: int) -> Answer | None:
        numbers = self.tokens.values[m.start("full")]
        if not isinstance(numbers, tuple) or len(numbers) != 3:
            return None
        a, b, c = numbers
        if a > 999:
            stretch = cal.make_day(a, b, c) or cal.make_day(a, c, b)
            return Answer(stretch, 0.98) if stretch else None
        year = c if c > 99 else self.full_year(c)
        month_first = self.scene.country in MONTH_FIRST
        readings = [cal.make_day(year, a, b), cal.make_day(year, b, a)]
        weekday = self.value(_span(m, "weekday"))
        if isinstance(weekday, int):
            fitting = [reading for reading in readings if _if_weekday(reading, weekday)]
            readings = fitting or readings
        possible = [reading for reading in (readings if month_first else readings[::-1]) if reading]
        return Answer(possible[0], 0.85 if len(possible) > 1 and a != b else 0.95) if possible else None

    def read_slashed(self, m: re.Match[str], depth: int) -> Answer | None:
        """3/4 is a date only where the words around say so: "on 3/4", "Friday 3/4", or nothing else in the line."""
        numbers = self.tokens.values[m.start("part")]
        if not isinstance(numbers, tuple) or len(numbers) != 2 or not (depth or self._calls_for_date(m)):
            return None
        a, b = numbers
        weekday = self.value(_span(m, "weekday"))
        month_first = self.scene.country in MONTH_FIRST

        def build(year: int) -> Stretch | None:
            usual, other = cal.make_day(year, a, b), cal.make_day(year, b, a)
            if not month_first:
                usual, other = other, usual
            if isinstance(weekday, int) and other and not _if_weekday(usual, weekday) and _if_weekday(other, weekday):
                return other
            return usual or other

        answer = self.pick(build, m.start(), m.end(), reach=4 if (a, b) in {(2, 29), (29, 2)} else 1)
        return answer._replace(confidence=0.75) if answer else None

    def _calls_for_date(self, m: re.Match[str]) -> bool:
        if m.start() < m.start("part"):
            return True
        before, after = self.kinds[m.start() - 1 : m.start()], self.kinds[m.end() : m.end() + 1]
        if before in ("", "|"):
            return (
                after in ("", "|", "-", "r")
                and self._line(m).strip()
                == self.scene.low[self.tokens.starts[m.start()] : self.tokens.ends[m.end() - 1]].strip()
            )
        return (
            (before == "p" and self.word(m.start() - 1) in {"on", "by", "since"})
            or before in ("f", "W", "(")
            or (before == "r" and self.word(m.start() - 1) != "to")
        )

    def _line(self, m: re.Match[str]) -> str:
        low, at = self.scene.low, self.tokens.starts[m.start()]
        end = low.find("\n", at)
        return low[low.rfind("\n", 0, at) + 1 : end if end >= 0 else len(low)]

    def read_weekday(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, weekday = self.scene.published, self.value(_span(m, "weekday"))
        if anchor is None or not isinstance(weekday, int):
            return None
        day = self.number(_span(m, "day"))
        if day is not None:
            # "Thursday the 14th": the nearest month in which they meet.
            months = [divmod(anchor.year * 12 + anchor.month - 1 + step, 12) for step in range(-8, 9)]
            fitting = [_if_weekday(cal.make_day(year, month + 1, day), weekday) for year, month in months]
            stretch = choose(fitting, anchor, self.tense(m.start(), m.end()))
            return Answer(stretch, 0.8, anchor) if stretch else None
        if self.kinds[m.start()] == "w" and not (depth or self._stands_as_weekday(m)):
            return None
        if not depth and m.start() > 0 and self.kinds[m.start() - 1] == "v":
            return None
        tense = self.tense(m.start(), m.end())
        back, ahead = (anchor.weekday() - weekday) % 7, (weekday - anchor.weekday()) % 7
        if tense.side > 0:
            return Answer(cal.day_of(cal.shift(anchor, ahead, "day")), 0.85, anchor, "week")
        if ahead == 1 and self._after_midnight(m):
            return Answer(cal.day_of(cal.shift(anchor, 1, "day")), 0.7, anchor, "week")
        return Answer(cal.day_of(cal.shift(anchor, -back, "day")), 0.92 if tense.side else 0.88, anchor, "week")

    def _after_midnight(self, m: re.Match[str]) -> bool:
        """ "Just after midnight on Wednesday": an article of Tuesday night, not of a week ago."""
        at = self.tokens.starts[m.start()]
        return bool(
            re.search(
                r"\b(?:midnight|overnight|early|predawn|wee hours)\b[^.;]*$", self.scene.low[max(0, at - 30) : at]
            )
        )

    def _stands_as_weekday(self, m: re.Match[str]) -> bool:
        """A short weekday is one with its capital and stop ("Fri."); "sat", "sun" and "wed" are words."""
        start, end = self.tokens.starts[m.start()], self.tokens.ends[m.end() - 1]
        short = self.scene.low[start:end]
        if self._line(m).strip() == short:
            return True
        before = self.word(m.start() - 1)
        return (
            short.rstrip(".") in {"mon", "tue", "thu", "fri"}
            and self.scene.text[start].isupper()
            and before in {"on", "by", "until", "since"}
        )

    def read_which_weekday(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, weekday, which = self.scene.published, self.value(_span(m, "weekday")), self._which(m)
        if anchor is None or not isinstance(weekday, int) or which is None:
            return None
        if self._is_nearest(m):
            back, ahead = (anchor.weekday() - weekday) % 7, (weekday - anchor.weekday()) % 7
            return Answer(
                cal.day_of(cal.shift(anchor, -(back or 7) if which < 0 else (ahead or 7), "day")), 0.9, anchor
            )
        monday = cal.week_of(anchor).start
        return Answer(cal.day_of(cal.shift(monday, weekday + 7 * which, "day")), 0.85, anchor)

    def _is_nearest(self, m: re.Match[str]) -> bool:
        """ "This past Wednesday", "this coming Friday": the nearest one, whatever the week."""
        return len(m["which"]) == 2 or self.word(m.start("which")) in {"past", "coming", "upcoming"}

    def read_weekday_of_week(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, weekday, which = self.scene.published, self.value(_span(m, "weekday", "weekday2")), self._which(m)
        if (
            anchor is None
            or not isinstance(weekday, int)
            or which is None
            or self.value(_span(m, "unit", "unit2")) != "week"
        ):
            return None
        return Answer(cal.day_of(cal.shift(cal.week_of(anchor).start, weekday + 7 * which, "day")), 0.9, anchor)

    def read_today(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, step = self.scene.published, self.value(_span(m, "today"))
        if anchor is None or not isinstance(step, int):
            return None
        spoken = self._day_of_speech(m)
        return Answer(cal.day_of(cal.shift(spoken or anchor, step, "day")), 0.85 if spoken else 0.92, spoken or anchor)

    def read_now(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor = self.scene.published
        return Answer(cal.day_of(anchor), 0.8, anchor) if anchor and depth else None

    def _day_of_speech(self, m: re.Match[str]) -> dt.date | None:
        """ "We win today," she told reporters on Tuesday: the day it was said, where the text names it right behind."""
        scene = self.scene
        at = self.tokens.ends[m.end() - 1]
        if scene.published is None or not (
            scene.unpunctuated or any(start <= at <= end for start, end in scene.quoted)
        ):
            return None
        said = _SAID_ON.search(scene.low, at, at + 160)
        if said is None:
            return None
        weekday = _WEEKDAYS.index(said["weekday"])
        return cal.shift(scene.published, -((scene.published.weekday() - weekday) % 7), "day")

    # --- months, seasons, quarters -----------------------------------------------------------------------------------

    def _month(self, m: re.Match[str], *groups: str) -> int | None:
        value = self.value(_span(m, *groups))
        return value if isinstance(value, int) else None

    def read_month_year(self, m: re.Match[str], depth: int) -> Answer | None:
        pair = _span(m, "pair")
        if pair:
            numbers = self.tokens.values[pair[0]]
            stretch = cal.month_of(*numbers) if isinstance(numbers, tuple) and 1 <= numbers[1] <= 12 else None
            return Answer(stretch, 0.9) if stretch else None
        month, year = self._month(m, "month", "month2", "month3"), self.year(_span(m, "year", "short", "year2"))
        if month is None or year is None:
            return None
        if self.kinds[(_span(m, "month", "month2", "month3") or (0, 0))[0]] == "d":
            return None
        stretch = cal.month_of(year, month)
        return Answer(stretch, 0.97) if stretch else None

    def _month_alone(self, m: re.Match[str]) -> bool:
        """May a month stand here without day and year? "In May" and "a May poll" are dates, "May said" is a person."""
        index = m.start("month")
        kind, before = self.kinds[index], self.kinds[index - 1] if index else ""
        if before == "v":
            return False
        if kind == "d":
            return False
        if kind == "m":
            return before in ("i", "E") or (
                before == "p" and self.word(index - 1) in {"since", "by", "during", "until"}
            )
        text = self.scene.text
        end = self.tokens.ends[index]
        follow = text[end : end + 2]
        capital = len(follow) == 2 and follow[0] == " " and follow[1].isupper() and not self.scene.caseless
        called = before in tuple("ifrpaLEgh&-'(,be")
        if _TO_MONTH.match(self.kinds, index + 1):
            return True
        if kind == "c":
            return before in tuple("ifrpaLEgh&-'e") and not (before == "g" and self.word(index + 1) in {"on", "for"})
        # "June Carter", "Jan Brewer": a first name.
        return called or not capital or self.word(index) not in _FIRST_NAMES

    def read_month(self, m: re.Match[str], depth: int) -> Answer | None:
        month = self._month(m, "month")
        if month is None or not (depth or self._month_alone(m)) or (depth and self.kinds[m.start("month")] == "d"):
            return None
        return self.pick(lambda year: cal.month_of(year, month), m.start(), m.end())

    def read_which_month(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, month, which = self.scene.published, self._month(m, "month", "month2"), self._which(m)
        if anchor is None or month is None or which is None:
            return None
        if self.kinds[(_span(m, "month", "month2") or (0, 0))[0]] in "md" and self.word(m.start()) == "this":
            return None
        day = self.number(_span(m, "day", "day2"))
        years = [anchor.year + step for step in (-1, 0, 1)]
        stretches = [cal.make_day(year, month, day) if day else cal.month_of(year, month) for year in years]
        return self._beside(stretches, which, anchor)

    def _beside(self, stretches: Iterable[Stretch | None], which: int, anchor: dt.date) -> Answer | None:
        """Of recurring stretches the last one before the anchor, the next one after it, or the one of its year."""
        known = [stretch for stretch in stretches if stretch]
        if which < 0:
            known = [stretch for stretch in known if stretch.end < anchor][-1:]
        elif which > 0:
            known = [stretch for stretch in known if stretch.start > anchor][:1]
        else:
            known = [stretch for stretch in known if stretch.start.year == anchor.year][:1]
        return Answer(known[0], 0.92, anchor) if known else None

    def read_which_season(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, season, which = self.scene.published, self.value(_span(m, "season")), self._which(m)
        if anchor is None or not isinstance(season, int) or which is None:
            return None
        seasons = [cal.season_of(anchor.year + step, season) for step in (-2, -1, 0, 1)]
        if which == 0:
            current = [stretch for stretch in seasons if stretch and stretch.start <= anchor <= stretch.end]
            if current:
                return Answer(current[0], 0.92, anchor)
        return self._beside(seasons, which, anchor)

    def read_season_year(self, m: re.Match[str], depth: int) -> Answer | None:
        season, year = self.value(_span(m, "season")), _span(m, "year")
        if not isinstance(season, int) or year is None:
            return None
        pair = self.tokens.values[year[0]]
        number = pair[0] if isinstance(pair, tuple) else self.year(year)
        stretch = cal.season_of(number, season) if number else None
        return Answer(stretch, 0.95) if stretch else None

    def read_season(self, m: re.Match[str], depth: int) -> Answer | None:
        season = self.value(_span(m, "season"))
        if not isinstance(season, int) or not (depth or self._season_alone(m)):
            return None
        return self.pick(lambda year: cal.season_of(year, season), m.start(), m.end())

    def _season_alone(self, m: re.Match[str]) -> bool:
        """Spring and fall are verbs too, and any season names games and places ("Summer Olympics", "Silver Spring")."""
        before, after = self.kinds[m.start() - 1 : m.start()], self.kinds[m.end() : m.end() + 1]
        start, end = self.tokens.starts[m.start()], self.tokens.ends[m.end() - 1]
        text = self.scene.text
        if (
            text[start].isupper()
            and not self.scene.caseless
            and before not in ("", "|", ".")
            and text[end : end + 2].strip()[:1].isupper()
        ):
            return False
        if text[start].isupper() and not self.scene.caseless and before == "x":
            return False
        if before == "v":
            return False
        word = self.word(m.start())
        if word == "fall":
            return (
                before in ("g", "i") or (before == "a" and after == "x" and self.word(m.end()) in _AT_ELECTIONS)
            ) and self.word(m.end()) != "of"
        if word == "spring":
            return (
                before in ("g", "i", "p")
                or self.word(m.end()) in _AT_ELECTIONS
                or self.word(m.end() + 1) in _AT_ELECTIONS
            )
        return True

    def read_quarter_code(self, m: re.Match[str], depth: int) -> Answer | None:
        code = self.tokens.values[(_span(m, "code", "code2") or (0, 0))[0]]
        if not isinstance(code, tuple):
            return None
        short, half, number = code
        year = self.year(_span(m, "year", "year2")) or (self.full_year(short) if short >= 0 else None)
        return self._part_of_year("half" if half else "quarter", number, year, m)

    def _part_of_year(self, unit: str, number: int, year: int | None, m: re.Match[str]) -> Answer | None:
        if not 1 <= number <= (2 if unit == "half" else 4):
            return None
        build = cal.half_of if unit == "half" else cal.quarter_of
        if year is None:
            return self.pick(lambda y: build(y, number), m.start(), m.end())
        stretch = build(year, number)
        return Answer(stretch, 0.95) if stretch else None

    def read_ranked_unit(self, m: re.Match[str], depth: int) -> Answer | None:
        rank, unit = self.number(_span(m, "rank")), self.value(_span(m, "unit"))
        if rank is None:
            return None
        if unit == "century" and 1 <= rank <= 30:
            stretch = cal.century_of(rank)
            return Answer(stretch, 0.95) if stretch else None
        if unit == "quarter":
            return self._part_of_year("quarter", rank, self.year(_span(m, "year")), m)
        return None

    def read_fiscal_year(self, m: re.Match[str], depth: int) -> Answer | None:
        span = _span(m, "year", "code") or (0, 0)
        value = self.tokens.values[span[0]]
        if isinstance(value, tuple):
            year: int | None = value[1]
        else:
            year = (
                self.full_year(value)
                if isinstance(value, int) and value < 100
                else self.year(span) or (value if isinstance(value, int) else None)
            )
        if year is None or not 1900 <= year <= 2199:
            return None
        start = FISCAL_START.get(self.scene.country or "US", 1)
        stretch = cal.months_of(year - 1 if start > 1 else year, start, 12, "year")
        return Answer(stretch, 0.85) if stretch else None

    # --- units -------------------------------------------------------------------------------------------------------

    def _which(self, m: re.Match[str]) -> int | None:
        """-1, 0 or 1 of "last", "this", "next"; of two words ("this past") the second decides."""
        span = _span(m, "which", "which2")
        value = self.tokens.values[span[1] - 1] if span else None
        return value if isinstance(value, int) else None

    def read_unit(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, unit, which = self.scene.published, self.value(_span(m, "unit")), self._which(m)
        if anchor is None or not isinstance(unit, str) or which is None or unit == "half":
            return None
        word = self.word(m.end("which") - 1)
        if unit == "day":
            # "this day" and "the last day" are no dates; "the next day" is the one after the day just read.
            known = word in {"next", "following", "previous", "preceding"} and self._remembered(m)
            return self._beside_last("day", which) if known else None
        if unit == "cycle" and which:
            return None
        if m["kind"] == "F":
            start = FISCAL_START.get(self.scene.country or "US", 1)
            year = anchor.year + (1 if start > 1 and anchor.month >= start else 0) + which
            stretch = cal.months_of(year - 1 if start > 1 else year, start, 12, "year")
            return Answer(stretch, 0.85, anchor) if stretch else None
        if unit == "weekend":
            return Answer(self._weekend(anchor, which, m), 0.88, anchor)
        if word in {"previous", "preceding", "following"} and unit in {"week", "month", "year"} and self._remembered(m):
            beside = self._beside_last(unit, which)
            if beside:
                return beside
        if unit == "decade" and word == "past":
            return Answer(Stretch(cal.shift(anchor, -10, "year"), anchor, "range"), 0.8, anchor)
        stretch = cal.unit_of(cal.shift(anchor, which, unit), unit)
        return Answer(stretch, 0.93, anchor) if stretch else None

    def _weekend(self, anchor: dt.date, which: int, m: re.Match[str]) -> Stretch:
        if which == 0 and anchor.weekday() < 4 and self.tense(m.start(), m.end()).side < 0:
            which = -1
        return cal.weekend_of(cal.shift(anchor, 7 * which, "day"))

    def _remembered(self, m: re.Match[str]) -> bool:
        """Was a date other than a bare year read shortly before?"""
        scene = self.scene
        return (
            scene.last is not None
            and self.tokens.starts[m.start()] - scene.last_end < MEMORY_CHARACTERS
            and scene.last.grain in {"day", "week", "month"}
        )

    def _beside_last(self, unit: str, which: int) -> Answer | None:
        """The unit before or after the date read last, or else the article's day."""
        base = self.scene.last.start if self.scene.last and self.scene.last.grain == "day" else self.scene.published
        if base is None:
            return None
        stretch = cal.unit_of(cal.shift(base, which, unit), unit)
        return Answer(stretch, 0.7, base) if stretch else None

    def read_units(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, unit, which = self.scene.published, self.value(_span(m, "unit", "unit2")), self._which(m)
        count = self.number(_span(m, "count", "count2"))
        if (
            anchor is None
            or not isinstance(unit, str)
            or not which
            or not count
            or count > 999
            or unit in {"half", "cycle"}
        ):
            return None
        if m["count2"] and not self.word(m.end() - 1).endswith("s"):
            # "We are only 3 next week."
            return None
        if unit == "quarter":
            first = cal.unit_of(cal.shift(anchor, 1 if which > 0 else -count, unit), unit)
            last = cal.unit_of(cal.shift(anchor, count if which > 0 else -1, unit), unit)
            return Answer(Stretch(first.start, last.end, "range"), 0.85, anchor) if first and last else None
        other = cal.shift(anchor, which * count, unit)
        if which > 0:
            return Answer(Stretch(cal.shift(anchor, 1, "day"), other, "range"), 0.8, anchor)
        return Answer(Stretch(other, anchor, "range"), 0.8, anchor)

    def read_the_unit(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, unit = self.scene.published, self.value(_span(m, "unit"))
        if anchor is None or not isinstance(unit, str):
            return None
        if unit == "weekend" and (depth or self.word(m.start() - 1) == "the"):
            return Answer(self._weekend(anchor, 0, m), 0.8, anchor)
        if not depth or unit in {"half", "cycle"}:
            return None
        stretch = cal.unit_of(anchor, unit)
        return Answer(stretch, 0.85, anchor) if stretch else None

    def read_same(self, m: re.Match[str], depth: int) -> Answer | None:
        """ "That day", "the same year": as said shortly before; left out when nothing was."""
        unit, last = self.value(_span(m, "unit")), self.scene.last
        fine = {
            "day": {"day"},
            "week": {"day", "week"},
            "month": {"day", "month"},
            "year": {"day", "month", "season", "year"},
        }
        if (
            not isinstance(unit, str)
            or last is None
            or last.grain not in fine.get(unit, ())
            or not self._remembered_at(m)
        ):
            return None
        stretch = cal.unit_of(last.start, unit)
        return Answer(stretch, 0.7, last.start) if stretch else None

    def _remembered_at(self, m: re.Match[str]) -> bool:
        return self.tokens.starts[m.start()] - self.scene.last_end < MEMORY_CHARACTERS

    def read_ago(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor = self.scene.published
        if anchor is None:
            return None
        side = -1 if m["ago"] == "A" and self.value(_span(m, "ago")) == -1 else 1
        if m["ago"] == "fT":
            step = self.tokens.values[m.end() - 1]
            anchor = cal.shift(anchor, step if isinstance(step, int) else 0, "day")
        return self._moved(m, anchor, side, 0.9)

    def read_later(self, m: re.Match[str], depth: int) -> Answer | None:
        side = self.value(_span(m, "later"))
        base = self.scene.last.start if self.scene.last and self._remembered_at(m) else self.scene.published
        if base is None or not isinstance(side, int):
            return None
        return self._moved(m, base, side, 0.65)

    def _moved(self, m: re.Match[str], base: dt.date, side: int, confidence: float) -> Answer | None:
        """The stretch so many units away; as fine as its smallest unit: years ago is a year, weeks ago a day."""
        unit: int | str | None = None
        day = base
        for index in ("", "2", "3"):
            if not m.groupdict().get(f"unit{index}"):
                continue
            unit, count = self.value(_span(m, f"unit{index}")), self.number(_span(m, f"count{index}"))
            if (
                not isinstance(unit, str)
                or count is None
                or count > 3000
                or unit in {"weekend", "half", "cycle", "quarter"}
            ):
                return None
            day = cal.shift(day, side * count, unit)
            if self.kinds[m.start(f"count{index}")] == "u" or "u" in m[f"count{index}"]:
                confidence = min(confidence, 0.6)
        stretch = cal.unit_of(day, str(unit)) if unit in {"month", "year", "decade", "century"} else cal.day_of(day)
        return Answer(stretch, confidence, base) if stretch else None

    def read_neighbour(self, m: re.Match[str], depth: int) -> Answer | None:
        """ "The year before" behind a date; before a clause ("the day after the vote") it names an event, not a date."""
        side, unit = self.tokens.values[m.end() - 1], self.value(_span(m, "unit"))
        after = self.kinds[m.end() : m.end() + 1]
        if (
            depth
            or m.start() == 0
            or self.kinds[m.start() - 1] != "g"
            or after not in ("", ",", ".", ")", "|")
            or not isinstance(side, int)
            or not isinstance(unit, str)
        ):
            return None
        return self._beside_last(unit, side) if unit in {"day", "week", "month", "year"} else None

    def read_unit_end(self, m: re.Match[str], depth: int) -> Answer | None:
        anchor, unit = self.scene.published, self.value(_span(m, "unit"))
        edge = self.value(_span(m, "edge"))
        if anchor is None or edge != "late" or unit not in {"year", "month", "week", "quarter"}:
            return None
        stretch = cal.unit_of(anchor, str(unit))
        return Answer(cal.day_of(stretch.end), 0.85, anchor) if stretch else None

    # --- years and longer --------------------------------------------------------------------------------------------

    def read_years(self, m: re.Match[str], depth: int) -> Answer | None:
        pair = _span(m, "pair")
        if pair:
            numbers = self.tokens.values[pair[0]]
            if not isinstance(numbers, tuple):
                return None
            first, last = numbers
        else:
            start, end = self.number(_span(m, "first")), self.number(_span(m, "last"))
            if start is None or end is None or not self._is_year(m.start("first"), start, m.end()):
                return None
            digits = self.word(m.start("last"))
            if "/" in self.kinds[m.start() : m.end()] and (start + 1) % 100 != end:
                return None
            first, last = start, end if end > 999 else start - start % 100 + end if len(digits) == 2 else 0
        if not first < last <= first + 150:
            return None
        a, b = cal.year_of(first), cal.year_of(last)
        return Answer(Stretch(a.start, b.end, "range"), 0.9) if a and b else None

    def read_year(self, m: re.Match[str], depth: int) -> Answer | None:
        year = self.year(_span(m, "year"))
        if year is None or not self._is_year(m.start("year"), year, m.end(), depth):
            return None
        stretch = cal.year_of(year)
        return Answer(stretch, 0.95 if year in PLAIN_YEARS else 0.8) if stretch else None

    def _is_year(self, at: int, year: int, end: int, depth: int = 0) -> bool:
        """Four digits are a year unless they count something, price something or number something."""
        before, after = self.kinds[at - 1] if at else "", self.kinds[end : end + 1]
        if before in tuple("$%/:#") or after in ("%", "/", ":", "$"):
            return False
        word, follow = self.word(at - 1), self.word(end)
        if word in load_words("numbered") or (before == "." and self.word(at - 2) in load_words("numbered")):
            return False
        if (after == "-" and self.kinds[end + 1 : end + 2] in ("j", "N", "Y")) or (
            before == "-" and self.kinds[at - 2 : at - 1] in ("j", "N", "Y", "D")
        ):
            # Part of a telephone number or a sum, or a range that was refused.
            return False
        if (
            before == "-"
            and self.kinds[at - 2 : at - 1] not in ("Y", "M")
            and self.tokens.ends[at - 1] == self.tokens.starts[at]
            and self.tokens.starts[at - 1] == self.tokens.ends[at - 2]
        ):
            return year in PLAIN_YEARS and self.kinds[at - 2] == "x"
        called = before in ("i", "f", "r", "b", "E", "B", "M") or word in {
            "since",
            "by",
            "during",
            "until",
            "throughout",
            "circa",
        }
        if self.kinds[at] == "q":
            return (before == "i" or depth > 0) and 1500 <= year <= 2100
        if self.kinds[at] == "y":
            return called or before in ("&", "-", "g") or depth > 0
        if after == "-" and self.kinds[end + 1 : end + 2] in ("x", "U"):
            return year in PLAIN_YEARS and self.word(end + 1) not in load_words("counted")
        if follow in load_words("counted") or after == "U" or after in ("q", "N") and self.kinds[end] != "D":
            return False
        if year in PLAIN_YEARS and (year % 50 or called or depth):
            return True
        if year in PLAIN_YEARS:
            # A round number is a year only where a year may stand: "the 2000 election", not "some 2000".
            return before in tuple("ghe&-'L,(a") and not (
                follow.endswith("s") and self.scene.text[self.tokens.starts[end]].islower()
            )
        return called and after != "x"

    def read_decade(self, m: re.Match[str], depth: int) -> Answer | None:
        value = self.value(_span(m, "decade"))
        if not isinstance(value, int):
            return None
        if value < 100:
            text = self.word(m.start())
            before = self.kinds[m.start() - 1 : m.start()]
            # "in her 50s" is an age, "in the 80s" may be the weather: only with an article, a part of it or an apostrophe.
            if not (before in ("g", "E", "-", "&", "B", "i") or text[0] in "'‘’" or depth) or (
                before == "i" and text[0].isdigit()
            ):
                return None
            value += 1900 if value >= 20 else 2000
        stretch = cal.decade_of(value)
        if stretch and value % 100 == 0 and value >= 2000:
            return Answer(stretch, 0.85)
        return Answer(stretch, 0.93) if stretch else None

    # --- named days --------------------------------------------------------------------------------------------------

    def read_named(self, m: re.Match[str], depth: int) -> Answer | None:
        index = m.start("named")
        name = str(self.tokens.values[index])
        country = self.scene.country
        if happened_once(name, country):
            stretch = named_day(name, 1, country)
            return Answer(stretch, 0.8) if stretch else named_once(name, country)
        year = self.year(_span(m, "year"))
        if year is not None:
            stretch = named_day(name, year, country)
            return Answer(stretch, 0.95) if stretch else None
        anchor = self.scene.published
        if anchor is None or not (depth or m["which"] or m["which2"] or self._named_alone(index, name)):
            return None
        which = self._which(m)
        if m["which2"]:
            unit = self.value(_span(m, "unit"))
            stretch = named_day(name, anchor.year + (which or 0), country) if unit == "year" else None
            return Answer(stretch, 0.92, anchor) if stretch else None
        days = [named_day(name, anchor.year + step, country) for step in range(-4, 5)]
        if which is not None:
            if which == 0:
                return self._beside(days, 0, anchor) or self._beside(days, 1, anchor)
            return self._beside(days, which, anchor)
        stretch = choose(days, anchor, self.tense(m.start(), m.end()), OTHER_HOLIDAY_DAYS)
        return Answer(stretch, 0.8, anchor, "year") if stretch else None

    def read_named_weekend(self, m: re.Match[str], depth: int) -> Answer | None:
        """ "Labor Day weekend": Saturday to Monday; Thanksgiving weekend: Thursday to Sunday."""
        day = self._named_near(m.start("named"), m.start(), m.end())
        if day is None or self.value(_span(m, "unit")) != "weekend":
            return None
        date = day.stretch.start
        first = cal.shift(
            date, -2 if date.weekday() == 0 else min(5 - date.weekday(), 0) if date.weekday() > 4 else 0, "day"
        )
        last = date if date.weekday() == 0 else cal.week_of(date).end
        return (
            day._replace(stretch=Stretch(first, last, "range"))
            if date.weekday() in {0, 3, 4, 5, 6}
            else day._replace(stretch=cal.weekend_of(date))
        )

    def _named_near(self, index: int, first: int, end: int) -> Answer | None:
        """The named day at a token, in the year that is meant."""
        anchor = self.scene.published
        if anchor is None:
            return None
        days = [
            named_day(str(self.tokens.values[index]), anchor.year + step, self.scene.country) for step in range(-4, 5)
        ]
        stretch = choose(days, anchor, self.tense(first, end), OTHER_HOLIDAY_DAYS)
        return Answer(stretch, 0.8, anchor, "year") if stretch else None

    def read_moved(self, m: re.Match[str], depth: int) -> Answer | None:
        """ "November two years ago", "Monday two weeks from now": that month, holiday or weekday of the year or week moved to."""
        anchor, unit, count = (
            self.scene.published,
            self.value(_span(m, "unit", "unit2")),
            self.number(_span(m, "count", "count2")),
        )
        index, kind = m.start("what"), self.kinds[m.start("what")]
        if (
            anchor is None
            or not isinstance(unit, str)
            or count is None
            or count > 999
            or (m["unit2"] and self.word(m.start("count2") - 1) != "in")
        ):
            return None
        back = bool(m["ago"]) and self.value(_span(m, "ago")) == -1
        day = cal.shift(anchor, -count if back else count, unit)
        value = self.tokens.values[index]
        if kind == "W":
            if unit not in {"week", "day"} or not isinstance(value, int):
                return None
            stretch: Stretch | None = cal.day_of(cal.shift(cal.week_of(day).start, value, "day"))
        elif unit == "month" and back:
            # "Thanksgiving three months ago": the last one.
            builder = self._yearly(kind, value)
            return self._beside([builder(anchor.year - 1), builder(anchor.year)], -1, anchor)
        elif unit == "year":
            stretch = self._yearly(kind, value)(day.year)
        else:
            return None
        return Answer(stretch, 0.8, anchor) if stretch else None

    def _yearly(self, kind: str, value: object) -> Callable[[int], Stretch | None]:
        """The month, season or named day of a token as a function of the year."""
        if kind == "H":
            return lambda year: named_day(str(value), year, self.scene.country)
        number = value if isinstance(value, int) else 0
        if kind in "Ss":
            return lambda year: cal.season_of(year, number)
        return lambda year: cal.month_of(year, number)

    def read_ahead(self, m: re.Match[str], depth: int) -> Answer | None:
        """ "The vote is in two weeks": only where the sentence looks ahead and ends there; elsewhere a time span ("in two years")."""
        anchor, unit, count = self.scene.published, self.value(_span(m, "unit")), self.number(_span(m, "count"))
        word, after = self.word(m.start()), self.kinds[m.end() : m.end() + 1]
        if (
            anchor is None
            or depth
            or not isinstance(unit, str)
            or count is None
            or count > 999
            or unit in {"half", "cycle", "weekend", "quarter", "century"}
        ):
            return None
        if (
            word not in {"in", "within"}
            or after not in ("", ".", ",", ")", "|")
            or self.tense(m.start(), m.end()).side <= 0
            or self._measures(m)
        ):
            return None
        if word == "within":
            return Answer(Stretch(anchor, cal.shift(anchor, count, unit), "range"), 0.75, anchor)
        return self._moved(m, anchor, 1, 0.75)

    def _measures(self, m: re.Match[str]) -> bool:
        """ "The third storm in two years", "six debates in five days": how long something took."""
        before = self.kinds[max(0, m.start() - 5) : m.start()]
        return any(kind in before for kind in "qDNRoj")

    def _named_alone(self, index: int, name: str) -> bool:
        """Holidays make other names ("Christmas tree", "Easter eggs"): alone they need "Day", "Eve" or a preposition."""
        if self.kinds[index - 1 : index] == "v":
            return False
        if name.rsplit(" ", 1)[-1] in {
            "day",
            "eve",
            "tuesday",
            "wednesday",
            "friday",
            "sunday",
            "monday",
            "thursday",
            "saturday",
        }:
            return True
        before, after = self.kinds[index - 1 : index] if index else "", self.kinds[index + 1 : index + 2]
        return before in ("", "|", "p", "b", "f", "r", "i", "E", "&") and after in (
            "",
            "|",
            ",",
            ".",
            "p",
            "&",
            ")",
            "x",
            "'",
            "i",
            "b",
            "r",
            "-",
        )

    # --- operators ---------------------------------------------------------------------------------------------------

    def read_part(self, m: re.Match[str], inner: Reading) -> Answer | None:
        part = self.value(_span(m, "part", "edge"))
        answer = inner.answer
        if not isinstance(part, str) or answer.stretch.grain == "weekend":
            return None
        if answer.stretch.grain == "day":
            # "early Tuesday" is a part of the day: the day stands for itself.
            return None
        if m["edge"] and inner.rule != "the_unit" and self.word(m.end() - 1) != "of":
            # "will end in 2018" is no end of 2018.
            return None
        if part == "late" and m["edge"] and self._is_deadline(m):
            return answer._replace(stretch=cal.day_of(answer.stretch.end))
        stretch = cal.third_of(answer.stretch, part)
        return answer._replace(stretch=stretch, confidence=min(answer.confidence, 0.85)) if stretch else None

    def _is_deadline(self, m: re.Match[str]) -> bool:
        """ "By the end of the year", "until the end of March": the last day itself is meant."""
        before = m.start() - 1
        if before >= 0 and self.kinds[before] == "g":
            before -= 1
        return self.word(before) in {"by", "until", "till", "through", "before"}

    def read_earlier(self, m: re.Match[str], inner: Reading) -> Answer | None:
        side, anchor = self.value(_span(m, "earlier")), self.scene.published
        if (
            anchor is None
            or inner.rule not in {"unit", "the_unit"}
            or not inner.answer.stretch.start <= anchor <= inner.answer.stretch.end
        ):
            # "later in 2016", "earlier Tuesday": the period itself.
            return None
        start, end, grain = inner.answer.stretch
        if grain == "day":
            return None
        stretch = Stretch(start, anchor, "range") if side == -1 else Stretch(anchor, end, "range")
        return inner.answer._replace(stretch=stretch, confidence=0.85)

    def read_ranked(self, m: re.Match[str], inner: Reading) -> Answer | None:
        whole, unit = inner.answer.stretch, self.tokens.values[m.start("unit")]
        backwards = m["rank"].endswith("L")
        if backwards and self.word(m.end("rank") - 1) != "last":
            return None
        rank = self.number(m.span("rank")) or 1
        if not 1 <= rank <= 366 or whole.grain == "day":
            return None
        rank = -rank if backwards else rank
        if m["unit"] == "W":
            stretch = cal.nth_weekday(whole, int(unit), rank) if isinstance(unit, int) else None
        elif isinstance(unit, str):
            count = self.number(_span(m, "count")) or 1
            if inner.rule == "the_unit" and whole.grain == "year":
                # "the third quarter of the year": in January the year is the last one.
                return self.pick(lambda year: _ranked_part(cal.year_of(year), unit, rank, count), m.start(), inner.end)
            stretch = _ranked_part(whole, unit, rank, count)
        else:
            stretch = None
        return inner.answer._replace(stretch=stretch, confidence=min(inner.answer.confidence, 0.9)) if stretch else None

    def read_ranked_day(self, m: re.Match[str], inner: Reading) -> Answer | None:
        rank, whole = self.number(_span(m, "rank")), inner.answer.stretch
        if whole.grain != "month" or rank is None:
            return None
        stretch = cal.make_day(whole.start.year, whole.start.month, rank)
        return inner.answer._replace(stretch=stretch) if stretch else None

    def read_offset(self, m: re.Match[str], inner: Reading) -> Answer | None:
        side, unit = self.tokens.values[m.start("side")], self.value(_span(m, "unit"))
        count = self.number(_span(m, "count")) if m["count"] else 1
        if (
            not isinstance(side, int)
            or not isinstance(unit, str)
            or count is None
            or count > 3000
            or inner.answer.stretch.grain not in {"day", "week", "month", "year"}
        ):
            return None
        if not m["count"] and not (m.start() > 0 and self.kinds[m.start() - 1] == "g"):
            return None
        if m["side"] == "f" and (self.word(m.start("side")) != "from" or not m["count"]):
            return None
        if unit in {"half", "cycle", "weekend", "quarter"} or inner.rule in {"the_unit", "neighbour"}:
            return None
        base = inner.answer.stretch.start if side < 0 else inner.answer.stretch.end
        day = cal.shift(base, side * count, unit)
        stretch = cal.day_of(day) if inner.answer.stretch.grain == "day" else cal.unit_of(day, unit)
        return (
            inner.answer._replace(stretch=stretch, confidence=min(inner.answer.confidence, 0.85)) if stretch else None
        )

    def read_unit_of(self, m: re.Match[str], inner: Reading) -> Answer | None:
        unit = self.value(_span(m, "unit"))
        if unit in {"week", "weekend"} and inner.answer.stretch.grain == "day":
            stretch = cal.unit_of(inner.answer.stretch.start, str(unit))
        elif (
            unit in {"month", "year"}
            and inner.answer.stretch.grain == unit
            and inner.rule in {"month", "year", "month_year"}
        ):
            stretch = inner.answer.stretch
        else:
            return None
        return inner.answer._replace(stretch=stretch, confidence=0.88) if stretch else None


def _ranked_part(whole: Stretch | None, unit: str, rank: int, count: int) -> Stretch | None:
    """The `rank`th `unit` of `whole`, or `count` of them from there; -1 is the last."""
    if whole is None:
        return None
    if unit == "half":
        months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
        if abs(rank) > 2 or months < 2:
            return None
        second = rank in (2, -1)
        return cal.months_of(whole.start.year, whole.start.month + (months // 2 if second else 0), months // 2, "range")
    if unit == "week":
        # The first week of a month or year holds its first Thursday (ISO 8601), the last its last.
        thursday = cal.nth_weekday(whole, 3, rank)
        first = cal.week_of(thursday.start) if thursday else None
    elif rank > 0:
        first = cal.unit_of(cal.shift(whole.start, rank - 1, unit), unit)
    else:
        first = cal.unit_of(cal.shift(whole.end, rank + 1, unit), unit)
    if first is None or not whole.start <= first.end or not first.start <= whole.end:
        return None
    if count == 1:
        return first
    step = count - 1 if rank > 0 else 1 - count
    other = cal.unit_of(cal.shift(first.start, step, unit), unit)
    if other is None:
        return None
    return Stretch(min(first.start, other.start), max(first.end, other.end), "range")


def named_once(name: str, country: str | None) -> Answer | None:
    stretch = named_day(name, 2000, country)
    return Answer(stretch, 0.8) if stretch else None


def _if_weekday(stretch: Stretch | None, weekday: int) -> Stretch | None:
    return stretch if stretch and stretch.start.weekday() == weekday else None


def _span(m: re.Match[str], *groups: str) -> tuple[int, int] | None:
    """Where the first of these groups that matched stands; groups that the form lacks count as empty."""
    known = m.re.groupindex
    for group in groups:
        if group in known and m.start(group) >= 0:
            return m.span(group)
    return None


def _say(values: list[int]) -> int:
    """The number that words say: [20, 2] → 22, [19, 96] → 1996, [2, 1000, 15] → 2015."""
    total = current = 0
    for value in values:
        if value in (100, 1000):
            current = max(current, 1) * value
            total, current = (total + current, 0) if value == 1000 else (total, current)
        elif current and current < 100 and value >= 10 and not (current % 10 == 0 and value < 10):
            # "nineteen ninety": hundreds without the word.
            current = current * 100 + value
        else:
            current += value
    return total + current


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SAID_ON = re.compile(
    rf"\b(?:said|told|says|tweeted|wrote|added)\b[^.\n]{{0,60}}?\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
)
_TO_MONTH = re.compile(r"-?[r-]-?[Mmc]")
# Months that are first names.
_FIRST_NAMES = frozenset({"april", "june", "august", "jan", "augustus"})
_AT_ELECTIONS = frozenset(
    {
        "election",
        "elections",
        "primary",
        "primaries",
        "campaign",
        "runoff",
        "vote",
        "ballot",
        "convention",
        "session",
        "season",
        "semester",
        "term",
    }
)
