"""One question settled again after a person said which claims belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce

from extractor.reconcile.answers import answer_all
from extractor.reconcile.hearing import hear_all
from extractor.reconcile.questions import Question, group
from extractor.reconcile.questions.descriptions import Description, merge
from extractor.reconcile.readings import reading_of
from extractor.reconcile.witnesses import NO_VOICES, Voices
from extractor.reconcile.writing import write
from extractor.records import Article, Claim, Contest, Reconciliation


def settle_anew(
    claims: Iterable[Claim],
    articles: Sequence[Article] = (),
    contests: Sequence[Contest] = (),
    voices: Voices = NO_VOICES,
    official: Decimal | None = None,
) -> Reconciliation:
    """The claims (at least one) as one question, whether or not they would have been grouped so.

    articles: those of the claims, by which copies are known. voices: what outlets' words count; without it all count alike. Checks
    against other questions are not made.
    """
    readings = tuple(sorted(map(reading_of, claims), key=lambda reading: reading.id))
    question = Question(_description(group(readings, contests)), readings)
    (heard,) = hear_all([question], articles)
    (settled,) = answer_all([heard], voices)
    return write(settled, {}, (), {contest.key: contest.label for contest in contests}, official)


def regroup(claims: Iterable[Claim], contests: Sequence[Contest] = ()) -> list[tuple[str, ...]]:
    """Claims by question, as ids: what grouping makes of them now."""
    return [tuple(reading.id for reading in question.readings) for question in group(map(reading_of, claims), contests)]


def _description(questions: Sequence[Question]) -> Description:
    """What all of them say their question is; where two contradict, what the one with more claims says."""
    by_size = sorted(questions, key=lambda question: (-len(question.readings), question.readings[0].id))
    return reduce(lambda all_, one: merge(all_, one.description) or all_, by_size[1:], by_size[0].description)
