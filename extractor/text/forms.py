"""Many forms ("lib dem", "new south wales") looked for in a text at once, at the cost of those that may stand there.

One regular expression of a thousand forms tries some of them at every character. Where the words of a text stand is found once for
all who ask, in a hundredth of that time; a form is tried where its first word stands, and nowhere else.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_HEAD = re.compile(r"[a-z]+")
_SPACED = bytes(byte if _HEAD.fullmatch(chr(byte)) else ord(" ") for byte in range(256))


# Several rooms ask for the same article.
@lru_cache(maxsize=4)
def places_of(low: str) -> Mapping[str, Sequence[int]]:
    """Where each run of ASCII letters of a text in lower case begins.

    >>> dict(places_of("the u.s. côte: the 5pc"))
    {'the': [0, 15], 'u': [4], 's': [6], 'c': [9], 'te': [11], 'pc': [20]}
    """
    # Every other character becomes one space, so that the lengths of the pieces add up to the places.
    spaced = low.encode("ascii", "replace").translate(_SPACED).decode("ascii")
    found: dict[str, list[int]] = defaultdict(list)
    at = 0
    for word in spaced.split(" "):
        if word:
            found[word].append(at)
        at += len(word) + 1
    return found


def matches_from(pattern: re.Pattern[str], text: str, low: str, heads: Iterable[str]) -> list[re.Match[str]]:
    """What `pattern.finditer(text)` yields, where each match begins with one of the words `heads`; `low`: `text` in lower case."""
    places = places_of(low)
    found: list[re.Match[str]] = []
    last = 0
    for start in sorted(start for head in heads for start in places.get(head, ())):
        match = pattern.match(text, start) if start >= last else None
        if match is not None:
            found.append(match)
            last = match.end()
    return found


class Forms:
    """Forms in lower case that each begin with an ASCII letter; white space in one stands for any white space.

    >>> [match.group() for match in Forms(["lib", "lib dem"]).find("the lib  dem mayor, a libel")]
    ['lib  dem']
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms: dict[str, list[str]] = defaultdict(list)
        for form in sorted(set(forms), key=lambda form: (-len(form), form)):
            head = _HEAD.match(form)
            if head is None:
                raise ValueError(f"{form!r} does not begin with an ASCII letter in lower case")
            self._forms[head.group()].append(form)
        self._patterns: dict[str, re.Pattern[str]] = {}  # compiled when first needed: most never are

    def find(self, low: str, end: int = sys.maxsize) -> list[re.Match[str]]:
        """Each whole word or words of `low[:end]` that is a form, in reading order, the longest where several begin; none overlap."""
        apart: list[re.Match[str]] = []
        for match in self.find_all(low, end):
            if not apart or match.start() >= apart[-1].end():
                apart.append(match)
        return apart

    def find_all(self, low: str, end: int = sys.maxsize) -> list[re.Match[str]]:
        """As `find`, with those that overlap another."""
        places = places_of(low)
        found = [
            match
            for head in places.keys() & self._forms.keys()
            for start in places[head]
            if (match := self._pattern(head).match(low, start, end))
        ]
        return sorted(found, key=lambda match: match.start())

    def _pattern(self, head: str) -> re.Pattern[str]:
        pattern = self._patterns.get(head)
        if pattern is None:
            words = (r"\s+".join(re.escape(word) for word in form.split()) for form in self._forms[head])
            pattern = self._patterns[head] = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
        return pattern
