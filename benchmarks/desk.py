"""The desk on a large run: `python benchmarks/desk.py [--questions 5000] [--records 100000] [--decided 500]`.

An invented run is written as records, 20 claims to a question; the desk is opened on it in a process of its own and asked for each page
over HTTP, nothing kept between requests. By the clock: median and slowest of the requests, beside whatever else the machine does;
by the processor: what the desk itself took for one, on Linux.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from extractor import decisions
from extractor.reconcile import reconcile
from extractor.records import Article, Contest, DollarAmount, VotePercentage
from extractor.runs.store import write_part

FIRST = ("Dana", "Tom", "Ines", "Karl", "Noor", "Wanda", "Abel", "Greta", "Luis", "Petra")
LAST = ("Quill", "Roper", "Alder", "Marsh", "Tidewater", "Harrow", "Okafor", "Lindqvist", "Vance", "Moreau")
WORDS = (
    "clerks",
    "carried",
    "boxes",
    "past",
    "reporters",
    "who",
    "asked",
    "again",
    "through",
    "a",
    "long",
    "night",
    "in",
    "every",
    "ward",
)
FIGURES_AN_ARTICLE = 5
ASKED = 15  # requests a page


def make_run(run: Path, questions: int, records: int) -> None:
    """Articles with figures that are spread over the questions, settled by the program itself."""
    dice = random.Random(20311105)
    contests = [
        Contest(key=f"c{i}", label=f"Ward {i} election 2031", office="council", place=f"Ward {i}", date="2031")
        for i in range(questions // 4)
    ]
    asked = [
        (f"{FIRST[i % 10]} {LAST[i // 10 % 10]} {i // 100}", contests[i // 4 % len(contests)], i % 2 == 0)
        for i in range(questions)
    ]
    told = [i % questions for i in range(records)]
    dice.shuffle(told)
    articles, shares, sums = [], [], []
    for number in range(0, records, FIGURES_AN_ARTICLE):
        text, places = "", []
        for i in told[number : number + FIGURES_AN_ARTICLE]:
            name, contest, vote = asked[i]
            value = Decimal(random.Random(i).randrange(200, 700)).scaleb(-1) + (1 if dice.random() < 0.05 else 0)
            printed = f"{value} percent" if vote else f"${value} million"
            filler = " ".join(dice.choices(WORDS, k=25))
            start = len(text) + len(filler) + len(f" {name} had ")
            sentence = f"{filler} {name} had {printed} in {contest.label}. "
            places.append((len(text), len(text) + len(sentence) - 1, start, printed, value, name, contest, vote))
            text += sentence
        article = Article(
            id=f"a{number}", text=text, outlet=f"Paper {number % 300}", title=f"Ward news {number}",
            published=dt.date(2031, 11, 5) + dt.timedelta(days=number % 9),
        )  # fmt: skip
        articles.append(article)
        for begin, end, start, printed, value, name, contest, vote in places:
            common = {
                "id": f"f{article.id}-{start}", "article_id": article.id, "span": {"start": start, "end": start + len(printed), "text": printed},
                "sentence": {"start": begin, "end": end}, "confidence": 0.9, "rule": "made", "subject": name, "subject_id": name, "contest": contest.label, "contest_key": contest.key,
            }  # fmt: skip
            if vote:
                shares.append(VotePercentage(**common, value=value, step="0.1", unit="percent", measure="vote_share"))
            else:
                sums.append(
                    DollarAmount(**common, value=value * 10**6, step="100000", currency="USD", measure="raised")
                )
    outcome = reconcile(articles, [*shares, *sums], contests)
    for kind, made in (
        ("articles", articles), ("vote_percentages", shares), ("dollar_amounts", sums), ("contests", contests),
        ("claims", outcome.claims), ("reconciliations", outcome.reconciliations),
    ):  # fmt: skip
        write_part(run, kind, 0, made)


def decide(run: Path, count: int) -> None:
    """So many questions accepted, and every tenth of them without one of its records."""
    decided = decisions.read(run)
    sheets = [sheet for sheet, _ in zip(decided.sheets(), range(count), strict=False)]
    now = dt.datetime(2031, 11, 20, tzinfo=dt.UTC)
    pen = decisions.Pen("bench", now, run.name, decided.material, decided.book)
    events = [pen.accept(sheet) for sheet in sheets]
    events += [pen.reject(sheet, sheet.claims[:1]) for sheet in sheets[::10]]
    decisions.append(run, lambda _history: events)


def ask(address: str, path: str, form: dict[str, str] | None = None) -> tuple[float, int, str]:
    """Seconds, bytes and text of one answer; redirects are not followed."""
    parts = urlsplit(address)
    began = time.perf_counter()
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
    text = connection.getresponse().read().decode()
    connection.close()
    return time.perf_counter() - began, len(text), text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=5_000)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--decided", type=int, default=500)
    options = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        make_run(run, options.questions, options.records)
        decide(run, options.decided)
        began = time.perf_counter()
        command = [sys.executable, "-m", "extractor.cli", "review", str(run), "--who", "bench"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
            line = next(text for text in desk.stderr or () if "open at" in text)
            address = line.split("open at ")[1].split()[0]
            ask(address, "/keys")
            console.print(f"opened in {time.perf_counter() - began:.1f} s, {processor(desk.pid):.1f} s of processor")
            measure(console, address, desk.pid)
            console.print(f"at most {peak_megabytes(desk.pid)} MB")
            desk.terminate()


def processor(process: int) -> float:
    """Seconds of processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_megabytes(process: int) -> int:
    """The most memory that a process ever held."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def measure(console: Console, address: str, process: int) -> None:
    """Each page, asked for again and again."""
    queue = ask(address, "/?show=all")[2]
    questions = re.findall(r'href="(/question/[0-9a-f]+)', queue)
    person = re.search(r'href="(/person[^"]+)', ask(address, "/people")[2])
    pages = {
        "queue": ["/"],
        "queue, all, page 20": ["/?show=all&page=20"],
        "search, one word": ["/?show=all&words=quill"],
        "search, three words": ["/?show=all&words=ward+clerks+quill"],
        "question": [f"{question}?show=all" for question in questions],
        "people": ["/people"],
        "person": [person[1] if person else "/people"],
        "article": ["/article?id=a0&start=10&end=30"],
        "decisions": ["/decisions"],
    }
    table = Table("page", "median, ms", "slowest, ms", "processor, ms", "kB", box=SIMPLE_HEAD)

    def add(name: str, asked: list[tuple[str, dict[str, str] | None]]) -> None:
        before = processor(process)
        answers = [ask(address, path, form) for path, form in asked]
        spent = 1000 * (processor(process) - before) / len(answers)
        times = [1000 * answer[0] for answer in answers]
        size = max(answer[1] for answer in answers) / 1000
        table.add_row(name, f"{statistics.median(times):.0f}", f"{max(times):.0f}", f"{spent:.0f}", f"{size:.0f}")

    for name, paths in pages.items():
        add(name, [(paths[i % len(paths)], None) for i in range(ASKED)])
    forms: list[tuple[str, dict[str, str] | None]] = []
    for question in questions[:ASKED]:
        page = ask(address, question)[2]
        forms.append((f"{question}/accept", dict(re.findall(r'name="(token|version)" value="([^"]+)"', page))))
    add("accept (saved, on the disk)", forms)
    console.print(table)


if __name__ == "__main__":
    main()
