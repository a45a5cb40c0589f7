"""Figures made into claims: each with its article's outlet and day, the contest and the count that its own article gives it.

What one article spells out beside a figure (the contest, that the count was partial) holds for its other figures of the same
passage or contest too. Nothing is taken from other articles here; that is the work of `questions`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.reconcile.policy import COUNTED_TOGETHER, NOT_COMPARED
from extractor.reconcile.questions import contests_in_article
from extractor.reconcile.ranges import ranges_of
from extractor.records import Article, Claim, Contest, DollarAmount, VotePercentage, content_id
from extractor.records.quantity import CountStatus


class Count(NamedTuple):
    """How far the votes were counted."""

    status: CountStatus
    share: Decimal | None


Figure = VotePercentage | DollarAmount


def make_claims(
    articles: Sequence[Article], figures: Iterable[Figure], contests: Iterable[Contest] = ()
) -> list[Claim]:
    """A claim for every figure that can be compared, in order of article and place.

    Left out: the measures `other` and `opinion`, and figures of articles that are not in `articles`.
    """
    known = {article.id: article for article in articles}
    by_key = {contest.key: contest for contest in contests}
    of_article: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure not in NOT_COMPARED and figure.article_id in known:
            of_article[figure.article_id].append(figure)
    claims: list[Claim] = []
    for article_id in sorted(of_article):
        mine = sorted(of_article[article_id], key=lambda figure: (figure.span.start, figure.span.end, figure.id))
        contest_of = contests_in_article(mine, known[article_id], by_key)
        counts = _counts(mine, contest_of)
        claims.extend(_claim(figure, known[article_id], contest_of, counts, by_key) for figure in mine)
    return claims


def _claim(
    figure: Figure,
    article: Article,
    contest_of: Mapping[str, str | None],
    counts: Mapping[str, Count],
    contests: Mapping[str, Contest],
) -> Claim:
    bounds, implied = ranges_of(figure)
    vote = isinstance(figure, VotePercentage)
    status, reporting = (
        (figure.count_status, figure.reporting_percent) if isinstance(figure, VotePercentage) else (None, None)
    )
    if figure.id in counts:
        status, reporting = counts[figure.id].status, reporting if reporting is not None else counts[figure.id].share
    scope = figure.scope
    if isinstance(figure, DollarAmount) and figure.period is not None and scope.period is None:
        scope = scope.model_copy(update={"period": figure.period})
    contest = contest_of[figure.id]
    # "Through the end of May" says up to when a total runs, and so the day it holds for.
    told = figure.as_of or (scope.period.end if scope.period else None)
    as_of = told or article.published
    return Claim(
        id=content_id("claim", figure.id),
        article_id=article.id,
        record_id=figure.id,
        kind="vote_percentage" if vote else "dollar_amount",
        span=figure.span,
        outlet=article.outlet,
        source=article.called,
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
        as_of_source=None if as_of is None else "text" if told else "published",
        reporting_percent=reporting,
        count_status=status,
        hedged_by=figure.hedged_by,
        scope=scope,
        confidence=figure.confidence,
    )


def _label(contest: str | None, contests: Mapping[str, Contest]) -> str | None:
    return contests[contest].label if contest and contest in contests else contest


def _counts(figures: Sequence[Figure], contest_of: Mapping[str, str | None]) -> dict[str, Count]:
    """Figures that share the count of their article: id → its status, and the share counted where it is printed.

    An article that reports a contest with 71 percent counted reports every contender of it so, but for one for whom it prints
    two figures (the early count and the late one).
    """
    shares: dict[str | None, list[VotePercentage]] = defaultdict(list)
    for figure in figures:
        if isinstance(figure, VotePercentage) and figure.measure in COUNTED_TOGETHER and figure.scope.basis != "poll":
            shares[contest_of[figure.id]].append(figure)
    found: dict[str, Count] = {}
    for contest, printed in shares.items():
        said = {figure.count_status for figure in printed if figure.count_status}
        times = Counter((figure.subject, figure.measure) for figure in printed if figure.qualifier == "exact")
        if contest is None or len(said) != 1:
            continue
        (status,) = said
        counted = {figure.reporting_percent for figure in printed if figure.reporting_percent is not None}
        share = counted.pop() if len(counted) == 1 else None
        found.update(
            (figure.id, Count(status, share))
            for figure in printed
            if figure.count_status is None and times[figure.subject, figure.measure] < 2
        )
    return found
