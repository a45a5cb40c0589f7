"""Stretches of the calendar and how to move between them. Knows dates, no text.

Weeks run from Monday to Sunday; winter is December to February, spring March to May, summer June to August, fall September to
November; a winter bears the year of its December. A century is counted as people say it: the 21st is 2000 to 2099.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import NamedTuple

DAY = dt.timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "cycle": 24, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}


class Stretch(NamedTuple):
    """First and last day, both inclusive, and how finely the words name them (`records.Granularity`)."""

    start: dt.date
    end: dt.date
    grain: str


def day_of(date: dt.date) -> Stretch:
    """One day."""
    return Stretch(date, date, "day")


def make_day(year: int, month: int, day: int) -> Stretch | None:
    """That day, or None where the calendar has none (February 30)."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return day_of(dt.date(year, month, day))


def week_of(date: dt.date) -> Stretch:
    """Monday to Sunday around `date`."""
    monday = shift(date, -date.weekday(), "day")
    return Stretch(monday, shift(monday, 6, "day"), "week")


def weekend_of(date: dt.date) -> Stretch:
    """Saturday and Sunday of the week of `date`."""
    monday, sunday, _ = week_of(date)
    return Stretch(shift(monday, 5, "day"), sunday, "weekend")


def months_of(year: int, month: int, count: int, grain: str) -> Stretch | None:
    """`count` whole months from the first of `month`; a month beyond 12 belongs to a later year."""
    first = _month_start(year, month)
    after = _month_start(year, month + count)
    if first is None or after is None:
        return None
    return Stretch(first, after - DAY, grain)


def month_of(year: int, month: int) -> Stretch | None:
    """One whole month."""
    return months_of(year, month, 1, "month")


def season_of(year: int, first_month: int) -> Stretch | None:
    """Three months from the first of `first_month`."""
    return months_of(year, first_month, 3, "season")


def quarter_of(year: int, number: int) -> Stretch | None:
    """The first to fourth quarter of a year."""
    return months_of(year, 3 * number - 2, 3, "quarter")


def half_of(year: int, number: int) -> Stretch | None:
    """The first or second half of a year."""
    return months_of(year, 6 * number - 5, 6, "range")


def year_of(year: int) -> Stretch | None:
    """One whole year."""
    return months_of(year, 1, 12, "year")


def decade_of(year: int) -> Stretch | None:
    """The ten years that have all digits but the last in common with `year`."""
    return months_of(year - year % 10, 1, 120, "decade")


def century_of(number: int) -> Stretch | None:
    """The century of this number, as people count."""
    return months_of(100 * (number - 1), 1, 1200, "century")


def unit_of(date: dt.date, unit: str) -> Stretch | None:
    """The day, week, month, … that holds `date`."""
    year = date.year
    if unit == "day":
        return day_of(date)
    if unit == "week":
        return week_of(date)
    if unit == "weekend":
        return weekend_of(date)
    if unit == "fortnight":
        week = week_of(date)
        return Stretch(week.start, shift(week.end, 7, "day"), "range")
    if unit == "month":
        return month_of(year, date.month)
    if unit == "quarter":
        return quarter_of(year, (date.month + 2) // 3)
    if unit == "half":
        return half_of(year, 1 if date.month < 7 else 2)
    if unit == "cycle":
        # Two years that end with the even one in which Congress is elected.
        return months_of(year - 1 + year % 2, 1, 24, "range")
    if unit == "decade":
        return decade_of(year)
    if unit == "century":
        return century_of(year // 100 + 1)
    return year_of(year)


def shift(date: dt.date, count: int, unit: str) -> dt.date:
    """`date` moved by `count` units; a day that the month lacks becomes its last one. Stays inside years 1 to 9999.

    >>> shift(dt.date(2016, 3, 31), -1, "month")
    datetime.date(2016, 2, 29)
    """
    if unit in _DAYS:
        ordinal = date.toordinal() + count * _DAYS[unit]
        return dt.date.fromordinal(min(max(ordinal, 1), dt.date.max.toordinal()))
    months = date.year * 12 + date.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return dt.date.min if year < 1 else dt.date.max
    return dt.date(year, month + 1, min(date.day, monthrange(year, month + 1)[1]))


def shift_stretch(stretch: Stretch, count: int, unit: str) -> Stretch:
    """The stretch moved by `count` units; one that ends with its month still does.

    >>> shift_stretch(Stretch(dt.date(2015, 2, 1), dt.date(2015, 2, 28), "month"), 1, "year").end
    datetime.date(2016, 2, 29)
    """
    end = shift(shift(stretch.end, 1, "day"), count, unit)
    return Stretch(shift(stretch.start, count, unit), shift(end, -1, "day"), stretch.grain)


def nth_weekday(stretch: Stretch, weekday: int, number: int) -> Stretch | None:
    """The `number`th such weekday inside the stretch; -1 is the last one."""
    if number > 0:
        found = shift(stretch.start, (weekday - stretch.start.weekday()) % 7 + 7 * (number - 1), "day")
    else:
        found = shift(stretch.end, -((stretch.end.weekday() - weekday) % 7) + 7 * (number + 1), "day")
    return day_of(found) if stretch.start <= found <= stretch.end else None


# The first, second and last third of a stretch: "early", "mid" and "late" in it. Cut at these fractions of its units.
def third_of(stretch: Stretch, part: str) -> Stretch | None:
    """The early, middle or late third: days of a week or month, months of a year, years of a decade.

    A month is cut at its 10th and 20th, a week into Monday to Wednesday, Wednesday to Friday, Friday to Sunday.
    """
    start, end, grain = stretch
    if grain == "day":
        return stretch
    if grain == "week":
        first, last = {"early": (0, 2), "middle": (2, 4), "late": (4, 6)}[part]
        return Stretch(shift(start, first, "day"), shift(start, last, "day"), "range")
    if grain == "month":
        first, last = {"early": (0, 9), "middle": (10, 19), "late": (20, (end - start).days)}[part]
        return Stretch(shift(start, first, "day"), shift(start, last, "day"), "range")
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    first, last = {
        "early": (0, months // 3),
        "middle": (months // 3, 2 * months // 3),
        "late": (2 * months // 3, months),
    }[part]
    return months_of(start.year, start.month + first, last - first, "range") if last > first else stretch


def _month_start(year: int, month: int) -> dt.date | None:
    years, index = divmod(month - 1, 12)
    return dt.date(year + years, index + 1, 1) if 1 <= year + years <= 9999 else None
