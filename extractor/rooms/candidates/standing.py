"""Which contest each contender stands in, and what the batch adds to the contests of this article."""

from __future__ import annotations

import bisect
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc

from extractor.language.elections import (
    ROUNDS,
    aside_until,
    is_decided_primary,
    main_contest,
    named,
    same_date,
    same_election,
    same_seat,
    year_of,
)
from extractor.language.found import ContestMention, KnownContest
from extractor.language.known import look_up
from extractor.rooms.candidates.evidence import Evidence
from extractor.rooms.candidates.page import Page

# A contest named so many characters from a name counts half.
HALF_WAY = 60
# Beside nothing else, a contender stands in the contest the article is about.
MAIN = 0.5
# What is said of a contender in a sentence that names no contest is mostly of that contest too.
UNTOLD = 0.5
# Who won the seat last time and is told of so much without that vote defends it now.
ONCE_MORE = 0.8
# What speaks for a primary counts so much in the news of the general election after it.
DECIDED = 0.3
# "A county that Tom Roe won in 2030": the phrase of the contest names its contender.
NAMED_IN_IT = 3.0

# So many days after a vote the news of its seat is of that vote.
NEWS_DAYS = 21
# Of these there is seldom more than one in a state and year that a batch of articles speaks of.
OUT_OF_TURN = frozenset({"special", "by-election", "recall"})


def stand(page: Page, sure: dict[int, Evidence]) -> tuple[dict[int, int], frozenset[int]]:
    """The contest of each contender, as an index into doc._.contests; and who stands in the article's main contest besides."""
    contests: tuple[ContestMention, ...] = page.doc._.contests
    main = main_contest(contests, page.doc._.context.published)
    mentions = sorted(
        (first, last, index) for index, contest in enumerate(contests) for first, last in contest.mentions
    )
    published: dt.date | None = page.doc._.context.published
    found: dict[int, int] = {}
    besides: set[int] = set()
    told: set[int] = set()  # of whom some sentence, or the phrase of a contest, tells where they stand
    for person, evidence in sure.items():
        votes: dict[int, float] = defaultdict(float)
        untold = 0.0
        if main is not None:
            votes[main] += MAIN
        for index, contest in enumerate(contests):
            if person in contest.contenders:
                votes[index] += NAMED_IN_IT
                told.add(person)
        for _, weight, (start, end) in evidence.cues:
            low, high = page.limits(start, end)
            beside = False
            for first, last, index in mentions[bisect.bisect_left(mentions, (low, 0, 0)) :]:
                if first >= high:
                    break
                if last > high:
                    continue
                if aside_until(page.text, (first, last)) >= 0:
                    # "Roe, who skipped Ohio, got 9 percent": what the rest of the sentence tells is of another vote.
                    votes[index] += weight * DECIDED
                else:
                    beside = True
                    told.add(person)
                    votes[index] += weight * HALF_WAY / (HALF_WAY + max(first - end, start - last, 0))
            if not beside and main is not None:
                votes[main] += weight * UNTOLD
                untold += weight
        # A president in the news of another election stands, or stood, for the presidency alone.
        # Who is told to have won the nomination stands in what it led to.
        if main is not None and votes.get(main, 0.0) > MAIN:
            for index in votes:
                if (
                    index != main
                    and is_decided_primary(contests[index], published)
                    and same_seat(contests[index], contests[main])
                ):
                    votes[index] *= DECIDED
        open_to = [index for index in sorted(votes) if contests[index].office == "President" or not evidence.presides]
        if open_to:
            found[person] = max(open_to, key=lambda index: votes[index])
            if main is not None and main in open_to and found[person] != main and untold >= ONCE_MORE:
                besides.add(person)
    for person in found.keys() - told:
        # "With 33 per cent voting, Roe beat Poe": who is named beside the contenders of one vote alone stands in it too.
        theirs = {found[other] for other in _companions(page, sure[person]) & told & found.keys()}
        if len(theirs) == 1 and not _is_history(contests[min(theirs)], published):
            found[person] = theirs.pop()
    return found, frozenset(besides)


def _is_history(contest: ContestMention, published: dt.date | None) -> bool:
    """A vote of an earlier year: somebody's past, told beside the news."""
    year = year_of(contest)
    return year is not None and published is not None and year < published.year


def _companions(page: Page, evidence: Evidence) -> set[int]:
    """Who else is named in the sentences that show the person a contender."""
    return {other for _, _, place in evidence.cues for _, _, other in page.names_in(*(page.sentence(*place) or place))}


