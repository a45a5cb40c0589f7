"""The words of date expressions as kinds, one letter each, so that the grammar can be written over letters.

"the third week of May 2016"  →  g R U i M Y
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractor.language.lexicon import load_table, load_words
from extractor.rooms.dates.named import named_days

# Kind of the tables → letter of the grammar.
LETTERS = {
    "month": "M", "doubtful month": "m", "weekday": "W", "doubtful weekday": "w", "season": "S", "unit": "U", "direction": "L", "same": "t",
    "part": "E", "edge": "B", "earlier": "e", "ago": "A", "before": "b", "from": "f", "now": "n", "today": "T", "quantity": "u", "to": "r",
    "and": "&", "of": "i", "preposition": "p", "the": "g", "a": "a", "every": "v", "possessive": "h", "fiscal": "F", "calendar": "l",
    "decade": "K", "ordinal": "R", "era": "J", "date": "@",
}  # fmt: skip
# Months that may stand with a full stop.
_DOTTED = frozenset(
    [
        "jan",
        "feb",
        "febr",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "weds",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "yr",
        "yrs",
        "wk",
        "wks",
        "qtr",
    ]
)
# Words that are seasons only in company ("in the fall", "last spring").
_DOUBTFUL_SEASONS = frozenset({"fall", "spring"})
Value = int | str | tuple[int, ...]


@cache
def lexicon() -> dict[str, tuple[str, int | str]]:
    """Word → (letter, value)."""
    words: dict[str, tuple[str, int | str]] = {}
    for word, kind, value in load_table("date_words", 3):
        letter = "s" if word in _DOUBTFUL_SEASONS else LETTERS[kind]
        words[word] = letter, int(value) if value.lstrip("-").isdigit() else value
    for word, value, kind in load_table("number_words", 3):
        if kind in {"unit", "ten", "hundred"} or word == "thousand":
            words.setdefault(word, ("q", int(value)))
    return words


def lower(text: str) -> str:
    """`text` in lower case, character for character (a dotted capital I would become two)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


@dataclass(slots=True)
class Tokens:
    """The tokens of a stretch of text: `kinds` has one letter for each, the lists run parallel to it."""

    kinds: str
    starts: list[int]
    ends: list[int]
    values: list[Value]


