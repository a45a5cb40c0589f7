"""Who a source is: a name the reader can use, from the people of the article, for names, pronouns and roles.

A name is looked up among the article's people. He and she go to the person of that sex who is nearest in the story: who spoke
last, or is the subject of a sentence nearby, before who is only mentioned. A role ("the governor") goes to a person who bears it
in the article; else the role itself is the answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Found, Marked, Mention, PersonEntry, Place
from extractor.language.lexicon import load_map
from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.cues import is_a
from extractor.rooms.quotes.lines import Line
from extractor.rooms.quotes.utterance import Utterance

# How much a mention counts for a pronoun behind it, and what is left of that with each sentence in between. Who was a source
# before is the source again far more often than who was talked about.
SPOKE, SUBJECT, NAMED, POSSESSOR = 1.0, 0.9, 0.45, 0.4
FADE = 0.8
SEX_UNKNOWN, SEX_CONTRADICTED = 0.8, 0.3
# Behind so many sentences a pronoun is left open.
REACH_LINES = 12
# It and they go to an organisation that spoke within so many sentences.
ORGANISATION_LINES = 3
_SEX = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
_OPEN = frozenset(("i", "we", "you", "one", "me", "us", "my", "our", "your", "this", "there", "what", "these", "those"))
# A source that no table knows and that is printed like a person's name all the same.
_NAME_LIKE = re.compile(r"(?:Mr|Mrs|Ms|Dr)\. [A-Z]\S+|[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+)?")
# What may own a role in an apposition: Farrow's mayor, the town's former mayor.
_OWNER = r"(?:the\s)?[\w.-]+['’]s"
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# Where the name or role of a source ends and what explains it begins.
_POSSESSES = re.compile(r"['’]s?\s+\S")
# Behind a name, a word in lower case that does not explain it: the name is part of what the word names.
_GOES_ON = re.compile(r"\s+(?!(?:and|or|of|himself|herself|in|at|with|from|for)\b)[a-z]")
_POSSESSIVE = re.compile(r"['’]s?$")
_EXPLAINED = re.compile(r",|;|\s[—–-]+\s|\s\(|\s(?:who|whom|which|that|whose)\b")


# The same few roles speak in most articles.
@lru_cache(maxsize=1024)
def _explanation(noun: str) -> re.Pattern[str]:
    """What stands behind a name that `noun` explains: ", a teacher", ", the town's former mayor", " (D-Farrow)"."""
    return re.compile(
        rf",\s(?:an?|the|{_OWNER})\s(?:[\w'’.-]+\s){{0,4}}{re.escape(noun)}\b"
        + (rf"|\s\({noun[0].upper()}(?:[-)–]|\s)" if noun in ("democrat", "republican") else ""),
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: the name or role to print, and the index into `doc._.persons` for a person."""

    name: str | None = None
    person: int | None = None


