"""How well the bundled corpus is read and settled. A floor rises when the score does; it falls only by hand, with a reason."""

import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.evaluate import evaluate, summary

CORPUS = Path(__file__).parents[2] / "corpus"
# The gold that the floors were measured on; when it changes, measure again: extractor evaluate corpus/gold.jsonl RUN.
MEASURED_ON = "a39c1fc514e7804c"
# kind, share, floor
FLOORS = [
    ("percentages", "f1", 0.98),
    ("percentages", "strict", 0.77),
    ("money", "f1", 0.98),
    ("money", "strict", 0.68),
    ("dates", "f1", 0.98),
    ("dates", "strict", 0.93),
    ("candidates", "f1", 0.82),
    ("quotes", "f1", 0.83),
    ("quotes", "strict", 0.70),
    ("reconciliation", "coverage", 0.95),
    ("reconciliation", "f1", 0.94),
    ("reconciliation", "solved", 0.86),
]


def fingerprint():
    return hashlib.sha256(
        b"".join((CORPUS / name).read_bytes() for name in ("gold.jsonl", "reconcile.json"))
    ).hexdigest()[:16]


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("floors")
    for arguments in (
        ["run", str(CORPUS / "articles.jsonl"), "-o", str(folder / "run"), "--quiet"],
        ["export", str(folder / "run"), "--to", "jsonl", "-o", str(folder / "export")],
    ):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
    told = [summary(evaluate(CORPUS / name, folder / "export")) for name in ("gold.jsonl", "reconcile.json")]
    return told[0] | told[1]


@pytest.mark.parametrize(("kind", "share", "floor"), FLOORS)
def test_floor(scores, kind, share, floor):
    assert scores[kind][share] >= floor


def test_no_figure_is_said_to_contradict_another_that_does_not(scores):
    assert scores["reconciliation"]["false_conflicts"] == 0


def test_floors_were_measured_on_this_gold():
    assert fingerprint() == MEASURED_ON
