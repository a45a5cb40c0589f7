"""Parses of the sentences that report speech, on our own words: part of speech, head and reach of each.

Only lines with a possible cue are parsed, all of a batch at once, and with the quotations taken out: a parser that was never
shown a whole speech inside a sentence breaks on one. A short stretch that is part of the clause stays as plain words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractor.language.model.reading import Reader
from extractor.rooms.quotes.words import Line, Word

# A stretch of so many words that is part of its clause is parsed as it stands, without its marks.
SHORT_STRETCH_WORDS = 12
# A line longer than this is a list or a table; nothing is gained by parsing it.
LINE_WORDS = 160
# What stands for a quotation: a word that the parser knows as an utterance.
DUMMY = "Yes"


@dataclass(slots=True)
class Parse:
    """The parse of a line, by number of its words."""

    tag: list[str]  # fine part of speech (Penn)
    dep: list[str]  # relation to the head
    head: list[int]  # number of the head word; the root is its own
    first: list[int]  # first word below it, itself included
    last: list[int]  # last word below it

    def children(self, k: int) -> Iterator[int]:
        """Words that hang on word `k`, in reading order."""
        return (m for m, head in enumerate(self.head) if head == k and m != k)

    def child(self, k: int, *deps: str) -> int | None:
        """The first word that hangs on `k` by one of these relations."""
        return next((m for m in self.children(k) if self.dep[m] in deps), None)


def parse_lines(reader: Reader, lines: Sequence[Line]) -> list[Parse | None]:
    """The parse of each line; None for one that is too long or empty."""
    rendered = [_render(line.words) if len(line.words) <= LINE_WORDS else ("", []) for line in lines]
    with reader.reading(len(lines)) as nlp:
        docs = nlp.pipe(text for text, _ in rendered)
        return [
            _on_words(doc, starts, len(line.words)) if starts else None
            for doc, (_, starts), line in zip(docs, rendered, lines, strict=True)
        ]


def _render(words: Sequence[Word]) -> tuple[str, list[int]]:
    """The text to parse, and where each word starts in it."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for k, word in enumerate(words):
        if k and word.start > words[k - 1].end:
            pieces.append(" ")
            length += 1
        starts.append(length)
        text = word.text if word.quote is None else _stand_in(words, k)
        pieces.append(text)
        length += len(text)
    return "".join(pieces), starts


def _stand_in(words: Sequence[Word], k: int) -> str:
    inner = words[k].text.strip("\"“”„‟«»‘’'` ").replace("\n", " ")
    count = inner.count(" ") + 1
    before = words[k - 1] if k else None
    apart = before is None or before.text in ",:;" or before.quote is not None
    ends = inner[-1:] if inner[-1:] in ",.?!" else ""
    if apart or count > SHORT_STRETCH_WORDS or not inner:
        return DUMMY + (ends if ends == "," else "." if k == len(words) - 1 and not ends else ends)
    return inner


def _on_words(doc: Doc, starts: Sequence[int], count: int) -> Parse:
    word_of: list[int] = []
    at = 0
    for token in doc:
        while at + 1 < count and starts[at + 1] <= token.idx:
            at += 1
        word_of.append(at)
    main: list[int | None] = [None] * count
    for token in doc:
        k = word_of[token.i]
        if main[k] is None and (token.head.i == token.i or word_of[token.head.i] != k):
            main[k] = token.i
    tag, dep, head = ["" for _ in range(count)], ["" for _ in range(count)], list(range(count))
    first, last = list(range(count)), list(range(count))
    for k, token_number in enumerate(main):
        if token_number is None:
            continue
        token = doc[token_number]
        tag[k], dep[k], head[k] = token.tag_, token.dep_, word_of[token.head.i]
        first[k] = word_of[token.left_edge.i]
        last[k] = word_of[token.right_edge.i]
    return Parse(tag, dep, head, first, last)
