"""Contests with known truth, and outlets with known habits."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal, NamedTuple

from extractor.evaluate.simulate.words import FIRST_NAMES, HEADS, TAILS
from extractor.records import Contest

Mix = Literal["easy", "copies", "hard"]

ELECTION_DAY = dt.date(2031, 5, 6)
FIRST_FILING, LAST_FILING = dt.date(2031, 3, 31), dt.date(2031, 5, 31)
COUNTED = Decimal(62)  # percent of precincts in on the night
TENTH, WHOLE = Decimal("0.1"), Decimal(1)


class Person(NamedTuple):
    """One who stands, and the true figures about them; sums in whole dollars."""

    name: str
    share: Decimal  # percent of all votes
    early_share: Decimal  # when COUNTED percent were in
    raised: Decimal  # at the last filing
    early_raised: Decimal  # at the first


class Race(NamedTuple):
    """One contest and the truth about it. People stand from the first to the last."""

    contest: Contest
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet and its habits; every habit is a probability for each figure or article."""

    name: str
    step: Decimal = TENTH  # how finely it prints shares
    cuts: float = 0.0  # cuts off instead of rounding
    vague: float = 0.1  # "about", "nearly", "more than"
    lag: float = 0.1  # reports the partial count, and says so
    old_total: float = 0.1  # reports the first filing, dated
    copies: float = 0.0  # prints another outlet's article
    fault: float = 0.02  # for each figure


def make_world(seed: int, races: int, first: int = 0) -> tuple[Race, ...]:
    """Contests with two to four people each. Partial counts and first filings differ clearly from the final ones.

    first: the number of the first contest. Worlds whose numbers differ have no contest in common.
    """
    rng = random.Random(f"world {seed}")
    return tuple(_race(rng, number) for number in range(first, first + races))


def _race(rng: random.Random, number: int) -> Race:
    place = f"{rng.choice(HEADS)}{rng.choice(TAILS)}"
    names: list[str] = []
    while len(names) < rng.choice((2, 3, 4)):
        name = f"{rng.choice(FIRST_NAMES)} {rng.choice(HEADS)}{rng.choice(TAILS)}"
        if name.split()[1] not in {other.split()[1] for other in names}:
            names.append(name)
    weights = sorted((rng.uniform(0.3, 1.0) for _ in names), reverse=True)
    shares = [rounded(Decimal(100 * weight / sum(weights)), Decimal("0.01")) for weight in weights]
    people = []
    for name, share in zip(names, shares, strict=True):
        moved = Decimal(str(round(rng.choice((-1, 1)) * rng.uniform(1.2, 5), 2)))
        raised = Decimal(round(rng.lognormvariate(14.5, 1.0), -2))
        early = rounded(raised * Decimal(str(round(rng.uniform(0.3, 0.7), 3))), Decimal(100))
        people.append(Person(name, share, max(share + moved, WHOLE), raised, early))
    label = f"{place} mayoral election 2031"
    contest = Contest(
        key=f"mayor/{place.lower()}-{number}/2031/general", label=label, office="Mayor", place=f"{place} {number}", stage="general", date="2031-05-06"
    )  # fmt: skip
    return Race(contest, tuple(people))


def make_outlets(seed: int, mix: Mix, count: int = 12) -> tuple[Outlet, ...]:
    """The press of a mix.

    easy: careful papers. copies: a third of them original, the rest mostly reprints, of the careless as of the careful. hard: all habits
    and faults at once, with a third of the papers careless.
    """
    rng = random.Random(f"outlets {seed} {mix}")
    outlets = []
    for number in range(count):
        name = f"The {rng.choice(HEADS)}{rng.choice(TAILS)} {rng.choice(('Courier', 'Ledger', 'Herald', 'Beacon', 'Gazette'))} {number}"
        outlet = Outlet(name, step=rng.choice((TENTH, TENTH, WHOLE)))
        if mix == "copies":
            outlet = replace(outlet, copies=0.0 if number < count // 3 else 0.85, fault=0.15)
        elif mix == "hard":
            careless = number % 3 == 0
            outlet = replace(
                outlet, cuts=0.15 if careless else 0.02, vague=0.25, lag=0.25, old_total=0.25, copies=0.35, fault=0.3 if careless else 0.06
            )  # fmt: skip
        outlets.append(outlet)
    return tuple(outlets)


def rounded(value: Decimal, step: Decimal, how: str = ROUND_HALF_EVEN) -> Decimal:
    """The nearest multiple of a step, or the one before it (`how`: ROUND_DOWN)."""
    return (value / step).to_integral_value(how) * step
