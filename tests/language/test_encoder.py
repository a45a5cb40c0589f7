"""Our encoder computes what spaCy's layers compute, whatever stands beside a word."""

from __future__ import annotations

import random
from importlib.resources import files

import numpy as np
import pytest
import spacy

from extractor.language.model import encoder, load_syntax
from extractor.language.model.encoder import BLOCK_FORMS, BlasOps, Encoder, Forms, Network
from extractor.language.model.reading import TEXTS_KEPT, Reader

SENTENCES = [
    "The senator told Karen Mayfield that she would not run again.",
    "Turnout: 48.2%",
    "",
    "«Née Örsted», he wrote — twice.",
    "mayor tull said he'd veto it",
    "A " * 90,
]


@pytest.fixture(scope="module")
def theirs():
    """Our tagger and parser as spaCy loads and computes them."""
    return spacy.load(str(files("extractor.language.model") / "syntax"), exclude=["vocab", "tokenizer"])


def test_vectors_are_those_of_spacy(theirs):
    model = theirs.get_pipe("tok2vec").model
    docs = [theirs.make_doc(sentence) for sentence in SENTENCES]
    for ours, expected in zip(Encoder(model)(docs), model.predict(docs), strict=True):
        np.testing.assert_allclose(ours, expected, atol=1e-4)


def test_what_is_found_is_what_spacy_finds(theirs):
    ours = load_syntax().nlp
    for mine, expected in zip(ours.pipe(SENTENCES), theirs.pipe(SENTENCES), strict=True):
        assert [(t.tag, t.dep, t.head.i) for t in mine] == [(t.tag, t.dep, t.head.i) for t in expected]


def test_a_form_has_the_same_vector_to_the_last_bit_in_any_company(theirs):
    network = Network.of(theirs.get_pipe("tok2vec").model)
    told = np.random.default_rng(7).integers(0, 2**63, (3 * BLOCK_FORMS, 4), np.uint64)
    chance = random.Random(7)

    def vectors(order):
        """Of each form, met in this order, a few at a time."""
        forms = Forms(network)
        for start in range(0, len(order), 41):
            part = order[start : start + 41]
            forms.vectors(part, lambda places, part=part: told[[part[place] for place in places]])
        return forms.vectors(range(len(told)), None)

    expected = vectors(list(range(len(told))))
    for _ in range(5):
        assert np.array_equal(vectors(chance.sample(range(len(told)), len(told))), expected)


def test_a_full_table_begins_anew(theirs, monkeypatch):
    model = theirs.get_pipe("tok2vec").model
    docs = [theirs.make_doc(sentence) for sentence in SENTENCES]
    expected = Encoder(model)(docs)
    monkeypatch.setattr(encoder, "MOST_FORMS", 8)
    small = Encoder(model)
    for _ in range(2):
        for doc, vectors in zip(docs, expected, strict=True):
            np.testing.assert_allclose(small([doc])[0], vectors, atol=1e-4)
    np.testing.assert_allclose(np.concatenate(small(docs)), np.concatenate(expected), atol=1e-4)


def test_a_network_is_the_same_from_its_arrays(theirs):
    network = Network.of(theirs.get_pipe("tok2vec").model)
    again = Network.from_arrays(network.to_arrays())
    told = np.arange(40, dtype=np.uint64).reshape(10, 4)
    assert np.array_equal(
        network.in_context(network.embedded(told), [3, 0, 7]), again.in_context(again.embedded(told), [3, 0, 7])
    )


def test_matrices_are_multiplied_as_thinc_does():
    ops = BlasOps()
    a, b = np.arange(6, dtype="f").reshape(2, 3), np.arange(12, dtype="f").reshape(4, 3)
    assert ops.gemm(a, b, trans2=True).tolist() == (a @ b.T).tolist()
    assert ops.gemm(a, a, trans1=True).tolist() == (a.T @ a).tolist()
    out = np.empty((2, 4), "f")
    assert ops.gemm(a, b, trans2=True, out=out) is out


def test_a_reader_forgets_words_and_reads_on():
    reader = Reader(spacy.blank("en"))
    with reader.reading(TEXTS_KEPT) as nlp:
        nlp("zyxwvut")
        assert "zyxwvut" in nlp.vocab.strings
    with reader.reading(1) as nlp:
        assert "zyxwvut" not in nlp.vocab.strings
        assert [token.text for token in nlp("She won.")] == ["She", "won", "."]
