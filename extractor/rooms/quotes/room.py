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
from extractor.rooms.quotes.lines import Line, join_lines, outermost, read_lines
from extractor.rooms.quotes.manner import addressee_of, cited_from, find_media, medium_of
from extractor.rooms.quotes.saying import Saying
from extractor.rooms.quotes.sayings import find_cues, find_sayings, leaves_open
from extractor.rooms.quotes.speakers import Speakers
from extractor.rooms.quotes.speech import is_title
from extractor.rooms.quotes.stripped import cut_stripped
from extractor.rooms.quotes.syntax import parse_lines
from extractor.rooms.quotes.turns import find_turns
from extractor.rooms.quotes.utterance import Utterance
from extractor.rooms.quotes.utterances import find_utterances

# Docs whose sentences are parsed together.
BATCH_DOCS = 32


@dataclass(frozen=True, slots=True)
class _Read:
    """A Doc, its lines, and what each line reports."""

    doc: Doc
    stretches: list[Marked]
    lines: list[Line]
    sayings: list[list[Saying]]
    open: list[int]  # numbers of the lines that leave open who says something


def _read(doc: Doc, *, parsing: bool) -> _Read:
    """`parsing`: lines that leave open who says something will be parsed."""
    stretches = outermost(doc._.marks)
    titles = {number for number, stretch in enumerate(stretches) if is_title(text_of(doc), stretch)}
    lines = join_lines(text_of(doc), read_lines(doc, stretches, titles))
    if doc._.style.unpunctuated:
        lines = [piece for line in lines for piece in cut_stripped(line)]
    sayings, doubtful = [], []
    for number, line in enumerate(lines):
        cues = find_cues(line)
        sayings.append(find_sayings(line, cues) if cues else [])
        if parsing and cues and leaves_open(line, cues, sayings[-1]):
            doubtful.append(number)
    return _Read(doc, stretches, lines, sayings, doubtful)


def find_quotes(docs: Sequence[Doc], syntax: Reader | None) -> list[tuple[Quotation, ...]]:
    """The quotations of each Doc in reading order. `syntax` reads parts of speech and dependencies, or is None."""
    read = [_read(doc, parsing=syntax is not None) for doc in docs]
    if syntax is not None:
        wanted = [(r, number) for r in read for number in r.open]
        parses = parse_lines(syntax, [r.lines[number] for r, number in wanted])
        for (r, number), parse in zip(wanted, parses, strict=True):
            if parse is not None:
                r.sayings[number] = find_sayings(r.lines[number], find_cues(r.lines[number], parse))
    return [_quotations(r) for r in read]


def _quotations(read: _Read) -> tuple[Quotation, ...]:
    doc = read.doc
    text = text_of(doc)
    utterances = find_utterances(doc, read.lines, read.stretches, read.sayings, find_turns(doc, read.stretches))
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
    named = find_media(text) if utterances else []
    for utterance in utterances:
        found[id(utterance)] = medium_of(text, utterance, lines, named)
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
