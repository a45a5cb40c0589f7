"""Near-copies across a whole batch, however large: what is compared lies on disk, and no two articles are compared in vain.

    sign    articles part → signatures/part-*: every five-word run of each text as a number   (each part by itself)
    band    a sample of the runs, the same in every text, sorted in buckets: neighbours that share runs are candidates
    verify  candidates, run by run → groups → copies/part-*.parquet

What a copy is, `reconcile.witnesses.copies` says; settling a run uses the same measure. The work grows with the articles: of many
that hold one run only neighbours are compared, for what leads from the first copy to the last leads over those between.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.reconcile.witnesses.copies import (
    SAMPLED_ONE_IN,
    Union,
    WideShingles,
    is_copy,
    sampled,
    share_of,
    wide_shingles,
)
from extractor.reconcile.witnesses.sources import agency_of
from extractor.records import Article, Copy
from extractor.runs.folder import is_remote, local_file, whole_file
from extractor.runs.pieces import Piece
from extractor.runs.store import part_path, parts, read_part, write_json, write_part
from extractor.runs.workers import Begin

Pairs = npt.NDArray[np.uint64]

# A bucket is sorted in memory: some fifty megabytes of it with what sorting needs.
_BUCKET_BYTES: Final = 16_000_000
_MOST_BUCKETS: Final = 512
# Two long texts that share one sampled run share a name or a formula; copies share dozens.
_SHARED_RUNS: Final = 2
_IN_A_PART: Final = 10_000
_RUN: Final = np.dtype("<u8")
_ENTRY: Final = np.dtype([("run", "<u8"), ("article", "<u4")])


class Head(NamedTuple):
    """What tells which of two copies came first: the day, then a named outlet, then the names."""

    published: str
    nameless: bool
    outlet: str
    id: str
    agency: str
    duplicate_of: str | None


def sign_chunk(run: Path, piece: Piece, _refused: Mapping[str, str], _begin: Begin) -> None:
    """The five-word runs of every text of one part that no other has word for word."""
    chunk = piece.chunk
    heads: list[Head] = []
    runs: list[WideShingles] = []
    for article in read_part(part_path(run, "articles", chunk), Article):
        day, outlet = article.published, article.outlet or ""
        heads.append(
            Head(
                published=day.isoformat() if day else "9999",
                nameless=not outlet,
                outlet=outlet,
                id=article.id,
                agency=agency_of(article),
                duplicate_of=article.duplicate_of,
            )
        )
        runs.append(wide_shingles("" if article.duplicate_of else article.text, article.body_start))
    with whole_file(_signatures(run, chunk, "runs")) as whole, whole.open("wb") as out:
        for some in runs:
            some.astype(_RUN).tofile(out)
    write_json(_signatures(run, chunk, "json"), {"heads": heads, "ends": list(accumulate(map(len, runs)))})


def _signatures(run: Path, chunk: int, suffix: str) -> Path:
    return run / "signatures" / f"part-{chunk:05d}.{suffix}"


def write_copies(run: Path, totals: Sequence[int]) -> None:
    """Every copy of the batch, from the signatures of all parts. totals: articles of each part."""
    with ExitStack() as open_files:
        paths = [open_files.enter_context(local_file(_signatures(run, n, "runs"))) for n in range(len(totals))]
        signatures = Signatures(paths, [_ends(run, n) for n in range(len(totals))])
        groups = find_groups(signatures, None if is_remote(run) or not totals else run / "signatures")
        copies = sorted(_copies(run, signatures, groups), key=lambda numbered: numbered[0])
    written = range(0, max(1, len(copies)), _IN_A_PART)
    for number, first in enumerate(written):
        write_part(run, "copies", number, [copy for _, copy in copies[first : first + _IN_A_PART]])
    for old in parts(run, "copies")[len(written) :]:
        old.unlink()
    write_json(run / "copies.json", {"totals": list(totals)})


def has_copies(run: Path, totals: Sequence[int]) -> bool:
    """Whether the copies of these parts have been written."""
    done = run / "copies.json"
    return done.exists() and json.loads(done.read_bytes())["totals"] == list(totals)


def _ends(run: Path, chunk: int) -> list[int]:
    ends: list[int] = json.loads(_signatures(run, chunk, "json").read_bytes())["ends"]
    return ends


class Signatures:
    """The runs of every article of a batch, on disk; articles are known by their number in it.

    paths: a file of each part, run behind run in eight bytes. ends: for each part where each article's runs end in it.
    """

    def __init__(self, paths: Sequence[Path], ends: Sequence[Sequence[int]]) -> None:
        self.paths = paths
        self._starts = np.cumsum([0, *map(len, ends)])
        self._ends = np.concatenate([np.asarray(part, dtype=np.int64) for part in ends] or [np.empty(0, np.int64)])
        self.count = len(self._ends)
        self.runs = sum(int(part[-1]) for part in ends if len(part))

    def of(self, article: int) -> WideShingles:
        """The runs of one article, sorted."""
        part = int(np.searchsorted(self._starts, article, side="right")) - 1
        begin = int(self._ends[article - 1]) if article > self._starts[part] else 0
        end = int(self._ends[article])
        return np.fromfile(self.paths[part], dtype=_RUN, count=end - begin, offset=begin * _RUN.itemsize)

    def parts(self) -> Iterator[list[tuple[int, WideShingles]]]:
        """Part by part: number and runs of each article."""
        for path, first, behind in zip(self.paths, self._starts[:-1], self._starts[1:], strict=True):
            of_article = np.split(np.fromfile(path, dtype=_RUN), self._ends[first:behind])
            yield list(zip(range(int(first), int(behind)), of_article[:-1], strict=True))


def find_groups(signatures: Signatures, scratch: Path | None = None) -> list[list[int]]:
    """Articles that are copies of each other, by number: groups of two and more, in no order.

    scratch: a folder with room for a few hundred bytes an article; else one for temporary files.
    """
    with tempfile.TemporaryDirectory(prefix="extractor-", dir=scratch) as name:
        folder = Path(name)
        pairs = [pair for some in _candidates(signatures, folder) for pair in _verified(signatures, some)]
    union = Union({article for pair in pairs for article in pair})
    for one, other in pairs:
        union.join(one, other)
    groups: dict[int, list[int]] = defaultdict(list)
    for article in {article for pair in pairs for article in pair}:
        groups[union.find(article)].append(article)
    return list(groups.values())


def _candidates(signatures: Signatures, folder: Path) -> Iterator[Pairs]:
    """Pairs of neighbours at a sampled run, each once, as first << 32 | second."""
    wanted = signatures.runs // SAMPLED_ONE_IN * _ENTRY.itemsize // _BUCKET_BYTES
    bits = min(wanted.bit_length(), _MOST_BUCKETS.bit_length() - 1)
    with _Buckets(folder / "runs", 1 << bits) as buckets:
        for part in signatures.parts():
            chosen = [(number, sampled(runs)) for number, runs in part]
            entries = np.empty(sum(len(runs) for _, runs in chosen), dtype=_ENTRY)
            entries["run"] = np.concatenate([runs for _, runs in chosen]) if chosen else 0
            entries["article"] = np.repeat([number for number, _ in chosen], [len(runs) for _, runs in chosen])
            buckets.add(entries, entries["run"] >> np.uint64(64 - bits) if bits else None)
    share = max(1, -(-signatures.count // (1 << bits)))
    with _Buckets(folder / "pairs", 1 << bits) as found:
        for path in buckets.paths:
            entries = np.fromfile(path, dtype=_ENTRY)
            path.unlink()
            entries = entries[np.lexsort((entries["article"], entries["run"]))]
            same = entries["run"][1:] == entries["run"][:-1]
            first, second = (entries["article"][at][same].astype(np.uint64) for at in (slice(None, -1), slice(1, None)))
            found.add(first << np.uint64(32) | second, first // np.uint64(share) if bits else None)
    for path in found.paths:
        pairs, counts = np.unique(np.fromfile(path, dtype=np.uint64), return_counts=True)
        path.unlink()
        yield pairs[counts >= _SHARED_RUNS]


def _verified(signatures: Signatures, pairs: Pairs) -> Iterator[tuple[int, int]]:
    for pair in pairs.tolist():
        one, other = pair >> 32, pair & 0xFFFFFFFF
        if is_copy(signatures.of(one), signatures.of(other)):
            yield one, other


class _Buckets:
    """Files to which rows go by a number of each."""

    def __init__(self, folder: Path, count: int) -> None:
        folder.mkdir()
        self.paths = [folder / f"{number:03d}" for number in range(count)]
        self._stack = ExitStack()
        self._files: list[BinaryIO] = []

    def __enter__(self) -> _Buckets:
        self._files = [self._stack.enter_context(path.open("wb")) for path in self.paths]
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, rows: npt.NDArray[Any], bucket: npt.NDArray[np.uint64] | None) -> None:
        """Each row to its bucket; all to the first without any."""
        if bucket is None:
            rows.tofile(self._files[0])
            return
        order = np.argsort(bucket, kind="stable")
        ends = np.searchsorted(bucket[order], np.arange(len(self.paths)), side="right")
        for number, some in enumerate(np.split(rows[order], ends[:-1])):
            some.tofile(self._files[number])


def _copies(run: Path, signatures: Signatures, groups: Sequence[Sequence[int]]) -> Iterator[tuple[int, Copy]]:
    """Number and record of every copy: of each group all but the earliest, and whatever has the text of another word for word."""
    grouped = {article for group in groups for article in group}
    head: dict[int, Head] = {}
    same: list[tuple[int, Head]] = []
    for number, one in enumerate(_heads(run, len(signatures.paths))):
        if one.duplicate_of:
            same.append((number, one))
        elif number in grouped:
            head[number] = one
    origin: dict[str, tuple[str, str]] = {}
    for group in groups:
        first = min(group, key=head.__getitem__)
        agency = min((head[article].agency for article in group if head[article].agency), default="")
        for article in group:
            origin[head[article].id] = head[first].id, agency
            if article != first:
                shared = share_of(signatures.of(article), signatures.of(first))
                yield article, _copy(head[article].id, head[first].id, agency, shared)
    for number, one in same:
        text_of = one.duplicate_of or ""
        yield number, _copy(one.id, *origin.get(text_of, (text_of, one.agency)), 1.0)


def _heads(run: Path, parts: int) -> Iterator[Head]:
    for part in range(parts):
        for fields in json.loads(_signatures(run, part, "json").read_bytes())["heads"]:
            yield Head(*fields)


def _copy(article: str, origin: str, agency: str, shared: float) -> Copy:
    return Copy(article_id=article, copy_of=origin, shared=round(shared, 3), agency=agency or None)
