"""A form of the grammar that matched, and what its groups say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.direction import ELECTION, USUAL, Tense, Weights, choose, is_to_do
from extractor.rooms.dates.events import names_election
from extractor.rooms.dates.line import Line
from extractor.rooms.dates.scene import Answer, Reading, Scene
from extractor.rooms.dates.sure import GUESSED, LIKELY, SETTLED
from extractor.rooms.dates.words import Value


@dataclass(slots=True)
class Hit:
    """A form of the grammar that matched: its groups with what their tokens say. `depth` 0: the expression stands alone."""

    line: Line
    match: re.Match[str]
    depth: int

    @property
    def scene(self) -> Scene:
        """The text around it, and what was read before."""
        return self.line.scene

    @property
    def anchor(self) -> dt.date | None:
        """The day of publication."""
        return self.line.scene.published

    @property
    def first(self) -> int:
        """Number of its first token."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Number of the token behind its last."""
        return self.match.end()

    @property
    def start_character(self) -> int:
        """Where it begins in the text."""
        return self.line.tokens.starts[self.match.start()]

    @property
    def end_character(self) -> int:
        """Where it ends in the text (exclusive)."""
        return self.line.tokens.ends[self.match.end() - 1]

    @property
    def before(self) -> str:
        """The kind of the token before; empty at the start."""
        return self.line.kinds[self.first - 1] if self.first else ""

    @property
    def after(self) -> str:
        """The kind of the token behind; empty at the end."""
        return self.line.kinds[self.end : self.end + 1]

    @property
    def word_before(self) -> str:
        """The token before, in lower case; empty at the start."""
        return self.line.word(self.first - 1)

    @property
    def word_after(self) -> str:
        """The token behind, in lower case; empty at the end."""
        return self.line.word(self.end)

    def span(self, *groups: str) -> tuple[int, int] | None:
        """Where the first of these groups that matched stands; groups that the form lacks count as empty."""
        known = self.match.re.groupindex
        for group in groups:
            if group in known and self.match.start(group) >= 0:
                return self.match.span(group)
        return None

    def kinds(self, *groups: str) -> str:
        """The kinds of a group's tokens, a letter each."""
        span = self.span(*groups)
        return self.line.kinds[span[0] : span[1]] if span else ""

    def words(self, *groups: str) -> str:
        """The last token of a group, in lower case."""
        span = self.span(*groups)
        return self.line.word(span[1] - 1) if span else ""

    def value(self, *groups: str) -> Value | None:
        """What the last token of a group stands for."""
        span = self.span(*groups)
        return self.line.tokens.values[span[1] - 1] if span else None

    def integer(self, *groups: str) -> int | None:
        """What a group stands for, if that is a number."""
        value = self.value(*groups)
        return value if isinstance(value, int) else None

    def string(self, *groups: str) -> str | None:
        """What a group stands for, if that is a word."""
        value = self.value(*groups)
        return value if isinstance(value, str) else None

    def pair(self, *groups: str) -> tuple[int, ...] | None:
        """What a group stands for, if that is several numbers: day and month, first and last year."""
        value = self.value(*groups)
        return value if isinstance(value, tuple) else None

    def number(self, *groups: str) -> int | None:
        """The number that a group spells, in digits or words."""
        return self.line.number(self.span(*groups))

    def year(self, *groups: str) -> int | None:
        """The year that a group spells, in digits or words."""
        return self.line.year(self.span(*groups))

    @property
    def which(self) -> int | None:
        """-1, 0 or 1 of "last", "this", "next"; of two words ("this past") the second decides."""
        return self.integer("which", "which2")

    def tense(self) -> Tense:
        """When its sentence says that something is: before, after, or open."""
        return self.scene.tense(self.start_character, self.end_character)

    def pick(
        self,
        build: Callable[[int], Stretch | None],
        reach: int = 1,
        weights: Weights = USUAL,
        end: int | None = None,
    ) -> Answer | None:
        """The year that a date without one means, out of `reach` to both sides; `end`: where the whole expression ends."""
        shared = self.line.shared_year(end or self.end)
        if shared is not None:
            stretch = build(shared)
            return Answer(stretch, SETTLED, None, "year") if stretch else None
        anchor = self.anchor
        if anchor is None:
            return None
        years = range(anchor.year - reach, anchor.year + reach + 1)
        tense = self.tense()
        if not tense.side and self.word_after in {"poll", "polls", "survey"}:
            # Nobody prints a poll that has not been taken.
            tense = Tense(-1, True)
        elif is_to_do(self.scene.low, self.start_character, None if self.scene.caseless else self.scene.text):
            tense = Tense(1)
        if weights is USUAL and names_election(self.scene.low, self.end_character):
            weights = ELECTION
        candidates = [build(year) for year in years]
        if self.word_before == "since":
            # What has lasted since July began in one that has come.
            candidates = [one for one in candidates if one and one.start <= anchor]
        stretch = choose(candidates, anchor, tense, weights)
        # "Elected in 1988, she waited until February": hers or the reader's.
        sure = GUESSED if tense.side < 0 and self._is_old_story(anchor) else SETTLED if tense.firm else LIKELY
        return Answer(stretch, sure, anchor, "year") if stretch else None

    def _is_old_story(self, anchor: dt.date) -> bool:
        """Does the sentence name, before this date, a year longer ago than the last one?"""
        at = self.start_character
        told = self.scene.remembered(at, full=True)
        return told is not None and told.end.year < anchor.year - 1 and self.scene.full_end > self.scene.sentence(at)[0]


Read = Callable[[Hit], Answer | None]
Apply = Callable[[Hit, Reading], Answer | None]
