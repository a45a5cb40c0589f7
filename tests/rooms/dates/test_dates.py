"""Dates: the characters found, and the first and last day they mean on the day of publication."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.found import Style
from extractor.rooms.dates import find_dates

PUBLISHED = dt.date(2031, 6, 12)  # a Thursday
CASELESS = Style(caseless=True)
STRIPPED = Style(caseless=True, unpunctuated=True)


def read(text, published=PUBLISHED, **known):
    """Each date as (its characters, "first" or "first..last")."""
    return [
        (text[found.start : found.end], extent(found.value)) for found in find_dates(text, published=published, **known)
    ]


def extent(when):
    return f"{when.start}" if when.start == when.end else f"{when.start}..{when.end}"


def table(*cases):
    return pytest.mark.parametrize(("text", "expected"), cases, ids=[text for text, _ in cases])


@table(
    ("on June 20, 2029", [("June 20, 2029", "2029-06-20")]),
    ("on Tuesday, April 18, 2028, they", [("Tuesday, April 18, 2028", "2028-04-18")]),
    ("the 4th of July, 2029", [("the 4th of July, 2029", "2029-07-04")]),
    ("on 31 Oct. 2029", [("31 Oct. 2029", "2029-10-31")]),
    ("on Nov. 8, 2014.", [("Nov. 8, 2014", "2014-11-08")]),
    ("On May twenty-ninth, 2030", [("May twenty-ninth, 2030", "2030-05-29")]),
    ("signed 2029-03-04T10:15:00Z here", [("2029-03-04T10:15:00Z", "2029-03-04")]),
    ("on 2029/8/10", [("2029/8/10", "2029-08-10")]),
    ("dated 23-Sep-2029", [("23-Sep-2029", "2029-09-23")]),
    ("dated 2029 Sept 23", [("2029 Sept 23", "2029-09-23")]),
    ("on 18th, April 2029", [("18th, April 2029", "2029-04-18")]),
    ("in March 2029", [("March 2029", "2029-03-01..2029-03-31")]),
    ("in June of '29", [("June of '29", "2029-06-01..2029-06-30")]),
    ("since 06/2029", [("06/2029", "2029-06-01..2029-06-30")]),
    ("in 1978", [("1978", "1978-01-01..1978-12-31")]),
    ("in nineteen ninety-six", [("nineteen ninety-six", "1996-01-01..1996-12-31")]),
    ("in the 1970s", [("the 1970s", "1970-01-01..1979-12-31")]),
    (
        "since the '80s and the nineties",
        [("the '80s", "1980-01-01..1989-12-31"), ("the nineties", "1990-01-01..1999-12-31")],
    ),
    ("in the 21st century", [("the 21st century", "2000-01-01..2099-12-31")]),
    ("by the summer of 2029", [("the summer of 2029", "2029-06-01..2029-08-31")]),
    ("in the winter of 2029", [("the winter of 2029", "2029-12-01..2030-02-28")]),
    ("in Q3 of 2029", [("Q3 of 2029", "2029-07-01..2029-09-30")]),
    ("the third quarter of 2029", [("the third quarter of 2029", "2029-07-01..2029-09-30")]),
    ("the first half of 2029", [("the first half of 2029", "2029-01-01..2029-06-30")]),
    ("the last three months of 2029", [("the last three months of 2029", "2029-10-01..2029-12-31")]),
    (
        "the 2030 fiscal year and FY2029-30",
        [("the 2030 fiscal year", "2029-10-01..2030-09-30"), ("FY2029-30", "2029-10-01..2030-09-30")],
    ),
    ("in the winter of 2029-30", [("the winter of 2029-30", "2029-12-01..2030-02-28")]),
    ("in fiscal 2030", [("fiscal 2030", "2029-10-01..2030-09-30")]),
    ("the second Monday of October 2029", [("the second Monday of October 2029", "2029-10-08")]),
)
def test_dates_that_stand_alone(text, expected):
    assert read(text) == expected


@table(
    ("She won in June.", [("June", "2031-06-01..2031-06-30")]),
    ("They met on Oct. 13 in Ohio.", [("Oct. 13", "2030-10-13")]),
    ("They will meet on Oct. 13 in Ohio.", [("Oct. 13", "2031-10-13")]),
    ("The pact was reached in December.", [("December", "2030-12-01..2030-12-31")]),
    ("The pact will be signed in December.", [("December", "2031-12-01..2031-12-31")]),
    ("A runoff is set for Jan. 5.", [("Jan. 5", "2032-01-05")]),
    ("The office closed in May 9th of last year.", [("May 9th of last year", "2030-05-09")]),
    ("in March of next year", [("March of next year", "2032-03-01..2032-03-31")]),
    (
        "it rose in August and September 2029",
        [("August", "2029-08-01..2029-08-31"), ("September 2029", "2029-09-01..2029-09-30")],
    ),
    ("on March 5, 12 and 19", [("March 5", "2031-03-05"), ("12", "2031-03-12"), ("19", "2031-03-19")]),
    ("on 18 and 19 June", [("18", "2031-06-18"), ("19 June", "2031-06-19")]),
    ("The pact helps her to carry the vote in July.", [("July", "2031-07-01..2031-07-31")]),
    ("They met as far back as August.", [("August", "2030-08-01..2030-08-31")]),
    (
        "In October, Jane Roe, the mayor of Roeville, the largest city of the state, and her deputy left.",
        [("October", "2030-10-01..2030-10-31")],
    ),
    ("She moved to Roeland, whose Feb. 9 primary is the first.", [("Feb. 9", "2031-02-09")]),
    ("He shouted at a rally in August.", [("August", "2030-08-01..2030-08-31")]),
    ("She takes office in January.", [("January", "2032-01-01..2032-01-31")]),
    (
        "in March, May and June",
        [
            (month, f"2031-{number}-01..2031-{number}-{last}")
            for month, number, last in (("March", "03", 31), ("May", "05", 31), ("June", "06", 30))
        ],
    ),
    ("the Nov. 3-6 poll", [("Nov. 3-6", "2030-11-03..2030-11-06")]),
    ("He won in '28 and '30.", [("'28", "2028-01-01..2028-12-31"), ("'30", "2030-01-01..2030-12-31")]),
    ("In May he won.", [("May", "2031-05-01..2031-05-31")]),
    ("a May poll", [("May", "2031-05-01..2031-05-31")]),
    ("the March primary", [("March", "2031-03-01..2031-03-31")]),
)
def test_years_that_are_left_out(text, expected):
    assert read(text) == expected


@table(
    ("He said Tuesday that", [("Tuesday", "2031-06-10")]),
    ("He said Thursday that", [("Thursday", "2031-06-12")]),
    ("The council will vote Tuesday.", [("Tuesday", "2031-06-17")]),
    ("ahead of Saturday's caucus", [("Saturday", "2031-06-14")]),
    ("He challenged her to a debate before Saturday's caucus.", [("Saturday", "2031-06-14")]),
    ("He challenged her to a debate before Tuesday's caucus.", [("Tuesday", "2031-06-10")]),
    ("last Friday", [("last Friday", "2031-06-06")]),
    ("the vote next Tuesday", [("next Tuesday", "2031-06-17")]),
    ("this past Wednesday", [("this past Wednesday", "2031-06-11")]),
    ("Following Monday's debate, he left.", [("Monday", "2031-06-09")]),
    ("on Tuesday of last week", [("Tuesday of last week", "2031-06-03")]),
    ("interviewed Friday through Monday", [("Friday through Monday", "2031-06-06..2031-06-09")]),
    ("from next Monday to Friday", [("next Monday to Friday", "2031-06-16..2031-06-20")]),
    ("Polls closed shortly past midnight on Friday.", [("Friday", "2031-06-13")]),
    ("They said so yesterday.", [("yesterday", "2031-06-11")]),
    ("the day after tomorrow", [("the day after tomorrow", "2031-06-14")]),
    ("The mayor, Will Roe, left on Saturday.", [("Saturday", "2031-06-07")]),
    ("Will she leave on Saturday?", [("Saturday", "2031-06-14")]),
    ("On Saturday, Roe and her aides are to leave.", [("Saturday", "2031-06-14")]),
    ("The deadline is Friday at noon.", [("Friday", "2031-06-13")]),
    ("a week from Tuesday", [("a week from Tuesday", "2031-06-24")]),
    ("every other Tuesday", []),
    ("the first Sunday of every month", []),
    ("the Sunday before the vote", []),
    ("the Friday after Thanksgiving 2030", [("the Friday after Thanksgiving 2030", "2030-11-29")]),
    ("the Sunday before June 15", [("the Sunday before June 15", "2031-06-08")]),
    ("open Monday-Friday", [("Monday-Friday", "2031-06-02..2031-06-06")]),
    ("the week of June 3", [("the week of June 3", "2031-06-02..2031-06-08")]),
)
def test_days_of_the_week(text, expected):
    assert read(text) == expected


@table(
    ("last November", [("last November", "2030-11-01..2030-11-30")]),
    ("next November", [("next November", "2031-11-01..2031-11-30")]),
    ("next April", [("next April", "2032-04-01..2032-04-30")]),
    ("this month", [("this month", "2031-06-01..2031-06-30")]),
    ("last week's poll", [("last week", "2031-06-02..2031-06-08")]),
    ("earlier this month", [("earlier this month", "2031-06-01..2031-06-12")]),
    ("later in the week", [("later in the week", "2031-06-12..2031-06-15")]),
    ("early May", [("early May", "2031-05-01..2031-05-10")]),
    ("mid-March", [("mid-March", "2031-03-11..2031-03-20")]),
    ("late last month", [("late last month", "2031-05-21..2031-05-31")]),
    ("at the end of March", [("the end of March", "2031-03-21..2031-03-31")]),
    ("raised through the end of May", [("the end of May", "2031-05-31")]),
    ("by the end of the year", [("the end of the year", "2031-12-31")]),
    ("a decade ago", [("a decade ago", "2021-01-01..2021-12-31")]),
    ("half a century ago", []),
    ("a year ago", [("a year ago", "2030-01-01..2030-12-31")]),
    ("ten months ago", [("ten months ago", "2030-08-01..2030-08-31")]),
    ("two weeks ago", [("two weeks ago", "2031-05-29")]),
    ("a few days ago", [("a few days ago", "2031-06-07..2031-06-10")]),
    ("over the past two weeks", [("the past two weeks", "2031-05-29..2031-06-12")]),
    ("over the next decade", [("the next decade", "2031-06-13..2041-06-12")]),
    ("in the past year", [("the past year", "2030-06-12..2031-06-12")]),
    ("in the next decade", [("the next decade", "2040-01-01..2049-12-31")]),
    ("in the next 60 days", [("the next 60 days", "2031-06-13..2031-08-11")]),
    ("She raised it in the last quarter.", [("the last quarter", "2031-01-01..2031-03-31")]),
    ("last fall", [("last fall", "2030-09-01..2030-11-30")]),
    ("this summer", [("this summer", "2031-06-01..2031-08-31")]),
    ("He spent it in the fourth quarter of the year.", [("the fourth quarter of the year", "2030-10-01..2030-12-31")]),
    ("the vote is in two weeks.", [("in two weeks", "2031-06-26")]),
    ("The vote will be held in two weeks.", [("in two weeks", "2031-06-26")]),
    ("this cycle", [("this cycle", "2031-01-01..2032-12-31")]),
    ("three years ago this week", [("three years ago this week", "2028-06-12..2028-06-18")]),
    ("ten years ago in May", [("ten years ago in May", "2021-05-01..2021-05-31")]),
    ("the two weeks before the June 7 primary", [("the two weeks before the June 7", "2031-05-24..2031-06-06")]),
    ("3 percent year to date", [("year to date", "2031-01-01..2031-06-12")]),
    ("He won on June 3. That day it rained.", [("June 3", "2031-06-03"), ("That day", "2031-06-03")]),
    (
        "It fell in 2028, and rose the year before.",
        [("2028", "2028-01-01..2028-12-31"), ("the year before", "2027-01-01..2027-12-31")],
    ),
    (
        "He lost on May 1; three weeks later he ran again.",
        [("May 1", "2031-05-01"), ("three weeks later", "2031-05-22")],
    ),
    (
        "She was elected in 1988, recounted until May, and lost six years later.",
        [
            ("1988", "1988-01-01..1988-12-31"),
            ("May", "2031-05-01..2031-05-31"),
            ("six years later", "1994-01-01..1994-12-31"),
        ],
    ),
    ("It opens in two years' time.", [("in two years' time", "2033-01-01..2033-12-31")]),
    ("in a fortnight's time", [("in a fortnight's time", "2031-06-26")]),
    ("The repairs have cost $3 million since July.", [("July", "2030-07-01..2030-07-31")]),
    ("They came back the next Tuesday.", [("the next Tuesday", "2031-06-17")]),
    ("He is to speak next Tuesday.", [("next Tuesday", "2031-06-17")]),
    ("Lunch on Friday 7-6 with Poe.", [("Friday", "2031-06-06")]),
    ("in 2029, the last year for which figures exist", [("2029", "2029-01-01..2029-12-31")]),
    ("People who spent March in court.", [("March", "2031-03-01..2031-03-31")]),
)
def test_dates_counted_from_the_article(text, expected):
    assert read(text) == expected


@table(
    ("June 3-7", [("June 3-7", "2031-06-03..2031-06-07")]),
    ("polled Nov. 6 to 10, 2029", [("Nov. 6 to 10, 2029", "2029-11-06..2029-11-10")]),
    ("between February 15 and 17", [("February 15 and 17", "2031-02-15..2031-02-17")]),
    ("from 2011 to 2016", [("2011 to 2016", "2011-01-01..2016-12-31")]),
    ("the 2015-16 season", [("2015-16", "2015-01-01..2016-12-31")]),
    ("from December 20 to January 3, 2030", [("December 20 to January 3, 2030", "2029-12-20..2030-01-03")]),
    ("She raised it in an October-to-December haul.", [("October-to-December", "2030-10-01..2030-12-31")]),
    ("between May 2029 and yesterday", [("May 2029 and yesterday", "2029-05-01..2031-06-11")]),
    ("between now and Election Day, they hope", [("now and Election Day", "2031-06-12..2031-11-04")]),
    ("from now until Friday", [("now until Friday", "2031-06-12..2031-06-13")]),
    ("between now and then", []),
    ("polled from 5/1-5/7, 2030.", [("5/1-5/7, 2030", "2030-05-01..2030-05-07")]),
    ("on 5/7, 2000 people came", [("5/7", "2031-05-07")]),
    ("The fair will run from May to September.", [("May to September", "2031-05-01..2031-09-30")]),
    ("The road will shut from July to March.", [("July to March", "2031-07-01..2032-03-31")]),
    ("in 2008 and 2012", [("2008", "2008-01-01..2008-12-31"), ("2012", "2012-01-01..2012-12-31")]),
)
def test_ranges(text, expected):
    assert read(text) == expected


@table(
    ("on Election Day in 2028", [("Election Day in 2028", "2028-11-07")]),
    ("last Memorial Day", [("last Memorial Day", "2031-05-26")]),
    ("Thanksgiving 2029", [("Thanksgiving 2029", "2029-11-22")]),
    ("They left before Christmas.", [("Christmas", "2030-12-25")]),
    ("over Labor Day weekend of work", [("Labor Day weekend", "2031-08-30..2031-09-01")]),
    ("Super Tuesday 2020", [("Super Tuesday 2020", "2020-03-03")]),
    ("Good Friday 2017", [("Good Friday 2017", "2017-04-14")]),
    ("the Sept. 11 attacks", [("Sept. 11", "2001-09-11")]),
    ("Thanksgiving two years ago", [("Thanksgiving two years ago", "2029-11-22")]),
)
def test_named_days(text, expected):
    assert read(text) == expected


@table(
    ("He may win and march on.", []),
    ("May said so.", []),
    ("Prime Minister Jane May spoke.", []),
    ("The sun sat low; wed or not, they won.", []),
    ("a second term, 24/7", []),
    ("They won 3-2 and 21/14.", []),
    ("a crowd of 2,016", []),
    ("about 2016 votes", []),
    ("some 2000 people", []),
    ("No. 2016 on the list", []),
    ("$2016 a head", []),
    ("for 34 years, four years at a time", []),
    ("In May he promised that he would speak in three weeks.", [("May", "2031-05-01..2031-05-31")]),
    ("every four years, each November and every Tuesday", []),
    ("a 34-year-old, in her early 50s", []),
    ("at 11 p.m. and 10:30", []),
    ("April Roe and June Poe", []),
    ("Call +1 2010-2015-86", []),
    ("on February 30", []),
    ("on June 31, 2029", []),
    ("USA TODAY and The Sunday Times", []),
    ("20th Century Fox and Saturday Night Live", []),
    ("the March on Washington", []),
    ("to the fall of the house; prices fall", []),
    ("the third storm in two years", []),
    ("It would last four years.", []),
    ("in the coming weeks", []),
    ("version 10.2.2016.4", []),
    ("Christmas trees and Easter eggs", []),
)
def test_no_dates(text, expected):
    assert read(text) == expected


@table(
    ("he lost in may and won in june", [("may", "2031-05-01..2031-05-31"), ("june", "2031-06-01..2031-06-30")]),
    ("he may lose this march and may march", []),
    ("on june 20 2029 he lost", [("june 20 2029", "2029-06-20")]),
    ("last november he won", [("last november", "2030-11-01..2030-11-30")]),
    ("on may 3 he won", [("may 3", "2031-05-03")]),
    ("in june 12 people came", [("june", "2031-06-01..2031-06-30")]),
)
def test_text_without_capitals(text, expected):
    assert read(text, style=CASELESS) == expected


def test_today_in_a_quotation_is_the_day_it_was_said():
    text = "jane roe told reporters we win today she said on tuesday"
    assert read(text, style=STRIPPED) == [("today", "2031-06-10"), ("tuesday", "2031-06-10")]
    text = '"We win today," she said on Tuesday. Today it rained.'
    assert read(text, quoted=[(1, 14)]) == [("today", "2031-06-10"), ("Tuesday", "2031-06-10"), ("Today", "2031-06-12")]


COUNTRIES = [
    ("on 3/4/2029", None, "2029-03-04"),
    ("on 3/4/2029", "US", "2029-03-04"),
    ("on 3/4/2029", "GB", "2029-04-03"),
    ("on 25/4/2029", "US", "2029-04-25"),
    ("on 4/25/2029", "GB", "2029-04-25"),
    ("on 3.4.2029", "DE", "2029-04-03"),
    ("on 3/4", "AU", "2031-04-03"),
    ("Wednesday 4/3/2030", "US", "2030-04-03"),
    ("Sunday 4/3/2030", "US", "2030-04-03"),
    ("last Thanksgiving", "CA", "2030-10-14"),
    ("last Thanksgiving", "US", "2030-11-28"),
    ("in fiscal 2030", "GB", "2029-04-01..2030-03-31"),
]


@pytest.mark.parametrize(("text", "country", "expected"), COUNTRIES)
def test_countries(text, country, expected):
    assert [day for _, day in read(text, country=country)] == [expected]


WITHOUT_A_DAY = [
    ("He won last week and on Tuesday.", []),
    ("He won on June 3 and in 2029.", ["2029-01-01..2029-12-31"]),
    ("Published: June 3, 2030\nHe won yesterday.", ["2030-06-03", "2030-06-02"]),
    ("A parade in Roeville, Thursday, May 4, 2028. One week ago, he won.", ["2028-05-04", "2028-04-27"]),
    ("He was born on June 3, 1990, and won yesterday.", ["1990-06-03"]),
]


@pytest.mark.parametrize(("text", "expected"), WITHOUT_A_DAY)
def test_without_a_day_of_publication_only_a_dateline_is_an_anchor(text, expected):
    assert [day for _, day in read(text, None)] == expected


EVENTS = [
    ("a runoff on June 20", "runoff"),
    ("the April 24 primary", "primary"),
    ("Monday's presidential debate", "debate"),
    ("Saturday's Ohio caucus", "caucus"),
    ("the 2018 midterm elections", "midterm election"),
    ("he said on Monday", None),
    ("last Saturday have his hopes on a debate", None),
]


@pytest.mark.parametrize(("text", "event"), EVENTS)
def test_event(text, event):
    assert [found.value.event for found in find_dates(text, published=PUBLISHED)] == [event]


STYLES = [
    "%B %d, %Y",
    "%d %B %Y",
    "%b. %d, %Y",
    "%A, %B %d, %Y",
    "%Y-%m-%d",
    "%d %b %Y",
    "%m/%d/%Y",
    "%B %d %Y",
    "%Y/%m/%d",
]
DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2099, 12, 31))


@given(DAYS, st.sampled_from(STYLES), DAYS)
def test_a_day_printed_in_any_style_is_that_day_whatever_the_anchor(day, style, anchor):
    printed = day.strftime(style).replace("May.", "May")
    text = f"They met on {printed} in Roeville."
    (found,) = find_dates(text, published=anchor)
    assert (text[found.start : found.end], found.value.start, found.value.end) == (printed, day, day)


@given(st.text(), st.one_of(st.none(), DAYS), st.sampled_from([Style(), CASELESS, STRIPPED]))
def test_no_text_is_too_strange(text, published, style):
    for found in find_dates(text, published=published, style=style):
        assert 0 <= found.start < found.end <= len(text)


WORDS = "the last next this early end of in May may march June 3 7th 12 2016 '16 1990s Tuesday sat to - , . ago weeks a two year before after Christmas now 3/4 q1 from between and second İ"


@given(st.lists(st.sampled_from(WORDS.split())), st.dates())
def test_no_order_of_words_is_too_strange(words, published):
    end = 0
    for found in find_dates(" ".join(words), published=published):
        assert end <= found.start < found.end
        assert found.value.start <= found.value.end
        assert 0 < found.confidence <= 1
        end = found.end
