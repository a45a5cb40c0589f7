"""Two printed numbers with "to", a dash, "and" or "or" between them: a range, or two figures?

"8 to 10 percent" and "$5 million to $6 million" are ranges; "48 to 44 percent", "rose from $5 million to $6 million" and
"lost 41 percent to 48 percent" are two figures each.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from extractor.language.found import Amount, Found

A = TypeVar("A", bound=Amount)

# What may stand between two numbers of one figure; the number before it need not repeat the unit.
LINK = re.compile(
    r"(?:[ \n]{1,2}(?:to|and|or|from|against|versus|vs\.?)[ \n]{1,2}|[ ]?[-–—][ ]?|-[ ]?(?:to|or)[ -]|,[ ](?:and[ ])?)\Z"
)
# How far before a figure its verb may stand ("rose last month from 41 to 48 percent"): a clause.
_REACH = 72
# A range seldom runs to so many times its lower end.
FAR_ABOVE = 4
_HEDGE = r"(?:about |around |roughly |nearly |almost |just |only |an estimated |less than |more than |as little as )?"
_BETWEEN = re.compile(rf"\b(?:between|from) {_HEDGE}\Z")
_FROM = re.compile(rf"\bfrom {_HEDGE}\Z")
_RANGING = re.compile(rf"\b(?:rang(?:e|es|ed|ing)|anywhere|var(?:y|ies|ied|ying)) from {_HEDGE}\Z")
# "rose from 41 to 48 percent": two figures and a change.
_MOTION = re.compile(
    r"""\b(?:ros|risen|rise|rising|fell|fall|went|gone|going|gr[eo]w|climb|jump|drop|declin|decreas|increas|slip|slid|plung|plummet|
        sank|sink|soar|surg|up\b|down\b|mov(?:e|ing)|chang|swung|swing|improv|widen|narrow|shr[aiu]nk|edg|dipp|tumbl|cut|rais|lower|
        reduc|expand|doubl|tripl|tick|inch|revis|bump|boost|shift)""",
    re.VERBOSE,
)
# "rose 60 cents to 67 dollars", "fell 3 percent to 41 percent": a change and what it led to.
_CHANGED = re.compile(
    rf"""\b(?:rose|rising|fell|falling|gained|lost|climbed|jumped|dropped|advanced|slipped|slid|grew|surged|plunged|tumbled|dipped|
        added|increased|decreased|declined|up|down|higher|lower)[ ](?:by[ ])?{_HEDGE.replace(" ", "[ ]")}\Z""",
    re.VERBOSE,
)
# "trailed 41 to 48 percent": two contenders.
_VERSUS = re.compile(
    r"""\b(?:lost|los(?:es|ing)|trail\w*|behind|negative|unfavou?rab\w*|oppos\w*|disapprov\w*|against|defeat\w*|beat\w*|
        lag\w*|led|leads?|leading|edg(?:es|ed|ing)|topp?(?:s|ed)|ahead|split|margin)\b(?:[^.;:]|\b(?:sen|rep|gov|mr|mrs|ms|dr|[a-z])\.)*\Z""",
    re.VERBOSE,
)
_OUTDONE = re.compile(r"\b(?:outrais\w*|outspen\w*|outdid|outgun\w*)\b[^.;:]*\Z")


def in_motion(low: str, start: int) -> bool:
    """Do the words before the figure at `start` say that something rose, fell or was changed?"""
    before = low[max(0, start - _REACH) : start]
    return _MOTION.search(before) is not None and _FROM.search(before) is None


def is_range(
    low: str,
    start: int,
    end: int,
    left: Decimal,
    right: Decimal,
    between: str,
    *,
    repeated: bool,
    widest: Decimal | None = None,
) -> bool:
    """Do `left` and `right`, printed at `start`..`end` of `low` with `between` between them, make one range?

    `repeated`: both carry their unit ("1% to 3%"). `widest`: shares with a unit each that lie further apart are two figures, unless "between" says otherwise.
    """
    link = " ".join(between.split())
    if left >= right or link.startswith((",", "from", "against", "versus", "vs")):
        return False
    before = low[max(0, start - _REACH) : start].replace("  ", " ")
    if _BETWEEN.search(before):
        return not (_FROM.search(before) and not _RANGING.search(before) and _MOTION.search(before))
    if link == "and" or (link == "to" and repeated and _CHANGED.search(before)):
        return False
    if link == "or" and repeated:
        return False
    # "up one to 33 percent": a small change and what it led to, far above it.
    if link == "to" and widest is not None and right >= FAR_ABOVE * left and _CHANGED.search(before):
        return False
    if _OUTDONE.search(before) if widest is None else (right - left > 1 and _VERSUS.search(before)):
        return False
    # A pair that fills a bracket repeats a contest's two shares: "(37 percent to 43 percent)".
    if repeated and before.endswith("(") and low[end : end + 1] == ")":
        return False
    return widest is None or not repeated or right - left <= widest


def one_range(left: Found[A], right: Found[A], rule: str) -> Found[A]:
    """Both as one finding from `left` to `right`, under the qualifier before `left`, printed as finely as the coarser of the two."""
    steps = [step for step in (left.value.step, right.value.step) if step is not None]
    value = replace(
        right.value,
        value=None,
        low=left.value.value,
        high=right.value.value,
        step=max(steps, default=None),
        qualifier="range",
        qualifier_place=left.value.qualifier_place,
        close=False,
    )
    return Found(left.start, right.end, value, rule, min(left.confidence, right.confidence))
