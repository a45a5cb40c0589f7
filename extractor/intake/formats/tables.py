"""CSV and its relatives: any delimiter, line breaks inside quotes, a header that names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from extractor.intake.encoding import DecodeError
from extractor.intake.formats.lines import read_lines
from extractor.intake.formats.shapes import Given, Items, Row
from extractor.intake.limits import MAX_VALUE_BYTES
from extractor.intake.names import column_hint, is_text_column

SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".psv"})
_DELIMITERS = (",", "\t", ";", "|")
# A setting of the whole process; the module's own limit is shorter than many articles.
csv.field_size_limit(MAX_VALUE_BYTES)


def looks_like(head: bytes, given: Given) -> bool:
    """The name says so, or the first line names columns and the text is one of them."""
    return given.suffix in SUFFIXES or is_text_column(
        _header(head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("latin-1"))[1], given.mapping
    )


def _header(line: str) -> tuple[str, list[str]]:
    """The delimiter and the columns' names: whichever delimiter parts the line into most."""
    # A lone carriage return is a line break to the csv module, and an error in the middle of a line.
    line = line.rstrip("\r\n").replace("\r", " ")
    parted = [(delimiter, next(csv.reader([line], delimiter=delimiter), [])) for delimiter in _DELIMITERS]
    delimiter, names = max(parted, key=lambda found: len(found[1]))
    return delimiter, [name.strip() for name in names]


class _Lines:
    """The lines' text for the csv module, which asks for another as long as a quote is open. Keeps what was wrong with the last."""

    def __init__(self, stream: BinaryIO, given: Given) -> None:
        self._lines = read_lines(stream, given.encoding)
        self.number = 0
        self.wrong: tuple[str, str] | None = None
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.number = line.number
        if line.wrong:
            self.wrong = line.stage, line.wrong
        return line.text or "\n"


def read(stream: BinaryIO, given: Given) -> Items:
    """A row for each line of the table that has as many fields as the header."""
    lines = _Lines(stream, given)
    try:
        first = next(lines, "")
        delimiter, names = _header(first)
        if not is_text_column(names, given.mapping):
            yield given.reject("parse", column_hint(names, given.mapping), "line 1")
            return
        yield from _rows(csv.reader(lines, delimiter=delimiter), lines, names, given)
    except DecodeError as error:
        yield given.reject("decode", str(error))


def _rows(table: Iterator[list[str]], lines: _Lines, names: list[str], given: Given) -> Items:
    while True:
        place = f"line {lines.number + 1}"
        try:
            fields = next(table, None)
        except csv.Error as error:
            yield given.reject("parse", f"{error}; a quote that is not closed? The rest is not read", place)
            return
        if fields is None:
            return
        wrong, lines.wrong = lines.wrong, None
        if wrong:
            yield given.reject(*wrong, place)
        elif lines.ended:
            yield given.reject("parse", "a quoted field is not closed before the end of the file: truncated?", place)
        elif fields and any(fields):
            while len(fields) > len(names) and not fields[-1]:
                fields.pop()
            if len(fields) != len(names):
                yield given.reject("parse", f"{len(fields)} fields where the header names {len(names)}", place)
            else:
                yield Row(given.at(place), dict(zip(names, fields, strict=True)))
