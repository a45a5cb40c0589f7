"""Copies: articles whose text another article of the batch has, in whole or for the most part."""

from __future__ import annotations

from pydantic import Field

from extractor.records.base import Frozen


class Copy(Frozen):
    """One article that is a copy of another: word for word, cut, with another headline, or inside a longer one."""

    article_id: str = Field(description="The article that is a copy.")
    copy_of: str = Field(description="Id of the earliest of all that have this text; the same for all of them.")
    shared: float = Field(ge=0, le=1, description="Share of the shorter text's five-word runs that the other one has.")
    agency: str | None = Field(
        default=None, description="The news agency that one of the copies credits, in lower case."
    )
