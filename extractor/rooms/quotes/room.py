"""Quotations.   "We won," Roe said.   Roe told reporters that the race was over.   ROE: We won.

reads   doc._.paragraphs, doc._.sentences, doc._.marks, doc._.style, doc._.people, doc._.persons
writes  doc._.quotes: tuple[Quotation, ...]
leaves  titles of works, nicknames and scare quotes unread; what a figure's source says of it to linking
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.found import Quotation
from extractor.records.quotes import QuoteKind
from extractor.rooms.quotes.speakers import resolve
from extractor.rooms.quotes.speech import is_title
from extractor.rooms.quotes.turns import find_turns
from extractor.rooms.quotes.utterances import find_utterances, join_lines
from extractor.rooms.quotes.words import outermost, read_lines


def find_quotes(doc: Doc) -> tuple[Quotation, ...]:
    """Every quotation in reading order."""
    text = doc.text
    stretches = outermost(doc._.marks)
    titles = {number for number, stretch in enumerate(stretches) if is_title(text, stretch)}
    lines = join_lines(text, read_lines(doc, stretches, titles))
    utterances = find_utterances(doc, lines, stretches, find_turns(doc, stretches))
    found = []
    for utterance, (speaker, person) in zip(utterances, resolve(doc, utterances), strict=True):
        kind: QuoteKind = "mixed" if utterance.mixed else "direct" if utterance.stretches or utterance.turn else "indirect"
        found.append(
            Quotation(
                kind=kind,
                contents=tuple(utterance.contents),
                speaker=speaker,
                person=person,
                speaker_place=utterance.source,
                cue=text[slice(*utterance.cue)] if utterance.cue else None,
                cue_place=utterance.cue,
                addressee=text[slice(*utterance.addressee)] if utterance.addressee else None,
                rule=utterance.rule,
                confidence=utterance.confidence,
            )
        )
    return tuple(found)


@Language.factory(
    "extractor_quotes",
    default_config={"model": "default"},
    requires=["doc._.marks", "doc._.sentences", "doc._.people", "doc._.persons"],
    assigns=["doc._.quotes"],
)
def make_quotes(nlp: Language, name: str, model: str) -> Callable[[Doc], Doc]:
    def room(doc: Doc) -> Doc:
        doc._.quotes = find_quotes(doc)
        return doc

    return room
