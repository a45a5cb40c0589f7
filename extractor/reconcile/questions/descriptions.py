"""What a claim says its question is: contest and scope, of which most articles give half.

Two descriptions are of one question when nothing in them contradicts; unknown is neither equal nor different.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from extractor.language.lexicon import load_map
from extractor.reconcile.policy import (
    COUNTED_TOGETHER,
    LONG_PERIOD_DAYS,
    MONEY_OF_A_CAMPAIGN,
    OF_THE_CONTEST,
    SAME_PERIOD_DAYS,
    SAME_POLL_DAYS,
    WHOLE_ELECTORATE,
)
from extractor.reconcile.readings import NO_SCOPE, Reading, folded
from extractor.reconcile.times import is_of_a_period
from extractor.records import Contest, Period, Scope

# Rounds of one election are contests of their own; the rest of the stages say what kind of election it is.
ROUNDS = frozenset({"first round", "runoff", "second round"})
# Votes on a question, of which there is seldom more than one in a year that a batch of articles speaks of.
WITHOUT_CONTENDERS = frozenset({"referendum"})
# Votes that lead to another, and are always called by their name.
NOMINATING = frozenset({"primary", "caucus", "leadership"})
# Names of one kind of election.
SAME_KIND = {"by-election": "special", "second round": "runoff", "recount": "general"}


WHOLE = ""


class Vote(NamedTuple):
    """What is known of a contest; "" where nothing is."""

    office: str = ""
    place: str = ""
    kind: str = ""
    round: str = ""
    date: str = ""
    key: str = ""  # only of a contest nothing else is known of
    party: str = ""  # of a primary: whose


class Description(NamedTuple):
    """What a claim says its question is, beside subject, measure and unit. None where it is silent."""

    vote: Vote | None = None
    basis: str | None = None
    opponent: str | None = None
    pollster: str | None = None
    field_dates: Period | None = None
    population: str = ""  # WHOLE: of everybody
    place: str = ""  # WHOLE: of the whole contest
    period: Period | None = None
    outside_groups: bool | None = None
    preferences: str | None = None
    people: frozenset[str] | None = None  # of a figure without a subject: whose shares its article reports

    @property
    def parts(self) -> int:
        """How much is said: the parts that are not silent, those of the vote among them."""
        vote = sum(1 for part in self.vote if part) if self.vote else 0
        return vote + sum(1 for part in self[1:] if part)


def describe(reading: Reading, votes: Mapping[str, Vote]) -> Description:
    """What the reading says its question is."""
    vote = votes.get(reading.contest, Vote(key=reading.contest)) if reading.contest else None
    where = _part_of(reading.scope.place, vote)
    if vote and reading.measure in MONEY_OF_A_CAMPAIGN:
        vote = vote._replace(kind="", round="", date=vote.date[:4])
    scope = reading.scope
    if vote is None and _of_an_earlier_year(reading) and reading.as_of is not None:
        vote = Vote(date=str(reading.as_of.year))
    if scope == NO_SCOPE:
        return Description(vote, place=WHOLE)
    return Description(
        vote=vote,
        basis=scope.basis,
        opponent=folded(scope.opponent) or None,
        pollster=folded(scope.pollster) or None,
        field_dates=scope.field_dates,
        population=_asked(scope.population),
        place=where,
        period=scope.period if is_of_a_period(reading) else None,
        outside_groups=scope.includes_outside_groups,
        preferences=scope.preferences,
    )


def _of_an_earlier_year(reading: Reading) -> bool:
    """Does the text date it before the year of the article? Then it is of a vote of that year, whichever."""
    if reading.as_of is None or reading.published is None or not reading.as_of_in_text:
        return False
    return reading.measure in COUNTED_TOGETHER | OF_THE_CONTEST and reading.as_of.year < reading.published.year


def _part_of(place: str | None, vote: Vote | None) -> str:
    """The part of the contest's place that a figure covers, WHOLE when none is named: silence means everywhere."""
    part = folded(place)
    return WHOLE if vote and vote.place and part and _same_place(part, vote.place) == vote.place else part


def _asked(population: str | None) -> str:
    """The group that was asked or counted, WHOLE when none is named or it is everybody."""
    group = folded(population)
    return WHOLE if group in WHOLE_ELECTORATE else group


def is_nameless(subject: str) -> bool:
    """Is it a group without a name of its own?

    >>> is_nameless("outside groups"), is_nameless("Outside groups"), is_nameless("Friends of Alder"), is_nameless("")
    (True, True, False, False)
    """
    words = subject.split()
    return bool(words) and words[-1].casefold() in load_map("groups") and all(word.islower() for word in words[1:])


def vote_of(contest: Contest) -> Vote:
    """What a contest record says, for comparing."""
    stage = (contest.stage or "").casefold()
    stage = SAME_KIND.get(stage, stage)
    return Vote(
        office=folded(contest.office),
        place=folded(contest.place),
        kind="" if stage in ROUNDS else stage,
        round=stage if stage in ROUNDS else "",
        date=contest.date or "",
        # A year alone, or a kind, is many contests; only a contest of which nothing is told is known by its key.
        key="" if contest.office or contest.place or contest.stage or contest.date else contest.key,
        party=folded(contest.party),
    )


