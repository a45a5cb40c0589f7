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
    ("Wexholm and Korvane are level in Dunmere: 46% to 45%.", [W, K]),
    ("Voters preferred Wexholm over Korvane by 55 percent to 38 percent.", [W, K]),
    ("Korvane lost to Wexholm, 41 percent to 59 percent.", [K, W]),
    ("Wexholm got 58 percent of the vote to Korvane's 40 percent.", [W, K]),
    ("The race is Wexholm 48 percent, Korvane 41 percent and Renlund 6 percent.", [W, K, R]),
    ("In the poll Wexholm drew 41 percent, Korvane 33 percent and Renlund 9 percent.", [W, K, R]),
    ("Wexholm had 48 percent support compared with 41 percent for Korvane.", [W, K]),
    ("Voters rate Wexholm more favorably than unfavorably, 51 percent to 22 percent.", [W, W]),
    ("Wexholm and Korvane polled 23% and 20%, respectively.", [W, K]),
    ("Korvane leads Wexholm in both polls, by 7 points and 12 points, respectively.", [K, K]),
]
PAIRS += [
    ("Korvane was unseated by Wexholm, who prevailed, 31.2 percent to 29.9 percent.", [W, K]),
    ("The poll found women prefer Wexholm to Korvane 52 percent to 40 percent.", [W, K]),
    ("Korvane stood at 46.2 percent to 23.1 percent for the county treasurer Renlund.", [K, R]),
    ("Wexholm leads Korvane by 5 percentage points, 46 percent to 41 percent.", [W, W, K]),
    ("Wexholm was picked by 36 percent of those asked, Korvane by 29 percent and Renlund by 15 percent.", [W, K, R]),
]
PAIRS += [
    # A margin stands between the names and the pair.
    ("Wexholm led by 14 points — 52 percent to 38 percent — among renters, while Korvane led in Ashford.", [W, W, K]),
    ("Wexholm takes a 1-point lead over Korvane in Ashford, 37 to 36 percent.", [W, W, K]),
    ("A poll finds Wexholm with a six-point advantage over Korvane, 44 to 38 percent.", [W, W, K]),
    ("Wexholm leads Korvane by three points in Ashford — the closest county of the last vote — 42 percent to 39 percent.",
     [W, W, K]),
    ("Wexholm has taken a 7-point lead against Renlund in the poll, with 42 percent of the vote to his 35 percent.", [W, W, R]),
    ("The poll of Wexholm and Korvane stands at 47 to 46 percent in Korvane's favor.", [K, W]),
    ("Korvane lost to Sen. Wexholm 46-48 percent.", [K, W]),
]  # fmt: skip
SINGLES = [
    (
        "Dana Wexholm won the election. Ilse Korvane, the Republican she beat, who took a third of the vote, called her.",
        ["Ilse Korvane"],
    ),
    # Sides of a referendum
    (
        "The referendum was held on May 8.\n\nYes - 104,311 (47.4 per cent)\nNo - 115,756 (52.6 per cent)",
        ["Yes", "No"],
    ),
    ("The referendum was close: Remain (47.2%) lost to Leave (52.8%).", ["Remain", "Leave"]),
    ("The school referendum passed with 55 percent of the vote.", ["The school referendum"]),
    ("Wexholm (48%) and Korvane (41%) advance to the runoff.", [W, K]),
    ("Dana Wexholm (D): 29,003 (35.94%)", [W]),
    ("Renlund was placed third behind Wexholm in Dunmere with 13 percent.", [R]),
    ("Wexholm swept past the grocer Renlund in May, drawing 42 percent of the vote.", [W]),
    ("Wexholm, who is up against Korvane, had 48 percent of the vote.", [W]),
    (
        "Wexholm, who drew 37.4 percent, meets Korvane, the runner-up on 22.5 percent.",
        [W, K],
    ),
    (
        "In the new poll, 45 percent would pick Wexholm and 42 percent would support Korvane, while 6 percent favor Adeyara.",
        [W, K, A],
    ),
    ("The poll found 26 percent of likely voters backed Wexholm, while 21 percent preferred Korvane.", [W, K]),
    ("Of the renters, 33 percent view Wexholm unfavorably, and 45 percent say the same about Korvane.", [W, K]),
    (
        "Asked whether Wexholm keeps her word, 64 percent of women said yes and 51 percent of men said no.",
        [W, W],
    ),
    ("A survey put Wexholm at 44 percent, followed by Korvane at 31 percent.", [W, K]),
    ("With 56 percent of the vote, Wexholm won outright.", [W]),
    ("Wexholm won the election by 19 percentage points.", [W]),
    ("Wexholm trailed Korvane by 5 points in the last poll.", [W]),
    ("Korvane edged out Wexholm in the harbor ward by a margin of under four percentage points.", [K]),
    ("Wexholm's support grew five percentage points while Korvane's slipped by two points.", [W, K]),
    ("Wexholm leads among women. She has 58 percent of them.", [W]),
    ("The 41-year-old Democrat drew 44.2 percent of the ballots, ahead of Korvane.", [W]),
    ("Wexholm spoke first. The governor, at 12 percent in the polls, spoke next.", [K]),
    ("Of the delegates still unpledged Korvane needs 51 percent, Wexholm 57 percent.", [K, W]),
    ("Democrats lead Republicans on the generic ballot, 46 percent to 41 percent.", ["Democrats", "Republicans"]),
]
SINGLES += [
    ("Wexholm got 55 percent of the vote and beat Renlund by almost eight percentage points.", [W, W]),
    ("Wexholm's lead over Korvane in the poll narrowed to 12 percentage points.", [W]),
    ("Korvane won. The Republican nominee for mayor carried the election by 21 percentage points.", ["Republican nominee for mayor"]),
    # Names that nobody read, told by their place
    ("Korvane is back. Labour's Ottoline Pryce came third with 18.2 per cent.", ["Ottoline Pryce"]),
    ("Wexholm spoke of the resignation of Q. Larchmont, who won by a margin of 6 percentage points.", ["Q. Larchmont"]),
    ("Wexholm spoke. Ottoline Pryce took almost 45 per cent of the vote here.", ["Ottoline Pryce"]),
    ("Wexholm spoke. Larchmont won re-election by 12 percentage points.", [None]),
    ("On first preferences Wexholm is still in front: 39.3 per cent.", [W]),
    ("Voters narrowly approved Measure 12, final results show, with 50.6% in favor.", ["Measure 12"]),
]  # fmt: skip
SINGLES += [
    ("Wexholm defeated the grocer Renlund with 59.6 percent of the vote.", [W]),
    ("Wexholm has expanded her lead over Korvane to 11 percentage points.", [W]),
    ("Wexholm has held a steady lead over Korvane of between five and 12 percentage points.", [W]),
    ("The ward would have backed Wexholm over Korvane by 13 percentage points.", [W]),
    ("In the poll 36 percent back Wexholm and 23 percent are undecided.", [W, None]),
    ("Renlund spoke in Ashford. Four out of five likely voters said they worry about their rent, a survey found.", ["likely voters"]),
    # Nobody knows who "she" is: not the man named before.
    ("Renlund spoke in Ashford. It is the first time she has dropped below 50 percent support.", [None]),
]  # fmt: skip
SINGLES += [
    ("Wexholm held the seat on a swing of 4 percentage points against her.", [W]),
    ("Korvane came second. The swing from the Conservatives to the Greens was 14.8 percentage points.", [None]),
    # What rose or fell is not always votes.
    ("Korvane said the state would pay. Sales of the company's boats fell 8 percent last year.", [None]),
    ("Korvane is at 41 percent in the poll. Her support fell 8 percentage points since May.", [K, K]),
]  # fmt: skip
PAIRS += [
    # One leader and several rivals
    ("In the poll Wexholm leads the grocer Renlund by 20 points (47-27), and Adeyara by 18 points (47-29).", [W, W, R, W, W, A]),
    ("Wexholm is defeating every rival in the polls, including Renlund (51% to 44%) and Adeyara (49% to 45%).", [W, R, W, A]),
    ("A week after a law which Korvane opposes, Wexholm posted a 48% to 40% lead over the senator Adeyara.", [W, A]),
    ("The poll put Wexholm on 46% to Korvane's 31%, compared with the last one, which had them at 43% to 32%.", [W, K, W, K]),
    ("The poll asked about Wexholm and Labor. The split remains at 51-49 in favour of Labor.", ["Labor", None]),
]  # fmt: skip
SINGLES += [
    ("More people voted for Wexholm -- 53 percent -- than ever.", [W]),
    ("Primary votes in the poll were 37% Coalition (down two), 35% Labor (down one) and 10% Greens (steady).",
     ["Coalition", "Labor", "Greens"]),
    ("In the poll 36% (down six) were satisfied with Renlund's work.", [R]),
    ("Fifty-one percent (51%) approve of Wexholm's work.", [W, W]),
    ("Korvane spoke. About 90 percent of Wexholm's voters want a new bridge.", [W]),
    ("Korvane is at 12 percent in the poll. No other candidate gets more than 5 percent.", [K, None]),
    ("Renlund leads among men, while 83 percent of people who had voted before went with Wexholm.", [W]),
    ("Korvane spoke. The 10 per cent primary vote swing against the Example Party was a surprise.", ["Example Party"]),
]  # fmt: skip
PAIRS += [
    ("The final tally showed Wexholm won by 50.4 percent (2,331) to 46.7 percent (2,067) over Korvane.", [W, K]),
    ("The poll compares to a 51 - 41 percent Wexholm lead over Korvane in May.", [W, K]),
    ("Their negative ratings in the poll are 40 - 57 percent for Wexholm and 35 - 59 percent for Renlund.", [W, W, R, R]),
]  # fmt: skip
SINGLES += [
    ("The poll shows an 8 percent drop in popularity for Renlund, while Korvane's support jumped 3 percent.", [R, K]),
    ("Like Korvane, Wexholm fell in the poll, where she stood at 19 percent.", [W]),
    ("Renlund — who 14 percent of Greens named as the winner, putting him second behind Adeyara — is fourth with 11% support.", [R, R]),
    ("Wexholm wins 92 percent of them against Korvane, but just 77 percent in the poll with Adeyara.", [W, W]),
    ("Wexholm trounced Renlund with a decisive 52 percent of the vote.", [W]),
    ("The poll gave Wexholm quite an edge over Renlund with 11 percent.", [R]),
    ("In the poll, 66 percent say they are voting against Korvane, with 23 percent saying they back Wexholm.", [K, W]),
    ("In the poll the NDP was second with 30.4%, and the Conservatives were in third with 30.1%.", ["NDP", "Conservatives"]),
    ("Wexholm of the Greens with 11 per cent of the vote is third.", [W]),
    ("Korvane gained, but the share of undecided voters grew from 6 percent to 11 percent.", [None, None]),
]  # fmt: skip
ROWS = [
    ("Result: Labour 1,961 (73% +13%), Conservative 302 (11% -1%), Liberal Democrat 117 (4%)",
     ["Labour", "Labour", "Conservatives", "Conservatives", "Liberal Democrats"]),
    ("The poll is out. Upper Shore: 30.8% New Democratic (13 seats), 29.3% Conservative (14 seats), 10.6% Green (3 seats)",
     ["NDP", "Conservatives", "Greens"]),
    ("The survey is out.\nCON 34%, LAB 35%, LD 7%, GRN 4%", ["Conservatives", "Labour", "Liberal Democrats", "Greens"]),
    ("The referendum poll has YES at 51% and NO at 49%; among men No led Yes by 55-35%.", ["Yes", "No", "No", "Yes"]),
    ("In the latest poll on the referendum 'Leave' are on 47% and 'Remain' are on 45%.", ["Leave", "Remain"]),
    # No side of a vote: an answer, a house
    ("The poll on the referendum is out. No, it is not over; No 10 says 12% are undecided.", [None]),
]  # fmt: skip
PAIRS += [
    ("Wexholm won Ashford with 78% of the vote to Korvane's 19%, Dunmere with 66% to Korvane's 30% and Upton with 64% to 35% for Korvane.",
     [W, K, W, K, W, K]),
    ("Renlund won Ashford with 43% of the vote to 21% for Korvane and 19% for Adeyara, Dunmere with 33% to 30% for Korvane.", [R, K, A, R, K]),
    ("In the poll Renlund leads Korvane, 48% to 41%, but only leads Wexholm 47% to 46%.", [R, K, R, W]),
    ("In the poll Renlund is ahead of Korvane, 50% to 43%, but behind Wexholm, 48% to 45%.", [R, K, W, R]),
    ("In the poll Renlund leads Korvane, 56% to 37%, and Wexholm, 47% to 46%.", [R, K, R, W]),
]  # fmt: skip
SINGLES += [
    ("Renlund's plan is known, and 41 percent of men like him in the poll. Sixty-seven percent of women and 21 percent of men favor a wall.",
     [R, "women", "men"]),
    ("Twelve percent (12%) of these voters are now undecided, the poll of Renlund found.", [None, None]),
]  # fmt: skip
OPPONENTS = [
    ("Wexholm holds a 9-percentage-point lead over Korvane.", K),
    ("Wexholm's lead over Korvane narrowed to 3 percentage points.", K),
    ("The ward backed Wexholm over Korvane by 13 percentage points.", K),
    ("Wexholm defeated Korvane by 4 percentage points.", K),
    ("Wexholm won by 4 percentage points.", None),
]
MONEY = [
    ("Wexholm took in more than $6 million, Korvane's committee $1.9 million.", [W, K]),
    ("The Wexholm campaign gathered $3.6 million, more than ever.", [W]),
    ("Wexholm may yet catch up with the $31 million raised by Korvane.", [K]),
    ("Renlund and Korvane raised $18 million and $16 million, respectively.", [R, K]),
    ("Korvane holds $820,000 in cash, against Wexholm's slender $14,500.", [K, W]),
    ("Outside groups have spent $5 million to help Korvane.", ["Outside groups"]),
    ("The Harbor Action Fund spent $200,000 on ads attacking Wexholm.", ["Harbor Action Fund"]),
    ("Wexholm said that night-shift workers make $16 an hour.", ["night-shift workers"]),
    ("In May, Green-leaning groups raised $2 million, against $5 million that went to Conservative groups.",
     ["Green-leaning groups", "Conservative groups"]),
    ("Wexholm, chief of Larkfield Mills, who gave $60,000 to the party, sat in front.", [W]),
    ("Donors gave Korvane $2 million. She spent $1.5 million of it.", ["Donors", K]),
]  # fmt: skip
MONEY += [
    ("Adeyara took in $9 million, including $4 million from the shipbuilder Renlund.", [A, R]),
    ("The Yes on 12 committee has raised $12.4 million.", ["Yes on 12"]),
    ("Voters turned down a banker who put about $2 million of his own money into the race.", [None]),
    ("Wexholm put $2 million of her own money into the race.", [W]),
    ("Wexholm reported raising $5.9 million, against $2.6 million for Korvane.", [W, K]),
]
MONEY += [
    ("Labour outspent the Liberals $50 million to $44 million.", ["Labour", "Liberals"]),
    ("The Greens took in $8 million, compared with $3 million for the Liberals and $1 million for Labour.",
     ["Greens", "Liberals", "Labour"]),
    ("Labour took in nine gifts, including $7,000 from Larkfield Mills Ltd, $4,000 from the Dunmere Harbor Union and $900 from Renlund.",
     ["Larkfield Mills Ltd", "Dunmere Harbor Union", R]),
    ("The Liberals received $90,000 from the Dunmere Harbor Fund and $20,000 from Renlund.", ["Liberals", "Liberals"]),
    ("The party took in much, with Renlund making the biggest gift at $9,000, followed by Adeyara with $8,000.", [R, A]),
    ("The Dunmere Harbor Fund - a charity - which gave the Greens $7,000, closed.", ["Dunmere Harbor Fund"]),
    ("Wexholm, along with her wife, Korvane, contributed $4 million to the fund.", [W]),
    ("One group - Prairie Forward, which backs Renlund - brought in $12 million.", ["Prairie Forward"]),
    ("The Dunmere Harbor Fund, which she works for, took in $32 million.", ["Dunmere Harbor Fund"]),
    ("Liberals, Greens and Labour raised $3 million, $2 million and $1 million, respectively.", ["Liberals", "Greens", "Labour"]),
    ("- Greens (GRN) - $48,000", ["Greens"]),
    ("$98,000 - Dana Wexholm", [W]),
    ("Wexholm raised $81,000 from donors this month and a total of $345,000 in gifts.", [W, W]),
    ("Wexholm and her allies raised $4 million.", [W]),
    ("Wexholm and her wife, Korvane, reported $4 million in income.", [W]),
    ("Supporters of Wexholm have donated $4 million.", ["Supporters"]),
    ("Wexholm has doubled the $5 million that her rival, Gov. Korvane, collected.", [K]),
    ("Wexholm outraised Korvane by $250,000.", [W]),
    ("Gifts are capped at $2,700 a person, whereas outside groups take what they like.", [None]),
    ("Wexholm spoke first. The opposition raised $9 million.", [None]),
    ("Wexholm spoke first. Corporations donated $29 million to all parties.", [None]),
]  # fmt: skip
SINGLES += [
    ("Wexholm leads the grocer Renlund with 61 percent of the vote.", [W]),
    ("Wexholm is well ahead of her closest rival, Renlund, with 68 percent of the vote.", [W]),
    ("Renlund won the vote.\nOthers: 7,756 (5.7%)", [None]),
]  # fmt: skip
MONEY += [("Renlund brought in $671,000, while Adeyara had more time for his haul of $757,000.", [R, A])]
NOBODY = [
    ("Turnout was 62 percent.", [None]),
    ("A candidate needs more than 50 percent to avoid a runoff.", [None]),
    ("With 71 percent of precincts in, the count went on.", [None]),
    ("The poll of 800 likely voters carries an error of 4.5 percentage points.", [None]),
]


@pytest.mark.parametrize(
    ("text", "subjects"),
    PAIRS + SINGLES + MONEY + NOBODY + ROWS,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_subject(text: str, subjects: list[str | None]) -> None:
    assert [link.subject for _, link in linked(text)] == subjects


@pytest.mark.parametrize(("text", "opponent"), OPPONENTS, ids=[text for text, _ in OPPONENTS])
def test_opponent(text: str, opponent: str | None) -> None:
    assert [(link.subject, link.opponent) for _, link in linked(text)] == [(W, opponent)]
