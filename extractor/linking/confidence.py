"""How sure a link is: from how far the measure leads the next best, and from what found the owner."""

from __future__ import annotations

from extractor.linking.measures import Measured
from extractor.linking.owners import Owner

# A measure that leads by nothing is right about half the time, one that leads by five units of the cue tables nearly always.
BASE, PER_UNIT, MOST_UNITS = 0.6, 0.075, 5.0
NOBODY = 0.85  # figures that belong to nobody are mostly recognised by their measure
HIGHEST = 0.98


def confidence(measured: Measured, owner: Owner | None) -> float:
    """Share of links with this score whose measure and subject are both right (0 to 1)."""
    of_measure = min(HIGHEST, BASE + PER_UNIT * max(0.0, min(measured.lead, MOST_UNITS)))
    return round(of_measure * (owner.confidence if owner else NOBODY), 3)
