"""Any text becomes a Doc with that text, in linear time."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.tokenizer import LONGEST_STRETCH, SafeTokenizer

blank = spacy.blank("en")
tokenize = SafeTokenizer(blank)

TEXTS = [
    ("prose", "Roe won 48.2 percent, didn't she?"),
    ("a stretch of signs", "Roe " + "$,,,," * LONGEST_STRETCH + " won"),
    ("a stretch of letters", "a" * 100_000),
    ("signs and white space", "x" * LONGEST_STRETCH + "  \n y\n\n"),
    ("nothing", ""),
]


@pytest.mark.parametrize(("what", "text"), TEXTS, ids=[row[0] for row in TEXTS])
def test_the_text_stays(what, text):
    assert tokenize(text).text == text


def test_prose_is_tokenized_as_ever():
    text = "Roe won 48.2 percent, didn't she?"
    assert [token.text for token in tokenize(text)] == [token.text for token in blank(text)]


@given(st.text(max_size=50))
def test_any_text_behind_a_long_stretch(text):
    whole = "x" * LONGEST_STRETCH + text
    assert tokenize(whole).text == whole
