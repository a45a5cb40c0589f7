"""Outlets that mean different things by one word: turnout of those registered here, of those old enough there.

Each keeps company: its camp prints the same numbers. Two camps that hardly ever agree do not err, they count something else. The
camp that is heard is the one whose outlets fare best on other kinds of figures, where the camps have no hand in it.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from extractor.reconcile.policy import CAMP_AGREES, CAMPS_APART
from extractor.reconcile.witnesses.agreement import Prints, count_agreement
from extractor.reconcile.witnesses.copies import Union


def find_camps(prints: Iterable[Prints], trust: Callable[[str], float]) -> dict[str, int]:
    """Voices of camps that are apart from the leading one: voice → place of its camp, from 1 on; nobody else.

    prints: on questions of one measure; trust: how far a voice is to be trusted on other measures.
    """
    agreement = count_agreement(prints)
    names = agreement.voices
    together = Union(range(len(names)))
    share: dict[tuple[int, int], float] = {}
    for one, other, part in agreement.pairs():
        share[one, other] = part
        if part >= CAMP_AGREES:
            together.join(one, other)
    camps: dict[int, list[int]] = defaultdict(list)
    for voice in range(len(names)):
        camps[together.find(voice)].append(voice)
    ranked = sorted(
        (camp for camp in camps.values() if len(camp) > 1),
        key=lambda camp: (-round(statistics.fmean(trust(names[v]) for v in camp), 6), -len(camp), camp),
    )
    return {
        names[voice]: place
        for place, camp in enumerate(ranked)
        if place and _apart(ranked[0], camp, share)
        for voice in camp
    }


def _apart(one: Sequence[int], other: Sequence[int], share: dict[tuple[int, int], float]) -> bool:
    parts = [share[pair] for a in one for b in other if (pair := (min(a, b), max(a, b))) in share]
    return bool(parts) and statistics.median(parts) <= CAMPS_APART
