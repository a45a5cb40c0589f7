"""Arithmetic between questions: figures of one contest, and stated ratios, constrain each other.

Each check that can be made is made and kept. Settled values are ranges, so a check holds when some true values inside the ranges
satisfy it. What an article states between two figures is held against its own figures first, then against those of the same day:
a ratio of April says nothing of the totals of June.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from extractor.reconcile.explain import number, say
from extractor.reconcile.policy import (
    MONEY_OF_A_CAMPAIGN,
    RATIO_ABOUT,
    SAME_FILING_DAYS,
    SHARES_AT_MOST,
    SHARES_ROUNDED,
)
from extractor.reconcile.questions import Vote
from extractor.reconcile.ranges import Range, overlap
from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.times import is_partial
from extractor.records import Check, Ratio


class Figure(NamedTuple):
    """One settled question, as far as arithmetic needs it."""

    question: str  # id of its first claim
    contest: str  # "" when unknown
    vote: Vote | None
    subject: str
    name: str
    measure: str
    unit: str
    opponent: str  # folded, "" when unknown
    of_a_poll: bool
    whole: bool  # no part of the place, no group of voters
    preferences: str  # of a preferential vote: which count; "" when unknown
    partial: bool  # of votes that were still being counted, as far as anybody reports
    value: Decimal | None
    bounds: Range
    readings: Mapping[str, Reading]  # what it was settled from, where a stated ratio may speak of it: record → reading


class Stated(NamedTuple):
    """What stated ratios speak of."""

    records: frozenset[str]
    names: frozenset[tuple[str, str]]  # measure, name
    articles: frozenset[str]

    def of(self, reading: Reading) -> bool:
        """May one of them speak of it?"""
        return (
            reading.record in self.records
            or (reading.measure, folded(reading.name)) in self.names
            or (reading.measure == "change" and reading.article in self.articles)
        )


def stated_in(ratios: Iterable[Ratio]) -> Stated:
    """What the ratios speak of: figures by id, by owner's name, or by their article."""
    ratios = list(ratios)
    ends = [(ratio, end) for ratio in ratios for end in (ratio.left, ratio.right) if end is not None]
    return Stated(
        frozenset(end for _, end in ends),
        frozenset((ratio.measure or "", folded(end)) for ratio, end in ends),
        frozenset(ratio.article_id for ratio in ratios),
    )


Found = tuple[Check, list[str]]  # a check, and the questions it is a check of


def check_all(figures: Sequence[Figure], ratios: Iterable[Ratio] = ()) -> dict[str, list[Check]]:
    """Question → its checks, each list in a fixed order. figures: in order of their questions."""
    found: dict[str, set[Check]] = defaultdict(set)
    contests: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.contest and figure.whole and not figure.of_a_poll and figure.value is not None:
            contests[figure.contest, figure.preferences].append(figure)
    runoffs = {_seat(f.vote) for f in figures if f.vote and f.vote.round == "runoff"}
    for contest in contests.values():
        shares = [f for f in contest if f.measure == "vote_share" and f.unit == "percent" and f.subject]
        whole = _whole(shares)
        for check, questions in [
            *_sums(shares, whole),
            *_margins(contest, whole or shares),
            *_thresholds(contest, whole or shares, runoffs),
        ]:
            for question in questions:
                found[question].add(check)
    for check, questions in _ratios(figures, ratios):
        for question in questions:
            found[question].add(check)
    return {question: sorted(checks, key=lambda c: (c.kind, c.detail)) for question, checks in found.items()}


def _whole(shares: Sequence[Figure]) -> list[Figure]:
    """Of shares that are more than everything, the only ones among them that together are just everything; else none.

    The others are of another vote: a bond issue on the same ballot, a precinct, a namesake.
    """
    if sum((f.bounds[0] or Decimal(0) for f in shares), Decimal(0)) <= 100 or len(shares) > SHARES_AT_MOST:
        return []
    found = sorted(
        (abs(sum((f.value or Decimal(0) for f in chosen), Decimal(0)) - 100), chosen)
        for size in range(2, len(shares))
        for chosen in combinations(sorted(shares, key=lambda f: f.question), size)
        if len({f.subject for f in chosen}) == size
    )
    fits = [chosen for off, chosen in found[:2] if off <= min(SHARES_ROUNDED, found[0][0])]
    return list(fits[0]) if len(fits) == 1 else []


