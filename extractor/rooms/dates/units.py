"""Days, weeks, months and years counted from a day: last week, two weeks ago, the next 60 days, that year."""

from __future__ import annotations

import datetime as dt
import re

from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.direction import choose
from extractor.rooms.dates.hit import Hit, Read
from extractor.rooms.dates.months import fiscal_year_at, fiscal_year_of
from extractor.rooms.dates.scene import Answer
from extractor.rooms.dates.sure import COUNTED, GUESSED, LIKELY, LOOSE, SETTLED

MOST = 3000  # "1,000 years ago" still is a date, a count beyond this is none
# "A few days ago" is not three: from so many to so many units.
FEW = {"few": (2, 5), "several": (3, 8), "couple": (2, 2), "dozen": (12, 12)}
# How fine the last date must have been for "that day", "the same year" to speak of it.
_FINER = {
    "day": {"day"},
    "week": {"day", "week"},
    "month": {"day", "month"},
    "year": {"day", "month", "season", "quarter", "year"},
}
# Counted back or ahead, days and weeks lead to a day, longer units to a stretch: "a decade ago" is a year, not the years 2000 to 2009.
_COARSE = {"month": "month", "year": "year", "decade": "year", "century": "decade"}
# "He said he would speak in three weeks": counted from when he said it.
_TOLD_AHEAD = re.compile(r"\bwould\b[^.\n]*\Z")
TOLD_CHARACTERS = 80
_UNCOUNTED = frozenset({"half", "cycle", "weekend", "quarter"})


def unit(hit: Hit) -> Answer | None:
    """last week · this past weekend · the previous month · the current fiscal year"""
    anchor, name, which = hit.anchor, hit.string("unit"), hit.which
    if anchor is None or name is None or which is None or name == "half":
        return None
    word = hit.words("which")
    if hit.words("unit").endswith("s") and (which != 0 or name == "day"):
        # "The coming weeks" are no week.
        return None
    if hit.before == "g" and hit.line.word(hit.end + 1) == "which":
        # "The last year for which figures are known" is any year.
        return None
    if name == "day":
        # "This day" and "the last day" are no dates; "the next day" is the one behind the day just read.
        return _beside_last(hit, "day", which) if word in {"next", "following", "previous", "preceding"} else None
    if name == "cycle" and which:
        return None
    if hit.kinds("kind") == "F":
        stretch = fiscal_year_of(fiscal_year_at(anchor, hit.scene.country) + which, hit.scene.country)
        return Answer(stretch, LIKELY, anchor) if stretch else None
    if name == "weekend":
        return Answer(_weekend(hit, anchor, which), LIKELY, anchor)
    if word in {"previous", "preceding", "following"} and name in {"week", "month", "year"}:
        told = _beside_last(hit, name, which)
        if told is not None:
            return told
    if which and _is_rolling(hit, word, name):
        other = cal.shift(anchor, which, name)
        stretch = Stretch(other, anchor, "range") if which < 0 else Stretch(cal.shift(anchor, 1, "day"), other, "range")
        return Answer(stretch, COUNTED, anchor)
    stretch = cal.unit_of(cal.shift(anchor, which, name), name)
    return Answer(stretch, SETTLED, anchor) if stretch else None


def _is_rolling(hit: Hit, word: str, name: str) -> bool:
    """ "Over the next decade", "in the past year": counted from the day of the article, not by the calendar."""
    over = hit.line.word(hit.first - 2 if hit.before == "g" else hit.first - 1) == "over"
    return over or (word == "past" and hit.kinds("which") == "L" and name in {"month", "year", "decade", "century"})


def _weekend(hit: Hit, anchor: dt.date, which: int) -> Stretch:
    """ "This weekend" is the coming one, unless a sentence of Monday to Thursday looks back."""
    if which == 0 and anchor.weekday() < 4 and hit.tense().side < 0:
        which = -1
    return cal.weekend_of(cal.shift(anchor, which, "week"))


def _beside_last(hit: Hit, name: str, which: int) -> Answer | None:
    """The unit before or behind the one of the date read last; None when no such date was read shortly before."""
    last = hit.scene.remembered(hit.start_character)
    if last is None or last.grain not in _FINER[name] or (last.grain == "year" and name != "year"):
        return None
    stretch = cal.unit_of(cal.shift(last.start, which, name), name)
    return Answer(stretch, LOOSE, last.start) if stretch else None


