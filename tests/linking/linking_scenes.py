"""Docs for the linking tests: figures as the rooms find them, people as each test names them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.found import Contender, Context, Found, Link, Mention, PersonEntry
from extractor.linking.links import Linker

PEOPLE = {
    "Wexholm": PersonEntry("Dana Wexholm", gender="female", party="Democratic"),
    "Korvane": PersonEntry("Ilse Korvane", gender="female", party="Republican", titles=("Gov.",)),
    "Renlund": PersonEntry("Tobias Renlund", gender="male", party="Republican"),
    "Adeyara": PersonEntry("Femi Adeyara", gender="male", party="Libertarian", titles=("Sen.",)),
}


@cache
def rooms() -> Language:
    nlp = spacy.blank("en")
    for room in ("extractor_layout", "extractor_percentages", "extractor_money", "extractor_dates"):
        nlp.add_pipe(room)
    return nlp


def scene(text: str, published: dt.date | None = None) -> Doc:
    """A Doc in which the people above are found by surname or full name."""
    nlp = rooms()
    doc = nlp.make_doc(text)
    doc._.context = Context(published=published)
    for _, room in nlp.pipeline:
        doc = room(doc)
    doc._.persons = tuple(PEOPLE.values())
    mentions, contenders = [], {}
    for number, (surname, entry) in enumerate(PEOPLE.items()):
        for match in re.finditer(rf"\b(?:{entry.name}|{surname})\b", text, re.IGNORECASE):
            found = Found(match.start(), match.end(), Mention("name", number), "test")
            mentions.append(found)
            contenders.setdefault(
                number, Found(match.start(), match.end(), Contender(number, entry.party, "U.S. Senate"), "test")
            )
    doc._.people = tuple(sorted(mentions, key=lambda found: found.start))
    doc._.candidates = tuple(contenders.values())
    return doc


def linked(text: str, published: dt.date | None = None) -> list[tuple[str, Link]]:
    """Each figure as printed, with its link, in reading order."""
    doc = scene(text, published)
    links = Linker(doc).links()
    figures = [(found, links["percentages", i]) for i, found in enumerate(doc._.percentages)]
    figures += [(found, links["money", i]) for i, found in enumerate(doc._.money)]
    return [(text[f.start : f.end], link) for f, link in sorted(figures, key=lambda pair: pair[0].start)]
