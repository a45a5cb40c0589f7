"""A batch: inputs → chunks of articles → what they know together → records, part by part.

Each step is a function of files: it can be taken up again where it stopped, and one worker and many write the same bytes.

    read      inputs        → articles/part-*.parquet, intake.json   (copies marked, rejects kept)
    learn     articles part → learned/part-*.json, all merged        → knowledge.json
    extract   articles part + knowledge → one part of every kind of record
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from spacy.language import Language

from extractor import __version__
from extractor.intake.limits import LimitError, time_limit
from extractor.language.found import Knowledge
from extractor.language.pipeline import load_pipeline
from extractor.linking.extract import learn, read
from extractor.linking.knowledge import merge
from extractor.linking.place import RECORD_KINDS
from extractor.records import SCHEMA_VERSION, Article, Rejected
from extractor.runs.reading import Admission, Intake, Progress, admit, intake_rejects, read_inputs
from extractor.runs.settings import Settings
from extractor.runs.store import StoreError, part_path, parts, read_part, write_json, write_part
from extractor.runs.tally import Tally
from extractor.runs.workers import Begin, RunError, Workers

__all__ = ["Admission", "Progress", "RunError", "Settings", "admit", "extract_batch", "merge"]

# The last processes of a run that was killed need a moment to notice.
LOCK_SECONDS = 2.0


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
    with open_run(run, settings, resume=resume):
        held = read_inputs(settings, run, progress)
        tally = finish(run, settings, held, workers=workers, progress=progress)
        write_manifest(run, settings, held, tally, {"started": started, "seconds": round(time.monotonic() - began, 2)})
    return tally


def finish(run: Path, settings: Settings, held: Intake, *, workers: int, progress: Progress) -> Tally:
    """Learn and extract every part that is not done yet; returns the books of the whole run, balanced."""
    chunks, total, done = range(len(held.totals)), sum(held.totals), 0
    for path in parts(run, "articles")[len(chunks) :]:
        path.unlink()  # written for a retry that was stopped before it counted them
    with Workers(workers, settings.article_seconds) as pool:
        learn_all(run, settings, held, pool, progress)
        task = partial(extract_chunk, run, settings.model, settings.article_seconds)
        rejected = 0
        for chunk, rejects in zip(chunks, pool.each(task, chunks), strict=True):
            rejected += rejects
            done += held.totals[chunk]
            progress("extracting", done, total)
    tally = Tally(**held.tally.as_dict())
    tally.rejected += rejected
    tally.extracted -= rejected
    tally.check()
    gather_rejects(run, held)
    return tally


def write_manifest(run: Path, settings: Settings, held: Intake, tally: Tally, when: Mapping[str, object]) -> None:
    """What was read with what, and what came of it."""
    versions = {"extractor": __version__, "python": platform.python_version(), "spacy": version("spacy")}
    data = {
        "schema_version": SCHEMA_VERSION,
        "versions": versions,
        "fingerprint": settings.fingerprint(),
        "settings": asdict(settings),
        "inputs": held.inputs,
        "articles": tally.as_dict(),
        "chunks": len(held.totals),
    }
    write_json(run / "manifest.json", {**data, **when})


@contextmanager
def open_run(run: Path, settings: Settings, *, resume: bool) -> Iterator[None]:
    """Make the folder, or see that what is there is this run; nobody else works in it meanwhile."""
    state = run / "state.json"
    if run.exists() and not run.is_dir():
        raise RunError(f"{run}: a file; expected a folder for the run")
    if state.exists():
        if not resume:
            raise RunError(f"{run}: holds a run already; go on with --resume, or name another folder")
        (held,) = TypeAdapter(dict[str, str]).validate_json(state.read_bytes()).values()
        if held != settings.fingerprint():
            raise RunError(f"{run}: was begun with other inputs, options or another version; name another folder")
    elif run.exists() and any(path.name != "state.json.tmp" for path in run.iterdir()):
        raise RunError(f"{run}: is not empty and holds no run; name another folder")
    run.mkdir(parents=True, exist_ok=True)
    with lock(run):
        if not state.exists():
            write_json(state, {"fingerprint": settings.fingerprint()})
        for left in run.rglob("*.tmp"):
            left.unlink(missing_ok=True)
        yield


@contextmanager
def lock(run: Path) -> Iterator[None]:
    """One process at a time works in a run folder. The lock ends with the process, however it ends.

    Raises RunError when another one is at work.
    """
    try:
        import fcntl
    except ImportError:  # no such locks on Windows
        yield
        return
    folder = os.open(run, os.O_RDONLY)
    try:
        until = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise RunError(f"{run}: another process is working on this run; wait for it, or stop it") from None
                time.sleep(0.05)
        yield
    finally:
        os.close(folder)


# Learn ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Learned:
    """What articles spell out for each other, and those that could not be read at all: id → reason."""

    knowledge: Knowledge
    refused: dict[str, str] = field(default_factory=dict)


LEARNED = TypeAdapter(Learned)


def learn_all(run: Path, settings: Settings, held: Intake, pool: Workers, progress: Progress) -> None:
    """What all parts spell out together, in knowledge.json. Every part is learnt once, whenever it is taken up again."""
    chunks, done = range(len(held.totals)), 0
    if not (run / "knowledge.json").exists():
        task = partial(learn_chunk, run, settings.article_seconds)
        for chunk, _ in zip(chunks, pool.each(task, chunks), strict=True):
            done += held.totals[chunk]
            progress("learning", done, sum(held.totals))
        pieces = [LEARNED.validate_json(learned_path(run, chunk).read_bytes()) for chunk in chunks]
        refused = {article: reason for piece in pieces for article, reason in piece.refused.items()}
        merged = Learned(merge(piece.knowledge for piece in pieces), refused)
        write_json(run / "knowledge.json", LEARNED.dump_python(merged, mode="json"))
    shutil.rmtree(run / "learned", ignore_errors=True)


def learned_path(run: Path, chunk: int) -> Path:
    """Where it stands what one part of the articles spells out."""
    return run / "learned" / f"part-{chunk:05d}.json"


def learn_chunk(run: Path, seconds: float, chunk: int, refused: Mapping[str, str], begin: Begin) -> None:
    """What one part of the articles spells out. Rules alone: what a text says in full needs no model to be read."""
    if learned_path(run, chunk).exists():
        return
    nlp = _pipeline("none")
    found: list[Knowledge] = []
    unread = dict(refused)
    with nlp.memory_zone():
        for article in _originals(run, chunk):
            if article.id in unread:
                continue
            begin(article.id)
            try:
                with time_limit(seconds):
                    found.append(learn([article], nlp))
            except LimitError as error:
                unread[article.id] = str(error)
            except Exception:
                continue  # the second pass reads it again, and says what is wrong
        begin("")
    write_json(learned_path(run, chunk), LEARNED.dump_python(Learned(merge(found), unread), mode="json"))


# Extract --------------------------------------------------------------------------------------------------------------

_loaded: dict[str, Language] = {}


def _pipeline(model: str) -> Language:
    """One pipeline of each kind a process."""
    if model not in _loaded:
        _loaded[model] = load_pipeline(model)
    return _loaded[model]


@lru_cache(maxsize=1)
def _known(path: Path, _written: int) -> Learned:
    return LEARNED.validate_json(path.read_bytes())


def _originals(run: Path, chunk: int) -> list[Article]:
    return [article for article in read_part(part_path(run, "articles", chunk), Article) if not article.duplicate_of]


def extract_chunk(run: Path, model: str, seconds: float, chunk: int, refused: Mapping[str, str], begin: Begin) -> int:
    """The records of one part of the articles, as parts; returns how many articles were rejected.

    A chunk whose last part stands is done already.
    """
    last = part_path(run, "rejected", chunk)
    if last.exists():
        try:
            return len(list(read_part(last, Rejected)))
        except StoreError:
            last.unlink()
    knowledge = run / "knowledge.json"
    learned = _known(knowledge, knowledge.stat().st_mtime_ns)
    refused = {**learned.refused, **refused}
    nlp = _pipeline(model)
    found: dict[str, list[Any]] = {kind: [] for kind in RECORD_KINDS}
    rejected: list[Rejected] = []
    with nlp.memory_zone():
        for article in _originals(run, chunk):
            if article.id in refused:
                rejected.append(_rejected(article, "limits", refused[article.id]))
                continue
            begin(article.id)
            try:
                with time_limit(seconds):
                    records = read(article, nlp, learned.knowledge)
            except LimitError as error:
                rejected.append(_rejected(article, "limits", str(error)))
                continue
            except Exception as error:
                rejected.append(_rejected(article, "extract", f"{type(error).__name__}: {error}"))
                continue
            for kind, made in records.by_kind():
                found[kind] += made
        begin("")
    for kind, made in found.items():
        unique = list({record.key: record for record in made}.values()) if kind == "contests" else made
        write_part(run, kind, chunk, unique)
    write_part(run, "rejected", chunk, rejected)
    return len(rejected)


def _rejected(article: Article, stage: str, reason: str) -> Rejected:
    return Rejected.model_validate(
        {"input": article.source_file or "?", "stage": stage, "reason": reason, "article_id": article.id}
    )


def gather_rejects(run: Path, held: Intake) -> None:
    """rejected.jsonl: those of the reading, then those of the extraction, in the order of the input."""
    whole = run / "rejected.jsonl.tmp"
    with whole.open("w", encoding="utf-8") as out:
        with intake_rejects(run, held).open(encoding="utf-8") as lines:
            shutil.copyfileobj(lines, out)
        for chunk in range(len(held.totals)):
            for item in read_part(part_path(run, "rejected", chunk), Rejected):
                out.write(item.model_dump_json() + "\n")
    whole.replace(run / "rejected.jsonl")
