"""Who can own a figure: people, the roles and pronouns that stand for them, groups and organisations.

reads   doc.text, doc._.people, doc._.persons, doc._.candidates, doc._.quotes, doc._.sentences
gives   Actor, in reading order, without overlaps
leaves  which of them owns a figure to subjects.py
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain, pairwise

from spacy.tokens import Doc

from extractor.language.elections import no_people
from extractor.language.found import Found, Mention, Place
from extractor.language.lexicon import alternation, load_map, load_table
from extractor.linking.grammar.actors import Actor, Taken
from extractor.linking.grammar.ballot import balloted, find_parties_in_rows, find_sides
from extractor.linking.grammar.bodies import Bodies
from extractor.linking.grammar.groups import NUMBERED, find_groups
from extractor.linking.grammar.quoted import Quoted
from extractor.linking.grammar.stand_ins import StandIns

# A pronoun or role looks back over so many sentences for the person it means; farther back the reader has forgotten.
REACH_SENTENCES = 4

# "the top 1 percent", "the poorest fifth": a share that names a group and counts nothing.
STRATUM = re.compile(r"\b(?:top|bottom|middle|richest|poorest|wealthiest)(?=\s{1,3}$)", re.IGNORECASE)
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
    # "the New Mexico governor": a state of one word is the place before the noun.
    two_words = alternation(name.lower() for name, *_ in load_table("us_states", 4) if " " in name)
    # "the Democrat", "the 41-year-old Democrat", "the Republican nominee", "the former Ohio governor", "her Labour rival"
    return re.compile(
        rf"\b(?:the|his|her|their)\s+(?:\d\d[- ]year[- ]old\s+|former\s+|incumbent\s+|[a-z]+-term\s+|{two_words}\s+)?"
        rf"(?:(?P<party>{parties})(?:\s+(?P<of>{nouns}))?|(?:(?P<place>[A-Z][A-Za-z.]+)\s+|[a-z.]+\s+)?(?P<noun>{nouns}))\b(?![-']?\w)(?!\s+(?:party|primary|caucus|side|ticket|congress)\b)",
        re.IGNORECASE,
    )


@cache
def _offices() -> dict[str, str]:
    return {form: office for form, office, _ in load_table("offices", 3)}


@cache
def _for_office() -> re.Pattern[str]:
    """ "the Republican nominee | for governor" """
    return re.compile(rf"\s+for\s+(?P<office>{alternation(_offices())})\b", re.IGNORECASE)


_WHO = re.compile(r",?\s+who\b")
_CLAUSE = re.compile(r";\s|,?\s(?:while|whereas|although|though|but)\s")
# "Like Roe, Poe has": the one compared with is not the one spoken of.
_LIKE = re.compile(r"\b(?:like|unlike|than)\s+(?:[A-Z][a-z]+\.?\s+)?$", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:because|while|although|though|if|as|when|since|after|before|despite|with|in|until)\s+", re.IGNORECASE
)
# "Because she": the pronoun stands at most so many characters behind the start of its sentence.
_OPENING_REACH = 10


# What stands between two people set against each other, and how long it is at most.
_MATCHED = re.compile(
    r"(?:['’]s?)?,?\s(?:[a-z-]+\s){0,3}(?:(?:lead|margin|victory|win|advantage|edge)\s(?:over|against)|beat|beats|beating|defeat(?:s|ed|ing)?|fac(?:es|ed|ing)"
    r"|leads|led|trails|trailed|challeng(?:es|ing)|oust(?:s|ed|ing)|against|versus|vs\.?)\s(?:[\w.'’-]+\s){0,5}"
)
MATCHED_REACH = 90
_OPENING_PRONOUN = {
    "female": re.compile(r"\W*(?P<word>She)\b", re.IGNORECASE),
    "male": re.compile(r"\W*(?P<word>He)\b", re.IGNORECASE),
}


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
        nobody = no_people(doc._.contests, doc._.persons)
        self.named: list[Found[Mention]] = sorted(
            (
                found
                for found in doc._.people
                if found.value.kind == "name" and found.value.person is not None and found.value.person not in nobody
            ),
            key=lambda found: found.start,
        )
        self._starts = [found.start for found in self.named]
        self._meant: dict[tuple[int, str], int | None] = {}
        self._depth = 0
        self._sentences: tuple[Place, ...] = doc._.sentences
        self._sentence_starts = [start for start, _ in self._sentences]

    @cached_property
    def quoted(self) -> Quoted:
        return Quoted(self.doc._.quotes)

    def is_side(self, mention: Found[Mention]) -> bool:
        """Does a name only narrow another's ("the pro-Roe Example Action")?"""
        return _SIDED.search(self.text, max(0, mention.start - 5), mention.start) is not None

    @cached_property
    def bodies(self) -> Bodies:
        style = self.doc._.style
        people = Taken(found.place for found in self.named if not self.is_side(found))
        return Bodies(self.text, people, caseless=style.caseless or style.upper)

    @cached_property
    def stand_ins(self) -> StandIns:
        return StandIns(self.text, self._sentences, self.bodies)

    @cached_property
    def balloted(self) -> bool:
        return balloted(self.text)

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

    def matched(self) -> Iterator[tuple[Actor, Actor]]:
        """Every two people that the text sets against each other ("Roe's lead over Poe", "Roe, who faces Poe"), in reading order."""
        for one, other in pairwise(self.named):
            if other.start - one.end <= MATCHED_REACH and _MATCHED.fullmatch(self.text, one.end, other.start):
                yield self.actor(one), self.actor(other)

    def between(self, start: int, end: int) -> list[Found[Mention]]:
        return self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence(self, at: int) -> int:
        return max(0, bisect_right(self._sentence_starts, at) - 1)

    def before(self, at: int, sentences: int = REACH_SENTENCES) -> Iterator[int]:
        """People a reader has in mind at `at`, likeliest first: this sentence from its start, then each sentence before it."""
        number = self.sentence(at)
        seen: set[int] = set()
        places = self._sentences
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
                # "Roe got 5, while Poe had more time for his": inside a clause of its own its subject comes first.
                clause = max((match.end() for match in _CLAUSE.finditer(self.text, start, at)), default=start)
                # "Roe spoke to Poe, who said she had": inside a relative clause its own subject comes first.
                order = sorted(
                    order,
                    key=lambda found: (
                        not _WHO.match(self.text, found.end),
                        found.start < clause,
                        _LIKE.search(self.text, max(start, found.start - 24), found.start) is not None,
                    ),
                )
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
        if unknown:
            # "She won the young. She won the old, a larger share than Poe": whom the last "she" meant, more than who is named since.
            meant = None if objective else self.meant_before(at, gender)
            return meant if meant is not None else unknown[0]
        # Nobody near: "she" in a story with one woman among its contenders.
        fits = [person for person in self.contenders if self.persons[person].gender == gender]
        return fits[0] if len(fits) == 1 else None

    def meant_before(self, at: int, gender: str) -> int | None:
        """Whom the same pronoun meant that opened the sentence before; None where none did."""
        places, number = self._sentences, self.sentence(at)
        if (number, gender) not in self._meant:
            opened = _OPENING_PRONOUN[gender].match(self.text, *places[number - 1]) if number else None
            # Marked as unknown first: a text of such sentences is read back one sentence at a time, no farther than REACH_SENTENCES.
            self._meant[number, gender] = None
            if opened is not None and self._depth < REACH_SENTENCES:
                self._depth += 1
                self._meant[number, gender] = self.pronoun(opened.start("word"), gender)
                self._depth -= 1
        return self._meant[number, gender]

    def announced(self, at: int) -> Iterator[int]:
        """ "Because she polled well, Roe's campaign will ...": a pronoun in an opening clause means the name behind it."""
        places = self._sentences
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

    def may_stand_for(self, person: int | None, office: str) -> bool:
        """Is the office, a form of the table of offices, one that this person stands for, or is that one unknown?"""
        official = _offices()[" ".join(office.lower().split())]
        sought = {found.value.office for found in self.doc._.candidates if found.value.person == person}
        # A contender's office is told with its place: "U.S. Senate, Ohio".
        return not sought or any(office is None or re.match(rf"{re.escape(official)}\b", office) for office in sought)

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


