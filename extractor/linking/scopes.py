"""The scope of each figure: the fields of `scope.py` put together, with what one figure says about its neighbours."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from spacy.tokens import Doc

from extractor.language.found import ContestMention, Link, PersonEntry, Place
from extractor.linking.contests import Contests
from extractor.linking.grammar.measures import Measured
from extractor.linking.grammar.scene import Scene
from extractor.linking.grammar.skeleton import Figure
from extractor.linking.hedges import hedge
from extractor.linking.polls import field_dates, find_polls, samples
from extractor.linking.preferences import Preferences
from extractor.linking.scope import (
    COUNT_REACH,
    ELECTORATE,
    Dated,
    Dates,
    as_of,
    ballots,
    cash_as_of,
    count_status,
    counted_share,
    givers,
    outside_groups,
    period,
    place_of,
    population,
    year_hint,
    years_apart,
)
from extractor.text.standing import stands

# Measures of an election: these belong to a contest.
OF_CONTEST = frozenset(("vote_share", "poll_share", "margin", "change", "threshold", "turnout", "reporting"))
# Measures that first preferences and the count after they were distributed have each for itself.
OF_ONE_COUNT = frozenset(("vote_share", "poll_share", "margin", "change"))
OF_SURVEY = frozenset(("poll_share", "opinion"))
# Sums of a campaign's books; one period may hold for several of them, at most so many characters apart.
OF_BOOKS = frozenset(("raised", "spent", "cash_on_hand"))
BOOKS_REACH = 160
_IN_ALL = re.compile(
    r"\b(?:since|so\s+far|total|overall|in\s+all|all\s+told|to\s+date|altogether|cycle|(?:has|have)\s+(?:now\s+)?(?:raised|spent))\b",
    re.IGNORECASE,
)
# "raised $14 million in May, bringing its total to $66 million": the total is of no month.
_BROUGHT_TO = re.compile(r"\bbr(?:ings|inging|ought)\b[^.;$£€]*\bto\s(?:[a-z]+\s){0,3}$", re.IGNORECASE)
_YEARS = frozenset({"years"})
# A count holds for its own paragraph, and for the rows of a table under it, which end in no full stop.
_APART = re.compile(r"(?<=[a-z)\d][.!?])[\"'”’]?\s*\n|\n(?=[^\n]{120})")

MakeLink = Callable[..., Link]  # takes the fields of a Link that are not given yet


class Scopes:
    """What the whole article says about polls and counts, and the scope of each of its figures."""

    def __init__(self, doc: Doc, scene: Scene, figures: Sequence[tuple[Figure, str]]) -> None:
        self.text = scene.text
        self.persons: tuple[PersonEntry, ...] = doc._.persons
        self.told_of: tuple[ContestMention, ...] = doc._.contests
        self.unpunctuated: bool = doc._.style.unpunctuated
        self.dates = Dates(doc, self.text)
        self.quoted = scene.cast.quoted
        self.contests = Contests(doc)
        self.published: dt.date | None = doc._.context.published
        self.preferences = Preferences(doc)
        self.counts = [
            (f.found.place, f.found.value.value)
            for f, measure in figures
            if measure == "reporting" and f.found.value.value
        ]
        surveyed = any(measure in OF_SURVEY or measure in ("margin", "change") for _, measure in figures)
        self._last: tuple[int, int | None] = (0, None)  # where the last figure of a contest ended, and its contest
        self.polls = find_polls(self.text) if surveyed else ()
        self.starts = [poll.start for poll in self.polls]
        self.samples = samples(self.text) if surveyed else []
        # Of a count told once in the article the other sentences say no more: its value, and the contest it is of.
        shares = {value for _, value in self.counts}
        self._told_once = next(iter(shares)) if len(shares) == 1 else None
        self._counted = self.contests.of(self.counts[0][0], None) if self._told_once is not None else None
        self._books: tuple[int, tuple[dt.date | None, dt.date | None]] | None = None
        self.pollsters = {poll.pollster for poll in self.polls}
        self.fields = field_dates(self.text, self.dates) if surveyed else []
        self.field_of: dict[str | None, set[tuple[dt.date, dt.date]]] = defaultdict(set)
        for at, days in self.fields:
            # "The Dale poll, conducted ..." and "Conducted by Dale ...": the naming just behind counts too.
            naming = bisect_right(self.starts, at + 40) - 1
            if naming >= 0:
                self.field_of[self.polls[naming].pollster].add(days)

    def of(self, figure: Figure, sentence: Place, measured: Measured, person: int | None, link: MakeLink) -> Link:
        """The Link of one figure: `link` with what the figure may be compared with.

        `sentence`: the stretch of text it is read in; `person`: whose it is.
        """
        place = figure.found.place
        near = self.dates.near(place, sentence)
        own = [dated for dated in near if not dated.compared]
        whose = self.persons[person].name if person is not None else ""
        source = hedge(self.quoted, self.text, place, sentence, whose)
        if figure.kind == "money":
            return self._of_money(place, sentence, measured.measure, person, near, partial(link, hedged_by=source))
        measure = measured.measure
        contest = self._contest(place, person, year_hint(own, self.published)) if measure in OF_CONTEST else None
        held = as_of(own, self.published)
        if measure in OF_SURVEY or (measure in ("margin", "change") and measured.basis == "poll"):
            link = partial(link, contest=contest, hedged_by=source)
            return self._of_survey(place, sentence, measure, held, told=bool(own), link=link)
        if measure not in OF_CONTEST:
            return link(as_of=held, hedged_by=source)
        reporting, status = self._count(place, sentence, measure) if not self._past(contest) else (None, None)
        counted = (
            measure in ("vote_share", "margin", "turnout") and contest == self._counted and not self._past(contest)
        )
        if status is None and self._told_once is not None and counted and not own:
            reporting, status = self._told_once, "final" if self._told_once >= 100 else "partial"
        if held is None and status == "partial":
            # "At 1 a.m. on Friday ... stood at 48 percent": of a count under way any day of the sentence tells.
            days = [date.value for date in self.dates.between(*sentence)]
            held = next((when.start for when in days if when.granularity == "day"), None)
        who = population(self.text, place, sentence) if measure in ("vote_share", "turnout", "margin") else None
        if measure in ("vote_share", "margin") and who is None:
            who = ballots(self.text, place, sentence)
        return link(
            contest=contest, as_of=self._vote_day(contest, held, own), hedged_by=source,
            reporting_percent=reporting, count_status=status, population=None if who in ELECTORATE else who,
            place=place_of(self.text, place, sentence), preferences=self._preferences(place, sentence, measure),
        )  # fmt: skip

    def _of_survey(
        self, place: Place, sentence: Place, measure: str, held: dt.date | None, *, told: bool, link: MakeLink
    ) -> Link:
        """The scope of a figure of a poll. `held`: the day its sentence tells, `told`: that it tells one at all."""
        pollster, field = self._poll(place, sentence)
        if told and held is not None:
            # "In March, Roe had 36 percent": an earlier survey than the one the article is about.
            field = None
        return link(
            as_of=held or (field[1] if field else None), pollster=pollster, field_dates=field,
            population=population(self.text, place, sentence) or self._asked(place),
            place=place_of(self.text, place, sentence), preferences=self._preferences(place, sentence, measure),
        )  # fmt: skip

    def _preferences(self, place: Place, sentence: Place, measure: str) -> str | None:
        return self.preferences.of(place, sentence) if measure in OF_ONE_COUNT else None

    def _date(self, contest: int | None) -> str | None:
        return self.told_of[contest].date if contest is not None else None

    def _vote_day(self, contest: int | None, held: dt.date | None, own: Sequence[Dated]) -> dt.date | None:
        """The day that a share of votes holds for: `held` as its sentence tells, or the day of the election."""
        date = self._date(contest)
        day = dt.date.fromisoformat(date) if date and len(date) == 10 else None
        if day is None:
            return held
        if held is not None and held < day and self.unpunctuated:
            # Votes are counted once they are cast: where no mark ends a clause, the earlier day is of the one before.
            held = None
        told = held is not None and not any(dated.when.start <= day <= dated.when.end for dated in own)
        if not told and (self.published is None or day <= self.published):
            # "last November" is the day of that election; without a date the figure holds for it too.
            return day
        return held

    def _contest(self, place: Place, person: int | None, year: int | None) -> int | None:
        """The contest of a figure. Counted back from the figure before it: "by two points, six years after Roe won by 9"."""
        before, last = self._last
        near = 0 <= place[0] - before <= COUNT_REACH // 2 and stands(self.text, _YEARS, before, place[0])
        apart = years_apart(self.text[before : place[0]]) if near else 0
        base = self._date(last)
        if apart and base:
            year = int(base[:4]) + apart
        contest = self.contests.of(place, person, year)
        if apart and contest is not None:
            date = self._date(contest)
            if date is None or int(date[:4]) != year:
                return None
        self._last = place[1], contest
        return contest

    def _of_money(
        self, place: Place, sentence: Place, measure: str, person: int | None, near: list[Dated], link: MakeLink
    ) -> Link:
        near = [dated for dated in near if not dated.other_sum]
        if _BROUGHT_TO.search(self.text, max(sentence[0], place[0] - BOOKS_REACH), place[0]):
            near = [dated for dated in near if dated.behind]
        covered = period(near) if measure in ("raised", "spent", "donated", "loan", "income") else None
        held = covered[1] if covered else cash_as_of(near, self.published) if measure == "cash_on_hand" else None
        if covered:
            self._books = place[1], covered
        elif measure in OF_BOOKS and not near and (books := self._books_at(place, sentence)):
            covered, held = (None if measure == "cash_on_hand" else books), books[1]
        contest = None
        if person is not None and measure in ("raised", "spent", "cash_on_hand", "loan"):
            contest = self.contests.of(place, person, None)
            if contest is not None and person not in self.told_of[contest].contenders:
                contest = None
        return link(
            contest=contest,
            as_of=held,
            population=givers(self.text, place) if measure == "raised" else None,
            period=covered,
            includes_outside_groups=outside_groups(self.text, sentence),
        )

    def _books_at(self, place: Place, sentence: Place) -> tuple[dt.date | None, dt.date | None] | None:
        """What the last sum of this paragraph covered, where the sentence goes on in the same books: "He spent $4.9 million"."""
        if self._books is None or _IN_ALL.search(self.text, *sentence):
            return None
        between = self.text[self._books[0] : place[0]]
        return self._books[1] if len(between) <= BOOKS_REACH and "\n" not in between else None

    def _asked(self, place: Place) -> str | None:
        """Who was asked, where the figure does not say: the sample of the only survey, else of the last one described."""
        if len({who for _, who in self.samples}) == 1:
            return self.samples[0][1]
        last = bisect_left(self.samples, (place[0],)) - 1
        return self.samples[last][1] if last >= 0 else None

    def _poll(self, place: Place, sentence: Place) -> tuple[str | None, tuple[dt.date, dt.date] | None]:
        """Pollster and field dates: of the survey named in the sentence, else of the last one named, else of the only one."""
        chosen = self._poll_at(place, sentence)
        if not self.fields:
            return chosen, None
        if len(self.fields) == 1 and len(self.pollsters) <= 1:
            return chosen, self.fields[0][1]
        # Several surveys: the field dates printed in the same sentence, else those behind the naming of this survey.
        first = bisect_left(self.fields, (sentence[0],))
        if first < len(self.fields) and self.fields[first][0] < sentence[1]:
            return chosen, self.fields[first][1]
        mine = self.field_of.get(chosen, set())
        return chosen, next(iter(mine)) if len(mine) == 1 else None

    def _poll_at(self, place: Place, sentence: Place) -> str | None:
        """The survey a figure comes from: named in its sentence, else the only one, else the last one named before it."""
        first, last = bisect_left(self.starts, sentence[0]), bisect_left(self.starts, sentence[1])
        if first < last:
            inside = self.polls[first:last]
            return min(inside, key=lambda poll: (poll.start > place[0], abs(poll.start - place[0]))).pollster
        if len(self.pollsters) == 1:
            return self.polls[0].pollster
        return self.polls[first - 1].pollster if first else None

    def _past(self, contest: int | None) -> bool:
        """Is the contest over for so long that nobody counts any more?"""
        date = self._date(contest)
        return bool(date and self.published and int(date[:4]) < self.published.year)

    def _counts_near(self, place: Place) -> Sequence[tuple[Place, Decimal]]:
        first = bisect_left(self.counts, ((place[0] - COUNT_REACH, 0), Decimal(0)))
        return self.counts[first : bisect_left(self.counts, ((place[0] + COUNT_REACH + 1, 0), Decimal(0)))]

    def _count(self, place: Place, sentence: Place, measure: str) -> tuple[Decimal | None, str | None]:
        """How far the count had gone: the share reporting in this sentence or close by, and whether that is final."""
        status = count_status(self.text, sentence)
        if measure == "reporting":
            own = next((value for other, value in self.counts if other == place), None)
            return None, "final" if own is not None and own >= 100 else "partial"
        if measure not in ("vote_share", "margin", "turnout"):
            return None, None
        close = [
            (not sentence[0] <= other[0] < sentence[1], abs(other[0] - place[0]), value)
            for other, value in self._counts_near(place)
            if abs(other[0] - place[0]) <= COUNT_REACH
            and not _APART.search(self.text, min(other[1], place[1]), max(other[0], place[0]))
        ]
        if not close:
            share = counted_share(self.text, sentence)
            return share, status if share is None else "final" if share == 100 else "partial"
        value = min(close)[2]
        return value, "final" if value >= 100 else "partial"
