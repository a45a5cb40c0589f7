"""Buckets of claims in a run folder, settled by whoever has time.

    contests, names     how the batch knows contests and subjects
    filed/part-*        the readings of some parts of claims, a frame for each bucket (where each ends: `ends`)
    articles/part-*     the articles of the same parts, as far as their copies need to know them
    turn-NN/*           given: what the batch tells its buckets; part-*: each bucket as the round left it
    closings, written/* what the other questions tell those of each bucket; its records, in order of their ids

A round can be done again for any bucket: it reads what the round before left, and writes beside it. The folder goes when all is settled.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache, partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from extractor.reconcile.batch import Round
from extractor.reconcile.questions import Names
from extractor.reconcile.rounds import Closing, SettlingError, file_away, joined, write_round
from extractor.reconcile.witnesses.sources import Listed, listed
from extractor.records import Article
from extractor.runs.cluster import Cluster
from extractor.runs.folder import local_file, remove, whole_file
from extractor.runs.frames import read_frame, write_frames
from extractor.runs.garbage import uncollected
from extractor.runs.readings import read_readings
from extractor.runs.store import part_path, read_part
from extractor.runs.workers import Begin, Task, Workers

T = TypeVar("T")
Pool = Workers | Cluster


class Span(NamedTuple):
    """Parts of a run that are filed together: from `first` to before `behind`."""

    first: int
    behind: int


class RunShelf:
    """The buckets of a run, `count` of them, in a folder of it that stands until `clear`."""

    def __init__(self, run: Path, pool: Pool, count: int) -> None:
        self._run = run
        # A name of its own: a process that has worked on an earlier settling of the run still knows what was given then.
        self._folder = run / "buckets" / uuid4().hex[:8]
        self._pool = pool
        self._count = count
        self._spans = 0
        self._turn = 0

    def keep(self, name: str, thing: object) -> Path:
        """Where workers find a thing (`given`) as long as the shelf stands."""
        write_frames(self._folder / name, [thing])
        return self._folder / name

    def fill(self, spans: Sequence[Span], names: Names) -> None:
        """The readings of the run to their buckets."""
        self.keep("names", names)
        task: Task[int, list[int]] = partial(_file, self._run, self._folder, tuple(spans), self._count)
        self.keep("ends", list(self._pool.each(task, range(len(spans)))))
        self._spans = len(spans)

    def each(self, work: Round[T], given: object) -> Iterator[T]:
        """What each bucket tells in one round, in their order."""
        self._turn += 1
        write_frames(_turn(self._folder, self._turn) / "given", [given])
        task: Task[int, T] = partial(_do, self._folder, self._turn, work)
        yield from self._pool.each(task, range(self._count))
        # Until here a bucket whose process was lost could have been begun again.
        remove(_turn(self._folder, self._turn - 1) if self._turn > 1 else self._folder / "filed")

    def articles(self) -> Iterator[Listed]:
        """Every article of the run."""
        for span in range(self._spans):
            yield from read_frame(_part(self._folder / "articles", span))

    def write(self, closings: Sequence[Closing]) -> int:
        """The records of every bucket, to be read by `lines`; returns how many claims they hold."""
        ends = write_frames(self._folder / "closings", closings)
        task: Task[int, int] = partial(_write, self._folder, self._turn, tuple(pairwise([0, *ends])))
        return sum(self._pool.each(task, range(self._count)))

    def lines(self) -> Iterator[str]:
        """Every record as JSON, in order of their ids."""
        with ExitStack() as open_files:
            written = [
                open_files.enter_context(
                    open_files.enter_context(local_file(_part(self._folder / "written", number))).open(encoding="utf-8")
                )
                for number in range(self._count)
            ]
            for line in heapq.merge(*written):
                yield line.partition("\t")[2]


def clear(run: Path) -> None:
    """The buckets of a run go. Nobody may be at work on them any more."""
    remove(run / "buckets")
    given.cache_clear()


# In a worker ----------------------------------------------------------------------------------------------------------


def _file(
    run: Path,
    folder: Path,
    spans: Sequence[Span],
    count: int,
    number: int,
    _refused: Mapping[str, str],
    _begin: Begin,
) -> list[int]:
    """The readings of one span to their buckets; returns where the frame of each bucket ends."""
    names = given(folder / "names")
    parts = range(*spans[number])
    batch: list[Listed] = []

    def articles() -> Iterator[Article]:
        for article in chain.from_iterable(read_part(part_path(run, "articles", part), Article) for part in parts):
            batch.append(listed(article))
            yield article

    readings = chain.from_iterable(read_readings(run, part) for part in parts)
    with uncollected():
        filed = file_away(readings, articles(), names, count)
        write_frames(_part(folder / "articles", number), [batch])
        return write_frames(_part(folder / "filed", number), filed)


def _do(folder: Path, turn: int, work: Round[T], number: int, refused: Mapping[str, str], begin: Begin) -> T:
    """One round on one bucket."""
    _refuse(refused)
    with uncollected():
        left, told = work(_bucket(folder, turn - 1, number), given(_turn(folder, turn) / "given"), begin)
        write_frames(_part(_turn(folder, turn), number), [left])
    return told


def _write(
    folder: Path,
    turn: int,
    frames: Sequence[tuple[int, int]],
    number: int,
    refused: Mapping[str, str],
    begin: Begin,
) -> int:
    """The records of one bucket, written; returns how many claims they hold."""
    _refuse(refused)
    closing: Closing = read_frame(folder / "closings", *frames[number])
    with uncollected():
        written = (record for _, record in write_round(_bucket(folder, turn, number), closing, begin))
        records = sorted(written, key=lambda record: record.id)
    with whole_file(_part(folder / "written", number)) as whole, whole.open("w", encoding="utf-8") as out:
        out.writelines(f"{record.id}\t{record.model_dump_json()}\n" for record in records)
    return sum(len(record.claims) for record in records)


def _bucket(folder: Path, turn: int, number: int) -> Any:
    """A bucket as a round left it; before the first one, as it was filed."""
    if turn:
        return read_frame(_part(_turn(folder, turn), number))
    ends: list[list[int]] = given(folder / "ends")
    return joined(
        read_frame(_part(folder / "filed", span), *list(pairwise([0, *of_span]))[number])
        for span, of_span in enumerate(ends)
    )


@lru_cache(maxsize=2)
def given(path: Path) -> Any:
    """What all buckets are told, read once a process."""
    return read_frame(path)


def _turn(folder: Path, turn: int) -> Path:
    return folder / f"turn-{turn:02d}"


def _part(folder: Path, number: int) -> Path:
    return folder / f"part-{number:05d}"


def _refuse(refused: Mapping[str, str]) -> None:
    for claim, reason in refused.items():
        raise SettlingError(f"the question of {claim} cannot be settled: {reason}")
