"""Organisations.   "Club for Thrift", "the Example Action Network", "a super PAC, Harbor Forward, spent"

reads   text, with and without capitals
gives   Actor of the group `body`, and of `party` for the Example Party
leaves  groups of people, parties and ballot options to groups.py; "the group", "it" to stand_ins.py
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property

from extractor.language.found import Place
from extractor.language.lexicon import alternation, load_map, load_table, load_words
from extractor.language.numbers import lowered
from extractor.linking.grammar.actors import Actor, Taken
from extractor.linking.grammar.introductions import DASH, NARROWED, find_introductions

# "Club for Thrift", "Example Action Network": a run of capitals with small joints inside.
_CAPITALS = re.compile(
    r"(?<![\w-])[A-Z][\w&.'-]*\w(?:(?:\s+(?:of|for|the|and|&|on))?\s+(?:[A-Z][\w&'-]*\w|[0-9]{1,4}(?:st|nd|rd|th)?\b(?!,\d))){0,7}"
)
# A run of capitals that does what bodies with money do ("Example Mills was fined"), or owns something.
_ACTS = re.compile(
    r"(?:\s\([A-Z]+\))?(?:,\s(?:which|registered|based|a|an)\s|,?(?:\s+(?:also|has|had|have|is|was|were|will|would|just|already|recently|plans?\s+to))*\s+"
    r"(?:gave|donate[sd]?|contribute[sd]?|spen[dt]s?|spending|raise[sd]?|raising|paid|pays?|fined|received|collected|invested|lent|owes?|made|making"
    r"|pledged|committed|earned|generated|sold|bought|took\s+in|reported|disclosed|opposed|opposes|backs|backed)\b)"
)
_SPACE = re.compile(r"\s")
_ACRONYM = re.compile("[A-Z]{3,6}")
_LEADING_ARTICLE = re.compile(
    r"^(?:The|the|A|An|In|At|On|By|For|But|And|As|When|While|Meanwhile|According\s+to)\s+(?=[A-Zt])"
)
# "super PAC Harbor Forward", "GOP Harbor Forward PAC": what kind of body it is, before its name.
_LEADING_KIND = re.compile(r"^(?:(?:Super\s)?PACs?|Groups?)\s(?=\S+\s\S)")
_LEADING_PARTY = re.compile(r"^(?:Democratic|Republican|GOP|Conservative|Liberal|Labour|Labor)\s(?=\S+\s\S)")
# "Super PACs" are a kind, "March 12" is a day.
_NO_BODY = re.compile(
    r"(?:Super[\s-]?)?PACs?$|(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_JOINT = re.compile(r"\s+(?:and|&)\s+")
_WORD = re.compile(r"[\w&-]+")
# Those who watch over the money of others, and those who tell of it, own none of it unless they hand some out themselves.
_WATCHES = re.compile(
    r"\b(?:elections?|electoral|ethics|disclosure|campaign\s+finance)\s+(?:commission|board|authority|bureau|office|canada|law\s+enforcement\s+commission)\b"
)
_PAYS = re.compile(
    r"(?:\s(?:also|has|had|would|will|was))*\s(?:spent|paid|pays?|gave|donated|bought|sold|fined|lost)\b"
)

# So many names are looked for again in one text; an article introduces a handful, a register of thousands needs none of it.
MOST_INTRODUCED = 60
_KIND_BEFORE = re.compile(rf"{NARROWED}(?:,\s|{DASH})(?:the\s)?")
_KIND_BEHIND = re.compile(rf"(?:,\s|{DASH})(?:an?|the|another)\s(?:[\w'’-]+\s){{0,5}}")
# "the Republican Harbor Fund" is looked for without its party so many characters around.
_ALONE_REACH = 4000


@cache
def _short_words() -> frozenset[str]:
    return frozenset({"of", "for", "the", "and", "&", "on", "to", "in", "a"})


class Bodies:
    """The organisations of one text: those it introduces by name, and every run of words that shows itself to be one."""

    def __init__(self, text: str, people: Taken, *, caseless: bool) -> None:
        """`people`: places of names of persons, which are no organisations."""
        self._text = text
        self._people = people
        self._caseless = caseless

    @cached_property
    def _introduced(self) -> tuple[Place, ...]:
        """Where a name stands that this text introduces, in reading order, without overlaps."""
        text = lowered(self._text) if self._caseless else self._text
        names: dict[str, None] = {}
        for start, end in find_introductions(self._text, caseless=self._caseless):
            if not self._people.any(start, end):
                names.update((name, None) for name, _ in _parts(text[start:end], start, known=True))
            if len(names) >= MOST_INTRODUCED:
                break
        found: list[Place] = []
        for name in sorted(names, key=len, reverse=True):
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                    found.append((start, end))
                start = text.find(name, end)
        taken: list[Place] = []
        for place in sorted(found, key=lambda place: (place[0], -place[1])):
            if not taken or place[0] >= taken[-1][1]:
                taken.append(place)
        return tuple(taken)

    @cached_property
    def _introduced_names(self) -> frozenset[str]:
        return frozenset(self._text[start:end] for start, end in self._introduced)

    def named_beside(self, noun: Actor, bodies: Sequence[Actor]) -> Actor | None:
        """The organisation of `bodies` that a noun stands beside as its kind: "a super PAC, Harbor Forward", "Harbor Forward, a super PAC"."""
        for body in bodies:
            if body.end <= noun.start:
                beside = _KIND_BEHIND.fullmatch(self._text, body.end, noun.start)
            else:
                beside = _KIND_BEFORE.fullmatch(self._text, noun.end, body.start) if noun.end <= body.start else None
            if beside is not None:
                return body
        return None

    def is_sure(self, actor: Actor) -> bool:
        """Is it an organisation by its name, or by how this text introduces it, rather than by what it does alone?"""
        return actor.name in self._introduced_names or " " not in actor.name or _has_head(actor.name)

    @cached_property
    def _initials(self) -> dict[str, str]:
        """What an acronym stands for: {"HFF": "Harbor Forward Fund"}."""
        found: dict[str, str] = {}
        for body in self.everywhere:
            letters = "".join(word[0] for word in body.name.split() if word.lower() not in _short_words())
            if len(letters) > 2:
                found.setdefault(letters.upper(), body.name)
        return found

    @cached_property
    def everywhere(self) -> tuple[Actor, ...]:
        """Every organisation of the text, in reading order."""
        return self.between(0, len(self._text))

    def between(self, start: int, end: int) -> tuple[Actor, ...]:
        """Every organisation of text[start:end] that is no name of a person, in reading order."""
        return tuple(sorted(self._named(start, end, self._people), key=lambda actor: actor.start))

    def find(self, start: int, end: int, taken: Taken) -> Iterator[Actor]:
        """The organisations of text[start:end] that overlap nothing taken."""
        for body in self._named(start, end, taken):
            acronym = len(body.name) > 2 and body.name.isupper() and " " not in body.name
            name = self._initials.get(body.name, body.name) if acronym else body.name
            yield replace(body, name=name)

    def _named(self, start: int, end: int, taken: Taken) -> Iterator[Actor]:
        used: list[Place] = []
        for place in self._introduced[bisect_left(self._introduced, (start, start)) :]:
            if place[1] > end:
                break
            if not taken.any(*place):
                used.append(place)
                name = self._text[slice(*place)]
                yield Actor(*place, name, "group", group=_group(name))
        now = Taken(used)
        for body in (find_lower_bodies if self._caseless else find_bodies)(self._text, start, end, taken):
            if not now.any(*body.place):
                yield body


def _parts(name: str, start: int, *, known: bool) -> list[tuple[str, int]]:
    """The organisations of a run of capitals, each with its place: "Harbor PAC and Example Fund" are two.

    `known`: that it is one or several organisations is known from the words around.
    """
    for joint in _JOINT.finditer(name):
        left, right = name[: joint.start()], name[joint.end() :]
        if " " in left and " " in right and _has_head(left, last=True) and (known or _has_head(right)):
            return [(left, start), *_parts(right, start + joint.end(), known=known)]
    return [(name, start)]


def _has_head(name: str, *, last: bool = False) -> bool:
    """Does a name hold a word for a body, at its start or end (`last`: as its last word)?"""
    words = _WORD.findall(name.lower())
    if len(words) < 2:
        return False
    return not load_words("body_heads").isdisjoint(words[-1:] if last else (words[0], *words[-2:]))


def _watches(text: str, name: str, end: int) -> bool:
    """Is this one who watches or tells, and pays nothing here ("the Election Commission said", "told CNN")?"""
    low = name.lower()
    words = low.split()
    outlet = words[-1] in load_words("outlet_words") and (len(words) > 1 or name.isupper())
    return (outlet or _WATCHES.search(low) is not None or low == "fec") and not _PAYS.match(text, end)


def find_bodies(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Organisations, known by a run of capitals that holds a word for a body ("Committee", "PAC"), or by an acronym."""
    for match in _CAPITALS.finditer(text, start, end):
        if not (_SPACE.search(match.group()) or _ACRONYM.match(match.group())):
            continue  # a word with a capital
        for part, place in _parts(match.group(), match.start(), known=False):
            name, a = part, place
            for lead in (_LEADING_ARTICLE, _LEADING_KIND):
                while cut := lead.match(name):
                    a += cut.end()
                    name = name[cut.end() :]
            party = _LEADING_PARTY.match(name)
            if party is not None and _stands_alone(
                text[max(0, a - _ALONE_REACH) : a + _ALONE_REACH], name, party.end()
            ):
                a += party.end()
                name = name[party.end() :]
            name = name.removesuffix("'s").removesuffix("'")
            b = a + len(name)
            if _NO_BODY.match(name) or taken.any(a, b):
                continue
            known = " " in name and (_has_head(name) or (_ACTS.match(text, b) is not None and not _are_parties(name)))
            if load_map("groups").get(name.lower()) == "party":
                continue
            acronym = _ACRONYM.fullmatch(name) is not None and name.lower() not in load_words("not_bodies")
            if (known or acronym) and not _watches(text, name, b):
                yield Actor(a, b, name, "group", group=_group(name))


