"""What a chain of digits and number words comes to: `48.2`, `1,250,000`, `7.6 million`, `forty-eight`, `two and a half`, `¾`.

reads   a stretch of text in lower case that is all number
gives   Number, with the precision it was printed with; None where the words are no number
leaves  where numbers stand in a text to numbers.py
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.language.lexicon import alternation, load_map, load_table

# A longer run of digits is an identifier or noise, not a quantity.
LONGEST_DIGITS = 24

WORDS: dict[str, tuple[Decimal, str]] = {
    word: (Decimal(value), kind) for word, value, kind in load_table("number_words", 3)
}
SUFFIXES: dict[str, Decimal] = {mark: Decimal(value) for mark, value in load_map("number_suffixes").items()}
PARTS: dict[str, int] = {word: int(value) for word, value in load_map("fraction_words").items()}
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
MAGNITUDES = frozenset({*SUFFIXES, *(word for word, (_, kind) in WORDS.items() if kind == "scale")})


class Number(NamedTuple):
    """A printed number: half-open offsets, its value, one unit of its last printed digit, how it was written."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: str = "digits"  # digits, words, fraction, restored
    scale: Decimal = Decimal(1)  # 1000000 in "7.6 million"


DIGITS = r"""(?:
      \d{1,3} (?: [ ]\d{3} )+ (?![\d,.]*\d)            # 1 250 000
    | \d{1,4} [ ]?[/⁄][ ]? \d{1,3} (?!\d)               # 1/4   1 / 4
    | \d+ (?: [.,]\d+ )* (?: [ ]?[¼½¾⅓⅔⅛⅜⅝⅞] | [ ]\d/\d{1,2} (?!\d) )?    # 48.2   1,250,000   12,34,567   2½   2 1/2
    | \.\d+                                              # .5
)"""
# "5 mn euros": these marks are no words, so a space before them does no harm.
MAGNITUDE = rf"(?:{alternation(MAGNITUDES)}|[ ](?:mn|mln|bn|bln|tn|trn))"
_TOKENS = re.compile(
    rf"(?P<digits>{DIGITS})(?P<glued>{MAGNITUDE}(?![a-z0-9]))?|(?P<vulgar>[¼½¾⅓⅔⅕⅖⅗⅘⅛⅜⅝⅞])|(?P<word>[a-z]+)",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of a chain: half-open offsets, what it is, and the magnitude that is printed close behind its digits."""

    start: int
    end: int
    kind: str  # digits, vulgar, or the kind of the word
    text: str
    glued: str = ""


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The pieces of text[start:end], in reading order."""
    found: list[Token] = []
    for match in _TOKENS.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind == "word":
            word = match.group()
            kind = WORDS[word][1] if word in WORDS else "part" if word in PARTS else word
            found.append(Token(match.start(), match.end(), kind, word))
        elif kind == "vulgar":
            found.append(Token(match.start(), match.end(), "vulgar", match.group()))
        else:
            found.append(
                Token(match.start(), match.end(), "digits", match.group("digits"), (match.group("glued") or "").strip())
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


def step_of(value: Decimal) -> Decimal:
    """One unit of the last printed digit: 48.2 → 0.1."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def _part(numerator: int, denominator: int) -> Decimal:
    """A fraction to four digits, exact where it ends sooner.

    >>> _part(1, 2), _part(1, 3), _part(3, 4)
    (Decimal('0.5'), Decimal('0.3333'), Decimal('0.75'))
    """
    exact = Decimal(numerator) / Decimal(denominator)
    return exact if len(exact.as_tuple().digits) <= 4 else exact.quantize(Decimal("0.0001"))


def parse_chain(tokens: Sequence[Token]) -> Number | None:
    """The number that the whole of `tokens` spells, or None: a head, its scale, and "and a half" before or behind the scale."""
    head = _head(tokens)
    if head is None:
        return None
    value, step, taken, form, scale = head
    # "two million and a half", but "a hundred and a half".
    value, step, taken = _and_a_part(tokens, value, step, taken, scale if scale >= 1000 else Decimal(1))
    while taken < len(tokens) and tokens[taken].kind in ("scale", "hundred") and not tokens[0].glued:
        power = WORDS[tokens[taken].text][0]
        # In "nine million" the words hold the scale already; "half a million" is no finer than a tenth.
        value, step = scaled(value, power), scaled(Decimal("0.1") if form == "fraction" else step, power)
        scale, taken = scale * power, taken + 1
    if form == "digits" and value < 1 and [token.kind for token in tokens[taken:]] in (["of", "a"], ["of", "an"]):
        taken += 2  # "0.3 of a percentage point"
    if scale > 1:
        value, step, taken = _and_a_part(tokens, value, step, taken, scale)
    return Number(tokens[0].start, tokens[-1].end, value, step, form, scale) if taken == len(tokens) else None


def _head(tokens: Sequence[Token]) -> tuple[Decimal, Decimal, int, str, Decimal] | None:
    """Value, step, length, form and scale of what `tokens` begin with: digits, a fraction or number words."""
    first, one = tokens[0], Decimal(1)
    if first.kind == "digits":
        printed = _digit_head(first)
        if printed is None:
            return None
        form = "fraction" if "/" in first.text or "⁄" in first.text or first.text[-1] in VULGAR else "digits"
        scale = SUFFIXES.get(first.glued) or WORDS[first.glued][0] if first.glued else one
        return scaled(printed[0], scale), scaled(printed[1], scale), 1, form, scale
    if first.kind == "vulgar" or _is_part(tokens):
        part = _fraction(tokens)
        return None if part is None else (part[0], step_of(part[0]), part[1], "fraction", one)
    words = _words(tokens)
    if words is None:
        return None
    value, step, taken = words
    # "three point five"
    if step == 1 and taken + 1 < len(tokens) and tokens[taken].kind == "point":
        decimals = ""
        while taken + 1 < len(tokens) and tokens[taken + 1].kind == "unit" and WORDS[tokens[taken + 1].text][0] < 10:
            decimals += str(WORDS[tokens[taken + 1].text][0])
            taken += 1
        value += Decimal(f"0.{decimals or 0}")
        step, taken = step_of(value), taken + 1
    return value, step, taken, "words", step if step > 1 else one


def _and_a_part(
    tokens: Sequence[Token], value: Decimal, step: Decimal, taken: int, scale: Decimal
) -> tuple[Decimal, Decimal, int]:
    """Value, step and length with "and a half", "and three quarters" of `scale` added, where they follow."""
    if taken + 1 < len(tokens) and tokens[taken].kind == "and":
        part = _fraction(tokens[taken + 1 :])
        own = tokens[taken + 1 + part[1]].kind == "scale" if part and taken + 1 + part[1] < len(tokens) else False
        # "a billion and a quarter million" has a scale of its own there; nobody prints that.
        if part is not None and not (own and scale > 1):
            return value + scaled(part[0], scale), scaled(Decimal("0.1"), scale), taken + 1 + part[1]
    return value, step, taken


def scaled(value: Decimal, scale: Decimal) -> Decimal:
    """`value` × `scale` with the printed digits kept: 7.6 million is 7.6E+6, not 7600000."""
    return value.scaleb(int(scale.log10())) if scale > 1 else value


def _digit_head(token: Token) -> tuple[Decimal, Decimal] | None:
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
        return (part, step_of(part)) if len(left) == 1 else (int(left[0]) + part, Decimal("0.1"))
    value = parse_digits(text)
    return None if value is None else (value, step_of(value))


def _is_part(tokens: Sequence[Token]) -> bool:
    """Does a fraction in words begin here: "half", "a third", "three quarters"?"""
    if tokens[0].kind == "part":
        return tokens[0].text in ("half", "quarter")
    return len(tokens) > 1 and tokens[1].kind == "part" and (tokens[0].kind in ("a", "an", "unit"))


def _fraction(tokens: Sequence[Token]) -> tuple[Decimal, int] | None:
    """The fraction at the head of `tokens` and how many it takes, "of a" behind it included."""
    if not tokens:
        return None
    if tokens[0].kind == "vulgar":
        value, taken = _part(*VULGAR[tokens[0].text]), 1
    elif tokens[0].kind == "part":
        value, taken = _part(1, PARTS[tokens[0].text]), 1
    elif len(tokens) > 1 and tokens[1].kind == "part":
        numerator = (
            1 if tokens[0].kind in ("a", "an") else int(WORDS[tokens[0].text][0]) if tokens[0].kind == "unit" else 0
        )
        if not 0 < numerator < 100:
            return None
        value, taken = _part(numerator, PARTS[tokens[1].text]), 2
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


def _words(tokens: Sequence[Token]) -> tuple[Decimal, Decimal, int] | None:
    """Value, smallest printed magnitude and length of the number words at the head of `tokens`."""
    total, group, last = Decimal(0), Decimal(-1), ""
    step, ceiling = Decimal(1), Decimal("Infinity")
    index = 0
    for index, token in enumerate(tokens):
        value, kind = WORDS.get(token.text, (Decimal(0), token.kind))
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
