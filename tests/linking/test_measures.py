"""What a figure measures, sentence by sentence."""

from __future__ import annotations

import pytest
from linking_scenes import linked

from extractor.linking.grammar.cues import load_cues

PERCENTAGES = [
    ("Wexholm won 48.1 percent of the vote.", ["vote_share"]),
    ("In third place was Renlund with 11 percent of the ballots.", ["vote_share"]),
    ("The poll has Wexholm at 44 percent and Korvane at 41 percent.", ["poll_share", "poll_share"]),
    ("A survey of likely voters found 46 percent would vote for Wexholm.", ["poll_share"]),
    ("In the survey, 12 percent were undecided.", ["poll_share"]),
    ("Wexholm was supported by 42 percent of those polled, a four-point dip from March.", ["poll_share", "change"]),
    ("The poll shows Korvane has fallen to 27 percent.", ["poll_share"]),
    ("In the new poll Wexholm is up from 37 percent in January.", ["poll_share"]),
    ("Korvane won the election by 23 percentage points.", ["margin"]),
    ("Wexholm defeated Korvane by a margin of less than seven percentage points.", ["margin"]),
    ("The poll gave Wexholm an 18-point lead over Korvane.", ["margin"]),
    ("Wexholm trails Korvane by 5 points in the poll.", ["margin"]),
    ("In the poll, Wexholm's support rose four percentage points since May.", ["change"]),
    ("There was a swing of 14.8 percentage points from Labour to the Greens in the by-election.", ["change"]),
    ("Turnout in the election fell by 6 percentage points.", ["change"]),
    ("A candidate needs 50 percent of the vote to avoid a runoff.", ["threshold"]),
    ("Wexholm fell short of the 50 percent threshold needed to win the seat.", ["threshold"]),
    ("Because nobody cleared 50 percent of the vote, the top two meet again.", ["threshold"]),
    ("Turnout was 38.4 percent, up from 31.7 percent four years ago.", ["turnout", "turnout"]),
    ("Just over 38 percent of registered voters cast ballots.", ["turnout"]),
    ("With 84 percent of precincts reporting, Wexholm led.", ["reporting"]),
    ("About 62.4 per cent of the vote had been counted by midnight.", ["reporting"]),
    ("The governor's approval rating is 55 percent in the poll.", ["opinion"]),
    ("In the poll, 63 percent said Wexholm was honest.", ["opinion"]),
    ("Asked whether the city is on the right track, 58 percent of voters in the poll said yes.", ["opinion"]),
    ("The poll has a margin of error of plus or minus 3.4 percentage points.", ["other"]),
    ("The unemployment rate fell to 4 percent.", ["other"]),
    ("Some 95 percent of Wexholm's donations came from outside the state.", ["other"]),
    ("The top 1 percent paid 25.4 percent of all federal taxes.", ["other", "other"]),
    ("Korvane proposed a 16 percent tax on imports.", ["other"]),
]
MONEY = [
    ("Wexholm raised $8.3 million.", ["raised"]),
    ("The committee took in $31 million.", ["raised"]),
    ("Korvane received $2 million in contributions.", ["raised"]),
    ("Wexholm's record $8.3 million haul startled the party.", ["raised"]),
    ("The group spent $200,000 on television ads.", ["spent"]),
    ("The Harbor Action Fund launched a $1.5 million ad buy.", ["spent"]),
    ("Renlund donated $250,000 to the party.", ["donated"]),
    ("A company he owned made a $5,000 donation to the committee.", ["donated"]),
    ("Korvane has $1.3 million in the bank.", ["cash_on_hand"]),
    ("Wexholm ended September with $4.1 million on hand.", ["cash_on_hand"]),
    ("Renlund lent his campaign $750,000.", ["loan"]),
    ("Renlund put $750,000 of his own money into the race.", ["loan"]),
    ("The company owes $2.5 million in debt.", ["loan"]),
    ("Renlund made $19.3 million in 2031.", ["income"]),
    ("The workers earn $12 an hour.", ["income"]),
    ("The stadium would cost $33 million.", ["cost"]),
    ("Voters rejected a $48 million sewer bond.", ["cost"]),
    ("Renlund's fortune is estimated at $42 billion.", ["worth"]),
    ("The bank was fined $185 million.", ["other"]),
    ("Wexholm raised $23 million and spent $21 million.", ["raised", "spent"]),
    ("Korvane sat on $8.8 million in cash. Wexholm had $1.4 million.", ["cash_on_hand", "cash_on_hand"]),
]


@pytest.mark.parametrize(("text", "measures"), PERCENTAGES + MONEY, ids=[text for text, _ in PERCENTAGES + MONEY])
def test_measure(text: str, measures: list[str]) -> None:
    assert [link.measure for _, link in linked(text)] == measures


BASES = [
    ("The poll gave Wexholm a lead of 5 percentage points.", "poll"),
    ("Wexholm won the election by 5 percentage points.", "result"),
]


@pytest.mark.parametrize(("text", "basis"), BASES, ids=[text for text, _ in BASES])
def test_basis(text: str, basis: str) -> None:
    assert [link.basis for _, link in linked(text)] == [basis]


@pytest.mark.parametrize("name", ["percent_measures", "money_measures"])
def test_every_cue_meets_a_word_or_a_figure(name: str) -> None:
    assert all(cue.elements and cue.weight > 0 for cue in load_cues(name).cues)
