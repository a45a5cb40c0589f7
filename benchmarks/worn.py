"""Accuracy on worn text: `python benchmarks/worn.py [GOLD.jsonl] [--model none]`, by default on the bundled corpus.

Dumps lose capitals and marks. The annotated articles are read three times (as printed, in lower case, and in lower case
without punctuation, so that `$7.6 million` is `7 6 million`), with the gold's offsets carried along, and the scores are
printed side by side. What nobody could read any more after the wear (`$750,000` → `750 000`, `48%` → `48`) becomes optional.
"""

from __future__ import annotations

import argparse
import copy
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from extractor.evaluate import Scores, evaluate

CORPUS = Path(__file__).parents[1] / "corpus" / "gold.jsonl"
KINDS = ("percentages", "money", "dates", "candidates", "quotes")
# A worn figure can still be read as what it is when one of these words stands in it.
UNIT_WORDS = re.compile(
    r"per ?cent|point|half|third|quarter|fifth|million|billion|lakh|crore|thousand|dollars?|pounds?", re.IGNORECASE
)

Row = dict[str, Any]
Worn = tuple[str, list[int]]  # the text, and for each offset of the original (its end included) the offset in it


def as_printed(text: str) -> Worn:
    return text, list(range(len(text) + 1))


def lower_case(text: str) -> Worn:
    # One character for one: a letter whose lower case is two (İ) stays as it is.
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text), list(range(len(text) + 1))


def without_marks(text: str) -> Worn:
    """Lower case; every mark a space, runs of spaces one, line ends kept.

    >>> without_marks("She won 48.2 percent.")[0]
    'she won 48 2 percent '
    """
    lower, _ = lower_case(text)
    kept: list[str] = []
    places = []
    for char in lower:
        places.append(len(kept))
        if char.isalnum() or char == "\n":
            kept.append(char)
        elif kept[-1:] not in ([" "], []):
            kept.append(" ")
    return "".join(kept), [*places, len(kept)]


def unhyphened(name: str) -> str:
    """A name as text without marks has it: nobody can tell "Roe-Poe" from "Roe Poe" there."""
    return name.replace("-", " ")


def wear(article: Row, worn: Callable[[str], Worn]) -> Row:
    """The gold of one article after the wear: text and every offset."""
    text, places = worn(article["text"])
    gold = copy.deepcopy(article) | {"text": text}

    def carried(span: list[int]) -> list[int]:
        start, end = places[span[0]], places[span[1] - 1] + 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return [start, end]

    for kind in ("percentages", "money", "dates"):
        for row in gold.get(kind, []):
            row["span"] = carried(row["span"])
            row["text"] = text[slice(*row["span"])]
            if worn is without_marks and row.get("subject"):
                row["subject"] = unhyphened(row["subject"])
            if worn is without_marks and kind != "dates" and not UNIT_WORDS.search(row["text"]):
                row["optional"] = True
    for row in gold.get("candidates", []):
        if worn is without_marks:
            row["name"] = unhyphened(row["name"])
    for row in gold.get("quotes", []):
        if worn is without_marks and row.get("speaker"):
            row["speaker"] = unhyphened(row["speaker"])
        row["contents"] = [carried(span) for span in row["contents"]]
        if worn is without_marks:
            # Without marks nobody tells a direct quotation from a mixed or an indirect one.
            row["kind_any"] = ["direct", "mixed", "indirect"]
    return gold


def measure(gold: list[Row], model: str) -> Scores:
    """Scores of a run made now on the gold's own texts."""
    command = str(Path(sys.executable).with_name("extractor"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gold)
        (work / "gold.jsonl").write_text(rows, encoding="utf-8")
        for arguments in (
            ["extract", str(work / "gold.jsonl"), "-o", str(work / "run"), "--model", model, "--quiet"],
            ["export", str(work / "run"), "--to", "jsonl", "-o", str(work / "export")],
        ):
            done = subprocess.run([command, *arguments], check=False, capture_output=True, text=True)
            if done.returncode:
                raise SystemExit(f"extractor {arguments[0]} ended with {done.returncode}: {done.stderr[-500:]}")
        return evaluate(work / "gold.jsonl", work / "export")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--model", default="default")
    options = parser.parse_args()
    gold = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    scores = {
        worn.__name__.replace("_", " "): measure([wear(article, worn) for article in gold], options.model).kinds
        for worn in (as_printed, lower_case, without_marks)
    }
    table = Table("F1 / strict", *scores, "points of strict lost", box=SIMPLE_HEAD)
    for kind in KINDS:
        read = [kinds[kind] for kinds in scores.values() if kind in kinds]
        if read:
            lost = 100 * ((read[0].strict or 0) - (read[-1].strict or 0))
            table.add_row(kind, *(f"{score.f1 or 0:.3f} / {score.strict or 0:.3f}" for score in read), f"{lost:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
