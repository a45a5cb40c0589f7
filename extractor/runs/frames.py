"""What settling hands from process to process, in files that last as long as it: pickled, packed, one frame behind the other.

A file that somebody else put there can do nothing: of what a pickle may ask for only our own records and tuples, numbers and days are
made.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, cast

import zstandard

from extractor.records import Frozen
from extractor.runs.folder import is_remote, system_of, whole_file

# The quickest: a frame is read once, minutes after it was written.
_LEVEL: Final = 1
_PLAIN: Final = {("decimal", "Decimal"), ("datetime", "date")}
_OURS: Final = ("extractor.reconcile.", "extractor.records.")


def write_frames(path: Path, things: Iterable[object]) -> list[int]:
    """One frame for each thing, in a file that is whole or not there; returns the byte at which each ends."""
    pack = zstandard.ZstdCompressor(level=_LEVEL)
    ends: list[int] = []
    with whole_file(path) as whole, whole.open("wb") as out:
        for thing in things:
            out.write(pack.compress(pickle.dumps(thing, protocol=5)))
            ends.append(out.tell())
    return ends


def read_frame(path: Path, begin: int = 0, end: int | None = None) -> Any:
    """The thing in the frame between two bytes; the first of the file, where it is the only one."""
    packed = _bytes(path, begin, end)
    return _Reader(io.BytesIO(zstandard.ZstdDecompressor().decompress(packed))).load()


def _bytes(path: Path, begin: int, end: int | None) -> bytes:
    if is_remote(path):
        return cast(bytes, system_of(path).cat_file(cast(Any, path).path, start=begin, end=end))
    with path.open("rb") as file:
        file.seek(begin)
        return file.read(-1 if end is None else end - begin)


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith(_OURS) or (module, name) in _PLAIN else None
        if (module, name) in _PLAIN or (isinstance(found, type) and issubclass(found, (tuple, Frozen))):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}: no part of what settling writes")
