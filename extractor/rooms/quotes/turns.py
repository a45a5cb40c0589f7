"""Speech that no marks show: turns of a transcript (ROE: …, Q: …), headlines (Roe: We won), block quotations behind a colon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Marked, Place
from extractor.language.lexicon import load_words

# JANE ROE:   MR. ROE:   ROE (off camera):   Q:   A.
_CAPITALS = re.compile(
    r"[\"“]?(?P<who>(?:(?:MR|MS|MRS|DR|SEN|GOV|REP)\.? )?[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]*){0,4}|Q|A|Question|Answer)"
    r"(?: ?[(\[][^)\]\n]{1,40}[)\]])?:\s+(?=\S)"
)
# Jane Roe:  — only where several paragraphs begin so.
_NAME = re.compile(r"[\"“]?(?P<who>(?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w.'’-]+)(?: ?[(\[][^)\]\n]{1,40}[)\]])?:\s+(?=\S)")
# Roe: We won — in a headline
_HEADLINE = re.compile(r"(?P<who>[^\s:][^:\n“\"]{1,60}): +(?P<what>\S[^\n]+)")
# A name in front of a colon must come back so often before its paragraphs are read as turns.
TURNS_OF_NAMES = 3
# A quotation of so many characters inside a turn is speech of its own, not a word that the speaker cites.
OWN_MARKS_CHARACTERS = 40
_QUESTION = ("Q", "A", "Question", "Answer")
HEADLINE_WORDS = 30
SOURCE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """Words of one speaker in one paragraph, named in front of a colon."""

    paragraph: int
    source: Place
    content: Place
    rule: str


def find_turns(doc: Doc, stretches: Sequence[Marked]) -> list[Turn]:
    """Turns of a transcript and a headline's speaker, in reading order."""
    text: str = text_of(doc)
    paragraphs: Sequence[Place] = doc._.paragraphs
    # All that is looked for ends with a colon; most paragraphs have none.
    labelled = [(number, *place) for number, place in enumerate(paragraphs) if text.find(":", *place) >= 0]
    surnames = {person.name.split()[-1].upper() for person in doc._.persons} if labelled else set()
    labels = Counter(
        m.group("who")
        for _, start, end in labelled
        if (m := _CAPITALS.match(text, start, end) or _NAME.match(text, start, end))
    )
    asked = sum(labels[label] for label in _QUESTION) > 1
    found: list[Turn] = []
    for number, start, end in labelled:
        match = _CAPITALS.match(text, start, end)
        rule = "turn"
        if match is not None and match.group("who") in _QUESTION:
            match = match if asked else None
        elif match is not None and not (labels[match.group("who")] > 1 or match.group("who").split()[-1] in surnames):
            match = None
        if match is None:
            match = _NAME.match(text, start, end)
            if match is not None and labels[match.group("who")] < TURNS_OF_NAMES:
                match = None
        if match is not None:
            found.append(
                Turn(number, match.span("who"), (match.end(), _content_end(match.end(), end, stretches)), rule)
            )
        elif number == 0 and (headline := _headline(text, start, end)) is not None:
            found.append(headline)
    return found


def _content_end(start: int, end: int, stretches: Sequence[Marked]) -> int:
    """A turn ends where a quotation with its own marks takes over."""
    for stretch in stretches[bisect_left(stretches, start, key=lambda s: s.outer[0]) :]:
        if stretch.outer[0] >= end:
            break
        if stretch.outer[1] - stretch.outer[0] > OWN_MARKS_CHARACTERS:
            return stretch.outer[0]
    return end


def _headline(text: str, start: int, end: int) -> Turn | None:
    """The speaker in front of a headline's colon."""
    match = _HEADLINE.match(text, start, end)
    if match is None or text.count(" ", start, end) >= HEADLINE_WORDS or ". " in text[start:end]:
        return None
    who = match.group("who")
    if who.count(" ") >= SOURCE_WORDS or who.casefold() in load_words("headline_labels") or not who[0].isupper():
        return None
    if text.count(" ", match.start("what"), match.end("what")) < 2:
        return None
    return Turn(0, match.span("who"), match.span("what"), "headline")
