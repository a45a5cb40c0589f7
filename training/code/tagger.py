"""The recogniser of names as spaCy trains it: a tag for each word, from words cut as they are cut in use.

Registered for the config: the language `en_names`, its tokenizer `name_words.v1`, the component `name_tags`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang.en import English, EnglishDefaults
from spacy.lang.lex_attrs import word_shape
from spacy.language import Language
from spacy.pipeline import Tagger
from spacy.pipeline.ner import make_ner_scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Model, set_current_ops
from thinc.loss import SequenceCategoricalCrossentropy

from extractor.language.model.encoder import BlasOps
from extractor.language.model.forms import WORD, norm, suffix
from extractor.language.model.tags import TAGS, best_tags, named
from extractor.language.model.word_class import word_class

set_current_ops(BlasOps())  # a third of the time


class NamesDefaults(EnglishDefaults):
    """English, with what `extractor.language.model.forms.features` tells of a word; its class where its first letter was."""

    lex_attr_getters = {
        **EnglishDefaults.lex_attr_getters,
        NORM: norm,
        PREFIX: word_class,
        SUFFIX: suffix,
        SHAPE: word_shape,
    }


@registry.languages("en_names")
class NamesEnglish(English):
    """The language of the name model."""

    lang = "en_names"
    Defaults = NamesDefaults


class Words:
    """Text to a Doc of the words that the model is shown."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for match in WORD.finditer(text):
            between = text[at : match.start()]
            if between.startswith(" ") and words:
                spaces[-1] = True
                between = between[1:]
            if between:
                words.append(between)
                spaces.append(False)
            words.append(match.group())
            spaces.append(False)
            at = match.end()
        if at < len(text):
            words.append(text[at:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_disk(self, path: object, **_: object) -> None:
        """Nothing to keep."""

    def from_disk(self, path: object, **_: object) -> Words:  # noqa: ARG002
        """There is nothing to read."""
        return self


@registry.tokenizers("name_words.v1")
def make_words() -> Callable[[Language], Words]:
    return lambda nlp: Words(nlp.vocab)


class NameTags(Tagger):
    """A tag of `TAGS` for each word; the entities that the best possible row of tags spells out."""

    def predict(self, docs: Sequence[Doc]) -> list[np.ndarray]:
        if not any(len(doc) for doc in docs):
            return [np.zeros(0, np.intp) for _ in docs]
        return [best_tags(scores, [len(scores)]) for scores in self.model.predict(docs)]

    def set_annotations(self, docs: Iterable[Doc], batch_tag_ids: Sequence[np.ndarray]) -> None:
        for doc, tags in zip(docs, batch_tag_ids, strict=True):
            doc.set_ents([Span(doc, first, last + 1, label=label) for first, last, label in named(tags)])

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        truths = [
            [None if tag in (None, "-", "") else tag for tag in example.get_aligned_ner()] for example in examples
        ]
        gradient, loss = SequenceCategoricalCrossentropy(names=list(TAGS), normalize=False)(scores, truths)
        return float(loss), gradient

    def initialize(self, get_examples: Callable[[], Iterable[Example]], **_: object) -> None:
        for tag in TAGS:
            self.add_label(tag)
        docs = [example.x for example, _ in zip(get_examples(), range(10), strict=False)]
        self.model.initialize(X=docs, Y=[np.zeros((len(doc), len(TAGS)), np.float32) for doc in docs])


@Language.factory("name_tags", assigns=["doc.ents"], default_score_weights={"ents_f": 1.0})
def make_name_tags(nlp: Language, name: str, model: Model) -> NameTags:
    return NameTags(nlp.vocab, model, name, scorer=make_ner_scorer())
