"""Stated relations: factor or difference, qualifier, left and right side."""

from __future__ import annotations

from decimal import Decimal

import pytest
from linking_scenes import scene

from extractor.language.found import Relation
from extractor.linking.links import Linker
from extractor.linking.relations import find_relations


def times(factor: str, left: str | None, right: str | None, measure: str | None, qualifier: str = "exact") -> Relation:
    return Relation(factor=Decimal(factor), qualifier=qualifier, left=left, right=right, measure=measure)


W, K = "Dana Wexholm", "Ilse Korvane"
CASES = [
    ("Wexholm came up short despite outspending Korvane 6-to-1 in the race.", [times("6", W, K, "spent")]),
    ("Wexholm outraised Korvane by more than three to one.", [times("3", W, K, "raised", "over")]),
    (
        "Wexholm raised $6.2 million, nearly triple that of the nearest rival.",
        [times("3", "money:0", "the nearest rival", "raised", "nearly")],
    ),
    (
        "Wexholm raised $8 million, twice as much as Korvane, who raised $4 million.",
        [times("2", "money:0", "money:1", "raised")],
    ),
    ("Wexholm has doubled her spending to $2 million.", [times("2", "money:0", None, "spent")]),
    (
        "Wexholm is at 48 percent in the poll, up from 41 percent in March.",
        [Relation(difference=Decimal(7), left="percentages:0", right="percentages:1", measure="poll_share")],
    ),
    (
        "Support for Korvane in the poll stood at 39 percent, down from 44 percent in May.",
        [Relation(difference=Decimal(-5), left="percentages:0", right="percentages:1", measure="poll_share")],
    ),
    (
        "in may wexholm raised $6 million nearly triple that of the nearest rival she then left",
        [times("3", "money:0", "the nearest rival", "raised", "nearly")],
    ),
    # Nothing is compared here.
    ("The council voted 5-to-4.", []),
    ("Wexholm won by a double-digit margin.", []),
    ("Two to three percent of voters were undecided in the poll.", []),
    ("Polls are open from one to two.", []),
    ("It was a double standard, Korvane said.", []),
]


@pytest.mark.parametrize(("text", "relations"), CASES, ids=[text for text, _ in CASES])
def test_find_relations(text: str, relations: list[Relation]) -> None:
    doc = scene(text)
    doc._.links = Linker(doc).links()
    assert [found.value for found in find_relations(doc)] == relations
