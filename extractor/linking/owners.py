"""What it means to own a figure, and the two tests of place that every rule for owners uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.linking.actors import Actor
from extractor.linking.scene import Skeleton, X


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose figure: the actor (None: nobody's, and that is known), what decided it, how sure, and the rival of a pair."""

    actor: Actor | None
    rule: str
    confidence: float
    rival: Actor | None = None


# How sure each way of deciding is: shares right on the articles the rules were written on, rounded down.
SURE, LIKELY, FAIR, WEAK = 0.95, 0.9, 0.8, 0.6

PREPOSITION = re.compile(
    r"\b(?:of|for|with|over|against|than|behind|to|by|from|on|about|in|among|like|including|towards?|at|following|after|between|join|joins|joined|both"
    r"|supporting|backing|attacking|boosting|opposing|challenging|facing|face|faces|help|helping|boost|between)\s(?:(?:the|a|an|several|some|his|her|their|its|other|fellow|rival|these|those|any|both|two|three|than|just)\s){0,2}$"
)
# These join a clause when a verb follows the name: "after Roe romped to a 23-point victory".
CONJUNCTIONS = frozenset(("after", "following", "than", "for", "like"))


def nominative(left: str, sk: Skeleton) -> Actor | None:
    """The last person before a verb who is not the object of a preposition."""
    for match in reversed(list(re.finditer(X, left))):
        if not PREPOSITION.search(left, max(0, match.start() - 12), match.start()) and not left.startswith(
            "'s", match.end()
        ):
            return sk.actor(match.group())
    return None
