"""Named entities: our recogniser on numpy, and anybody's spaCy pipeline, asked in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from extractor.language.model.encoder import Features, Floats, Forms, Network, threads
from extractor.language.model.forms import WORD, features
from extractor.language.model.reading import Reader
from extractor.language.model.tags import best_tags, named

Entity = tuple[int, int, str]  # half-open characters of the text, label
# Texts are read together until they have so many words: the matrices of more would not stay in a processor's cache.
BATCH_WORDS = 1_000
BATCH_TEXTS = 256
# Components without which a spaCy pipeline finds no entities; all others are left out.
_NEEDED = frozenset({"ner", "beam_ner", "tok2vec", "transformer", "curated_transformer"})


class Names(Protocol):
    """Something that finds the names of people, organisations and places."""

    def entities(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Those of each text, in order."""
        ...


class OwnNames:
    """Our recogniser: a tag for each word of a sentence, by its form and the four words to each side."""

    def __init__(self, network: Network, weights: Floats, bias: Floats) -> None:
        self._network, self._weights, self._bias = network, weights, bias  # width × tags, tags
        self._forms: Forms[str] = Forms(network)

    @classmethod
    def from_disk(cls, path: Path) -> OwnNames:
        """As `to_disk` wrote it."""
        with np.load(path, allow_pickle=False) as arrays:
            held = dict(arrays)
        return cls(Network.from_arrays(held), held["output.weights"], held["output.bias"])

    def to_disk(self, path: Path) -> None:
        """All its numbers in one file (numpy's npz)."""
        arrays = {**self._network.to_arrays(), "output.weights": self._weights, "output.bias": self._bias}
        np.savez(path, allow_pickle=False, **arrays)

    def entities(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Those of each text, in order."""
        found: list[list[Entity]] = []
        with threads().limit(limits=1, user_api="blas"):
            for words in _batches(texts):
                found += self._read(words)
        return found

    def _read(self, sentences: Sequence[Sequence[tuple[str, int, int]]]) -> list[list[Entity]]:
        words = [word for sentence in sentences for word, _, _ in sentence]
        lengths = [len(sentence) for sentence in sentences]
        if not words:
            return [[] for _ in sentences]

        def told(places: Sequence[int]) -> Features:
            return np.array([features(words[place]) for place in places], np.uint64)

        vectors = self._network.in_context(self._forms.vectors(words, told), lengths)
        tags = best_tags(vectors @ self._weights + self._bias, lengths)
        at = [(start, end) for sentence in sentences for _, start, end in sentence]
        found: list[list[Entity]] = [[] for _ in sentences]
        sentence_of = np.repeat(np.arange(len(sentences)), lengths)
        for first, last, label in named(tags):
            found[sentence_of[first]].append((at[first][0], at[last][1], label))
        return found


def _batches(texts: Sequence[str]) -> Iterator[list[list[tuple[str, int, int]]]]:
    """The words of each text with their offsets; texts together until they are enough."""
    batch: list[list[tuple[str, int, int]]] = []
    count = 0
    for text in texts:
        batch.append([(match.group(), *match.span()) for match in WORD.finditer(text)])
        count += len(batch[-1])
        if count >= BATCH_WORDS:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


class PipelineNames:
    """A spaCy pipeline with named entities."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._left_out = [name for name in reader.nlp.pipe_names if name not in _NEEDED]

    def entities(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Those of each text, in order."""
        with self._reader.reading(len(texts)) as nlp:
            docs = nlp.pipe(texts, batch_size=BATCH_TEXTS, disable=self._left_out)
            return [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]
