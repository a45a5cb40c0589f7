"""Names in text without capitals: a first name before a surname, a title before a surname, and the surname again.

Nothing marks a name here, so the tables and the place of ordinary words decide: a word that is an ordinary English word is a
surname only right behind a first name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from extractor.rooms.people.name import Known, Name, is_known
from extractor.rooms.people.recogniser import Entity, Judge
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
_BEFORE_SURNAMES = frozenset({"mr", "mrs", "ms"})
_TOKEN = re.compile(r"(?<!\w)[^\W\d_]+(?:['-][^\W\d_]+)*(?!\w)")
_CONTRACTED = re.compile(r"'(?:m|t|re|ve|ll|d)$")
_ADDRESS = frozenset("@#/_")
# Before a noun, hardly ever before a name.
_DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "his", "her", "their", "its", "our", "my", "your", "no", "any"]
)
# A first name that is a verb in nearly every sentence.
_VERBS = frozenset({"will", "say", "see"})
Token = tuple[int, int, str]


class _Reader:
    """The words of one text, and what each may be in a name."""

    def __init__(self, text: str, tables: Words) -> None:
        self.text = text.lower()
        self.tables = tables
        self.tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(self.text)]
        self.words = self._without_possessive()
        self.counts = Counter(self.words)
        self.pairs = Counter(zip(self.words, self.words[1:], strict=False))
        self.in_place = self._places()

    def _without_possessive(self) -> list[str]:
        """The words without "'s"; and without the "s" of a lost one ("roes"), where "roe" is a name or stands in the text."""
        seen = {word for _, _, word in self.tokens}
        tables = self.tables
        found = []
        for _, _, word in self.tokens:
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
                    possessive = named and word not in tables.common and word not in tables.demonyms
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
            or word in tables.cues
            or word in CALENDAR
            or len(word) < 2
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
        entry = self.tables.first.get(self.words[i])
        # "bill" stands among the words of organisations, too.
        if entry is None:
            return False
        if self.outside(i) and not (entry[1] == 2 and self._is_first_too(i)):
            return False
        ordinary = self.tables.common.get(self.words[i], 0)
        if ordinary >= 3 and entry[1] == 2 and self.words[i] not in _VERBS:
            # "bill roe", not "the bill roe signed".
            return i == 0 or self.words[i - 1] not in _DETERMINERS
        return ordinary <= (1 if entry[1] == 1 else 2)

    def _is_first_too(self, i: int) -> bool:
        """ "bill roe", "virginia roe": part of an organisation's name, or a state, but a first name before a surname."""
        word = self.words[i]
        if word in self.tables.organisation:
            return True
        following = self.words[i + 1] if self.joined(i) else ""
        return word in self.tables.lands and following in self.tables.surname and following not in self.tables.common

    def may_be_last(self, i: int, after_first: bool, titled: bool = False) -> bool:
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

    def signs(self, word: str) -> int:
        """What stands beside a word all over the text: titles and speech for a person, "in" and a state behind for a place."""
        found = 0
        for i, other in enumerate(self.words):
            if other != word:
                continue
            before = self.words[i - 1] if i else ""
            after = self.words[i + 1] if i + 1 < len(self.words) else ""
            found += before in self.tables.titles or after in self.tables.speech
            found -= self.tables.cues.get(before) == "place" or after in self.tables.places
        return found


def find_caseless(text: str, tables: Words, known: Known, judge: Judge | None = None) -> list[Name]:
    """Every name of a person in text without capitals, in reading order. `judge` is asked about the words nobody knows."""
    reader = _Reader(text, tables)
    full = _full_names(reader, known)
    people: set[str] = set()
    if judge is not None:
        full, people = _consult(judge, reader, full)
    covered = {i for a, b, _, _ in full for i in range(a, b + 1)}
    surnames = {reader.words[b] for _, b, _, _ in full if len(reader.words[b]) > 2} | people
    firsts = {
        reader.words[a]
        for a, b, _, _ in full
        if b > a and reader.words[a] in tables.first and reader.words[a] not in tables.common
        if reader.words[a] not in tables.lands
    }
    spelt_out = surnames.copy()
    surnames |= {word for word in reader.counts if word in known and len(word) > 2}
    names = []
    for a, b, rule, confidence in full:
        start, end = reader.tokens[a][0], reader.tokens[b][0] + len(reader.words[b])
        end += reader.words[b] in ("jr", "sr") and reader.text[end : end + 1] == "."
        names.append(Name(start, end, tuple(reader.words[a : b + 1]), rule, confidence))
    for i, word in enumerate(reader.words):
        if i in covered or word in tables.lands:
            continue
        base = word[:-1] if word not in surnames and word.endswith("s") and word[:-1] in surnames else word
        if (base in surnames or (base in firsts and not reader.outside(i))) and _alone(
            reader, i, base, base in spelt_out
        ):
            start = reader.tokens[i][0]
            rule = "surname again" if base in surnames else "first name again"
            names.append(Name(start, start + len(base), (base,), rule, 0.8))
    return sorted(names, key=lambda name: name.start)


