"""What survives: kills of the run and of its workers, hangs, poison, Ctrl-C. After each the run ends as if undisturbed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from extractor.runs import chunks, pieces, reading, workers
from extractor.runs.batch import extract_batch
from extractor.runs.errors import RunError
from extractor.runs.lock import lock
from extractor.runs.settings import Settings
from extractor.runs.workers import Workers

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes by signals")

STORY = "HARBOUR CITY — Jane Roe, a Democrat, won 48.2 percent of the vote on Tuesday, April 18, 2031. Tom Poe came second with 31 percent."


@pytest.fixture
def forked(monkeypatch):
    """Workers forked from this process: they start at once, and what a test put in place is there too."""
    monkeypatch.setattr(workers, "start_context", lambda: get_context("fork"))
    monkeypatch.setattr(reading, "CHUNK_ARTICLES", 2)
    monkeypatch.setattr(pieces, "PIECE_ARTICLES", 1)
    chunks.pipeline("none")


@pytest.fixture
def settings(tmp_path):
    rows = [{"id": f"n{i}", "text": f"{STORY} Edition {i}." * 2} for i in range(6)] + [{"id": "empty", "text": ""}]
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Settings(inputs=(str(tmp_path / "dump.jsonl"),), model="none", article_seconds=5)


def contents(run):
    """Every file of a run that is to be the same; the manifest names the time."""
    return {
        str(path.relative_to(run)): path.read_bytes()
        for path in sorted(run.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def in_a_child(work):
    """Run `work` in a forked process and return its id."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return pid


@pytest.mark.parametrize("count", [1, 2])
def test_killed_at_any_moment_and_taken_up_again_it_ends_with_the_same_bytes(forked, settings, tmp_path, count):
    began = time.monotonic()
    extract_batch(settings, tmp_path / "whole")
    whole_seconds = time.monotonic() - began
    dice = random.Random(count)
    for number in range(12):
        run = tmp_path / f"killed{number}"
        for _ in range(2):
            child = in_a_child(lambda run=run: extract_batch(settings, run, workers=count, resume=True))
            time.sleep(dice.uniform(0, 1.1 * whole_seconds))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        extract_batch(settings, run, resume=True)
        assert contents(run) == contents(tmp_path / "whole"), f"kill {number}"


def test_a_worker_that_is_killed_costs_nothing_but_time(forked, settings, tmp_path, monkeypatch):
    extract_batch(settings, tmp_path / "whole")
    real, fallen = chunks.read, tmp_path / "fallen"

    def killed_once(article, nlp, knowledge):
        if article.id == "n4" and not fallen.exists():
            fallen.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(article, nlp, knowledge)

    monkeypatch.setattr(chunks, "read", killed_once)
    extract_batch(settings, tmp_path / "run", workers=2)
    assert fallen.exists()
    assert contents(tmp_path / "run") == contents(tmp_path / "whole")


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def hang(*_):
    signal.signal(signal.SIGALRM, signal.SIG_IGN)  # as a library in C that never looks up
    time.sleep(60)


def sleep(*_):
    time.sleep(60)


POISON = [
    ("kills its worker in the second pass", "read", die, 2, "ended twice (killed by SIGKILL"),
    ("kills its worker in the first pass", "learn", die, 2, "ended twice (killed by SIGKILL"),
    ("hangs and cannot be stopped from inside", "read", hang, 2, "hung"),
    ("takes too long", "read", sleep, 1, "took longer than 0.3 seconds"),
    ("takes too long in the first pass", "learn", sleep, 1, "took longer than 0.3 seconds"),
]


