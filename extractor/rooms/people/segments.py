"""Runs of capitalised words, cut into what may be one name each.

A run is cut at words that are part of no name: titles, everyday words at the start of a sentence, peoples, organisations,
places of several words. Where it is cut depends on its words and on whether it begins a sentence, and a dump repeats its names,
places and offices: each is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractor.rooms.people.runs import TITLE_REACH, is_initial, lowered, opens_sentence, runs, word_before
from extractor.rooms.people.weight import Part, weight_around, weight_of
from extractor.rooms.people.words import CALENDAR, PARTICLES, SUFFIXES, Words, load_tables

# So many capitalised words side by side are a headline, or part of one.
HEADLINE_WORDS = 5
_RUNS_KEPT = 1 << 14
_CONTRACTED = re.compile(r"['’](?:m|t|re|ve|ll|d)$")


@dataclass(slots=True)
class Segment:
    """Capitalised words of the text that may be one name, and what speaks for it."""

    start: int
    end: int
    core: tuple[str, ...]  # the words in lower case, without a suffix
    titled: bool  # a title stands before it
    opens: bool  # begins a sentence
    headline: bool  # in a line where every word has a capital
    weight: float  # how much speaks for a name, see weight.py
    context: float  # the part of it that comes from the neighbours
    rule: str = "full name"


class Reading(NamedTuple):
    """A run by its words: as printed, in lower case, and what of it may be a name, in order."""

    words: tuple[str, ...]
    low: tuple[str, ...]
    parts: tuple[Part, ...]


def read_runs(text: str) -> list[tuple[int, Reading]]:
    """Every run of a text with the place where it starts, in order."""
    return [(start, _read(printed, opens_sentence(text, start))) for start, printed in runs(text)]


def segments(text: str, found: Iterable[tuple[int, Reading]], tables: Words) -> Iterator[Segment]:
    """Every stretch of a run that may be a name, in reading order."""
    for begin, reading in found:
        for part in reading.parts:
            start, end = begin + part.start, begin + part.end
            before, mark = word_before(text, start, TITLE_REACH)
            titled = part.titled
            if not part.start:
                titled = (before in tables.titles and mark != ",") or tables.cues.get(before) == "kin"
            context = weight_around(text, end, before, titled, part, tables)
            yield Segment(start, end, part.core, titled, part.opens, part.headline, context + part.weight, context)


@lru_cache(maxsize=_RUNS_KEPT)
def _read(printed: str, opens: bool) -> Reading:
    """`opens`: the run begins a sentence."""
    tables = load_tables()
    words = printed.split(" ")
    low = [lowered(word) for word in words]
    headline = len(words) >= HEADLINE_WORDS
    found: list[Part] = []
    titled = False
    i, n = 0, len(words)
    while i < n:
        length = place_length(low, i, tables) or _land(low, i, tables)
        if length:
            titled = False
            i += length
            continue
        if _is_outside(low, i, words, opens and i == 0, headline, tables):
            titled = low[i] in tables.titles
            i += 1
            continue
        if _leads_in(low, i, tables):
            titled = False
            i += 1
            continue
        j = i + 1
        while j < n and _continues(low, i, j, words, headline, tables):
            j += 1
        core = tuple(word for word in low[i:j] if word not in SUFFIXES)
        if core:
            start = sum(map(len, words[:i])) + i
            part = Part(
                start=start,
                end=start + len(" ".join(words[i:j])),
                words=tuple(words[i:j]),
                core=core,
                titled=titled,
                opens=opens and i == 0,
                headline=headline,
                tail=low[j] if j < n else "",
            )
            found.append(part._replace(weight=weight_of(part, tables)))
        titled = False
        i = j
    return Reading(tuple(words), tuple(low), tuple(found))


def _is_contracted(word: str) -> bool:
    return ("'" in word or "’" in word) and _CONTRACTED.search(word) is not None


def place_length(low: Sequence[str], i: int, tables: Words) -> int:
    """How many words from word `i` on are a place of several words: "New York City" 3; else 0."""
    if low[i] not in tables.place_beginnings:
        return 0
    for length in (3, 2):
        if i + length <= len(low) and " ".join(low[i : i + length]) in tables.places:
            # "Virginia Beach" is no Ms. Beach, but a common first name before a common surname is a person first.
            if tables.first.get(low[i], ("", 0))[1] == 2 and tables.surname.get(low[i + 1], 0) >= 2:
                return 0
            return length
    return 0


def _land(low: Sequence[str], i: int, tables: Words) -> int:
    """How many words from word `i` on are a place that no table has, by its first word: "Port Alder" 2; else 0."""
    if tables.cues.get(low[i]) != "land" or i + 1 == len(low):
        return 0
    return 0 if low[i] in tables.first or low[i + 1] in tables.first or low[i + 1] in tables.titles else 2


def _is_outside(
    low: Sequence[str], i: int, words: Sequence[str], opens: bool, headline: bool, tables: Words
) -> bool:  # fmt: skip
    """Does no name begin with word `i` of a run?"""
    word, printed = low[i], words[i]
    following = low[i + 1] if i + 1 < len(low) else ""
    if is_initial(printed, tables):
        return False
    if len(word) < 2 or word in SUFFIXES or tables.cues.get(word) in ("short", "modifier") or _is_contracted(word):
        return True
    common = tables.common.get(word, 0)
    if word in tables.demonyms and following not in tables.surname:
        return True
    if word in tables.titles and following in tables.first:
        return True  # "King James", "Prince William"
    if word in tables.first:
        # "Will Roe", "April Roe": an ordinary word is a first name where a surname follows that is nothing else.
        surname_follows = tables.surname.get(following, 0) >= 1 and tables.common.get(following, 0) <= 2
        if common < 3 and word not in CALENDAR and not (opens and common):
            return False
        if common >= 4 and tables.first[word][1] < 2:
            return True
        return not (surname_follows or (following and is_initial(words[i + 1], tables)))
    if word in tables.demonyms or word in CALENDAR or word[:-1] in CALENDAR or word in tables.titles:
        return True
    if word in tables.organisation:
        return tables.surname.get(word, 0) < 3 or i > 0 or following != ""
    if common >= 4 or (common >= 1 and (opens or headline)):
        return True
    return common >= 3 and tables.surname.get(word, 0) < 2


def _leads_in(low: Sequence[str], i: int, tables: Words) -> bool:
    """Is word `i` an ordinary or short word in front of a full name ("Miss Universe Jane Roe", "DJ Jane Roe")?"""
    if i + 2 >= len(low) or low[i] in tables.first or low[i + 1] not in tables.first or low[i + 1] in tables.common:
        return False
    return (tables.common.get(low[i], 0) >= 1 or len(low[i]) == 2) and low[i + 2] in tables.surname


def _continues(low: Sequence[str], begun: int, i: int, words: Sequence[str], headline: bool, tables: Words) -> bool:
    """Does word `i` of a run belong to the name that began at `begun`?"""
    word, printed = low[i], words[i]
    if word in SUFFIXES or word in PARTICLES or is_initial(printed, tables):
        return True
    surname = tables.surname.get(word, 0)
    common = tables.common.get(word, 0)
    last_word = i + 1 == len(low) or low[i + 1] in SUFFIXES
    behind_first = low[i - 1] in tables.first or is_initial(words[i - 1], tables)
    behind_common_first = tables.first.get(low[i - 1], ("", 0))[1] == 2 and low[i - 1] not in tables.places
    if _is_contracted(word):
        return False
    # "Jane Roe Speaks": behind first name and surname an ordinary word is the line going on.
    if i - begun >= 2 and low[begun] in tables.first and common >= 1 and low[i - 1] in tables.surname:
        return surname == 3
    if word in tables.demonyms or word in CALENDAR:
        return behind_common_first and last_word and i - begun == 1 and (surname >= 2 or word in tables.demonyms)
    # A surname that is an everyday word ("Price", "Young") right behind a first name or an initial.
    if i - begun <= 2 and behind_first and surname and (surname >= 2 or last_word):
        return last_word or word not in tables.titles
    if word in tables.first and common < 3:
        return True
    if word in tables.titles:
        return surname >= 2 and i + 1 == len(low)
    if word in tables.organisation or common >= 4 or (headline and common >= 1):
        return False
    return common < 3 or surname >= 2
