"""A mention of a person by name, as the finders hand it on."""

from __future__ import annotations

from dataclasses import dataclass


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
