"""When two printed names, parties or stretches are the same answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.evaluate.names import overlap, pair, party_name, same_name

NAMES = [
    ("Ada Lindqvist", "Ada Lindqvist", True),
    ("Mr. Lindqvist", "Ada Lindqvist", True),
    ("Sen. Ada K. Lindqvist", "Ada Lindqvist", True),
    ("Lindqvist’s", "Ada Lindqvist", True),
    ("Otto Brandvold Jr.", "Otto Brandvold", True),
    ("Ada Maria Lindqvist", "Ada Lindqvist", True),
    ("Otto Lindqvist", "Ada Lindqvist", False),
    ("Ada", "Ada Lindqvist", False),
    ("", "Ada Lindqvist", False),
    (None, None, False),
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_same_name(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same


PARTIES = [
    ("GOP", "Republican", True),
    ("Democrats", "Democratic Party", True),
    ("Tory", "Conservatives", True),
    ("Lib Dem", "Liberal Democrats", True),
    ("Liberals", "Liberal Democrats", False),
    ("Labour Party", "Labour", True),
    ("Labour", "Labor", False),
]


@pytest.mark.parametrize(("one", "other", "same"), PARTIES)
def test_party_name(one, other, same):
    assert (party_name(one) == party_name(other)) is same


def test_no_party_is_no_name():
    assert party_name(None) == party_name(" ") == ""


def test_pair_takes_the_largest_overlap_first():
    gold, found = [(0, 10), (12, 20)], [(8, 18), (0, 9)]
    pairs, missed, spurious = pair(gold, found, lambda place: place, lambda place: place)
    assert sorted(pairs) == [((0, 10), (0, 9)), ((12, 20), (8, 18))]
    assert missed == spurious == []


def test_pair_leaves_over_what_does_not_meet():
    pairs, missed, spurious = pair([(0, 5)], [(5, 9)], lambda place: place, lambda place: place)
    assert (pairs, missed, spurious) == ([], [(0, 5)], [(5, 9)])


places = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda place: (place[0], place[0] + place[1]))


@given(st.lists(places, max_size=12), st.lists(places, max_size=12))
def test_pair_uses_everything_once(gold, found):
    pairs, missed, spurious = pair(gold, found, lambda place: place, lambda place: place)
    assert sorted([g for g, _ in pairs] + missed) == sorted(gold)
    assert sorted([f for _, f in pairs] + spurious) == sorted(found)
    assert all(overlap(g, f) > 0 for g, f in pairs)
