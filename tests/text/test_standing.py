"""Patterns tried only where their words stand find what they find anywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.standing import matches_up_to, matches_within, standing, stands, within

STOOD = [
    ("The poll of polls: a Poll-taker", {"poll"}, [4, 21]),
    ("A POLL, and a poll's margin", {"poll", "margin"}, [2, 14, 21]),
    ("48percent of the vote", {"percent", "vote"}, [2, 17]),
    ("The Çoll won", {"oll"}, [5]),
    # A part of a word is no word.
    ("The pollster voted", {"poll", "vote"}, []),
    ("", {"vote"}, []),
    ("İzmir voted", {"vote"}, []),
]


@pytest.mark.parametrize(("text", "words", "places"), STOOD, ids=[text for text, *_ in STOOD])
def test_standing(text, words, places):
    assert list(standing(text, frozenset(words))) == places


STRETCHES = [
    ("Jane Roe led the poll", {"poll"}, (0, 21), True),
    ("Jane Roe led the poll", {"poll"}, (17, 18), True),
    # It begins before the stretch, or behind it.
    ("Jane Roe led the poll", {"poll"}, (18, 21), False),
    ("Jane Roe led the poll", {"poll"}, (0, 17), False),
]


@pytest.mark.parametrize(("text", "words", "stretch", "there"), STRETCHES)
def test_stands(text, words, stretch, there):
    assert stands(text, frozenset(words), *stretch) is there
    assert bool(within(text, frozenset(words), *stretch)) is there


WORDS = st.lists(
    st.sampled_from(["she", "He", "the", "poll", "POLLS", "Roe", "he's", "a-poll", "48", "she2", "élan he", ".", "\n"])
)
PRONOUN = re.compile(r"\b(?:she|he)(?:\s+the)?\b", re.IGNORECASE)
POLL = re.compile(r"\b[A-Z][a-z]+\s(?:the\s)?poll\b")


@given(WORDS, st.integers(0, 30), st.integers(0, 60))
def test_matches_within_finds_what_finditer_finds(words, start, length):
    text = " ".join(words)
    end = min(len(text), start + length)
    found = matches_within(PRONOUN, text, frozenset({"she", "he"}), start, end)
    assert [match.span() for match in found] == [match.span() for match in PRONOUN.finditer(text, start, end)]


@given(WORDS)
def test_matches_up_to_finds_what_finditer_finds(words):
    text = " ".join(words)
    found = matches_up_to(POLL, text, frozenset({"poll"}), 40)
    assert [match.span() for match in found] == [match.span() for match in POLL.finditer(text)]
