"""Numbers as news prints them: `48.2`, `1,250,000`, `12,34,567`, `7.6 million`, `forty-eight`, `two and a half`, `¾`.

One grammar for every room. A room looks for what makes a number a figure (a percent sign, a currency) and asks here for the
number that ends before it or begins behind it: text without such signs costs nothing, and no search runs over more than
`REACH` characters, so the time is linear on any input.

Everything works on `lowered(text)`, which has the offsets of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.language.lexicon import alternation, load_map, load_table
from extractor.text.lower import lower_alike

# The longest number in words that news prints ("two hundred and forty-eight million three hundred thousand") has some 60 characters.
REACH = 96
# A longer run of digits is an identifier or noise, not a quantity.
LONGEST_DIGITS = 24

_WORDS: dict[str, tuple[Decimal, str]] = {
    word: (Decimal(value), kind) for word, value, kind in load_table("number_words", 3)
}
_SUFFIXES: dict[str, Decimal] = {mark: Decimal(value) for mark, value in load_map("number_suffixes").items()}
_PARTS: dict[str, int] = {word: int(value) for word, value in load_map("fraction_words").items()}
VULGAR = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_MAGNITUDES = frozenset({*_SUFFIXES, *(word for word, (_, kind) in _WORDS.items() if kind == "scale")})
_LAST_WORDS = frozenset({*_WORDS, *_PARTS, *_MAGNITUDES, "a", "an"})
# Digits of "33million", and what may open a number: "('ninety percent".
_LEADING = "0123456789.,+~<>=≥≤≈$£€([{\"'“”‘’«—–−/"
_GLUED = alternation(_MAGNITUDES)


class Number(NamedTuple):
    """A printed number: half-open offsets, its value, one unit of its last printed digit, how it was written."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: str = "digits"  # digits, words, fraction, restored
    scale: Decimal = Decimal(1)  # 1000000 in "7.6 million"


def lowered(text: str) -> str:
    """`text` in lower case with the same offsets: İ, the one letter whose lower case is two characters, becomes i."""
    return lower_alike(text.replace("İ", "I"))


_DIGITS = r"""(?:
      \d{1,3} (?: [ ]\d{3} )+ (?![\d,.]*\d)            # 1 250 000
    | \d{1,4} [ ]?[/⁄][ ]? \d{1,3} (?!\d)               # 1/4   1 / 4
    | \d+ (?: [.,]\d+ )* (?: [ ]?[¼½¾⅓⅔⅛⅜⅝⅞] | [ ]\d/\d{1,2} (?!\d) )?    # 48.2   1,250,000   12,34,567   2½   2 1/2
    | \.\d+                                              # .5
)"""
_WORD = alternation([*_WORDS, *_PARTS, "a", "an", "and", "of", "point"])
# "5 mn euros": these marks are no words, so a space before them does no harm.
_MAGNITUDE = rf"(?:{_GLUED}|[ ](?:mn|mln|bn|bln|tn|trn))"
_TOKEN = rf"""(?:
      {_DIGITS} (?: {_MAGNITUDE} (?![a-z0-9]) )?
    | [¼½¾⅓⅔⅕⅖⅗⅘⅛⅜⅝⅞]
    | {_WORD} (?![a-z0-9])
)"""
_GAP = r"(?:[ \n]{1,2}|[ ]?-[ ]?)"
# A chain of number words and digits up to the end of a window, or from a place on.
_CHAIN_BEFORE = re.compile(rf"(?<![a-z0-9.,/])(?:{_TOKEN}{_GAP})*{_TOKEN}\Z", re.VERBOSE)
_CHAIN_AT = re.compile(rf"{_TOKEN}(?:{_GAP}{_TOKEN})*", re.VERBOSE)
_TOKENS = re.compile(
    rf"(?P<digits>{_DIGITS})(?P<glued>{_MAGNITUDE}(?![a-z0-9]))?|(?P<vulgar>[¼½¾⅓⅔⅕⅖⅗⅘⅛⅜⅝⅞])|(?P<word>[a-z]+)",
    re.VERBOSE,
)


class _Token(NamedTuple):
    start: int
    end: int
    kind: str  # digits, vulgar, or the kind of the word
    text: str
    glued: str = ""


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKENS.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind == "word":
            word = match.group()
            kind = _WORDS[word][1] if word in _WORDS else "part" if word in _PARTS else word
            found.append(_Token(match.start(), match.end(), kind, word))
        elif kind == "vulgar":
            found.append(_Token(match.start(), match.end(), "vulgar", match.group()))
        else:
            found.append(
                _Token(
                    match.start(), match.end(), "digits", match.group("digits"), (match.group("glued") or "").strip()
                )
            )
    return found


