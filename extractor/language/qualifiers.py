"""What the words around a figure make of it: "more than", "nearly", "up to", "or so", "20-plus", and how far they reach.

The words stand in `data/qualifiers_before.tsv` and `data/qualifiers_after.tsv`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple, TypeVar

from extractor.language.found import Amount, Found, Place
from extractor.language.lexicon import alternation, load_map, load_table

_BEFORE: dict[str, tuple[str, bool]] = {
    words: (name, near == "close") for words, name, near in load_table("qualifiers_before", 3)
}
_LONGEST = max(len(words.split()) for words in _BEFORE)
_REACH = 48
_WORD = re.compile(r"\S+")
# Between a qualifier and its figure: "more than a 20-point lead", and behind a few words "past the $1 billion mark". But "more than the
# 31 percent who", "tops the $5 million that" compare with a figure that stands as it is.
_PASSED_OVER = frozenset({"the", "a"})
_BEFORE_THE = frozenset({"past", "nearly", "almost", "roughly", "approximately"})
# "a joke about 9 percent of the town" says what the joke was about.
_TOPIC = re.compile(
    r"(?:comment|remark|question|talk|story|joke|line|speech|claim|statement|tweet|ask|spoke|speak|complain|boast)(?:s|ed|ing)?\Z"
)
_SIGNS = re.compile(r"(?:[~≈<>≤≥]|[<>]=)\Z")
_AFTER = re.compile(rf"[ ,]{{0,2}}({alternation(load_map('qualifiers_after'))})(?![a-z]|[ ]than)")
_PLUS = re.compile(r"\+|[- ]?plus\b")
# Two figures under one qualifier: "more than $7 million and $4 million".
_COORDINATED = re.compile(r"\s?(?:,|and|or|, and|, or|&)\s?\Z")


class Qualified(NamedTuple):
    """A qualifier, where its words stand, and whether they keep the true value close ("just over")."""

    qualifier: str
    place: Place
    close: bool = False


def qualifier_before(low: str, start: int) -> Qualified | None:
    """The qualifier whose words end right before the figure at `start`."""
    begin = max(0, start - _REACH)
    window = low[begin:start]
    sign = _SIGNS.search(window.rstrip())
    if sign is not None:
        name, near = _BEFORE[sign.group()] if sign.group() != "≈" else _BEFORE["~"]
        return Qualified(name, (begin + sign.start(), begin + sign.end()), near)
    words = [(match.group(), begin + match.start()) for match in _WORD.finditer(window)]
    if begin and words and not low[begin - 1].isspace():
        del words[0]  # cut in two by the window
    for skipped in ("", "article"):
        if skipped:
            skipped = words.pop()[0] if words else ""
            if skipped not in _PASSED_OVER:
                return None
        for count in range(1 if skipped == "the" else min(_LONGEST, len(words)), 0, -1):
            if count > len(words):
                break
            taken = words[-count:]
            phrase = " ".join(word for word, _ in taken)
            opened = phrase.lstrip("([\"'“‘—–-")
            if opened in _BEFORE and (skipped != "the" or opened in _BEFORE_THE):
                if opened == "about" and count < len(words) and _TOPIC.match(words[-count - 1][0]):
                    return None
                name, near = _BEFORE[opened]
                place = taken[0][1] + len(phrase) - len(opened), taken[-1][1] + len(taken[-1][0])
                return Qualified(name, place, near)
    return None


def qualifier_after(low: str, end: int) -> Qualified | None:
    """The qualifier whose words begin right behind the figure that ends at `end`."""
    match = _AFTER.match(low, end)
    if match is None:
        return None
    return Qualified(load_map("qualifiers_after")[" ".join(match.group(1).split())], match.span(1))


def coordinated(between: str) -> bool:
    """Do two figures with `between` between them share what stands before the first?"""
    return _COORDINATED.match(between) is not None


A = TypeVar("A", bound=Amount)


def under(left: Found[A], right: Found[A]) -> Found[A]:
    """`right` under the qualifier that stands before `left`, unless it has its own or `left` is a range."""
    place = left.value.qualifier_place
    if right.value.qualifier != "exact" or left.value.qualifier == "range" or place is None or place[1] > left.start:
        return right
    value = replace(right.value, qualifier=left.value.qualifier, qualifier_place=place, close=left.value.close)
    return replace(right, value=value)
