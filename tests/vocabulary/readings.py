"""What the rooms read in a sentence, as short facts a reporter could check: "$40 qualifier about", "name Jane Roe"."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of, untokenized
from extractor.language.found import Context
from extractor.language.pipeline import load_pipeline
from extractor.linking.grammar.cues import Tokens, load_cues
from extractor.linking.links import Linker
from extractor.reconcile import ReferenceError, read_reference
from extractor.reconcile.reference import official_figures

PUBLISHED = dt.date(2031, 6, 12)  # a Thursday
# What stands for nothing and is no fact.
EMPTY = ("", None, (), False, "exact", "other", "default")
AMOUNT = ("currency", "unit", "qualifier", "form", "close")
LINK = ("measure", "subject", "basis", "opponent", "pollster", "population", "place", "preferences", "count_status")
LINK += ("hedged_by", "qualifier", "reporting_percent", "as_of", "includes_outside_groups", "field_dates", "period")
PERSON = ("gender", "party", "titles")
CONTEST = ("office", "place", "stage", "date", "party")
CONTENDER = ("party", "office", "incumbent", "age", "role", "outcome")
QUOTE = ("kind", "speaker", "cue", "medium", "addressee", "hedged_by")
RELATION = ("factor", "difference", "qualifier", "left", "right", "measure")


@cache
def rooms() -> Language:
    return load_pipeline("none")


def read(text: str, country: str | None = None, published: dt.date | None = PUBLISHED) -> set[str]:
    """Every fact of a text; of a kind that is not there, "no money", "no names" and so on."""
    return set(facts(through_the_rooms(text, country, published)))


def weighed(text: str, country: str | None = None) -> set[str]:
    """How much the words around each figure of a text speak for what it may measure: "52 percent share 7"."""
    doc = through_the_rooms(text, country, PUBLISHED)
    linker = Linker(doc)
    said = set()
    for figure in linker.scene.figures:
        sk = linker.scene.skeleton(linker.scene.place(figure))
        table = load_cues("money_measures" if figure.kind == "money" else "percent_measures")
        tokens = Tokens(sk)
        for measure, weight in tokens.scores(table, tokens.where[sk.marks[figure.key]]).items():
            said.add(f"{text[figure.found.start : figure.found.end]} {measure} {weight:.4g}")
    return said


def official(text: str, country: str | None = None) -> set[str]:
    """What a table of official figures says: the fields of its rows, and the shares, margins and turnout worked out of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(text, encoding="utf-8")
        try:
            rows = read_reference(path)
        except ReferenceError:
            return {"no table"}
    said = {f"{name} {value}" for row in rows for name, value in asdict(row).items() if value not in EMPTY}
    return said | {f"{figure.subject} {figure.measure} {figure.value:.4g}".strip() for figure in official_figures(rows)}


def through_the_rooms(text: str, country: str | None, published: dt.date | None) -> Doc:
    nlp = rooms()
    doc = untokenized(nlp.vocab, text)
    doc._.context = Context(published=published, country=country)
    for _, room in nlp.pipeline:
        doc = room(doc)
    return doc


def facts(doc: Doc) -> Iterator[str]:
    text = text_of(doc)
    for kind in ("percentages", "money"):
        for number, found in enumerate(getattr(doc._, kind)):
            printed = text[found.start : found.end]
            yield f"{printed} = {amount(found.value)}"
            yield from named(printed, found.value, AMOUNT)
            if found.value.qualifier_place:
                yield f"{printed} qualifier words {text[slice(*found.value.qualifier_place)]}"
            link = doc._.links.get((kind, number))
            yield from named(printed, link, LINK)
            if link and link.contest is not None:
                yield f"{printed} contest {doc._.contests[link.contest].label}"
    for found in doc._.dates:
        printed = text[found.start : found.end]
        yield f"{printed} = {stretch(found.value)}"
        yield from named(printed, found.value, ("event",))
    for found in doc._.people:
        printed = text[found.start : found.end]
        yield f"{found.value.kind} {printed}"
        yield f"{printed} confidence {found.confidence:.2g}"
        if found.value.person is not None and (name := doc._.persons[found.value.person].name) != printed:
            yield f"{printed} means {name}"
    for entry in doc._.persons:
        yield from named(entry.name, entry, PERSON)
    for contest in doc._.contests:
        yield f"contest {contest.label}"
        yield from named(contest.label, contest, CONTEST)
    for found in doc._.candidates:
        name = doc._.persons[found.value.person].name
        yield f"candidate {name}"
        yield f"{name} confidence {found.confidence}"
        yield f"{name} shown by {found.rule}"
        yield from named(name, found.value, CONTENDER)
        if found.value.contest is not None:
            yield f"{name} contest {doc._.contests[found.value.contest].label}"
    for quote in doc._.quotes:
        said = " … ".join(text[start:end] for start, end in quote.contents)
        yield f"quote: {said}"
        yield from named("quote", quote, QUOTE)
        for part in ("speaker_place", "cue_place"):
            if place := getattr(quote, part):
                yield f"quote {part.replace('_place', ' words')} {text[slice(*place)]}"
    for found in doc._.relations:
        yield f"relation {text[found.start : found.end]}"
        yield from named("relation", found.value, RELATION)
    kinds = ("percentages", "money", "dates", "people", "contests", "candidates", "quotes", "relations")
    yield from (f"no {kind}" for kind in kinds if not getattr(doc._, kind))


def named(head: str, value: Any, fields: tuple[str, ...]) -> Iterator[str]:
    """Each field that says something: "Jane Roe gender female"."""
    for field in fields:
        said = getattr(value, field, None)
        if said in EMPTY:
            continue
        many = said if isinstance(said, tuple) else (said,)
        yield f"{head} {field} {' and '.join('open' if one is None else str(one) for one in many)}"


def amount(value: Any) -> str:
    if value.value is not None:
        return f"{value.value:,f}"
    return " to ".join("open" if end is None else f"{end:,f}" for end in (value.low, value.high))


def stretch(when: Any) -> str:
    return str(when.start) if when.start == when.end else f"{when.start} to {when.end}"


if __name__ == "__main__":
    for sentence in sys.argv[1:]:
        print(sentence, *sorted(read(sentence)), sep="\n    ")
