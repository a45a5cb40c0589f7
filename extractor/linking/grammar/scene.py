"""A stretch of text as a skeleton: one character for each actor and each figure, and little else.

`Mr. Roe (R-Ohio) led the Poe campaign by about 9 points` reads `A led B by %`: titles, party tags, qualifiers and quotation
marks are gone, everything is lower case, and the grammar of poll and money prose becomes a handful of short regular
expressions over it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Amount, Found, Place
from extractor.linking.grammar.actors import Actor
from extractor.linking.grammar.cast import Cast, find_actors

FigureKind = Literal["percentages", "money"]

# Blocks of the private-use area: the character is the actor or figure of that number in the stretch.
_PERSON, _GROUP, _PERCENT, _MONEY, _BLOCK = 0xE000, 0xE400, 0xE800, 0xEC00, 0x400
X = "[\ue000-\ue3ff]"  # a person, role or pronoun
G = "[\ue400-\ue7ff]"  # a group, party or body
A = "[\ue000-\ue7ff]"  # any of them
P = "[\ue800-\uebff]"  # a percentage
M = "[\uec00-\uefff]"  # a sum of money
N = "[\ue800-\uefff]"  # either

# Text without sentence marks is read through windows of so many characters to each side of a figure: a news sentence has
# about 130 characters, and most owners stand in the same one.
WINDOW = 220
# A longer sentence (a dump, a table on one line) is read the same way.
LONGEST_SENTENCE = 1000
# A window with more figures is no prose but a table on one line: its figures share the stretches that the text is cut into, so
# that work stays in proportion to the length.
MOST_FIGURES = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage or sum of this Doc: its kind and index there."""

    kind: FigureKind
    index: int
    found: Found[Amount]

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.index


@dataclass(frozen=True)
class Skeleton:
    """A stretch of text with actors and figures as single characters."""

    text: str
    place: Place
    people: tuple[Actor, ...] = ()
    groups: tuple[Actor, ...] = ()
    percents: tuple[Figure, ...] = ()
    sums: tuple[Figure, ...] = ()
    marks: dict[tuple[str, int], str] = field(default_factory=dict)

    def actor(self, mark: str) -> Actor:
        number = ord(mark)
        return self.groups[number - _GROUP] if number >= _GROUP else self.people[number - _PERSON]

    def figure(self, mark: str) -> Figure:
        number = ord(mark)
        return self.sums[number - _MONEY] if number >= _MONEY else self.percents[number - _PERCENT]

    def at(self, figure: Figure) -> int:
        """Where `figure` stands in the skeleton; -1 when it stands outside."""
        mark = self.marks.get(figure.key)
        return -1 if mark is None else self.text.find(mark)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """In reading order."""
        return tuple(self.figure(mark) for mark in re.findall(N, self.text))

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """In reading order."""
        return tuple(self.actor(mark) for mark in re.findall(A, self.text))


