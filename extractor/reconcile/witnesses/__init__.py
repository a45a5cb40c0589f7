"""Who stands behind a figure: near-copies (`copies`), agencies and cited sources (`sources`), outlets that always say the same
(`chorus`), and what each outlet's word counts (`weights`).
"""

from extractor.reconcile.witnesses.chorus import find_chorus
from extractor.reconcile.witnesses.sources import NO_SOURCES, Source, Sources, find_sources, witnesses
from extractor.reconcile.witnesses.weights import NO_VOICES, Voices, Vote, weigh

__all__ = [
    "NO_SOURCES",
    "NO_VOICES",
    "Source",
    "Sources",
    "Voices",
    "Vote",
    "find_chorus",
    "find_sources",
    "weigh",
    "witnesses",
]
