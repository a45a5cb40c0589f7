"""What articles state between two figures, held against the article's own figures first, then against those of the same day: a ratio of
April says nothing of the totals of June.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.reconcile.checks.figures import Figure, Found, difference, said
from extractor.reconcile.explain import number, say
from extractor.reconcile.policy import MONEY_OF_A_CAMPAIGN, RATIO_ABOUT, SAME_FILING_DAYS
from extractor.reconcile.ranges import Range, overlap
from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.times import is_partial
from extractor.records import Check, Ratio


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


class _End(NamedTuple):
    """One side of a stated ratio: whose figure, as printed or as settled."""

    question: str
    name: str
    said: str
    unit: str
    bounds: Range
    day: dt.date | None


def check_ratios(figures: Sequence[Figure], ratios: Iterable[Ratio]) -> Iterable[Found]:
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
        f"{source} (“{_one_line(ratio.span.text)}”) come to {_range(computed, figure.unit)}, against {said(figure)}"
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
        difference((now.low, now.high), (then.low, then.high)),
        difference((then.low, then.high), (now.low, now.high)),
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
    return _End(settled.question, settled.name, said(settled), settled.unit, settled.bounds, None)


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


def _quotient(left: Range, right: Range) -> Range | None:
    """The range of left / right, for positive figures."""
    if left[0] is None or right[0] is None or left[0] <= 0 or right[0] <= 0:
        return None
    return (
        None if right[1] is None else left[0] / right[1],
        None if left[1] is None else left[1] / right[0],
    )
