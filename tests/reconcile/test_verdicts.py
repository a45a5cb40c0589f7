"""What several reports of one thing are called. A row: who printed what and when; the verdict, the value, who dissents."""

from __future__ import annotations

import pytest
from desk import settle_one, settle_rows

RUNOFF_NIGHT = "2030-05-07"
NEXT_DAY = "2030-05-08"
JUNE = "2030-06-20"

CASES = [
    ("one paper", [("Courier", NEXT_DAY, "48.2 percent")], "single", 48.2, {}),
    ("same print", [("Courier", NEXT_DAY, "48.2 percent"), ("Ledger", NEXT_DAY, "48.2 percent")], "agree", 48.2, {}),
    ("rounded", [("Courier", NEXT_DAY, "48.2 percent"), ("Ledger", NEXT_DAY, "48 percent")], "compatible", 48.2, {}),
    (
        "three wordings",
        [
            ("Courier", NEXT_DAY, "48.2 percent"),
            ("Ledger", NEXT_DAY, "about 48 percent"),
            ("Herald", NEXT_DAY, "less than 50 percent"),
        ],
        "compatible",
        48.2,
        {},
    ),
    (
        "nearly",
        [("Courier", NEXT_DAY, "$7.6 million"), ("Ledger", NEXT_DAY, "nearly $8 million")],
        "compatible",
        7_600_000,
        {},
    ),
    (
        "52 and 53 disagree",
        [("Courier", NEXT_DAY, "52 percent"), ("Ledger", NEXT_DAY, "53 percent"), ("Herald", NEXT_DAY, "53 percent")],
        "conflict",
        53,
        {"Courier": None},
    ),
    (
        "a partial count",
        [("Courier", RUNOFF_NIGHT, "48.7 percent", {"counted": "71"}), ("Ledger", NEXT_DAY, "48.2 percent")],
        "superseded",
        48.2,
        {},
    ),
    (
        "two partial counts",
        [
            ("Courier", RUNOFF_NIGHT, "51.0 percent", {"counted": "30"}),
            ("Ledger", RUNOFF_NIGHT, "48.7 percent", {"counted": "71"}),
        ],
        "superseded",
        48.7,
        {},
    ),
    (
        "a count that went on",
        [
            ("Courier", NEXT_DAY, "48.7 percent"),
            ("Ledger", "2030-05-12", "48.2 percent"),
            ("Herald", "2030-05-12", "48.2 percent"),
        ],
        "superseded",
        48.2,
        {},
    ),
    (
        "the day of the vote is not the day of the count",
        [
            ("Courier", RUNOFF_NIGHT, "48.7 percent"),
            ("Ledger", NEXT_DAY, "48.7 percent"),
            ("Herald", "2030-05-20", "48.2 percent", {"as_of": RUNOFF_NIGHT}),
        ],
        "superseded",
        48.2,
        {},
    ),
    (
        "the papers of two mornings differ",
        [
            ("Courier", RUNOFF_NIGHT, "48.7 percent"),
            ("Ledger", RUNOFF_NIGHT, "48.7 percent"),
            ("Herald", NEXT_DAY, "47.2 percent"),
        ],
        "conflict",
        48.7,
        {"Herald": None},
    ),
    (
        "a final count is not counted on",
        [
            ("Courier", NEXT_DAY, "48.7 percent", {"status": "final"}),
            ("Ledger", NEXT_DAY, "48.7 percent", {"status": "final"}),
            ("Herald", "2030-05-20", "48.2 percent"),
        ],
        "conflict",
        48.7,
        {"Herald": None},
    ),
    (
        "a count moves by points, not by tens",
        [
            ("Courier", NEXT_DAY, "84.2 percent"),
            ("Ledger", "2030-05-12", "48.2 percent"),
            ("Herald", "2030-05-12", "48.2 percent"),
        ],
        "conflict",
        48.2,
        {"Courier": "transposed"},
    ),
    (
        "money grows",
        [("Courier", "2030-04-15", "$7.6 million"), ("Ledger", JUNE, "more than $21 million")],
        "superseded",
        21_000_000,
        {},
    ),
    (
        "money does not shrink",
        [
            ("Courier", "2030-04-15", "$7.6 million"),
            ("Herald", "2030-04-16", "$7.6 million"),
            ("Ledger", JUNE, "$5.1 million"),
        ],
        "conflict",
        7_600_000,
        {"Ledger": None},
    ),
    (
        "a day apart is the same filing",
        [
            ("Courier", "2030-04-15", "$7.6 million"),
            ("Herald", "2030-04-15", "$7.6 million"),
            ("Ledger", "2030-04-17", "$8.8 million"),
        ],
        "conflict",
        7_600_000,
        {"Ledger": None},
    ),
    (
        "million for billion",
        [("Courier", JUNE, "$14.2 million"), ("Ledger", JUNE, "$14.2 million"), ("Herald", JUNE, "$14.2 billion")],
        "conflict",
        14_200_000,
        {"Herald": "magnitude"},
    ),
    (
        "a later slip supersedes nothing",
        [
            ("Courier", "2030-04-15", "$7.6 million"),
            ("Ledger", "2030-04-15", "$7.6 million"),
            ("Herald", JUNE, "$7.6 billion"),
        ],
        "conflict",
        7_600_000,
        {"Herald": "magnitude"},
    ),
    (
        "digits exchanged",
        [
            ("Courier", NEXT_DAY, "52.4 percent"),
            ("Ledger", NEXT_DAY, "52.4 percent"),
            ("Herald", NEXT_DAY, "54.2 percent"),
        ],
        "conflict",
        52.4,
        {"Herald": "transposed"},
    ),
    (
        "cut off instead of rounded",
        [
            ("Courier", NEXT_DAY, "48.9 percent"),
            ("Ledger", NEXT_DAY, "48.9 percent"),
            ("Herald", NEXT_DAY, "48 percent"),
        ],
        "compatible",
        48.9,
        {"Herald": "truncated"},
    ),
    (
        "an early count printed again days later",
        [
            ("Courier", RUNOFF_NIGHT, "48.7 percent", {"counted": "71"}),
            ("Ledger", NEXT_DAY, "48.2 percent"),
            ("Herald", NEXT_DAY, "48.2 percent"),
            ("Gazette", JUNE, "48.7 percent"),
        ],
        "superseded",
        48.2,
        {"Gazette": "stale"},
    ),
    (
        "written-out zeros are a rounding",
        [("Courier", JUNE, "$7,600,000"), ("Ledger", JUNE, "$7,612,450")],
        "compatible",
        7_612_450,
        {},
    ),
    ("a price is none", [("Courier", JUNE, "$1,200"), ("Ledger", JUNE, "$1,250")], "conflict", 1_200, {"Ledger": None}),
    (
        "nobody prints what all allow",
        [("Courier", NEXT_DAY, "about 50 percent"), ("Ledger", NEXT_DAY, "about 47 percent")],
        "compatible",
        None,
        {},
    ),
]


