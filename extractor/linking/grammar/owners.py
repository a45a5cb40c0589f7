"""What it means to own a figure, and the two tests of place that every rule for owners uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.linking.grammar.actors import Actor
from extractor.linking.grammar.skeleton import ANY_PERSON, Skeleton


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose figure: the actor (None: nobody's, and that is known), what decided it, how sure, and the rival of a pair."""

    actor: Actor | None
    rule: str
    confidence: float
    rival: Actor | None = None


# How sure each way of deciding is: shares right on the articles the rules were written on, rounded down.
SURE, LIKELY, FAIR, WEAK, GUESS = 0.96, 0.92, 0.85, 0.65, 0.5

PREPOSITION = re.compile(
    r"\b(?:of|for|with|over|against|versus|vs\.?|than|behind|to|by|from|on|about|in|among|like|including|towards?|at|following|after|between|join|joins|joined|both"
    r"|supporting|backing|attacking|boosting|opposing|challenging|facing|face|faces|help|helping|boost|between)\s"
    r"(?:(?:the|a|an|several|some|his|her|their|its|other|fellow|rival|these|those|any|both|two|three|than|just|super|main|outside|pac|group|committee|union"
    r"|[\ue000-\ue7ff]'s|(?:pro|anti)-[\w'-]+|(?:wife|husband|son|daughter|brother|sister|spouse),?)\s){0,3}$"
)
# "to the pro-Roe super PAC Harbor Forward": a preposition and what narrows its noun take so many characters.
PREPOSITION_REACH = 40
# These join a clause when a verb follows the name: "after Roe cruised to a 19-point victory".
CONJUNCTIONS = frozenset(("after", "following", "than", "for", "like"))
VERB_AFTER = re.compile(
    r"(?:,\s[^,;]{1,80},)?\s(?:[a-z]+ly\s|also\s|still\s|now\s|just\s)?(?:has|had|have|is|was|are|were|will|would|could|may|can|must|needs?|who\s(?:has|had|have|got|won|took|received)|[a-z]+ed"
    r"|won|took|got|led|leads|ran|beat|held|holds|lost|made|gave|drew|saw|spent|rose|fell|came|went|did|said|gets|wins|takes|trails|receives|polls|stands|sits)\b"
)


def governed(line: str, place: int) -> bool:
    """Is the actor at `place` of a skeleton the object of a preposition?"""
    match = PREPOSITION.search(line, max(0, place - PREPOSITION_REACH), place)
    if match is None:
        return False
    return match.group().split()[0] not in CONJUNCTIONS or VERB_AFTER.match(line, place + 1) is None


# "the resignation of Roe, who won by a margin of N": the clause that is still open has Roe for its subject.
_OPEN_WHO = re.compile(r",?\swho\s[^,;]*$")


def nominative(left: str, sk: Skeleton, behind: str = "") -> Actor | None:
    """The last person of `left` that can be the subject of the verb behind it. `behind`: the words that follow `left`."""
    line = left + behind
    for match in reversed(list(ANY_PERSON.finditer(left))):
        if _OPEN_WHO.match(left, match.end()):
            return sk.actor(match.group())
        if not governed(line, match.start()) and not left.startswith("'s", match.end()):
            return sk.actor(match.group())
    return None
