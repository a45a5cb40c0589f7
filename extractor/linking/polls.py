"""Surveys that a text names: who made them, when they were in the field, whom they asked.

reads   doc.text, and the dates already found in it
gives   each with where it stands; which figure it belongs to is for scopes.py
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.language.lexicon import alternation, load_table, load_words
from extractor.linking.scope import Dates, place_names
from extractor.text.forms import Forms
from extractor.text.lower import lower_alike
from extractor.text.standing import matches_up_to, matches_within, standing

# "Upton College/7News" is one; where a space was lost behind a full stop a sentence begins: "on Wednesday.The poll".
_NAME = r"(?<![\w.])[A-Z](?:[\w&'’]|\.(?![A-Z][a-z]))*(?:[ /–-](?:of\s|for\s|the\s)?[A-Z\d](?:[\w&'’]|\.(?![A-Z][a-z]))*){0,5}"
# No word between name and poll begins a new phrase: "Ann Roe's total despite recent polls".
_POLL = (
    r"(?:(?!(?:despite|in|of|and|or|while|as|on|from|for|after|before|with|without|to|by|but|than|that|when|since|is|was|has|had|said|says)\b)[a-z-]+\s){0,3}"
    r"(?:poll|survey|tracking\s+poll|average)s?\b"
)
# "a Marlow College poll", "the latest Harbor News/Dale Research national poll"
_NAMED_POLL = re.compile(rf"(?P<name>{_NAME})(?:['’]s)?\s+{_POLL}")
_POLL_WORDS = frozenset({"poll", "polls", "survey", "surveys", "average", "averages"})
_NAMED_POLL_REACH = 240  # from the first letter of such a name to the poll
# "a poll by Marlow College", "the survey, conducted by Dale Research"
_POLL_BY = re.compile(rf"\b(?:poll|survey)s?,?\s+(?:[a-z]+\s+)?(?:by|from)\s+(?:the\s+)?(?P<name>{_NAME})")
_POLL_HEADS = frozenset({"poll", "polls", "survey", "surveys"})
# Names that begin like words that name nobody.
_NAMED_SO = re.compile(
    r"Public Policy\b|New (?:York|Hampshire|Jersey|Mexico|Orleans|England|Zealand|South|Brunswick)\b"
)
_NO_POLLSTER = re.compile(
    r"(?:The|A|An|In|Two|Three|Four|Five|Several|Both|Latest|New|Recent|National|State|Exit|Opinion|Online|Internal|Public|One|Another|This|That|His|Her|Some|Most|According|Republican|Democratic"
    r"|Labour|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)


_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.")


# A line of its own over the figures: "Marlow College", then "Oct. 11-14, 804 likely voters, +/- 3.5".
_HEADER = re.compile(
    rf"^(?P<name>{_NAME})(?:\s\([A-Z]\))?[ \t]*\n+(?P<detail>[^\n]{{0,100}}\b(?:voters|adults|respondents)\b[^\n]{{0,60}})$",
    re.MULTILINE,
)


_THOSE_ASKED = frozenset({"voters", "adults", "respondents"})
_HEADER_REACH = 200  # no line of a header is longer


def _headers(text: str) -> Iterator[re.Match[str]]:
    """Each line over the figures, with the line below it that says who was asked."""
    last = 0
    for place in standing(text, _THOSE_ASKED):
        end = _line_start(text, place)
        while end > last and text[end - 1] == "\n":
            end -= 1
        start = _line_start(text, end)
        match = _HEADER.match(text, start) if start >= last else None
        if match is not None:
            yield match
            last = match.end()


def _line_start(text: str, at: int) -> int:
    """Where the line of the character at `at` begins; -1 when that is too far off."""
    reach = max(0, at - _HEADER_REACH)
    before = text.rfind("\n", reach, at)
    return before + 1 if before >= 0 or not reach else -1


@dataclass(frozen=True, slots=True)
class Poll:
    """A survey the text names: who made it and where it is named."""

    pollster: str
    start: int


def find_polls(text: str) -> tuple[Poll, ...]:
    """Every naming of a survey, in reading order."""
    found = []
    named = matches_up_to(_NAMED_POLL, text, _POLL_WORDS, _NAMED_POLL_REACH)
    told_by = matches_within(_POLL_BY, text, _POLL_HEADS, 0, len(text))
    for matches in (named, told_by, _headers(text)):
        for match in matches:
            name = " ".join(match["name"].split())
            words = name.split()
            while words and _NO_POLLSTER.fullmatch(words[0]) and not _NAMED_SO.match(" ".join(words)):
                words = words[1:]
            # "an August 25 survey", "conducted Aug. 11-14. That poll": days and the ends of sentences name nobody.
            ends = [i for i, word in enumerate(words) if word[0].isdigit() or _MONTH.fullmatch(word)]
            words = words[ends[-1] + 1 :] if ends else words
            while words and _NO_POLLSTER.fullmatch(words[0]) and not _NAMED_SO.match(" ".join(words)):
                words = words[1:]
            name = " ".join(words).removesuffix("'s").removesuffix("’s")
            if name and not _NO_POLLSTER.fullmatch(name) and name.lower() not in place_names():
                found.append(Poll(name, match.start("name")))
    return tuple(sorted(found, key=lambda poll: poll.start))


_FIELD = Forms(
    (
        "conducted", "surveyed", "interviewed", "polled", "carried out", "taken", "in the field", "fielded", "fieldwork", "questioned",
        "ran its poll", "ran the poll", "ran their poll",
    )
)  # fmt: skip


def field_dates(text: str, dates: Dates) -> list[tuple[int, tuple[dt.date, dt.date]]]:
    """When the surveys of this article were in the field: where it says so, first and last day."""
    found = []
    for header in _headers(text):
        if printed := dates.between(*header.span("detail")):
            found.append((header.start("detail"), (printed[0].value.start, printed[-1].value.end)))
    for match in _FIELD.find(lower_alike(text)):
        line_end = text.find("\n", match.end(), match.end() + 90)
        behind = dates.between(match.end(), line_end if line_end >= 0 else match.end() + 90)
        days = [date.value for date in behind if date.value.granularity in ("day", "range", "weekend", "week", "month")]
        if days:
            first = days[0]
            joint = text[behind[0].end : behind[1].start] if len(behind) > 1 else ""
            # "conducted from March 3 to March 7": two dates that one word joins.
            last = (
                behind[1].value
                if len(behind) > 1 and re.fullmatch(r"\s*(?:to|through|and|until|-|–)\s*", joint)
                else first
            )
            found.append((match.start(), (first.start, last.end)))
    return sorted(found)


@cache
def _sample_heads() -> tuple[str, ...]:
    return tuple(row[0] for row in load_table("groups", 2) if row[1] == "population")


@cache
def _sample() -> re.Pattern[str]:
    modifiers = alternation(load_words("group_modifiers"))
    return re.compile(
        # (One set of characters stands first, so that a text is skipped through to the next of them.)
        rf"[\dps](?:(?<=\bp)oll\s+of\s+(?:\d[\d,]*\s+)?|(?<=\bs)urvey\s+of\s+(?:\d[\d,]*\s+)?|(?<=\d)(?<![\w.,-].)[\d,]*\s+)"
        rf"(?P<modifiers>(?:(?:{modifiers})\s+){{1,3}})(?:[A-Z]\w+\s+)?(?P<head>{alternation(_sample_heads())})\b",
    )


@cache
def _sample_ends() -> frozenset[str]:
    """The last run of letters of each noun for those who are asked."""
    return frozenset(re.findall("[a-z]+", head)[-1] for head in _sample_heads())


_SAMPLE_REACH = 160  # from "poll of" to the noun


def samples(text: str) -> list[tuple[int, str]]:
    """Who was asked, where the article describes a survey: "the poll of 612 likely voters"."""
    return [
        (match.start(), " ".join(f"{match['modifiers']} {match['head']}".lower().split()))
        for match in matches_up_to(_sample(), text, _sample_ends(), _SAMPLE_REACH)
    ]
