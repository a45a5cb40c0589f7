"""Numbers as news prints them: value, printed precision, place."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.numbers import lowered, number_at, number_before, parse_digits

# Printed number, its value, one unit of its last printed digit, how it is written.
NUMBERS = [
    ("7", "7", "1", "digits"),
    ("48.2", "48.2", "0.1", "digits"),
    ("48.20", "48.20", "0.01", "digits"),
    (".5", "0.5", "0.1", "digits"),
    ("1,250,000", "1250000", "1", "digits"),
    ("1,250.75", "1250.75", "0.01", "digits"),
    ("12,34,567", "1234567", "1", "digits"),
    ("1.250.000", "1250000", "1", "digits"),
    ("1 250 000", "1250000", "1", "digits"),
    ("48,2", "48.2", "0.1", "digits"),
    ("7.6 million", "7.6E+6", "1E+5", "digits"),
    ("7.6-million", "7.6E+6", "1E+5", "digits"),
    ("33million", "33E+6", "1E+6", "digits"),
    ("2.5bn", "2.5E+9", "1E+8", "digits"),
    ("4 crore", "4E+7", "1E+7", "digits"),
    ("7 lakh", "7E+5", "1E+5", "digits"),
    ("12 hundred", "1200", "100", "digits"),
    ("five", "5", "1", "words"),
    ("forty-eight", "48", "1", "words"),
    ("forty eight", "48", "1", "words"),
    ("one hundred and twenty-five", "125", "1", "words"),
    ("a hundred", "100", "100", "words"),
    ("twelve hundred", "1200", "100", "words"),
    ("nine million", "9000000", "1000000", "words"),
    ("two hundred and fifty thousand", "250000", "1000", "words"),
    ("one million two hundred thousand", "1200000", "1000", "words"),
    ("three trillion", "3E+12", "1E+12", "words"),
    ("three point five", "3.5", "0.1", "words"),
    ("two and a half", "2.5", "0.1", "words"),
    ("two and a half million", "2.5E+6", "1E+5", "words"),
    ("8 and a half million", "8.5E+6", "1E+5", "digits"),
    ("3 million and a half", "3.5E+6", "1E+5", "digits"),
    ("two million and a half", "2.5E+6", "1E+5", "words"),
    ("two point two million", "2.2E+6", "1E+5", "words"),
    ("fifty - two", "52", "1", "words"),
    ("1.250.000,50", "1250000.50", "0.01", "digits"),
    ("half", "0.5", "0.1", "fraction"),
    ("half a million", "5E+5", "1E+5", "fraction"),
    ("a quarter of a million", "2.5E+5", "1E+5", "fraction"),
    ("three-tenths of a", "0.3", "0.1", "fraction"),
    ("half of 1", "0.5", "0.1", "fraction"),
    ("2½", "2.5", "0.1", "fraction"),
    ("2 1/2", "2.5", "0.1", "fraction"),
    ("¾", "0.75", "0.01", "fraction"),
    ("1/4", "0.25", "0.01", "fraction"),
]

NOT_NUMBERS = ["million", "and", "a", "of a", "someone", "tenfold", "1.2.3", "1/0", "9" * 40, "point five", "x86"]

# A text with a figure at its end, and the number that ends there.
BEFORE = [
    ("support stood at 48.2", "48.2"),
    ("between 10 and 20", "20"),
    ("40-45", "45"),
    ("in a two one", "1"),
    ("at (ninety", "90"),
    ("less than half of 1", "0.5"),
    ("by one hundred and five", "105"),
    ("some 48 . 2", "48.2"),  # tokens printed apart
    ("cost 80 , 000", "80000"),
    ("in 2016 . 5", "5"),
    ("rose to 4O", "40"),  # a letter read for a digit
    ("rose to l5.2", "15.2"),
    ("no number here", None),
    ("section 4.b", None),
    ("oil", None),
    ("", None),
]

# In text that lost its marks.
RESTORED = [
    ("won 48 2", "48.2"),
    ("raised 7 6 million", "7.6E+6"),
    ("won 19 85", "19.85"),
    ("spent 7 million", "7E+6"),
    ("in 2016 7", "7"),
    ("on april 18 5", "5"),
    ("in district 6 48", "48"),
    ("with 84", "84"),
    ("the top 0 1", "0.1"),
    ("the top 1", "1"),
]


@pytest.mark.parametrize(("text", "value", "step", "form"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_a_number_is_read_from_both_ends(text, value, step, form):
    for number in (number_at(text, 0), number_before(text, len(text))):
        assert number is not None
        assert (number.start, number.end, number.value, number.step, number.form) == (
            0,
            len(text),
            Decimal(value),
            Decimal(step),
            form,
        )


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_number(text):
    assert number_at(text, 0) is None or number_at(text, 0).end < len(text)
    assert number_before(text, len(text)) is None or number_before(text, len(text)).start > 0


@pytest.mark.parametrize(("text", "value"), BEFORE, ids=[row[0] for row in BEFORE])
def test_number_before(text, value):
    number = number_before(lowered(text), len(text))
    assert (number and number.value) == (value and Decimal(value))


@pytest.mark.parametrize(("text", "value"), RESTORED, ids=[row[0] for row in RESTORED])
def test_a_lost_decimal_point_is_restored(text, value):
    number = number_before(text, len(text), restore=True)
    assert number is not None
    assert number.value == Decimal(value)
    assert number.step == Decimal(1).scaleb(Decimal(value).as_tuple().exponent)


@given(st.integers(0, 10**12), st.integers(0, 4))
def test_digits_keep_value_and_precision_in_every_style(whole, places):
    value = Decimal(whole).scaleb(-places)
    for printed in (f"{value:f}", f"{value:,f}"):
        number = number_at(printed, 0)
        assert number is not None
        assert (number.value, number.step, number.end) == (value, Decimal(1).scaleb(-places), len(printed))


@given(
    st.decimals(1, 999, places=1),
    st.sampled_from(["million", "billion", "trillion", "m", "bn", "k"]),
    st.sampled_from(["", " ", "-"]),
)
def test_a_magnitude_scales_value_and_step(value, scale, gap):
    if scale in ("m", "bn", "k") and gap:
        gap = ""
    power = {"million": 6, "billion": 9, "trillion": 12, "m": 6, "bn": 9, "k": 3}[scale]
    number = number_at(f"{value}{gap}{scale} more", 0)
    assert number is not None
    assert (number.value, number.step) == (value.scaleb(power), Decimal("0.1").scaleb(power))


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_crash(text):
    low = lowered(text)
    assert len(low) == len(text)
    for place in range(len(text) + 1):
        for number in (number_at(low, place), number_before(low, place), number_before(low, place, restore=True)):
            assert number is None or 0 <= number.start < number.end <= len(text)


@given(st.text("0123456789., ", max_size=30))
def test_any_digits_are_a_number_or_nothing(printed):
    value = parse_digits(printed)
    assert value is None or value.is_finite()
