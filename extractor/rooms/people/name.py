"""A mention of a person by name, as the finders hand it on; and the names that the batch knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.language.found import KnownPerson
from extractor.language.known import Table
from extractor.rooms.people.words import PARTICLES

# Whom the articles of the batch spell out, by surname in lower case.
Known = Table[Sequence[KnownPerson]]


# What decided, and of a hundred such names how many are right: measured on hand-marked news in three prints (as printed, lower
# case, lower case without marks), less a little, for the rules were written with some of these texts in view.
CONFIDENCE = {
    "full name": 0.96,
    "title, first name and surname": 0.96,
    "title and surname": 0.95,
    "first name and surname": 0.94,
    "surname again": 0.95,
    "first name again": 0.9,
    "model": 0.85,
    "unknown word and surname": 0.7,
}


@dataclass(frozen=True, slots=True)
class Name:
    """Offsets, the words in lower case, what found it."""

    start: int
    end: int
    low: tuple[str, ...]
    rule: str  # a key of CONFIDENCE
    titled: bool = False  # a title stands before it
    sex: str = ""  # what the title says: m, f or nothing
    kin: bool = False  # brought in as somebody's wife, son, …


def is_known(low: Sequence[str], known: Known) -> bool:
    """Does some article of the batch spell out this full name (in lower case)?"""
    return any(person.name.lower().split()[0] == low[0] for person in known.get(low[-1], ()))


def particle_of(low: Sequence[str]) -> tuple[str, str]:
    """Surname and the particles before it: "jane de la roe" → roe, "de la "."""
    start = len(low) - 1
    while start > 1 and low[start - 1] in PARTICLES:
        start -= 1
    return low[-1], "".join(word + " " for word in low[start:-1])


def with_particles(text: str, start: int, particles: str) -> int:
    """Where a lone surname at `start` begins with the particles that its full name has ("de Roe")."""
    before = start - len(particles)
    return before if particles and before >= 0 and text[before:start].lower() == particles else start
