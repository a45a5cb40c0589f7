"""More than one process, machine or disk: a cluster, shards, addresses. Each ends with the bytes of a plain run."""

import json
import os
import pickle
import signal
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.records import Article
from extractor.runs import chunks, cluster, reading, workers
from extractor.runs.batch import extract_batch
from extractor.runs.errors import RunError
from extractor.runs.folder import run_folder
from extractor.runs.query import QueryError, query
from extractor.runs.retry import retry
from extractor.runs.settings import Settings, Shard, parse_shard
from extractor.runs.settle import settle_run
from extractor.runs.store import read_kind

STORY = (
    "HARBOUR CITY, the seat of the county and the home of its only daily paper — Jane Roe, a Democrat, won 48.2 percent of the vote on Tuesday, April 18, 2031. "
    "“We are not done,” Roe told supporters. Tom Poe came second with 31 percent."
)


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK_ARTICLES", 2)
    rows = [{"id": f"n{i}", "text": f"{STORY} Edition {i}.", "outlet": f"Paper {i}"} for i in range(9)]
    rows += [{"id": "copy", "text": rows[3]["text"] + " "}, {"id": "again", "text": rows[0]["text"]}, {"id": "none"}]
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Settings(inputs=(str(tmp_path / "dump.jsonl"),), model="none", article_seconds=20)


@pytest.fixture
def whole(settings, tmp_path):
    extract_batch(settings, tmp_path / "whole")
    return contents(tmp_path / "whole")


def contents(run):
    """Every file of a run that is to be the same, by its name; the manifest names the time."""
    return {
        str(path).removeprefix(str(run)): path.read_bytes()
        for path in run.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


# A cluster ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def dask():
    return pytest.importorskip("distributed", reason="needs the extra [dask]")


def test_a_cluster_gives_the_same_bytes(dask, settings, whole, tmp_path):
    seen = []
    extract_batch(settings, tmp_path / "run", cluster="local:1", progress=lambda *told: seen.append(told))
    assert contents(tmp_path / "run") == whole
    assert ("extracting", 11, 11) in seen


def test_a_worker_of_the_cluster_is_killed_and_the_run_ends_with_the_same_bytes(
    dask, settings, whole, tmp_path, monkeypatch
):
    with dask.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
    ) as local:
        victims = [local.workers[0].process.process.pid]

        def kill(stage, done, _total):
            if (stage, done) == ("extracting", 2):
                os.kill(victims.pop(), signal.SIGKILL)

        monkeypatch.chdir(tmp_path)  # where the workers, begun before, are not
        extract_batch(settings, Path("run"), cluster=local.scheduler_address, progress=kill)
        assert not victims
    assert contents(tmp_path / "run") == whole


def poisoned(chunk, refused, begin):
    begin("n4")
    if "n4" not in refused:
        os.kill(os.getpid(), signal.SIGKILL)
    return refused


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts processes by forking")
def test_a_poison_article_costs_the_process_beside_the_cluster_s_worker(monkeypatch):
    monkeypatch.setattr(workers, "start_context", lambda: get_context("fork"))
    sealed = cluster.Sealed(pickle.dumps(poisoned))
    try:
        assert "killed by SIGKILL" in cluster.do(sealed, 5.0, 7)["n4"]
    finally:
        cluster.end_workers()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("local:two", "local:N"),
        ("local:0", "local:N"),
        ("nowhere", "no scheduler there"),
        ("none.json", "no such file"),
    ],
)
def test_a_cluster_that_is_not_there(dask, settings, tmp_path, address, reason):
    import dask as library

    with library.config.set({"distributed.comm.timeouts.connect": "100ms"}), pytest.raises(RunError, match=reason):
        extract_batch(settings, tmp_path / "run", cluster=address)


# Shards ---------------------------------------------------------------------------------------------------------------


def run_shard(settings, run, shard):
    extract_batch(settings, run, shard=shard)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts processes by forking")
def test_shards_that_work_at_once_end_with_the_same_bytes(settings, whole, tmp_path):
    context = get_context("fork")
    shards = [
        context.Process(target=run_shard, args=(settings, tmp_path / "run", Shard(number, 3))) for number in (1, 2, 3)
    ]
    for process in shards:
        process.start()
    for process in shards:
        process.join()
    assert [process.exitcode for process in shards] == [0, 0, 0]
    assert contents(tmp_path / "run") == whole


def test_a_shard_whose_fellows_never_come_does_it_all(settings, whole, tmp_path):
    extract_batch(settings, tmp_path / "run", shard=Shard(2, 3))
    assert contents(tmp_path / "run") == whole


def test_a_shard_does_its_own_share_first(settings, tmp_path):
    done = []
    real = chunks.extract_piece
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "extract_piece", lambda *given: done.append(given[4].chunk) or real(*given))
        extract_batch(settings, tmp_path / "run", shard=Shard(2, 3))
    assert done == [1, 4, 5, 2, 3, 0]


@pytest.mark.parametrize("printed", ["0/3", "4/3", "3", "a/b", "1/", "-1/2", ""])
def test_no_shard(printed):
    with pytest.raises(ValueError, match="NUMBER/OF"):
        parse_shard(printed)


# Mixed configurations -------------------------------------------------------------------------------------------------


def stop_after_reading(stage, *_):
    if stage == "learning":
        raise KeyboardInterrupt


