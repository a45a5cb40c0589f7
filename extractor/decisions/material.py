"""What decisions are about: the run's questions, their claims and articles, looked up as they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from extractor.records import Article, Claim, Contest, Reconciliation
from extractor.runs.needed import need_settled
from extractor.runs.store import read_kind


class Material(Protocol):
    """A settled run. Ids that it does not hold are left out of every answer."""

    @property
    def claims_of(self) -> Mapping[str, tuple[str, ...]]:
        """Every question and its claims."""

    def question(self, identity: str) -> Reconciliation:
        """One question as the run settled it. Raises KeyError."""

    def claims(self, identities: Iterable[str]) -> list[Claim]:
        """Claims in the order asked for."""

    def articles(self, identities: Iterable[str]) -> list[Article]:
        """Articles in the order asked for."""

    def claims_about(self, people: Sequence[str]) -> list[Claim]:
        """Every claim whose subject is one of these."""

    def contests(self) -> Sequence[Contest]:
        """Every contest of the run."""


class RunMaterial:
    """A run folder, each kind read when it is first asked for. Raises RunError when nothing was settled there yet."""

    def __init__(self, run: Path) -> None:
        need_settled(run)
        self._run = run
        self.questions = {settled.id: settled for settled in read_kind(run, "reconciliations", Reconciliation)}
        self.claims_of = {identity: tuple(sorted(settled.claims)) for identity, settled in self.questions.items()}

    def question(self, identity: str) -> Reconciliation:
        """One question as the run settled it."""
        return self.questions[identity]

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in read_kind(self._run, "claims", Claim)}

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.id: article for article in read_kind(self._run, "articles", Article)}

    @cached_property
    def _contests(self) -> list[Contest]:
        return list(read_kind(self._run, "contests", Contest))

    def claims(self, identities: Iterable[str]) -> list[Claim]:
        """Claims in the order asked for."""
        return [self._claims[identity] for identity in identities if identity in self._claims]

    def articles(self, identities: Iterable[str]) -> list[Article]:
        """Articles in the order asked for."""
        return [self._articles[identity] for identity in identities if identity in self._articles]

    def claims_about(self, people: Sequence[str]) -> list[Claim]:
        """Every claim whose subject is one of these."""
        wanted = set(people)
        return [claim for claim in self._claims.values() if claim.subject_id in wanted]

    def contests(self) -> Sequence[Contest]:
        """Every contest of the run."""
        return self._contests
