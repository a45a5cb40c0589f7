"""Days: month and day, numeric dates, weekdays, today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache

from extractor.language.lexicon import load_table, load_words
from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.direction import Tense, choose
from extractor.rooms.dates.hit import Hit, Read
from extractor.rooms.dates.scene import NO_DATE, Answer
from extractor.rooms.dates.sure import COUNTED, FULL, LIKELY, LOOSE, PRINTED, SETTLED

# A numeric date is read month first in these countries (ISO 3166) and where none is known, day first elsewhere.
MONTH_FIRST = frozenset({None, "US", "PH", "CA", "FM", "MH", "PW", "GU", "PR"})
# "Thursday the 14th" is looked for this many months to both sides.
REACH_MONTHS = 8
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# How far behind "today" the words that date a quotation may stand.
SPEECH_CHARACTERS = 160
_SAID_ON = re.compile(
    rf"\b(?:said|told|says|tweeted|wrote|added)\b[^.\n]{{0,60}}?\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
)
# "Shortly past midnight on Friday", "early Friday".
_AFTER_MIDNIGHT = re.compile(r"\b(?:midnight|overnight|early|predawn)\b[^.;]*$")


def month_day(hit: Hit) -> Answer | None:
    """June 20 · Tuesday, April 18, 2017 · the 4th of July"""
    month, day = hit.integer("month"), hit.number("day")
    if month is None or day is None or not _is_day(hit):
        return None
    if cal.make_day(2000, month, day) is None:
        return NO_DATE
    known = _known_day(hit, month, day)
    return known or _dated(hit, lambda year: cal.make_day(year, month, day))


def days_of_month(hit: Hit) -> Answer | None:
    """June 3-7 · Nov. 6 to 10, 2016 · the 4th to the 9th of May"""
    month, first, last = hit.integer("month"), hit.number("first"), hit.number("last")
    if month is None or first is None or last is None or first >= last:
        return None
    between = hit.line.kinds[hit.match.start("first") : hit.match.end("last")]
    if "&" in between and hit.word_before != "between":
        return None
    if cal.make_day(2000, month, last) is None:
        return NO_DATE

    def build(year: int) -> Stretch | None:
        start, end = cal.make_day(year, month, first), cal.make_day(year, month, last)
        return Stretch(start.start, end.end, "range") if start and end else None

    return _dated(hit, build)


def stripped_days(hit: Hit) -> Answer | None:
    """june 3 7 in text without punctuation, unless the second number counts what follows"""
    follow = hit.word_after
    if not hit.scene.unpunctuated or follow in load_words("counted") or (hit.after == "x" and follow.endswith("s")):
        return None
    return days_of_month(hit)


def _dated(hit: Hit, build: Callable[[int], Stretch | None]) -> Answer | None:
    """The day with the year that is written, or the one that is meant; a weekday beside it must agree where it can."""
    if hit.span("which", "which2") and hit.value("unit", "unit2") == "year":
        year = year_said(hit)
        stretch = build(year) if year is not None else None
        return Answer(stretch, SETTLED, hit.anchor) if stretch else None
    if hit.span("year", "short", "short2"):
        year = hit.year("year", "short", "short2")
        stretch = build(year) if year is not None else None
        return Answer(stretch, FULL) if stretch else NO_DATE if year is not None else None
    weekday = hit.integer("weekday", "behind")
    if weekday is not None:
        agreeing = hit.pick(lambda year: if_weekday(build(year), weekday), reach=3)
        if agreeing is not None:
            return agreeing
    return hit.pick(build, reach=4 if build(2001) is None else 1)


def year_said(hit: Hit) -> int | None:
    """The year of "May 9th of last year"; None for another unit ("the 3rd of this month")."""
    if hit.anchor is None or hit.which is None or hit.value("unit", "unit2") != "year":
        return None
    return hit.anchor.year + hit.which


def _known_day(hit: Hit, month: int, day: int) -> Answer | None:
    """A day that history knows without its year: "the Sept. 11 attacks"."""
    if hit.span("year", "short", "short2", "which", "which2"):
        return None
    for known, words in _historic_days().get((month, day), ()):
        if hit.word_after in words or hit.line.word(hit.end + 1) in words:
            return Answer(cal.day_of(known), LIKELY) if hit.anchor is None or known <= hit.anchor else None
    return None


@cache
def _historic_days() -> Mapping[tuple[int, int], list[tuple[dt.date, frozenset[str]]]]:
    days: dict[tuple[int, int], list[tuple[dt.date, frozenset[str]]]] = {}
    for day, words in load_table("historic_days", 2):
        date = dt.date.fromisoformat(day)
        days.setdefault((date.month, date.day), []).append((date, frozenset(words.split(", "))))
    return days


def _is_day(hit: Hit) -> bool:
    """Is the number beside the month a day of it, and not a count of people?"""
    day, month = hit.span("day") or (0, 0), hit.span("month") or (0, 0)
    kinds = hit.kinds("day")
    behind = day[0] > month[0]
    after, follow = hit.line.kinds[day[1] : day[1] + 1], hit.line.word(day[1])
    if day[0] == hit.first and hit.before == "$":
        return False
    if kinds[0] in "oD":
        # "in June 12 people": a day behind "in" is no English.
        counts = behind and kinds == "D" and hit.before == "i" and after == "x"
        return not (counts and (follow in load_words("counted") or follow.endswith("s")))
    # Number words: "May twenty-nine" is a day where nothing follows that it could count; "may first" never is.
    if behind and hit.kinds("month") in ("m", "d") and hit.words("month") == "may":
        return False
    if not behind:
        return kinds[-1] == "R" or hit.end > month[1]
    return (
        hit.span("year") is not None
        or after in ("", ",", ".", ")", "|")
        or (kinds[-1] == "R" and after not in ("x", "U"))
    )


def shared_month(hit: Hit) -> Answer | None:
    """18 and 19 June, 13, 14 and 15 May: each but the last"""
    month, day, year = hit.integer("month"), hit.number("day"), hit.year("year")
    if month is None or day is None or cal.make_day(2000, month, day) is None or hit.before in ("M", "$", "&", "-"):
        return None
    if year is not None:
        stretch = cal.make_day(year, month, day)
        return Answer(stretch, SETTLED) if stretch else None
    return hit.pick(lambda year: cal.make_day(year, month, day))


def year_inside(hit: Hit) -> Answer | None:
    """2016 June 20 · 23-2020-Sep"""
    year, month, day = (
        hit.year("year", "year2", "year3"),
        hit.integer("month", "month2", "month3"),
        hit.number("day", "day2", "day3"),
    )
    if year is None or month is None or day is None:
        return None
    stretch = cal.make_day(year, month, day)
    return Answer(stretch, PRINTED) if stretch else NO_DATE


def numeric(hit: Hit) -> Answer | None:
    """2017-03-04 · 3/4/2017, whose order follows the country unless the numbers or a weekday decide"""
    numbers = hit.pair("full")
    if numbers is None or len(numbers) != 3:
        return None
    a, b, c = numbers
    if a > 999:
        stretch = cal.make_day(a, b, c) or cal.make_day(a, c, b)
        return Answer(stretch, FULL) if stretch else None
    year = c if c > 99 else hit.line.full_year(c)
    readings = [cal.make_day(year, a, b), cal.make_day(year, b, a)]
    if hit.scene.country not in MONTH_FIRST:
        readings.reverse()
    possible = [reading for reading in readings if reading]
    weekday = hit.integer("weekday")
    if weekday is not None:
        possible = [reading for reading in possible if if_weekday(reading, weekday)] or possible
    return Answer(possible[0], LIKELY if len(possible) > 1 and a != b else PRINTED) if possible else None


def slashed(hit: Hit) -> Answer | None:
    """3/4, only where the words around say that it is a date: "on 3/4", "Friday 3/4", or nothing else in the line"""
    numbers = hit.pair("part")
    if numbers is None or len(numbers) != 2 or not (hit.depth or _calls_for_date(hit)):
        return None
    a, b = numbers
    weekday = hit.integer("weekday")
    month_first = hit.scene.country in MONTH_FIRST
    year = hit.year("year")

    def build(year: int) -> Stretch | None:
        usual, other = cal.make_day(year, a, b), cal.make_day(year, b, a)
        if not month_first:
            usual, other = other, usual
        if weekday is not None and not if_weekday(usual, weekday) and if_weekday(other, weekday):
            return other
        return usual or other

    if year is not None:
        stretch = build(year)
        return Answer(stretch, LIKELY) if stretch else NO_DATE
    answer = hit.pick(build, reach=4 if 29 in (a, b) and 2 in (a, b) else 1)
    return answer._replace(confidence=LOOSE) if answer else None


def _calls_for_date(hit: Hit) -> bool:
    if hit.first < hit.match.start("part"):
        return True
    if hit.before in ("", "|"):
        return hit.scene.stands_alone(hit.start_character, hit.end_character) or hit.after == "-"
    if hit.before in (",", "&") and "V" in hit.line.kinds[max(0, hit.first - 3) : hit.first]:
        # "on 9/3, 9/8 or 9/14"
        return True
    return hit.word_before in {"on", "by", "since", "until", "till", "from", "between"} or hit.before == "("


def weekday(hit: Hit) -> Answer | None:
    """Tuesday · Thu 14th: the past one unless the sentence looks ahead"""
    anchor, number = hit.anchor, hit.integer("weekday")
    if anchor is None or number is None:
        return None
    day = hit.number("day")
    if day is not None:
        months = [
            divmod(anchor.year * 12 + anchor.month - 1 + step, 12) for step in range(-REACH_MONTHS, REACH_MONTHS + 1)
        ]
        stretch = choose(
            [if_weekday(cal.make_day(year, month + 1, day), number) for year, month in months], anchor, hit.tense()
        )
        return Answer(stretch, COUNTED, anchor) if stretch else None
    if hit.kinds("weekday") == "w" and not hit.depth and not _stands_as_weekday(hit):
        return None
    if _comes_again(hit) or (hit.before == "g" and hit.after == "b"):
        # "The Sunday before the vote" is not the last Sunday.
        return None
    if hit.before == "v" or (hit.word_before == "other" and hit.line.kinds[max(0, hit.first - 2)] == "v"):
        # "every other Tuesday"
        return None
    tense = hit.tense()
    if not tense.side and hit.word_before in {"until", "till", "by"}:
        tense = Tense(1)
    ahead = (number - anchor.weekday()) % 7
    looks_ahead = hit.word_before == "of" and hit.line.word(hit.first - 2) == "ahead"
    if looks_ahead or (hit.word_before == "before" and tense.side <= 0):
        # "Before Monday's vote" is the nearest one, whatever was done before it.
        tense = Tense(1) if ahead <= 3 else Tense(-1)
    if tense.side > 0:
        return Answer(cal.day_of(cal.shift(anchor, ahead, "day")), LIKELY, anchor, "week")
    if ahead == 1 and _AFTER_MIDNIGHT.search(hit.scene.low, max(0, hit.start_character - 30), hit.start_character):
        # An article of Thursday night that says "shortly past midnight on Friday" does not mean a week ago.
        return Answer(cal.day_of(cal.shift(anchor, 1, "day")), LOOSE, anchor, "week")
    return Answer(
        cal.day_of(cal.shift(anchor, -(-ahead % 7), "day")), SETTLED if tense.side else LIKELY, anchor, "week"
    )


def _comes_again(hit: Hit) -> bool:
    """ "The first Sunday of every month"."""
    return hit.after == "i" and hit.line.kinds[hit.end + 1 : hit.end + 2] == "v"


def _stands_as_weekday(hit: Hit) -> bool:
    """A short weekday alone is one behind a preposition and with its capital ("on Fri."); "sat", "sun" and "wed" are words."""
    short = hit.scene.low[hit.start_character : hit.end_character]
    if hit.scene.stands_alone(hit.start_character, hit.end_character):
        return True
    return (
        short.rstrip(".") in {"mon", "tue", "thu", "fri"}
        and hit.scene.text[hit.start_character].isupper()
        and hit.word_before in {"on", "by", "until", "since"}
    )


def which_weekday(hit: Hit) -> Answer | None:
    """last Friday · next Tuesday (of the week after this) · this past Wednesday (the nearest)"""
    anchor, number, which = hit.anchor, hit.integer("weekday"), hit.which
    if anchor is None or number is None or which is None or _comes_again(hit):
        return None
    word = hit.words("which")
    if word == "following" and hit.before != "g" and not hit.word_before.startswith("on"):
        # "Following Monday's debate": behind it.
        return None
    # "The next Tuesday" is the first to come, whatever week it is in.
    first_to_come = word == "next" and hit.before == "g"
    if hit.kinds("which") == "LL" or word in {"past", "coming", "upcoming"} or first_to_come:
        back, ahead = (anchor.weekday() - number) % 7, (number - anchor.weekday()) % 7
        return Answer(
            cal.day_of(cal.shift(anchor, -(back or 7) if which < 0 else (ahead or 7), "day")), SETTLED, anchor
        )
    return Answer(cal.day_of(cal.shift(cal.week_of(anchor).start, number + 7 * which, "day")), LIKELY, anchor)


def weekday_of_week(hit: Hit) -> Answer | None:
    """Tuesday of this week · last week's Sunday"""
    anchor, number, which = hit.anchor, hit.integer("weekday", "weekday2"), hit.which
    if anchor is None or number is None or which is None or hit.value("unit", "unit2") != "week":
        return None
    return Answer(cal.day_of(cal.shift(cal.week_of(anchor).start, number + 7 * which, "day")), SETTLED, anchor)


