"""Whom a surname alone means, among those who have figures in the same contest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from extractor.language.parties import canonical_party
from extractor.reconcile.policy import OF_CONTENDERS
from extractor.reconcile.readings import Reading, folded

_ANYBODY = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ '’-][^\W\d_a-z][^\W\d_]+){1,3}")


def full_names(readings: Iterable[Reading]) -> dict[tuple[str, str], tuple[str, str]]:
    """(Contest, surname) → subject and name of the one person of that surname who has a figure in it. Of two, nobody."""
    named: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for reading in readings:
        if reading.contest and reading.measure in OF_CONTENDERS and _is_full_name(reading):
            surname = reading.name.rsplit(" ", 1)[1].casefold()
            known = named[reading.contest, surname].get(reading.subject, "")
            named[reading.contest, surname][reading.subject] = max(
                (known, reading.name), key=lambda name: (len(name), name)
            )
    return {key: next(iter(people.items())) for key, people in named.items() if len(people) == 1}


def _is_full_name(reading: Reading) -> bool:
    """Two words or more of a person: known as one, or neither a party nor a group."""
    return (
        " " in reading.name
        and (reading.subject != folded(reading.name) or _ANYBODY.fullmatch(reading.name) is not None)
        and canonical_party(reading.name) is None
    )
