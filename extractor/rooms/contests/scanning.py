"""Where a phrase about an election may stand: around the words without which there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.language.found import Place
from extractor.text.forms import matches_from, places_of

# (Lower case.) No word of a text without one of these starts a phrase, and most news has none.
_WORTH_A_LOOK = re.compile(
    r"\b(?:elect|re-?elect|run-?off|by-?(?:poll|elect)|measure \d|proposition|amendment|primar|caucus|races?\b|contest|referend|ballot|re?-?nomin|candida|"
    r"campaign|bid\b|seat\b|mid-?term|leadership|recall|president|senat|congress|gover|gubern|mayor|district|parliament|won\b|carried\b|defeated|vote\b|"
    r"(?:first|second)[ -](?:round|ballot)|[a-z]{2}-\d)"
)
# Any first word of these; two letters stand for those of a state ("oh-6"), and for "re" and "by" before a hyphen.
_FIRST_WORD = re.compile(
    r"(?:elect|reelect|runoff|bypoll|byelect|proposition|amendment|primar|caucus|contest|referend|ballot|re?nomin|candida|campaign|midterm|leadership|"
    r"recall|president|senat|congress|gover|gubern|mayor|district|parliament|defeated|(?:run|measure|races?|r|bid|seat|mid|won|carried|vote|first|second|[a-z]{2})\Z)"
)


# Words that were met: those that open nothing, and those that may. A text's five hundred are told by a subtraction of sets, in a
# tenth of the time that asking for each takes.
_PLAIN: set[str] = set()
_OPENING: set[str] = set()
_MOST_KEPT = 1 << 16


def _openers(words: Iterable[str]) -> set[str]:
    """Those of these words (in lower case) that may open what is worth a look."""
    if len(_PLAIN) + len(_OPENING) > _MOST_KEPT:
        _PLAIN.clear()
        _OPENING.clear()
    left = set(words) - _PLAIN
    for word in left - _OPENING:
        (_OPENING if _FIRST_WORD.match(word) else _PLAIN).add(word)
    return left & _OPENING


# No phrase reaches further from such a word, in characters.
AROUND = 200


def find_windows(low: str) -> list[Place]:
    """The stretches of a text in lower case in which a phrase can stand, cut at white space, in order."""
    windows: list[Place] = []
    for match in matches_from(_WORTH_A_LOOK, low, low, _openers(places_of(low))):
        start, end = max(0, match.start() - AROUND), min(len(low), match.end() + AROUND)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        elif start:
            start = low.find(" ", start, match.start()) + 1 or match.start()
        windows.append((start, end))
    return [
        (start, low.rfind(" ", start, end) if end < len(low) and " " in low[end - AROUND : end] else end)
        for start, end in windows
    ]