def today(hit: Hit) -> Answer | None:
    """today · tonight · yesterday · tomorrow"""
    anchor, step = hit.anchor, hit.integer("today")
    if anchor is None or step is None or _is_part_of_name(hit):
        return None
    spoken = _day_of_speech(hit, anchor)
    return Answer(cal.day_of(cal.shift(spoken or anchor, step, "day")), LIKELY if spoken else SETTLED, spoken or anchor)


def now(hit: Hit) -> Answer | None:
    """now, as the end of a range alone: "since 2009 to now", "between now and Election Day"."""
    begins = hit.word_before in {"between", "from"} and hit.after in ("&", "r")
    return Answer(cal.day_of(hit.anchor), COUNTED, hit.anchor) if hit.anchor and (hit.depth or begins) else None


def _is_part_of_name(hit: Hit) -> bool:
    """ "The Daily Today": a capital behind a capitalised word, in print where capitals mean something."""
    text, start = hit.scene.text, hit.start_character
    if hit.scene.caseless or not text[start].isupper() or hit.before != "x" or start < 2 or text[start - 1] != " ":
        return False
    return text[hit.line.tokens.starts[hit.first - 1]].isupper()


def _day_of_speech(hit: Hit, anchor: dt.date) -> dt.date | None:
    """ "We win today," she told reporters on Tuesday: the day it was said, where the text names it right behind."""
    at = hit.end_character
    if not (hit.scene.unpunctuated or hit.scene.is_quoted(at)):
        return None
    said = _SAID_ON.search(hit.scene.low, at, at + SPEECH_CHARACTERS)
    if said is None:
        return None
    return cal.shift(anchor, -((anchor.weekday() - _WEEKDAYS.index(said["weekday"])) % 7), "day")


def if_weekday(stretch: Stretch | None, number: int) -> Stretch | None:
    """The day, if it is that weekday."""
    return stretch if stretch and stretch.start.weekday() == number else None


DAYS: dict[str, Read] = {
    "month_day": month_day,
    "day_month": month_day,
    "days_of_month": days_of_month,
    "month_of_days": days_of_month,
    "stripped_days": stripped_days,
    "shared_month": shared_month,
    "year_inside": year_inside,
    "numeric": numeric,
    "slashed": slashed,
    "weekday": weekday,
    "which_weekday": which_weekday,
    "weekday_of_week": weekday_of_week,
    "today": today,
    "now": now,
}
