"""How often any two outlets print the same, counted over disputed questions.

Two outlets that never differ are one witness (`chorus`); two that hardly ever agree, though each has company, use one word for two
things (`camps`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.reconcile.policy import AGREEMENT_OUTLETS, AGREEMENT_SHARED
from extractor.reconcile.readings import Reading

Counts = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Said = tuple[Sequence[Reading], Sequence[str]]  # the readings of one question and the voice behind each

# Columns that are multiplied at once: a thousand outlets' fit in 32 MB.
_COLUMNS = 8_192


class Prints(NamedTuple):
    """Who prints what on disputed questions; each voice once on each."""

    names: tuple[str, ...]  # of the voices
    question: Ints  # numbers, in order
    voice: Ints  # among the names
    said: Ints  # the same for voices that print the same on one question


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


def prints_of(questions: Iterable[Said]) -> Prints:
    """What is printed on those questions that are disputed."""
    number_of: dict[str, int] = {}
    rows: list[tuple[int, int, int]] = []
    for question, (readings, voices) in enumerate(questions):
        if len({reading.value for reading in readings}) < 2:
            continue
        # What a voice printed last stands for it.
        last = {
            voice: (reading.value, reading.qualifier) for reading, voice in zip(readings, voices, strict=True) if voice
        }
        number_said = {said: number for number, said in enumerate(dict.fromkeys(last.values()))}
        rows.extend(
            (question, number_of.setdefault(voice, len(number_of)), number_said[said]) for voice, said in last.items()
        )
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Prints(tuple(number_of), *columns)


def put_together(all_prints: Iterable[Prints]) -> Prints:
    """Prints on the questions of several parts of a batch as one."""
    all_prints = list(all_prints)
    names = tuple(sorted({name for prints in all_prints for name in prints.names}))
    number_of = {name: number for number, name in enumerate(names)}
    questions, voices, said = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    first = 0
    for prints in all_prints:
        questions.append(prints.question + first)
        voices.append(np.array([number_of[name] for name in prints.names], dtype=np.int64)[prints.voice])
        said.append(prints.said)
        first = int(questions[-1][-1]) + 1 if len(prints.question) else first
    return Prints(names, np.concatenate(questions), np.concatenate(voices), np.concatenate(said))


def count_agreement(all_prints: Iterable[Prints]) -> Agreement:
    """Of every voice with enough disputed questions; of more than AGREEMENT_OUTLETS the busiest."""
    names, question, voice, said = put_together(all_prints)
    figures = np.bincount(voice, minlength=len(names))
    busy = sorted(np.flatnonzero(figures >= AGREEMENT_SHARED).tolist(), key=lambda v: (-figures[v], names[v]))
    heard = np.array(sorted(busy[:AGREEMENT_OUTLETS]), dtype=np.int64)
    row = np.full(len(names), -1)
    row[heard] = np.arange(len(heard))
    chosen = row[voice] >= 0
    question, who, said = question[chosen], row[voice[chosen]], said[chosen]
    same = question * (int(said.max(initial=0)) + 1) + said
    return Agreement(
        tuple(names[v] for v in heard.tolist()), _together(len(heard), question, who), _together(len(heard), same, who)
    )


def _together(size: int, group: Ints, who: Ints) -> Counts:
    """In how many groups each two stand together; nobody stands in one twice."""
    found: Counts = np.zeros((size, size), dtype=np.float32)
    _, column, members = np.unique(group, return_inverse=True, return_counts=True)
    company = members[column] > 1
    _, column = np.unique(column[company], return_inverse=True)
    order = np.argsort(column, kind="stable")
    column, who = column[order], who[company][order]
    ends = np.searchsorted(column, np.arange(0, int(column.max(initial=-1)) + 1 + _COLUMNS, _COLUMNS))
    for begin, end in pairwise(ends.tolist()):
        stands = np.zeros((size, _COLUMNS), dtype=np.float32)
        stands[who[begin:end], column[begin:end] % _COLUMNS] = 1
        found += stands @ stands.T
    return found
