"""The days that have a name: holidays, feasts, election days.

Laws and church calendars are rules in `data/named_days.tsv`; feasts that follow the moon or a party's decision stand year by
year in `data/moving_days.tsv`.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from extractor.language.elections import general_election_day
from extractor.language.lexicon import load_table
from extractor.rooms.dates.calendar import Stretch, day_of, make_day, months_of, nth_weekday, shift


@cache
def named_days() -> dict[str, dict[str, str]]:
    """Name → country → rule; `*` is the rule everywhere else."""
    days: dict[str, dict[str, str]] = {}
    for name, country, rule in load_table("named_days", 3):
        days.setdefault(name, {})[country] = rule
    return days


@cache
def _moving_days() -> dict[tuple[str, int], dt.date]:
    return {(key, int(day[:4])): dt.date.fromisoformat(day) for key, day in load_table("moving_days", 2)}


def named_day(name: str, year: int, country: str | None) -> Stretch | None:
    """That day of that year where `country` is; None in years without one (Super Tuesday 2015).

    >>> named_day("thanksgiving", 2016, "CA").start, named_day("good friday", 2017, None).start
    (datetime.date(2016, 10, 10), datetime.date(2017, 4, 14))
    """
    rules = named_days().get(name, {})
    rule = rules.get(country or "*") or rules.get("*") or next(iter(rules.values()), "")
    if not rule or not 1 < year < 9999:
        return None
    kind, *rest = rule.split()
    if kind == "fixed":
        day = make_day(year, int(rest[0]), int(rest[1]))
        return _days_from(day, int(rest[2])) if day and len(rest) > 2 else day
    if kind == "nth":
        month = months_of(year, int(rest[0]), 1, "month")
        day = nth_weekday(month, int(rest[2]), int(rest[1])) if month else None
        return day_of(shift(day.start, int(rest[3]), "day")) if day and len(rest) > 3 else day
    if kind in {"easter", "orthodox"}:
        sunday = easter(year) if kind == "easter" else orthodox_easter(year)
        day = day_of(shift(sunday, int(rest[0]), "day"))
        return _days_from(day, int(rest[1])) if len(rest) > 1 else day
    if kind == "moving":
        found = _moving_days().get((rest[0], year))
        if found is None:
            return None
        return _days_from(day_of(found), int(rest[1])) if len(rest) > 1 else day_of(found)
    if kind == "election":
        return day_of(general_election_day(year))
    if kind == "inauguration":
        return make_day(year, 1, 20) if year % 4 == 1 else None
    if kind == "once":
        return day_of(dt.date.fromisoformat(rest[0]))
    return None


def happened_once(name: str, country: str | None) -> bool:
    """Does the name mean one day of history (D-Day), whatever the year of the article?"""
    rules = named_days().get(name, {})
    return (rules.get(country or "*") or rules.get("*") or "").startswith("once")


def _days_from(day: Stretch, count: int) -> Stretch:
    return Stretch(day.start, shift(day.start, count - 1, "day"), "range")


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, Nature 1876).

    >>> easter(2016), easter(2013)
    (datetime.date(2016, 3, 27), datetime.date(2013, 3, 31))
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, skipped = divmod(century, 4)
    epact = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    fours, left = divmod(rest, 4)
    weekday = (32 + 2 * skipped + 2 * fours - epact - left) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the eastern churches, as a Gregorian day (Meeus' Julian algorithm).

    >>> orthodox_easter(2020)
    datetime.date(2020, 4, 19)
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    # The Julian calendar runs behind by this many days.
    behind = year // 100 - year // 400 - 2
    return shift(dt.date(year, month, day + 1), behind, "day")
