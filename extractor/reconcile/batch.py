"""All questions of a batch at once: readings → questions → answers → reconciliations.

Works on readings alone, so that a million claims fit in memory; records are made one by one, at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.reconcile.answers import Answer, answer, contest_of, hear, id_of, listen, rivals_of, write
from extractor.reconcile.checks import Figure, check_all
from extractor.reconcile.questions import WHOLE, group
from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.reference import Coverage, ReferenceRow, hold_against, official_figures
from extractor.reconcile.suspicions import Rivals
from extractor.reconcile.times import is_partial
from extractor.reconcile.witnesses import Sources, Voices
from extractor.records import Check, Contest, Person, Ratio, Reconciliation

FindSources = Callable[[Sequence[Sequence[Reading]]], Sources]


class Settlement(NamedTuple):
    """Every question of a batch, settled, with what its record needs."""

    answers: list[Answer]
    voices: Voices
    coverage: Coverage | None
    checks: dict[int, list[Check]]
    rivals: dict[tuple[str, str, str], Rivals]
    labels: dict[str, str]

    def written(self) -> Iterator[tuple[Answer, Reconciliation]]:
        """Every answer with its record, in order of the records' ids."""
        for number in sorted(range(len(self.answers)), key=lambda n: id_of(self.answers[n].question)):
            one = self.answers[number]
            judgement = self.coverage.judged.get(one.question.readings[0].id) if self.coverage else None
            official = judgement.official.value if judgement else None
            yield one, write(one, self.rivals, self.checks.get(number, ()), self.labels, official)


def settle_batch(
    readings: Iterable[Reading],
    find_sources: FindSources,
    contests: Sequence[Contest] = (),
    people: Iterable[Person] = (),
    ratios: Sequence[Ratio] = (),
    reference: Sequence[ReferenceRow] = (),
) -> Settlement:
    """Settle readings in any order.

    find_sources: called once with the readings of each question. contests: one for each key (`spelled_out`).
    """
    questions = group(readings, contests)
    heard, voices = listen(list(hear(questions, find_sources([question.readings for question in questions]))))
    answers = answer(heard, voices)
    return Settlement(
        answers=answers,
        voices=voices,
        coverage=_coverage(answers, reference, people) if reference else None,
        checks=check_all([_figure(i, one, of_ratios=bool(ratios)) for i, one in enumerate(answers)], ratios),
        rivals=rivals_of(answers),
        labels={contest.key: contest.label for contest in contests},
    )


def _figure(number: int, one: Answer, *, of_ratios: bool) -> Figure:
    question, settled, _ = one
    first = question.readings[0]
    description = question.description
    return Figure(
        question=number,
        contest=contest_of(question),
        vote=description.vote,
        subject=first.subject,
        name=first.name or first.measure.replace("_", " "),
        measure=first.measure,
        unit=first.unit,
        opponent=description.opponent or "",
        of_a_poll=description.basis == "poll" or first.measure == "poll_share",
        whole=description.place == WHOLE and description.population == WHOLE,
        preferences=description.preferences or "",
        partial=all(is_partial(question.readings[i]) for i in settled.supporting),
        value=settled.value,
        bounds=settled.bounds,
        readings={r.record: r for r in question.readings} if of_ratios else {},
    )


def _coverage(answers: Iterable[Answer], reference: Sequence[ReferenceRow], people: Iterable[Person]) -> Coverage:
    aliases: dict[str, set[str]] = {}
    for person in people:
        aliases.setdefault(person.person_id, set()).update(map(folded, (person.name, *person.aliases)))
    return hold_against(
        [
            (
                a.question,
                a.settled.value,
                a.settled.bounds,
                frozenset(a.question.readings[i].id for i in a.settled.superseded),
            )
            for a in answers
        ],
        official_figures(reference),
        {subject: frozenset(names) for subject, names in aliases.items()},
    )
