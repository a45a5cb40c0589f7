"""Which contest each contender stands in, and what the batch adds to the contests of this article."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from spacy.tokens import Doc

from extractor.language.elections import ROUNDS, main_contest
from extractor.language.found import ContestMention
from extractor.rooms.candidates.evidence import Evidence, limits

# A contest named so many characters from a name counts half.
HALF_WAY = 60
# Beside nothing else, a contender stands in the contest the article is about.
MAIN = 0.5


def stand(doc: Doc, sure: dict[int, Evidence]) -> dict[int, int]:
    """The contest of each contender, as an index into doc._.contests."""
    contests: tuple[ContestMention, ...] = doc._.contests
    if not contests:
        return {}
    main = main_contest(contests)
    found: dict[int, int] = {}
    for person, evidence in sure.items():
        votes: Counter[int] = Counter()
        if main is not None:
            votes[main] += MAIN  # type: ignore[assignment]
        for index, contest in enumerate(contests):
            if person in contest.contenders:
                votes[index] += 3
        for cue, weight, (start, end) in evidence.cues:
            low, high = limits(doc, start, end)
            for index, contest in enumerate(contests):
                for first, last in contest.mentions:
                    if low <= first and last <= high:
                        gap = max(first - end, start - last, 0)
                        votes[index] += weight * HALF_WAY / (HALF_WAY + gap)  # type: ignore[assignment]
        found[person] = max(votes, key=lambda index: (votes[index], -index))
    return found


def enter(doc: Doc) -> None:
    """Write the contenders into doc._.contests."""
    by_contest: dict[int, list[int]] = defaultdict(list)
    for candidate in doc._.candidates:
        if candidate.value.contest is not None:
            by_contest[candidate.value.contest].append(candidate.value.person)
    contests = [
        replace(contest, contenders=tuple(dict.fromkeys((*contest.contenders, *by_contest[index])))) for index, contest in enumerate(doc._.contests)
    ]
    # Who stands in one round of an election stands in the election: runoff and first round share those who are in the runoff.
    for index, contest in enumerate(contests):
        if contest.stage in ROUNDS and not contest.contenders:
            sister = next((other for other in contests if other.stage in ROUNDS and other.stage != contest.stage and other.contenders), None)
            if sister is not None:
                contests[index] = replace(contest, contenders=sister.contenders)
    doc._.contests = tuple(contests)
