"""What a person decided, as events: each says who, when, on which evidence, what stood before and what stands after.

An event is never changed. To take one back is an event too (`undo`).
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from extractor.records import Bounds, Claim, Frozen, Number, content_id
from extractor.records.wording import number_words

Action = Literal["accept", "override", "reject", "note", "split", "merge", "split_person", "merge_people", "undo"]
Status = Literal["undecided", "accepted", "overridden", "rejected"]
# What changes the questions themselves, and not only what is held to be the answer to one.
RESHAPING: frozenset[Action] = frozenset(("split", "merge", "split_person", "merge_people"))


class DecisionError(ValueError):
    """A decision that cannot be taken as it stands, with what is missing."""


class ConflictError(DecisionError):
    """A decision on evidence that somebody else has decided on meanwhile."""


class Holding(Frozen):
    """What is held to be the answer to a question."""

    status: Status
    value: Number | None = Field(default=None, description="In `unit`; null for a range, and where all was rejected.")
    low: Number | None = Field(
        default=None, description="Lower end of a range; null when open or when there is a value."
    )
    high: Number | None = Field(default=None, description="Upper end of a range.")
    unit: str = Field(description="percent, points, or an ISO 4217 code.")
    official: Number | None = Field(default=None, description="What the reference table said at the time.")

    @property
    def bounds(self) -> Bounds:
        """The range; a value is its own."""
        return Bounds(low=self.low if self.value is None else self.value, high=self.high if self.value is None else self.value)  # fmt: skip


class Evidence(Frozen):
    """One figure that was on the table."""

    claim: str
    record: str
    outlet: str = ""
    printed: str
    reading: str = Field(description="What it was read as; another reading in a newer run is other evidence.")


class Event(Frozen):
    """One decision. `id` is a hash of everything else in it: a line that was changed by hand no longer fits."""

    id: str = ""
    when: dt.datetime = Field(description="UTC.")
    who: str = Field(min_length=1)
    run: str = Field(description="Name of the run folder it was decided in.")
    action: Action
    question: str = Field(description="The question in words: contest, subject, measure, unit and scope.")
    evidence: tuple[Evidence, ...] = ()
    record_ids: tuple[str, ...] = Field(
        default=(), description="The records it acts on; all of them where it is empty."
    )
    before: Holding | None = None
    after: Holding | None = None
    reason: str = ""
    people: tuple[str, ...] = Field(default=(), description="person_ids; the first is the one that is kept.")
    name: str | None = Field(default=None, description="What the person is called from now on.")
    undoes: str | None = Field(default=None, description="Id of the event that it takes back.")

    @model_validator(mode="after")
    def _whole(self) -> Event:
        if self.action == "override" and not self.reason.strip():
            raise ValueError("an override needs a reason")
        if self.action in ("accept", "override") and self.after is None:
            raise ValueError(f"{self.action} without the value it sets")
        if (self.action == "undo") != (self.undoes is not None):
            raise ValueError("undo, and nothing else, names the event it takes back")
        return self

    @property
    def claims(self) -> frozenset[str]:
        """Every claim that was on the table."""
        return frozenset(item.claim for item in self.evidence)

    @property
    def acted_on(self) -> frozenset[str]:
        """The claims of `record_ids`."""
        records = set(self.record_ids)
        return frozenset(item.claim for item in self.evidence if item.record in records)

    def seal(self) -> Event:
        """The event with its id."""
        return self.model_copy(
            update={"id": content_id("event", self.model_dump_json(exclude={"id"}, exclude_defaults=True))}
        )

    def fits(self) -> bool:
        """Is it as it was written?"""
        return self.id == self.seal().id


def evidence_of(claim: Claim) -> Evidence:
    """The claim as it lies on the table."""
    return Evidence(
        claim=claim.id, record=claim.record_id, outlet=claim.outlet or "", printed=claim.span.text, reading=reading(claim)
    )  # fmt: skip


def reading(claim: Claim) -> str:
    """What the claim says, in one line: two runs that read a figure alike give the same.

    The day and the contest are left out: they may be filled in from articles that came later, and change no number.
    """
    numbers = "–".join(number_words(n) for n in (claim.value, claim.low, claim.high) if n is not None)
    whose = claim.subject or "nobody"
    return f"{whose}: {claim.measure.replace('_', ' ')} {claim.qualifier} {numbers} {claim.unit}"
