"""`extractor review` and `extractor decisions` on the command line."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from newsroom import make_run
from typer.testing import CliRunner

from extractor import decisions
from extractor.cli import Exit, app

shell = CliRunner()
MORNING = dt.datetime(2031, 11, 7, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def decided(run):
    """A run on which the first question was accepted."""

    def make(_history):
        found = decisions.read(run)
        pen = decisions.Pen("ann", MORNING, run.name, found.material, found.book)
        return [pen.accept(next(sheet for sheet in found.sheets() if sheet.settled.verdict == "confirmed"))]

    decisions.append(run, make)
    return run


def test_decisions_are_printed(decided):
    result = shell.invoke(app, ["decisions", str(decided), "--json"])
    assert result.exit_code == Exit.WELL
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (row["who"], row["action"], row["value"], row["taken_back"]) == ("ann", "accept", 52.3, False)
    assert row["question"] == "Alder mayoral election 2031 | Dana Quill | vote share | percent"


def test_decisions_are_carried_to_a_newer_run_and_changes_are_told(decided, tmp_path):
    newer = make_run(tmp_path / "newer", leave_out=("wire",))
    result = shell.invoke(app, ["decisions", str(newer), "--decided", str(decided), "--json"])
    assert result.exit_code == Exit.WELL
    assert "1 decisions" in result.stderr
    assert "changed since: Alder mayoral election 2031 | Dana Quill" in result.stderr
    assert "no longer there: Valley Wire, “53.2 percent”" in result.stderr
    again = shell.invoke(app, ["decisions", str(newer), "--decided", str(decided)])
    assert "0 decisions" in again.stderr


@pytest.mark.parametrize(
    "command", [["decisions"], ["report"], ["export", "--to", "csv", "-o", "{out}"]], ids=lambda c: c[0]
)
def test_lines_that_cannot_be_read_are_told(decided, tmp_path, command):
    with (decided / decisions.FILE).open("a") as file:
        file.write('{"half')
    name, *options = (part.replace("{out}", str(tmp_path / "out")) for part in command)
    result = shell.invoke(app, [name, str(decided), *options])
    assert result.exit_code == Exit.WELL
    assert "decisions.jsonl:2: the file ends inside this line" in result.stderr


WRONG = [
    (["decisions", "{run}", "--decided", "{run}/claims"], Exit.FAILED, "nothing was decided there"),
    (["decisions", "{run}/claims"], Exit.FAILED, "extractor run INPUT"),
    (["review", "{run}/claims"], Exit.FAILED, "extractor run INPUT"),
    (["review", "{run}", "--host", "192.0.2.1"], Exit.USAGE, "give a --token"),
    (["review", "{run}", "--token", "short"], Exit.USAGE, "at least 16"),
    (["review", "{run}", "--host", "nowhere.invalid", "--token", "0123456789abcdef"], Exit.FAILED, "cannot listen"),
    (["review", "{run}", "--reference", "nowhere.csv"], Exit.USAGE, "nowhere.csv"),
]


@pytest.mark.parametrize(("command", "code", "words"), WRONG, ids=[" ".join(row[0][2:]) or row[0][0] for row in WRONG])
def test_what_cannot_be_done_says_why(run, command, code, words):
    result = shell.invoke(app, [part.replace("{run}", str(run)) for part in command])
    assert result.exit_code == code
    assert words in result.stderr
