"""What the commands do: one function for each step they share, with its errors told in a line and its code for the shell.

Heavy libraries are imported where they are used, so that `--help` answers at once.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

if TYPE_CHECKING:
    from extractor.runs.batch import Settings
    from extractor.runs.tally import Tally


class Exit(IntEnum):
    """What the shell is told."""

    WELL = 0
    FAILED = 1
    USAGE = 2
    SOME_REJECTED = 3
    NOTHING_READ = 4
    STOPPED = 130


class Execution(NamedTuple):
    """Who does the work of a batch, and whether it goes on with what is there."""

    workers: int = 1
    cluster: str | None = None
    shard: str | None = None
    resume: bool = False
    add: bool = False
    allow_mixed: bool = False


def say(message: str) -> None:
    """One line of talk, to stderr."""
    typer.echo(message, err=True)


def failed(error: Exception, code: Exit = Exit.FAILED) -> typer.Exit:
    """The end of a command that went wrong: the reason in one line, the code for the shell."""
    say(f"error: {error}")
    return typer.Exit(code)


@contextmanager
def plainly(*expected: type[Exception], code: Exit = Exit.FAILED) -> Iterator[None]:
    """Errors of these kinds, and of files, end the command in one line; any other is a fault of ours and shows where it is."""
    try:
        yield
    except (*expected, OSError) as error:
        raise failed(error, code) from None


def make_settings(
    inputs: list[str], mapping: str | None, model: str, encoding: str | None, article_seconds: float = 60.0
) -> Settings:
    """What a batch is made with, once inputs, mapping and model are known to be there."""
    from extractor.intake.articles import InputError, list_inputs, parse_mapping
    from extractor.runs.batch import Settings

    check_model(model)
    with plainly(InputError, code=Exit.USAGE):
        list_inputs(inputs)
        names = parse_mapping(mapping)
    return Settings(
        inputs=tuple(inputs), mapping=names, model=model, encoding=encoding, article_seconds=article_seconds
    )


def check_model(model: str) -> None:
    """A model that is not there is said before anything is read."""
    from extractor.language.model import ModelError, load_names

    with plainly(ModelError):
        load_names(model)


def run_all(settings: Settings, out: Path, reference: list[Path] | None, how: Execution, *, quiet: bool) -> int:
    """Extract, settle and report; the command's code."""
    tally = extract_run(settings, out, how, quiet=quiet)
    if tally.extracted:
        settle(out, reference)
        make_report(out)
    say(tally.line())
    return code_of(tally)


def extract_run(settings: Settings, out: Path, how: Execution, *, quiet: bool) -> Tally:
    """Records written to a run folder, or added to it; the first rejections are told."""
    from extractor.present.progress import progress
    from extractor.runs.adding import add_batch
    from extractor.runs.batch import RunError, extract_batch
    from extractor.runs.settings import parse_shard
    from extractor.runs.store import StoreError
    from extractor.runs.tally import LostArticlesError

    with plainly(ValueError, code=Exit.USAGE):
        shard = parse_shard(how.shard) if how.shard else None
    if how.add and (how.resume or how.allow_mixed or shard):
        say("error: --add goes by itself: an addition that was stopped is taken up by the same command")
        raise typer.Exit(Exit.USAGE)
    # A cluster ends jobs with SIGTERM: that is to be a stop like Ctrl-C, not a fall.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with progress(quiet=quiet) as tell:
            if how.add:
                tally = add_batch(settings, out, workers=how.workers, cluster=how.cluster, progress=tell)
            else:
                tally = extract_batch(
                    settings,
                    out,
                    workers=how.workers,
                    cluster=how.cluster,
                    shard=shard,
                    resume=how.resume,
                    allow_mixed=how.allow_mixed,
                    progress=tell,
                )
    except KeyboardInterrupt:
        say(f"stopped; go on with the same command{'' if how.add else ' and --resume'} (run folder {out})")
        raise typer.Exit(Exit.STOPPED) from None
    except (RunError, StoreError, LostArticlesError, OSError) as error:
        raise failed(error) from None
    tell_rejected(out, tally)
    return tally


