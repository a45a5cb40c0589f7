"""Who speaks on each question, and what each outlet's word counts.

question, what its texts show, sources → Heard         (`hear`: each question by itself)
heard                                  → Testimony     (`bear_witness`: what a bucket tells of its outlets, in columns)
testimonies of all buckets             → Company, Voices   (`listen`)
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from extractor.reconcile.policy import MONEY_OF_A_CAMPAIGN
from extractor.reconcile.questions import Question
from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.settle import parts_of
from extractor.reconcile.times import earlier
from extractor.reconcile.witnesses.agreement import Prints, prints_of
from extractor.reconcile.witnesses.camps import find_camps
from extractor.reconcile.witnesses.chorus import find_chorus
from extractor.reconcile.witnesses.copies import Union
from extractor.reconcile.witnesses.sources import (
    Shown,
    Source,
    by_article,
    compare,
    listed,
    source_of,
    texts_of,
    trace,
)
from extractor.reconcile.witnesses.weights import Ballot, Voices, Vote, cast, weigh
from extractor.records import Article


class Asked(NamedTuple):
    """One question, with what the texts of its articles show."""

    question: Question
    shown: Shown


class Heard(NamedTuple):
    """One question with the witness and the voice behind each reading, and which readings are of an earlier moment."""

    question: Question
    witness: list[str]
    voice: list[str]
    old: frozenset[int]
    aside: frozenset[int] = frozenset()  # readings of outlets that mean something else by the word


class Company(NamedTuple):
    """What outlets' figures on all questions say of them: who sings in whose chorus, and who means something else by a measure."""

    chorus: Mapping[str, str]  # voice → the voice that stands for all that always say the same
    camps: Mapping[
        tuple[str, str], int
    ]  # (measure, voice) → place of its camp, from 1 on; the leading one's are left out


NO_COMPANY: Final = Company({}, {})


class Testimony(NamedTuple):
    """What the questions of one bucket tell of the outlets that speak on them."""

    prints: Mapping[str, Prints]  # by measure
    ballot: Ballot
    sums: Mapping[str, Sequence[Decimal]]  # currency → the middle of each sum that a campaign raised


def hear(asked: Asked, sources: Mapping[str, Source]) -> Heard:
    """Who speaks on the question. sources: of the articles that share their text with another."""
    (question, shown), readings = asked, asked.question.readings
    behind = [source_of(reading, agency, sources) for reading, agency in zip(readings, shown.agencies, strict=True)]
    witness = _witnesses(readings, behind, shown.near)
    # The outlet whose record counts is the one that printed the text first.
    return Heard(question, witness, [folded(source.outlet) for source in behind], earlier(readings, witness))


def hear_all(questions: Sequence[Question], articles: Iterable[Article]) -> list[Heard]:
    """Who speaks on questions that are a batch of their own. articles: those of their readings."""
    articles = list(articles)
    readings = by_article(reading for question in questions for reading in question.readings)
    shown, pairs = compare([question.readings for question in questions], texts_of(articles, readings))
    sources = trace(lambda: map(listed, articles), pairs)
    return [hear(Asked(*pair), sources) for pair in zip(questions, shown, strict=True)]


def _witnesses(readings: Sequence[Reading], sources: Sequence[Source], near: Iterable[tuple[int, int]]) -> list[str]:
    """For each reading the witness behind it: articles that share text or a cited source have the same one."""
    if len(readings) == 1:
        return [readings[0].article]
    union = Union(range(len(readings)))
    first: dict[tuple[str, str], int] = {}
    for index, (reading, source) in enumerate(zip(readings, sources, strict=True)):
        for name in _names(reading, source):
            union.join(first.setdefault(name, index), index)
    for one, other in near:
        union.join(one, other)
    return [readings[union.find(index)].article for index in range(len(readings))]


