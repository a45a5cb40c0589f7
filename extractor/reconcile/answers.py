"""Questions → answers: every question by itself, with what each outlet's word counts.

Nothing but the weights and the settled sums of the same contest passes from one question to another, so the questions can be
split anywhere.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.reconcile.hearing import Heard
from extractor.reconcile.policy import MONEY_OF_A_CAMPAIGN, PEERS_APART
from extractor.reconcile.questions import Question
from extractor.reconcile.ranges import Range
from extractor.reconcile.settle import Settled, settle
from extractor.reconcile.times import thousands_off
from extractor.reconcile.witnesses import Voices


class Answer(NamedTuple):
    """One question, settled."""

    question: Question
    settled: Settled
    witness: Sequence[str]  # behind each reading


Sums = Mapping[str, Sequence[Decimal]]  # contest → settled sums of campaign money that are beyond doubt


def answer(one: Heard, voices: Voices, expected: Range | None = None) -> Answer:
    """The question settled with the weights. expected: where figures like this one lie, where that is known."""
    question, witness, voice, old, aside = one
    measure = question.readings[0].measure
    weight = [voices.weight(v, measure) for v in voice]
    return Answer(question, settle(question.readings, witness, weight, old, aside, expected), witness)


def is_doubtful(answer: Answer) -> bool:
    """Is it a sum of which some say millions and others billions?"""
    readings, value = answer.question.readings, answer.settled.value
    if readings[0].measure not in MONEY_OF_A_CAMPAIGN or value is None:
        return False
    return any(
        (other := readings[i].value) is not None and thousands_off(value, other) for i in answer.settled.dissenting
    )


def sums_of(answers: Iterable[Answer]) -> dict[str, list[Decimal]]:
    """Contest → settled value of each of its sums of campaign money."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for question, settled, _ in answers:
        if question.readings[0].measure in MONEY_OF_A_CAMPAIGN and settled.value:
            for contest in contests_of(question):
                found[contest].append(settled.value)
    return dict(found)


def answer_doubtful(one: Heard, voices: Voices, sums: Sums) -> Answer:
    """A doubtful question settled again beside the other sums of its contest, or of the batch where they are doubtful too."""
    peers = [value for contest in contests_of(one.question) for value in sums.get(contest, ())]
    middle = statistics.median(peers) if peers else voices.usual_sum.get(one.question.readings[0].unit)
    return answer(one, voices, None if middle is None else (middle / PEERS_APART, middle * PEERS_APART))


def answer_all(heard: Sequence[Heard], voices: Voices) -> list[Answer]:
    """Questions that are a batch of their own settled with the weights, in the order given."""
    answers = [answer(one, voices) for one in heard]
    doubtful = {number for number, one in enumerate(answers) if is_doubtful(one)}
    sums = sums_of(one for number, one in enumerate(answers) if number not in doubtful)
    return [
        answer_doubtful(heard[number], voices, sums) if number in doubtful else one
        for number, one in enumerate(answers)
    ]


def contests_of(question: Question) -> list[str]:
    """The keys its readings give for their contest, sorted."""
    return sorted({r.contest for r in question.readings if r.contest})


def contest_of(question: Question) -> str:
    """The key of the question's contest, "" when unknown: of several descriptions the one that says most, by its length."""
    return min(contests_of(question), key=lambda key: (-len(key), key), default="")
