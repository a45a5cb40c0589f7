"""Articles as spaCy documents with our findings as span groups: to train on, to look at with displaCy, to correct."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, SpanGroup

from extractor.records import KINDS, Article, Record
from extractor.runs.store import part_path, parts, read_part

# Kinds whose records stand at one place in the text.
PLACED = tuple(kind for kind, model in KINDS.items() if issubclass(model, Record))


def export_docs(run: Path, out: Path, _form: str) -> dict[str, int]:
    """A file of documents for each part of the articles; `doc.spans[kind]`, with the record's id on each span, and the article's
    id in `doc.user_data`. A span reaches to the ends of the tokens it touches."""
    nlp = spacy.blank("en")
    counts = dict.fromkeys(("articles", *PLACED), 0)
    for chunk in range(len(parts(run, "articles"))):
        found: dict[str, dict[str, list[Any]]] = {kind: {} for kind in PLACED}
        for kind in PLACED:
            path = part_path(run, kind, chunk)
            for record in read_part(path, KINDS[kind]) if path.exists() else ():
                found[kind].setdefault(str(getattr(record, "article_id")), []).append(record)  # noqa: B009  (a Record; KINDS says Frozen)
        docs = DocBin(store_user_data=True)
        for article in read_part(part_path(run, "articles", chunk), Article):
            if article.duplicate_of:
                continue
            doc = nlp.make_doc(article.text)
            doc.user_data["article_id"] = article.id
            counts["articles"] += 1
            for kind in PLACED:
                records = found[kind].get(article.id, [])
                counts[kind] += len(records)
                doc.spans[kind] = _group(doc, kind, records)
            docs.add(doc)
        docs.to_disk(out / f"articles-{chunk:05d}.spacy")
    return counts


def _group(doc: Doc, kind: str, records: list[Any]) -> SpanGroup:
    spans = [
        doc.char_span(r.span.start, r.span.end, label=kind, span_id=r.id, alignment_mode="expand") for r in records
    ]
    return SpanGroup(doc, name=kind, spans=[span for span in spans if span is not None])
