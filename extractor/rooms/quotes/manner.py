"""How something was said: the medium (tweet, interview, ad, …), to whom, and from which outlet the quotation was taken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from extractor.language.found import Place
from extractor.language.lexicon import alternation, load_map, load_words
from extractor.rooms.quotes.cues import nouns
from extractor.rooms.quotes.lines import Line
from extractor.rooms.quotes.utterance import Utterance
from extractor.text.forms import Forms
from extractor.text.lower import lower_alike

# Words so far from the cue say where it was said.
AROUND_CHARACTERS = 240
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
# "told CNN", "told the BBC": an acronym as addressee is a station.
_ACRONYM = re.compile(r"(?:the )?[A-Z]{2,5}\d{0,3}$")
_CROWD = re.compile(r"\b(?:supporters|crowds?|audience|rally|rallygoers|attendees|delegates|voters)\b", re.IGNORECASE)
# "…," Roe said, according to the Herald.   "…," Roe said, the Herald reported.   in an interview with the Herald
_CITED = re.compile(
    r"(?:according to|in (?:an? )?(?:\w+ )?(?:interview|comments|remarks) (?:with|to)|(?:aired|broadcast|published) (?:on|by|in)) (?P<after>(?:the |The )?[A-Z][\w.'&-]*(?: [A-Z][\w.'&-]*)*)"
    r"|, (?P<before>(?:the |The )?[A-Z][\w.'&-]*(?: [A-Z][\w.'&-]*)*) (?:first )?reported\b"
)
# One of these stands in every match of it; looking for them takes a tenth of the time.
_CITING = ("according to", "interview", "comments", "remarks", "aired", "broadcast", "published", "reported")
_MEDIUM_OF_VERB = {"tweet": "tweet", "retweet": "tweet", "email": "email", "testify": "testimony", "blog": "post"}


_STATEMENT = re.compile(r"\b(?:released|issued|put out) (?:a|the|his|her|their|this) (?:\w+ )?statement\b")
_SITUATION = re.compile(r" (?:at|in|on|during|after|before) ")
_LAST_DIGITS = re.compile(r"\d+$")


@cache
def _media() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(load_map('speech_media'))}(?!\w)")


@cache
def _forms() -> Forms:
    return Forms(load_map("speech_media"))


def find_media(text: str) -> list[int]:
    """Where the text names a medium, in order."""
    return [match.start() for match in _forms().find_all(lower_alike(text))]


@cache
def _rank() -> dict[str, int]:
    return {words: rank for rank, words in enumerate(load_map("speech_media"))}


def is_outlet(name: str) -> bool:
    """Is this the name of a newspaper, a station or an agency?

    >>> is_outlet("the BBC"), is_outlet("CNN"), is_outlet("the Evening Herald"), is_outlet("reporters")
    (True, True, True, False)
    """
    words = [word.lower() for word in _WORD.findall(name)]
    if _ACRONYM.match(name):
        return True
    known = load_words("outlet_words")
    return any(word in known or _LAST_DIGITS.sub("", word) in known for word in words) and (
        name.lower() == name or any(part[:1].isupper() for part in name.split() if part.lower() != "the")
    )


def medium_of(text: str, utterance: Utterance, lines: Sequence[Line], media: Sequence[int]) -> str | None:
    """Where it was said, as far as the sentence around it says so; `media` is what `find_media` found in the text."""
    if utterance.verb in _MEDIUM_OF_VERB:
        return _MEDIUM_OF_VERB[utterance.verb]
    if utterance.rule == "noun" and utterance.cue and (medium := nouns().get(text[slice(*utterance.cue)].lower())):
        return medium
    first = utterance.first_line
    line = lines[first]
    start, end = _reach(line, utterance)
    if bisect_left(media, start) < bisect_left(media, end) and (
        found := {
            " ".join(match.group().split()) for match in _media().finditer(_around(text, line, utterance).lower())
        }
    ):
        return load_map("speech_media")[min(found, key=_rank().__getitem__)]
    told = text[slice(*utterance.addressee)] if utterance.addressee else None
    if told is not None:
        if told in ("me", "us") or is_outlet(told):
            return "interview"
        if _CROWD.search(told):
            return "speech"
    if (
        first
        and lines[first - 1].paragraph == line.paragraph
        and _STATEMENT.search(text, lines[first - 1].start, lines[first - 1].end)
    ):
        return "statement"
    return None


def cited_from(text: str, utterance: Utterance, lines: Sequence[Line], own_outlet: str | None) -> str | None:
    """The outlet that the quotation was given to or taken from, unless it is the article's own."""
    told = text[slice(*utterance.addressee)] if utterance.addressee else None
    if told is not None and is_outlet(told) and any(map(str.isupper, told)):
        return _unless_own(told, own_outlet)
    around = _around(text, lines[utterance.first_line], utterance)
    for match in _CITED.finditer(around) if any(word in around for word in _CITING) else ():
        name = match.group("after") or match.group("before")
        source = text[slice(*utterance.source)] if utterance.source else ""
        if is_outlet(name) and name not in source:
            return _unless_own(name, own_outlet)
    return None


def addressee_of(text: str, utterance: Utterance) -> str | None:
    """Who was told, as printed; a pronoun tells the reader nothing."""
    if utterance.addressee is None:
        return None
    told = _SITUATION.split(" ".join(text[slice(*utterance.addressee)].split()))[0]
    return None if told.lower() in ("me", "us", "him", "her", "them", "you", "it") else told


def _unless_own(name: str, own: str | None) -> str | None:
    bare = name.lower().removeprefix("the ")
    return None if own and (bare in own.lower() or own.lower().removeprefix("the ") in bare) else name


def _reach(line: Line, utterance: Utterance) -> Place:
    """What stands around the cue (or the content, where there is no cue)."""
    near = utterance.cue or utterance.source or utterance.contents[0]
    return max(line.start, near[0] - AROUND_CHARACTERS), min(line.end, near[1] + AROUND_CHARACTERS)


def _around(text: str, line: Line, utterance: Utterance) -> str:
    """The reporter's own words there."""
    start, end = _reach(line, utterance)
    pieces, at = [], start
    for first, last in sorted(utterance.contents):
        if last <= start or first >= end:
            continue
        pieces.append(text[at : max(at, first)])
        at = max(at, last)
    return " ".join([*pieces, text[at:end]])
