"""The figures of one contest hold each other: shares add up to at most everything, a margin is the difference of two of them, and who
was sent into a runoff fell short of what was needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractor.reconcile.checks.figures import Figure, Found, difference, said
from extractor.reconcile.explain import number
from extractor.reconcile.policy import SHARES_AT_MOST, SHARES_ROUNDED
from extractor.reconcile.questions import Vote
from extractor.reconcile.ranges import Range, overlap
from extractor.reconcile.readings import folded
from extractor.records import Check


def check_contests(figures: Sequence[Figure]) -> Iterator[Found]:
    """The checks that the figures of each contest allow. figures: in order of their questions."""
    contests: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.contest and figure.whole and not figure.of_a_poll and figure.value is not None:
            contests[figure.contest, figure.preferences].append(figure)
    runoffs = {_seat(f.vote) for f in figures if f.vote and f.vote.round == "runoff"}
    for contest in contests.values():
        shares = [f for f in contest if f.measure == "vote_share" and f.unit == "percent" and f.subject]
        whole = _whole(shares)
        yield from _sums(shares, whole)
        yield from _margins(contest, whole or shares)
        yield from _thresholds(contest, whole or shares, runoffs)


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
                detail = f"{told}: together {_together(whole)}, which leaves no room for {other.name} {said(other)}"
                yield Check(kind="shares", holds=False, detail=detail), [other.question]
        return
    if len({f.subject for f in shares}) < 2 or len({f.subject for f in shares}) < len(shares):
        return
    least = sum((f.bounds[0] or Decimal(0) for f in shares), Decimal(0))
    detail = f"{_listed(shares)}: together {_together(shares)}, at most 100"
    yield Check(kind="shares", holds=least <= 100, detail=detail), [f.question for f in shares]


def _listed(shares: Sequence[Figure]) -> str:
    return ", ".join(sorted(f"{f.name} {said(f)}" for f in shares))


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
        detail = f"{upper.name} {said(upper)} less {lower.name} {said(lower)} against a margin of {said(margin)}"
        holds = overlap(difference(upper.bounds, lower.bounds), margin.bounds) is not None
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
            detail=f"a runoff followed, so {first.name} {said(first)} must fall short of the {said(needed[0])} needed",
        ),
        [first.question, needed[0].question],
    )
