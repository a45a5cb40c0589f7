"""The report shows what people decided: the answer, who gave it, why, and what no longer counts."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from newsroom import make_run

from extractor import decisions
from extractor.present.report import write_report

MORNING = dt.datetime(2031, 11, 7, 9, 30, tzinfo=dt.UTC)


def decide(run, act):
    """Take one decision on the winner's share, the question that the official table confirms."""

    def make(_history):
        found = decisions.read(run)
        pen = decisions.Pen("ann <ann@echo.example>", MORNING, run.name, found.material, found.book)
        return [act(pen, winners_share(found), found.material)]

    decisions.append(run, make)


def winners_share(found):
    return max(
        (s for s in found.sheets() if s.settled.subject == "Dana Quill" and s.settled.measure == "vote_share"),
        key=lambda sheet: len(sheet.claims),
    )


def of_outlet(name):
    """The claim that this outlet made."""
    return lambda sheet, material: [c.id for c in material.claims(sheet.claims) if c.outlet == name]


def section(run):
    """The question in the report, as a reader sees it, its mark-up, and its row in the table."""
    page = write_report(run).read_text(encoding="utf-8")
    identity = winners_share(decisions.read(run)).id
    markup = re.search(rf'<section class="question" id="q-{identity}".*?</section>', page, re.DOTALL)[0]
    row = re.search(rf'<tr [^>]*data-for="q-{identity}".*?</tr>', page, re.DOTALL)[0]
    return words_of(markup), markup, words_of(row)


def words_of(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


wire = of_outlet("Valley Wire")
ACTS = [
    ("accept", lambda pen, s, m: pen.accept(s), ["accepted 52.3%", "Accepted: 52.3%"], "52.3% accepted"),
    ("override", lambda pen, s, m: pen.override(s, "52 to 52.5", "recount <under way>"), ["overridden 52% to 52.5%", "settled as 52.3%", "recount <under way>"], "52% to 52.5% overridden"),
    ("note", lambda pen, s, m: pen.note(s, "asked the clerk"), ["Noted asked the clerk"], "52.3%"),
    ("reject one", lambda pen, s, m: pen.reject(s, wire(s, m), "digits exchanged"), ["Record rejected: Valley Wire “53.2 percent” digits exchanged", "Rejected Valley Wire , 2031-11-06 · 53.2%"], "52.3%"),
    ("reject all", lambda pen, s, m: pen.reject(s, s.claims, "another election"), ["it has no answer", "Rejected"], "none rejected"),
    ("split", lambda pen, s, m: pen.split(s, wire(s, m), "first count"), ["Split: 1 of 4 records apart first count"], "52.3%"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "act", "told", "in_table"), ACTS, ids=[row[0] for row in ACTS])
def test_who_decided_what(run, what, act, told, in_table):
    assert "ann" not in section(run)[0]
    decide(run, act)
    words, markup, row = section(run)
    for expected in (*told, "ann <ann@echo.example>, 2031-11-07 09:30 UTC"):
        assert expected in words
    assert in_table in row
    assert "<ann@" not in markup
    assert "<under" not in markup
    assert ('class="decided"' in markup) == (what == "override")


def test_what_was_taken_back_is_not_told(run):
    decide(run, lambda pen, sheet, _: pen.override(sheet, "51", "a slip"))
    decide(run, lambda pen, sheet, _: pen.undo(decisions.last_standing(sheet)))
    words, markup, _ = section(run)
    assert "a slip" not in words
    assert 'class="ruling"' not in markup


def test_a_decision_whose_evidence_changed_or_is_gone_is_told(run, tmp_path):
    decide(run, lambda pen, sheet, _: pen.accept(sheet))
    fewer = make_run(tmp_path / "fewer", leave_out=("wire",))
    decisions.carry_over(run, fewer)
    assert "The evidence changed since: no longer there: Valley Wire, “53.2 percent”" in section(fewer)[0]
    other = make_run(tmp_path / "other", leave_out=("echo", "courier", "wire", "hostile", "gazette", "sheet"))
    decisions.carry_over(run, other)
    page = words_of(write_report(other).read_text(encoding="utf-8"))
    assert "Decisions whose evidence this run does not hold:" in page
    assert "Accepted: 52.3% ann <ann@echo.example>" in page
