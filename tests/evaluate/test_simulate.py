"""The simulated press: the same seed gives the same press, its figures stand in its texts, and settling finds its truth."""

from __future__ import annotations

import pytest

from extractor.evaluate.simulate import report
from extractor.reconcile import reconcile
from extractor.records import check_against

MIXES = ["easy", "copies", "hard"]


@pytest.mark.parametrize("mix", MIXES)
def test_figures_stand_in_their_texts(mix):
    press = report(7, 3, mix)
    text = {article.id: article.text for article in press.articles}
    assert len(text) == len(press.articles)
    for figure in press.figures:
        check_against(figure, text[figure.article_id])


def test_the_same_seed_gives_the_same_press():
    assert report(7, 2, "hard") == report(7, 2, "hard")
    assert report(7, 2, "hard").articles != report(8, 2, "hard").articles


@pytest.mark.parametrize(("mix", "least"), [("easy", 0.97), ("copies", 0.8), ("hard", 0.8)])
def test_settling_finds_the_truth(mix, least):
    press = report(11, 12, mix)
    outcome = reconcile(press.articles, press.figures, [race.contest for race in press.races])
    told = {printed.record: printed for printed in press.printed}
    claim = {claim.id: claim for claim in outcome.claims}
    hits = []
    for r in outcome.reconciliations:
        first = claim[r.claims[0]]
        truths = [press.truth(told[first.record_id].question, early=early) for early in (False, True)]
        near = (
            [abs(float(r.value) - float(t)) <= (0.05 * float(t) if r.unit == "USD" else 0.5001) for t in truths]
            if r.value is not None
            else [False]
        )
        hits.append(any(near))
    assert sum(hits) / len(hits) >= least


def test_copies_are_one_witness():
    press = report(5, 6, "copies")
    outcome = reconcile(press.articles, press.figures, [race.contest for race in press.races])
    claim = {claim.id: claim for claim in outcome.claims}
    for r in outcome.reconciliations:
        articles = {claim[c].article_id for c in r.claims}
        originals = {press.originals.get(article, article) for article in articles}
        while (back := {press.originals.get(article, article) for article in originals}) != originals:
            originals = back
        assert r.independent_sources == len(originals)
