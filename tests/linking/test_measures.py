"""What a figure measures, sentence by sentence."""

from __future__ import annotations

import pytest
from linking_scenes import linked

from extractor.linking.grammar.cues import load_cues

PERCENTAGES = [
    ("Wexholm won 47.3 percent of the vote.", ["vote_share"]),
    ("In third place was Renlund with 9 percent of the ballots.", ["vote_share"]),
    ("The poll has Wexholm at 44 percent and Korvane at 41 percent.", ["poll_share", "poll_share"]),
    ("A survey of likely voters found 43 percent would vote for Wexholm.", ["poll_share"]),
    ("In the survey, 12 percent were undecided.", ["poll_share"]),
    ("Wexholm was backed by 39 percent in the poll, a five-point drop since April.", ["poll_share", "change"]),
    ("The poll shows Korvane has slid to 26 percent.", ["poll_share"]),
    ("In the new poll Wexholm is up from 33 percent in February.", ["poll_share"]),
    ("Korvane won the election by 19 percentage points.", ["margin"]),
    ("Wexholm edged out Korvane by a margin of under four percentage points.", ["margin"]),
    ("The poll gave Wexholm a 16-point lead over Korvane.", ["margin"]),
    ("Wexholm trails Korvane by 5 points in the poll.", ["margin"]),
    ("In the poll, Wexholm's support grew five percentage points since May.", ["change"]),
    ("There was a swing of 11.2 percentage points from Labour to the Greens in the by-election.", ["change"]),
    ("Turnout in the election fell by 6 percentage points.", ["change"]),
    ("A candidate needs 50 percent of the vote to avoid a runoff.", ["threshold"]),
    ("Wexholm missed the 50 percent threshold for a first-round win.", ["threshold"]),
    ("As nobody cleared 50 percent of the vote, a second round follows.", ["threshold"]),
    ("Turnout was 41.3 percent, up from 35.9 percent four years ago.", ["turnout", "turnout"]),
    ("Just over 38 percent of registered voters cast ballots.", ["turnout"]),
    ("With 81 percent of precincts reporting, Wexholm led.", ["reporting"]),
    ("About 58.7 per cent of the vote had been counted by midnight.", ["reporting"]),
    ("The governor's approval rating is 55 percent in the poll.", ["opinion"]),
    ("In the poll, 61 percent said Wexholm was honest.", ["opinion"]),
    ("Asked whether the city is on the right track, 58 percent of voters in the poll said yes.", ["opinion"]),
    ("The poll has a margin of error of plus or minus 3.6 percentage points.", ["other"]),
    ("The unemployment rate fell to 4 percent.", ["other"]),
    ("Preferences from the Greens are breaking to the independent at better than 80 per cent.", ["other"]),
    ("Some 88 percent of Wexholm's donations came in by post.", ["other"]),
    ("The richest 1 percent own 34.5 percent of all land.", ["other", "other"]),
    ("Korvane proposed a 12 percent tax on imports.", ["other"]),
]
PERCENTAGES += [
    ("In the poll Renlund is now up 43 to 41 percent.", ["poll_share", "poll_share"]),
    ("Wexholm is up 3 points over Korvane in the poll.", ["margin"]),
    ("The poll has Wexholm up 3 points since May.", ["change"]),
    ("Wexholm and Korvane each get 41 percent apiece in the poll.", ["poll_share"]),
    ("In the poll Wexholm leads by 11 points. That is up from nine points in May.", ["margin", "margin"]),
    ("Wexholm pushed her lead to 48.4 percent, with Korvane garnering 45.8 percent.", ["vote_share", "vote_share"]),
    ("Neither of the top two vote-getters received more than 50 percent of the total.", ["threshold"]),
    ("Since no candidate got more than 50 percent of the votes, a runoff follows.", ["threshold"]),
    ("With 99 percent of the vote in, Wexholm had 51 percent to Korvane's 43 percent.", ["reporting", "vote_share", "vote_share"]),
    ("The plan to mend the pier was approved by nearly 82% of the voters.", ["vote_share"]),
    ("With 55% of the vote needed, the bond had a 58% yes vote.", ["threshold", "vote_share"]),
    ("Labour 1,961 (73%, +13%), Greens 320 (12%, -9%)", ["vote_share", "change", "vote_share", "change"]),
    ("Labour held on with a majority of 1,641 (41%).", ["margin"]),
    ("Of those who watched, 59 percent said Wexholm won, to 19 percent who gave Korvane the win.", ["opinion", "opinion"]),
]  # fmt: skip
PERCENTAGES += [
    ("In the survey Wexholm now claims 45% of the vote, and 13% are undecided.", ["poll_share", "poll_share"]),
    ("The exit polls were wrong. Just 26 percent of black voters chose Renlund.", ["vote_share"]),
    ("Wexholm won women. Some 39% of voters were men, and 61% were women.", ["other", "other"]),
    ("The poll found 64 percent of voters are worried about their rent.", ["opinion"]),
    ("In the poll Wexholm saw her ratings rise 10 percentage points to 43 percent.", ["change", "opinion"]),
    ("The poll gives Wexholm a 51 percent chance of taking Ashford.", ["other"]),
    ("In the poll Wexholm was up by 18 points over Korvane.", ["margin"]),
    ("Labor lifted its primary vote to 39 per cent in the latest Newspoll.", ["poll_share"]),
    ("In the Newspoll the Greens are up a point to 10 per cent.", ["change", "poll_share"]),
]
PERCENTAGES += [
    ("In the poll 36 percent of those who said they watched said they would choose Wexholm.", ["poll_share"]),
    ("In the poll Wexholm registered less than half a percentage point of support.", ["poll_share"]),
    ("In the poll Renlund had 11 percent, 3 percent less than in May.", ["poll_share", "change"]),
    ("A majority of Greens (70%) said they worry about their rent.", ["opinion"]),
    ("The survey found a 21-point gender gap.", ["other"]),
    ("Wexholm's plan would take the top income tax rate from 39.6 percent to 25 percent.", ["other", "other"]),
    ("In the poll, 58 percent expect Wexholm to win, vs. just 29 percent for Korvane.", ["opinion", "opinion"]),
]
PERCENTAGES += [
    ("In the poll 67% of likely voters favor a ban on plastic bags.", ["opinion"]),
    ("Most voters (54%) say so in the poll, down from 59% in May.", ["opinion", "opinion"]),
    ("Wexholm had 50.1% of the votes with 97% of the total already counted.", ["vote_share", "reporting"]),
]
PERCENTAGES += [
    ("Wexholm cut crime by 12 percent.", ["change"]),
    ("Only 3 percent of the ballots were rejected.", ["other"]),
    ("Incumbents ran in 252 (74.6 percent) of those races.", ["other"]),
    ("The poll showed that renters were now one-third of the electorate.", ["other"]),
]
PERCENTAGES += [
    ("Polls were wrong: Wexholm won 60 percent of the vote to Korvane's 38 percent.", ["vote_share", "vote_share"]),
    ("The poll has Wexholm up 10 points on Korvane, 52 percent to 42 percent.", ["margin", "poll_share", "poll_share"]),
    ("The threshold to avoid a runoff is 30 percent.", ["threshold"]),
    ("The poll found 51% planning to vote yes and 49% of men intending to vote no.", ["poll_share", "poll_share"]),
]
MONEY = [
    ("Wexholm raised $7.4 million.", ["raised"]),
    ("The committee took in $27 million.", ["raised"]),
    ("Korvane received $2 million in contributions.", ["raised"]),
    ("Wexholm's $7.4 million haul startled the party.", ["raised"]),
    ("The group spent $200,000 on television ads.", ["spent"]),
    ("The Harbor Action Fund booked a $1.7 million ad buy.", ["spent"]),
    ("Renlund donated $90,000 to the party.", ["donated"]),
    ("His bakery made a $6,000 donation to the committee.", ["donated"]),
    ("Korvane has $1.6 million in the bank.", ["cash_on_hand"]),
    ("Wexholm ended September with $3.8 million on hand.", ["cash_on_hand"]),
    ("Renlund lent his campaign $640,000.", ["loan"]),
    ("Renlund put $640,000 of his own money into the race.", ["loan"]),
    ("The company owes $2.9 million in debt.", ["loan"]),
    ("Renlund made $17.6 million in 2031.", ["income"]),
    ("The workers earn $14 an hour.", ["income"]),
    ("The stadium would cost $36 million.", ["cost"]),
    ("Voters rejected a $44 million sewer bond.", ["cost"]),
    ("Renlund's fortune is estimated at $38 billion.", ["worth"]),
    ("The bank was fined $160 million.", ["other"]),
    ("Wexholm raised $19 million and spent $17 million.", ["raised", "spent"]),
    ("Renlund gave $20 million in cash and $3 million in stamps.", ["donated", "donated"]),
    ("Renlund pumped $7 million of his fortune into his super PAC.", ["donated"]),
    ("Renlund directed $3 million to a super PAC.", ["donated"]),
    ("The Greens reported accepting donations of $60,000.", ["raised"]),
    ("The Greens racked up $60,000 worth of donations.", ["raised"]),
    ("Wexholm has less cash available, $50 million, than Korvane.", ["cash_on_hand"]),
    ("Wexholm collected about $62,000 a day in contributions.", ["raised"]),
    ("Wexholm raised $8 million, averaging $146,000 a day.", ["raised", "raised"]),
    ("Almost $200 million has been collected for both sides.", ["raised"]),
    ("A total of $66 million was contributed to both sides.", ["donated"]),
    ("Wexholm raised $4,500 in cash contributions.", ["raised"]),
    ("Wexholm spent $330,000 and has a balance of $108,000.", ["spent", "cash_on_hand"]),
    ("Wexholm took in $1.3 million and had $4.3 million in her account.", ["raised", "cash_on_hand"]),
    ("Renlund reported $730,000 in receipts, which includes $650,000 from his own pocket.", ["raised", "loan"]),
    ("Gifts are capped at $2,700.", ["other"]),
    ("The Greens raised $70,000 to service a debt.", ["raised"]),
    ("These parties reported the most donations:\n- Greens - $48,000\n- Labour - $31,000", ["raised", "raised"]),
    ("Korvane sat on $7.9 million in cash. Wexholm had $1.2 million.", ["cash_on_hand", "cash_on_hand"]),
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
