"""JSON that is not lines: an array of objects, objects one behind the other, or an object that holds the array.

Read a value at a time, whatever the size of the file.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from extractor.intake.encoding import DecodeError, find_encoding
from extractor.intake.formats.shapes import Given, Items, Row, peeked
from extractor.intake.limits import MAX_VALUE_BYTES
from extractor.records import Rejected

SUFFIXES = frozenset({".json"})
_PIECE_CHARS = 65_536
_BETWEEN = re.compile(r"[\s,]*")
# Names under which services put their list of articles.
_LISTS = ("articles", "results", "items", "data", "docs", "documents", "hits", "stories")


def looks_like(head: bytes, given: Given) -> bool:
    """A bracket, then something that may stand in an array; or a brace where the name says JSON."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(re.match(rb"\[\s*(?:\{|$)", start)) or (given.suffix in SUFFIXES and start.startswith((b"{", b"[")))


def read(stream: BinaryIO, given: Given) -> Items:
    """A row for each object, wherever it lies."""
    head, stream = peeked(stream)
    try:
        codec = given.encoding or find_encoding(head)
    except DecodeError as error:
        yield given.reject("decode", str(error))
        return
    text = io.TextIOWrapper(
        cast(io.BufferedReader, stream), "utf-8-sig" if codec == "utf-8" else codec, errors="surrogateescape"
    )
    for number, value in enumerate(_values(text, given), 1):
        if isinstance(value, Rejected):
            yield value
        else:
            yield from _rows(value, given, f"item {number}")


def _rows(value: object, given: Given, place: str) -> Items:
    if not isinstance(value, dict):
        yield given.reject("parse", f"expected a JSON object, found {type(value).__name__}", place)
        return
    inner = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    if inner is None or given.mapping.get("text", "text") in value:
        yield Row(given.at(place), value)
        return
    for number, item in enumerate(inner, 1):
        yield from _rows(item, given, f"{place}, item {number}")


def _values(text: io.TextIOWrapper, given: Given) -> Iterator[object]:
    """Every value of the array or of the sequence; a Rejected for where it breaks off."""
    decoder = json.JSONDecoder()
    held, whole = text.read(_PIECE_CHARS), False
    in_array = held.lstrip().startswith("[")
    at = held.index("[") + 1 if in_array else 0
    while True:
        between = _BETWEEN.match(held, at)
        at = between.end() if between else at
        if in_array and held.startswith("]", at):
            if (held[at + 1 :] + text.read(_PIECE_CHARS)).strip():
                yield given.reject("parse", "something stands behind the end of the array; it is not read")
            return
        wrong: Exception | None = None
        if at < len(held):
            try:
                value, at = decoder.raw_decode(held, at)
            except (ValueError, RecursionError) as error:
                wrong = error
            else:
                yield value
                continue
        # Either nothing is left of this piece, or the value goes on in the next one.
        if whole or len(held) - at > MAX_VALUE_BYTES or isinstance(wrong, RecursionError):
            if wrong is not None:
                yield given.reject("parse", f"not JSON from here on, the rest is not read: {wrong}")
            elif in_array:
                yield given.reject("parse", "the array is not closed: the file is truncated")
            return
        more = text.read(max(_PIECE_CHARS, len(held) - at))
        held, at, whole = held[at:] + more, 0, not more