def _sums(shares: Sequence[Figure], whole: Sequence[Figure]) -> Iterable[Found]:
    """The shares of one contest add up to at most 100 percent."""
    if whole:
        inside = {f.question for f in whole}
        told = _listed(whole)
        yield Check(kind="shares", holds=True, detail=f"{told}: together {_together(whole)}"), sorted(inside)
        # Of two counts of one vote (first preferences, the last two) each has its own contenders.
        counts = len(shares) - len({f.subject for f in shares})
        for other in shares:
            if other.question not in inside and not counts:
                detail = f"{told}: together {_together(whole)}, which leaves no room for {other.name} {_said(other)}"
                yield Check(kind="shares", holds=False, detail=detail), [other.question]
        return
    if len({f.subject for f in shares}) < 2 or len({f.subject for f in shares}) < len(shares):
        return
    least = sum((f.bounds[0] or Decimal(0) for f in shares), Decimal(0))
    detail = f"{_listed(shares)}: together {_together(shares)}, at most 100"
    yield Check(kind="shares", holds=least <= 100, detail=detail), [f.question for f in shares]


def _listed(shares: Sequence[Figure]) -> str:
    return ", ".join(sorted(f"{f.name} {_said(f)}" for f in shares))


def _together(shares: Sequence[Figure]) -> str:
    return number(sum((f.value or Decimal(0) for f in shares), Decimal(0)), None, "percent")


def _margins(contest: Sequence[Figure], shares: Sequence[Figure]) -> Iterable[Found]:
    """A margin is the difference of two shares: those of the subject and the named opponent, else of the first two.

    Of several margins of one person the ones that hold are of these two; the others are then of something else.
    """
    ranked = sorted(shares, key=lambda f: (-(f.value or 0), f.subject))
    if len(ranked) < 2:
        return
    found: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for margin in contest:
        if margin.measure != "margin" or margin.unit != "points" or is_to_something(margin.bounds, margin.opponent):
            continue
        own = next((f for f in ranked if f.subject == margin.subject), None)
        if margin.opponent:
            rival = next((f for f in ranked if margin.opponent in (folded(f.name), folded(f.name).split()[-1])), None)
        else:
            rival = None if own is None or own not in ranked[:2] else ranked[1] if own is ranked[0] else ranked[0]
        if own is None or rival is None or own is rival:
            continue
        if margin.partial and not (own.partial and rival.partial):
            continue  # the lead of a night, of which the final shares say nothing
        upper, lower = (own, rival) if (own.value or 0) >= (rival.value or 0) else (rival, own)
        detail = f"{upper.name} {_said(upper)} less {lower.name} {_said(lower)} against a margin of {_said(margin)}"
        holds = overlap(_difference(upper.bounds, lower.bounds), margin.bounds) is not None
        found[upper.question, lower.question].append(
            (Check(kind="margin", holds=holds, detail=detail), [margin.question, upper.question, lower.question])
        )
    for checks in found.values():
        holding = [one for one in checks if one[0].holds]
        yield from holding or checks


def is_to_something(margin: Range, opponent: str) -> bool:
    """Does it say how near somebody came ("within four points"), to a rival or to a majority, which is not told?"""
    return margin[0] is None and not opponent


def _seat(vote: Vote) -> tuple[str, str]:
    return vote.office, vote.place


