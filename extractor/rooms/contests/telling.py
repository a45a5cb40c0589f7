"""Could an article tell which office an election is for, and where?

Asked of every article of a batch before its elections are read for the others' sake: only one that tells office and place helps
them, and most news has no word that could. What says no here holds nothing; what says yes is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache

from extractor.language.found import Place
from extractor.language.places import ordinal_words, story_country
from extractor.rooms.contests.holders import find_again
from extractor.rooms.contests.phrase import CITY_OFFICES
from extractor.rooms.contests.results import PARLIAMENTS, may_tell_seat
from extractor.rooms.contests.scanning import find_windows
from extractor.rooms.contests.tokens import dictionary, find_measures
from extractor.text.forms import matches_from, places_of
from extractor.text.lower import lower_alike

_RUN = re.compile(r"[a-z]+")
# (Lower case.) "by-election", "bypoll"
_BY_ELECTION = re.compile(r"by[\W_]*(?:election|poll)")
_BY = ("by", "byelection", "byelections", "bypoll", "bypolls")
# "OH-6", "6th"; "6 special election"
_NUMERAL = re.compile(r"\d(?:(?<=[a-z]{2}-\d)|\d{0,2}(?:st|nd|rd|th)\b)")
_NUMBER = re.compile(r"\d[\s_]+([a-z]+)")
# What may stand between a state and the number of its district.
_OF_STATE = re.compile(r"(?:(?<![^\W_])s|['’\"“”–-])[\s_]*\Z")
_STATE_REACH = 40
# What follows such a number without another word for it: kinds of votes, and what is won.
_FOLLOWS_NUMBER = "SEUMDHKB"
_WINNING = "WwA"


# An office that is one in the whole country, and those of a city, whose name may stand in no table.
_WITHOUT_PLACE = frozenset({"President"}) | CITY_OFFICES


@cache
def _entries(kind: str) -> dict[str, list[frozenset[str]]]:
    """The longest run of letters of each entry for a district or an office → all runs of the entry. `kind`: of a place that other
    words must tell ("placed"), or not ("alone").
    """
    found: dict[str, list[frozenset[str]]] = {}
    for entries in dictionary().values():
        for entry in entries:
            if entry.letter in "ODH" or entry.says == "midterm":
                alone = entry.letter in "DH" or entry.says in _WITHOUT_PLACE
                if alone == (kind == "alone"):
                    runs = frozenset(_RUN.findall(" ".join(entry.words)))
                    found.setdefault(max(sorted(runs), key=len), []).append(runs)
    return found


@cache
def _heads(letters: str) -> frozenset[str]:
    """The first runs of letters of the entries with one of these letters."""
    return frozenset(
        run.group()
        for word, entries in dictionary().items()
        if (run := _RUN.search(word)) and any(entry.letter in letters for entry in entries)
    )


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(_RUN.findall(word)[0] for word in ordinal_words())


def may_tell_contest(text: str, country: str | None, *, caseless: bool) -> bool:
    """False where nothing in a text could tell office and place of an election. `country`: where it plays, if that is known;
    `caseless`: names of places have no capitals.
    """
    low = lower_alike(text)
    if find_again(low) or find_measures(low):
        return True
    if story_country(text, country) in PARLIAMENTS and may_tell_seat(text):
        return True
    windows = find_windows(low)
    return bool(windows) and _Inside(text, low, windows, caseless=caseless).tell()


class _Inside:
    """The stretches of a text in which a phrase about an election can stand, asked for the words that tell what it is for."""

    def __init__(self, text: str, low: str, windows: Sequence[Place], *, caseless: bool) -> None:
        self._text = text
        self._low = low
        self._words = places_of(low)
        self._windows = windows
        self._starts = [start for start, _ in windows]
        self._caseless = caseless

    def tell(self) -> bool:
        """May they tell both office and place?"""
        return (
            self._lists("alone")
            or (self._lists("placed") and (self._names_place() or self._holds(self._numerals())))
            # "The county that Ms. Roe carried", where she is called the president.
            or ("president" in self._words and self._has_one_of(_heads(_WINNING)))
            or self._holds(match.start() for match in matches_from(_BY_ELECTION, self._low, self._low, _BY))
            or self._numbers_district()
        )

    def _holds(self, places: Iterable[int]) -> bool:
        """Does one of these places lie in the stretches?"""
        return any(
            (number := bisect_right(self._starts, place) - 1) >= 0 and place < self._windows[number][1]
            for place in places
        )

    def _has_one_of(self, heads: Set[str]) -> bool:
        return any(self._holds(self._words[head]) for head in self._words.keys() & heads)

    def _lists(self, kind: str) -> bool:
        words, entries = self._words, _entries(kind)
        return any(
            any(runs <= words.keys() for runs in entries[key]) and self._holds(words[key])
            for key in words.keys() & entries.keys()
        )

    def _names_place(self) -> bool:
        text = self._text
        heads = self._words.keys() & _heads("P")
        return self._holds(
            place
            for head in heads
            for place in self._words[head]
            if self._caseless or text[place].isupper() or not text[place - 1 : place].isascii()
        )

    def _numerals(self) -> Iterator[int]:
        """Where what may be the number of a district begins: "6th", "sixth", "at-large"; not only inside."""
        low, words = self._low, self._words
        for word in words.keys() & _ordinals():
            yield from words[word]
        if "at-large" in low:
            yield from words["at"]
        for start, end in self._windows:
            yield from (match.start() for match in _NUMERAL.finditer(low, start, end))

    def _numbers_district(self) -> bool:
        """Is there a district by its number alone, which some state may have?"""
        low = self._low
        before_vote = (match[1] for window in self._windows for match in _NUMBER.finditer(low, *window))
        return not _heads(_FOLLOWS_NUMBER).isdisjoint(before_vote) or self._holds(
            place for place in self._numerals() if _OF_STATE.search(low, max(0, place - _STATE_REACH), place)
        )
