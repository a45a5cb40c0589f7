"""What the tokens of one stretch of an article say: words, numbers, years."""

from __future__ import annotations

import datetime as dt

from extractor.rooms.dates.grammar import MORE_DAYS, SHARED_YEAR
from extractor.rooms.dates.scene import Scene
from extractor.rooms.dates.words import Tokens

# Two-digit years lie at most this far ahead of the article.
AHEAD_YEARS = 20


class Line:
    """The tokens of one stretch. `kinds`: a letter for each token, which the forms of the grammar match."""

    def __init__(self, scene: Scene, tokens: Tokens) -> None:
        self.scene = scene
        self.tokens = tokens
        self.kinds = tokens.kinds

    def word(self, index: int) -> str:
        """A token in lower case; empty outside the stretch."""
        if not 0 <= index < len(self.kinds):
            return ""
        return self.scene.low[self.tokens.starts[index] : self.tokens.ends[index]]

    def number(self, span: tuple[int, int] | None) -> int | None:
        """The number that tokens say: a couple of → 2, twenty-two → 22, nineteen ninety-six → 1996."""
        if span is None:
            return None
        words: list[int] = []
        for kind, value in zip(self.kinds[span[0] : span[1]], self.tokens.values[span[0] : span[1]], strict=True):
            if isinstance(value, int) and kind in "DNjYyo":
                return value
            if isinstance(value, int) and kind in "quR":
                words.append(value)
        if words:
            return say_number(words)
        return 1 if self.kinds[span[0]] == "a" else None

    def year(self, span: tuple[int, int] | None) -> int | None:
        """The year of a group: 2016, '16, nineteen ninety-six."""
        number = self.number(span)
        if span is None or number is None:
            return None
        if self.kinds[span[0]] in "yj" or number < 100:
            return self.full_year(number)
        return number if 1000 <= number <= 2199 else None

    def full_year(self, two_digits: int) -> int:
        """The year that two digits mean."""
        base = (self.scene.published or dt.date(2016, 1, 1)).year
        year = base - base % 100 + two_digits
        return year - 100 if year > base + AHEAD_YEARS else year

    def shared_year(self, end: int) -> int | None:
        """The year of a date behind this one that speaks for both ("in August and September 2015")."""
        match = SHARED_YEAR.match(self.kinds, end) or MORE_DAYS.match(self.kinds, end)
        return self.year(match.span(match.lastgroup)) if match and match.lastgroup else None


def say_number(values: list[int]) -> int:
    """The number that words say.

    >>> say_number([20, 2]), say_number([19, 90, 6]), say_number([2, 1000, 15]), say_number([19, 100, 90, 3])
    (22, 1996, 2015, 1993)
    """
    total = current = 0
    for value in values:
        if value == 1000:
            total, current = max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        elif 10 < current < 100 and value >= 10:
            # "nineteen ninety": hundreds without the word.
            current = current * 100 + value
        else:
            current += value
    return total + current
