"""Quotations: speed, and scores half by half: `python benchmarks/quotes.py ARTICLES.jsonl [--model none] [--scorer SCORER.py]`.

ARTICLES holds one article a line: `id`, `text` and, to be scored, `quotes`. SCORER is a module with `score_article(gold, quotes)`,
which gives a Counter of counts, and `summary(counts)`. The articles are cut in two by the hash of their id: rules may be written
while looking at the first half; the second is only ever scored, so that the two rows of the table show what carries over.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from spacy.tokens import Doc

from extractor.language.found import Quotation
from extractor.text.cleaned import Cleaned, clean

ROOMS = ("extractor_layout", "extractor_people", "extractor_quotes")
Row = dict[str, Any]


def is_shown(article_id: str) -> bool:
    """Is the article in the half that may be looked at?"""
    return int(hashlib.sha1(article_id.encode()).hexdigest(), 16) % 2 == 0


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exported(quote: Quotation, cleaned: Cleaned, text: str) -> Row:
    """A quotation in the article's own characters."""
    parts = [list(cleaned.in_article(*place)) for place in quote.contents]
    source = list(cleaned.in_article(*quote.speaker_place)) if quote.speaker_place else None
    return {
        "kind": quote.kind,
        "content": [parts[0][0], parts[-1][1]],
        "parts": parts,
        "source": source,
        "source_text": text[slice(*source)] if source else None,
        "cue": list(cleaned.in_article(*quote.cue_place)) if quote.cue_place else None,
        "speaker": quote.speaker,
    }


def read(rows: list[Row], model: str) -> tuple[list[list[Row]], dict[str, float]]:
    """The quotations of each article, and the seconds each room took."""
    nlp = spacy.blank("en")
    for room in ROOMS:
        nlp.add_pipe(room, config={} if room == ROOMS[0] else {"model": model})
    nlp("Load the models before the clock runs.")
    cleaned = [clean(row["text"]) for row in rows]
    docs: list[Doc] = [nlp.make_doc(c.text) for c in cleaned]
    seconds = {}
    for name, room in nlp.pipeline:
        began = time.perf_counter()
        docs = list(room.pipe(docs)) if hasattr(room, "pipe") else [room(doc) for doc in docs]
        seconds[name] = time.perf_counter() - began
    quotes = [
        [exported(quote, c, row["text"]) for quote in doc._.quotes]
        for row, c, doc in zip(rows, cleaned, docs, strict=True)
    ]
    return quotes, seconds


def score_table(rows: list[Row], quotes: list[list[Row]], scorer: ModuleType) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("measure")
    halves = (("shown half", True), ("blind half", False), ("all", None))
    sums = []
    for name, shown in halves:
        chosen = [(r, q) for r, q in zip(rows, quotes, strict=True) if shown is None or is_shown(r["id"]) == shown]
        table.add_column(f"{name} ({len(chosen)})", justify="right")
        sums.append(scorer.summary(sum((scorer.score_article(r, q) for r, q in chosen), Counter())))
    for measure, value in sums[-1].items():
        cells = []
        for each in sums:
            value = each.get(measure, {})
            if "f1" in value:
                cells.append(f"P {value['p']:.1%}  R {value['r']:.1%}  F1 {value['f1']:.1%}")
            else:
                cells.append(f"{value.get('accuracy', 0):.1%} of {value.get('n', 0)}")
        table.add_row(measure, *cells)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--model", default="default")
    parser.add_argument("--scorer", type=Path)
    args = parser.parse_args()
    with args.articles.open(encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines if line.strip()]
    quotes, seconds = read(rows, args.model)
    words = sum(len(row["text"].split()) for row in rows)
    console = Console()
    speed = Table("room", "words/s", box=SIMPLE_HEAD)
    for name, took in seconds.items():
        speed.add_row(name, f"{words / took:,.0f}")
    speed.add_row("together", f"{words / sum(seconds.values()):,.0f}")
    console.print(f"{len(rows)} articles, {words:,} words, model {args.model}")
    console.print(speed)
    if args.scorer:
        console.print(score_table(rows, quotes, load_scorer(args.scorer)))


if __name__ == "__main__":
    main()
