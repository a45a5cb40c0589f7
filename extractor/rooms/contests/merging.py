"""Which phrases mean the same contest, and what they say of it together.

First the seats (`seats.py`), then the contests for each seat: told apart by kind, round, party and date.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from extractor.language.elections import (
    FEDERAL,
    ROUNDS,
    compatible,
    general_date,
    is_decided_primary,
    key,
    last_presidential_year,
    named,
    next_presidential_year,
    same_date,
)
from extractor.language.found import ContestMention, Place, When
from extractor.language.places import is_state
from extractor.rooms.contests.phrase import Phrase
from extractor.rooms.contests.seats import Seat, find_seats

# Kinds of election that have rounds.
_WITH_ROUNDS = (None, "special", "primary", "general", "by-election", "leadership")
# A phrase with one of these dates names no vote: "the race over the past week".
_TOO_WIDE = frozenset({"range", "decade", "century", "quarter", "season"})


def merge_phrases(doc: Doc, phrases: list[Phrase]) -> tuple[ContestMention, ...]:
    """The contests of the article, in order of first mention, none of them merged with another it contradicts."""
    phrases = [phrase for phrase in phrases if _tells(phrase)]
    seats, main = find_seats(doc, phrases)
    published: dt.date | None = doc._.context.published
    contests = [contest for seat in seats for contest in _contests_of(seat, published, is_main=seat is main)]
    return tuple(sorted(_once(contests), key=lambda contest: contest.mentions[0]))


def _tells(phrase: Phrase) -> bool:
    """Does the phrase speak of one election? "Special elections" and "Senate candidates" at large do not."""
    if phrase.form == "carried":
        return phrase.district is not None or phrase.president or phrase.person is not None
    if phrase.form == "again":
        return phrase.when is not None
    # "A referendum on the mayor" is no vote.
    if phrase.base == "referendum" and phrase.office is not None:
        return False
    bare = (
        phrase.office is None
        and phrase.region is None
        and phrase.district is None
        and phrase.when is None
        and phrase.round is None
    )
    if phrase.indefinite and bare and phrase.base in ("primary", "caucus", "general"):
        return False
    return not (phrase.plural and phrase.base not in ("primary", "caucus", "midterm"))


def iso_of(when: When | None) -> str | None:
    """A date as exactly as it names one vote: an ISO day, month or year; None for less."""
    if when is None or when.granularity in _TOO_WIDE or when.start.year != when.end.year:
        return None
    if when.granularity == "day":
        return when.start.isoformat()
    if when.start.month == when.end.month:
        return f"{when.start.year}-{when.start.month:02d}"
    return str(when.start.year)


@dataclass
class _Draft:
    """A contest in the making: its description without a date, and the dates that phrases gave it."""

    known: ContestMention
    dates: Counter[str] = field(default_factory=Counter)
    mentions: list[Place] = field(default_factory=list)
    last: bool = False  # known as the one before alone: "at the last election"

    def date(self) -> str | None:
        """The date most phrases give, of equals the finest, of these the first."""
        if not self.dates:
            return None
        order = list(self.dates)
        return max(
            order,
            key=lambda date: (
                sum(n for d, n in self.dates.items() if same_date(d, date)),
                len(date),
                -order.index(date),
            ),
        )

    def add(self, known: ContestMention, date: str | None) -> None:
        mine = self.known
        self.known = replace(
            mine,
            base=mine.base or known.base,
            stage=mine.stage or known.stage,
            party=mine.party or known.party,
            contenders=tuple(dict.fromkeys(mine.contenders + known.contenders)),
        )
        self.mentions += known.mentions
        if date:
            self.dates[date] += 1


def _contests_of(seat: Seat, published: dt.date | None, *, is_main: bool) -> list[ContestMention]:
    """The elections for one seat."""
    drafts: list[_Draft] = []
    bare: list[tuple[ContestMention, str | None]] = []
    for phrase in sorted(seat.phrases, key=lambda phrase: phrase.start):
        date = iso_of(phrase.when)
        past = phrase.form in ("carried", "again")
        if date is None and past and seat.known.office == "President" and published is not None:
            date = str(last_presidential_year(published))
        # Years ago it was the regular vote, whatever this one is.
        earlier = phrase.president or published is None or (date is not None and date[:4] < str(published.year))
        base = "general" if past and earlier and phrase.district is None else phrase.base
        last = phrase.last and date is None
        if last and base is None and phrase.round is None:
            base = "general"
        known = replace(
            seat.known,
            base=base,
            stage=phrase.round or base,
            party=phrase.party if base in ("primary", "caucus", "leadership") else None,
            mentions=((phrase.start, phrase.end),),
            contenders=(phrase.person,) if (past or phrase.form == "result") and phrase.person is not None else (),
        )
        if known.stage is None and not (past and seat.known.office == "President"):
            bare.append((known, None if phrase.form == "district" else date))
            continue
        same = next(
            (draft for draft in drafts if draft.last == last and _same(draft, known, date, published)),
            None,
        )
        if same is None:
            same = _Draft(replace(known, mentions=(), contenders=()), last=last)
            drafts.append(same)
        same.add(known, date)
    drafts = _rounds(drafts)
    for known, date in sorted(bare, key=lambda told: told[1] is None):
        _place_bare(drafts, known, date, published)
    alone = sum(draft.known.base != "ballot measure" for draft in drafts) == 1
    return [_finished(draft, published, is_main=is_main, alone=alone) for draft in drafts if draft.mentions]


def _same(draft: _Draft, known: ContestMention, date: str | None, published: dt.date | None) -> bool:
    """Does a phrase describe the contest of this draft?"""
    mine = draft.known
    if not compatible(mine, known) or (mine.stage in ROUNDS) != (known.stage in ROUNDS):
        return False
    year = str(published.year) if published and mine.base not in ("general", None, "midterm") else None
    given = {d[:4] for d in draft.dates} or ({year} if year else set())
    return not (date and given and date[:4] not in given)


def _place_bare(drafts: list[_Draft], known: ContestMention, date: str | None, published: dt.date | None) -> None:
    """Put "the race", "the election on June 20" where they belong; without a date they say nothing when there are two contests."""
    if date is None:
        current = [draft for draft in drafts if not _over(draft, published)]
        if not current:
            # What a primary of this year leads to is the general election.
            decided = published is not None and any(_nominated(draft, published) for draft in drafts)
            base = "general" if decided else None
            current = [_Draft(replace(known, base=base, stage=base, mentions=(), contenders=()))]
            if decided and published is not None:
                current[0].dates[str(published.year)] += 1
            drafts += current
        if len(current) == 1:
            current[0].add(known, None)
        return
    told = next(
        (draft for draft in drafts if draft.dates and any(same_date(date, given) for given in draft.dates)), None
    )
    if told is None and published is not None and len(date) > len("2016"):
        ahead = date > published.isoformat()[: len(date)]
        undated = [draft for draft in drafts if not draft.dates and date[:4] == str(published.year)]
        told = next((draft for draft in undated if (draft.known.stage == "runoff") == ahead), None)
    if told is None:
        told = _Draft(replace(known, mentions=(), contenders=()))
        drafts.append(told)
    told.add(known, date)


def _over(draft: _Draft, published: dt.date | None) -> bool:
    """Was it held in a year before the story's, or before this one, or is it a primary already decided?"""
    return (
        draft.last
        or _nominated(draft, published)
        or (
            bool(published and draft.dates) and all(date[:4] < str(published.year) for date in draft.dates if published)
        )
    )