def _thresholds(contest: Sequence[Figure], shares: Sequence[Figure], runoffs: set[tuple[str, str]]) -> Iterable[Found]:
    """In a first round that a runoff followed, nobody reached what was needed to win outright."""
    needed = [f for f in contest if f.measure == "threshold" and f.unit == "percent"]
    if len(needed) != 1 or not shares:
        return
    vote = shares[0].vote
    if vote is None or vote.round != "first round" or _seat(vote) not in runoffs:
        return
    first = max(shares, key=lambda f: (f.value or Decimal(0), f.subject))
    most = needed[0].bounds[1]
    least = first.bounds[0]
    yield (
        Check(
            kind="threshold",
            holds=least is None or most is None or least <= most,
            detail=f"a runoff followed, so {first.name} {_said(first)} must fall short of the {_said(needed[0])} needed",
        ),
        [first.question, needed[0].question],
    )


class _End(NamedTuple):
    """One side of a stated ratio: whose figure, as printed or as settled."""

    question: str
    name: str
    said: str
    unit: str
    bounds: Range
    day: dt.date | None


def _ratios(figures: Sequence[Figure], ratios: Iterable[Ratio]) -> Iterable[Found]:
    """A stated ratio holds between the two figures that it names; of a rise "from A to B" the stated change is B less A."""
    by_record = {record: figure for figure in figures for record in figure.readings}
    by_name: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        for name in sorted({folded(reading.name) for reading in figure.readings.values()}):
            by_name[figure.measure, name].append(figure)
    changes: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure == "change" and figure.unit == "points":
            for article in sorted({reading.article for reading in figure.readings.values()}):
                changes[article].append(figure)
    for ratio in ratios:
        if ratio.computed is not None:
            yield from _computed(ratio, by_record)
        elif ratio.factor is not None:
            yield from _factor(ratio, ratio.factor, by_record, by_name)
        else:
            yield from _change(ratio, by_record, changes[ratio.article_id])


def _factor(
    ratio: Ratio,
    factor: Decimal,
    by_record: Mapping[str, Figure],
    by_name: Mapping[tuple[str, str], Sequence[Figure]],
) -> Iterable[Found]:
    left = _end(ratio.left, ratio, None, by_record, by_name)
    right = _end(ratio.right, ratio, left.day if left else None, by_record, by_name)
    if left is None or right is None or left.question == right.question or left.unit != right.unit:
        return
    actual = _quotient(left.bounds, right.bounds)
    holds = actual is not None and overlap(actual, _stated(factor, ratio.qualifier)) is not None
    detail = f"{left.name} {left.said} against {right.name} {right.said}: stated as “{_one_line(ratio.span.text)}”"
    yield Check(kind="ratio", holds=holds, detail=detail), [left.question, right.question]


# What a figure was worked out from, by the rule that read the numbers.
_WORKED_OUT = {
    "relation.votes": "the votes printed beside the shares",
    "relation.turnout": "the people who voted of those who could",
    "relation.average": "the number of donors and what they gave on average",
}


def _computed(ratio: Ratio, by_record: Mapping[str, Figure]) -> Iterable[Found]:
    """What the numbers around a figure come to, held against what was settled of it."""
    figure = by_record.get(ratio.left or "")
    if figure is None or ratio.computed is None:
        return
    own = figure.readings[ratio.left or ""]
    if overlap((own.low, own.high), figure.bounds) is None or (is_partial(own) and not figure.partial):
        return  # of an earlier count, or an article that nobody follows
    computed = ratio.computed.low, ratio.computed.high
    source = _WORKED_OUT.get(ratio.rule, "the numbers printed beside it")
    detail = (
        f"{source} (“{_one_line(ratio.span.text)}”) come to {_range(computed, figure.unit)}, against {_said(figure)}"
    )
    yield Check(kind="count", holds=overlap(computed, figure.bounds) is not None, detail=detail), [figure.question]


def _range(reach: Range, unit: str) -> str:
    """ "41.83 to 41.96 percent", "at least $1.9 million" """
    low, high = (None if end is None else number(end, _hundredth(end, unit), unit) for end in reach)
    if low is None or high is None:
        return f"at least {low}" if low else f"at most {high}"
    if low == high:
        return low
    first, _, word = low.partition(" ")
    return f"{first if word and word == high.partition(' ')[2] else low} to {high}"


