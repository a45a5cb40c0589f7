"""A text as tokens of the phrase grammar: each word one letter for what it can be in a phrase about an election.

"the special election in Ohio" is `tSEiP`. The letters come from the tables `contest_words` and `offices` and from the names of
places; dates, people, parties and numbered measures are one token each. Nearly all words are of no interest: they have their
letter from one look into a table of words that were met before, and only what a phrase asks for is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Place
from extractor.language.lexicon import load_table
from extractor.language.parties import find_parties
from extractor.language.places import parse_ordinal, place_names, state_of_postal
from extractor.rooms.contests.phrase import District
from extractor.text.forms import matches_from
from extractor.text.lower import lower_alike

# Most are a run of letters: that form stands first. What is no word (white space, underscores) is left over between two.
_WORD = re.compile(
    r"([^\S\n]*+)([^\W_]++(?![.,'’-])|\d+(?:[.,]\d+)+|[A-Za-z](?:\.[A-Za-z])+\.?|[A-Z]{2}-\d{1,2}\b|[^\W_]+(?:['’](?!s\b)[^\W\d_]+|-[^\W_]+)*|['’]s\b|\n+|[^\w\s])"
)
# (Lower case.) Ballot measures carry a number: "Measure 127", "Proposition 8".
_MEASURE = re.compile(r"[a-z]+\.?\s(?:no\.?\s)?\d{1,4}[a-z]?\b")
_MEASURE_WORDS = ("measure", "prop", "proposition", "question", "amendment", "initiative", "issue")
_BETWEEN_WINDOWS = "\n"
_WORDS_KEPT = 1 << 15

Reading = tuple[str, Any]  # a letter, and what it says


class Token(NamedTuple):
    """A word (or a name of several) of the phrase grammar: offsets, its letter, and what it says."""

    start: int
    end: int
    letter: str
    says: Any = None


class _Entry(NamedTuple):
    words: tuple[str, ...]
    letter: str
    says: Any


@cache
def dictionary() -> dict[str, tuple[_Entry, ...]]:
    """Entries of one word or more by their first word, longest first: words, letter, what it says."""
    found: dict[str, list[_Entry]] = {}

    def add(form: str, letter: str, says: Any) -> None:
        words = tuple(match[2] for match in _WORD.finditer(form))
        found.setdefault(words[0], []).append(_Entry(words, letter, says))

    # What stands first wins among entries of one length: the words of elections before offices before places.
    for form, letter, says in load_table("contest_words", 3):
        add(form, letter, says or None)
    for form, office, _ in load_table("offices", 3):
        add(form, "O", office)
    for form, region in place_names().items():
        add(form, "P", region)
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry.words))) for word, entries in found.items()}


@cache
def _seconds() -> dict[str, frozenset[str]]:
    """Words that begin an entry of several words → the words that stand second in one."""
    return {
        word: seconds
        for word, entries in dictionary().items()
        if (seconds := frozenset(entry.words[1] for entry in entries if len(entry.words) > 1))
    }


class Reader:
    """Reads words of one kind of print and country. Words that were met are remembered, up to a bound."""

    def __init__(self, *, caseless: bool, foreign: bool) -> None:
        self._caseless = caseless
        self._foreign = foreign
        self._letters = _Letters(self)

    def letters(self, words: Sequence[str]) -> tuple[str, list[int]]:
        """The letter of each word by itself; and where an entry of several words may begin."""
        self._letters.stay_small()
        begin = self._letters.begin
        letters = "".join(map(self._letters.__getitem__, words))
        return letters, [number for number, word in enumerate(words) if word in begin]

    def alone(self, word: str) -> Reading:
        """The letter of a word by itself, and what it says."""
        entries = (entry for entry in dictionary().get(word.lower(), ()) if len(entry.words) == 1)
        return next((self._read(entry, word) for entry in entries if self._holds(entry, word)), None) or _unlisted(word)

    def several(self, words: Sequence[str], at: int) -> tuple[int, Reading] | None:
        """The longest entry of several words that begins with word `at`: how many words it has, its letter and what it says."""
        first = words[at].lower()
        if at + 1 == len(words) or words[at + 1].lower() not in _seconds()[first]:
            return None
        for entry in dictionary()[first]:
            length = len(entry.words)
            if length == 1:
                return None
            if tuple(word.lower() for word in words[at : at + length]) == entry.words and self._holds(entry, words[at]):
                return length, self._read(entry, words[at])
        return None

    def _holds(self, entry: _Entry, printed: str) -> bool:
        """May the words of an entry be meant, whose first is printed so? Names of places have a capital, where the text has any."""
        if entry.letter != "P":
            return True
        # "us" and "US"; abbreviations of states carry capitals everywhere.
        return (self._caseless or printed[0].isupper()) and (entry.words != ("us",) or printed == "US")

    def _read(self, entry: _Entry, printed: str) -> Reading:
        if self._foreign and _is_american(printed.lower(), entry.letter):
            return "x", None
        return entry.letter, entry.says


class _Letters(dict[str, str]):
    """Words that were met → their letters."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.begin: set[str] = set()  # those of them that begin an entry of several words
        self._reader = reader

    def __missing__(self, word: str) -> str:
        letter = self[word] = self._reader.alone(word)[0]
        if word.lower() in _seconds():
            self.begin.add(word)
        return letter

    def stay_small(self) -> None:
        """Forget all words when they have become too many."""
        if len(self) > _WORDS_KEPT:
            self.clear()
            self.begin.clear()


