"""What readers are given and what they give."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from extractor.intake.limits import LimitError
from extractor.records import Rejected

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# The first bytes tell the format and the encoding.
HEAD_BYTES = 65_536
_BUFFER_BYTES = 1 << 18


class Row(NamedTuple):
    """The named fields of what is to be an article, and where in its source they stood.

    `ours`: the reader itself named the fields, as of a text or a page; what `--map` calls them stands elsewhere.
    """

    place: str | None
    fields: Mapping[str, object]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader is told about its stream."""

    source: str  # printable name of the file or URL
    name: str  # name of the file or member: its suffix breaks ties
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    member: str = ""  # "member a/b.txt" inside an archive
    depth: int = 0  # archives and compressions around it
    path: Path | None = None  # the plain local file, for readers that must jump about in it

    @property
    def suffix(self) -> str:
        """The last suffix, in lower case, with its dot; "" without one."""
        return Path(self.name).suffix.lower()

    def at(self, place: str | None) -> str | None:
        """The place within the source: member, then line."""
        return ", ".join(filter(None, (self.member, place))) or None

    def unpacked(self) -> Given:
        """The same once its compression is taken off: a.jsonl.gz is a.jsonl."""
        return replace(self, name=self.name.rpartition(".")[0] or self.name, depth=self.depth + 1, path=None)

    def inside(self, member: str) -> Given:
        """A member of this archive."""
        return replace(self, name=member, member=self.at(f"member {member}") or "", depth=self.depth + 1, path=None)

    def reject(self, stage: str, reason: str, place: str | None = None) -> Rejected:
        """What could not be read, with its place."""
        return Rejected.model_validate(
            {"input": self.source, "place": self.at(place), "stage": stage, "reason": reason}
        )


Items = Iterator[Row | Rejected]
Reader = Callable[[BinaryIO, Given], Items]


class Format(NamedTuple):
    """A line of the table of formats."""

    name: str
    suffixes: frozenset[str]  # decide where the content does not
    looks_like: Callable[[bytes, Given], bool]
    read: Reader


def printable(text: str) -> str:
    """A name as it can be written into any file: bytes that are no UTF-8 are shown as escapes.

    >>> printable(b"caf\\xe9.txt".decode("utf-8", "surrogateescape"))
    'caf\\\\xe9.txt'
    """
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _Again(io.RawIOBase):
    """A stream whose first bytes have been read already, from its beginning; what went wrong behind them comes in its turn."""

    def __init__(self, head: bytes, rest: BinaryIO, wrong: Exception | None) -> None:
        self._head = head
        self._rest = rest
        self._wrong = wrong

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        if not self._head and self._wrong is not None:
            raise self._wrong
        data = self._head[: len(view)] if self._head else _some(self._rest, len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        return len(data)


def peeked(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and the stream with them still in it.

    Raises OSError, EOFError or LimitError where not even one byte can be read; later the stream does, behind the bytes before.
    """
    head, wrong = b"", None
    try:
        while len(head) < HEAD_BYTES and (data := _some(stream, HEAD_BYTES - len(head))):
            head += data
    except (OSError, EOFError, LimitError) as error:
        if not head:
            raise
        wrong = error
    return head, io.BufferedReader(_Again(head, stream, wrong), _BUFFER_BYTES)


def _some(stream: BinaryIO, most: int) -> bytes:
    """What can be had at once: a buffer that is to be filled loses what it holds when the stream breaks off meanwhile."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    return read(most)
