"""Inputs to articles. Every input ends as an article or as a rejection with its place and reason; nothing is skipped without a word."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from extractor.intake.formats.shapes import Given, Row, printable
from extractor.intake.limits import MAX_CHARS
from extractor.intake.metadata import country_of, outlet_of, parse_day, recover
from extractor.intake.names import FIELDS, OTHER_NAMES, column_hint
from extractor.intake.reading import read_stream, source_file
from extractor.intake.sources import InputError, is_url, list_inputs, open_source
from extractor.records import Article, Rejected, content_id

__all__ = ["InputError", "list_inputs", "make_article", "parse_mapping", "read_articles", "read_source"]

_SURROGATE = re.compile("[\ud800-\udfff]")
# Bytes that did not decode are kept as these, so that one of them costs one article and not its file.
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
# Seconds since 1970, or thousandths of them, between 1973 and 2286; smaller numbers are days of some other count.
_SECONDS = (100_000_000, 10_000_000_000)


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


def read_articles(
    inputs: Sequence[str], mapping: Mapping[str, str] | None = None, encoding: str | None = None
) -> Iterator[Article | Rejected]:
    """Every article in the inputs, in order; what cannot be read comes as Rejected."""
    for source in list_inputs(inputs):
        yield from read_source(source, mapping or {}, encoding)


def read_source(source: str, mapping: Mapping[str, str], encoding: str | None) -> Iterator[Article | Rejected]:
    """The articles of one file, URL or standard input (`-`)."""
    name = "stdin" if source == "-" else printable(source)
    path = None if source == "-" or is_url(source) else Path(source)
    given = Given(name, "" if source == "-" else Path(name).name, mapping, encoding, path=path)
    try:
        stream = open_source(source)
    except OSError as error:
        yield given.reject("open", error.strerror or str(error))
        return
    with stream:
        for item in read_stream(stream, given):
            if isinstance(item, Row):
                yield make_article(item.fields, name, item.place, {} if item.ours else mapping)
            else:
                yield item


def make_article(
    data: Mapping[str, object], source: str, place: str | None, mapping: Mapping[str, str] | None = None
) -> Article | Rejected:
    """An article from named fields, completed with what its text shows; Rejected when there is no text."""

    def reject(stage: str, reason: str) -> Rejected:
        return Rejected.model_validate({"input": source, "place": place, "stage": stage, "reason": reason})

    fields = {field: _field(data, field, mapping or {}) for field in FIELDS}
    text = fields["text"]
    name = (mapping or {}).get("text", "text")
    if text is None and name not in data:
        return reject("parse", column_hint([str(key) for key in data], mapping or {}, data))
    if text is None or (isinstance(text, str) and not text.strip()):
        return reject("parse", "the text is empty")
    if not isinstance(text, str):
        return reject("parse", f"field {name!r} is {type(text).__name__}, expected a string")
    if len(text) > MAX_CHARS:
        return reject("limits", f"{len(text)} characters; an article has at most {MAX_CHARS}")
    if wrong := _SURROGATE.search(text):
        if _ESCAPED_BYTE.match(wrong[0]):
            return reject("decode", f"bytes that are no text in this file's encoding, at character {wrong.start():,}")
        return reject("decode", "a lone surrogate in the text: half of a character that JSON escaped in two")
    found = recover(text)
    published = found.published
    if fields["published"] not in (None, ""):
        published = _day(fields["published"]) or published
    given_id, url, title = (_string(fields[name]) for name in ("id", "url", "title"))
    authors = fields["authors"]
    given_names = [_string(name) for name in (authors if isinstance(authors, list) else [authors])]
    names = tuple(name for name in given_names if name) or found.authors
    return Article(
        id=given_id or content_id("text", text),
        text=text,
        title=title or found.title,
        published=published,
        outlet=_string(fields["outlet"]) or outlet_of(url),
        url=url,
        authors=names,
        source_file=source_file(source, place),
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
        return _SURROGATE.sub("\ufffd", str(value)).strip() or None
    return None


def _day(value: object) -> dt.date | None:
    """The day of a printed date, of a date from a typed table, or of a count of seconds since 1970."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value if value < _SECONDS[1] else min(value, _SECONDS[1] * 1000) / 1000
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date() if _SECONDS[0] <= seconds < _SECONDS[1] else None
    return parse_day(str(value))