class Speakers:
    """Answers for the sources of one Doc, in reading order: what was said before decides about pronouns."""

    def __init__(self, doc: Doc, lines: Sequence[Line], stretches: Sequence[Marked]) -> None:
        self.text: str = text_of(doc)
        self._first_verbs: dict[int, int] = {}
        self.lines = lines
        self.starts = [line.start for line in lines]
        self.persons: Sequence[PersonEntry] = doc._.persons
        names: list[Found[Mention]] = [m for m in doc._.people if m.value.kind == "name" and m.value.person is not None]
        self.names = sorted(names, key=lambda m: m.start)
        self.name_starts = [m.start for m in self.names]
        inner = [s.outer for s in stretches]
        # Place, line, person and weight of every mention outside quotations (None until a pronoun asks for it), and of the sources as
        # they are resolved.
        self.seen: list[tuple[int, int, int, float | None]] = []
        self.heard: list[tuple[int, int, int, float | None]] = []
        at = 0
        for mention in self.names:
            while at < len(inner) and inner[at][1] <= mention.start:
                at += 1
            if (at < len(inner) and inner[at][0] <= mention.start) or mention.value.person is None:
                continue
            line = self._line(mention.start)
            self.seen.append((mention.start, line, mention.value.person, None))
        self.others: list[str] = []
        self.numbers: dict[str, int] = {}
        self.bearers: dict[str, set[int]] = {}
        self.said: list[tuple[int, int, Speaker]] = []

    def resolve(self, utterances: Sequence[Utterance]) -> dict[int, Speaker]:
        """The speaker of each utterance, by its place in `utterances`."""
        answers: dict[int, Speaker] = {}
        number = {id(u): k for k, u in enumerate(utterances)}

        def order(k: int) -> tuple[int, int]:
            source = utterances[k].source
            return (source[0] if source else utterances[k].contents[0][0], k)

        pending = []
        for k in sorted(range(len(utterances)), key=order):
            utterance = utterances[k]
            if utterance.carried_from is not None:
                pending.append(k)
                continue
            answers[k] = self._speaker(utterance)
        for k in sorted(pending):
            carried = utterances[k].carried_from
            answers[k] = answers.get(number[id(carried)], Speaker()) if carried is not None else Speaker()
        return answers

    # -------------------------------------------------------------- one source
    def _speaker(self, utterance: Utterance) -> Speaker:
        source = utterance.source
        if source is None:
            return Speaker()
        answer = self._of(source, utterance)
        line = self._line(source[0])
        if answer.person is not None:
            self.heard.append((source[0], line, answer.person, SPOKE if utterance.stretches else SUBJECT))
        elif answer.name is not None and _NAME_LIKE.fullmatch(answer.name) and utterance.rule != "headline":
            number = self.numbers.setdefault(answer.name, len(self.others))
            if number == len(self.others):
                self.others.append(answer.name)
            self.heard.append((source[0], line, -1 - number, SPOKE))
        if answer.name is not None:
            self.said.append((source[0], line, answer))
        return answer

    def _of(self, source: Place, utterance: Utterance) -> Speaker:
        printed = self.text[source[0] : source[1]]
        lower = printed.lower()
        first = lower.partition("'")[0].partition("’")[0]
        if first in _SEX and " " not in lower.strip():
            return self._pronoun(source, _SEX[first])
        if lower in ("who", "which", "that", "whom"):
            return self._antecedent(source)
        if first in ("it", "its", "they", "their", "them") and " " not in lower.strip():
            return self._organisation(source, plural=first[0] == "t")
        if first in _OPEN and " " not in lower.strip():
            return Speaker()
        if utterance.rule in ("turn", "headline"):
            return self._label(source, printed)
        return self._phrase(source)

    def _phrase(self, source: Place) -> Speaker:
        """A name with its titles, or a role."""
        text = self.text
        stop = _EXPLAINED.search(text, source[0] + 1, source[1])
        head = (source[0], stop.start() if stop else source[1])
        for mention in self._inside(head):
            between = text[source[0] : mention.start].lower()
            if any(is_a(word, "prep", "and") for word in _WORD.findall(between)):
                break
            if _POSSESSES.match(text, mention.end, source[1]) or _GOES_ON.match(text, mention.end, source[1]):
                continue
            if mention.value.person is not None:
                return Speaker(self.persons[mention.value.person].name, mention.value.person)
        printed = text[head[0] : head[1]].strip(" ,;:—–-\n")
        if not printed or not any(map(str.isalpha, printed)):
            return Speaker()
        # A role in front of a name in its apposition: "the state's governor, Jane Roe,"
        if text[head[1] : head[1] + 2] == ", ":
            named = self._inside((head[1] + 2, head[1] + 3))
            if named and text[named[0].end : named[0].end + 1] in (",", " ", "") and named[0].value.person is not None:
                return Speaker(self.persons[named[0].value.person].name, named[0].value.person)
        return self._role(source, printed) or Speaker(_POSSESSIVE.sub("", " ".join(printed.split())))

    def _role(self, source: Place, printed: str) -> Speaker | None:
        """The person whom the article calls that: by title, office or party."""
        words = printed.lower().split()
        if not words or words[0] not in ("the", "this") or len(words) > 5:
            return None
        roles = load_map("office_roles")
        stem = next((roles[" ".join(words[k:])] for k in range(1, len(words)) if " ".join(words[k:]) in roles), None)
        role = " ".join(words[1:])
        if role not in self.bearers:
            self.bearers[role] = {
                p for p, person in enumerate(self.persons) if stem and any(stem in t.lower() for t in person.titles)
            } | self._explained_as(words[-1])
        return self._nearest(source[0], self.bearers[role])

    def _explained_as(self, noun: str) -> set[int]:
        """People in whose apposition the noun stands: "Jane Roe, a Democrat from Farrow", "Jane Roe (D-Farrow)" for a Democrat."""
        pattern = _explanation(noun)
        return {m.value.person for m in self.names if m.value.person is not None and pattern.match(self.text, m.end)}

    def _label(self, source: Place, printed: str) -> Speaker:
        """The label of a transcript: ROE, Jane Roe, Q."""
        named = self._inside(source)
        if named and named[-1].value.person is not None:
            person = named[-1].value.person
            return Speaker(self.persons[person].name, person)
        surname = _WORD.findall(printed.lower())[-1:]
        bearers = {
            p for p, person in enumerate(self.persons) if surname and person.name.lower().split()[-1] == surname[0]
        }
        if len(bearers) == 1:
            (person,) = bearers
            return Speaker(self.persons[person].name, person)
        return Speaker(printed.title() if printed.isupper() and len(printed) > 3 else printed)

    # -------------------------------------------------------------- pronouns
    def _pronoun(self, source: Place, sex: str) -> Speaker:
        return self._nearest(source[0], None, sex) or Speaker()

    def _nearest(self, at: int, persons: set[int] | None, sex: str | None = None) -> Speaker | None:
        line = self._line(at)
        best: tuple[float, int, int] | None = None
        for gathered in (self.seen, self.heard):
            for index in range(bisect_left(gathered, (at,)) - 1, -1, -1):
                start, where, person, weight = gathered[index]
                if line - where > REACH_LINES:
                    break
                if persons is not None and person not in persons:
                    continue
                fading, fits = FADE ** (line - where), self._fits(person, sex)
                if weight is None:
                    if best is not None and SUBJECT * fading * fits < best[0]:
                        continue  # no mention weighs more than that
                    weight = self._weight(start, where)
                    gathered[index] = start, where, person, weight
                score = weight * fading * fits
                if best is None or (score, start) > best[:2]:
                    best = (score, start, person)
        if best is None:
            return None
        return self._of_number(best[2])

    def _of_number(self, person: int) -> Speaker:
        """A person of the Doc, or (negative numbers) one whom only this room took for a name."""
        if person < 0:
            return Speaker(self.others[-1 - person])
        return Speaker(self.persons[person].name, person)

    def _fits(self, person: int, sex: str | None) -> float:
        """How well a pronoun's sex agrees with a person: first names mislead, so that a contradiction only weighs much."""
        if sex is None:
            return 1.0
        known = self.persons[person].gender if person >= 0 else None
        return 1.0 if known == sex else SEX_UNKNOWN if known is None else SEX_CONTRADICTED

    def _antecedent(self, source: Place) -> Speaker:
        """Whom "who" stands for: the phrase in front of it."""
        line = self.lines[self._line(source[0])]
        k = bisect_right(line.ends, source[0])
        k = k if k < len(line.words) and line.start_of(k) == source[0] else 0
        j = k - 1
        while j >= 0 and line.words[j].text == ",":
            j -= 1
        phrase = grammar.np_left(line.words, j) if j >= 0 else None
        if phrase is None:
            return Speaker()
        place = line.place(phrase)
        named = self._inside(place)
        if named and named[-1].end == place[1] and named[-1].value.person is not None:
            return self._of_number(named[-1].value.person)
        return self._phrase(place)

    def _organisation(self, source: Place, *, plural: bool) -> Speaker:
        """It and they: the nearest source before that is no person and, for they, is a plural."""
        line = self._line(source[0])
        for start, where, answer in reversed(self.said):
            if line - where > ORGANISATION_LINES:
                break
            if start < source[0] and answer.person is None and answer.name is not None:
                many = answer.name.lower().endswith("s") or " and " in answer.name
                if many == plural:
                    return answer
        return Speaker()

    # -------------------------------------------------------------- places
    def _inside(self, place: Place) -> list[Found[Mention]]:
        return self.names[bisect_left(self.name_starts, place[0]) : bisect_left(self.name_starts, place[1])]

    def _line(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def _first_verb(self, line: int) -> int:
        """The number of the first finite verb of a line; looked for once, since a line may name hundreds of people."""
        if line not in self._first_verbs:
            words = self.lines[line].words if self.lines else []
            verbs = (k for k in range(len(words)) if grammar.is_finite(words, k))
            self._first_verbs[line] = next(verbs, len(words))
        return self._first_verbs[line]

    def _weight(self, start: int, line: int) -> float:
        """What the mention that begins at `start` weighs."""
        mention = self.names[bisect_left(self.name_starts, start)]
        after = self.text[mention.end : mention.end + 2]
        if after[:1] in "'’" and after[1:2] in ("s", " "):
            return POSSESSOR
        # The subject stands before the first finite verb of its sentence, and behind no preposition but a title's.
        words = self.lines[line].words if self.lines else []
        words = words[: bisect_right(self.lines[line].ends, mention.start)]
        # A word is judged with the one behind it: the last one once more, for it ends what is looked at.
        if self._first_verb(line) < len(words) - 1 or (words and grammar.is_finite(words, len(words) - 1)):
            return NAMED
        near = next((w for w in reversed(words) if w.is_mark or not grammar.is_name(w)), None)
        return NAMED if near is not None and near.is_a("prep") else SUBJECT
