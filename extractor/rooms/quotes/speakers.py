"""Who a source is: a name the reader can use, from the people of the article, for names, pronouns and roles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from extractor.language.found import Found, Mention, PersonEntry, Place
from extractor.rooms.quotes.utterances import Utterance

_GENDER = {"she": "female", "her": "female", "he": "male", "his": "male", "him": "male"}
_RELATIVE = ("who", "which", "that")


class People:
    """The mentions of a Doc's people, by place."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.persons: Sequence[PersonEntry] = doc._.persons
        self.names: list[Found[Mention]] = sorted(
            (m for m in doc._.people if m.value.kind == "name" and m.value.person is not None), key=lambda m: m.start
        )
        self.starts = [m.start for m in self.names]

    def inside(self, place: Place) -> list[Found[Mention]]:
        """Names that lie in a place, in reading order."""
        a = bisect_left(self.starts, place[0])
        b = bisect_left(self.starts, place[1])
        return self.names[a:b]

    def before(self, at: int) -> list[Found[Mention]]:
        """Names before a character, the nearest first."""
        return self.names[: bisect_left(self.starts, at)][::-1]


def resolve(doc: Doc, utterances: Sequence[Utterance]) -> list[tuple[str | None, int | None]]:
    """Speaker and index into `doc._.persons` for each utterance, in order."""
    people = People(doc)
    found: list[tuple[str | None, int | None]] = []
    said: list[tuple[int, int]] = []  # (where, person) of the sources so far
    by_id: dict[int, tuple[str | None, int | None]] = {}
    for utterance in utterances:
        if utterance.carried_from is not None and id(utterance.carried_from) in by_id:
            answer = by_id[id(utterance.carried_from)]
        else:
            answer = _resolve_one(doc, people, utterance.source, said)
        by_id[id(utterance)] = answer
        found.append(answer)
        if answer[1] is not None and utterance.source is not None:
            said.append((utterance.source[0], answer[1]))
    return found


def _resolve_one(doc: Doc, people: People, source: Place | None, said: list[tuple[int, int]]) -> tuple[str | None, int | None]:
    if source is None:
        return None, None
    text = doc.text[source[0] : source[1]]
    lower = text.lower().split("'")[0]
    if lower in _GENDER:
        gender = _GENDER[lower]
        for _, person in reversed(said):
            if people.persons[person].gender in (None, gender):
                return people.persons[person].name, person
        for mention in people.before(source[0]):
            person = mention.value.person
            if person is not None and people.persons[person].gender in (None, gender):
                return people.persons[person].name, person
        return None, None
    if lower in _RELATIVE:
        near = people.before(source[0])[:1]
        if near and near[0].value.person is not None:
            return people.persons[near[0].value.person].name, near[0].value.person
        return None, None
    names = people.inside(source)
    if names and names[-1].value.person is not None:
        person = names[-1].value.person
        return people.persons[person].name, person
    return text, None
