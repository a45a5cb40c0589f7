"""Would a test notice? One rule at a time is taken out of a copy of the code, and the tests are run until one fails.

    python benchmarks/mutation.py --rules 40 --seed 1 --seed 2

A rule is the condition of an `if` (made never to hold), one part of a condition of several (left out), or a line of a word
table (left out). Chosen by chance, as many of each package as of the next. The tests that stand nearest to the rule run
first, then those of its package, then those of the packages that use it. Prints what was taken out and the test that
noticed, and how many of each kind were noticed; exit 1 when something went that nobody missed.

Words are tried faster by the dozen: of 641 lines of all tables left out a twelfth of each table at a time, the sentences of
611 fail (95 percent). Before words had sentences of their own, 2 of 9 were noticed, and 5 of 9 conditions. Twelve rules each of
seeds 11 and 12: 22 of 24 noticed, all words among them; the two conditions have tests now.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import os
import random
import re
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
# Each package with those that use it, whose tests may notice what its own do not; and the whole way through, at the end.
USED_BY = {
    "text": ("language", "rooms", "linking"),
    "language": ("rooms", "linking", "reconcile"),
    "rooms": ("vocabulary", "linking"),
    "linking": ("vocabulary", "reconcile"),
    "reconcile": ("vocabulary", "runs", "decisions"),
    "records": ("reconcile", "runs", "intake"),
    "intake": ("runs",),
    "runs": ("decisions", "present"),
    "evaluate": (),
    "decisions": ("present", "desk"),
    "present": ("desk",),
    "desk": (),
}
THE_WHOLE_WAY = ("tests/corpus", "tests/vocabulary")
# Names, places and ordinary words are public lists, not rules: no test can name each of their lines.
LISTS = {"first_names", "surnames", "words", "places"}
# A test that does not end without the rule has noticed.
PATIENCE_S = 600
# What lies beside the code in a checkout and is no part of it.
LEFT_OUT = {
    ".git", ".venv", "venv", "runs", "site", "dist", "build",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
}  # fmt: skip


class Rule(NamedTuple):
    """One rule: its kind, where it stands, what it says, and the file without it."""

    kind: str
    where: str
    says: str
    path: Path
    without: str


def rules_of(path: Path) -> Iterator[Rule]:
    """Every `if` of a module, as the module in which it never holds; and every part of an `and` or `or`, without that part."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    def changed(kind: str, node: ast.expr, put: str) -> Rule:
        start, end = offset(node.lineno, node.col_offset), offset(node.end_lineno or 0, node.end_col_offset or 0)
        says = " ".join(ast.unparse(node).split())[:80]
        without = source[:start] + put.replace("…", source[start:end]) + source[end:]
        return Rule(kind, f"{path.relative_to(ROOT)}:{node.lineno}", says, path.relative_to(ROOT), without)

    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            # The condition is still worked out, so that what it binds is bound.
            yield changed("condition", node.test, "((…) and False)")
        elif isinstance(node, ast.BoolOp):
            # "or 0" and "or None" give a value, they decide nothing; what binds a name cannot be left out.
            if any(isinstance(part, ast.Constant) for part in node.values) or ":=" in ast.unparse(node):
                continue
            whole = isinstance(node.op, ast.And)
            for part in node.values:
                yield changed("part", part, "True" if whole else "False")


