"""Months, seasons, quarters, fiscal years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from extractor.language.lexicon import load_words
from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.days import year_said
from extractor.rooms.dates.hit import Hit, Read
from extractor.rooms.dates.scene import Answer
from extractor.rooms.dates.sure import FULL, LIKELY, PRINTED, SETTLED

# Where a government's year begins: month; it bears the name of the year in which it ends. Elsewhere it is the calendar's.
FISCAL_START = {"US": 10, "GB": 4, "IN": 4, "CA": 4, "JP": 4, "HK": 4, "ZA": 4, "NZ": 7, "AU": 7, "PK": 7}
_FIRST_NAMES = frozenset({"april", "june", "august", "jan"})
_SAYS = frozenset({"said", "says", "told", "added", "asked"})
_TO_MONTH = re.compile(r"-?[r-]-?[Mmc]")


def month(hit: Hit) -> Answer | None:
    """June: the one that tense and nearness mean"""
    number = hit.integer("month")
    if number is None or hit.kinds("month") == "d" or not (hit.depth or _is_month(hit)):
        return None
    return hit.pick(lambda year: cal.month_of(year, number))


def _is_month(hit: Hit) -> bool:
    """May a month stand here without day and year? "In May" and "a May poll" are dates, "May said" is a person."""
    kind, before = hit.kinds("month"), hit.before
    if before == "v":
        return False
    if kind == "m":
        # "In may", "from march"; "a may poll" too, but "a march" is one of feet.
        return (
            before in ("i", "E")
            or hit.word_before in {"since", "by", "during", "until", "from"}
            or (before == "a" and hit.words("month") == "may")
        )
    if _TO_MONTH.match(hit.line.kinds, hit.end):
        return True
    # "April and May", but not "April Roe and June Poe".
    listed = before in ("&", ",") and hit.first > 1 and hit.line.kinds[hit.first - 2] in "McDoY"
    if kind == "c":
        return (
            listed
            or hit.word_before == "spent"
            or (before in tuple("ifrpaLEghe-'") and not (before == "g" and hit.word_after in {"on", "for"}))
        )
    follow = hit.scene.text[hit.end_character : hit.end_character + 2]
    capital = len(follow) == 2 and follow[0] == " " and follow[1].isupper() and not hit.scene.caseless
    if hit.word_after in _SAYS and before in ("", ".", "|", "x"):
        return False
    # "June Roe", "Jan Roe": a first name, unless a word before calls for a date.
    return listed or not (capital and hit.words("month") in _FIRST_NAMES) or before in tuple("ifrpaLEghe-'(,b")


def month_year(hit: Hit) -> Answer | None:
    """March 2016 · June of last year · 06/2004"""
    pair = hit.pair("pair")
    if pair is not None:
        stretch = cal.month_of(pair[0], pair[1]) if 1 <= pair[1] <= 12 else None
        return Answer(stretch, SETTLED) if stretch else None
    number = hit.integer("month", "month2", "month3", "month4")
    year = year_said(hit) if hit.span("which", "which2") else hit.year("year", "short", "year2")
    if number is None or year is None or hit.kinds("month", "month2", "month3", "month4") == "d":
        return None
    stretch = cal.month_of(year, number)
    return Answer(stretch, FULL, hit.anchor if hit.span("which", "which2") else None) if stretch else None


def which_month(hit: Hit) -> Answer | None:
    """last November · this June 20 · next 6th of April"""
    anchor, number, which = hit.anchor, hit.integer("month", "month2"), hit.which
    if anchor is None or number is None or which is None or (hit.kinds("month", "month2") in ("m", "d") and which == 0):
        return None
    day = hit.number("day", "day2")
    years = [anchor.year + step for step in (-1, 0, 1)]
    return beside(
        [cal.make_day(year, number, day) if day else cal.month_of(year, number) for year in years], which, anchor
    )


def beside(stretches: Iterable[Stretch | None], which: int, anchor: dt.date) -> Answer | None:
    """Of recurring stretches the last before the anchor, the next behind it, or the one of its year."""
    known = [stretch for stretch in stretches if stretch]
    if which < 0:
        known = [stretch for stretch in known if stretch.end < anchor][-1:]
    elif which > 0:
        known = [stretch for stretch in known if stretch.start > anchor][:1]
    else:
        known = [stretch for stretch in known if stretch.start.year == anchor.year][:1]
    return Answer(known[0], SETTLED, anchor) if known else None


def season(hit: Hit) -> Answer | None:
    """the summer · a spring election"""
    first = hit.integer("season")
    if first is None or not (hit.depth or _is_season(hit)):
        return None
    return hit.pick(lambda year: cal.season_of(year, first))


def _is_season(hit: Hit) -> bool:
    """Spring and fall are verbs too, and any season names games, places and jobs ("Summer Games", "a summer associate")."""
    text, start, end = hit.scene.text, hit.start_character, hit.end_character
    if (
        not hit.scene.caseless
        and text[start].isupper()
        and (hit.before == "x" or (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()))
    ):
        return False
    at_elections = load_words("season_nouns")
    if hit.word_after in at_elections or (hit.after == "x" and hit.line.word(hit.end + 1) in at_elections):
        return (hit.before != "v" and hit.words("season") != "fall") or hit.before in ("g", "a", "i", "h")
    if hit.before in ("g", "i"):
        return not (hit.words("season") == "fall" and hit.after == "i")
    return hit.before in ("p", "r", "b", "f", "&") and hit.words("season") != "fall"


def which_season(hit: Hit) -> Answer | None:
    """last fall · this summer · next spring"""
    anchor, first, which = hit.anchor, hit.integer("season"), hit.which
    if anchor is None or first is None or which is None:
        return None
    seasons = [cal.season_of(anchor.year + step, first) for step in (-2, -1, 0, 1)]
    running = [stretch for stretch in seasons if stretch and stretch.start <= anchor <= stretch.end]
    if which == 0 and running:
        return Answer(running[0], SETTLED, anchor)
    return beside(seasons, which, anchor)


def season_year(hit: Hit) -> Answer | None:
    """the summer of 2011 · winter 2015-16"""
    first, years = hit.integer("season"), hit.pair("year")
    number = years[0] if years else hit.year("year")
    stretch = cal.season_of(number, first) if number and first is not None else None
    return Answer(stretch, PRINTED) if stretch else None


def quarter_code(hit: Hit) -> Answer | None:
    """2017-q1 · Q3 of 2016 · H2"""
    code = hit.pair("code", "code2")
    if code is None:
        return None
    short, half, number = code
    year = hit.year("year", "year2") or (hit.line.full_year(short) if short >= 0 else None)
    return _part_of_year(hit, "half" if half else "quarter", number, year)


def ranked_unit(hit: Hit) -> Answer | None:
    """the third quarter · 4th quarter 2018 · the 21st century"""
    rank, unit = hit.number("rank"), hit.string("unit")
    if rank is None:
        return None
    if unit == "century" and 1 <= rank <= 30:
        stretch = cal.century_of(rank)
        return Answer(stretch, PRINTED) if stretch else None
    return _part_of_year(hit, "quarter", rank, hit.year("year")) if unit == "quarter" else None


def _part_of_year(hit: Hit, unit: str, number: int, year: int | None) -> Answer | None:
    if not 1 <= number <= (2 if unit == "half" else 4):
        return None
    build = cal.half_of if unit == "half" else cal.quarter_of
    if year is None:
        return hit.pick(lambda year: build(year, number))
    stretch = build(year, number)
    return Answer(stretch, PRINTED) if stretch else None


def fiscal_year(hit: Hit) -> Answer | None:
    """fiscal 2016 · fiscal year 2015-16 · FY16"""
    pair, number = hit.pair("year"), hit.integer("year", "year2", "code")
    year = pair[1] if pair else number
    if year is not None and year < 100:
        year = hit.line.full_year(year)
    stretch = fiscal_year_of(year, hit.scene.country) if year is not None and 1900 <= year <= 2199 else None
    return Answer(stretch, LIKELY) if stretch else None


def fiscal_year_of(year: int, country: str | None) -> Stretch | None:
    """The government's year that ends in `year`."""
    start = FISCAL_START.get(country or "US", 1)
    return cal.months_of(year - 1 if start > 1 else year, start, 12, "year")


def fiscal_year_at(day: dt.date, country: str | None) -> int:
    """The name of the government's year that runs on `day`."""
    start = FISCAL_START.get(country or "US", 1)
    return day.year + (1 if start > 1 and day.month >= start else 0)


MONTHS: dict[str, Read] = {
    "month": month,
    "month_year": month_year,
    "which_month": which_month,
    "season": season,
    "which_season": which_season,
    "season_year": season_year,
    "quarter_code": quarter_code,
    "ranked_unit": ranked_unit,
    "fiscal_year": fiscal_year,
}
