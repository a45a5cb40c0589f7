"""Two numbers with something between them: a range, or two figures."""

from decimal import Decimal

import pytest

from extractor.language.ranges import in_motion, is_range

# The text up to the first number, the numbers, what stands between them, whether both carry their unit; a range?
CASES = [
    ("", 8, 10, " to ", False, True),
    ("", 40, 45, "-", False, True),
    ("", 1, 3, " to ", True, True),
    ("between ", 40, 45, " and ", False, True),
    ("between  about ", 40, 45, " and ", False, True),
    ("from ", 40, 45, " to ", False, True),
    ("ranging from ", 5, 25, " to ", True, True),
    ("", 3, 4, " or ", False, True),
    ("", 10, 50, " to ", False, True),
    ("", 48, 44, " to ", False, False),
    ("", 40, 45, " and ", False, False),
    ("", 40, 45, " versus ", False, False),
    ("", 3, 4, " or ", True, False),
    ("rose from ", 38, 41, " to ", False, False),
    ("rose ", 3, 41, " to ", True, False),
    ("trails ", 41, 48, " to ", False, False),
    ("lost to her ", 41, 48, "-", False, False),
    ("", 30, 60, " to ", True, False),
    ("(", 37, 43, " to ", True, False),
]


@pytest.mark.parametrize(("before", "left", "right", "between", "repeated", "expected"), CASES)
def test_is_range(before, left, right, between, repeated, expected):
    text = f"{before}{left}{between}{right})"
    assert (
        is_range(
            text,
            len(before),
            len(text) - 1,
            Decimal(left),
            Decimal(right),
            between,
            repeated=repeated,
            widest=Decimal(20),
        )
        is expected
    )


@pytest.mark.parametrize(("before", "expected"), [("turnout rose ", True), ("rose from ", False), ("won ", False)])
def test_in_motion(before, expected):
    assert in_motion(before + "41", len(before)) is expected
