"""A batch: inputs → chunks of articles → what they know together → records, part by part.

Each step is a function of files: it can be taken up again where it stopped, and one worker, many, or a cluster write the same
bytes.

    read      inputs        → articles/part-*.parquet, intake.json   (copies marked, rejects kept)
    learn     articles part → learned/part-*.json, all merged        → knowledge.json
    extract   articles part + knowledge → one part of every kind of record
    copies    articles part → signatures/part-*, all compared        → copies/part-*.parquet
"""

from __future__ import annotations

import datetime as dt
import hashlib
import platform
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter
from spacy.language import Language

from extractor import __version__
from extractor.intake.limits import LimitError, time_limit
from extractor.language.found import Knowledge
from extractor.language.known import look_up
from extractor.language.pipeline import load_pipeline
from extractor.linking.extract import learn, read
from extractor.linking.knowledge import merge
from extractor.linking.place import RECORD_KINDS
from extractor.records import SCHEMA_VERSION, Article, Rejected
from extractor.runs.cluster import Cluster
from extractor.runs.errors import RunError, StoreError
from extractor.runs.folder import is_remote, local_file, remove, system_of, whole_file
from extractor.runs.lock import Lock, lock
from extractor.runs.reading import Admission, Intake, Progress, admit, intake_rejects, read_inputs
from extractor.runs.settings import Settings, Shard
from extractor.runs.store import forget_settled, part_path, parts, read_part, write_json, write_part
from extractor.runs.tally import Tally
from extractor.runs.workers import Begin, Task, Workers

__all__ = ["Admission", "Progress", "RunError", "Settings", "Shard", "admit", "extract_batch", "lock", "merge"]


def quiet(stage: str, done: int, total: int | None) -> None:
    """No progress."""


def extract_batch(
    settings: Settings,
    run: Path,
    *,
    workers: int = 1,
    cluster: str | None = None,
    shard: Shard | None = None,
    resume: bool = False,
    allow_mixed: bool = False,
    progress: Progress = quiet,
) -> Tally:
    """Read every input into the run folder; returns the books, balanced.

    cluster: where the work is done instead of in `workers` processes here: `local`, `local:4`, or a Dask scheduler.
    shard: one of several processes that work in this folder at once; it does its share, then what the others have not done.
    allow_mixed: go on in a folder that was begun with other options or another version.
    Raises RunError for a folder that holds another run, InputError for inputs that are not there.
    """
    began = time.monotonic()
    started = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    _check_reach(run, workers, cluster)
    if cluster is not None and not is_remote(run):
        run = run.resolve()  # the machines of a cluster stand in folders of their own
    with open_run(run, settings, resume=resume or shard is not None, shard=shard, allow_mixed=allow_mixed) as held_lock:
        held = read_inputs(settings, run, progress)
        if shard is not None:
            held_lock.share()
        tally = finish(run, settings, held, workers=workers, cluster=cluster, shard=shard, progress=progress)
        write_manifest(run, settings, held, tally, {"started": started, "seconds": round(time.monotonic() - began, 2)})
    return tally


def _check_reach(run: Path, workers: int, cluster: str | None) -> None:
    if is_remote(run) and "memory" in system_of(run).protocol and (workers > 1 or cluster is not None):
        raise RunError(f"{run}: this memory is one process's own; give --workers 1, or an address that all can reach")


def finish(
    run: Path,
    settings: Settings,
    held: Intake,
    *,
    workers: int,
    cluster: str | None = None,
    shard: Shard | None = None,
    progress: Progress,
) -> Tally:
    """Learn and extract every part that is not done yet; returns the books of the whole run, balanced."""
    count, total, done = len(held.totals), sum(held.totals), 0
    forget_settled(run)
    for path in parts(run, "articles")[count:]:
        path.unlink()  # written for a retry that was stopped before it counted them, or by a reading of other files
    chunks = turns(count, shard)
    with Cluster(cluster, settings.article_seconds) if cluster else Workers(workers, settings.article_seconds) as pool:
        stamp = learn_all(run, settings, held, chunks, pool, progress)
        task: Task[int] = partial(extract_chunk, run, settings.model, settings.article_seconds, stamp)
        rejected = 0
        for chunk, rejects in zip(chunks, pool.each(task, chunks), strict=True):
            rejected += rejects
            done += held.totals[chunk]
            progress("extracting", done, total)
        find_copies(run, held, chunks, pool, progress)
    tally = Tally(**held.tally.as_dict())
    tally.rejected += rejected
    tally.extracted -= rejected
    tally.check()
    gather_rejects(run, held)
    return tally


