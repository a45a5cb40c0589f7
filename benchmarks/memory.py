"""Memory along a run: `python benchmarks/memory.py [--articles 200000] [--gigabytes 2] [--model none] [--workers 1]`.

Prints what all processes of `extractor extract` hold together as the articles go
through, then the same for reading a large JSON Lines file and for one article of 50 MB among small ones.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from processes import watch
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

FIRST = ("Jane", "Tom", "Ada", "Ivo", "Mara", "Otto", "Nell", "Hugo")
LAST = ("Roe", "Poe", "Quill", "Harrow", "Vance", "Lind", "Stone", "Marsh")
TOWN = ("Harbour City", "Riverton", "Old Mill", "Quarry Hill", "Northport", "Lakeside")
CHUNK = 200  # articles in a part
READ_ALONE = """
import sys
from pathlib import Path
from extractor.runs.reading import read_inputs
from extractor.runs.settings import Settings
Path(sys.argv[2]).mkdir()
read_inputs(Settings(inputs=(sys.argv[1],)), Path(sys.argv[2]), lambda *_: None)
"""


def write_short(path: Path, articles: int) -> None:
    """Articles of a sentence, every 25th with a result and a quotation; no two alike."""
    dice = random.Random(1)
    with path.open("w", encoding="utf-8") as out:
        for number in range(articles):
            name, other = f"{dice.choice(FIRST)} {dice.choice(LAST)}", dice.choice(LAST)
            text = f"The road from {dice.choice(TOWN)} to the quarry, number {number}, stays closed for now."
            if number % 25 == 0:
                text += f" {name} won {dice.uniform(30, 70):.1f} percent of the vote there. “We are not done,” {other} said."
            out.write(json.dumps({"id": str(number), "text": text, "published": "2031-04-19"}) + "\n")


def write_large(path: Path, size: int) -> int:
    """Articles of some 600 words up to so many bytes; returns how many."""
    dice = random.Random(2)
    words = [
        f"{a}{b}"
        for a in ("har", "riv", "qua", "ment", "sol", "ver", "tan")
        for b in ("bour", "er", "ry", "al", "ing", "o")
    ]
    written = number = 0
    with path.open("w", encoding="utf-8") as out:
        while written < size:
            text = " ".join(dice.choices(words, k=600))
            written += out.write(json.dumps({"id": str(number), "text": f"{text} {number}."}) + "\n")
            number += 1
    return number


def count(run: Path, kind: str) -> int:
    return CHUNK * sum(1 for _ in (run / kind).glob("part-*.parquet"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200_000, help="short articles to extract from")
    parser.add_argument("--gigabytes", type=float, default=2.0, help="of JSON Lines to read")
    parser.add_argument("--model", default="none")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    extract = [sys.executable, "-m", "extractor.cli", "extract", "--model", given.model, "-q", "-o"]
    table = Table("what", "articles", "seconds", "MB", "", box=SIMPLE_HEAD)

    def row(what: str, articles: int, seconds: float, megabytes: float) -> None:
        table.add_row(what, f"{articles:,}", f"{seconds:,.0f}", f"{megabytes:,.0f}", "█" * round(megabytes / 20))

    with tempfile.TemporaryDirectory(prefix="extractor-") as name:
        folder = Path(name)
        if given.articles:
            write_short(folder / "short.jsonl", given.articles)
            marks = [given.articles * tenth // 20 for tenth in range(1, 21)]
            command = [*extract, str(folder / "run"), str(folder / "short.jsonl"), "--workers", str(given.workers)]
            most: dict[str, float] = {}

            def told(seconds: float, megabytes: float) -> None:
                done = count(folder / "run", "rejected")
                stage = "extracting" if done else "reading, learning"
                most[stage] = max(most.get(stage, 0.0), megabytes)
                if marks and done >= marks[0]:
                    row("extracting", done, seconds, megabytes)
                    marks[:] = [mark for mark in marks if mark > done]

            taken = watch(command, told)
            for stage, megabytes in most.items():
                row(f"most while {stage}", given.articles, taken.clock, megabytes)
        if given.gigabytes:
            articles = write_large(folder / "large.jsonl", int(given.gigabytes * 1e9))
            taken = watch([sys.executable, "-c", READ_ALONE, folder / "large.jsonl", folder / "read"])
            row(f"most while reading {given.gigabytes:g} GB", articles, taken.clock, taken.megabytes)
        with (folder / "long.jsonl").open("w", encoding="utf-8") as out:
            for text in ("Jane Roe won 48 percent.", "Tom Poe said so. " * 3_000_000, "Ada Quill won 31 percent."):
                out.write(json.dumps({"text": text}) + "\n")
        taken = watch([*extract, folder / "long", folder / "long.jsonl"])
        row("most with an article of 50 MB", 3, taken.clock, taken.megabytes)
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
