"""Streams as files, for formats whose index stands at the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from extractor.intake.formats.shapes import Given


@contextmanager
def local_copy(stream: BinaryIO, given: Given) -> Iterator[Path]:
    """A file with the stream's bytes: the file itself where it is one, else a copy that goes with the block."""
    if given.path is not None:
        yield given.path
        return
    with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
        path = Path(folder) / "copy"
        with path.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        yield path