def lines_of(path: Path) -> Iterator[Rule]:
    """Every line of a word table, as the table without it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            without = "".join(lines[:number] + lines[number + 1 :])
            where = f"{path.relative_to(ROOT)}:{number + 1}"
            yield Rule("word", where, line.strip()[:80], path.relative_to(ROOT), without)


def chosen(count: int, chance: random.Random) -> list[Rule]:
    """`count` rules: half of them lines of tables, the rest conditions and parts from one package after the other."""
    tables = [path for path in sorted((ROOT / "extractor/data").glob("*.tsv")) if path.stem not in LISTS]
    found = [chance.choice(list(lines_of(path))) for path in chance.sample(tables, min(count // 2, len(tables)))]
    packages = [
        [rule for path in sorted((ROOT / "extractor" / package).rglob("*.py")) for rule in rules_of(path)]
        for package in USED_BY
    ]
    chance.shuffle(packages)
    for number in range(count - len(found)):
        of_package = packages[number % len(packages)]
        kind = ("condition", "part")[number // len(packages) % 2]
        found.append(chance.choice([rule for rule in of_package if rule.kind == kind] or of_package))
    return found


def stages(rule: Rule) -> Iterator[list[str]]:
    """The tests to run for a rule, the nearest first; none twice."""
    seen: set[str] = set()
    for stage in _nearest_first(rule):
        there = [test for test in stage if test not in seen and (ROOT / test).exists()]
        seen.update(there)
        if there:
            yield there


def _nearest_first(rule: Rule) -> Iterator[list[str]]:
    if rule.kind == "word":
        yield ["tests/vocabulary"]
        yield ["tests/rooms", "tests/linking", "tests/language", "tests/reconcile"]
        return
    _, package, *inside = rule.path.with_suffix("").parts
    # tests/rooms/dates/test_named.py, tests/rooms/dates, tests/rooms/test_dates.py; and the examples in its docstrings
    nearest = [str(rule.path)]
    for depth in range(len(inside), 0, -1):
        folder = "/".join(("tests", package, *inside[: depth - 1]))
        nearest += [f"{folder}/test_{inside[depth - 1]}.py", f"{folder}/{inside[depth - 1]}"]
    yield nearest
    yield [f"tests/{package}"]
    yield [f"tests/{name}" for name in USED_BY.get(package, ())]
    yield list(THE_WHOLE_WAY)
    yield ["tests/test_cli.py"]


def noticed(rule: Rule, tree: Path) -> str | None:
    """The first test that fails without the rule; None when all pass."""
    target = tree / rule.path
    whole = target.read_text(encoding="utf-8")
    target.write_text(rule.without, encoding="utf-8")
    try:
        return next((test for tests in stages(rule) if (test := first_failure(tree, tests))), None)
    finally:
        target.write_text(whole, encoding="utf-8")


def first_failure(tree: Path, tests: list[str]) -> str | None:
    """The first of these tests of a tree that fails; None when all pass."""
    with tempfile.NamedTemporaryFile("w+", suffix=".txt") as told:
        # A copy of this process has what the tests import from elsewhere already; the code itself it imports anew.
        child = os.fork()
        if child == 0:
            os._exit(_run(tree, tests, told.fileno()))
        with contextlib.suppress(ProcessLookupError):
            signal.alarm(PATIENCE_S)
            try:
                _, status = os.waitpid(child, 0)
            except TimeoutError:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return "does not end"
            finally:
                signal.alarm(0)
        if os.waitstatus_to_exitcode(status) in (0, 5):  # all passed; none collected
            return None
        failed = re.search(
            r"^(?:FAILED|ERROR) (.+?)(?: - |$)", Path(told.name).read_text(encoding="utf-8"), re.MULTILINE
        )
    return failed[1] if failed else "does not start"


def _run(tree: Path, tests: list[str], output: int) -> int:
    os.setpgid(0, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    sys.dont_write_bytecode = True
    os.environ.update(PYTHONPATH=str(tree), PYTHONDONTWRITEBYTECODE="1")
    import pytest

    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests])
    sys.stdout.flush()
    return int(code)


def main() -> int:
    """Run it; 1 when a rule went that nobody missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int, default=10, help="how many for each seed")
    parser.add_argument("--seed", type=int, action="append", help="may be given more than once")
    options = parser.parse_args()

    def too_long(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, too_long)
    # What every run of the tests needs and no rule is part of.
    import dateparser  # noqa: F401
    import duckdb  # noqa: F401
    import hypothesis  # noqa: F401
    import spacy  # noqa: F401

    tally: Counter[tuple[str, bool]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        tree = (Path(folder) / "tree").resolve()
        shutil.copytree(
            ROOT, tree, ignore=lambda at, names: LEFT_OUT & set(names) if Path(at) == ROOT else {"__pycache__"}
        )
        for seed in options.seed or [1]:
            for rule in chosen(options.rules, random.Random(seed)):
                test = noticed(rule, tree)
                tally[rule.kind, test is not None] += 1
                print(f"{'noticed' if test else 'MISSED '}  {rule.where}  {rule.says}  {test or ''}", flush=True)
    for kind in ("condition", "part", "word"):
        print(f"{kind}: {tally[kind, True]} of {tally[kind, True] + tally[kind, False]} noticed")
    missed = sum(number for (_, seen), number in tally.items() if not seen)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
