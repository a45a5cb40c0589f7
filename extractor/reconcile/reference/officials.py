"""What official tables say in figures: shares, margins and turnout computed from votes, totals of finance summaries."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.language.lexicon import load_map, load_words
from extractor.reconcile.readings import folded
from extractor.reconcile.reference.tables import ReferenceRow

# Field of a finance summary → measure.
_MONEY = {"raised": "raised", "spent": "spent", "cash": "cash_on_hand"}
# Shares are computed to so many places; articles print one or two.
_SHARE_PLACES = Decimal("0.0001")


class Official(NamedTuple):
    """One official figure."""

    measure: str
    unit: str
    value: Decimal
    subject: str  # "" of the contest itself
    party: str = ""
    opponent: str = ""  # of a margin
    office: str = ""
    district: str = ""
    state: str = ""
    place: str = ""  # a county, when it is not the whole contest
    stage: str = ""
    date: str = ""
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    where: str = ""
    leading: bool = False  # a margin between the first two


def official_figures(rows: Iterable[ReferenceRow]) -> list[Official]:
    """Every figure the rows give, in a fixed order: shares, margins and turnout of results; totals of finance summaries."""
    rows = list(rows)
    contests: dict[tuple[str, ...], list[ReferenceRow]] = defaultdict(list)
    found: list[Official] = []
    for row in rows:
        if row.votes is not None:
            contests[row.office, row.district, row.state, row.stage, row.election_date].append(row)
        for field, measure in _MONEY.items():
            value: Decimal | None = getattr(row, field)
            if value is not None and row.period_end:
                found.append(
                    Official(
                        measure, "USD", value, row.candidate, row.party, office=row.office, district=row.district, state=row.state,
                        period_start=row.period_start, period_end=row.period_end, where=row.where,
                    )
                )  # fmt: skip
    for contest in contests.values():
        counties = sorted({row.county for row in contest if row.county})
        found.extend(_results(contest, ""))
        if len(counties) > 1:
            for county in counties:
                found.extend(_results([row for row in contest if row.county == county], county))
    return sorted(found, key=repr)


def _results(rows: Sequence[ReferenceRow], place: str) -> Iterator[Official]:
    """Shares, margin and turnout of one contest in one place."""
    counted = list(_without_totals(rows))
    votes: dict[str, int] = defaultdict(int)
    party_of: dict[str, str] = {}
    pseudo: dict[str, int] = defaultdict(int)
    for row in counted:
        kind = load_map("reference_lines").get(re.sub(r"[^a-z]", "", row.candidate.casefold()))
        if kind is not None:
            pseudo[kind] += row.votes or 0
        else:
            votes[row.candidate] += row.votes or 0
            # A candidate whom several parties put up is known by the first of them.
            party_of.setdefault(row.candidate, row.party)
    first = rows[0]
    total = sum(votes.values()) + pseudo["others"]

    def official(
        measure: str, unit: str, value: Decimal, subject: str, opponent: str = "", *, leading: bool = False
    ) -> Official:
        return Official(
            measure, unit, value, subject, party_of.get(subject, ""), opponent, first.office, first.district, first.state, place,
            first.stage, first.election_date, where=first.where, leading=leading,
        )  # fmt: skip

    if total:
        for candidate, own in votes.items():
            yield official("vote_share", "percent", _percent(own, total), candidate)
        ranked = sorted(votes, key=lambda name: (-votes[name], name))
        if len(ranked) > 1:
            for candidate in ranked:
                rival = ranked[1] if candidate == ranked[0] else ranked[0]
                lead = _percent(abs(votes[candidate] - votes[rival]), total)
                yield official("margin", "points", lead, candidate, rival, leading=candidate in ranked[:2])
    if pseudo["registered"]:
        cast = pseudo["cast"] or total + pseudo["blank"]
        yield official("turnout", "percent", _percent(cast, pseudo["registered"]), "")


def _without_totals(rows: Sequence[ReferenceRow]) -> Iterator[ReferenceRow]:
    """The rows without those that add up others of the same county."""
    split = {row.county for row in rows if row.precinct and folded(row.precinct) not in load_words("reference_totals")}
    counties = {row.county for row in rows if row.county and folded(row.county) not in load_words("reference_totals")}
    for row in rows:
        if row.county in split and (not row.precinct or folded(row.precinct) in load_words("reference_totals")):
            continue
        if counties and (not row.county or folded(row.county) in load_words("reference_totals")):
            continue
        yield row


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100) * part / whole).quantize(_SHARE_PLACES)
