"""What people decided on a run: read, applied to its questions, carried to a newer run.

decided = decisions.read(run)
for sheet in decided.sheets():       # every question as it stands, splits and merges and rejected records applied
    sheet.settled, sheet.holding     # the reconciliation, and the answer: status, value or range
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.decisions.acts import Pen, last_standing, parse_answer
from extractor.decisions.book import Book, Bookkeeper, Sheet
from extractor.decisions.events import ConflictError, DecisionError, Event, Evidence, Holding
from extractor.decisions.log import FILE, History, Log, append, read_history
from extractor.decisions.material import Material, RunMaterial
from extractor.records import Reconciliation
from extractor.records.base import plain_number

__all__ = [
    "FILE",
    "Book",
    "Bookkeeper",
    "ConflictError",
    "Decided",
    "DecisionError",
    "Event",
    "Evidence",
    "History",
    "Holding",
    "Log",
    "Material",
    "Pen",
    "RunMaterial",
    "Sheet",
    "append",
    "carry_over",
    "last_standing",
    "parse_answer",
    "plain_sheet",
    "read",
    "read_history",
    "undecided",
]


class Decided(NamedTuple):
    """A run with what was decided on it."""

    book: Book
    material: Material

    def sheets(self) -> Iterator[Sheet]:
        """Every question as it stands now, in order of id; those that nobody decided on as the run settled them."""
        standing = self.book.sheets.keys() | (self.material.claims_of.keys() - self.book.replaced)
        for identity in sorted(standing):
            yield self.book.sheets.get(identity) or plain_sheet(self.material, identity)

    def changed(self) -> list[Sheet]:
        """Questions whose ruling rests on evidence that is no longer the same, in order of id."""
        return [sheet for _, sheet in sorted(self.book.sheets.items()) if sheet.changed]

    def table(self) -> tuple[list[str], list[tuple[object, ...]]]:
        """Names of columns, and a row for each decision in order of time. Values in `unit`; a range has its ends beside it."""
        names = ["when", "who", "action", "question", "value", "low", "high", "unit", "reason", "taken_back", "run"]
        rows: list[tuple[object, ...]] = []
        for event in self.book.events:
            after = event.after if event.action in ("accept", "override") else None
            answer = (*map(plain_number, (after.value, after.low, after.high)), after.unit) if after else (None,) * 4
            taken_back = event.id in self.book.undone
            rows.append((event.when.isoformat(timespec="seconds"), event.who, event.action, event.question, *answer, event.reason, taken_back, event.run))  # fmt: skip
        return names, rows


def read(run: Path) -> Decided:
    """What was decided on a run, applied to its questions. Raises RunError when nothing was settled there yet."""
    material = RunMaterial(run)
    return Decided(Bookkeeper(material).fold(read_history(run)), material)


def plain_sheet(material: Material, identity: str) -> Sheet:
    """A question that nobody decided on. Raises KeyError."""
    return undecided(material.question(identity))


def undecided(settled: Reconciliation) -> Sheet:
    """A question as it was settled."""
    return Sheet(settled.id, settled, tuple(sorted(settled.claims)), (settled.id,))


def carry_over(old: Path, new: Path) -> list[Event]:
    """Copy the decisions of one run to a newer one; returns those that were not there yet.

    They keep who, when and reason. Doing it again changes nothing.
    """
    return Log(new).copy(read_history(old).events)
