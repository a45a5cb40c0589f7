"""Paths to articles: text files, folders, JSON Lines and standard input.

Every input ends as an article or as a rejection with its place and reason; nothing is skipped without a word.
"""

from __future__ import annotations

import bz2
import glob
import gzip
import io
import json
import lzma
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from extractor.intake.encoding import DecodeError, decode, find_encoding
from extractor.intake.metadata import country_of, outlet_of, parse_day, recover
from extractor.records import Article, Rejected, content_id

# The fields of an article in JSON; `--map text=body,published=date` gives other names.
FIELDS = ("id", "text", "title", "published", "outlet", "url", "authors", "language", "country")
# What other people call them: offered as a guess, and read when the field itself is missing and exactly one stands there.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("body", "content", "article", "full_text", "maintext", "article_text", "story"),
    "title": ("headline", "head"),
    "published": ("date", "published_at", "publish_date", "pub_date", "date_published", "publication_date", "datetime"),
    "outlet": ("source", "publisher", "publication", "site", "domain", "media_name"),
    "url": ("link", "uri", "permalink"),
    "authors": ("author", "byline"),
    "id": ("article_id", "doc_id", "uuid", "_id", "guid"),
    "language": ("lang",),
    "country": ("country_code",),
}
# The longest article of a newspaper has some 30,000 words; what is longer than 5 million characters is a dump or a log.
MAX_CHARS = 5_000_000
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ""})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson", ".jl"})
_OPENERS: dict[str, Callable[..., object]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


class InputError(ValueError):
    """Nothing can be read at all: no such path, no such field."""


def parse_mapping(printed: str | None) -> dict[str, str]:
    """`text=body,published=date` as {"text": "body", "published": "date"}.

    Raises InputError naming the field that an article does not have.
    """
    mapping: dict[str, str] = {}
    for part in filter(None, (printed or "").split(",")):
        field, equals, other = part.partition("=")
        field, other = field.strip(), other.strip()
        if not equals or not other:
            raise InputError(f"--map {part!r}: expected FIELD=NAME, such as text=body")
        if field not in FIELDS:
            raise InputError(f"--map {part!r}: an article has no field {field!r}; its fields are {', '.join(FIELDS)}")
        mapping[field] = other
    return mapping


def list_inputs(inputs: Sequence[str]) -> list[str]:
    """Files behind paths, folders and globs, sorted within each; `-` stays. Raises InputError for a path that is not there."""
    found: list[str] = []
    for given in inputs:
        path = Path(given)
        if given == "-":
            found.append(given)
        elif path.is_dir():
            inside = [
                p
                for p in path.rglob("*")
                if p.is_file() and not any(part.startswith(".") for part in p.relative_to(path).parts)
            ]
            found += sorted(map(str, inside))
        elif path.exists():
            found.append(given)
        elif matches := sorted(glob.glob(given, recursive=True)):  # noqa: PTH207  (Path.glob takes no absolute patterns)
            found += [match for match in matches if Path(match).is_file()]
        else:
            raise InputError(f"{given}: no such file or folder")
    return found


def read_articles(
    inputs: Sequence[str], mapping: Mapping[str, str] | None = None, encoding: str | None = None
) -> Iterator[Article | Rejected]:
    """Every article in the inputs, in order; what cannot be read comes as Rejected."""
    for source in list_inputs(inputs):
        yield from read_source(source, mapping or {}, encoding)


def read_source(source: str, mapping: Mapping[str, str], encoding: str | None) -> Iterator[Article | Rejected]:
    """The articles of one file or of standard input (`-`)."""
    if source == "-":
        data = sys.stdin.buffer.read()
        first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if first == b"{":
            yield from _read_lines("stdin", io.BytesIO(data), mapping, encoding)
        else:
            yield _read_text("stdin", data, encoding)
        return
    path = Path(source)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    opener = _OPENERS.get(suffixes[-1]) if suffixes else None
    kind = (suffixes[:-1] or [""])[-1] if opener else (suffixes or [""])[-1]
    if not path.is_file():
        yield Rejected(input=source, stage="open", reason="not a regular file")
        return
    try:
        with cast(BinaryIO, opener(path, "rb") if opener else path.open("rb")) as stream:
            if kind in LINES_SUFFIXES:
                yield from _read_lines(source, stream, mapping, encoding)
            elif kind in TEXT_SUFFIXES:
                yield _read_text(source, stream.read(4 * MAX_CHARS + 1), encoding)
            else:
                yield Rejected(
                    input=source,
                    stage="open",
                    reason=f"unknown kind of file {kind!r}; expected .txt, .md or .jsonl (also .gz, .bz2, .xz)",
                )
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        yield Rejected(input=source, stage="open", reason=f"cannot be read to its end: {error or type(error).__name__}")


def _read_text(source: str, data: bytes, encoding: str | None) -> Article | Rejected:
    try:
        text, _ = decode(data, encoding)
    except DecodeError as error:
        return Rejected(input=source, stage="decode", reason=str(error))
    return make_article({"text": text}, source, None)


def _read_lines(
    source: str, stream: BinaryIO, mapping: Mapping[str, str], encoding: str | None
) -> Iterator[Article | Rejected]:
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), 1 << 20) if not hasattr(stream, "peek") else stream
    head: bytes = buffered.peek(65_536) if hasattr(buffered, "peek") else b""
    try:
        codec = encoding or find_encoding(head)
    except DecodeError as error:
        yield Rejected(input=source, stage="decode", reason=str(error))
        return
    if codec.startswith(("utf-16", "utf-32")):
        # Lines of wide characters cannot be cut at the byte 0x0a.
        wide = io.TextIOWrapper(cast(io.BufferedReader, buffered), codec, newline="\n")
        lines: Iterable[bytes] = (line.encode("utf-8", "surrogatepass") for line in wide)
    else:
        lines = cast(Iterable[bytes], buffered)
    for number, line in enumerate(lines, 1):
        raw = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if raw:
            yield _read_line(source, number, raw, mapping, encoding)