def _nominated(draft: _Draft, published: dt.date | None) -> bool:
    """Is it a primary of the story's year that was over by then?"""
    return is_decided_primary(replace(draft.known, date=draft.date()), published)


def _rounds(drafts: list[_Draft]) -> list[_Draft]:
    """A runoff makes the vote before it a first round, and takes its kind and party; so does "the first round" said alone."""
    for draft in [draft for draft in drafts if draft.known.stage in ROUNDS]:
        firsts = [
            other
            for other in drafts
            if other.known.stage not in ROUNDS
            and other.known.base in _WITH_ROUNDS
            and (draft.known.base in (None, other.known.base))
            and not (
                draft.dates and other.dates and {d[:4] for d in draft.dates}.isdisjoint(d[:4] for d in other.dates)
            )
        ]
        first = min(
            firsts, key=lambda other: (other.known.base in (None, "general"), -len(other.mentions)), default=None
        )
        if first is None:
            continue
        draft.known = replace(
            draft.known, base=draft.known.base or first.known.base, party=draft.known.party or first.known.party
        )
        if draft.known.stage == "first round":
            draft.add(replace(first.known, mentions=tuple(first.mentions)), None)
            draft.dates.update(first.dates)
            drafts.remove(first)
        elif not any(other.known.stage == "first round" for other in drafts):
            first.known = replace(first.known, stage="first round")
    # "The first round" beside a runoff that has its kind from elsewhere.
    base = next((draft.known.base for draft in drafts if draft.known.stage in ROUNDS and draft.known.base), None)
    for draft in drafts:
        if draft.known.stage in ROUNDS and draft.known.base is None:
            draft.known = replace(draft.known, base=base)
    return drafts


