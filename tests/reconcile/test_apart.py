"""An article does not contradict itself. A row: what each article prints; the questions that come of it."""

from __future__ import annotations

import pytest
from desk import CONTEST, article, figure

from extractor.reconcile import reconcile

CASES = [
    ("one figure in each", [["48.1 percent"], ["48.3 percent"]], [["48.1", "48.3"]]),
    ("two counts of one article", [["38.6 percent", "49.1 percent"]], [["38.6"], ["49.1"]]),
    (
        "others go with the one they meet",
        [["38.6 percent", "49.1 percent"], ["about 39 percent"], ["49.1 percent"]],
        [["38.6", "39"], ["49.1", "49.1"]],
    ),
    ("a figure and a wording it fits", [["48.1 percent", "about 48 percent"]], [["48", "48.1"]]),
    ("a figure and what it fell short of", [["48.1 percent", "more than 50 percent"], ["48.1 percent"]], [["48.1", "48.1"], ["50"]]),
    ("a slip of its own is a slip", [["$8.3 million", "$8.3 billion"]], [["8300000", "8300000000"]]),
]  # fmt: skip


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
