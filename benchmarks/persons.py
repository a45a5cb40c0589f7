"""Names of people, exact spans, split by split: `python benchmarks/persons.py GOLD.jsonl [--model none] [--alone]`.

GOLD holds one article a line: `id`, `text`, `split` (any word), `persons` ([start, end, name] each), `optional` ([start, end]).
Every text is read four times: as printed, in lower case, and in lower case with its marks dropped ("Roe's" → "roes") or
replaced by a space ("roe s"), the gold's offsets carried along. The articles are read as one batch, so that what one spells
out helps the next; `--alone` reads each by itself.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc
from worn import Worn, as_printed, lower_case, without_marks

from extractor.language.found import Knowledge, Place
from extractor.linking.knowledge import merge, notes
from extractor.text.cleaned import clean

MARKS = frozenset(".,;:!?\"“”()[]‘’'*…")
DASHES = frozenset("—–")
Row = dict[str, Any]


def marks_dropped(text: str) -> Worn:
    """Lower case; marks dropped, dashes a space: "Roe's" → "roes"."""
    lower, _ = lower_case(text)
    kept: list[str] = []
    places = []
    for char in lower:
        places.append(len(kept))
        if char in DASHES:
            kept.append(" ")
        elif char not in MARKS:
            kept.append(char)
    return "".join(kept), [*places, len(kept)]


PRINTS: tuple[tuple[str, Callable[[str], Worn]], ...] = (
    ("as printed", as_printed),
    ("lower case", lower_case),
    ("marks dropped", marks_dropped),
    ("marks to spaces", without_marks),
)


def worn_row(row: Row, wear: Callable[[str], Worn]) -> Row:
    """The article and its gold after the wear."""
    text, places = wear(row["text"])
    moved = [(places[start], places[end]) for start, end, *_ in row["persons"]]
    optional = [(places[start], places[end]) for start, end, *_ in row["optional"]]
    return {
        "split": row["split"],
        "text": text,
        "persons": [_trim(text, *place) for place in moved],
        "optional": optional,
    }


def _trim(text: str, start: int, end: int) -> Place:
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def make_pipeline(model: str) -> Language:
    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    nlp.add_pipe("extractor_layout")
    nlp.add_pipe("extractor_people", config={"model": model})
    return nlp


def read_all(nlp: Language, texts: Iterable[str], *, alone: bool) -> Iterator[list[Place]]:
    """The spans found in each text."""
    cleaned = [clean(text) for text in texts]

    def read(text: str, knowledge: Knowledge) -> Doc:
        doc = nlp.make_doc(text)
        doc._.knowledge = knowledge
        return nlp(doc)

    knowledge = Knowledge() if alone else merge(notes(read(one.text, Knowledge())) for one in cleaned)
    for one in cleaned:
        yield [
            one.in_article(found.start, found.end)
            for found in read(one.text, knowledge)._.people
            if found.value.kind == "name"
        ]


def count(found: list[Place], row: Row) -> tuple[int, int, int]:
    """Right, spurious and missed spans; optional ones count neither way."""
    gold, got = set(row["persons"]), set(found)
    spurious = [
        place for place in got - gold if not any(place[0] < end and place[1] > start for start, end in row["optional"])
    ]
    return len(gold & got), len(spurious), len(gold - got)


def scores(right: int, spurious: int, missed: int) -> str:
    precision, recall = right / max(right + spurious, 1), right / max(right + missed, 1)
    return f"{precision:.3f} {recall:.3f} {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", default="default")
    parser.add_argument("--alone", action="store_true", help="each article by itself")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line]
    splits = list(dict.fromkeys(row["split"] for row in rows))
    nlp = make_pipeline(options.model)
    table = Table("print", *splits, "all", "words/s (CPU)", box=SIMPLE_HEAD, title=f"P R F1, model {options.model}")
    for label, wear in PRINTS:
        worn = [worn_row(row, wear) for row in rows]
        began = time.process_time()
        found = list(read_all(nlp, (row["text"] for row in worn), alone=options.alone))
        seconds = time.process_time() - began
        totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for row, spans in zip(worn, found, strict=True):
            for split in (row["split"], "all"):
                totals[split] = [a + b for a, b in zip(totals[split], count(spans, row), strict=True)]
        words = sum(len(row["text"].split()) for row in worn) * (1 if options.alone else 2)
        table.add_row(label, *(scores(*totals[split]) for split in (*splits, "all")), f"{words / seconds:,.0f}")
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
