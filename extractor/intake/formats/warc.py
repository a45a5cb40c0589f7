"""Web archives (WARC and WET, as Common Crawl's news has them): one page a record.

The format is headers, a length and as many bytes; it is read here because the libraries for it pass over files that are cut off.
Source: ISO 28500, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from extractor.intake.encoding import DecodeError, decode
from extractor.intake.formats.packed import CutError
from extractor.intake.formats.pages import read_page
from extractor.intake.formats.shapes import Given, Items, Row
from extractor.intake.limits import MAX_PAGE_BYTES
from extractor.records import Rejected

SUFFIXES = frozenset({".warc", ".wet"})
# Records about records: what was asked, how the crawl went.
_NO_PAGES = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation"})
_MAX_HEADER_BYTES = 65_536
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")


def looks_like(head: bytes, _given: Given) -> bool:
    """Every record begins with its version."""
    return head.startswith(b"WARC/")


def read(stream: BinaryIO, given: Given) -> Items:
    """A row for each page. Raises CutError where the file ends inside a record."""
    for number, (headers, body) in enumerate(_records(stream), 1):
        if headers.get("warc-type", "") in _NO_PAGES:
            continue
        url = headers.get("warc-target-uri", "").strip("<>")
        place = f"record {number}"
        if body is None:
            yield given.reject("limits", f"a page of more than {MAX_PAGE_BYTES:,} bytes: {url}", place)
        elif headers.get("content-type", "").replace(" ", "").startswith("application/http"):
            yield _answer(body, url, given, place)
        else:
            yield _content(headers.get("content-type", ""), body, url, given, place)


def _records(stream: BinaryIO) -> Iterator[tuple[Mapping[str, str], bytes | None]]:
    """Headers (names in lower case) and body of each record; None for a body that is too long to hold."""
    at = 0
    while True:
        line = stream.readline(_MAX_HEADER_BYTES)
        at += len(line)
        if not line:
            return
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise OSError(f"no record where one should begin, at byte {at - len(line):,}")
        head = bytearray()
        while line.strip():
            line = stream.readline(_MAX_HEADER_BYTES)
            at += len(line)
            head += line
            if not line or len(head) > _MAX_HEADER_BYTES:
                raise CutError(f"ends inside a record's headers at byte {at:,}: the file is truncated")
        headers = _headers(bytes(head))
        length = headers.get("content-length", "")
        if not length.isascii() or not length.isdigit() or len(length) > 15:
            raise OSError(f"a record without a length at byte {at:,}")
        left = int(length)
        if left > MAX_PAGE_BYTES:
            body = None
            while left and (skipped := stream.read(min(left, 1 << 20))):
                left -= len(skipped)
        else:
            body = stream.read(left)
            left -= len(body)
        if left:
            raise CutError(
                f"ends {left:,} bytes before the end of the record that begins at byte {at:,}: the file is truncated"
            )
        at += int(length)
        yield headers, body


def _headers(head: bytes) -> dict[str, str]:
    """Header lines as name → value; the names in lower case, the first of each."""
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _answer(data: bytes, url: str, given: Given, place: str) -> Row | Rejected:
    """The page in a server's answer: status, headers, body."""
    head, gap, body = data.partition(b"\r\n\r\n")
    if not gap:
        head, _, body = data.partition(b"\n\n")
    status, _, lines = head.partition(b"\n")
    code = [*status.split(), b"", b""][1].decode("ascii", "replace")
    if code != "200":
        return given.reject("parse", f"the server answered {code or 'nothing'}: {url}", place)
    headers = _headers(lines)
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _unchunk(body)
    encoding = headers.get("content-encoding", "").lower()
    if encoding in ("gzip", "x-gzip", "deflate"):
        inner = zlib.decompressobj(wbits=47 if "gzip" in encoding else (15 if body[:1] == b"\x78" else -15))
        try:
            body = inner.decompress(body, MAX_PAGE_BYTES + 1)
        except zlib.error as error:
            return given.reject("decode", f"the page's {encoding} data is damaged: {error}", place)
    elif encoding not in ("", "identity"):
        return given.reject("decode", f"the page is packed with {encoding!r}, which is not read", place)
    return _content(headers.get("content-type", "text/html"), body, url, given, place)


def _unchunk(body: bytes) -> bytes:
    """The pieces of a body sent piece by piece; the body itself where the pieces were joined and the header left."""
    pieces: list[bytes] = []
    at = 0
    while size := _CHUNK.match(body, at):
        length = int(size[1], 16)
        if not length:
            return b"".join(pieces)
        pieces.append(body[size.end() : size.end() + length])
        at = size.end() + length + 2
    return b"".join(pieces) if pieces and at >= len(body) else body


def _content(kind: str, body: bytes, url: str, given: Given, place: str) -> Row | Rejected:
    kind = kind.partition(";")[0].strip().lower()
    if kind == "text/plain":
        try:
            return Row(given.at(place), {"text": decode(body, given.encoding)[0], "url": url}, ours=True)
        except DecodeError as error:
            return given.reject("decode", str(error), place)
    if kind in ("text/html", "application/xhtml+xml"):
        return read_page(body, given, url or None, place)
    return given.reject("parse", f"{kind or 'an unnamed kind'}, expected a page: {url}", place)