Pair = tuple[int, int, str, float]  # first and last word, rule, confidence


def _full_names(reader: _Reader, known: Known) -> list[Pair]:
    """Each full or titled name, in reading order."""
    words, tables = reader.words, reader.tables
    pairs = list(_pairs(reader, known))
    lasts = Counter(words[b] for a, b, _, _ in pairs if b > a)
    found: list[Pair] = []
    for a, b, rule, confidence in pairs:
        # "roe slate", where "jane roe" is named too: what looks like a first name is her surname.
        ordinary = words[b] not in tables.surname or tables.common.get(words[b], 0) >= 1
        if b > a and lasts[words[a]] and ordinary and words[b] not in known:
            found.append((a, a, "surname again", confidence))
            continue
        end = _last_word(reader, a, b, lasts, known) if b > a else b
        found.append((a, end, rule, confidence))
    return found


def _consult(judge: Judge, reader: _Reader, full: list[Pair]) -> tuple[list[Pair], set[str]]:
    """The full names, and the words that are people when they stand alone, after the model was asked."""
    tables, words = reader.tables, reader.words
    covered = {i for a, b, _, _ in full for i in range(a, b + 1)}
    unknown = [
        i
        for i, word in enumerate(words)
        if i not in covered and len(word) > 2 and (word not in tables.common or word in tables.first)
        if not reader.outside(i)
    ]
    lasts = {words[b] for a, b, _, _ in full if b > a}
    people: Counter[str] = Counter()  # votes for a person, less those for something else
    for entity in judge.entities(reader.tokens[i][0] for i in unknown):
        a, b = _inner_words(reader, entity)
        if a == b:
            people[words[a]] += 1 if entity.person else -1
        # "roe poe" in text without commas may be two people: a first name is known as one, or never stands alone.
        elif entity.person and a < b and words[a] not in tables.first and reader.beside_counts(a)[0]:
            people.update(word for word in words[a : b + 1] if word not in tables.common)
        elif entity.person and a < b and _is_full_name(reader, a, b, lasts):
            overlapping = [pair for pair in full if pair[0] <= b and pair[1] >= a]
            if all(a <= pair[0] and pair[1] <= b and pair[:2] != (a, b) for pair in overlapping):
                full = [pair for pair in full if pair not in overlapping]
                full.append((a, b, "model", 0.8))
    lone = {word for word, votes in people.items() if _is_person(reader, word, votes)}
    outside = {words[i] for i in range(len(words)) if words[i] in lone and reader.outside(i)}
    return sorted(full), lone - outside


def _inner_words(reader: _Reader, entity: Entity) -> tuple[int, int]:
    """First and last word of an entity, without titles before and ordinary words behind; an empty range when none is left."""
    words, tables = reader.words, reader.tables
    a = bisect_left(reader.tokens, (entity.start,))
    b = bisect_left(reader.tokens, (entity.end,)) - 1
    while a < b and (words[a] in tables.titles or tables.cues.get(words[a]) == "modifier"):
        a += 1
    while a < b and (len(words[b]) == 1 or (words[b] in tables.common and words[b] not in tables.surname)):
        b -= 1
    return a, b


def _is_full_name(reader: _Reader, a: int, b: int, lasts: set[str]) -> bool:
    """May the words from `a` to `b`, one entity by the model, be a name? `lasts`: surnames of other names."""
    words, common = reader.words, reader.tables.common
    if words[b] in common and (words[a] not in reader.tables.first or words[a] in lasts):
        return False
    return (
        b - a <= 3
        and common.get(words[a], 0) < 3
        and common.get(words[b], 0) < 3
        and all(reader.joined(i) for i in range(a, b))
        and not any(reader.outside(i) and len(words[i]) > 1 for i in range(a, b + 1))
    )


def _is_person(reader: _Reader, word: str, votes: int) -> bool:
    """Is a word a person where it stands alone? The signs of the rules count with the model's votes."""
    ordinary = reader.tables.common.get(word, 0)
    if ordinary >= 3 or len(word) < 3 or (ordinary and (votes < 2 or word not in reader.tables.surname)):
        return False
    return votes + reader.signs(word) > 0