_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PARTY_TAG = re.compile(
    rf"(?<={X})(?:'s)?(?:\s?\(\s?[a-z]{{1,3}}(?:[-–][a-z. ]{{1,9}})?\)|,\s[rdi][-–][a-z.]{{2,7}}(?:,|(?=\s)))"
)
_TITLE = (
    r"(?:mr|mrs|ms|miss|dr|sen|sens|rep|reps|gov|lt|col|gen|prof|sir|dame|lord|lady|mp|cllr|former|then|ex|u\.s|us"
    r"|president|vice|secretary|senator|senators|governor|congressman|congresswoman|representative|mayor|judge|justice|speaker|councilman"
    r"|councilwoman|councillor|attorney|general|state|of|candidate|candidates|nominee|nominees|challenger|incumbent|rival|rivals|opponent|front-runner"
    r"|frontrunner|democrat|democratic|republican|republicans|gop|libertarian|green|independent|labour|labor|conservative|tory|liberal|businessman"
    r"|businesswoman|billionaire|lawyer|attorney|mogul|neurosurgeon|professor|law|party|party's|real|estate|candidate|minister|prime|premier)"
)
# "former Ohio Gov. A", "Libertarian nominee A": at most five words of titles, with a place among them.
_TITLES = re.compile(
    rf"\b(?:the\s)?(?!of\b|state\b|general\b|party\b|us\b){_TITLE}\.?\s(?:[a-z.]+\s)?(?:{_TITLE}\.?\s){{0,4}}(?={X})"
)
# "the Green Party's A"
_PARTYS = re.compile(rf"(?:the\s)?{G}(?:'s)?\s(?:candidate\s|nominee\s)?(?={X})")
# "A for the Greens on 1,900 votes": the party A stands for
_FOR_PARTY = re.compile(rf"(?<={X})\sfor\s(?:the\s)?{G}(?=,?\s(?:on|with|at|took|had|was|won|\())")
# The campaign counts as its candidate.
_CAMPAIGN = re.compile(
    rf"(?:\bthe\s)?(?P<who>{X})(?:'s)?\s(?:presidential\s|senate\s|re-election\s|reelection\s)?(?:own\s)?(?:campaign\scommittee|campaign|committee|camp|team|bid)(?:'s(?=\s{N}))?(?!\s(?:manager|aide|aides|official|officials|chairman|spokes\w+|adviser|advisor|staff|donors|finance|chair|contributions?))\b"
)
_ADVERBS = re.compile(
    rf"\b(?:just|only|about|around|roughly|nearly|almost|over|under|a\s(?:whopping|record|massive|mere|paltry|staggering|combined|total\sof|healthy|commanding|modest|more\smodest)|at\sleast|more\sthan"
    rf"|less\sthan|fewer\sthan|some|an\sestimated|an\saverage\s(?:of\s)?|approximately|exactly|paltry|upwards?\sof|close\sto|up\sto|as\smuch\sas|another|an\sadditional|well|far|currently|virtually|a|an|the|his|that)\s(?={N})"
)
_QUOTES = re.compile("[\"“”„«»]|''|``")
# "her closest rival, B": B
_OWN_RIVAL = re.compile(
    rf"(?:{A}'s|\b(?:his|her|their))\s(?:[a-z-]+\s){{0,2}}(?:rival|opponent|competitor|challenger|counterpart|successor|predecessor|running\smate),?\s(?=(?:[a-z.]+\s){{0,3}}{X})"
)
_QUOTED_NAME = re.compile(rf"(?<!\w)'({A})'(?=[\s,.;:])")
_POSSESSIVE = re.compile(rf"(?<={A})(?:'s?|\ss)(?=\s)")
_SPACES = re.compile(r"\s+")


def make_skeleton(text: str, place: Place, actors: Sequence[Actor], figures: Sequence[Figure]) -> Skeleton:
    """text[place] as a skeleton. Actors and figures lie inside `place`, in reading order, and overlap nowhere."""
    people: list[Actor] = []
    groups: list[Actor] = []
    percents: list[Figure] = []
    sums: list[Figure] = []
    marks: dict[tuple[str, int], str] = {}
    pieces: list[str] = []
    done = place[0]
    stops: list[tuple[int, int, Actor | Figure]] = [(actor.start, actor.end, actor) for actor in actors]
    stops += [(figure.found.start, figure.found.end, figure) for figure in figures]
    for start, end, item in sorted(stops, key=lambda stop: stop[:2]):
        if start < done or end > place[1]:
            continue
        if isinstance(item, Actor):
            block, base = (groups, _GROUP) if item.group else (people, _PERSON)
            block.append(item)
            mark = chr(base + len(block) - 1)
            full = len(block) > _BLOCK
        else:
            rows, base = (percents, _PERCENT) if item.kind == "percentages" else (sums, _MONEY)
            rows.append(item)
            mark = chr(base + len(rows) - 1)
            full = len(rows) > _BLOCK
            if not full:
                marks[item.key] = mark
        if full:
            break
        owns = isinstance(item, Actor) and _owns(item, text[end : end + 12])
        pieces += [_PRIVATE.sub(" ", text[done:start]).lower(), _kept(item) + mark + ("'s" if owns else "")]
        done = end
    pieces.append(_PRIVATE.sub(" ", text[done : place[1]]).lower())
    return Skeleton(
        _simplify("".join(pieces)), place, tuple(people), tuple(groups), tuple(percents), tuple(sums), marks
    )


# What a ballot option is says what a sum is for: "a $44 million sewer bond".
_KINDS_OF_OPTION = ("bond", "levy", "referendum")


def _kept(item: Actor | Figure) -> str:
    """The word of an actor that stays in the skeleton, before its character."""
    word = item.name.lower().split()[-1] if isinstance(item, Actor) and item.group == "option" else ""
    return f"{word} " if word in _KINDS_OF_OPTION else ""


# "her lead" owns, "beat her in Ohio" does not.
_NO_NOUN = re.compile(
    r"\s\s|\s?(?:[^a-z\s]|(?:and|or|but|in|by|with|to|on|at|for|from|of|as|over|after|than|when|who|that|up|down|ahead|behind|out|back|well|far|leading|trailing)\b|$)",
    re.IGNORECASE,
)


