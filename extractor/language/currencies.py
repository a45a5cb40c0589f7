"""Currencies as news prints them: signs, prefixes, codes, names and slang, from the tables in `extractor/data`.

`currency_signs` ("$", "US$", "Rs"), `currencies` (ISO 4217 codes and their full names), `currency_units` (everyday words),
`currency_homes` (which dollar, pound or peso a country's press means when it names none).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.language.lexicon import alternation, load_table, load_words
from extractor.text.forms import places_of


class Unit(NamedTuple):
    """A printed currency: ISO 4217 code, what one is worth in whole units, how it must be read, the word it shares with others."""

    code: str
    worth: Decimal
    kind: str  # sign, code, or a kind of `data/currency_units.tsv`
    shared: str = ""


_ONE = Decimal(1)
_SIGN_ROWS = load_table("currency_signs", 4)
HOMES = {country: (code, unit) for country, code, unit in load_table("currency_homes", 3)}
# Codes that are no words: "ALL 5 members" is no sum in Albanian lek.
CODES = frozenset(code for code, _, _ in load_table("currencies", 3)) - load_words("currency_codes_ambiguous")
SIGNS = {
    sign.lower(): Unit(code, _ONE, "sign", "" if shared == "-" else shared) for sign, code, _, shared in _SIGN_ROWS
}
DOLLAR = SIGNS["$"]
UNITS = {
    word: Unit(code, Decimal(worth), kind, shared="" if shared == "-" else shared)
    for word, code, worth, kind, shared in load_table("currency_units", 5)
}
UNITS |= {name: Unit(code, _ONE, "plain") for code, *names in load_table("currencies", 3) for name in names}
UNITS |= {code.lower(): Unit(code, _ONE, "plain") for code in load_words("currency_codes_small")}
LAST_WORDS = frozenset(name.split()[-1] for name, unit in UNITS.items() if unit.kind != "minor")
# Those that are ASCII letters alone, and the others: "złotys", "¢".
_PLAIN_LAST_WORDS = frozenset(word for word in LAST_WORDS if word.isascii() and word.isalpha())
_OTHER_LAST_WORDS = LAST_WORDS - _PLAIN_LAST_WORDS
_OTHER_MARKS = frozenset(mark for word in _OTHER_LAST_WORDS for mark in word if not mark.isascii())
_LONGEST_NAME = max(len(name.split()) for name in UNITS)

MARKS = "".join(sorted({sign for sign in SIGNS if len(sign) == 1 and not sign.isascii()} | {"$"}))
# A mark with a number before or behind it. The mark stands first in the pattern, so that text without marks costs nothing.
MARK = re.compile(rf"[{MARKS}](?:(?=(?:ur)?[ ]{{0,2}}[-−–]?\.?\d)|(?<=\w.)|(?<=\w[ ].))")
# "US$", "us $ 5", "HK$": the letters before a mark.
_LETTERS = sorted(
    ((sign.lower()[:-1], apart == "yes") for sign, _, apart, _ in _SIGN_ROWS if len(sign) > 1 and sign[-1] in MARKS),
    key=lambda row: -len(row[0]),
)
_PREFIX = re.compile(
    r"(?<![^\W\d_])(?<!['’])(?:"
    + "|".join(re.escape(letters) + (r"[ ]?" if apart else "") for letters, apart in _LETTERS)
    + r")\Z"
)
# Signs made of letters, in the case they are printed in: "RM 42", "Rs 20", "Kč".
LETTER_SIGN = re.compile(
    alternation(sign for sign, _, _, _ in _SIGN_ROWS if sign[0].isalpha() and sign[-1] not in MARKS) + r"(?![^\W\d_])"
)
ISO = re.compile(r"[A-Z]{3,}(?![^\W\d_])")
# Letters of the names of currencies, "złotys" and "colóns" among them.
WORDS = re.compile(r"[a-zß-žʻ]+|¢")


def sign_before(text: str, low: str, mark: int) -> tuple[int, Unit]:
    """Where the sign begins whose mark stands at `mark` ("$" of "US$"), and what it means. `low` is `text` in lower case."""
    prefix = _PREFIX.search(low, max(0, mark - 5), mark)
    # "a$5 million gift" lacks a space; "A$5 million" is Australian.
    if prefix is not None and text[prefix.start() : mark] != "a":
        unit = SIGNS.get(prefix.group().strip() + low[mark])
        if unit is not None:
            return prefix.start(), unit
    return mark, SIGNS[low[mark]]


def name_before(low: str, start: int, end: int) -> tuple[int, Unit] | None:
    """The longest name of a currency whose last word stands at `start`..`end`: "australian dollars" rather than "dollars"."""
    begin = max(0, start - 40)
    firsts = [begin + match.start() for match in re.finditer(r"\S+", low[begin:start])][-(_LONGEST_NAME - 1) :]
    for first in firsts:
        name = " ".join(low[first:end].replace("-", " ").split())
        if name in UNITS and (first == 0 or not low[first - 1].isalnum()):
            return first, UNITS[name]
    unit = UNITS.get(low[start:end])
    return (start, unit) if unit else None


def code_at_home(unit: Unit, country: str | None) -> str:
    """The ISO 4217 code of `unit`; where several currencies share its word or sign, the one of `country` (ISO 3166 alpha-2).

    >>> code_at_home(DOLLAR, "CA"), code_at_home(DOLLAR, "FR"), code_at_home(DOLLAR, None)
    ('CAD', 'USD', 'USD')
    """
    code, word = HOMES.get(country or "", ("", ""))
    return code if word and word == unit.shared else unit.code


def last_words_in(low: str) -> frozenset[str]:
    """Last words of the names of currencies that may stand in a text in lower case."""
    others = [word for word in _OTHER_LAST_WORDS if word in low] if any(mark in low for mark in _OTHER_MARKS) else []
    return frozenset(places_of(low).keys() & _PLAIN_LAST_WORDS).union(others)


def home_unit(country: str | None) -> Unit:
    """What a sum without any sign is counted in: the currency of `country` (ISO 3166 alpha-2), else US dollars.

    >>> home_unit("GB").code, home_unit("CA").code, home_unit(None).code
    ('GBP', 'CAD', 'USD')
    """
    code, _ = HOMES.get(country or "", (DOLLAR.code, ""))
    return Unit(code, _ONE, "bare")


@lru_cache(maxsize=256)
def last_word_pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Any of `words` at the end of a word. Few of all the names stand in one article: those alone are looked for."""
    return re.compile(rf"{alternation(words)}(?![^\W\d_])")
