"""What a figure comes to by the numbers printed around it. A row: the text, and for each figure worked out its low and high."""

from __future__ import annotations

import pytest
from linking_scenes import scene

from extractor.linking.counts import find_counts
from extractor.linking.links import Linker

# Text; then (which percentage or sum, low, high) of each that can be worked out.
CASES = [
    (
        "In the mayoral election Wexholm won 104,871 votes, or 51.3 percent, to 99,512, or 48.7 percent, for Korvane.",
        [("percentages:0", 51.27, 51.38), ("percentages:1", 48.63, 48.73)],
    ),
    (
        "Mayor, final results\n\nDana Wexholm: 16,214 (60.2%)\nIlse Korvane: 10,720 (39.8%)\n",
        [("percentages:0", 60.12, 60.28), ("percentages:1", 39.77, 39.83)],
    ),
    (
        "Turnout in the election was 51.2 percent: 35,386 of the 69,118 registered voters cast ballots.",
        [("percentages:0", 50.68, 51.71)],
    ),
    (
        "Turnout in the election was 51.2 percent. There are 69,118 registered voters, and 35,386 ballots were cast.",
        [("percentages:0", 50.68, 51.71)],
    ),
    (
        "Wexholm raised $1.9 million from 20 donors, who gave an average of $94,000.",
        [("money:0", 1_870_600, 1_889_400)],
    ),
    (
        "Wexholm raised $1.9 million from more than 20 donors, who gave an average of $94,000.",
        [("money:0", 1_870_600, None)],
    ),
    # Nothing can be worked out
    # A template that was never filled in; thousands apart by a space
    ("Mayor, final results\n\nDana Wexholm: 16,214 (60.2%)\nIlse Korvane: 000 (39.8%)\n", []),
    ("Mayor, final results\n\nDana Wexholm: 16 214 (60.2%)\nIlse Korvane: 10 720 (39.8%)\n", []),
    ("In the mayoral election Wexholm won 104,871 votes, or 51.3 percent.", []),
    ("In the mayoral election Wexholm won 51.3 percent to 48.7 percent for Korvane, in 1,204 precincts.", []),
    ("In the mayoral election Wexholm won 104,871 votes, or about half, to 99,512, or about half, for Korvane.", []),
    ("Turnout in the election was 51.2 percent, and 35,386 ballots were cast.", []),
    ("Turnout was 51.2 percent among women. There are 69,118 registered voters, and 35,386 ballots were cast.", []),
    ("Wexholm raised $1.9 million, an average of $94,000 a week.", []),
]


@pytest.mark.parametrize(("text", "computed"), CASES, ids=[text[:60] for text, _ in CASES])
def test_find_counts(text, computed):
    doc = scene(text)
    doc._.links = Linker(doc).links()
    found = [(one.value.left, *(end and float(end) for end in one.value.computed)) for one in find_counts(doc)]
    assert [one[0] for one in found] == [one[0] for one in computed]
    for one, expected in zip(found, computed, strict=True):
        assert one[1:] == tuple(end and pytest.approx(end, abs=0.01) for end in expected[1:])
