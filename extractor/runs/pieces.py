"""Who does which articles: chunks in turn, the last of them in pieces, so that nobody is idle while another finishes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from extractor.runs.settings import Shard

# Half a second of work at most is waited for at the end of a pass; a piece costs some hundredths more than its share of a chunk.
PIECE_ARTICLES: Final = 25


class Piece(NamedTuple):
    """A chunk of a batch, or the articles of it from `first` to before `behind`."""

    chunk: int
    first: int = 0
    behind: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is all of its chunk."""
        return self.behind is None

    def __str__(self) -> str:
        return f"chunk {self.chunk}" + ("" if self.is_whole else f", articles {self.first} to {self.behind}")


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


def cut(chunks: Sequence[int], totals: Sequence[int], hands: int) -> list[Piece]:
    """The chunks, with the last ones in pieces: as many of them as there are hands, if there are several.

    totals: the articles of each chunk.

    >>> cut([0, 1, 2], [200, 200, 40], hands=2)[:2]
    [Piece(chunk=0, first=0, behind=None), Piece(chunk=1, first=0, behind=25)]
    >>> cut([0, 1], [200, 40], hands=1)
    [Piece(chunk=0, first=0, behind=None), Piece(chunk=1, first=0, behind=None)]
    """
    last = len(chunks) - (hands if hands > 1 else 0)
    pieces: list[Piece] = []
    for place, chunk in enumerate(chunks):
        if place < last or totals[chunk] <= PIECE_ARTICLES:
            pieces.append(Piece(chunk))
        else:
            starts = range(0, totals[chunk], PIECE_ARTICLES)
            pieces += [Piece(chunk, first, min(first + PIECE_ARTICLES, totals[chunk])) for first in starts]
    return pieces


def learned_path(run: Path, piece: Piece) -> Path:
    """Where it stands what the articles of a piece spell out."""
    return run / "learned" / f"{_name(piece)}.json"


def extracted_path(run: Path, piece: Piece) -> Path:
    """Where the records of a piece wait for those of the rest of its chunk."""
    return run / "pieces" / f"{_name(piece)}.jsonl"


def _name(piece: Piece) -> str:
    return f"part-{piece.chunk:05d}" + ("" if piece.is_whole else f"-{piece.first:03d}-{piece.behind:03d}")
