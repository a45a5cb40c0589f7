"""Text as the reader of speech sees it: cut into words, and every word still where it stands."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.attributes import text_of
from extractor.rooms.layout import layout
from extractor.rooms.quotes import words as remembered
from extractor.rooms.quotes.lines import LINE_WORDS, join_lines, outermost, read_lines
from extractor.rooms.quotes.words import cut_words

nlp = spacy.blank("en")

CASES = [
    ("Quill won, narrowly.", "Quill|won|,|narrowly|."),
    ("Sen. Quill met Gov. Prys.", "Sen.|Quill|met|Gov.|Prys|."),
    # At its end a sentence keeps its full stop apart.
    ("He is a senior Sen.", "He|is|a|senior|Sen|."),
    ("He asked J. Prys of the U.S. team.", "He|asked|J.|Prys|of|the|U.S.|team|."),
    # What follows decides: a numbered name, and a number at the end of a sentence.
    ("No. 3. Prys", "No.|3.|Prys"),
    ("it won 3. prys", "it|won|3|.|prys"),
    ("$1,250.50 for @farrow's op-ed", "$1,250.50|for|@farrow's|op-ed"),
    ("won ... and (as we know) lost -- twice", "won|...|and|(|as|we|know|)|lost|--|twice"),
    ("", ""),
    ("  \n ", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_cut_words(text, expected):
    assert "|".join(word.text for word in cut_words(text)) == expected


def test_a_word_is_the_same_one_wherever_it_stands():
    first, again = (list(cut_words(text)) for text in ("Quill said so.", "So Quill said, twice."))
    assert first[1] is again[2]
    assert first[1].verb is not None
    assert first[1].verb.base == "say"


def test_what_is_remembered_has_a_bound():
    for number in range(0, remembered.MOST_KNOWN + 10_000, 10_000):
        list(cut_words(" ".join(f"w{k}" for k in range(number, number + 10_000))))
    list(cut_words("x" * 5_000_000))
    assert len(remembered._CUT) <= remembered.MOST_KNOWN
    assert max(map(len, remembered._CUT)) <= remembered.LONGEST_KNOWN


PIECES = st.sampled_from(
    ["Quill", "said", "Sen.", "U.S.", "Roe's", "3.5", "$1,200", "“We won,”", '"No."', "'Late Again'", "...", "--", "(so", "that)", ",", ".",
     "won't", "\n\n", "  ", "é", "5p", "the", "film", "of"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "  ", "\n"])), max_size=60))
def test_every_word_is_where_it_stands(pieces):
    doc = layout(nlp("".join(piece + gap for piece, gap in pieces)))
    text, stretches = text_of(doc), outermost(doc._.marks)
    at = 0
    for line in join_lines(text, read_lines(doc, stretches)):
        assert line.words
        assert line.start >= at
        at = line.start
        for k, word in enumerate(line.words):
            start, end = line.place((k, k))
            assert text[start:end] == word.text
            assert not text[at:start].strip()
            assert (word.quote is not None) == (k in line.quotes)
            at = end
        assert at == line.end


def test_a_line_without_an_end_is_cut():
    doc = layout(nlp("so we went on and on " * 400))
    lines = read_lines(doc, [])
    assert [len(line.words) for line in lines] == [LINE_WORDS] * 4
    assert "".join(text_of(doc)[line.start : line.end] + " " for line in lines) == text_of(doc)
