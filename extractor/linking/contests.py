"""Which contest a figure belongs to: the election named beside it, the one of its year, or the one its person stands in."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.elections import ROUNDS, aside_until, same_date, same_seat, year_of
from extractor.language.found import ContestMention, Found, Mention, Place, When

# What speaks for a contest, in points; estimated by reading, and only their order matters.
NAMED_IN_CLAUSE = 3.0  # "won the 2016 race by 12 points": less with every HALF_WAY characters between
HALF_WAY = 60
OPENING = 60  # a day printed so early is the day of the article, where none is given
OF_ANOTHER_FIGURE = -0.5  # named in the sentence, but for the figure that stands between
YEAR_HINTED = 6.0  # the caller knows the year
DATE_IN_SENTENCE = 4.0  # "last November", "in 2016": the date fits this contest alone
WRONG_DATE = -4.0
CONTENDER = 2.5
OTHERS_CONTEST = -1.5  # it has contenders, and this person is none of them
MAIN = 1.0  # what the article is about
JUST_HELD = 1.5  # of two rounds, the last one held before publication
NOT_YET_HELD = -4.0  # a vote still to come has no results, and this sentence speaks of no poll
YEARS_AHEAD = -6.0  # an outlook to a vote of a later year: it has no results even where the article names no other
UNNAMED_PAST = -0.5  # a vote of an earlier year that the sentence does not name
ASKED_THEN = -3.0  # the same, in a sentence of a poll
NONE_OF_THEM = -2.0  # its date is the date of no contest here
SEEN_FROM = 160  # in text without sentence marks the sentence is this wide


def contest_of(doc: Doc, place: Place, person: int | None, year_hint: int | None = None) -> int | None:
    """Index into doc._.contests of the election that a figure at `place` is about; None when the article names none that it can be.

    `person` is whose figure it is (index into doc._.persons), `year_hint` a year that the caller read beside it.
    """
    contests: tuple[ContestMention, ...] = doc._.contests
    if not contests:
        return None
    around = _sentence(doc, place)
    dates = [
        when.value
        for when in doc._.dates
        if around[0] <= when.start < around[1] and not _of_another_vote(doc, place, when.start)
    ]
    published = _day_of(doc)
    asked = bool(_ASKED.search(text_of(doc), *around))
    polled = bool(_POLLED.search(text_of(doc), *around))
    named = _named(doc, around) if person is None else frozenset({person})
    main = max((len(contest.mentions) for contest in contests), default=0)
    scores = []
    for index, contest in enumerate(contests):
        score = MAIN * len(contest.mentions) / max(main, 1)
        mentions = contest.mentions
        near = mentions[bisect.bisect_left(mentions, (around[0],)) : bisect.bisect_left(mentions, (around[1],))]
        own = [
            _nearness(place, mention)
            for mention in near
            if not _of_another_vote(doc, place, mention[0])
            and not (person is None and _of_somebody(doc, mention[0]))
            and not 0 <= aside_until(text_of(doc), mention) <= place[0]
        ]
        if own:
            score += NAMED_IN_CLAUSE * max(own)
        elif near:
            score += OF_ANOTHER_FIGURE
        if year_hint is not None and contest.date:
            score += YEAR_HINTED if year_of(contest) == year_hint else -YEAR_HINTED
        for when in dates:
            if contest.date and (
                when.granularity in ("month", "year") or (when.granularity == "day" and len(contest.date) == 10)
            ):
                fits = _covers(when.start, when.end, contest.date)
                past = when.end.year != (published or when.end).year
                score += DATE_IN_SENTENCE if fits and past else WRONG_DATE if past and not fits else 0
        if person is not None and (
            person in contest.contenders or _came_from(contest, contests, person, named=bool(own))
        ):
            score += CONTENDER
        elif person is None and not named.isdisjoint(contest.contenders):
            # A turnout is of the vote of whom its sentence names, all of them rather than one.
            score += CONTENDER * len(named.intersection(contest.contenders)) / len(named)
        elif named and contest.contenders:
            score += OTHERS_CONTEST
        if contest.stage == "runoff" and not polled and _ahead(contest, contests, published):
            score += NOT_YET_HELD
        if published is not None and contest.date and not near and (year_of(contest) or 0) < published.year:
            score += ASKED_THEN if asked else UNNAMED_PAST
        if (
            contest.stage != "runoff"
            and not polled
            and published is not None
            and (year_of(contest) or 0) > published.year
        ):
            score += YEARS_AHEAD
        if contest.stage in ROUNDS:
            score += JUST_HELD * _held(contest, contests, published)
        scores.append((score, -index))
    best, index = max(scores)
    # What speaks against all of them speaks for one that the article does not name.
    return -index if best > NONE_OF_THEM else None


# Who is asked now is not asked about a vote of the past.
_ASKED = re.compile(r"\b(?:polls?|polling|survey(?:ed|s)?|would vote|likely voters|undecided)\b", re.IGNORECASE)
_POLLED = re.compile(
    r"\b(?:polls?|polling|survey(?:ed|s)?|would (?:vote|back|support|choose)|favou?red|likely voters|undecided|raised|spent|spending|donat)",
    re.IGNORECASE,
)


def _day_of(doc: Doc) -> dt.date | None:
    """The day of the article: as given, or the day printed in its opening line."""
    published: dt.date | None = doc._.context.published
    dates: tuple[Found[When], ...] = doc._.dates
    if published is None and dates and dates[0].end <= OPENING and dates[0].value.granularity == "day":
        return dates[0].value.start
    return published


# "… 52 percent, down from | 68 percent at the general election": a figure between, and a word that sets two votes apart.
_ANOTHER_VOTE = re.compile(
    r"\b(?:up|down|compared|against|from|than|after|fell|rose)\b[^;]{0,40}?\d\s?(?:%|per\s?cent\b|points?\b)",
    re.IGNORECASE,
)


def _nearness(place: Place, mention: Place) -> float:
    """1 for an election named right beside the figure, a half HALF_WAY characters off."""
    return HALF_WAY / (HALF_WAY + max(mention[0] - place[1], place[0] - mention[1], 0))


def _of_another_vote(doc: Doc, place: Place, start: int) -> bool:
    """Does a figure with its own vote stand between the figure and what begins at `start`?"""
    return start > place[1] and _ANOTHER_VOTE.search(text_of(doc), place[1], start) is not None


# "… to Ann Poe, who led the first round. Turnout was 42 percent": told of her, not of the vote the figure is of.
_SOMEBODY = re.compile(r"\bwho\s(?:[a-z]+\s){1,3}$", re.IGNORECASE)
_SOMEBODY_REACH = 40


def _of_somebody(doc: Doc, start: int) -> bool:
    """Is what begins at `start` what a relative clause tells of a person?"""
    return _SOMEBODY.search(text_of(doc), max(0, start - _SOMEBODY_REACH), start) is not None


def _came_from(contest: ContestMention, contests: tuple[ContestMention, ...], person: int, *, named: bool) -> bool:
    """Is this the primary of the seat and year that the person then stood for, or a vote for it, named here, of which no contender is told?"""
    return any(
        person in other.contenders
        and same_seat(contest, other)
        and (
            (named and not contest.contenders)
            or (
                contest.stage == "primary"
                and same_date(contest.date and contest.date[:4], other.date and other.date[:4])
            )
        )
        for other in contests
        if other is not contest
    )


def _ahead(contest: ContestMention, contests: tuple[ContestMention, ...], published: dt.date | None) -> bool:
    """Is this runoff still to come? So it is when its day is, or when the article tells of the first round beside it."""
    if contest.date and published and len(contest.date) > len("2031"):
        return contest.date > published.isoformat()[: len(contest.date)]
    return any(other.stage == "first round" and other.base == contest.base for other in contests)


def _named(doc: Doc, around: Place) -> frozenset[int]:
    """The contenders that a sentence names."""
    people: Sequence[Found[Mention]] = doc._.people
    first = bisect.bisect_left(people, around[0], key=lambda found: found.start)
    last = bisect.bisect_left(people, around[1], key=lambda found: found.start)
    return frozenset(
        person
        for found in people[first:last]
        if (person := found.value.person) is not None
        and any(person in contest.contenders for contest in doc._.contests)
    )


def _sentence(doc: Doc, place: Place) -> Place:
    if not doc._.style.unpunctuated:
        index = bisect.bisect_right(doc._.sentences, place[0], key=lambda sentence: sentence[0]) - 1
        if index >= 0 and place[0] < doc._.sentences[index][1]:
            start, end = doc._.sentences[index]
            return start, end
    return max(0, place[0] - SEEN_FROM), min(len(text_of(doc)), place[1] + SEEN_FROM)


def _covers(start: dt.date, end: dt.date, date: str) -> bool:
    """Does the stretch of days and the (partial) ISO date meet?"""
    return (
        any(same_date(date, day.isoformat()) for day in (start, end))
        or start.isoformat()[: len(date)] <= date <= end.isoformat()[: len(date)]
    )


def _held(contest: ContestMention, contests: tuple[ContestMention, ...], published: dt.date | None) -> int:
    """1 for the round that was held last when the article came out: the runoff once its day has come, else the first round."""
    runoff = next((other for other in contests if other.stage == "runoff" and other.base == contest.base), None)
    over = bool(
        runoff and runoff.date and len(runoff.date) == 10 and published and runoff.date <= published.isoformat()
    )
    return int((contest.stage == "runoff") == over)
