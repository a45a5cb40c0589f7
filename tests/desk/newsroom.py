"""A small settled run of invented articles: agreement, contradiction, an official table, two spellings of one person, and a hostile paper."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.desk.serve import opened
from extractor.reconcile import read_reference
from extractor.runs.batch import extract_batch
from extractor.runs.settings import Settings
from extractor.runs.settle import settle_run

SCRIPT = "<script>document.title = 'stolen'</script>"
FORMULA = '=HYPERLINK("http://evil.example","click")'
OTHER_NEWS = " The library on Quay Street stays open late this week, and the ferry keeps its winter hours until the end of the month."

ARTICLES = [
    ("echo", "Harbour Echo", "2031-11-05", "Dana Quill won the Alder mayoral election on Tuesday with 52.3 percent of the vote, and Tom Roper had 44.1 percent."),
    ("courier", "Marsh Courier", "2031-11-05", "In the Alder mayoral election, Dana Quill won 52.3 percent of the vote. Quill raised $1.2 million for the race."),
    ("wire", "Valley Wire", "2031-11-06", "Dana Quill took 53.2 percent of the vote in the Alder mayoral election. Tom Roper took 44.1 percent."),
    ("ledger", "Tidewater Ledger", "2031-11-06", "Dana Quill raised $1.4 million in the Alder mayoral election, far more than Tom Roper, who raised $300,000."),
    ("gazette", "Alder Gazette", "2031-11-07", "Dayna Quill raised $1.2 million in the Alder mayoral election."),
    ("hostile", f"Evil {SCRIPT}", "2031-11-06", f"{SCRIPT} Dana Quill won 52 percent of the vote in the Alder mayoral election. “Count {SCRIPT} again,” said Tom Roper."),
    ("sheet", FORMULA, "2031-11-06", "Turnout in the Alder mayoral election was 61 percent. Tom Roper got 44 percent of the vote."),
]  # fmt: skip
OFFICIAL = """county,precinct,office,district,party,candidate,votes
Alder,,Mayor,,,Dana Quill,52310
Alder,,Mayor,,,Tom Roper,43120
Alder,,Mayor,,,Write-ins,4570
"""


def make_run(folder: Path, *, official: str | None = None, leave_out: tuple[str, ...] = ()) -> Path:
    """The articles read and settled in a new run folder, some of them left out."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "articles.jsonl"
    with source.open("w", encoding="utf-8") as out:
        for identity, outlet, published, text in ARTICLES:
            if identity not in leave_out:
                article = {"id": identity, "outlet": outlet, "published": published, "text": f"{text}{OTHER_NEWS} {identity}", "title": f"{outlet}: results", "url": "javascript:alert(1)" if identity == "hostile" else f"https://{identity}.example/1"}  # fmt: skip
                out.write(json.dumps(article) + "\n")
    run = folder / "run"
    extract_batch(Settings(inputs=(str(source),), model="none"), run)
    reference = []
    if official is not None:
        table = folder / "official.csv"
        table.write_text(official, encoding="utf-8")
        reference = read_reference(table)
    settle_run(run, reference)
    return run


def copy_run(run: Path, folder: Path) -> Path:
    """The same run somewhere else, for a test that writes to it."""
    return Path(shutil.copytree(run, folder / run.name))


@contextmanager
def open_desk(run: Path, **options: object) -> Iterator[str]:
    """A real desk on a port of this machine; its address."""
    with opened(run, **{"who": "ann", **options}) as (address, keep_open, stop):
        thread = threading.Thread(target=keep_open)
        thread.start()
        try:
            yield address
        finally:
            stop()
            thread.join()
