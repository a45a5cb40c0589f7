"""Which contest a figure belongs to: the election named beside it, the one of its year, or the one its person stands in."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.elections import ROUNDS, aside_until, same_date, same_seat, year_of
from extractor.language.found import ContestMention, Found, Mention, Place, When
from extractor.text.lower import lower_alike

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

# (Lower case.) Who is asked now is not asked about a vote of the past.
_ASKED = re.compile(r"\b(?:polls?|polling|survey(?:ed|s)?|would vote|likely voters|undecided)\b")
_POLLED = re.compile(
    r"\b(?:polls?|polling|survey(?:ed|s)?|would (?:vote|back|support|choose)|favou?red|likely voters|undecided|raised|spent|spending|donat)"
)
# "… 52 percent, down from | 68 percent at the general election": a figure between, and a word that sets two votes apart.
_ANOTHER_VOTE = re.compile(
    r"\b(?:up|down|compared|against|from|than|after|fell|rose)\b[^;]{0,40}?\d\s?(?:%|per\s?cent\b|points?\b)",
    re.IGNORECASE,
)
# "… to Ann Poe, who led the first round. Turnout was 42 percent": told of her, not of the vote the figure is of.
_SOMEBODY = re.compile(r"\bwho\s(?:[a-z]+\s){1,3}$", re.IGNORECASE)
_SOMEBODY_REACH = 40


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure whose contest is asked for, and what its sentence says."""

    place: Place
    person: int | None
    year_hint: int | None
    around: Place
    dates: tuple[When, ...]  # of this sentence, and of no other figure's vote
    named: frozenset[int]  # whose vote it may be
    asked: bool  # the sentence is about a poll
    polled: bool  # … or about money, or anything else that comes before a vote


