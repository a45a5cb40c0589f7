"""Records as W3C Web Annotations in JSON-LD: for any annotation tool, over the page an article was published on.

https://www.w3.org/TR/annotation-model/: every span by its position and by its characters with those around them, so that it is
found again where a page has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.present.report import safe_url
from extractor.records import KINDS, Article, Record
from extractor.runs.store import part_path, parts, read_part

# Characters on each side by which a quotation is told from the same words elsewhere, as other annotation tools keep them.
CONTEXT = 32
_PLACED = {kind: model for kind, model in KINDS.items() if issubclass(model, Record)}


def export_annotations(run: Path, out: Path, _form: str) -> dict[str, int]:
    """A page of annotations for each part of the articles (`annotations-00000.jsonld`), and the collection they belong to."""
    counts = dict.fromkeys(_PLACED, 0)
    pages = [path.stem.removeprefix("part-") for path in parts(run, "articles")]
    for number, chunk in enumerate(map(int, pages)):
        page: dict[str, Any] = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"annotations-{pages[number]}.jsonld",
            "type": "AnnotationPage",
            "partOf": "annotations.jsonld",
            "startIndex": sum(counts.values()),
            "items": list(_annotations(run, chunk, counts)),
        }
        if number + 1 < len(pages):
            page["next"] = f"annotations-{pages[number + 1]}.jsonld"
        _write(out / page["id"], page)
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "annotations.jsonld",
        "type": "AnnotationCollection",
        "label": f"Figures, dates, people and quotes of the run {run.name}",
        "total": sum(counts.values()),
        "first": f"annotations-{pages[0]}.jsonld",
        "last": f"annotations-{pages[-1]}.jsonld",
    }
    _write(out / "annotations.jsonld", collection)
    return counts


def _annotations(run: Path, chunk: int, counts: dict[str, int]) -> Iterator[dict[str, Any]]:
    articles = {article.id: article for article in read_part(part_path(run, "articles", chunk), Article)}
    for kind, model in _PLACED.items():
        path = part_path(run, kind, chunk)
        for record in read_part(path, model) if path.exists() else ():
            if isinstance(record, Record):
                counts[kind] += 1
                yield annotation(kind, record, articles[record.article_id])


def annotation(kind: str, record: Record, article: Article) -> dict[str, Any]:
    """One record as an annotation: what it is, the whole record, and where it stands."""
    start, end = record.span.start, record.span.end
    return {
        "id": f"urn:extractor:{kind}:{record.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": kind.replace("_", " ")},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": record.model_dump_json(exclude={"span", "sentence", "article_id"}, exclude_none=True),
            },
        ],
        "target": {
            "source": safe_url(article.url) or f"urn:extractor:articles:{article.id}",
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": record.span.text,
                    "prefix": article.text[max(start - CONTEXT, 0) : start],
                    "suffix": article.text[end : end + CONTEXT],
                },
            ],
        },
    }


def _write(path: Path, document: dict[str, Any]) -> None:
    # A text may hold half of a character, which no file can; JSON has an escape for it.
    printed = json.dumps(document, indent=1, ensure_ascii=False)
    path.write_text(printed + "\n", encoding="utf-8", errors="backslashreplace")
