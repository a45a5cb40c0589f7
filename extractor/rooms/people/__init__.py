"""Names of people, each mention, and which mentions are one person.

reads   doc.text, doc._.style, doc._.knowledge
writes  doc._.people: tuple[Found[Mention], ...], doc._.persons: tuple[PersonEntry, ...]
leaves  who is a candidate to candidates; pronouns and roles to the rooms that need them
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Found, Mention
from extractor.language.known import look_up
from extractor.language.model import load_names
from extractor.rooms.people.cased import find_cased
from extractor.rooms.people.caseless import find_caseless
from extractor.rooms.people.name import CONFIDENCE, Known, Name
from extractor.rooms.people.persons import by_surname, entries
from extractor.rooms.people.recogniser import Judge
from extractor.rooms.people.runs import TITLE_REACH, printed_before
from extractor.rooms.people.words import Words, load_tables

_WORD_BEFORE = re.compile(r"([^\W\d_]+)([.,]?)\s$")


class People:
    """The room: finds names by rules, and says whose they are."""

    def __init__(self, model: str = "none") -> None:
        self._model = model
        self.tables = load_tables()

    def __call__(self, doc: Doc) -> Doc:
        known = look_up(doc._.knowledge).table("surname", by_surname)
        names = find_names(doc, self.tables, known, self._judge(doc))
        persons, owner = entries(names, text_of(doc), self.tables, known)
        mentions = [Mention("name", person) for person in range(len(persons))]
        doc._.persons = persons
        doc._.people = tuple(
            Found(name.start, name.end, mentions[person], name.rule, CONFIDENCE[name.rule])
            for name, person in zip(names, owner, strict=True)
        )
        return doc

    def _judge(self, doc: Doc) -> Judge | None:
        names = load_names(self._model)
        return None if names is None else Judge(names, text_of(doc), doc._.sentences)


def find_names(doc: Doc, tables: Words, known: Known, judge: Judge | None) -> list[Name]:
    """Every name of a person in reading order, with what the title before it says."""
    style, text = doc._.style, text_of(doc)
    # A line too short to be judged by its share of capitals has none at all.
    if style.caseless or style.upper or text.islower():
        names = find_caseless(text, tables, known, judge)
    else:
        names = find_cased(text, tables, known, judge)
    return [_titled(name, text, tables) for name in names]


def _titled(name: Name, text: str, tables: Words) -> Name:
    word, mark = _word_before(text, name.start)
    if tables.cues.get(word) == "kin":
        return replace(name, kin=True)
    sex = tables.titles.get(word) if mark != "," else None
    return name if sex is None else replace(name, titled=True, sex=sex.strip("-"))


def _word_before(text: str, start: int) -> tuple[str, str]:
    """The letters in front of `start`, in lower case, and the mark between; empty where none stand there."""
    word = printed_before(text, start, TITLE_REACH)
    # Nearly always letters and at most a mark stand between two spaces; the pattern reads the rest.
    if word.isalpha():
        return word.lower(), ""
    if word[:-1].isalpha() and word[-1] in ".,":
        return word[:-1].lower(), word[-1]
    spaced = text[start - 1 : start].isspace()
    match = _WORD_BEFORE.search(text, max(0, start - TITLE_REACH), start) if spaced else None
    return (match[1].lower(), match[2]) if match else ("", "")


@Language.factory("extractor_people", default_config={"model": "default"}, assigns=["doc._.people", "doc._.persons"])
def make_people(nlp: Language, name: str, model: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes all three)
    """The room, with the model of that name ("none" for rules alone)."""
    return People(model)
