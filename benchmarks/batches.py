"""Batches: speed, memory and start-up: `python benchmarks/batches.py [--articles 400] [--read 50000]`.

The bundled corpus is written out again and again, each time with another last sentence, so that no copy is skipped. Speeds are
words for each second of processor time, which other work on the machine hardly changes. "Free cores" is what a run would take by the
clock at most if every process had a core: the processor time of the longest line from the command to a worker.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from processes import Taken, watch
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

CORPUS = Path(__file__).parents[1] / "corpus" / "articles.jsonl"
READ_ALONE = """
import sys
from pathlib import Path
from extractor.runs.reading import read_inputs
from extractor.runs.settings import Settings
Path(sys.argv[2]).mkdir()
read_inputs(Settings(inputs=(sys.argv[1],)), Path(sys.argv[2]), lambda *_: None)
"""
TOKENIZE = """
import json, sys, spacy
nlp = spacy.blank("en")
for line in open(sys.argv[1], encoding="utf-8"):
    nlp(json.loads(line)["text"])
"""


def write_dump(path: Path, articles: int) -> int:
    """A dump of so many articles; returns how many words it has."""
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    words = 0
    with path.open("w", encoding="utf-8") as out:
        for number, row in enumerate(islice(cycle(rows), articles)):
            text = f"{row['text']}\n\nThis is edition {number}."
            words += len(text.split())
            out.write(json.dumps({**row, "id": f"{row['id']}-{number}", "text": text}) + "\n")
    return words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=400, help="articles to extract from")
    parser.add_argument("--read", type=int, default=50_000, help="articles to read without extracting")
    given = parser.parse_args()
    table = Table(
        "what", "articles", "words/s of processor", "clock", "processor", "free cores", "all processes", box=SIMPLE_HEAD
    )
    extract = (sys.executable, "-m", "extractor.cli", "extract")
    with tempfile.TemporaryDirectory(prefix="extractor-") as name:
        folder = Path(name)

        def row(what: str, articles: int, words: int, taken: Taken) -> None:
            table.add_row(
                what,
                f"{articles:,}",
                f"{words / taken.cpu:,.0f}" if words else "",
                f"{taken.clock:.2f} s",
                f"{taken.cpu:.2f} s",
                f"{taken.alone:.2f} s",
                f"{taken.megabytes:,.0f} MB",
            )

        row("extractor --help", 0, 0, watch([sys.executable, "-m", "extractor.cli", "--help"]))
        write_dump(folder / "one.jsonl", 1)
        row("one article, default model", 1, 0, watch([*extract, folder / "one.jsonl"]))
        few, many = folder / "few.jsonl", folder / "many.jsonl"
        few_words, many_words = write_dump(few, given.articles), write_dump(many, 4 * given.articles)
        row("spacy.blank, tokens alone", given.articles, few_words, watch([sys.executable, "-c", TOKENIZE, few]))
        for model, dump, words, how in (
            ("default", few, few_words, "--workers 1"),
            ("none", few, few_words, "--workers 1"),
            ("none", many, many_words, "--workers 1"),
            ("none", many, many_words, "--workers 2"),
            ("none", many, many_words, "--cluster local:2"),
        ):
            run = folder / f"{model}-{dump.stem}-{how[-1]}-{how[2]}"
            options = ("-o", run, "--model", model, *how.split(), "-q")
            count = given.articles * (1 if dump is few else 4)
            row(f"extract, model {model}, {how}", count, words, watch([*extract, dump, *options]))
        for count in (given.read // 4, given.read):
            words = write_dump(folder / "read.jsonl", count)
            command = [sys.executable, "-c", READ_ALONE, folder / "read.jsonl", folder / f"read{count}"]
            row("reading alone", count, words, watch(command))
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
