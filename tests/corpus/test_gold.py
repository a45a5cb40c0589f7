"""The bundled corpus holds together: articles, gold, expected groups and reference tables tell one story."""

import csv
import datetime as dt
import doctest
import importlib.util
import itertools
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from extractor.records.figures import MoneyMeasure, VoteMeasure
from extractor.records.people import Outcome
from extractor.records.quantity import Qualifier

CORPUS = Path(__file__).parents[2] / "corpus"


def load_builder():
    spec = importlib.util.spec_from_file_location("build_gold", CORPUS / "build_gold.py")
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up while they are made.
    sys.modules["build_gold"] = module
    spec.loader.exec_module(module)
    return module


builder = load_builder()


def rows(name):
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


ARTICLES = {row["id"]: row for row in rows("articles.jsonl")}
GOLD = {row["id"]: row for row in rows("gold.jsonl")}
GROUPS = json.loads((CORPUS / "reconcile.json").read_text(encoding="utf-8"))
MEASURES = {"percentages": set(VoteMeasure.__args__), "money": set(MoneyMeasure.__args__)}
QUALIFIERS = set(Qualifier.__args__)
each_article = pytest.mark.parametrize("gold", GOLD.values(), ids=GOLD)


def test_files_are_what_the_annotated_texts_say():
    for name, content in builder.build(CORPUS / "annotated").items():
        assert (CORPUS / name).read_text(encoding="utf-8") == content, (
            f"run python corpus/build_gold.py: {name} is older"
        )


def test_the_builder_keeps_its_examples():
    assert doctest.testmod(builder).failed == 0


def test_every_article_has_gold_and_an_id_of_its_own():
    assert list(ARTICLES) == list(GOLD)
    assert len(ARTICLES) == len(rows("articles.jsonl"))


def test_there_is_enough_of_it():
    contests = {row["contest"] for gold in GOLD.values() for row in gold["candidates"] if row["contest"]}
    assert len(ARTICLES) >= 41
    assert len(contests) >= 6


@each_article
def test_spans_hold_their_text(gold):
    text = ARTICLES[gold["id"]]["text"]
    assert gold["text"] == text
    for kind in ("percentages", "money", "dates"):
        for row in gold[kind]:
            start, end = row["span"]
            assert text[start:end] == row["text"] == row["text"].strip()
    for quote in gold["quotes"]:
        assert [text[start:end] for start, end in quote["contents"]] == quote["text"]


@each_article
def test_fields_take_known_values(gold):
    for kind, measures in MEASURES.items():
        for row in gold[kind]:
            assert {row["measure"], *row.get("measure_any", [])} <= measures
            assert {row["qualifier"], *row.get("qualifier_any", [])} <= QUALIFIERS
            assert row["optional"] or (row["value"] is not None) != (row["low"] is not None)
    assert {row["unit"] for row in gold["percentages"]} <= {"percent", "points"}
    assert {row.get("outcome") for row in gold["candidates"]} <= {None, *Outcome.__args__}
    assert {row["kind"] for row in gold["quotes"]} <= {"direct", "mixed", "indirect"}
    for row in gold["dates"]:
        assert dt.date.fromisoformat(row["start"]) <= dt.date.fromisoformat(row["end"])


@each_article
def test_no_figure_is_marked_twice(gold):
    for kind in ("percentages", "money", "dates"):
        places = sorted(tuple(row["span"]) for row in gold[kind])
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(places))


@each_article
def test_subjects_and_speakers_stand_in_the_article(gold):
    """A person is named as the article can name them; a group or role by words of the article."""
    # A canonical name may come from the rest of the batch, but its last word stands in the text or the title.
    text = plain(gold["text"] + " " + (ARTICLES[gold["id"]]["title"] or ""))
    named = [row["subject"] for kind in MEASURES for row in gold[kind] if not row["optional"]]
    speakers = [row["speaker"] for row in gold["quotes"] if not row["optional"]]
    for name in filter(None, named + speakers):
        assert plain(name).split()[-1] in text, name


def plain(text):
    """Lower case, without possessives and hyphens, which worn texts lose."""
    return text.lower().replace("’", "'").replace("'s", "").replace("-", " ")


def test_groups_point_at_gold_figures():
    for group in GROUPS:
        assert group["claims"], group["id"]
        for claim in group["claims"]:
            gold = GOLD[claim["article"]]
            kind = "money" if len(group["unit"]) == 3 and group["unit"].isupper() else "percentages"
            (figure,) = [row for row in gold[kind] if row["span"] == claim["span"]]
            assert figure["measure"] == group["measure"] or group["measure"] in figure.get("measure_any", []), (
                group["id"],
                claim,
            )
            assert figure.get("currency", figure.get("unit")) == group["unit"], (group["id"], claim)
            subjects = {figure["subject"], *figure.get("subject_any", [])}
            assert group["subject"] in subjects or None in subjects, (group["id"], claim)
    claims = Counter((claim["article"], *claim["span"]) for group in GROUPS for claim in group["claims"])
    assert set(claims.values()) == {1}


def test_a_settled_value_is_one_that_was_printed():
    for group in GROUPS:
        printed = {claim["value"] for claim in group["claims"]}
        assert group["value"] is None or group["value"] in printed, group["id"]


def test_official_shares_are_the_ones_the_groups_settle_on():
    """Where the table has the person and the contest's day, rounding the votes gives the settled share."""
    votes, totals = defaultdict(int), defaultdict(int)
    with (CORPUS / "official_results.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            contest = row["office"], row["district"], row["election_date"]
            votes[(*contest, row["candidate"])] += int(row["votes"])
            totals[contest] += int(row["votes"])
    shares = defaultdict(set)
    for (*contest, candidate), count in votes.items():
        shares[candidate].add(round(100 * count / totals[tuple(contest)], 1))
    # Groups of a whole contest; shares of a county, a booth or a year before have names of their own.
    covered = [group for group in GROUPS if "-share" in group["id"] and group["subject"] in shares]
    assert len(covered) >= 8
    for group in covered:
        assert group["value"] in shares[group["subject"]], group["id"]


def test_filings_add_up():
    with (CORPUS / "finance.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cents = {name: round(100 * float(row[name])) for name in ("receipts", "disbursements", "cash_on_hand")}
            assert cents["receipts"] - cents["disbursements"] == cents["cash_on_hand"], row
