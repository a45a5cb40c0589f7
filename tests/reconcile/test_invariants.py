"""What must hold of every batch, however it was written.

order           test_order_changes_no_byte
copies          test_an_exact_copy_changes_nothing
completeness    test_every_claim_in_exactly_one_reconciliation
wording         test_a_wider_wording_never_turns_agreement_into_conflict, test_about_never_turns_compatible_figures_into_a_conflict
bounds          test_value_inside_bounds_inside_every_supporting_range
buckets         test_any_number_of_buckets_gives_the_same_records
apart           test_contests_can_be_settled_apart, test_another_contest_of_other_outlets_changes_nothing
"""

from __future__ import annotations

import random
from decimal import Decimal

from desk import CONTEST, article, figure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.reconcile import make_claims, reconcile
from extractor.reconcile.answers import answer_all, contests_of
from extractor.reconcile.batch import settle_batch
from extractor.reconcile.hearing import bear_witness, hear_all, listen, understood
from extractor.reconcile.questions import group, merged, names_of, survey
from extractor.reconcile.readings import reading_of
from extractor.reconcile.rounds import file_away, joined
from extractor.records import Article, Contest

OUTLETS = [None, "Courier", "Ledger", "Herald", "Beacon", "Tribune", "Gazette"]
DAYS = [None, "2030-05-07", "2030-05-08", "2030-06-20"]
SHARES = ["48", "48.2", "48.25", "48.7", "49", "52", "84.2"]
SUMS = ["$7.6 million", "$7.6 billion", "$9 million", "$21 million", "$7,600,000", "$7,612,450"]
WORDINGS = ["", "", "", "about ", "nearly ", "more than ", "less than "]
SUBJECTS = ["Dana Quill", "Carl Moss"]
CITED = [None, None, None, "the Election Board", "the Courier"]
BIRCH = Contest(
    key="mayor/birch/2030/general", label="Birch mayoral election 2030", office="Mayor", place="Birch", date="2030"
)
# Elsewhere, of a poll, of the contest itself.
OF = [
    {},
    {},
    {},
    {},
    {"contest": BIRCH},
    {"contest": None},
    {"measure": "poll_share"},
    {"measure": "turnout", "subject": None},
]

shares = st.tuples(
    st.sampled_from(WORDINGS), st.sampled_from(SHARES), st.sampled_from([None, None, "30", "84"])
).map(lambda parts: (f"{parts[0]}{parts[1]} percent", {"counted": parts[2]}))  # fmt: skip
sums = st.tuples(st.sampled_from(WORDINGS), st.sampled_from(SUMS)).map(lambda parts: ("".join(parts), {}))
row = st.tuples(
    st.sampled_from(OUTLETS),
    st.sampled_from(DAYS),
    st.one_of(shares, sums),
    st.sampled_from(SUBJECTS),
    st.sampled_from(CITED),
    st.sampled_from(OF),
)
batches = st.lists(row, min_size=1, max_size=9)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(rows):
    """Articles and figures of a batch; the number of the row makes each article its own text."""
    articles, figures = [], []
    for number, (outlet, day, (printed, options), subject, cited, of) in enumerate(rows):
        options = {"subject": subject, **options, **of}
        if "$" in printed and of:
            options |= {"measure": "raised", "subject": subject}
        whole = article(
            outlet or "",
            day,
            printed,
            f"Number {number} of {outlet}. {{}} for {subject}, it writes in words of its own, {number}.",
        )
        articles.append(whole)
        figures.append(figure(whole, printed, cited=cited, **options))
    return articles, figures


def settled(articles, figures):
    return reconcile(articles, figures, [CONTEST, BIRCH])


def answers(outcome):
    """Verdict, value and confidence of each question, in order."""
    return sorted(
        (r.key, r.verdict, r.value if r.value is not None else Decimal(-1), r.confidence, r.independent_sources)
        for r in outcome.reconciliations
    )


@quick
@given(batches, st.integers(0, 2**16))
def test_order_changes_no_byte(rows, seed):
    articles, figures = made(rows)
    first = settled(articles, figures)
    random.Random(seed).shuffle(articles)
    random.Random(seed + 1).shuffle(figures)
    again = settled(articles, figures)
    assert [r.model_dump_json() for r in first.reconciliations] == [r.model_dump_json() for r in again.reconciliations]
    assert [c.model_dump_json() for c in first.claims] == [c.model_dump_json() for c in again.claims]
    assert first.timelines == again.timelines


@quick
@given(batches, st.integers(0, 8), st.sampled_from(["000", "zzz"]))
def test_an_exact_copy_changes_nothing(rows, which, name):
    articles, figures = made(rows)
    before = answers(settled(articles, figures))
    one = articles[which % len(articles)]
    copy = Article(**{**one.model_dump(), "id": name})
    copied = [
        f.model_copy(update={"id": name + f.id, "article_id": name}) for f in figures if f.article_id == one.id
    ]  # fmt: skip
    assert answers(settled([*articles, copy], [*figures, *copied])) == before


@quick
@given(batches)
def test_every_claim_in_exactly_one_reconciliation(rows):
    outcome = settled(*made(rows))
    told = sorted(claim for r in outcome.reconciliations for claim in r.claims)
    assert told == sorted(claim.id for claim in outcome.claims)
    assert len(outcome.claims) == len(rows)


