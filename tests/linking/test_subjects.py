"""Whose figure it is, sentence by sentence. W: Dana Wexholm, K: Ilse Korvane, R: Tobias Renlund, A: Femi Adeyara."""

from __future__ import annotations

import pytest
from linking_scenes import linked

W, K, R, A = "Dana Wexholm", "Ilse Korvane", "Tobias Renlund", "Femi Adeyara"

PAIRS = [
    ("The poll showed Wexholm leading Korvane 45 percent to 36 percent.", [W, K]),
    ("Wexholm trails Korvane, 39 percent to 47 percent, in the new survey.", [W, K]),
    ("Wexholm trails Korvane, 47 percent to 39 percent, in the new survey.", [K, W]),
    ("Wexholm was beaten by Korvane in the primary, 54 percent to 46 percent.", [K, W]),
    ("Korvane held on to the seat, beating Wexholm 52-48 percent.", [K, W]),
    (
        "Wexholm is ahead of Korvane 46 percent to 41 percent in Ashford and 49 percent to 45 percent in Dunmere.",
        [W, K, W, K],
    ),
    ("Wexholm's lead over Korvane has shrunk: 45 percent to 43 percent.", [W, K]),
    ("Korvane has cut Wexholm's lead to 46 percent to 44 percent.", [W, K]),
    ("In a match-up with Korvane, Wexholm leads, 48 percent to 40 percent.", [W, K]),
    ("Wexholm won Ashford County, 51 percent to 42 percent over Korvane.", [W, K]),
    ("More voters trust Wexholm than Korvane, 50 percent to 31 percent.", [W, K]),
    ("Wexholm and Korvane were neck and neck -- 46% to 45%.", [W, K]),
    ("Voters preferred Wexholm over Korvane by 55 percent to 38 percent.", [W, K]),
    ("Korvane lost to Wexholm, 41 percent to 59 percent.", [K, W]),
    ("Wexholm got 58 percent of the vote to Korvane's 40 percent.", [W, K]),
    ("The race is Wexholm 48 percent, Korvane 41 percent and Renlund 6 percent.", [W, K, R]),
    ("In the poll Wexholm drew 41 percent, Korvane 33 percent and Renlund 9 percent.", [W, K, R]),
    ("Wexholm had 48 percent support compared with 41 percent for Korvane.", [W, K]),
    ("Wexholm is viewed more favorably than not, 51 percent to 22 percent.", [W, W]),
    ("Wexholm and Korvane polled 23% and 20%, respectively.", [W, K]),
    ("Korvane came out ahead of Wexholm in two polls, by 7 points and 12 points, respectively.", [K, K]),
]
PAIRS += [
    ("Korvane was defeated in the primary by Wexholm, who won, 28.1 percent to 25.9 percent.", [W, K]),
    ("The poll found women prefer Wexholm to Korvane 52 percent to 40 percent.", [W, K]),
    ("Korvane had 46.2 percent of the vote to 23.1 percent for former county treasurer Renlund.", [K, R]),
    ("Wexholm leads Korvane by 5 percentage points, 46 percent to 41 percent.", [W, W, K]),
    ("Wexholm was chosen by 36 percent of those polled, Korvane by 29 percent and Renlund by 15 percent.", [W, K, R]),
]
SINGLES = [
    ("Wexholm (48%) and Korvane (41%) advance to the runoff.", [W, K]),
    ("Dana Wexholm (D): 29,003 (35.94%)", [W]),
    ("Renlund came third behind Wexholm in Dunmere, taking only 13 percent.", [R]),
    ("Wexholm ousted businessman Renlund in the primary, winning 42 percent of the vote.", [W]),
    ("Wexholm, who is challenging Korvane, received 48 percent of the vote.", [W]),
    (
        "Wexholm, who won 47.3 percent of the vote, meets Korvane, who was second with 20.4 percent.",
        [W, K],
    ),
    (
        "In the new poll, 45 percent would pick Wexholm and 42 percent would support Korvane, while 6 percent favor Adeyara.",
        [W, K, A],
    ),
    ("The poll found 26 percent of likely voters backed Wexholm, while 21 percent preferred Korvane.", [W, K]),
    ("Among renters, 54 percent see Wexholm unfavorably while 59 percent say the same of Korvane.", [W, K]),
    (
        "Asked whether Wexholm is honest, 71 percent of Democrats said yes, but 52 percent of all voters said no.",
        [W, W],
    ),
    ("A survey put Wexholm at 44 percent, followed by Korvane at 31 percent.", [W, K]),
    ("With 56 percent of the vote, Wexholm won outright.", [W]),
    ("Wexholm won the election by 19 percentage points.", [W]),
    ("Wexholm trailed Korvane by 5 points in the last poll.", [W]),
    ("Korvane beat Wexholm in the third district by a margin of under six percentage points.", [K]),
    ("Wexholm's support grew five percentage points while Korvane's slipped by two points.", [W, K]),
    ("Wexholm leads among women. She has 58 percent of them.", [W]),
    ("The 41-year-old Democrat took 47.9 percent of the vote, ahead of Korvane.", [W]),
    ("Wexholm spoke first. The governor, at 12 percent in the polls, spoke next.", [K]),
    ("Korvane needs 51 percent of the remaining delegates, Wexholm 57 percent.", [K, W]),
    ("Democrats lead Republicans on the generic ballot, 46 percent to 41 percent.", ["Democrats", "Republicans"]),
]
SINGLES += [
    ("Wexholm got 55 percent of the vote and beat Renlund by almost eight percentage points.", [W, W]),
    ("Wexholm's lead over Korvane in the poll narrowed to 12 percentage points.", [W]),
    pytest.param(
        "Korvane won. The Republican nominee for mayor carried the election by 21 percentage points.", [None],
        marks=pytest.mark.xfail(reason="a nominee for another office is taken for the party's only contender"),
    ),
]  # fmt: skip
MONEY = [
    ("Wexholm raised more than $19 million compared with Korvane's $3.2 million.", [W, K]),
    ("The Wexholm campaign raised a record $7.4 million.", [W]),
    ("Her haul puts Wexholm within sight of the $31 million raised by Korvane.", [K]),
    ("Renlund and Korvane raised $18 million and $16 million, respectively.", [R, K]),
    ("Korvane has $1.6 million in the bank, compared to Wexholm's meager $28,000.", [K, W]),
    ("Outside groups have spent $5 million to help Korvane.", ["Outside groups"]),
    ("The Harbor Action Fund spent $200,000 on ads attacking Wexholm.", ["Harbor Action Fund"]),
    ("Wexholm said that the lowest-paid workers make $14 an hour.", ["lowest-paid workers"]),
    ("In May, Democratic-aligned super PACs raised $21 million, against $17 million that went to Republican groups.",
     ["Democratic-aligned super PACs", "Republican groups"]),
    ("Wexholm, once a judge and now head of Larkfield Partners, who has donated $90,000 to the party, sat in front.", [W]),
    ("Donors gave Korvane $2 million. She spent $1.5 million of it.", ["Donors", K]),
]  # fmt: skip
MONEY += [
    ("Adeyara took in $9 million, including $4 million from the shipbuilder Renlund.", [A, R]),
    ("Wexholm reported raising $5.9 million, against $2.6 million for Korvane.", [W, K]),
]
NOBODY = [
    ("Turnout was 62 percent.", [None]),
    ("A candidate needs more than 50 percent to avoid a runoff.", [None]),
    ("With 84 percent of precincts reporting, the count went on.", [None]),
    ("The poll of 800 likely voters has a margin of error of 3.5 percentage points.", [None]),
]


@pytest.mark.parametrize(
    ("text", "subjects"), PAIRS + SINGLES + MONEY + NOBODY, ids=lambda value: value if isinstance(value, str) else ""
)
def test_subject(text: str, subjects: list[str | None]) -> None:
    assert [link.subject for _, link in linked(text)] == subjects