def _names(reading: Reading, source: Source) -> Iterator[tuple[str, str]]:
    """Names by which a witness is known; two readings with one name in common have one witness."""
    yield "article", reading.article
    yield "copy", source.root
    if source.agency:
        yield "outlet", folded(source.agency)
    if reading.outlet:
        # "The Daily Courier reported" makes the Courier the witness, if the Courier itself is here.
        yield "outlet", folded(reading.outlet)
    if reading.cited:
        yield "outlet", folded(reading.cited)


def understood(one: Heard, company: Company) -> Heard:
    """The question as the company that its outlets keep lets understand it.

    Outlets that always say the same become one witness; those that mean something else by the measure are set aside.
    """
    chorus, camps = company
    if chorus:
        one = one._replace(
            witness=[chorus.get(v, w) for w, v in zip(one.witness, one.voice, strict=True)],
            voice=[chorus.get(v, v) for v in one.voice],
        )
    return one._replace(aside=_aside(one, camps)) if camps else one


def _aside(one: Heard, camps: Mapping[tuple[str, str], int]) -> frozenset[int]:
    """Readings of other camps than the first that speaks on the question."""
    measure = one.question.readings[0].measure
    place = {i: camps.get((measure, v), 0) for i, v in enumerate(one.voice) if i not in one.old}
    first = min(place.values())
    return frozenset(i for i, camp in place.items() if camp > first)


def bear_witness(heard: Iterable[Heard], company: Company) -> Testimony:
    """What the questions of a bucket tell of their outlets, once these are understood by their company."""
    heard = [understood(one, company) for one in heard]
    of_measure: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        of_measure[one.question.readings[0].measure].append(one)
    return Testimony(
        {
            measure: prints_of((one.question.readings, one.voice) for one in asked)
            for measure, asked in of_measure.items()
        },
        cast(_votes(heard)),
        _sums(heard),
    )


def _votes(heard: Iterable[Heard]) -> Iterator[Vote]:
    """What the weights are learnt from: the latest readings of questions with more than one witness."""
    for number, (question, witness, voice, old, aside) in enumerate(heard):
        if len(question.readings) < 2 or len(set(witness)) < 2:
            continue
        latest = [i for i in range(len(witness)) if i not in old and i not in aside]
        parts = parts_of(latest, question.readings, witness, voice)
        for i in latest:
            reading = question.readings[i]
            yield Vote(number, voice[i], (reading.likely_low, reading.likely_high), parts[i], reading.measure)


def _sums(heard: Iterable[Heard]) -> dict[str, list[Decimal]]:
    sums: dict[str, list[Decimal]] = defaultdict(list)
    for one in heard:
        first = one.question.readings[0]
        printed = {r.value for r in one.question.readings if r.value is not None}  # a set: copies change nothing
        if first.measure in MONEY_OF_A_CAMPAIGN and printed:
            sums[first.unit].append(statistics.median_low(printed))
    return dict(sums)


def listen(all_testify: Callable[[Company], Iterable[Testimony]]) -> tuple[Company, Voices]:
    """What company the outlets keep, and what each one's word counts.

    all_testify: the testimonies of all buckets, in any order, once outlets are understood by some company.
    """
    company = NO_COMPANY
    told = list(all_testify(company))
    if chorus := find_chorus(prints for one in told for prints in one.prints.values()):
        company = Company(chorus, {})
        told = list(all_testify(company))
    voices = weigh(one.ballot for one in told)
    if camps := _camps(told, voices):
        company = Company(chorus, camps)
        told = list(all_testify(company))
        voices = weigh(one.ballot for one in told)
    sums: dict[str, list[Decimal]] = defaultdict(list)
    for one in told:
        for unit, values in one.sums.items():
            sums[unit] += values
    return company, voices._replace(usual_sum={unit: statistics.median_low(values) for unit, values in sums.items()})


def _camps(told: Sequence[Testimony], voices: Voices) -> dict[tuple[str, str], int]:
    measures = sorted({measure for one in told for measure in one.prints})
    return {
        (measure, voice): place
        for measure in measures
        for voice, place in find_camps(
            (one.prints[measure] for one in told if measure in one.prints), partial(voices.elsewhere, measure=measure)
        ).items()
    }
