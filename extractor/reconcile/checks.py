"""Arithmetic between questions: figures of one contest, and stated ratios, constrain each other.

Each check that can be made is made and kept. Settled values are ranges, so a check holds when some true values inside the ranges
satisfy it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.reconcile.explain import number
from extractor.reconcile.policy import RATIO_ABOUT
from extractor.reconcile.ranges import Range, overlap
from extractor.reconcile.readings import folded
from extractor.records import Check, Ratio


class Figure(NamedTuple):
    """One settled question, as far as arithmetic needs it."""

    question: int
    contest: str  # "" when unknown
    subject: str
    name: str
    measure: str
    unit: str
    opponent: str  # folded, "" when unknown
    of_a_poll: bool
    whole: bool  # no part of the place, no group of voters
    value: Decimal | None
    bounds: Range
    records: frozenset[str]  # figures it was settled from


def check_all(figures: Sequence[Figure], ratios: Iterable[Ratio] = ()) -> dict[int, list[Check]]:
    """Question → its checks, each list in a fixed order."""
    found: dict[int, set[Check]] = defaultdict(set)
    contests: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.contest and figure.whole and not figure.of_a_poll and figure.value is not None:
            contests[figure.contest].append(figure)
    for contest in contests.values():
        shares = [f for f in contest if f.measure == "vote_share" and f.unit == "percent" and f.subject]
        for check, questions in [*_sums(shares), *_margins(contest, shares)]:
            for question in questions:
                found[question].add(check)
    for check, questions in _ratios(figures, ratios):
        for question in questions:
            found[question].add(check)
    return {question: sorted(checks, key=lambda c: (c.kind, c.detail)) for question, checks in found.items()}


def _sums(shares: Sequence[Figure]) -> Iterable[tuple[Check, list[int]]]:
    """The shares of one contest add up to at most 100 percent."""
    if len({f.subject for f in shares}) < 2 or len({f.subject for f in shares}) < len(shares):
        return
    least = sum((f.bounds[0] or Decimal(0) for f in shares), Decimal(0))
    total = sum((f.value or Decimal(0) for f in shares), Decimal(0))
    names = ", ".join(sorted(f"{f.name} {_said(f)}" for f in shares))
    yield (
        Check(
            kind="shares", holds=least <= 100, detail=f"{names}: together {number(total, None, 'percent')}, at most 100"
        ),
        [f.question for f in shares],
    )


def _margins(contest: Sequence[Figure], shares: Sequence[Figure]) -> Iterable[tuple[Check, list[int]]]:
    """A margin is the difference of two shares: those of the subject and the named opponent, else of the first two."""
    ranked = sorted(shares, key=lambda f: (-(f.value or 0), f.subject))
    if len(ranked) < 2:
        return
    for margin in contest:
        if margin.measure != "margin" or margin.unit != "points":
            continue
        own = next((f for f in ranked if f.subject == margin.subject), None)
        if margin.opponent:
            rival = next((f for f in ranked if margin.opponent in (folded(f.name), folded(f.name).split()[-1])), None)
        else:
            rival = None if own is None or own not in ranked[:2] else ranked[1] if own is ranked[0] else ranked[0]
        if own is None or rival is None or own is rival:
            continue
        upper, lower = (own, rival) if (own.value or 0) >= (rival.value or 0) else (rival, own)
        gap = _difference(upper.bounds, lower.bounds)
        yield (
            Check(
                kind="margin",
                holds=overlap(gap, margin.bounds) is not None,
                detail=f"{upper.name} {_said(upper)} less {lower.name} {_said(lower)} against a margin of {_said(margin)}",
            ),
            [margin.question, upper.question, lower.question],
        )


def _ratios(figures: Sequence[Figure], ratios: Iterable[Ratio]) -> Iterable[tuple[Check, list[int]]]:
    """A stated ratio or difference holds between the two figures that it names."""
    by_record = {record: figure for figure in figures for record in figure.records}
    by_name: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        by_name[figure.measure, folded(figure.name)].append(figure)
    for ratio in ratios:
        left = _figure(ratio.left, ratio.measure, by_record, by_name)
        right = _figure(ratio.right, ratio.measure, by_record, by_name)
        if left is None or right is None or left.question == right.question or left.unit != right.unit:
            continue
        if ratio.factor is not None:
            stated, kind = _stated(ratio.factor, ratio.qualifier), "ratio"
            actual = _quotient(left.bounds, right.bounds)
            told = f"{_plain(ratio.factor)} times"
        elif ratio.difference is not None:
            stated, kind = _stated(ratio.difference, ratio.qualifier), "change"
            actual = _difference(left.bounds, right.bounds)
            told = (
                f"a difference of {number(ratio.difference, None, 'points' if left.unit == 'percent' else left.unit)}"
            )
        else:
            continue
        yield (
            Check(
                kind=kind,
                holds=actual is not None and overlap(actual, stated) is not None,
                detail=f"{left.name} {_said(left)} against {right.name} {_said(right)}: stated as {told} (“{ratio.span.text}”)",
            ),
            [left.question, right.question],
        )


def _figure(
    end: str | None,
    measure: str | None,
    by_record: Mapping[str, Figure],
    by_name: Mapping[tuple[str, str], list[Figure]],
) -> Figure | None:
    """The settled figure that an end of a ratio names, by record or, where only one fits, by name."""
    if end is None:
        return None
    if end in by_record:
        return by_record[end]
    named = by_name.get((measure or "", folded(end)), [])
    return named[0] if len(named) == 1 else None


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


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
