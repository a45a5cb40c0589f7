"""Our recogniser of names: how words are cut, how tags become names, and that company changes nothing."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.strings import get_string_id

from extractor.language.model import load_names
from extractor.language.model.forms import WORD, features, norm
from extractor.language.model.names import BATCH_WORDS, OwnNames
from extractor.language.model.tags import FOLLOWS, TAGS, best_tags, named

CUTS = [
    ("Gov. J.R. O'Tull's aide didn't call.", "Gov.|J.R.|O'Tull|'s|aide|did|n't|call|."),
    ("Jane Q. Weir-Tull, 47.5%", "Jane|Q.|Weir|-|Tull|,|47.5|%"),
    ("“I’m out,” he said.", "“|I|’m|out|,|”|he|said|."),
    ("Sens. Orr and Ng won on plan B.", "Sens.|Orr|and|Ng|won|on|plan|B|."),
    ("the tulls can’t lose", "the|tulls|ca|n’t|lose"),
    (" \t\n", ""),
]


@pytest.mark.parametrize(("text", "words"), CUTS, ids=[text for text, _ in CUTS])
def test_words(text, words):
    assert [match.group() for match in WORD.finditer(text)] == (words.split("|") if words else [])


@given(st.text())
def test_every_character_but_white_space_is_in_a_word(text):
    assert "".join(match.group() for match in WORD.finditer(text)) == "".join(text.split())


def test_what_is_told_of_a_form():
    assert features("Tull’s")[0] == get_string_id("tull's")
    assert features("“")[0] == get_string_id('"')
    assert [norm(word) for word in ("Tull", "N’T", "—")] == ["tull", "n't", "-"]
    assert features("Weir")[2:] == (get_string_id("eir"), get_string_id("Xxxx"))
    assert features("weir")[3] == get_string_id("xxxx")


def possible(tags):
    """Does a row of tags spell out names?"""
    return TAGS[tags[0]][0] in "BUO" and TAGS[tags[-1]][0] in "LUO" and all(FOLLOWS[a, b] for a, b in pairwise(tags))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_the_best_row_of_tags_is_the_best_of_all_possible_ones(seed):
    few = [0, 1, 2, 3, 4, 7]  # three words have thousands of rows; those of six tags are tried
    scores = np.full((3, len(TAGS)), -100, np.float32)
    scores[:, few] = np.random.default_rng(seed).normal(size=(3, len(few)))
    rows = [row for row in product(few, repeat=3) if possible(row)]
    best = max(rows, key=lambda row: sum(scores[number, tag] for number, tag in enumerate(row)))
    assert best_tags(scores, [3]).tolist() == list(best)


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 2**32 - 1))
def test_sentences_are_tagged_one_by_one(lengths, seed):
    scores = np.random.default_rng(seed).normal(size=(sum(lengths), len(TAGS))).astype(np.float32)
    tags = best_tags(scores, lengths)
    start = 0
    for length in lengths:
        if length:
            alone = best_tags(scores[start : start + length], [length])
            assert possible(alone)
            assert tags[start : start + length].tolist() == alone.tolist()
        start += length


def test_names_of_a_row_of_tags():
    row = ["O", "U-LOC", "B-PERSON", "I-PERSON", "L-PERSON", "O", "B-ORG", "L-ORG"]
    found = named(np.array([TAGS.index(tag) for tag in row]))
    assert list(found) == [(1, 1, "LOC"), (2, 4, "PERSON"), (6, 7, "ORG")]


SENTENCES = [
    "Mayor Karen Mayfield won, Howard Tull said.",
    "",
    "sen. howard tull told karen mayfield no",
    "The bill failed.",
    "…",
]


def test_a_sentence_is_read_the_same_in_any_company():
    names = load_names()
    alone = [names.entities([sentence])[0] for sentence in SENTENCES]
    assert len(alone[0]) == 2
    crowd = SENTENCES * (2 * BATCH_WORDS // 20)
    assert names.entities(crowd) == alone * (2 * BATCH_WORDS // 20)
    assert names.entities([]) == []


def test_a_recogniser_is_the_same_from_its_file(tmp_path):
    names = load_names()
    names.to_disk(tmp_path / "names.npz")
    assert OwnNames.from_disk(tmp_path / "names.npz").entities(SENTENCES) == names.entities(SENTENCES)
