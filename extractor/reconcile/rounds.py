"""What is done to one bucket of a batch, round by round. Between two rounds a batch puts together what all its buckets tell.

    readings, their texts        file_away   → buckets: no two of them have a question in common
    bucket                       ask         → questions;     tells which articles are near-copies
    questions, sources           hear        → heard;         tells what outlets say on disputed questions, and votes
    heard, weights               settle      → answers;       tells outlines, doubtful sums, what reference tables hold
    answers, what others told    write       → records

Every round is a function of a bucket and of what the batch tells it, and so can be done anywhere and in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from extractor.reconcile.answers import Answer, answer, is_doubtful, sums_of
from extractor.reconcile.checks import Stated
from extractor.reconcile.hearing import NO_COMPANY, Asked, Company, Heard, Testimony, bear_witness, hear, understood
from extractor.reconcile.outlines import Field, Outline, outline
from extractor.reconcile.questions import Names, Question, Vote, blocks_of, bucket_of, people_of, told_apart
from extractor.reconcile.readings import Reading
from extractor.reconcile.reference import Fit, Table, fit
from extractor.reconcile.suspicions import Rivals
from extractor.reconcile.witnesses import Source, Voices
from extractor.reconcile.witnesses.copies import Stretch
from extractor.reconcile.witnesses.sources import About, Pair, Texts, by_article, compare, texts_of
from extractor.reconcile.writing import write
from extractor.records import Article, Check, Reconciliation

T = TypeVar("T")
R = TypeVar("R")
# Told what is begun, so that it can be named if its process ends: a long question, or a stretch of shorter ones.
Begin = Callable[[str], None]

# Fewer readings than these are settled in a tenth of a second: to tell of each question would take as long as to settle it.
_LONG: Final = 500


class SettlingError(ValueError):
    """A question that cannot be settled, with the claim by which it is found."""


class Bucket(NamedTuple):
    """Readings, resolved, whose questions no other bucket shares, and what they need of their articles."""

    readings: list[Reading]
    texts: Texts


class Weighed(NamedTuple):
    """What a batch tells before its questions are settled."""

    company: Company
    voices: Voices
    stated: Stated
    table: Table | None  # reference tables, where there are any


class Outlook(NamedTuple):
    """What the settled questions of one bucket tell. Of doubtful ones nothing is told but what there is to settle."""

    outlines: list[Outline]
    sums: Mapping[str, Sequence[Decimal]]  # contest → settled sums of campaign money
    fits: list[Fit]
    doubtful: list[Heard]


class Closing(NamedTuple):
    """What the other questions of the batch tell those of one bucket. Questions are known by the id of their first claim."""

    answers: Mapping[str, Answer]  # of doubtful questions, once settled beside others
    rivals: Mapping[Field, Rivals]
    checks: Mapping[str, Sequence[Check]]
    officials: Mapping[str, Decimal]
    labels: Mapping[str, str]  # contest → how people call it


def file_away(readings: Iterable[Reading], articles: Iterable[Article], names: Names, count: int) -> list[Bucket]:
    """Readings resolved, with what they need of their articles, in `count` buckets. articles: those of the readings, and others."""
    resolved = [names.resolved(reading) for reading in readings]
    whole = texts_of(articles, by_article(resolved))
    people = people_of(resolved)
    about = {name: one._replace(people=people.get(name, frozenset())) for name, one in whole.about.items()}
    filed: list[list[Reading]] = [[] for _ in range(count)]
    for reading in resolved:
        filed[bucket_of(reading, count) if count > 1 else 0].append(reading)
    return [
        Bucket(
            some,
            Texts(
                {reading.article: about[reading.article] for reading in some if reading.article in about},
                {reading.id: whole.passages[reading.id] for reading in some if reading.id in whole.passages},
            ),
        )
        for some in filed
    ]


def joined(pieces: Iterable[Bucket]) -> Bucket:
    """The pieces of one bucket that several parts of a batch have filed."""
    readings: list[Reading] = []
    about: dict[str, About] = {}
    passages: dict[str, Stretch] = {}
    for some, texts in pieces:
        readings += some
        about.update(texts.about)
        passages.update(texts.passages)
    return Bucket(readings, Texts(about, passages))


def ask_round(bucket: Bucket, votes: Mapping[str, Vote], begin: Begin) -> tuple[list[Asked], set[Pair]]:
    """The questions of the bucket in order; and which articles that speak on the same one are near-copies.

    votes: what the contests of the batch are.
    """
    people = {article: one.people for article, one in bucket.texts.about.items()}
    found: list[Question] = []
    for questions in each_of(
        lambda block: list(told_apart(block, votes, people)), blocks_of(bucket.readings), lambda block: block, begin
    ):
        found += questions
    found.sort(key=lambda question: question.readings[0].id)
    shown, copies = compare([question.readings for question in found], bucket.texts)
    return [Asked(*pair) for pair in zip(found, shown, strict=True)], copies


def hear_round(asked: Iterable[Asked], sources: Mapping[str, Source], begin: Begin) -> tuple[list[Heard], Testimony]:
    """Who speaks on each question; and what that tells of the outlets. sources: of articles that share their texts."""
    heard = list(each_of(lambda one: hear(one, sources), asked, _readings, begin))
    return heard, bear_witness(heard, NO_COMPANY)


def listen_round(heard: list[Heard], company: Company, _begin: Begin) -> tuple[list[Heard], Testimony]:
    """What the questions tell of the outlets, once these are understood by their company."""
    return heard, bear_witness(heard, company)


def settle_round(heard: Iterable[Heard], weighed: Weighed, begin: Begin) -> tuple[list[Answer], Outlook]:
    """Every question settled; and what that tells the others."""
    answers: list[Answer] = []
    told = Outlook([], {}, [], [])
    beyond_doubt: list[Answer] = []

    def one_answer(one: Heard) -> tuple[Heard, Answer]:
        one = understood(one, weighed.company)
        return one, answer(one, weighed.voices)

    for one, settled in each_of(one_answer, heard, _readings, begin):
        answers.append(settled)
        if is_doubtful(settled):
            told.doubtful.append(one)
            continue
        beyond_doubt.append(settled)
        add(told, settled, weighed)
    return answers, told._replace(sums=sums_of(beyond_doubt))


def add(told: Outlook, settled: Answer, weighed: Weighed) -> None:
    """What a settled question tells, added."""
    told.outlines.append(outline(settled, weighed.stated))
    if weighed.table is not None and (found := fit(settled.question, settled.settled, weighed.table)):
        told.fits.append(found)


def write_round(answers: Iterable[Answer], closing: Closing, begin: Begin) -> Iterator[tuple[Answer, Reconciliation]]:
    """Every answer with its record, in the order given."""

    def record_of(one: Answer) -> tuple[Answer, Reconciliation]:
        name = one.question.readings[0].id
        one = closing.answers.get(name, one)
        return one, write(
            one, closing.rivals, closing.checks.get(name, ()), closing.labels, closing.officials.get(name)
        )

    return each_of(record_of, answers, _readings, begin)


def _readings(one: Asked | Heard | Answer) -> Sequence[Reading]:
    return one.question.readings


def each_of(
    work: Callable[[T], R], things: Iterable[T], readings_of: Callable[[T], Sequence[Reading]], begin: Begin
) -> Iterator[R]:
    """The work done on each thing, which is told of before. Raises SettlingError naming the question, or the block, that cannot be worked on."""
    since = _LONG
    for thing in things:
        readings = readings_of(thing)
        since += len(readings)
        if since >= _LONG:
            first = readings[0].id
            begin(
                f"claim {first}" if len(readings) >= _LONG else f"one of the next {_LONG} claims from claim {first} on"
            )
            # Behind a long question another stretch begins.
            since = _LONG if len(readings) >= _LONG else 0
        try:
            yield work(thing)
        except Exception as error:
            first_of = readings[0]
            what = f"{first_of.measure} of {first_of.name or 'nobody named'}, claim {first_of.id}"
            raise SettlingError(f"{what} cannot be settled: {type(error).__name__}: {error}") from error
    begin("")
