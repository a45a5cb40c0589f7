"""People as they are mentioned, candidates, and the contests they stand in."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractor.records.base import Frozen, Record, Span

MentionKind = Literal["name", "pronoun", "role"]
Gender = Literal["female", "male", "other"]
Outcome = Literal["won", "lost", "runoff", "withdrew"]


class Person(Record):
    """One mention of a person; the span leaves out title and possessive."""

    person_id: str = Field(description="The same person has the same id in every article of a batch.")
    name: str = Field(description="Fullest form known in the article.")
    kind: MentionKind = Field(
        default="name", description="How the text names them here: by name, by a pronoun, or by a role (the mayor)."
    )
    aliases: tuple[str, ...] = Field(default=(), description="Other forms of the name in the article.")
    gender: Gender | None = Field(
        default=None, description="As title, first name or pronouns say; null where they leave it open."
    )


class Contest(Frozen):
    """An election, as specific as the text allows."""

    key: str = Field(min_length=1, description="The same contest has the same key in every article.")
    label: str = Field(min_length=1, description="For people to read.")
    office: str | None = Field(
        default=None, description="What is voted on: the office, or the measure of a referendum."
    )
    place: str | None = Field(default=None, description="State, district, city or country.")
    stage: str | None = Field(
        default=None, description="primary, general, special, first round, runoff, by-election, …"
    )
    party: str | None = Field(default=None, description="Of a primary: whose.")
    date: str | None = Field(
        default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="ISO date, month or year of the vote."
    )


class Candidate(Record):
    """A person who, the text says, is running, ran or will run in an election. The span is the first mention."""

    person_id: str = Field(description="The same person has the same id in every article of a batch.")
    name: str = Field(description="Fullest form in the article.")
    aliases: tuple[str, ...] = Field(default=(), description="Other forms of the name in the article.")
    party: str | None = Field(
        default=None, description="Its usual name, or Independent; null where the text does not say."
    )
    office: str | None = Field(default=None, description="The office they stand for.")
    contest: str | None = Field(default=None, description="Label of the contest.")
    contest_key: str | None = Field(default=None, description="Key of the contest.")
    incumbent: bool | None = Field(
        default=None, description="Do they hold the office? null where the text does not say."
    )
    age: int | None = Field(default=None, ge=15, le=120, description="Years.")
    role: str | None = Field(default=None, description="Occupation, office held or former office.")
    outcome: Outcome | None = Field(
        default=None, description="What became of the candidacy, as far as this article tells."
    )
    mentions: tuple[Span, ...] = Field(
        default=(), description="Every place where the article names them, the first one first."
    )
