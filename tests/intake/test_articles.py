"""Every input ends as an article or as a rejection with its place and reason."""

import bz2
import gzip
import json
import lzma

import pytest

from extractor.intake.articles import InputError, list_inputs, make_article, parse_mapping, read_articles
from extractor.records import Article, Rejected

STORY = "Jane Roe won 48.2 percent of the vote in the first round on Tuesday."


def write_lines(path, *rows):
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return str(path)


def test_a_text_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(f" date 2031-04-19 {STORY}".encode("cp1252"))
    (article,) = read_articles([str(path)])
    assert article.text == f" date 2031-04-19 {STORY}"
    assert str(article.published) == "2031-04-19"
    assert article.source_file == str(path)


def test_a_folder_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name + STORY)
    assert [article.text[:5] for article in read_articles([str(tmp_path)])] == ["a.txt", "b.txt", "sub/c"]


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_compressed_and_cut_short(tmp_path, suffix, pack):
    whole = pack("".join(json.dumps({"id": str(i), "text": f"{i} {STORY * 300}"}) + "\n" for i in range(50)).encode())
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(whole)
    assert [item.id for item in read_articles([str(path)])] == [str(i) for i in range(50)]
    path.write_bytes(whole[: len(whole) // 2])
    items = list(read_articles([str(path)]))
    assert isinstance(items[-1], Rejected)
    assert "cannot be read to its end" in items[-1].reason


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_what_stands_before_the_end_of_its_packing_is_read(tmp_path, suffix, pack):
    """The last bytes of a packed file hold its check sum: without them the articles are still there, and the cut is said."""
    lines = "".join(json.dumps({"id": str(i), "text": f"{i} {STORY}"}) + "\n" for i in range(50)).encode()
    (tmp_path / f"a.jsonl{suffix}").write_bytes(pack(lines)[:-2])
    *articles, last = read_articles([str(tmp_path)])
    assert [item.id for item in articles] == [str(i) for i in range(50)]
    assert "truncated" in last.reason


def test_names_of_fields_are_of_no_concern_to_a_text_and_a_page(tmp_path):
    write_lines(tmp_path / "a.jsonl", {"body": STORY})
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "c.html").write_text(f"<html><body><article><h1>Count</h1><p>{STORY * 9}</p></article></body></html>")
    found = list(read_articles([str(tmp_path)], {"text": "body", "title": "head"}))
    assert len(found) == 3
    assert not any(isinstance(item, Rejected) for item in found), found


def test_json_lines_with_other_names(tmp_path):
    path = write_lines(
        tmp_path / "a.jsonl", {"doc": "x7", "body": STORY, "date": "2031-04-19", "source": "Harbour Echo"}
    )
    (article,) = read_articles([path], {"text": "body", "id": "doc"})
    assert (article.id, str(article.published), article.outlet) == ("x7", "2031-04-19", "Harbour Echo")


REJECTED_LINES = [
    ("not JSON", "{nonsense", "parse", "not JSON"),
    ("cut short", '{"id": "1", "text": "Jane Roe', "parse", "not JSON"),
    ("a list", "[1, 2]", "parse", "expected a JSON object, found list"),
    ("no text, with a guess", {"id": "1", "body": STORY}, "parse", "--map text=body"),
    ("text of another type", {"id": "1", "text": 5}, "parse", "expected a string"),
    ("empty", {"id": "1", "text": "  \n"}, "parse", "empty"),
    ("half a character", '{"text": "\\ud83d oops, half of a picture"}', "decode", "lone surrogate"),
    ("too long", {"text": "x" * 5_000_001}, "limits", "at most 5000000"),
    ("nested too deep", "[" * 100_000, "parse", "not JSON"),
]


@pytest.mark.parametrize(("what", "line", "stage", "reason"), REJECTED_LINES, ids=[row[0] for row in REJECTED_LINES])
def test_rejected_lines_name_their_place(tmp_path, what, line, stage, reason):
    path = write_lines(tmp_path / "a.jsonl", {"id": "0", "text": STORY}, line, {"id": "2", "text": STORY + "!"})
    before, rejected, after = read_articles([path])
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert (rejected.place, rejected.stage) == ("line 2", stage)
    assert reason in rejected.reason


def test_utf16_json_lines(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        "".join(json.dumps({"id": str(i), "text": STORY + "é"}, ensure_ascii=False) + "\n" for i in range(3)).encode(
            "utf-16"
        )
    )
    assert [item.id for item in read_articles([str(path)])] == ["0", "1", "2"]


REJECTED_FILES = [
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "decode"),
    ("empty.txt", b"", "parse"),
    ("table.xlsx", b"PK\x03\x04", "open"),
    ("zeros.jsonl", b"\x00" * 500, "decode"),
]


@pytest.mark.parametrize(("name", "data", "stage"), REJECTED_FILES, ids=[row[0] for row in REJECTED_FILES])
def test_rejected_files(tmp_path, name, data, stage):
    (tmp_path / name).write_bytes(data)
    (item,) = read_articles([str(tmp_path)])
    assert isinstance(item, Rejected)
    assert item.stage == stage
    assert item.reason


def test_inputs_that_are_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        list_inputs([str(tmp_path / "nothing.txt")])


def test_globs(tmp_path):
    for name in ("a1.txt", "a2.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    assert len(list_inputs([str(tmp_path / "a*.txt")])) == 2


MAPPINGS = [(None, {}), ("text=body, published = date", {"text": "body", "published": "date"})]


@pytest.mark.parametrize(("printed", "mapping"), MAPPINGS)
def test_parse_mapping(printed, mapping):
    assert parse_mapping(printed) == mapping


@pytest.mark.parametrize("printed", ["body", "text=", "colour=red"])
def test_parse_mapping_refuses(printed):
    with pytest.raises(InputError, match="--map"):
        parse_mapping(printed)


def test_metadata_is_recovered_but_never_invented():
    bare = make_article({"text": STORY}, "x", None)
    assert (bare.published, bare.title, bare.outlet, bare.authors) == (None, None, None, ())
    given = make_article({"text": STORY, "url": "https://www.echo.example/1", "published": "no idea"}, "x", None)
    assert (given.published, given.outlet) == (None, "echo.example")
