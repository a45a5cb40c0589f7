"""A batch: nothing is lost, copies are told apart, stopping and going on changes nothing."""

import json
from pathlib import Path

import pytest

from extractor.records import Article, Rejected
from extractor.runs import chunks, reading
from extractor.runs.batch import extract_batch
from extractor.runs.errors import RunError
from extractor.runs.reading import Admission, admit
from extractor.runs.settings import Settings
from extractor.runs.store import read_kind
from extractor.runs.tally import LostArticlesError, Tally

STORY = (
    "HARBOUR CITY — Jane Roe, a Democrat, won 48.2 percent of the vote in the first round of the mayoral race on Tuesday, "
    "April 18, 2031. “We are not done,” Roe told supporters. Republican Tom Poe came second with 31 percent. Roe raised $2.4 million."
)


def write(path: Path, *rows: object) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


@pytest.fixture
def dump(tmp_path):
    rows = [
        {"id": f"n{i}", "text": f"{STORY} Edition {i}.", "published": "2031-04-19", "outlet": f"Paper {i}"}
        for i in range(7)
    ]
    return write(
        tmp_path / "dump.jsonl",
        *rows,
        {"id": "copy", "text": f"{STORY} Edition 3.", "outlet": "Mirror"},
        "{broken",
        {"id": "x"},
    )


def contents(run: Path) -> dict[str, bytes]:
    return {str(path.relative_to(run)): path.read_bytes() for path in sorted(run.rglob("*.parquet"))}


def settings(*inputs: Path) -> Settings:
    return Settings(inputs=tuple(map(str, inputs)), model="none")


def test_nothing_is_lost(dump, tmp_path):
    tally = extract_batch(settings(dump), tmp_path / "run")
    assert tally.as_dict() == {"read": 10, "extracted": 7, "duplicate": 1, "rejected": 2}
    manifest = json.loads((tmp_path / "run/manifest.json").read_text())
    assert manifest["articles"]["read"] == 10
    assert manifest["inputs"][0]["sha256"]
    rejected = [
        Rejected.model_validate_json(line) for line in (tmp_path / "run/rejected.jsonl").read_text().splitlines()
    ]
    assert [item.place for item in rejected] == ["line 9", "line 10"]
    copies = {
        article.id: article.duplicate_of
        for article in read_kind(tmp_path / "run", "articles", Article)
        if article.duplicate_of
    }
    assert copies == {"copy": "n3"}


def test_small_chunks_and_two_workers_give_the_same_records(dump, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK_ARTICLES", 3)
    extract_batch(settings(dump), tmp_path / "one")
    extract_batch(settings(dump), tmp_path / "two", workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len([name for name in contents(tmp_path / "one") if name.startswith("quotes")]) == 3


def test_going_on_after_a_stop_gives_the_same_bytes(dump, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK_ARTICLES", 2)
    extract_batch(settings(dump), tmp_path / "whole")
    calls = []

    def stop(stage, done, total):
        calls.append(stage)
        if calls.count("extracting") == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_batch(settings(dump), tmp_path / "stopped", progress=stop)
    assert not (tmp_path / "stopped/manifest.json").exists()
    tally = extract_batch(settings(dump), tmp_path / "stopped", resume=True)
    assert tally.extracted == 7
    assert contents(tmp_path / "stopped") == contents(tmp_path / "whole")


def test_a_folder_with_another_run_is_left_alone(dump, tmp_path):
    extract_batch(settings(dump), tmp_path / "run")
    with pytest.raises(RunError, match="--resume"):
        extract_batch(settings(dump), tmp_path / "run")
    other = write(tmp_path / "other.jsonl", {"text": STORY})
    with pytest.raises(RunError, match="other inputs"):
        extract_batch(settings(other), tmp_path / "run", resume=True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    with pytest.raises(RunError, match="not empty"):
        extract_batch(settings(dump), tmp_path / "full")
    with pytest.raises(RunError, match="a file"):
        extract_batch(settings(dump), dump)


def test_an_article_that_breaks_a_room_is_rejected_and_the_batch_goes_on(dump, tmp_path, monkeypatch):
    real = chunks.read

    def fragile(article, nlp, knowledge):
        if article.id == "n2":
            raise RecursionError("too deep")
        return real(article, nlp, knowledge)

    monkeypatch.setattr(chunks, "read", fragile)
    tally = extract_batch(settings(dump), tmp_path / "run")
    assert (tally.extracted, tally.rejected) == (6, 3)
    assert "too deep" in (tmp_path / "run/rejected.jsonl").read_text()


def test_the_same_id_twice_and_short_texts():
    tally = Tally()
    articles = [
        Article(id="a", text="Polls closed."),
        Article(id="a", text="Polls opened."),
        Article(id="b", text="Polls closed."),
    ]
    admitted = list(admit(iter(articles), Admission(tally)))
    assert len({article.id for article in admitted}) == 3
    assert admitted[0].id == "a"
    assert tally.duplicate == 0  # too short to say anything about copying


def test_one_id_for_all():
    texts = [f"{STORY} Edition {i % 2}." for i in range(5_000)]
    admitted = list(admit((Article(id="a", text=text) for text in texts), Admission(Tally())))
    assert len({article.id for article in admitted}) == 5_000
    assert [article.id.count("-") for article in admitted[:5]] == [0, 0, 0, 1, 1]
    assert sum(article.duplicate_of is None for article in admitted) == 2


def test_books_that_do_not_balance_are_an_error():
    with pytest.raises(LostArticlesError, match="3 read"):
        Tally(read=3, extracted=1, rejected=1).check()