def _hundredth(value: Decimal, unit: str) -> Decimal:
    """How finely a computed number is told: a share to the hundredth, money to its third digit."""
    return Decimal("0.01") if unit in ("percent", "points") else Decimal(1).scaleb(max(value.adjusted() - 2, 0))


def _change(ratio: Ratio, by_record: Mapping[str, Figure], changes: Sequence[Figure]) -> Iterable[Found]:
    """The change printed in the sentence of a "from A to B", held against both ends."""
    left, right = by_record.get(ratio.left or ""), by_record.get(ratio.right or "")
    if left is None or right is None or left.unit != "percent" or right.unit != "percent" or ratio.sentence is None:
        return
    now, then = left.readings[ratio.left or ""], right.readings[ratio.right or ""]
    printed = [
        (figure, reading)
        for figure in changes
        for reading in figure.readings.values()
        if reading.article == ratio.article_id and ratio.sentence.start <= reading.start < ratio.sentence.end
    ]
    if len(printed) != 1:
        return
    ((figure, change),) = printed
    gaps = (
        _difference((now.low, now.high), (then.low, then.high)),
        _difference((then.low, then.high), (now.low, now.high)),
    )
    holds = any(overlap(gap, (change.low, change.high)) is not None for gap in gaps)
    detail = f"from {say(then)} to {say(now)} against a change of {say(change)}"
    yield Check(kind="change", holds=holds, detail=detail), sorted({left.question, right.question, figure.question})


def _end(
    end: str | None,
    ratio: Ratio,
    day: dt.date | None,
    by_record: Mapping[str, Figure],
    by_name: Mapping[tuple[str, str], Sequence[Figure]],
) -> _End | None:
    """The figure that an end of a ratio names: by record; else by name, in the ratio's own article, then of its day.

    Money of another day is another sum; anything else may be taken as it was settled.
    """
    if end is None:
        return None
    if end in by_record:
        return _printed(by_record[end], by_record[end].readings[end])
    named = by_name.get((ratio.measure or "", folded(end)), ())
    own = [(f, r) for f in named for r in f.readings.values() if r.article == ratio.article_id]
    if own:
        return _printed(*min(own, key=lambda pair: (abs(pair[1].start - ratio.span.start), pair[1].id)))
    if day is not None:
        near = [
            (f, r)
            for f in named
            for r in f.readings.values()
            if r.as_of is not None and abs((r.as_of - day).days) <= SAME_FILING_DAYS
        ]
        if len({f.question for f, _ in near}) == 1:
            return _printed(*min(near, key=lambda pair: (abs((pair[1].as_of or day) - day), pair[1].id)))
    if len(named) != 1 or named[0].measure in MONEY_OF_A_CAMPAIGN:
        return None
    (settled,) = named
    return _End(settled.question, settled.name, _said(settled), settled.unit, settled.bounds, None)


def _printed(figure: Figure, reading: Reading) -> _End:
    name = reading.name or figure.name
    return _End(figure.question, name, say(reading), figure.unit, (reading.low, reading.high), reading.as_of)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _stated(value: Decimal, qualifier: str) -> Range:
    """What a printed factor or difference allows; "5-to-1" is printed to the whole."""
    width = abs(value) * RATIO_ABOUT
    match qualifier:
        case "over" | "at_least":
            return value, None
        case "under" | "at_most":
            return None, value
        case "nearly":
            return value - 2 * width, value
        case "about":
            return value - 2 * width, value + 2 * width
    return value - width, value + width


def _difference(upper: Range, lower: Range) -> Range:
    return (
        None if upper[0] is None or lower[1] is None else upper[0] - lower[1],
        None if upper[1] is None or lower[0] is None else upper[1] - lower[0],
    )


def _quotient(left: Range, right: Range) -> Range | None:
    """The range of left / right, for positive figures."""
    if left[0] is None or right[0] is None or left[0] <= 0 or right[0] <= 0:
        return None
    return (
        None if right[1] is None else left[0] / right[1],
        None if left[1] is None else left[1] / right[0],
    )


def _said(figure: Figure) -> str:
    return "unknown" if figure.value is None else number(figure.value, None, figure.unit)