def find_copies(run: Path, held: Intake, chunks: Sequence[int], pool: Workers | Cluster, progress: Progress) -> None:
    """Which articles are copies of which, unless that is known."""
    # Brings the package that settles: one article on a terminal is not to wait for it.
    from extractor.runs.copies import has_copies, sign_chunk, write_copies

    if has_copies(run, held.totals):
        return
    task: Task[None] = partial(sign_chunk, run)
    done, total = 0, sum(held.totals)
    for chunk, _ in zip(chunks, pool.each(task, chunks), strict=True):
        done += held.totals[chunk]
        progress("comparing", done, total)
    try:
        write_copies(run, held.totals)
    except FileNotFoundError:
        if not has_copies(run, held.totals):  # a process that shares the folder was quicker, and has cleared up
            raise


def turns(count: int, shard: Shard | None) -> list[int]:
    """The chunks in the order in which a process takes them: its own share, then the others', which it finds done or does.

    The others' are taken from their ends, so that two processes meet only over the last ones. Nobody waits for anybody: any
    one of them could do it all.

    >>> turns(7, Shard(2, 3))
    [1, 4, 5, 2, 6, 3, 0]
    """
    if shard is None:
        return list(range(count))
    shares = [range((shard.number - 1 + ahead) % shard.of, count, shard.of) for ahead in range(shard.of)]
    return [*shares[0], *(chunk for share in shares[1:] for chunk in reversed(share))]


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
    if mixed := run_state(run).get("mixed"):
        data["mixed"] = mixed
    write_json(run / "manifest.json", {**data, **when})


@contextmanager
def open_run(
    run: Path, settings: Settings, *, resume: bool, shard: Shard | None = None, allow_mixed: bool = False
) -> Iterator[Lock]:
    """Make the folder, or see that what is there is this run; nobody else works in it meanwhile, but those that share it."""
    state = run / "state.json"
    refuse_half_added(run)
    if run.exists() and not run.is_dir():
        raise RunError(f"{run}: a file; expected a folder for the run")
    if state.exists():
        if not resume:
            raise RunError(f"{run}: holds a run already; go on with --resume, or name another folder")
        _check_same(run, settings, allow_mixed=allow_mixed)
    elif run.exists() and any(not path.name.endswith(".tmp") for path in run.iterdir()):
        raise RunError(f"{run}: is not empty and holds no run; name another folder")
    run.mkdir(parents=True, exist_ok=True)
    with lock(run, wait_for=run / "intake.json" if shard is not None else None) as held:
        before = run_state(run)
        if before.get("fingerprint") != settings.fingerprint():
            mixed = [*before.get("mixed", ()), before["fingerprint"]] if before else []
            write_state(run, settings, mixed)
        if held.alone:
            sweep(run)
        yield held
        # Of several processes that share the folder the last one clears up.
        if held.take(alone=True):
            clear(run)


def clear(run: Path) -> None:
    """What only a run that is not finished needs goes, and half a file that a killed worker has left. Nobody else may be at work."""
    for needed in ("learned", "signatures"):
        remove(run / needed)
    sweep(run)


def sweep(run: Path) -> None:
    """Nothing half written stays; nobody else may be at work. An address holds nothing of the kind."""
    if not is_remote(run):
        for left in run.rglob("*.tmp"):
            left.unlink(missing_ok=True)


def added_path(run: Path) -> Path:
    """While this file stands, articles are being added to the run (`adding`)."""
    return run / "adding" / "ready.json"


def refuse_half_added(run: Path) -> None:
    """Raises RunError for a run to which articles are being added: nothing else may be done with it first."""
    if added_path(run).exists():
        raise RunError(f"{run}: articles were being added to this run; repeat the command with --add that did")


def write_state(run: Path, settings: Settings, mixed: Sequence[str] = ()) -> None:
    """With what the run is made. mixed: fingerprints of what else it was made with."""
    fingerprint = {"fingerprint": settings.fingerprint(), "inputs": settings.of_inputs()}
    write_json(run / "state.json", {**fingerprint, "mixed": list(mixed)} if mixed else fingerprint)


def run_state(run: Path) -> dict[str, Any]:
    """With what the run was begun; nothing when it was not."""
    state = run / "state.json"
    return TypeAdapter(dict[str, Any]).validate_json(state.read_bytes()) if state.exists() else {}


def _check_same(run: Path, settings: Settings, *, allow_mixed: bool) -> None:
    held = run_state(run)
    if held["fingerprint"] == settings.fingerprint():
        return
    if held["inputs"] != settings.of_inputs() and (run / "intake.json").exists():
        raise RunError(f"{run}: was begun with other inputs, and they have been read; name another folder")
    if not allow_mixed:
        raise RunError(
            f"{run}: was begun with other inputs, options or another version; name another folder, or go on with both in one (--allow-mixed)"
        )


