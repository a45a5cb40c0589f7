"""A loaded pipeline, ready to read text in quick succession."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache

from spacy.language import Language

from extractor.language.model.encoder import threads

# What a pipeline learns of words while it reads is dropped after so many texts: a run over millions of articles must not grow,
# and a word that was seen a moment ago should not be looked up again. An article has about twenty sentences to be read.
TEXTS_KEPT = 5_000
# Words whose tokens are kept: the tokenizer itself remembers none while its pipeline is to forget what it learns.
WORDS_KEPT = 20_000


class Reader:
    """One pipeline, and what it remembers of the words it met."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._memory = ExitStack()
        self._left = 0
        self.tokens = lru_cache(WORDS_KEPT)(self._tokens)

    @contextmanager
    def reading(self, texts: int) -> Iterator[Language]:
        """The pipeline, to read so many texts. Its Docs are gone when the block ends: keep what they say, not them."""
        if self._left <= 0:
            self._memory.close()
            self._memory.enter_context(self.nlp.memory_zone())
            self._left = TEXTS_KEPT
        self._left -= texts
        with threads().limit(limits=1, user_api="blas"):
            yield self.nlp

    def _tokens(self, text: str) -> tuple[tuple[str, bool], ...]:
        """The tokens of a word or two, and whether a space follows each: "didn't" is "did" and "n't"."""
        return tuple((token.text, bool(token.whitespace_)) for token in self.nlp.tokenizer(text))
