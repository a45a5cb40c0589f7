"""What newsrooms take away: settled figures with their evidence, reviews, annotations, a data package."""

import csv
import datetime as dt
import hashlib
import json

import pytest

from extractor import decisions
from extractor.present.claimreview import ACCURATE, INACCURATE, LONGEST_CLAIM, OUTDATED, Publisher, in_short
from extractor.present.export import export_run
from extractor.runs.batch import extract_batch
from extractor.runs.errors import RunError
from extractor.runs.settings import Settings
from extractor.runs.settle import settle_run

STORIES = [
    (
        "Harbour Echo",
        "2031-05-06",
        "Jane Roe had 47.1 percent of the vote with 60 percent of precincts reporting.",
        None,
    ),
    ("Tide", "2031-05-09", "Jane Roe won 48.2 percent of the vote, final results show.", "https://tide.example/final"),
    (
        "Ferry News",
        "2031-05-09",
        "Jane Roe won about 48 percent of the vote, final results show.",
        "javascript:alert(1)",
    ),
    ("Gull", "2031-05-09", "Jane Roe won 84.2 percent of the vote, final results show.", "https://gull.example/<b>"),
    ("=SUM(A1)", "2031-05-09", "Tom Poe won 31 percent of the vote, final results show.", None),
]
CHECKERS = Publisher("Harbour Check", "https://check.example/figures#top")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("newsroom")
    rows = [{"outlet": o, "published": p, "text": t, "url": u, "title": o} for o, p, t, u in STORIES]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    extract_batch(Settings(inputs=(str(folder / "in.jsonl"),), model="none"), folder / "run")
    settle_run(folder / "run")
    return folder / "run"


def question(run, subject):
    """The vote share of a person that most articles report on."""
    sheets = [
        s for s in decisions.read(run).sheets() if (s.settled.subject, s.settled.measure) == (subject, "vote_share")
    ]
    return max(sheets, key=lambda sheet: len(sheet.claims))


def decide(run, make):
    """One decision on the run, as a person at the desk takes it."""
    found = decisions.read(run)
    pen = decisions.Pen(who="ann", when=dt.datetime(2031, 5, 20, tzinfo=dt.UTC), run="run", material=found.material, book=found.book)  # fmt: skip
    decisions.append(run, lambda _: [make(pen)])


@pytest.fixture(scope="module")
def decided(run):
    """Jane Roe's share overridden; Tom Poe's left alone."""
    decide(run, lambda pen: pen.override(question(run, "Jane Roe"), "48.2", "certified on May 19"))
    return run


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_settled_figures_with_their_decisions_and_evidence(decided, tmp_path):
    export_run(decided, tmp_path, "csv")
    settled = {row["subject"]: row for row in rows_of(tmp_path / "settled.csv") if row["measure"] == "vote_share"}
    roe, poe = settled["Jane Roe"], settled["Tom Poe"]
    assert (roe["value"], roe["status"], roe["decided_by"], roe["reason"]) == (
        "48.2",
        "overridden",
        "ann",
        "certified on May 19",
    )
    assert (poe["value"], poe["status"], poe["decided_by"]) == ("31", "undecided", "")
    evidence = [row for row in rows_of(tmp_path / "evidence.csv") if row["question"] == roe["question"]]
    stances = {row["outlet"]: row["stance"] for row in evidence}
    assert stances == {
        "Harbour Echo": "superseded",
        "Tide": "supporting",
        "Ferry News": "supporting",
        "Gull": "dissenting",
    }
    texts = {outlet: text for outlet, _, text, _ in STORIES}
    for row in evidence:
        assert texts[row["outlet"]][int(row["start"]) : int(row["end"])] == row["printed"]
        assert row["printed"] in row["sentence"]
    assert [row["action"] for row in rows_of(tmp_path / "decisions.csv")] == ["override"]


def test_a_spreadsheet_runs_nothing_of_it(decided, tmp_path):
    export_run(decided, tmp_path, "csv")
    outlets = {row["outlet"] for row in rows_of(tmp_path / "evidence.csv")}
    assert "'=SUM(A1)" in outlets
    assert not any(
        cell.startswith(("=", "+", "@")) for row in rows_of(tmp_path / "evidence.csv") for cell in row.values()
    )


