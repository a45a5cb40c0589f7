"""Odd orders of day, month and year."""

import datetime as dt

import pytest

from extractor.rooms.dates.fallback import parse_day

CASES = [
    ("18th, April 2029", dt.date(2029, 4, 18)),
    ("April, 18 2029", dt.date(2029, 4, 18)),
    ("2029, 18 April", dt.date(2029, 4, 18)),
    ("April 2029", None),
    ("April 18", None),
    ("31, February 2029", None),
    ("may", None),
]


@pytest.mark.parametrize(("words", "day"), CASES)
def test_parse_day(words, day):
    assert parse_day(words) == day