@pytest.mark.parametrize(("what", "step", "harm", "count", "reason"), POISON, ids=[row[0] for row in POISON])
def test_a_poison_article_is_rejected_and_nothing_else(
    forked, settings, tmp_path, monkeypatch, what, step, harm, count, reason
):
    real = getattr(chunks, step)
    monkeypatch.setattr(workers, "GRACE_SECONDS", 0.3)

    def poisoned(given, *rest):
        article = given[0] if step == "learn" else given
        return harm() if article.id == "n4" else real(given, *rest)

    monkeypatch.setattr(chunks, step, poisoned)
    hasty = Settings(inputs=settings.inputs, model="none", article_seconds=0.3 if harm is not die else 5)
    tally = extract_batch(hasty, tmp_path / "run", workers=count)
    assert (tally.extracted, tally.rejected) == (5, 2)
    _, late = map(json.loads, (tmp_path / "run/rejected.jsonl").read_text().splitlines())
    assert (late["article_id"], late["stage"]) == ("n4", "limits")
    assert reason in late["reason"]


def test_workers_that_all_die_end_the_run_with_advice(forked, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "read_part", die)
    with pytest.raises(RunError, match="fewer workers or more memory"):
        extract_batch(settings, tmp_path / "run", workers=2)


def test_what_a_worker_cannot_do_is_said(forked, settings, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(chunks, "write_part", full)
    with pytest.raises(RunError, match="No space left"):
        extract_batch(settings, tmp_path / "run", workers=2)


def slow_first(chunk, refused, begin):
    time.sleep(0.2 if chunk == 0 else 0)
    return chunk * 10


def test_results_come_in_order_whoever_is_first(forked):
    with Workers(2, 5) as pool:
        assert list(pool.each(slow_first, range(5))) == [0, 10, 20, 30, 40]


def stay(folder, chunk, refused, begin):
    (folder / f"worker{chunk}").write_text(str(os.getpid()))
    time.sleep(60)


def test_workers_end_with_a_parent_that_is_killed(forked, tmp_path):
    def parent():
        with Workers(2, 60) as pool:
            list(pool.each(partial(stay, tmp_path), range(2)))

    child = in_a_child(parent)
    written = [tmp_path / "worker0", tmp_path / "worker1"]
    wait_for(lambda: all(path.exists() and path.read_text() for path in written))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    for path in written:
        wait_for(lambda path=path: not alive(int(path.read_text())))


def wait_for(true, seconds=60):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_two_processes_do_not_work_in_one_folder(settings, tmp_path):
    extract_batch(settings, tmp_path / "run")
    with lock(tmp_path / "run"), pytest.raises(RunError, match="another process"):
        extract_batch(settings, tmp_path / "run", resume=True)


@pytest.mark.parametrize("model", ["none", "default"])
def test_workers_that_begin_as_copies_and_share_the_last_chunks_write_the_same_bytes(tmp_path, monkeypatch, model):
    """The real thing: a server that has loaded all, and workers forked from it."""
    rows = [{"id": f"n{i}", "text": f"{STORY} Edition {i}. “We are not done,” Roe said." * 2} for i in range(5)]
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr(pieces, "PIECE_ARTICLES", 2)
    told = []
    for count in (1, 2):
        extract_batch(
            Settings(inputs=(str(tmp_path / "dump.jsonl"),), model=model),
            tmp_path / f"run{count}",
            workers=count,
            progress=lambda *news: told.append(news),
        )
    assert contents(tmp_path / "run1") == contents(tmp_path / "run2")
    assert [done for stage, done, _ in told if stage == "extracting"] == [5, 2, 4, 5]


def test_nothing_is_said_at_the_end_but_the_books(settings, tmp_path):
    """Neither by the server of the workers, which ends after the command."""
    command = [sys.executable, "-m", "extractor.cli", "extract", *settings.inputs, "-o", str(tmp_path / "run")]
    ran = subprocess.run(
        [*command, "--model", "none", "--workers", "2", "-q"], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (3, "")
    assert [line.split("  →")[0] for line in ran.stderr.splitlines() if not line.startswith("rejected")] == [
        "7 read = 6 extracted + 0 duplicate + 1 rejected"
    ]
