"""How sure a link is: from how far the measure leads the next best, and from what found the owner."""

from __future__ import annotations

from extractor.linking.grammar.measures import Measured
from extractor.linking.grammar.owners import FAIR, GUESS, LIKELY, SURE, WEAK, Owner

# Counted on percentages in articles of this project and of real newspapers, each weighing half, a handful added at the mean of all
# (`benchmarks/linking.py` prints how honest the outcome is on each).
# Share of right measures by how far the best stood before the next, in units of the cue tables.
MEASURE_RIGHT = (
    (1.0, 0.88),  # a lead below 1: "Roe, 41 percent" without a word that says of what
    (2.0, 0.92),
    (5.0, 0.98),
)
# A longer lead; no share of a few hundred figures proves more.
MEASURE_SURE = 0.99
# Share of right owners by the way they were found. What the sentence before is about is asked for only where the words go on
# about it, which is why the guess fares better than the farthest actor of a clause.
OWNER_RIGHT = {SURE: 0.98, LIKELY: 0.96, FAIR: 0.93, WEAK: 0.82, GUESS: 0.88}
# Figures that belong to nobody are mostly known by their measure (turnout, a threshold, a margin of error).
NOBODY = 0.94
# Sums have more owners to choose from than shares: givers, takers, those who are paid for.
SUM = 0.93


def confidence(measured: Measured, owner: Owner | None, *, money: bool = False) -> float:
    """Share of links with this score whose measure and subject are both right (0 to 1). `money`: the figure is a sum."""
    measure = next((right for below, right in MEASURE_RIGHT if measured.lead < below), MEASURE_SURE)
    whose = OWNER_RIGHT[owner.confidence] if owner else NOBODY
    return round(measure * whose * (SUM if money else 1), 3)
