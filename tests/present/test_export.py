"""What other programs get: every record, and nothing that runs."""

import sqlite3
import zipfile

import duckdb
import pytest
import spacy
from spacy.tokens import DocBin

from extractor.present import export
from extractor.present.export import export_run
from extractor.records import Article, VotePercentage
from extractor.runs.batch import extract_batch
from extractor.runs.errors import RunError
from extractor.runs.settings import Settings
from extractor.runs.store import read_kind

STORIES = [
    "Jane Roe won 48.2 percent of the vote on Tuesday.",
    "=HYPERLINK(“x”) won 31 percent of the vote, Tom Poe said on May 3, 2031.",
]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    (folder / "in").mkdir()
    for number, story in enumerate(STORIES):
        (folder / f"in/{number}.txt").write_text(story, encoding="utf-8")
    extract_batch(Settings(inputs=(str(folder / "in"),), model="none"), folder / "run")
    return folder / "run"


def test_parquet(run, tmp_path):
    counts = export_run(run, tmp_path, "parquet")
    assert (
        duckdb.execute(f"SELECT count(*) FROM '{tmp_path}/articles.parquet'").fetchone()
        == (counts["articles"],)
        == (2,)
    )


def test_sqlite(run, tmp_path):
    counts = export_run(run, tmp_path, "sqlite")
    with sqlite3.connect(tmp_path / "extractor.sqlite") as database:
        assert database.execute("SELECT count(*) FROM vote_percentages").fetchone() == (counts["vote_percentages"],)
        texts = {text for (text,) in database.execute("SELECT text FROM articles")}
    assert texts == set(STORIES)


def test_excel_holds_text_and_no_formula(run, tmp_path):
    export_run(run, tmp_path, "xlsx")
    with zipfile.ZipFile(tmp_path / "extractor.xlsx") as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/"))
    assert "=HYPERLINK" in sheets
    assert "<f>" not in sheets


def test_excel_says_what_it_cannot_hold(run, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "SHEET_ROWS", 1)
    monkeypatch.setattr(export, "CELL_CHARS", 20)
    with pytest.raises(RunError, match="export to parquet"):
        export_run(run, tmp_path, "xlsx")


def test_spacy_documents(run, tmp_path):
    counts = export_run(run, tmp_path, "docbin")
    docs = list(DocBin().from_disk(tmp_path / "articles-00000.spacy").get_docs(spacy.blank("en").vocab))
    articles = {article.id: article for article in read_kind(run, "articles", Article)}
    assert [articles[doc.user_data["article_id"]].text for doc in docs] == [doc.text for doc in docs]
    found = {span.id_: span.text for doc in docs for span in doc.spans["vote_percentages"]}
    assert found == {record.id: record.span.text for record in read_kind(run, "vote_percentages", VotePercentage)}
    assert counts["vote_percentages"] == len(found) == 2


def test_a_folder_without_a_run(tmp_path):
    with pytest.raises(RunError, match="no extracted articles"):
        export_run(tmp_path, tmp_path / "out", "sqlite")
