"""The quick look misses no date, and costs the same for every character, whatever stands in the text."""

import time

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
# Two texts, one five times as long: a scanner in linear time needs five times as long, one in quadratic time twenty-five times.
SHORT_CHARACTERS, TIMES, LINEAR_TIMES = 4_000, 5, 15


@pytest.mark.parametrize("pattern", PATTERNS)
def test_linear_time(pattern):
    def seconds(characters):
        text = (pattern * (characters // len(pattern) + 1))[:characters]
        began = time.process_time()
        assert all(found.end <= characters for found in find_dates(text))
        return time.process_time() - began

    seconds(SHORT_CHARACTERS)
    short = max(min(seconds(SHORT_CHARACTERS) for _ in range(3)), 0.001)
    assert seconds(TIMES * SHORT_CHARACTERS) < LINEAR_TIMES * short
