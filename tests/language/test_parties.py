"""Parties as printed, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.parties import canonical_party, find_parties

CASES = [
    ("Sen. Jane Roe (R-Ga.) voted.", [("Republican", "letter", "Georgia")]),
    ("Jane Roe (D) 48%", [("Democratic", "letter", None)]),
    ("Rep. Jane Roe, D-Mass., said", [("Democratic", "letter", "Massachusetts")]),
    ("Jane Roe (Lib Dem) 12,204", [("Liberal Democrats", "letter", None)]),
    ("Jane Roe (Con) 12,204", [("Conservative", "letter", None)]),
    ("the Democrat raised more", [("Democratic", "person", None)]),
    ("a Tory candidate", [("Conservative", "person", None)]),
    ("the GOP nominee", [("Republican", "name", None)]),
    ("an independent candidate", [("Independent", "adjective", None)]),
    ("the independent Jane Roe", [("Independent", "adjective", None)]),
    ("Labour candidates", [("Labour", "adjective", None)]),
    # No parties
    ("an independent review of green energy and labor law", []),
    ("see note (a) and (b)", []),
    ("democratic values", []),
    ("the conservative estimate", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_find_parties(text, expected):
    assert [(found.party, found.sort, found.state) for found in find_parties(text)] == expected


def test_text_without_capitals_needs_a_word_for_a_person():
    assert [
        found.party for found in find_parties("a conservative candidate in a conservative town", caseless=True)
    ] == ["Conservative"]


def test_a_form_nobody_uses_is_no_party():
    assert canonical_party("chess club") is None


@given(st.text(max_size=200))
def test_any_text_is_read_and_names_lie_inside_it(text):
    assert all(0 <= found.start < found.end <= len(text) for found in find_parties(text))