@cache
def _reader(*, caseless: bool, foreign: bool) -> Reader:
    return Reader(caseless=caseless, foreign=foreign)


def _is_american(word: str, letter: str) -> bool:
    """Words that mean an office or a vote in the United States and something else elsewhere: Congress, house, "primary vote"."""
    return (letter == "O" and word in ("congress", "house", "senate")) or letter == "M"


def _unlisted(word: str) -> Reading:
    """The letter of a word that no table has, by its form, and what it says."""
    lower = word.lower()
    if lower in ("'s", "’s", "s"):
        return "s", None
    if lower in ("'", "’", "-", "–", '"', "“", "”"):
        return "q", None
    if word.isdigit() and len(word) <= 2:
        return "n", int(word)
    if (number := parse_ordinal(lower)) is not None:
        return "N", number
    if re.fullmatch(r"[A-Z]{2}-\d{1,2}", word) and word[:2] in state_of_postal():
        return "Q", District(str(int(word[3:])), state_of_postal()[word[:2]])
    if lower == "at-large":
        return "N", "at-large"
    if not word[0].isalnum():
        return ",", None
    return ("z", word) if word[0].isupper() else ("x", word)


class Words:
    """The words of stretches of a text, in order, with a line end between two stretches, and where each starts and ends."""

    def __init__(self, text: str, windows: Iterable[Place]) -> None:
        self.printed: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in windows:
            # What stands between two words, the white space before a word, the word: again and again.
            pieces = _WORD.split(text[start:end])
            places = list(accumulate(map(len, pieces), initial=start))
            self.printed += pieces[2::3]
            self.starts += places[2:-1:3]
            self.ends += places[3::3]
            self.printed.append(_BETWEEN_WINDOWS)
            self.starts.append(end)
            self.ends.append(end)

    def at(self, place: int) -> int:
        """The number of the first word that starts at `place` or behind it."""
        return bisect_left(self.starts, place)


class Line:
    """Tokens in order: a letter for each, and the token itself when it is asked for."""

    def __init__(self, letters: str, held: Sequence[int | Token], words: Words, reader: Reader) -> None:
        self.letters = letters
        self._held = held  # the number of a word, or a token of other kind
        self._words = words
        self._reader = reader

    def token(self, index: int) -> Token:
        """The token at `index`."""
        held = self._held[index]
        if isinstance(held, Token):
            return held
        words = self._words
        return Token(words.starts[held], words.ends[held], *self._reader.alone(words.printed[held]))

    def part(self, start: int, end: int) -> list[Token]:
        """The tokens from `start` up to `end` (exclusive)."""
        return [self.token(index) for index in range(start, min(end, len(self._held)))]

    def joined(self, joints: Sequence[tuple[int, int, Token]]) -> Line:
        """The line with the tokens of each joint, from its start up to its end, as one. Joints stand in order, none overlaps."""
        if not joints:
            return self
        letters: list[str] = []
        held: list[int | Token] = []
        last = 0
        for start, end, token in joints:
            letters += (self.letters[last:start], token.letter)
            held += self._held[last:start]
            held.append(token)
            last = end
        letters.append(self.letters[last:])
        held += self._held[last:]
        return Line("".join(letters), held, self._words, self._reader)


def read_line(doc: Doc, windows: Iterable[Place], *, foreign: bool) -> Line:
    """These stretches of the text as tokens of the grammar, in order."""
    style, text = doc._.style, text_of(doc)
    caseless = style.caseless or style.upper
    words, reader = Words(text, windows), _reader(caseless=caseless, foreign=foreign)
    letters, begin = reader.letters(words.printed)
    whole = _whole(doc, text, words, caseless=caseless) if letters else {}
    joints: list[tuple[int, int, Token]] = []
    last = 0
    for index in sorted({*begin, *whole}):
        if index < last:
            continue
        if (token := whole.get(index)) is not None:
            last = words.at(token.end)
        elif (entry := reader.several(words.printed, index)) is not None:
            last = index + entry[0]
            token = Token(words.starts[index], words.ends[last - 1], *entry[1])
        else:
            continue
        joints.append((index, last, token))
    return Line(letters, range(len(letters)), words, reader).joined(joints)


def find_measures(low: str) -> list[re.Match[str]]:
    """Ballot measures by their numbers, in a text in lower case: "proposition 8"."""
    return matches_from(_MEASURE, low, low, _MEASURE_WORDS)


def _whole(doc: Doc, text: str, words: Words, *, caseless: bool) -> dict[int, Token]:
    """What is one token, by the number of the word it begins with: dates, measures, names of people, parties; the first counts."""
    found = [Token(date.start, date.end, "Y", date.value) for date in reversed(doc._.dates)]
    low = lower_alike(text)
    for measure in find_measures(low):
        found.append(Token(*measure.span(), "V", District(text[slice(*measure.span())])))
    found += [Token(name.start, name.end, "m", name.value.person) for name in doc._.people if name.value.kind == "name"]
    found += [Token(party.start, party.end, "R", party.party) for party in find_parties(text, caseless=caseless)]
    whole: dict[int, Token] = {}
    for token in found:
        index = words.at(token.start)
        if index == len(words.starts) or words.starts[index] != token.start:
            continue
        # A name that is a state's or a country's stays one here: "Ohio's 6th".
        if token.letter != "m" or text[token.start : token.end].lower() not in place_names():
            whole.setdefault(index, token)
    return whole
