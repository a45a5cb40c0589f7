"""What an outlet's word counts: how often its figures agree with what is settled elsewhere in the batch.

The iteration is the source-accuracy vote of Dong, Berti-Equille and Srivastava ("Integrating conflicting data: the role of source
dependence", VLDB 2009, section 3): settle with the weights so far, count how often each outlet stands with the settled
stretch, weigh again. Figures are ranges here, so a vote goes to a stretch of the number line instead of to a value, and a
prior holds small outlets to the average until they have shown otherwise. An outlet can be careful with votes and careless with
money: each measure has a record of its own, held to the outlet's whole record until it is long enough. All questions are swept at
once, in arrays.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.reconcile.policy import (
    HIGHEST_ACCURACY,
    LOWEST_ACCURACY,
    MEASURE_CLAIMS,
    PRIOR_ACCURACY,
    PRIOR_CLAIMS,
    ROUNDS,
    WRONG_VALUES,
)
from extractor.reconcile.ranges import Range

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Vote(NamedTuple):
    """One range on one question: whose it is, and which part of that voice it is (1, or less where the voice says several)."""

    question: int
    voice: str  # outlet, "" for one that cannot be known again
    reach: Range
    part: float
    measure: str = ""


Desk = tuple[str, str]  # voice, measure


class Ballot(NamedTuple):
    """Votes on questions that more than one voice speaks on, in columns; those of one question stand together."""

    desks: tuple[Desk, ...]
    question: Ints  # numbers, from 0 on
    desk: Ints  # among the desks
    low: Floats
    high: Floats
    part: Floats


class Record(NamedTuple):
    """A voice's comparable figures (on questions with a second witness) and how many of them are believed; neither need be whole."""

    right: float
    figures: float


NO_RECORD = Record(0.0, 0.0)


class Voices(NamedTuple):
    """How far each outlet is to be trusted, and on how much that rests."""

    accuracy: Mapping[str, float]
    records: Mapping[str, Record]
    of_measure: Mapping[tuple[str, str], Record]  # (voice, measure) → its record on that measure
    usual_sum: Mapping[str, Decimal] = MappingProxyType(
        {}
    )  # currency → the middle of the sums that campaigns of the batch raise

    def weight(self, voice: str, measure: str) -> float:
        """Log odds of the voice on such a figure against any one of the false values."""
        accuracy = self.accuracy.get(voice, PRIOR_ACCURACY)
        record = self.of_measure.get((voice, measure))
        if record is not None:
            accuracy = float(_clipped(_of_measure(record.right, record.figures, accuracy)))
        return math.log(WRONG_VALUES * accuracy / (1 - accuracy))

    def elsewhere(self, voice: str, measure: str) -> float:
        """The accuracy of the voice on all other measures."""
        whole = self.records.get(voice, NO_RECORD)
        part = self.of_measure.get((voice, measure), NO_RECORD)
        return float(_whole(whole.right - part.right, whole.figures - part.figures))


NO_VOICES = Voices({}, {}, {})


def _whole(right: Floats | float, figures: Floats | float) -> Floats | float:
    return (right + PRIOR_CLAIMS * PRIOR_ACCURACY) / (figures + PRIOR_CLAIMS)


def _of_measure(right: Floats | float, figures: Floats | float, accuracy: Floats | float) -> Floats | float:
    return (right + MEASURE_CLAIMS * accuracy) / (figures + MEASURE_CLAIMS)


def _clipped(accuracy: Floats | float) -> Floats:
    clipped: Floats = np.clip(accuracy, LOWEST_ACCURACY, HIGHEST_ACCURACY)
    return clipped


def cast(votes: Iterable[Vote]) -> Ballot:
    """The votes as a ballot. Questions that only one voice speaks on are evidence of nothing and are left out."""
    by_question: dict[int, list[Vote]] = defaultdict(list)
    for vote in votes:
        by_question[vote.question].append(vote)
    heard = [said for said in by_question.values() if len({vote.voice for vote in said}) > 1]
    number_of: dict[Desk, int] = {}
    rows = [
        (number, number_of.setdefault((vote.voice, vote.measure), len(number_of)), *_ends(vote.reach), vote.part)
        for number, said in enumerate(heard)
        for vote in said
    ]
    question, desk, low, high, part = np.array(rows, dtype=np.float64).reshape(-1, 5).T
    return Ballot(tuple(number_of), question.astype(np.int64), desk.astype(np.int64), low, high, part)


def put_together(ballots: Iterable[Ballot]) -> Ballot:
    """The ballots of several parts of a batch as one, in an order that does not hang on theirs.

    One fixed order, so that sums of floating-point numbers come out the same to the last bit.
    """
    ballots = list(ballots)
    desks = tuple(sorted({desk for ballot in ballots for desk in ballot.desks}))
    number_of = {desk: number for number, desk in enumerate(desks)}
    firsts = accumulate((int(ballot.question[-1]) + 1 if len(ballot.question) else 0 for ballot in ballots), initial=0)
    question = np.concatenate([ballot.question + first for ballot, first in zip(ballots, firsts, strict=False)])
    desk = np.concatenate(
        [np.array([number_of[d] for d in ballot.desks], dtype=np.int64)[ballot.desk] for ballot in ballots]
    )
    low, high, part = (np.concatenate([ballot[column] for ballot in ballots]) for column in (3, 4, 5))
    order = np.lexsort((part, desk, high, low, question))
    question, desk, low, high, part = question[order], desk[order], low[order], high[order], part[order]
    rank = _rank_of_questions(question, desk, low, high, part)
    order = np.argsort(rank[question], kind="stable")
    return Ballot(desks, rank[question][order], desk[order], low[order], high[order], part[order])


