"""Sentences as the reader of speech sees them: words, and one dummy word for each stretch between quotation marks.

A sentence inside a quotation ends no sentence of the article, and no parser or pattern reads a sentence well that holds another
one. So the stretches are taken out first, each leaves one `Word` with its number, and the sentences are cut anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Marked, Place
from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.grammar import Range
from extractor.rooms.quotes.words import Word, as_name, cut_words, quotation

# No sentence is longer; what is, is cut, so that work stays in proportion to the length of a text.
LINE_WORDS = 600
# So many paragraphs at the top of an article may be headlines.
HEADLINES = 2


@dataclass(slots=True)
class Line:
    """A sentence of the article around its quotations."""

    text: str  # of the whole Doc
    start: int
    end: int
    paragraph: int
    words: list[Word] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)  # numbers of the words that are quotations
    # Where words begin before which there may stand more than white space, by number: a quotation, and what follows one.
    anchors: dict[int, int] = field(default_factory=dict)
    headline: bool = False
    stripped: bool = False  # cut from text that has lost its marks
    _ends: list[int] | None = None

    @property
    def ends(self) -> list[int]:
        """Where each word ends in the text; looked for when first asked, since most lines report nothing."""
        if self._ends is None:
            ends, at, find, anchors = [], self.start, self.text.index, self.anchors
            for k, word in enumerate(self.words):
                printed = word.text
                at = find(printed, anchors.get(k, at) if anchors else at) + len(printed)
                ends.append(at)
            self._ends = ends
        return self._ends

    @property
    def only_quotes(self) -> bool:
        """Nothing but stretches between marks (and punctuation) stands here."""
        return bool(self.quotes) and all(word.quote is not None or word.is_mark for word in self.words)

    def start_of(self, k: int) -> int:
        """Where word `k` begins in the text."""
        return self.ends[k] - len(self.words[k].text)

    def place(self, words: Range) -> Place:
        """Where these words stand in the text."""
        return self.start_of(words[0]), self.ends[words[1]]

    def piece(self, first: int, stop: int, *, stripped: bool = False) -> Line:
        """The words from `first` up to `stop` (exclusive) as a line of their own."""
        start, ends = self.start_of(first), self.ends[first:stop]
        quotes = [k - first for k in self.quotes if first <= k < stop]
        return Line(
            self.text, start, ends[-1], self.paragraph, self.words[first:stop], quotes, stripped=stripped, _ends=ends
        )

    def joined(self, other: Line) -> Line:
        """This line and the one behind it as one."""
        words, ends = [*self.words, *other.words], [*self.ends, *other.ends]
        quotes = [*self.quotes, *(len(self.words) + k for k in other.quotes)]
        return Line(self.text, self.start, other.end, self.paragraph, words, quotes, _ends=ends)


def outermost(marks: Sequence[Marked]) -> list[Marked]:
    """The stretches that lie in no other."""
    return [mark for mark in marks if mark.depth == 0]


def read_lines(doc: Doc, stretches: Sequence[Marked], titles: Collection[int] = ()) -> list[Line]:
    """The Doc's sentences in reading order, cut outside the `stretches` alone.

    `titles` are the numbers of stretches that are no speech: they are read as plain words, without their marks.
    """
    text: str = text_of(doc)
    quoted, sentences = [stretch.outer[0] for stretch in stretches], [start for start, _ in doc._.sentences]
    lines: list[Line] = []
    for number, (start, end) in enumerate(doc._.paragraphs):
        first = bisect_left(quoted, start)
        inside = stretches[first : bisect_left(quoted, end)]
        cuts = sentences[bisect_right(sentences, start) : bisect_left(sentences, end)]
        begins = [start, *_outside(cuts, inside)]
        for begin, stop in zip(begins, [*begins[1:], end], strict=True):
            line = Line(text, begin, begin + len(text[begin:stop].rstrip()), number)
            _read_words(line, inside, first, titles)
            line.headline = number < HEADLINES and _is_headline(line)
            lines += _in_pieces(line)
    _mark_names(doc, lines)
    return lines


def _in_pieces(line: Line) -> list[Line]:
    """The line, or pieces of it where it is far too long for a sentence: a table, or text that has lost its marks."""
    if len(line.words) <= LINE_WORDS:
        return [line] if line.words else []
    return [line.piece(k, k + LINE_WORDS) for k in range(0, len(line.words), LINE_WORDS)]


def _mark_names(doc: Doc, lines: Sequence[Line]) -> None:
    starts = [line.start for line in lines]
    for mention in doc._.people:
        if mention.value.kind != "name" or not lines:
            continue
        line = lines[max(0, bisect_right(starts, mention.start) - 1)]
        for k in range(bisect_right(line.ends, mention.start), len(line.words)):
            start = line.start_of(k)
            if start >= mention.end:
                break
            if start >= mention.start:
                line.words[k] = as_name(line.words[k])


def _outside(cuts: Sequence[int], inside: Sequence[Marked]) -> list[int]:
    """Sentence starts that lie in no stretch, and the starts behind a stretch that ends a sentence itself."""
    found = []
    at = 0
    for cut in cuts:
        while at < len(inside) and inside[at].outer[1] <= cut:
            at += 1
        if at == len(inside) or inside[at].outer[0] >= cut:
            found.append(cut)
    return found


def _read_words(line: Line, inside: Sequence[Marked], first: int, titles: Collection[int]) -> None:
    """Fill the line with its words; `inside` are the stretches of its paragraph, numbered from `first`."""
    text, words, end = line.text, line.words, line.end
    at = line.start
    from_here = bisect_right(inside, at, key=lambda mark: mark.outer[1]) if inside else 0
    for number, mark in enumerate(inside[from_here:], first + from_here):
        begin, stop = max(mark.outer[0], at), min(mark.outer[1], end)
        if mark.outer[0] >= end:
            break
        words += cut_words(text[at:begin])
        if number in titles:
            inner = max(mark.inner[0], at), min(mark.inner[1], end)
            line.anchors[len(words)] = inner[0]
            words += cut_words(text[slice(*inner)])
        else:
            line.anchors[len(words)] = begin
            line.quotes.append(len(words))
            words.append(quotation(text[begin:stop], number))
        at = stop
        line.anchors[len(words)] = at
    words += cut_words(text[at:end])


def _is_headline(line: Line) -> bool:
    """Has nearly every long word a capital?"""
    long = [w for w in line.words if w.quote is None and len(w.text) > 3 and w.text[0].isalpha()]
    return len(long) >= 3 and sum(w.text[0].isupper() for w in long) >= 0.8 * len(long)


def join_lines(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, with `"Who?" Roe asked.` in one piece: a mark that ends the quotation's sentence ends not the reporter's."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if (
            before is not None
            and before.paragraph == line.paragraph
            and before.words[-1].quote is not None
            and before.only_quotes
            and _is_tag(text, before, line.words)
        ):
            found[-1] = before.joined(line)
        else:
            found.append(line)
    return found


def _is_tag(text: str, before: Line, ws: list[Word]) -> bool:
    """Do these words only say who spoke: `Roe asked.`, `asked Roe, a teacher.`, `he said on Monday.`?"""
    full_stop = text[before.end - 2 : before.end - 1] == "."
    verb = ws[0].verb
    if verb and verb.takes("qtx") and ws[0].text.islower():
        return True
    subject = grammar.np_right(ws, 0)
    if subject is None:
        return False
    k = subject[1] + 1
    if k < len(ws) and ws[k].text == ",":
        k = next(
            (m + 1 for m in range(k + 1, min(len(ws) - 1, k + grammar.SOURCE_WORDS)) if ws[m].text == ","), len(ws)
        )
    while k < len(ws) and ws[k].is_adverb:
        k += 1
    verb = ws[k].verb if k < len(ws) else None
    if verb is None or not verb.takes("qtx") or verb.form not in ("past", "s"):
        return False
    after = ws[k + 1] if k + 1 < len(ws) else None
    told = grammar.np_right(ws, k + 1) if verb.takes("a") else None
    if told is not None and not full_stop:
        after = ws[told[1] + 1] if told[1] + 1 < len(ws) else None
    if after is None or (
        after.is_mark
        and after.text != ":"
        and not (after.text == "," and k + 2 < len(ws) and ws[k + 2].quote is not None)
    ):
        return True
    return (
        not full_stop
        and (after.is_a("time", "prep") or after.is_adverb)
        and not any(w.lower == "that" or w.quote is not None for w in ws[k + 1 : k + 12])
    )
