"""Paths, folders, globs and URLs to the files behind them. What is listed is opened or rejected, never passed over."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, BinaryIO, cast


class InputError(ValueError):
    """Nothing can be read at all: no such path, no such field."""


def list_inputs(inputs: Sequence[str]) -> list[str]:
    """Files behind paths, folders, globs and URLs, sorted within each; `-` stays.

    Names that begin with a dot are left out of folders. Raises InputError for a path that is not there.
    """
    found: list[str] = []
    for given in inputs:
        path = Path(given)
        if given == "-":
            found.append(given)
        elif is_url(given):
            found += _list_url(given)
        elif path.is_dir():
            found += sorted(_walk(given, set()))
        elif os.path.lexists(path):
            found.append(given)
        elif matches := sorted(glob.glob(given, recursive=True)):  # noqa: PTH207  (Path.glob takes no absolute patterns)
            found += [match for match in matches if not Path(match).is_dir()]
        else:
            raise InputError(f"{given}: no such file or folder")
    return found


def is_url(source: str) -> bool:
    """Whether this is read through fsspec: s3://bucket/dump.jsonl."""
    return "://" in source


def _walk(folder: str, above: set[tuple[int, int]]) -> Iterator[str]:
    """Everything in a folder that is no folder. A link back to a folder we stand in is not followed again."""
    try:
        known = Path(folder).stat()
        entries = list(os.scandir(folder))
    except OSError:
        yield folder  # opening it will say why it cannot be listed
        return
    here = (known.st_dev, known.st_ino)
    if here in above:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if Path(entry.path).is_dir():
            yield from _walk(entry.path, above | {here})
        else:
            yield entry.path


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError:
        raise InputError("URLs need another library: pip install 'extractor[cloud]'") from None
    return fsspec


def _list_url(url: str) -> list[str]:
    try:
        system, path = _fsspec().core.url_to_fs(url)
        if glob.has_magic(path):
            paths = [found for found in system.glob(path) if not system.isdir(found)]
        elif system.isdir(path):
            paths = system.find(path)
        elif system.exists(path):
            return [url]
        else:
            paths = []
        found = sorted(str(system.unstrip_protocol(found)) for found in paths)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"{url}: {error}") from error
    if not found:
        raise InputError(f"{url}: no such object")
    return found


def open_source(source: str) -> BinaryIO:
    """The bytes of one listed input. Raises OSError, with the reason, for what is no file or may not be read."""
    if source == "-":
        return sys.stdin.buffer
    if is_url(source):
        return cast(BinaryIO, _fsspec().open(source, "rb").open())
    # Opening a named pipe would wait for a writer for ever.
    mode = Path(source).stat().st_mode
    if S_ISDIR(mode):
        os.scandir(source).close()  # a folder is here because it could not be listed, and says so itself
    if not S_ISREG(mode):
        raise OSError("not a regular file")
    return Path(source).open("rb")