def _finished(draft: _Draft, published: dt.date | None, *, is_main: bool, alone: bool) -> ContestMention:
    """The contest with the date that the text, the law or the day of publication gives."""
    known = replace(draft.known, date=draft.date(), mentions=tuple(sorted(draft.mentions)))
    if known.date is None and published is not None and not draft.last:
        known = replace(
            known, date=_usual_year(known, published, is_main=is_main and (alone or known.base != "general"))
        )
    year = int(known.date[:4]) if known.date else None
    at_home = known.region is None or is_state(known.region)
    if year is not None and at_home and known.office in FEDERAL:
        by_law = general_date(known.office, "US", year)
        if known.base in (None, "general") and known.stage not in ROUNDS and by_law and same_date(known.date, by_law):
            known = replace(known, date=by_law, base="general", stage="general", assumed=known.base is None)
        elif known.base is None and year % 2:
            # Between the regular elections Congress is filled by special ones alone.
            known = replace(known, base="special", stage=known.stage or "special")
    return named(known)


def _usual_year(known: ContestMention, published: dt.date, *, is_main: bool) -> str | None:
    """The year of a vote the text does not date: the law's for federal offices, the year of the news for what it is about."""
    if known.office in ("President", "Vice President"):
        return str(next_presidential_year(published, ahead=known.base in ("primary", "caucus")))
    if known.base == "midterm" or (
        known.office in FEDERAL and known.base in (None, "general", "primary") and known.stage not in ROUNDS and is_main
    ):
        return str(published.year + published.year % 2)
    # What fills one seat out of turn is news of its own year; a primary or a race beside the story may be long past.
    return (
        str(published.year)
        if is_main or known.base in ("special", "by-election", "recall", "ballot measure") or known.stage in ROUNDS
        else None
    )


def _once(contests: Iterable[ContestMention]) -> list[ContestMention]:
    """The contests without those that have the same key: they are one."""
    kept: dict[str, ContestMention] = {}
    for contest in contests:
        same = kept.get(key(contest))
        if same is not None:
            date = max((d for d in (same.date, contest.date) if d), key=len, default=None)
            contest = named(
                replace(
                    same,
                    date=date,
                    mentions=tuple(sorted(same.mentions + contest.mentions)),
                    contenders=tuple(dict.fromkeys(same.contenders + contest.contenders)),
                    assumed=same.assumed and contest.assumed,
                )
            )
        kept[contest.key] = contest
    return list(kept.values())
