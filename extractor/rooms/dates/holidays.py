"""Holidays and other named days, alone, with a year, and moved by years or weeks."""

from __future__ import annotations

from collections.abc import Callable

from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.direction import HOLIDAY
from extractor.rooms.dates.hit import Hit, Read
from extractor.rooms.dates.months import beside
from extractor.rooms.dates.named import happened_once, named_day
from extractor.rooms.dates.scene import Answer
from extractor.rooms.dates.sure import COUNTED, PRINTED, SETTLED
from extractor.rooms.dates.units import MOST
from extractor.rooms.dates.words import Value

# Super Tuesday comes every fourth year.
REACH_YEARS = 4
_LAST_WORDS = frozenset({"day", "eve", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def named(hit: Hit) -> Answer | None:
    """Christmas · Thanksgiving 2030 · last Memorial Day · Veterans Day of last year"""
    name, country, anchor = str(hit.value("named", "named2")), hit.scene.country, hit.anchor
    if happened_once(name, country):
        stretch = named_day(name, 2000, country)
        return Answer(stretch, COUNTED) if stretch else None
    year = hit.year("year", "year2")
    if year is not None:
        stretch = named_day(name, year, country)
        return Answer(stretch, PRINTED) if stretch else None
    if anchor is None or not (hit.depth or hit.span("which", "which2") or _is_day(hit, name)):
        return None
    which = hit.which
    if hit.span("which2"):
        stretch = named_day(name, anchor.year + (which or 0), country) if hit.value("unit") == "year" else None
        return Answer(stretch, SETTLED, anchor) if stretch else None
    if which is None:
        return _near(hit, name)
    days = [named_day(name, anchor.year + step, country) for step in range(-REACH_YEARS, REACH_YEARS + 1)]
    return beside(days, which, anchor) or (beside(days, 1, anchor) if which == 0 else None)


def _near(hit: Hit, name: str) -> Answer | None:
    """The day in the year that tense and nearness mean."""
    country = hit.scene.country
    answer = hit.pick(lambda year: named_day(name, year, country), REACH_YEARS, HOLIDAY)
    return answer._replace(confidence=COUNTED) if answer else None


def _is_day(hit: Hit, name: str) -> bool:
    """Holidays make other names ("Christmas tree", "Easter eggs"): alone they need "Day", "Eve" or a preposition."""
    if hit.before == "v":
        return False
    if name.rsplit(" ", 1)[-1] in _LAST_WORDS:
        return True
    return hit.before in ("", "|", "p", "b", "f", "r", "i", "E", "&") and (
        hit.after != "x" or (hit.before in ("p", "b", "f") and not _is_modifier(hit))
    )


def _is_modifier(hit: Hit) -> bool:
    """ "For Christmas shopping", "on Easter eggs": a noun goes on, known by its ending."""
    return hit.word_after.endswith(("ing", "s")) or hit.word_after in {
        "tree",
        "card",
        "party",
        "dinner",
        "bonus",
        "season",
        "song",
        "carol",
        "break",
        "recess",
    }


def named_weekend(hit: Hit) -> Answer | None:
    """Labor Day weekend: Saturday to Monday; Thanksgiving weekend: Thursday to Sunday"""
    if hit.value("unit") != "weekend":
        return None
    answer = _near(hit, str(hit.value("named")))
    if answer is None:
        return None
    day = answer.stretch.start
    if day.weekday() == 0:
        return answer._replace(stretch=Stretch(cal.shift(day, -2, "day"), day, "range"))
    weekend = cal.weekend_of(day)
    return answer._replace(
        stretch=Stretch(min(day, weekend.start), weekend.end, "range") if day.weekday() > 2 else weekend
    )


def moved(hit: Hit) -> Answer | None:
    """November two years ago · Thanksgiving in a year · Monday two weeks from now"""
    anchor, unit, count = hit.anchor, hit.string("unit", "unit2"), hit.number("count", "count2")
    kind, value = hit.kinds("what"), hit.value("what")
    if anchor is None or unit is None or not count or count > MOST:
        return None
    if hit.span("unit2") and (
        hit.line.word(hit.match.start("count2") - 1) != "in" or hit.after not in ("", ".", ",", "|")
    ):
        return None
    back = hit.kinds("ago") == "A" and hit.integer("ago") == -1
    day = cal.shift(anchor, -count if back else count, unit)
    if kind == "W":
        # "Monday two weeks from now", "Tuesday three days from now": of the week that is reached.
        number = value if isinstance(value, int) else 0
        return (
            Answer(cal.day_of(cal.shift(cal.week_of(day).start, number, "day")), COUNTED, anchor)
            if unit in {"day", "week", "month", "year"}
            else None
        )
    build = _yearly(hit, kind, value)
    if unit == "month" and back:
        # "Thanksgiving three months ago": the last one.
        return beside([build(anchor.year - 1), build(anchor.year)], -1, anchor)
    stretch = build(day.year) if unit == "year" else None
    return Answer(stretch, COUNTED, anchor) if stretch else None


def _yearly(hit: Hit, kind: str, value: Value | None) -> Callable[[int], Stretch | None]:
    """The month, season or named day of a token as a function of the year."""
    if kind == "H":
        return lambda year: named_day(str(value), year, hit.scene.country)
    number = value if isinstance(value, int) else 0
    if kind in "Ss":
        return lambda year: cal.season_of(year, number)
    return lambda year: cal.month_of(year, number)


HOLIDAYS: dict[str, Read] = {"named": named, "named_weekend": named_weekend, "moved": moved}
