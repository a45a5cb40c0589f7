"""Who can own a figure: people, what stands for them, groups, parties, organisations, ballot options."""

from __future__ import annotations

import pytest
from linking_scenes import scene

from extractor.linking.grammar.cast import Cast, find_actors
from extractor.linking.grammar.scene import Scene

W, K, A = "Dana Wexholm", "Ilse Korvane", "Femi Adeyara"
CASES = [
    ("Wexholm met Korvane.", [W, K]),
    ("Wexholm said she would win.", [W, W]),
    ("Korvane spoke. The governor smiled.", [K, K]),
    ("Wexholm ran. The 41-year-old Democrat lost.", [W, W]),
    ("Wexholm and Adeyara debated; he won.", [W, A, A]),
    ("Because she ran well, Wexholm won.", [W, W]),
    ("Wexholm lent the committee money from herself.", [W, "committee", W]),
    ("Likely voters and Green outside groups agreed.", ["Likely voters and Green outside groups"]),
    ("The GOP beat Labour.", ["Republicans", "Labour"]),
    ("The pro-Wexholm Harbor Action Fund gave money.", ["Harbor Action Fund"]),
    ("Larkfield Mills was fined. The Club for Thrift paid.", ["Larkfield Mills", "Club for Thrift"]),
    ("The Harbor Action Fund began. The group spent more.", ["Harbor Action Fund", "Harbor Action Fund"]),
    ("A new group spent money. The Harbor Action Fund denied it.", ["Harbor Action Fund", "Harbor Action Fund"]),
    ("The state gave Wexholm a grant.", ["state", W]),
    ("Measure 12 passed. The measure was new.", ["Measure 12", "Measure 12"]),
    ("The Yes on 12 committee met.", ["Yes on 12"]),
    ("the harbor action fund said it would pay a company called larkfield mills and others, all in a text that has no capitals", [
        "harbor action fund", "larkfield mills"]),
    # Nobody here owns anything.
    ("The committee hearing went on in Ohio on Monday.", []),
    ("It rained.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text for text, _ in CASES])
def test_find_actors(text: str, names: list[str]) -> None:
    doc = scene(text)
    assert [actor.name for actor in find_actors(doc, Cast(doc, text), 0, len(text))] == names


SKELETONS = [
    (
        "Mr. Wexholm (D-Ohio) led the Korvane campaign by about 9 percentage points in the poll.",
        "A led B by % in the poll.",
    ),
    ("Wexholm’s “record” haul", "A's record haul"),
    ("Democratic nominee Dana Wexholm and Gov. Ilse Korvane", "A and B"),
    ("wexholm s campaign raised $7.4 million", "A raised $"),
    ("her lead over Wexholm", "A's lead over B"),
]


@pytest.mark.parametrize(("text", "skeleton"), SKELETONS, ids=[text for text, _ in SKELETONS])
def test_skeleton(text: str, skeleton: str) -> None:
    line = Scene(scene(text)).skeleton((0, len(text))).text
    shown = line.translate({0xE000: "A", 0xE001: "B", 0xE800: "%", 0xEC00: "$"})
    assert shown == skeleton
