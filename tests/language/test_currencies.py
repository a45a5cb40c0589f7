"""Currencies: signs, prefixes, names, and which dollar is meant."""

import pytest

from extractor.language.currencies import CODES, DOLLAR, SIGNS, UNITS, code_at_home, name_before, sign_before
from extractor.language.lexicon import load_table

SIGN_CASES = [
    ("$", 0, "USD"),
    ("US$", 0, "USD"),
    ("us $", 0, "USD"),
    ("paid HK$", 5, "HKD"),
    ("for a $", 6, "USD"),
    ("the c $", 4, "CAD"),
    ("bonus$", 5, "USD"),
    ("R$", 0, "BRL"),
    ("A$", 0, "AUD"),
    ("a$", 1, "USD"),
    ("the party's$", 11, "USD"),
]
NAME_CASES = [
    ("five australian dollars", "australian dollars", "AUD"),
    ("five hong kong dollars", "hong kong dollars", "HKD"),
    ("five dollars", "dollars", "USD"),
    ("five u.s. dollars", "u.s. dollars", "USD"),
    ("five new dollars", "dollars", "USD"),
    ("five pounds sterling", "pounds sterling", "GBP"),
]


@pytest.mark.parametrize(("text", "start", "code"), SIGN_CASES)
def test_sign_before(text, start, code):
    found, unit = sign_before(text, text.lower(), len(text) - 1)
    assert (found, unit.code) == (start, code)


@pytest.mark.parametrize(("text", "name", "code"), NAME_CASES)
def test_name_before(text, name, code):
    start, unit = name_before(text, text.rindex(" ") + 1, len(text))
    assert (text[start:], unit.code) == (name, code)


@pytest.mark.parametrize(
    ("unit", "country", "code"),
    [
        (DOLLAR, "NZ", "NZD"),
        (DOLLAR, "DE", "USD"),
        (DOLLAR, None, "USD"),
        (UNITS["pounds"], "EG", "EGP"),
        (UNITS["euros"], "US", "EUR"),
        (SIGNS["£"], "EG", "GBP"),
        (UNITS["cents"], "CA", "CAD"),
    ],
)
def test_code_at_home(unit, country, code):
    assert code_at_home(unit, country) == code


def test_the_tables_know_each_other():
    codes = {row[0] for row in load_table("currencies", 3)}
    assert codes >= CODES
    assert codes >= {code for _, code, _ in load_table("currency_homes", 3)}
    assert codes >= {row[0] for row in load_table("currency_codes_ambiguous")}
    assert codes >= {unit.code for unit in SIGNS.values()}
