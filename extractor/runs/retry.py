"""A second try for what was rejected: after the file was repaired, with its encoding named, with more time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from extractor.intake.articles import read_source
from extractor.intake.formats.shapes import printable
from extractor.intake.reading import source_file
from extractor.intake.sources import list_inputs
from extractor.linking.knowledge import merge
from extractor.records import Article, Rejected
from extractor.runs.batch import clear, finish, quiet, refuse_half_added, write_manifest
from extractor.runs.chunks import LEARNED, Learned, learn_piece
from extractor.runs.errors import RunError
from extractor.runs.folder import whole_file
from extractor.runs.lock import lock
from extractor.runs.pieces import Piece, learned_path
from extractor.runs.reading import INTAKE, Admission, Intake, Parts, Progress, admit, intake_rejects
from extractor.runs.settings import Settings
from extractor.runs.store import part_path, read_kind, read_part, write_json
from extractor.runs.tally import Tally

# Whatever was rejected while files were read; the rest is tried again where the article stands.
_OF_READING: Final = frozenset({"open", "decode", "parse", "metadata", "limits"})
STAGES: Final = (*sorted(_OF_READING), "extract")


def retry(
    run: Path,
    *,
    stages: Collection[str] = STAGES,
    encoding: str | None = None,
    mapping: dict[str, str] | None = None,
    article_seconds: float | None = None,
    workers: int = 1,
    progress: Progress = quiet,
) -> Tally:
    """Try again what a finished run rejected at `stages`; returns the books of the run as they are then.

    What is read now is added behind the rest; records that stand are not touched. Raises RunError for a run that is not finished.
    """
    manifest = run / "manifest.json"
    if not manifest.exists():
        raise RunError(f"{run}: holds no finished run; go on with: extractor extract INPUT... -o {run} --resume")
    refuse_half_added(run)
    told = json.loads(manifest.read_text(encoding="utf-8"))
    settings = TypeAdapter(Settings).validate_python(told["settings"])
    if article_seconds is not None:
        settings = replace(settings, article_seconds=article_seconds)
    trying = replace(settings, encoding=encoding or settings.encoding, mapping=mapping or settings.mapping)
    with lock(run):
        held = INTAKE.validate_json((run / "intake.json").read_bytes())
        old = intake_rejects(run, held)
        held.tries += 1
        _read_again(run, trying, held, old, stages)
        write_json(run / "intake.json", INTAKE.dump_python(held, mode="json"))
        old.unlink()
        extracted = [chunk for chunk in range(len(held.totals)) if part_path(run, "rejected", chunk).exists()]
        new = [chunk for chunk in range(len(held.totals)) if chunk not in set(extracted)]
        _learn_again(run, settings.article_seconds, new, stages)
        for chunk in extracted:
            if any(item.stage in stages for item in read_part(part_path(run, "rejected", chunk), Rejected)):
                part_path(run, "rejected", chunk).unlink()
        tally = finish(run, settings, held, workers=workers, progress=progress)
        clear(run)
        tries = [*told.get("retries", []), {"stages": sorted(stages), "encoding": encoding, "mapping": mapping}]
        when = {"started": told["started"], "seconds": told["seconds"], "retries": tries}
        write_manifest(run, settings, held, tally, when)
    return tally


def _read_again(run: Path, settings: Settings, held: Intake, old: Path, stages: Collection[str]) -> None:
    """Read the inputs of the rejects once more; what is an article now goes into new parts."""
    tally = held.tally
    rejects = [Rejected.model_validate_json(line) for line in old.read_text(encoding="utf-8").splitlines()]
    again = {item.input for item in rejects if item.stage in stages and item.input != "stdin"}
    sources = [source for source in list_inputs(settings.inputs) if printable(source) in again]
    reread = {printable(source) for source in sources}
    kept = [item for item in rejects if item.stage not in stages or item.input not in reread]
    tally.read -= len(rejects) - len(kept)
    tally.rejected -= len(rejects) - len(kept)
    admission = Admission(tally)
    known: set[str | None] = set()
    for article in read_kind(run, "articles", Article):
        admission.know(article)
        known.add(article.source_file)
    left = {(item.input, item.place) for item in kept}
    parts = Parts(run, held.totals)
    for item in admit(_news(settings, sources, known, left), admission):
        if isinstance(item, Rejected):
            kept.append(item)
        else:
            parts.add(item)
    parts.flush()
    written = "".join(item.model_dump_json() + "\n" for item in kept)
    with whole_file(intake_rejects(run, held)) as whole:
        whole.write_text(written, encoding="utf-8")


def _news(
    settings: Settings, sources: list[str], known: set[str | None], left: set[tuple[str, str | None]]
) -> Iterator[Article | Rejected]:
    """What the sources hold that is neither among the articles nor among the rejects that stay."""
    for source in sources:
        for item in read_source(source, settings.mapping, settings.encoding):
            if isinstance(item, Rejected):
                # An article that other fields or another encoding would reject is an article all the same.
                if (item.input, item.place) not in left and source_file(item.input, item.place) not in known:
                    yield item
            elif item.source_file not in known:
                yield item


def _learn_again(run: Path, seconds: float, chunks: list[int], stages: Collection[str]) -> None:
    """Add what the new parts spell out, and no longer refuse what is to be tried again."""
    path = run / "knowledge.json"
    learned = LEARNED.validate_json(path.read_bytes())
    new: list[Any] = []
    for chunk in chunks:
        piece = Piece(chunk)
        learn_piece(run, seconds, piece, {}, lambda _article: None)
        new.append(LEARNED.validate_json(learned_path(run, piece).read_bytes()))
    refused = {} if "limits" in stages else learned.refused
    refused = refused | {article: reason for part in new for article, reason in part.refused.items()}
    merged = Learned(merge([learned.knowledge, *(part.knowledge for part in new)]), refused)
    write_json(path, LEARNED.dump_python(merged, mode="json"))