def _owns(actor: Actor, behind: str) -> bool:
    """Is this pronoun a possessive, by the words behind it?"""
    if actor.kind != "pronoun" or actor.word not in ("his", "her", "my"):
        return False
    return actor.word != "her" or not _NO_NOUN.match(behind)


def _simplify(raw: str) -> str:
    line = (
        _QUOTES.sub("", raw)
        .replace("’", "'")
        .replace("‘", "'")
        .replace("—", " - ")
        .replace("–", "-")
        .replace("―", " - ")
        .replace("--", " - ")
    )
    line = _SPACES.sub(" ", line)
    line = _QUOTED_NAME.sub(r"\1", line)
    # A possessive: "A' B" of a plural, "A s B" of a text without marks.
    line = _POSSESSIVE.sub("'s", line)
    line = _OWN_RIVAL.sub("", line)
    line = _PARTY_TAG.sub("", line)
    line = _TITLES.sub("", line)
    line = _FOR_PARTY.sub("", _PARTYS.sub("", line))
    line = _CAMPAIGN.sub(r"\g<who>", line)
    # "at least about 5 million": each pass takes one word for the size.
    for _ in range(3):
        shorter = _ADVERBS.sub("", line)
        if len(shorter) == len(line):
            break
        line = shorter
    return _SPACES.sub(" ", line)


class Scene:
    """One Doc as its figures see it. Built once for a Doc; skeletons are made where figures stand."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = text_of(doc)
        self.cast = Cast(doc, self.text)
        self.figures: list[Figure] = sorted(
            [Figure("percentages", i, found) for i, found in enumerate(doc._.percentages)]
            + [Figure("money", i, found) for i, found in enumerate(doc._.money)],
            key=lambda figure: (figure.found.start, figure.found.end),
        )
        self._starts = [figure.found.start for figure in self.figures]
        self._sentences: tuple[Place, ...] = doc._.sentences
        self._unpunctuated: bool = doc._.style.unpunctuated
        self._skeletons: dict[Place, Skeleton] = {}
        self._words: dict[Place, Skeleton] = {}

    def within(self, place: Place) -> list[Figure]:
        """Figures that lie wholly inside a place, in reading order."""
        first, last = bisect_left(self._starts, place[0]), bisect_left(self._starts, place[1])
        return [figure for figure in self.figures[first:last] if figure.found.end <= place[1]]

    def _count(self, place: Place) -> int:
        """How many figures begin inside a place."""
        return bisect_left(self._starts, place[1]) - bisect_left(self._starts, place[0])

    def place(self, figure: Figure) -> Place:
        """The sentence around a figure, or a window where there are no sentences."""
        return self.around(figure.found.place)

    def around(self, place: Place) -> Place:
        """The sentence around a place, or a window where there are no sentences."""
        start, end = place
        sentences = self._sentences
        number = self.cast.sentence(start)
        if not sentences or not sentences[number][0] <= start < sentences[number][1]:
            a, b = 0, len(self.text)
        else:
            a, b = sentences[number]
        if b - a > LONGEST_SENTENCE or self._unpunctuated:
            window = self._window(max(a, start - WINDOW), min(b, end + WINDOW), a, b)
            if self._count(window) <= MOST_FIGURES:
                return window
            low = max(a, start - start % WINDOW)
            return self._window(low, min(b, max(end, low + WINDOW)), a, b)
        return a, max(b, end)

    def _window(self, start: int, end: int, first: int, last: int) -> Place:
        """start..end, moved outwards to whole words."""
        text = self.text
        while start > first and not text[start - 1].isspace():
            start -= 1
        while end < last and not text[end].isspace():
            end += 1
        return start, end

    def before(self, place: Place) -> Place | None:
        """The sentence before `place`."""
        sentences = self._sentences
        number = self.cast.sentence(place[0])
        return sentences[number - 1] if number > 0 and sentences[number][0] <= place[0] else None

    def words(self, place: Place) -> Skeleton:
        """The skeleton of a stretch if it is made already, else one in which nobody is looked for."""
        if place not in self._skeletons and place not in self._words:
            self._words[place] = make_skeleton(self.text, place, (), self.within(place))
        return self._skeletons.get(place) or self._words[place]

    def skeleton(self, place: Place) -> Skeleton:
        """The skeleton of a stretch; made once."""
        if place not in self._skeletons:
            figures = self.within(place)
            actors = find_actors(self.doc, self.cast, *place, [figure.found.place for figure in figures])
            self._skeletons[place] = make_skeleton(self.text, place, actors, figures)
        return self._skeletons[place]