def parse_digits(printed: str) -> Decimal | None:
    """Digits with separators as a number that keeps its printed precision; None where they are no number.

    >>> [parse_digits(printed) for printed in ("1,250.50", "12,34,567", "1.250.000", "1 250 000", "48,2", "1.2.3")]
    [Decimal('1250.50'), Decimal('1234567'), Decimal('1250000'), Decimal('1250000'), Decimal('48.2'), None]
    """
    if printed.isdecimal():
        return Decimal(printed) if len(printed) <= LONGEST_DIGITS else None
    if len(printed) > LONGEST_DIGITS + LONGEST_DIGITS // 2:
        return None
    plain = printed
    for separator, pattern in _GROUPED:
        if pattern.fullmatch(printed):
            plain = printed.replace(separator, "")
            break
    else:
        if _DECIMAL_COMMA.fullmatch(printed):
            plain = printed.replace(".", "").replace(",", ".")
    return Decimal(plain) if _PLAIN.fullmatch(plain) else None


_GROUPED = (
    (",", re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")),
    (".", re.compile(r"\d{1,3}(?:\.\d{3}){2,}")),
    (" ", re.compile(r"\d{1,3}(?: \d{3})+")),
)
_DECIMAL_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})*,\d{1,2}")
_PLAIN = re.compile(r"\d*\.?\d+")


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def _part(numerator: int, denominator: int) -> Decimal:
    """A fraction to four digits, exact where it ends sooner.

    >>> _part(1, 2), _part(1, 3), _part(3, 4)
    (Decimal('0.5'), Decimal('0.3333'), Decimal('0.75'))
    """
    exact = Decimal(numerator) / Decimal(denominator)
    return exact if len(exact.as_tuple().digits) <= 4 else exact.quantize(Decimal("0.0001"))


def _parse_chain(tokens: Sequence[_Token]) -> Number | None:
    """The number that the whole of `tokens` spells, or None: a head, its scale, and "and a half" before or behind the scale."""
    head = _head(tokens)
    if head is None:
        return None
    value, step, taken, form, scale = head
    # "two million and a half", but "a hundred and a half".
    value, step, taken = _and_a_part(tokens, value, step, taken, scale if scale >= 1000 else Decimal(1))
    while taken < len(tokens) and tokens[taken].kind in ("scale", "hundred") and not tokens[0].glued:
        power = _WORDS[tokens[taken].text][0]
        # In "nine million" the words hold the scale already; "half a million" is no finer than a tenth.
        value, step = _times(value, power), _times(Decimal("0.1") if form == "fraction" else step, power)
        scale, taken = scale * power, taken + 1
    if form == "digits" and value < 1 and [token.kind for token in tokens[taken:]] in (["of", "a"], ["of", "an"]):
        taken += 2  # "0.3 of a percentage point"
    if scale > 1:
        value, step, taken = _and_a_part(tokens, value, step, taken, scale)
    return Number(tokens[0].start, tokens[-1].end, value, step, form, scale) if taken == len(tokens) else None


def _head(tokens: Sequence[_Token]) -> tuple[Decimal, Decimal, int, str, Decimal] | None:
    """Value, step, length, form and scale of what `tokens` begin with: digits, a fraction or number words."""
    first, one = tokens[0], Decimal(1)
    if first.kind == "digits":
        printed = _digit_head(first)
        if printed is None:
            return None
        form = "fraction" if "/" in first.text or "⁄" in first.text or first.text[-1] in VULGAR else "digits"
        scale = _SUFFIXES.get(first.glued) or _WORDS[first.glued][0] if first.glued else one
        return _times(printed[0], scale), _times(printed[1], scale), 1, form, scale
    if first.kind == "vulgar" or _is_part(tokens):
        part = _fraction(tokens)
        return None if part is None else (part[0], _step(part[0]), part[1], "fraction", one)
    words = _words(tokens)
    if words is None:
        return None
    value, step, taken = words
    # "three point five"
    if step == 1 and taken + 1 < len(tokens) and tokens[taken].kind == "point":
        decimals = ""
        while taken + 1 < len(tokens) and tokens[taken + 1].kind == "unit" and _WORDS[tokens[taken + 1].text][0] < 10:
            decimals += str(_WORDS[tokens[taken + 1].text][0])
            taken += 1
        value += Decimal(f"0.{decimals or 0}")
        step, taken = _step(value), taken + 1
    return value, step, taken, "words", step if step > 1 else one


def _and_a_part(
    tokens: Sequence[_Token], value: Decimal, step: Decimal, taken: int, scale: Decimal
) -> tuple[Decimal, Decimal, int]:
    """Value, step and length with "and a half", "and three quarters" of `scale` added, where they follow."""
    if taken + 1 < len(tokens) and tokens[taken].kind == "and":
        part = _fraction(tokens[taken + 1 :])
        own = tokens[taken + 1 + part[1]].kind == "scale" if part and taken + 1 + part[1] < len(tokens) else False
        # "a billion and a quarter million" has a scale of its own there; nobody prints that.
        if part is not None and not (own and scale > 1):
            return value + _times(part[0], scale), _times(Decimal("0.1"), scale), taken + 1 + part[1]
    return value, step, taken


