"""What can be done with a finished run: try its rejects again, ask it, hold it beside another."""

import json

import pytest

from extractor.records import Article, Quote, Rejected
from extractor.runs import chunks
from extractor.runs import retry as retry_module
from extractor.runs.batch import extract_batch
from extractor.runs.difference import difference
from extractor.runs.errors import RunError
from extractor.runs.query import QueryError, query
from extractor.runs.retry import retry
from extractor.runs.settings import Settings
from extractor.runs.store import parts, read_kind

STORY = "HARBOUR CITY, the seat of the county and for two hundred years the home of its only daily paper — Jane Roe, a Democrat, won 48.2 percent of the vote on Tuesday. “We are not done,” Roe told supporters in the old market hall."


def read_rejects(run):
    return [Rejected.model_validate_json(line) for line in (run / "rejected.jsonl").read_text().splitlines()]


@pytest.fixture
def dump(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [json.dumps({"id": "a", "text": STORY}), "{broken", json.dumps({"id": "c", "body": STORY + " Later."})]
    (folder / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "b.txt").write_bytes("Łódź votes: 48.2 percent.".encode("utf-16-le")[:-1])
    return folder


@pytest.fixture
def run(dump, tmp_path):
    tally = extract_batch(Settings(inputs=(str(dump),), model="none"), tmp_path / "run")
    assert (tally.read, tally.extracted, tally.rejected) == (4, 1, 3)
    return tmp_path / "run"


def test_nothing_repaired_changes_nothing(run):
    before = read_rejects(run)
    tally = retry(run)
    assert (tally.read, tally.extracted, tally.rejected) == (4, 1, 3)
    assert read_rejects(run) == before


def test_with_the_field_named(run):
    tally = retry(run, stages={"parse"}, mapping={"text": "body"})
    assert (tally.read, tally.extracted, tally.rejected) == (4, 2, 2)
    assert [article.id for article in read_kind(run, "articles", Article)] == ["a", "c"]
    assert len(list(read_kind(run, "quotes", Quote))) == 2
    again = retry(run, stages={"parse"}, mapping={"text": "body"})
    assert again == tally  # nothing twice


def test_after_a_repair(dump, run):
    path = dump / "a.jsonl"
    path.write_text(path.read_text().replace("{broken", json.dumps({"id": "b", "text": STORY})))
    tally = retry(run)
    assert (tally.read, tally.extracted, tally.duplicate, tally.rejected) == (4, 1, 1, 2)
    assert json.loads((run / "manifest.json").read_text())["articles"]["duplicate"] == 1


def test_with_its_encoding(run):
    tally = retry(run, stages={"decode"}, encoding="latin-1")
    assert tally.rejected == 2
    assert {item.stage for item in read_rejects(run)} == {"parse"}


def test_with_more_time(dump, tmp_path, monkeypatch):
    real = chunks.read

    def broken(article, nlp, knowledge):
        raise ValueError("a fault that is mended later")

    monkeypatch.setattr(chunks, "read", broken)
    tally = extract_batch(Settings(inputs=(str(dump),), model="none"), tmp_path / "run")
    assert tally.extracted == 0
    monkeypatch.setattr(chunks, "read", real)
    assert retry(tmp_path / "run", stages={"limits"}).extracted == 0
    assert retry(tmp_path / "run", stages={"extract"}).extracted == 1


def test_a_run_that_is_not_finished_is_not_tried_again(tmp_path):
    with pytest.raises(RunError, match="--resume"):
        retry(tmp_path)


def test_query(run):
    assert query(run, "select id, count(*) from articles group by 1") == (["id", "count_star()"], [("a", 1)])
    _, rows = query(run, "select kind, text from records where kind = 'vote_percentages'")
    assert rows == [("vote_percentages", "48.2 percent")]
    assert query(run, "describe quotes")[1]


REFUSED = [
    "copy (select 1) to 'x.csv'",
    "select 1; select 2",
    "install httpfs",
    "load httpfs",
    "attach 'x.db'",
    "create table x (a int)",
    "set enable_external_access = true",
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from read_text('/etc/hostname')",
    "select * from 'https://example.org/x.csv'",
    "selec 1",
    "",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_a_query_reads_the_run_and_nothing_else(run, sql):
    with pytest.raises(QueryError):
        query(run, sql)


def test_query_and_difference_want_a_run(tmp_path):
    with pytest.raises(RunError, match="no extracted articles"):
        query(tmp_path, "select 1")
    with pytest.raises(RunError, match="no extracted articles"):
        difference(tmp_path, tmp_path)


def test_difference(dump, run, tmp_path):
    assert not difference(run, run).changed
    path = dump / "a.jsonl"
    path.write_text(
        json.dumps({"id": "a", "text": STORY, "outlet": "Harbour Echo"})
        + "\n"
        + json.dumps({"id": "n", "text": "Tom Poe lost."})
        + "\n"
    )
    extract_batch(Settings(inputs=(str(path),), model="none"), tmp_path / "other")
    found = difference(run, tmp_path / "other")
    assert found.counts["articles"] == {"same": 0, "changed": 1, "gone": 0, "new": 1}
    assert found.counts["vote_percentages"]["same"] == 1
    (article,) = [change for change in found.changed if change.kind == "articles"]
    assert article.fields == {"outlet": (None, "Harbour Echo")}


def test_a_retry_that_was_stopped_before_it_counted_leaves_no_articles(run):
    extra = parts(run, "articles")[0].with_name("part-00001.parquet")
    extra.write_bytes(parts(run, "articles")[0].read_bytes())
    retry(run, stages={"decode"})
    assert len(list(read_kind(run, "articles", Article))) == 1


def test_a_retry_that_was_killed_is_taken_up_by_the_next(dump, run, monkeypatch):
    path = dump / "a.jsonl"
    path.write_text(path.read_text().replace("{broken", json.dumps({"id": "b", "text": STORY + " And more."})))

    def killed(*_, **__):
        raise KeyboardInterrupt

    for step in ("_learn_again", "finish", "write_manifest"):
        with monkeypatch.context() as patched:
            patched.setattr(retry_module, step, killed)
            with pytest.raises(KeyboardInterrupt):
                retry(run)
    tally = retry(run)
    assert (tally.read, tally.extracted, tally.rejected) == (4, 2, 2)
    assert len(read_rejects(run)) == 2
    assert [article.id for article in read_kind(run, "articles", Article)] == ["a", "b"]
    assert len(list(read_kind(run, "quotes", Quote))) == 2
