"""The run folder as a place: on a disk, or at an address that fsspec knows (`s3://bucket/run`).

A file appears whole or not at all: on a disk under a temporary name that is renamed, in an object store by the one request that
puts it there. Addresses are paths of universal_pathlib, which have what we use of pathlib's.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast
from uuid import uuid4


class FolderError(ValueError):
    """A run folder that cannot be reached, with what to do about it."""


# Another process may have written what a kept listing does not show.
_OPTIONS: Final = {"use_listings_cache": False}


def run_folder(printed: str) -> Path:
    """The folder that a person named: a path, or an address. Raises FolderError for an address that nobody here can read.

    >>> run_folder("runs/nov6")
    PosixPath('runs/nov6')
    """
    if "://" not in printed:
        return Path(printed)
    if printed.startswith("file://"):
        return Path(printed.removeprefix("file://"))
    try:
        from upath import UPath
    except ImportError:
        raise FolderError(f"{printed}: addresses need another library: pip install 'extractor[cloud]'") from None
    try:
        return cast(Path, UPath(printed.rstrip("/"), **_OPTIONS))
    except (ValueError, ImportError) as error:
        raise FolderError(f"{printed}: {error}") from error


def is_remote(path: Path) -> bool:
    """Whether it is an address: it has no locks and no renaming."""
    return not isinstance(path, Path)


def system_of(path: Path) -> Any:
    """The fsspec file system behind an address."""
    return cast(Any, path).fs


def address(path: Path) -> str:
    """The name by which a database knows a file."""
    return str(system_of(path).unstrip_protocol(cast(Any, path).path)) if is_remote(path) else str(path)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A local file to write, which takes its place at `path` once the block ends well."""
    with scratch_file(path) as made:
        yield made
        if is_remote(path):
            system_of(path).put_file(str(made), cast(Any, path).path)
        else:
            made.replace(path)


@contextmanager
def scratch_file(path: Path) -> Iterator[Path]:
    """A local file to work in on the way to `path`, which goes with the block; what a killed process leaves of it, the run sweeps up."""
    if is_remote(path):
        with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
            yield Path(folder) / "file"
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another process, on this machine or another, may be writing the same file: each has a temporary name of its own.
    made = path.with_name(f"{path.name}.{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}.tmp")
    try:
        yield made
    finally:
        made.unlink(missing_ok=True)


@contextmanager
def local_file(path: Path) -> Iterator[Path]:
    """A local file with the same bytes: the file itself where it is one. Raises OSError when there is none."""
    if not is_remote(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
        copy = Path(folder) / path.name
        system_of(path).get_file(cast(Any, path).path, str(copy))
        yield copy


def names_in(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder whose names fit, sorted; none where there is no folder."""
    return sorted(folder.glob(pattern), key=lambda path: path.name)


def remove(folder: Path) -> None:
    """The folder with all that is in it; nothing where there is none."""
    if not is_remote(folder):
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.exists():
        system_of(folder).rm(cast(Any, folder).path, recursive=True)
