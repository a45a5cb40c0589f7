"""A text without capitals, word by word, and what each word may be in a name."""

from __future__ import annotations

import re
from collections import Counter

from extractor.rooms.people.words import CALENDAR, PARTICLES, Words
from extractor.text.lower import lower_alike

Token = tuple[int, int, str]  # start, end, as printed

_TOKEN = re.compile(r"(?<!\w)[^\W\d_]+(?:['-][^\W\d_]+)*(?!\w)")
_CONTRACTED = re.compile(r"'(?:m|t|re|ve|ll|d)$")
_ADDRESS = frozenset("@#/_")
# A first name that is a verb in nearly every sentence.
_VERBS = frozenset({"will", "say", "see"})


class Reader:
    """The words of one text, and what each may be in a name."""

    def __init__(self, text: str, tables: Words) -> None:
        self.text = lower_alike(text)
        self.tables = tables
        self.tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(self.text)]
        self.words = self._without_possessive()
        self.counts = Counter(self.words)
        self.pairs = Counter(zip(self.words, self.words[1:], strict=False))
        self.in_place = self._places()
        self._places_of: dict[str, list[int]] = {}  # filled when first asked

    def _without_possessive(self) -> list[str]:
        """The words without "'s"; and without the "s" of a lost one ("roes"), where "roe" is a name or stands in the text."""
        seen = {word for _, _, word in self.tokens}
        tables = self.tables
        found = []
        for i, (_, _, word) in enumerate(self.tokens):
            base = word
            if word.endswith("'s"):
                base = word[:-2]
            elif word.endswith("s") and len(word) > 4 and word not in tables.surname and word not in tables.first:
                short = word[:-1]
                ordinary = tables.common.get(short, 0)
                named = short in tables.surname or short in tables.places or short in tables.lands
                if short in seen:
                    possessive = ordinary == 0 or (ordinary <= 2 and tables.surname.get(short, 0) >= 2)
                else:
                    # "varelas quinn" may be one surname of two parts: only an ordinary word behind it settles it.
                    following = self.tokens[i + 1][2] if i + 1 < len(self.tokens) else "the"
                    possessive = named and following in tables.common
                    possessive = possessive and word not in tables.common and word not in tables.demonyms
                base = short if possessive else word
            found.append(base)
        return found

    def _places(self) -> set[int]:
        """The words that belong to a place of several words ("san pedro sula", "new york")."""
        found: set[int] = set()
        words, places, beginnings = self.words, self.tables.places, self.tables.place_beginnings
        for i, word in enumerate(words):
            if word in beginnings:
                for length in (3, 2):
                    if " ".join(words[i : i + length]) in places:
                        found.update(range(i, i + length))
                        break
        return found

    def outside(self, i: int) -> bool:
        """Is word `i` in no name unless a first name or title stands before it?"""
        word, tables = self.words[i], self.tables
        return (
            i in self.in_place
            or word in tables.places
            or word in tables.lands
            or word in tables.demonyms
            or word in tables.titles
            or word in tables.organisation
            or tables.cues.get(word, "area") != "area"
            or word in CALENDAR
            or len(word) < 2
            or (i + 1 < len(self.words) and self.words[i + 1] == "t")  # "don t", where the apostrophe became a space
            or _CONTRACTED.search(word) is not None
            or ("-" in word and self._is_compound(word))
            or self.in_address(i)
        )

    def _is_compound(self, word: str) -> bool:
        """Is a word with hyphens ordinary ("then-senator", "party-line"), and no pair of surnames?"""
        common, surname = self.tables.common, self.tables.surname
        return any(part in self.tables.titles or (part in common and part not in surname) for part in word.split("-"))

    def in_address(self, i: int) -> bool:
        """Is the word part of an address or a tag: "jane@roe.example", "#roe", "r-texas"?"""
        start, end, word = self.tokens[i]
        before, after = self.text[start - 1 : start] if start else " ", self.text[end : end + 1] or " "
        return (
            before in _ADDRESS
            or after in _ADDRESS
            or (before == "." and start > 1 and self.text[start - 2].isalnum())
            or (word[1:2] == "-")
        )

    def joined(self, i: int) -> bool:
        """Do words `i` and `i + 1` stand side by side, without a mark or possessive between them?"""
        if i + 1 >= len(self.words) or self.words[i] != self.tokens[i][2]:
            return False
        gap = self.text[self.tokens[i][1] : self.tokens[i + 1][0]]
        return gap == " " or (gap == ". " and len(self.words[i]) == 1)

    def may_be_first(self, i: int) -> bool:
        """Can word `i` be a first name here?"""
        entry = self.tables.first.get(self.words[i])
        # "bill" stands among the words of organisations, too.
        if entry is None:
            return False
        if self.outside(i) and not (entry[1] == 2 and self._is_first_too(i)):
            return False
        ordinary = self.tables.common.get(self.words[i], 0)
        if ordinary >= 3 and entry[1] == 2 and self.words[i] not in _VERBS:
            # "bill roe", not "the bill roe signed".
            return i == 0 or self.tables.cues.get(self.words[i - 1]) != "noun"
        if entry[1] == 1 and ordinary == 1:
            following = self.words[i + 1] if i + 1 < len(self.words) else ""
            return self.tables.surname.get(following, 0) >= 2 and following not in self.tables.common
        return ordinary <= (0 if entry[1] == 1 else 2)

    def _is_first_too(self, i: int) -> bool:
        """ "bill roe", "virginia roe": part of an organisation's name, or a state, but a first name before a surname."""
        word = self.words[i]
        if word in self.tables.organisation:
            return True
        following = self.words[i + 1] if self.joined(i) else ""
        return word in self.tables.lands and following in self.tables.surname and following not in self.tables.common

    def may_be_last(self, i: int, after_first: bool, titled: bool = False) -> bool:
        """Can word `i` be a surname here? after_first: a first name stands before it; titled: a title does."""
        word = self.words[i]
        size, ordinary = self.tables.surname.get(word, 0), self.tables.common.get(word, 0)
        if titled and after_first and size and (ordinary < 4 or len(word) > 3) and i not in self.in_place:
            return True
        if word in PARTICLES or self.outside(i):
            return (
                after_first
                and size == 3
                and ordinary < 4
                and i not in self.in_place
                and word not in self.tables.places
                and not self.in_address(i)
            )
        if ordinary == 0:
            return True
        return size >= (3 if ordinary >= 3 else 2 if ordinary == 2 else 1) and (after_first or ordinary <= 1)

    def beside_counts(self, i: int) -> tuple[int, int]:
        """How often word `i` stands without word `i + 1` behind it, and word `i + 1` without word `i` before it."""
        one, two = self.words[i], self.words[i + 1]
        pairs = self.pairs[one, two]
        return self.counts[one] - pairs, self.counts[two] - pairs

    def signs(self, word: str) -> tuple[int, int, int]:
        """How often a word stands, and how often its neighbours speak for a person, and against one.

        Titles, verbs of speech and "campaign" speak for a person; "in" and "the" before it, and a state behind it, against.
        """
        if not self._places_of:
            for i, other in enumerate(self.words):
                self._places_of.setdefault(other, []).append(i)
        places = self._places_of.get(word, [])
        person = against = 0
        for i in places:
            before = self.words[i - 1] if i else ""
            after = self.words[i + 1] if i + 1 < len(self.words) else ""
            cue_before, cue_after = self.tables.cues.get(before), self.tables.cues.get(after)
            if (
                before in self.tables.titles
                or cue_before == "kin"
                or after in self.tables.speech
                or cue_after == "group"
            ):
                person += 1
            elif cue_before in ("place", "noun") or cue_after in ("short", "area") or after in self.tables.places:
                against += 1
        return len(places), person, against
