"""The quick look misses no date, and takes the same steps for every character, whatever stands in the text."""

from functools import partial

import pytest

from extractor.rooms.dates import find_dates
from extractor.rooms.dates.scanning import find_windows

CASES = [
    ("nothing of the kind stands in this text, which is long enough for a window or two of them", ""),
    ("the vote was held in may and it is over now, as everybody could see in the long weeks that passed", "may"),
    ("a rise over the last three or so years of growth", "the last three or so years"),
    ("by the end of this long and tiring year of votes", "the end of this long and tiring year"),
]


@pytest.mark.parametrize(("text", "inside"), CASES)
def test_find_windows(text, inside):
    windows = [text[start:end] for start, end in find_windows(text)]
    assert bool(windows) == bool(inside)
    assert not inside or any(inside in window for window in windows)


PATTERNS = [
    "1 ",
    "may ",
    "1/",
    "1-",
    "1.",
    "2016-",
    "the end of ",
    "last ",
    "a ",
    "day before ",
    "1st ",
    "'",
    "q1 ",
    "in May ",
]
SHORT_CHARACTERS, TIMES = 2_000, 5


@pytest.mark.parametrize("pattern", PATTERNS)
def test_work_grows_with_the_length(pattern, steps):
    def scan(characters):
        text = (pattern * (characters // len(pattern) + 1))[:characters]
        assert all(found.end <= characters for found in find_dates(text))

    scan(SHORT_CHARACTERS // 2)  # what is loaded once; another text, for the last few are remembered
    few = steps(partial(scan, SHORT_CHARACTERS))
    assert steps(partial(scan, TIMES * SHORT_CHARACTERS)) <= TIMES * few
