"""Candidates, vote percentages, sums of money, dates and quotes from news text, and what several articles say together.

    from extractor import Article, extract, load_pipeline, reconcile

    nlp = load_pipeline()
    records = list(extract([Article(text="…", outlet="Harbour Echo", published="2031-04-19")], nlp))

spaCy is loaded when it is first asked for, so that `extractor --help` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# At once, and before anybody imports the package `extractor.reconcile`: the function has the name in this namespace.
from extractor.reconcile import reconcile
from extractor.records import Article

if TYPE_CHECKING:
    from extractor.language.pipeline import load_pipeline
    from extractor.linking.extract import extract

_LATER = {"load_pipeline": "extractor.language.pipeline", "extract": "extractor.linking.extract"}

__all__ = ["Article", "__version__", "extract", "load_pipeline", "reconcile"]


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
