"""A party that fills one seat is its candidate.   "Labour came third with 11.2 per cent" is Tim Roe's share, who stood for Labour

Only where exactly one of the contenders whom the batch knows for that vote stands for the party, and never in the vote of a whole
country, where a party is a party.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from extractor.language.places import place_names
from extractor.reconcile.readings import folded
from extractor.records import Candidate, Contest


class Standing(NamedTuple):
    """Who stands: the id of the person, and the fullest name."""

    person: str
    name: str


class Candidacy(NamedTuple):
    """One candidate of a party in a vote, as an article names them."""

    contest: str  # key
    party: str
    person: str
    name: str


Seat = tuple[str, str]  # key of the contest, party


def candidacies(candidates: Iterable[Candidate]) -> frozenset[Candidacy]:
    """What candidates' records say of contest and party; those that lack one of them say nothing."""
    return frozenset(
        Candidacy(one.contest_key, one.party, one.person_id, one.name)
        for one in candidates
        if one.party and one.contest_key
    )


def who_stands(candidates: Iterable[Candidacy], contests: Iterable[Contest]) -> dict[Seat, Standing]:
    """(contest key, party) → its one candidate, for each vote that fills a seat."""
    seats = {contest.key for contest in contests if _fills_a_seat(contest)}
    found: dict[Seat, dict[str, str]] = defaultdict(dict)
    for contest, party, person, name in candidates:
        if contest in seats:
            names = found[contest, party]
            names[person] = max((names.get(person, ""), name), key=lambda name: (len(name), name))
    return {seat: Standing(*next(iter(names.items()))) for seat, names in sorted(found.items()) if len(names) == 1}


def _fills_a_seat(contest: Contest) -> bool:
    """Does one person win it? A vote for a parliament does in a constituency alone."""
    if contest.office not in (None, "Parliament", "Congress"):
        return True
    return contest.place is not None and folded(contest.place) not in place_names()
