"""All questions of a batch: buckets of readings → reconciliations.

`settle_shelf` goes through the buckets round by round (`rounds`) and puts together what passes between them. Where the buckets lie is the
shelf's affair: in memory (`settle_batch`), or in files that many processes work on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple, Protocol, TypeVar

from extractor.reconcile.answers import Answer, answer_doubtful
from extractor.reconcile.checks import check_all, stated_in
from extractor.reconcile.hearing import NO_COMPANY, Company, Testimony, listen
from extractor.reconcile.outlines import rivals_of
from extractor.reconcile.questions import names_of, survey, votes_of
from extractor.reconcile.readings import Reading
from extractor.reconcile.reference import Coverage, ReferenceRow, cover, make_table, official_figures
from extractor.reconcile.rounds import (
    Begin,
    Bucket,
    Closing,
    Outlook,
    Weighed,
    add,
    ask_round,
    file_away,
    hear_round,
    listen_round,
    settle_round,
    write_round,
)
from extractor.reconcile.witnesses import Voices
from extractor.reconcile.witnesses.sources import Listed, listed, trace
from extractor.records import Article, Candidate, Contest, Person, Ratio, Reconciliation

T = TypeVar("T")
# One round on one bucket: the bucket as the last round left it, what the batch tells it → the bucket, what it tells the batch.
Round = Callable[[Any, Any, Begin], tuple[Any, T]]


class Shelf(Protocol):
    """Where the buckets of a batch lie, and the list of its articles."""

    def each(self, work: Round[T], given: object) -> Iterator[T]:
        """What each bucket tells in one round, in their order."""
        ...

    def articles(self) -> Iterable[Listed]:
        """Every article of the batch, each time anew."""
        ...


class Settlement(NamedTuple):
    """Every question of a batch, settled, but for the records."""

    closings: list[Closing]  # what each bucket needs to write them
    voices: Voices
    coverage: Coverage | None


def settle_shelf(
    shelf: Shelf,
    contests: Sequence[Contest],
    people: Iterable[Person] = (),
    ratios: Sequence[Ratio] = (),
    reference: Sequence[ReferenceRow] = (),
) -> Settlement:
    """Settle all buckets of a shelf. contests: one for each key (`spelled_out`). people: asked for with a reference alone."""
    copies = set(chain.from_iterable(shelf.each(ask_round, votes_of(contests))))
    sources = trace(shelf.articles, copies)

    def all_testify(company: Company) -> Iterator[Testimony]:
        if company is NO_COMPANY:
            return shelf.each(hear_round, sources)
        return shelf.each(listen_round, company)

    company, voices = listen(all_testify)
    table = make_table(official_figures(reference), people) if reference else None
    weighed = Weighed(company, voices, stated_in(ratios), table)
    told = list(shelf.each(settle_round, weighed))
    answers = _settle_doubtful(told, weighed)
    coverage = cover([one for bucket in told for one in bucket.fits]) if reference else None
    labels = {contest.key: contest.label for contest in contests}
    return Settlement(list(_closings(told, answers, ratios, coverage, labels)), voices, coverage)


def _closings(
    told: Sequence[Outlook],
    answers: Sequence[Mapping[str, Answer]],
    ratios: Sequence[Ratio],
    coverage: Coverage | None,
    labels: Mapping[str, str],
) -> Iterator[Closing]:
    """For each bucket what the others tell it, and no more than its questions ask for. answers: of its doubtful questions."""
    outlines = sorted((one for bucket in told for one in bucket.outlines), key=lambda one: one.figure.question)
    checks = check_all([one.figure for one in outlines], ratios)
    rivals = rivals_of(outlines)
    officials = {question: one.official.value for question, one in coverage.judged.items()} if coverage else {}
    for bucket, settled in zip(told, answers, strict=True):
        questions = {one.figure.question for one in bucket.outlines}
        yield Closing(
            settled,
            _only(rivals, {field for one in bucket.outlines if one.disputed for field in one.fields}),
            _only(checks, questions),
            _only(officials, questions),
            _only(labels, {one.figure.contest for one in bucket.outlines}),
        )


def _settle_doubtful(told: Sequence[Outlook], weighed: Weighed) -> list[dict[str, Answer]]:
    """For each bucket its doubtful questions, settled beside the sums of all; what they tell is added to what it told."""
    sums: dict[str, list[Decimal]] = defaultdict(list)
    for bucket in told:
        for contest, values in bucket.sums.items():
            sums[contest] += values
    found: list[dict[str, Answer]] = []
    for bucket in told:
        answers = [answer_doubtful(one, weighed.voices, sums) for one in bucket.doubtful]
        for one in answers:
            add(bucket, one, weighed)
        found.append({one.question.readings[0].id: one for one in answers})
    return found


def _only(of: Mapping[Any, T], keys: Iterable[Any]) -> dict[Any, T]:
    return {key: of[key] for key in keys if key in of}


# In memory ------------------------------------------------------------------------------------------------------------


class Memory:
    """A shelf of buckets in memory."""

    def __init__(self, buckets: Iterable[Bucket], articles: Iterable[Listed]) -> None:
        self._buckets: list[Any] = list(buckets)
        self._articles = list(articles)

    def each(self, work: Round[T], given: object) -> Iterator[T]:
        """What `work` tells of each bucket, which it may replace; in their order."""
        for number, bucket in enumerate(self._buckets):
            self._buckets[number], told = work(bucket, given, _unheard)
            yield told

    def articles(self) -> Iterable[Listed]:
        """Every article of the batch."""
        return self._articles

    def written(self, closings: Sequence[Closing]) -> list[tuple[Answer, Reconciliation]]:
        """Every answer with its record, in order of the records' ids."""
        buckets = zip(self._buckets, closings, strict=True)
        records = chain.from_iterable(write_round(answers, closing, _unheard) for answers, closing in buckets)
        return sorted(records, key=lambda one: one[1].id)


def _unheard(_question: str) -> None:
    """In one process nobody listens."""


def settle_batch(
    readings: Iterable[Reading],
    articles: Iterable[Article],
    contests: Sequence[Contest] = (),
    people: Iterable[Person] = (),
    ratios: Sequence[Ratio] = (),
    reference: Sequence[ReferenceRow] = (),
    candidates: Iterable[Candidate] = (),
    *,
    buckets: int = 1,
) -> tuple[list[tuple[Answer, Reconciliation]], Settlement]:
    """Every answer with its record, in order of the records' ids, and what it was settled with. The order of readings changes nothing,
    nor does the number of buckets.

    contests: one for each key (`spelled_out`).
    """
    readings, articles = list(readings), list(articles)
    names = names_of(survey(readings, candidates), contests)
    shelf = Memory(file_away(readings, articles, names, buckets), map(listed, articles))
    settled = settle_shelf(shelf, contests, people, ratios, reference)
    return shelf.written(settled.closings), settled
