"""A batch: inputs → chunks of articles → what they know together → records, part by part.

Each step is a function of files: it can be taken up again where it stopped, and one worker, many, or a cluster write the same
bytes.

    read      inputs        → articles/part-*.parquet, intake.json   (copies marked, rejects kept)
    learn     articles part → learned/part-*.json, all merged        → knowledge.json                (`chunks`)
    extract   articles part + knowledge → one part of every kind of record                           (`chunks`)
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
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from extractor.records import SCHEMA_VERSION, Rejected
from extractor.runs.cluster import Cluster, is_local
from extractor.runs.errors import RunError
from extractor.runs.folder import is_remote, local_file, remove, system_of, whole_file
from extractor.runs.lock import Lock, lock
from extractor.runs.pieces import Piece, cut, turns
from extractor.runs.reading import Intake, Progress, intake_rejects, read_inputs
from extractor.runs.settings import Settings, Shard
from extractor.runs.store import forget_settled, part_path, parts, read_part, write_json
from extractor.runs.tally import Tally
from extractor.runs.workers import Begin, Task, Workers, begin_server
from extractor.version import __version__


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
    check_reach(run, workers, cluster)
    if workers > 1 or is_local(cluster):
        begin_server()
    if cluster is not None and not is_remote(run):
        run = run.resolve()  # the machines of a cluster stand in folders of their own
    with open_run(run, settings, resume=resume or shard is not None, shard=shard, allow_mixed=allow_mixed) as held_lock:
        held = read_inputs(settings, run, progress)
        if shard is not None:
            held_lock.share()
        tally = finish(run, settings, held, workers=workers, cluster=cluster, shard=shard, progress=progress)
        write_manifest(run, settings, held, tally, {"started": started, "seconds": round(time.monotonic() - began, 2)})
    return tally


def check_reach(run: Path, workers: int, cluster: str | None) -> None:
    """Raises RunError for a folder that the processes which are to work in it cannot reach."""
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
    count = len(held.totals)
    forget_settled(run)
    for path in parts(run, "articles")[count:]:
        path.unlink()  # written for a retry that was stopped before it counted them, or by a reading of other files
    chunks = turns(count, shard)
    with Cluster(cluster, settings.article_seconds) if cluster else Workers(workers, settings.article_seconds) as pool:
        # Processes that share the folder must find what the others have done, whoever they are: whole chunks.
        pieces = cut(chunks, held.totals, pool.hands() if shard is None else 1)
        stamp = learn_all(run, settings, held, pieces, pool, progress)
        rejected = extract_all(run, settings, held, stamp, pieces, pool, progress)
        find_copies(run, held, chunks, pool, progress)
    tally = Tally(**held.tally.as_dict())
    tally.rejected += rejected
    tally.extracted -= rejected
    tally.check()
    gather_rejects(run, held)
    return tally


def learn_all(
    run: Path, settings: Settings, held: Intake, pieces: Sequence[Piece], pool: Workers | Cluster, progress: Progress
) -> str:
    """What all articles spell out together, in knowledge.json; returns the hash of it. Every article is learnt from once."""
    whole = run / "knowledge.json"
    if not whole.exists():
        task: Task[Piece, None] = partial(_learn, run, settings.article_seconds)
        done = 0
        for piece, _ in zip(pieces, pool.each(task, pieces), strict=True):
            done += _articles(piece, held)
            progress("learning", done, sum(held.totals))
        gathering: Task[str, None] = partial(_gather, run, sorted(pieces))
        list(pool.each(gathering, [whole.name]))
    return hashlib.sha256(whole.read_bytes()).hexdigest()


def extract_all(
    run: Path,
    settings: Settings,
    held: Intake,
    stamp: str,
    pieces: Sequence[Piece],
    pool: Workers | Cluster,
    progress: Progress,
) -> int:
    """Every part of every kind of record; returns how many articles were rejected. stamp: the hash of what the batch knows."""
    task: Task[Piece, int] = partial(_extract, run, settings.model, settings.article_seconds, stamp)
    rejected = done = 0
    in_pieces: dict[int, list[Piece]] = {}
    for piece, rejects in zip(pieces, pool.each(task, pieces), strict=True):
        rejected += rejects
        done += _articles(piece, held)
        if not piece.is_whole:
            in_pieces.setdefault(piece.chunk, []).append(piece)
        progress("extracting", done, sum(held.totals))
    joining: Task[Piece, int] = partial(_join, run, in_pieces)
    return rejected + sum(pool.each(joining, [Piece(chunk) for chunk in in_pieces]))


def _articles(piece: Piece, held: Intake) -> int:
    return held.totals[piece.chunk] if piece.behind is None else piece.behind - piece.first


# What is done with articles is loaded where it is done: the process that hands out chunks to others needs none of it, and it is
# the one for which all of them wait.


def _learn(run: Path, seconds: float, piece: Piece, refused: Mapping[str, str], begin: Begin) -> None:
    if not (
        run / "knowledge.json"
    ).exists():  # else a process that shares the folder has put everything together by now
        from extractor.runs.chunks import learn_piece

        learn_piece(run, seconds, piece, refused, begin)


def _gather(run: Path, pieces: Sequence[Piece], _name: str, _refused: object, _begin: object) -> None:
    from extractor.runs.chunks import gather_all

    gather_all(run, pieces)


def _extract(
    run: Path, model: str, seconds: float, stamp: str, piece: Piece, refused: Mapping[str, str], begin: Begin
) -> int:
    from extractor.runs.chunks import extract_piece

    return extract_piece(run, model, seconds, stamp, piece, refused, begin)


def _join(run: Path, pieces: Mapping[int, Sequence[Piece]], whole: Piece, _refused: object, _begin: object) -> int:
    from extractor.runs.chunks import join

    return join(run, pieces[whole.chunk])


def find_copies(run: Path, held: Intake, chunks: Sequence[int], pool: Workers | Cluster, progress: Progress) -> None:
    """Which articles are copies of which, unless that is known."""
    # Brings the package that settles: one article on a terminal is not to wait for it.
    from extractor.runs.copies import has_copies, sign_chunk, write_copies

    if has_copies(run, held.totals):
        return
    task: Task[Piece, None] = partial(sign_chunk, run)
    done, total = 0, sum(held.totals)
    for chunk, _ in zip(chunks, pool.each(task, [Piece(chunk) for chunk in chunks]), strict=True):
        done += held.totals[chunk]
        progress("comparing", done, total)
    try:
        write_copies(run, held.totals)
    except FileNotFoundError:
        if not has_copies(run, held.totals):  # a process that shares the folder was quicker, and has cleared up
            raise


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
    for needed in ("learned", "pieces", "signatures"):
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


def gather_rejects(run: Path, held: Intake) -> None:
    """rejected.jsonl: those of the reading, then those of the extraction, in the order of the input."""
    with whole_file(run / "rejected.jsonl") as whole, whole.open("w", encoding="utf-8") as out:
        with local_file(intake_rejects(run, held)) as early, early.open(encoding="utf-8") as lines:
            shutil.copyfileobj(lines, out)
        for chunk in range(len(held.totals)):
            for item in read_part(part_path(run, "rejected", chunk), Rejected):
                out.write(item.model_dump_json() + "\n")
