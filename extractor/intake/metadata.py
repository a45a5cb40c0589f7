"""What an article's own text says about its day, title and author. Recovered where it is evident, never invented."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import dateparser

from extractor.language.places import story_country

# Residue of scrapers in front of the story: " date 2017-06-21 ".
_DATE_HEADER = re.compile(
    r"\s*(?:date|published|updated|posted)(?: on)?\s*[:=]?\s*(?P<day>\d{4}-\d{2}-\d{2})(?:T[\d:.]+Z?)?\s+",
    re.IGNORECASE,
)
# "Published: June 3, 2031", "Updated 3 Jun 2031 11:40" on a line of its own, near the top.
_DATE_LINE = re.compile(
    r"^\s*(?:published|updated|posted|first published|date)(?: on| at)?\s*[:|]?\s*(?P<day>[^\n]{6,40}?)[ ]*(?=\n)",
    re.IGNORECASE | re.MULTILINE,
)
_HAS_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
# "Advertisement", "ADVERTISEMENT - CONTINUE READING BELOW", "advertisement supported by".
_ADVERTISEMENT = re.compile(
    r"\s*(?:advertisement(?:\s*[-–—]\s*(?:continue reading(?: below)?|scroll to continue))?|story continues below(?: advertisement)?)\s*(?:\n|$)|\s*advertisement\s+supported by\s+",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w.'’-]+(?:[ ]+[A-Z][\w.'’-]+){1,3}"
_BYLINE = re.compile(rf"^[ ]*[Bb]y[ ]+(?P<names>{_NAME}(?:(?:,|[ ]+and)[ ]+{_NAME})*)[ ]*$", re.MULTILINE)
# A headline is short, stands on a line of its own and ends without a full stop.
TITLE_CHARS = 140
TOP_LINES_CHARS = 400  # metadata lines stand at the top or nowhere


@dataclass(frozen=True, slots=True)
class Recovered:
    """Metadata read from the text itself; `body_start` is where the story begins."""

    published: dt.date | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    body_start: int = 0


def recover(text: str) -> Recovered:
    """Day, title and authors, as far as the top of `text` shows them.

    >>> recover(" date 2031-04-18 The count went on.").published
    datetime.date(2031, 4, 18)
    """
    body = 0
    published = None
    header = _DATE_HEADER.match(text)
    if header:
        published = _iso_day(header["day"])
        body = header.end() if published else 0
    advertisement = _ADVERTISEMENT.match(text, body)
    if advertisement:
        body = advertisement.end()
    top = text[body : body + TOP_LINES_CHARS]
    if published is None:
        line = _DATE_LINE.search(top)
        if line:
            published = parse_day(line["day"])
    byline = _BYLINE.search(top)
    authors = tuple(re.split(r",\s*(?:and\s+)?|\s+and\s+", byline["names"])) if byline else ()
    return Recovered(published, find_title(text, body), authors, body)


def find_title(text: str, body: int) -> str | None:
    """The headline on the first line, when there is one and a story below it."""
    first, separator, rest = text[body:].lstrip("\n ").partition("\n")
    first = first.strip()
    if not separator or not rest.strip() or not 8 <= len(first) <= TITLE_CHARS or " " not in first:
        return None
    if first[-1] in ".,:;" and not first.endswith(("U.S.", "...")):
        return None
    if re.match(r"(?i)(?:by|published|updated|advertisement)\b", first) or "@" in first:
        return None
    # A line of speech or of a wrapped paragraph is no headline.
    if first.count('"') % 2 or rest.lstrip(" ")[:1].islower():
        return None
    return first.rstrip(";").strip()


def parse_day(printed: str) -> dt.date | None:
    """A full date in any usual print; None unless day, month and year stand there.

    >>> parse_day("June 3, 2031 at 4:15 p.m."), parse_day("2031-06-03T10:00:00Z"), parse_day("June")
    (datetime.date(2031, 6, 3), datetime.date(2031, 6, 3), None)
    """
    printed = printed.strip()
    day = _iso_day(printed[:10])
    if day or not _HAS_YEAR.search(printed):
        return day
    cut = re.sub(r"(?:,|\bat\b)?\s*\d{1,2}[:.]\d{2}\b.*$", "", printed)
    found = dateparser.parse(
        cut, languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    )
    return found.date() if found else None


def _iso_day(printed: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(printed)
    except ValueError:
        return None


def outlet_of(url: str | None) -> str | None:
    """The site a URL names, without www: the outlet of an article that names none.

    >>> outlet_of("https://www.harbourecho.example/news/1")
    'harbourecho.example'
    """
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


# Where a bare $ or 3/4/2017 is read another way. Top-level domains are public facts.
_COUNTRY_OF_DOMAIN = {
    "uk": "GB",
    "au": "AU",
    "ca": "CA",
    "nz": "NZ",
    "in": "IN",
    "ie": "IE",
    "za": "ZA",
    "sg": "SG",
    "hk": "HK",
    "us": "US",
}


def country_of(url: str | None, text: str) -> str | None:
    """ISO 3166 code of the outlet's country, from its domain, else from words only its newspapers use; None when open."""
    site = outlet_of(url)
    if site and (code := _COUNTRY_OF_DOMAIN.get(site.rpartition(".")[2])):
        return code
    return story_country(text, clearly=True)