REQUIRED = {"@type", "url", "datePublished", "author", "claimReviewed", "reviewRating", "itemReviewed"}


def test_claim_reviews_of_what_was_decided(decided, tmp_path):
    counts = export_run(decided, tmp_path, "claimreview", CHECKERS)
    document = json.loads((tmp_path / "claimreview.jsonld").read_text(encoding="utf-8"))
    reviews = {review["itemReviewed"]["author"]["name"]: review for review in document["@graph"]}
    assert counts == {"claim reviews": 4}
    ratings = {outlet: review["reviewRating"]["alternateName"] for outlet, review in reviews.items()}
    assert ratings == {
        "Harbour Echo": OUTDATED.name,
        "Tide": ACCURATE.name,
        "Ferry News": ACCURATE.name,
        "Gull": INACCURATE.name,
    }
    for review in reviews.values():
        assert review.keys() >= REQUIRED
        assert len(review["claimReviewed"]) <= LONGEST_CLAIM
        assert review["url"].startswith("https://check.example/figures#q-")
        assert 1 <= review["reviewRating"]["ratingValue"] <= 5
    assert reviews["Tide"]["itemReviewed"]["appearance"] == [
        {"@type": "CreativeWork", "url": "https://tide.example/final"}
    ]
    assert "appearance" not in reviews["Ferry News"]["itemReviewed"], "a script is no address"


@pytest.mark.parametrize("publisher", [None, Publisher("", ""), Publisher("Harbour Check", "javascript:alert(1)")])
def test_a_review_names_its_author_and_page(decided, tmp_path, publisher):
    with pytest.raises(RunError, match="--publisher"):
        export_run(decided, tmp_path, "claimreview", publisher)


CLAIMS = [
    ("Jane Roe: vote share", "48.2%", 75, "Jane Roe: vote share 48.2%"),
    ("Jane Roe: vote share against a long list of rivals", "about 48%", 36, "Jane Roe: vote share… about 48%"),
    ("Roe" * 20, "48%", 20, "RoeRoeRoeRoeRoe… 48%"),
    ("Jane Roe: raised", "x" * 90, 20, "Jane Roe: raised xx…"),
]


@pytest.mark.parametrize(("words", "figure", "longest", "expected"), CLAIMS)
def test_a_long_claim_keeps_its_figure(words, figure, longest, expected):
    assert in_short(words, figure, longest) == expected
    assert len(expected) <= longest


def test_annotations_lead_back_to_the_text(run, tmp_path):
    counts = export_run(run, tmp_path, "annotation")
    collection = json.loads((tmp_path / "annotations.jsonld").read_text(encoding="utf-8"))
    page = json.loads((tmp_path / collection["first"]).read_text(encoding="utf-8"))
    assert collection["total"] == len(page["items"]) == sum(counts.values()) > 0
    texts = [text for _, _, text, _ in STORIES]
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert any(text[position["start"] : position["end"]] == quote["exact"] and whole in text for text in texts)
        assert item["target"]["source"].startswith(("https://", "urn:extractor:articles:"))
    ids = [item["id"] for item in page["items"]]
    assert len(ids) == len(set(ids))


def test_the_data_package_describes_its_files(run, tmp_path):
    export_run(run, tmp_path, "datapackage")
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert {"articles", "vote_percentages", "claims", "reconciliations"} <= resources.keys()
    for resource in resources.values():
        file = tmp_path / resource["path"]
        assert file.stat().st_size == resource["bytes"]
        assert "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest() == resource["hash"]
        with file.open(encoding="utf-8", newline="") as opened:
            assert next(csv.reader(opened)) == [field["name"] for field in resource["schema"]["fields"]]
    articles = {row["id"] for row in rows_of(tmp_path / "articles.csv")}
    assert {row["article_id"] for row in rows_of(tmp_path / "vote_percentages.csv")} <= articles
    types = {field["name"]: field["type"] for field in resources["vote_percentages"]["schema"]["fields"]}
    assert (types["value"], types["span_start"], types["as_of"], types["subject"]) == (
        "number",
        "integer",
        "date",
        "string",
    )