def find_actors(doc: Doc, cast: Cast, start: int, end: int, taken: Sequence[Place] = ()) -> list[Actor]:
    """Everybody in text[start:end] that can own a figure, in reading order. `taken`: places of figures, which are nobody."""
    text = cast.text
    found: list[Actor] = [cast.actor(mention) for mention in cast.between(start, end) if not cast.is_side(mention)]
    used = [actor.place for actor in found] + [place for place in taken if place[0] < end and place[1] > start]
    found += _roles(cast, start, end, found, used)
    used = [actor.place for actor in found] + [place for place in taken if place[0] < end and place[1] > start]
    for match in _THE_CAMPAIGN.finditer(text, start, end):
        person = next((p for p in cast.before(match.start()) if p in cast.contenders), None)
        if person is not None and not Taken(used).any(*match.span()):
            found.append(Actor(*match.span(), cast.persons[person].name, "role", person))
            used.append(match.span())
    for match in _PRONOUN.finditer(text, start, end):
        if Taken(used).any(*match.span()):
            continue
        if match.group().lower() in ("himself", "herself"):
            # "she raised $20,000 and took a $3,000 loan from herself": the first person of the sentence.
            ahead = sorted((actor for actor in found if actor.person is not None), key=lambda actor: actor.start)
            person = ahead[0].person if ahead and ahead[0].start < match.start() else None
        elif match["speaker"]:
            person = next((quote.person for quote in cast.quoted.around(match.start())), None)
        else:
            person = cast.pronoun(
                match.start(), "female" if match["female"] else "male", objective=match.group().lower() == "him"
            )
        if person is not None:
            found.append(Actor(*match.span(), cast.persons[person].name, "pronoun", person, word=match.group().lower()))
            used.append(match.span())
    for a, b in taken:
        if start <= a < end and (stratum := STRATUM.search(text, max(start, a - 14), a)):
            found.append(Actor(*stratum.span(), " ".join(text[stratum.start() : b].split()), "group", group="stratum"))
            used.append(stratum.span())
    now_taken = Taken(used)
    # "Measure 12" is a choice on the ballot, no body.
    bodies = [body for body in cast.bodies.find(start, end, now_taken) if not NUMBERED.search(body.name)]
    used += [actor.place for actor in bodies]
    bodies += cast.stand_ins.find(start, end, Taken(used))
    found += bodies
    now_taken = Taken([*used, *(actor.place for actor in bodies)])
    if taken:
        rows = list(find_parties_in_rows(text, start, end, now_taken))
        rows += find_sides(text, start, end, now_taken) if cast.balloted else []
        found += rows
        now_taken = Taken([*used, *(actor.place for actor in (*bodies, *rows))])
    groups = [
        _meant(cast, group, bodies)
        for group in find_groups(text, start, end, now_taken)
        # "super PAC Harbor Forward", "GOP Harbor Fund": what stands right before a name belongs to it.
        if group.group not in ("outside", "party") or all(group.end + 1 != body.start for body in bodies)
    ]
    if not (doc._.style.caseless or doc._.style.upper):
        strangers = list(_strangers(text, start, end, groups, now_taken, frozenset(place[0] for place in taken)))
        # "Labour's Jane Roe": the name is the actor, the party its label.
        groups = [group for group in groups if not any(group.place == party for party, _ in strangers)]
        found += [actor for _, actor in strangers]
    return sorted([*found, *groups], key=lambda actor: actor.start)