def _group(name: str) -> str:
    return "party" if name.lower().endswith(" party") else "body"


def _are_parties(name: str) -> bool:
    """Is it "Greens and Labour", each with a name of its own?"""
    return all(part.lower() in load_map("groups") for part in _JOINT.split(name))


def _stands_alone(text: str, name: str, cut: int) -> bool:
    """Is a body elsewhere named without its first `cut` characters ("the Republican Harbor Fund", "Harbor Fund")?"""
    return text.count(name[cut:]) > text.count(name)


# "a company called example mills gave", "the example action network says": bodies where nothing has capitals.
_CALLED = re.compile(
    r"\b(?:company|group|firm|committee|pac|organi[sz]ation|business|nonprofit|charity)\s+(?:called|named)\s+(?P<name>(?:[a-z0-9'&-]+\s+){0,3}[a-z0-9'&-]+?)(?=\s+(?:led|owned|run|founded|based|gave|spent|raised|is|was|has|had|that|which|and|donated|paid)\b)",
    re.IGNORECASE,
)
_LOWER_ACTS = re.compile(
    r"(?:\s\([a-z]{2,6}\))?,?\s+(?:(?:also|has|had|have|already|meanwhile|said|says)\s+){0,2}"
    r"(?:says?|said|has|had|have|is|was|will|would|gave|gives?|donated|contributed|spent|spends?|raised|raises|paid|received|accepted|collected|became|pledged|committed"
    r"|bought|reported|disclosed|announced|took|pulled|brought|raked|ended|started|began|entered|held|owes?|owed|put|plans?|which|that|who|started|got|won|did)\b"
)
_EVERYDAY = {
    "bank", "board", "brothers", "center", "centre", "chamber", "church", "club", "college", "company", "companies", "council", "conference", "congress",
    "department", "future", "group", "hospital", "league", "leadership", "majority", "movement", "party", "project", "sales", "society", "trust", "union",
    "united", "university", "victory", "vote", "votes", "commission", "committee", "court", "agency",
}  # fmt: skip
# Heads that show a body by themselves, whatever verb follows: "harbor forward pac", "the example party".
_PLAIN_HEADS = frozenset({"pac", "party"})
# Everyday heads that a name of two words and a verb of money still show: "the senate leadership fund took in".
_LOOSE_HEADS = frozenset(
    {"committee", "league", "society", "trust", "union", "club", "company", "project", "majority", "future"}
)
# What a name in lower case never holds, besides words of grammar; and what is no name when nothing else stands before the head.
_NO_PART = frozenset(
    {"super", "pac", "two", "three", "four", "five", "million", "billion", "percent", "said", "says", "gave", "spent", "raised", "took", "backed", "including", "according", "after",
     "while", "meanwhile", "than", "such", "same", "other", "own", "pro", "anti", "via", "call", "calls", "called", "named", "supporting", "opposing", "backing", "donated", "group", "groups", "organization", "nonprofit"}
)  # fmt: skip
_NO_NAME_ALONE = frozenset(
    {"political", "campaign", "leadership", "democratic", "republican", "gop", "outside", "allied", "main", "new", "local", "state", "federal", "major", "third", "tea",
     "governing", "ruling", "opposition", "minor", "rival", "private", "joint", "hedge", "pension", "general", "relief", "trust", "legal", "class", "labor", "trade",
     "parent", "big", "small", "largest", "biggest", "whole", "entire", "house", "senate", "select", "finance", "parliamentary", "both", "either", "each", "every"}
)  # fmt: skip
# A party that is named so: "labor party", "democratic party".
_PARTY_ADJECTIVES = frozenset({"labor", "labour", "democratic", "republican"})
_LEADING_ALWAYS = frozenset({"gop", "federal", "governing", "ruling"})
_LEADING = _LEADING_ALWAYS | {"democratic", "republican", "conservative", "liberal"}
_MOST_PARTS = 5
_WORD_BACK = re.compile(r"[a-z][a-z'&-]*$")


