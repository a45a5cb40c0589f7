"""Who stands, stood or will stand, and what the text says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.elections import named
from extractor.language.found import ContestMention, Knowledge, KnownContest, KnownPerson
from extractor.rooms.candidates import find_candidates
from extractor.rooms.contests import find_contests


def candidates(doc):
    """name → Contender, as the room leaves it."""
    doc._.contests = find_contests(doc)
    found, doc._.contests = find_candidates(doc)
    return {doc._.persons[one.value.person].name: one.value for one in found}


# Text, and who stands, with the party the text gives.
CASES = [
    # Called so
    ("The Democratic nominee, [Jane Roe], spoke in Ohio.", {"Jane Roe": "Democratic"}),
    ("[Jane Roe], a Republican candidate for governor, spoke.", {"Jane Roe": "Republican"}),
    ("jane's rival is [ann poe] a democrat who never ran for office before", {"ann poe": "Democratic"}),
    ("[Roe]'s campaign said [Jane Roe] would sue.", {"Jane Roe": None}),
    ("He is running against Republican Sen. [Jane Roe] this fall.", {"Jane Roe": "Republican"}),
    (
        "She beat opponents such as [Tom Poe] and [Al Moe] in the GOP primary.",
        {"Tom Poe": "Republican", "Al Moe": "Republican"},
    ),
    # Shares and rows of results
    ("[Jane Roe] leads [Tom Poe] 48 percent to 41 percent in the poll.", {"Jane Roe": None, "Tom Poe": None}),
    (
        "[Jane Roe] (Lab) 12,204 (47.2%)\n[Tom Poe] (Con) 9,310 (36.7%)",
        {"Jane Roe": "Labour", "Tom Poe": "Conservative"},
    ),
    (
        "[Jane Roe] (R): 46%\n[Tom Poe] (D): 45%\n[Al Moe] (I): 3%",
        {"Jane Roe": "Republican", "Tom Poe": "Democratic", "Al Moe": "Independent"},
    ),
    ("The poll has 46 percent for [Jane Roe].", {"Jane Roe": None}),
    # By their party, where votes are counted
    ("Labour's [Jane Roe] came third on 7,043.", {"Jane Roe": "Labour"}),
    ("The Liberal Democrat, [Jane Roe], polled 8,201 votes.", {"Jane Roe": "Liberal Democrats"}),
    ("Liberal [Jane Roe], at 41.2, was down four.", {"Jane Roe": "Liberal"}),
    ("[Jane Roe] for the Greens took second place on 2,206.", {"Jane Roe": "Green"}),
    ("Labour's [Jane Roe] said 60 per cent of the votes were counted.", {}),
    ("Labour's [Jane Roe] opened the library.", {}),
    ("[Jane Roe]'s 41.9 per cent came from the villages.", {"Jane Roe": None}),
    ("[Jane Roe]'s 40 percent stake in the mill was sold.", {}),
    # A council's president heads no state
    (
        "In the race for mayor his opponent, City Council [President|Jane Roe], spoke.",
        {"Jane Roe": None},
    ),
    # Parties from afar
    ("[Jane Roe] (R-Ohio) won re-election.", {"Jane Roe": "Republican"}),
    ("Rep. [Jane Roe], D-Mass., is seeking re-election.", {"Jane Roe": "Democratic"}),
    (
        "Tory candidate [Jane Roe] lost to the Lib Dems' [Tom Poe].",
        {"Jane Roe": "Conservative", "Tom Poe": "Liberal Democrats"},
    ),
    ("The independent [Jane Roe] won 12 per cent of the vote.", {"Jane Roe": "Independent"}),
    (
        "[Jane Roe] raised $3 million and [Tom Poe] $2 million, yet the Democrat lost to [Poe] by six points.",
        {"Jane Roe": "Democratic", "Tom Poe": None},
    ),
    ("In the Republican primary, [Jane Roe] took 41 percent of the vote.", {"Jane Roe": "Republican"}),
    (
        "[Jane Roe], the favorite for the Democratic nomination, leads [Tom Poe] by 3 percent in a poll.",
        {"Jane Roe": "Democratic", "Tom Poe": None},
    ),
    # Beside an election, not in it
    ("[Jane Roe], a pollster at the state university, said 48 percent of voters were sure.", {}),
    ("The Democratic strategist [Jane Roe] said the election was close.", {}),
    ("Campaign manager [Jane Roe] said the poll showed 48 percent.", {}),
    ("[Jane Roe], 34, of Upton, said she voted in the special election.", {}),
    ("[Jane Roe] opened a bakery in Upton.", {}),
    ("The special election in Ohio's 6th district worries [President|Tom Roe]. The vote is a blow to [Roe].", {}),
]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_find_candidates(told, marked, expected):
    assert {name: found.party for name, found in candidates(told(marked)).items()} == expected


TRAITS = [
    ("The nominee, [Jane Roe], 54, had hoped to win the Ohio Senate race.", "age", 54),
    ("The 47-year-old candidate [Jane Roe] spoke.", "age", 47),
    ("Candidate [Jane Roe] spoke on Route 66.", "age", None),
    ("Incumbent [Jane Roe] won re-election.", "incumbent", True),
    ("Candidate [Jane Roe] won.", "incumbent", None),
    ("[Jane Roe] defeated the incumbent in the election.", "outcome", "won"),
    ("[Jane Roe] conceded the election at noon.", "outcome", "lost"),
    ("Candidate [Jane Roe] dropped out on Monday.", "outcome", "withdrew"),
    ("Candidate [Jane Roe] will face a lawyer in the June runoff.", "outcome", "runoff"),
    ("Candidate [Jane Roe] spoke.", "outcome", None),
    ("If [Jane Roe] wins the Ohio Senate election, polls say, taxes fall.", "outcome", None),
    ("The nominee is [Jane Roe], a former state treasurer, who spoke.", "role", "former state treasurer"),
    ("[Jane Roe], the Republican nominee, spoke.", "role", None),
]


@pytest.mark.parametrize(("marked", "trait", "expected"), TRAITS, ids=[f"{case[1]}: {case[0][:40]}" for case in TRAITS])
def test_what_the_text_says_of_a_contender(told, marked, trait, expected):
    assert getattr(candidates(told(marked))["Jane Roe"], trait) == expected


def test_each_stands_in_their_own_contest(told):
    doc = told(
        "The special election in Ohio's 6th district goes to a runoff on June 24 between Democrat [Jane Roe] and Republican [Tom Poe]. "
        "[Al Moe] won the district by 12 points last November. Last week, Republican [Eve Loe] defeated Democrat [Bo Noe] in "
        "Iowa's 2nd congressional district.",
        "2031-06-05",
    )
    found = candidates(doc)
    where = {
        name: doc._.contests[one.contest].place + " " + doc._.contests[one.contest].date[:4]
        for name, one in found.items()
    }
    ohio, iowa = "Ohio 6th congressional district", "Iowa 2nd congressional district"
    assert where == {
        "Jane Roe": f"{ohio} 2031",
        "Tom Poe": f"{ohio} 2031",
        "Al Moe": f"{ohio} 2030",
        "Eve Loe": f"{iowa} 2031",
        "Bo Noe": f"{iowa} 2031",
    }


def test_each_seat_of_a_parliament_has_its_own_contenders(told):
    doc = told(
        "[Ukip] won the Upton by-election, where [Tom Roe] took 18,402 votes for Ukip. Labour's [Al Moe] came third on 7,043.\n\n"
        "Meanwhile, in Heyford and Middling, [Ann Poe] held the seat for Labour.\n\n"
        "With 33 per cent voting [Poe] won 44.2 per cent, ahead of Ukip's [Bo Noe] on 35.8 per cent.",
        "2032-06-18",
    )
    found = candidates(doc)
    assert {name: doc._.contests[one.contest].place for name, one in found.items()} == {
        "Tom Roe": "Upton",
        "Al Moe": "Upton",
        "Ann Poe": "Heyford and Middling",
        "Bo Noe": "Heyford and Middling",
    }


SEAT = ContestMention(
    office="U.S. House", place="Ohio 6th congressional district", region="Ohio", district="6", base="special"
)
KNOWN = Knowledge(
    persons=(KnownPerson("Jane Roe", None, ("Democratic",), (3,), 3),),
    contests=(
        KnownContest(named(replace(SEAT, stage="first round", date="2031-04-18")), ("Jane Roe", "Tom Poe")),
        KnownContest(named(replace(SEAT, stage="runoff", date="2031-06-20")), ("Jane Roe", "Tom Poe")),
    ),
)

# What an article leaves out, the batch adds; the round follows from the day.
COMPLETED = [
    (
        "a special election in ohio ended well for candidate [jane roe]",
        "2031-04-19",
        "Ohio 6th congressional district special election 2031, first round",
    ),
    (
        "The special election went to candidate [Jane Roe].",
        "2031-06-21",
        "Ohio 6th congressional district special election 2031, runoff",
    ),
    (
        "Candidate [Jane Roe] leads [Tom Poe] by 3 percent.",
        "2031-06-10",
        "Ohio 6th congressional district special election 2031, first round",
    ),
    ("The special election in Iowa went to candidate [Ann Moe].", "2031-04-19", "Iowa special election 2031"),
    ("Candidate [Jane Roe] won the special election.", "2029-04-19", "Special election 2029"),
    (
        "Candidate [Jane Roe] won the general election in Ohio's 6th district.",
        None,
        "Ohio 6th congressional district general election",
    ),
]


SENATE = ContestMention(office="U.S. Senate", place="Ohio", region="Ohio", date="2032-02-10")
SPECIAL_KNOWN = Knowledge(
    contests=(KnownContest(named(replace(SENATE, base="special", stage="special")), ("Jane Roe", "Tom Poe")),)
)
# Of a vote of which the text says no kind, the law expects the regular one; the batch may know of another.
EXPECTED = [
    ("Republican [Jane Roe] won the Ohio U.S. Senate seat.", "2032-02-10", "Ohio U.S. Senate special election 2032"),
    ("Republican [Jane Roe] leads in the U.S. Senate race.", "2032-01-10", "Ohio U.S. Senate special election 2032"),
    (
        "Republican [Jane Roe] leads in the Ohio U.S. Senate race.",
        "2032-09-10",
        "Ohio U.S. Senate general election 2032",
    ),
    (
        "Republican [Jane Roe] leads in the Ohio U.S. Senate race.",
        "2034-01-10",
        "Ohio U.S. Senate general election 2034",
    ),
    (
        "Republican [Ann Loe] leads in the Iowa U.S. Senate race.",
        "2032-01-10",
        "Iowa U.S. Senate general election 2032",
    ),
]


@pytest.mark.parametrize(("marked", "published", "label"), EXPECTED, ids=[row[0] + row[1] for row in EXPECTED])
def test_what_the_law_expects_yields_to_what_the_batch_knows(told, marked, published, label):
    doc = told(marked, published, SPECIAL_KNOWN)
    candidates(doc)
    assert [contest.label for contest in doc._.contests] == [label]


@pytest.mark.parametrize(
    ("marked", "published", "label"), COMPLETED, ids=[f"{case[1]}: {case[0][:40]}" for case in COMPLETED]
)
def test_the_batch_completes_a_contest(told, marked, published, label):
    doc = told(marked, published, KNOWN)
    candidates(doc)
    assert [contest.label for contest in doc._.contests] == [label]


# Who meets another contender of a contest of the year is there as one.
MET = [
    ("[Jane Roe] and [Tom Poe] dined in Upton.", "2031-04-02", {"Jane Roe", "Tom Poe"}),
    ("[Jane Roe] and [Ann Moe] dined in Upton.", "2031-04-02", set()),
    ("[Jane Roe] and [Tom Poe] dined in Upton.", "2034-04-02", set()),
]


@pytest.mark.parametrize(("marked", "published", "names"), MET, ids=[f"{case[1]}: {case[0][:40]}" for case in MET])
def test_contenders_of_one_contest_meet(told, marked, published, names):
    assert set(candidates(told(marked, published, KNOWN))) == names


def test_the_batch_names_a_party_the_text_does_not(told):
    assert candidates(told("Candidate [Jane Roe] won.", knowledge=KNOWN))["Jane Roe"].party == "Democratic"


@given(
    st.lists(
        st.sampled_from(
            ["[Jane Roe]", "[Ann Poe]", "beat", "won 48%", "(D)", ",", "\n", "Republican", "the runoff", "’s", "🦉"]
        ),
        max_size=60,
    )
)
def test_any_text_is_read(told, words):
    doc = told(" ".join(words))
    for contender in candidates(doc).values():
        assert 0 < contender.confidence <= 1
        assert contender.contest is None or contender.contest < len(doc._.contests)
