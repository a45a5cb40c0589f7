"""Elections the text speaks of, told apart and each said once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.found import ContestMention
from extractor.rooms.contests import find_contests

# Text, day of publication, labels in order of first mention.
CASES = [
    # Special elections and their rounds
    (
        "The special election in Ohio's 19th Congressional District drew crowds.",
        "2031-06-05",
        ["Ohio 19th congressional district special election 2031"],
    ),
    (
        "She won the special election for the nineteenth congressional district of Ohio.",
        "2031-06-05",
        ["Ohio 19th congressional district special election 2031"],
    ),
    (
        "A special election in OH-19 was called.",
        "2031-06-05",
        ["Ohio 19th congressional district special election 2031"],
    ),
    (
        "Ohio's sixth district special election goes on. The June 24 runoff will settle it.",
        "2031-06-05",
        [
            "Ohio 6th congressional district special election 2031, first round",
            "Ohio 6th congressional district special election 2031, runoff",
        ],
    ),
    (
        "the special congressional election for a house seat in ohio will go to a june runoff in the sixth district",
        "2031-05-05",
        [
            "Ohio 6th congressional district special election 2031, first round",
            "Ohio 6th congressional district special election 2031, runoff",
        ],
    ),
    # A day that bounds dates no vote, and a word of a district may look like a name
    (
        "Turnout in the race for mayor of Denver was the highest of any city election since 2019.",
        "2031-11-05",
        ["Denver mayoral election 2031"],
    ),
    # Unless it is the day on which somebody was elected
    (
        "The special election in Ohio's 6th Congressional District is on May 4, 2031. Since 1978, when [Otis Tull] was elected to represent the 6th, it has been safe.",
        "2031-04-10",
        [
            "Ohio 6th congressional district special election 2031",
            "Ohio 6th congressional district general election 1978",
        ],
    ),
    (
        "The Liberals won the Upton and [Weir] by-election.",
        "2032-06-18",
        ["Upton and Weir by-election 2032"],
    ),
    # The race of who seeks an office again
    (
        "Sen. [Ann Poe], R-Ohio, faces a hard re-election fight.",
        "2032-09-18",
        ["Ohio U.S. Senate general election 2032"],
    ),
    (
        "Ohio Gov. [Ann Poe]'s re-election campaign raised $3 million.",
        "2030-03-18",
        ["Ohio gubernatorial election 2030"],
    ),
    (
        "Sen. [Ann Poe] (R-Ohio) is up for re-election in 2034.",
        "2033-03-18",
        ["Ohio U.S. Senate general election 2034"],
    ),
    ("Sen. [Ann Poe] faces a hard re-election fight.", "2032-09-18", []),
    ("State Sen. [Ann Poe], R-Ohio, faces a hard re-election fight.", "2032-09-18", []),
    ("Former Sen. [Ann Poe], R-Ohio, spoke of her re-election.", "2032-09-18", []),
    ("Sen. [Ann Poe], R-Ohio, voted against it. The mayor seeks re-election.", "2032-09-18", []),
    # Several contests in one story
    (
        "The special election in Ohio's 6th district is a test. [Tom Roe] carried the district by 12 points last November.",
        "2031-04-19",
        [
            "Ohio 6th congressional district special election 2031",
            "Ohio 6th congressional district general election 2030",
        ],
    ),
    (
        (
            "The special election in Ohio's 6th district is near. On April 10, Republican [Al Moe] defeated [Ann Poe] in Iowa's "
            "2nd congressional district."
        ),
        "2031-04-19",
        [
            "Ohio 6th congressional district special election 2031",
            "Iowa 2nd congressional district special election 2031",
        ],
    ),
    (
        (
            "The special election in Ohio's 6th district is a referendum on [President|Tom Roe], who narrowly won here. "
            "It is an area that [Roe] won in 2028."
        ),
        "2029-04-19",
        [
            "Ohio 6th congressional district special election 2029",
            "U.S. presidential election 2028, Ohio 6th congressional district",
        ],
    ),
    (
        (
            "The special election in Ohio's 6th district is on. The president won here by a hair eight years after "
            "[Ann Moe] carried it by 12. [President|Tom Roe] spoke."
        ),
        "2029-04-19",
        [
            "Ohio 6th congressional district special election 2029",
            "U.S. presidential election 2028, Ohio 6th congressional district",
            "U.S. presidential election 2020, Ohio 6th congressional district",
        ],
    ),
    # Offices
    ("She is running for governor of Ohio in 2034.", "2033-02-01", ["Ohio gubernatorial election 2034"]),
    ("Polls of the Ohio Senate race were close.", "2030-10-01", ["Ohio U.S. Senate general election 2030"]),
    ("He is ahead in the race for mayor of Denver.", "2031-10-01", ["Denver mayoral election 2031"]),
    ("The Upper Wessing mayor's race is close.", "2031-10-01", ["Upper Wessing mayoral election 2031"]),
    ("Her run for the Democratic presidential nomination began.", "2031-10-01", ["U.S. presidential election 2032"]),
    (
        "The Republican presidential primary in Iowa is in March.",
        "2032-01-10",
        ["U.S. presidential Republican primary 2032, Iowa"],
    ),
    ("The presidential election is over.", "2032-12-01", ["U.S. presidential election 2032"]),
    ("All hopes rest on the 2030 midterm elections.", "2029-12-01", ["Congress midterm election 2030"]),
    # Other countries
    ("The Upton and Weir by-election was close.", "2031-06-05", ["Upton and Weir by-election 2031"]),
    ("Labour lost the by-election in Upton North.", "2031-06-05", ["Upton North by-election 2031"]),
    ("The Barnipur assembly bypoll went to the BJP.", "2031-06-05", ["Barnipur State Assembly by-election 2031"]),
    # A seat of a parliament told by its results alone; not where two names compete, and not in the United States
    ("The Liberal Democrats gained a swing of 9 per cent in Upton North.", "2031-06-05", []),
    ("Turnout in Upton North fell and the Lib Dems rejoiced.", "2031-06-05", ["Upton North election 2031"]),
    ("The swing in Upton and Weir on Thursday pleased the Tories.", "2031-06-05", ["Upton and Weir election 2031"]),
    ("Lib Dems held Upton North with 14,000 votes.", "2031-06-05", ["Upton North election 2031"]),
    ("Turnout in Upton North beat turnout in Weir Vale, the Lib Dems said.", "2031-06-05", []),
    ("The Tories counted the votes in Scotland.", "2031-06-05", []),
    ("Turnout in Upton North pleased the Republicans.", "2031-06-05", []),
    ("On the primary vote in Upton North preferences decide.", "2031-06-05", ["Upton North election 2031"]),
    # Seats on a bench or council
    (
        "She won an open seat on the Ohio Supreme Court on Tuesday.",
        "2030-11-06",
        ["Ohio State Supreme Court election 2030"],
    ),
    (
        "He is a candidate for Seat 4 of the Ohio Supreme Court.",
        "2030-10-06",
        ["Ohio State Supreme Court election 2030"],
    ),
    # A primary long decided is not the race of the day
    (
        "The race for a seat on the Ohio Supreme Court is close. In the primary she led him.",
        "2030-10-20",
        ["Ohio State Supreme Court general election 2030", "Ohio State Supreme Court primary 2030"],
    ),
    (
        "The race for a seat on the Ohio Supreme Court is close. In the primary she led him.",
        "2030-04-20",
        ["Ohio State Supreme Court primary 2030"],
    ),
    # The election before this one
    (
        "She leads in the race for mayor of Denver. He won 52 percent at the last election.",
        "2031-10-12",
        ["Denver mayoral election 2031", "Denver mayoral general election"],
    ),
    (
        "[Jane Roe] won the Democratic primary for governor of Iowa on Tuesday.",
        "2030-06-05",
        ["Iowa gubernatorial Democratic primary 2030"],
    ),
    # Ballot measures
    ("Opponents of Measure 88 raised less.", "2031-06-05", ["Measure 88 ballot measure 2031"]),
    # No contest
    ("A race condition crashed the server of the county.", "2031-06-05", []),
    ("Special elections have always been odd.", "2031-06-05", []),
    ("The vote became a referendum on the mayor.", "2031-06-05", []),
    ("The White House said nothing about Ohio's 6th district.", "2031-06-05", []),
    ("The primary school raised $900 and primary care costs rose.", "2031-06-05", []),
    ("The Federal Election Commission fined nobody.", "2031-06-05", []),
    ("", "2031-06-05", []),
]


@pytest.mark.parametrize(("marked", "published", "labels"), CASES, ids=[case[0][:50] for case in CASES])
def test_find_contests(told, marked, published, labels):
    assert [contest.label for contest in find_contests(told(marked, published))] == labels


DATES = [
    ("The runoff of the special election in Ohio's 6th district is on June 24.", "2031-06-05", "2031-06-24"),
    ("The Ohio Senate race was lost in 2030.", "2031-06-05", "2030-11-05"),
    ("They met in the 2028 presidential election.", "2031-06-05", "2028-11-07"),
    ("The special election in Ohio's 6th district is in August.", "2031-06-05", "2031-08"),
    ("Eager to avert a runoff on Saturday, she campaigned in Ohio.", "2031-06-05", "2031"),
]


@pytest.mark.parametrize(("marked", "published", "date"), DATES, ids=[case[0][:50] for case in DATES])
def test_the_date_is_the_text_s_or_the_law_s(told, marked, published, date):
    assert find_contests(told(marked, published))[-1].date == date


def test_a_key_is_the_same_however_the_seat_is_written(told):
    ways = (
        "Ohio's 6th congressional district",
        "the sixth congressional district of Ohio",
        "OH-06",
        "Ohio's sixth district",
    )
    keys = {find_contests(told(f"A special election in {way} is under way."))[0].key for way in ways}
    assert keys == {"u-s-house/ohio-6/2031/special"}


@given(
    st.text(
        alphabet=st.sampled_from("ab 6th's,.\nSenate election in Ohio's 6th district runoff OH-06 of the 2016 ’“🦉"),
        max_size=300,
    )
)
def test_any_text_is_read_and_mentions_lie_inside_it(told, text):
    doc = told(text.replace("[", "").replace("]", ""))
    for contest in find_contests(doc):
        assert isinstance(contest, ContestMention)
        assert all(0 <= start < end <= len(doc.text) for start, end in contest.mentions)


@pytest.mark.parametrize(
    "piece", ["Ohio's 6th ", "election ", "Republican ", "in Ohio ", "special ", "the runoff on June 3 "]
)
def test_long_texts_take_time_in_proportion(told, piece):
    assert len(find_contests(told(piece * 4000))) <= 4