def units(hit: Hit) -> Answer | None:
    """the past two weeks · the next 60 days · five past years"""
    anchor, name, which, count = hit.anchor, hit.string("unit", "unit2"), hit.which, hit.number("count", "count2")
    if anchor is None or name is None or not which or not count or count > MOST or name in {"half", "cycle"}:
        return None
    if hit.span("count2") and not hit.words("unit2").endswith("s"):
        # "We are only 3 next week."
        return None
    if hit.word_before in {"would", "will", "could", "can", "may", "might", "should", "must", "to"}:
        # "The contract would last four years."
        return None
    if name == "quarter":
        first = cal.unit_of(cal.shift(anchor, 1 if which > 0 else -count, name), name)
        last = cal.unit_of(cal.shift(anchor, count if which > 0 else -1, name), name)
        return Answer(Stretch(first.start, last.end, "range"), LIKELY, anchor) if first and last else None
    other = cal.shift(anchor, which * count, name)
    if which < 0:
        return Answer(Stretch(other, anchor, "range"), COUNTED, anchor)
    # In a story of the past "the next six months" began back then.
    told = hit.tense()
    return Answer(
        Stretch(cal.shift(anchor, 1, "day"), other, "range"),
        GUESSED if told.side < 0 and told.firm else COUNTED,
        anchor,
    )


def the_unit(hit: Hit) -> Answer | None:
    """the weekend; inside another expression also the week, the month, the year"""
    anchor, name = hit.anchor, hit.string("unit")
    if anchor is None or name is None or name in {"half", "cycle"} or hit.words("unit").endswith("s"):
        return None
    if name == "weekend" and (hit.depth or hit.word_before == "the"):
        back = anchor.weekday() < 4 and hit.tense().side <= 0
        return Answer(cal.weekend_of(cal.shift(anchor, -1 if back else 0, "week")), COUNTED, anchor)
    stretch = cal.unit_of(anchor, name) if hit.depth else None
    return Answer(stretch, LIKELY, anchor) if stretch else None


def same(hit: Hit) -> Answer | None:
    """that day · the same year: as said shortly before, left out when nothing was"""
    name, last = hit.string("unit"), hit.scene.remembered(hit.start_character)
    if name not in _FINER or last is None:
        return None
    stretch = cal.unit_of(last.start, name)
    # "That month" behind a bare year says nothing.
    return Answer(stretch, LOOSE, last.start) if stretch and last.end <= stretch.end else None


def ago(hit: Hit) -> Answer | None:
    """two weeks ago · three years and two months ago · a year from now · two days from tomorrow"""
    anchor, step = hit.anchor, hit.integer("ago")
    if anchor is None or step is None or hit.word_before in {"half", "quarter"}:
        # "Half a century ago" is not a century ago.
        return None
    side = -1 if hit.kinds("ago") == "A" and step < 0 else 1
    if hit.kinds("ago") == "fT":
        anchor = cal.shift(anchor, step, "day")
    answer = _moved(hit, anchor, side, SETTLED)
    return _told_finer(hit, answer, anchor) if answer and side < 0 else answer


def _told_finer(hit: Hit, answer: Answer, anchor: dt.date) -> Answer | None:
    """ "Ten years ago in May", "three years ago this week", "a week ago Tuesday": inside the stretch that was counted back to."""
    coarse = hit.string("unit")
    weekday, month, of = hit.integer("weekday"), hit.integer("month"), hit.string("of")
    stretch: Stretch | None = answer.stretch
    if month is not None and coarse == "year":
        stretch = cal.month_of(answer.stretch.start.year, month)
    elif of in {"week", "month"} and hit.which == 0 and coarse in {"year", "decade"}:
        stretch = cal.unit_of(cal.shift(anchor, -(hit.number("count") or 0), coarse), of)
    elif weekday is not None and coarse in {"week", "month", "year"}:
        past = cal.shift(anchor, -((anchor.weekday() - weekday) % 7), "day")
        stretch = cal.day_of(cal.shift(past, -(hit.number("count") or 0), coarse))
    elif month is not None or of is not None or weekday is not None:
        return None
    return answer._replace(stretch=stretch) if stretch else None


def later(hit: Hit) -> Answer | None:
    """three weeks later · a year earlier: counted from the date read last"""
    side, last = hit.integer("later"), hit.scene.remembered(hit.start_character)
    if last is None or side is None:
        return None
    answer = _moved(hit, last.start, side, LOOSE)
    if answer is None or hit.anchor is None or answer.stretch.start <= hit.anchor or hit.tense().side >= 0:
        return answer
    # What was told cannot lie ahead: the story counts from the last date that was printed with its year.
    full = hit.scene.remembered(hit.start_character, full=True)
    answer = _moved(hit, full.start, side, GUESSED) if full is not None else None
    return answer if answer and answer.stretch.start <= hit.anchor else None