# Learn ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Learned:
    """What articles spell out for each other, and those that could not be read at all: id → reason."""

    knowledge: Knowledge
    refused: dict[str, str] = field(default_factory=dict)


LEARNED = TypeAdapter(Learned)


def learn_all(
    run: Path, settings: Settings, held: Intake, chunks: Sequence[int], pool: Workers | Cluster, progress: Progress
) -> str:
    """What all parts spell out together, in knowledge.json; returns the hash of it. Every part is learnt once."""
    whole, done = run / "knowledge.json", 0
    if not whole.exists():
        task: Task[None] = partial(learn_missing, run, settings.article_seconds)
        for chunk, _ in zip(chunks, pool.each(task, chunks), strict=True):
            done += held.totals[chunk]
            progress("learning", done, sum(held.totals))
        try:
            write_json(whole, LEARNED.dump_python(gather(run, sorted(chunks)), mode="json"))
        except FileNotFoundError:
            if not whole.exists():  # a process that shares the folder was quicker, and has cleared the pieces away
                raise
    return hashlib.sha256(whole.read_bytes()).hexdigest()


def gather(run: Path, chunks: Sequence[int]) -> Learned:
    """What was learnt from these parts, as one."""
    refused: dict[str, str] = {}

    def pieces() -> Iterator[Knowledge]:
        for chunk in chunks:
            piece = LEARNED.validate_json(learned_path(run, chunk).read_bytes())
            refused.update(piece.refused)
            yield piece.knowledge

    return Learned(merge(pieces()), refused)


def learned_path(run: Path, chunk: int) -> Path:
    """Where it stands what one part of the articles spells out."""
    return run / "learned" / f"part-{chunk:05d}.json"


def learn_missing(run: Path, seconds: float, chunk: int, refused: Mapping[str, str], begin: Begin) -> None:
    """`learn_chunk`, unless a process that shares the folder has put everything together by now."""
    if not (run / "knowledge.json").exists():
        learn_chunk(run, seconds, chunk, refused, begin)


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
def _known(run: Path, _stamp: str) -> Learned:
    return LEARNED.validate_json((run / "knowledge.json").read_bytes())


def _originals(run: Path, chunk: int) -> list[Article]:
    return [article for article in read_part(part_path(run, "articles", chunk), Article) if not article.duplicate_of]


def extract_chunk(
    run: Path, model: str, seconds: float, stamp: str, chunk: int, refused: Mapping[str, str], begin: Begin
) -> int:
    """The records of one part of the articles, as parts; returns how many articles were rejected.

    A chunk whose last part stands is done already. `stamp` is the hash of what the batch knows.
    """
    last = part_path(run, "rejected", chunk)
    if last.exists():
        try:
            return len(list(read_part(last, Rejected)))
        except StoreError:
            last.unlink()
    learned = _known(run, stamp)
    refused = {**learned.refused, **refused}
    nlp = _pipeline(model)
    found: dict[str, list[Any]] = {kind: [] for kind in RECORD_KINDS}
    rejected: list[Rejected] = []
    known = look_up(learned.knowledge)
    known.asked.clear()
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
    with whole_file(asked_path(run, chunk)) as whole:
        whole.write_bytes(_hashes(known.asked).tobytes())
    write_part(run, "rejected", chunk, rejected)
    return len(rejected)


def asked_path(run: Path, chunk: int) -> Path:
    """Where it stands what the articles of one part asked of what the batch knows: sorted hashes of four bytes, little-endian."""
    return run / "asked" / f"part-{chunk:05d}.bin"


def rests_on(run: Path, chunk: int, questions: set[str]) -> bool:
    """Whether the records of one part may rest on the answer to one of these questions (`Known.asked`)."""
    path = asked_path(run, chunk)
    return not path.exists() or bool(np.isin(_hashes(questions), np.frombuffer(path.read_bytes(), dtype="<u4")).any())


def _hashes(questions: set[str]) -> npt.NDArray[np.uint32]:
    return np.array(sorted(crc32(question.encode("utf-8", "surrogatepass")) for question in questions), dtype="<u4")


def _rejected(article: Article, stage: str, reason: str) -> Rejected:
    return Rejected.model_validate(
        {"input": article.source_file or "?", "stage": stage, "reason": reason, "article_id": article.id}
    )


def gather_rejects(run: Path, held: Intake) -> None:
    """rejected.jsonl: those of the reading, then those of the extraction, in the order of the input."""
    with whole_file(run / "rejected.jsonl") as whole, whole.open("w", encoding="utf-8") as out:
        with local_file(intake_rejects(run, held)) as early, early.open(encoding="utf-8") as lines:
            shutil.copyfileobj(lines, out)
        for chunk in range(len(held.totals)):
            for item in read_part(part_path(run, "rejected", chunk), Rejected):
                out.write(item.model_dump_json() + "\n")
