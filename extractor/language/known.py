"""What the batch knows, looked up by name and by place: made once for each Knowledge, however many articles use it.

Tables remember what they were asked for. What an article's records rest on is so known, and when the batch learns more, only
articles that asked for what has changed need be read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar, overload

from extractor.language.found import ContestMention, Knowledge, KnownContest, KnownPerson

V_co = TypeVar("V_co", covariant=True)
D = TypeVar("D")


class Table(Protocol[V_co]):
    """What is looked up by key, and never gone through: who goes through it has asked for everything."""

    def __contains__(self, key: object, /) -> bool: ...
    @overload
    def get(self, key: str, /) -> V_co | None: ...
    @overload
    def get(self, key: str, default: D, /) -> V_co | D:
        """The entry of this key; the default, or None, where there is none."""


class Asked(Generic[V_co]):
    """A table that notes every key it is asked for, there or not."""

    def __init__(self, name: str, entries: Mapping[str, V_co], asked: set[str]) -> None:
        self._prefix = f"{name}\t"
        self._entries = entries
        self._asked = asked

    def __contains__(self, key: object, /) -> bool:
        self._asked.add(f"{self._prefix}{key}")
        return key in self._entries

    @overload
    def get(self, key: str, /) -> V_co | None: ...
    @overload
    def get(self, key: str, default: D, /) -> V_co | D: ...
    def get(self, key: str, default: Any = None, /) -> Any:
        """The entry of this key, which is noted as asked for."""
        self._asked.add(self._prefix + key)
        return self._entries.get(key, default)

    def answers(self, told: Callable[[V_co], object]) -> dict[str, object]:
        """Every question that the table has an answer to, and what of the answer `told` says."""
        return {self._prefix + key: told(entry) for key, entry in self._entries.items()}


@dataclass(frozen=True, slots=True)
class Known:
    """Persons by full name; contests by a contender's full name, and by state, province or country (or else city or district)."""

    knowledge: Knowledge
    persons: Asked[KnownPerson]
    by_name: Asked[tuple[KnownContest, ...]]
    by_place: Asked[tuple[KnownContest, ...]]
    asked: set[str]  # table and key of all that was looked up since this was last cleared
    _others: dict[str, Asked[Any]] = field(default_factory=dict)

    def table(self, name: str, make: Callable[[Iterable[KnownPerson]], Mapping[str, V_co]]) -> Asked[V_co]:
        """The persons in another order, made once."""
        if name not in self._others:
            self._others[name] = Asked(name, make(self.knowledge.persons), self.asked)
        return self._others[name]

    def around(self, contest: ContestMention, names: set[str]) -> list[KnownContest]:
        """The contests that share a contender or the place with this one, each once, in the order of their keys."""
        found = [told for name in names for told in self.by_name.get(name, ())]
        found += self.by_place.get(_place(contest), ())
        return [told for _, told in sorted({told.contest.key: told for told in found}.items())]


def _place(contest: ContestMention) -> str:
    return contest.region or contest.city or contest.district or contest.office or ""


class _Same:
    """A key that is equal to itself alone: to compare two Knowledges by content would cost more than it saves."""

    __slots__ = ("it",)

    def __init__(self, it: Knowledge) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.it is self.it


def look_up(knowledge: Knowledge) -> Known:
    """The same knowledge as a table to look things up in."""
    return _look_up(_Same(knowledge))


@lru_cache(maxsize=4)
def _look_up(same: _Same) -> Known:
    by_name: dict[str, list[KnownContest]] = defaultdict(list)
    by_place: dict[str, list[KnownContest]] = defaultdict(list)
    for told in same.it.contests:
        by_place[_place(told.contest)].append(told)
        for name in told.names:
            by_name[name].append(told)
    asked: set[str] = set()
    return Known(
        knowledge=same.it,
        persons=Asked("person", {person.name: person for person in same.it.persons}, asked),
        by_name=Asked("contender", {name: tuple(found) for name, found in by_name.items()}, asked),
        by_place=Asked("place", {place: tuple(found) for place, found in by_place.items()}, asked),
        asked=asked,
    )
