"""Where dates may stand: a quick look for the words without which there is none, and the stretches of text around them.

Reading every word as a possible date would cost more than tokenizing; looking for these costs a tenth of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.language.lexicon import load_table
from extractor.rooms.dates.named import named_days
from extractor.rooms.dates.words import by_initial

# How far around a word that may belong to a date its other words may stand.
BEFORE_CHARACTERS = 48
BEHIND_CHARACTERS = 40

_UNIT = r"(?:day|week|month|year|quarter|decade|century|weekend|fortnight|qtr|yr|wk|mon)s?"
_GAP = r"[ \n-]"
# Words that make a date of a doubtful month ("in May"), each an alternative of its own length for the look behind.
_BEFORE_MAY = ("in", "of", "by", "since", "until", "till", "through", "during", "early", "late", "mid", "last", "next", "this", "from", "to", "and", "or",
               "the", "a", "before", "after", "its", "his", "her", "their", "past", "between", "for", "'s", "earlier")  # fmt: skip
_TRIGGERS = (
    # numbers
    r"(?:1[5-9]|2[01])\d\d(?!\d|,\d)",  # 2016
    r"\d{1,2} ?/ ?\d{1,2}(?!\d)",  # 3/4
    r"\d{1,2}[-.]\d{1,2}[-.]\d\d",  # 3-4-17
    r"(?:19|20)\d{6}(?!\d)",  # 20170302
    r"\d0['’]?s\b",  # the 80s
    r"(?:\d\d)?[qh][1-4](?!\w)|fy ?'?\d\d",  # q3, FY16
    r"\d{1,2}(?:st|nd|rd|th) (?:of|in) (?:the )?(?:\w+ )?month",
    # months and weekdays that may be other words
    rf"(?:may|march|mar)(?=\.?,?{_GAP}?/?(?:the )?(?:\d|first|second|third|twenty|\w+th\b))",
    r"(?:may|march)\b(?:" + "|".join(rf"(?<=\b{word}[ -]may)|(?<=\b{word}[ -]march)" for word in _BEFORE_MAY) + ")",
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?=[.,]|\Z|\n| \d)",
    # directions, parts and counts of units
    rf"(?:last|past|previous|prior|preceding|this|current|next|coming|upcoming|following|forthcoming|same|that)(?={_GAP}(?:\w+{_GAP}){{0,3}}{_UNIT}\b)",
    r"(?:the|in|last|past|previous|this|current|next|coming|upcoming|following|a|by|since)(?= (?:fall|spring)\b)",
    r"spring(?= (?:\w+ )?(?:election|primary|campaign))",
    rf"(?:end|beginning|start|middle|close|onset)(?= of (?:\w+ ){{0,2}}{_UNIT}\b)",
    rf"{_UNIT}(?= of )|(?:month|year|week|quarter)(?=['’]?s?[ -]end\b)",
    r"(?:earlier|later) (?:in (?:the )?)?(?=(?:this |that )?(?:day|week|month|year))",
    r"(?:first|second|third|fourth|1st|2nd|3rd|4th)(?= (?:quarter|half|qtr)\b)",
    rf"{_UNIT}(?=,? (?:before|after|earlier|later|hence|from)\b)",
    rf"(?:in|within|next|last|past)(?= (?:\w+{_GAP}){{1,3}}{_UNIT}\b)",
    r"the(?= weekend\b)",
    r"century\b|ago\b|today\b|tonight\b|yesterday\b|tomorrow\b|tmrw\b|tmr\b",
    r"(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b",
    r"(?:nineteen|eighteen|seventeen|sixteen|twenty|two thousand)(?= (?:\w+teen|\w+ty|hundred|and|oh|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)\b)",
    r"fiscal\b|financial year",
)


@cache
def _trigger() -> re.Pattern[str]:
    sure = [
        word
        for word, kind, value in load_table("date_words", 3)
        if kind in {"month", "weekday"} or (kind == "season" and word not in {"fall", "spring"})
    ]
    return re.compile(rf"\b(?:(?:{by_initial([*sure, *named_days()])})\b|{'|'.join(_TRIGGERS)})")


def find_windows(low: str) -> Iterator[tuple[int, int]]:
    """Stretches in which dates may stand, in order, none overlapping another."""
    start = end = -1
    for match in _trigger().finditer(low):
        begin, stop = max(match.start() - BEFORE_CHARACTERS, 0), min(match.end() + BEHIND_CHARACTERS, len(low))
        if begin > end:
            if end >= 0:
                yield _whole_words(low, start, end)
            start = begin
        end = stop
    if end >= 0:
        yield _whole_words(low, start, end)


def _whole_words(low: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the pieces of words at its ends."""
    if start > 0:
        space = low.find(" ", start, start + BEFORE_CHARACTERS // 2)
        start = space if space >= 0 else start
    if end < len(low):
        space = low.rfind(" ", end - BEHIND_CHARACTERS // 2, end)
        end = space if space >= 0 else end
    return start, end
