"""What no reader may crash, hang or fall silent on. Each row: a file, and what it is to end as.

`articles` and `rejected` are how many of each; `reason` is what the last rejection says.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
import zipfile
import zlib
from functools import cache

import pytest
import zstandard

from extractor.intake import limits
from extractor.intake.articles import read_articles
from extractor.records import Article, Rejected
from extractor.runs.batch import extract_batch
from extractor.runs.settings import Settings

STORY = "Jane Roe won 48.2 percent of the vote on Tuesday."
LINE = json.dumps({"text": STORY}).encode() + b"\n"


def row(**fields):
    return json.dumps(fields).encode() + b"\n"


def packed_zip(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def packed_tar(*infos):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for info, data in infos:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def member(name, kind=tarfile.REGTYPE, link=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def nested(times):
    data = STORY.encode()
    for number in range(times):
        data = packed_zip([(f"{number}.zip" if number else "a.txt", data)])
    return data


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@cache
def zeros(size):
    return b"\x00" * size


def warc(length, body=b"HTTP/1.1 200 OK\r\n\r\n<html><body><p>x</p></body></html>", kind="response", extra=""):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Type: application/http\r\n{extra}Content-Length: {length}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def answer(status="200 OK", headers="Content-Type: text/html", body=b"x"):
    data = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
    return warc(len(data), data)


# name, bytes, articles, rejected, reason
FILES = [
    # text
    ("empty.txt", b"", 0, 1, "empty"),
    ("spaces.txt", b" \n\t \n", 0, 1, "empty"),
    ("zeros.txt", zeros(1_000), 0, 1, "binary"),
    ("random.txt", bytes(range(256)) * 40, 0, 1, "binary"),
    ("a-zero-in-a-text.txt", STORY.encode() * 100 + b"\x00", 1, 0, ""),
    ("no-space.txt", b"a" * 4_999_999, 1, 0, ""),
    ("one-character-too-many.txt", b"a" * 5_000_001, 0, 1, "at most"),
    ("fifty-megabytes.txt", b"word " * 10_000_000, 0, 1, "at most"),
    ("digits.txt", b"1" * 100_000 + b" percent", 1, 0, ""),
    ("unbalanced.txt", "“".encode() * 70_000, 1, 0, ""),
    ("brackets.txt", b"(" * 200_000, 1, 0, ""),
    ("right-to-left.txt", "ג'יין רו זכתה ב-48.2 אחוזים\u202e".encode(), 1, 0, ""),
    ("combining.txt", ("48\u0301\u0301.1\u200b per\u200dcent " * 9).encode(), 1, 0, ""),
    ("only-combining.txt", ("\u0301" * 10_000).encode(), 1, 0, ""),
    ("only-marks-of-order.txt", "\ufeff\ufeff\ufeff".encode(), 1, 0, ""),
    ("utf-7.txt", b"+AGEAYg- 48 percent", 1, 0, ""),
    ("half-utf-16.txt", b"\xff\xfea", 0, 1, "byte"),
    ("lonely-surrogate-utf-16.txt", b"\xff\xfe\x00\xd8a\x00", 0, 1, "byte"),
    ("utf-32.txt", STORY.encode("utf-32"), 1, 0, ""),
    ("undefined-1252.txt", b"Jane Roe\x81\x8d won 48 percent", 1, 0, ""),
    ("line-separators.txt", "Jane\u2028Roe\u2029won\x0b48\x0cpercent\x85".encode(), 1, 0, ""),
    ("beyond-the-plane.txt", "🗳 Jane Roe won 48 percent 𝟒𝟖".encode(), 1, 0, ""),
    ("unknown.xyz", STORY.encode(), 0, 1, "unknown kind"),
    ("numbered.0417", STORY.encode(), 1, 0, ""),
    # foreign
    ("paper.pdf", b"%PDF-1.7\n", 0, 1, "PDF"),
    ("paper.txt", b"%PDF-1.7\n", 0, 1, "PDF"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, 1, "office"),
    ("new.docx", packed_zip([("[Content_Types].xml", b"<x/>")]), 0, 1, "office"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c", 0, 1, "7z"),
    ("a.rar", b"Rar!\x1a\x07", 0, 1, "RAR"),
    ("a.db", b"SQLite format 3\x00", 0, 1, "SQLite"),
    ("a.rtf", b"{\\rtf1 Jane Roe}", 0, 1, "RTF"),
    # JSON Lines
    ("empty.jsonl", b"", 0, 1, "empty"),
    ("blank-lines.jsonl", b"\n\n \n" + LINE + b"\n\n", 1, 0, ""),
    ("a-mark-first.jsonl", b"\xef\xbb\xbf" + LINE * 2, 2, 0, ""),
    ("cut.jsonl", LINE + LINE[:20], 1, 1, "truncated"),
    ("broken-first.jsonl", b"{oops\n" + LINE, 1, 1, "not JSON"),
    ("no-object.jsonl", b"5\n" + LINE + b'"x"\n', 1, 2, "expected a JSON object"),
    ("null-text.jsonl", row(text=None), 0, 1, "empty"),
    ("list-text.jsonl", row(text=["a"]), 0, 1, "list"),
    ("number-text.jsonl", row(text=48.2), 0, 1, "float"),
    ("nan.jsonl", b'{"text": NaN}\n', 0, 1, "float"),
    (
        "odd-types.jsonl",
        row(text=STORY, id={"a": 1}, title=[1], published={}, outlet=True, authors={"a": 1}, country=5),
        1,
        0,
        "",
    ),
    ("odd-authors.jsonl", row(text=STORY, authors=[None, 5, "Ada Quill", {"name": "x"}]), 1, 0, ""),
    (
        "absurd-days.jsonl",
        b"".join(row(text=STORY, published=day) for day in (1e300, -1, 10**400, "9999999-99-99", "0000-00-00")),
        5,
        0,
        "",
    ),
    ("long-number.jsonl", b'{"text": ' + b"1" * 100_000 + b"}\n", 0, 1, "not JSON"),
    ("deep.jsonl", b'{"text":' * 100_000 + b"\n" + LINE, 1, 1, "not JSON"),
    ("surrogate.jsonl", b'{"text": "half \\ud83d"}\n', 0, 1, "surrogate"),
    (
        "surrogates-elsewhere.jsonl",
        b'{"text": "Jane", "id": "\\ud83d", "title": "\\udc80", "outlet": "\\udfff", "authors": ["\\ud800"]}\n',
        1,
        0,
        "",
    ),
    ("escaped-zero.jsonl", b'{"text": "Jane\\u0000 Roe", "id": "a\\u0000b"}\n', 1, 0, ""),
    ("bad-byte.jsonl", LINE + b'{"text": "caf\xe9 48 percent"}\n' + LINE, 3, 0, ""),
    (
        "the-same-id.jsonl",
        row(id="a", text="Jane Roe won.") + row(id="a", text="Tom Poe won.") + row(id="a", text="Jane Roe won."),
        3,
        0,
        "",
    ),
    ("the-same-key-twice.jsonl", b'{"text": "a", "text": "b"}\n', 1, 0, ""),
    ("windows-ends.jsonl", LINE.replace(b"\n", b"\r\n") * 2, 2, 0, ""),
    ("no-text.jsonl", row(id="1") + row(), 0, 2, "no field 'text'"),
    # JSON
    ("open.json", b'[{"text": "Jane"}', 1, 1, "truncated"),
    ("cut-inside.json", b'[{"text": "Jane"}, {"text": "T', 1, 1, "not JSON"),
    ("comma.json", b'[{"text": "Jane"},]', 1, 0, ""),
    ("behind-the-end.json", b'[{"text": "Jane"}] and more', 1, 1, "behind the end"),
    ("deep.json", b"[" * 100_000, 0, 1, "not JSON"),
    ("scalars.json", b'[1, null, "x"]', 0, 3, "expected a JSON object"),
    ("empty.json", b"[]", 0, 1, "empty"),
    (
        "bad-bytes.json",
        b'[{"text": "caf\xc3\xa9"}, {"text": "x' + b"y" * 70_000 + b'\xe9"}, {"text": "Jane"}]',
        2,
        1,
        "no text in this file's encoding",
    ),
    # tables
    ("empty.csv", b"", 0, 1, "no field"),
    ("header-only.csv", b"id,text\n", 0, 1, "empty"),
    ("open-quote.csv", b'id,text\n1,Jane\n2,"Tom\n', 1, 1, "not closed"),
    ("too-many.csv", b"id,text\n1,Jane,Roe\n2,Tom\n", 1, 1, "3 fields"),
    ("too-few.csv", b"id,text\n1\n2,Tom\n", 1, 1, "1 fields"),
    ("line-breaks.csv", b'id,text\n1,"Jane\nRoe\n\nwon"\n2,Tom\n', 2, 0, ""),
    ("long-field.csv", b"id,text\n1," + b"word " * 200_000 + b"\n", 1, 0, ""),
    ("a-zero.csv", b"id,text\n1,Ja\x00ne\n", 0, 1, "binary"),
    ("the-same-column-twice.csv", b"id,text,text\n1,a,b\n", 1, 0, ""),
    ("old-mac.csv", b"id,text\r1,Jane\r", 0, 1, "no field"),
    ("bad-byte.csv", b"id,text\n1,caf\xe9\n2,Tom\n", 2, 0, ""),
    ("formula.csv", b'id,text\n1,"=cmd|x"\n', 1, 0, ""),
    # packed
    ("cut.jsonl.gz", gzip.compress(LINE * 500)[:-6], 500, 1, "truncated"),
    ("flipped.jsonl.gz", flipped(gzip.compress(LINE * 50), 30), 0, 1, "damaged"),
    ("wrong-sum.jsonl.gz", flipped(gzip.compress(LINE * 50), -8), 0, 1, "damaged"),
    ("rubbish-behind.txt.gz", gzip.compress(b"Jane Roe") + b"rubbish", 0, 1, "no gzip data"),
    ("padded.txt.gz", gzip.compress(b"Jane Roe") + zeros(1_000), 1, 0, ""),
    ("two.txt.gz", gzip.compress(b"Jane ") + gzip.compress(b"Roe"), 1, 0, ""),
    ("header-alone.txt.gz", b"\x1f\x8b", 0, 1, "truncated"),
    ("not-packed.txt.gz", STORY.encode(), 0, 1, "unknown kind"),
    ("cut.txt.bz2", bz2.compress(STORY.encode() * 50)[:-9], 0, 1, "truncated"),
    ("cut.txt.xz", lzma.compress(STORY.encode() * 50)[:-9], 0, 1, "truncated"),
    ("cut.txt.zst", zstandard.compress(STORY.encode() * 50)[:-9], 0, 1, "truncated"),
    ("flipped.txt.zst", flipped(zstandard.compress(STORY.encode() * 50), 4), 0, 1, ""),
    ("bomb.jsonl.gz", gzip.compress(zeros(60_000_000)), 0, 1, "binary"),
    ("bomb.jsonl.zst", zstandard.compress(b'{"text": "' + b"a" * 120_000_000), 0, 1, "250 times"),
    ("bomb.jsonl.bz2", bz2.compress(b"\n" * 60_000_000), 0, 1, "250 times"),
    ("bomb-in-bomb.gz.gz", gzip.compress(gzip.compress(b" " * 60_000_000)), 0, 1, ""),
    ("four-times.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"Jane")))), 0, 1, "3 times over"),
    # archives
    ("empty.zip", packed_zip([]), 0, 1, "empty"),
    ("nameless.zip", packed_zip([("nobody", STORY), ("b.txt", STORY)]).replace(b"nobody", zeros(6)), 2, 0, ""),
    ("cut.zip", packed_zip([("a.txt", STORY)])[:-30], 0, 1, "no whole ZIP"),
    ("damaged-member.zip", flipped(packed_zip([("a.txt", STORY * 50), ("b.txt", STORY)]), 45), 1, 1, "damaged"),
    ("mixed.zip", packed_zip([("a.txt", STORY), ("b.bin", "x"), ("c/", ""), ("d.txt", "Tom")]), 2, 1, "unknown kind"),
    ("climbing.zip", packed_zip([("../../etc/a.txt", "Tom"), ("/etc/passwd.txt", "Jane")]), 1, 0, ""),
    ("bomb.zip", packed_zip([("a.txt", b"a" * 60_000_000)]), 0, 1, "250 times"),
    ("nested-3.zip", nested(3), 1, 0, ""),
    ("nested-5.zip", nested(5), 0, 1, "3 times over"),
    ("empty.tar", packed_tar(), 0, 1, "empty"),
    (
        "special.tar",
        packed_tar(
            (member("a", tarfile.FIFOTYPE), b""),
            (member("b", tarfile.SYMTYPE, "/etc/passwd"), b""),
            (member("c.txt"), b"Tom"),
        ),
        1,
        2,
        "not a regular",
    ),
    ("odd-names.tar", packed_tar((member("caf\udce9\n.txt"), b"Tom")), 1, 0, ""),
    ("cut.tar.gz", gzip.compress(packed_tar((member("a.txt"), b"Tom" * 500)))[:-15], 0, 1, "truncated"),
    # web archives and pages
    ("cut.warc", warc(5_000), 0, 1, "truncated"),
    ("cut-headers.warc", b"WARC/1.0\r\nWARC-Type: resp", 0, 1, "truncated"),
    ("no-length.warc", warc("many"), 0, 1, "without a length"),
    ("negative-length.warc", warc(-5), 0, 1, "without a length"),
    ("rubbish-between.warc", answer(body=b"x") + b"rubbish\r\n", 0, 2, "no record"),
    ("requests.warc", warc(2, b"GO", kind="request"), 0, 1, "empty"),
    ("not-found.warc", answer("404 Not Found"), 0, 1, "answered 404"),
    ("no-answer.warc", warc(4, b"oops"), 0, 1, "answered nothing"),
    ("picture.warc", answer(headers="Content-Type: image/png"), 0, 1, "image/png"),
    ("brotli.warc", answer(headers="Content-Type: text/html\r\nContent-Encoding: br"), 0, 1, "'br'"),
    ("bad-gzip.warc", answer(headers="Content-Encoding: gzip", body=b"\x1f\x8bno"), 0, 1, "damaged"),
    (
        "packed-bomb.warc",
        answer(headers="Content-Encoding: deflate", body=zlib.compress(zeros(30_000_000))),
        0,
        1,
        "more than",
    ),
    ("empty.html", b"<html></html>", 0, 1, "no article"),
    ("deep.html", b"<html><body>" + b"<div>" * 50_000 + b"Jane Roe", 0, 1, ""),
    ("unclosed.html", b"<html><body><p><b><i><a href='" + b"x" * 100_000, 0, 1, ""),
    ("zeros.html", b"<html><body>" + zeros(500), 0, 1, ""),
    # tables of other programs
    ("cut.parquet", b"PAR1" + b"x" * 100, 0, 1, "no whole Parquet"),
    ("named.parquet", STORY.encode(), 0, 1, "no whole Parquet"),
]


def test_there_are_enough_cases():
    assert len(FILES) >= 80
    assert len({name for name, *_ in FILES}) == len(FILES)


@pytest.mark.parametrize(("name", "data", "articles", "rejected", "reason"), FILES, ids=[name for name, *_ in FILES])
def test_hostile_files(tmp_path, name, data, articles, rejected, reason):
    (tmp_path / name).write_bytes(data)
    with limits.time_limit(10):
        items = list(read_articles([str(tmp_path / name)]))
    counted = [sum(isinstance(item, kind) for item in items) for kind in (Article, Rejected)]
    assert counted == [articles, rejected], [item for item in items if isinstance(item, Rejected)]
    if rejected:
        last = [item for item in items if isinstance(item, Rejected)][-1]
        assert reason in last.reason
        assert last.input.endswith(name)
    for item in items:
        item.model_dump_json()


def test_hostile_articles_go_through_a_run(tmp_path):
    """What is an article after all is also written, read back and extracted."""
    for name, data, articles, _, _ in FILES:
        if articles and len(data) < 20_000:
            (tmp_path / "in").mkdir(exist_ok=True)
            (tmp_path / "in" / name).write_bytes(data)
    tally = extract_batch(Settings(inputs=(str(tmp_path / "in"),), model="none"), tmp_path / "run")
    assert tally.extracted > 40
    late = (tmp_path / "run/rejected.jsonl").read_text(encoding="utf-8")
    assert '"stage":"extract"' not in late


# What a file system can do to us -------------------------------------------------------------------------------------


def make_pipe(path):
    os.mkfifo(path)


def make_loop(path):
    path.symlink_to(path)


def make_dangling(path):
    path.symlink_to(path.with_name("nothing"))


def make_device(path):
    path.symlink_to("/dev/zero")


PLACES = [
    ("a named pipe", "pipe.txt", make_pipe, "not a regular file"),
    ("a link to itself", "loop.txt", make_loop, "symbolic links"),
    ("a link to nothing", "dangling.txt", make_dangling, "No such file"),
    ("a link to a device", "zero.txt", make_device, "not a regular file"),
]


@pytest.mark.parametrize(("what", "name", "make", "reason"), PLACES, ids=[place[0] for place in PLACES])
@pytest.mark.parametrize("given", ["the folder", "itself"])
def test_odd_files(tmp_path, what, name, make, reason, given):
    make(tmp_path / name)
    (rejected,) = read_articles([str(tmp_path if given == "the folder" else tmp_path / name)])
    assert reason in rejected.reason


NAMES = [
    b"line\nbreak.txt",
    b"caf\xe9.txt",
    b"quote's.txt",
    "sp ace ü🗳.txt".encode(),
    b"-dash.txt",
    b"[a-z]*.txt",
    b"a;b|c.txt",
    b"x" * 250 + b".txt",
]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_odd_names(tmp_path, name):
    (tmp_path / "in").mkdir()
    path = os.fsencode(tmp_path / "in") + b"/" + name
    with open(path, "wb") as out:  # noqa: PTH123  (a path of bytes)
        out.write(STORY.encode())
    by_folder = extract_batch(Settings(inputs=(str(tmp_path / "in"),), model="none"), tmp_path / "one")
    by_name = extract_batch(Settings(inputs=(os.fsdecode(path),), model="none"), tmp_path / "two")
    assert by_folder.extracted == by_name.extracted == 1


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from extractor.cli import main
sys.argv = ["extractor", "extract", sys.argv[1], "-o", sys.argv[2], "--model", "none", "--quiet"]
main()
"""


def test_a_full_disk_is_said_and_not_a_traceback(tmp_path):
    (tmp_path / "a.txt").write_text(STORY * 500)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "a.txt", tmp_path / "run"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


def test_a_target_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(OSError, match="proc"):
        extract_batch(Settings(inputs=(str(tmp_path / "a.txt"),), model="none"), type(tmp_path)("/proc/run"))