def _times(value: Decimal, scale: Decimal) -> Decimal:
    """`value` × `scale` with the printed digits kept: 7.6 million is 7.6E+6, not 7600000."""
    return value.scaleb(int(scale.log10())) if scale > 1 else value


def _digit_head(token: _Token) -> tuple[Decimal, Decimal] | None:
    text = token.text
    if text[-1] in VULGAR:
        whole = parse_digits(text[:-1].strip())
        return None if whole is None else (whole + _part(*VULGAR[text[-1]]), Decimal("0.1"))
    mark = text.find("/") if "/" in text else text.find("⁄")
    if mark >= 0:
        left, right = text[:mark].split(), text[mark + 1 :].strip()
        denominator = int(right)
        if denominator == 0 or not all(len(digits) <= 4 for digits in (*left, right)):
            return None
        part = _part(int(left[-1]), denominator)
        return (part, _step(part)) if len(left) == 1 else (int(left[0]) + part, Decimal("0.1"))
    value = parse_digits(text)
    return None if value is None else (value, _step(value))


def _is_part(tokens: Sequence[_Token]) -> bool:
    """Does a fraction in words begin here: "half", "a third", "three quarters"?"""
    if tokens[0].kind == "part":
        return tokens[0].text in ("half", "quarter")
    return len(tokens) > 1 and tokens[1].kind == "part" and (tokens[0].kind in ("a", "an", "unit"))


def _fraction(tokens: Sequence[_Token]) -> tuple[Decimal, int] | None:
    """The fraction at the head of `tokens` and how many it takes, "of a" behind it included."""
    if not tokens:
        return None
    if tokens[0].kind == "vulgar":
        value, taken = _part(*VULGAR[tokens[0].text]), 1
    elif tokens[0].kind == "part":
        value, taken = _part(1, _PARTS[tokens[0].text]), 1
    elif len(tokens) > 1 and tokens[1].kind == "part":
        numerator = (
            1 if tokens[0].kind in ("a", "an") else int(_WORDS[tokens[0].text][0]) if tokens[0].kind == "unit" else 0
        )
        if not 0 < numerator < 100:
            return None
        value, taken = _part(numerator, _PARTS[tokens[1].text]), 2
    else:
        return None
    # "half a million", "three quarters of a billion", "half of one percent"
    if taken < len(tokens) and tokens[taken].kind == "of":
        taken += 1
        if taken == len(tokens):
            return None
    if taken < len(tokens) and (tokens[taken].kind in ("a", "an") or tokens[taken].text in ("one", "1")):
        taken += 1
    return value, taken


def _words(tokens: Sequence[_Token]) -> tuple[Decimal, Decimal, int] | None:
    """Value, smallest printed magnitude and length of the number words at the head of `tokens`."""
    total, group, last = Decimal(0), Decimal(-1), ""
    step, ceiling = Decimal(1), Decimal("Infinity")
    index = 0
    for index, token in enumerate(tokens):
        value, kind = _WORDS.get(token.text, (Decimal(0), token.kind))
        following = tokens[index + 1].kind if index + 1 < len(tokens) else ""
        if (kind == "unit" and (group < 0 or last == "hundred" or (last == "ten" and 0 < value < 10))) or (
            kind == "ten" and (group < 0 or last == "hundred")
        ):
            group, step = max(group, Decimal(0)) + value, Decimal(1)
        elif kind == "hundred" and 0 < group < 100:
            group, step = group * 100, Decimal(100)
        elif kind == "scale" and group > 0 and value < ceiling:
            total += group * value
            group, step, ceiling = Decimal(-1), value, value
        elif kind in ("a", "an") and index == 0 and following in ("hundred", "scale"):
            group = Decimal(1)
        elif kind == "and" and last in ("hundred", "scale") and following in ("unit", "ten"):
            continue
        else:
            break
        last = kind
    else:
        index += 1
    if last in ("", "a", "an"):
        return None
    return total + max(group, Decimal(0)), step, index


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
        return Number(plain.start(), end, value, _step(value))
    apart = _TOKENISED.search(low, max(0, end - 12), end)
    if apart is not None:
        value = Decimal(f"{apart[1]}.{apart[2]}" if apart[1] else apart[3] + apart[4])
        return Number(apart.start(), end, value, _step(value))
    begin = max(0, end - REACH)
    chain = _CHAIN_BEFORE.search(low[begin:end])
    if chain is None:
        return _misread(low, low.rfind(" ", begin, end) + 1, end)
    tokens = _tokens(low, begin + chain.start(), end)
    for first in range(len(tokens)):
        number = _parse_chain(tokens[first:])
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
    return None if value is None else Number(start, end, value, _step(value))


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
    tokens = _tokens(low, start, chain.end())
    for last in range(len(tokens), 0, -1):
        number = _parse_chain(tokens[:last])
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
        start, number.end, _times(value, number.scale), _times(_step(value), number.scale), form, number.scale
    )
