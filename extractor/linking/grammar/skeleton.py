"""A stretch of text as a skeleton: one character for each actor and each figure, and little else.

`Mr. Roe (R-Ohio) led the Poe campaign by about 9 points` reads `A led B by %`: titles, party tags, qualifiers and quotation
marks are gone, everything is lower case, and the grammar of poll and money prose becomes a handful of short regular
expressions over it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from extractor.language.found import Amount, Found, Place
from extractor.linking.grammar.actors import Actor
from extractor.text.standing import stands

FigureKind = Literal["percentages", "money"]

# Blocks of the private-use area: the character is the actor or figure of that number in the stretch.
_PERSON, _GROUP, _PERCENT, _MONEY, _BLOCK = 0xE000, 0xE400, 0xE800, 0xEC00, 0x400
X = "[\ue000-\ue3ff]"  # a person, role or pronoun
G = "[\ue400-\ue7ff]"  # a group, party or body
A = "[\ue000-\ue7ff]"  # any of them
P = "[\ue800-\uebff]"  # a percentage
M = "[\uec00-\uefff]"  # a sum of money
N = "[\ue800-\uefff]"  # either
ANY_PERSON, ANY_GROUP, ANY_ACTOR = re.compile(X), re.compile(G), re.compile(A)
ANY_PERCENT, ANY_FIGURE = re.compile(P), re.compile(N)


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage or sum of this Doc: its kind and index there."""

    kind: FigureKind
    index: int
    found: Found[Amount]

    @property
    def key(self) -> tuple[str, int]:
        """By what a link finds it."""
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
        """The actor that a character stands for."""
        number = ord(mark)
        return self.groups[number - _GROUP] if number >= _GROUP else self.people[number - _PERSON]

    def figure(self, mark: str) -> Figure:
        """The figure that a character stands for."""
        number = ord(mark)
        return self.sums[number - _MONEY] if number >= _MONEY else self.percents[number - _PERCENT]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """In reading order."""
        return tuple(self.figure(mark) for mark in ANY_FIGURE.findall(self.text))

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """In reading order."""
        return tuple(self.actor(mark) for mark in ANY_ACTOR.findall(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the skeleton, each a run of letters, and its opening brackets."""
        return frozenset(_WORDS.findall(self.text))


_WORDS = re.compile(r"[a-z]+|[(\[]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PARTY_TAG = re.compile(
    rf"({X})(?:'s)?(?:\s?\(\s?[a-z]{{1,3}}(?:[-–][a-z. ]{{1,9}})?\)|,\s[rdi][-–][a-z.]{{2,7}}(?:,|(?=\s)))"
)
# Words that are no title when they stand alone.
_JOINTS_OF_TITLES = ("of", "state", "general", "party", "us")
_TITLE_WORDS = (
    "mr|mrs|ms|miss|dr|sen|sens|rep|reps|gov|lt|col|gen|prof|sir|dame|lord|lady|mp|cllr|former|then|ex|u\\.s|us"
    "|president|vice|secretary|senator|senators|governor|congressman|congresswoman|representative|mayor|judge|justice|speaker|councilman"
    "|councilwoman|councillor|attorney|general|state|of|candidate|candidates|nominee|nominees|challenger|incumbent|rival|rivals|opponent|front-runner"
    "|frontrunner|democrat|democratic|republican|republicans|gop|libertarian|green|independent|labour|labor|conservative|tory|liberal|businessman"
    "|businesswoman|billionaire|lawyer|mogul|neurosurgeon|professor|law|party|party's|real|estate|minister|prime|premier"
)
_TITLE = f"(?:{_TITLE_WORDS})"
# "former Ohio Gov. A", "Libertarian nominee A": at most five words of titles, with a place among them.
_TITLES = re.compile(
    rf"\b(?:the\s)?(?!(?:{'|'.join(_JOINTS_OF_TITLES)})\b){_TITLE}\.?\s(?:[a-z.]+\s)?(?:{_TITLE}\.?\s){{0,4}}(?={X})"
)
_TITLE_HEADS = frozenset(re.findall(r"(?:^|\|)([a-z]+)", _TITLE_WORDS)).difference(_JOINTS_OF_TITLES)
# "the Green Party's A"
_PARTYS = re.compile(rf"(?:the\s)?{G}(?:'s)?\s(?:candidate\s|nominee\s)?(?={X})")
# "A for the Greens on 1,900 votes": the party A stands for
_FOR_PARTY = re.compile(rf"({X})\sfor\s(?:the\s)?{G}(?=,?\s(?:on|with|at|took|had|was|won|\())")
# The campaign counts as its candidate.
_CAMPAIGN = re.compile(
    rf"(?:\bthe\s)?({X})(?:'s)?\s(?:presidential\s|senate\s|re-election\s|reelection\s)?(?:own\s)?(?:campaign\scommittee|campaign|committee|camp|team|bid)(?:'s(?=\s{N}))?(?!\s(?:manager|aide|aides|official|officials|chairman|spokes\w+|adviser|advisor|staff|donors|finance|chair|contributions?))\b"
)
_CAMPAIGN_WORDS = frozenset({"campaign", "committee", "camp", "team", "bid"})
# Right before a figure: how large it is.
_ADVERB = re.compile(
    r"\b(?:just|only|about|around|roughly|nearly|almost|over|under|a\s(?:whopping|record|massive|mere|paltry|staggering|combined|total\sof|healthy|commanding|modest|more\smodest)|at\sleast|more\sthan"
    r"|less\sthan|fewer\sthan|some|an\sestimated|approximately|exactly|paltry|upwards?\sof|close\sto|up\sto|as\smuch\sas|another|an\sadditional|well|far|currently|virtually|a|an|the|his|that)\s$"
)
_LONGEST_ADVERB = 24
_MOST_ADVERBS = 3  # "at least about 5 million"
_PRINTED = re.compile("[\"“”„«»’‘—–―]|''|``|--")
_QUOTES = re.compile("[\"“”„«»]|''|``")
# "her closest rival, B": B
_OWN_RIVAL = re.compile(
    rf"(?:{A}'s|\b(?:his|her|their))\s(?:[a-z-]+\s){{0,2}}(?:rival|opponent|competitor|challenger|counterpart|successor|predecessor|running\smate),?\s(?=(?:[a-z.]+\s){{0,3}}{X})"
)
_RIVAL_WORDS = frozenset(
    {"rival", "opponent", "competitor", "challenger", "counterpart", "successor", "predecessor", "mate"}
)
_QUOTED_NAME = re.compile(rf"(?<!\w)'({A})'(?=[\s,.;:])")
# "A' B" of a plural, "A s B" of a text without marks.
_POSSESSIVE = re.compile(rf"({A})(?:'s?|\ss)(?=\s)")
_SPACES = re.compile(r"\s\s+|[^\S ]")


def make_skeleton(text: str, place: Place, actors: Sequence[Actor], figures: Sequence[Figure]) -> Skeleton:
    """text[place] as a skeleton. Actors and figures lie inside `place`, in reading order, and overlap nowhere."""
    people: list[Actor] = []
    groups: list[Actor] = []
    percents: list[Figure] = []
    sums: list[Figure] = []
    marks: dict[tuple[str, int], str] = {}
    pieces: list[str] = []
    # The text may hold characters of the block by itself.
    plain = _PRIVATE.sub(" ", text[slice(*place)])
    done = offset = place[0]
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
        pieces += (plain[done - offset : start - offset].lower(), _kept(item), mark, "'s" if owns else "")
        done = end
    pieces.append(plain[done - offset :].lower())
    line = _straight("".join(pieces))
    if people or groups:
        line = _bare(line, text, place, people=bool(people), groups=bool(groups))
    line = _exact(line)
    # What was taken out has left two spaces behind.
    line = _SPACES.sub(" ", line) if "  " in line else line
    return Skeleton(line, place, tuple(people), tuple(groups), tuple(percents), tuple(sums), marks)


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


def _straight(line: str) -> str:
    """The line without quotation marks, with one kind of apostrophe and dash, and single spaces."""
    if _PRINTED.search(line):
        line = _QUOTES.sub("", line).replace("’", "'").replace("‘", "'")
        line = line.replace("—", " - ").replace("–", "-").replace("―", " - ").replace("--", " - ")
    return _SPACES.sub(" ", line)


def _bare(line: str, text: str, place: Place, *, people: bool, groups: bool) -> str:
    """The line without what only narrows an actor: titles, party tags, campaigns."""
    if "'" in line:
        line = _QUOTED_NAME.sub(r"\1", line)
    line = _POSSESSIVE.sub(r"\1's", line)
    if not people:
        return line
    if stands(text, _RIVAL_WORDS, *place):
        line = _OWN_RIVAL.sub("", line)
    line = _PARTY_TAG.sub(r"\1", line)
    if stands(text, _TITLE_HEADS, *place):
        line = _TITLES.sub("", line)
    if groups:
        line = _FOR_PARTY.sub(r"\1", _PARTYS.sub("", line))
    return _CAMPAIGN.sub(r"\1", line) if stands(text, _CAMPAIGN_WORDS, *place) else line


def _exact(line: str) -> str:
    """The line without the words for the size right before its figures."""
    pieces = []
    done = 0
    for figure in ANY_FIGURE.finditer(line):
        end = figure.start()
        for _ in range(_MOST_ADVERBS):
            adverb = _ADVERB.search(line, max(done, end - _LONGEST_ADVERB), end)
            if adverb is None:
                break
            end = adverb.start()
        pieces.append(line[done:end])
        done = figure.start()
    return "".join((*pieces, line[done:]))
