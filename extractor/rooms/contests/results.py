"""Seats of a parliament told by their results alone.   "declared the winner in Upton North", "held Upton North with a majority of 4,139"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.lexicon import alternation, load_words
from extractor.language.places import place_names
from extractor.rooms.contests.phrase import District, Phrase
from extractor.rooms.contests.scanning import AROUND
from extractor.rooms.contests.tokens import dictionary
from extractor.text.forms import matches_from
from extractor.text.lower import lower_alike

# Where each seat of a parliament has a name and is reported by it alone.
PARLIAMENTS = frozenset({"AU", "CA", "GB", "IE", "NZ"})
_SEAT_NAME = r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*(?:(?:\s|–|\s(?:and|of|upon|on|le|under)\s)[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*){0,4}"

# "the swing in Upton North on | Thursday"
_LAST_JOINT = re.compile(r"(?:\s(?:and|of|upon|on|le|under))?\s*$")


@cache
def _result_in() -> re.Pattern[str]:
    """The count of a seat, and its name: "declared the winner in | Upton North"."""
    words = alternation(load_words("seat_results"))
    return re.compile(
        rf"\b(?i:{words}) in (?P<name>{_SEAT_NAME})(?!\s(?i:booth|ward|town|village|council|university))"
        # "held | Upton North with a majority of 4,139", "gained | Upton North from the Conservatives"
        rf"|\b(?:held|gained|retained|won|took|lost|contested) (?P<held>{_SEAT_NAME})(?= (?:with|by|on) [^.;]{{0,30}}\b(?:votes?|majority)\b"
        r"| (?:from|to) (?:the )?(?:Labour|Labor|Conservatives?|Tor(?:y|ies)|Lib(?:eral)?s?|Lib(?:eral)? Dem|Greens?|SNP|NDP|Nationals?)\b)"
    )


# "the Liberal seat of | Upton North, which Roe kept by 540 votes"
_RESULT_BEHIND = re.compile(r"\d\svotes\b|\d\s?(?:%|per\s?cent\b)|\bmajority\sof\s\d|\bswing\b", re.IGNORECASE)
# "in | Upton North, Ann Roe held the seat for Labour"
_THE_SEAT = re.compile(
    rf"\b[Ii]n (?P<name>{_SEAT_NAME}),? [^.;\n]{{1,60}}?\b(?:held|gained|retained|won|took|lost|kept) the seat\b"
)


@cache
def _result_heads() -> frozenset[str]:
    """The first words of what `_result_in` finds."""
    words = {re.split(r"[^a-z]", word)[0] for word in load_words("seat_results")}
    return frozenset(words | {"held", "gained", "retained", "won", "took", "lost", "contested"})


def has_result_behind(text: str, end: int) -> bool:
    """Does a result stand behind a name that ends at `end`?"""
    return _RESULT_BEHIND.search(text, end, end + AROUND) is not None


def may_tell_seat(text: str) -> bool:
    """Are there words of a result that may name a seat? Cheaper than to find it, and never no where one is found."""
    low = lower_alike(text)
    return "the seat" in low or bool(matches_from(_result_in(), text, low, _result_heads()))


def find_seats_by_result(doc: Doc, *, alone: bool) -> Iterator[Phrase]:
    """A seat of a parliament told by its results: "polls reporting in Upton North".

    Of names that only stand where a seat's would, one is a seat and two are none; and none is where seats are called so (not
    `alone`).
    """
    text = text_of(doc)
    low = lower_alike(text)
    for match in matches_from(_THE_SEAT, text, low, ("in",)) if "the seat" in low else ():
        if match["name"].lower() not in place_names():
            winner = next((f.value.person for f in doc._.people if match.end("name") <= f.start < match.end()), None)
            yield Phrase(
                *match.span("name"), "result", office="Parliament", district=District(match["name"]), person=winner
            )
    if not alone:
        return
    people = {found.start for found in doc._.people}
    dates = sorted(found.start for found in doc._.dates)
    found: list[tuple[int, int, str]] = []
    for match in matches_from(_result_in(), text, low, _result_heads()):
        start, end = match.span("name" if match["name"] else "held")
        date = bisect.bisect_left(dates, start)
        if date < len(dates) and dates[date] < end:
            end = dates[date]
        name = _LAST_JOINT.sub("", text[start:end])
        if name and start not in people and name.lower() not in place_names() and name.lower() not in dictionary():
            found.append((match.start(), start + len(name), name))
    if len({name for _, _, name in found}) == 1:
        for start, end, name in found:
            yield Phrase(start, end, "result", office="Parliament", district=District(name))
