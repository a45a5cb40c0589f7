"""Fuzzing of readers and scanners: `pip install atheris; python benchmarks/fuzz.py readers|scanners FOLDER [--seconds 600]`.

Readers get bytes under a file name, scanners a text put together from pieces of news and of nonsense. A fault is an exception that
is no rejection, a record that does not hold what stands in its article, a stream that ends without article or rejection, or ten
seconds for one input. What was found lies in FOLDER as crash-*, slow-* or timeout-*; `--again FILE` runs one of these. FOLDER/corpus grows
from run to run.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extractor"]):
    from extractor.intake.articles import make_article
    from extractor.intake.formats.shapes import Given, Row
    from extractor.intake.reading import FAULT, read_stream
    from extractor.language.pipeline import load_pipeline
    from extractor.linking.extract import learn, read
    from extractor.records import Article, Rejected

    NLP = load_pipeline("none")  # loads the rooms, which are to be watched too

HANG_SECONDS = 10
STORY = "HARBOUR CITY (AP) — Jane Roe won 48.2 percent of the vote on Tuesday. “We are not done,” Roe said. She raised $2.4 million."
# The first byte of an input chooses one.
NAMES = ("a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.warc", "a.zip", "a.tar", "a.gz", "a.bz2", "a.zst", "a.xz", "a.parquet", "a")  # fmt: skip
PIECES = (
    "Jane Roe", "Roe", "Sen. Tom Poe (R-Ohio)", "Mr. O'Dell", "van der Quill", "the Democrat", "he", "she", "voters", "Ward 3",
    "48.2 percent", "48%", "48 1 percent", "48.6%-47.9%", "48 to 46 percent", "a third", "two-thirds of", "1 in 5", "percentage points", "%",
    "$2.4 million", "$40,000-$50,000", "$", "£3m", "1.2 billion euros", "450,000", "a million", "$,,,", "2 4 million", "cents", "US$",
    "on Tuesday", "April 18, 2031", "3/4/2031", "last week", "in May", "may", "the 1990s", "Nov. 6", "2031-32", "tomorrow", "30 Feb",
    "said", "told reporters", "according to", "won", "raised", "leads", "was elected", "spent", "would", "did not", "asked whether",
    "the mayoral race", "for governor", "Georgia's 6th congressional district", "the Senate", "runoff", "primary", "Proposition 12", "poll",
    "“", "”", '"', "'", "‘", "’", "``", "''", "(", ")", "[", "]", "—", "-", "...", ".", ",", ";", ":", "!", "?", "\n", "\n\n", "\t", " | ",
    "\u200b", "\u202e", "\u0301", "\ufeff", "\x00", "\u2028", "ﬁ", "½", "٤٨", "４８", "𝟒𝟖", "é", "ß", "İ", "🗳️", "&amp;", "<b>", "Ã©",
)  # fmt: skip


def read_bytes(data: bytes) -> None:
    """Every reader: whatever the bytes, articles or rejections come out, and at least one."""
    name = NAMES[data[0] % len(NAMES)] if data else "a"
    count = 0
    for item in read_stream(io.BytesIO(data[1:]), Given(name, name)):
        count += 1
        made = make_article(item.fields, name, item.place) if isinstance(item, Row) else item
        if isinstance(made, Rejected) and made.reason.startswith(FAULT):
            raise ValueError(made.reason)
        if not isinstance(made, (Article, Rejected)):
            raise TypeError(f"{made!r} is neither an article nor a rejection")
    if not count:
        raise ValueError(f"{name}: neither an article nor a rejection")


def compose(data: bytes) -> str:
    """A text from bytes: most choose a piece, some a character."""
    provider = atheris.FuzzedDataProvider(data)
    said = []
    while provider.remaining_bytes() and len(said) < 400:
        choice = provider.ConsumeIntInRange(0, len(PIECES) + 8)
        said.append(PIECES[choice] if choice < len(PIECES) else provider.ConsumeUnicodeNoSurrogates(3))
        if provider.ConsumeProbability() > 0.2:
            said.append(" ")
    return "".join(said)


def scan(data: bytes) -> None:
    """Both passes over a text; `place` and the models check every span."""
    text = compose(data)
    if not text.strip():
        return
    article = make_article({"text": text, "published": "2031-04-19"}, "fuzz", None)
    if isinstance(article, Article):
        read(article, NLP, learn([article], NLP))


def seeds(target: str) -> list[bytes]:
    """Inputs to begin with."""
    if target == "scanners":
        return [bytes(range(start, 256, 3)) for start in range(3)]
    line = json.dumps({"text": STORY, "published": "2031-04-19"}).encode() + b"\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", STORY)
    page = f"<html><head><title>x</title></head><body><article><p>{STORY}</p></article></body></html>".encode()
    web = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    warc = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(web)
    bodies = {
        "a.txt": STORY.encode(), "a.html": page, "a.jsonl": line * 2, "a.json": b"[" + line + b"," + line + b"]",
        "a.csv": b'id,text\n1,"Jane\nRoe won 48 percent"\n', "a.warc": warc + web + b"\r\n\r\n", "a.zip": packed.getvalue(),
        "a.gz": gzip.compress(line),
    }  # fmt: skip
    return [bytes([NAMES.index(name)]) + body for name, body in bodies.items()]


TARGETS = {"readers": read_bytes, "scanners": scan}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--again", type=Path, help="one input that was found")
    given = parser.parse_args()
    if given.again:
        data = given.again.read_bytes()
        print(repr(compose(data) if given.target == "scanners" else data))
        TARGETS[given.target](data)
        return
    corpus = given.folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(given.target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    longest = 20_000 if given.target == "readers" else 1_500
    options = [
        f"-max_total_time={given.seconds}", f"-timeout={HANG_SECONDS}", f"-max_len={longest}", f"-artifact_prefix={given.folder}/",
        "-report_slow_units=5", "-rss_limit_mb=2048", str(corpus),
    ]  # fmt: skip

    def target(data: bytes) -> None:
        try:
            TARGETS[given.target](data)
        except Exception:
            (given.folder / f"crash-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)
            raise

    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
