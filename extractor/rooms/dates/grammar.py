"""The forms of date expressions, written over one letter a word: `words.LETTERS`, and for numbers and marks

D 1-31 · N other number · j 32-99 · Y year · y '16 · o 3rd · X 3/4/2017 · V 3/4 · P 6/2004 · Q q3 · K 1990s · z FY16 · G 2011-12 ·
H named day · c May (capital) · d may (lower case) · . , - / ( ) ' $ % : the marks · | end of paragraph · x any other word

An article in front ("the 1970s") is read by the reader, so no form begins with it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# A number of units: "two", "twenty-two", "a", "a few", "a couple of", "10".
COUNT = r"(?:a?(?:q(?:-?q){0,2}|u)i?|[DNjY]|a)"
MONTH = r"[Mmcd]"
# A day of the month: 3, 3rd, third, twenty-third, twenty three.
DAY = r"(?:[oD]|(?:q-?)?R|q(?:-?q)?)"
# A year in words: nineteen ninety-six, two thousand and fifteen.
YEAR_WORDS = r"q(?:-?q|&q){1,4}"
YEAR = rf"(?:[Yy]J?|{YEAR_WORDS})"
# Behind a year of two digits nothing may stand that it could count: "3 Aug 96", not "3 Aug 96 people".
_ALONE = r"(?![-xU%$aquSW])"
# "May 9th of last year" has its year in words.
_YEAR_TAIL = rf"(?:ig?(?P<which>L)(?P<unit>U)|(?=,?g?(?P<which2>L)(?P<unit2>U))|(?:,?i?|[-/])(?P<year>{YEAR})(?!%)|i?(?P<short>j){_ALONE}|,(?P<short2>j)(?=[.)|]|$))?"
_WEEKDAY_HEAD = r"(?:L?(?P<weekday>[Ww])(?:,|-|\(|,?g)?)?"
_WEEKDAY_TAIL = r"(?:,?\(?(?P<behind>[Ww])(?!'))?"


class Form(NamedTuple):
    """One form of a date: its name, and its pattern over the kinds of tokens."""

    name: str
    starts: str  # letters that a match can begin with
    pattern: str


FORMS = (
    # June 3-7, 2016 · Nov. 6 to 10
    Form("days_of_month", "WwMmcd", rf"{_WEEKDAY_HEAD}(?P<month>{MONTH})g?(?P<first>{DAY})(?:r|-|&)g?(?P<last>{DAY})(?![%UM]){_YEAR_TAIL}"),
    # june 3 7, where the dash was stripped
    Form("stripped_days", "Mm", rf"(?P<month>[Mm])(?P<first>D)(?P<last>D)(?![U%M:/-]){_YEAR_TAIL}"),
    # the 4th to the 9th of May · 3-7 June 2016
    Form("month_of_days", "oDqR", rf"(?P<first>{DAY})(?:r|-|&)g?(?P<last>{DAY})i?(?P<month>{MONTH}){_YEAR_TAIL}"),
    # Tuesday, April 18, 2017 · Friday (Jun-15) · May 3
    Form("month_day", "LWwMmcd", rf"{_WEEKDAY_HEAD}(?P<month>{MONTH})[-/]?g?(?P<day>{DAY}){_YEAR_TAIL}{_WEEKDAY_TAIL}"),
    # the 4th of July · 31 Oct 1974 · the 9th day of May
    Form("day_month", "LWwoDqR", rf"{_WEEKDAY_HEAD}(?P<day>{DAY})(?:U?i)?[-/]?(?P<month>{MONTH})(?:(?=-D)|{_YEAR_TAIL}){_WEEKDAY_TAIL}"),
    # 2016 June 20 · Sep-2020-23 · 23-2020-Sep
    Form("year_inside", "YMD", rf"(?P<year>Y)[-/,]?(?P<month>{MONTH})[-/]?(?P<day>D)(?![xU%])|(?P<month2>M)-(?P<year2>Y)-(?P<day2>D)|(?P<day3>D)-(?P<year3>Y)-(?P<month3>M)"),
    # 18 and 19 June: the first of them, its month said with the last
    Form("shared_month", "oD", r"(?P<day>[oD])(?=(?:,[oD])*,?&?[oD]i?(?P<month>[Mmc])(?:,?i?(?P<year>Y))?)"),
    # Tuesday 11/3/2015 · 2017-03-04
    Form("numeric", "LWwX", rf"{_WEEKDAY_HEAD}(?P<full>X)"),
    # 3/4 · 3/4, 2016
    Form("slashed", "LWwV", rf"{_WEEKDAY_HEAD}(?P<part>V)(?:,(?P<year>Y)(?=[.,)|]|$))?"),
    # March 2016 · June of 2016 · 2024 August · 06/2004
    Form("month_year", "MmcdYP", rf"(?P<month>{MONTH})(?:,?i?|[-/])(?P<year>{YEAR})(?!%)|(?P<month4>{MONTH})(?:ig?(?P<which>L)(?P<unit>U)|(?=,?g?(?P<which2>L)(?P<unit2>U)))|(?P<month2>{MONTH})i(?P<short>j){_ALONE}|(?P<year2>Y)[-/,]?(?P<month3>M)|(?P<pair>P)"),
    # summer of 2011 · fall 2016 · winter of 2015-16
    Form("season_year", "Ss", rf"(?P<season>[Ss])(?:,?i?)(?P<year>{YEAR}|G)(?:[-/][Dj])?(?!%)"),
    # 2017-q1 · Q3 of 2016
    Form("quarter_code", "QY", r"(?P<year>Y)-?(?P<code>Q)|(?P<code2>Q)(?:(?:-|,|i)?(?P<year2>Y))?"),
    # fiscal 2016 · fiscal year 2015-16 · FY16
    Form("fiscal_year", "FzY", r"FU?(?P<year>[Yy]|G)|(?P<year2>Y)FU|(?P<code>z)"),
    # last week's Sunday · this week Monday · Tuesday of this week
    Form("weekday_of_week", "LW", r"(?P<which>L)(?P<unit>U)'?-?(?P<weekday>W)|(?P<weekday2>W)(?:i|f|,)?g?(?P<which2>L)(?P<unit2>U)"),
    # the past two weeks · the next 60 days · five past years
    Form("units", "LaquDNj", rf"(?P<which>L{{1,2}})(?P<count>{COUNT})(?P<unit>U)|(?P<count2>{COUNT})(?P<which2>L)(?P<unit2>U)"),
    # last week · this past weekend · the current fiscal year
    Form("unit", "L", r"(?P<which>L{1,2})(?P<kind>[lF]?)(?P<unit>U)"),
    # last November · next 6th of April
    Form("which_month", "L", rf"(?P<which>L{{1,2}})(?P<month>{MONTH})(?:g?(?P<day>[oD]))?|(?P<which2>L)g?(?P<day2>[oD])i?(?P<month2>{MONTH})"),
    Form("which_season", "L", r"(?P<which>L{1,2})(?P<season>[Ss])"),
    Form("which_weekday", "L", r"(?P<which>L{1,2})(?P<weekday>W)"),
    # November two years ago · Thanksgiving in a year · Friday three weeks from now
    Form("moved", "MmcSsHW", rf"(?P<what>[MmcSsHW]),?(?:(?P<count>{COUNT})(?P<unit>U)(?P<ago>A|fn|fT)|i(?P<count2>{COUNT})(?P<unit2>U))"),
    # Labor Day weekend
    Form("named_weekend", "H", r"(?P<named>H)(?P<unit>U)"),
    # last Christmas · Thanksgiving 2030 · Veterans Day of last year
    Form("named", "LHY", rf"(?P<year2>Y)(?P<named2>H)|(?P<which>L{{1,2}})?(?P<named>H)(?:,?i?(?P<year>{YEAR})|i?g?(?P<which2>L)(?P<unit>U))?"),
    # two weeks ago · a year from now
    Form("ago", "aquDNjY", rf"(?P<count>{COUNT})(?P<unit>U)(?:,?&?(?P<count2>{COUNT})(?P<unit2>U))?(?:,?&?(?P<count3>{COUNT})(?P<unit3>U))?,?(?P<ago>A|fn|fT)(?:(?P<weekday>W)|i?(?P<month>[Mmc])(?![D-])|(?P<which>L)(?P<of>U))?"),
    # three weeks later · a year earlier
    Form("later", "aquDNjY", rf"(?P<count>{COUNT})(?P<unit>U)(?:,?&?(?P<count2>{COUNT})(?P<unit2>U))?(?:,?&?(?P<count3>{COUNT})(?P<unit3>U))?,?(?P<later>e)"),
    # the third quarter · the 21st century
    Form("ranked_unit", "oR", r"(?P<rank>[oR])-?(?P<unit>U)(?:,?(?P<year>Y))?"),
    # 2015-16 · 2011-2016
    Form("years", "YG", r"(?P<first>Y)(?:-|/)(?P<last>[YDjN])(?![-/%:U])|(?P<pair>G)"),
    # year to date
    Form("to_date", "U", r"(?P<unit>U)-?r-?@"),
    # the week of the 18th
    Form("week_of_day", "U", r"(?P<unit>U)ig?(?P<day>o)(?![Mmci])"),
    # the day before · the year after
    Form("neighbour", "U", r"(?P<unit>U)(?P<side>b)"),
    # year-end · the year's end
    Form("unit_end", "U", r"(?P<unit>U)'?-?(?P<edge>B)(?!i)"),
    # that day · the same year
    Form("same", "t", r"t(?P<unit>U)"),
    Form("today", "T", r"(?P<today>T)"),
    Form("now", "n", r"n"),
    # in two weeks · within the next 30 days · in two years' time
    Form("ahead", "i", rf"i(?:g?L)?(?P<count>{COUNT})(?P<unit>U)(?:(?P<time>'x)|(?![ibAe']))"),
    # Tuesday · Thu 14th
    Form("weekday", "Ww", r"(?P<weekday>[Ww])(?:g?(?P<day>[oD])(?!-?[xU%:]|-D))?"),
    Form("decade", "K", r"(?P<decade>K)"),
    Form("season", "Ss", r"(?P<season>[Ss])"),
    Form("month", "Mmcd", rf"(?P<month>{MONTH})"),
    Form("year", "Yyq", rf"(?P<year>[Yy]|{YEAR_WORDS})J?"),
    Form("the_unit", "U", r"(?P<unit>U)"),
)  # fmt: skip

# What may stand before a date and change it; the date itself follows.
OPERATORS = (
    # early May · late last month · early in 2016 · the end of March
    Form("part", "EB", r"(?:(?P<part>E)-?i?|(?P<edge>B)i?)"),
    # earlier this month · later in the week
    Form("earlier", "e", r"(?P<earlier>e)i?"),
    # the second last day of 2030 · the last four weeks of 2031 · the first Friday of May
    Form("ranked", "RoLq", rf"(?P<rank>(?:q-?)?R|RL|[oL])(?P<count>{COUNT})?(?P<unit>[UW])(?:i|')"),
    # the 20th of next month
    Form("ranked_day", "o", r"(?P<rank>o)[ip]?(?=g?L)"),
    # the day after tomorrow · two weeks before Christmas · a week from Monday
    Form("offset", "UaquDNj", rf"(?P<count>{COUNT})?(?P<unit>U)(?P<side>b|f)"),
    # the Friday after Thanksgiving
    Form("weekday_beside", "W", r"(?P<weekday>W)(?P<side>b)"),
    # the week of May 9
    Form("unit_of", "U", r"(?P<unit>U)i"),
)

# More days of the month just said: "March 5, 12 and 19".
MORE_DAYS = re.compile(r"(?:(?:,?&|,)[oD](?![xU%M:/-]|i[Mm]))+(?:,(?P<year>Y))?")
# Joins two dates to a stretch: "Thursday through Monday"; "and" only behind "between".
JOIN = re.compile(r"'?(?:-?r-?|-|(?P<and>&))")
# A date behind this one that brings the year for both: "Aug. 10 and Nov. 12, 2011", "5/1-5/7, 2020".
SHARED_YEAR = re.compile(
    rf"(?:,&?|&|r|-)g?(?:(?:{MONTH}g?{DAY}|{DAY}i?{MONTH}|{MONTH})(?:,?i?)(?P<year>Y)|V,(?P<year_of_part>Y)(?=[.,)|]|$))"
)


@cache
def by_letter(*, operators: bool) -> dict[str, re.Pattern[str]]:
    """For each first letter one pattern that tells, by its last group, which forms may begin here."""
    table: dict[str, list[str]] = {}
    for form in OPERATORS if operators else FORMS:
        for letter in form.starts:
            table.setdefault(letter, []).append(f"(?P<{form.name}>{re.sub(r'[?]P<[a-z0-9]+>', '?:', form.pattern)})")
    return {letter: re.compile("|".join(patterns)) for letter, patterns in table.items()}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every form by name, compiled."""
    return {form.name: re.compile(form.pattern) for form in (*FORMS, *OPERATORS)}