@cache
def _lower_heads() -> re.Pattern[str]:
    heads = (load_words("body_heads") - _EVERYDAY) | _PLAIN_HEADS | _LOOSE_HEADS
    # "house majority pac" ends with its last head.
    return re.compile(rf"(?<=\s){alternation(heads)}(?![\w-])(?!\s(?:pac|fund|action|committee|foundation|network)\b)")


@cache
def _grammar_words() -> frozenset[str]:
    return frozenset(word for word, _ in load_table("function_words", 2)) | _NO_PART


def find_lower_bodies(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Organisations in text without capitals: behind "called", or a run of words that ends in a word for a body."""
    text = lowered(text)
    for match in _CALLED.finditer(text, start, end):
        if not taken.any(*match.span("name")):
            yield Actor(*match.span("name"), match["name"], "group", group="body")
    for match in _lower_heads().finditer(text, start, end):
        begin = _lower_name(text, start, match, taken)
        if begin is not None and not taken.any(begin, match.end()):
            name = text[begin : match.end()]
            yield Actor(begin, match.end(), name, "group", group=_group(name))


def _lower_name(text: str, first: int, head: re.Match[str], taken: Taken) -> int | None:
    """Where the name begins that ends with this head; None when the words before it are no name."""
    parts: list[str] = []
    at = head.start() - 1
    while len(parts) < _MOST_PARTS:
        word = _WORD_BACK.search(text, max(first, at - 30), at)
        if (
            word is None
            or word.group() in _grammar_words()
            or word.group().endswith(("ly", "'s", "-aligned", "-backed"))
        ):
            break
        if taken.any(*word.span()):
            break  # "the pro-roe harbor fund" without its hyphen
        parts.insert(0, word.group())
        at = word.start() - 1
        if at < first or text[at] != " ":
            break
        # "club for thrift action": a joint inside the name, behind a word for a body or a plural.
        joint = re.search(r"(?P<word>[a-z'-]+) (?:for|of)$", text[max(first, at - 30) : at])
        if joint and (
            joint["word"] in load_words("body_heads") or joint["word"] in ("americans", "citizens", "friends", "women")
        ):
            at -= len(joint.group())
            parts.insert(0, joint.group())
            break
        at = max(at, first)
    # "the GOP senate leadership fund", "the one-seat Example Party": what narrows a name.
    narrowing = _LEADING if head.group() in ("pac", "fund", "action") else _LEADING_ALWAYS
    while len(parts) > 1 and (parts[0] in narrowing or parts[0].startswith(("pro-", "anti-", "one-", "two-"))):
        parts.pop(0)
    begin = head.start() - 1 - len(" ".join(parts))
    is_party = head.group() == "party" and parts[-1:] and parts[-1] in _PARTY_ADJECTIVES
    if not parts or (len(parts) == 1 and parts[0] in _NO_NAME_ALONE and not is_party):
        return None
    if load_map("groups").get(text[begin : head.end()]) == "party":
        return None
    if head.group() in _PLAIN_HEADS:
        return begin
    if head.group() in _LOOSE_HEADS and len(parts) < 2:
        return None
    if head.group() == "committee" and parts[0] in ("house", "senate", "select", "finance", "ethics"):
        return None
    introduced = text[max(0, begin - 4) : begin] == "the "
    if (
        introduced
        and len(parts) > 1
        and parts[0] not in _NO_NAME_ALONE - {"senate", "house", "federal", "state", "democratic", "republican"}
    ):
        return begin
    return begin if _LOWER_ACTS.match(text, head.end()) and (introduced or len(parts) > 1) else None
