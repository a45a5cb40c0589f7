"""Would a test notice? One rule at a time is taken out of a copy of the code, and the tests are run until one fails.

    python benchmarks/mutation.py --rules 10 --seed 1

A rule is a condition of an `if` in the rooms, the linking or the reconciling (made never to hold), or a line of a word table
(left out). Prints a table: what was taken out, and the test that noticed; exit 1 when nothing did.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CODE = ("extractor/rooms", "extractor/linking", "extractor/reconcile", "extractor/text", "extractor/language")
TESTS = ("tests/rooms", "tests/linking", "tests/reconcile", "tests/text", "tests/language", "tests/corpus")
# Names, cities and ordinary words are public lists, not rules: no test can name each of their lines.
LISTS = {"first_names", "surnames", "words", "places", "cities", "nicknames", "brands", "countries"}
# What lies beside the code in a checkout and is no part of it.
LEFT_OUT = {
    ".git",
    ".venv",
    "venv",
    "runs",
    "site",
    "dist",
    "build",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}


class Rule(NamedTuple):
    """One rule: where it stands, what it says, and the file without it."""

    where: str
    says: str
    path: Path
    without: str


def conditions(path: Path) -> Iterator[Rule]:
    """Every `if` of a module, as the module in which it never holds."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.If) or "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        first, last = node.test, node.test
        start = sum(map(len, lines[: first.lineno - 1])) + len(
            lines[first.lineno - 1].encode()[: first.col_offset].decode()
        )
        end = sum(map(len, lines[: (last.end_lineno or 0) - 1])) + len(
            lines[(last.end_lineno or 0) - 1].encode()[: last.end_col_offset].decode()
        )
        # The condition is still worked out, so that what it binds is bound.
        never = f"(({source[start:end]}) and False)"
        yield Rule(
            f"{path.relative_to(ROOT)}:{node.lineno}",
            " ".join(ast.unparse(node.test).split())[:70],
            path.relative_to(ROOT),
            source[:start] + never + source[end:],
        )


def table_lines(path: Path) -> Iterator[Rule]:
    """Every line of a word table, as the table without it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            without = "".join(lines[:number] + lines[number + 1 :])
            yield Rule(f"{path.relative_to(ROOT)}:{number + 1}", line.strip()[:70], path.relative_to(ROOT), without)


def noticed(rule: Rule, tree: Path) -> str | None:
    """The first test that fails without the rule; None when all pass."""
    target = tree / rule.path
    whole = target.read_text(encoding="utf-8")
    target.write_text(rule.without, encoding="utf-8")
    try:
        return first_failure(tree)
    finally:
        target.write_text(whole, encoding="utf-8")


def first_failure(tree: Path) -> str | None:
    """The first test of a tree that fails; None when all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return failed[1] if failed else "does not start"


def main() -> int:
    """Run it; 1 when a rule went that nobody missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    rules = [rule for folder in CODE for path in sorted((ROOT / folder).rglob("*.py")) for rule in conditions(path)]
    tables = [path for path in sorted((ROOT / "extractor/data").glob("*.tsv")) if path.stem not in LISTS]
    # As many of the one as of the other.
    chosen = chance.sample(rules, options.rules - options.rules // 2)
    chosen += [chance.choice(list(table_lines(path))) for path in chance.sample(tables, options.rules // 2)]
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = (Path(folder) / "tree").resolve()
        shutil.copytree(
            ROOT, tree, ignore=lambda at, names: LEFT_OUT & set(names) if Path(at) == ROOT else {"__pycache__"}
        )
        if (broken := first_failure(tree)) is not None:
            print(f"the tests fail as they are: {broken}", file=sys.stderr)
            return 2
        for rule in chosen:
            test = noticed(rule, tree)
            missed += test is None
            print(f"{'noticed' if test else 'MISSED '}  {rule.where}  {rule.says}  {test or ''}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} noticed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
