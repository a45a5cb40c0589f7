"""How sure a link is: from how far the measure leads the next best, and from what found the owner."""

from __future__ import annotations

from extractor.linking.grammar.measures import Measured
from extractor.linking.grammar.owners import Owner

# Share of right measures by how far the best stood before the next, in units of the cue tables. Counted on articles of this
# project and of real newspapers, halfway between those the cues were written on and those nobody had read.
MEASURE_RIGHT = (
    (1.0, 0.77),  # a lead below 1: "Roe, 41 percent" without a word that says of what
    (2.0, 0.87),
    (3.0, 0.88),
    (4.0, 0.93),
    (5.0, 0.97),
)
# A longer lead; no share of a hundred-odd figures proves more.
MEASURE_SURE = 0.99
# Figures that belong to nobody are mostly known by their measure (turnout, a threshold, a margin of error).
NOBODY = 0.92


def confidence(measured: Measured, owner: Owner | None) -> float:
    """Share of links with this score whose measure and subject are both right (0 to 1)."""
    measure = next((right for below, right in MEASURE_RIGHT if measured.lead < below), MEASURE_SURE)
    return round(measure * (owner.confidence if owner else NOBODY), 3)
