"""Whose figure it is, sentence by sentence. W: Dana Wexholm, K: Ilse Korvane, R: Tobias Renlund, A: Femi Adeyara."""

from __future__ import annotations

import pytest
from linking_scenes import linked

W, K, R, A = "Dana Wexholm", "Ilse Korvane", "Tobias Renlund", "Femi Adeyara"

PAIRS = [
    ("The poll showed Wexholm leading Korvane 44 percent to 37 percent.", [W, K]),
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
    ("Wexholm and Korvane were in a dead heat -- 44% to 43%.", [W, K]),
    ("Voters preferred Wexholm over Korvane by 55 percent to 38 percent.", [W, K]),
    ("Korvane lost to Wexholm, 41 percent to 59 percent.", [K, W]),
    ("Wexholm took 57 percent of the vote to Korvane's 43 percent.", [W, K]),
    ("The race is Wexholm 48 percent, Korvane 41 percent and Renlund 6 percent.", [W, K, R]),
    ("Wexholm earned 42 percent, Korvane 34 percent and Renlund 11 percent.", [W, K, R]),
    ("Wexholm had 48 percent support compared with 41 percent for Korvane.", [W, K]),
    ("Wexholm is viewed more favorably than not, 50 percent to 18 percent.", [W, W]),
    ("Wexholm and Korvane polled 23% and 20%, respectively.", [W, K]),
    ("Korvane finished ahead of Wexholm in two polls, by 8 points and 11 points, respectively.", [K, K]),
]
PAIRS += [
    ("Korvane was defeated in the primary by Wexholm, who won, 27.6 percent to 24.3 percent.", [W, K]),
    ("The poll found women prefer Wexholm to Korvane 52 percent to 40 percent.", [W, K]),
    ("Korvane had 47.5 percent of the vote to 21.9 percent for former state treasurer Renlund.", [K, R]),
    ("Wexholm leads Korvane by 5 percentage points, 46 percent to 41 percent.", [W, W, K]),
    ("Wexholm was chosen by 37 percent of those polled, Korvane by 30 percent and Renlund by 16 percent.", [W, K, R]),
]
SINGLES = [
    ("Wexholm (48%) and Korvane (41%) advance to the runoff.", [W, K]),
    ("Dana Wexholm (D): 29,003 (35.94%)", [W]),
    ("Renlund finished third behind Wexholm in Dunmere, getting just 14 percent.", [R]),
    ("Wexholm took down businessman Renlund in the primary, claiming 41 percent of the vote.", [W]),
    ("Wexholm, who is challenging Korvane, received 48 percent of the vote.", [W]),
    (
        "Wexholm, who received 48.1 percent of the vote, will face Korvane, who came in second with 19.8 percent.",
        [W, K],
    ),
    (
        "In the new poll, 46 percent would choose Wexholm and 44 percent would back Korvane, while 5 percent prefer Adeyara.",
        [W, K, A],
    ),
    ("The poll found 28 percent of likely caucusgoers supported Wexholm, while 23 percent favored Korvane.", [W, K]),
    ("Among men, 57 percent see Wexholm negatively while 61 percent say the same of Korvane.", [W, K]),
    (
        "Asked whether Wexholm is honest, 75 percent of Democrats said yes, but 55 percent of all voters said no.",
        [W, W],
    ),
    ("A survey put Wexholm at 44 percent, followed by Korvane at 31 percent.", [W, K]),
    ("With 54 percent of the vote, Wexholm won outright.", [W]),
    ("Wexholm won the election by 23 percentage points.", [W]),
    ("Wexholm trailed Korvane by 5 points in the last poll.", [W]),
    ("Korvane defeated Wexholm in the sixth district by a margin of less than seven percentage points.", [K]),
    ("Wexholm's support rose four percentage points while Korvane's fell by three points.", [W, K]),
    ("Wexholm leads among women. She has 58 percent of them.", [W]),
    ("The 41-year-old Democrat took 48.6 percent of the vote, ahead of Korvane.", [W]),
    ("Wexholm spoke first. The governor, at 12 percent in the polls, spoke next.", [K]),
    ("Korvane needs 53 percent of the remaining delegates, Wexholm 59 percent.", [K, W]),
    ("Democrats lead Republicans on the generic ballot, 46 percent to 41 percent.", ["Democrats", "Republicans"]),
]
SINGLES += [
    ("Wexholm took 53 percent of the vote and beat Renlund by nearly seven percentage points.", [W, W]),
    ("Wexholm's lead over Korvane in the poll narrowed to 13 percentage points.", [W]),
    pytest.param(
        "Korvane won. The Republican nominee for mayor carried the election by 21 percentage points.", [None],
        marks=pytest.mark.xfail(reason="a nominee for another office is taken for the party's only contender"),
    ),
]  # fmt: skip
MONEY = [
    ("Wexholm raised more than $23 million compared to Korvane's $4.5 million.", [W, K]),
    ("The Wexholm campaign raised a record $8.3 million.", [W]),
    ("Her haul puts Wexholm within sight of the $37 million raised by Korvane.", [K]),
    ("Renlund and Korvane raised $23 million and $20 million, respectively.", [R, K]),
    ("Korvane has $1.3 million in the bank, compared to Wexholm's paltry $31,000.", [K, W]),
    ("Outside groups have spent $5 million to help Korvane.", ["Outside groups"]),
    ("The Harbor Action Fund spent $200,000 on ads attacking Wexholm.", ["Harbor Action Fund"]),
    ("Wexholm said that the lowest-paid workers make $12 an hour.", ["lowest-paid workers"]),
    ("Democratic-aligned super PACs raised $64.8 million to $45.1 million that went to Republican groups.",
     ["Democratic-aligned super PACs", "Republican groups"]),
    ("Wexholm, a former deputy treasurer and head of Larkfield Partners who has donated $250,000 to the party, attended.", [W]),
    ("Donors gave Korvane $2 million. She spent $1.5 million of it.", ["Donors", K]),
]  # fmt: skip
MONEY += [
    ("Adeyara disclosed receipts of $11.5 million, including $5 million from the grain trader Renlund.", [A, R]),
    ("Wexholm reported raising $6.4 million, against $2.2 million for Korvane.", [W, K]),
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
