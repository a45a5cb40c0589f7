"""A file that is one article."""

from __future__ import annotations

from typing import BinaryIO

from extractor.intake.encoding import DecodeError, decode
from extractor.intake.formats.shapes import Given, Items, Row
from extractor.intake.limits import MAX_CHARS

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".story", ""})


def looks_like(_head: bytes, given: Given) -> bool:
    """By its name alone: any bytes may be text. Newswires number their files: story.0417."""
    return given.suffix in SUFFIXES or given.suffix[1:].isdigit()


def read(stream: BinaryIO, given: Given) -> Items:
    """The text, as one row."""
    # Four bytes a character at most; one more shows that it is too long.
    try:
        text, _ = decode(stream.read(4 * MAX_CHARS + 1), given.encoding)
    except DecodeError as error:
        yield given.reject("decode", str(error))
        return
    yield Row(given.at(None), {"text": text}, ours=True)
