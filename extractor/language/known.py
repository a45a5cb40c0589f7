"""What the batch knows, looked up by name and by place: made once for each Knowledge, however many articles use it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from extractor.language.found import ContestMention, Knowledge, KnownContest, KnownPerson


@dataclass(frozen=True, slots=True)
class Known:
    """Persons by full name; contests by a contender's full name, and by state, province or country (or else city or district)."""

    persons: dict[str, KnownPerson]
    by_name: dict[str, tuple[KnownContest, ...]]
    by_place: dict[str, tuple[KnownContest, ...]]

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
    return Known(
        persons={person.name: person for person in same.it.persons},
        by_name={name: tuple(found) for name, found in by_name.items()},
        by_place={place: tuple(found) for place, found in by_place.items()},
    )
