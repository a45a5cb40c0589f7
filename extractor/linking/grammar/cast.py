"""The people of one article, for those who ask whom a pronoun or a role means.

reads   doc.text, doc._.people, doc._.persons, doc._.candidates, doc._.contests, doc._.quotes, doc._.sentences
gives   indexes into doc._.persons; None where the text leaves it open
leaves  where pronouns and roles stand to roles.py
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise

from spacy.tokens import Doc

from extractor.language.elections import no_people
from extractor.language.found import Found, Mention, Place, Style
from extractor.language.lexicon import load_table
from extractor.linking.grammar.actors import Actor, Taken
from extractor.linking.grammar.ballot import balloted
from extractor.linking.grammar.bodies import Bodies
from extractor.linking.grammar.quoted import Quoted
from extractor.linking.grammar.stand_ins import StandIns

# A pronoun or role looks back over so many sentences for the person it means; farther back the reader has forgotten.
REACH_SENTENCES = 4
# … and in a sentence without end over so many characters.
NEIGHBOURHOOD = 600


@cache
def _offices() -> dict[str, str]:
    return {form: office for form, office, _ in load_table("offices", 3)}


@cache
def _office(official: str) -> re.Pattern[str]:
    """ "U.S. Senate, Ohio" begins with the office of a contender."""
    return re.compile(rf"{re.escape(official)}\b")


@cache
def _titled(stem: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(stem)}", re.IGNORECASE)


_WHO = re.compile(r",?\s+who\b")
_CLAUSE = re.compile(r";\s|,?\s(?:while|whereas|although|though|but)\s")
_LONGEST_JOINT = 16  # ", whereas ", and more
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
        self.style: Style = doc._.style
        self._meant: dict[tuple[int, str], int | None] = {}
        self._depth = 0
        self._sentences: tuple[Place, ...] = doc._.sentences
        self._sentence_starts = [start for start, _ in self._sentences]

    @cached_property
    def quoted(self) -> Quoted:
        """What stands in quotation marks, and who says it."""
        return Quoted(self.doc._.quotes)

    def is_side(self, mention: Found[Mention]) -> bool:
        """Does a name only narrow another's ("the pro-Roe Example Action")?"""
        return self.text.startswith("-", mention.start - 1) and bool(
            _SIDED.search(self.text, max(0, mention.start - 5), mention.start)
        )

    @cached_property
    def bodies(self) -> Bodies:
        """Organisations and other bodies that the text names."""
        people = Taken(found.place for found in self.named if not self.is_side(found))
        return Bodies(self.text, people, caseless=self.style.caseless or self.style.upper)

    @cached_property
    def stand_ins(self) -> StandIns:
        """Words that stand for a body named before: the group, the campaign."""
        return StandIns(self.text, self._sentences, self.bodies)

    @cached_property
    def balloted(self) -> bool:
        """Is the text about a measure that is voted on?"""
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
        """The persons who stand in an election."""
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
        """A mention as an actor."""
        index = found.value.person
        name = self.persons[index].name if index is not None else self.text[found.start : found.end]
        return Actor(found.start, found.end, name, "person", index)

    def person(self, index: int, place: Place) -> Actor:
        """A person, by index, as an actor at a place where another word stands for them."""
        return Actor(*place, self.persons[index].name, "person", index)

    def matched(self) -> Iterator[tuple[Actor, Actor]]:
        """Every two people that the text sets against each other ("Roe's lead over Poe", "Roe, who faces Poe"), in reading order."""
        for one, other in pairwise(self.named):
            if other.start - one.end <= MATCHED_REACH and _MATCHED.fullmatch(self.text, one.end, other.start):
                yield self.actor(one), self.actor(other)

    def between(self, start: int, end: int) -> list[Found[Mention]]:
        """The names that begin from `start` up to `end` (exclusive)."""
        return self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence(self, at: int) -> int:
        """The number of the sentence around `at`."""
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
            if back == number and at - start > NEIGHBOURHOOD:
                order = [*reversed(self.between(at - NEIGHBOURHOOD, at))]
            else:
                order = self.between(start, at if back == number else places[back][1])
            if back == number and len(order) > 1:
                # "Roe got 5, while Poe had more time for his": inside a clause of its own its subject comes first.
                near = max(start, at - NEIGHBOURHOOD - _LONGEST_JOINT)
                clause = max((match.end() for match in _CLAUSE.finditer(self.text, near, at)), default=start)
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
        return not sought or any(office is None or _office(official).match(office) for office in sought)

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
        fits = [i for i, entry in enumerate(self.persons) if any(_titled(stem).search(title) for title in entry.titles)]
        if len(fits) == 1:
            return fits[0]
        return next((person for person in self.before(at) if person in fits), None)
