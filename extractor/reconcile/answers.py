"""Questions → answers, in two passes: what each outlet's word counts, then every question by itself with these weights.

Nothing but the weights and the settled values of the same contest passes from one question to another, so the second pass can
be split anywhere.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from extractor.reconcile.explain import explain, title
from extractor.reconcile.policy import (
    FAILED_CHECK,
    MONEY_OF_A_CAMPAIGN,
    ODDS_TIMES,
    ONLY_GROWS,
    PEERS_APART,
    SURE_OF_RIVAL,
    SUREST,
)
from extractor.reconcile.questions import Question, scope_of
from extractor.reconcile.ranges import Range
from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.settle import Settled, parts_of, settle
from extractor.reconcile.suspicions import Dissenter, Rivals, suspect
from extractor.reconcile.times import earlier, thousands_off
from extractor.reconcile.verdicts import Case, judge
from extractor.reconcile.witnesses import Sources, witnesses
from extractor.reconcile.witnesses.camps import find_camps
from extractor.reconcile.witnesses.chorus import find_chorus
from extractor.reconcile.witnesses.weights import Voices, Vote, weigh
from extractor.records import Bounds, Check, Dissent, Reconciliation, content_id
from extractor.records.claims import Verdict


class Answer(NamedTuple):
    """One question, settled."""

    question: Question
    settled: Settled
    witness: Sequence[str]  # behind each reading


class Heard(NamedTuple):
    """One question with the witness and the voice behind each reading, and which readings are of an earlier moment."""

    question: Question
    witness: list[str]
    voice: list[str]
    old: frozenset[int]
    aside: frozenset[int] = frozenset()  # readings of outlets that mean something else by the word


def hear(questions: Iterable[Question], sources: Sources) -> Iterator[Heard]:
    """Who speaks on each question."""
    for question in questions:
        readings = question.readings
        behind = witnesses(readings, sources)
        yield Heard(question, behind, [_voice(r, sources) for r in readings], earlier(readings, behind))


def _voice(reading: Reading, sources: Sources) -> str:
    """The outlet whose record counts: the one that printed the text first."""
    source = sources.of_article.get(reading.article)
    return folded(source.outlet if source else reading.outlet)


def votes_of(heard: Iterable[Heard]) -> Iterator[Vote]:
    """What the weights are learnt from: the latest readings of questions with more than one witness."""
    for number, (question, witness, voice, old, aside) in enumerate(heard):
        if len(question.readings) < 2 or len(set(witness)) < 2:
            continue
        latest = [i for i in range(len(witness)) if i not in old and i not in aside]
        parts = parts_of(latest, question.readings, witness, voice)
        for i in latest:
            reading = question.readings[i]
            yield Vote(number, voice[i], (reading.likely_low, reading.likely_high), parts[i], reading.measure)


def answer(heard: Sequence[Heard], voices: Voices) -> list[Answer]:
    """Every question settled with the weights, in the order given.

    Where some say millions and others billions, the question is settled again beside the other sums of its contest, or of the batch
    where they are doubtful too.
    """
    answers = [_answer(one, voices) for one in heard]
    doubtful = {i for i, one in enumerate(answers) if _thousands_apart(one)}
    if doubtful:
        sums = _sums_of_contests(answers)
        for i in sorted(doubtful):
            question = heard[i].question
            peers = [v for c in contests_of(question) for j, v in sums.get(c, ()) if j not in doubtful]
            middle = statistics.median(peers) if peers else voices.usual_sum.get(question.readings[0].unit)
            if middle is not None:
                answers[i] = _answer(heard[i], voices, (middle / PEERS_APART, middle * PEERS_APART))
    return answers


def _answer(one: Heard, voices: Voices, expected: Range | None = None) -> Answer:
    question, witness, voice, old, aside = one
    measure = question.readings[0].measure
    weight = [voices.weight(v, measure) for v in voice]
    return Answer(question, settle(question.readings, witness, weight, old, aside, expected), witness)


def _thousands_apart(answer: Answer) -> bool:
    readings, value = answer.question.readings, answer.settled.value
    if readings[0].measure not in MONEY_OF_A_CAMPAIGN or value is None:
        return False
    return any(
        (other := readings[i].value) is not None and thousands_off(value, other) for i in answer.settled.dissenting
    )


def _sums_of_contests(answers: Sequence[Answer]) -> dict[str, list[tuple[int, Decimal]]]:
    """Contest → number of the question and settled value of each of its sums of campaign money."""
    found: dict[str, list[tuple[int, Decimal]]] = defaultdict(list)
    for i, (question, settled, _) in enumerate(answers):
        if question.readings[0].measure in MONEY_OF_A_CAMPAIGN and settled.value:
            for contest in contests_of(question):
                found[contest].append((i, settled.value))
    return found


def contests_of(question: Question) -> list[str]:
    """The keys its readings give for their contest, sorted."""
    return sorted({r.contest for r in question.readings if r.contest})


def listen(heard: Sequence[Heard]) -> tuple[list[Heard], Voices]:
    """The questions as the outlets' record over all of them lets understand them, and what each outlet's word counts.

    Outlets that always say the same become one witness; those that mean something else by a measure are set aside on it.
    """
    heard = _one_voice_each(heard)
    voices = weigh(votes_of(heard))
    if apart := _set_apart(heard, voices):
        heard, voices = apart, weigh(votes_of(apart))
    return heard, voices._replace(usual_sum=_usual_sums(heard))


def _usual_sums(heard: Iterable[Heard]) -> dict[str, Decimal]:
    """Currency → the middle of the campaign sums of the batch, each question once."""
    sums: dict[str, list[Decimal]] = defaultdict(list)
    for one in heard:
        first = one.question.readings[0]
        printed = {r.value for r in one.question.readings if r.value is not None}  # a set: copies change nothing
        if first.measure in MONEY_OF_A_CAMPAIGN and printed:
            sums[first.unit].append(statistics.median_low(printed))
    return {unit: statistics.median_low(values) for unit, values in sums.items()}


def _one_voice_each(heard: Sequence[Heard]) -> list[Heard]:
    head = find_chorus((one.question.readings, one.voice) for one in heard)
    if not head:
        return list(heard)
    return [
        one._replace(
            witness=[head.get(v, w) for w, v in zip(one.witness, one.voice, strict=True)],
            voice=[head.get(v, v) for v in one.voice],
        )
        for one in heard
    ]


def _set_apart(heard: Sequence[Heard], voices: Voices) -> list[Heard]:
    """The questions with the readings of other camps set aside; none where no camps are found."""
    of_measure: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        of_measure[one.question.readings[0].measure].append(one)
    camps = {
        (measure, voice): place
        for measure, asked in of_measure.items()
        for voice, place in find_camps(
            ((one.question.readings, one.voice) for one in asked), partial(voices.elsewhere, measure=measure)
        ).items()
    }
    return [one._replace(aside=_aside(one, camps)) for one in heard] if camps else []


def _aside(one: Heard, camps: Mapping[tuple[str, str], int]) -> frozenset[int]:
    """Readings of other camps than the first that speaks on the question."""
    measure = one.question.readings[0].measure
    place = {i: camps.get((measure, v), 0) for i, v in enumerate(one.voice) if i not in one.old}
    first = min(place.values())
    return frozenset(i for i, camp in place.items() if camp > first)


def rivals_of(answers: Sequence[Answer]) -> dict[tuple[str, str, str], Rivals]:
    """(contest, measure, unit) → subject → its ranges: the settled one, and of growing sums the superseded ones.

    Left out are figures too doubtful to know anybody by.
    """
    found: dict[tuple[str, str, str], dict[str, tuple[Range, ...]]] = defaultdict(dict)
    for question, settled, _ in answers:
        first = question.readings[0]
        # A count on the night is like any other count; an old total is a number to know a campaign by.
        old = {question.readings[i] for i in settled.superseded if first.measure in ONLY_GROWS}
        if first.subject and settled.belief >= SURE_OF_RIVAL:
            for contest in contests_of(question):
                found[contest, first.measure, first.unit][first.subject] = (
                    settled.bounds,
                    *((r.low, r.high) for r in old),
                )
    return dict(found)


def write(
    answer: Answer,
    rivals: Mapping[tuple[str, str, str], Rivals],
    checks: Sequence[Check],
    labels: Mapping[str, str],
    official: Decimal | None = None,
) -> Reconciliation:
    """The record of a settled question. `official` is what a reference table says, in the unit of the question."""
    question, settled, _ = answer
    readings = question.readings
    first = readings[0]
    contest_key = contest_of(question)
    theirs: Rivals = {
        subject: ranges
        for contest in contests_of(question)
        for subject, ranges in rivals.get((contest, first.measure, first.unit), {}).items()
        if subject != first.subject
    }
    confidence = confidence_of(answer, checks)
    dissents = []
    for i in settled.dissenting:
        suspicion, reason = suspect(Dissenter(i, readings, settled, theirs, confidence))
        dissents.append(Dissent(claim=readings[i].id, reason=reason, suspicion=suspicion))
    # Who counts something else contradicts nobody.
    contrary = (d.suspicion for i, d in zip(settled.dissenting, dissents, strict=True) if i not in settled.aside)
    verdict: Verdict = judge(Case(readings, settled, tuple(contrary)))
    bounds = Bounds(low=settled.bounds[0], high=settled.bounds[1])
    if official is not None:
        holds = (bounds.low is None or bounds.low <= official) and (bounds.high is None or official <= bounds.high)
        verdict = "confirmed" if holds else "refuted"
    names = sorted({r.name for r in readings if r.name}, key=lambda name: (-len(name), name))
    scope = scope_of(question.description, readings, [readings[i] for i in settled.supporting])
    contest = labels.get(contest_key, contest_key) or None
    subject = names[0] if names else None
    return Reconciliation(
        id=id_of(question),
        key=title(contest, subject, first.measure, first.unit, scope),
        contest=contest,
        contest_key=contest_key or None,
        subject=subject,
        subject_id=first.subject or None,
        measure=first.measure,
        scope=scope,
        claims=tuple(r.id for r in readings),
        verdict=verdict,
        value=settled.value,
        bounds=bounds,
        unit=first.unit,
        as_of=max((day for i in settled.supporting if (day := readings[i].as_of)), default=None),
        explanation=explain(readings, settled, dissents, verdict, official),
        supporting=tuple(readings[i].id for i in settled.supporting),
        superseded=tuple(readings[i].id for i in settled.superseded),
        dissenting=tuple(dissents),
        independent_sources=settled.witnesses,
        official=official,
        checks=tuple(checks),
        confidence=confidence,
    )


def id_of(question: Question) -> str:
    """The id of the question's record: the same claims give the same one."""
    return content_id("reconciliation", *(r.id for r in question.readings))


def confidence_of(answer: Answer, checks: Sequence[Check]) -> float:
    """The share of settled values with this score that are true (0 to 1): the evidence, that it was read rightly, and the checks."""
    question, settled, witness = answer
    odds = settled.belief / max(1 - settled.belief, 1e-9) * ODDS_TIMES
    misread: dict[str, float] = {}
    for i in settled.supporting:
        reading = question.readings[i]
        misread[witness[i]] = min(misread.get(witness[i], 1.0), 1 - reading.confidence)
    failed = sum(1 for check in checks if not check.holds)
    return round(min(odds / (1 + odds), SUREST) * (1 - math.prod(misread.values())) * FAILED_CHECK**failed, 3)


def contest_of(question: Question) -> str:
    """The key of the question's contest, "" when unknown: of several descriptions the one that says most, by its length."""
    return min(contests_of(question), key=lambda key: (-len(key), key), default="")
