"""Stretches of the calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.rooms.dates import calendar as cal

DAYS = st.dates(dt.date(1600, 1, 1), dt.date(2400, 12, 31))
UNITS = ["day", "week", "weekend", "fortnight", "month", "quarter", "half", "year", "cycle", "decade", "century"]

SHIFTS = [
    ("2016-03-31", -1, "month", "2016-02-29"),
    ("2016-02-29", 1, "year", "2017-02-28"),
    ("2016-12-15", 1, "quarter", "2017-03-15"),
    ("2016-12-15", -2, "week", "2016-12-01"),
    ("2016-12-15", 1, "decade", "2026-12-15"),
    ("9999-12-01", 40, "week", "9999-12-31"),
    ("0001-01-03", -40, "year", "0001-01-01"),
]


@pytest.mark.parametrize(("day", "count", "unit", "expected"), SHIFTS)
def test_shift(day, count, unit, expected):
    assert cal.shift(dt.date.fromisoformat(day), count, unit).isoformat() == expected


THIRDS = [
    (cal.month_of(2031, 5), "early", "2031-05-01", "2031-05-10"),
    (cal.month_of(2031, 5), "middle", "2031-05-11", "2031-05-20"),
    (cal.month_of(2031, 2), "late", "2031-02-21", "2031-02-28"),
    (cal.year_of(2031), "early", "2031-01-01", "2031-04-30"),
    (cal.year_of(2031), "late", "2031-09-01", "2031-12-31"),
    (cal.decade_of(1995), "early", "1990-01-01", "1993-04-30"),
    (cal.week_of(dt.date(2031, 6, 12)), "early", "2031-06-09", "2031-06-11"),
    (cal.season_of(2031, 12), "middle", "2032-01-01", "2032-01-31"),
]


@pytest.mark.parametrize(("stretch", "part", "start", "end"), THIRDS)
def test_third_of(stretch, part, start, end):
    third = cal.third_of(stretch, part)
    assert (third.start.isoformat(), third.end.isoformat()) == (start, end)


WEEKDAYS = [
    (cal.month_of(2031, 10), 0, 2, "2031-10-13"),
    (cal.month_of(2031, 10), 4, -1, "2031-10-31"),
    (cal.month_of(2031, 10), 4, 6, None),
]


@pytest.mark.parametrize(("stretch", "weekday", "number", "expected"), WEEKDAYS)
def test_nth_weekday(stretch, weekday, number, expected):
    found = cal.nth_weekday(stretch, weekday, number)
    assert (found.start.isoformat() if found else None) == expected


IMPOSSIBLE = [
    cal.make_day(2031, 2, 29),
    cal.make_day(2031, 13, 1),
    cal.make_day(0, 1, 1),
    cal.month_of(9999, 13),
    cal.year_of(10_000),
]


@pytest.mark.parametrize("stretch", IMPOSSIBLE)
def test_the_calendar_has_no_such_day(stretch):
    assert stretch is None


@given(DAYS, st.sampled_from(UNITS))
def test_every_day_lies_in_its_unit(day, unit):
    start, end, _ = cal.unit_of(day, unit)
    assert start <= end
    if unit != "weekend":
        assert start <= day <= end


@given(DAYS, st.integers(-5000, 5000), st.sampled_from(UNITS))
def test_shift_stays_in_the_calendar(day, count, unit):
    assert dt.date.min <= cal.shift(day, count, unit) <= dt.date.max


@given(DAYS, st.integers(-400, 400))
def test_days_and_weeks_shift_back_to_where_they_were(day, count):
    for unit in ("day", "week"):
        assert cal.shift(cal.shift(day, count, unit), -count, unit) == day
