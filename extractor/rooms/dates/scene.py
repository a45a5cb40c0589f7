"""What is known while an article is read, and what reading yields."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.language.found import Place
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.direction import UNKNOWN, Tense, find_tense
from extractor.rooms.dates.sure import PRINTED

# A date read before is the anchor of "three weeks later" only as far as a reader remembers it.
MEMORY_CHARACTERS = 400
# White space at either side of a line that holds nothing but a date.
MARGIN_CHARACTERS = 40
# Quotations inside quotations, at most.
NESTED_MARKS = 4


class Answer(NamedTuple):
    """A stretch, how sure, and what it hangs on: `anchor`, and `loose` ("week", "year") when one was chosen for it."""

    stretch: Stretch
    confidence: float = PRINTED
    anchor: dt.date | None = None
    loose: str | None = None


# The words name a day that the calendar lacks (February 30): no date, nor is any part of them.
NO_DATE = Answer(Stretch(dt.date.min, dt.date.min, "day"), 0.0)


class Reading(NamedTuple):
    """Tokens `first` to `end` (half-open) are a date."""

    first: int
    end: int
    answer: Answer
    rule: str


@dataclass(slots=True)
class Scene:
    """The article as far as dates depend on it: its day, country, sentences and quotations, and the dates read last."""

    text: str
    low: str
    published: dt.date | None
    country: str | None = None
    caseless: bool = False
    unpunctuated: bool = False
    sentences: Sequence[Place] = ()
    quoted: Sequence[Place] = ()
    last: Stretch | None = None
    last_end: int = 0
    full: Stretch | None = None
    full_end: int = 0
    _tense: Tense = UNKNOWN
    _tense_at: int = -1
    _starts: list[int] = field(default_factory=list)
    _marks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [start for start, _ in self.sentences]
        self._marks = [start for start, _ in self.quoted]

    def remember(self, answer: Answer, end: int) -> None:
        """Keep what was read last, for expressions that lean on it. `end`: where it ended."""
        self.last, self.last_end = answer.stretch, end
        if answer.anchor is None:
            self.full, self.full_end = self.last, end

    def remembered(self, at: int, *, full: bool = False) -> Stretch | None:
        """The date read last, if the text at `at` can still speak of it; `full`: the last one printed with its year."""
        last, end = (self.full, self.full_end) if full else (self.last, self.last_end)
        return last if last and at - end < MEMORY_CHARACTERS else None

    def sentence(self, at: int) -> Place:
        """The sentence around `at`; the whole text where no sentences are known."""
        index = bisect_right(self._starts, at) - 1
        return self.sentences[index] if index >= 0 else (0, len(self.text))

    def tense(self, start: int, end: int) -> Tense:
        """The tense around a date; in a list of dates that of the one it began with."""
        sentence = self.sentence(start)
        tense = find_tense(self.low, start, end, sentence, None if self.caseless else self.text)
        if not tense.side and self._tense_at >= sentence[0] and not self.unpunctuated:
            tense = self._tense
        if tense.side:
            self._tense, self._tense_at = tense, start
        return tense

    def stands_alone(self, start: int, end: int) -> bool:
        """Is there nothing else in the line?"""
        before = self.low[max(0, start - MARGIN_CHARACTERS) : start].rstrip(" ")
        behind = self.low[end : end + MARGIN_CHARACTERS].lstrip(" ")
        return before[-1:] in ("", "\n") and behind[:1] in ("", "\n")

    def is_quoted(self, at: int) -> bool:
        """Does `at` lie between quotation marks?"""
        index = bisect_right(self._marks, at)
        return any(at <= end for _, end in self.quoted[max(0, index - NESTED_MARKS) : index])
