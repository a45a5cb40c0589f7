"""Percentages and points: what stands in the text, its number, unit and qualifier."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.rooms.percentages import find_percentages


def read(text, *, unpunctuated=False):
    """Each finding as (its characters, value or "low-high", unit, qualifier)."""
    return [
        (text[found.start : found.end], number(found.value), found.value.unit, found.value.qualifier)
        for found in find_percentages(text, unpunctuated=unpunctuated)
    ]


def number(amount):
    return f"{amount.low:f} to {amount.high:f}" if amount.value is None else f"{amount.value:f}"


def pct(text, value, qualifier="exact"):
    return text, value, "percent", qualifier


def pts(text, value, qualifier="exact"):
    return text, value, "points", qualifier


PRINTED = [
    ("Marlow won 48.2 percent of the vote.", [pct("48.2 percent", "48.2")]),
    ("Marlow won 48.2% of the vote.", [pct("48.2%", "48.2")]),
    ("Marlow won 48.2 per cent of the vote.", [pct("48.2 per cent", "48.2")]),
    ("Marlow won 48.2pct of the vote.", [pct("48.2pct", "48.2")]),
    ("Some 31% percent of the ballots are in.", [pct("31% percent", "31", "about")]),
    ("A 2PP swing in the north decided it.", []),
    ("MARLOW WON 48.2 PERCENT", [pct("48.2 PERCENT", "48.2")]),
    ("marlow won 48 . 2 % of the vote", [pct("48 . 2 %", "48.2")]),
    ("a turnout of 4O percent", [pct("4O percent", "40")]),
    ("Forty-eight percent chose Marlow.", [pct("Forty-eight percent", "48")]),
    ("forty eight percent chose Marlow", [pct("forty eight percent", "48")]),
    ("a swing of half a percent", [pct("half a percent", "0.5")]),
    ("under half of 1 percent", [pct("half of 1 percent", "0.5", "under")]),
    ("a fall of -3%", [pct("-3%", "-3")]),
    ("growth of minus 3 percent", [pct("3 percent", "-3")]),
    ("a deposit of 48,2%", [pct("48,2%", "48.2")]),
    ("Percent: 45.2\nVotes: 1,200", [pct("Percent: 45.2", "45.2")]),
    ("a lead of 5 percentage points", [pts("5 percentage points", "5")]),
    ("by 0.3 of a percentage point", [pts("0.3 of a percentage point", "0.3")]),
    ("stood at 48 per\ncent in May", [pct("48 per\ncent", "48")]),
    ("up a percentage point", [pts("a percentage point", "1")]),
    ("rates rose by a quarter of a percentage point", [pts("a quarter of a percentage point", "0.25")]),
    ("rates rose 25 basis points", [pts("25 basis points", "0.25")]),
    ("yields fell 50bps", [pts("50bps", "0.50")]),
    ("an error of +/-2 percentage points", [pts("2 percentage points", "2")]),
    ("plus-or-minus 6 percentage points", [pts("6 percentage points", "6")]),
    ("won ４８％ of the vote", [pct("４８％", "48")]),
    ("plus or minus 3.1 percentage points", [pts("3.1 percentage points", "3.1")]),
    ("a net approval of -11 points in the poll", [pts("-11 points", "-11")]),
]

NO_PERCENTAGES = [
    "The Dow fell 200 points on Friday.",
    "The index lost 95 points in early trading.",
    "The Nikkei lost 95.6 points.",
    "Ruiz scored 20 points and took 10 rebounds in the game.",
    "a 10-point plan for the voters",
    "a 10-point font",
    "At one point the candidate spoke of bullet points.",
    "talking points for the election",
    "He made three points about the election.",
    "three points of difference between the candidates",
    "No. 1 in the polls",
    "a percentage of the voters",
    "https://example.org/vote%20share%2Fpoll",
    "half an hour, half the time, a quarter of an hour",
    "the second half of the match",
    "an hour and a half of speeches",
    "a third party candidate in the third quarter",
    "She won nine of 10 counties.",
    "one of two Democrats to win",
    "a crude of 25-27 gravity and little sulfur, or 25-27 in the survey",
    "On the Origin of Voters, 210pp.",
    "a half-dozen voters",
    "The Herons beat the Otters 24-17.",
    "The Senate voted 52-48 to confirm her.",
    "The court ruled 5-4 for the voters.",
    "a poll of June 17-20",
    "voters aged 18 to 39",
    "open 9-5 on polling day",
    "Won: 48\nPercent of what?",
    "passed by a 52-48 vote of the survey board",
    "the 1990s, 2016 and 2,016 voters",
]

TWO_OR_MORE = [
    ("leads 48 to 44 percent", [pct("48", "48"), pct("44 percent", "44")]),
    ("trails 44 to 48 percent", [pct("44", "44"), pct("48 percent", "48")]),
    ("leads 48%-44%", [pct("48%", "48"), pct("44%", "44")]),
    ("by 3 and 7 percentage points, respectively", [pts("3", "3"), pts("7 percentage points", "7")]),
    ("40, 30 and 10 percent", [pct("40", "40"), pct("30", "30"), pct("10 percent", "10")]),
    ("rose from 38 to 41 percent", [pct("38", "38"), pct("41 percent", "41")]),
    ("rose from 38 percent to 41 percent", [pct("38 percent", "38"), pct("41 percent", "41")]),
    ("fell 3 percent to 41 percent", [pct("3 percent", "3"), pct("41 percent", "41")]),
    ("a net loss (37 percent to 43 percent)", [pct("37 percent", "37"), pct("43 percent", "43")]),
    ("She leads Marlow 48-41 in the poll.", [pct("48", "48"), pct("41", "41")]),
    ("She beat Marlow 52 to 41 in the primary.", [pct("52", "52"), pct("41", "41")]),
    ("within reach of Marlow (35-30) in the survey", [pct("35", "35"), pct("30", "30")]),
    ("won the runoff 52-48", [pct("52", "52"), pct("48", "48")]),
    ("Turnout rose to 41 from 35 percent", [pct("41", "41"), pct("35 percent", "35")]),
    ("won by 51.8 to 48.2 percent", [pct("51.8", "51.8"), pct("48.2 percent", "48.2")]),
    ("48 percent to Marlow's 41", [pct("48 percent", "48"), pct("41", "41")]),
    (
        "Lane led with 36 percent, followed by Marlow with 12 and Poe with 10.",
        [pct("36 percent", "36"), pct("12", "12"), pct("10", "10")],
    ),
    ("The poll has Lane at 11.9 percent and Marlow fourth at 9.", [pct("11.9 percent", "11.9"), pct("9", "9")]),
    ("The model gives Lane 44 percent, compared to 42 for Marlow.", [pct("44 percent", "44"), pct("42", "42")]),
    ("The poll has her at 44 percent and him at 41.", [pct("44 percent", "44"), pct("41", "41")]),
    ("Lane had 48 percent and Marlow won 12 of 14 counties.", [pct("48 percent", "48")]),
    ("Lane had 48 percent, followed by Game 7 with 12 fans.", [pct("48 percent", "48")]),
    ("He was up one to 33 percent in the poll.", [pct("one", "1"), pct("33 percent", "33")]),
    ("Marlow lost to Sen. Lane 46-48 percent.", [pct("46", "46"), pct("48 percent", "48")]),
    ("Lane had 48 percent, Marlow 41 and Poe 6.", [pct("48 percent", "48"), pct("41", "41"), pct("6", "6")]),
    ("Lane had 48 percent, Jo Marlow, 41, said", [pct("48 percent", "48")]),  # an age
    ("In 2012 and 5 percent of 2016", [pct("5 percent", "5")]),
]

RANGES = [
    ("between 40 and 45 percent", [pct("40 and 45 percent", "40 to 45", "range")]),
    ("6 to 9 percent of pupils", [pct("6 to 9 percent", "6 to 9", "range")]),
    ("40-45% of voters", [pct("40-45%", "40 to 45", "range")]),
    ("barely 2% to 5% of them", [pct("2% to 5%", "2 to 5", "range")]),
    ("3 or 4 percent", [pct("3 or 4 percent", "3 to 4", "range")]),
    ("discounts ranging from 10 percent to 30 percent", [pct("10 percent to 30 percent", "10 to 30", "range")]),
    ("a 5- to 7-point lead in polls", [pts("5- to 7-point", "5 to 7", "range")]),
    ("a double-digit margin", [pts("double-digit", "10 to 99", "range")]),
    ("rose to double digits in the polls", [pct("double digits", "10 to 99", "range")]),
    ("a margin in low single digits in the polls", [pts("low single digits", "1 to 9", "range")]),
    ("grew by between a fifth and a quarter", [pct("a fifth and a quarter", "20 to 25", "range")]),
]

QUALIFIED = [
    ("about 48 percent", [pct("48 percent", "48", "about")]),
    ("some 48 percent", [pct("48 percent", "48", "about")]),
    ("~48%", [pct("48%", "48", "about")]),
    ("40 percent or so", [pct("40 percent", "40", "about")]),
    ("more than 50 percent", [pct("50 percent", "50", "over")]),
    (">50%", [pct("50%", "50", "over")]),
    ("20-plus points ahead in the poll", [pts("20-plus points", "20", "over")]),
    ("20 plus points in every election", [pts("20 plus points", "20", "over")]),
    ("10 or more points ahead in the polls", [pts("10 or more points", "10", "at_least")]),
    ("by more than a 20-point margin", [pts("20-point", "20", "over")]),
    ("better than 80 per cent", [pct("80 per cent", "80", "over")]),
    ("must exceed 1 percentage point", [pts("1 percentage point", "1", "over")]),
    ("below 50 percent", [pct("50 percent", "50", "under")]),
    ("nearly 20 percent", [pct("20 percent", "20", "nearly")]),
    ("just shy of 50 percent", [pct("50 percent", "50", "nearly")]),
    ("at least 60 percent", [pct("60 percent", "60", "at_least")]),
    ("60 percent or more", [pct("60 percent", "60", "at_least")]),
    ("as high as 42 percent", [pct("42 percent", "42", "at_most")]),
    ("within 5 points of Marlow in the poll", [pts("5 points", "5", "at_most")]),
    ("about 40 and 35 percent", [pct("40", "40", "about"), pct("35 percent", "35", "about")]),
    ("about 40 percent in Ohio and 35 percent in Iowa", [pct("40 percent", "40", "about"), pct("35 percent", "35")]),
    ("more than the 31 percent who", [pct("31 percent", "31")]),
    ("short of the 50 percent needed", [pct("50 percent", "50")]),
    ("16.4 percent, or less than hoped", [pct("16.4 percent", "16.4")]),
    ("her joke about 9 percent of the town", [pct("9 percent", "9")]),
]

POINTS = [
    ("a 10-point lead", [], "no word of votes anywhere"),
    ("a 10-point lead in the poll", [pts("10-point", "10")], "hyphen and noun"),
    ("a 10 point lead in the poll", [pts("10 point", "10")], "noun alone"),
    ("up two points in the survey", [pts("two points", "2")], "motion"),
    ("nearly 44 per cent, up 12 points", [pct("44 per cent", "44", "nearly"), pts("12 points", "12")], "per cent"),
    ("ahead 3.5 pts with voters", [pts("3.5 pts", "3.5")], "short form"),
    ("She lost the vote by a single point.", [pts("single point", "1")], "single"),
    ("At one point she led voters by one point.", [pts("one point", "1")], "point in time"),
    ("Streetcar plan fails by 0.3 points", [pts("0.3 points", "0.3")], "tenths"),
    ("raised interest rates by a half-point", [pts("a half-point", "0.5")], "interest rates"),
    ("The poll came as the Dow fell 40 points.", [pts("40 points", "40")], "one stray word"),
]

FRACTIONS = [
    ("half of the vote", [pct("half", "50")]),
    ("half the money", [pct("half", "50")]),
    ("more than three-fifths of members", [pct("three-fifths", "60", "over")]),
    ("a little over a third of voters", [pct("a third", "33.33", "over")]),
    ("cut the deficit by half", [pct("half", "50")]),
    ("Almost half said they were angry.", [pct("half", "50", "nearly")]),
    ("nearly two-fifths, 38 percent, agreed", [pct("two-fifths", "40", "nearly"), pct("38 percent", "38")]),
    ("one in five voters", [pct("one in five", "20")]),
    ("1 in 4 residents", [pct("1 in 4", "25")]),
    ("nearly three out of four women", [pct("three out of four", "75", "nearly")]),
    ("eight of 10 Republicans", [pct("eight of 10", "80")]),
    ("one of every six pupils", [pct("one of every six", "16.67")]),
    ("1/4 of the seats", [pct("1/4", "25")]),
]

LOST_MARKS = [
    ("marlow won 48 2 percent of the vote", [pct("48 2 percent", "48.2")]),
    ("a 23 point win for the party in the election", [pts("23 point", "23")]),
    ("on april 18 20 percent voted", [pct("20 percent", "20")]),
    ("nearly 20 percent of the vote", [pct("20 percent", "20", "nearly")]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*PRINTED, *TWO_OR_MORE, *RANGES, *QUALIFIED, *FRACTIONS, *(row[:2] for row in POINTS)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_find_percentages(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize("text", NO_PERCENTAGES)
def test_what_is_no_percentage(text):
    assert read(text) == []


@pytest.mark.parametrize(("text", "expected"), LOST_MARKS, ids=[text for text, _ in LOST_MARKS])
def test_text_that_lost_its_marks(text, expected):
    assert read(text, unpunctuated=True) == expected


STYLES = [
    "{}%",
    "{} %",
    "{} percent",
    "{} per cent",
    "{}pct",
    "{}-percent",
    "{} percentage points",
    "{}-percentage-point",
    "({}%)",
    "“{}%”",
]


@given(
    st.integers(0, 1000),
    st.integers(0, 3),
    st.sampled_from(STYLES),
    st.sampled_from(["He won {}.", "{}", "it was {}, she said", "\n{}\n"]),
)
def test_every_style_keeps_value_and_precision(digits, places, style, sentence):
    value = Decimal(digits).scaleb(-places)
    text = sentence.format(style.format(f"{value:f}"))
    (found,) = find_percentages(text)
    assert found.value.value == value
    assert found.value.step == Decimal(1).scaleb(-places)
    assert f"{value:f}" in text[found.start : found.end]


ALPHABET = st.one_of(st.text(max_size=80), st.text("0123456789 .,%-–+/$()\nabcdeghilnoprtu", max_size=80))


@given(ALPHABET, st.booleans())
def test_any_text_gives_ordered_findings_inside_it(text, unpunctuated):
    end = 0
    for found in find_percentages(text, unpunctuated=unpunctuated):
        assert end <= found.start < found.end <= len(text)
        amount = found.value
        assert (amount.value is None) == (amount.low is not None) == (amount.high is not None)
        assert amount.low is None or amount.low <= amount.high
        end = found.end
