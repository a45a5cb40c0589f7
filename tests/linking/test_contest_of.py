"""Which contest a figure belongs to."""

from __future__ import annotations

import pytest

from extractor.linking.contests import Contests
from extractor.rooms.candidates import find_candidates
from extractor.rooms.contests import find_contests

# Jane Roe and Tom Poe meet in a runoff that is still to come; Al Moe held the seat; Eve Loe won elsewhere.
STORY = (
    "The special election in Ohio's 6th district goes to a runoff on June 24. Democrat [Jane Roe] drew 48 percent of the vote, "
    "and Republican [Tom Poe] was the runner-up on 19 percent. [Al Moe] carried the district by 12 points last November. "
    "A poll of the runoff has [Roe] at 51 percent. Last week, Republican [Eve Loe] defeated Democrat [Bo Noe] in Iowa's "
    "2nd congressional district by 7 points. It is an area that [President|Ned Coe] won in 2028 by 2 points."
)
FIRST = "Ohio 6th congressional district special election 2031, first round"
CASES = [
    ("48 percent", "Jane Roe", FIRST),
    ("19 percent", "Tom Poe", FIRST),
    ("12 points", "Al Moe", "Ohio 6th congressional district general election 2030"),
    ("51 percent", "Jane Roe", "Ohio 6th congressional district special election 2031, runoff"),
    ("7 points", "Eve Loe", "Iowa 2nd congressional district special election 2031"),
    ("2 points", "Ned Coe", "U.S. presidential election 2028, Ohio 6th congressional district"),
]


@pytest.fixture(scope="module")
def story(told):
    doc = told(STORY, "2031-06-05")
    doc._.contests = find_contests(doc)
    doc._.candidates, doc._.contests = find_candidates(doc)
    return doc


@pytest.mark.parametrize(("figure", "person", "label"), CASES, ids=[case[0] for case in CASES])
def test_the_contest_of_a_figure(story, figure, person, label):
    start = story.text.index(f" {figure}") + 1
    index = next(i for i, entry in enumerate(story._.persons) if entry.name == person)
    found = Contests(story).of((start, start + len(figure)), index)
    assert story._.contests[found].label == label


def test_a_year_that_is_known_decides(story):
    start = story.text.index("48 percent")
    found = Contests(story).of((start, start + 10), None, year_hint=2030)
    assert story._.contests[found].date == "2030-11-05"


def test_an_article_without_contests_has_none(told):
    assert Contests(told("A bakery opened with 20 percent off.")).of((22, 32), None) is None


def test_what_is_told_of_a_person_is_not_the_vote_that_a_turnout_is_of(told):
    text = "[Jane Roe] won the June 3 runoff in Ohio's special election against [Al Moe] who led the first round with turnout at 42 percent."
    doc = told(text, "2031-06-04")
    doc._.contests = find_contests(doc)
    start = doc.text.index("42 percent")
    assert doc._.contests[Contests(doc).of((start, start + 10), None)].stage == "runoff"


# Stories with contests of several years: text, day, figure, person, and the contest it is of.
YEARS = [
    (
        "Mayor [Dana Roe], who won 61 percent four years ago, faces [Tom Poe] in the Nov. 4 election. A poll put [Roe] at 52 percent.",
        "2031-10-12",
        {"61 percent": "General election 2027", "52 percent": "Election 2031"},
    ),
    (
        "In the primary [Jane Roe] beat [Al Moe] by 12 points. [Roe] leads [Tom Poe] 48 to 44 in the race for governor of Ohio.",
        "2030-10-12",
        {
            "12 points": "Ohio gubernatorial primary 2030",
            "48 to": "Ohio gubernatorial general election 2030",
        },
    ),
    (
        "The Upton and Weir by-election was close. Turnout was 52 per cent, down from 68 per cent at the general election.",
        "2031-06-12",
        {"52 per cent": "Upton and Weir by-election 2031"},
    ),
    (
        "[Jane Roe] leads [Tom Poe] by 44 percent to 41 in the race for mayor of Denver. [Poe] won 52 percent at the last election.",
        "2031-10-12",
        {"52 percent": "Denver mayoral general election"},
    ),
    (
        "[Jane Roe] won the New Hampshire Republican presidential primary. [Tom Poe], who was third in the Iowa caucus, took 23 percent.",
        "2032-02-12",
        {"23 percent": "U.S. presidential Republican primary 2032, New Hampshire"},
    ),
    ("[Jane Roe] won with 53 percent. She may run for president in 2036.", "2032-11-05", {"53 percent": None}),
]


@pytest.mark.parametrize(("marked", "published", "labels"), YEARS, ids=[case[0][:40] for case in YEARS])
def test_a_vote_of_another_year_takes_no_figure_of_this_one(told, marked, published, labels):
    doc = told(marked, published)
    doc._.contests = find_contests(doc)
    doc._.candidates, doc._.contests = find_candidates(doc)
    for figure, label in labels.items():
        start = doc.text.index(figure)
        people = [found for found in doc._.people if found.start < start]
        person = people[-1].value.person if people else None
        found = Contests(doc).of((start, start + len(figure)), person)
        assert (None if found is None else doc._.contests[found].label) == label, figure
