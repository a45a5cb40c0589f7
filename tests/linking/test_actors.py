"""Who can own a figure: people, what stands for them, groups, parties, organisations, ballot options."""

from __future__ import annotations

import pytest
from linking_scenes import scene

from extractor.linking.grammar.cast import Cast
from extractor.linking.grammar.scene import Scene
from extractor.linking.grammar.stage import find_actors

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
    # Names that only this text introduces, and what stands for them.
    ("A super PAC, Prairie Forward, spent more. Prairie Forward won.", ["Prairie Forward"] * 3),
    ("The super PAC that backs Wexholm, Prairie Forward, said so.", ["Prairie Forward", W, "Prairie Forward"]),
    ("Voices of Dunmere, a small advocacy group, agreed.", ["Voices of Dunmere", "Voices of Dunmere"]),
    ("Two groups, Prairie Forward ($4 million) and Yonder 2nd Street ($2 million), led.", ["groups", "Prairie Forward", "Yonder 2nd Street"]),
    ("The Ashford Valley PAC and Dunmere Harbor Fund spent.", ["Ashford Valley PAC", "Dunmere Harbor Fund"]),
    ("The GOP Dunmere Harbor Fund gave. Dunmere Harbor Fund paid.", ["Dunmere Harbor Fund", "Dunmere Harbor Fund"]),
    ("The pro-Wexholm super PAC Prairie Forward spent.", ["Prairie Forward"]),
    ("The Dunmere Harbor Fund spent. The super-PAC took in more, and it spent all.", [
        "Dunmere Harbor Fund", "Dunmere Harbor Fund", "Dunmere Harbor Fund"]),
    ("The Liberals gained. The party raised more than they had raised.", ["Liberals", "Liberals", "Liberals"]),
    ("Liberal filings show the party raised more.", ["Liberals"]),
    ("Larkfield Mills was fined. The company paid.", ["Larkfield Mills", "Larkfield Mills"]),
    ("The Dunmere Harbor Fund began. DHF spent.", ["Dunmere Harbor Fund", "Dunmere Harbor Fund"]),
    ("a super pac, prairie forward, spent more, and voices of dunmere, a small advocacy group, agreed in a text without any capitals", [
        "prairie forward", "prairie forward", "voices of dunmere", "voices of dunmere"]),
    ("A super PAC backing Wexholm spent. The average GOP challenger did not.", ["super PAC", W]),
    ("on monday the dunmere valley fund spent more than the republican ashford majority pac did in all of the year before it said", [
        "dunmere valley fund", "ashford majority pac"]),
    ("the upland labor party received less than club for thrift action took in over the whole of last year from its many small donors", [
        "upland labor party", "club for thrift action", "small donors"]),
    ("the main party and a pension fund took part in the house committee hearing while the whole group stayed out of it for good it said then", ["group"]),
    # A company is no PAC, a campaign no organisation, and who counts the money of others owns none.
    ("The Dunmere Harbor Fund began. The company paid.", ["Dunmere Harbor Fund", "company"]),
    ("The Dunmere Harbor Fund began. Wexholm's campaign said it raised more.", ["Dunmere Harbor Fund", W]),
    ("The Federal Election Commission told Channel News.", []),
    # Nobody here owns anything.
    ("On March 12, spending rose.", []),
    ("The committee hearing went on in Ohio on Monday.", []),
    ("It rained.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text for text, _ in CASES])
def test_find_actors(text: str, names: list[str]) -> None:
    doc = scene(text)
    assert [actor.name for actor in find_actors(Cast(doc, text), 0, len(text))] == names


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