def tell_rejected(out: Path, tally: Tally) -> None:
    """The first few rejections, so that nobody has to look for the file to learn what went wrong."""
    if not tally.rejected:
        return
    from extractor.records import Rejected

    shown = 5
    lines = (out / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[:shown]:
        item = Rejected.model_validate_json(line)
        where = f"{item.input}:{item.place.removeprefix('line ')}" if item.place else item.input
        say(f"rejected {where}: {item.reason} ({item.stage})")
    if len(lines) > shown:
        say(f"… and {len(lines) - shown:,} more in {out / 'rejected.jsonl'}")


def print_in_place(settings: Settings, *, quiet: bool) -> int:
    """Records printed, without a run folder; the command's code."""
    from extractor.present.terminal import print_records

    tally = print_records(settings)
    if not quiet:
        say(tally.line())
    return code_of(tally)


def settle(run: Path, reference: list[Path] | None, *, explain: str | None = None, as_json: bool = False) -> None:
    """A run's questions settled and printed. To explain one, what was settled before is enough, unless a reference is given."""
    from extractor.present.terminal import print_outcome
    from extractor.reconcile import ReferenceError, read_reference
    from extractor.records import Article
    from extractor.runs.batch import RunError
    from extractor.runs.settle import SettledRun, settle_run
    from extractor.runs.store import StoreError, parts, read_kind

    with plainly(RunError, StoreError, ReferenceError):
        if explain and not reference and parts(run, "reconciliations"):
            outcome = SettledRun(run)
        else:
            outcome = settle_run(run, [row for path in reference or [] for row in read_reference(path)])
    print_outcome(
        outcome, explain=explain, articles=read_kind(run, "articles", Article) if explain else (), as_json=as_json
    )


def carry_over_decisions(old: Path, new: Path) -> None:
    """Decisions of one run written to another."""
    from extractor.decisions import FILE, DecisionError, carry_over

    if not (old / FILE).exists():
        raise failed(FileNotFoundError(f"{old / FILE}: nothing was decided there"))
    with plainly(DecisionError):
        copied = carry_over(old, new)
    say(f"{len(copied):,} decisions of {old}  → {new / FILE}")


def exported(gold: Path, run: Path | None, model: str, work: Path) -> Path:
    """A folder of JSON Lines: the one given, or exported from a run, or from a run made now of the gold's own texts."""
    from extractor.present.export import export_run
    from extractor.runs.batch import RunError
    from extractor.runs.store import StoreError

    if run is not None and any(run.glob("*.jsonl")) and not (run / "state.json").exists():
        return run
    with plainly(RunError, StoreError):
        if run is None:
            run = work / "run"
            extract_run(make_settings([str(gold)], None, model, None), run, Execution(), quiet=True)
        export_run(run, work / "export", "jsonl")
    return work / "export"


def print_scores(gold: Path, export: Path, *, errors: int, as_json: bool) -> None:
    """Scores of an export against the gold, as a table or JSON."""
    import json

    from rich.console import Console

    from extractor.evaluate import GoldError, render, summary
    from extractor.evaluate import evaluate as score

    with plainly(GoldError):
        scores = score(gold, export)
    if as_json:
        typer.echo(json.dumps(summary(scores), indent=2))
    else:
        Console().print(render(scores, errors=errors))


def make_report(run: Path) -> Path:
    """The path of the report, which is written anew."""
    from extractor.present.report import write_report
    from extractor.runs.batch import RunError

    with plainly(RunError):
        path = write_report(run)
    say(f"report  → {path}")
    return path


def code_of(tally: Tally) -> int:
    """What the shell is told of a batch."""
    if tally.read == tally.rejected:
        return Exit.NOTHING_READ
    return Exit.SOME_REJECTED if tally.rejected else Exit.WELL
