"""Who can own a figure: people, the roles and pronouns that stand for them, groups, parties, organisations, ballot options.

reads   doc.text, doc._.people, doc._.persons, doc._.candidates, doc._.quotes, doc._.sentences
gives   Actor, in reading order, without overlaps
leaves  which of them owns a figure to subjects.py
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from spacy.tokens import Doc

from extractor.language.found import Found, Mention, Place
from extractor.language.lexicon import alternation, load_map, load_table, load_words

ActorKind = Literal["person", "pronoun", "role", "group"]

# A pronoun or role looks back over so many sentences for the person it means; farther back the reader has forgotten.
REACH_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or some body that can own a figure."""

    start: int
    end: int
    name: str
    kind: ActorKind
    person: int | None = None  # index into doc._.persons
    group: str = ""  # population, party, outside, body, option, stratum; empty for a person
    word: str = ""  # of a pronoun: which, in lower case

    @property
    def place(self) -> Place:
        return self.start, self.end


class Taken:
    """Places that are spoken for."""

    def __init__(self, places: Iterable[Place]) -> None:
        ordered = sorted(places)
        self._starts = [start for start, _ in ordered]
        self._ends: list[int] = []
        reach = 0
        for _, end in ordered:
            reach = max(reach, end)
            self._ends.append(reach)

    def any(self, start: int, end: int) -> bool:
        """Does a taken place overlap start..end?"""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._ends[index] > start


# "a company called example mills gave", "the example action network says": bodies where nothing has capitals.
_CALLED = re.compile(
    r"\b(?:company|group|firm|committee|pac|organi[sz]ation|business|nonprofit|charity)\s+(?:called|named)\s+(?P<name>(?:[a-z0-9'&-]+\s+){0,3}[a-z0-9'&-]+?)(?=\s+(?:led|owned|run|founded|based|gave|spent|raised|is|was|has|had|that|which|and|donated|paid)\b)",
    re.IGNORECASE,
)
_LOWER_ACTS = re.compile(
    r"\s+(?:says?|said|also|has|had|have|is|was|will|would|gave|donated|contributed|spent|raised|paid|received|collected|became|pledged|committed|bought|reported)\b",
    re.IGNORECASE,
)


_EVERYDAY = {
    "bank", "board", "brothers", "center", "centre", "chamber", "church", "club", "college", "company", "companies", "council", "conference", "congress",
    "department", "future", "group", "hospital", "league", "leadership", "majority", "movement", "party", "project", "sales", "society", "trust", "union",
    "united", "university", "victory", "vote", "votes", "commission", "committee", "court", "agency",
}  # fmt: skip


@cache
def _lower_bodies() -> re.Pattern[str]:
    # Heads that are no everyday words: "the example action network", not "the whole group".
    heads = alternation(load_words("body_heads") - _EVERYDAY)
    return re.compile(rf"\bthe\s+(?P<name>(?:[a-z'&-]+\s+){{1,3}}{heads})\b", re.IGNORECASE)


