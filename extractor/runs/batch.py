"""A batch: inputs → chunks of articles → what they know together → records, part by part.

Each step is a function of files: it can be taken up again where it stopped, and one worker and many write the same bytes.

    intake    inputs        → articles/part-*.parquet, intake.json   (copies marked, rejects kept)
    learn     articles part → knowledge, merged over all parts       → knowledge.json
    extract   articles part + knowledge → one part of every kind of record
"""

from __future__ import annotations

import datetime as dt
import hashlib
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter
from spacy.language import Language

from extractor import __version__
from extractor.intake.articles import list_inputs, read_source
from extractor.language.found import Knowledge
from extractor.language.pipeline import DEFAULT_MODEL, load_pipeline
from extractor.linking.extract import learn, read
from extractor.linking.knowledge import merge
from extractor.linking.place import RECORD_KINDS
from extractor.records import SCHEMA_VERSION, Article, Rejected, content_id
from extractor.runs.store import StoreError, part_path, read_part, write_json, write_lines, write_part
from extractor.runs.tally import Tally

T = TypeVar("T")
Progress = Callable[[str, int, int | None], None]  # stage, articles done, articles in all (None: not known yet)

# A chunk is what a killed run loses and what a worker holds in memory: seconds of work, megabytes of text.
CHUNK_ARTICLES = 200
CHUNK_CHARS = 4_000_000
# A shorter text says nothing about copying: two articles may both read "Polls have closed".
MIN_COPY_CHARS = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was told; kept in its manifest, and compared when it is taken up again."""

    inputs: tuple[str, ...]
    mapping: dict[str, str] = field(default_factory=dict)
    model: str = DEFAULT_MODEL
    encoding: str | None = None

    def fingerprint(self) -> str:
        """The same for runs whose records may stand in one folder."""
        return content_id(__version__, self.inputs, sorted(self.mapping.items()), self.model, self.encoding)


class RunError(RuntimeError):
    """A run that cannot begin or go on, with what to do about it."""


def quiet(stage: str, done: int, total: int | None) -> None:
    """No progress."""


def extract_batch(
    settings: Settings, run: Path, *, workers: int = 1, resume: bool = False, progress: Progress = quiet
) -> Tally:
    """Read every input into the run folder; returns the books, balanced.

    Raises RunError for a folder that holds another run, InputError for inputs that are not there.
    """
    began = time.monotonic()
    started = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    _open(run, settings, resume=resume)
    chunks, tally, rejected, totals = _intake(settings, run, progress)
    total = sum(totals)
    with _Workers(workers, settings.model) as pool:
        knowledge = _learn(run, chunks, totals, pool, progress)
        done = 0
        for chunk, late in zip(
            chunks,
            pool.each(partial(extract_chunk, run, knowledge=knowledge, model=settings.model), chunks),
            strict=True,
        ):
            rejected += late
            tally.rejected += len(late)
            tally.extracted -= len(late)
            done += totals[chunk]
            progress("extracting", done, total)
    write_lines(run / "rejected.jsonl", rejected)
    tally.check()
    write_json(
        run / "manifest.json",
        {
            "schema_version": SCHEMA_VERSION,
            "versions": {"extractor": __version__, "python": platform.python_version(), "spacy": version("spacy")},
            "fingerprint": settings.fingerprint(),
            "settings": asdict(settings),
            "inputs": [_hash(source) for source in list_inputs(settings.inputs)],
            "articles": tally.as_dict(),
            "chunks": len(chunks),
            "started": started,
            "seconds": round(time.monotonic() - began, 2),
        },
    )
    return tally


def _open(run: Path, settings: Settings, *, resume: bool) -> None:
    """Make the folder, or see that what is there is this run."""
    state = run / "state.json"
    if run.exists() and not run.is_dir():
        raise RunError(f"{run}: a file; expected a folder for the run")
    if state.exists():
        if not resume:
            raise RunError(f"{run}: holds a run already; go on with --resume, or name another folder")
        (held,) = TypeAdapter(dict[str, str]).validate_json(state.read_bytes()).values()
        if held != settings.fingerprint():
            raise RunError(f"{run}: was begun with other inputs, options or another version; name another folder")
    elif run.exists() and any(run.iterdir()):
        raise RunError(f"{run}: is not empty and holds no run; name another folder")
    write_json(state, {"fingerprint": settings.fingerprint()})


# Intake ---------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Intake:
    """What the first step leaves for those that follow."""

    tally: Tally
    totals: list[int]
    rejected: list[Rejected]


_INTAKE = TypeAdapter(_Intake)


def _intake(settings: Settings, run: Path, progress: Progress) -> tuple[range, Tally, list[Rejected], list[int]]:
    done = run / "intake.json"
    if not done.exists():
        held = _read_inputs(settings, run, progress)
        write_json(done, _INTAKE.dump_python(held, mode="json"))
    held = _INTAKE.validate_json(done.read_bytes())
    return range(len(held.totals)), held.tally, held.rejected, held.totals


def _read_inputs(settings: Settings, run: Path, progress: Progress) -> _Intake:
    held = _Intake(Tally(), [], [])
    chunk: list[Article] = []
    chars = 0

    def flush() -> None:
        nonlocal chars
        if chunk:
            write_part(run, "articles", len(held.totals), chunk)
            held.totals.append(len(chunk))
            chunk.clear()
            chars = 0

    for item in admit(_all(settings), held.tally):
        if isinstance(item, Rejected):
            held.rejected.append(item)
            continue
        chunk.append(item)
        chars += len(item.text)
        if len(chunk) >= CHUNK_ARTICLES or chars >= CHUNK_CHARS:
            flush()
            progress("reading", held.tally.read, None)
    flush()
    progress("reading", held.tally.read, held.tally.read)
    return held


def _all(settings: Settings) -> Iterator[Article | Rejected]:
    for source in list_inputs(settings.inputs):
        yield from read_source(source, settings.mapping, settings.encoding)


def admit(items: Iterator[Article | Rejected], tally: Tally) -> Iterator[Article | Rejected]:
    """Mark copies, keep ids apart, and count: every item leaves as extracted, duplicate or rejected.

    The first article with a text is the original, in the order of the input; a second article under a used id gets the hash of its text added.
    """
    originals: dict[str, str] = {}
    used: set[str] = set()
    for item in items:
        tally.read += 1
        if isinstance(item, Rejected):
            tally.rejected += 1
            yield item
            continue
        changes: dict[str, Any] = {}
        if item.id in used:
            changes["id"] = _free_id(item, used)
        if len(item.text) >= MIN_COPY_CHARS:
            original = originals.setdefault(item.content_hash, changes.get("id", item.id))
            if original != changes.get("id", item.id):
                changes["duplicate_of"] = original
        article = item.model_copy(update=changes) if changes else item
        used.add(article.id)
        if article.duplicate_of:
            tally.duplicate += 1
        else:
            tally.extracted += 1
        yield article


def _free_id(article: Article, used: set[str]) -> str:
    """`id` made different by what the article says, then by its place among those that say the same."""
    base = candidate = f"{article.id}~{article.content_hash[:8]}"
    copies = 1
    while candidate in used:
        copies += 1
        candidate = f"{base}-{copies}"
    return candidate


# Learn and extract ----------------------------------------------------------------------------------------------------

_KNOWLEDGE = TypeAdapter(Knowledge)
_loaded: dict[str, Language] = {}


def _pipeline(model: str) -> Language:
    """One pipeline of each kind a process."""
    if model not in _loaded:
        _loaded[model] = load_pipeline(model)
    return _loaded[model]


def _originals(run: Path, chunk: int) -> list[Article]:
    return [article for article in read_part(part_path(run, "articles", chunk), Article) if not article.duplicate_of]


def learn_chunk(run: Path, chunk: int) -> Knowledge:
    """What one part of the articles spells out. Rules alone: what a text says in full needs no model to be read."""
    return learn(_originals(run, chunk), _pipeline("none"))


def _learn(run: Path, chunks: Sequence[int], totals: Sequence[int], pool: _Workers, progress: Progress) -> Knowledge:
    kept = run / "knowledge.json"
    if kept.exists():
        return _KNOWLEDGE.validate_json(kept.read_bytes())
    found: list[Knowledge] = []
    done = 0
    for chunk, knowledge in zip(chunks, pool.each(partial(learn_chunk, run), chunks), strict=True):
        found.append(knowledge)
        done += totals[chunk]
        progress("learning", done, sum(totals))
    merged = merge(found)
    write_json(kept, _KNOWLEDGE.dump_python(merged, mode="json"))
    return merged


def extract_chunk(run: Path, chunk: int, *, knowledge: Knowledge, model: str) -> list[Rejected]:
    """The records of one part of the articles, as parts; returns what could not be extracted.

    A chunk whose last part stands is done already.
    """
    last = part_path(run, "rejected", chunk)
    if last.exists():
        try:
            return list(read_part(last, Rejected))
        except StoreError:
            last.unlink()
    nlp = _pipeline(model)
    found: dict[str, list[Any]] = {kind: [] for kind in RECORD_KINDS}
    rejected: list[Rejected] = []
    for article in _originals(run, chunk):
        try:
            records = read(article, nlp, knowledge)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            rejected.append(
                Rejected(
                    input=article.source_file or "?", place=None, stage="extract", reason=reason, article_id=article.id
                )
            )
            continue
        for kind, made in records.by_kind():
            found[kind] += made
    for kind, made in found.items():
        write_part(
            run, kind, chunk, list({record.key: record for record in made}.values()) if kind == "contests" else made
        )
    write_part(run, "rejected", chunk, rejected)
    return rejected


class _Workers:
    """One process or many: `each` gives the results in the order of the tasks either way."""

    def __init__(self, workers: int, model: str) -> None:
        self._pool = (
            ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_warm, initargs=(model,))
            if workers > 1
            else None
        )

    def each(self, task: Callable[[int], T], chunks: Sequence[int]) -> Iterator[T]:
        return self._pool.map(task, chunks) if self._pool else map(task, chunks)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _warm(model: str) -> None:
    _pipeline(model)


def _hash(source: str) -> dict[str, object]:
    if source == "-":
        return {"path": "-"}
    path = Path(source)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"path": source, "bytes": path.stat().st_size, "sha256": digest}
