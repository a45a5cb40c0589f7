"""Shapes are tried only where one of their words stands: that loses none of them."""

from __future__ import annotations

import pytest
from linking_scenes import scene
from test_subjects import MONEY, NOBODY, PAIRS, ROWS, SINGLES

from extractor.linking.grammar.cues import load_cues
from extractor.linking.grammar.scene import Scene
from extractor.linking.grammar.singles import SHAPES
from extractor.linking.grammar.skeleton import Skeleton


@pytest.fixture(scope="module")
def skeletons() -> list[Skeleton]:
    scenes = [Scene(scene(text)) for text, _ in PAIRS + SINGLES + ROWS + MONEY + NOBODY]
    return [one.skeleton(one.place(figure)) for one in scenes for figure in one.figures]


def test_no_shape_is_left_untried_that_fits(skeletons: list[Skeleton]) -> None:
    fitted = set()
    for sk in skeletons:
        have = {
            "percents": bool(sk.percents),
            "sums": bool(sk.sums),
            "people": bool(sk.people),
            "groups": bool(sk.groups),
        }
        for number, shape in enumerate(SHAPES):
            for match in shape.finditer(sk.text):
                assert shape.suits(**have), match.group()
                assert not shape.words or not shape.words.isdisjoint(sk.words), match.group()
                fitted.add(number)
    assert len(fitted) > len(SHAPES) / 2


def test_a_shape_knows_which_figures_and_actors_it_needs() -> None:
    whole = dict.fromkeys(("percents", "sums", "people", "groups"), True)
    assert all(shape.suits(**whole) for shape in SHAPES)
    own_money = next(shape for shape in SHAPES if shape.name == "own money")
    assert not own_money.suits(**whole | {"sums": False})
    assert not own_money.suits(**whole | {"people": False})
    assert own_money.suits(**whole | {"percents": False, "groups": False})


@pytest.mark.parametrize("name", ["percent_measures", "money_measures"])
def test_every_cue_is_filed_under_a_word(name: str) -> None:
    table = load_cues(name)
    followed, preceded, others = table.holding
    filed = {cue.number for cues in table.opening.values() for cue in cues}
    for beside in (*followed.values(), *preceded.values(), others):
        filed |= {cue.number for cue in beside.alone}
        filed |= {cue.number for cues in beside.also.values() for cue in cues}
    assert filed == {cue.number for cue in table.cues}
    assert {cue.where for cue in table.framing.cues} <= {"sentence"}
