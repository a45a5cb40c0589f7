"""Text cut into words, and what is known of a word wherever it stands: its closed classes, the reporting verb it is a form of.

A text of a million words has some thousand different ones. What stands between two spaces is cut into words when it is first met,
and what is known of a word is looked up then; every place where it stands holds the same `Word`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from extractor.language.lexicon import load_words
from extractor.rooms.quotes.cues import Verb, cue_words, verb_forms, word_classes

T = TypeVar("T")

# So many different words are remembered (some 16 MB), which is most of what a newspaper prints; with more, the memory begins anew.
MOST_KNOWN = 50_000
# What is longer is no word that comes back.
LONGEST_KNOWN = 40
AUXILIARIES = ("be", "have", "do", "modal")
# What an apostrophe leaves when it is stripped: don t, we re, he s.
LOST_T = frozenset(
    ("don", "didn", "doesn", "isn", "wasn", "weren", "aren", "won", "wouldn", "couldn", "hasn", "haven", "hadn", "shouldn", "can")
)  # fmt: skip
LOST_ENDINGS = frozenset(("s", "re", "m", "ve", "ll", "d"))
_NO_KINDS: frozenset[str] = frozenset()
# The dot behind these belongs to them: "Sen. Roe" is no end of anything.
_ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Lt|Col|Gen|Sgt|Capt|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]|[A-Z]\.[A-Z]|\w\.\w(?:\.\w)*|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|"
    r"Va|Wash|Wis|Wyo)"
)
# A word with its inner apostrophes, dots and hyphens (O'Neil, U.S., op-ed), or one mark.
_WORD = re.compile(
    rf"{_ABBREVIATION}\.(?![.'’&/-]*+\w)(?!\Z)"
    r"|[@#$]?\d+(?:,\d{3})+(?:\.\d+)?"
    r"|[@#$]?\w+(?:[.'’&/-]+\w+)*(?:\.(?<=\b\w\.)(?=\s+[A-Z]|\s*[,;]))?"
    r"|\.\.+|…|--+|[^\w\s]"
)


# (Not frozen, since that makes a new one three times as dear; nobody changes one.)
@dataclass(slots=True, eq=False)
class Word:
    """A word, a punctuation mark, or (with `quote`) a whole stretch between marks, whose `lower` is empty."""

    text: str
    lower: str
    kinds: frozenset[str] = _NO_KINDS  # its closed classes
    is_mark: bool = False
    is_adverb: bool = False  # may it stand between a subject and its verb?
    may_be_finite: bool = False  # is there a place where it is a finite verb?
    may_be_cue: bool = False  # does a cue begin with it?
    verb: Verb | None = None  # the reporting verb it is a form of
    quote: int | None = None  # index into the outermost stretches of the Doc
    name: bool = False  # part of a person's name

    def is_a(self, *kinds: str) -> bool:
        """Does the word stand in one of these closed classes?"""
        return not self.kinds.isdisjoint(kinds)


class _Remembered(dict[str, T]):
    """What `make` makes of a piece of text, made once for each piece; as many as come back often are remembered."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> T:
        made = self._make(text)
        if len(text) <= LONGEST_KNOWN:
            if len(self) >= MOST_KNOWN:
                self.clear()
            self[text] = made
        return made


def _word(text: str) -> Word:
    lower = text.lower()
    kinds = word_classes().get(lower, _NO_KINDS)
    small, verb = text.islower(), verb_forms().get(lower)
    may_be_finite = (
        not kinds.isdisjoint(AUXILIARIES)
        or verb is not None
        or lower in LOST_T
        or lower in LOST_ENDINGS
        or lower in load_words("irregular_verbs")
        or lower.endswith(("ed", "s", "'re", "'d", "'ll", "'ve", "n't"))
    )
    return Word(
        text,
        lower,
        kinds,
        is_mark=not text[-1].isalnum() and not text[0].isalnum(),
        # Listed ones, and those in -ly that are no names.
        is_adverb="adv" in kinds
        or (lower.endswith("ly") and len(lower) > 4 and small and lower not in load_words("ly_nouns")),
        may_be_finite=may_be_finite,
        may_be_cue=lower in cue_words(),
        verb=verb,
    )


_WORDS = _Remembered(_word)
_NAMES = _Remembered(lambda text: replace(_WORDS[text], name=True))


def quotation(text: str, number: int) -> Word:
    """The word that stands for the stretch of this number, printed `text` with its marks."""
    return Word(text, "", quote=number)


def as_name(word: Word) -> Word:
    """The same word as part of a person's name."""
    return _NAMES[word.text] if word.quote is None else replace(word, name=True)


def _cut(printed: str) -> tuple[Word, ...]:
    words = tuple(_WORDS[text] for text in _WORD.findall(printed))
    return words[:-1] if " " in printed else words


# What stands between two spaces → its words. A full stop at its end belongs to the word before it or not by what follows: there a
# space stands behind it, and "A" for a capital, a comma or a semicolon, "a" for all else.
_CUT = _Remembered(_cut)


def cut_words(stretch: str) -> Iterator[Word]:
    """The words of a stretch of text, in order; between two of them there is nothing but white space.

    >>> [word.text for word in cut_words("Mr. J. Roe-Poe's U.S. tour, he said.")]
    ['Mr.', 'J.', "Roe-Poe's", 'U.S.', 'tour', ',', 'he', 'said', '.']
    """
    printed = stretch.split()
    if "." in stretch[:-1]:
        following = [*(piece[0] for piece in printed[1:]), "a" if stretch[-1].isspace() else ""]
        for k, (piece, sign) in enumerate(zip(printed, following, strict=False)):
            if piece[-1] == "." and sign:
                printed[k] = f"{piece} {'A' if 'A' <= sign <= 'Z' or sign in ',;' else 'a'}"
    return chain.from_iterable(map(_CUT.__getitem__, printed))
