"""Parses of the sentences that report speech, on our own words: part of speech, head and reach of each.

Only lines whose words leave open who says something are parsed, all of a batch at once, and with the quotations taken out: a
parser that was never shown a whole speech inside a sentence breaks on one. A short stretch that is part of the clause stays as plain words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, TAG
from spacy.tokens import Doc

from extractor.language.model.reading import Reader
from extractor.rooms.quotes.lines import Line
from extractor.rooms.quotes.words import Word

# A stretch of so many words that is part of its clause is parsed as it stands, without its marks.
SHORT_STRETCH_WORDS = 12
# A line longer than this is a list or a table; nothing is gained by parsing it.
LINE_WORDS = 160
# What stands for a quotation: a word that the parser knows as an utterance.
DUMMY = "Yes"
_TOLD: list[int | str] = [HEAD, TAG, DEP]


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
    parses: list[Parse | None] = [None] * len(lines)
    wanted = [number for number, line in enumerate(lines) if 0 < len(line.words) <= LINE_WORDS]
    with reader.reading(len(wanted)) as nlp:
        rendered = [_render(lines[number], reader) for number in wanted]
        docs = nlp.pipe(Doc(nlp.vocab, words=tokens, spaces=spaces) for tokens, spaces, _ in rendered)
        for number, doc, (_, _, word_of) in zip(wanted, docs, rendered, strict=True):
            parses[number] = _on_words(doc, word_of, len(lines[number].words))
    return parses


def _render(line: Line, reader: Reader) -> tuple[list[str], list[bool], list[int]]:
    """The tokens to parse, whether a space follows each, and which word each is of."""
    tokens: list[str] = []
    spaces: list[bool] = []
    word_of: list[int] = []
    words = line.words
    for k, word in enumerate(words):
        if k and line.start_of(k) > line.ends[k - 1]:
            spaces[-1] = True
        for token, space in reader.tokens(word.text if word.quote is None else _stand_in(words, k)):
            tokens.append(token)
            spaces.append(space)
            word_of.append(k)
    return tokens, spaces, word_of


def _stand_in(words: Sequence[Word], k: int) -> str:
    inner = words[k].text.strip("\"“”„‟«»‘’'` ").replace("\n", " ")
    count = inner.count(" ") + 1
    before = words[k - 1] if k else None
    apart = before is None or before.text in ",:;" or before.quote is not None
    ends = inner[-1:] if inner[-1:] in ",.?!" else ""
    if apart or count > SHORT_STRETCH_WORDS or not inner:
        return DUMMY + (ends if ends == "," else "." if k == len(words) - 1 and not ends else ends)
    return inner


def _on_words(doc: Doc, word_of: Sequence[int], count: int) -> Parse:
    # As arrays: a spaCy Token takes as long to make as to parse.
    told = doc.to_array(_TOLD)
    heads = (np.arange(len(doc)) + told[:, 0].astype(np.int64)).tolist()
    lefts, rights = _edges(heads)
    strings = doc.vocab.strings
    tag, dep, head = [""] * count, [""] * count, list(range(count))
    first, last = list(range(count)), list(range(count))
    done = [False] * count
    for token, (k, above) in enumerate(zip(word_of, heads, strict=True)):
        # The word's main token is the first whose head lies outside the word.
        if not done[k] and (above == token or word_of[above] != k):
            done[k] = True
            tag[k], dep[k] = strings[int(told[token, 1])], strings[int(told[token, 2])]
            head[k], first[k], last[k] = word_of[above], word_of[lefts[token]], word_of[rights[token]]
    return Parse(tag, dep, head, first, last)


def _edges(heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """First and last token below each token, itself included."""
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    changed = True
    while changed:  # as often as the tree is deep, against the order of the tokens
        changed = False
        for order in (range(len(heads)), range(len(heads) - 1, -1, -1)):
            for token in order:
                above = heads[token]
                if lefts[token] < lefts[above]:
                    lefts[above], changed = lefts[token], True
                if rights[token] > rights[above]:
                    rights[above], changed = rights[token], True
    return lefts, rights
