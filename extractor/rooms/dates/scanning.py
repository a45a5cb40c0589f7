"""Where dates may stand: a quick look for the words without which there is none, and the stretches of text around them.

Reading every word as a possible date would cost more than tokenizing; looking for these costs a tenth of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.language.lexicon import load_table
from extractor.rooms.dates.named import named_days
from extractor.text.forms import places_of

# How far around a word that may belong to a date its other words may stand.
BEFORE_CHARACTERS = 48
BEHIND_CHARACTERS = 40

_UNITS = (
    "day",
    "week",
    "month",
    "year",
    "quarter",
    "decade",
    "century",
    "weekend",
    "fortnight",
    "qtr",
    "yr",
    "wk",
    "mon",
)
_UNIT = rf"(?:{'|'.join(_UNITS)})s?"
_GAP = r"[ \n-]"
# A doubtful month is one behind these ("in May"), each an alternative of its own length for the look behind.
_BEFORE_MAY = ("in", "of", "by", "since", "until", "till", "through", "during", "early", "late", "mid", "last", "next", "this", "from", "to", "and", "or",
               "the", "a", "before", "after", "its", "his", "her", "their", "past", "between", "for", "'s", "earlier", "spent")  # fmt: skip


def _announced(month: str) -> str:
    """Behind the name of a doubtful month: one of those words must stand before it, or a range go on."""
    letters: dict[str, list[str]] = {}
    for word in _BEFORE_MAY:
        letters.setdefault(word[-1], []).append(rf"(?<=\b{word}[ -]{month})")
    # By last letter: at most places one comparison settles it.
    before = "|".join(rf"(?<={letter}[ -]{month})(?:{'|'.join(words)})" for letter, words in letters.items())
    return rf"\b(?:{before}|(?=-? ?(?:to|through) ))"


_NUMBERS = (
    r"(?:1[5-9]|2[01])\d\d(?!\d|,\d)",  # 2016
    r"(?<![\d/])\d{1,2} ?/ ?\d{1,2}(?: ?/ ?\d{2,4})?(?![\d/])",  # 3/4, 3/4/2017
    r"(?<!/)\d{4}/\d{1,2}/\d{1,2}(?!/)|(?<!/)\d{1,2}/\d{4}(?!/)",  # 2017/3/4, 06/2004
    r"\d{1,2}[-.]\d{1,2}[-.]\d\d",  # 3-4-17
    r"(?:19|20)\d{6}(?!\d)",  # 20170302
    r"(?<=['’‘])\d\d(?!\w)",  # '16
    r"\d0['’]? ?s\b",  # the 80s
    r"\d\d[qh][1-4](?!\w)",  # 18q4
    r"\d(?:st|nd|rd|th) (?:quarter|half|qtr)\b",  # 3rd quarter
    r"(?:\d|\d\d)(?:st|nd|rd|th) (?:of|in) (?:the )?(?:\w+ )?month",
)
# Words that announce a date, and what must follow them for it.
_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("q1", "q2", "q3", "q4", "h1", "h2"), r"(?!\w)"),
    (("fy",), r" ?'?\d\d"),
    (("may", "march", "mar"), rf"(?=\.?,?{_GAP}?/?(?:the )?(?:\d|first|second|third|twent|[fsten]\w{3,9}th\b))"),
    (("may",), _announced("may")),
    (("march",), _announced("march")),
    (("mon", "tue", "wed", "thu", "fri", "sat", "sun"), r"(?=[.,]|\Z|\n| \d)"),
    (("last", "past", "previous", "prior", "preceding", "this", "current", "next", "coming", "upcoming", "following", "forthcoming", "same", "that"),
     rf"(?={_GAP}(?:\w+{_GAP}){{0,3}}?{_UNIT}\b)"),
    (("the", "in", "last", "past", "previous", "this", "current", "next", "coming", "upcoming", "following", "a", "by", "since"), r"(?= (?:fall|spring|cycle)\b)"),
    (("spring",), r"(?= (?:\w+ )?(?:election|primary|campaign))"),
    (("end", "beginning", "start", "middle", "close", "onset"), rf"(?= of (?:\w+ ){{0,2}}?{_UNIT}\b)"),
    (_UNITS, r"s?(?= of )"),
    (("month", "year", "week", "quarter"), r"(?=['’]?s?[ -]end\b)"),
    (("earlier", "later"), r" (?:in (?:the )?)?(?=(?:this |that )?(?:day|week|month|year))"),
    (("first", "second", "third", "fourth"), r"(?= (?:quarter|half|qtr)\b)"),
    (_UNITS, r"s?(?=,? (?:before|after|earlier|later|hence|from)\b)"),
    (("in", "within"), rf"(?= (?:\w+{_GAP}){{1,3}}?{_UNIT}\b)"),
    (("year", "month", "quarter"), r"(?=[ -]to[ -]date\b)"),
    (("the",), r"(?= weekend\b)"),
    (("century", "ago", "today", "tonight", "yesterday", "tomorrow", "tmrw", "tmr", "fiscal", "financial"), r"\b"),
    (("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), r"\b"),
    (("nineteen", "eighteen", "seventeen", "sixteen", "twenty", "two thousand"),
     r"(?= (?:\w+teen|\w+ty|hundred|and|oh|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)\b)"),
)  # fmt: skip


@cache
def _triggers() -> dict[str, re.Pattern[str]]:
    """All of the above: for each first word, the words that begin with it and what must follow them."""
    sure = [
        word
        for word, kind, _ in load_table("date_words", 3)
        if kind in {"month", "weekday"} or (kind == "season" and word not in {"fall", "spring"})
    ]
    heads: dict[str, list[str]] = {}
    for words, rest in ((tuple(sorted({*sure, *named_days()}, key=lambda word: (-len(word), word))), r"\b"), *_WORDS):
        for word in words:
            if head := _HEAD.match(word):
                heads.setdefault(head.group(), []).append(re.escape(word) + rest)
    for unit in _UNITS:
        # "weeks of": what must follow knows the plural.
        heads[unit + "s"] = heads[unit] + heads.get(unit + "s", [])
    return {head: re.compile(rf"\b(?:{'|'.join(words)})") for head, words in heads.items()}


_HEAD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d(?<!\w.)")
_NUMBER = re.compile(rf"(?=\d\d|\d ?[/.-] ?\d\d?(?![/.-]\d?[/.-])|\d(?:st|nd|rd|th))(?:{'|'.join(_NUMBERS)})")


def _find_triggers(low: str) -> Iterator[re.Match[str]]:
    """Every word without which there is no date, in order; none overlaps another."""
    triggers, places = _triggers(), places_of(low)
    found = [
        match
        for head in triggers.keys() & places.keys()
        for start in places[head]
        if (match := triggers[head].match(low, start))
    ]
    found += [match for digit in _DIGIT.finditer(low) if (match := _NUMBER.match(low, digit.start()))]
    last = 0
    for match in sorted(found, key=lambda match: match.start()):
        if match.start() >= last:
            yield match
            last = match.end()


def find_windows(low: str) -> Iterator[tuple[int, int]]:
    """Stretches in which dates may stand, in order, none overlapping another."""
    start = end = -1
    for match in _find_triggers(low):
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