def ahead(hit: Hit) -> Answer | None:
    """The vote is in two weeks: only where the sentence looks ahead and ends there; elsewhere it is a length of time"""
    anchor, name, count = hit.anchor, hit.string("unit"), hit.number("count")
    if (
        anchor is None
        or hit.depth
        or name is None
        or not count
        or count > MOST
        or name in _UNCOUNTED
        or name == "century"
    ):
        return None
    word = hit.line.word(hit.first)
    if hit.span("time"):
        return _moved(hit, anchor, 1, COUNTED) if word == "in" and hit.words("time") == "time" else None
    if (
        word not in {"in", "within"}
        or (word == "in" and hit.after not in ("", ".", ",", ")", "|"))
        or hit.tense().side <= 0
        or _is_length(hit)
        or _TOLD_AHEAD.search(hit.scene.low, max(0, hit.start_character - TOLD_CHARACTERS), hit.start_character)
    ):
        return None
    if word == "within":
        return Answer(Stretch(anchor, cal.shift(anchor, count, name), "range"), LOOSE, anchor)
    return _moved(hit, anchor, 1, LOOSE)


def _is_length(hit: Hit) -> bool:
    """ "The third storm in two years", "six debates in five days": how long something took."""
    return any(kind in "qDNRoju" for kind in hit.line.kinds[max(0, hit.first - 5) : hit.first])


def _moved(hit: Hit, base: dt.date, side: int, confidence: float) -> Answer | None:
    """The stretch so many units away: a day, or the month, year or decade; for "a few" the range of days that may be meant."""
    day = other = base
    name: str | None = None
    for index in ("", "2", "3"):
        if hit.span(f"unit{index}") is None:
            continue
        name, count = hit.string(f"unit{index}"), hit.number(f"count{index}")
        if name is None or count is None or count > MOST or name in _UNCOUNTED:
            return None
        least, most = _few(hit, f"count{index}", count)
        day, other = cal.shift(day, side * least, name), cal.shift(other, side * most, name)
    if name is None:
        return None
    if day != other:
        return Answer(Stretch(min(day, other), max(day, other), "range"), min(confidence, GUESSED), base)
    stretch = cal.unit_of(day, _COARSE.get(name, "day"))
    if name in {"decade", "century"}:
        # Round numbers: "five decades ago" may be forty-seven years.
        confidence = min(confidence, GUESSED)
    return Answer(stretch, confidence, base) if stretch else None


def _few(hit: Hit, group: str, count: int) -> tuple[int, int]:
    span = hit.span(group) or (0, 0)
    for index in range(*span):
        if hit.line.kinds[index] == "u":
            return FEW.get(hit.line.word(index), (count, count))
    return count, count


def to_date(hit: Hit) -> Answer | None:
    """year to date: from its first day to the article's"""
    name = hit.string("unit")
    if hit.anchor is None or name not in {"year", "month", "quarter"}:
        return None
    stretch = cal.unit_of(hit.anchor, name)
    return Answer(Stretch(stretch.start, hit.anchor, "range"), LIKELY, hit.anchor) if stretch else None


def week_of_day(hit: Hit) -> Answer | None:
    """the week of the 18th: in the month that brings it nearest"""
    anchor, name, day = hit.anchor, hit.string("unit"), hit.number("day")
    if anchor is None or name not in {"week", "weekend"} or day is None:
        return None
    months = [cal.shift(anchor, step, "month") for step in (-1, 0, 1)]
    near = choose([cal.make_day(month.year, month.month, day) for month in months], anchor, hit.tense())
    if near is None:
        return None
    return Answer(cal.week_of(near.start) if name == "week" else cal.weekend_of(near.start), LOOSE, anchor)


def neighbour(hit: Hit) -> Answer | None:
    """the year before, behind a date; before a clause ("the day after the vote") it names an event and no date"""
    side, name = hit.integer("side"), hit.string("unit")
    if (
        hit.depth
        or hit.before != "g"
        or hit.after not in ("", ",", ".", ")", "|")
        or side is None
        or name not in _FINER
    ):
        return None
    return _beside_last(hit, name, side) or (_beside_published(hit, name, side) if name == "year" else None)


def _beside_published(hit: Hit, name: str, side: int) -> Answer | None:
    stretch = cal.unit_of(cal.shift(hit.anchor, side, name), name) if hit.anchor else None
    return Answer(stretch, GUESSED, hit.anchor) if stretch else None


def unit_end(hit: Hit) -> Answer | None:
    """year-end · the month's end: its last day"""
    name = hit.string("unit")
    if hit.anchor is None or hit.value("edge") != "late" or name not in {"year", "month", "week", "quarter"}:
        return None
    stretch = cal.unit_of(hit.anchor, name)
    return Answer(cal.day_of(stretch.end), LIKELY, hit.anchor) if stretch else None


UNITS: dict[str, Read] = {
    "unit": unit,
    "units": units,
    "the_unit": the_unit,
    "same": same,
    "ago": ago,
    "later": later,
    "ahead": ahead,
    "neighbour": neighbour,
    "to_date": to_date,
    "week_of_day": week_of_day,
    "unit_end": unit_end,
}
