"""What could not be read, and why."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractor.records.base import Frozen

Stage = Literal["open", "decode", "parse", "metadata", "limits", "extract"]


class Rejected(Frozen):
    """One input that did not become records. Nothing disappears in silence: read = extracted + duplicate + rejected."""

    input: str = Field(description="File or stream it came from.")
    place: str | None = Field(
        default=None, description="Where in it: line 7, byte 1024, member a.txt; null for the whole."
    )
    stage: Stage = Field(description="The step that it did not get past.")
    reason: str = Field(min_length=1, description="What was wrong and what was expected.")
    article_id: str | None = Field(default=None, description="Id of the article, where it was one already.")
