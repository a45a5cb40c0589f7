"""Near-copies: texts of which one contains most of the five-word runs of the other (Broder 1997: containment of shingles).

Two texts are compared run by run only where a quarter of their runs, chosen by hash and so the same in both (the sample "mod m"
of the same paper), has something in common.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from extractor.reconcile.policy import (
    COPY_SHARE,
    COPY_SHINGLES,
    PASSAGE_WORDS,
    SHINGLE_WORDS,
)

Shingles = npt.NDArray[np.uint32]
Key = TypeVar("Key", str, int)

_WORD = re.compile(r"\w+")
_NONE: Shingles = np.empty(0, dtype=np.uint32)
# Up to so many texts every pair is looked at.
_PAIRWISE = 24
# One run in so many is looked for first; two texts with a hundred runs in common share none of these once in a thousand billion.
_ONE_IN = 4
# Of a text with fewer runs all are.
_SAMPLED_FROM = 100
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
    # The upper half is the better mixed one.
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


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


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Does one contain most of the other, and more than a quotation's worth?"""
    least = min(len(one), len(other))
    if least < COPY_SHINGLES:
        return False
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= COPY_SHINGLES and shared >= COPY_SHARE * least


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
    """The runs by which copies are found; of a short text all."""
    chosen = text if len(text) < _SAMPLED_FROM else text[text % np.uint32(_ONE_IN) == 0]
    return frozenset(chosen.tolist())


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
