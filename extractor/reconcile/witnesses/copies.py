"""Near-copies: texts of which one contains most of the five-word runs of the other (Broder 1997: containment of shingles)."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from extractor.reconcile.policy import (
    BOILERPLATE_ARTICLES,
    COPY_SHARE,
    COPY_SHINGLES,
    PASSAGE_WORDS,
    SHINGLE_WORDS,
)

Shingles = npt.NDArray[np.uint64]
Key = TypeVar("Key", str, int)

_WORD = re.compile(r"\w+")
_NONE: Shingles = np.empty(0, dtype=np.uint64)
# Pairs are compared one by one up to so many texts; beyond, only those that share a shingle are looked at.
_PAIRWISE = 24
# Any odd multiplier mixes the hashes of five words into one (a polynomial over 2^64).
_MIX = np.uint64(0x9E3779B97F4A7C15)


def shingles(words: Sequence[str]) -> Shingles:
    """Hashes of every five words in a row, sorted; numbers are left out, so that a copy with a figure corrected is a copy still."""
    plain = [_hash(word) for word in words if not word.isdigit()]
    if len(plain) < SHINGLE_WORDS:
        return _NONE
    hashes = np.array(plain, dtype=np.uint64)
    count = len(hashes) - SHINGLE_WORDS + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = mixed * _MIX + hashes[place : place + count]
    return np.unique(mixed)


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return zlib.crc32(word.casefold().encode("utf-8", "surrogatepass"))


def text_shingles(text: str, start: int = 0) -> Shingles:
    """The shingles of a text from an offset on."""
    return shingles(_WORD.findall(text, start))


def passage_shingles(text: str, start: int, end: int) -> Shingles:
    """The shingles of the words around a figure."""
    # Characters first: a word has about six with its space, and a passage must not cost the whole article.
    reach = PASSAGE_WORDS * 8
    before = _WORD.findall(text, max(0, start - reach), start)[-PASSAGE_WORDS:]
    after = _WORD.findall(text, start, min(len(text), end + reach))[:PASSAGE_WORDS]
    return shingles(before + after)


def near_copies(texts: Mapping[Key, Shingles]) -> Iterator[tuple[Key, Key]]:
    """Pairs of which one contains most of the other."""
    for one, other in _candidates(texts):
        if is_copy(texts[one], texts[other]):
            yield one, other


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Does one contain most of the other, and more than a quotation's worth?"""
    least = min(len(one), len(other))
    if least < COPY_SHINGLES:
        return False
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= COPY_SHINGLES and shared >= COPY_SHARE * least


def _candidates(texts: Mapping[Key, Shingles]) -> Iterable[tuple[Key, Key]]:
    keys = sorted(texts)
    if len(keys) <= _PAIRWISE:
        return ((one, other) for i, one in enumerate(keys) for other in keys[i + 1 :])
    holders: dict[int, list[Key]] = defaultdict(list)
    for key in keys:
        for shingle in texts[key].tolist():
            holders[shingle].append(key)
    common: Counter[tuple[Key, Key]] = Counter()
    for same in holders.values():
        if 1 < len(same) <= BOILERPLATE_ARTICLES:
            common.update((one, other) for i, one in enumerate(same) for other in same[i + 1 :])
    return sorted(pair for pair, count in common.items() if count >= COPY_SHINGLES)


class Union(Generic[Key]):
    """Sets that grow together (union-find). The smallest member stands for its set."""

    def __init__(self, members: Iterable[Key]) -> None:
        self._parent: dict[Key, Key] = {member: member for member in members}

    def find(self, member: Key) -> Key:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, one: Key, other: Key) -> None:
        a, b = self.find(one), self.find(other)
        if a != b:
            low, high = sorted((a, b))
            self._parent[high] = low
