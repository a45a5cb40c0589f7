"""The scores on a terminal and as numbers."""

import json

import pytest
from rich.console import Console

from extractor.evaluate import evaluate, render, summary

SHARE = {"span": [0, 10], "text": "48 percent", "value": 48, "unit": "percent", "measure": "vote_share"}
GROUP = {"id": "lindqvist-share", "claims": [{"article": "a", "span": [0, 10]}], "verdict": "agree", "value": 48}


@pytest.fixture
def folder(tmp_path):
    gold = {"id": "a", "percentages": [SHARE], "dates": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    group = GROUP | {"claims": [*GROUP["claims"], {"article": "b", "span": [0, 10]}]}
    (tmp_path / "reconcile.json").write_text(json.dumps([group]), encoding="utf-8")
    for name in ("claims", "reconciliations"):
        (tmp_path / f"{name}.jsonl").write_text("", encoding="utf-8")
    return tmp_path


def printed(scores, errors, width=160):
    console = Console(width=width)
    with console.capture() as captured:
        console.print(render(scores, errors=errors))
    return captured.get()


# gold, how many errors are printed → what stands in the table, what does not
CASES = [
    ("gold.jsonl", 5, ("percentages", "dates", "strict", "missed", "48 percent"), ("reconciliation",)),
    ("gold.jsonl", 0, ("percentages", "dates", "strict"), ("missed", "48 percent")),
    ("reconcile.json", 5, ("reconciliation", "lindqvist-share", "false conflicts"), ("percentages",)),
    ("reconcile.json", 0, ("reconciliation", "false conflicts"), ("lindqvist-share",)),
]


@pytest.mark.parametrize(("gold", "errors", "there", "absent"), CASES)
def test_render(folder, gold, errors, there, absent):
    text = printed(evaluate(folder / gold, folder), errors)
    assert all(word in text for word in there)
    assert not any(word in text for word in absent)


def test_on_eighty_columns_no_name_is_cut(folder):
    gold = {"id": "a", **{kind: [] for kind in ("percentages", "money", "dates", "candidates", "quotes")}}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    text = printed(evaluate(folder / "gold.jsonl", folder), 0, width=80)
    assert all(word in text for word in ("percentages", "candidates", "measure", "subject", "strict"))
    assert "…" not in text


def test_summary_is_json(folder):
    told = json.loads(json.dumps(summary(evaluate(folder / "gold.jsonl", folder))))
    assert told["percentages"] == {
        **{"gold": 1, "found": 0, "precision": None, "recall": 0, "f1": 0},
        **{"value": None, "measure": None, "subject": None, "strict": 0},
    }
    assert summary(evaluate(folder / "reconcile.json", folder))["reconciliation"]["coverage"] == 0
