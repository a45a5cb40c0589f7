"""A stream to rows: its compression is taken off, its format found by content, archives are walked. The table of formats."""

from __future__ import annotations

import re
import tarfile
from typing import BinaryIO, Final

from extractor.intake.formats import archives, json_lines, json_values, pages, parquet, plain, tables, warc
from extractor.intake.formats.packed import compression_of, unpack
from extractor.intake.formats.shapes import Format, Given, Items, peeked
from extractor.intake.limits import MAX_DEPTH, LimitError
from extractor.records import Rejected


def _read_zip(stream: BinaryIO, given: Given) -> Items:
    return archives.read_zip(stream, given, read_stream)


def _read_tar(stream: BinaryIO, given: Given) -> Items:
    return archives.read_tar(stream, given, read_stream)


# Tried from the top: by content first, then by suffix. Text comes last, for everything is text to somebody.
FORMATS: Final = (
    Format("zip", archives.ZIP_SUFFIXES, archives.looks_like_zip, _read_zip),
    Format("tar", archives.TAR_SUFFIXES, archives.looks_like_tar, _read_tar),
    Format("parquet", parquet.SUFFIXES, parquet.looks_like, parquet.read),
    Format("warc", warc.SUFFIXES, warc.looks_like, warc.read),
    Format("html", pages.SUFFIXES, pages.looks_like, pages.read),
    Format("json lines", json_lines.SUFFIXES, json_lines.looks_like, json_lines.read),
    Format("json", json_values.SUFFIXES, json_values.looks_like, json_values.read),
    Format("table", tables.SUFFIXES, tables.looks_like, tables.read),
    Format("text", plain.SUFFIXES, plain.looks_like, plain.read),
)
# What people send that holds no plain text, and what to do about it.
_FOREIGN: Final = (
    (b"%PDF", "a PDF; turn it into text first (pdftotext)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it, or pack it as ZIP or tar"),
    (b"Rar!", "a RAR archive; unpack it, or pack it as ZIP or tar"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text, HTML or CSV"),
    (b"SQLite format 3\x00", "an SQLite database; export its table as CSV"),
    (b"{\\rtf", "RTF; save it as text or HTML"),
)
# How a rejection begins that is a fault of ours.
FAULT: Final = "cannot be read, for a reason that its reader does not know"
_EXPECTED: Final = "text, HTML, JSON, JSON Lines, CSV, Parquet, WARC, ZIP or tar, also as .gz, .bz2, .xz or .zst"


def read_stream(stream: BinaryIO, given: Given) -> Items:
    """The rows of a stream; what goes wrong in it ends it with a rejection. A stream without any row is one, too."""
    found = False
    try:
        for item in _read(stream, given):
            found = True
            yield item
    except LimitError as error:
        yield given.reject("limits", str(error))
    except (OSError, EOFError, UnicodeError, tarfile.TarError) as error:
        yield given.reject("open", f"cannot be read to its end: {error or type(error).__name__}")
    except (
        Exception
    ) as error:  # foreign bytes meet foreign libraries here: what these did not foresee costs the file, not the run
        yield given.reject("open", f"{FAULT}: {type(error).__name__}: {error}")
    else:
        if not found:
            yield given.reject("parse", "the file is empty: no article in it")


def _read(stream: BinaryIO, given: Given) -> Items:
    head, stream = peeked(stream)
    compression = compression_of(head)
    if compression is not None:
        if given.depth >= MAX_DEPTH:
            yield _too_deep(given)
            return
        yield from _read(unpack(stream, compression), given.unpacked())
        return
    chosen = find_format(head, given)
    if isinstance(chosen, Rejected):
        yield chosen
    elif chosen.name in ("zip", "tar") and given.depth >= MAX_DEPTH:
        yield _too_deep(given)
    else:
        yield from chosen.read(stream, given)


def _too_deep(given: Given) -> Rejected:
    return given.reject("limits", f"packed more than {MAX_DEPTH} times over")


def find_format(head: bytes, given: Given) -> Format | Rejected:
    """Which reader takes a stream that begins like this."""
    for mark, what in _FOREIGN:
        if head.startswith(mark):
            return given.reject("open", f"{what}; expected {_EXPECTED}")
    chosen = next((form for form in FORMATS if form.looks_like(head, given)), None)
    # An empty file, or one whose content is damaged: its name tells whose it was to be.
    chosen = chosen or next((form for form in FORMATS if given.suffix in form.suffixes), None)
    return chosen or given.reject("open", f"unknown kind of file {given.suffix!r}; expected {_EXPECTED}")


def source_file(source: str, place: str | None) -> str:
    """Where an article was read, in one word: file, member, line.

    >>> source_file("dump.zip", "member a.jsonl, line 7")
    'dump.zip:a.jsonl:7'
    """
    parts = [re.sub(r"^(?:line|member|item|row|record) ", "", part) for part in (place or "").split(", ") if part]
    return ":".join([source, *parts])