def by_initial(words: Iterable[str]) -> str:
    """An alternation of literal words, grouped by first letter, longest first: fast to refuse."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(rf"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))


# Numeric dates are one token: the parts of 3/4/2017 or 2017-03-04 mean nothing alone.
_TOKEN = re.compile(
    rf"""
      (?P<name>(?<!\w)(?:{by_initial(load_words("not_dates"))})(?!\w))
    | (?P<named>(?<!\w)(?:{by_initial(named_days())})(?!\w))
    | """
    r"""
      (?P<iso>(?<!\d)(?<!\d[.,/-])\d{4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}(?:t\d\d:[\d:.]+z?)?(?![\d/]|[-.,]\d))   # 2017-03-04, 2012/8/10
    | (?P<full>(?<!\d)(?<!\d[.,/])\d{1,2}(?:\s?/\s?\d{1,2}\s?/\s?|-\d{1,2}-|\.\d{1,2}\.(?=\d{4}))(?:\d{4}|\d\d)(?![\d/]|[.,]\d|-\d+(?!\d|/)))   # 3/4/2017, 3-4-17, 31.12.2017
    | (?P<part>(?<!\d)(?<!\d[.,/])\d{1,2}\s?/\s?\d{1,2}(?![\d/]|[.,]\d|\s?/))               # 3/4
    | (?P<monthyear>(?<![\d.,/-])\d{1,2}/\d{4}(?![\d/]|[.,]\d))                      # 06/2004
    | (?P<yearmonth>(?<![\d.,/-])(?:1[6-9]|20)\d\d-(?:1[0-2]|0?[1-9])(?![\d/]|[-.,]\d))       # 2015-3, but see a range of years
    | (?P<run>(?<!\d)(?<!\d[.,/-])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d|[.,]\d))   # 20170302
    | (?P<plural>(?<![\d.,/$])['‘’]?(?:\d\d)?\d0['’]?\s?s\b)                              # 1990s, '80s, 80's
    | (?P<rank>(?<![\d.,/])\d{1,3}\s?(?:st|nd|rd|th)\b)                              # 3rd
    | (?P<shortquarter>(?<![\w.,/])(?:\d\d)?[qh][1-4](?!\w))                         # q3, 18q4, h2
    | (?P<fiscal>(?<![\w.,/])fy\s?'?(?:\d{4}|\d\d)(?!\w))                            # FY16
    | (?P<number>\d+(?:[.,:]\d+)*)
    | (?P<apostrophe>['‘’]\d\d(?!\w))                                                # '16
    | (?P<word>[^\W\d_]+)
    | (?P<genitive>'s?\b|(?<=s)')
    | (?P<paragraph>\n\s*\n)
    | (?P<other>[^\s])
    """,
    re.VERBOSE,
)
_MARKS = (
    {
        ",": ",",
        ".": ".",
        "-": "-",
        "–": "-",
        "~": "-",
        "/": "/",
        "(": "(",
        ")": ")",
        "%": "%",
        ":": ":",
    }
    | dict.fromkeys("$€£¥#№", "$")
    | dict.fromkeys("!?;…", ".")
)


def read_tokens(text: str, low: str, start: int, end: int, *, cased: bool) -> Tokens:
    """The tokens of `low[start:end]` (`text` in lower case, same length). `cased`: capitals mean something here."""
    words = lexicon()
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Value] = []
    for match in _TOKEN.finditer(low, start, end):
        group = match.lastgroup
        begin, stop = match.span()
        kind, value = "x", 0  # type: str, Value
        if group == "word":
            word = match.group()
            entry = words.get(word)
            if entry is not None:
                kind, value = entry
                if kind in "mws":
                    kind = _doubtful(kind, word, text[begin].isupper(), cased=cased)
                if word in _DOTTED and kind in "MmcWwU" and low.startswith(".", stop):
                    stop += 1
        elif group == "number":
            kind, value = _number(low, match.group(), begin, stop, kinds[-1] if kinds and ends[-1] == begin else "")
        elif group == "name":
            kind = "x"
        elif group == "named":
            kind, value = "H", match.group()
        elif group == "other":
            kind = _MARKS.get(match.group(), "x")
        elif group == "paragraph":
            kind = "|"
        elif group == "genitive":
            kind = "'"
        else:
            kind, value = _compound(str(group), match)
        # The full stop of an abbreviation is part of its token.
        if kind == "." and ends and ends[-1] > begin:
            continue
        kinds.append(kind)
        starts.append(begin)
        ends.append(stop)
        values.append(value)
    return Tokens("".join(kinds), starts, ends, values)


def _doubtful(kind: str, word: str, capital: bool, *, cased: bool) -> str:
    """`c` for a capitalised May or March; `m` and `w` for the same words where capitals say nothing or are missing."""
    if kind == "m":
        return "c" if cased and capital else "m" if not cased else "d"
    return kind


def _number(low: str, digits: str, begin: int, stop: int, before: str) -> tuple[str, Value]:
    glued_before = (
        begin > 0
        and (low[begin - 1].isalpha() or low[begin - 1] in "_@")
        and before not in {"M", "m", "c", "d", "W", "w"}
    )
    glued_after = stop < len(low) and (low[stop].isalpha() or low[stop] == "_")
    if not digits.isdigit() or not digits.isascii() or glued_before or glued_after or len(digits) > 4:
        return "x", 0
    value = int(digits)
    if len(digits) == 4:
        return ("Y", value) if 1000 <= value <= 2199 else ("N", value)
    if 1 <= value <= 31 and len(digits) <= 2:
        return "D", value
    return ("j" if len(digits) == 2 and value > 31 else "N"), value


def _compound(group: str, match: re.Match[str]) -> tuple[str, Value]:
    text = match.group()
    numbers = tuple(int(number) for number in re.findall(r"\d+", text)[:3])
    if group == "iso":
        return "X", numbers
    if group == "full":
        return "X", numbers
    if group == "part":
        return "V", numbers
    if group == "monthyear":
        return "P", numbers[::-1]
    if group == "yearmonth":
        # 2011-12 is a season or a school year, 2015-3 and 2015-11 a month.
        return (
            ("P", numbers)
            if (numbers[0] + 1) % 100 != numbers[1] or numbers[1] < 10
            else ("G", (numbers[0], numbers[0] + 1))
        )
    if group == "run":
        return "X", (int(text[:4]), int(text[4:6]), int(text[6:]))
    if group == "plural":
        return "K", numbers[0]
    if group == "rank":
        return "o", numbers[0]
    if group == "apostrophe":
        return "y", numbers[0]
    if group == "fiscal":
        return "z", numbers[0]
    if group == "shortquarter":
        year = int(text[:2]) if text[0].isdigit() else -1
        return "Q", (year, 0 if "q" in text else 1, int(text[-1]))
    raise ValueError(f"unknown token {group!r}")
