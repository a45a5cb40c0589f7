"""What an election is called, how it is grouped, and which two descriptions can be one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.elections import compatible, general_date, general_election_day, key, label, main_contest, named
from extractor.language.found import ContestMention

SEAT = ContestMention(office="U.S. House", region="Ohio", district="6", base="special", stage="special", date="2031")

LABELS = [
    (SEAT, "Ohio 6th congressional district special election 2031"),
    (replace(SEAT, stage="runoff"), "Ohio 6th congressional district special election 2031, runoff"),
    (replace(SEAT, district="at-large"), "Ohio at-large congressional district special election 2031"),
    (
        ContestMention(office="U.S. Senate", region="Ohio", base="primary", party="Republican", date="2030"),
        "Ohio U.S. Senate Republican primary 2030",
    ),
    (ContestMention(office="President", base="general", date="2032-11-02"), "U.S. presidential election 2032"),
    (
        ContestMention(office="President", region="Ohio", district="6", base="general", date="2032"),
        "U.S. presidential election 2032, Ohio 6th congressional district",
    ),
    (
        ContestMention(office="President", region="France", base="general", date="2032"),
        "France presidential election 2032",
    ),
    (ContestMention(office="Mayor", city="Upton", date="2031"), "Upton mayoral election 2031"),
    (
        ContestMention(office="Parliament", district="Upton North", base="by-election", date="2031"),
        "Upton North by-election 2031",
    ),
    (ContestMention(), "Election"),
]


@pytest.mark.parametrize(("contest", "expected"), LABELS, ids=[case[1] for case in LABELS])
def test_label(contest, expected):
    assert label(contest) == expected


def test_the_key_of_a_round_begins_with_the_key_of_its_election():
    assert key(replace(SEAT, stage="runoff")) == key(SEAT) + "/runoff"


def test_the_day_does_not_change_the_key():
    assert key(replace(SEAT, date="2031-06-20")) == key(SEAT)


DIFFERENT = [
    replace(SEAT, office="U.S. Senate"),
    replace(SEAT, region="Iowa"),
    replace(SEAT, district="7"),
    replace(SEAT, date="2030"),
    replace(SEAT, base="general"),
    replace(SEAT, stage="runoff"),
]


@pytest.mark.parametrize("other", DIFFERENT, ids=[label(other) for other in DIFFERENT])
def test_contests_that_contradict_are_two(other):
    assert not compatible(replace(SEAT, stage="first round"), other)
    assert key(other) != key(SEAT)


PARTS = ("office", "region", "district", "base", "date")


@given(st.sets(st.sampled_from(PARTS)))
def test_a_partial_description_is_compatible_with_the_whole(left_out):
    partial = replace(SEAT, stage=None, **dict.fromkeys(left_out))
    assert compatible(partial, SEAT)
    assert compatible(SEAT, partial)


@given(st.integers(min_value=1845, max_value=2200))
def test_a_general_election_is_a_tuesday_from_the_second_to_the_eighth(year):
    day = general_election_day(year)
    assert (day.month, day.strftime("%a")) == (11, "Tue")
    assert 2 <= day.day <= 8


def test_the_law_fixes_no_day_for_other_offices_and_years():
    assert general_date("Mayor", "US", 2030) is None
    assert general_date("U.S. House", "US", 2031) is None
    assert general_date("President", "US", 2030) is None
    assert general_date("President", "FR", 2032) is None
    assert general_date("President", "US", 2032) == dt.date(2032, 11, 2).isoformat()


def test_the_main_contest_counts_its_rounds_together():
    first = named(replace(SEAT, stage="first round", mentions=((0, 1), (2, 3))))
    runoff = named(replace(SEAT, stage="runoff", mentions=((4, 5), (6, 7))))
    other = named(replace(SEAT, region="Iowa", mentions=((8, 9), (10, 11), (12, 13))))
    assert main_contest((other, first, runoff)) == 1
    assert main_contest(()) is None
