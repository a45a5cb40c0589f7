"""A mention of a person by name, as the finders hand it on; and the names that the batch knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.language.found import KnownPerson
from extractor.rooms.people.words import PARTICLES

# Whom the articles of the batch spell out, by surname in lower case.
Known = Mapping[str, Sequence[KnownPerson]]


@dataclass(frozen=True, slots=True)
class Name:
    """Offsets, the words in lower case, what found it."""

    start: int
    end: int
    low: tuple[str, ...]
    rule: str
    confidence: float
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
