"""The first step of a batch: inputs → parts of articles, with copies marked, ids kept apart and every reject kept.

intake.json is written last: while it is missing the step begins again and writes every part anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from extractor.intake.articles import list_inputs, read_source
from extractor.intake.formats.shapes import printable
from extractor.records import Article, Rejected
from extractor.runs.folder import whole_file
from extractor.runs.settings import Settings
from extractor.runs.store import write_json, write_part
from extractor.runs.tally import Tally

Progress = Callable[[str, int, int | None], None]  # stage, articles done, articles in all (None: not known yet)

# A chunk is what a killed run loses and what a worker holds in memory: seconds of work, megabytes of text.
CHUNK_ARTICLES = 200
CHUNK_CHARS = 4_000_000
# A shorter text says nothing about copying: two articles may both read "Polls have closed".
MIN_COPY_CHARS = 200
# What is held in memory of the ids and hashes of a batch; the rest waits on disk.
_CACHE_KILOBYTES = 16_000


@dataclass(slots=True)
class Intake:
    """What the first step leaves for those that follow: the books so far, the articles of each part, the inputs' hashes.

    `tries` tells which file of rejects is the valid one: a retry writes another, and counts when it is whole.
    """

    tally: Tally
    totals: list[int]
    inputs: list[dict[str, Any]]
    tries: int = 0


INTAKE = TypeAdapter(Intake)


def read_inputs(settings: Settings, run: Path, progress: Progress) -> Intake:
    """Every input as articles in parts; at once when that is done already."""
    done = run / "intake.json"
    if not done.exists():
        held = _read(settings, run, progress)
        held.inputs = [hash_input(source) for source in list_inputs(settings.inputs)]
        write_json(done, INTAKE.dump_python(held, mode="json"))
    return INTAKE.validate_json(done.read_bytes())


def intake_rejects(run: Path, held: Intake) -> Path:
    """Where the rejects of this step stand, one a line."""
    return run / "intake" / f"rejected-{held.tries}.jsonl"


def _read(settings: Settings, run: Path, progress: Progress) -> Intake:
    held = Intake(Tally(), [], [])
    parts = Parts(run, held.totals)
    told = 0
    with whole_file(intake_rejects(run, held)) as rejects, rejects.open("w", encoding="utf-8") as out:
        for item in admit(_all(settings), Admission(held.tally)):
            if isinstance(item, Rejected):
                out.write(item.model_dump_json() + "\n")
            else:
                parts.add(item)
            if held.tally.read - told >= CHUNK_ARTICLES:
                told = held.tally.read
                progress("reading", told, None)
    parts.flush()
    progress("reading", held.tally.read, held.tally.read)
    return held


class Parts:
    """Articles gathered into parts; `totals` grows by one number a part."""

    def __init__(self, run: Path, totals: list[int]) -> None:
        self._run = run
        self._totals = totals
        self._chunk: list[Article] = []
        self._chars = 0

    def add(self, article: Article) -> None:
        """Keep it; a full part is written."""
        self._chunk.append(article)
        self._chars += len(article.text)
        if len(self._chunk) >= CHUNK_ARTICLES or self._chars >= CHUNK_CHARS:
            self.flush()

    @staticmethod
    def is_full(articles: Sequence[Article]) -> bool:
        """Whether these are a part to which none is added any more."""
        return len(articles) >= CHUNK_ARTICLES or sum(len(article.text) for article in articles) >= CHUNK_CHARS

    def flush(self) -> None:
        """Write what is kept, if anything."""
        if self._chunk:
            write_part(self._run, "articles", len(self._totals), self._chunk)
            self._totals.append(len(self._chunk))
            self._chunk, self._chars = [], 0


def _all(settings: Settings) -> Iterator[Article | Rejected]:
    for source in list_inputs(settings.inputs):
        yield from read_source(source, settings.mapping, settings.encoding)


class Admission:
    """The books, and what is known of the articles that came before: their ids, and who had which text first.

    It lies in a temporary database on disk, so that memory does not grow with the batch.
    """

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._known = sqlite3.connect("")  # no name: a file of its own that goes when it is closed
        self._known.executescript(
            f"""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE_KILOBYTES};
            CREATE TABLE ids (id TEXT PRIMARY KEY, clashes INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
            CREATE TABLE texts (hash TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
            """
        )

    def know(self, article: Article) -> None:
        """An article that was admitted earlier."""
        self._known.execute("INSERT OR IGNORE INTO ids (id) VALUES (?)", (article.id,))
        if len(article.text) >= MIN_COPY_CHARS and not article.duplicate_of:
            self._known.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (article.content_hash, article.id))

    def is_used(self, identity: str) -> bool:
        """Whether an earlier article has this id."""
        return self._known.execute("SELECT 1 FROM ids WHERE id = ?", (identity,)).fetchone() is not None

    def original(self, article: Article) -> str | None:
        """The first article with the same text; None for a text too short to say anything about copying."""
        if len(article.text) < MIN_COPY_CHARS:
            return None
        found = self._known.execute("SELECT id FROM texts WHERE hash = ?", (article.content_hash,)).fetchone()
        return str(found[0]) if found else None

    def free_id(self, article: Article) -> str:
        """Its id made different by what the article says, then by its place among those that say the same."""
        base = candidate = f"{article.id}~{article.content_hash[:8]}"
        while self.is_used(candidate):
            # Counted, not tried one after the other: a dump may have one id for a million articles.
            self._known.execute("UPDATE ids SET clashes = clashes + 1 WHERE id = ?", (base,))
            (number,) = self._known.execute("SELECT clashes FROM ids WHERE id = ?", (base,)).fetchone()
            candidate = f"{base}-{number}"
        return candidate


def admit(items: Iterator[Article | Rejected], admission: Admission) -> Iterator[Article | Rejected]:
    """Mark copies, keep ids apart, and count: every item leaves as extracted, duplicate or rejected.

    The first article with a text is the original, in the order of the input; a second article under a used id gets the hash of
    its text added.
    """
    tally = admission.tally
    for item in items:
        tally.read += 1
        if isinstance(item, Rejected):
            tally.rejected += 1
            yield item
            continue
        changes: dict[str, Any] = {}
        if admission.is_used(item.id):
            changes["id"] = admission.free_id(item)
        if (original := admission.original(item)) is not None:
            changes["duplicate_of"] = original
        article = item.model_copy(update=changes) if changes else item
        admission.know(article)
        if article.duplicate_of:
            tally.duplicate += 1
        else:
            tally.extracted += 1
        yield article


def hash_input(source: str) -> dict[str, Any]:
    """Path, size and SHA-256 of an input that is a file; its name alone otherwise."""
    path = Path(source)
    if not path.is_file():
        return {"path": printable(source)}
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return {"path": printable(source), "bytes": path.stat().st_size, "sha256": digest}
    except OSError:
        return {"path": printable(source)}  # its rejection says why
