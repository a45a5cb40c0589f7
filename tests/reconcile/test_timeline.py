"""How a figure moved, who was first, and who never corrected."""

from __future__ import annotations

from desk import settle_rows


def test_timeline():
    outcome, _ = settle_rows(
        [
            ("Courier", "2030-05-07", "48.7 percent", {"counted": "71"}),
            ("Ledger", "2030-05-08", "48.2 percent"),
            ("Courier", "2030-05-09", "48.2 percent"),
            ("Herald", "2030-05-10", "41.8 percent"),
        ]
    )
    (line,) = outcome.timelines
    assert [(step.outlet, step.printed, step.stance) for step in line.steps] == [
        ("Courier", "48.7 percent", "superseded"),
        ("Ledger", "48.2 percent", "supporting"),
        ("Courier", "48.2 percent", "supporting"),
        ("Herald", "41.8 percent", "dissenting"),
    ]
    assert line.first == "Ledger"
    assert line.never_corrected == ("Herald",)


def test_no_timeline_of_one_day():
    outcome, _ = settle_rows([("Courier", "2030-05-08", "48.2 percent"), ("Ledger", "2030-05-08", "48.2 percent")])
    assert outcome.timelines == []
