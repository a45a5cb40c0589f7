"""Names in text without capitals: a first name before a surname, a title before a surname, and the surname again.

Nothing marks a name here, so the tables and the place of ordinary words decide: a word that is an ordinary English word is a
surname only right behind a first name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.rooms.people.name import Name
from extractor.rooms.people.words import CALENDAR, PARTICLES, SUFFIXES, Words

# Titles that are hardly ever followed by anything but a name. Others need a word from the table of surnames.
_STRONG_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "senator",
        "governor",
        "president",
        "justice",
        "judge",
        "mayor",
        "congressman",
        "congresswoman",
        "secretary",
        "chairman",
        "chairwoman",
        "spokesman",
        "spokeswoman",
        "lt",
        "gen",
        "col",
        "capt",
        "sgt",
        "rev",
        "prof",
        "professor",
        "ambassador",
        "sheriff",
        "councilman",
        "councilwoman",
    ]
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# Everything between two words of one name.
_JOIN = re.compile(r"\.? ")


def find_caseless(text: str, tables: Words, known: Mapping[str, frozenset[str]]) -> list[Name]:
    """Every name of a person in text without capitals, in reading order.

    `known`: surname → first names, of the people whom other articles of the batch spell out.
    """
    text = text.lower()
    tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
    words = [word[:-2] if word.endswith("'s") else word for _, _, word in tokens]
    n = len(words)
    first, surname, common = tables.first, tables.surname, tables.common

    def outside(word: str) -> bool:
        return (
            word in tables.places
            or word in tables.demonyms
            or word in tables.titles
            or word in tables.organisation
            or word in CALENDAR
            or len(word) < 2
        )

    def joined(i: int) -> bool:
        """Do words `i` and `i + 1` stand side by side, without a mark or possessive between them?"""
        if i + 1 >= n or words[i] != tokens[i][2]:
            return False
        gap = text[tokens[i][1] : tokens[i + 1][0]]
        return gap == " " or (gap == ". " and len(words[i]) == 1)

    def may_be_first(i: int) -> bool:
        word = words[i]
        entry = first.get(word)
        if entry is None or outside(word):
            return False
        return common.get(word, 0) <= (1 if entry[1] == 1 else 2)

    def may_be_last(i: int, after_first: bool) -> bool:
        word = words[i]
        if word in PARTICLES or outside(word):
            return after_first and surname.get(word, 0) == 3 and common.get(word, 0) < 4 and word not in tables.places
        size, ordinary = surname.get(word, 0), common.get(word, 0)
        if ordinary == 0:
            return True
        return size >= (3 if ordinary >= 3 else 2 if ordinary == 2 else 1) and (after_first or ordinary <= 1)

    names: list[Name] = []
    surnames: set[str] = set()
    covered: set[int] = set()

    def add(a: int, b: int, rule: str, confidence: float) -> None:
        last_start, last = tokens[b][0], words[b]
        names.append(Name(tokens[a][0], last_start + len(last), tuple(words[a : b + 1]), rule, confidence))
        covered.update(range(a, b + 1))
        if last not in SUFFIXES and len(last) > 2:
            surnames.add(last)

    i = 0
    while i < n:
        word = words[i]
        titled = i > 0 and words[i - 1] in tables.titles
        if word in first and joined(i):
            j = i + 1
            if len(words[j]) == 1 and joined(j):
                j += 1
            while words[j] in PARTICLES and joined(j):
                j += 1
            strong = may_be_first(i) or titled
            if strong and may_be_last(j, after_first=True):
                size, ordinary = surname.get(words[j], 0), common.get(words[j], 0)
                # Two-part surnames: "jane smith jones", never when the second word is an ordinary one.
                if (
                    joined(j)
                    and common.get(words[j + 1], 0) == 0
                    and may_be_last(j + 1, after_first=False)
                    and (words[j + 1] in surname and words[j] in surname and words[j + 1] not in first)
                ):
                    j += 1
                if size or not ordinary:
                    add(i, j, "first name and surname", 0.85 if size else 0.75)
                    i = j + 1
                    continue
        if titled and may_be_last(i, after_first=False) and (words[i - 1] in _STRONG_TITLES) and len(word) > 2:
            j = i
            if joined(i) and words[j + 1] in surname and common.get(words[j + 1], 0) == 0 and may_be_last(j + 1, False):
                j += 1
            if words[i] in surname or common.get(words[i], 0) == 0:
                add(i, j, "title and surname", 0.8)
                i = j + 1
                continue
        i += 1
    surnames |= {word for word in known if len(word) > 2 and common.get(word, 0) <= 1 and not outside(word)}
    for i, word in enumerate(words):
        if i in covered:
            continue
        base = word
        if base not in surnames and base.endswith("s") and base[:-1] in surnames and base not in surname:
            base = base[:-1]
        if base not in surnames or common.get(base, 0) >= 3:
            continue
        if i + 1 < n and words[i + 1] in tables.organisation and text[tokens[i][1] : tokens[i + 1][0]] == " ":
            continue
        start = tokens[i][0]
        names.append(Name(start, start + len(base), (base,), "surname again", 0.8))
    return sorted(names, key=lambda name: name.start)