def _rank_of_questions(question: Ints, desk: Ints, low: Floats, high: Floats, part: Floats) -> Ints:
    """The place of each question when they are sorted by their votes, as lists of low, high, desk and part are."""
    rows = np.empty(len(question), dtype=[("low", ">u8"), ("high", ">u8"), ("desk", ">u8"), ("part", ">u8")])
    rows["low"], rows["high"], rows["desk"], rows["part"] = _in_bytes(low), _in_bytes(high), desk, _in_bytes(part)
    ends = np.searchsorted(question, np.arange(int(question[-1]) + 1), side="right") * rows.itemsize
    whole = rows.tobytes()
    keys = [whole[begin:end] for begin, end in pairwise([0, *ends.tolist()])]
    rank = np.empty(len(keys), dtype=np.int64)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return rank


def _in_bytes(numbers: Floats) -> npt.NDArray[np.uint64]:
    """Whole numbers that stand in the same order (IEEE 754: of negative numbers all bits turned, else the sign)."""
    bits = (numbers + 0.0).view(np.uint64)
    sign = np.uint64(1 << 63)
    return np.where(bits & sign, ~bits, bits | sign)


def weigh(ballots: Iterable[Ballot]) -> Voices:
    """The accuracy of every voice, between 0 and 1. The order of ballots and of votes does not matter."""
    ballots = [ballot for ballot in ballots if len(ballot.question)]
    if not ballots:
        return NO_VOICES
    desks, question, desk, low, high, part = put_together(ballots)
    names = sorted({voice for voice, _ in desks})
    number_of = {name: number for number, name in enumerate(names)}
    whose = np.array([number_of[voice] for voice, _ in desks])
    field = _Field(question, low, high)
    figures = _sums(desk, part, len(desks))
    figures_of_all = _sums(whose, figures, len(names))
    # Outlets without a name have no record to learn from.
    nameless = np.array([not name for name in names])
    right, right_of_all = np.zeros(len(desks)), np.zeros(len(names))
    accuracy = np.full(len(names), PRIOR_ACCURACY)
    at_desk = np.full(len(desks), PRIOR_ACCURACY)
    # Always as many rounds: to stop when all have settled would make an outlet's weight hang on outlets it never meets.
    for _ in range(ROUNDS):
        log_odds = np.log(WRONG_VALUES * at_desk / (1 - at_desk))
        right = _sums(desk, part * field.belief(part * log_odds[desk]), len(desks))
        right_of_all = _sums(whose, right, len(names))
        accuracy = np.where(nameless, PRIOR_ACCURACY, _clipped(_whole(right_of_all, figures_of_all)))
        at_desk = np.where(nameless[whose], PRIOR_ACCURACY, _clipped(_of_measure(right, figures, accuracy[whose])))
    known = [(number, name) for number, name in enumerate(names) if name]
    return Voices(
        {name: float(accuracy[number]) for number, name in known},
        {name: Record(float(right_of_all[number]), float(figures_of_all[number])) for number, name in known},
        {who: Record(float(right[number]), float(figures[number])) for number, who in enumerate(desks) if who[0]},
    )


def _sums(number: Ints, weight: Floats, size: int) -> Floats:
    return np.bincount(number, weights=weight, minlength=size).astype(np.float64)


def _ends(reach: Range) -> tuple[float, float]:
    """Both ends as floats; a single number becomes the smallest stretch that holds it."""
    low = -math.inf if reach[0] is None else float(reach[0])
    high = math.inf if reach[1] is None else float(reach[1])
    return low, math.nextafter(low, math.inf) if high <= low else high


class _Field:
    """Every range of every question on one line, swept together.

    Events stand in order of question and place, ends before beginnings, so that ranges that only touch do not meet.
    The running sum of weights behind the last beginning at a place is the weight of the stretch that starts there.
    """

    def __init__(self, question: Ints, low: Floats, high: Floats) -> None:
        n = len(question)
        both = np.concatenate([question, question])
        place = np.concatenate([low, high])
        begins = np.concatenate([np.ones(n, dtype=np.int64), np.zeros(n, dtype=np.int64)])
        order = np.lexsort((begins, place, both))
        self.range_of = order % n
        self.sign = np.where(order < n, 1.0, -1.0)
        both, place, begins = both[order], place[order], begins[order]
        last = np.ones(2 * n, dtype=bool)
        last[:-1] = (both[1:] != both[:-1]) | (place[1:] != place[:-1])
        self.cell = np.flatnonzero(last & (begins == 1))
        self.question, self.cell_question = question, both[self.cell]
        self.first_cell = np.searchsorted(self.cell_question, np.arange(question[-1] + 1))
        self.cells = np.bincount(self.cell_question)
        # The stretches that each range covers: from the one that starts where it does to the last one before its end.
        stretches = np.empty(2 * n, dtype=np.int64)
        stretches[order] = np.searchsorted(self.cell, np.arange(2 * n))
        self.first_covered, self.behind_covered = stretches[:n], stretches[n:]

    def belief(self, weight: Floats) -> Floats:
        """For each range the probability that it holds the truth, each stretch being as likely as its weight says."""
        # The sum runs on over all questions, whose own weights cancel out: what is left of rounding is far below any weight.
        score = np.cumsum(self.sign * weight[self.range_of])[self.cell]
        top = np.maximum.reduceat(score, self.first_cell)
        odds = np.exp(np.clip(score - top[self.cell_question], -700, 0))
        unsaid = np.maximum(WRONG_VALUES + 1 - self.cells, 0) * np.exp(-np.clip(top, -700, 700))
        whole = (np.add.reduceat(odds, self.first_cell) + unsaid)[self.question]
        so_far = np.concatenate([[0.0], np.cumsum(odds)])
        covered = so_far[self.behind_covered] - so_far[self.first_covered]
        believed: Floats = covered / whole
        return believed
