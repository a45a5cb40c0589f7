"""Named days: what law, church and moon say."""

import pytest

from extractor.language.lexicon import load_table
from extractor.rooms.dates.named import easter, named_day, named_days, orthodox_easter

CASES = [
    ("election day", 2016, None, "2016-11-08"),
    ("inauguration day", 2017, None, "2017-01-20"),
    ("inauguration day", 2018, None, None),
    ("super tuesday", 2016, None, "2016-03-01"),
    ("super tuesday", 2015, None, None),
    ("memorial day", 2016, None, "2016-05-30"),
    ("thanksgiving", 2016, "US", "2016-11-24"),
    ("thanksgiving", 2016, "CA", "2016-10-10"),
    ("thanksgiving", 2016, "FR", "2016-11-24"),
    ("black friday", 2016, None, "2016-11-25"),
    ("mother's day", 2016, "US", "2016-05-08"),
    ("mother's day", 2016, "GB", "2016-03-06"),
    ("good friday", 2016, None, "2016-03-25"),
    ("mardi gras", 2016, None, "2016-02-09"),
    ("orthodox easter", 2016, None, "2016-05-01"),
    ("chinese new year", 2016, None, "2016-02-08"),
    ("rosh hashanah", 2016, None, "2016-10-03"),
    ("tax day", 2016, None, "2016-04-18"),
    ("9/11", 2016, None, "2001-09-11"),
    ("no such day", 2016, None, None),
    ("christmas", 0, None, None),
]


@pytest.mark.parametrize(("name", "year", "country", "expected"), CASES)
def test_named_day(name, year, country, expected):
    day = named_day(name, year, country)
    assert (day.start.isoformat() if day else None) == expected


EASTERS = [(1961, "1961-04-02"), (1990, "1990-04-15"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2038, "2038-04-25")]


@pytest.mark.parametrize(("year", "expected"), EASTERS)
def test_easter(year, expected):
    assert easter(year).isoformat() == expected


def test_both_easters_are_sundays():
    assert {day.weekday() for year in range(1900, 2100) for day in (easter(year), orthodox_easter(year))} == {6}


def test_every_rule_of_the_table_is_understood():
    moving = {key for key, _ in load_table("moving_days", 2)}
    for name, countries in named_days().items():
        for country, rule in countries.items():
            kind, *rest = rule.split()
            assert kind != "moving" or rest[0] in moving, name
            assert any(named_day(name, year, country) for year in range(2010, 2030)), (name, country)
