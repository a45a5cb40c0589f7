"""Stretches between marks that no cue claims: speech that goes on, speech whose speaker the sentence shows in another way, or no speech."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.found import Marked, Place
from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.cues import nouns
from extractor.rooms.quotes.lines import Line
from extractor.rooms.quotes.speech import is_called, is_subhead
from extractor.rooms.quotes.utterance import CONFIDENCE, Utterance

# A stretch with no cue near it is speech from so many words on; shorter ones are mostly scare quotes.
SPEECH_WORDS = 6
# One that ends like a sentence may be shorter.
CLOSED_SPEECH_WORDS = 4
# Speech is carried on over so many paragraphs that are quotations and nothing else.
CARRY_PARAGRAPHS = 2
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Uncued:
    """Reads such stretches of one Doc."""

    def __init__(
        self, text: str, lines: Sequence[Line], stretches: Sequence[Marked], paragraphs: Sequence[Place]
    ) -> None:
        self.text, self.lines, self.stretches, self.paragraphs = text, lines, stretches, paragraphs

    def read(self, number: int, k: int, before: Utterance | None, *, alone: bool) -> Utterance | None:
        """The stretch at word `k` of a line: speech that goes on from the utterance `before`, speech with another kind of cue, or none.

        `alone`: nothing but quotations stands in the line.
        """
        line = self.lines[number]
        ws = line.words
        stretch = ws[k].quote
        if stretch is None:
            return None
        named = self._name_behind(number, k)
        inner = self.stretches[stretch].inner
        words = len(_WORD.findall(self.text, *inner))
        if named is not None and words > 1:
            return Utterance([inner], [stretch], number, named, None, None, "name behind a dash")
        if alone and is_subhead(self.text, self.stretches[stretch], self.paragraphs[line.paragraph]):
            return None
        if alone:
            return self._goes_on(number, stretch, before, words)
        if is_called(self.text, self.stretches[stretch]):
            return None
        if line.headline and k > 0 and ws[0].name:
            # Roe Sees ‘Disaster’ in New Plan
            last = next((m - 1 for m in range(1, k) if not ws[m].name), k - 1)
            return Utterance([inner], [stretch], number, line.place((0, last)), None, None, "headline")
        closed = self.text[inner[1] - 1 : inner[1]] in (",", ".", "?", "!")
        colon = k > 0 and ws[k - 1].text == ":"
        if k == 0 or colon:
            # "We won." The crowd cheered.  — a sentence of its own whose end the marks hide
            if not colon and words < SPEECH_WORDS and not (closed and words >= CLOSED_SPEECH_WORDS):
                return None
        elif words < SPEECH_WORDS and not (closed and words >= CLOSED_SPEECH_WORDS):
            return self._possessed(number, k, stretch)
        source = self._subject_before(line, k, nearest=colon)
        return Utterance([inner], [stretch], number, source, None, None, "colon" if colon else "no cue")

    def _name_behind(self, number: int, k: int) -> Place | None:
        """The name behind a dash: "We won." ― Jane Roe"""
        line, dash = self.lines[number], k + 1
        behind = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if dash == len(line.words) and behind is not None and behind.start - line.ends[k] < 4:
            line, dash = behind, 0
        rest = line.words[dash:]
        if len(rest) < 2 or rest[0].text not in ("―", "—", "–", "-", "--") or not grammar.is_name(rest[1]):
            return None
        name = grammar.np_right(rest, 1)
        if name is None or any(grammar.is_finite(rest, m) for m in range(name[1] + 1, min(len(rest), name[1] + 3))):
            return None
        return line.place((dash + name[0], dash + name[1]))

    def _possessed(self, number: int, k: int, stretch: int) -> Utterance | None:
        """A short stretch inside somebody's words: Roe's "rigged" claim."""
        line = self.lines[number]
        ws = line.words
        noun = next((m for m in range(k + 1, min(len(ws), k + 3)) if ws[m].lower in nouns()), None)
        if noun is None:
            noun = next((m for m in range(k - 1, max(-1, k - 4), -1) if ws[m].lower in nouns()), None)
        if noun is None:
            return None
        owner = grammar.owner_of(ws, min(noun, k))
        if owner is None:
            return None
        return Utterance(
            [self.stretches[stretch].inner],
            [stretch],
            number,
            line.place(owner),
            line.place((noun, noun)),
            None,
            "noun",
        )

    def _goes_on(self, number: int, stretch: int, before: Utterance | None, words: int) -> Utterance | None:
        """A sentence that is a quotation and nothing else: it goes on from the speech before it."""
        mark = self.stretches[stretch]
        line = self.lines[number]
        previous = self.lines[number - 1] if number else None
        gap = line.paragraph - self.lines[before.line].paragraph if before is not None else 99
        follows = before is not None and (number - before.line <= 1 or mark.continues)
        if before is not None and follows and (gap == 0 or mark.continues or gap <= CARRY_PARAGRAPHS):
            near = gap == 0 or mark.continues
            return Utterance(
                [mark.inner],
                [stretch],
                number,
                before.source,
                None,
                None,
                "goes on",
                CONFIDENCE["goes on" if near else "goes on later"],
                carried_from=before,
            )
        if words < CLOSED_SPEECH_WORDS and mark.closed:
            return None
        if previous is not None and line.paragraph - previous.paragraph <= 1:
            source = self._subject_before(previous, len(previous.words) - 1)
            if source is not None:
                return Utterance([mark.inner], [stretch], number, source, None, None, "sentence before")
        return Utterance([mark.inner], [stretch], number, None, None, None, "alone")

    def _subject_before(self, line: Line, k: int, *, nearest: bool = False) -> Place | None:
        """Who a stretch without a cue belongs to: the subject of its sentence, or (`nearest`) of the last verb before it."""
        ws = line.words
        for m in range(k - 1, 0, -1) if nearest else range(1, k):
            if grammar.is_finite(ws, m):
                j, _ = grammar.back_over_adverbs(ws, m)
                source = grammar.over_apposition(ws, j, 0) if j >= 0 and ws[j].text == "," else grammar.np_left(ws, j)
                if source and (grammar.is_name(ws[source[0]]) or ws[source[0]].is_a("pron", "det", "poss")):
                    return line.place(source)
        for m in range(k - 1, -1, -1):
            if grammar.is_name(ws[m]):
                source = grammar.np_left(ws, m)
                if source:
                    return line.place(source)
        return None
