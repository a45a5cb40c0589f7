"""How often any two outlets print the same, counted over disputed questions.

Two outlets that never differ are one witness (`chorus`); two that hardly ever agree, though each has company, use one word for two
things (`camps`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.reconcile.policy import AGREEMENT_OUTLETS, AGREEMENT_SHARED
from extractor.reconcile.readings import Reading

Counts = npt.NDArray[np.float32]
Said = tuple[Sequence[Reading], Sequence[str]]  # the readings of one question and the voice behind each

# Columns that are multiplied at once: a thousand outlets' fit in 32 MB.
_COLUMNS = 8_192


class Agreement(NamedTuple):
    """Voices that meet often enough, and for each two of them the disputed questions that both speak on and those they agree on."""

    voices: tuple[str, ...]  # sorted
    shared: Counts
    same: Counts

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Each two voices, first before second, that share enough, with the part of it on which they agree."""
        enough = np.triu(self.shared >= AGREEMENT_SHARED, k=1)
        for one, other in np.argwhere(enough).tolist():
            yield one, other, float(self.same[one, other] / self.shared[one, other])


def count_agreement(questions: Iterable[Said]) -> Agreement:
    """Of every voice with enough disputed questions; of more than AGREEMENT_OUTLETS the busiest."""
    disputed = [dict(_prints(*said)) for said in questions if len({reading.value for reading in said[0]}) > 1]
    figures = Counter(voice for prints in disputed for voice in prints)
    busy = sorted((voice for voice, n in figures.items() if n >= AGREEMENT_SHARED), key=lambda v: (-figures[v], v))
    voices = tuple(sorted(busy[:AGREEMENT_OUTLETS]))
    row = {voice: number for number, voice in enumerate(voices)}
    heard = [{row[voice]: said for voice, said in prints.items() if voice in row} for prints in disputed]
    heard = [prints for prints in heard if len(prints) > 1]
    shared = _together(len(voices), (list(prints) for prints in heard))
    same = _together(len(voices), (who for prints in heard for who in _alike(prints)))
    return Agreement(voices, shared, same)


def _prints(readings: Sequence[Reading], voices: Sequence[str]) -> Iterator[tuple[str, object]]:
    for reading, voice in zip(readings, voices, strict=True):
        if voice:
            yield voice, (reading.value, reading.qualifier)


def _alike(prints: Mapping[int, object]) -> Iterator[list[int]]:
    """Voices that print the same, where there are two."""
    of: dict[object, list[int]] = {}
    for voice, said in prints.items():
        of.setdefault(said, []).append(voice)
    return (who for who in of.values() if len(who) > 1)


def _together(size: int, groups: Iterable[Sequence[int]]) -> Counts:
    """In how many groups each two stand together."""
    found: Counts = np.zeros((size, size), dtype=np.float32)
    block: list[Sequence[int]] = []
    for group in groups:
        block.append(group)
        if len(block) == _COLUMNS:
            found += _product(size, block)
            block = []
    return found + _product(size, block) if block else found


def _product(size: int, block: Sequence[Sequence[int]]) -> Counts:
    stands = np.zeros((size, len(block)), dtype=np.float32)
    stands[[voice for group in block for voice in group], [at for at, group in enumerate(block) for _ in group]] = 1
    product: Counts = stands @ stands.T
    return product
