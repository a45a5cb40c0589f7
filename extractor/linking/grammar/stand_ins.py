"""What stands for an organisation or a party named before.   "the group", "this super PAC", "the party", "it raised", "they had spent"

reads   text, its sentences, its organisations
gives   for a place the organisation or party that is meant there; None where the text leaves it open
leaves  pronouns and roles of people to cast.py
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property

from extractor.language.found import Place
from extractor.language.lexicon import alternation, load_map
from extractor.linking.grammar.actors import Actor, Taken
from extractor.linking.grammar.bodies import Bodies
from extractor.linking.grammar.groups import GENERIC, find_groups
from extractor.text.standing import matches_within, stands

# A stand-in looks back over so many sentences and characters for what it means.
REACH_SENTENCES = 3
REACH_CHARACTERS = 900

# "the group", "the pro-Roe super PAC", "this party"; but "the group's chairman" stays with the chairman.
_NOUN = re.compile(
    r"\b(?:the|this|that|these|those)\s+(?P<adjective>(?:[a-z]+-[\w]+|\w+)\s+)?"
    r"(?P<noun>super[\s-]?pacs?|pacs?|groups?|committees|organi[sz]ations|committee|organi[sz]ation|nonprofit|party|company|firm|bank|union|charity|foundation|association|business|network)\b"
    r"(?![\w-])",
    re.IGNORECASE,
)
_NOUNS = frozenset(
    {"super", "pac", "pacs", "group", "groups", "committees", "organizations", "organisations", "committee", "organization", "organisation", "nonprofit", "party",
     "company", "firm", "bank", "union", "charity", "foundation", "association", "business", "network"}
)  # fmt: skip
# Adjectives that do not tell one from another: with any other the group is one of its own ("the governing party", "the other group").
_PLAIN = frozenset({"super", "whole", "entire", "same", "secretive", "new", "anti-tax", "nonprofit", "conservative", "liberal", "outside", "advocacy"})  # fmt: skip
_IN_THE_BANK = re.compile(r"in\s+the\s+bank\b", re.IGNORECASE)
# "it has raised", "they had spent": what has money and is no person.
_PRONOUN = re.compile(
    r"\b(?P<word>it|they)\s+(?:(?:has|had|have|also|would|will|already|only|just|then|later|now)\s+){0,3}"
    r"(?:raised|raising|spent|spends?|took\s+in|taken\s+in|received|brought\s+in|pulled\s+in|collected|reported|gave|given|donated|contributed|paid|owed|owes|earned"
    r"|amassed|accepted|bought|borrowed|lost|pledged|planned|plans?|poured|put|had|has|have|ended|started|began|won|finished|held|holds)\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"it", "they"})
_OBJECT = re.compile(
    r"\b(?:to|of|for|by|from|with|against|on|in|at|behind|backing|supporting|opposing|than|including|like|via|through|and|or)\s+(?:(?:the|an?|its|his|her|their|another|super|main|[\w]+-[\w]+)\s+){0,3}$",
    re.IGNORECASE,
)
_FIRST_IS_ONE = re.compile(r"\b(?:a|an|one)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"[.!?]['\"”’]?\s+(?=The\s)|\n+")
# "A taxpayers' group put up $90,000. The Example Network says ...": named within so many characters, right behind "The".
_ANNOUNCED_CHARACTERS = 500

# "His campaign said it raised": a campaign is its candidate's, so "it" is no organisation.
_CAMPAIGN = re.compile(r"\b(?:campaign|bid|team|camp|candidacy)\b", re.IGNORECASE)
_NEAR_CAMPAIGN = 80

_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LAST_MARKS = 4
# Of these every party has one: "the coalition that elected Roe".
_NO_PARTY = frozenset({"coalition", "alliance"})
_POLITICAL = frozenset(
    {"pac", "committee", "action", "fund", "association", "coalition", "union", "league", "party", "campaign"}
)
_COMMERCIAL = frozenset({"inc", "corp", "corporation", "co", "llc", "ltd", "bank", "industries", "enterprises", "company", "motors", "mills"})  # fmt: skip
_OFFICIAL = frozenset({"commission", "department", "university", "court", "agency", "ministry", "congress", "council", "senate", "bureau", "board"})  # fmt: skip


def _fits(noun: str, bodies: Bodies) -> Callable[[Actor], bool]:
    """Whom a noun can mean: a company is no PAC, a PAC no company, a party a party."""
    noun = noun.lower()

    def fits(actor: Actor) -> bool:
        words = actor.name.lower().split()
        last = words[-1]
        if noun.endswith("s"):
            return actor.group == "outside" and actor.name.lower().endswith("s")
        if noun == "party":
            return actor.group == "party"
        if actor.group != "body":
            return actor.group == "outside" and noun not in ("company", "firm", "bank", "business", "union")
        if noun in ("company", "firm", "bank", "business"):
            return _POLITICAL.isdisjoint(words) and last not in _OFFICIAL
        if not bodies.is_sure(actor):
            return False  # "Roe Poe gave": whoever it is, a person perhaps
        if noun == "union":
            return last not in _COMMERCIAL | _OFFICIAL | {"pac", "party"}
        return last not in _COMMERCIAL | _OFFICIAL

    return fits


def _singular(actor: Actor) -> bool:
    return actor.group in ("body", "party") or not actor.name.lower().endswith("s")


def _plural(actor: Actor) -> bool:
    return actor.name.lower().endswith("s") and actor.group in ("party", "outside", "body")


@cache
def _party_adjectives() -> re.Pattern[str]:
    return re.compile(rf"\b{alternation(load_map('party_adjectives'))}(?=\s[a-z])")


def _start(actor: Actor) -> int:
    return actor.start


class StandIns:
    """Whom the stand-ins of one text mean."""

    def __init__(self, text: str, sentences: Sequence[Place], bodies: Bodies) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [start for start, _ in sentences]
        self._found: dict[int, tuple[Actor, ...]] = {}
        self._bodies = bodies

    @cached_property
    def _blocks(self) -> tuple[int, ...]:
        """Where the text can be cut, so that no name runs over a cut: its start, and behind the full stop of a sentence."""
        ended = (_ENDED.search(self._text, max(0, end - _LAST_MARKS), end) for _, end in self._sentences)
        behind = (
            start for _, (start, _), full in zip(self._sentences, self._sentences[1:], ended, strict=False) if full
        )
        return (0, *behind)

    def _between(self, start: int, end: int) -> Sequence[Actor]:
        """Everybody that begins in text[start:end] and that a stand-in may mean, in reading order."""
        blocks = range(bisect_right(self._blocks, start) - 1, bisect_left(self._blocks, end))
        found: list[Actor] = []
        for block in blocks:
            named = self._named(block)
            first = bisect_left(named, start, key=_start)
            found += named[first : bisect_left(named, end, key=_start)]
        return found

    def _named(self, block: int) -> tuple[Actor, ...]:
        """Everybody in a block that a stand-in may mean, in reading order."""
        if block not in self._found:
            end = self._blocks[block + 1] if block + 1 < len(self._blocks) else len(self._text)
            self._found[block] = tuple(self._read(self._blocks[block], end))
        return self._found[block]

    def _read(self, start: int, end: int) -> Iterable[Actor]:
        bodies = self._bodies.between(start, end)
        taken = Taken([actor.place for actor in bodies])
        groups = [
            actor
            for actor in find_groups(self._text, start, end, taken)
            if (actor.group == "party" and actor.name.lower() not in _NO_PARTY)
            or (actor.group == "outside" and (actor.name.endswith("s") or not GENERIC.fullmatch(actor.name)))
        ]
        # "Liberal filings show the party spent": an adjective names it too.
        taken = Taken([*(actor.place for actor in bodies), *(actor.place for actor in groups)])
        adjectives = load_map("party_adjectives")
        named = [
            Actor(*match.span(), adjectives[match.group()], "group", group="party")
            for match in _party_adjectives().finditer(self._text, start, end)
            if not taken.any(*match.span())
        ]
        return sorted([*bodies, *groups, *named], key=lambda actor: actor.start)

    def find(self, start: int, end: int, taken: Taken) -> Iterator[Actor]:
        """Each stand-in of text[start:end] whose meaning is clear."""
        for match in _NOUN.finditer(self._text, start, end) if stands(self._text, _NOUNS, start, end) else ():
            adjective = (match["adjective"] or "").strip().lower()
            if taken.any(*match.span()) or (adjective and adjective not in _PLAIN and "-" not in adjective):
                continue
            if _IN_THE_BANK.match(self._text, max(0, match.start() - 3)):
                continue
            if match["noun"][0].isupper() and not self._text.isupper() and not match["noun"].isupper():
                continue  # "the Coalition" is a name
            meant = self.meant(match.start(), _fits(match["noun"], self._bodies))
            if meant is not None:
                yield replace(meant, start=match.start(), end=match.end())
        for match in matches_within(_PRONOUN, self._text, _PRONOUNS, start, end):
            place = match.span("word")
            if taken.any(*place) or _CAMPAIGN.search(self._text, max(start, place[0] - _NEAR_CAMPAIGN), place[0]):
                continue
            meant = self.meant(place[0], _singular if match["word"].lower() == "it" else _plural, sentences=1)
            if meant is not None:
                yield replace(meant, start=place[0], end=place[1])

    def meant(self, at: int, fits: Callable[[Actor], bool], sentences: int = REACH_SENTENCES) -> Actor | None:
        """The actor that a stand-in at `at` means: what its sentence was about before it, else what the sentences before it were."""
        number = bisect_left(self._starts, at + 1) - 1
        end = at
        for back in range(sentences + 1):
            index = number - back
            if index < 0:
                return None
            start = max(self._starts[index], at - REACH_CHARACTERS)
            fitting = [actor for actor in self._between(start, end) if actor.end <= at and fits(actor)]
            if fitting:
                # "The richest super PAC, Harbor Forward": the name says more than the noun.
                fitting = [actor for actor in fitting if actor.group != "outside"] or fitting
                free = [actor for actor in fitting if not self._is_object(actor)]
                return free[0] if free else fitting[-1]
            end = start
        return None

    def _is_object(self, actor: Actor) -> bool:
        return _OBJECT.search(self._text, max(0, actor.start - 40), actor.start) is not None

    def announced(self, actor: Actor) -> Actor | None:
        """ "A taxpayers' group put up $90,000. The Example Network says ...": the body that opens the next sentence."""
        text = self._text
        if not GENERIC.search(actor.name) or not _FIRST_IS_ONE.search(text, max(0, actor.start - 40), actor.start):
            return None
        end = _NEXT_SENTENCE.search(text, actor.end, actor.end + _ANNOUNCED_CHARACTERS)
        if end is None:
            return None
        body = next(iter(self._between(end.end(), end.end() + len("The ") + 1)), None)
        if body is None or body.group != "body":
            return None
        return replace(body, start=actor.start, end=actor.end)