@quick
@given(batches)
def test_value_inside_bounds_inside_every_supporting_range(rows):
    outcome = settled(*made(rows))
    reading = {claim.id: reading_of(claim) for claim in outcome.claims}
    for r in outcome.reconciliations:
        low, high = r.bounds.low, r.bounds.high
        assert r.value is None or ((low is None or low <= r.value) and (high is None or r.value <= high))
        for claim in r.supporting:
            theirs = reading[claim]
            assert theirs.low is None or (low is not None and low >= theirs.low)
            assert theirs.high is None or (high is not None and high <= theirs.high)


@quick
@given(
    st.sampled_from(SHARES),
    st.lists(st.tuples(st.sampled_from(OUTLETS), st.sampled_from(DAYS)), min_size=2, max_size=6, unique=True),
    st.integers(0, 5),
    st.sampled_from(["about ", "more than ", "nearly "]),
)
def test_a_wider_wording_never_turns_agreement_into_conflict(share, seen, which, wording):
    rows = [(outlet, day, (f"{share} percent", {}), "Dana Quill", None, {}) for outlet, day in seen]
    assert {r.verdict for r in settled(*made(rows)).reconciliations} <= {"agree", "single"}
    outlet, day, *_ = rows[which % len(rows)]
    rows[which % len(rows)] = (outlet, day, (f"{wording}{share} percent", {}), "Dana Quill", None, {})
    verdicts = {r.verdict for r in settled(*made(rows)).reconciliations}
    # "Nearly 48" says less than 48: it touches 47.5 to 48 and holds of the same share.
    assert "conflict" not in verdicts


@quick
@given(
    st.lists(
        st.tuples(st.sampled_from(OUTLETS), st.sampled_from(DAYS), st.sampled_from(["48", "48.2", "48.25"])),
        min_size=2, max_size=6,
    ),
    st.integers(0, 5),
)  # fmt: skip
def test_about_never_turns_compatible_figures_into_a_conflict(seen, which):
    rows = [(outlet, day, (f"{share} percent", {}), "Dana Quill", None, {}) for outlet, day, share in seen]
    before = {r.verdict for r in settled(*made(rows)).reconciliations}
    outlet, day, (printed, _), *rest = rows[which % len(rows)]
    rows[which % len(rows)] = (outlet, day, (f"about {printed}", {}), *rest)
    assert "conflict" in before or "conflict" not in {r.verdict for r in settled(*made(rows)).reconciliations}


@quick
@given(batches, st.integers(2, 12), st.integers(0, 2**16))
def test_any_number_of_buckets_gives_the_same_records(rows, buckets, seed):
    articles, figures = made(rows)
    readings = list(map(reading_of, make_claims(articles, figures, [CONTEST, BIRCH])))
    whole, told = settle_batch(readings, articles, [CONTEST, BIRCH])
    random.Random(seed).shuffle(readings)
    cut, told_apart = settle_batch(readings, articles[::-1], [CONTEST, BIRCH], buckets=buckets)
    assert [record.model_dump_json() for _, record in cut] == [record.model_dump_json() for _, record in whole]
    assert told_apart.voices == told.voices


@quick
@given(batches, st.integers(1, 5), st.integers(1, 4))
def test_parts_are_filed_apart_as_together(rows, size, buckets):
    articles, figures = made(rows)
    readings = list(map(reading_of, make_claims(articles, figures, [CONTEST, BIRCH])))
    parts = [articles[first : first + size] for first in range(0, len(articles), size)]
    of_part = [[r for r in readings if r.article in {article.id for article in part}] for part in parts]
    names = names_of(survey(readings), [CONTEST, BIRCH])
    assert names == names_of(merged(map(survey, of_part[::-1])), [CONTEST, BIRCH])
    filed = zip(
        *(file_away(some, part, names, buckets) for some, part in zip(of_part, parts, strict=True)), strict=True
    )
    whole = file_away(readings, articles, names, buckets)
    for pieces, bucket in zip(filed, whole, strict=True):
        assert sorted(joined(pieces).readings) == sorted(bucket.readings)
        assert joined(pieces).texts == bucket.texts


@quick
@given(batches)
def test_contests_can_be_settled_apart(rows):
    articles, figures = made(rows)
    questions = group(map(reading_of, make_claims(articles, figures, [CONTEST, BIRCH])), [CONTEST, BIRCH])
    heard = hear_all(questions, articles)
    company, voices = listen(lambda company: [bear_witness(heard, company)])
    heard = [understood(one, company) for one in heard]
    parts = {}
    for one in heard:
        parts.setdefault(tuple(contests_of(one.question)), []).append(one)
    apart = [settled for part in parts.values() for settled in answer_all(part, voices)]
    assert sorted(apart, key=lambda a: a.question.readings[0].id) == answer_all(heard, voices)


@quick
@given(batches, batches)
def test_another_contest_of_other_outlets_changes_nothing(rows, others):
    rows = [(*row[:5], {k: v for k, v in row[5].items() if k != "contest"}) for row in rows]
    elsewhere = [
        (f"Birch {outlet}", day, (printed.replace("$", "£"), options), f"{subject} of Birch", None, {"contest": BIRCH})
        for outlet, day, (printed, options), subject, _, _ in others
    ]
    articles, figures = made(rows)
    more, figures_of_more = made(elsewhere)
    alone = settled(articles, figures).reconciliations
    together = settled([*articles, *more], [*figures, *figures_of_more]).reconciliations
    assert [r for r in together if r.contest_key != BIRCH.key] == alone


@quick
@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_has_sources(text, outlet):
    whole = Article(id="a", text=text, outlet=outlet)
    assert reconcile([whole, Article(id="b", text=text)], []).reconciliations == []
