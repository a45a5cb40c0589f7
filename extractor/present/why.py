"""Why a record says what it says: its sentence with the figure and the evidence marked, and what decided each field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.text import Text

from extractor.present.terminal import Printout
from extractor.present.wording import figure_text
from extractor.records import KINDS, Article
from extractor.runs.errors import RunError
from extractor.runs.needed import need_articles
from extractor.runs.store import connect, source_of

if TYPE_CHECKING:
    from extractor.records import Record

# Where a record can be found by its id; a claim leads to the record it was made from.
_KINDS = ("vote_percentages", "dollar_amounts", "quotes", "dates", "candidates", "people", "ratios", "claims")
# Shown by the sentence or by the lines above the table.
_HIDDEN = frozenset(("id", "article_id", "span", "sentence", "subject_span", "speaker_span", "cue_span", "mentions", "contents", "rule", "confidence"))  # fmt: skip
_STYLES = {"figure": "bold reverse", "subject": "bold cyan", "speaker": "bold cyan", "cue": "bold magenta"}
_BRACKETS = {"figure": ("[", "]"), "subject": ("{", "}"), "speaker": ("{", "}"), "cue": ("<", ">")}
# Shown around a record whose sentence is not known, to each side.
_AROUND = 160


def find_record(run: Path, identity: str) -> tuple[str, Record, Article]:
    """The kind, the record and its article. `identity`: the id, or as many of its first characters as tell it apart.

    Raises RunError when no record or more than one fits.
    """
    need_articles(run)
    found = [(kind, record) for kind in _KINDS for record in _rows(run, kind, "starts_with(id, ?)", identity)]
    if not found:
        raise RunError(f"{run}: no record begins with {identity!r}; ids stand in the export: extractor export {run}")
    if len(found) > 1:
        some = ", ".join(record.id for _, record in found[:5])
        raise RunError(f"{run}: {len(found)} records begin with {identity!r} ({some}); give more of the id")
    kind, record = found[0]
    if kind == "claims":
        return find_record(run, record.record_id)
    (article,) = _rows(run, "articles", "id = ?", record.article_id)
    return kind, record, article


def _rows(run: Path, kind: str, condition: str, value: str) -> list[Any]:
    """The records of a kind that fit; looked for in the parts, so that a run of any size need not be read."""
    source = source_of(run, kind)
    if source is None:
        return []
    with connect() as connection:
        cursor = connection.execute(f"SELECT * FROM {source} WHERE {condition}", [value])
        names = [column[0] for column in cursor.description or ()]
        return [KINDS[kind].model_validate(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def explanation(kind: str, record: Record, article: Article) -> Text:
    """The record's sentence with its evidence marked, then rule, confidence and every field that the text gave."""
    lines = [
        Text(f"{kind} {record.id}", style="bold"),
        Text(", ".join(str(part) for part in (article.outlet, article.published, article.title or article.id) if part)),
        Text(""),
        _marked(record, article.text),
        Text(""),
    ]
    if hasattr(record, "qualifier"):
        lines.append(Text(f"figure      {figure_text(record)}"))
    lines.append(Text(f"rule        {record.rule}"))
    lines.append(Text(f"confidence  {record.confidence:.0%}"))
    lines += [Text(f"{name}  {words}") for name, words in _fields(record)]
    return Text("\n").join(lines)


def print_why(run: Path, identity: str) -> None:
    """The explanation of one record on stdout; marks are brackets where there is no colour."""
    Printout(soft_wrap=True, highlight=False).print(explanation(*find_record(run, identity)))


def _marked(record: Record, text: str) -> Text:
    """`[the figure]`, `{its owner}` and `<the cue>` in their sentence; a sentence before it only where the owner stands there."""
    marks = [(record.span, "figure")]
    marks += [
        (span, name) for name in ("subject", "speaker", "cue") if (span := getattr(record, f"{name}_span", None)) is not None
    ]  # fmt: skip
    sentence = record.sentence
    shown = (
        [(sentence.start, sentence.end)]
        if sentence
        else [(max(0, record.span.start - _AROUND), min(len(text), record.span.end + _AROUND))]
    )
    for span, _ in marks[1:]:
        if not any(a <= span.start and span.end <= b for a, b in shown):
            shown.append((max(0, span.start - _AROUND // 2), min(len(text), span.end + _AROUND // 2)))
    pieces = []
    for a, b in sorted(shown):
        piece = Text()
        at = a
        for span, name in sorted(marks, key=lambda mark: (mark[0].start, mark[0].end)):
            if at <= span.start and span.end <= b:
                opening, closing = _BRACKETS[name]
                piece.append(text[at : span.start])
                piece.append(f"{opening}{text[span.start : span.end]}{closing}", style=_STYLES[name])
                at = span.end
        piece.append(text[at:b])
        pieces.append(piece)
    return Text("\n…\n").join(pieces)


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    """Names and values of what the text gave, without what is absent."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in _HIDDEN or value is None or value == ():
            continue
        if isinstance(value, BaseModel):
            inside = value.model_dump(mode="json", exclude_none=True)
            if inside:
                yield name, ", ".join(f"{key} {part}" for key, part in inside.items())
        else:
            yield name, str(value)
