"""Memory along a run: `python benchmarks/memory.py [--articles 200000] [--gigabytes 10] [--workers 2] [--csv FILE] [--plot FILE.svg]`.

One run over a dump of JSON Lines as they are found: short articles, each with the page it was cut from beside it, so that the
dump is as large as asked. Prints what all processes hold together as the run goes on, what they share counted once; `--csv` and
`--plot` keep every sample. Then one article of 50 MB among small ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from processes import watch
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

FIRST = ("Jane", "Tom", "Ada", "Ivo", "Mara", "Otto", "Nell", "Hugo")
LAST = ("Roe", "Poe", "Quill", "Harrow", "Vance", "Lind", "Stone", "Marsh")
TOWN = ("Harbour City", "Riverton", "Old Mill", "Quarry Hill", "Northport", "Lakeside")
# The steps of a run, by the folder in which each leaves a file for every chunk.
STEPS = {"articles": "reading", "learned": "learning", "rejected": "extracting", "signatures": "comparing"}
SHARES = 5  # rows of the table for each step
# A picture: width and height of the field, and the room around it.
WIDTH, HEIGHT, LEFT, TOP, BELOW = 720, 220, 64, 34, 44


class Sample(NamedTuple):
    """What was held at one moment."""

    seconds: float
    step: str
    chunks: int  # of this step, done
    megabytes: float


def write_dump(path: Path, articles: int, size: int) -> None:
    """Articles of a sentence, no two alike, every 25th with a result and a quotation, in lines that make up `size` bytes."""
    dice = random.Random(1)
    words = [a + b for a in ("har", "riv", "qua", "ment", "sol", "ver", "tan") for b in ("bour", "er", "ry", "al", "o")]
    # Random words as the markup around an article: another stretch of the same million characters for each.
    page = " ".join(f'<a href="/{word}">{word}</a>' for word in dice.choices(words, k=60_000))
    bulk = size // articles
    with path.open("w", encoding="utf-8") as out:
        for number in range(articles):
            name, other = f"{dice.choice(FIRST)} {dice.choice(LAST)}", dice.choice(LAST)
            text = f"The road from {dice.choice(TOWN)} to the quarry, number {number}, stays closed for now."
            if number % 25 == 0:
                text += f" {name} won {dice.uniform(30, 70):.1f} percent of the vote there. “We are not done,” {other} said."
            at = dice.randrange(len(page) - bulk)
            row = {"id": str(number), "text": text, "published": "2031-04-19", "html": page[at : at + bulk]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def step_of(run: Path) -> tuple[str, int]:
    """What a run is doing, and how many chunks of it are done (of the last ones their pieces are counted)."""
    if (run / "copies.json").exists():  # the last step; what it needed is cleared away
        return STEPS["signatures"], sum(1 for _ in (run / "articles").glob("part-*"))
    for folder in reversed(STEPS):
        if done := sum(path.suffix != ".tmp" for path in (run / folder).glob("part-*")):
            return STEPS[folder], done // 2 if folder == "signatures" else done
    return STEPS["articles"], 0


def draw(samples: Sequence[Sample], chunks: int) -> str:
    """A picture of the samples, readable on light and dark pages."""
    end = samples[-1].seconds
    top = max(500.0, max(sample.megabytes for sample in samples) * 1.15)
    x = lambda seconds: LEFT + WIDTH * seconds / end  # noqa: E731
    y = lambda megabytes: TOP + HEIGHT * (1 - megabytes / top)  # noqa: E731
    # The most of each column of the picture: nothing that was held for a moment is lost.
    columns: dict[int, float] = {}
    for sample in samples:
        column = round(x(sample.seconds))
        columns[column] = max(sample.megabytes, columns.get(column, 0.0))
    line = " ".join(f"{column},{y(megabytes):.1f}" for column, megabytes in columns.items())
    parts = [f'<polyline points="{line}"/>']
    for megabytes in range(0, int(top) + 1, 100 if top < 1000 else 500):
        at = y(megabytes)
        parts.append(
            f'<path d="M{LEFT} {at:.1f}h{WIDTH}"/><text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{megabytes}</text>'
        )
    for step in dict.fromkeys(sample.step for sample in samples):
        times = [sample.seconds for sample in samples if sample.step == step]
        begins = times[0]
        # A step that takes no time to speak of has no room for its name.
        name = f'<text x="{x(begins) + 5:.1f}" y="{TOP - 8}">{step}</text>' if times[-1] - begins > 0.06 * end else ""
        parts.append(f'<path class="step" d="M{x(begins):.1f} {TOP - 20}V{TOP + HEIGHT}"/>{name}')
    parts.append(f'<text x="{LEFT}" y="{TOP + HEIGHT + 20}">0</text>')
    parts.append(f'<text x="{LEFT + WIDTH}" y="{TOP + HEIGHT + 20}" text-anchor="end">{end / 60:,.0f} minutes</text>')
    parts.append(
        f'<text x="{LEFT}" y="{TOP + HEIGHT + 38}">MB held by all processes of one run over {chunks:,} chunks</text>'
    )
    style = (
        "text{font:12px system-ui,sans-serif;fill:#555}polyline{fill:none;stroke:#1b6b3a;stroke-width:1.5}"
        "path{stroke:#8885;fill:none}.step{stroke:#888;stroke-dasharray:3 3}"
        "@media(prefers-color-scheme:dark){text{fill:#bbb}polyline{stroke:#5fc28a}}"
    )
    view = f"0 0 {LEFT + WIDTH + 16} {TOP + HEIGHT + BELOW}"
    label = "Memory of all processes along a run"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" role="img" aria-label="{label}"><style>{style}</style>{"".join(parts)}</svg>\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--gigabytes", type=float, default=10.0, help="size of the dump that holds them")
    parser.add_argument("--model", default="none")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--csv", type=Path, help="every sample")
    parser.add_argument("--plot", type=Path, help="a picture of them, as SVG")
    given = parser.parse_args()
    extract = [sys.executable, "-m", "extractor.cli", "extract", "--model", given.model, "-q", "-o"]
    table = Table("what", "chunks", "seconds", "MB", "", box=SIMPLE_HEAD)

    def row(what: str, chunks: int, seconds: float, megabytes: float) -> None:
        table.add_row(what, f"{chunks:,}", f"{seconds:,.0f}", f"{megabytes:,.0f}", "█" * round(megabytes / 20))

    with tempfile.TemporaryDirectory(prefix="extractor-") as name:
        folder = Path(name)
        write_dump(folder / "dump.jsonl", given.articles, int(given.gigabytes * 1e9))
        samples: list[Sample] = []
        watch(
            [*extract, folder / "run", folder / "dump.jsonl", "--workers", given.workers],
            lambda seconds, megabytes: samples.append(Sample(seconds, *step_of(folder / "run"), megabytes)),
        )
        chunks = sum(1 for _ in (folder / "run" / "articles").iterdir())
        for step in STEPS.values():
            of_step = [sample for sample in samples if sample.step == step]
            for sample in of_step[:: max(1, len(of_step) // SHARES)]:
                row(step, sample.chunks, sample.seconds, sample.megabytes)
            if of_step:
                most = max(of_step, key=lambda sample: sample.megabytes)
                row(f"most while {step}", most.chunks, most.seconds, most.megabytes)
        if given.csv:
            with given.csv.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([Sample._fields, *samples])
        if given.plot:
            given.plot.write_text(draw(samples, chunks), encoding="utf-8")
        with (folder / "long.jsonl").open("w", encoding="utf-8") as out:
            for text in ("Jane Roe won 48 percent.", "Tom Poe said so. " * 3_000_000, "Ada Quill won 31 percent."):
                out.write(json.dumps({"text": text}) + "\n")
        taken = watch([*extract, folder / "long", folder / "long.jsonl"])
        row("most with an article of 50 MB", 1, taken.clock, taken.megabytes)
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
