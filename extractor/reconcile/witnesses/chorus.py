"""Outlets that always say the same are one witness, even where no shared text shows it.

Independent outlets differ now and then on questions that are disputed at all; two that agree on practically every one of
hundreds draw on one another or on one source. (A plain form of the copy detection of Dong, Berti-Equille, Srivastava, VLDB 2009.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.reconcile.policy import CHORUS_AGREEMENT, CHORUS_SHARED
from extractor.reconcile.readings import Reading

Printed = tuple[Decimal | None, str]


def find_chorus(questions: Sequence[tuple[Sequence[Reading], Sequence[str]]]) -> dict[str, str]:
    """Voice → the voice that stands for its chorus (the first in order of name); voices that sing alone are left out.

    questions: the readings of each and the voice behind each reading.
    """
    said = _disputed(questions)
    busy = sorted(voice for voice, what in said.items() if len(what) >= CHORUS_SHARED)
    head = {voice: voice for voice in busy}
    for i, one in enumerate(busy):
        for other in busy[i + 1 :]:
            if head[one] != head[other] and _agree(said[one], said[other]):
                new, old = sorted((head[one], head[other]))
                head = {voice: new if h == old else h for voice, h in head.items()}
    sizes: dict[str, int] = defaultdict(int)
    for h in head.values():
        sizes[h] += 1
    return {voice: h for voice, h in head.items() if sizes[h] > 1}


def _disputed(questions: Sequence[tuple[Sequence[Reading], Sequence[str]]]) -> dict[str, dict[int, Printed]]:
    """Voice → question → what it prints, for questions on which at least two values are printed."""
    said: dict[str, dict[int, Printed]] = defaultdict(dict)
    for number, (readings, voices) in enumerate(questions):
        if len({reading.value for reading in readings}) > 1:
            for reading, voice in zip(readings, voices, strict=True):
                if voice:
                    said[voice][number] = (reading.value, reading.qualifier)
    return said


def _agree(one: Mapping[int, Printed], other: Mapping[int, Printed]) -> bool:
    """Do both print the same on nearly every one of enough questions? Left as soon as they differ too often."""
    fewer, more = sorted((one, other), key=len)
    differ_at_most = (1 - CHORUS_AGREEMENT) * len(fewer)
    shared = differ = 0
    for question, printed in fewer.items():
        theirs = more.get(question)
        if theirs is not None:
            shared += 1
            differ += theirs != printed
            if differ > differ_at_most:
                return False
    return shared >= CHORUS_SHARED and differ <= (1 - CHORUS_AGREEMENT) * shared