def _meant(cast: Cast, group: Actor, bodies: Sequence[Actor]) -> Actor:
    """The organisation that a noun like "a group" is the kind of, when it is named beside it or next; else the noun itself."""
    if group.group != "outside":
        return group
    body = None if group.name.lower().endswith("s") else cast.bodies.named_beside(group, bodies)
    if body is not None:
        return replace(body, start=group.start, end=group.end)
    return cast.stand_ins.announced(group) or group


_STRANGER = r"[A-Z](?:\.|[^\W\d_]+(?:['’-][^\W\d_]+)*)\s[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*"
_PARTYS_STRANGER = re.compile(rf"['’]s\s(?P<name>{_STRANGER})(?!\s[A-Z])(?!['’])")
# "the resignation of M. Roe, who won by"
_STRANGER_WHO = re.compile(
    rf"(?<=\bof\s)(?P<name>{_STRANGER}),\swho\s(?:had\s)?(?:won|held|took|lost|carried|beat|defeated)\b"
)


# "Jane Roe took almost 45 per cent here": whoever it is, the figure is theirs.
_STRANGER_WON = re.compile(
    rf"(?<!\w\s)(?<!\w)(?P<name>{_STRANGER})\s(?:won|took|polled|received|got|drew)\s(?:(?:just|only|about|almost|nearly|over|around|roughly|some|under|more|less|than|an?|barely)\s){{0,3}}"
)


