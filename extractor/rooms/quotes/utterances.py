"""From acts of reporting to utterances: which stretch belongs to whom, what goes on over sentences, what is no speech at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from extractor.language.found import Marked, Place
from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.cues import is_a, nouns
from extractor.rooms.quotes.sayings import Saying, find_sayings
from extractor.rooms.quotes.words import Line

# A stretch with no cue near it is speech from so many words on; shorter ones are mostly scare quotes and titles.
SPEECH_WORDS = 6
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LEAD_IN = re.compile(r"(?:so-called|known as|titled|entitled|nicknamed|dubbed|named|headlined|the (?:word|words|phrase|term|slogan|song|book|film|movie|show))\s*,?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Utterance:
    """A quotation in the making."""

    contents: list[Place]
    stretches: list[int]  # numbers of the stretches in it
    line: int
    source: Place | None = None
    cue: Place | None = None
    addressee: Place | None = None
    rule: str = ""
    confidence: float = 0.9
    mixed: bool = False
    order: str = "before"
    carried_from: Utterance | None = None
    negated: bool = False
    parts: list[Place] = field(default_factory=list)


def find_utterances(doc: Doc, lines: Sequence[Line], stretches: Sequence[Marked]) -> list[Utterance]:
    """Every utterance in reading order of its first content."""
    found: list[Utterance] = []
    claimed: set[int] = set()
    last: Utterance | None = None  # the latest utterance that can go on
    for number, line in enumerate(lines):
        here: list[Utterance] = []
        for saying in find_sayings(line):
            utterance = _utterance(doc, line, number, saying, stretches)
            fresh = [s for s in utterance.stretches if s not in claimed]
            if utterance.stretches and not fresh:
                continue
            claimed.update(utterance.stretches)
            here.append(utterance)
        open_words = [k for k, w in enumerate(line.words) if w.quote is not None and w.quote not in claimed]
        for k in open_words:
            utterance = _without_cue(doc, lines, number, k, stretches, here, last)
            if utterance is not None:
                claimed.update(utterance.stretches)
                here.append(utterance)
        found += here
        quoted = [u for u in here if u.stretches]
        if quoted:
            last = quoted[-1]
        elif here:
            last = here[-1]
    return sorted(found, key=lambda u: u.contents[0])


def _utterance(doc: Doc, line: Line, number: int, saying: Saying, stretches: Sequence[Marked]) -> Utterance:
    ws = line.words
    contents: list[Place] = []
    inside: list[int] = []
    mixed = False
    for first, last in saying.contents:
        quotes = [w.quote for w in ws[first : last + 1] if w.quote is not None]
        inside += quotes
        plain = [w for w in ws[first : last + 1] if w.quote is None and not w.is_mark]
        if quotes and not plain:
            contents += [stretches[q].inner for q in quotes]
        else:
            contents.append((ws[first].start, ws[last].end))
            mixed = mixed or bool(quotes)
    mixed = mixed or bool(inside) and any(
        not any(stretches[q].inner == place for q in inside) for place in contents
    )
    cue = (ws[saying.cue[0]].start, ws[saying.cue[1]].end)
    source = (ws[saying.source[0]].start, ws[saying.source[1]].end) if saying.source else None
    told = (ws[saying.addressee[0]].start, ws[saying.addressee[1]].end) if saying.addressee else None
    return Utterance(contents, inside, number, source, cue, told, f"{saying.rule} {saying.order}", mixed=mixed, order=saying.order, negated=saying.negated)


def _without_cue(
    doc: Doc, lines: Sequence[Line], number: int, k: int, stretches: Sequence[Marked], here: list[Utterance], last: Utterance | None
) -> Utterance | None:
    """A stretch that no cue of its sentence claims: speech that goes on, speech with another kind of cue, or none."""
    line = lines[number]
    ws = line.words
    stretch = ws[k].quote
    if stretch is None:
        return None
    inner = stretches[stretch].inner
    words = len(_WORD.findall(doc.text, *inner))
    if line.only_quotes:
        return _goes_on(doc, lines, number, stretch, stretches, here, last, words)
    before = doc.text[max(line.start, inner[0] - 60) : stretches[stretch].outer[0]]
    if _LEAD_IN.search(before):
        return None
    ends_clause = doc.text[inner[1] - 1 : inner[1]] in (",", ".", "?", "!")
    colon = k > 0 and ws[k - 1].text == ":"
    if not colon and words < SPEECH_WORDS and not (ends_clause and words >= 4):
        return None
    source = _subject_before(doc, line, k)
    return Utterance([inner], [stretch], number, source, None, None, "colon" if colon else "no cue", 0.6)


def _subject_before(doc: Doc, line: Line, k: int) -> Place | None:
    """Who a stretch without a cue belongs to: the subject of its sentence."""
    ws = line.words
    for m in range(1, k):
        if grammar.is_finite(ws, m):
            j, _ = grammar.back_over_adverbs(ws, m)
            source = grammar.over_apposition(ws, j, 0) if j >= 0 and ws[j].text == "," else grammar.np_left(ws, j)
            if source:
                return ws[source[0]].start, ws[source[1]].end
    for m in range(k - 1, -1, -1):
        if grammar.is_name(ws[m]):
            source = grammar.np_left(ws, m)
            if source:
                return ws[source[0]].start, ws[source[1]].end
    return None


def _goes_on(
    doc: Doc, lines: Sequence[Line], number: int, stretch: int, stretches: Sequence[Marked], here: list[Utterance], last: Utterance | None, words: int
) -> Utterance | None:
    """A sentence that is a quotation and nothing else: it goes on from the speech before it."""
    mark = stretches[stretch]
    before = here[-1] if here else last
    line = lines[number]
    if before is not None:
        gap = line.paragraph - lines[before.line].paragraph
        if gap == 0 or mark.continues or gap <= 2:
            return Utterance([mark.inner], [stretch], number, before.source, None, None, "goes on", 0.8 if gap == 0 or mark.continues else 0.6, carried_from=before)
    previous = lines[number - 1] if number else None
    if previous is not None and line.paragraph - previous.paragraph <= 1:
        source = _subject_before(doc, previous, len(previous.words) - 1)
        if source is not None and words >= 4:
            return Utterance([mark.inner], [stretch], number, source, None, None, "sentence before", 0.6)
    if words < 4:
        return None
    return Utterance([mark.inner], [stretch], number, None, None, None, "alone", 0.4)


__all__ = ["Utterance", "find_utterances", "is_a", "nouns"]
