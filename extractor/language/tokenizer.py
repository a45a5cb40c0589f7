"""spaCy's English tokenizer, with a way out for text that would stop it.

The tokenizer peels prefixes and suffixes off a stretch without white space one at a time, each time from the start: a megabyte of `$,,,,`
would take hours. Such a stretch is no prose; where one stands, the text is cut by a plain pattern instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry

TOKENIZER = "extractor_tokenizer"
# The longest word of a newspaper, a URL with all its parameters, stays below this.
LONGEST_STRETCH = 2_000
# A word of our own making is cut here, so that no token and no pattern over it is long.
LONGEST_TOKEN = 200
_LONG = re.compile(rf"\S{{{LONGEST_STRETCH}}}")
_PIECE = re.compile(rf"\w{{1,{LONGEST_TOKEN}}}|[^\w\s]|\s+")


class SafeTokenizer(DummyTokenizer):
    """Takes linear time on any text; on prose it is spaCy's tokenizer for the language."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._tokenize = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)

    def __call__(self, text: str) -> Doc:
        """A Doc whose text is `text`."""
        return self._plain(text) if _LONG.search(text) else self._tokenize(text)

    def _plain(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for match in _PIECE.finditer(text):
            piece = match.group()
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self._vocab, words=words, spaces=spaces)


def make_tokenizer() -> Callable[[Language], SafeTokenizer]:
    """What makes the tokenizer; a saved pipeline finds it again by its name."""
    return SafeTokenizer


registry.tokenizers.register(TOKENIZER, func=make_tokenizer)
