"""The article: text as it was given, and what is known about it."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, model_validator

from extractor.records.base import Frozen, content_id

# A longer title, or the text itself, is cut at a word where it stands for the article in a sentence.
_TITLE = 60


class Article(Frozen):
    """One news article, its text untouched."""

    id: str = Field(min_length=1, description="As given, else a hash of the text.")
    text: str = Field(description="As given; every offset counts its Unicode code points.")
    title: str | None = Field(default=None, description="Headline, where one is given or evident.")
    published: dt.date | None = Field(
        default=None, description="Day of publication (ISO date), where it is given or evident."
    )
    outlet: str | None = Field(default=None, description="Who published it, as given or as its address says.")
    url: str | None = Field(default=None, description="Its address, as given.")
    authors: tuple[str, ...] = Field(default=(), description="Bylines, in their order.")
    source_file: str | None = Field(default=None, description="Where it was read: file, and line or member inside it.")
    content_hash: str = Field(default="", description="Hash of the text alone.")
    duplicate_of: str | None = Field(default=None, description="Id of the article this is a copy of.")
    language: str | None = Field(default=None, description="ISO 639-1 code.")
    country: str | None = Field(
        default=None, description="ISO 3166 code of where it was published: how a bare $ and 3/4/2017 are read."
    )
    body_start: int = Field(default=0, ge=0, description="Where the story starts, behind residue such as a date line.")

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("text"), str):
            filled = dict(data)
            if not filled.get("content_hash"):
                filled["content_hash"] = content_id("text", filled["text"])
            if not filled.get("id"):
                filled["id"] = filled["content_hash"]
            return filled
        return data

    @property
    def called(self) -> str:
        """What a reader calls it: the outlet, else the title in quotation marks, the file, the id if it was given, the first words.

        >>> Article(text="…", outlet="Courier").called, Article(text="…", title="Polls close").called
        ('Courier', '“Polls close”')
        >>> Article(text="…", source_file="news/may 8.txt").called, Article(text="…", id="a12").called
        ('may 8.txt', 'article a12')
        """
        if self.outlet:
            return self.outlet
        if self.title:
            return _in_marks(self.title)
        if self.source_file:
            return self.source_file.replace("\\", "/").rsplit("/", 1)[-1]
        return _in_marks(self.text) if self.id == self.content_hash else f"article {self.id}"


def _in_marks(text: str) -> str:
    words = " ".join(text[: 4 * _TITLE].split())
    return f"“{words if len(words) <= _TITLE else words[:_TITLE].rsplit(' ', 1)[0] + ' …'}”"
