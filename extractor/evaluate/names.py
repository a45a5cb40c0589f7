"""When two printed names, parties or stretches of text are the same answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Place = tuple[int, int]  # half-open character offsets
G = TypeVar("G")
P = TypeVar("P")

# Not the pipeline's own tables: a mistake in them would mark itself right.
# Words before or after a name that do not tell two people apart.
_TITLE_WORDS = """
    attorney col congressman congresswoman dame dr former gen general gov governor hon judge justice lady lord mayor miss
    mr mrs ms president prof professor rep representative rev secretary sen senator sir speaker state the vice
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
# One party under its everyday names; what is not here is compared without a trailing "party".
_PARTIES = {
    "conservatives": "conservative",
    "dem": "democratic",
    "democrat": "democratic",
    "democrats": "democratic",
    "gop": "republican",
    "greens": "green",
    "independents": "independent",
    "lib dem": "liberal democrats",
    "lib dems": "liberal democrats",
    "liberal democrat": "liberal democrats",
    "liberals": "liberal",
    "rep": "republican",
    "republicans": "republican",
    "tories": "conservative",
    "tory": "conservative",
}


def name_words(name: str | None) -> tuple[str, ...]:
    """The words that make a name: lower case, without titles, initials, suffixes and possessives.

    >>> name_words("Sen. Ada K. Lindqvist-Oyelaran’s")
    ('ada', 'lindqvist-oyelaran')
    """
    words = re.sub(r"[^\w\s'-]", " ", (name or "").lower().replace("’", "'")).split()
    words = [re.sub(r"'s$", "", word).strip("'-") for word in words]
    words = [word for word in words if word and not re.fullmatch(r"[a-z]", word) and word not in _SUFFIXES]
    return tuple(word for word in words if word not in _TITLES) or tuple(words)


def same_name(one: str | None, other: str | None) -> bool:
    """True when both can name one person: equal, or one is the other's surname or a part of it.

    >>> same_name("Mr. Lindqvist", "Ada Lindqvist"), same_name("Ada Lindqvist", "Otto Lindqvist")
    (True, False)
    """
    short, long = sorted((name_words(one), name_words(other)), key=len)
    if not short or len(short) == len(long):
        return bool(short) and short == long
    within = set(short) <= set(long)
    return within and (short[-1] == long[-1] or len(short) >= 2)


def party_name(party: str | None) -> str:
    """The party in one spelling; "" for none.

    >>> party_name("GOP") == party_name("Republican Party") == "republican"
    True
    """
    plain = re.sub(r"[^\w ]", "", (party or "").lower()).strip().removesuffix(" party")
    return _PARTIES.get(plain, plain)


def overlap(one: Place, other: Place) -> int:
    """How many characters two stretches share; zero or less when they do not meet."""
    return min(one[1], other[1]) - max(one[0], other[0])


def pair(
    gold: Sequence[G],
    found: Sequence[P],
    gold_place: Callable[[G], Place],
    found_place: Callable[[P], Place],
) -> tuple[list[tuple[G, P]], list[G], list[P]]:
    """Matched pairs, gold left over, findings left over: one to one, the largest overlap first, then the likelier length."""

    def length(place: Place) -> int:
        return place[1] - place[0]

    edges = sorted(
        (
            (shared, -abs(length(gold_place(g)) - length(found_place(f))), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if (shared := overlap(gold_place(g), found_place(f))) > 0
        ),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, _, i, j in edges:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs, _without(gold, taken_gold), _without(found, taken_found)


def _without(items: Sequence[G], taken: Iterable[int]) -> list[G]:
    gone = set(taken)
    return [item for index, item in enumerate(items) if index not in gone]
