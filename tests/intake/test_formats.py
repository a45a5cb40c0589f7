"""Each format gives the same articles, however it is packed; what is cut off or damaged is noticed."""

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile

import duckdb
import fsspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.intake import limits
from extractor.intake.articles import InputError, list_inputs, read_articles
from extractor.intake.formats.json_values import _PIECE_CHARS
from extractor.records import Article, Rejected

STORIES = [
    {
        "id": str(i),
        "text": f'Jane Roe, of "Harbour", won 4{i}.1 percent; café.\n\nShe spoke.',
        "published": "2031-04-19",
    }
    for i in range(3)
]
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Roe wins | Harbour Echo</title>
<meta property="article:published_time" content="2021-04-19"><meta property="og:site_name" content="Harbour Echo"><meta name="author" content="Ada Quill"></head><body>
<nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>Roe wins the harbour seat</h1>
<p>Jane Roe won 48.2 percent of the vote in the first round on Tuesday, officials of the county said in the evening.</p>
<p>“We are not done,” Roe told supporters gathered in the old market hall. Tom Poe came second with 31 percent of the vote.</p>
</article><footer>All rights reserved</footer></body></html>"""


def quoted(value):
    return '"' + value.replace('"', '""') + '"'


def as_table(delimiter):
    return "".join(
        delimiter.join(map(quoted, row)) + "\r\n" for row in [list(STORIES[0]), *(s.values() for s in STORIES)]
    )


def as_warc(pages, kind="text/html", version="WARC/1.0"):
    out = b""
    for number, page in enumerate(pages):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + page
        head = f"{version}\r\nWARC-Type: response\r\nWARC-Target-URI: https://echo.example/{number}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        out += head.encode() + answer + b"\r\n\r\n"
    return out


def as_zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def as_tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.fixture(scope="session")
def parquet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parquet")
    (folder / "a.jsonl").write_text(LINES, encoding="utf-8")
    duckdb.execute(
        f"COPY (SELECT id, text, CAST(published AS DATE) AS published, 1 AS other FROM '{folder}/a.jsonl') TO '{folder}/a.parquet'"
    )
    return (folder / "a.parquet").read_bytes()


LINES = "".join(json.dumps(story) + "\n" for story in STORIES)
FORMATS = {
    "lines": ("dump.jsonl", LINES.encode()),
    "lines by content": ("dump", LINES.encode()),
    "array": ("dump.json", json.dumps(STORIES, indent=1).encode()),
    "array by content": ("dump.txt", json.dumps(STORIES).encode()),
    "object around the array": ("dump.json", json.dumps({"status": "ok", "articles": STORIES}).encode()),
    "objects one behind the other": ("dump.json", "\n".join(json.dumps(s, indent=2) for s in STORIES).encode()),
    "CSV": ("dump.csv", as_table(",").encode()),
    "CSV with a mark": ("dump.csv", as_table(",").encode("utf-8-sig")),
    "CSV in UTF-16": ("dump.csv", as_table(",").encode("utf-16")),
    "CSV in Windows-1252": ("dump.csv", as_table(",").encode("cp1252")),
    "CSV by content": ("dump.txt", as_table(",").encode()),
    "semicolons": ("dump.csv", as_table(";").encode()),
    "bars": ("dump.csv", as_table("|").encode()),
    "TSV": ("dump.tsv", as_table("\t").encode()),
    "ZIP of lines": ("dump.zip", as_zip({"a/b.jsonl": LINES.encode(), "__MACOSX/x": b"no", ".DS_Store": b"no"})),
    "tar of lines": ("dump.tar", as_tar({"a/b.jsonl": LINES.encode()})),
}
PACKED = {"": bytes, ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstandard.compress}


def shape(items):
    items = list(items)
    assert all(isinstance(item, Article) for item in items), items
    return [(item.id, item.text.replace("\r\n", "\n"), str(item.published)) for item in items]


EXPECTED = [(s["id"], s["text"], s["published"]) for s in STORIES]


@pytest.mark.parametrize("suffix", PACKED, ids=lambda suffix: suffix or "plain")
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_however_packed(tmp_path, form, suffix):
    name, data = FORMATS[form]
    (tmp_path / (name + suffix)).write_bytes(PACKED[suffix](data))
    assert shape(read_articles([str(tmp_path)])) == EXPECTED


@pytest.mark.parametrize("name", ["dump.parquet", "dump.parquet.zst", "dump"])
def test_parquet(tmp_path, parquet, name):
    (tmp_path / name).write_bytes(zstandard.compress(parquet) if name.endswith("zst") else parquet)
    assert shape(read_articles([str(tmp_path)])) == EXPECTED


@pytest.mark.parametrize("address", ["memory://news/dump.jsonl.gz", "memory://news", "memory://news/*.gz"])
def test_addresses(address):
    system = fsspec.filesystem("memory")
    system.pipe("/news/dump.jsonl.gz", gzip.compress(LINES.encode()))
    assert shape(read_articles([address])) == EXPECTED


def test_where_an_article_was_read_is_told(tmp_path):
    inner = as_tar({"b.jsonl.gz": gzip.compress(LINES.encode()), "c.txt": b"Jane Roe won."})
    (tmp_path / "a.zip").write_bytes(as_zip({"in.tar": inner}))
    assert [item.source_file.removeprefix(str(tmp_path)) for item in read_articles([str(tmp_path)])] == [
        "/a.zip:in.tar:b.jsonl.gz:1", "/a.zip:in.tar:b.jsonl.gz:2", "/a.zip:in.tar:b.jsonl.gz:3", "/a.zip:in.tar:c.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["story.html", "story", "story.txt"])
def test_a_page(tmp_path, name):
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (article,) = read_articles([str(tmp_path)])
    assert "48.2 percent" in article.text
    assert "Sport" not in article.text
    assert str(article.published) == "2021-04-19"
    assert article.authors == ("Ada Quill",)


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path):
    page = (
        PAGE.replace("<head>", '<head><meta charset="iso-8859-2">')
        .replace("“We", "Łódź: We")
        .replace("”", "")
        .encode("iso-8859-2")
    )
    (tmp_path / "a.html").write_bytes(page)
    (article,) = read_articles([str(tmp_path)])
    assert "Łódź" in article.text


def test_a_web_archive(tmp_path):
    one, two = PAGE.encode(), PAGE.replace("48.2", "48.3").encode()
    (tmp_path / "news.warc.gz").write_bytes(gzip.compress(as_warc([one])) + gzip.compress(as_warc([two])))
    articles = list(read_articles([str(tmp_path)]))
    assert [article.url for article in articles] == ["https://echo.example/0", "https://echo.example/0"]
    assert [article.outlet for article in articles] == ["Harbour Echo", "Harbour Echo"]
    assert "48.3 percent" in articles[1].text


def test_answers_sent_in_pieces_and_packed(tmp_path):
    packed = gzip.compress(PAGE.encode())
    body = b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in (packed[:100], packed[100:])) + b"0\r\n\r\n"
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
        + body
    )
    head = f"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(head.encode() + answer + b"\r\n\r\n")
    (article,) = read_articles([str(tmp_path)])
    assert "48.2 percent" in article.text


CUT = {
    "lines": ("a.jsonl", LINES.encode()),
    "array": ("a.json", json.dumps(STORIES).encode()),
    "table": ("a.csv", as_table(",").encode()[:-1]),
    "web archive": ("a.warc", as_warc([PAGE.encode()])[:-4]),
    "tar": ("a.tar", as_tar({"a.txt": b"Jane Roe won. " * 100, "b.txt": b"Tom Poe lost. " * 100})[: 512 * 8]),
    "ZIP": ("a.zip", as_zip({"a.txt": b"Jane Roe won."})),
}


@pytest.mark.parametrize("suffix", PACKED, ids=lambda suffix: suffix or "plain")
@pytest.mark.parametrize("form", CUT)
def test_what_is_cut_off_is_noticed(tmp_path, form, suffix):
    name, data = CUT[form]
    data = PACKED[suffix](data)
    (tmp_path / (name + suffix)).write_bytes(data[: -len(data) // 9])
    assert any(isinstance(item, Rejected) for item in read_articles([str(tmp_path)]))


def test_a_tar_that_ends_between_two_members_is_cut_off(tmp_path):
    (tmp_path / "a.tar").write_bytes(as_tar({"a.txt": b"x" * 512, "b.txt": b"y" * 512})[: 4 * 512])
    *_, last = read_articles([str(tmp_path)])
    assert "truncated" in last.reason


def test_values_longer_than_a_piece(tmp_path):
    stories = [{"id": str(i), "text": f"{i} " * (_PIECE_CHARS // 3 * (i + 1))} for i in range(5)]
    (tmp_path / "a.json").write_text(json.dumps(stories))
    assert [article.text for article in read_articles([str(tmp_path)])] == [story["text"] for story in stories]


def test_a_long_line_costs_itself_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.intake.formats.lines.MAX_VALUE_BYTES", 1_000)
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": "x" * 5_000}) + "\n" + json.dumps({"id": "b", "text": "y"}) + "\n"
    )
    long, after = read_articles([str(tmp_path)])
    assert (long.place, long.stage) == ("line 1", "limits")
    assert after.id == "b"


def test_epoch_seconds_are_days(tmp_path):
    rows = [
        {"text": "a", "published": 1_934_000_000},
        {"text": "b", "published": 1_934_000_000_000},
        {"text": "c", "published": 7},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert [str(article.published) for article in read_articles([str(tmp_path)])] == [
        "2031-04-15",
        "2031-04-15",
        "None",
    ]


HINTS = [
    ("a.jsonl", '{"Body": "Jane Roe won.", "Date": "2031-04-19"}\n', "--map text=Body,published=Date"),
    ("a.csv", "id,Content\n1,Jane Roe won.\n", "--map text=Content"),
    ("a.csv", "a,b\n1,2\n", "fields here: a, b"),
    ("a.json", '[{"story": "Jane Roe won."}]', "--map text=story"),
]


@pytest.mark.parametrize(("name", "data", "hint"), HINTS)
def test_a_missing_text_comes_with_a_guess(tmp_path, name, data, hint):
    (tmp_path / name).write_text(data)
    (rejected,) = read_articles([str(tmp_path)])
    assert hint in rejected.reason


def test_mapped_columns(tmp_path):
    (tmp_path / "a.txt").write_text("Body;Day\nJane Roe won.;2031-04-19\n")
    (article,) = read_articles([str(tmp_path)], {"text": "Body", "published": "Day"})
    assert (article.text, str(article.published)) == ("Jane Roe won.", "2031-04-19")


def test_folders_are_walked_through_links_but_not_in_circles(tmp_path):
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "in/sub/a.txt").write_text("Jane Roe won.")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/b.txt").write_text("Tom Poe lost.")
    (tmp_path / "in/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in/sub/circle").symlink_to(tmp_path / "in")
    assert [name.removeprefix(str(tmp_path)) for name in list_inputs([str(tmp_path / "in")])] == [
        "/in/linked/b.txt",
        "/in/sub/a.txt",
    ]


SEEDS = (
    [data for _, data in FORMATS.values()] + [PACKED[s](LINES.encode()) for s in PACKED] + [as_warc([PAGE.encode()])]
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_gets_past_the_readers(tmp_path_factory, data):
    """Whatever a file's bytes have become: every item is an article or a rejection, and there is at least one."""
    whole = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    folder = tmp_path_factory.mktemp("damaged")
    (
        folder
        / (
            "a"
            + data.draw(st.sampled_from(["", ".jsonl", ".csv", ".json", ".zip", ".gz", ".warc", ".html", ".parquet"]))
        )
    ).write_bytes(bytes(whole))
    items = list(read_articles([str(folder)]))
    assert items
    assert all(isinstance(item, (Article, Rejected)) for item in items)


def test_the_limits_are_in_one_order():
    assert limits.MAX_CHARS < limits.MAX_PAGE_BYTES < limits.BOMB_BYTES < limits.MAX_VALUE_BYTES


MISSING = [
    ("a.html", PAGE.encode(), "trafilatura", "extractor[html]"),
    ("a.warc", as_warc([PAGE.encode()]), "trafilatura", "extractor[html]"),
]


@pytest.mark.parametrize(("name", "data", "library", "advice"), MISSING)
def test_a_library_that_is_not_installed_is_named(tmp_path, monkeypatch, name, data, library, advice):
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / name).write_bytes(data)
    (rejected,) = read_articles([str(tmp_path)])
    assert advice in rejected.reason


def test_addresses_need_their_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError, match="cloud"):
        list_inputs(["s3://news/dump.jsonl"])
    monkeypatch.undo()
    with pytest.raises(InputError, match="no such object"):
        list_inputs(["memory://nothing/here.txt"])
    with pytest.raises(InputError, match="unknown"):
        list_inputs(["unknown://x/y.txt"])
