"""Paragraphs and sentences of news."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.sentences import find_paragraphs, find_sentences

SENTENCES = [
    ("plain", "Roe won. Poe lost.", ["Roe won.", "Poe lost."]),
    ("a title", "Sen. Roe won. Mr. Poe lost.", ["Sen. Roe won.", "Mr. Poe lost."]),
    ("initials", "Jane A. Roe won.", ["Jane A. Roe won."]),
    ("a country inside", "The U.S. Senate met.", ["The U.S. Senate met."]),
    ("a country at the end", "She left the U.S. The vote went on.", ["She left the U.S.", "The vote went on."]),
    ("a month", "On Nov. 8 she won.", ["On Nov. 8 she won."]),
    ("a decimal", "She had 48.2 percent. He had less.", ["She had 48.2 percent.", "He had less."]),
    ("closing marks", '"We won." She left.', ['"We won."', "She left."]),
    ("a question inside", "“Who won?” she asked. Nobody knew.", ["“Who won?” she asked.", "Nobody knew."]),
    ("an ellipsis inside", "She ... paused. He left.", ["She ... paused.", "He left."]),
    ("paragraphs without marks", "Roe wins\n\nThe count is over.", ["Roe wins", "The count is over."]),
]


@pytest.mark.parametrize(("what", "text", "expected"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_find_sentences(what, text, expected):
    assert [text[a:b] for a, b in find_sentences(text, find_paragraphs(text))] == expected


def test_lower_case_text_ends_at_its_marks():
    text = "roe won. poe lost."
    assert len(find_sentences(text, [(0, len(text))], caseless=True)) == 2
    assert len(find_sentences(text, [(0, len(text))])) == 1


PARAGRAPHS = [
    ("blank lines", "One.\n\nTwo.", ["One.", "Two."]),
    ("single line ends", "One line here.\nAnother one.", ["One line here.", "Another one."]),
    ("wrapped at a width", "\n".join(["the count went on through the night and"] * 10), 1),
    ("only white space", " \n \n", []),
]


@pytest.mark.parametrize(("what", "text", "expected"), PARAGRAPHS, ids=[row[0] for row in PARAGRAPHS])
def test_find_paragraphs(what, text, expected):
    found = [text[a:b] for a, b in find_paragraphs(text)]
    assert len(found) == expected if isinstance(expected, int) else found == expected


@given(st.text(alphabet=st.sampled_from('aB .!?"”\nSr48'), max_size=80))
def test_sentences_cover_the_text_in_order(text):
    found = find_sentences(text, find_paragraphs(text))
    assert all(a < b for a, b in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    covered = {i for a, b in found for i in range(a, b)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
