"""One act of reporting in a sentence: what the rooms that find cue, source and content hand on to each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.language.found import Place
from extractor.rooms.quotes.cues import Verb
from extractor.rooms.quotes.grammar import Range, Words


@dataclass(slots=True)
class Saying:
    """One act of reporting in a sentence; places are first and last word, both inclusive."""

    cue: Range
    verb: Verb | None
    source: Range | None
    clause: int  # the first word of the clause that the cue governs
    contents: list[Range] = field(default_factory=list)
    addressee: Range | None = None
    rule: str = "verb"
    shared: bool = False  # the source is that of the cue before it
    passive: bool = False
    negated: bool = False
    inverted: bool = False
    order: str = "before"  # the cue stands before, behind or inside its content
    spoken: bool = False  # word for word, though no mark says so
    lead: Place | None = None  # content in the sentence before, in text without marks


def has_quote(ws: Words, first: int, last: int) -> bool:
    """Does a quotation stand between the two words?"""
    return any(w.quote is not None for w in ws[max(0, first) : last + 1])
