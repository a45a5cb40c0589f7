"""Which claims belong to one question, as the run says and after what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from extractor.records import content_id


class Groups:
    """Which claims belong to one question. A question's id is a hash of its claims, as the run makes it.

    What the run says is shared by all folds and never changed; what was decided lies over it.
    """

    def __init__(self, claims_of: Mapping[str, tuple[str, ...]], question_of: Mapping[str, str]) -> None:
        self._claims_of = claims_of
        self._question_of = question_of
        self._moved: dict[str, str] = {}
        self.made: dict[str, tuple[str, ...]] = {}
        self.gone: set[str] = set()

    def claims_of(self, identity: str) -> tuple[str, ...]:
        """The claims of a question, in order of id."""
        return self.made[identity] if identity in self.made else self._claims_of[identity]

    def question_of(self, claim: str) -> str | None:
        """The question that a claim is on; None for a claim that this run does not have."""
        return self._moved.get(claim) or self._question_of.get(claim)

    def questions_of(self, claims: Iterable[str]) -> list[str]:
        """Every question that holds one of these claims, sorted."""
        return sorted({found for claim in claims if (found := self.question_of(claim))})

    def replace(self, old: Iterable[str], new: Iterable[Sequence[str]]) -> None:
        """Other questions in place of some."""
        for identity in old:
            if self.made.pop(identity, None) is None or identity in self._claims_of:
                self.gone.add(identity)
        for claims in new:
            ordered = tuple(sorted(claims))
            identity = content_id("reconciliation", *ordered)
            self.made[identity] = ordered
            self._moved.update(dict.fromkeys(ordered, identity))
            self.gone.discard(identity)

    def split(self, apart: frozenset[str]) -> None:
        """`apart` no longer belongs to what it stood beside."""
        for identity in self.questions_of(apart):
            inside = [c for c in self.claims_of(identity) if c in apart]
            outside = [c for c in self.claims_of(identity) if c not in apart]
            if inside and outside:
                self.replace([identity], [inside, outside])

    def merge(self, first: frozenset[str], second: frozenset[str]) -> None:
        """The questions of both become one."""
        both = sorted({identity for identity in (self.nearest(first), self.nearest(second)) if identity})
        if len(both) == 2:
            self.replace(both, [[c for identity in both for c in self.claims_of(identity)]])

    def nearest(self, claims: Iterable[str]) -> str | None:
        """The question that holds most of these claims; of several the first id."""
        held = Counter(found for claim in claims if (found := self.question_of(claim)))
        return min(held, key=lambda identity: (-held[identity], identity)) if held else None

    def origins(self, claims: Iterable[str]) -> tuple[str, ...]:
        """The run's own questions from which these claims come, the one that gave most first."""
        given = Counter(self._question_of[claim] for claim in claims)
        return tuple(sorted(given, key=lambda identity: (-given[identity], identity)))
