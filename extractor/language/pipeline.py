"""The spaCy pipeline: a blank English tokenizer and our rooms in order.

The factories are spaCy entry points (`pyproject.toml`), so this module names rooms without importing them, and anybody who
has the package installed can add one to a pipeline of their own: `nlp.add_pipe("extractor_money")`.
"""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language

from extractor.language.attributes import set_attributes
from extractor.language.model import load_names
from extractor.language.profiles import DEFAULT_MODEL, NO_MODEL
from extractor.language.tokenizer import TOKENIZER

# In this order: each room requires what stands above it (`nlp.analyze_pipes` proves it in a test).
ROOMS = (
    "extractor_layout",  # style, paragraphs, sentences, quotation marks
    "extractor_percentages",
    "extractor_money",
    "extractor_dates",
    "extractor_people",
    "extractor_contests",
    "extractor_candidates",
    "extractor_quotes",
    "extractor_links",
    "extractor_relations",
)
# Rooms that a statistical model helps; the others are rules alone.
WITH_MODEL = frozenset({"extractor_people", "extractor_quotes"})


def load_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """A pipeline with every room.

    `model`: "default" is the one that ships with the package, "none" the rule-only profile, anything else the name or path
    of a spaCy pipeline with NER (and a parser, where quotations are to profit). Raises ModelError for one that is not there.
    """
    if model not in (DEFAULT_MODEL, NO_MODEL):
        load_names(model)  # a slip in its name is said now, not at the first article
    set_attributes()
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    # A dump holds texts far longer than spaCy's default limit, which exists for models that are not used on whole texts here.
    nlp.max_length = 100_000_000
    for name in ROOMS:
        config: dict[str, Any] = {"model": model} if name in WITH_MODEL else {}
        nlp.add_pipe(name, config=config)
    return nlp
