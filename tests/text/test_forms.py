"""Forms looked for where their first word stands: the same as one long pattern finds, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.lexicon import alternation
from extractor.text.forms import Forms, matches_from, places_of

FORMS = ("lib", "lib dem", "lib dems", "new south wales", "south", "u.s", "re-elect", "côte d'or", "a$")
ROWS = [
    ("the lib dem mayor", ["lib dem"]),
    ("lib  dems and a lib", ["lib  dems", "lib"]),
    ("lib\ndem", ["lib\ndem"]),
    ("new south wales, not the south", ["new south wales", "south"]),
    ("the u.s. senate", ["u.s"]),
    ("to re-elect her", ["re-elect"]),
    ("in the côte d'or", ["côte d'or"]),
    ("it cost a$ 5", ["a$"]),
    ("(lib)", ["lib"]),
    # Nothing: part of a word, another word between, an empty text, a head without its rest.
    ("a libel, an ad lib2, _lib, élib", []),
    ("a new southern wale", []),
    ("", []),
    ("re elect", []),
    ("u.sa", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0] or "empty" for row in ROWS])
def test_find(text, expected):
    assert [match.group() for match in Forms(FORMS).find(text)] == expected


def test_find_up_to_an_end():
    assert [match.group() for match in Forms(FORMS).find("south of the south", 5)] == ["south"]
    assert not Forms(FORMS).find("a southern south", 7)


def test_a_form_begins_with_a_letter():
    with pytest.raises(ValueError, match="does not begin with an ASCII letter"):
        Forms(["5 percent"])


WORDS = st.lists(
    st.sampled_from(["lib", "dem", "dems", "new", "south", "wales", "u.s", "re-elect", "a$", "a", "é", "1", "_", " ", "  ", "\n", ".", "'"]),
    max_size=30,
).map("".join)  # fmt: skip


@given(WORDS)
def test_as_one_long_pattern_finds(text):
    forms = ("lib", "lib dem", "new south wales", "south", "u.s", "re-elect", "a$")
    whole = re.compile(rf"(?<!\w){alternation(forms)}(?!\w)")
    assert [match.span() for match in Forms(forms).find(text)] == [match.span() for match in whole.finditer(text)]


@given(WORDS)
def test_matches_from_heads_are_those_of_the_pattern(text):
    pattern = re.compile(r"\b(?:lib|south)(?:[ ]\w+)?\b")
    found = matches_from(pattern, text, text, ("lib", "south", "dems"))
    runs = {start for places in places_of(text).values() for start in places}
    assert [match.span() for match in found] == [m.span() for m in pattern.finditer(text) if m.start() in runs]


@given(st.text(max_size=60))
def test_places_are_those_of_the_runs(text):
    low = text.lower()
    runs = [(match.group(), match.start()) for match in re.finditer(r"[a-z]+", low)]
    assert sorted((word, start) for word, starts in places_of(low).items() for start in starts) == sorted(runs)