def _strangers(
    text: str, start: int, end: int, groups: Sequence[Actor], taken: Taken, figures: frozenset[int]
) -> Iterator[tuple[Place | None, Actor]]:
    """People whose names nobody read, told by their place alone, each with the place of the party before the name.

    `figures`: where figures start.
    """
    for group in groups:
        match = _PARTYS_STRANGER.match(text, group.end, end) if group.group == "party" else None
        if match and not taken.any(*match.span("name")):
            yield group.place, Actor(*match.span("name"), match["name"], "person")
    winners = (match for match in _STRANGER_WON.finditer(text, start, end) if match.end() in figures)
    for match in chain(_STRANGER_WHO.finditer(text, start, end), winners):
        if not taken.any(*match.span("name")) and not any(
            group.start < match.end("name") and match.start("name") < group.end for group in groups
        ):
            yield None, Actor(*match.span("name"), match["name"], "person")


def _roles(cast: Cast, start: int, end: int, named: Sequence[Actor], used: Sequence[Place]) -> list[Actor]:
    """Roles in text[start:end] and whom each means ("the incumbent", "the Republican nominee for governor"), beside the people `named` there."""
    text, found, used = cast.text, list(named), list(used)
    for match in _role_pattern().finditer(text, start, end):
        if Taken(used).any(*match.span()):
            continue
        owned = match.group().split()[0].lower() in ("his", "her", "their")
        if owned and any(0 <= actor.start - match.end() <= len(", ") for actor in named):
            continue  # "her closest rival, Roe" is Roe, who is named
        if match["party"]:
            party = _PARTY_NOUN[" ".join(match["party"].lower().split())]
            person = cast.of_party(match.start(), party)
            office = _for_office().match(text, match.end(), end)
            if office and not cast.may_stand_for(person, office["office"]):
                # Of an article on another race: somebody, but none of its contenders.
                name = " ".join(text[match.start() : office.end()].split()).partition(" ")[2]
                found.append(Actor(match.start(), office.end(), name, "role"))
                used.append((match.start(), office.end()))
                continue
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
    return found[len(named) :]


def _role_by_elimination(cast: Cast, found: list[Actor], at: int, place: str | None) -> int | None:
    """Whom a role means that no title in the text explains ("the Iowa governor").

    The first of this sentence whom no other role has taken yet: "Where Roe faces Poe, the Iowa governor has 45 percent
    and the former mayor 39 percent." Else, for a role with a place, the person the article is about.
    """
    roles = {actor.person for actor in found if actor.kind == "role"}
    for actor in sorted(found, key=lambda actor: actor.start):
        if actor.kind == "person" and actor.start < at and actor.person not in roles:
            return actor.person
    if place:
        return cast.protagonist
    return next((person for person in cast.before(at) if person not in roles), None)
