"""Who is accused of a slip, and who is not."""

from __future__ import annotations

import pytest
from desk import CONTEST, settle_rows

from extractor.records import Contest

DAY = "2030-05-08"
BIRCH = Contest(
    key="mayor/birch/2030/general", label="Birch mayoral election 2030", office="Mayor", place="Birch", date="2030"
)
MOSS = {"subject": "Carl Moss"}
RIVALS = [("Beacon", DAY, "46.9 percent", MOSS), ("Tribune", DAY, "46.9 percent", MOSS)]

# Rows on Dana Quill beside those on her rival, and what the dissenters are suspected of.
CASES = [
    (
        "two against one that has the rival's number",
        [("Courier", DAY, "52.4 percent"), ("Ledger", DAY, "52.4 percent"), ("Herald", DAY, "46.9 percent")],
        {"Herald": "swapped"},
    ),
    (
        "one against one: either may have slipped",
        [("Courier", DAY, "52.4 percent"), ("Herald", DAY, "46.9 percent")],
        {"Courier": None},
    ),
    (
        "a step from its own number",
        [("Courier", DAY, "46.8 percent"), ("Ledger", DAY, "46.8 percent"), ("Herald", DAY, "46.9 percent")],
        {"Herald": None},
    ),
]


@pytest.mark.parametrize(("rows", "suspected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_slips(rows, suspected):
    outcome, outlet_of = settle_rows([*rows, *RIVALS])
    (own,) = [r for r in outcome.reconciliations if r.subject == "Dana Quill"]
    assert {outlet_of[d.claim]: d.suspicion for d in own.dissenting} == suspected


def test_a_rival_whose_own_figure_is_in_doubt_names_no_swap():
    outcome, _ = settle_rows(
        [
            ("Courier", DAY, "52.4 percent"),
            ("Ledger", DAY, "52.4 percent"),
            ("Herald", DAY, "46.9 percent"),
            ("Beacon", DAY, "46.9 percent", MOSS),
            ("Tribune", DAY, "41.3 percent", MOSS),
        ]
    )
    (own,) = [r for r in outcome.reconciliations if r.subject == "Dana Quill"]
    assert own.value is not None
    assert [d.suspicion for d in own.dissenting] == [None]


MILLIONS = [
    (
        "other sums of the contest tell millions from billions",
        [
            ("Courier", DAY, "$7.6 million"),
            ("Herald", DAY, "$7.6 billion"),
            ("Courier", DAY, "$5.1 million", MOSS),
            ("Ledger", DAY, "$5.1 million", MOSS),
        ],
    ),
    (
        "where they are as doubtful, other sums of the batch do",
        [
            ("Courier", DAY, "$7.6 million"),
            ("Herald", DAY, "$7.6 billion"),
            ("Courier", DAY, "$5.1 million", MOSS),
            ("Herald", DAY, "$5.1 billion", MOSS),
            ("Ledger", DAY, "$2.2 million", {"subject": "Ida Penn", "contest": BIRCH}),
            ("Ledger", DAY, "$1.4 million", {"subject": "Otto Vale", "contest": BIRCH}),
            ("Ledger", DAY, "$3.9 million", {"subject": "Rosa Lind", "contest": BIRCH}),
        ],
    ),
]


@pytest.mark.parametrize("rows", [row[1] for row in MILLIONS], ids=[row[0] for row in MILLIONS])
def test_magnitude(rows):
    outcome, outlet_of = settle_rows(rows)
    (own,) = [r for r in outcome.reconciliations if r.subject == "Dana Quill"]
    assert own.value == 7_600_000
    assert {outlet_of[d.claim]: d.suspicion for d in own.dissenting} == {"Herald": "magnitude"}
    assert own.contest == CONTEST.label
