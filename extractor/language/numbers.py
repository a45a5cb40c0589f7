"""Numbers as news prints them: `48.2`, `1,250,000`, `12,34,567`, `7.6 million`, `forty-eight`, `two and a half`, `¾`.

One grammar for every room. A room looks for what makes a number a figure (a percent sign, a currency) and asks here for the
number that ends before it or begins behind it: text without such signs costs nothing, and no search runs over more than
`REACH` characters, so the time is linear on any input.

Everything works on `lowered(text)`, which has the offsets of the text.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.language.lexicon import alternation
from extractor.language.number_words import (
    DIGITS,
    LONGEST_DIGITS,
    MAGNITUDE,
    MAGNITUDES,
    PARTS,
    VULGAR,
    WORDS,
    Number,
    parse_chain,
    parse_digits,
    scaled,
    step_of,
    tokens_of,
)
from extractor.text.lower import lower_alike

__all__ = ["Number", "lowered", "number_at", "number_before", "parse_digits", "restored"]

# The longest number in words that news prints ("two hundred and forty-eight million three hundred thousand") has some 60 characters.
REACH = 96
_LAST_WORDS = frozenset({*WORDS, *PARTS, *MAGNITUDES, "a", "an"})
# Digits of "33million", and what may open a number: "('ninety percent".
_LEADING = "0123456789.,+~<>=≥≤≈$£€([{\"'“”‘’«—–−/"


def lowered(text: str) -> str:
    """`text` in lower case with the same offsets: İ, the one letter whose lower case is two characters, becomes i."""
    return lower_alike(text.replace("İ", "I"))


_WORD = alternation([*WORDS, *PARTS, "a", "an", "and", "of", "point"])
_TOKEN = rf"""(?:
      {DIGITS} (?: {MAGNITUDE} (?![a-z0-9]) )?
    | [¼½¾⅓⅔⅕⅖⅗⅘⅛⅜⅝⅞]
    | {_WORD} (?![a-z0-9])
)"""
_GAP = r"(?:[ \n]{1,2}|[ ]?-[ ]?)"
# A chain of number words and digits up to the end of a window, or from a place on.
_CHAIN_BEFORE = re.compile(rf"(?<![a-z0-9.,/])(?:{_TOKEN}{_GAP})*{_TOKEN}\Z", re.VERBOSE)
_CHAIN_AT = re.compile(rf"{_TOKEN}(?:{_GAP}{_TOKEN})*", re.VERBOSE)


def _may_end_here(low: str, end: int) -> bool:
    """A quick look at the last word: most units have no number before them."""
    last = low[end - 1 : end]
    if last.isdecimal() or last in VULGAR:
        return True
    begin = max(0, end - LONGEST_DIGITS)
    word = low[
        max(low.rfind(" ", begin, end), low.rfind("-", begin, end), low.rfind("\n", begin, end), begin - 1) + 1 : end
    ]
    return word.lstrip(_LEADING) in _LAST_WORDS or (last in _READ_AS and _MISREAD.fullmatch(word) is not None)


# Most figures are plain digits behind a word: those need no grammar. Behind "of" it may be "half of 1 percent".
_PLAIN_DIGITS = re.compile(r"(?<=[^\W\d_][ ])(?<!of[ ])\d{1,3}(?:\.\d{1,4})?\Z")
# "48 . 2" and "80 , 000" in text whose tokens are printed apart; "4O", "l5" where a letter was read for a digit.
_TOKENISED = re.compile(r"(?<![\w.,])(?:(\d{1,3}) \. (\d{1,3})|(\d{1,3}) , (\d{3}))\Z")
_MISREAD = re.compile(r"(?=[\doli.,]*\d)[\doli]{1,9}(?:[.,][\doli]{1,3}){0,3}")
_READ_AS = {"o": "0", "l": "1", "i": "1"}
_DIGIT_FOR = str.maketrans(_READ_AS)


def number_before(low: str, end: int, *, restore: bool = False) -> Number | None:
    """The longest number whose last character stands before `end`; None where there is none.

    `restore`: the text lost its decimal points, so "48 2" before a unit is 48.2.
    """
    if not _may_end_here(low, end):
        return None
    plain = None if restore else _PLAIN_DIGITS.search(low, max(0, end - 10), end)
    if plain is not None:
        value = Decimal(plain.group())
        return Number(plain.start(), end, value, step_of(value))
    apart = _TOKENISED.search(low, max(0, end - 12), end)
    if apart is not None:
        value = Decimal(f"{apart[1]}.{apart[2]}" if apart[1] else apart[3] + apart[4])
        return Number(apart.start(), end, value, step_of(value))
    begin = max(0, end - REACH)
    chain = _CHAIN_BEFORE.search(low[begin:end])
    if chain is None:
        return _misread(low, low.rfind(" ", begin, end) + 1, end)
    tokens = tokens_of(low, begin + chain.start(), end)
    for first in range(len(tokens)):
        number = parse_chain(tokens[first:])
        if number is None:
            continue
        if number.start == begin > 0 and low[begin - 1].isalnum():
            return None
        return restored(low, number) if restore else number
    return None


def _misread(low: str, start: int, end: int) -> Number | None:
    """ "4O", "l5.2": digits among which a letter was read for 0 or 1."""
    if end - start > LONGEST_DIGITS or _MISREAD.fullmatch(low, start, end) is None:
        return None
    value = parse_digits(low[start:end].translate(_DIGIT_FOR))
    return None if value is None else Number(start, end, value, step_of(value))


def number_at(low: str, start: int, *, restore: bool = False) -> Number | None:
    """The longest number that begins at `start`; None where there is none. `restore` as in `number_before`."""
    apart = _APART_AT.match(low, start)
    if apart is not None and (restore if apart["gap"] == " " else low[start - 1 : start] == " "):
        rest = number_at(low, apart.start("rest"))
        if rest is not None:
            return _with_whole_part(
                start, apart["whole"], apart["rest"], rest, "restored" if apart["gap"] == " " else "digits"
            )
    grouped = _GROUPED_AT.match(low, start)
    if grouped is not None:
        return _misread(low, start, grouped.end()) or number_before(low, grouped.end())
    chain = _CHAIN_AT.match(low, start, start + REACH)
    if chain is None:
        return None
    tokens = tokens_of(low, start, chain.end())
    for last in range(len(tokens), 0, -1):
        number = parse_chain(tokens[:last])
        if number is not None:
            if number.end == start + REACH and low[number.end : number.end + 1].isalnum():
                return None
            return number
    return None


# Before these the digits on the left are a day, a number of a district or an age, not the whole part of a decimal.
_OWN_NUMBER = re.compile(
    r"""(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|
        dec(?:ember)?|district|no|number|age|aged|page|chapter|proposition|prop|question|measure|amendment|group|top|route)[ ]\Z""",
    re.VERBOSE,
)
# Where a number begins: "7 6 million" that lost its point, "1 . 5 million" whose tokens are printed apart.
_APART_AT = re.compile(
    r"(?P<whole>\d{1,3})(?P<gap>[ ]|[ ]\.[ ])(?P<rest>\d{1,2})(?=[ ](?:thousand|million|billion|trillion)(?![a-z]))"
)
# "$ 80 , 000", "$1O,000"
_GROUPED_AT = re.compile(r"(?<=[ ])\d{1,3} , \d{3}(?!\d)|(?=\d+[ol])[\dol]{1,9}(?:,[\dol]{3})*(?![a-z0-9])")
_WHOLE_PART = re.compile(r"(?<![\w.,$])(\d{1,3}) \Z")
_LAST_DIGITS = re.compile(r"\d{1,2}(?![\d.,/])")


def restored(low: str, number: Number) -> Number:
    """`number` with the decimal point that the text lost before its last digits ("48 2 percent", "7 6 million")."""
    digits = _LAST_DIGITS.match(low, number.start, number.end)
    if number.form != "digits" or digits is None:
        return number
    left = _WHOLE_PART.search(low, max(0, number.start - 6), number.start)
    if left is None:
        return number
    # A lone 0 is nobody's number: "the top 0 1 percent".
    if left.group(1) != "0" and _OWN_NUMBER.search(low, max(0, left.start() - 16), left.start()):
        return number
    return _with_whole_part(left.start(), left.group(1), digits.group(), number, "restored")


def _with_whole_part(start: int, whole: str, digits: str, number: Number, form: str) -> Number:
    """`number`, printed with `digits`, as the decimals of `whole`."""
    value = Decimal(f"{whole}.{digits}")
    return Number(
        start, number.end, scaled(value, number.scale), scaled(step_of(value), number.scale), form, number.scale
    )
