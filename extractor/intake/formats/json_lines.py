"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from typing import BinaryIO

from extractor.intake.encoding import DecodeError
from extractor.intake.formats.lines import read_lines
from extractor.intake.formats.shapes import HEAD_BYTES, Given, Items, Row
from extractor.records import Rejected

SUFFIXES = frozenset({".jsonl", ".ndjson", ".jl", ".jsonlines"})


def looks_like(head: bytes, given: Given) -> bool:
    """The first line is a whole object, or so long an object that its end is not in sight."""
    first, newline, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not first.startswith(b"{") or first.rstrip() == b"{":
        return False
    # One object alone in a .json may hold the whole list.
    if given.suffix == ".json" and not rest.lstrip().startswith(b"{"):
        return False
    if not newline and len(head) >= HEAD_BYTES:
        return True
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def read(stream: BinaryIO, given: Given) -> Items:
    """A row for each line that is an object."""
    try:
        for line in read_lines(stream, given.encoding):
            place = f"line {line.number}"
            if line.wrong:
                yield given.reject(line.stage, line.wrong, place)
            elif text := line.text.strip():
                yield _row(text, given, place)
    except DecodeError as error:
        yield given.reject("decode", str(error))


def _row(text: str, given: Given, place: str) -> Row | Rejected:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        ends = error.pos >= len(text) or error.msg.startswith("Unterminated string")
        hint = " (the line ends inside a value: a truncated file?)" if ends else ""
        return given.reject("parse", f"not JSON: {error}{hint}", place)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets within brackets
        return given.reject("parse", f"not JSON: {error}", place)
    if not isinstance(value, dict):
        return given.reject("parse", f"expected a JSON object, found {type(value).__name__}", place)
    return Row(given.at(place), value)
