"""Quotation marks: what is found in a paragraph, and what is no mark at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.marks import find_marks
from extractor.text.sentences import find_paragraphs

# A text and the stretches in it (without their marks), nested ones in [brackets].
CASES = [
    # The four kinds of double marks, alone and mixed.
    ("“We won,” she said.", ["We won,"]),
    ('"We won," she said.', ["We won,"]),
    ("''We won,'' she said.", ["We won,"]),
    ("``We won,'' she said.", ["We won,"]),
    ("«We won», she said.", ["We won"]),
    ('“We won," she said.', ["We won,"]),
    ('"We won,” she said.', ["We won,"]),
    ("”We won,” she said.", ["We won,"]),
    ('"We won," she said. "We did it."', ["We won,", "We did it."]),
    ('She called it "a mess"; he called it "a start".', ["a mess", "a start"]),
    ('"One.""Two."', ["One.", "Two."]),
    # Nesting.
    ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,", "[no]"]),
    ('“He said "no" to me,” she said.', ['He said "no" to me,', "[no]"]),
    ('"A GREAT "X" day for us", he wrote.', ['A GREAT "X" day for us', "[X]"]),
    ("'She told me “never” twice,' he said.", ["She told me “never” twice,", "[never]"]),
    # Single marks as outer ones, in headlines and in British papers.
    ("'We won,' she said.", ["We won,"]),
    ("‘The councillors’ votes were clear,’ she said.", ["The councillors’ votes were clear,"]),
    ("Roe calls vote ‘a disgrace’", ["a disgrace"]),
    # Marks that are missing.
    ("“We won. We did it.", ["We won. We did it."]),
    ("We won again,” she said.", ["We won again,"]),
    ('"We won. "We did it," she said.', ["We won.", "We did it,"]),
    # Nothing is quoted.
    ("It's the voters' choice, and the '90s are over.", []),
    ("Rock 'n' roll, 'til dawn.", []),
    ("He is 6'2\" tall.", []),
    ('See <a href="https://example.org/x">the page</a> for more.', []),
    ("The Roes’ house and the Poes’ garden", []),
    ('" "', []),
    ("", []),
]


def stretches(text: str) -> list[str]:
    found = find_marks(text, find_paragraphs(text))
    return [("[%s]" if s.depth else "%s") % text[s.inner_start : s.inner_end] for s in found]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_find_marks(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


def test_speech_over_paragraphs() -> None:
    text = "“We start today.\n\n“We never stop,” she said.\n\nIt rained."
    found = find_marks(text, find_paragraphs(text))
    assert [(s.closed, s.continues) for s in found] == [(False, False), (True, True)]


def test_speech_that_closes_in_the_next_paragraph() -> None:
    text = "“We start today.\n\nWe never stop,” she said."
    found = find_marks(text, find_paragraphs(text))
    assert [(text[s.inner_start : s.inner_end], s.continues) for s in found] == [
        ("We start today.", False),
        ("We never stop,", True),
    ]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "He said “no.\n\nShe left."
    assert stretches(text) == ["no."]


@given(st.text(alphabet="ab ,.!?s\n\"'“”‘’«»`<>=-", max_size=80))
def test_any_text_gives_ordered_stretches_inside_it(text: str) -> None:
    paragraphs = find_paragraphs(text)
    found = find_marks(text, paragraphs)
    for s in found:
        assert 0 <= s.start <= s.inner_start <= s.inner_end <= s.end <= len(text)
        assert any(a <= s.start and s.end <= b for a, b in paragraphs)
    assert [s.start for s in found] == sorted(s.start for s in found)
    outer = [s for s in found if s.depth == 0]
    assert all(a.end <= b.start for a, b in pairwise(outer))


def test_many_marks_take_linear_time() -> None:
    text = "'a \"b " * 20_000
    assert find_marks(text, [(0, len(text))])