@pytest.mark.parametrize(
    ("rows", "verdict", "value", "dissenters"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_verdict(rows, verdict, value, dissenters):
    settled, outlet_of = settle_one(rows)
    assert settled.verdict == verdict
    assert (None if settled.value is None else float(settled.value)) == value
    assert {outlet_of[d.claim]: d.suspicion for d in settled.dissenting} == dissenters


def test_the_number_of_a_rival_is_named():
    outcome, outlet_of = settle_rows(
        [
            ("Courier", NEXT_DAY, "52.4 percent"),
            ("Ledger", NEXT_DAY, "52.4 percent"),
            ("Herald", NEXT_DAY, "46.9 percent"),
            ("Beacon", NEXT_DAY, "46.9 percent", {"subject": "Carl Moss"}),
            ("Tribune", NEXT_DAY, "46.9 percent", {"subject": "Carl Moss"}),
        ]
    )
    (quill,) = (r for r in outcome.reconciliations if r.subject == "Dana Quill")
    assert [(outlet_of[d.claim], d.suspicion) for d in quill.dissenting] == [("Herald", "swapped")]


WITNESSES = [
    ("a wire story in three papers", [{"words": WIRE} for WIRE in ["{} " + "the count went on all night in every ward of the city and nobody slept until the last box was in " * 2] * 3], 1),
    ("three reporters", [{}, {}, {}], 3),
    ("three papers that cite one", [{"cited": "the Election Board"}] * 3, 1),
    ("one that cites another", [{}, {"cited": "the Courier"}, {}], 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "witnesses"), [case[1:] for case in WITNESSES], ids=[case[0] for case in WITNESSES]
)
def test_independent_sources(options, witnesses):
    outlets = ["Courier", "Ledger", "Herald"]
    settled, _ = settle_one(
        [(outlet, NEXT_DAY, "48.2 percent", option) for outlet, option in zip(outlets, options, strict=True)]
    )
    assert settled.independent_sources == witnesses
    assert settled.verdict == ("single" if witnesses == 1 else "agree")


def test_copies_do_not_outvote_two_reporters():
    wire = "{} was the share counted for her when the last of the boxes came in from the hills, officials said on Wednesday morning"
    settled, _ = settle_one(
        [(f"Paper {n}", NEXT_DAY, "48.8 percent", {"words": f"Paper {n}. " + wire}) for n in range(5)]
        + [("Courier", NEXT_DAY, "48.2 percent"), ("Ledger", NEXT_DAY, "48.2 percent")]
    )
    assert float(settled.value) == 48.2
    assert settled.independent_sources == 3


SENTENCES = [
    ([("Courier", NEXT_DAY, "48.2 percent")], "Only Courier reports 48.2 percent."),
    (
        [("Courier", NEXT_DAY, "48.2 percent"), ("Ledger", NEXT_DAY, "about 48 percent")],
        "Courier prints 48.2 percent, and about 48 percent (Ledger) agrees with that.",
    ),
    (
        [("Courier", RUNOFF_NIGHT, "48.7 percent", {"counted": "71"}), ("Ledger", NEXT_DAY, "48.2 percent")],
        "Ledger prints 48.2 percent; Courier prints 48.7 percent, an earlier count with 71 percent in.",
    ),
    (
        [("Courier", JUNE, "$14.2 million"), ("Ledger", JUNE, "$14.2 million"), ("Herald", JUNE, "$14.2 billion")],
        "Courier and Ledger print $14.2 million; Herald prints $14.2 billion, the same digits at another size.",
    ),
]


@pytest.mark.parametrize(("rows", "sentence"), SENTENCES)
def test_explanation(rows, sentence):
    assert settle_one(rows)[0].explanation == sentence
