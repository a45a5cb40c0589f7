"""The scores on a terminal."""

import json

from rich.console import Console

from extractor.evaluate import evaluate, render


def test_tables_name_kinds_groups_and_errors(tmp_path):
    gold = {
        "id": "a",
        "percentages": [
            {"span": [0, 10], "text": "48 percent", "value": 48, "unit": "percent", "measure": "vote_share"}
        ],
        "dates": [],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    group = {
        "id": "lindqvist-share",
        "claims": [{"article": "a", "span": [0, 10]}, {"article": "b", "span": [0, 10]}],
        "verdict": "agree",
        "value": 48,
    }
    (tmp_path / "reconcile.json").write_text(json.dumps([group]), encoding="utf-8")
    (tmp_path / "claims.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "reconciliations.jsonl").write_text("", encoding="utf-8")
    console = Console(width=200)
    with console.capture() as captured:
        console.print(render(evaluate(tmp_path, tmp_path), errors=5))
    for told in ("percentages", "dates", "missed", "48 percent", "reconciliation", "lindqvist-share", "B³ F1"):
        assert told in captured.get()


def test_without_errors_only_the_tables(tmp_path):
    gold = {"id": "a", "dates": [{"span": [0, 7], "text": "Tuesday", "start": "2031-04-08", "end": "2031-04-08"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    console = Console(width=120)
    with console.capture() as captured:
        console.print(render(evaluate(tmp_path / "gold.jsonl", tmp_path)))
    assert "Tuesday" not in captured.get()
    assert "dates" in captured.get()
