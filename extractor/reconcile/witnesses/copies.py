"""Near-copies: texts of which one contains most of the five-word runs of the other (Broder 1997: containment of shingles).

Two texts are compared run by run only where a quarter of their runs, chosen by hash and so the same in both (the sample "mod m"
of the same paper), has something in common.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from extractor.reconcile.policy import (
    COPY_SHARE,
    COPY_SHINGLES,
    PASSAGE_WORDS,
    SHINGLE_WORDS,
)

Shingles = npt.NDArray[np.uint32]
WideShingles = npt.NDArray[np.uint64]  # with twice the bits, to tell those of millions of texts apart
Ints = npt.NDArray[np.int64]
Hashes = TypeVar("Hashes", npt.NDArray[np.uint32], npt.NDArray[np.uint64])
Key = TypeVar("Key", str, int)
Stretch = tuple[int, int]  # places of the first run and of the one behind the last

_WORD = re.compile(r"\w+")
# Up to so many texts every pair is looked at.
_PAIRWISE = 24
# One run in so many is looked for first; two texts with a hundred runs in common share none of these once in a thousand billion.
SAMPLED_ONE_IN = 4
# Of a text with fewer runs all are.
_SAMPLED_FROM = 100
# Any odd multiplier mixes the hashes of five words into one (a polynomial over 2^64).
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Runs(NamedTuple):
    """The five-word runs of a text in reading order, as hashes.

    Numbers are left out, so that a copy with a figure corrected is a copy still.
    """

    hashes: Shingles
    start_of_word: Ints  # of every word
    words_before: Ints  # how many words that are no numbers stand before each word, and before the end

    def first_after(self, start: int) -> int:
        """The place of the first run of the words from an offset on."""
        return int(self.words_before[np.searchsorted(self.start_of_word, start)])

    def around(self, start: int, end: int) -> Stretch:
        """The runs among the words around a figure."""
        before, behind = np.searchsorted(self.start_of_word, (start, end))
        low = int(self.words_before[max(before - PASSAGE_WORDS, 0)])
        high = int(self.words_before[min(behind + PASSAGE_WORDS, len(self.start_of_word))])
        return low, max(high - SHINGLE_WORDS + 1, low)


def runs_of(text: str) -> Runs:
    """The runs of a text."""
    places: list[int] = []
    hashes: list[int] = []
    before = [0]
    for match in _WORD.finditer(text):
        word = match[0]
        places.append(match.start())
        if not word.isdigit():
            hashes.append(_hash(word))
        before.append(len(hashes))
    # The upper half is the better mixed one.
    narrow = (_mixed(hashes) >> np.uint64(32)).astype(np.uint32)
    return Runs(narrow, np.array(places, dtype=np.int64), np.array(before, dtype=np.int64))


def shingles(hashes: Shingles, stretch: Stretch | None = None) -> Shingles:
    """The runs of a text, or of a stretch of it, sorted, each once."""
    return np.unique(hashes if stretch is None else hashes[slice(*stretch)])


def wide_shingles(text: str, start: int = 0) -> WideShingles:
    """The runs of a text from an offset on, sorted, each once."""
    return np.unique(_mixed([_hash(word) for word in _WORD.findall(text, start) if not word.isdigit()]))


def _mixed(hashes: Sequence[int]) -> WideShingles:
    """The hash of every five words in a row."""
    count = max(len(hashes) - SHINGLE_WORDS + 1, 0)
    plain = np.array(hashes, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = mixed * _MIX + plain[place : place + count]
    return mixed


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return zlib.crc32(word.casefold().encode("utf-8", "surrogatepass"))


def near_copies(
    texts: Mapping[Key, Shingles], compared: set[tuple[Key, Key]] | None = None
) -> Iterator[tuple[Key, Key]]:
    """Pairs of which one contains most of the other; of many copies of one text, pairs that lead from each to each.

    compared: pairs that need no second look; those looked at here are added.
    """
    compared = set() if compared is None else compared
    for pair in _candidates(texts):
        if pair not in compared:
            compared.add(pair)
            if is_copy(texts[pair[0]], texts[pair[1]]):
                yield pair


def is_copy(one: Hashes, other: Hashes) -> bool:
    """Does one contain most of the other, and more than a quotation's worth?"""
    least = min(len(one), len(other))
    if least < COPY_SHINGLES:
        return False
    shared = _shared(one, other)
    return shared >= COPY_SHINGLES and shared >= COPY_SHARE * least


def share_of(one: Hashes, other: Hashes) -> float:
    """How much of the shorter the other has, between 0 and 1."""
    return _shared(one, other) / max(1, min(len(one), len(other)))


def _shared(one: Hashes, other: Hashes) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))


def _candidates(texts: Mapping[Key, Shingles]) -> Iterator[tuple[Key, Key]]:
    """Pairs that may be copies: of few texts those that share a sampled run; of many, neighbours among those that hold one.

    The work grows with the texts and not with their pairs. What keeps two copies from being neighbours at every run they share is
    nearly always a third copy, which leads from one to the other.
    """
    keys = sorted(texts)
    if len(keys) <= _PAIRWISE:
        samples = [_sampled(texts[key]) for key in keys]
        for i, one in enumerate(samples):
            for j in range(i + 1, len(keys)):
                if not one.isdisjoint(samples[j]):
                    yield keys[i], keys[j]
        return
    last_holder: dict[int, Key] = {}
    seen: set[tuple[Key, Key]] = set()
    for key in keys:
        for shingle in _sampled(texts[key]):
            before = last_holder.get(shingle)
            last_holder[shingle] = key
            if before is not None:
                seen.add((before, key))
    yield from sorted(seen)


def _sampled(text: Shingles) -> frozenset[int]:
    return frozenset(sampled(text).tolist())


def sampled(text: Hashes) -> Hashes:
    """The runs by which copies are found; of a short text all."""
    return text if len(text) < _SAMPLED_FROM else text[text % SAMPLED_ONE_IN == 0]


class Union(Generic[Key]):
    """Sets that grow together (union-find). The smallest member stands for its set."""

    def __init__(self, members: Iterable[Key]) -> None:
        self._parent: dict[Key, Key] = {member: member for member in members}

    def find(self, member: Key) -> Key:
        """The member that stands for the set of this one."""
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, one: Key, other: Key) -> None:
        """Both sets are one from here on."""
        a, b = self.find(one), self.find(other)
        if a != b:
            low, high = sorted((a, b))
            self._parent[high] = low
