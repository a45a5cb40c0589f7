"""HTML pages: the article without the page around it, and the page's own metadata (trafilatura)."""

from __future__ import annotations

import re
from typing import BinaryIO

from extractor.intake.encoding import DecodeError, decode
from extractor.intake.formats.shapes import Given, Items, Row
from extractor.intake.limits import MAX_PAGE_BYTES, PAGE_SECONDS, TooLongError, time_limit
from extractor.records import Rejected

SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,400}-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_XML_MARK = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_HEAD_BYTES = 4_096


def looks_like(head: bytes, _given: Given) -> bool:
    """It begins as a page does."""
    return bool(_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")))


def read(stream: BinaryIO, given: Given) -> Items:
    """The page's article as one row."""
    yield read_page(stream.read(MAX_PAGE_BYTES + 1), given, None)


def read_page(data: bytes, given: Given, url: str | None, place: str | None = None) -> Row | Rejected:
    """The article of a page that came from `url`."""
    try:
        import trafilatura
        from trafilatura.settings import Document
    except ModuleNotFoundError:
        return given.reject("open", "HTML needs another library: pip install 'extractor[html]'", place)
    except ImportError as error:
        return given.reject("open", f"HTML needs a library that is here and cannot be loaded: {error}", place)
    if len(data) > MAX_PAGE_BYTES:
        return given.reject("limits", f"a page of more than {MAX_PAGE_BYTES:,} bytes", place)
    try:
        text = _decode(data, given.encoding)
    except DecodeError as error:
        return given.reject("decode", str(error), place)
    try:
        with time_limit(PAGE_SECONDS):
            page = trafilatura.bare_extraction(text, url=url, with_metadata=True, include_comments=False)
    except TooLongError as error:
        return given.reject("limits", f"the page {error}", place)
    except Exception as error:
        return given.reject("parse", f"the page cannot be parsed: {type(error).__name__}: {error}", place)
    if not isinstance(page, Document) or not page.text:
        return given.reject("parse", "no article in this page", place)
    fields = {
        "text": page.text,
        "title": page.title,
        "authors": [page.author] if page.author else None,
        "published": page.date,
        "outlet": page.sitename,
        "url": url or page.url,
        "language": page.language,
    }
    return Row(given.at(place), fields, ours=True)


def _decode(data: bytes, encoding: str | None) -> str:
    """As other text, with what the page declares heard before the guesses. Raises DecodeError."""
    declared = _CHARSET.search(data, 0, _HEAD_BYTES)
    text = None
    if encoding is None and declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        for name in ("utf-8", declared[1].decode("ascii")):
            try:
                text = data.decode(name)
                break
            except (UnicodeDecodeError, LookupError):
                continue
    return _XML_MARK.sub("", text if text is not None else decode(data, encoding)[0], count=1)