def find_lower_bodies(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Organisations in text without capitals: behind "called", or behind "the", with a word for a body and a verb."""
    for pattern in (_CALLED, _lower_bodies()):
        for match in pattern.finditer(text, start, end):
            a, b = match.span("name")
            if not taken.any(a, b) and (pattern is _CALLED or _LOWER_ACTS.match(text, b)):
                yield Actor(a, b, match["name"], "group", group="body")


# ---------------------------------------------------------------------------------------------------------------- groups
@cache
def _group_pattern() -> re.Pattern[str]:
    heads = alternation(row[0] for row in load_table("groups", 2))
    modifiers = alternation(load_words("group_modifiers"))
    # "likely voters", "Democratic-aligned super PACs", "pro-Roe group"
    modifier = rf"(?:{modifiers}|[A-Za-z]+-[a-z]+|(?:pro|anti)-[A-Za-z]+)"
    one = rf"(?:{modifier}\s+){{0,4}}{heads}\b(?!['’-]\w{{2,}})"
    # "Republican candidates and outside groups", "individuals, companies and unions" are one owner.
    return re.compile(
        rf"(?<![\w-]){one}(?:(?:,\s+|,?\s+and\s+){one})*(?!\s+(?:hearing|member|meeting|official|leader|chair))",
        re.IGNORECASE,
    )


# "Proposition 8", "Measure B", "the Yes side"
_OPTION = re.compile(
    r"(?<![\w-])(?:(?:[Pp]roposition|[Pp]rop\.?|[Mm]easure|[Aa]mendment|[Qq]uestion|[Ii]nitiative|[Ii]ssue)\s+(?:[0-9]{1,4}[A-Za-z]?|[A-Z]{1,2})"
    r"|(?:[Yy]es|[Nn]o|[Ll]eave|[Rr]emain)(?=\s+(?:side|campaign|vote|on\s+[0-9A-Z])\b|[”\"’',]{1,2}\s+(?:had|has|on|won|got|took|received|leads?|led|side|votes?|campaign)\b)"
    r"|(?:[A-Z][\w'’]+\s+){0,3}(?:(?:school|sewer|water|road|park|library|housing|transit|streetcar|tax|police|jail|parks|hospital)\s+)?(?:[Bb]ond|[Ll]evy|[Rr]eferendum|ballot\s+measure)(?:\s+measure)?)\b(?!-)"
)
# "The state gave the plant $96 million": bodies by their common noun, where they act.
_INSTITUTION = re.compile(
    r"\b[Tt]he\s+(?P<name>(?:state|city|county|company|firm|government|council|board|agency|union|university|bank|district|school\s+district|administration))"
    r"(?=\s+(?:has|had|have|will|would|is|was|also|gave|gives|spent|spends|paid|pays|borrowed|owes?|needs?|raised|received|collected|lost|made|makes|sold|bought|set|provided)\b)"
)
_THE_MEASURE = re.compile(
    r"\b(?:the|this|a|that)\s+(?:ballot\s+)?(?:measure|proposition|initiative|amendment)\b(?!\s+(?:[0-9]|[A-Z]\b|of))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:Proposition|Prop\.?|Measure|Amendment|Question|Initiative|Issue)\s+(?:[0-9]{1,4}[A-Za-z]?|[A-Z]{1,2})\b"
)
# "the measure" means the option named within so many characters before it, or in the same reach behind.
_MEASURE_REACH = 1500


def _numbered_option(text: str, at: int) -> str | None:
    before = list(_NUMBERED.finditer(text, max(0, at - _MEASURE_REACH), at))
    match = before[-1] if before else _NUMBERED.search(text, at, min(len(text), at + _MEASURE_REACH))
    return match.group() if match else None


# "the top 1 percent", "the bottom fifth of incomes": a share that names a group and counts nothing.
STRATUM = re.compile(r"\b(?:top|bottom|middle|richest|poorest|wealthiest)(?=\s{1,3}$)", re.IGNORECASE)
# "Club for Growth", "Example Action Network": a run of capitals with small joints inside.
_CAPITALS = re.compile(
    r"(?<![\w-])[A-Z][\w&.'-]*\w(?:(?:\s+(?:of|for|the|and|&|on))?\s+(?:[A-Z][\w&'-]*\w|[0-9]{2,4}\b)){0,7}"
)
# A run of capitals that does what bodies with money do ("Example Mills was fined"), or owns something.
_ACTS = re.compile(
    r"(?:\s\([A-Z]+\))?(?:,\s(?:which|registered|based|a|an)\s|,?(?:\s+(?:also|has|had|have|is|was|were|will|would|just|already|recently|plans?\s+to))*\s+"
    r"(?:gave|donate[sd]?|contribute[sd]?|spen[dt]s?|spending|raise[sd]?|raising|paid|pays?|fined|received|collected|invested|lent|owes?|made|making"
    r"|pledged|committed|earned|generated|sold|bought|took\s+in|reported|disclosed|opposed|opposes|backs|backed)\b)"
)
_LEADING_ARTICLE = re.compile(r"^(?:The|A|An|In|At|On|By|For|But|And|As|When|While|According\s+to)\s+")


_GENERIC = re.compile(r"(?:groups?|committees?|organi[sz]ations?|pacs?|super\s?pacs?)$", re.IGNORECASE)
# "Roe's own committee" is Roe's campaign, no body of its own.
_OWNED = re.compile(r"['’]s?\s+(?:own\s+)?$")
_POINTS_BACK = re.compile(r"\b(?:the|these|those|this|that|such)\s+$", re.IGNORECASE)
# "the group" means a body named within so many characters before it: two or three sentences.
_BACK_CHARACTERS = 500


_INTRODUCED = re.compile(r"\b(?:a|an|one)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"[.!?]['\"”’]?\s+(?=The\s)|\n+")


def _announced(text: str, actor: Actor) -> Actor | None:
    """ "A conservative group is spending $200,000. The Example Network says ...": the body that opens the next sentence."""
    if not _GENERIC.search(actor.name) or not _INTRODUCED.search(text, max(0, actor.start - 40), actor.start):
        return None
    end = _NEXT_SENTENCE.search(text, actor.end, actor.end + _BACK_CHARACTERS)
    if end is None:
        return None
    bodies = find_bodies(text, end.end(), min(len(text), end.end() + 80), Taken(()))
    return next((body for body in bodies if body.start - end.end() <= len("The ")), None)


def _meant(text: str, actor: Actor) -> Actor:
    """The body that "the group", "these groups" stand for; the actor itself when none is named before it."""
    announced = _announced(text, actor)
    if announced is not None:
        return Actor(actor.start, actor.end, announced.name, "group", group="body")
    if not _GENERIC.fullmatch(actor.name) or not _POINTS_BACK.search(text, max(0, actor.start - 8), actor.start):
        return actor
    start = max(0, actor.start - _BACK_CHARACTERS)
    nobody = Taken(())
    earlier = list(find_bodies(text, start, actor.start, nobody))
    earlier += [
        Actor(*match.span(), " ".join(match.group().split()), "group", group=_kind(match.group()))
        for match in _group_pattern().finditer(text, start, actor.start)
        if (_kind(match.group()) == "outside" and not _GENERIC.fullmatch(match.group().split()[-1]))
        or " " in match.group()
    ]
    earlier = [a for a in earlier if a.group in ("body", "outside")]
    if not earlier:
        return actor
    named = max(earlier, key=lambda a: a.start)
    return Actor(actor.start, actor.end, named.name, "group", group=named.group)


def _kind(phrase: str) -> str:
    """The kind of a group by its last noun: `likely voters` → population."""
    words = phrase.lower().split()
    kinds = load_map("groups")
    return next(kinds[tail] for n in range(min(3, len(words)), 0, -1) if (tail := " ".join(words[-n:])) in kinds)


def find_groups(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Groups, parties and ballot options in text[start:end] that overlap nothing taken."""
    for match in _group_pattern().finditer(text, start, end):
        if not taken.any(*match.span()) and not (
            _GENERIC.fullmatch(match.group()) and _OWNED.search(text, max(0, match.start() - 8), match.start())
        ):
            yield _meant(
                text, Actor(*match.span(), " ".join(match.group().split()), "group", group=_kind(match.group()))
            )
    for match in _INSTITUTION.finditer(text, start, end):
        if not taken.any(*match.span("name")):
            yield Actor(*match.span("name"), match["name"], "group", group="body")
    for match in _OPTION.finditer(text, start, end):
        if not taken.any(*match.span()):
            yield Actor(*match.span(), match.group(), "group", group="option")
    for match in _THE_MEASURE.finditer(text, start, end):
        named = None if taken.any(*match.span()) else _numbered_option(text, match.start())
        if named is not None:
            yield Actor(*match.span(), named, "group", group="option")


def find_bodies(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Organisations, known by a run of capitals that holds a word for a body ("Committee", "PAC"), or by an acronym."""
    heads = load_words("body_heads")
    for match in _CAPITALS.finditer(text, start, end):
        a, b = match.span()
        name = match.group()
        while article := _LEADING_ARTICLE.match(name):
            a += article.end()
            name = name[article.end() :]
        name = name.removesuffix("'s").removesuffix("'")
        b = a + len(name)
        words = re.findall(r"[\w&-]+", name.lower())
        known = len(words) > 1 and (not heads.isdisjoint((words[0], *words[-2:])) or _ACTS.match(text, b) is not None)
        if (
            known or (re.fullmatch(r"[A-Z]{3,6}", name) and name.lower() not in load_words("not_bodies"))
        ) and not taken.any(a, b):
            yield Actor(a, b, name, "group", group="body")


# ------------------------------------------------------------------------------------------------- pronouns and roles
_PRONOUN = re.compile(
    r"\b(?:(?P<female>she|herself|hers|her)|(?P<male>he|himself|him|his)|(?P<speaker>i|my|me))\b", re.IGNORECASE
)
_PARTY_NOUN = {
    "democrat": "democrat", "democratic": "democrat", "republican": "republican", "gop": "republican", "libertarian": "libertarian",
    "green": "green", "labour": "labour", "labor": "labor", "conservative": "conservative", "tory": "conservative",
    "liberal": "liberal", "liberal democrat": "liberal democrat", "lib dem": "liberal democrat", "independent": "independent", "socialist": "socialist",
}  # fmt: skip


@cache
def _role_pattern() -> re.Pattern[str]:
    nouns = alternation(row[0] for row in load_table("office_roles", 2))
    parties = alternation(_PARTY_NOUN)
    # "the Democrat", "the 30-year-old Democrat", "the Republican nominee", "the former Ohio governor", "her Labour rival"
    return re.compile(
        rf"\b(?:the|his|her|their)\s+(?:\d\d[- ]year[- ]old\s+|former\s+|incumbent\s+|first-term\s+|new\s+york\s+|[a-z]+-term\s+)?"
        rf"(?:(?P<party>{parties})(?:\s+(?P<of>{nouns}))?|(?:(?P<place>[A-Z][A-Za-z.]+)\s+|[a-z.]+\s+)?(?P<noun>{nouns}))\b(?![-']?\w)(?!\s+(?:party|primary|caucus|side|ticket|congress)\b)",
        re.IGNORECASE,
    )


_WHO = re.compile(r",?\s+who\b")
_OPENING = re.compile(
    r"(?:because|while|although|though|if|as|when|since|after|before|despite|with|in|until)\s+", re.IGNORECASE
)
_OPENING_REACH = 10


_SIDED = re.compile(r"\b(?:pro|anti)-$", re.IGNORECASE)
# "the campaign said", "campaign aides said": whose, the sentences before have told.
_THE_CAMPAIGN = re.compile(
    r"\b(?:the\s+campaign(?!\s+(?:trail|finance|season|for|against|of|to))|campaign\s+(?:aides?|officials?|staff|staffers|advisers))\b",
    re.IGNORECASE,
)


class Cast:
    """The people of one Doc, for those who ask whom a pronoun or a role means.

    `text` is the Doc's.
    """

    def __init__(self, doc: Doc, text: str) -> None:
        self.doc = doc
        self.text = text
        self.persons = doc._.persons
        self.named: list[Found[Mention]] = sorted(
            (found for found in doc._.people if found.value.kind == "name" and found.value.person is not None),
            key=lambda found: found.start,
        )
        self._starts = [found.start for found in self.named]
        self._sentence_starts = [start for start, _ in doc._.sentences]

    @cached_property
    def parties(self) -> dict[int, str]:
        """Party of each person, lower case, from the candidates first."""
        found = {index: entry.party.lower() for index, entry in enumerate(self.persons) if entry.party}
        for contender in self.doc._.candidates:
            if contender.value.party:
                found[contender.value.person] = contender.value.party.lower()
        return found

    @cached_property
    def contenders(self) -> frozenset[int]:
        return frozenset(found.value.person for found in self.doc._.candidates)

    @cached_property
    def counts(self) -> Counter[int]:
        """How often each person is named."""
        return Counter(found.value.person for found in self.named if found.value.person is not None)

    @cached_property
    def protagonist(self) -> int | None:
        """The person named most often, the earlier of two."""
        return max(self.counts, key=lambda person: self.counts[person], default=None)

    def actor(self, found: Found[Mention]) -> Actor:
        index = found.value.person
        name = self.persons[index].name if index is not None else self.text[found.start : found.end]
        return Actor(found.start, found.end, name, "person", index)

    def person(self, index: int, place: Place) -> Actor:
        return Actor(*place, self.persons[index].name, "person", index)

    def between(self, start: int, end: int) -> list[Found[Mention]]:
        return self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence(self, at: int) -> int:
        return max(0, bisect_right(self._sentence_starts, at) - 1)

    def before(self, at: int, sentences: int = REACH_SENTENCES) -> Iterator[int]:
        """People a reader has in mind at `at`, likeliest first: this sentence from its start, then each sentence before it."""
        number = self.sentence(at)
        seen: set[int] = set()
        places = self.doc._.sentences
        if not places:
            return
        for back in range(number, max(-1, number - sentences - 1), -1):
            start = places[back][0]
            # In a text of one long sentence only the neighbourhood counts.
            if back == number and at - start > 600:
                order = [*reversed(self.between(at - 600, at))]
            else:
                order = self.between(start, at if back == number else places[back][1])
            if back == number:
                # "Roe spoke to Poe, who said she had": inside a relative clause its own subject comes first.
                order = sorted(order, key=lambda found: not _WHO.match(self.text, found.end))
            for found in order:
                person = found.value.person
                if person is not None and person not in seen:
                    seen.add(person)
                    yield person

    def pronoun(self, at: int, gender: str, *, objective: bool = False) -> int | None:
        """The person a pronoun at `at` means: the likeliest of its gender; one of unknown gender only when nothing else fits."""
        unknown: list[int] = []
        # "him" is seldom the subject of its own clause: the person named last comes first.
        latest = [found.value.person for found in reversed(self.between(at - 160, at))] if objective else []
        for person in (*self.announced(at), *(p for p in latest if p is not None), *self.before(at)):
            shown = self.persons[person].gender
            if shown == gender:
                return person
            if shown is None:
                unknown.append(person)
        return unknown[0] if unknown else None

    def announced(self, at: int) -> Iterator[int]:
        """ "Because she polled well, Roe's campaign will ...": a pronoun in an opening clause means the name behind it."""
        places = self.doc._.sentences
        if not places:
            return
        start, end = places[self.sentence(at)]
        if at - start < _OPENING_REACH and _OPENING.fullmatch(self.text[start:at]):
            yield from (found.value.person for found in self.between(at, end)[:1] if found.value.person is not None)

    def of_party(self, at: int, party: str) -> int | None:
        """The one contender of a party; of several, the one mentioned last."""
        fits = {person for person, name in self.parties.items() if party in name}
        standing = fits & self.contenders or fits
        if len(standing) == 1:
            return next(iter(standing))
        return next((person for person in self.before(at) if person in standing), None)

    def of_part(self, noun: str) -> int | None:
        """The one contender who holds the seat ("the incumbent"), or the one who does not ("the challenger")."""
        holds = {"incumbent": True, "challenger": False}.get(noun.rsplit(maxsplit=1)[-1])
        fits = {
            found.value.person
            for found in self.doc._.candidates
            if holds is not None and found.value.incumbent is holds
        }
        return next(iter(fits)) if len(fits) == 1 else None

    def of_office(self, at: int, stem: str) -> int | None:
        """The person whose title carries the office; None when nobody's does."""
        if not stem:
            return None
        pattern = re.compile(rf"\b{re.escape(stem)}", re.IGNORECASE)
        fits = [i for i, entry in enumerate(self.persons) if any(pattern.search(title) for title in entry.titles)]
        if len(fits) == 1:
            return fits[0]
        return next((person for person in self.before(at) if person in fits), None)


def _speaker(doc: Doc, at: int) -> int | None:
    for quote in doc._.quotes:
        if any(start <= at < end for start, end in quote.contents):
            return quote.person  # type: ignore[no-any-return]
    return None


def find_actors(doc: Doc, cast: Cast, start: int, end: int, taken: Sequence[Place] = ()) -> list[Actor]:
    """Everybody in text[start:end] that can own a figure, in reading order. `taken`: places of figures, which are nobody."""
    text = cast.text
    # "the pro-Roe Example Action": the name narrows another's.
    found: list[Actor] = [
        cast.actor(mention)
        for mention in cast.between(start, end)
        if not _SIDED.search(text, max(0, mention.start - 5), mention.start)
    ]
    used = [actor.place for actor in found] + [place for place in taken if place[0] < end and place[1] > start]
    for match in _role_pattern().finditer(text, start, end):
        if Taken(used).any(*match.span()):
            continue
        if match["party"]:
            party = _PARTY_NOUN[" ".join(match["party"].lower().split())]
            person = cast.of_party(match.start(), party)
        else:
            noun = " ".join(match["noun"].lower().split())
            person = cast.of_part(noun)
            if person is None and not match["place"]:
                person = cast.of_office(match.start(), load_map("office_roles")[noun])
            if person is None:
                person = _role_by_elimination(cast, found, match.start(), match["place"])
        if person is not None:
            name = cast.persons[person].name
            found.append(Actor(*match.span(), name, "role", person))
            used.append(match.span())
    for match in _THE_CAMPAIGN.finditer(text, start, end):
        person = next((p for p in cast.before(match.start()) if p in cast.contenders), None)
        if person is not None and not Taken(used).any(*match.span()):
            found.append(Actor(*match.span(), cast.persons[person].name, "role", person))
            used.append(match.span())
    for match in _PRONOUN.finditer(text, start, end):
        if Taken(used).any(*match.span()):
            continue
        if match["speaker"]:
            person = _speaker(doc, match.start())
        else:
            person = cast.pronoun(
                match.start(), "female" if match["female"] else "male", objective=match.group().lower() == "him"
            )
        if person is not None:
            found.append(Actor(*match.span(), cast.persons[person].name, "pronoun", person, word=match.group().lower()))
            used.append(match.span())
    for a, b in taken:
        if start <= a < end and (match := STRATUM.search(text, max(start, a - 14), a)):
            found.append(Actor(*match.span(), " ".join(text[match.start() : b].split()), "group", group="stratum"))
            used.append(match.span())
    now_taken = Taken(used)
    find = find_lower_bodies if doc._.style.caseless or doc._.style.upper else find_bodies
    bodies = list(find(text, start, end, now_taken))
    found += bodies
    now_taken = Taken([*used, *(actor.place for actor in bodies)])
    found += find_groups(text, start, end, now_taken)
    return sorted(found, key=lambda actor: actor.start)


def _role_by_elimination(cast: Cast, found: list[Actor], at: int, place: str | None) -> int | None:
    """Whom a role means that no title in the text explains ("the Iowa governor").

    The first of this sentence whom no other role has taken yet: "When Roe meets Poe, 45 percent would vote for the Iowa governor,
    compared to 39 percent for the former secretary." Else, for a role with a place, the person the article is about.
    """
    roles = {actor.person for actor in found if actor.kind == "role"}
    for actor in sorted(found, key=lambda actor: actor.start):
        if actor.kind == "person" and actor.start < at and actor.person not in roles:
            return actor.person
    if place:
        return cast.protagonist
    return next((person for person in cast.before(at) if person not in roles), None)