def enter(
    contests: Sequence[ContestMention], standing: dict[int, int], main: int | None = None, besides: Collection[int] = ()
) -> tuple[ContestMention, ...]:
    """The contests with their contenders. Who meets in a runoff stood in the first round as well."""
    standing_in: dict[int, list[int]] = defaultdict(list)
    for person, index in standing.items():
        standing_in[index].append(person)
    if main is not None:
        standing_in[main] += besides
    entered = [
        _with_contenders(contest, {*contest.contenders, *standing_in.get(index, ())})
        for index, contest in enumerate(contests)
    ]
    for index, contest in enumerate(entered):
        if contest.stage in ROUNDS:
            sisters = [
                other
                for other in entered
                if other.stage in ROUNDS and other.base == contest.base and other.office == contest.office
            ]
            if contest.stage == "first round" or not contest.contenders:
                everyone = {person for other in sisters for person in other.contenders}
                entered[index] = _with_contenders(contest, everyone)
    return tuple(entered)


def _with_contenders(contest: ContestMention, persons: Set[int]) -> ContestMention:
    contenders = tuple(sorted(persons))
    return contest if contenders == contest.contenders else replace(contest, contenders=contenders)


def complete(doc: Doc, contests: Sequence[ContestMention]) -> tuple[tuple[ContestMention, ...], tuple[int, ...]]:
    """The contests with what the batch knows of them, and where each one given stands among them.

    A contest is recognised by a contender, or a seat spelt out, that it shares with exactly one known seat. Added are the
    parts that this article leaves out, and which round it speaks of.
    """
    known = look_up(doc._.knowledge)
    published: dt.date | None = doc._.context.published
    completed: list[ContestMention] = []
    filled: dict[tuple[str | None, ...], ContestMention] = {}
    for contest in contests:
        names = {doc._.persons[person].name for person in contest.contenders}
        near = known.around(contest, names)
        contest = _told_otherwise(contest, near, names, published)
        fits = [
            told
            for told in near
            if (not names.isdisjoint(told.names) or _same_place(contest, told.contest))
            and _can_be(contest, told.contest)
        ]
        whole = _dated(_round_of(_filled(contest, fits), fits, published), fits)
        if _seat(whole) != _seat(contest):
            filled.setdefault(_seat(contest), whole)
        completed.append(whole)
    # Another vote for the same seat is completed with it: "Roe won with 61 percent in 2027".
    for index, contest in enumerate(completed):
        if _seat(contest) in filled:
            office, region, city, district = _seat(filled[_seat(contest)])
            completed[index] = named(replace(contest, office=office, region=region, city=city, district=district))
    together, moved = _without_twins(completed)
    return (*together, *_earlier(doc, together)), moved


def _earlier(doc: Doc, contests: Sequence[ContestMention]) -> list[ContestMention]:
    """Earlier votes for the same seats, known to the batch, whose year and a contender of which this article names."""
    years = {found.value.start.year for found in doc._.dates if found.value.start.year == found.value.end.year}
    persons = {entry.name: index for index, entry in enumerate(doc._.persons)}
    seats = {_seat(contest) for contest in contests}
    held = {(_seat(contest), year_of(contest)) for contest in contests}
    return [
        replace(told.contest, contenders=tuple(sorted(persons[name] for name in told.names if name in persons)))
        for told in look_up(doc._.knowledge).around(ContestMention(), set(persons))
        if _seat(told.contest) in seats
        and year_of(told.contest) in years
        and (_seat(told.contest), year_of(told.contest)) not in held
    ]


def recognise(doc: Doc, sure: Collection[int]) -> tuple[ContestMention, ...]:
    """The contests of an article that names none: the one that most of its contenders stand in that year, as far as the
    batch knows.
    """
    published: dt.date | None = doc._.context.published
    names = {doc._.persons[person].name for person in sure}
    shared = {
        told.contest.key: (len(names.intersection(told.names)), told.contest)
        for told in look_up(doc._.knowledge).around(ContestMention(), names)
        if (published is None or year_of(told.contest) == published.year)
        and not is_decided_primary(told.contest, published)
    }
    most = max((count for count, _ in shared.values()), default=0)
    told = [contest for count, contest in shared.values() if count == most > 0]
    if told:
        # What one article does not say of the kind of vote contradicts nothing.
        bases = {contest.base for contest in told if contest.base}
        if len({_seat(contest) for contest in told}) != 1 or len(bases) > 1:
            return ()
        base = next(iter(bases), None)
        return (named(replace(told[0], base=base, stage=base, date=told[0].date and told[0].date[:4])),)
    return ()


