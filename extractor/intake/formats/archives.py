"""ZIP and tar: every member is read as the file it is."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, cast

from extractor.intake.formats.packed import CutError
from extractor.intake.formats.shapes import Given, Items, printable
from extractor.intake.formats.spool import local_copy
from extractor.intake.limits import BOMB_BYTES, MAX_GROWTH

ZIP_SUFFIXES = frozenset({".zip"})
TAR_SUFFIXES = frozenset({".tar", ".tgz"})
Inner = Callable[[BinaryIO, Given], Items]
_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/container.xml"})


def looks_like_zip(head: bytes, _given: Given) -> bool:
    """A first member, or the end of an empty archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def looks_like_tar(head: bytes, _given: Given) -> bool:
    """The mark of every tar since 1988."""
    return head[257:262] == b"ustar"


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def read_zip(stream: BinaryIO, given: Given, inner: Inner) -> Items:
    """What `inner` reads of each member, in the archive's order."""
    with local_copy(stream, given) as path:
        try:
            archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            yield given.reject("open", f"no whole ZIP archive: {error}")
            return
        with archive:
            # `is_dir` fails on a member without a name.
            files = [info for info in archive.infolist() if not info.filename.endswith("/")]
            members = [info for info in files if not _is_hidden(info.filename)]
            if _OFFICE & {info.filename for info in archive.infolist()}:
                yield given.reject("open", "an office document or e-book; save it as text, HTML or CSV")
                return
            for info in members:
                member = given.inside(printable(info.filename))
                if info.file_size > BOMB_BYTES and info.file_size > MAX_GROWTH * max(1, info.compress_size):
                    yield member.reject("limits", f"unpacks to more than {MAX_GROWTH} times its size: no text does")
                    continue
                try:
                    opened = archive.open(info)
                except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
                    yield member.reject("open", f"cannot be unpacked: {error}")
                    continue
                with opened:
                    yield from inner(cast(BinaryIO, _Checked(opened)), member)


class _Checked:
    """A member whose damage is an OSError, as everywhere else."""

    def __init__(self, opened: IO[bytes]) -> None:
        self._opened = opened

    def read(self, size: int = -1) -> bytes:
        try:
            return self._opened.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise OSError(f"the member is damaged: {error}") from error


class _Member(tarfile.TarInfo):
    """A header that is missing is an error: the module takes a file that is cut off between two members for a whole one."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> _Member:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.HeaderError as error:
            if type(error).__name__ == "EOFHeaderError":  # the mark itself; the module does not export its name
                raise
            raise CutError(f"ends without the mark of its end: the archive is truncated ({error})") from error


def read_tar(stream: BinaryIO, given: Given, inner: Inner) -> Items:
    """What `inner` reads of each member, in the archive's order. Raises CutError for an archive that is cut off."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Member) as archive:
            for info in _members(archive):
                if info.isdir() or _is_hidden(info.name):
                    continue
                member = given.inside(printable(info.name))
                opened = archive.extractfile(info) if info.isfile() else None
                if opened is None:
                    yield member.reject("open", "not a regular file")
                else:
                    yield from inner(cast(BinaryIO, opened), member)
    except tarfile.TarError as error:
        raise CutError(f"the archive is damaged or truncated: {error}") from error


def _members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """One at a time; the module would keep them all."""
    while (info := archive.next()) is not None:
        yield info
        archive.members = []  # type: ignore[attr-defined]  # how its documentation keeps memory flat; the stubs leave it out
