"""A run folder's records → claims and reconciliations, beside them.

    figures of a part    → claims of the part, and a survey of who has a share in what    (each part by itself)
    surveys              → names: how the whole batch knows contests and subjects
    claims, names        → readings in buckets, settled round by round                    (each bucket by itself)
    records of a bucket  → reconciliations in order of their ids

What fits into one bucket is settled in memory, in this process; else the buckets lie in files, and the run's workers take them one by
one (`shelf`). Both give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from extractor.reconcile import Coverage, ReferenceRow, Voices, make_claims
from extractor.reconcile.batch import Memory, Settlement, settle_shelf
from extractor.reconcile.questions import Names, Survey, merged, names_of, spelled_out, survey
from extractor.reconcile.readings import reading_of
from extractor.reconcile.rounds import SettlingError, file_away
from extractor.reconcile.witnesses.sources import Listed, listed
from extractor.records import (
    Article,
    Candidate,
    Claim,
    Contest,
    DollarAmount,
    Person,
    Ratio,
    Reconciliation,
    VotePercentage,
)
from extractor.runs.batch import check_reach
from extractor.runs.cluster import Cluster
from extractor.runs.errors import RunError
from extractor.runs.folder import is_remote
from extractor.runs.garbage import uncollected
from extractor.runs.readings import read_readings
from extractor.runs.shelf import Pool, RunShelf, Span, clear, given
from extractor.runs.store import (
    count_rows,
    forget_settled,
    part_path,
    parts,
    read_kind,
    read_part,
    write_lines,
    write_part,
)
from extractor.runs.workers import Begin, Task, Workers

# Reconciliations in one part: as many as are quickly read again.
_IN_A_PART: Final = 10_000
# Claims in one bucket: some fifty megabytes while they are settled, and ten seconds of work; up to so many are settled in memory.
_IN_A_BUCKET: Final = 25_000
# Articles are listed span by span: some ten thousand of them in memory at once, whether they hold claims or not.
_PARTS_IN_A_SPAN: Final = 64
# Every span of parts is filed in one file with a frame for each bucket, so that reads grow with the square of their number.
_MOST_BUCKETS: Final = 256


@dataclass(frozen=True, slots=True)
class SettledRun:
    """What settling a run has left in its folder; records are read from there each time they are asked for."""

    run: Path
    voices: Voices | None = None  # how far each outlet was trusted; None where that was not kept
    reference: Coverage | None = None  # what the reference tables cover; None without one

    @property
    def claims(self) -> Iterator[Claim]:
        """Every claim, in the order of the articles."""
        return read_kind(self.run, "claims", Claim)

    @property
    def reconciliations(self) -> Iterator[Reconciliation]:
        """Every settled question."""
        return read_kind(self.run, "reconciliations", Reconciliation)


def settle_run(
    run: Path,
    reference: Sequence[ReferenceRow] = (),
    *,
    workers: int = 1,
    cluster: str | None = None,
    in_a_bucket: int = _IN_A_BUCKET,
) -> SettledRun:
    """Settle every question of a run and write claims and reconciliations.

    workers, cluster: as for `extract_batch`, where there is more to do than one process does in seconds. in_a_bucket: about how many
    claims are settled at once in one process.
    Raises RunError for a folder without extracted articles, and for a question that cannot be settled.
    """
    if not parts(run, "articles"):
        raise RunError(f"{run}: holds no extracted articles; begin with: extractor extract INPUT... -o {run}")
    check_reach(run, workers, cluster)
    if cluster is not None and not is_remote(run):
        run = run.resolve()  # the machines of a cluster stand in folders of their own
    forget_settled(run)
    figures = sum(count_rows(run, kind) for kind in ("vote_percentages", "dollar_amounts"))
    count = min(max(1, -(-figures // in_a_bucket)), _MOST_BUCKETS)
    apart = count > 1
    try:
        # No limit of time: a question on which ten thousand articles speak takes as long as it takes.
        with Cluster(cluster, math.inf) if cluster and apart else Workers(workers if apart else 1, math.inf) as pool:
            settled = _settle_apart(run, reference, pool, count) if apart else _settle_here(run, reference)
    except SettlingError as error:
        raise RunError(f"{run}: {error}") from error
    finally:
        clear(run)
    return SettledRun(run, settled.voices, settled.coverage)


def _settle_here(run: Path, reference: Sequence[ReferenceRow]) -> Settlement:
    """All questions of the run in one bucket, in memory."""
    contests = _contests(run)
    chunks = range(len(parts(run, "articles")))
    made, surveys = zip(*(claim_part(run, contests, chunk) for chunk in chunks), strict=True)
    with uncollected():
        memory = _in_memory(run, chunks, names_of(merged(surveys), contests))
        settled = settle_shelf(memory, contests, *_others(run, reference))
        records = [record for _, record in memory.written(settled.closings)]
    _check_books(run, sum(made), sum(len(record.claims) for record in records))
    _write(run, (record.model_dump_json() + "\n" for record in records))
    return settled


def _settle_apart(run: Path, reference: Sequence[ReferenceRow], pool: Pool, count: int) -> Settlement:
    """All questions of the run in `count` buckets, by those who work in the pool."""
    contests = _contests(run)
    shelf = RunShelf(run, pool, count)
    task: Task[int, tuple[int, Survey]] = partial(_claim, run, shelf.keep("contests", contests))
    made, surveys = zip(*pool.each(task, range(len(parts(run, "articles")))), strict=True)
    shelf.fill(spans_of(made, -(-sum(made) // count)), names_of(merged(surveys), contests))
    settled = settle_shelf(shelf, contests, *_others(run, reference))
    _check_books(run, sum(made), shelf.write(settled.closings))
    _write(run, shelf.lines())
    return settled


def _contests(run: Path) -> list[Contest]:
    return spelled_out(set(read_kind(run, "contests", Contest)))


def _others(
    run: Path, reference: Sequence[ReferenceRow]
) -> tuple[Iterable[Person], Sequence[Ratio], Sequence[ReferenceRow]]:
    """What else the run holds that settling asks for, and the reference."""
    return read_kind(run, "people", Person) if reference else (), list(read_kind(run, "ratios", Ratio)), reference


def claim_part(run: Path, contests: Sequence[Contest], chunk: int) -> tuple[int, Survey]:
    """The claims of one part of articles, written; how many they are, and who has a share in what. contests: one for each key."""
    figures: list[VotePercentage | DollarAmount] = [
        *_of_part(run, "vote_percentages", chunk, VotePercentage),
        *_of_part(run, "dollar_amounts", chunk, DollarAmount),
    ]
    articles = list(read_part(part_path(run, "articles", chunk), Article)) if figures else []
    claims = make_claims(articles, figures, contests)
    write_part(run, "claims", chunk, claims)
    return len(claims), survey(map(reading_of, claims), _of_part(run, "candidates", chunk, Candidate))


def _claim(run: Path, contests: Path, chunk: int, _refused: Mapping[str, str], _begin: Begin) -> tuple[int, Survey]:
    return claim_part(run, given(contests), chunk)


def _of_part(run: Path, kind: str, chunk: int, model: type[Any]) -> Iterator[Any]:
    path = part_path(run, kind, chunk)
    return read_part(path, model) if path.exists() else iter(())


def _in_memory(run: Path, chunks: Sequence[int], names: Names) -> Memory:
    """All claims of the run in one bucket. Of its articles what they are compared by is kept."""
    batch: list[Listed] = []

    def articles() -> Iterator[Article]:
        for article in read_kind(run, "articles", Article):
            batch.append(listed(article))
            yield article

    readings = chain.from_iterable(read_readings(run, chunk) for chunk in chunks)
    return Memory(file_away(readings, articles(), names, 1), batch)


def spans_of(claims: Sequence[int], most: int) -> list[Span]:
    """Parts next to each other, as many as hold about `most` claims together. claims: of each part.

    >>> spans_of([3, 4, 9, 0, 1], 8)
    [Span(first=0, behind=2), Span(first=2, behind=3), Span(first=3, behind=5)]
    """
    found: list[Span] = []
    held = 0
    for part, count in enumerate(claims):
        if not found or held + count > most or part - found[-1].first >= _PARTS_IN_A_SPAN:
            found.append(Span(part, part))
            held = 0
        found[-1] = found[-1]._replace(behind=part + 1)
        held += count
    return found


def _check_books(run: Path, made: int, settled: int) -> None:
    if made != settled:
        raise RunError(f"{run}: of {made:,} claims {settled:,} were settled; this is a fault of ours")


def _write(run: Path, lines: Iterable[str]) -> None:
    """Reconciliations in parts; one that is empty where there are none."""
    lines, number = iter(lines), 0
    while (some := list(islice(lines, _IN_A_PART))) or not number:
        write_lines(run, "reconciliations", number, some)
        number += 1
