"""Arithmetic between figures of one contest. A row: what is printed; which check is made, and whether it holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from desk import CONTEST, article, figure

from extractor.reconcile import reconcile
from extractor.records import Bounds, Extent, Ratio, Scope, Span

QUILL, MOSS, LEE = "Dana Quill", "Carl Moss", "Ann Lee"
DAY = "2030-05-08"

FIGURES = [
    ("a margin that is the difference", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("5.5 points", QUILL)], [("margin", True), ("shares", True)]),
    ("a margin that is not", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("9 points", QUILL)], [("margin", False), ("shares", True)]),
    ("a rounded margin", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("more than 5 points", QUILL)], [("margin", True), ("shares", True)]),
    ("the margin of the loser", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("5.5 points", MOSS)], [("margin", True), ("shares", True)]),
    ("shares of three", [("52 percent", QUILL), ("46 percent", MOSS), ("2 percent", LEE)], [("shares", True)]),
    ("shares above the whole", [("52 percent", QUILL), ("46 percent", MOSS), ("12 percent", LEE)], [("shares", False)]),
    ("a bond issue on the same ballot", [("52 percent", QUILL), ("48 percent", MOSS), ("61 percent", "bond issue")], [("shares", False), ("shares", True)]),
    ("two ways to be everything", [("52 percent", QUILL), ("48 percent", MOSS), ("52 percent", LEE)], [("shares", False)]),
    ("within so many points, of whom is not told", [("52.4 percent", QUILL), ("46.9 percent", MOSS), ("at most 4 points", QUILL)], [("shares", True)]),
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
        factor=factor, difference=None if factor else 1, qualifier=qualifier, left=ends[0], right=ends[1], measure="raised",
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


OWN = [
    ("of its own article", "$6 million", "$2 million", 3, True),
    ("of its own article, and wrong", "$6 million", "$2 million", 5, False),
]


@pytest.mark.parametrize(("left", "right", "factor", "holds"), [row[1:] for row in OWN], ids=[row[0] for row in OWN])
def test_a_ratio_is_held_against_its_own_article_not_what_was_settled_later(left, right, factor, holds):
    early = article("Courier", DAY, f"{left} for one and {right} for the other")
    late = article("Ledger", "2030-07-20", "$14 million for one and $7 million for the other")
    figures = [figure(early, left, subject=QUILL), figure(early, right, subject=MOSS)]
    figures += [figure(late, "$14 million", subject=QUILL), figure(late, "$7 million", subject=MOSS)]
    outcome = reconcile([early, late], figures, [CONTEST], ratios=[ratio(early, figures, factor, "exact", 0, MOSS)])
    assert {check.holds for r in outcome.reconciliations for check in r.checks if check.kind == "ratio"} == {holds}
    assert sorted(float(r.value) for r in outcome.reconciliations) == [7e6, 14e6]


def test_a_ratio_without_a_sum_of_its_day_is_not_checked():
    early, late = article("Courier", DAY, "$6 million"), article("Ledger", "2030-07-20", "$7 million")
    figures = [figure(early, "$6 million", subject=QUILL), figure(late, "$7 million", subject=MOSS)]
    outcome = reconcile([early, late], figures, [CONTEST], ratios=[ratio(early, figures, 3, "exact", 0, MOSS)])
    assert not any(r.checks for r in outcome.reconciliations)


FROM = [("the stated change", "4 points", True), ("another change", "7 points", False)]


@pytest.mark.parametrize(("change", "holds"), [row[1:] for row in FROM], ids=[row[0] for row in FROM])
def test_a_rise_from_one_to_the_other(change, holds):
    whole = article("Courier", DAY, f"{change}, to 41 percent from 37 percent")
    parts = [
        figure(whole, change, measure="change", subject=None),
        figure(whole, "41 percent", measure="turnout", subject=None),
        figure(whole, "37 percent", measure="turnout", subject=None, as_of="2026-05-08"),
    ]
    stated = ratio(whole, parts, None, "exact", 1, 2).model_copy(
        update={"difference": Decimal(4), "sentence": Extent(start=0, end=len(whole.text))}
    )
    outcome = reconcile([whole], parts, [CONTEST], ratios=[stated])
    assert {check.holds for r in outcome.reconciliations for check in r.checks if check.kind == "change"} == {holds}


ROUNDS = [("short of it", "48.1 percent", True), ("above it", "51.3 percent", False)]


@pytest.mark.parametrize(("share", "holds"), [row[1:] for row in ROUNDS], ids=[row[0] for row in ROUNDS])
def test_nobody_wins_a_first_round_that_a_runoff_follows(share, holds):
    first, runoff = (
        CONTEST.model_copy(update={"key": f"mayor/alder/2030/{stage}", "stage": stage})
        for stage in ("first round", "runoff")
    )
    night, later = (
        article("Courier", DAY, f"{share} against the 50 percent needed"),
        article("Ledger", "2030-06-18", "52 percent"),
    )
    figures = [
        figure(night, share, contest=first),
        figure(night, "50 percent", measure="threshold", subject=None, contest=first),
        figure(later, "52 percent", contest=runoff),
    ]
    outcome = reconcile([night, later], figures, [first, runoff])
    assert {check.holds for r in outcome.reconciliations for check in r.checks if check.kind == "threshold"} == {holds}


@pytest.mark.parametrize(("stated", "checks"), [row[1:] for row in RATIOS], ids=[row[0] for row in RATIOS])
def test_ratios(stated, checks):
    found = {(check.kind, check.holds) for r in reconciled(MONEY, [stated]).reconciliations for check in r.checks}
    assert sorted(found) == checks


COUNTS = [
    ("votes that make the share", "51.3 percent", ("51.27", "51.38"), True),
    ("votes that make another", "53.1 percent", ("51.27", "51.38"), False),
    ("more than so many donors", "$1.9 million", ("1880000", None), True),
    ("more donors than the sum has room for", "$1.2 million", ("1880000", None), False),
]


def computed(whole, left, low, high):
    bounds = Bounds(low=low and Decimal(low), high=high and Decimal(high))
    return Ratio(
        id="c", article_id=whole.id, span=Span(start=0, end=5, text=whole.text[:5]), confidence=0.9, rule="relation.votes",
        computed=bounds, left=left,
    )  # fmt: skip


@pytest.mark.parametrize(("printed", "bounds", "holds"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS])
def test_what_the_numbers_around_a_figure_come_to(printed, bounds, holds):
    whole = article("Courier", DAY, printed)
    own = figure(whole, printed)
    outcome = reconcile([whole], [own], [CONTEST], ratios=[computed(whole, own.id, *bounds)])
    assert [(check.kind, check.holds) for r in outcome.reconciliations for check in r.checks] == [("count", holds)]


def test_an_early_count_is_not_held_against_the_final_one():
    night, later = article("Courier", DAY, "48.7 percent"), article("Ledger", "2030-05-09", "47.2 percent")
    figures = [figure(night, "48.7 percent", counted="71"), figure(later, "47.2 percent")]
    stated = [computed(night, figures[0].id, "48.65", "48.75"), computed(later, figures[1].id, "47.15", "47.25")]
    stated[1] = stated[1].model_copy(update={"id": "d"})
    outcome = reconcile([night, later], figures, [CONTEST], ratios=stated)
    assert [check.holds for r in outcome.reconciliations for check in r.checks] == [True]


def test_first_preferences_and_the_last_count_add_up_each_by_itself():
    first, last = (Scope(preferences=count) for count in ("first_preferences", "after_preferences"))
    rows = [("38.6 percent", QUILL, first), ("27.9 percent", MOSS, first), ("49.1 percent", QUILL, last), ("50.9 percent", MOSS, last)]  # fmt: skip
    papers = [article(f"Paper {number}", DAY, printed) for number, (printed, _, _) in enumerate(rows)]
    figures = [
        figure(paper, printed, subject=subject, scope=scope)
        for paper, (printed, subject, scope) in zip(papers, rows, strict=True)
    ]
    outcome = reconcile(papers, figures, [CONTEST])
    told = {check.detail.rsplit(":", 1)[1] for r in outcome.reconciliations for check in r.checks}
    assert told == {" together 66.5 percent, at most 100", " together 100 percent, at most 100"}
    assert all(check.holds for r in outcome.reconciliations for check in r.checks)


def test_the_lead_of_a_night_is_not_held_against_the_final_shares():
    rows = [("52.4 percent", QUILL, None), ("46.9 percent", MOSS, None), ("9 points", QUILL, "71")]
    papers = [article(f"Paper {number}", DAY, printed) for number, (printed, _, _) in enumerate(rows)]
    figures = [
        figure(paper, printed, subject=subject, counted=counted)
        for paper, (printed, subject, counted) in zip(papers, rows, strict=True)
    ]
    outcome = reconcile(papers, figures, [CONTEST])
    assert {check.kind for r in outcome.reconciliations for check in r.checks} == {"shares"}


def test_a_failed_check_lowers_confidence():
    rows = [("52.4 percent", QUILL), ("46.9 percent", MOSS)]
    sound, broken = (reconciled([*rows, (margin, QUILL)]) for margin in ("5.5 points", "9 points"))
    confidence = [next(r.confidence for r in o.reconciliations if r.measure == "margin") for o in (sound, broken)]
    assert confidence[0] > confidence[1]
