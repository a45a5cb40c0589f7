"""Claims in buckets: whoever settles them, and whatever ends on the way, the run ends with the same bytes, or says which claim it was."""

from __future__ import annotations

import os
import pickle
import random
import signal
import time
from decimal import Decimal
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from press_run import write_run

from extractor.evaluate.simulate import report
from extractor.reconcile import rounds
from extractor.reconcile.readings import Reading
from extractor.runs import workers
from extractor.runs.errors import RunError
from extractor.runs.folder import run_folder
from extractor.runs.frames import read_frame, write_frames
from extractor.runs.settle import settle_run, spans_of

SMALL = 40  # claims in a bucket
in_buckets = partial(settle_run, in_a_bucket=SMALL)


@pytest.fixture
def forked(monkeypatch):
    """Workers forked from this process: what a test put in place is there too."""
    if not hasattr(os, "fork"):
        pytest.skip("ends processes by signals")
    monkeypatch.setattr(workers, "start_context", lambda: get_context("fork"))


def made(run):
    """A run folder with seven articles in a part."""
    return write_run(run, report(4, 3, "hard"), 7)


@pytest.fixture
def whole(tmp_path):
    settle_run(made(tmp_path / "whole"))
    return contents(tmp_path / "whole")


def contents(run):
    return {str(path).removeprefix(str(run)): path.read_bytes() for path in run.rglob("*") if path.is_file()}


def test_on_a_cluster(forked, whole, tmp_path):
    pytest.importorskip("distributed", reason="needs the extra [dask]")
    in_buckets(made(tmp_path / "run"), cluster="local:1")
    assert contents(tmp_path / "run") == whole


def test_at_an_address(whole):
    pytest.importorskip("upath", reason="needs the extra [cloud]")
    run = made(run_folder("memory://settled/nov6"))
    try:
        in_buckets(run)
        assert contents(run) == whole
    finally:
        run.fs.rm("/settled", recursive=True)


def test_killed_at_any_moment_and_settled_again(forked, whole, tmp_path):
    run = made(tmp_path / "run")
    began = time.monotonic()
    in_buckets(made(tmp_path / "other"))
    seconds = time.monotonic() - began
    dice = random.Random(1)
    for number in range(6):
        if (child := os.fork()) == 0:
            try:
                in_buckets(run, workers=1 + number % 2)
            finally:
                os._exit(0)
        time.sleep(dice.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    in_buckets(run)
    assert contents(run) == whole


@pytest.mark.parametrize("name", ["hear", "answer", "write"])
def test_a_worker_that_is_killed_costs_nothing_but_time(forked, whole, tmp_path, monkeypatch, name):
    real, fallen = getattr(rounds, name), tmp_path / "fallen"

    def killed_once(*given):
        if not fallen.exists():
            fallen.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given)

    monkeypatch.setattr(rounds, name, killed_once)
    in_buckets(made(tmp_path / "run"), workers=2)
    assert fallen.exists()
    assert contents(tmp_path / "run") == whole


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def fail(*_):
    raise ArithmeticError("no such number")


POISON = [
    ("a fault, in this process", "answer", fail, 1, r"claim [0-9a-f]{16} cannot be settled: ArithmeticError: no such number"),
    ("a fault, in a worker", "told_apart", fail, 2, r"claim [0-9a-f]{16} cannot be settled: ArithmeticError: no such number"),
    ("it kills its worker", "write", die, 2, r"from claim [0-9a-f]{16} on cannot be settled: .* ended twice \(killed by SIGKILL"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "harm", "count", "reason"), [row[1:] for row in POISON], ids=[row[0] for row in POISON])  # fmt: skip
def test_a_poison_question_is_named(forked, tmp_path, monkeypatch, step, harm, count, reason):
    monkeypatch.setattr(rounds, step, harm)
    with pytest.raises(RunError, match=reason):
        in_buckets(made(tmp_path / "run"), workers=count)
    assert not (tmp_path / "run/buckets").exists()


def test_a_long_question_is_named_by_its_own_claim():
    said = []
    reading = Reading("c1", "a", "", None, "", "s", "S", "raised", "USD", *[Decimal(1)] * 2, "exact", *[Decimal(1)] * 4)
    short, long = [reading], [reading._replace(id="c2")] * 500
    list(rounds.each_of(len, [short, long, short, short], lambda readings: readings, said.append))
    first = "one of the next 500 claims from claim c1 on"
    assert said == [first, "claim c2", first, ""]


def test_no_claim_is_lost_in_silence(tmp_path, monkeypatch):
    real = rounds.blocks_of
    monkeypatch.setattr(rounds, "blocks_of", lambda readings: real(readings)[1:])
    for settle in (settle_run, in_buckets):
        with pytest.raises(RunError, match=r"of \d+ claims \d+ were settled"):
            settle(made(tmp_path / settle.__class__.__name__))


SPANS = [
    ("one for all", [5, 5, 5], 100, [(0, 3)]),
    ("one for each", [5, 5, 5], 5, [(0, 1), (1, 2), (2, 3)]),
    ("a part that is too large stands alone", [1, 50, 1, 1], 10, [(0, 1), (1, 2), (2, 4)]),
    ("parts without claims are somewhere too", [0, 0, 7, 0], 7, [(0, 4)]),
    ("no more parts than are listed at once", [0] * 65, 7, [(0, 64), (64, 65)]),
    ("none", [], 7, []),
]


@pytest.mark.parametrize(("claims", "most", "spans"), [row[1:] for row in SPANS], ids=[row[0] for row in SPANS])
def test_spans(claims, most, spans):
    assert [tuple(span) for span in spans_of(claims, most)] == spans


def test_frames_hold_what_settling_writes_and_nothing_else(tmp_path):
    things = [{"a": (Decimal("1.50"), frozenset("ab"))}, []]
    ends = write_frames(tmp_path / "frames", things)
    assert [read_frame(tmp_path / "frames", *span) for span in ((0, ends[0]), (ends[0], ends[1]))] == things
    for harm in (os.system, eval, Path, partial):
        write_frames(tmp_path / "frames", [harm])
        with pytest.raises(pickle.UnpicklingError, match="no part of what settling writes"):
            read_frame(tmp_path / "frames")
