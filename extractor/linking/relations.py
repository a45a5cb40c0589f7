"""To be written."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)


@Language.factory("extractor_relations", assigns=["doc._.relations"])
def make_relations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def room(doc: Doc) -> Doc:
        return doc

    return room
