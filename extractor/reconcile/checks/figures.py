"""Settled questions as far as arithmetic needs them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from extractor.reconcile.explain import number
from extractor.reconcile.questions import Vote
from extractor.reconcile.ranges import Range
from extractor.reconcile.readings import Reading
from extractor.records import Check


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


Found = tuple[Check, list[str]]  # a check, and the questions it is a check of


def said(figure: Figure) -> str:
    """Its settled value in words."""
    return "unknown" if figure.value is None else number(figure.value, None, figure.unit)


def difference(upper: Range, lower: Range) -> Range:
    """What the first can be more than the second."""
    return (
        None if upper[0] is None or lower[1] is None else upper[0] - lower[1],
        None if upper[1] is None or lower[0] is None else upper[1] - lower[0],
    )
