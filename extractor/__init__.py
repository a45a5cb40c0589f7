"""Candidates, vote percentages, sums of money, dates and quotes from news text, and what several articles say together.

    from extractor import Article, extract, load_pipeline, reconcile

    nlp = load_pipeline()
    batch = list(extract([Article(text="…", outlet="Harbour Echo", published="2031-04-19")], nlp))
    settled = reconcile(batch)

What is behind the door is loaded when it is first asked for, so that `extractor --help` is quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.language.pipeline import load_pipeline
    from extractor.present.notebook import Run, extract, reconcile, to_arrow, to_pandas
    from extractor.records import Article

__all__ = ["Article", "Run", "__version__", "extract", "load_pipeline", "reconcile", "to_arrow", "to_pandas"]

_BEHIND = {
    "Article": "extractor.records",
    "Run": "extractor.present.notebook",
    "extract": "extractor.present.notebook",
    "load_pipeline": "extractor.language.pipeline",
    "reconcile": "extractor.present.notebook",
    "to_arrow": "extractor.present.notebook",
    "to_pandas": "extractor.present.notebook",
}


class _Door(ModuleType):
    """This package. Of the function `reconcile` and the package around it, which have one name, it hands out the function."""

    def __getattr__(self, name: str) -> object:
        if name in _BEHIND:
            return getattr(import_module(_BEHIND[name]), name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: object) -> None:
        # The import system puts every package inside here on this one, as an attribute that would hide the function.
        if name != "reconcile" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door
