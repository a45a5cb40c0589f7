"""What one stretch of text says of an election, and how a district is printed: the nouns of this room."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.language.found import When
from extractor.language.places import Region

# Offices of a city, whose name may stand in no table: "mayor of Upton", "the Upton mayor's race"
CITY_OFFICES = frozenset({"Mayor", "City Council"})


@dataclass(frozen=True, slots=True)
class District:
    """A district as printed: its number in digits, "at-large" or its name, and the state where it stands beside it."""

    district: str
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One stretch of text about an election; what it does not say is None. `form` names the rule of the grammar."""

    start: int
    end: int
    form: str
    office: str | None = None
    region: Region | None = None
    district: District | None = None
    base: str | None = None
    round: str | None = None
    party: str | None = None
    when: When | None = None
    person: int | None = None  # whom a phrase of winning names
    plural: bool = False  # "special elections": of no one in particular
    indefinite: bool = False  # "in a Republican primary"
    president: bool = False  # "the president won here"
    last: bool = False  # "at the last election"
    here: bool = False  # in the place the article is about
