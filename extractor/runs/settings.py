"""What a run is told, and what of it decides its records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.intake.limits import ARTICLE_SECONDS
from extractor.language.profiles import DEFAULT_MODEL
from extractor.records import content_id
from extractor.version import __version__


@dataclass(frozen=True, slots=True)
class Settings:
    """Kept in the run's manifest, and compared when it is taken up again."""

    inputs: tuple[str, ...]
    mapping: dict[str, str] = field(default_factory=dict)
    model: str = DEFAULT_MODEL
    encoding: str | None = None
    # The longest that one article may take. Not in the fingerprint: it changes no record, only who is rejected.
    article_seconds: float = ARTICLE_SECONDS

    def fingerprint(self) -> str:
        """The same for runs whose records may stand in one folder."""
        return content_id(__version__, self.inputs, sorted(self.mapping.items()), self.model, self.encoding)

    def of_inputs(self) -> str:
        """The same for runs that read the same inputs."""
        return content_id(self.inputs)


class Shard(NamedTuple):
    """Which of several processes that work in one run folder this is: the `number`th (from 1) `of` so many."""

    number: int
    of: int


def parse_shard(printed: str) -> Shard:
    """`3/16` as the third of sixteen. Raises ValueError saying what was expected.

    >>> parse_shard("3/16")
    Shard(number=3, of=16)
    """
    number, _, of = printed.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise ValueError(f"--shard {printed!r}: expected NUMBER/OF, such as 3/16 for the third of sixteen")
    return Shard(int(number), int(of))
