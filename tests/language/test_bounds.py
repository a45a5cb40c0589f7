"""A printed figure is an interval: the table of the reconciliation page, row by row."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.bounds import bounds, implied
from extractor.language.found import Amount


def amount(value=None, step="1", qualifier="exact", low=None, high=None, form="digits", close=False):
    number = lambda printed: None if printed is None else Decimal(printed)  # noqa: E731
    return Amount(number(value), number(low), number(high), Decimal(step), qualifier, form=form, close=close)


# Wording, figure, unit, logical range, implied range.
CASES = [
    ("48.2 percent", amount("48.2", "0.1"), "percent", ("48.15", "48.25"), ("48.15", "48.25")),
    ("23 points", amount("23"), "points", ("22.5", "23.5"), ("22.5", "23.5")),
    ("$7.6 million", amount("7.6E+6", "1E+5"), "USD", ("7550000", "7650000"), ("7550000", "7650000")),
    ("nine million dollars", amount("9E+6", "1E+6"), "USD", ("8500000", "9500000"), ("8500000", "9500000")),
    ("about 48 percent", amount("48", qualifier="about"), "percent", ("46", "50"), ("46", "50")),
    ("about $21 million", amount("21E+6", "1E+6", "about"), "USD", ("19950000", "22050000"), ("19950000", "22050000")),
    ("about $5 million", amount("5E+6", "1E+6", "about"), "USD", ("4000000", "6000000"), ("4000000", "6000000")),
    ("nearly nine million", amount("9E+6", "1E+6", "nearly"), "USD", ("8000000", "9000000"), ("8000000", "9000000")),
    ("nearly 20 percent", amount("20", qualifier="nearly"), "percent", ("18", "20"), ("18", "20")),
    ("more than 20 points", amount("20", qualifier="over"), "points", ("20", None), ("20", "23")),
    ("over $21 million", amount("21E+6", "1E+6", "over"), "USD", ("21000000", None), ("21000000", "23100000")),
    (
        "just over $21 million",
        amount("21E+6", "1E+6", "over", close=True),
        "USD",
        ("21000000", None),
        ("21000000", "22050000"),
    ),
    ("just over 50 percent", amount("50", qualifier="over", close=True), "percent", ("50", None), ("50", "51")),
    ("less than 7 points", amount("7", qualifier="under"), "points", (None, "7"), ("4", "7")),
    ("at least $1 million", amount("1E+6", "1E+6", "at_least"), "USD", ("1000000", None), ("1000000", "2000000")),
    ("up to 5 percent", amount("5", qualifier="at_most"), "percent", (None, "5"), ("2", "5")),
    ("8 to 10 percent", amount(low="8", high="10", qualifier="range"), "percent", ("7.5", "10.5"), ("7.5", "10.5")),
    (
        "double-digit",
        amount(low="10", high="99", qualifier="range", form="double_digit"),
        "points",
        ("10", "99"),
        ("10", "99"),
    ),
    ("half of the vote", amount("50", form="fraction"), "percent", ("48", "52"), ("48", "52")),
    ("more than half", amount("50", qualifier="over", form="fraction"), "percent", ("50", None), ("50", "53")),
]


@pytest.mark.parametrize(("wording", "figure", "unit", "logical", "taken"), CASES, ids=[row[0] for row in CASES])
def test_bounds(wording, figure, unit, logical, taken):
    expect = lambda pair: tuple(None if end is None else Decimal(end) for end in pair)  # noqa: E731
    assert bounds(figure, unit) == expect(logical)
    assert implied(figure, unit) == expect(taken)


def test_an_amount_without_a_number_is_an_error():
    with pytest.raises(ValueError, match="value or both ends"):
        bounds(Amount(None), "percent")


@given(
    st.decimals(0, 10**7, places=2),
    st.sampled_from(["0.01", "0.1", "1", "100000"]),
    st.sampled_from(["exact", "about", "nearly", "over", "under", "at_least", "at_most"]),
    st.booleans(),
    st.sampled_from(["percent", "points", "USD"]),
)
def test_the_printed_number_lies_inside_and_the_implied_range_is_closed(value, step, qualifier, close, unit):
    figure = amount(value, step, qualifier, close=close)
    low, high = bounds(figure, unit)
    assert low is None or low <= value
    assert high is None or value <= high
    low, high = implied(figure, unit)
    assert low is not None
    assert high is not None
    assert low <= value <= high


@given(st.decimals(1, 10**6, places=1), st.sampled_from(["percent", "USD"]))
def test_a_vaguer_wording_allows_all_that_the_exact_one_does(value, unit):
    exact, about = bounds(amount(value, "0.1"), unit), bounds(amount(value, "0.1", "about"), unit)
    assert about[0] <= exact[0] <= exact[1] <= about[1]
