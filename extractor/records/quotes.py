"""What somebody said, and who."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from extractor.records.base import Record, Span

QuoteKind = Literal["direct", "mixed", "indirect"]


class Quote(Record):
    """One utterance. `span` reaches from the first to the last character of its content."""

    kind: QuoteKind = Field(description="direct: in marks; mixed: in part; indirect: reported in other words.")
    content: Span = Field(description="The first (mostly only) stretch of content, without the outer marks.")
    contents: tuple[Span, ...] = Field(min_length=1, description="Every stretch of content, when the cue splits it.")
    speaker: str | None = Field(default=None, description="Canonical name or role; null where the text does not say.")
    speaker_id: str | None = Field(default=None, description="person_id of the speaker, when it is a person.")
    speaker_span: Span | None = Field(default=None, description="Where the text names the speaker.")
    cue: str | None = Field(default=None, description="said, tweeted, according to, …")
    cue_span: Span | None = Field(default=None, description="Where the cue stands.")
    medium: str | None = Field(default=None, description="speech, tweet, statement, interview, ad, debate, website, …")
    addressee: str | None = Field(default=None, description="Who was told.")
    hedged_by: str | None = Field(default=None, description="The outlet or person the quote was taken from.")

    @model_validator(mode="after")
    def _content_is_first_of_contents(self) -> Quote:
        if self.content is not self.contents[0] and self.content != self.contents[0]:
            raise ValueError("content is the first of contents")
        if any(a.end > b.start for a, b in zip(self.contents, self.contents[1:], strict=False)):
            raise ValueError("contents overlap or stand out of order")
        return self
