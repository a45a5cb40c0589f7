"""An actor: somebody or some body that can own a figure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from extractor.language.found import Place

ActorKind = Literal["person", "pronoun", "role", "group"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or some body that can own a figure."""

    start: int
    end: int
    name: str
    kind: ActorKind
    person: int | None = None  # index into doc._.persons
    group: str = ""  # population, party, outside, body, option, stratum; empty for a person
    word: str = ""  # of a pronoun: which, in lower case

    @property
    def place(self) -> Place:
        """Where it stands, in characters of the text."""
        return self.start, self.end


class Taken:
    """Places that are spoken for."""

    def __init__(self, places: Iterable[Place]) -> None:
        ordered = sorted(places)
        self._starts = [start for start, _ in ordered]
        self._ends: list[int] = []
        reach = 0
        for _, end in ordered:
            reach = max(reach, end)
            self._ends.append(reach)

    def add(self, start: int, end: int) -> None:
        """Speak for start..end as well."""
        at = bisect_left(self._starts, start)
        reach = max(end, self._ends[at - 1]) if at else end
        self._starts.insert(at, start)
        self._ends.insert(at, reach)
        for later in range(at + 1, len(self._ends)):
            if self._ends[later] >= reach:
                break
            self._ends[later] = reach

    def any(self, start: int, end: int) -> bool:
        """Does a taken place overlap start..end?"""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._ends[index] > start
