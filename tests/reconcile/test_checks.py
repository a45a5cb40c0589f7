"""Arithmetic between figures of one contest. A row: what is printed; which check is made, and whether it holds."""

from __future__ import annotations

import pytest
from desk import CONTEST, article, figure

from extractor.reconcile import reconcile
from extractor.records import Ratio, Span

QUILL, MOSS, LEE = "Dana Quill", "Carl Moss", "Ann Lee"
DAY = "2030-05-08"

FIGURES = [
    ("a margin that is the difference", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("5.5 points", QUILL)], [("margin", True), ("shares", True)]),
    ("a margin that is not", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("9 points", QUILL)], [("margin", False), ("shares", True)]),
    ("a rounded margin", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("more than 5 points", QUILL)], [("margin", True), ("shares", True)]),
    ("the margin of the loser", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("5.5 points", MOSS)], [("margin", True), ("shares", True)]),
    ("shares of three", [("52 percent", QUILL), ("46 percent", MOSS), ("2 percent", LEE)], [("shares", True)]),
    ("shares above the whole", [("52 percent", QUILL), ("46 percent", MOSS), ("12 percent", LEE)], [("shares", False)]),
    ("rounded shares", [("34 percent", QUILL), ("33 percent", MOSS), ("34 percent", LEE)], [("shares", True)]),
    ("one share", [("52 percent", QUILL)], []),
]  # fmt: skip


def reconciled(rows, ratios=()):
    articles, figures = [], []
    for number, (printed, subject) in enumerate(rows):
        whole = article(f"Paper {number}", DAY, printed)
        articles.append(whole)
        figures.append(figure(whole, printed, subject=subject))
    return reconcile(articles, figures, [CONTEST], ratios=[ratio(articles[0], figures, *parts) for parts in ratios])


def ratio(whole, figures, factor, qualifier, left, right):
    ends = [figures[end].id if isinstance(end, int) else end for end in (left, right)]
    return Ratio(
        id="r", article_id=whole.id, span=Span(start=0, end=5, text=whole.text[:5]), confidence=0.9, rule="test",
        factor=factor, qualifier=qualifier, left=ends[0], right=ends[1], measure="raised",
    )  # fmt: skip


@pytest.mark.parametrize(("rows", "checks"), [row[1:] for row in FIGURES], ids=[row[0] for row in FIGURES])
def test_checks(rows, checks):
    found = {(check.kind, check.holds) for r in reconciled(rows).reconciliations for check in r.checks}
    assert sorted(found) == checks


MONEY = [("$21 million", QUILL), ("$4.2 million", MOSS)]
RATIOS = [
    ("5-to-1 of 23 and 4.5", (5, "exact", 0, 1), [("ratio", True)]),
    ("by name", (5, "exact", QUILL, "carl moss"), [("ratio", True)]),
    ("8-to-1", (8, "exact", 0, 1), [("ratio", False)]),
    ("more than quadruple", (4, "over", 0, 1), [("ratio", True)]),
    ("the other way round", (5, "exact", 1, 0), [("ratio", False)]),
    ("of somebody nobody knows", (5, "exact", 0, "Nora Hill"), []),
]


@pytest.mark.parametrize(("stated", "checks"), [row[1:] for row in RATIOS], ids=[row[0] for row in RATIOS])
def test_ratios(stated, checks):
    found = {(check.kind, check.holds) for r in reconciled(MONEY, [stated]).reconciliations for check in r.checks}
    assert sorted(found) == checks


def test_a_failed_check_lowers_confidence():
    rows = [("52.4 percent", QUILL), ("46.9 percent", MOSS)]
    sound, broken = (reconciled([*rows, (margin, QUILL)]) for margin in ("5.5 points", "9 points"))
    confidence = [next(r.confidence for r in o.reconciliations if r.measure == "margin") for o in (sound, broken)]
    assert confidence[0] > confidence[1]