def votes_of(contests: Iterable[Contest]) -> dict[str, Vote]:
    """Contest key → what its record says."""
    return {contest.key: vote_of(contest) for contest in contests}


def merge(a: Description, b: Description) -> Description | None:
    """Both descriptions as one, or None where they contradict each other.

    >>> merge(Description(basis="poll"), Description(pollster="quinn"))
    Description(vote=None, basis='poll', opponent=None, pollster='quinn', field_dates=None, population='', place='', period=None, outside_groups=None, preferences=None, people=None)
    >>> merge(Description(place="fulton county"), Description(place="dekalb county")) is None
    True
    """
    parts: list[Any] = []
    for one, other, rule in zip(a, b, _MERGE, strict=True):
        if one is None or other is None or one == other:
            parts.append(one if other is None else other)
        elif (merged := rule(one, other)) is None:
            return None
        else:
            parts.append(merged)
    return Description(*parts)


def merge_votes(a: Vote, b: Vote) -> Vote | None:
    """Two descriptions of one contest as one, or None.

    A special election and its runoff do not contradict (the runoff of the special election); a first round and a runoff do, and
    so do a general election and its runoff.

    >>> merge_votes(Vote(place="ohio 3rd district", date="2030"), Vote(office="u.s. house", place="3rd district", date="2030-05-02"))
    Vote(office='u.s. house', place='ohio 3rd district', kind='', round='', date='2030-05-02', key='', party='')
    >>> merge_votes(Vote(place="ohio"), Vote(place="ohio 3rd district")) is None
    True
    """
    if a.key or b.key:
        return a if a.key == b.key else None
    date = _longer(a.date, b.date)
    place = _same_place(a.place, b.place)
    if date is None or place is None:
        return None
    for one, other in ((a.office, b.office), (a.kind, b.kind), (a.round, b.round), (a.party, b.party)):
        if one and other and one != other:
            return None
    merged = Vote(a.office or b.office, place, a.kind or b.kind, a.round or b.round, date, party=a.party or b.party)
    if merged.round == "runoff" and merged.kind in ("general", "primary") and a.round != b.round:
        return None
    return merged


def _longer(a: str, b: str) -> str | None:
    """Of two names of which one begins with the other, the longer."""
    if a.startswith(b):
        return a
    return b if b.startswith(a) else None


def _same_place(a: str, b: str) -> str | None:
    """The fuller of two names of one place, or None: `3rd district` and `Ohio 3rd district` are, `Ohio` and its 3rd district are not."""
    if not a or not b:
        return a or b
    fewer, more = sorted((a, b), key=lambda name: (len(name.split()), name))
    numbers = [re.findall(r"\d+", name) for name in (fewer, more)]
    return more if set(fewer.split()) <= set(more.split()) and numbers[0] == numbers[1] else None


def _same_name(a: str, b: str) -> str | None:
    """The fuller of two names that may be one (`quinn`, `dana quinn`; `upton college`, `upton college/7news`)."""
    fewer, more = sorted((a, b), key=lambda name: (len(name.split()), name))
    return more if set(re.split(r"[\s/–-]+", fewer)) <= set(re.split(r"[\s/–-]+", more)) else None


def _same_poll(a: Period, b: Period) -> Period | None:
    return a if _near(a.start, b.start, SAME_POLL_DAYS) and _near(a.end, b.end, SAME_POLL_DAYS) else None


def _same_period(a: Period, b: Period) -> Period | None:
    days = SAME_PERIOD_DAYS if min(_length(a), _length(b)) >= LONG_PERIOD_DAYS else 0
    if not (_near(a.start, b.start, days) and _near(a.end, b.end, days)):
        return None
    return Period(start=a.start or b.start, end=a.end or b.end)


def _length(period: Period) -> int:
    """Days; 0 where an end is open."""
    return (period.end - period.start).days if period.start and period.end else 0


def _near(a: dt.date | None, b: dt.date | None, days: int) -> bool:
    return a is None or b is None or abs((a - b).days) <= days


def _never(_a: object, _b: object) -> None:
    return None


# For each part of a description: both as one, or None where they contradict. Equal parts are not asked.
_MERGE: tuple[Callable[[Any, Any], Any], ...] = (
    merge_votes,
    _never,  # basis
    _same_name,  # opponent
    _same_name,  # pollster
    _same_poll,  # field_dates
    _never,  # population
    _never,  # place
    _same_period,  # period
    _never,  # outside_groups
    _never,  # preferences
    frozenset.union,  # people
)


def scope_of(description: Description, readings: Sequence[Reading], supporting: Sequence[Reading]) -> Scope:
    """The scope of a question, in the words of the readings that name each part, first of those that support what is settled.

    A running total has no period of its own: it is given the day up to which the latest supporting one runs.
    """
    parts: dict[str, Any] = {}
    for name in Scope.model_fields:
        said = [part for reading in (*supporting, *readings) if (part := getattr(reading.scope, name)) is not None]
        if said:
            parts[name] = said[0]
    ends = [period for reading in supporting if (period := reading.scope.period) is not None]
    parts["period"] = description.period or max(ends, key=lambda period: str(period.end or ""), default=None)
    return Scope(**parts)
