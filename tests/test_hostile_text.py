"""Text that no newspaper printed: every room does work in proportion to its length, and none crashes.

Each row is a pattern that is repeated. A text eight times as long may take eight times the steps: what is done once for a
text makes it less, work that grows with the square of the length more. `place` checks every span on the way.
"""

from functools import partial

import pytest

from extractor.language.pipeline import load_pipeline
from extractor.linking.extract import learn, read
from extractor.records import Article

SHORT_CHARACTERS, TIMES = 1_200, 8

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


def read_both_passes(text, nlp):
    article = Article(text=text, published="2031-06-05")
    return read(article, nlp, learn([article], nlp))


@pytest.mark.parametrize(("name", "pattern"), CASES, ids=[name for name, _ in CASES])
def test_work_grows_with_the_length(name, pattern, nlp, steps):
    short = pattern * (SHORT_CHARACTERS // len(pattern) + 1)
    read_both_passes(
        short[SHORT_CHARACTERS // 2 :], nlp
    )  # what is loaded once; another text, for the last few are remembered
    few = steps(partial(read_both_passes, short, nlp))
    assert steps(partial(read_both_passes, short * TIMES, nlp)) <= TIMES * few


def test_steps_tell_the_square_of_the_length(steps):
    def pairs(count):
        return sum(one < other for one in range(count) for other in range(count))

    assert steps(partial(pairs, 80)) > 8 * 4 * steps(partial(pairs, 10))


def test_steps_are_the_same_every_time(nlp, steps):
    work = partial(read_both_passes, "Quill won 48 percent of the vote on Tuesday, Harrow said. " * 10, nlp)
    work()
    assert len({steps(work) for _ in range(3)}) == 1
