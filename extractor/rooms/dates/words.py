"""The words of date expressions as kinds, one letter each, so that the grammar can be written over letters.

"the third week of May 2016"  →  g R U i M Y
"""

from __future__ import annotations

import re
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


@dataclass(slots=True)
class Tokens:
    """The tokens of a stretch of text: `kinds` has one letter for each, the lists run parallel to it."""

    kinds: str
    starts: list[int]
    ends: list[int]
    values: list[Value]


@cache
def _names() -> dict[str, re.Pattern[str]]:
    """First word → pattern of the names that begin with it: days that have one (group `day`), and names that are no date."""
    firsts: dict[str, tuple[list[str], list[str]]] = {}
    for index, names in enumerate((named_days(), load_words("not_dates"))):
        for name in names:
            found = re.match(r"[^\W\d_]+", name)
            if found:
                firsts.setdefault(found.group(), ([], []))[index].append(name)
    return {
        first: re.compile(rf"(?:(?P<other>{_longest_first(others)})|(?P<day>{_longest_first(days)}))(?!\w)")
        for first, (days, others) in firsts.items()
    }


def _longest_first(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))) or r"(?!)"


# Numeric dates are one token: the parts of 3/4/2017 or 2017-03-04 mean nothing alone. Words stand first: most tokens are words.
# (Spaces are passed over inside the pattern: a try that fails at one costs as much as a word.)
_TOKEN = re.compile(
    r"""[ ]*+(?:
      (?=[qhf])(?:
          (?P<shortquarter>(?<![\w.,/])[qh][1-4](?!\w))                              # q3, h2
        | (?P<fiscal>(?<![\w.,/])fy\s?'?(?:\d{4}(?:-\d\d)?|\d\d)(?!\w))                        # FY16
      )
    | (?P<word>[^\W\d_]+)
    | (?=\d)(?:
          (?P<iso>(?<!\d)(?<!\d[.,/-])\d{4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}(?:t\d\d:[\d:.]+z?)?(?![\d/]|[-.,]\d))   # 2017-03-04, 2012/8/10
        | (?P<full>(?<!\d)(?<!\d[.,/])\d{1,2}(?:\s?/\s?\d{1,2}\s?/\s?|-\d{1,2}-|\.\d{1,2}\.(?=\d{4}))(?:\d{4}|\d\d)(?![\d/]|[.,]\d|-\d+(?!\d|/)))  # 3/4/2017, 3-4-17, 31.12.2017
        | (?P<part>(?<!\d)(?<!\d[.,/])\d{1,2}\s?/\s?\d{1,2}(?![\d/]|[.,]\d|\s?/))    # 3/4
        | (?P<monthyear>(?<![\d.,/-])\d{1,2}/\d{4}(?![\d/]|[.,]\d))                  # 06/2004
        | (?P<yearmonth>(?<![\d.,/-])(?:1[6-9]|20)\d\d-(?:1[0-2]|0?[1-9])(?![\d/]|[-.,]\d))   # 2015-3, but see a range of years
        | (?P<run>(?<!\d)(?<!\d[.,/-])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d|[.,]\d))   # 20170302
        | (?P<decade>(?<![\d.,/$])(?:\d\d)?\d0['’]?\s?s\b)                           # 1990s, 80's
        | (?P<rank>(?<![\d.,/])\d{1,3}\s?(?:st|nd|rd|th)\b)                          # 3rd
        | (?P<yearquarter>(?<![\w.,/])\d\d[qh][1-4](?!\w))                           # 18q4
        | (?P<number>\d+(?:[.,:]\d+)*)
      )
    | (?P<marked>['‘’]\d0['’]?s\b)                                                   # '80s
    | (?P<apostrophe>['‘’]\d\d(?!\w))                                                # '16
    | (?P<genitive>'s?\b|(?<=s)')
    | (?P<paragraph>\n\s*\n)
    | (?P<other>[^\s])
    )""",
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
    words, names = lexicon(), _names()
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Value] = []
    done = start
    for match in _TOKEN.finditer(low, start, end):
        group = str(match.lastgroup)
        begin, stop = match.span(group)
        if begin < done:
            # Inside a name that was read as a whole.
            continue
        kind, value = "x", 0  # type: str, Value
        if group == "word":
            word = match[group]
            name = names[word].match(low, begin) if word in names and not low[begin - 1 : begin].isalnum() else None
            entry = words.get(word)
            if name is not None:
                kind, value = ("H", name.group()) if name["day"] else ("x", 0)
                stop = done = name.end()
            elif entry is not None:
                kind, value = entry
                if kind == "m":
                    kind = _doubtful_month(text[begin].isupper(), cased=cased)
                if word in _DOTTED and kind in "MmcWwU" and low.startswith(".", stop):
                    stop += 1
        elif group == "number":
            kind, value = _number(low, match[group], begin, stop, kinds[-1] if kinds and ends[-1] == begin else "")
        elif group == "other":
            kind = _MARKS.get(match[group], "x")
        elif group == "paragraph":
            kind = "|"
        elif group == "genitive":
            kind = "'"
        else:
            kind, value = _compound(group, match[group])
        # The full stop of an abbreviation is part of its token.
        if kind == "." and ends and ends[-1] > begin:
            continue
        kinds.append(kind)
        starts.append(begin)
        ends.append(stop)
        values.append(value)
    return Tokens("".join(kinds), starts, ends, values)


def _doubtful_month(capital: bool, *, cased: bool) -> str:
    """`c` for May with its capital, `d` without one, `m` where capitals say nothing."""
    return ("c" if capital else "d") if cased else "m"


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


def _compound(group: str, text: str) -> tuple[str, Value]:
    numbers = tuple(int(number) for number in re.findall(r"\d+", text)[:3])
    if group == "iso":
        return "X", numbers
    if group == "full":
        return "X", numbers
    if group == "part":
        return ("H", text) if text in named_days() else ("V", numbers)
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
    if group in {"decade", "marked"}:
        return "K", numbers[0]
    if group == "rank":
        return "o", numbers[0]
    if group == "apostrophe":
        return "y", numbers[0]
    if group == "fiscal":
        # FY2016-17 ends in 2017.
        return "z", numbers[0] if len(numbers) == 1 else numbers[0] - numbers[0] % 100 + numbers[1]
    if group in {"shortquarter", "yearquarter"}:
        year = int(text[:2]) if text[0].isdigit() else -1
        return "Q", (year, 0 if "q" in text else 1, int(text[-1]))
    raise ValueError(f"unknown token {group!r}")
