"""What figures are about: `python benchmarks/linking.py [GOLD.jsonl ...] [--subjects FILE.jsonl] [--model none]`, by default the bundled corpus.

GOLD holds annotated articles in the format of `corpus/gold.jsonl` (with the text inside, or beside it in `articles.jsonl`). The figures are
given, so that only the linking is measured: measure and subject right, split in two by the hash of the article's id, so that rules can be
written on one part and judged on the other. Then the reliability of `confidence`: of the links at 0.9, are nine in ten right?
A subject where the gold names none counts as wrong there.

FILE holds sentences with several names, one a line: `text`, `split`, `figures` (start, end, subject). The names of all subjects are given.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import spacy
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc

from extractor.evaluate.names import same_name
from extractor.evaluate.score import answers, subject_right
from extractor.language.found import Amount, Context, Found, Link, Mention, Percentage, PersonEntry, Sum
from extractor.linking.links import Linker
from extractor.text.cleaned import Cleaned, clean

CORPUS = Path(__file__).parents[1] / "corpus" / "gold.jsonl"
ROOMS = ("layout", "percentages", "money", "dates", "people", "contests", "candidates", "quotes")
HELD_BACK = 3  # one article in so many is held back
BINS = 10

Row = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """One link against its gold."""

    part: str
    kind: str
    measure: bool
    subject: bool
    named: bool  # the gold names a subject
    honest: bool  # no subject where the gold has none
    confidence: float


def rooms(model: str) -> Language:
    """The pipeline up to the links."""
    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    for room in ROOMS:
        nlp.add_pipe(f"extractor_{room}", config={"model": model} if room in ("people", "quotes") else {})
    return nlp


def held_back(article: str) -> bool:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % HELD_BACK == 0


def read_doc(nlp: Language, text: str, published: str | None, names: Iterable[str] = ()) -> tuple[Doc, Cleaned]:
    """A Doc with everything the links read; `names` are people whom a lone sentence does not introduce."""
    cleaned = clean(text)
    doc = nlp.make_doc(cleaned.text)
    doc._.context = Context(published=dt.date.fromisoformat(published) if published else None)
    for name, room in nlp.pipeline:
        doc = room(doc)
        if name == "extractor_people":
            introduce(doc, names)
    return doc, cleaned


def introduce(doc: Doc, names: Iterable[str]) -> None:
    people, persons = list(doc._.people), list(doc._.persons)
    for name in names:
        for match in re.finditer(rf"\b{re.escape(name)}\b", doc.text):
            if any(found.start < match.end() and found.end > match.start() for found in people):
                continue
            known = next((i for i, entry in enumerate(persons) if entry.name.split()[-1] == name.split()[-1]), None)
            if known is None:
                persons.append(PersonEntry(name=name))
                known = len(persons) - 1
            people.append(Found(match.start(), match.end(), Mention("name", known), "given"))
    doc._.people = tuple(sorted(people, key=lambda found: found.start))
    doc._.persons = tuple(persons)


def given(cleaned: Cleaned, kind: str, row: Row) -> Found[Amount]:
    """The gold's figure as a room would have found it."""
    start, end = (cleaned.in_cleaned(place) for place in row["span"])
    value, low, high = (None if row.get(name) is None else Decimal(str(row[name])) for name in ("value", "low", "high"))
    qualifier = row.get("qualifier") or "exact"
    if kind == "money":
        return Found(start, end, Sum(value, low, high, qualifier=qualifier), "given")
    return Found(
        start, end, Percentage(value, low, high, qualifier=qualifier, unit=row.get("unit") or "percent"), "given"
    )


def link_all(doc: Doc, cleaned: Cleaned, percentages: list[Row], money: list[Row]) -> dict[tuple[str, int], Link]:
    doc._.percentages = tuple(given(cleaned, "percentages", row) for row in percentages)
    doc._.money = tuple(given(cleaned, "money", row) for row in money)
    return Linker(doc).links()


