"""From acts of reporting to utterances: which stretch belongs to whom, what goes on over sentences, what is no speech at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Marked, Place
from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.cues import nouns
from extractor.rooms.quotes.lines import Line
from extractor.rooms.quotes.saying import Saying
from extractor.rooms.quotes.stripped import FIRST_PERSON, is_spoken
from extractor.rooms.quotes.turns import Turn
from extractor.rooms.quotes.uncued import Uncued
from extractor.rooms.quotes.utterance import CONFIDENCE, Utterance

# A source taken over from the cue before, and a cue that is denied ("has not said"), are wrong more often by so much.
SHARED_SOURCE = 0.08
NEGATED = 0.2


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
        self.stretches = stretches
        self.outer_starts = [s.outer[0] for s in stretches]
        self.sayings = sayings
        self.turns = {turn.paragraph: turn for turn in turns}
        self.uncued = Uncued(self.text, lines, stretches, doc._.paragraphs)
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
            alone = line.only_quotes
            for k in line.quotes:
                if line.words[k].quote not in self.claimed:
                    utterance = self.uncued.read(number, k, here[-1] if here else self.last, alone=alone)
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
        source = grammar.np_left(ws, j) if verb else grammar.owner_of(ws, k)
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
