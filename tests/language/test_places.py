"""Numerals of districts, names of places, and the country of a story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.places import is_state, ordinal, ordinal_words, parse_ordinal, place_names, story_country


@given(st.integers(min_value=1, max_value=999))
def test_an_ordinal_in_digits_reads_back(number):
    assert parse_ordinal(ordinal(number)) == number


def test_ordinals_in_words_are_the_numbers_up_to_fifty_nine():
    assert set(ordinal_words().values()) == set(range(1, 60))


PLACES = [
    ("ohio", "Ohio", None),
    ("ga.", "Georgia", None),
    ("west virginia", "West Virginia", None),
    ("new york", "New York", None),
    ("new york city", "New York", "New York City"),
    ("atlanta", "Georgia", "Atlanta"),
    ("scotland", "Scotland", None),
]


@pytest.mark.parametrize(("name", "region", "city"), PLACES, ids=[case[0] for case in PLACES])
def test_place_names(name, region, city):
    found = place_names()[name]
    assert (found.region, found.city) == (region, city)


@pytest.mark.parametrize("name", ["washington", "or", "in", "me", "mission"])
def test_words_that_mean_more_than_a_place_are_left_out(name):
    assert name not in place_names()


COUNTRIES = [
    ("The Tory majority fell by £2m.", "GB"),
    ("The Republican leads the Senate race.", "US"),
    ("Labor preferences flowed to the Greens on the two-party count.", "AU"),
    ("The riding went to the NDP.", "CA"),
    ("She declared ₹4 crore.", "IN"),
    ("A bakery opened.", None),
]


@pytest.mark.parametrize(("text", "country"), COUNTRIES, ids=[case[0] for case in COUNTRIES])
def test_story_country(text, country):
    assert story_country(text) == country


def test_what_is_known_of_the_country_wins():
    assert story_country("The Tory majority fell.", "CA") == "CA"


def test_states():
    assert is_state("Ohio")
    assert not is_state("Scotland")
    assert not is_state(None)