def _read_line(
    source: str, number: int, raw: bytes, mapping: Mapping[str, str], encoding: str | None
) -> Article | Rejected:
    place = f"line {number}"
    try:
        decoded = decode(raw, encoding)[0]
    except DecodeError as error:
        return Rejected(input=source, place=place, stage="decode", reason=str(error))
    try:
        data = json.loads(decoded)
    except (json.JSONDecodeError, RecursionError) as error:
        at_end = isinstance(error, json.JSONDecodeError) and error.pos >= len(decoded.rstrip())
        hint = " (the line ends inside a value: a truncated file?)" if at_end else ""
        return Rejected(input=source, place=place, stage="parse", reason=f"not JSON: {error}{hint}")
    if not isinstance(data, dict):
        return Rejected(
            input=source, place=place, stage="parse", reason=f"expected a JSON object, found {type(data).__name__}"
        )
    return make_article(data, source, place, mapping)


def make_article(
    data: Mapping[str, object], source: str, place: str | None, mapping: Mapping[str, str] | None = None
) -> Article | Rejected:
    """An article from named fields, completed with what its text shows; Rejected when there is no text."""

    def reject(stage: str, reason: str) -> Rejected:
        return Rejected.model_validate({"input": source, "place": place, "stage": stage, "reason": reason})

    fields = {field: _field(data, field, mapping or {}) for field in FIELDS}
    text = fields["text"]
    if text is None:
        name = (mapping or {}).get("text", "text")
        likely = [key for key in data if key.lower() in OTHER_NAMES["text"]] or [
            k for k, v in data.items() if isinstance(v, str) and len(v) > 200
        ]
        hint = f"; try --map text={likely[0]}" if likely else ""
        return reject("parse", f"no field {name!r}; fields here: {', '.join(map(str, data)) or 'none'}{hint}")
    if not isinstance(text, str):
        return reject("parse", f"field 'text' is {type(text).__name__}, expected a string")
    if not text.strip():
        return reject("parse", "the text is empty")
    if len(text) > MAX_CHARS:
        return reject("limits", f"{len(text)} characters; an article has at most {MAX_CHARS}")
    if any("\ud800" <= character <= "\udfff" for character in text):
        return reject("decode", "a lone surrogate in the text: half of a character that JSON escaped in two")
    found = recover(text)
    published = found.published
    if fields["published"] not in (None, ""):
        published = parse_day(str(fields["published"])) or published
    given_id, url, title = (_string(fields[name]) for name in ("id", "url", "title"))
    authors = fields["authors"]
    names = (
        tuple(str(name) for name in authors)
        if isinstance(authors, list)
        else ((str(authors),) if authors else found.authors)
    )
    where = f"{source}:{place.removeprefix('line ')}" if place else source
    return Article(
        id=given_id or content_id("text", text),
        text=text,
        title=title or found.title,
        published=published,
        outlet=_string(fields["outlet"]) or outlet_of(url),
        url=url,
        authors=names,
        source_file=where,
        language=_string(fields["language"]),
        country=(_string(fields["country"]) or "").upper() or country_of(url, text),
        body_start=found.body_start,
    )


def _field(data: Mapping[str, object], field: str, mapping: Mapping[str, str]) -> object:
    if field in mapping:
        return data.get(mapping[field])
    if field in data:
        return data[field]
    others = [name for name in OTHER_NAMES[field] if name in data] if field != "text" else []
    return data[others[0]] if len(others) == 1 else None


def _string(value: object) -> str | None:
    """A field that should be text: numbers are taken as printed, everything else that is no text as absent."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (str, int, float)):
        return str(value).strip() or None
    return None
