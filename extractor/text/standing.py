"""Whether words stand in a stretch of a text, without a look at the stretch.

Most sentences hold none of the words that a pattern must meet. Where each word of a text stands is found once for all who ask
(`forms.py`); a pattern is tried only where one of its words is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.text.forms import places_of
from extractor.text.lower import lower_alike

_WORD = re.compile("[A-Za-z]+")


# The article in hand; the few more are stretches of it and the lower case of both.
@lru_cache(maxsize=4)
def _asked(text: str) -> dict[frozenset[str], Sequence[int]]:  # noqa: ARG001  (the text is the key)
    """What was asked of this text before."""
    return {}


def standing(text: str, words: frozenset[str]) -> Sequence[int]:
    """Where each of `words` begins in the text, in reading order; a word is a run of ASCII letters in lower case.

    >>> standing("The poll of polls: a Poll-taker", frozenset({"poll", "taker"}))
    [4, 21, 26]
    """
    asked = _asked(text)
    found = asked.get(words)
    if found is None:
        places = places_of(lower_alike(text))
        found = asked[words] = sorted([place for word in words & places.keys() for place in places[word]])
    return found


def within(text: str, words: frozenset[str], start: int, end: int) -> Sequence[int]:
    """Where each of `words` begins in text[start:end], in reading order."""
    found = standing(text, words)
    return found[bisect_left(found, start) : bisect_left(found, end)]


def stands(text: str, words: frozenset[str], start: int, end: int) -> bool:
    """Does one of `words` begin in text[start:end]?"""
    found = standing(text, words)
    at = bisect_left(found, start)
    return at < len(found) and found[at] < end


def matches_within(
    pattern: re.Pattern[str], text: str, heads: frozenset[str], start: int, end: int
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text, start, end)` yields, where each match begins with one of the words `heads`."""
    last = start
    for place in within(text, heads, start, end):
        match = pattern.match(text, place, end) if place >= last else None
        if match is not None:
            yield match
            last = match.end()


def matches_up_to(pattern: re.Pattern[str], text: str, words: frozenset[str], reach: int) -> Iterator[re.Match[str]]:
    """Each match of `pattern` that ends with one of `words`, and begins at most `reach` characters before it; none overlap."""
    last = 0
    for place in standing(text, words):
        word = _WORD.match(text, place)
        for match in pattern.finditer(text, max(last, place - reach), word.end() if word else place):
            yield match
            last = match.end()
