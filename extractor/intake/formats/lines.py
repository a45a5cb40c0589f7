"""Lines of text out of a stream, each decoded by itself, so that one bad byte costs one line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from extractor.intake.encoding import DecodeError, decode, find_encoding
from extractor.intake.formats.shapes import peeked
from extractor.intake.limits import MAX_VALUE_BYTES


class Line(NamedTuple):
    """`text` with its line break, or `wrong`: what is wrong with it and at which stage."""

    number: int  # 1-based
    text: str = ""
    stage: str = ""
    wrong: str = ""


def read_lines(stream: BinaryIO, encoding: str | None) -> Iterator[Line]:
    """Every line. Raises DecodeError for binary data."""
    head, stream = peeked(stream)
    codec = encoding or find_encoding(head)
    if codec.startswith(("utf-16", "utf-32")):
        # Lines of wide characters cannot be cut at the byte 0x0a.
        for number, text in enumerate(io.TextIOWrapper(cast(io.BufferedReader, stream), codec, newline="\n"), 1):
            yield Line(number, text)
        return
    number = 0
    while raw := stream.readline(MAX_VALUE_BYTES + 1):
        number += 1
        if len(raw) > MAX_VALUE_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_VALUE_BYTES)
            yield Line(number, stage="limits", wrong=f"a line longer than {MAX_VALUE_BYTES:,} bytes")
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            yield Line(number, raw.decode("utf-8") if encoding is None else decode(raw, encoding)[0])
        except UnicodeDecodeError:
            yield _odd_line(number, raw)
        except DecodeError as error:
            yield Line(number, stage="decode", wrong=str(error))


def _odd_line(number: int, raw: bytes) -> Line:
    try:
        return Line(number, decode(raw)[0])
    except DecodeError as error:
        return Line(number, stage="decode", wrong=str(error))
