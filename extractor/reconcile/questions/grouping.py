"""Which claims are about the same thing. Which of them is right is asked in `settle`.

A claim describes its question by contest, subject, measure, unit and scope, and mostly by half of these. Two descriptions are of
one question when nothing in them contradicts. Unknown is neither equal nor different: a half description joins a
fuller one only where exactly one fits; else it stays by itself, and the reader is told less but nothing wrong.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from extractor.reconcile.policy import (
    COUNT_DRIFT_POINTS,
    COUNTED_FOR_DAYS,
    COUNTED_TOGETHER,
    NEAR_IN_NUMBER,
    OF_THE_CONTEST,
    ONLY_GROWS,
)
from extractor.reconcile.questions.apart import distance, tell_apart
from extractor.reconcile.questions.contests import FULL_DATE
from extractor.reconcile.questions.descriptions import Description, Vote, describe, is_nameless, merge, votes_of
from extractor.reconcile.questions.names import names_of, survey
from extractor.reconcile.ranges import meet_well
from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.times import counted_on, is_counted, is_of_a_period
from extractor.records import Contest, Period


class Question(NamedTuple):
    """Readings (at least one) about one thing, in order of id."""

    description: Description
    readings: tuple[Reading, ...]


def group(readings: Iterable[Reading], contests: Iterable[Contest] = ()) -> list[Question]:
    """Every reading in exactly one question, whatever the order of either input. contests: one for each key (`spelled_out`)."""
    readings, contests = list(readings), list(contests)
    names = names_of(survey(readings), contests)
    resolved = [names.resolved(reading) for reading in readings]
    votes, people = votes_of(contests), people_of(resolved)
    return sorted(
        (question for block in blocks_of(resolved) for question in told_apart(block, votes, people)),
        key=lambda question: question.readings[0].id,
    )


def people_of(readings: Iterable[Reading]) -> dict[str, frozenset[str]]:
    """Article → whose shares it reports."""
    people: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        if reading.subject and reading.measure in COUNTED_TOGETHER:
            people[reading.article].add(reading.subject)
    return {article: frozenset(subjects) for article, subjects in people.items()}


def blocks_of(readings: Iterable[Reading]) -> list[list[Reading]]:
    """The readings, resolved, in blocks of which no two have a question in common; in a fixed order."""
    blocks: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        blocks[_block(reading)].append(reading)
    return [blocks[block] for block in sorted(blocks)]


def bucket_of(reading: Reading, count: int) -> int:
    """Which of so many buckets a reading, resolved, belongs to. A block lies in one bucket, and so does all that is said of a person."""
    block = _block(reading)
    named = block[2:] if reading.subject else block
    return crc32("\x1f".join(named).encode("utf-8", "surrogatepass")) % count


def _block(reading: Reading) -> tuple[str, ...]:
    """Claims of different blocks never meet. Without a subject a figure stands alone, unless it is the contest's own; "outside
    groups" are others in every contest.
    """
    if reading.subject and not is_anybody(reading):
        return reading.measure, reading.unit, reading.subject
    if reading.subject and reading.contest:
        return reading.measure, reading.unit, reading.subject, reading.contest
    if reading.measure in OF_THE_CONTEST:
        return reading.measure, reading.unit, ""
    if _is_swing(reading):
        return reading.measure, reading.unit, "", reading.contest
    return reading.measure, reading.unit, "", reading.id


def _is_swing(reading: Reading) -> bool:
    """Is it a change of votes between two sides, which is nobody's own?"""
    return reading.measure == "change" and not reading.subject and bool(reading.contest)


def is_anybody(reading: Reading) -> bool:
    """Is the subject a group without a name of its own?"""
    return reading.subject == folded(reading.name) and is_nameless(reading.name)


def told_apart(
    readings: Sequence[Reading], votes: Mapping[str, Vote], people: Mapping[str, frozenset[str]]
) -> Iterator[Question]:
    """The questions of one block. people: whose shares each article reports."""
    said: dict[Description, list[Reading]] = defaultdict(list)
    by_number: list[Reading] = []
    for reading in readings:
        description = describe(reading, votes)
        if not reading.subject:
            description = description._replace(people=people.get(reading.article, frozenset()))
        if (_of_a_poll(reading) and description.pollster is None) or _is_swing(reading):
            by_number.append(reading)
        else:
            said[description].append(reading)
    groups: list[tuple[Description, list[Reading]]] = []
    for description in sorted(said, key=lambda d: (-d.parts, repr(d))):
        rest = _to_their_periods(groups, description, said[description])
        if not rest:
            continue
        pieces = tell_apart(rest)
        if len(pieces) == 1:
            _join(groups, description, pieces[0])
        else:
            _join_pieces(groups, description, pieces)
    # A poll whose pollster is not named may be any poll, and of several swings nobody says whose each is. They are taken for known ones
    # only where the numbers meet too.
    for reading in sorted(by_number, key=lambda r: (str(r.value), r.id)):
        _join(groups, describe(reading, votes), [reading], only_meeting=True)
    for description, members in groups:
        pieces = tell_apart(members)
        for apart in pieces:
            said_of = description if len(pieces) == 1 else _described(apart, description, votes)
            yield Question(said_of, tuple(sorted(apart, key=lambda r: r.id)))


