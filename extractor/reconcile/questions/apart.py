"""Questions told apart by the articles themselves: an article does not contradict itself.

When one article prints two figures for one candidate that cannot both be true of one thing, it speaks of two things, whether or not
its words were understood: first preferences and the two-candidate count, a quarter and the whole campaign. The figures of
other articles then go with the one they meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.reconcile.policy import COUNTED
from extractor.reconcile.ranges import meet, meet_well, overlap
from extractor.reconcile.readings import Reading
from extractor.reconcile.times import earlier, is_another_vote, is_of_a_period, magnitude


def tell_apart(readings: Sequence[Reading]) -> list[list[Reading]]:
    """All readings of what seems one question together, or in the several groups that their articles tell apart."""
    return [group for vote in _votes(readings) for group in _by_articles(vote)]


def _votes(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Counts that lie months apart and do not meet, each with those of its time; undated ones go with the first they meet."""
    dated = sorted((r for r in readings if r.as_of and r.measure in COUNTED), key=lambda r: (str(r.as_of), r.id))
    votes: list[list[Reading]] = []
    for reading in dated:
        if votes and not is_another_vote(votes[-1][-1], reading):
            votes[-1].append(reading)
        elif earlier_vote := next((vote for vote in votes if any(meet_well(reading, other) for other in vote)), None):
            # The old figure, told again.
            earlier_vote.append(reading)
        else:
            votes.append([reading])
    if len(votes) < 2:
        return [list(readings)]
    for reading in readings:
        if not reading.as_of:
            next((vote for vote in votes if any(meet_well(reading, other) for other in vote)), votes[-1]).append(
                reading
            )
    return votes


def _by_articles(readings: Sequence[Reading]) -> list[list[Reading]]:
    """The readings in the groups that articles with two figures tell apart."""
    if len(readings) == len({reading.article for reading in readings}) and not any(map(is_of_a_period, readings)):
        return [list(readings)]
    old = earlier(readings)
    latest = [reading for i, reading in enumerate(readings) if i not in old]
    chains = list(_chains([reading for reading in latest if reading.qualifier == "exact"]))
    chain_of = {reading.id: number for number, chain in enumerate(chains) for reading in chain}
    for reading in _own_ways(latest):
        # A vaguer wording goes with the one number it can mean, and else stands for itself.
        meant = [number for number, chain in enumerate(chains) if any(meet_well(reading, other) for other in chain)]
        chain_of[reading.id] = meant[0] if meant else len(chains)
        if not meant:
            chains.append([reading])
    of_article: dict[str, set[int]] = defaultdict(set)
    for reading in latest:
        if reading.id in chain_of:
            of_article[reading.article].add(chain_of[reading.id])
    # A sum of a quarter and one without a period, that do not meet, are told apart by the text itself.
    of_period = {number for number, chain in enumerate(chains) if all(map(is_of_a_period, chain))}
    if of_period and len(of_period) < len(chains):
        of_article["a period"].update(range(len(chains)))
    told = {number for numbers in of_article.values() if _different(numbers, chains) for number in numbers}
    if len(told) < 2:
        return [list(readings)]
    groups = {number: list(chains[number]) for number in sorted(told)}
    placed = {reading.id for number in told for reading in chains[number]}
    rest = [reading for reading in readings if reading.id not in placed]
    for reading in rest:
        groups[min(groups, key=lambda number: (distance(reading, chains[number]), number))].append(reading)
    return list(groups.values())


def _chains(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Exact readings joined by overlapping ranges, from the lowest up. A vaguer wording holds of neighbours and joins nothing."""
    chain: list[Reading] = []
    reach: Decimal | None = None
    for reading in sorted(readings, key=_low):
        if chain and reach is not None and overlap((_low(reading), _high(reading)), (_low(chain[0]), reach)) is None:
            yield chain
            chain, reach = [], None
        chain.append(reading)
        reach = _high(reading) if reach is None else max(reach, _high(reading))
    if chain:
        yield chain


def _own_ways(readings: Sequence[Reading]) -> list[Reading]:
    """Vaguer wordings that contradict another figure of their own article: "48.2 percent" beside "more than 50"."""
    of_article: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        of_article[reading.article].append(reading)
    return [
        reading
        for reading in sorted(readings, key=lambda r: r.id)
        if reading.qualifier != "exact" and any(not meet(reading, other) for other in of_article[reading.article])
    ]


def _low(reading: Reading) -> Decimal:
    low = reading.likely_low if reading.likely_low is not None else reading.value
    return Decimal("-Infinity") if low is None else low


def _high(reading: Reading) -> Decimal:
    high = reading.likely_high if reading.likely_high is not None else reading.value
    return Decimal("Infinity") if high is None else high


def _different(numbers: set[int], chains: Sequence[Sequence[Reading]]) -> bool:
    """Are there two chains, and not just one figure and its slip of a thousand?"""
    if len(numbers) < 2:
        return False
    values = [chains[number][0].value for number in sorted(numbers)]
    return not any(a is not None and b is not None and magnitude(a, b) for a in values for b in values)


def distance(reading: Reading, chain: Sequence[Reading]) -> tuple[int, Decimal]:
    """How far a reading is from a chain: none if they can say the same or are a slip of a thousand apart, else the relative gap."""
    gaps = []
    if any(meet_well(reading, other) for other in chain):
        return 0, Decimal(0)
    for other in chain:
        if reading.value is None or other.value is None:
            continue
        if magnitude(reading.value, other.value):
            return 0, Decimal(0)
        gaps.append(abs(reading.value - other.value) / max(abs(reading.value), abs(other.value), Decimal(1)))
    return (1, min(gaps)) if gaps else (2, Decimal(0))
