"""To be written."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)


@Language.factory("extractor_money", assigns=["doc._.money"])
def make_money(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def room(doc: Doc) -> Doc:
        return doc

    return room
