"""What the top of an article shows, and what it does not."""

import datetime as dt

import pytest

from extractor.intake.metadata import country_of, outlet_of, parse_day, recover

DAY = dt.date(2031, 6, 21)
STORY = "The special election drew a record crowd to the polls, officials in the county said on Monday.\n"

TOPS = [
    ("a scraper's residue", " date 2031-06-21 " + STORY, DAY, None),
    (
        "a labelled line",
        "Voters go to the polls\n\nPublished: June 21, 2031\n\n" + STORY,
        DAY,
        "Voters go to the polls",
    ),
    ("with a clock time", "Published 21 June 2031 11:40\n" + STORY, DAY, None),
    ("a headline", "Roe wins the harbour seat\n\n" + STORY, None, "Roe wins the harbour seat"),
    (
        "a headline below an advertisement",
        "Advertisement\nRoe wins the harbour seat\n\n" + STORY,
        None,
        "Roe wins the harbour seat",
    ),
    ("no headline: a sentence", "Roe won.\n\n" + STORY, None, None),
    ("no headline: a wrapped paragraph", "The special election drew a\nrecord crowd to the polls.\n", None, None),
    ("no headline: all there is", "Roe wins the harbour seat", None, None),
    ("no date: an ISO date later on", STORY + " date 2031-06-21 ", None, None),
    ("no date: a month alone", "Updated in June\n\n" + STORY, None, None),
    ("no date: not a day of the calendar", " date 2031-06-41 " + STORY, None, None),
]


@pytest.mark.parametrize(("what", "text", "published", "title"), TOPS, ids=[row[0] for row in TOPS])
def test_recover(what, text, published, title):
    found = recover(text)
    assert (found.published, found.title) == (published, title)


def test_body_starts_behind_residue():
    text = " date 2031-06-21 advertisement supported by by jane roe " + STORY
    assert text[recover(text).body_start :].startswith("by jane roe")


def test_byline():
    assert recover("Roe wins the seat\nBy Ada Quill and Tom Birch\n" + STORY).authors == ("Ada Quill", "Tom Birch")
    assert recover("Roe wins by a mile\n" + STORY).authors == ()


DAYS = [
    ("2031-06-21", DAY),
    ("2031-06-21T23:15:00Z", DAY),
    ("June 21, 2031", DAY),
    ("21 Jun 2031, 16:20", DAY),
    ("Saturday", None),
    ("June 2031", None),
    ("unknown", None),
    ("", None),
]


@pytest.mark.parametrize(("printed", "day"), DAYS)
def test_parse_day(printed, day):
    assert parse_day(printed) == day


def test_outlet_of():
    assert outlet_of("https://www.harbour.example/a?b") == "harbour.example"
    assert outlet_of("not a url") is None
    assert outlet_of("http://[broken") is None
    assert outlet_of(None) is None


COUNTRIES = [
    ("https://paper.example.co.uk/x", "It cost $5.", "GB"),
    ("https://paper.example.com.au/x", "It cost $5.", "AU"),
    (None, "She raised £30,000 and spent £20,000.", "GB"),
    (None, "He has assets of Rs 4 crore, up from 2 crore.", "IN"),
    (None, "She raised $30,000; a British donor gave £5.", "US or unknown"),
    ("https://paper.example", "Plain words.", "US or unknown"),
]


@pytest.mark.parametrize(("url", "text", "country"), COUNTRIES)
def test_country_of(url, text, country):
    assert country_of(url, text) == (None if country == "US or unknown" else country) or country == "US or unknown"
