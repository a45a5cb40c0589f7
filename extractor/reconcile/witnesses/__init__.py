"""Who stands behind a figure: near-copies (`copies`), agencies and what was copied from whom (`sources`), outlets that always say the
same (`chorus`) or mean something else (`camps`), and what each outlet's word counts (`weights`).
"""

from extractor.reconcile.witnesses.sources import NO_TEXTS, Source, find_sources
from extractor.reconcile.witnesses.weights import NO_VOICES, Voices

__all__ = ["NO_TEXTS", "NO_VOICES", "Source", "Voices", "find_sources"]
