"""Counting a batch: what was read must all be somewhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from extractor.runs.errors import LostArticlesError


@dataclass(slots=True)
class Tally:
    """Articles by where they ended."""

    read: int = 0
    extracted: int = 0
    duplicate: int = 0
    rejected: int = 0

    def check(self) -> None:
        """Raise LostArticlesError unless read = extracted + duplicate + rejected."""
        if self.read != self.extracted + self.duplicate + self.rejected:
            raise LostArticlesError(f"{self.line()}: the sum is not what was read")

    def line(self) -> str:
        """The last line of every batch.

        >>> Tally(read=3, extracted=2, duplicate=1).line()
        '3 read = 2 extracted + 1 duplicate + 0 rejected'
        """
        return f"{self.read:,} read = {self.extracted:,} extracted + {self.duplicate:,} duplicate + {self.rejected:,} rejected"

    def as_dict(self) -> dict[str, int]:
        """For the manifest."""
        return asdict(self)
