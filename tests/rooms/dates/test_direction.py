"""Which way a sentence looks, and which of several days it means."""

import datetime as dt

import pytest

from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.direction import Tense, choose, find_tense

TENSES = [
    ("she said | that", -1),
    ("he will speak |", 1),
    ("she'll speak |", 1),
    ("the vote is set for |", 1),
    ("it must be decided |", 1),
    ("the pact was signed |", -1),
    ("| the senator announced", -1),
    ("ahead of |'s vote, she said", 1),
    ("the united states and |", 0),
    ("| chairs", 0),
    ("the red team and |", 0),
    ("the deadline is |", 1),
    ("he would vote |", 1),
    ("he would have voted |", -1),
    ("he would have trouble |", 1),
    ("she has promised to reopen it before |", 1),
    ("they will meet after finishing in |'s race", -1),
    ("she takes office |", 1),
    ("she said he will resign |", 1),
    ("the plan that he announced will start |", 1),
]


@pytest.mark.parametrize(("sentence", "side"), TENSES)
def test_find_tense(sentence, side):
    at = sentence.index("|")
    text = sentence.replace("|", "monday")
    assert find_tense(text, at, at + 6, (0, len(text))).side == side


def month(text):
    year, number = map(int, text.split("-"))
    return cal.month_of(year, number)


PAST, FUTURE, NONE = Tense(-1, True), Tense(1, True), Tense(0)
CHOICES = [
    # article's day, candidates, tense, meant
    ("2031-04-19", ["2030-06", "2031-06"], NONE, "2031-06"),
    ("2031-04-19", ["2030-06", "2031-06"], PAST, "2030-06"),
    ("2031-09-20", ["2030-12", "2031-12"], PAST, "2030-12"),
    ("2031-09-20", ["2030-12", "2031-12"], FUTURE, "2031-12"),
    ("2031-01-10", ["2030-12", "2031-12"], NONE, "2030-12"),
    ("2032-03-04", ["2031-11", "2032-11"], NONE, "2032-11"),
    ("2031-04-19", ["2030-11", "2031-11"], PAST, "2030-11"),
    ("2031-04-19", ["2030-11", "2031-11"], NONE, "2030-11"),
]


@pytest.mark.parametrize(("day", "candidates", "tense", "meant"), CHOICES)
def test_choose(day, candidates, tense, meant):
    assert choose([month(candidate) for candidate in candidates], dt.date.fromisoformat(day), tense) == month(meant)


def test_nothing_to_choose_from():
    assert choose([None, None], dt.date(2031, 1, 1), NONE) is None
