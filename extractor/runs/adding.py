"""New articles added to a finished run: the same bytes as a run that had read them behind the others.

    stage   new inputs → their articles, what they spell out, and which old parts that changes → adding/
    apply   adding/ → the run, whose changed parts are no longer done
    finish  as any run that was stopped there

The first step touches nothing of the run, the second can be repeated until it is through, the third goes on where it stopped: an
addition that is killed is taken up by the same command.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from extractor.intake.articles import read_source
from extractor.intake.formats.shapes import printable
from extractor.intake.sources import list_inputs
from extractor.linking.knowledge import changed, merge
from extractor.records import Article, Rejected
from extractor.runs.batch import added_path, clear, finish, quiet, run_state, write_manifest, write_state
from extractor.runs.chunks import LEARNED, Learned, gather, learn_piece, rests_on
from extractor.runs.cluster import Cluster
from extractor.runs.errors import RunError
from extractor.runs.folder import names_in, remove, whole_file
from extractor.runs.lock import lock
from extractor.runs.pieces import Piece
from extractor.runs.reading import INTAKE, Admission, Intake, Parts, Progress, admit, hash_input, intake_rejects
from extractor.runs.settings import Settings
from extractor.runs.store import part_path, read_part, write_json
from extractor.runs.tally import Tally
from extractor.runs.workers import Task, Workers


def add_batch(
    settings: Settings, run: Path, *, workers: int = 1, cluster: str | None = None, progress: Progress = quiet
) -> Tally:
    """Read `settings.inputs` into a finished run; returns the books of the whole run, balanced.

    Files that the run has read already are passed over. Raises RunError for a run that is not finished, that was made with other
    options or another version, or whose files have changed.
    """
    began = time.monotonic()
    started = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    manifest = run / "manifest.json"
    if not manifest.exists():
        raise RunError(
            f"{run}: holds no finished run to add to; go on with: extractor extract INPUT... -o {run} --resume"
        )
    with lock(run):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        both, fresh = _together(run, settings, told)
        state = run_state(run)
        if state["fingerprint"] != both.fingerprint():
            if state["fingerprint"] != told["fingerprint"]:
                raise RunError(f"{run}: other articles were being added to this run; repeat that command first")
            if not added_path(run).exists():
                stage(run, both, fresh, workers=workers, cluster=cluster, progress=progress)
            elif json.loads(added_path(run).read_text(encoding="utf-8"))["fingerprint"] != both.fingerprint():
                raise RunError(f"{run}: other articles were being added to this run; repeat that command first")
            apply(run, both)
        remove(run / "adding")
        held = INTAKE.validate_json((run / "intake.json").read_bytes())
        tally = finish(run, both, held, workers=workers, cluster=cluster, progress=progress)
        clear(run)
        write_manifest(run, both, held, tally, {"started": started, "seconds": round(time.monotonic() - began, 2)})
    return tally


def _together(run: Path, settings: Settings, told: dict[str, Any]) -> tuple[Settings, list[str]]:
    """The settings of the run with the new inputs behind its own, and the files that it has not read."""
    old = TypeAdapter(Settings).validate_python(told["settings"])
    if replace(settings, inputs=old.inputs).fingerprint() != told["fingerprint"]:
        raise RunError(f"{run}: was made with other options or another version; add with the same, or make a new run")
    read = {entry["path"]: entry for entry in told["inputs"]}
    inputs: list[str] = []
    fresh: list[str] = []
    for given in settings.inputs:
        sources = list_inputs([given])
        new = [source for source in sources if source == "-" or printable(source) not in read]
        for source in sources:
            if source not in new and hash_input(source) != read[printable(source)]:
                raise RunError(f"{run}: {printable(source)} has changed since this run read it; make a new run")
        inputs += [given] if len(new) == len(sources) else new
        fresh += new
    return replace(settings, inputs=(*old.inputs, *inputs)), fresh


def stage(
    run: Path, both: Settings, fresh: list[str], *, workers: int, cluster: str | None = None, progress: Progress
) -> None:
    """All that the addition needs, in adding/; ready.json is written last."""
    adding = run / "adding"
    remove(adding)
    held = INTAKE.validate_json((run / "intake.json").read_bytes())
    before = len(held.totals)
    news = _read(run, both, fresh, held, progress)
    held.inputs += [hash_input(source) for source in fresh]
    write_json(adding / "intake.json", INTAKE.dump_python(held, mode="json"))
    old = LEARNED.validate_json((run / "knowledge.json").read_bytes())
    chunks = [Piece(chunk) for chunk in range(len(news))]
    task: Task[Piece, None] = partial(learn_piece, adding / "new", both.article_seconds)
    with Cluster(cluster, both.article_seconds) if cluster else Workers(workers, both.article_seconds) as pool:
        for done, _ in enumerate(pool.each(task, chunks), 1):
            progress("learning", sum(news[:done]), sum(news))
    new = gather(adding / "new", chunks)
    learned = Learned(merge([old.knowledge, new.knowledge]), {**old.refused, **new.refused})
    write_json(adding / "knowledge.json", LEARNED.dump_python(learned, mode="json"))
    questions = changed(old.knowledge, learned.knowledge)
    anew = [
        chunk
        for chunk in range(before)
        if part_path(adding, "articles", chunk).exists() or rests_on(run, chunk, questions)
    ]
    write_json(added_path(run), {"fingerprint": both.fingerprint(), "anew": anew})


def _read(run: Path, both: Settings, fresh: list[str], held: Intake, progress: Progress) -> list[int]:
    """New articles into adding/new by themselves, and into adding/ as the parts they are to be: the first of them fill up the
    last part of the run. Returns how many the parts of adding/new hold.
    """
    adding, news = run / "adding", list[int]()
    admission = Admission(held.tally)
    last: list[Article] = []
    for chunk in range(len(held.totals)):
        last = list(read_part(part_path(run, "articles", chunk), Article))
        for article in last:
            admission.know(article)
    parts, alone = Parts(adding, held.totals), Parts(adding / "new", news)
    if last and not parts.is_full(last):
        held.totals.pop()
        for article in last:
            parts.add(article)
    with whole_file(adding / "rejected.jsonl") as whole, whole.open("wb") as out:
        out.write(intake_rejects(run, held).read_bytes())
        for source in fresh:
            for item in admit(read_source(source, both.mapping, both.encoding), admission):
                if isinstance(item, Rejected):
                    out.write(item.model_dump_json().encode() + b"\n")
                else:
                    parts.add(item)
                    alone.add(item)
            progress("reading", held.tally.read, None)
    parts.flush()
    alone.flush()
    return news


def apply(run: Path, both: Settings) -> None:
    """What was staged into the run; the same again when it is repeated."""
    adding = run / "adding"
    for part in names_in(adding / "articles", "part-*.parquet"):
        _copy(part, run / "articles" / part.name)
    _copy(adding / "knowledge.json", run / "knowledge.json")
    held = INTAKE.validate_json((adding / "intake.json").read_bytes())
    _copy(adding / "rejected.jsonl", intake_rejects(run, held))
    _copy(adding / "intake.json", run / "intake.json")
    for chunk in json.loads(added_path(run).read_text(encoding="utf-8"))["anew"]:
        part_path(run, "rejected", chunk).unlink(missing_ok=True)
    write_state(run, both, run_state(run).get("mixed", ()))


def _copy(source: Path, target: Path) -> None:
    with whole_file(target) as whole:
        whole.write_bytes(source.read_bytes())
