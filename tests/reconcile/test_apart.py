"""An article does not contradict itself. A row: what each article prints; the questions that come of it."""

from __future__ import annotations

import pytest
from desk import CONTEST, article, figure, settle_rows

from extractor.reconcile import reconcile

CASES = [
    ("one figure in each", [["48.2 percent"], ["48.4 percent"]], [["48.2", "48.4"]]),
    ("two counts of one article", [["38.6 percent", "49.1 percent"]], [["38.6"], ["49.1"]]),
    (
        "others go with the one they meet",
        [["38.6 percent", "49.1 percent"], ["about 39 percent"], ["49.1 percent"]],
        [["38.6", "39"], ["49.1", "49.1"]],
    ),
    ("a figure and a wording it fits", [["48.2 percent", "about 48 percent"]], [["48", "48.2"]]),
    ("a figure and what it fell short of", [["48.2 percent", "more than 50 percent"], ["48.2 percent"]], [["48.2", "48.2"], ["50"]]),
    ("a slip of its own is a slip", [["$7.6 million", "$7.6 billion"]], [["7600000", "7600000000"]]),
]  # fmt: skip


DAYS = [
    ("two days", [("2030-05-08", "48.2 percent"), ("2030-05-12", "48.7 percent")], [["48.2", "48.7"]]),
    ("a primary and an election", [("2030-06-05", "33.5 percent"), ("2030-11-06", "45.4 percent")], [["33.5"], ["45.4"]]),
    ("two that clash in each", [("2030-06-05", "33.5 percent"), ("2030-06-05", "35.3 percent"), ("2030-11-06", "45.4 percent")], [["33.5", "35.3"], ["45.4"]]),
    ("the old figure told again", [("2030-06-05", "33.5 percent"), ("2030-11-06", "33.5 percent")], [["33.5", "33.5"]]),
    ("money may wait", [("2030-06-05", "$9 million"), ("2030-11-06", "$5 million")], [["5000000", "9000000"]]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "questions"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_votes_months_apart(rows, questions):
    outcome, _ = settle_rows([(f"Paper {number}", day, printed) for number, (day, printed) in enumerate(rows)])
    value = {claim.id: claim.value for claim in outcome.claims}
    assert sorted(sorted(f"{value[c]:f}" for c in r.claims) for r in outcome.reconciliations) == sorted(questions)


@pytest.mark.parametrize(("articles", "questions"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_tell_apart(articles, questions):
    made, figures = [], []
    for number, printed in enumerate(articles):
        text = " and then ".join(f"{p} is what number {number} says" for p in printed)
        whole = article(f"Paper {number}", "2030-05-08", "", text.replace("{", "") + "{}")
        made.append(whole)
        figures.extend(figure(whole, p) for p in printed)
    outcome = reconcile(made, figures, [CONTEST])
    value = {claim.id: claim.value for claim in outcome.claims}
    assert sorted(sorted(f"{value[c]:f}" for c in r.claims) for r in outcome.reconciliations) == sorted(questions)