def read_gold(path: Path) -> Iterator[Row]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    beside = path.with_name("articles.jsonl")
    texts = {}
    if any("text" not in row for row in rows):
        texts = {one["id"]: one for one in map(json.loads, beside.read_text(encoding="utf-8").splitlines())}
    yield from ({**texts.get(row["id"], {}), **row} for row in rows)


def judge(nlp: Language, gold: Iterable[Row]) -> Iterator[Judged]:
    for article in gold:
        doc, cleaned = read_doc(nlp, article["text"], article.get("published"))
        rows = {kind: article.get(kind, []) for kind in ("percentages", "money")}
        links = link_all(doc, cleaned, **rows)
        part = "held back" if held_back(article["id"]) else "open"
        for kind, expected in rows.items():
            for number, row in enumerate(expected):
                link = links[kind, number]
                if not row.get("optional"):
                    named = bool(row.get("subject") or row.get("subject_any"))
                    yield Judged(
                        part, kind, link.measure in answers(row, "measure"), subject_right(row, {"subject": link.subject}), named,
                        named or link.subject is None, link.confidence,
                    )  # fmt: skip


def print_scores(judged: list[Judged]) -> None:
    table = Table("figures", "part", "n", "measure", "subject", "both", box=SIMPLE_HEAD)
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.kind, one.part].append(one)
    for (kind, part), ones in sorted(groups.items()):
        named = [one.subject for one in ones if one.named]
        shares = [[one.measure for one in ones], named, [one.measure and one.subject for one in ones]]
        table.add_row(kind, part, str(len(ones)), *(f"{sum(share) / max(len(share), 1):.3f}" for share in shares))
    Console().print(table)


def print_reliability(judged: list[Judged]) -> None:
    for part in ("all", *sorted({one.part for one in judged})):
        bins: dict[int, list[Judged]] = defaultdict(list)
        for one in judged:
            if part in ("all", one.part):
                bins[min(BINS - 1, int(one.confidence * BINS))].append(one)
        table = Table("confidence", "n", "stated", "right", "", box=SIMPLE_HEAD, title=f"reliability, {part}")
        error = 0.0
        for number, ones in sorted(bins.items()):
            stated = sum(one.confidence for one in ones) / len(ones)
            right = sum(one.measure and one.subject and one.honest for one in ones) / len(ones)
            error += abs(stated - right) * len(ones)
            table.add_row(
                f"{number / BINS:.1f}-", str(len(ones)), f"{stated:.2f}", f"{right:.2f}", "█" * round(20 * right)
            )
        table.caption = f"expected calibration error {error / sum(map(len, bins.values())):.3f}"
        Console().print(table)


def print_subjects(nlp: Language, path: Path) -> None:
    """Whose figure, in sentences with several names."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    names = sorted({figure["subject"] for row in rows for figure in row["figures"]})
    hits: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        doc, cleaned = read_doc(nlp, row["text"], None, names)
        kinds: dict[str, list[Row]] = {"percentages": [], "money": []}
        for figure in row["figures"]:
            printed = row["text"][figure["start"] : figure["end"]]
            digits = re.search(r"\d+(?:\.\d+)?", printed.replace(",", ""))
            kind = "money" if "$" in printed else "percentages"
            value = float(digits.group()) if digits else None
            kinds[kind].append({"span": [figure["start"], figure["end"]], "value": value, "subject": figure["subject"]})
        links = link_all(doc, cleaned, **kinds)
        for kind, figures in kinds.items():
            hits[row["split"]] += [
                same_name(figure["subject"], links[kind, i].subject) for i, figure in enumerate(figures)
            ]
    table = Table("split", "figures", "subject right", box=SIMPLE_HEAD, title="sentences with several names")
    for split, right in hits.items():
        table.add_row(split, str(len(right)), f"{sum(right) / len(right):.3f}")
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="*", type=Path, default=[CORPUS])
    parser.add_argument("--subjects", type=Path)
    parser.add_argument("--model", default="default")
    options = parser.parse_args()
    nlp = rooms(options.model)
    judged = [one for path in options.gold for one in judge(nlp, read_gold(path))]
    print_scores(judged)
    print_reliability(judged)
    if options.subjects:
        print_subjects(nlp, options.subjects)


if __name__ == "__main__":
    main()
