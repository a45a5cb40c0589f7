"""Compressed streams: gzip, bzip2, xz, Zstandard. Cut files and bombs are noticed, which other readers of these formats pass over.

Several streams one behind the other are one stream, as the tools that write them have it; anything else behind the end is an error.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

import zstandard

from extractor.intake.limits import BOMB_BYTES, MAX_GROWTH, LimitError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Small enough that a packed piece of the worst bomb (Zstandard: 1 to 32,768) unpacks into memory.
_PIECE_BYTES = 4_096
# The largest window that `zstd --long` writes; archives of social media use it.
_ZSTD_WINDOW = 1 << 31

_ERRORS = (zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError)

_MAGIC: tuple[tuple[bytes, str, Callable[[], Any]], ...] = (
    (b"\x1f\x8b", "gzip", lambda: zlib.decompressobj(wbits=31)),
    (b"BZh", "bzip2", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMADecompressor),
    (
        b"\x28\xb5\x2f\xfd",
        "Zstandard",
        lambda: zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj(),
    ),
)


class CutError(EOFError):
    """A file that ends before it should."""


def compression_of(head: bytes) -> int | None:
    """Which compression begins like this; None for none.

    >>> compression_of(b"BZh91AY"), compression_of(b"Jane Roe")
    (1, None)
    """
    return next((number for number, (magic, _, _) in enumerate(_MAGIC) if head.startswith(magic)), None)


def unpack(stream: BinaryIO, compression: int) -> BinaryIO:
    """The stream behind a compression. Reading it raises CutError, LimitError or OSError with the byte where it went wrong."""
    return io.BufferedReader(_Unpacked(stream, compression), 1 << 16)


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: BinaryIO, compression: int) -> None:
        self._stream = stream
        self._magic, self._name, self._make = _MAGIC[compression]
        self._inner = self._make()
        self._ready = b""
        self._packed = self._plain = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        while not self._ready:
            if not self._fill():
                return 0
        data, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(data)] = data
        return len(data)

    def _fill(self) -> bool:
        """Some more plain bytes; False at the end of the last stream."""
        piece = self._stream.read(_PIECE_BYTES)
        if not piece:
            if self._inner.eof:
                return False
            raise CutError(f"{self._name} data cut off after byte {self._packed:,}: the file is truncated")
        self._packed += len(piece)
        pieces = []
        while piece:
            if self._inner.eof:
                # Padding with zeros is what tape drives and `xz` write.
                piece = piece.lstrip(b"\x00")
                if not piece:
                    break
                if not piece.startswith(self._magic[: len(piece)]):
                    raise OSError(f"no {self._name} data any more at about byte {self._packed - len(piece):,}")
                self._inner = self._make()
            try:
                pieces.append(self._inner.decompress(piece))
            except _ERRORS as error:
                raise OSError(f"{self._name} data damaged at about byte {self._packed:,}: {error}") from error
            piece = self._inner.unused_data if self._inner.eof else b""
        self._ready = b"".join(pieces)
        self._plain += len(self._ready)
        if self._plain > BOMB_BYTES and self._plain > MAX_GROWTH * self._packed:
            raise LimitError(f"unpacks to more than {MAX_GROWTH} times its size at byte {self._packed:,}: no text does")
        return True
