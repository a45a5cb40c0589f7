"""Accuracy and speed of libraries that read percentages, money and dates, beside ours on the same texts.

    python benchmarks/peers.py DATA [--python PYTHON] [--only NAME ...]

DATA is a folder with `suites/*.jsonl`, their scorer `suites/score_suite.py`, and `gold/*_dev.gold.jsonl`. Where they are absent
there is nothing to measure, and the command says so. PYTHON is an interpreter in which the peers are installed, so that the
extractor's environment need not hold them; a peer it lacks is skipped. Each library runs in a process of its own
(`peer_adapters.py`).

A cell is value / F1: the share of expected items whose value (both ends of a date or a range) is right, and findings that overlap
an expected one. "articles" are annotated news articles, and the words a second are over these alone, processor time, imports
not counted. Annotations of articles follow our own conventions ("between X and Y" is one range), those of the suites do not.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from peer_adapters import NOT_INSTALLED, PEERS

ADAPTERS = Path(__file__).with_name("peer_adapters.py")
TASKS = {"percent": "percentages", "money": "money", "date": "dates"}
PATIENCE_SECONDS = 1800

Case = dict[str, Any]


def jsonl(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def article_cases(article: Case) -> list[Case]:
    """An annotated article as one case for each task, in the shape of the suites."""
    cases = []
    for task, kind in TASKS.items():
        expected = []
        for item in article.get(kind, []):
            if task == "percent" and item["unit"] != "percent":
                continue
            row = {"text": item["text"], "start": item["span"][0], "end": item["span"][1], "optional": item["optional"]}
            if task == "date":
                either = [{"start": a, "end": b} for a, b in item.get("range_any") or ()]
                row["values"] = [{"start": item["start"], "end": item["end"]}, *either]
            else:
                row |= (
                    {"value": item["value"]}
                    if item["value"] is not None
                    else {"low": item["low"], "high": item["high"]}
                )
                row["iso"] = item.get("currency")
            expected.append(row)
        cases.append({"suite": "articles", "task": task, "tags": [], "text": article["text"],
                      "reference_date": article["published"], "expected": expected})  # fmt: skip
    return cases


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_suite", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(name: str, python: str, cases: list[Case]) -> dict[str, Any] | None:
    """What a library finds in each case; None, with a word why, when it is not there."""
    texts = json.dumps({"texts": [[case["task"], case["text"], case.get("reference_date")] for case in cases]})
    command = [sys.executable if name == "extractor" else python, str(ADAPTERS), name]
    done = subprocess.run(command, input=texts, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    if done.returncode:
        why = "not installed" if done.returncode == NOT_INSTALLED else done.stderr.strip()[-300:]
        print(f"{name}: skipped, {why}", file=sys.stderr)
        return None
    print(done.stderr.strip()[-600:], file=sys.stderr)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def scores(scorer: ModuleType, cases: list[Case], answer: dict[str, Any]) -> dict[str, str]:
    """Suite and task → value / F1."""
    totals: dict[str, list[int]] = {}
    for case, found in zip(cases, answer["found"], strict=True):
        if found is None:
            continue
        counted = scorer.score_case(case, [row | {"task": case["task"]} for row in found])
        total = totals.setdefault(f"{case['suite']}, {case['task']}", [0, 0, 0, 0])
        for index, column in enumerate(("exp", "pred", "hit", "val")):
            total[index] += counted[column]
    return {
        column: f"{100 * right / expected:.0f} / {200 * hit / (expected + given):.0f}"
        for column, (expected, given, hit, right) in totals.items()
        if expected
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--only", nargs="*", choices=list(PEERS), default=list(PEERS))
    arguments = parser.parse_args()
    data: Path = arguments.data
    scorer_path = data / "suites" / "score_suite.py"
    if not scorer_path.is_file():
        print(f"nothing to measure: {data} has no suites/score_suite.py")
        return 0
    scorer = load_scorer(scorer_path)
    suites = [
        case for path in sorted((data / "suites").glob("*.jsonl")) for case in jsonl(path) if case["task"] in TASKS
    ]
    articles = [article for path in sorted((data / "gold").glob("*_dev.gold.jsonl")) for article in jsonl(path)]
    cases = [case for article in articles for case in article_cases(article)]
    words = sum(len(article["text"].split()) for article in articles)
    columns: dict[str, dict[str, str]] = {}
    for name in arguments.only:
        on_suites, on_articles = run(name, arguments.python, suites), run(name, arguments.python, cases)
        if on_suites is None or on_articles is None:
            continue
        speed = {
            f"words/s, {task}": f"{words / max(seconds, 1e-9):,.0f}" for task, seconds in on_articles["seconds"].items()
        }
        columns[f"{name} {on_suites['version']}"] = (
            scores(scorer, suites, on_suites) | scores(scorer, cases, on_articles) | speed
        )
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    order = {task: index for index, task in enumerate(TASKS)}
    rows.sort(key=lambda row: (row.startswith("words/s"), order[row.rsplit(", ", 1)[1]], row))
    print(f"| value / F1 | {' | '.join(columns)} |")
    print("|---|" + "---|" * len(columns))
    for row in rows:
        print(f"| {row} | " + " | ".join(column.get(row, "-") for column in columns.values()) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
