"""Scores of the reconciliation: claims found, grouped, judged and settled."""

import pytest

from extractor.evaluate.groups import score_groups


def expect(name, *claims, verdict="agree", value=48.2, **more):
    told = [{"article": article, "span": [start, start + 5]} for article, start in claims]
    return {"id": name, "claims": told, "verdict": verdict, "value": value} | more


def claim(name, article, start):
    return {"id": name, "article_id": article, "span": {"start": start, "end": start + 5}}


def settle(name, *claims, verdict="agree", value=48.2):
    return {"id": name, "claims": list(claims), "verdict": verdict, "value": value}


TWO = expect("g", ("a", 0), ("b", 0))
CLAIMS = [claim("c1", "a", 0), claim("c2", "b", 2), claim("c3", "c", 0)]

# expected groups, reconciliations → coverage, solved, false conflicts
CASES = [
    ([TWO], [settle("r", "c1", "c2")], (1, 1, 0)),
    ([TWO], [settle("r", "c1", "c2", "c3")], (1, 1, 0)),  # a claim the gold does not speak of may stand with them
    ([TWO, expect("h", ("c", 0))], [settle("r", "c1", "c2", "c3")], (1, 0, 0)),
    ([TWO], [settle("r", "c1"), settle("s", "c2")], (1, 0, 0)),
    ([TWO], [settle("r", "c1", "c2", value=48.7)], (1, 0, 0)),
    ([TWO], [settle("r", "c1", "c2", value=None)], (1, 0, 0)),
    ([TWO | {"value_any": [48.7]}], [settle("r", "c1", "c2", value=48.7)], (1, 1, 0)),
    ([TWO], [settle("r", "c1", "c2", verdict="conflict")], (1, 0, 1)),
    ([TWO | {"verdict": "conflict"}], [settle("r", "c1", "c2", verdict="conflict")], (1, 1, 0)),
    ([TWO | {"verdict_any": ["compatible"]}], [settle("r", "c1", "c2", verdict="compatible")], (1, 1, 0)),
    ([expect("g", ("a", 0), ("d", 0))], [settle("r", "c1")], (0.5, 0, 0)),
    ([TWO], [], (1, 0, 0)),
    ([TWO | {"optional": True}], [settle("r", "c1")], (1, None, 0)),
    ([expect("g", ("a", 0))], [settle("r", "c1")], (1, None, 0)),
]


@pytest.mark.parametrize(("expected", "settled", "result"), CASES)
def test_score(expected, settled, result):
    score = score_groups(expected, CLAIMS, settled)
    assert (score.coverage, score.solved, score.false_conflicts) == result


def test_b_cubed():
    expected = [TWO, expect("h", ("c", 0))]
    together = score_groups(expected, CLAIMS, [settle("r", "c1", "c2", "c3")])
    assert (together.precision, together.recall) == (pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3), 1)
    apart = score_groups(expected, CLAIMS, [settle("r", "c1"), settle("s", "c2"), settle("t", "c3")])
    assert (apart.precision, apart.recall) == (1, pytest.approx(2 / 3))


def test_a_miss_tells_what_went_wrong():
    (miss,) = score_groups(
        [expect("g", ("a", 0), ("b", 0), ("d", 0))], CLAIMS, [settle("r", "c1"), settle("s", "c2")]
    ).misses
    assert (miss.group, miss.parts, miss.missing, miss.mixed) == ("g", 3, 1, False)


def test_nothing_expected():
    score = score_groups([], CLAIMS, [])
    assert (score.claims, score.coverage, score.f1, score.solved) == (0, None, 0, None)
