"""The house: imports point one way, rooms do not know each other, the pipeline's order is sound."""

import ast
from pathlib import Path

import pytest

import extractor
from extractor.language.attributes import ATTRIBUTES
from extractor.language.pipeline import ROOMS, load_pipeline

PACKAGE = Path(extractor.__file__).parent
# What each folder may import, besides itself. Top-level modules are the shell.
MAY_IMPORT = {
    "records": set(),
    "data": set(),
    "text": set(),
    "language": {"records", "text"},
    "intake": {"records", "text", "language"},
    "rooms": {"records", "text", "language"},
    "linking": {"records", "text", "language", "rooms"},
    "reconcile": {"records", "text", "language"},
    "evaluate": {"records", "language"},
    "runs": {"records", "text", "language", "intake", "linking", "reconcile"},
    "decisions": {"records", "language", "reconcile", "runs"},
    "present": {"records", "intake", "language", "linking", "reconcile", "runs", "decisions"},
    "desk": {"records", "runs", "decisions", "present"},
}
# What stands under everything.
GROUND = {"version"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path):
    """Every `extractor.…` module that a file imports, whatever the depth of the statement."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("extractor"):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("extractor"))


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_imports_point_one_way(path):
    parts = path.relative_to(PACKAGE).parts
    if len(parts) == 1:
        return
    allowed = MAY_IMPORT[parts[0]] | {parts[0]}
    for module in imported(path):
        folder = module.split(".")[1] if "." in module else ""
        assert folder in allowed | GROUND, f"{parts[0]} must not import {module}"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent.name == "rooms" or p.parent.parent.name == "rooms"], ids=str
)
def test_rooms_do_not_know_each_other(path):
    own = path.relative_to(PACKAGE / "rooms").parts[0].removesuffix(".py")
    others = {module.split(".")[2] for module in imported(path) if module.startswith("extractor.rooms.")}
    assert others <= {own}


def test_the_order_of_the_rooms_is_sound():
    nlp = load_pipeline("none")
    assert tuple(nlp.pipe_names) == ROOMS
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_every_attribute_has_one_writer_and_the_writer_says_so():
    nlp = load_pipeline("none")
    for name, _, writer in ATTRIBUTES:
        if writer in ROOMS:
            assert f"doc._.{name}" in nlp.get_pipe_meta(writer).assigns, f"{writer} writes {name} without saying so"
