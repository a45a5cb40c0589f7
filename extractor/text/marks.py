"""Quotation marks, found on characters, paragraph by paragraph, before any tokenizer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Stretch(NamedTuple):
    """A stretch between marks; `start` and `end` with the marks, `inner_start` and `inner_end` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    continues: bool
    mark: str
    depth: int


_DOUBLE = re.compile(r"[\"“”«»]|''|``")


def find_marks(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Every quoted stretch in reading order."""
    found: list[Stretch] = []
    for start, end in paragraphs:
        opened: re.Match[str] | None = None
        for match in _DOUBLE.finditer(text, start, end):
            if opened is None:
                opened = match
                continue
            found.append(Stretch(opened.start(), match.end(), opened.end(), match.start(), True, False, opened.group(), 0))
            opened = None
        if opened is not None:
            found.append(Stretch(opened.start(), end, opened.end(), end, False, False, opened.group(), 0))
    return found