def _told_otherwise(
    contest: ContestMention, near: Sequence[KnownContest], names: Set[str], published: dt.date | None
) -> ContestMention:
    """A vote whose kind only the law lets expect, as the one out of turn that the batch knows for that seat and year.

    "The Senate race" of January is the special election of January, where other articles tell of one; when that is over it is again
    the regular one of November.
    """
    if not contest.assumed or published is None:
        return contest
    told = [
        other.contest
        for other in near
        if other.contest.base in OUT_OF_TURN
        and same_seat(other.contest, contest)
        and year_of(other.contest) == year_of(contest)
        and not (names.isdisjoint(other.names) and not _same_place(contest, other.contest))
        and not _is_over(other.contest, published)
    ]
    bases = {other.base for other in told}
    if len(bases) != 1:
        return contest
    dates = {other.date for other in told if other.date}
    date = dates.pop() if len(dates) == 1 else contest.date and contest.date[:4]
    (base,) = bases
    return named(replace(contest, base=base, stage=base, date=date, assumed=False))


def _is_over(contest: ContestMention, published: dt.date) -> bool:
    """Was it held so long before that the news of its seat is of another vote?"""
    if contest.date is None or len(contest.date) < len("2031-06-24"):
        return False
    return (published - dt.date.fromisoformat(contest.date)).days > NEWS_DAYS


def _seat(contest: ContestMention) -> tuple[str | None, str | None, str | None, str | None]:
    return contest.office, contest.region, contest.city, contest.district


def _can_be(contest: ContestMention, told: ContestMention) -> bool:
    """Compatible, but for the round, which is settled later, and the exact day."""
    return same_election(contest, told) and (
        contest.date is None or told.date is None or year_of(contest) == year_of(told)
    )


def _same_place(contest: ContestMention, told: ContestMention) -> bool:
    """Is the seat spelt out alike, or filled out of turn in the same state and year?"""
    if (
        contest.office is not None
        and contest.place is not None
        and (contest.office, contest.place) == (told.office, told.place)
    ):
        return True
    return (
        contest.base in OUT_OF_TURN
        and contest.base == told.base
        and contest.region is not None
        and contest.region == told.region
        and contest.district is None
    )


def _detail(contest: ContestMention) -> int:
    return sum(part is not None for part in (contest.office, contest.region, contest.city, contest.district))


def _filled(contest: ContestMention, fits: Sequence[KnownContest]) -> ContestMention:
    """The parts of the seat that the fullest known contest adds, if all that are as full name one seat."""
    if not fits:
        return contest
    fullest = max(_detail(told.contest) for told in fits)
    seats = {_seat(told.contest) for told in fits if _detail(told.contest) == fullest}
    if len(seats) != 1 or fullest < _detail(contest):
        return contest
    office, region, city, district = seats.pop()
    # Of another kind of vote, or of one whose kind nobody says, the year may be another.
    years = {year_of(told.contest) for told in fits if contest.base is None or told.contest.base == contest.base}
    bases = {told.contest.base for told in fits if told.contest.base}
    date = contest.date or (str(next(iter(years))) if len(years) == 1 else None)
    base = contest.base or (next(iter(bases)) if len(bases) == 1 else None)
    stage = contest.stage or (base if base not in ROUNDS else None)
    return named(
        replace(contest, office=office, region=region, city=city, district=district, date=date, base=base, stage=stage)
    )


def _round_of(contest: ContestMention, fits: Sequence[KnownContest], published: dt.date | None) -> ContestMention:
    """The round an article means that speaks of the election alone: the runoff once its day has come, the first round before."""
    runoff = next(
        (told.contest for told in fits if told.contest.stage == "runoff" and told.contest.base == contest.base), None
    )
    if runoff is None or contest.stage in ROUNDS or contest.base is None:
        return contest
    day = runoff.date if runoff.date and len(runoff.date) == len("2031-06-24") else None
    over = bool(day and published and day <= published.isoformat())
    return named(replace(contest, stage="runoff" if over else "first round", date=day if over else contest.date))


def _dated(contest: ContestMention, fits: Sequence[KnownContest]) -> ContestMention:
    """The contest with the day that another article gives, if all that give one agree."""
    days = {
        told.contest.date
        for told in fits
        if told.contest.stage == contest.stage
        and told.contest.date
        and len(told.contest.date) == len("2031-06-24")
        and same_date(told.contest.date, contest.date)
    }
    return named(replace(contest, date=days.pop())) if len(days) == 1 else contest


def _without_twins(contests: Sequence[ContestMention]) -> tuple[tuple[ContestMention, ...], tuple[int, ...]]:
    """One contest for each key: what was completed may have become the same."""
    kept: dict[str, ContestMention] = {}
    for contest in contests:
        twin = kept.get(contest.key)
        if twin is not None:
            contest = replace(
                twin,
                date=max((d for d in (twin.date, contest.date) if d), key=len, default=None),
                mentions=tuple(sorted(twin.mentions + contest.mentions)),
                contenders=tuple(sorted({*twin.contenders, *contest.contenders})),
                assumed=twin.assumed and contest.assumed,
            )
        kept[contest.key] = contest
    order = {key: index for index, key in enumerate(kept)}
    return tuple(kept.values()), tuple(order[contest.key] for contest in contests)
