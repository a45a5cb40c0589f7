"""A party that fills one seat is its candidate.   "Labour came third with 11.2 per cent" is Tim Roe's share, who stood for Labour

Only where exactly one of the contenders whom the batch knows for that vote stands for the party, and never in the vote of a whole
country, where a party is a party.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extractor.language.parties import canonical_party
from extractor.language.places import place_names
from extractor.reconcile.policy import OF_CONTENDERS
from extractor.reconcile.readings import Reading, folded
from extractor.records import Candidate, Contest


class Standing(NamedTuple):
    """Who stands: the id of the person, and the fullest name."""

    person: str
    name: str


_Seat = tuple[str, str]  # key of the contest, party


def who_stands(candidates: Iterable[Candidate], contests: Iterable[Contest]) -> dict[_Seat, Standing]:
    """(contest key, party) → its one candidate, for each vote that fills a seat."""
    seats = {contest.key for contest in contests if _fills_a_seat(contest)}
    found: dict[_Seat, dict[str, str]] = defaultdict(dict)
    for candidate in candidates:
        if candidate.party and candidate.contest_key in seats:
            names = found[candidate.contest_key, candidate.party]
            names[candidate.person_id] = max(
                (names.get(candidate.person_id, ""), candidate.name), key=lambda name: (len(name), name)
            )
    return {seat: Standing(*next(iter(names.items()))) for seat, names in sorted(found.items()) if len(names) == 1}


def _fills_a_seat(contest: Contest) -> bool:
    """Does one person win it? A vote for a parliament does in a constituency alone."""
    if contest.office not in (None, "Parliament", "Congress"):
        return True
    return contest.place is not None and folded(contest.place) not in place_names()


def as_candidates(readings: Iterable[Reading], standing: Mapping[_Seat, Standing]) -> Iterator[Reading]:
    """The readings, with shares of a party made those of its candidate."""
    for reading in readings:
        if reading.measure in OF_CONTENDERS and reading.contest and reading.subject == folded(reading.name):
            party = canonical_party(reading.name)
            who = standing.get((reading.contest, party)) if party else None
            if who is not None:
                reading = reading._replace(subject=who.person, name=who.name)
        yield reading
