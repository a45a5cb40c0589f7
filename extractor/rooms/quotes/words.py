"""Sentences as the reader of speech sees them: words, and one dummy word for each stretch between quotation marks.

A sentence inside a quotation ends no sentence of the article, and no parser or pattern reads a sentence well that holds another
one. So the stretches are taken out first, each leaves one `Word` with its number, and the sentences are cut anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Marked, Place

# A word with its inner apostrophes, dots and hyphens (O'Neil, U.S., op-ed), or one mark. Most are a run of letters: that form stands
# first, and white space is passed over inside the pattern, for a try that fails at it costs as much as a word.
_WORD = re.compile(
    r"\s*+(\w++(?![.,'’&/-])|[@#$]?\d+(?:,\d{3})+(?:\.\d+)?|[@#$]?\w+(?:[.'’&/-]+\w+)*(?:\.(?<=\b\w\.)(?=\s+[A-Z]|\s*[,;]))?|\.\.+|…|--+|[^\w\s])"
)
_ABBREVIATION = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Lt|Col|Gen|Sgt|Capt|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]|[A-Z]\.[A-Z]|\w\.\w(?:\.\w)*|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|"
    r"Va|Wash|Wis|Wyo)"
)


# No sentence is longer; what is, is cut, so that work stays in proportion to the length of a text.
LINE_WORDS = 600


@dataclass(slots=True)
class Word:
    """A word, a punctuation mark, or (with `quote`) a whole stretch between marks."""

    start: int
    end: int
    text: str
    lower: str
    quote: int | None = None  # index into the outermost stretches of the Doc
    name: bool = False  # part of a person's name

    @property
    def is_mark(self) -> bool:
        return self.quote is None and not self.text[-1].isalnum() and not self.text[:1].isalnum()


@dataclass(slots=True)
class Line:
    """A sentence of the article around its quotations."""

    start: int
    end: int
    paragraph: int
    words: list[Word] = field(default_factory=list)
    headline: bool = False
    stripped: bool = False  # cut from text that has lost its marks

    @property
    def only_quotes(self) -> bool:
        """Nothing but stretches between marks (and punctuation) stands here."""
        return any(w.quote is not None for w in self.words) and all(
            w.quote is not None or w.is_mark for w in self.words
        )


def outermost(marks: Sequence[Marked]) -> list[Marked]:
    """The stretches that lie in no other."""
    return [mark for mark in marks if mark.depth == 0]


def read_lines(doc: Doc, stretches: Sequence[Marked], titles: Collection[int] = ()) -> list[Line]:
    """The Doc's sentences in reading order, cut outside the `stretches` alone.

    `titles` are the numbers of stretches that are no speech: they are read as plain words, without their marks.
    """
    text: str = text_of(doc)
    sentences: Sequence[Place] = doc._.sentences
    lines: list[Line] = []
    at = sentence = 0
    for number, (start, end) in enumerate(doc._.paragraphs):
        while at < len(stretches) and stretches[at].outer[0] < start:
            at += 1
        first = at
        while at < len(stretches) and stretches[at].outer[0] < end:
            at += 1
        inside = stretches[first:at]
        while sentence < len(sentences) and sentences[sentence][0] < start:
            sentence += 1
        cuts = []
        while sentence < len(sentences) and sentences[sentence][0] < end:
            cuts.append(sentences[sentence][0])
            sentence += 1
        begins = [start, *(_outside(cuts, inside, start, end))]
        ends = [*begins[1:], end]
        for begin, stop in zip(begins, ends, strict=True):
            line = Line(begin, begin + len(text[begin:stop].rstrip()), number)
            line.words = _words(text, begin, line.end, inside, first, titles)
            line.headline = _is_headline(line)
            lines += _in_pieces(line)
    _mark_names(doc, lines)
    return lines


def _in_pieces(line: Line) -> list[Line]:
    """The line, or pieces of it where it is far too long for a sentence: a table, or text that has lost its marks."""
    if len(line.words) <= LINE_WORDS:
        return [line] if line.words else []
    pieces = [line.words[k : k + LINE_WORDS] for k in range(0, len(line.words), LINE_WORDS)]
    return [Line(words[0].start, words[-1].end, line.paragraph, words) for words in pieces]


def _mark_names(doc: Doc, lines: Sequence[Line]) -> None:
    starts = [line.start for line in lines]
    for mention in doc._.people:
        if mention.value.kind != "name" or not lines:
            continue
        line = lines[max(0, bisect_right(starts, mention.start) - 1)]
        first = bisect_left(line.words, mention.start, key=lambda word: word.start)
        for word in islice(line.words, first, None):
            if word.start >= mention.end:
                break
            word.name = True


def _outside(cuts: Sequence[int], inside: Sequence[Marked], start: int, end: int) -> list[int]:
    """Sentence starts that lie in no stretch, and the starts behind a stretch that ends a sentence itself."""
    found = []
    at = 0
    for cut in cuts:
        while at < len(inside) and inside[at].outer[1] <= cut:
            at += 1
        if cut > start and not (at < len(inside) and inside[at].outer[0] < cut):
            found.append(cut)
    return [cut for cut in found if start < cut < end]


def _words(
    text: str, start: int, end: int, inside: Sequence[Marked], first: int, titles: Collection[int]
) -> list[Word]:
    words: list[Word] = []
    at = start
    from_here = bisect_right(inside, start, key=lambda mark: mark.outer[1])
    for number, mark in enumerate(inside[from_here:], first + from_here):
        a, b = mark.outer
        if a >= end:
            break
        _plain(text, at, max(at, a), words)
        if number in titles:
            _plain(text, max(mark.inner[0], start), min(mark.inner[1], end), words)
        else:
            words.append(Word(max(a, start), min(b, end), text[a:b], "", number))
        at = min(b, end)
    _plain(text, at, end, words)
    return words


def _plain(text: str, start: int, end: int, words: list[Word]) -> None:
    for match in _WORD.finditer(text, start, end):
        word = match[1]
        begin, stop = match.span(1)
        # The dot of an abbreviation belongs to it: "Sen. Roe" is no end of anything.
        if stop < end and text[stop] == "." and _ABBREVIATION.fullmatch(word) and stop + 1 < end:
            stop += 1
            word += "."
        elif word == "." and words and words[-1].end == stop:
            continue
        words.append(Word(begin, stop, word, word.lower()))


def _is_headline(line: Line) -> bool:
    """A line in which nearly every long word has a capital, at the top of the article."""
    if line.paragraph > 1:
        return False
    long = [w for w in line.words if w.quote is None and len(w.text) > 3 and w.text[0].isalpha()]
    return len(long) >= 3 and sum(w.text[0].isupper() for w in long) >= 0.8 * len(long)
