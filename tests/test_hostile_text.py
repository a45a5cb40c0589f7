"""Text that no newspaper printed: every room takes time in proportion to its length, and none crashes.

Each row is a pattern that is repeated. A text eight times as long may take 24 times as long: work in proportion gives 8,
work that grows with the square 64, and the rest is for the noise of the machine.
"""

import time

import pytest

from extractor.language.pipeline import load_pipeline
from extractor.linking.extract import learn, read
from extractor.records import Article

SHORT, LONGER, MOST = 1_200, 8, 24

CASES = [
    ("figures without an end", "48 percent "),
    ("signs between figures", "🗳️ 48% "),
    ("figures split by invisible characters", "4\u200b8\u200b percent "),
    ("control characters", "Quill \x00 won 48 percent\x00"),
    ("a table on one line", "Quill 48% | Harrow 46% | "),
    ("contenders on one line", "Ada Quill (D) 48% Tom Harrow (R) 46% "),
    ("sums without a full stop", "Quill raised $3 million and Harrow raised $4 million "),
    ("text without marks", "mr quill said he raised 8 3 million and ms harrow had 48 1 percent of the vote "),
    ("lines of one sentence", "Quill won 48 percent.\n"),
    ("dates without an end", "June 3, 2031 "),
    ("a word that may be a month", "may "),
    ("quotations that are never closed", '"He said '),
    ("a paragraph that is one open quotation", "“Taxes are too high, Quill said. "),
    ("figures inside quotations", "“Quill won 48 percent,” Harrow said. "),
    ("every mark of quotation", "“\"'"),
    ("a verb of speech alone", "said "),
    ("names without an end", "Tom Harrow "),
    ("names, verbs and marks", "Ada Quill , Harrow said to Mr. van der Quill and \" Sen. O'Dell 47 "),
    ("names of parties", "Republicans and Democrats and "),
    ("districts", "Georgia's 6th congressional district "),
    ("signs of money", "$,,,,"),
    ("brackets", "("),
    ("a word without an end", "a"),
    ("digits without an end", "1"),
    ("letters with many accents", "e\u0301\u0302"),
    ("text from right to left", "\u202eQuill won 48 percent\u202c "),
]


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline("none")


def seconds(text, nlp):
    article = Article(text=text, published="2031-06-05")
    began = time.process_time()
    read(article, nlp, learn([article], nlp))
    return time.process_time() - began


@pytest.mark.parametrize(("name", "pattern"), CASES, ids=[name for name, _ in CASES])
def test_time_grows_with_the_length(name, pattern, nlp):
    short = pattern * (SHORT // len(pattern) + 1)
    seconds(short, nlp)  # what is read and compiled once
    least = min(seconds(short, nlp) for _ in range(2))
    assert seconds(short * LONGER, nlp) <= MOST * least
