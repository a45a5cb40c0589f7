"""Public lists of names, places, days and ordinary words are tested for what they are for, not line by line."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest
import readings

from extractor.language.lexicon import load_table

# text, what must be read of it
NAMES_AND_WORDS = [
    # A first name, and a surname no list has; in lower case the list alone tells.
    ("Aaliyah Quorne spoke.", "name Aaliyah Quorne"),
    ("the clerk met tobias quorne there and they spoke of it for an hour", "name tobias quorne"),
    # A surname alone, behind a word that shows a person.
    ("They met Mrs. Hendricks there.", "name Hendricks"),
    # Places are no people, with capitals and without.
    ("Toledo said so.", "no people"),
    ("Voters in Zagreb said so.", "no people"),
    ("they said in the streets of zagreb and toledo that it was so", "no people"),
    # Ordinary words are none either, though they begin a sentence or stand in a headline.
    ("Bridges Cost Money.", "no people"),
    ("Tax cuts said to help.", "no people"),
]


@pytest.mark.parametrize(("text", "fact"), NAMES_AND_WORDS, ids=[text for text, _ in NAMES_AND_WORDS])
def test_what_the_lists_are_for(text, fact):
    assert fact in readings.read(text)


# Feasts of calendars whose days were collected from a later year on than the others'.
FIRST_YEARS = dict.fromkeys(
    ("dussehra", "ganesh_chaturthi", "holi", "janmashtami", "maha_shivaratri", "onam", "raksha_bandhan", "ram_navami"),
    2001,
)
# What does not come every year: every fourth, and only when it is known.
EVERY_FOURTH = {"super_tuesday"}
LAST_YEAR = 2035


def test_a_moving_feast_has_its_day_in_every_year():
    years = defaultdict(set)
    for feast, day in load_table("moving_days", 2):
        years[feast].add(dt.date.fromisoformat(day).year)
    for feast in EVERY_FOURTH:
        assert years.pop(feast) == set(range(1984, 2025, 4))
    missing = {
        feast: sorted(set(range(FIRST_YEARS.get(feast, 1990), LAST_YEAR + 1)) - there) for feast, there in years.items()
    }
    assert not {feast: gone for feast, gone in missing.items() if gone}
