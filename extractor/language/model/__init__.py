"""The statistical models: names of people, and syntax. One loader for ours, for anybody's spaCy pipeline, and for none.

    load_names("default")          our recogniser of names
    load_syntax("default")         our tagger and parser
    load_names("en_core_web_trf")  any installed spaCy pipeline with NER, or the path of one
    load_names("none")             None: rules alone

Ours are loaded at first use from the package itself, in well under a second; nothing is downloaded.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import spacy

from extractor.language.model.encoder import hasten
from extractor.language.model.names import Names, OwnNames, PipelineNames
from extractor.language.model.reading import Reader
from extractor.language.profiles import DEFAULT_MODEL, NO_MODEL

FOLDER = Path(str(files("extractor.language.model")))


class ModelError(ValueError):
    """A model that cannot be loaded, or lacks what it is asked for. The message says what to do."""


def load_names(model: str = DEFAULT_MODEL) -> Names | None:
    """What finds names of people, organisations and places; None for "none". Raises ModelError."""
    if model == NO_MODEL:
        return None
    if model == DEFAULT_MODEL:
        return _load_own_names()
    reader = _load_other(model)
    components = reader.nlp.pipe_names
    if "ner" not in components and "beam_ner" not in components:
        raise ModelError(
            f"the spaCy pipeline {model!r} finds no named entities (no component 'ner'); it has {components}"
        )
    return PipelineNames(reader)


def load_syntax(model: str = DEFAULT_MODEL) -> Reader | None:
    """What tags and parses; None for "none" and for a pipeline without a parser. Raises ModelError."""
    if model == NO_MODEL:
        return None
    if model == DEFAULT_MODEL:
        return _load_own_syntax()
    reader = _load_other(model)
    return reader if "parser" in reader.nlp.pipe_names else None


@cache
def _load_own_names() -> Names:
    return OwnNames.from_disk(FOLDER / "names.npz")


@cache
def _load_own_syntax() -> Reader:
    # Vocabulary and tokenizer are spaCy's own for English: stored, they would carry the strings of the training texts.
    # The parts of speech of the morphologizer help the parser to learn; at work nobody asks for them.
    nlp = spacy.load(FOLDER / "syntax", exclude=["vocab", "tokenizer", "morphologizer"])
    for labels in nlp.pipe_labels.values():
        for label in labels:
            nlp.vocab.strings.add(label)
    nlp.max_length = 100_000_000
    hasten(nlp)
    return Reader(nlp)


@cache
def _load_other(model: str) -> Reader:
    try:
        return Reader(spacy.load(model))
    except OSError as error:
        raise ModelError(
            f"no model {model!r}: name 'default', 'none', an installed spaCy pipeline (python -m spacy download NAME) or its folder"
        ) from error
