"""A run folder's records → claims and reconciliations, beside them.

    figures of a part → claims of the part     (each part by itself)
    claims            → readings               (plain fields, straight from the tables)
    readings          → reconciliations        (all together, written as they are made)

Only the readings are held all at once: about a kilobyte each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from pathlib import Path
from sys import intern
from typing import Any, Final

from extractor.reconcile import Coverage, ReferenceRow, Voices, make_claims
from extractor.reconcile.batch import settle_batch
from extractor.reconcile.parties import as_candidates, who_stands
from extractor.reconcile.questions import spelled_out
from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.witnesses import Sources, find_sources
from extractor.records import (
    Article,
    Candidate,
    Claim,
    Contest,
    DollarAmount,
    Person,
    Ratio,
    Reconciliation,
    Scope,
    VotePercentage,
)
from extractor.runs.needed import need_articles
from extractor.runs.store import forget_settled, part_path, parts, read_cells, read_kind, read_part, write_part

# Reconciliations in one part: as many as are quickly read again.
_IN_A_PART: Final = 10_000


@dataclass(frozen=True, slots=True)
class SettledRun:
    """What settling a run has left in its folder; records are read from there each time they are asked for."""

    run: Path
    voices: Voices | None = None  # how far each outlet was trusted; None where that was not kept
    reference: Coverage | None = None  # what the reference tables cover; None without one

    @property
    def claims(self) -> Iterator[Claim]:
        return read_kind(self.run, "claims", Claim)

    @property
    def reconciliations(self) -> Iterator[Reconciliation]:
        return read_kind(self.run, "reconciliations", Reconciliation)


def settle_run(run: Path, reference: Sequence[ReferenceRow] = ()) -> SettledRun:
    """Settle every question of a run and write claims and reconciliations.

    Raises RunError for a folder without extracted articles.
    """
    need_articles(run)
    forget_settled(run)
    contests = spelled_out(set(read_kind(run, "contests", Contest)))
    write_claims(run, contests)

    def sources(questions: Sequence[Sequence[Reading]]) -> Sources:
        return find_sources(read_kind(run, "articles", Article), questions)

    settled = settle_batch(
        as_candidates(read_readings(run), who_stands(read_kind(run, "candidates", Candidate), contests)),
        sources,
        contests,
        read_kind(run, "people", Person) if reference else (),
        list(read_kind(run, "ratios", Ratio)),
        reference,
    )
    written = (record for _, record in settled.written())
    number = 0
    while (some := list(islice(written, _IN_A_PART))) or not number:
        write_part(run, "reconciliations", number, some)
        number += 1
    return SettledRun(run, settled.voices, settled.coverage)


def write_claims(run: Path, contests: Sequence[Contest]) -> None:
    """A part of claims for each part of articles. contests: of the whole run, one for each key."""
    for chunk in range(len(parts(run, "articles"))):
        figures: list[VotePercentage | DollarAmount] = [
            *_of_part(run, "vote_percentages", chunk, VotePercentage),
            *_of_part(run, "dollar_amounts", chunk, DollarAmount),
        ]
        articles = list(read_part(part_path(run, "articles", chunk), Article)) if figures else []
        write_part(run, "claims", chunk, make_claims(articles, figures, contests))


def _of_part(run: Path, kind: str, chunk: int, model: type[Any]) -> Iterator[Any]:
    path = part_path(run, kind, chunk)
    return read_part(path, model) if path.exists() else iter(())


# --- readings from tables ---------------------------------------------------------------------------------------------

_COLUMNS: Final = """
    id, article_id, outlet, published, contest_key, subject_id, subject, measure, unit, value, step, qualifier,
    bounds.low, bounds.high, implied.low, implied.high, as_of, as_of_source = 'text', reporting_percent, count_status,
    hedged_by, CAST(to_json(scope) AS VARCHAR), span.start, span."end", low, high, confidence, record_id, source
"""


def read_readings(run: Path) -> Iterator[Reading]:
    """The claims of a run in plain fields: what `reading_of` makes of each, without the record in between."""
    for path in parts(run, "claims"):
        yield from map(_reading, read_cells(path, _COLUMNS))


def _reading(cells: tuple[Any, ...]) -> Reading:
    (
        identity, article, outlet, published, contest, subject_id, subject, measure, unit, value, step, qualifier,
        low, high, likely_low, likely_high, as_of, as_of_in_text, reporting, status,
        cited, scope, start, end, range_low, range_high, confidence, record, source,
    ) = cells  # fmt: skip
    return Reading(
        id=identity,
        article=intern(article),
        outlet=intern(outlet or ""),
        published=published,
        contest=intern(contest or ""),
        subject=intern(subject_id or folded(subject)),
        name=intern(subject or ""),
        measure=intern(measure),
        unit=intern(unit),
        value=_number(value),
        step=_number(step),
        qualifier=intern(qualifier),
        low=_number(low),
        high=_number(high),
        likely_low=_number(likely_low),
        likely_high=_number(likely_high),
        as_of=as_of,
        as_of_in_text=bool(as_of_in_text),
        reporting=_number(reporting),
        status=intern(status) if status else None,
        cited=intern(cited or ""),
        scope=_scope(scope),
        start=start,
        end=end,
        range_low=_number(range_low),
        range_high=_number(range_high),
        confidence=confidence,
        record=record,
        source=intern(source or ""),
    )


@lru_cache(maxsize=200_000)
def _number(cell: float | None) -> Decimal | None:
    """As the records read it: by its shortest decimal form."""
    return None if cell is None else Decimal(str(cell))


@lru_cache(maxsize=50_000)
def _scope(cell: str) -> Scope:
    return Scope.model_validate_json(cell)
