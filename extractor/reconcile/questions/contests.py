"""Which contest a figure is of, where its article does not say it beside the figure, or says one that cannot be.

Votes are counted once they are cast: a share from before the day of the vote is of an earlier contest of the same place, and of two
rounds a count is of the one held that day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from extractor.reconcile.policy import COUNTED_TOGETHER, COUNTING_DAYS, OF_THE_CONTEST, PASSAGE_CHARACTERS
from extractor.reconcile.questions.descriptions import (
    NOMINATING,
    WITHOUT_CONTENDERS,
    Vote,
    is_nameless,
    merge_votes,
    votes_of,
)
from extractor.records import Article, Contest, DollarAmount, VotePercentage

Figure = VotePercentage | DollarAmount

_OF_VOTES = COUNTED_TOGETHER | OF_THE_CONTEST
FULL_DATE = len("2030-11-05")  # a contest known by its year alone may be of any day


def spelled_out(contests: Iterable[Contest]) -> list[Contest]:
    """One contest for each key, in order of key, with every part as fully as any of its descriptions tells it."""
    told: dict[str, list[Contest]] = defaultdict(list)
    for contest in contests:
        told[contest.key].append(contest)
    return [
        Contest(**{part: _fullest(getattr(one, part) for one in told[key]) for part in Contest.model_fields})
        for key in sorted(told)
    ]


def _fullest(texts: Iterable[str | None]) -> Any:
    return max((text for text in texts if text), key=lambda text: (len(text), text), default=None)


def same_contests(contests: Iterable[Contest], contenders: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Key → the key of the contest that it describes by half, for every key that does.

    What a description leaves out is unknown, and no contest of its own: the race for mayor of Alder in 2030 is the general election
    of that year, where the batch knows no other vote for that seat that it can be. It must name office and place, share one of
    `contenders` (contest key → subjects), or be of a kind that has none. A vote of an unknown kind is never taken for a primary.
    """
    votes = votes_of(contests)
    by_seat: dict[tuple[str, str], list[str]] = defaultdict(list)
    by_subject: dict[str, set[str]] = defaultdict(set)
    by_kind: dict[str, set[str]] = defaultdict(set)
    for key, vote in votes.items():
        if vote.office and vote.place:
            by_seat[vote.office, vote.place].append(key)
        for subject in contenders.get(key, ()):
            by_subject[subject].add(key)
        by_kind[vote.kind].add(key)
    found: dict[str, str] = {}
    for key, vote in votes.items():
        near = set(by_seat.get((vote.office, vote.place), ()))
        for subject in contenders.get(key, ()):
            near |= by_subject[subject]
        if vote.kind in WITHOUT_CONTENDERS:
            near |= by_kind[vote.kind]
        fuller = sorted((other for other in near if _says_more(votes[other], vote)), key=lambda k: (-len(k), k))
        if not fuller:
            continue
        fullest = max(fuller, key=lambda k: sum(map(bool, votes[k])))
        # The round of an election is told by its day or its name; of an election without one it is open.
        known = votes[fullest].round == vote.round
        if known and all(merge_votes(votes[a], votes[b]) is not None for a, b in combinations(fuller, 2)):
            found[key] = fullest
    return {key: found.get(fuller, fuller) for key, fuller in found.items()}


def _says_more(fuller: Vote, vote: Vote) -> bool:
    """Is `vote` the same contest with less said of it?"""
    if vote.key or (not vote.kind and fuller.kind in NOMINATING):
        return False
    return fuller != vote and merge_votes(fuller, vote) == fuller


def contests_in_article(
    figures: Sequence[Figure], article: Article, contests: Mapping[str, Contest]
) -> dict[str, str | None]:
    """Figure id → contest key, for the figures of one article.

    A figure without a contest takes the only one its subject has in the article; a figure of the contest itself (threshold,
    turnout, reporting) and one of a group without a name ("outside groups") take that of the nearest figure of their passage.
    """
    own = {figure.id: _contest_of_the_day(figure, article, contests) for figure in figures}
    of_subject: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        if (key := own[figure.id]) and figure.subject:
            of_subject[figure.subject].add(key)
    found: dict[str, str | None] = {}
    for figure in figures:
        contest = own[figure.id]
        if contest is None:
            near = of_subject[figure.subject] if figure.subject else set()
            if len(near) == 1:
                (contest,) = near
            elif figure.measure in OF_THE_CONTEST or is_nameless(figure.subject or ""):
                contest = _nearest_contest(figure, figures, own)
            if contest is not None and _too_early(figure, article, contests.get(contest)):
                contest = None
        found[figure.id] = contest
    return found


def _contest_of_the_day(figure: Figure, article: Article, contests: Mapping[str, Contest]) -> str | None:
    """The figure's own contest, or the one of the same office and place that was held when the figure says."""
    own = contests.get(figure.contest_key or "")
    if own is None or not _of_counted_votes(figure):
        return figure.contest_key
    if _too_early(figure, article, own):
        day = figure.as_of
        held = [c.key for c in _siblings(own, contests) if day and c.date and c.date.startswith(str(day.year))]
        return held[0] if len(held) == 1 else None
    counting = isinstance(figure, VotePercentage) and figure.count_status == "partial"
    at = figure.as_of or (article.published if counting else None)
    if at is None or _full_date(own) is not None:
        return own.key
    held = [
        c.key
        for c in _siblings(own, contests)
        if (voted := _full_date(c)) is not None and 0 <= (at - voted).days <= COUNTING_DAYS
    ]
    return held[0] if len(held) == 1 else own.key


def _of_counted_votes(figure: Figure) -> bool:
    return figure.measure in _OF_VOTES and figure.measure != "threshold" and figure.scope.basis != "poll"


def _too_early(figure: Figure, article: Article, contest: Contest | None) -> bool:
    """Is it of counted votes, from before the contest can have been held?"""
    if contest is None or contest.date is None or not _of_counted_votes(figure):
        return False
    first_day = dt.date.fromisoformat(contest.date + "-01-01"[len(contest.date) - len("2030") :])
    if figure.as_of is not None and figure.as_of.year < first_day.year:
        return True
    # Within the year a date beside a figure may be of something else; the day of the paper may not.
    return article.published is not None and article.published < first_day


def _siblings(own: Contest, contests: Mapping[str, Contest]) -> list[Contest]:
    """Other contests of the same office and place."""
    return [
        other
        for other in contests.values()
        if other.key != own.key and (other.office, other.place) == (own.office, own.place) and (own.office or own.place)
    ]


def _full_date(contest: Contest) -> dt.date | None:
    """The day of the vote, None where only its year or month is known."""
    return dt.date.fromisoformat(contest.date) if contest.date and len(contest.date) == FULL_DATE else None


def _nearest_contest(figure: Figure, figures: Sequence[Figure], own: Mapping[str, str | None]) -> str | None:
    near = [
        (abs(other.span.start - figure.span.start), key)
        for other in figures
        if other.id != figure.id and (key := own[other.id])
    ]
    distance, contest = min(near, default=(PASSAGE_CHARACTERS + 1, None))
    return contest if distance <= PASSAGE_CHARACTERS or len({key for _, key in near}) == 1 else None
