"""Words as the name model sees them: where a sentence is cut, and what is told of each form."""

from __future__ import annotations

import re

from spacy.lang.lex_attrs import word_shape
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.strings import get_string_id

from extractor.language.model.word_class import word_class

# Titles and parts of names that keep their full stop; every other stop is a word by itself.
_SHORT = "Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Lt|Gen|Col|Capt|Maj|Sgt|Adm|Rev|Hon|Pres|Jr|Sr|St|Inc|Corp|Co|Ltd"
# "Gov.", "J.R.", "O'Roe" and "Roe|'s", "did|n't", "Roe|-|Poe", "47.5", and each mark by itself.
WORD = re.compile(
    rf"""
      (?:{_SHORT})\.
    | (?:[^\W\d_]\.){{2,}} | [A-Z]\.(?=[ ][A-Z])
    | \d+(?:[.,:]\d+)*
    | ['’](?:s|S|re|ve|ll|d|m)\b
    | [^\W\d_]+(?=n['’]t\b) | n['’]t\b
    | [OD]['’][^\W\d_]+
    | \w+
    | [^\w\s]
    """,
    re.VERBOSE,
)


def norm(word: str) -> str:
    """The word without capitals and curls: "Roe’s" is "roe's", “ is "."""
    return BASE_NORMS.get(word) or word.lower().replace("’", "'")


def suffix(word: str) -> str:
    """The last three letters, in which English shows what a word is."""
    return word[-3:]


def features(word: str) -> tuple[int, int, int, int]:
    """Norm, class, last letters and shape of a form, each as the number spaCy has for the string."""
    return get_string_id(norm(word)), get_string_id(word_class(word)), get_string_id(suffix(word)), get_string_id(word_shape(word))  # fmt: skip
