"""A run folder settles as its records do in memory, however its articles are cut into parts and its claims into buckets."""

from __future__ import annotations

import pytest
from press_run import write_run

from extractor.evaluate.simulate import report
from extractor.reconcile import reconcile
from extractor.reconcile.readings import reading_of
from extractor.runs.errors import RunError
from extractor.runs.readings import read_readings
from extractor.runs.settle import settle_run
from extractor.runs.store import part_path, parts, write_part

# Seed and mix of a press, articles in a part, about how many claims in a bucket, workers.
RUNS = [
    (1, "easy", 5, 10_000, 1),
    (2, "copies", 1, 10_000, 2),
    (3, "hard", 7, 10, 1),
    (4, "hard", 200, 40, 1),
    (4, "hard", 3, 25, 2),
    (5, "copies", 20, 1, 1),
]


@pytest.mark.parametrize(("seed", "mix", "size", "in_a_bucket", "workers"), RUNS)
def test_as_in_memory(seed, mix, size, in_a_bucket, workers, tmp_path):
    press = report(seed, 3, mix)
    write_run(tmp_path, press, size)
    settled = settle_run(tmp_path, workers=workers, in_a_bucket=in_a_bucket)
    expected = reconcile(press.articles, press.figures, [race.contest for race in press.races])
    assert [r.model_dump_json() for r in settled.reconciliations] == [
        r.model_dump_json() for r in expected.reconciliations
    ]
    assert sorted(c.model_dump_json() for c in settled.claims) == sorted(c.model_dump_json() for c in expected.claims)
    assert settled.voices == expected.voices
    # What is read straight from the tables is what the records say.
    read = [r for part in range(len(parts(tmp_path, "claims"))) for r in read_readings(tmp_path, part)]
    assert {r.id: r for r in read} == {c.id: reading_of(c) for c in settled.claims}
    # What only settling needs is gone.
    assert not (tmp_path / "buckets").exists()


def test_again_after_articles_are_gone(tmp_path):
    press = report(5, 2, "hard")
    write_run(tmp_path, press, 2)
    settle_run(tmp_path)
    last = len(list((tmp_path / "articles").iterdir())) - 1
    for kind in ("articles", "vote_percentages", "dollar_amounts", "contests"):
        part_path(tmp_path, kind, last).unlink()
    settled = settle_run(tmp_path)
    left = {article.id for article in press.articles[: 2 * last]}
    assert {claim.article_id for claim in settled.claims} <= left
    told = sorted(claim for r in settled.reconciliations for claim in r.claims)
    assert told == sorted(claim.id for claim in settled.claims)


def test_nothing_to_settle(tmp_path):
    with pytest.raises(RunError, match="holds no extracted articles"):
        settle_run(tmp_path)
    write_part(tmp_path, "articles", 0, report(6, 1, "easy").articles)
    assert list(settle_run(tmp_path).reconciliations) == []
