"""Figures made into claims: each with its article's outlet and day, the contest and the count that its own article gives it.

What one article spells out beside a figure (the contest, that the count was partial) holds for its other figures of the same
passage or contest too. Nothing is taken from other articles here; that is the work of `questions`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from extractor.reconcile.policy import (
    COUNTED_ON_THE_DAY,
    COUNTING_DAYS,
    NOT_COMPARED,
    OF_THE_CONTEST,
    PASSAGE_CHARACTERS,
)
from extractor.reconcile.ranges import ranges_of
from extractor.records import Article, Claim, Contest, DollarAmount, VotePercentage, content_id

_FULL_DATE = len("2030-11-05")  # a contest known by its year alone may be of any day

Figure = VotePercentage | DollarAmount


def make_claims(
    articles: Sequence[Article], figures: Iterable[Figure], contests: Iterable[Contest] = ()
) -> list[Claim]:
    """A claim for every figure that can be compared, in order of article and place.

    Left out: the measures `other` and `opinion`, and figures of articles that are not in `articles`.
    """
    known = {article.id: article for article in articles}
    by_key = {contest.key: contest for contest in sorted(contests, key=repr)}
    of_article: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure not in NOT_COMPARED and figure.article_id in known:
            of_article[figure.article_id].append(figure)
    claims: list[Claim] = []
    for article_id in sorted(of_article):
        mine = sorted(of_article[article_id], key=lambda figure: (figure.span.start, figure.span.end, figure.id))
        contest_of = _contests_in_article(mine, known[article_id], by_key)
        partial = _partial_counts(mine, contest_of)
        claims.extend(_claim(figure, known[article_id], contest_of, partial, by_key) for figure in mine)
    return claims


def _claim(
    figure: Figure,
    article: Article,
    contest_of: Mapping[str, str | None],
    partial: Mapping[str, Decimal | None],
    contests: Mapping[str, Contest],
) -> Claim:
    bounds, implied = ranges_of(figure)
    vote = isinstance(figure, VotePercentage)
    status, reporting = (
        (figure.count_status, figure.reporting_percent) if isinstance(figure, VotePercentage) else (None, None)
    )
    if figure.id in partial:
        status, reporting = "partial", reporting if reporting is not None else partial[figure.id]
    scope = figure.scope
    if isinstance(figure, DollarAmount) and figure.period is not None and scope.period is None:
        scope = scope.model_copy(update={"period": figure.period})
    contest = contest_of[figure.id]
    as_of = figure.as_of or article.published
    return Claim(
        id=content_id("claim", figure.id),
        article_id=article.id,
        record_id=figure.id,
        kind="vote_percentage" if vote else "dollar_amount",
        span=figure.span,
        outlet=article.outlet,
        published=article.published,
        contest=figure.contest if contest == figure.contest_key else _label(contest, contests),
        contest_key=contest,
        subject=figure.subject,
        subject_id=figure.subject_id,
        measure=figure.measure,
        unit=figure.unit if isinstance(figure, VotePercentage) else figure.currency,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        step=figure.step,
        qualifier=figure.qualifier,
        bounds=bounds,
        implied=implied,
        as_of=as_of,
        as_of_source=None if as_of is None else "text" if figure.as_of else "published",
        reporting_percent=reporting,
        count_status=status,
        hedged_by=figure.hedged_by,
        scope=scope,
        confidence=figure.confidence,
    )


def _label(contest: str | None, contests: Mapping[str, Contest]) -> str | None:
    return contests[contest].label if contest and contest in contests else contest


def _contests_in_article(
    figures: Sequence[Figure], article: Article, contests: Mapping[str, Contest]
) -> dict[str, str | None]:
    """Figure id → contest key. A figure without one takes the only contest its subject has in the article; a figure of
    the contest itself (threshold, turnout, reporting) takes the one of the nearest figure of its passage.
    """
    own = {
        figure.id: None if _before_the_vote(figure, article, contests) else _round_of_the_day(figure, article, contests)
        for figure in figures
    }
    of_subject: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        if (key := own[figure.id]) and figure.subject:
            of_subject[figure.subject].add(key)
    found: dict[str, str | None] = {}
    for figure in figures:
        contest = own[figure.id]
        if contest is None and figure.subject and len(of_subject[figure.subject]) == 1:
            (contest,) = of_subject[figure.subject]
        if contest is None and figure.measure in OF_THE_CONTEST:
            contest = _nearest_contest(figure, figures)
        found[figure.id] = contest
    return found


def _before_the_vote(figure: Figure, article: Article, contests: Mapping[str, Contest]) -> bool:
    """Is it a share of votes from before the day on which its contest was held? Then it is of another one."""
    contest = contests.get(figure.contest_key or "")
    if contest is None or (voted := _full_date(contest)) is None:
        return False
    if figure.measure not in COUNTED_ON_THE_DAY or figure.scope.basis == "poll":
        return False
    day = figure.as_of or article.published
    return day is not None and day < voted


def _round_of_the_day(figure: Figure, article: Article, contests: Mapping[str, Contest]) -> str | None:
    """The figure's contest; of two rounds of one election the one that was counted on the figure's day, where its own has no day."""
    own = contests.get(figure.contest_key or "")
    counting = isinstance(figure, VotePercentage) and figure.count_status == "partial"
    at = figure.as_of or (article.published if counting else None)
    if own is None or at is None or figure.measure not in COUNTED_ON_THE_DAY or _full_date(own) is not None:
        return figure.contest_key
    counted = [
        other.key
        for other in contests.values()
        if (other.office, other.place) == (own.office, own.place)
        and other.stage != own.stage
        and (day := _full_date(other)) is not None
        and 0 <= (at - day).days <= COUNTING_DAYS
    ]
    return counted[0] if len(counted) == 1 else figure.contest_key


def _full_date(contest: Contest) -> dt.date | None:
    """The day of the vote, None where only its year or month is known."""
    return dt.date.fromisoformat(contest.date) if contest.date and len(contest.date) == _FULL_DATE else None


def _nearest_contest(figure: Figure, figures: Sequence[Figure]) -> str | None:
    near = [
        (abs(other.span.start - figure.span.start), other.contest_key)
        for other in figures
        if other.contest_key and other.id != figure.id
    ]
    distance, contest = min(near, default=(PASSAGE_CHARACTERS + 1, None))
    return contest if distance <= PASSAGE_CHARACTERS or len({key for _, key in near}) == 1 else None


def _partial_counts(figures: Sequence[Figure], contest_of: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    """Figures that share the partial count of their article: id → share counted, where it is printed.

    An article that reports a contest with 84 percent counted reports every contender of it so, unless it prints two
    figures for one of them (the early count and the late one): then nothing is carried over.
    """
    shares: dict[str | None, list[VotePercentage]] = defaultdict(list)
    for figure in figures:
        if (
            isinstance(figure, VotePercentage)
            and figure.measure in ("vote_share", "margin")
            and figure.scope.basis != "poll"
        ):
            shares[contest_of[figure.id]].append(figure)
    found: dict[str, Decimal | None] = {}
    for contest, printed in shares.items():
        said = {figure.count_status for figure in printed if figure.count_status}
        subjects = [(figure.subject, figure.measure) for figure in printed if figure.qualifier == "exact"]
        if contest is None or said != {"partial"} or len(set(subjects)) < len(subjects):
            continue
        counted = {figure.reporting_percent for figure in printed if figure.reporting_percent is not None}
        share = counted.pop() if len(counted) == 1 else None
        found.update((figure.id, share) for figure in printed if figure.count_status is None)
    return found
