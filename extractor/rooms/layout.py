"""How the text is printed and divided: style, paragraphs, sentences, quotation marks.

reads   doc.text
writes  doc._.style, doc._.paragraphs, doc._.sentences, doc._.marks
leaves  the meaning of marks (speech, title, scare quote) to quotes.py
"""

from __future__ import annotations

import re
import string

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Marked, Style
from extractor.text.marks import find_marks
from extractor.text.sentences import find_paragraphs, find_sentences

# A text of at least so many letters can be judged; shorter ones (a headline) count as ordinary print.
ENOUGH_LETTERS = 40
# Ordinary news prints 2 to 4 capitals in a hundred letters; a dump in lower case none, but for a stray one.
CASELESS_SHARE = 0.004
UPPER_SHARE = 0.8
# Ordinary news has a sentence mark every 15 to 30 words; a stripped dump none.
WORDS_PER_MARK = 120


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SENTENCE_MARK = re.compile(r"[.!?,](?=\s|$)")
_CAPITALS = string.ascii_uppercase.encode()
_NO_LETTERS = bytes(set(range(256)) - set(string.ascii_letters.encode()))


def judge_style(text: str) -> Style:
    """Is this text without capitals, all capitals, without punctuation?"""
    # Bytes are counted by taking away the others, at a tenth of the cost of asking each character.
    plain, others = text.encode("ascii", "ignore").translate(None, _NO_LETTERS), _NOT_ASCII.findall(text)
    letters = len(plain) + sum(map(str.isalpha, others))
    capitals = len(plain) - len(plain.translate(None, _CAPITALS)) + sum(map(str.isupper, others))
    words = text.count(" ") + 1
    marks = len(_SENTENCE_MARK.findall(text))
    enough = letters >= ENOUGH_LETTERS
    return Style(
        caseless=enough and capitals <= CASELESS_SHARE * letters,
        upper=enough and capitals >= UPPER_SHARE * letters,
        unpunctuated=enough and words >= 12 and marks * WORDS_PER_MARK < words,
    )


@Language.component("extractor_layout", assigns=["doc._.style", "doc._.paragraphs", "doc._.sentences", "doc._.marks"])
def layout(doc: Doc) -> Doc:
    """The room: style, paragraphs, sentences and quotation marks onto the document."""
    text = text_of(doc)
    style = judge_style(text)
    paragraphs = find_paragraphs(text)
    doc._.style = style
    doc._.paragraphs = tuple(paragraphs)
    if style.unpunctuated:
        doc._.sentences = tuple(paragraphs)
    else:
        doc._.sentences = tuple(find_sentences(text, paragraphs, caseless=style.caseless))
    doc._.marks = tuple(
        Marked(
            outer=(m.start, m.end),
            inner=(m.inner_start, m.inner_end),
            closed=m.closed,
            continues=m.continues,
            mark=m.mark,
            depth=m.depth,
        )
        for m in find_marks(text, paragraphs)
    )
    return doc
