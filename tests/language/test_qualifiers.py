"""The words around a figure: which qualifier they make of it, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.qualifiers import coordinated, qualifier_after, qualifier_before

# What stands before a figure, the qualifier, its words, and whether they keep the true value close.
BEFORE = [
    ("won about ", "about", "about", False),
    ("won an estimated ", "about", "an estimated", False),
    ("won (roughly ", "about", "roughly", False),
    ("won ~", "about", "~", False),
    ("won more than ", "over", "more than", False),
    ("won more  than\n", "over", "more  than", False),
    ("won just over ", "over", "just over", True),
    ("a bit more than ", "over", "a bit more than", True),
    ("by more than a ", "over", "more than", False),
    ("past the ", "over", "past", False),
    ("the nearly ", "nearly", "nearly", False),
    ("just shy of ", "nearly", "just shy of", False),
    ("fell below ", "under", "below", False),
    ("no less than ", "at_least", "no less than", False),
    ("by as much as ", "at_most", "as much as", False),
    ("to within ", "at_most", "to within", False),
    (">=", "at_least", ">=", False),
]
NOTHING_BEFORE = [
    "won ",
    "",
    "the ",
    "more than the ",
    "short of the ",
    "her remark about ",
    "a voter over, ",
    "turnover ",
    "exactly ",
]

AFTER = [
    (" or more", "at_least", "or more"),
    (" or less.", "at_most", "or less"),
    (" or so", "about", "or so"),
    (", at most", "at_most", "at most"),
]
NOTHING_AFTER = ["", " or less than that", " or moreover", " more", " or"]

COORDINATED = [" and ", ", ", ", and ", " or "]
APART = [" in cash and ", " to ", ". ", ""]


@pytest.mark.parametrize(("text", "name", "words", "close"), BEFORE, ids=[row[0] for row in BEFORE])
def test_qualifier_before(text, name, words, close):
    found = qualifier_before(text, len(text))
    assert found is not None
    assert (found.qualifier, text[slice(*found.place)], found.close) == (name, words, close)


@pytest.mark.parametrize("text", NOTHING_BEFORE)
def test_no_qualifier_before(text):
    assert qualifier_before(text, len(text)) is None


@pytest.mark.parametrize(("text", "name", "words"), AFTER, ids=[row[0] for row in AFTER])
def test_qualifier_after(text, name, words):
    found = qualifier_after(text, 0)
    assert found is not None
    assert (found.qualifier, text[slice(*found.place)]) == (name, words)


@pytest.mark.parametrize("text", NOTHING_AFTER)
def test_no_qualifier_after(text):
    assert qualifier_after(text, 0) is None


@pytest.mark.parametrize(
    ("between", "shared"), [*((text, True) for text in COORDINATED), *((text, False) for text in APART)]
)
def test_coordinated(between, shared):
    assert coordinated(between) is shared


@given(st.text(max_size=60))
def test_any_text(text):
    for place in range(len(text) + 1):
        found = qualifier_before(text, place)
        assert found is None or 0 <= found.place[0] < found.place[1] <= place