def test_options_are_mixed_only_when_told_to(settings, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        extract_batch(settings, tmp_path / "run", progress=stop_after_reading)
    other = Settings(inputs=settings.inputs, model="none", encoding="utf-8")
    with pytest.raises(RunError, match="--allow-mixed"):
        extract_batch(other, tmp_path / "run", resume=True)
    tally = extract_batch(other, tmp_path / "run", resume=True, allow_mixed=True)
    assert tally.read == 12
    assert json.loads((tmp_path / "run/manifest.json").read_text())["mixed"] == [settings.fingerprint()]
    assert extract_batch(other, tmp_path / "run", resume=True) == tally


def test_inputs_are_never_mixed(settings, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        extract_batch(settings, tmp_path / "run", progress=stop_after_reading)
    other = Settings(inputs=(*settings.inputs, *settings.inputs), model="none")
    with pytest.raises(RunError, match="they have been read"):
        extract_batch(other, tmp_path / "run", resume=True, allow_mixed=True)


# Addresses ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def memory():
    pytest.importorskip("upath", reason="needs the extra [cloud]")
    folder = run_folder("memory://runs/nov6")
    yield folder
    if folder.exists():
        folder.fs.rm("/runs", recursive=True)


def test_a_run_at_an_address_has_the_same_bytes(settings, whole, memory):
    extract_batch(settings, memory)
    assert contents(memory) == whole


def test_a_run_at_an_address_is_taken_up_again(settings, whole, memory):
    with pytest.raises(KeyboardInterrupt):
        extract_batch(settings, memory, progress=stop_after_reading)
    with pytest.raises(RunError, match="--resume"):
        extract_batch(settings, memory)
    extract_batch(settings, memory, resume=True)
    assert contents(memory) == whole


def test_what_can_be_done_with_a_run_at_an_address(settings, memory):
    extract_batch(settings, memory)
    assert settle_run(memory).claims
    assert query(memory, "select count(*) from articles")[1] == [(11,)]
    with pytest.raises(QueryError, match="Cannot access"):
        query(memory, "select * from read_text('memory:///elsewhere/secret')")
    assert retry(memory, mapping={"text": "id"}).rejected == 0
    assert [article.id for article in read_kind(memory, "articles", Article)][-1] == "none"


def test_the_whole_journey_at_an_address(settings, memory, tmp_path):
    runner = CliRunner()
    ran = runner.invoke(app, ["run", *settings.inputs, "-o", "memory://runs/nov6", "--model", "none", "-q"])
    assert ran.exit_code == 3, ran.output
    assert b"Jane Roe" in (memory / "report.html").read_bytes()
    asked = runner.invoke(app, ["query", "memory://runs/nov6", "select id from articles limit 1", "--json"])
    assert "n0" in asked.output
    exported = runner.invoke(app, ["export", "memory://runs/nov6", "-o", str(tmp_path / "out")])
    assert exported.exit_code == 0
    assert "48.2" in (tmp_path / "out/vote_percentages.jsonl").read_text()
    same = runner.invoke(app, ["diff", "memory://runs/nov6", "memory://runs/nov6"])
    assert same.exit_code == 0


def test_memory_is_one_process_s_own(settings, memory):
    with pytest.raises(RunError, match="--workers 1"):
        extract_batch(settings, memory, workers=2)


def test_an_address_of_no_known_kind():
    pytest.importorskip("upath", reason="needs the extra [cloud]")
    failed = CliRunner().invoke(app, ["query", "nothing://runs/nov6", "select 1"])
    assert failed.exit_code == 2
    assert "nothing" in failed.output


# A bucket --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def bucket(monkeypatch):
    """The address of an empty bucket on a server that speaks S3, on this machine."""
    server_of = pytest.importorskip("moto.server", reason="needs moto[s3,server]")
    s3fs = pytest.importorskip("s3fs", reason="needs the extra [cloud]")
    server = server_of.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (
        ("AWS_ENDPOINT_URL", f"http://{host}:{port}"),
        ("AWS_ACCESS_KEY_ID", "nobody"),
        ("AWS_SECRET_ACCESS_KEY", "nothing"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("s3://news")
    yield "s3://news"
    server.stop()
    s3fs.S3FileSystem.clear_instance_cache()


def test_from_a_bucket_to_a_bucket_with_two_workers_the_same_bytes(settings, whole, bucket):
    there = run_folder(f"{bucket}/dump.jsonl")
    there.fs.put_file(settings.inputs[0], there.path)
    run = run_folder(f"{bucket}/runs/nov6")
    tally = extract_batch(replace(settings, inputs=(str(there),)), run, workers=2)
    assert tally.as_dict() == {"read": 12, "extracted": 10, "duplicate": 1, "rejected": 1}
    theirs = contents(run)
    assert theirs.keys() == whole.keys()
    # Everything but what names the input is the same.
    assert {n for n in whole if theirs[n] != whole[n]} == {
        name
        for name in whole
        if name.split("/")[1] in ("articles", "intake", "state.json", "intake.json", "rejected.jsonl")
    }
    settled = settle_run(run, workers=2, in_a_bucket=5)
    assert sum(len(r.claims) for r in settled.reconciliations) == len(list(settled.claims)) > 5
    assert query(run, "select count(*) from articles")[1] == [(11,)]
    assert query(run, "select count(*) from claims")[1] != [(0,)]
    with pytest.raises(RunError, match="--resume"):
        extract_batch(settings, run)