def _described(piece: Iterable[Reading], whole: Description, votes: Mapping[str, Vote]) -> Description:
    """What a piece of a question says of itself: its contest is known by the whole, the rest by its own readings alone."""
    own = [describe(reading, votes) for reading in sorted(piece, key=lambda r: r.id)]
    told = own[0]
    for other in own[1:]:
        told = merge(told, other) or told
    return told._replace(vote=whole.vote, people=whole.people)


def _to_their_periods(
    groups: list[tuple[Description, list[Reading]]], description: Description, readings: Sequence[Reading]
) -> list[Reading]:
    """Put each sum without a period to the one period whose figures it meets; returns the others, which are totals or of none."""
    if description.period is not None or readings[0].measure not in ONLY_GROWS:
        return list(readings)
    rest: list[Reading] = []
    alike: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: r.id):
        alike[reading.likely_low, reading.likely_high, reading.published].append(reading)
    for same in alike.values():
        meeting = [
            (index, merged)
            for index, (other, members) in enumerate(groups)
            if other.period is not None
            and other.period.start is not None
            and not _is_of_days_to_come(other.period, same[0])
            and all(meet_well(same[0], member) for member in members)
            and (merged := merge(other, description)) is not None
        ]
        if len(meeting) == 1:
            index, merged = meeting[0]
            groups[index] = (merged, groups[index][1] + same)
        else:
            rest += same
    return rest


def _join(
    groups: list[tuple[Description, list[Reading]]],
    description: Description,
    readings: list[Reading],
    *,
    only_meeting: bool = False,
) -> None:
    """Put `readings` to the one group that fits; where none or several fit, they make their own."""
    fitting = []
    date = description.vote.date if description.vote else ""
    undated = len(date) < FULL_DATE and all(is_counted(reading) for reading in readings)
    for index, (other, members) in enumerate(groups):
        merged = merge(other, description) if _same_contenders(other, description) else None
        if any(_is_of_days_to_come(other.period, reading) for reading in readings):
            continue
        if merged is not None and not (only_meeting and any(not meet_well(a, b) for a in readings for b in members)):
            fitting.append((index, merged))
    if undated:
        # A count that names no vote is of the one just held, and of one long over only where it says the same.
        fresh = [(i, merged) for i, merged in fitting if all(_is_of_fresh_count(r, *groups[i]) for r in readings)]
        fitting = fresh or fitting
    if len(fitting) > 1 or (
        not date and undated and any(_is_past(groups[i][0].vote, r) for i, _ in fitting for r in readings)
    ):
        # The number itself may tell which: of several the one whose figures it meets, if only one does.
        meeting = [(i, merged) for i, merged in fitting if all(meet_well(a, b) for a in readings for b in groups[i][1])]
        fitting = meeting if len(meeting) == 1 else []
    if len(fitting) == 1:
        index, merged = fitting[0]
        groups[index] = (merged, groups[index][1] + readings)
    else:
        groups.append((description, list(readings)))


def _is_of_days_to_come(period: Period | None, reading: Reading) -> bool:
    """Was the reading printed before the period was over?"""
    if period is None or period.end is None or reading.published is None or is_of_a_period(reading):
        return False
    return reading.published < period.end


def _days_since(vote: Vote | None, reading: Reading) -> int | None:
    """Days from the vote to the count that the reading is of; None where either is not dated."""
    day = counted_on(reading)
    if vote is None or day is None or len(vote.date) < FULL_DATE:
        return None
    return (day - dt.date.fromisoformat(vote.date)).days


def _is_of_fresh_count(reading: Reading, description: Description, members: Sequence[Reading]) -> bool:
    """Was the vote just held when the reading was printed, and is the number one its count can have come to?"""
    days = _days_since(description.vote, reading)
    return (
        days is not None
        and 0 <= days <= COUNTED_FOR_DAYS
        and any(
            meet_well(reading, other)
            or (reading.value and other.value and abs(reading.value - other.value) <= COUNT_DRIFT_POINTS)
            for other in members
        )
    )


def _is_past(vote: Vote | None, reading: Reading) -> bool:
    days = _days_since(vote, reading)
    return days is not None and days > COUNTED_FOR_DAYS


def _join_pieces(
    groups: list[tuple[Description, list[Reading]]], description: Description, pieces: Sequence[list[Reading]]
) -> None:
    """Put each of several things that one description covers to the group that fits and is nearest in number; no two to one group."""
    pairs = []
    for g, (other, members) in enumerate(groups):
        if merge(other, description) is not None and _same_contenders(other, description):
            for p, piece in enumerate(pieces):
                gap = min(distance(reading, members) for reading in piece)
                if gap <= (1, NEAR_IN_NUMBER):
                    pairs.append((gap, p, g))
    placed: dict[int, int] = {}
    for _, p, g in sorted(pairs):
        if p not in placed and g not in placed.values():
            placed[p] = g
    for p, piece in enumerate(pieces):
        if p in placed:
            other, members = groups[placed[p]]
            groups[placed[p]] = (merge(other, description) or other, members + piece)
        else:
            groups.append((description, piece))


def _same_contenders(a: Description, b: Description) -> bool:
    """Of figures without a subject: is the place of both contests known, or does one of their people stand in both articles?"""
    if a.people is None or b.people is None:
        return True
    return bool(a.people & b.people) or bool(
        a.vote and b.vote and (a.vote.place or a.vote.key) and (b.vote.place or b.vote.key)
    )


def _of_a_poll(reading: Reading) -> bool:
    return reading.measure == "poll_share" or reading.scope.basis == "poll"
