"""Sums of money: what stands in the text, its number, currency and qualifier."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.rooms.money import find_money


def read(text, country=None, *, unpunctuated=False):
    """Each finding as (its characters, value or "low to high", currency, qualifier)."""
    return [
        (text[found.start : found.end], number(found.value), found.value.currency, found.value.qualifier)
        for found in find_money(text, country=country, unpunctuated=unpunctuated)
    ]


def number(amount):
    return f"{amount.low:,f} to {amount.high:,f}" if amount.value is None else f"{amount.value:,f}"


def usd(text, value, qualifier="exact"):
    return text, value, "USD", qualifier


PRINTED = [
    ("from £1.40, up 20p an hour", [("£1.40", "1.40", "GBP", "exact"), ("20p", "0.20", "GBP", "exact")]),
    ("raised $450,000 in March", [usd("$450,000", "450,000")]),
    ("raised $6.2 million", [usd("$6.2 million", "6,200,000")]),
    ("RAISED $6.2 MILLION", [usd("$6.2 MILLION", "6,200,000")]),
    ("raised $33million", [usd("$33million", "33,000,000")]),
    ("raised $33M; more to come", [usd("$33M", "33,000,000")]),
    ("raised $33 M in March", [usd("$33 M", "33,000,000")]),
    ("a $2bn plan", [usd("$2bn", "2,000,000,000")]),
    ("raised $25mn and $300k", [usd("$25mn", "25,000,000"), usd("$300k", "300,000")]),
    ("a $1.5tn plan", [usd("$1.5tn", "1,500,000,000,000")]),
    ("a $5-million gift", [usd("$5-million", "5,000,000")]),
    ("a $10-billion plan", [usd("$10-billion", "10,000,000,000")]),
    ("a $2,700-a-plate dinner", [usd("$2,700", "2,700")]),
    ("$12-an-hour workers", [usd("$12", "12")]),
    ("raised $ 1.5 million , she said", [usd("$ 1.5 million", "1,500,000")]),
    ("raised $ 80 , 000", [usd("$ 80 , 000", "80,000")]),
    ("raised $1O,000", [usd("$1O,000", "10,000")]),
    ("raised $2½ million", [usd("$2½ million", "2,500,000")]),
    ("nine million dollars", [usd("nine million dollars", "9,000,000")]),
    ("half a million dollars", [usd("half a million dollars", "500,000")]),
    ("two hundred and fifty thousand dollars", [usd("two hundred and fifty thousand dollars", "250,000")]),
    ("a nine-million-dollar campaign", [usd("nine-million-dollar", "9,000,000")]),
    ("a ticket for 50 cents", [usd("50 cents", "0.50")]),
    ("a ticket for 50¢", [usd("50¢", "0.50")]),
    ("3 dollars and 50 cents", [usd("3 dollars and 50 cents", "3.50")]),
    ("It cost 15 dollars 50.", [usd("15 dollars 50", "15.50")]),
    ("made twenty bucks", [usd("twenty bucks", "20")]),
    ("cost her 20 grand", [usd("20 grand", "20,000")]),
    ("put $5 bucks down", [usd("$5 bucks", "5")]),
    ("lost $-5 million", [usd("$-5 million", "-5,000,000")]),
    ("a swing of -$5 million", [usd("-$5 million", "-5,000,000")]),
    ("net income was ($5.2 million)", [usd("($5.2 million)", "-5,200,000")]),
    ("the largest gift ($5.2 million)", [usd("$5.2 million", "5,200,000")]),
    ("#5 of the $5 gifts", [usd("$5", "5")]),
]

CURRENCIES = [
    ("US$5 million", None, "USD"),
    ("us $ 5 million", None, "USD"),
    ("C$5 million", None, "CAD"),
    ("A$5m", None, "AUD"),
    ("HK$10", None, "HKD"),
    ("NZ$10", None, "NZD"),
    ("$20 Canadian", None, "CAD"),
    ("20 Canadian dollars", None, "CAD"),
    ("20 Hong Kong dollars", None, "HKD"),
    ("$20", "CA", "CAD"),
    ("$20 US", "CA", "USD"),
    ("20 dollars", "AU", "AUD"),
    ("$20", None, "USD"),
    ("$20", "GB", "USD"),
    ("£5m", None, "GBP"),
    ("5 million pounds", None, "GBP"),
    ("500 pounds sterling", None, "GBP"),
    ("5 million Egyptian pounds", None, "EGP"),
    ("€5 million", None, "EUR"),
    ("10 €", None, "EUR"),
    ("5 million euros", None, "EUR"),
    ("5 mn euros", None, "EUR"),
    ("RMB5m", None, "CNY"),
    ("EUR 5 million", None, "EUR"),
    ("75 USD million", None, "USD"),
    ("120 MEUR", None, "EUR"),
    ("¥5,000", None, "JPY"),
    ("500 yen", None, "JPY"),
    ("500 million won", None, "KRW"),
    ("Rs 4 crore", None, "INR"),
    ("₹12,34,567", None, "INR"),
    ("Rs 500", "PK", "PKR"),
    ("500 pesos", None, "MXN"),
    ("500 pesos", "AR", "ARS"),
    ("RM42", None, "MYR"),
    ("42RM", None, "MYR"),
    ("20 quid", None, "GBP"),
    ("500 Swiss francs", None, "CHF"),
    ("R$ 10", None, "BRL"),
    ("Bds$500", None, "BBD"),
    ("R500m", None, "ZAR"),
    ("R1.2 billion", None, "ZAR"),
    ("R350", "ZA", "ZAR"),
    ("210 pence", None, "GBP"),
    ("Hong Kong dollars 20", None, "HKD"),
]

RANGES = [
    ("$40,000-$50,000 a plate", [usd("$40,000-$50,000", "40,000 to 50,000", "range")]),
    ("$40,000–50,000 a plate", [usd("$40,000–50,000", "40,000 to 50,000", "range")]),
    ("between $2 million and $7 million", [usd("$2 million and $7 million", "2,000,000 to 7,000,000", "range")]),
    ("$3 million to $4 million", [usd("$3 million to $4 million", "3,000,000 to 4,000,000", "range")]),
    ("$3 to $4 million", [usd("$3 to $4 million", "3,000,000 to 4,000,000", "range")]),
    ("$10-$20 million", [usd("$10-$20 million", "10,000,000 to 20,000,000", "range")]),
    ("$5-10 billion", [usd("$5-10 billion", "5,000,000,000 to 10,000,000,000", "range")]),
    ("10 to 20 dollars", [usd("10 to 20 dollars", "10 to 20", "range")]),
    ("7-9 lakh rupees", [("7-9 lakh rupees", "700,000 to 900,000", "INR", "range")]),
    ("₹6,000-7,000 crore", [("₹6,000-7,000 crore", "60,000,000,000 to 70,000,000,000", "INR", "range")]),
    ("between $500 and $2 million", [usd("$500 and $2 million", "500 to 2,000,000", "range")]),
    ("$7 and $5 million, respectively", [usd("$7", "7,000,000"), usd("$5 million", "5,000,000")]),
    ("$300,000 to more than $2 million", [usd("$300,000 to more than $2 million", "300,000 to 2,000,000", "range")]),
    ("rose from $3 million to $4 million", [usd("$3 million", "3,000,000"), usd("$4 million", "4,000,000")]),
    ("raised $6 million to $4 million for Marlow", [usd("$6 million", "6,000,000"), usd("$4 million", "4,000,000")]),
    ("$5 and $6 million, respectively", [usd("$5", "5,000,000"), usd("$6 million", "6,000,000")]),
    ("gave $5 to 10 people", [usd("$5", "5")]),
    ("rose 60 cents to 67 dollars", [usd("60 cents", "0.60"), usd("67 dollars", "67")]),
    ("gave $200 or $500", [usd("$200", "200"), usd("$500", "500")]),
]

QUALIFIED = [
    ("about $5 million", [usd("$5 million", "5,000,000", "about")]),
    ("some $4.6 billion in loans", [usd("$4.6 billion", "4,600,000,000", "about")]),
    ("an estimated $5 million", [usd("$5 million", "5,000,000", "about")]),
    ("the nearly $52million raised", [usd("$52million", "52,000,000", "nearly")]),
    ("past the $1billion mark", [usd("$1billion", "1,000,000,000", "over")]),
    ("a $9 million-plus campaign", [usd("$9 million", "9,000,000", "over")]),
    ("just over $5 million", [usd("$5 million", "5,000,000", "over")]),
    ("must exceed $5", [usd("$5", "5", "over")]),
    ("asked about the $5 deal", [usd("$5", "5")]),
    ("less than $5", [usd("$5", "5", "under")]),
    ("gave $200 or less", [usd("$200", "200", "at_most")]),
    ("gave $1million or more", [usd("$1million", "1,000,000", "at_least")]),
    ("as much as $5 million", [usd("$5 million", "5,000,000", "at_most")]),
    (
        "more than $7million and $4 million",
        [usd("$7million", "7,000,000", "over"), usd("$4 million", "4,000,000", "over")],
    ),
    ("more than the $5 million he raised", [usd("$5 million", "5,000,000")]),
    (
        "more than $5 million, $6 million and $7 million",
        [usd(f"${n} million", f"{n},000,000", "over") for n in (5, 6, 7)],
    ),
    ("tops the $512.6million of 2027", [usd("$512.6million", "512,600,000")]),
]

NO_MONEY = [
    "shares of AMD 300 days later",
    "millions of dollars",
    "$100s of millions",
    "won 5 million",
    "20p, 1080p",
    "R350 and R2D2",
    "Sen. Roe (R-Marlow), R 5 million",
    "$ACME rose",
    "let $x = 5",
    "ALL 5 members TRY 10 times",
    "three grand juries, one grand alliance",
    "The Bucks won 20 games, 5 Bucks said",
    "my two cents",
    "lost 20 pounds, weighs 200 pounds",
    "200 pounds of beef",
    "won 500 votes",
    "raised 6.2 million for Marlow",
    "8 million voters",
    "costs a dollar",
    "$",
    "$,,,,",
]

LOST_MARKS = [
    ("marlow raised 6 2 million by june", [usd("6 2 million", "6,200,000")]),
    ("both unions spent more than 4 million", [usd("4 million", "4,000,000", "over")]),
    ("raised money from 7 million voters", []),
    ("some 7 million live there", []),
    ("raised $6 2 million", [usd("$6 2 million", "6,200,000")]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*PRINTED, *RANGES, *QUALIFIED], ids=lambda value: value if isinstance(value, str) else ""
)
def test_find_money(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(("text", "country", "currency"), CURRENCIES)
def test_currencies(text, country, currency):
    ((characters, _, code, _),) = read(text, country)
    assert (characters, code) == (text, currency)


TOLD = [
    ("She got 40 per cent in Queensland and spent $5.", "AUD"),
    ("She got 40 percent in Queensland and spent $5.", "USD"),
    ("The Ontario riding saw $5 spent, Ottawa said.", "CAD"),
    ("Canberra gave $5 to Queensland.", "AUD"),
    ("Canberra gave US$5 to Queensland.", "USD"),
    ("An Ottawa envoy gave $5.", "USD"),
    ("Ottawa and Ontario gave $5 to a U.S. fund.", "USD"),
    ("Ottawa and Canberra gave $5 to Ontario.", "USD"),
]


@pytest.mark.parametrize(("text", "currency"), TOLD, ids=[text for text, _ in TOLD])
def test_the_story_tells_whose_dollar_it_counts_in(text, currency):
    assert [code for _, _, code, _ in read(text)] == [currency]


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_no_money(text):
    assert read(text) == []


@pytest.mark.parametrize(("text", "expected"), LOST_MARKS, ids=[text for text, _ in LOST_MARKS])
def test_text_that_lost_its_marks(text, expected):
    assert read(text, unpunctuated=True) == expected


BARE = [
    ("he raised 3 million and would spend 60 million on the depot", None, [("3 million", "USD"), ("60 million", "USD")]),
    ("she spent 3 million in ontario said ottawa", None, [("3 million", "CAD")]),
    ("she spent 3 million", "GB", [("3 million", "GBP")]),
    ("declared assets of 4 7 crore and debts of rs 38 lakh", "IN", [("4 7 crore", "INR"), ("rs 38 lakh", "INR")]),
    ("donors gave 2 million and the 40million bypass in the hills a long way from here would help nobody at all he told the town and its many visitors then", None,
     [("2 million", "USD"), ("40million", "USD")]),
    # What is counted is no money.
    ("she spent 3 million reaching 8 million low and middle income workers", None, [("3 million", "USD")]),
    ("she spent 3 million and later that same year in the other contest far up in the north of the country won by 2 million votes", None,
     [("3 million", "USD")]),
    ("a bakery of 3 million", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "expected"), BARE, ids=[text for text, _, _ in BARE])
def test_bare_numbers_in_text_that_lost_its_marks(text, country, expected):
    found = find_money(text, country=country, unpunctuated=True, caseless=True)
    assert [(text[f.start : f.end], f.value.currency) for f in found] == expected


STYLES = ["${}", "$ {}", "US${}", "£{}", "€{}", "{} dollars", "{} euros", "USD {}", "{} €", "Rs {}"]
SCALES = ["", " million", "million", "-million", " billion", " trillion"]


@given(
    st.integers(1, 999),
    st.integers(0, 2),
    st.sampled_from(STYLES),
    st.sampled_from(SCALES),
    st.sampled_from(["She raised {} in May.", "{}", "(some say {})"]),
)
def test_every_style_keeps_value_and_precision(digits, places, style, scale, sentence):
    power = {"": 0, "million": 6, "billion": 9, "trillion": 12}[scale.strip(" -")]
    value = Decimal(digits).scaleb(-places)
    text = sentence.format(style.format(f"{value:f}{scale}"))
    (found,) = find_money(text)
    assert found.value.value == value.scaleb(power)
    assert found.value.step == Decimal(1).scaleb(power - places)


@given(st.integers(0, 10**9), st.sampled_from(["${:,}", "${}", "{:,} dollars", "£{:,}", "{:,} yen"]))
def test_grouped_digits(value, style):
    (found,) = find_money(style.format(value))
    assert (found.value.value, found.value.step) == (value, 1)


ALPHABET = st.one_of(st.text(max_size=80), st.text("0123456789 .,$€£¢-–()\nUSDRMadehilmnoprtu", max_size=80))


@given(ALPHABET, st.booleans(), st.sampled_from([None, "CA", "GB"]))
def test_any_text_gives_ordered_findings_inside_it(text, unpunctuated, country):
    end = 0
    for found in find_money(text, country=country, unpunctuated=unpunctuated):
        assert end <= found.start < found.end <= len(text)
        amount = found.value
        assert (amount.value is None) == (amount.low is not None) == (amount.high is not None)
        assert amount.low is None or amount.low <= amount.high
        end = found.end


def test_a_road_of_south_africa_is_no_sum():
    text = "a fare of R350 on the R61"
    assert read(text, "ZA") == [("R350", "350", "ZAR", "exact")]
