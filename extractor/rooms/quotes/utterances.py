"""From acts of reporting to utterances: which stretch belongs to whom, what goes on over sentences, what is no speech at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Marked, Place
from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.cues import nouns
from extractor.rooms.quotes.grammar import Words
from extractor.rooms.quotes.lines import Line
from extractor.rooms.quotes.saying import Saying
from extractor.rooms.quotes.speech import is_called, is_subhead
from extractor.rooms.quotes.stripped import FIRST_PERSON, is_spoken
from extractor.rooms.quotes.turns import Turn

# A stretch with no cue near it is speech from so many words on; shorter ones are mostly scare quotes.
SPEECH_WORDS = 6
# One that ends like a sentence may be shorter.
CLOSED_SPEECH_WORDS = 4
# Speech is carried on over so many paragraphs that are quotations and nothing else.
CARRY_PARAGRAPHS = 2
# How often each way of finding speech had content and speaker right on a hundred articles of political news.
CONFIDENCE = {
    "direct around": 0.97,  # "…," Roe said
    "direct before": 0.9,  # Roe said, "…"
    "mixed around": 0.95,
    "mixed before": 0.82,
    "indirect around": 0.75,
    "indirect before": 0.72,
    "according to": 0.75,
    "no source": 0.5,
    "turn": 0.95,
    "name behind a dash": 0.95,
    "goes on": 0.92,
    "goes on later": 0.6,
    "block": 0.8,
    "colon": 0.8,
    "noun": 0.6,
    "headline": 0.6,
    "sentence before": 0.5,
    "no cue": 0.45,
    "alone": 0.4,
}
# A source taken over from the cue before, and a cue that is denied ("has not said"), are wrong more often by so much.
SHARED_SOURCE = 0.08
NEGATED = 0.2
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


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
    confidence: float = 0.0  # as the rule has it (CONFIDENCE), when it is not given
    mixed: bool = False
    order: str = "before"  # the cue stands before, behind or inside the content
    carried_from: Utterance | None = None
    verb: str | None = None  # base form of the cue
    turn: bool = False  # speech word for word without marks
    first_line: int = -1  # where its cue stands; `line` moves on with what is joined to it

    def __post_init__(self) -> None:
        if self.first_line < 0:
            self.first_line = self.line
        self.confidence = self.confidence or CONFIDENCE[self.rule]


class Reading:
    """One pass over the lines of a Doc; holds what the pass knows so far."""

    def __init__(
        self,
        doc: Doc,
        lines: Sequence[Line],
        stretches: Sequence[Marked],
        sayings: Sequence[list[Saying]],
        turns: Sequence[Turn],
    ) -> None:
        self.text: str = text_of(doc)
        self.lines = lines
        self.paragraphs: Sequence[Place] = doc._.paragraphs
        self.stretches = stretches
        self.outer_starts = [s.outer[0] for s in stretches]
        self.sayings = sayings
        self.turns = {turn.paragraph: turn for turn in turns}
        self.claimed: set[int] = set()
        self.found: list[Utterance] = []
        self.last: Utterance | None = None  # the latest utterance that can go on

    def read(self) -> list[Utterance]:
        """Every utterance in reading order of its first content."""
        paragraph = -1
        for number, line in enumerate(self.lines):
            if line.paragraph != paragraph:
                paragraph = line.paragraph
                self._open_paragraph(number, line)
            turn = self.turns.get(line.paragraph)
            silent = turn is not None and line.start < turn.content[1]
            here = [] if silent and turn is not None and turn.rule != "headline" else self._reported(number)
            self.found += here
            for k in line.quotes:
                if line.words[k].quote not in self.claimed:
                    utterance = self._without_cue(number, k, here)
                    if utterance is not None and self._joined(utterance):
                        continue
                    if utterance is not None:
                        self.claimed.update(utterance.stretches)
                        here.append(utterance)
                        self.found.append(utterance)
            quoted = [u for u in here if u.stretches]
            if quoted or here:
                self.last = (quoted or here)[-1]
        return sorted(self.found, key=lambda u: u.contents[0])

    # -------------------------------------------------------------- speech without marks
    def _open_paragraph(self, number: int, line: Line) -> None:
        turn = self.turns.get(line.paragraph)
        if turn is not None:
            self._take_turn(number, turn)
            return
        before = self.lines[number - 1] if number else None
        if before is not None and before.words[-1].text == ":" and line.words[0].quote is None:
            self._take_block(number, before)

    def _take_turn(self, number: int, turn: Turn) -> None:
        place = _trimmed(self.text, *turn.content)
        around = bisect_left(self.outer_starts, turn.source[0] + 1) - 1
        inside = [around] if around >= 0 and self.stretches[around].outer[1] > place[0] else []
        if inside:
            # The label stands inside the marks: "ROE: We won."
            self.claimed.update(inside)
            place = (place[0], self.stretches[inside[0]].inner[1])
        if place[1] <= place[0]:
            return
        within = self._stretches_in(place)
        if turn.rule == "headline":
            plain = any(c.isalpha() for c in _without(self.text, place, [self.stretches[k].outer for k in within]))
            utterance = Utterance([place], [], number, turn.source, None, None, "headline")
            if within:
                self.claimed.update(within)
                utterance = Utterance(
                    [place] if plain else [self.stretches[k].inner for k in within],
                    within,
                    number,
                    turn.source,
                    None,
                    None,
                    "headline",
                    mixed=plain,
                )
        else:
            self.claimed.update(within)
            utterance = Utterance([place], within or inside, number, turn.source, None, None, turn.rule, turn=True)
        self.found.append(utterance)
        self.last = utterance

    def _take_block(self, number: int, before: Line) -> None:
        """A paragraph without marks behind "Roe writes:" is what Roe writes."""
        ws = before.words
        k = len(ws) - 2
        while k >= 0 and (ws[k].is_adverb or ws[k].is_a("time", "obj", "prep")):
            k -= 1
        if k < 0:
            return
        verb = ws[k].verb
        if not ((verb and verb.takes("qtx")) or ws[k].lower in nouns()):
            return
        j, _ = grammar.back_over_adverbs(ws, k)
        source = grammar.np_left(ws, j) if verb else self._owner(ws, k)
        line = self.lines[number]
        start, end = line.start, max(x.end for x in self.lines[number : number + 40] if x.paragraph == line.paragraph)
        if source is None:
            return
        utterance = Utterance(
            [(start, end)], [], number, before.place(source), before.place((k, k)), None, "block", turn=True
        )
        inside = self._stretches_in((start, end))
        self.claimed.update(inside)
        self.turns[line.paragraph] = Turn(line.paragraph, before.place(source), (start, end), "block")
        self.found.append(utterance)
        self.last = utterance

    def _stretches_in(self, place: Place) -> list[int]:
        first, stop = bisect_left(self.outer_starts, place[0]), bisect_left(self.outer_starts, place[1])
        return [k for k in range(first, stop) if self.stretches[k].outer[1] <= place[1]]

    # -------------------------------------------------------------- speech with a cue
    def _reported(self, number: int) -> list[Utterance]:
        here: list[Utterance] = []
        if self.lines[number].stripped:
            self._read_stripped(number)
        for saying in self.sayings[number]:
            if not saying.contents and saying.lead is None:
                continue
            utterance = self._utterance(number, saying)
            fresh = [s for s in utterance.stretches if s not in self.claimed]
            if utterance.stretches and not fresh:
                continue
            self.claimed.update(utterance.stretches)
            self._take_back(utterance)
            here.append(utterance)
        return here

    def _take_back(self, utterance: Utterance) -> None:
        """Paragraphs of speech that were left open belong to whoever is named at their end."""
        last = self.last
        if (
            last is None
            or last.cue is not None
            or last.turn
            or not last.stretches
            or not utterance.stretches
            or utterance.order == "before"
        ):
            return
        if (
            not self.stretches[utterance.stretches[0]].continues
            or self.stretches[last.stretches[-1]].closed
            or last is not self.found[-1]
        ):
            return
        self.found.pop()
        utterance.contents = last.contents + utterance.contents
        utterance.stretches = last.stretches + utterance.stretches

    def _read_stripped(self, number: int) -> None:
        """Words of I and we before or behind "she said", in text that has lost its marks, are speech word for word."""
        ws = self.lines[number].words
        for saying in self.sayings[number][:1]:
            if saying.verb is None or not saying.verb.takes("q") or saying.clause > 1 or saying.source is None:
                continue
            if ws[saying.source[0]].lower in FIRST_PERSON:
                continue
            tail = max(saying.cue[1], saying.source[1]) + 1
            if (
                not saying.contents
                and tail < len(ws)
                and ws[tail].lower in ("because", "and", "but", "so", "if")
                and is_spoken(ws, tail, len(ws) - 1)
            ):
                saying.contents = [(tail, len(ws) - 1)]
            spoken = [c for c in saying.contents if is_spoken(ws, *c) and ws[c[0]].lower != "that"]
            before = self.lines[number - 1] if number else None
            if before is not None and not self.sayings[number - 1] and before.paragraph == self.lines[number].paragraph:
                direct = is_spoken(before.words, 0, len(before.words) - 1) or (
                    spoken and before.words[0].lower in ("this", "it", "there", "you")
                )
                if direct and (spoken or not saying.contents):
                    saying.lead = before.start, before.end
            saying.spoken = bool(spoken) or saying.lead is not None

    def _utterance(self, number: int, saying: Saying) -> Utterance:
        line = self.lines[number]
        ws = line.words
        contents: list[Place] = []
        inside: list[int] = []
        mixed = False
        for first, last in sorted(saying.contents):
            quotes = [w.quote for w in ws[first : last + 1] if w.quote is not None]
            inside += quotes
            if quotes and all(w.quote is not None or w.is_mark for w in ws[first : last + 1]):
                contents += [self.stretches[q].inner for q in quotes]
            else:
                contents.append(line.place((first, last)))
                mixed = mixed or bool(inside)
        if saying.lead is not None:
            contents.insert(0, saying.lead)
        whole = {self.stretches[q].inner for q in inside}
        mixed = bool(inside) and any(place not in whole for place in contents)
        return Utterance(
            contents,
            inside,
            number,
            line.place(saying.source) if saying.source else None,
            line.place(saying.cue),
            line.place(saying.addressee) if saying.addressee else None,
            f"{saying.rule} {saying.order}",
            _confidence(saying, inside=bool(inside), mixed=mixed),
            mixed=mixed,
            order=saying.order,
            turn=saying.spoken,
            verb=saying.verb.base if saying.verb else None,
        )

    # -------------------------------------------------------------- stretches that no cue claims
    def _without_cue(self, number: int, k: int, here: list[Utterance]) -> Utterance | None:
        """Speech that goes on, speech with another kind of cue, or no speech at all."""
        line = self.lines[number]
        ws = line.words
        stretch = ws[k].quote
        if stretch is None:
            return None
        named = self._name_behind(number, k)
        inner = self.stretches[stretch].inner
        words, alone = len(_WORD.findall(self.text, *inner)), line.only_quotes
        if named is not None and words > 1:
            return Utterance([inner], [stretch], number, named, None, None, "name behind a dash")
        if alone and is_subhead(self.text, self.stretches[stretch], self.paragraphs[line.paragraph]):
            return None
        if alone:
            return self._goes_on(number, stretch, here, words)
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

    def _joined(self, utterance: Utterance) -> bool:
        """Speech that its cue or the end of a paragraph cuts in pieces is one utterance: add this piece to it."""
        before = utterance.carried_from
        if before is None:
            return False
        mark = self.stretches[utterance.stretches[0]]
        same_paragraph = self.lines[utterance.line].paragraph == self.lines[before.line].paragraph
        if not ((mark.continues and before.stretches) or (same_paragraph and before.order != "before")):
            return False
        if utterance.contents[0][0] < before.contents[-1][1]:
            return False
        before.mixed = before.mixed or not before.stretches
        before.contents += utterance.contents
        before.stretches += utterance.stretches
        before.line = utterance.line
        self.claimed.update(utterance.stretches)
        return True

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
        owner = self._owner(ws, min(noun, k))
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

    def _owner(self, ws: Words, k: int) -> tuple[int, int] | None:
        """The possessor in front of word `k`: Roe's, his."""
        for m in range(k - 1, max(-1, k - 5), -1):
            if ws[m].quote is not None or ws[m].is_mark:
                return None
            if ws[m].lower in ("his", "her", "their", "my", "our"):
                return m, m
            if ws[m].lower.endswith(("'s", "s'")):
                return grammar.np_left(ws, m)
        return None

    def _goes_on(self, number: int, stretch: int, here: list[Utterance], words: int) -> Utterance | None:
        """A sentence that is a quotation and nothing else: it goes on from the speech before it."""
        mark = self.stretches[stretch]
        line = self.lines[number]
        before = here[-1] if here else self.last
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


def find_utterances(
    doc: Doc,
    lines: Sequence[Line],
    stretches: Sequence[Marked],
    sayings: Sequence[list[Saying]],
    turns: Sequence[Turn],
) -> list[Utterance]:
    """Every utterance in reading order of its first content; `sayings` has one entry for each line."""
    return Reading(doc, lines, stretches, sayings, turns).read()


def _confidence(saying: Saying, *, inside: bool, mixed: bool) -> float:
    if saying.source is None:
        return CONFIDENCE["no source"]
    if saying.verb is None:
        return CONFIDENCE["according to"]
    kind = "mixed" if mixed else "direct" if inside else "indirect"
    known = CONFIDENCE[f"{kind} {'before' if saying.order == 'before' else 'around'}"]
    return known - SHARED_SOURCE * saying.shared - NEGATED * saying.negated


def _trimmed(text: str, start: int, end: int) -> Place:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '"”'):
        end -= 1
    return start, end


def _without(text: str, place: Place, holes: Sequence[Place]) -> str:
    pieces, at = [], place[0]
    for start, end in holes:
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at : place[1]]])