class Contests:
    """The elections of one article, for those who ask which of them a figure is about."""

    def __init__(self, doc: Doc) -> None:
        self._text = text_of(doc)
        self._low = lower_alike(self._text)
        self._contests: tuple[ContestMention, ...] = doc._.contests
        self._dates: Sequence[Found[When]] = sorted(doc._.dates, key=lambda found: found.start)
        self._people: Sequence[Found[Mention]] = doc._.people
        self._sentences: Sequence[Place] = () if doc._.style.unpunctuated else doc._.sentences
        self._published = _day_of(doc)
        self._standing = frozenset(person for contest in self._contests for person in contest.contenders)
        self._most = max((len(contest.mentions) for contest in self._contests), default=0)
        self._told: dict[Place, tuple[bool, bool]] = {}

    def of(self, place: Place, person: int | None, year_hint: int | None = None) -> int | None:
        """Index into doc._.contests of the election that a figure at `place` is about; None when the article names none that it can be.

        `person` is whose figure it is (index into doc._.persons), `year_hint` a year that the caller read beside it.
        """
        if not self._contests:
            return None
        figure = self._figure(place, person, year_hint)
        best, index = max((self._score(contest, figure), -index) for index, contest in enumerate(self._contests))
        # What speaks against all of them speaks for one that the article does not name.
        return -index if best > NONE_OF_THEM else None

    def _figure(self, place: Place, person: int | None, year_hint: int | None) -> _Figure:
        around = self._sentence(place)
        if around not in self._told:
            self._told[around] = (
                _ASKED.search(self._low, *around) is not None,
                _POLLED.search(self._low, *around) is not None,
            )
        asked, polled = self._told[around]
        first = bisect_left(self._dates, around[0], key=lambda found: found.start)
        last = bisect_left(self._dates, around[1], key=lambda found: found.start)
        dates = tuple(when.value for when in self._dates[first:last] if not self._of_another_vote(place, when.start))
        named = self._named(around) if person is None else frozenset({person})
        return _Figure(place, person, year_hint, around, dates, named, asked, polled)

    def _score(self, contest: ContestMention, figure: _Figure) -> float:
        """What speaks for the contest, less what speaks against it."""
        mentions, around = contest.mentions, figure.around
        near = mentions[bisect_left(mentions, (around[0],)) : bisect_left(mentions, (around[1],))]
        own = [_nearness(figure.place, mention) for mention in near if self._is_own(mention, figure)]
        score = MAIN * len(mentions) / max(self._most, 1)
        for weight in chain(
            self._by_words(contest, figure, own, near=bool(near)),
            self._by_people(contest, figure, named=bool(own)),
            self._by_time(contest, figure, near=bool(near)),
        ):
            score += weight
        return score

    def _is_own(self, mention: Place, figure: _Figure) -> bool:
        """Is an election that the sentence names the figure's, rather than another figure's or somebody's?"""
        return (
            not self._of_another_vote(figure.place, mention[0])
            and not (figure.person is None and self._of_somebody(mention[0]))
            and not 0 <= aside_until(self._text, mention) <= figure.place[0]
        )

    def _by_words(
        self, contest: ContestMention, figure: _Figure, own: Sequence[float], *, near: bool
    ) -> Iterator[float]:
        """What the sentence says of this election by its name and its day. `own`: how near it is named, each time."""
        if own:
            yield NAMED_IN_CLAUSE * max(own)
        elif near:
            yield OF_ANOTHER_FIGURE
        if not contest.date:
            return
        if figure.year_hint is not None:
            yield YEAR_HINTED if year_of(contest) == figure.year_hint else -YEAR_HINTED
        for when in figure.dates:
            if when.granularity in ("month", "year") or (when.granularity == "day" and len(contest.date) == 10):
                past = when.end.year != (self._published or when.end).year
                if past:
                    yield DATE_IN_SENTENCE if _covers(when.start, when.end, contest.date) else WRONG_DATE

    def _by_people(self, contest: ContestMention, figure: _Figure, *, named: bool) -> Iterator[float]:
        """Whether those the figure is of stand in this election."""
        if figure.person is not None and (
            figure.person in contest.contenders or _came_from(contest, self._contests, figure.person, named=named)
        ):
            yield CONTENDER
        elif figure.person is None and not figure.named.isdisjoint(contest.contenders):
            # A turnout is of the vote of whom its sentence names, all of them rather than one.
            yield CONTENDER * len(figure.named.intersection(contest.contenders)) / len(figure.named)
        elif figure.named and contest.contenders:
            yield OTHERS_CONTEST

    def _by_time(self, contest: ContestMention, figure: _Figure, *, near: bool) -> Iterator[float]:
        """Whether this election was held when the article came out, and which round of it."""
        published = self._published
        if contest.stage == "runoff" and not figure.polled and _ahead(contest, self._contests, published):
            yield NOT_YET_HELD
        year = year_of(contest) or 0
        if published is not None and contest.date and not near and year < published.year:
            yield ASKED_THEN if figure.asked else UNNAMED_PAST
        if contest.stage != "runoff" and not figure.polled and published is not None and year > published.year:
            yield YEARS_AHEAD
        if contest.stage in ROUNDS:
            yield JUST_HELD * _held(contest, self._contests, published)

    def _of_another_vote(self, place: Place, start: int) -> bool:
        """Does a figure with its own vote stand between the figure and what begins at `start`?"""
        return start > place[1] and _ANOTHER_VOTE.search(self._text, place[1], start) is not None

    def _of_somebody(self, start: int) -> bool:
        """Is what begins at `start` what a relative clause tells of a person?"""
        return _SOMEBODY.search(self._text, max(0, start - _SOMEBODY_REACH), start) is not None

    def _named(self, around: Place) -> frozenset[int]:
        """The contenders that a sentence names."""
        first = bisect_left(self._people, around[0], key=lambda found: found.start)
        last = bisect_left(self._people, around[1], key=lambda found: found.start)
        return frozenset(
            person
            for found in self._people[first:last]
            if (person := found.value.person) is not None and person in self._standing
        )

    def _sentence(self, place: Place) -> Place:
        index = bisect_right(self._sentences, place[0], key=lambda sentence: sentence[0]) - 1
        if index >= 0 and place[0] < self._sentences[index][1]:
            start, end = self._sentences[index]
            return start, end
        return max(0, place[0] - SEEN_FROM), min(len(self._text), place[1] + SEEN_FROM)


def _day_of(doc: Doc) -> dt.date | None:
    """The day of the article: as given, or the day printed in its opening line."""
    published: dt.date | None = doc._.context.published
    dates: tuple[Found[When], ...] = doc._.dates
    if published is None and dates and dates[0].end <= OPENING and dates[0].value.granularity == "day":
        return dates[0].value.start
    return published


def _nearness(place: Place, mention: Place) -> float:
    """1 for an election named right beside the figure, a half HALF_WAY characters off."""
    return HALF_WAY / (HALF_WAY + max(mention[0] - place[1], place[0] - mention[1], 0))


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
