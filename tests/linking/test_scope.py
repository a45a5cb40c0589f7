"""What else must be equal before two figures may be compared, and who is cited for them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_scenes import linked, scene

from extractor.linking.links import Linker
from extractor.linking.relations import find_relations
from extractor.linking.scope import years_apart

PUBLISHED = dt.date(2031, 11, 6)
CASES = [
    # Counts
    ("Wexholm had 47.2 percent of the vote with 81 percent of precincts reporting.", 0, {"reporting_percent": Decimal(81), "count_status": "partial"}),
    ("Wexholm had 47.2 percent of the vote with 81 percent of precincts reporting.", 1, {"reporting_percent": None, "count_status": "partial"}),
    ("With 100 percent of precincts reporting, Wexholm had 47.2 percent of the vote.", 1, {"count_status": "final"}),
    ("Korvane, on 18.7 percent shortly before midnight, went to bed.", 0, {"count_status": "partial"}),
    ("Final results gave Wexholm 46.9 percent of the vote.", 0, {"count_status": "final"}),
    ("Wexholm won 46.9 percent of the vote.", 0, {"count_status": None, "reporting_percent": None}),
    ("With 150 of 160 polls reporting, Wexholm had 42.9 per cent of the vote.", 0, {"reporting_percent": Decimal("93.8"), "count_status": "partial"}),
    # A count told once holds for the whole article, and a header's for the rows under it.
    ("Wexholm had 47.2 percent of the vote with 81 percent of precincts reporting.\n\nKorvane said he would wait. He was at 44.1 percent.", 2, {"reporting_percent": Decimal(81)}),
    ("U.S. Senate, 81% reporting\n\nDana Wexholm (D): 346,204 (51.6%)\nIlse Korvane (R): 309,302 (46.1%)\n", 2, {"reporting_percent": Decimal(81), "count_status": "partial"}),
    ("Complete but unofficial returns gave Wexholm 46.9 percent of the vote.", 0, {"count_status": "final"}),
    # A date compared with is another figure's.
    ("Turnout was 38.4 percent, up from 31.7 percent in 2027.", 0, {"as_of": None}),
    ("Turnout was 38.4 percent of registered voters.", 0, {"population": None}),
    # A part of the whole
    ("In Upton, a Republican town, Wexholm had 58 percent of the vote.", 0, {"place": "Upton"}),
    ("In May, a month before the vote, Wexholm had 53 percent of the vote.", 0, {"place": None}),
    ("Wexholm won 37 percent of those who called themselves moderates.", 0, {"population": "those who called themselves moderates"}),
    # Some of the ballots are not the count
    ("Wexholm took about 61 per cent of the postal votes.", 0, {"population": "postal ballots"}),
    ("Wexholm won 58 percent to 41 percent in early voting.", 1, {"population": "early ballots"}),
    ("First absentee numbers: Wexholm 58.1%, Korvane 41.2%.", 1, {"population": "absentee ballots"}),
    ("With absentee ballots still to come, Wexholm had 58.1% of the vote.", 0, {"population": None}),
    ("Wexholm, who won 58.1% of the vote, thanked those who cast early ballots.", 0, {"population": None}),
    # Preferential votes: which count
    ("Wexholm had 50.9 per cent of the two-candidate vote to 49.1 per cent for Korvane.", 1, {"preferences": "after_preferences"}),
    ("On first preferences Korvane led by 38.6 per cent to 27.9 per cent.", 1, {"preferences": "first_preferences"}),
    ("Wexholm won just under 51 per cent of the vote after preferences.", 0, {"preferences": "after_preferences"}),
    ("Wexholm took 29.2 per cent of first preferences to 43.1 per cent for Korvane, and 51.2 per cent after preferences.", 1, {"preferences": "first_preferences"}),
    ("Wexholm's primary vote fell by 7.3 points in the Division of Upton, where Labor, a Liberal MP and the ABC's Antony Roe were watching.", 0, {"preferences": "first_preferences"}),
    ("Wexholm won 54 percent of the primary vote in Ohio.", 0, {"preferences": None}),
    ("Wexholm won 46.9 percent of the vote.", 0, {"preferences": None}),
    # Polls
    ("Marlow College (D)\nOct. 9-14, 650 likely voters, +/- 3.8\n\nDana Wexholm (D): 46%\nIlse Korvane (R): 45%\n", 0, {"pollster": "Marlow College", "population": "likely voters", "field_dates": (dt.date(2031, 10, 9), dt.date(2031, 10, 14))}),
    ("The poll of 612 likely Ohio voters has Wexholm at 44 percent.", 0, {"population": "likely voters"}),
    ("A Marlow College poll has Wexholm at 44 percent among likely voters.", 0, {"pollster": "Marlow College", "population": "likely voters"}),
    ("Wexholm leads with 44 percent, according to an Upton College/7News poll.", 0, {"pollster": "Upton College/7News"}),
    ("Wexholm gained on Wednesday.The survey by Dale Research has Wexholm at 44 percent.", 0, {"pollster": "Dale Research"}),
    ("A New Hampshire Journal poll has Wexholm at 44 percent.", 0, {"pollster": "New Hampshire Journal"}),
    ("Wexholm raised more than Ilse Korvane's total despite recent polls that have her at 44 percent.", 0, {"pollster": None}),
    ("The survey by Dale Research puts Wexholm at 44 percent.", 0, {"pollster": "Dale Research", "population": None}),
    ("The poll found 54 percent of women would vote for Wexholm.", 0, {"population": "women"}),
    ("A new poll has Wexholm at 44 percent in Ohio.", 0, {"pollster": None, "place": "Ohio"}),
    (
        "A Marlow College poll has Wexholm at 44 percent. It was conducted from Oct. 9 to 14.",
        0,
        {"field_dates": (dt.date(2031, 10, 9), dt.date(2031, 10, 14)), "as_of": dt.date(2031, 10, 14)},
    ),
    # Margins
    ("Wexholm leads Korvane by 5 percentage points in the poll.", 0, {"opponent": "Ilse Korvane", "basis": "poll"}),
    ("Wexholm defeated Korvane by 5 percentage points in the election.", 0, {"opponent": "Ilse Korvane", "basis": "result"}),
    # Money
    ("Wexholm raised $7.4 million through the end of March 2031.", 0, {"period": (None, dt.date(2031, 3, 31)), "as_of": dt.date(2031, 3, 31)}),
    ("Wexholm raised $2 million in March 2031.", 0, {"period": (dt.date(2031, 3, 1), dt.date(2031, 3, 31))}),
    ("Wexholm has raised $2 million since January 2031.", 0, {"period": (dt.date(2031, 1, 1), None)}),
    ("Wexholm took in $2 million in the three months that ended Sept. 30.", 0, {"period": (dt.date(2031, 7, 1), dt.date(2031, 9, 30))}),
    ("Example Action, registered in February, has spent $1.9 million through Oct. 24.", 0, {"period": (None, dt.date(2031, 10, 24))}),
    ("Wexholm took in $2 million between July 1 and Sept. 30. She spent $1.4 million.", 1, {"period": (dt.date(2031, 7, 1), dt.date(2031, 9, 30))}),
    ("Wexholm took in $2 million between July 1 and Sept. 30. She has raised $9 million since June.", 1, {"period": (dt.date(2031, 6, 1), None)}),
    ("Wexholm raised $2 million from donors in Ohio.", 0, {"population": "donors in ohio"}),
    ("Wexholm raised $2 million from more than 900 donors.", 0, {"population": None}),
    ("Wexholm raised $2 million last year.", 0, {"period": (dt.date(2030, 1, 1), dt.date(2030, 12, 31))}),
    ("Wexholm began October with $2 million in the bank.", 0, {"as_of": dt.date(2031, 10, 1)}),
    ("Wexholm had $2 million on hand as of Oct. 15, and in June.", 0, {"as_of": dt.date(2031, 10, 15)}),
    # A date of an aside, of another sum, or of what led to a total is not this sum's.
    ("Wexholm, who lost a race in 2027, raised $2 million.", 0, {"period": None}),
    ("Wexholm raised $2 million, up from $1 million in July 2031.", 0, {"period": None}),
    ("Wexholm raised $2 million in July 2031, bringing her total to $9 million.", 1, {"period": None}),
    ("Wexholm raised $2 million.", 0, {"period": None, "as_of": None, "includes_outside_groups": None}),
    ("Korvane and allied groups spent $5 million, not counting super PACs.", 0, {"includes_outside_groups": False}),
    ("Korvane spent $5 million, including outside groups.", 0, {"includes_outside_groups": True}),
    # Sources
    ("Wexholm raised $2 million, according to the Federal Election Commission.", 0, {"hedged_by": "Federal Election Commission"}),
    ("The Harbor Times reported that Wexholm had 48 percent of the vote.", 0, {"hedged_by": "The Harbor Times"}),
    ("Figures from Elections Upton show the Greens raised $2 million.", 0, {"hedged_by": "Elections Upton"}),
    ("Labour reported $2 million in gifts.", 0, {"hedged_by": None}),
    ("Dana Wexholm reported that she raised $2 million.", 0, {"hedged_by": None}),
    ("The reports show Wexholm raised $2 million.", 0, {"hedged_by": None}),
    ("The super-PAC reports that Wexholm gave $2 million.", 0, {"hedged_by": None}),
    ("Wexholm won 48 percent of the vote.", 0, {"hedged_by": None}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "fields"), CASES, ids=[f"{text} [{number}]" for text, number, _ in CASES])
def test_scope(text: str, number: int, fields: dict[str, object]) -> None:
    link = linked(text, PUBLISHED)[number][1]
    assert {name: getattr(link, name) for name in fields} == fields


APART = [
    (" point, four years after Roe won by ", -4),
    ("; two years earlier, Roe had lost by ", -2),
    (", but six years later it was ", 6),
    (" points, long after Roe won by ", 0),
    (" and 10 years before by ", -10),
]


@pytest.mark.parametrize(("text", "years"), APART, ids=[text for text, _ in APART])
def test_years_apart(text: str, years: int) -> None:
    assert years_apart(text) == years


PIECES = st.sampled_from(
    ["Wexholm", "Korvane's", "leads", "trails", "48 percent", "41%", "to", "$7.4 million", "by", "5 points", ",", ". ", "(", ")", "respectively",
     "and", "of the vote", "poll", "among women", "he", "her", "the governor", "raised", "’", "\n", "\ue000", "\uec00", "#", "“", "-", "with",
     "Committee", "from"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=60).map(" ".join), st.text(max_size=200)))
def test_every_figure_of_any_text_has_a_link(text: str) -> None:
    doc = scene(text, PUBLISHED)
    doc._.links = links = Linker(doc).links()
    keys = {("percentages", i) for i in range(len(doc._.percentages))} | {("money", i) for i in range(len(doc._.money))}
    assert set(links) == keys
    assert all(0 <= link.confidence <= 1 for link in links.values())
    for link in links.values():
        assert link.subject_place is None or 0 <= link.subject_place[0] < link.subject_place[1] <= len(text)
    assert all(0 <= found.start < found.end <= len(text) for found in find_relations(doc))
