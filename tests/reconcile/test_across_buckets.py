"""What passes from one question to another passes from bucket to bucket too: sums, checks, rivals, copies, candidates, official rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from desk import CONTEST, article, figure

from extractor.reconcile import ReferenceRow, make_claims
from extractor.reconcile.batch import settle_batch
from extractor.reconcile.readings import reading_of
from extractor.records import Candidate, Ratio, Span

QUILL, MOSS = "Dana Quill", "Carl Moss"
DAY, EVE = "2030-05-08", "2030-05-07"
# Outlet, day, figure, whose, measure. What joins it to another question stands behind it.
PRINTED = [
    ("Courier", DAY, "52.1 percent", QUILL, None),
    ("Ledger", DAY, "52.1 percent", QUILL, None),
    ("Beacon", DAY, "47.9 percent", QUILL, None),  # the rival's
    ("Courier", DAY, "47.9 percent", MOSS, None),
    ("Ledger", DAY, "47.9 percent", MOSS, None),
    ("Gazette", DAY, "48 percent", "Labour", None),  # his party
    ("Herald", DAY, "47.9 percent", "Moss", None),  # his surname
    ("Courier", DAY, "4.2 points", QUILL, "margin"),
    ("Courier", EVE, "$7.6 million", QUILL, None),
    ("Star", EVE, "$9.1 million", MOSS, None),
    ("Courier", EVE, "$4.2 billion", MOSS, "spent"),  # one against one: only the other sums tell
    ("Ledger", EVE, "$4.2 million", MOSS, "spent"),
]  # fmt: skip
ROWS = [
    ReferenceRow("results.csv:2", QUILL, office="Mayor", district="Alder", election_date="2030", votes=521),
    ReferenceRow("results.csv:3", MOSS, office="Mayor", district="Alder", election_date="2030", votes=479),
]


def scene():
    """Articles, readings, ratios and candidates of one batch."""
    articles, figures = [], []
    for number, (outlet, day, printed, whose, measure) in enumerate(PRINTED):
        whole = article(outlet, day, printed, f"{outlet} has a text of its own, number {number}: {{}} for {whose}.")
        articles.append(whole)
        made = figure(whole, printed, subject=whose, measure=measure)
        figures.append(made if " " in whose else made.model_copy(update={"subject_id": None}))
    common = {"article_id": articles[8].id, "confidence": 0.9, "rule": "test"}
    span = Span(start=0, end=5, text=articles[8].text[:5])
    ratio = Ratio(id="r", span=span, factor=Decimal(2), qualifier="exact", left=figures[8].id, right=MOSS, measure="raised", **common)  # fmt: skip
    moss = Candidate(
        id="c", span=span, person_id="carl-moss", name=MOSS, party="Labour", contest_key=CONTEST.key, contest=CONTEST.label, **common
    )  # fmt: skip
    return articles, list(map(reading_of, make_claims(articles, figures, [CONTEST]))), [ratio], [moss]


@pytest.fixture(scope="module")
def whole():
    articles, readings, ratios, candidates = scene()
    return settle_batch(readings, articles, [CONTEST], (), ratios, ROWS, candidates)


@pytest.mark.parametrize("buckets", [2, 3, 5, 7, 16])
def test_the_same_in_any_number_of_buckets(whole, buckets):
    articles, readings, ratios, candidates = scene()
    records, told = settle_batch(readings, articles, [CONTEST], (), ratios, ROWS, candidates, buckets=buckets)
    assert [record.model_dump_json() for _, record in records] == [record.model_dump_json() for _, record in whole[0]]
    assert (told.voices, told.coverage) == (whole[1].voices, whole[1].coverage)
    assert len(told.closings) == buckets


def test_everything_passes_that_can(whole):
    record = {(r.subject, r.measure): r for _, r in whole[0]}
    quill, moss = record[QUILL, "vote_share"], record[MOSS, "vote_share"]
    assert len(moss.claims) == 4
    assert {check.kind for check in quill.checks} == {"shares", "margin"}
    assert [dissent.suspicion for dissent in quill.dissenting] == ["swapped"]
    assert quill.official == Decimal("52.1")
    assert [check.kind for check in record[QUILL, "raised"].checks] == ["ratio"]
    assert record[MOSS, "spent"].value == 4_200_000
