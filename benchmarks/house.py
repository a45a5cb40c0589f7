"""How the code reads in figures: lengths of functions and modules, what is typed, what is documented.

    python benchmarks/house.py [FOLDER ...] [--longest 15]

FOLDER is any tree of Python; without one it is `extractor`. A function's length is its lines from `def` to its last one, its
docstring left out; functions inside functions count for themselves as well. Typed is a function all of whose parameters
(`self` and `cls` aside) and whose answer carry a type; documented is a public class, function or method with a docstring.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

PACKAGE = Path(__file__).parent.parent / "extractor"
# Median, nine in ten, longest function of the codebases that ours takes as models, their tests left out, as published.
ANCHORS = {
    "eyecite": (16, 45, 224),
    "spaCy": (14, 47, 656),
    "nomenklatura": (7, 30, 132),
    "price-parser": (26, 77, 77),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Measured(NamedTuple):
    """One function: where it stands, its lines without the docstring, whether every parameter and the answer has a type."""

    place: str
    lines: int
    typed: bool


def functions(path: Path, tree: ast.Module) -> Iterator[Measured]:
    """Every function and method of a module, in no order."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield Measured(f"{path}:{node.lineno} {node.name}", lines_of(node), is_typed(node))


def lines_of(node: Function) -> int:
    """Lines from `def` to the last, without the docstring's."""
    first = node.body[0]
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if ast.get_docstring(node) is not None else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def is_typed(node: Function) -> bool:
    """Whether every parameter (`self` and `cls` aside) and the answer has a type."""
    given = node.args
    parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    own = {"self", "cls"}
    return node.returns is not None and all(each.annotation is not None for each in parameters if each.arg not in own)


def documented(path: Path, tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every public class, function and method outside functions, and whether it has a docstring; overloads count as one."""
    bodies: list[tuple[str, ast.Module | ast.ClassDef]] = [("", tree)]
    while bodies:
        prefix, body = bodies.pop()
        found: dict[str, tuple[int, bool]] = {}
        for node in body.body:
            if isinstance(node, (ast.ClassDef, *Function.__args__)) and not node.name.startswith("_"):
                # The last of several is the one that is run: the others say its types alone.
                found[node.name] = node.lineno, ast.get_docstring(node) is not None
                if isinstance(node, ast.ClassDef):
                    bodies.append((f"{prefix}{node.name}.", node))
        yield from ((f"{path}:{line} {prefix}{name}", holds) for name, (line, holds) in found.items())


def spread(lengths: Sequence[int]) -> tuple[int, int, int]:
    """Median, the length that nine in ten do not pass, and the longest."""
    tenths = quantiles(lengths, n=10, method="inclusive") if len(lengths) > 1 else [*lengths] * 9
    return round(tenths[4]), round(tenths[8]), max(lengths)


def share(holds: Sequence[bool]) -> str:
    return f"{sum(holds) / len(holds):.1%}" if holds else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[PACKAGE], metavar="FOLDER")
    parser.add_argument(
        "--longest", type=int, default=15, help="How many of the longest functions and modules are named."
    )
    arguments = parser.parse_args()

    console = Console(width=140)
    table = Table("tree", "modules", "median", "9 in 10", "longest", "functions", "median", "9 in 10", "longest", "typed", "documented",
                  box=SIMPLE_HEAD)  # fmt: skip
    named: list[tuple[int, str]] = []
    silent: list[str] = []
    for folder in arguments.folders:
        trees, modules, every = {}, [], []
        told: list[tuple[str, bool]] = []
        for path in sorted(folder.rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            trees[path] = ast.parse(text)
            modules.append((text.count("\n"), str(path.relative_to(folder))))
        for path, tree in trees.items():
            every += functions(path.relative_to(folder), tree)
            told += documented(path.relative_to(folder), tree)
        if not every:
            parser.error(f"{folder}: no function in any .py file; expected a tree of Python")
        lengths = map(
            str,
            (
                len(modules),
                *spread([lines for lines, _ in modules]),
                len(every),
                *spread([each.lines for each in every]),
            ),
        )
        table.add_row(folder.name, *lengths, share([each.typed for each in every]), share([holds for _, holds in told]))
        named += [*modules, *((each.lines, each.place) for each in every)]
        silent += [place for place, holds in told if not holds]
    for name, figures in ANCHORS.items():
        table.add_row(name, *[""] * 5, *map(str, figures), "", "")
    console.print(table)
    for title, picked in (
        ("modules", [n for n in named if ":" not in n[1]]),
        ("functions", [n for n in named if ":" in n[1]]),
    ):
        console.print(f"Longest {title}, in lines")
        for lines, place in sorted(picked, reverse=True)[: arguments.longest]:
            console.print(f"{lines:6}  {place}", highlight=False)
    if silent:
        console.print("Public, without a docstring")
        for place in silent:
            console.print(f"        {place}", highlight=False)


if __name__ == "__main__":
    main()