def _pairs(reader: _Reader, known: Known) -> Iterator[Pair]:
    """First name and surname, or title and surname; a second surname is left to `_last_word`."""
    words, tables = reader.words, reader.tables
    common = tables.common
    settled: set[tuple[str, str]] = set()  # named so once, named so again
    i, n = 0, len(words)
    while i < n:
        word = words[i]
        titled = i > 0 and words[i - 1] in tables.titles
        end = -1
        if word in tables.first and reader.joined(i) and not reader.in_address(i):
            j = _surname_place(reader, i)
            strong = reader.may_be_first(i) or (titled and common.get(word, 0) <= 2)
            # An initial between them is as good as a title; "i" and "a" are none.
            titled_full = j > i + 1 and len(words[i + 1]) == 1 and words[i + 1] not in ("a", "i")
            titled_full |= (
                titled
                and words[i - 1] not in _BEFORE_SURNAMES
                and (words[i - 1] in _STRONG_TITLES or _is_plain_first(word, tables))
            )
            if (
                (strong and reader.may_be_last(j, True, titled_full) and (titled_full or _pair_fits(reader, i, j)))
                or (word, words[j]) in settled
                or (words[j] in known and is_known((word, words[j]), known))
            ):
                settled.add((word, words[j]))
                end = j
                rule = "title, first name and surname" if titled_full else "first name and surname"
                yield i, j, rule, 0.85 if words[j] in tables.surname else 0.75
        if end < 0 and _is_unheard_of(reader, i):
            end = i + 1
            yield i, end, "unknown word and surname", 0.65
        if end < 0 and titled and words[i - 1] in _STRONG_TITLES and len(word) > 2 and reader.may_be_last(i, False):
            end = i
            if reader.joined(i) and common.get(words[i + 1], 0) == 0 and reader.may_be_last(i + 1, False):
                # Both unknown: a first name hardly stands alone, a surname does.
                one, two = reader.beside_counts(i)
                end = i + 1 if one == 0 or 3 * one <= two else i
            yield i, end, "title and surname", 0.8
        i = max(i, end) + 1


def _is_unheard_of(reader: _Reader, i: int) -> bool:
    """A word that no table has as a first name and that never stands alone, before a surname: "khadro mayfield".

    The surname is a frequent one, or stands alone elsewhere in the text.
    """
    words, tables = reader.words, reader.tables
    if not reader.joined(i) or len(words[i]) < 3 or words[i] in tables.common or "-" in words[i]:
        return False
    last = words[i + 1]
    size = tables.surname.get(last, 0)
    if (
        not size
        or tables.common.get(last, 0) > 1
        or tables.first.get(last, ("", 0))[1] == 2
        or reader.outside(i)
        or reader.outside(i + 1)
    ):
        return False
    alone, returns = reader.beside_counts(i)
    return alone == 0 and (returns > 0 or (size >= 2 and words[i] not in tables.surname and last not in tables.common))


def _surname_place(reader: _Reader, i: int) -> int:
    """Where the surname stands behind the first name `i`: past initials and particles."""
    j = i + 1
    if len(reader.words[j]) == 1 and reader.joined(j):
        j += 1
    while reader.words[j] in PARTICLES and reader.joined(j):
        j += 1
    return j


def _is_plain_first(word: str, tables: Words) -> bool:
    """Is the word a common first name and nothing else?"""
    return tables.first[word][1] == 2 and tables.common.get(word, 0) == 0


def _pair_fits(reader: _Reader, i: int, j: int) -> bool:
    """An ordinary word is a surname behind a common first name alone, a rare one only behind a first name that is none."""
    tables, word, last = reader.tables, reader.words[i], reader.words[j]
    ordinary = tables.common.get(last, 0)
    if ordinary == 0:
        return tables.common.get(word, 0) < 3 or last in tables.surname
    return tables.common.get(word, 0) == 0 and (tables.first[word][1] == 2 or tables.surname.get(last, 0) >= 2)


def _last_word(reader: _Reader, i: int, j: int, lasts: Counter[str], known: Known) -> int:
    """The last word of a name from word `i`, whose first surname is word `j`: two-part surnames and suffixes."""
    tables, words = reader.tables, reader.words
    following = words[j + 1] if j + 1 < len(words) else ""
    if following in SUFFIXES and reader.text[reader.tokens[j][1] : reader.tokens[j + 1][0]] in (" ", ", "):
        return j + 1
    if not reader.joined(j):
        return j
    if is_known((words[i], following), known):
        return j + 1
    if (
        tables.common.get(following, 0) == 0
        and tables.first.get(following, ("", 0))[1] < 2
        and not reader.outside(j + 1)
        and not (lasts[following] or following in known or is_known((words[i], words[j]), known))
    ):
        alone, other = reader.beside_counts(j)
        if alone == 0 and (following in tables.surname or other or words[j] in tables.first):
            return j + 1
    return j


def _alone(reader: _Reader, i: int, base: str, spelt_out: bool) -> bool:
    """May a known surname or first name stand alone as word `i`? `spelt_out`: this article has the full name."""
    tables = reader.tables
    common = tables.common.get(base, 0)
    if common >= 3 or i in reader.in_place:
        return False
    beside = i + 1 < len(reader.words) and reader.text[reader.tokens[i][1] : reader.tokens[i + 1][0]] == " "
    following = reader.words[i + 1] if beside else ""
    possessive = reader.words[i] != reader.tokens[i][2] or reader.words[i] != base
    named_after = tables.cues.get(following) == "group"
    if following in tables.organisation and not (possessive or named_after):
        return False
    before = reader.words[i - 1] if i else ""
    return common <= spelt_out or possessive or named_after or before in tables.titles or following in tables.speech
