"""Quotations.   "We won," Roe said.   Roe told reporters that the race was over.   ROE: We won.

reads   doc._.paragraphs, doc._.sentences, doc._.marks, doc._.style, doc._.people, doc._.persons
writes  doc._.quotes: tuple[Quotation, ...]
leaves  titles of works, nicknames and scare quotes unread; what a figure's source says of it to linking
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Marked, Quotation
from extractor.language.model import load_syntax
from extractor.language.model.reading import Reader
from extractor.records.quotes import QuoteKind
from extractor.rooms.quotes.manner import addressee_of, cited_from, medium_of
from extractor.rooms.quotes.sayings import wants_parse
from extractor.rooms.quotes.speakers import Speakers
from extractor.rooms.quotes.speech import is_title
from extractor.rooms.quotes.stripped import cut_stripped
from extractor.rooms.quotes.syntax import Parse, parse_lines
from extractor.rooms.quotes.turns import find_turns
from extractor.rooms.quotes.utterances import Utterance, find_utterances, join_lines
from extractor.rooms.quotes.words import Line, outermost, read_lines

# Docs whose sentences are parsed together.
BATCH_DOCS = 32


@dataclass(frozen=True, slots=True)
class _Read:
    """A Doc with what is known of it before its sentences are parsed."""

    doc: Doc
    stretches: list[Marked]
    lines: list[Line]


def _read(doc: Doc) -> _Read:
    stretches = outermost(doc._.marks)
    titles = {number for number, stretch in enumerate(stretches) if is_title(text_of(doc), stretch)}
    lines = join_lines(text_of(doc), read_lines(doc, stretches, titles))
    if doc._.style.unpunctuated:
        lines = [piece for line in lines for piece in cut_stripped(line)]
    return _Read(doc, stretches, lines)


def find_quotes(docs: Sequence[Doc], syntax: Reader | None) -> list[tuple[Quotation, ...]]:
    """The quotations of each Doc in reading order. `syntax` reads parts of speech and dependencies, or is None."""
    read = [_read(doc) for doc in docs]
    parses: list[list[Parse | None]] = [[None] * len(r.lines) for r in read]
    if syntax is not None:
        wanted = [
            (d, n)
            for d, r in enumerate(read)
            for n, line in enumerate(r.lines)
            if not line.stripped and wants_parse(line)
        ]
        for (d, n), parse in zip(wanted, parse_lines(syntax, [read[d].lines[n] for d, n in wanted]), strict=True):
            parses[d][n] = parse
    return [_quotations(r, p) for r, p in zip(read, parses, strict=True)]


def _quotations(read: _Read, parses: Sequence[Parse | None]) -> tuple[Quotation, ...]:
    doc = read.doc
    text = text_of(doc)
    utterances = find_utterances(doc, read.lines, read.stretches, parses, find_turns(doc, read.stretches))
    speakers = Speakers(doc, read.lines, read.stretches).resolve(utterances)
    media = _media(text, utterances, read.lines)
    found = []
    for number, utterance in enumerate(utterances):
        kind: QuoteKind = (
            "mixed" if utterance.mixed else "direct" if utterance.stretches or utterance.turn else "indirect"
        )
        found.append(
            Quotation(
                kind=kind,
                contents=tuple(utterance.contents),
                speaker=speakers[number].name,
                person=speakers[number].person,
                speaker_place=utterance.source,
                cue=text[slice(*utterance.cue)] if utterance.cue else None,
                cue_place=utterance.cue,
                medium=media[number],
                addressee=addressee_of(text, utterance),
                hedged_by=cited_from(text, utterance, read.lines, doc._.context.outlet),
                rule=utterance.rule,
                confidence=utterance.confidence,
            )
        )
    return tuple(found)


def _media(text: str, utterances: Sequence[Utterance], lines: Sequence[Line]) -> list[str | None]:
    """The medium of each utterance; speech that goes on goes on in the same one."""
    found: dict[int, str | None] = {}
    for utterance in utterances:
        found[id(utterance)] = medium_of(text, utterance, lines)
    for utterance in utterances:
        if utterance.carried_from is not None and found[id(utterance)] is None:
            found[id(utterance)] = found.get(id(utterance.carried_from))
    return [found[id(utterance)] for utterance in utterances]


class Quotes:
    """The room as a component; sentences of many Docs are parsed together."""

    def __init__(self, model: str) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        (doc._.quotes,) = find_quotes([doc], load_syntax(self.model))
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH_DOCS) -> Iterator[Doc]:
        """The Docs with their quotations, in order."""
        syntax = load_syntax(self.model)
        stream = iter(stream)
        while docs := list(islice(stream, batch_size)):
            for doc, quotes in zip(docs, find_quotes(docs, syntax), strict=True):
                doc._.quotes = quotes
                yield doc


@Language.factory(
    "extractor_quotes",
    default_config={"model": "default"},
    requires=["doc._.marks", "doc._.sentences", "doc._.people", "doc._.persons"],
    assigns=["doc._.quotes"],
)
def make_quotes(nlp: Language, name: str, model: str) -> Quotes:  # noqa: ARG001  (spaCy passes both)
    """The quotes room. `model` as in `load_pipeline`: its parser reads who is the subject and how far a clause goes."""
    return Quotes(model)
