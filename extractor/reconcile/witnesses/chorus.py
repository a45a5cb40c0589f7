"""Outlets that always say the same are one witness, even where no shared text shows it.

Independent outlets differ now and then on questions that are disputed at all; two that agree on practically every one of
hundreds draw on one another or on one source. (A plain form of the copy detection of Dong, Berti-Equille, Srivastava, VLDB 2009.)
"""

from __future__ import annotations

from collections.abc import Iterable

from extractor.reconcile.policy import CHORUS_AGREEMENT
from extractor.reconcile.witnesses.agreement import Prints, count_agreement
from extractor.reconcile.witnesses.copies import Union


def find_chorus(prints: Iterable[Prints]) -> dict[str, str]:
    """Voice → the voice that stands for its chorus (the first in order of name); voices that sing alone are left out."""
    agreement = count_agreement(prints)
    chorus = Union(range(len(agreement.voices)))
    singing: set[int] = set()
    for one, other, share in agreement.pairs():
        if share >= CHORUS_AGREEMENT:
            chorus.join(one, other)
            singing |= {one, other}
    return {agreement.voices[voice]: agreement.voices[chorus.find(voice)] for voice in singing}
