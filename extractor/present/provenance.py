"""Settled figures as tables that a newsroom keeps: each question with its answer, each answer with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractor.decisions import Decided, Sheet
from extractor.decisions import read as read_decisions
from extractor.present.evidence import stances_of
from extractor.present.wording import figure_text, heading
from extractor.records import Bounds
from extractor.records.base import plain_number
from extractor.runs.store import connect, parts, source_of


class Table(NamedTuple):
    """A table by name: its columns, and its rows of text, numbers, days and None."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


SETTLED = (
    "question", "heading", "contest", "subject", "measure", "value", "low", "high", "unit", "as_of", "verdict", "status",
    "decided_by", "decided_at", "reason", "official", "independent_sources", "reports", "confidence", "explanation",
)  # fmt: skip
EVIDENCE = (
    "question", "heading", "stance", "reason", "suspicion", "printed", "reading", "outlet", "published", "title", "url",
    "as_of", "sentence", "start", "end", "article_id", "record_id", "confidence",
)  # fmt: skip


def settled_tables(run: Path) -> list[Table]:
    """`settled` (a row for each question as it stands after what people decided), `evidence` (a row for each figure behind one)
    and `decisions` (a row for each decision); none for a run that was not settled yet."""
    if not parts(run, "reconciliations"):
        return []
    decided = read_decisions(run)
    sheets = list(decided.sheets())
    names, rows = decided.table()
    tables = [
        Table("settled", SETTLED, (_settled(sheet) for sheet in sheets)),
        Table("evidence", EVIDENCE, _evidence(run, decided, sheets)),
    ]
    return [*tables, Table("decisions", tuple(names), iter(rows))] if rows else tables


def _settled(sheet: Sheet) -> tuple[Any, ...]:
    settled, holding, ruling = sheet.settled, sheet.holding, sheet.ruling
    # What people did not rule on keeps the interval beside its value; a ruling is what they said, no more.
    bounds = settled.bounds if ruling is None else Bounds(low=holding.low, high=holding.high)
    return (
        sheet.id,
        heading(settled),
        settled.contest,
        settled.subject,
        settled.measure,
        plain_number(holding.value),
        plain_number(bounds.low),
        plain_number(bounds.high),
        holding.unit,
        settled.as_of,
        settled.verdict,
        holding.status,
        ruling.who if ruling else None,
        ruling.when.isoformat(timespec="seconds") if ruling else None,
        ruling.reason if ruling else None,
        plain_number(settled.official),
        settled.independent_sources,
        len(sheet.claims),
        settled.confidence,
        settled.explanation,
    )


def _evidence(run: Path, decided: Decided, sheets: list[Sheet]) -> Iterator[tuple[Any, ...]]:
    sentences = _sentences(run)
    for sheet in sheets:
        claims, stances = decided.material.claims(sheet.claims), stances_of(sheet)
        articles = {article.id: article for article in decided.material.articles({c.article_id: 0 for c in claims})}
        for claim in claims:
            article = articles[claim.article_id]
            stance = stances[claim.id]
            yield (
                sheet.id,
                heading(sheet.settled),
                stance.name,
                stance.reason or None,
                stance.suspicion,
                claim.span.text,
                figure_text(claim),
                article.called,
                article.published,
                article.title,
                article.url,
                claim.as_of,
                sentences.get(claim.record_id),
                claim.span.start,
                claim.span.end,
                article.id,
                claim.record_id,
                claim.confidence,
            )


def _sentences(run: Path) -> dict[str, str]:
    """Figure → the sentence it stands in, on one line."""
    articles = source_of(run, "articles")
    found: dict[str, str] = {}
    with connect() as connection:
        for kind in ("vote_percentages", "dollar_amounts"):
            if figures := source_of(run, kind):
                rows = connection.execute(
                    f'SELECT f.id, substring(a.text, f.sentence."start" + 1, f.sentence."end" - f.sentence."start") '
                    f"FROM {figures} f JOIN {articles} a ON a.id = f.article_id WHERE f.sentence IS NOT NULL"
                ).fetchall()
                found |= {identity: " ".join(sentence.split()) for identity, sentence in rows}
    return found
