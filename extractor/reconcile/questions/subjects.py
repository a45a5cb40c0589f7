"""Whom a surname alone means, among those who have figures in the same contest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from extractor.language.parties import canonical_party
from extractor.reconcile.readings import folded

_ANYBODY = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ '’-][^\W\d_a-z][^\W\d_]+){1,3}")


def full_names(said: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """(Contest, surname) → subject and name of the one person of that surname who has a share in it. Of two, nobody.

    said: contest, subject and name of all who have one, each once.
    """
    named: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    # Of several forms of a name the longest, of equals the last in the alphabet, is seen last and stays.
    for contest, subject, name in sorted(said, key=lambda one: (len(one[2]), one)):
        if _is_full_name(subject, name):
            named[contest, name.rsplit(" ", 1)[1].casefold()][subject] = name
    return {key: next(iter(people.items())) for key, people in named.items() if len(people) == 1}


def _is_full_name(subject: str, name: str) -> bool:
    """Two words or more of a person: known as one, or neither a party nor a group."""
    return (
        " " in name
        and (subject != folded(name) or _ANYBODY.fullmatch(name) is not None)
        and canonical_party(name) is None
    )
