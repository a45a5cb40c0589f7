"""The one loader: ours, anybody's, none; and what the shipped folder may not carry."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from extractor.language.model import ModelError, load_names, load_syntax
from extractor.language.model.word_class import word_class
from extractor.language.pipeline import load_pipeline

FOLDER = Path(str(files("extractor.language.model")))


def test_none_is_no_model():
    assert load_names("none") is None
    assert load_syntax("none") is None


def test_ours_finds_names():
    text = "The governor told Howard Tull in Ohio that he would veto it."
    (found,) = load_names().entities([text])
    assert [(text[start:end], label) for start, end, label in found] == [("Howard Tull", "PERSON"), ("Ohio", "LOC")]


def test_ours_parses():
    with load_syntax().reading(1) as nlp:
        doc = nlp("The senator told her rival that she would lose.")
        assert [token.dep_ for token in doc][:3] == ["det", "nsubj", "ROOT"]
        assert [token.tag_ for token in doc][:3] == ["DT", "NN", "VBD"]


@pytest.mark.parametrize("load", [load_names, load_syntax])
def test_ours_is_loaded_once(load):
    assert load() is load("default")


def test_any_pipeline_with_ner_by_its_folder(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    example = Example.from_dict(nlp.make_doc("Jane Tull won"), {"entities": [(0, 9, "PER")]})
    nlp.initialize(lambda: [example])
    nlp.to_disk(tmp_path / "theirs")
    assert load_names(str(tmp_path / "theirs")).entities(["Jane Tull won", ""])[1] == []
    assert load_syntax(str(tmp_path / "theirs")) is None


def test_a_pipeline_without_ner_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "empty")
    with pytest.raises(ModelError, match="finds no named entities"):
        load_names(str(tmp_path / "empty"))


def test_an_unknown_model_is_named_with_what_to_do():
    with pytest.raises(ModelError, match=r"no model 'xx_nowhere_sm'.*spacy download"):
        load_names("xx_nowhere_sm")


def test_the_shipped_folder_is_small_and_free_of_training_text():
    shipped = [FOLDER / "names.npz", *(path for path in (FOLDER / "syntax").rglob("*") if path.is_file())]
    assert 1e6 < sum(path.stat().st_size for path in shipped) <= 15e6
    assert not [path for path in shipped if path.name == "strings.json" or path.parent.name == "vocab"]
    for path in shipped:
        content = path.read_bytes()
        assert not re.search(rb"\w@\w+\.(?:com|org|net)|https?://\w", content), path


def test_the_card_and_the_licence_travel_with_the_weights():
    assert "CC BY-SA 4.0" in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert (FOLDER / "LICENSE-CC-BY-SA-4.0.txt").read_text(encoding="utf-8").startswith("Attribution-ShareAlike 4.0")


# First name, surname, ordinary word, kind.
CLASSES = [
    ("Karen", "2"),
    ("karen", "2"),
    ("Smith", "03"),
    ("Smith's", "03"),
    ("the", "004"),
    ("Sen.", "010t"),
    ("Qwrtzk", "0000"),
]


@pytest.mark.parametrize(("word", "beginning"), CLASSES)
def test_word_class(word, beginning):
    assert word_class(word).startswith(beginning)


def test_a_lost_apostrophe_is_seen():
    assert word_class("mayfields").endswith("s")
    assert not word_class("votes").endswith("s")


def test_a_pipeline_with_a_model_that_is_not_there_is_none():
    with pytest.raises(ModelError, match="no model 'xx_nowhere_sm'"):
        load_pipeline("xx_nowhere_sm")
