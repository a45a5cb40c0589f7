"""What the commands do: one function for each step they share, with its errors told in a line and its code for the shell.

Heavy libraries are imported where they are used, so that `--help` answers at once.
"""

from __future__ import annotations

import codecs
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import typer
from typer.core import TyperGroup

from extractor.runs.errors import RunError

if TYPE_CHECKING:
    from extractor.runs.settings import Settings
    from extractor.runs.settle import SettledRun
    from extractor.runs.tally import Tally

# As many reasons as fit on a screen beside the table of what was settled.
REASONS_SHOWN = 8


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


ALONE: Final = Execution()


def say(message: str) -> None:
    """One line of talk, to stderr."""
    typer.echo(message, err=True)


class Commands(TyperGroup):
    """The commands. That the reader of what they print went away (`| head`) is no fault: they end well, and in silence."""

    def invoke(self, ctx: Any) -> Any:
        """The command that was asked for, run."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise typer.Exit(Exit.WELL) from None


def close_stdout() -> None:
    """What is printed and not yet written is written now, as far as anybody still reads it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Whatever the interpreter still writes on its way out must not fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def failed(error: Exception, code: Exit = Exit.FAILED) -> typer.Exit:
    """The end of a command that went wrong: the reason in one line, the code for the shell."""
    # "[Errno 2] No such file or directory: 'x'" in the order of every other error: where, then what.
    if isinstance(error, OSError) and error.filename and error.strerror:
        say(f"error: {error.filename}: {error.strerror}")
    else:
        say(f"error: {error}")
    return typer.Exit(code)


@contextmanager
def plainly(*expected: type[Exception], code: Exit = Exit.FAILED) -> Iterator[None]:
    """Errors of these kinds, of runs and of files end the command in one line; any other is a fault of ours and shows where it is."""
    kinds: tuple[type[Exception], ...] = (*expected, RunError, OSError)
    try:
        yield
    except BrokenPipeError:
        raise  # a reader that went away is no error (`Commands`)
    except kinds as error:
        raise failed(error, code) from None


def make_settings(
    inputs: list[str], mapping: str | None, model: str, encoding: str | None, article_seconds: float = 60.0
) -> Settings:
    """What a batch is made with, once inputs, mapping and model are known to be there."""
    from extractor.intake.articles import InputError, list_inputs, parse_mapping
    from extractor.runs.settings import Settings

    check_model(model)
    check_encoding(encoding)
    with plainly(InputError, code=Exit.USAGE):
        list_inputs(inputs)
        names = parse_mapping(mapping)
    return Settings(
        inputs=tuple(inputs), mapping=names, model=model, encoding=encoding, article_seconds=article_seconds
    )


def check_encoding(encoding: str | None) -> None:
    """An encoding that nobody knows is said once, before every file is rejected for it."""
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        say(
            f"error: --encoding {encoding}: unknown; expected a name such as utf-8, cp1252, latin-1, utf-16 or shift_jis"
        )
        raise typer.Exit(Exit.USAGE) from None


def check_model(model: str) -> None:
    """A model that is not there is said before anything is read."""
    from extractor.language.profiles import DEFAULT_MODEL, NO_MODEL

    if model in (DEFAULT_MODEL, NO_MODEL):
        return
    from extractor.language.model import ModelError, load_names

    with plainly(ModelError):
        load_names(model)


def run_all(settings: Settings, out: Path, reference: list[Path] | None, how: Execution, *, quiet: bool) -> int:
    """Extract, settle and report; the command's code."""
    tally = extract_run(settings, out, how, quiet=quiet)
    if tally.extracted:
        outcome = settled(out, reference, how)
        # Everything is on the disk before the first line is printed: who reads only some of them (`| head`) has it, too.
        make_report(out)
        print_settled(out, outcome)
    say(tally.line())
    return code_of(tally)


def run_demo(out: Path, model: str, *, quiet: bool) -> int:
    """The bundled corpus, held against its official tables, in the place of an earlier demo; the command's code."""
    import shutil

    from extractor.bundled import bundled
    from extractor.decisions import FILE

    corpus = bundled("corpus")
    if (out / FILE).exists():
        say(
            f"error: {out} holds decisions, which a new demo would delete; give it another folder: extractor demo -o NAME"
        )
        raise typer.Exit(Exit.FAILED)
    if (out / "state.json").exists():
        shutil.rmtree(out)
    settings = make_settings([str(corpus / "articles.jsonl")], None, model, None)
    reference = [corpus / "official_results.csv", corpus / "finance.csv"]
    return run_all(settings, out, reference, Execution(), quiet=quiet)


def extract_run(settings: Settings, out: Path, how: Execution, *, quiet: bool) -> Tally:
    """Records written to a run folder, or added to it; the first rejections are told."""
    from extractor.present.progress import progress
    from extractor.runs.batch import extract_batch
    from extractor.runs.settings import parse_shard

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
                from extractor.runs.adding import add_batch

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
    except (RunError, OSError) as error:
        raise failed(error) from None
    tell_rejected(out, tally)
    return tally


def tell_rejected(out: Path, tally: Tally) -> None:
    """Why inputs were rejected: for each reason the first of them, so that one fault of many lines does not hide the others."""
    if not tally.rejected:
        return
    from extractor.records import Rejected

    first: dict[str, Rejected] = {}
    counts: Counter[str] = Counter()
    with (out / "rejected.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = Rejected.model_validate_json(line)
            # What a reason says before its first colon is alike where the fault is alike.
            kind = f"{item.stage} {re.split('[:;]', item.reason)[0]}"
            first.setdefault(kind, item)
            counts[kind] += 1
    for kind, item in islice(first.items(), REASONS_SHOWN):
        where = f"{item.input}:{item.place.removeprefix('line ')}" if item.place else item.input
        like = f"; {counts[kind] - 1:,} more like it" if counts[kind] > 1 else ""
        say(f"rejected {where}: {item.reason} ({item.stage}){like}")
    if counts.total() > len(first) or len(first) > REASONS_SHOWN:
        say(
            f"all that was rejected: {out / 'rejected.jsonl'}; to try it again with --map, --encoding: extractor retry {out}"
        )


def print_in_place(settings: Settings, *, quiet: bool) -> int:
    """Records printed, without a run folder; the command's code."""
    from extractor.present.terminal import print_records

    tally = print_records(settings)
    if not quiet:
        say(tally.line())
    return code_of(tally)


def settled(run: Path, reference: list[Path] | None, how: Execution = ALONE) -> SettledRun:
    """A run's questions, settled now. how: of it workers and cluster count."""
    from extractor.reconcile import ReferenceError, read_reference
    from extractor.runs.settle import settle_run

    try:
        with plainly(ReferenceError):
            rows = [row for path in reference or [] for row in read_reference(path)]
            return settle_run(run, rows, workers=how.workers, cluster=how.cluster)
    except KeyboardInterrupt:
        say(
            f"stopped; all articles are read, their questions are not settled yet; go on with: extractor reconcile {run}"
        )
        raise typer.Exit(Exit.STOPPED) from None


def settled_before(run: Path) -> SettledRun:
    """A run's questions as they were settled last; now, where they never were."""
    from extractor.runs.settle import SettledRun
    from extractor.runs.store import parts

    return SettledRun(run) if parts(run, "reconciliations") else settled(run, None)


def print_settled(run: Path, outcome: SettledRun, *, explain: str | None = None, as_json: bool = False) -> int:
    """Settled questions printed, or those that `explain` names with their evidence; the command's code."""
    from extractor.present.terminal import print_outcome
    from extractor.records import Article
    from extractor.runs.store import read_kind

    articles = read_kind(run, "articles", Article) if explain else ()
    if print_outcome(outcome, explain=explain, articles=articles, as_json=as_json) or not explain:
        return Exit.WELL
    say(f'no question matches {explain!r}; all of them: extractor query {run} "select key from reconciliations"')
    return Exit.FAILED


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

    if run is not None and any(run.glob("*.jsonl")) and not (run / "state.json").exists():
        return run
    with plainly():
        if run is None:
            run = work / "run"
            extract_run(make_settings([str(gold)], None, model, None), run, ALONE, quiet=True)
        export_run(run, work / "export", "jsonl")
    return work / "export"


def print_scores(gold: Path, export: Path, *, errors: int, as_json: bool) -> None:
    """Scores of an export against the gold, as a table or JSON."""
    import json

    from extractor.evaluate import GoldError, render, summary
    from extractor.evaluate import evaluate as score
    from extractor.present.terminal import Printout

    with plainly(GoldError):
        scores = score(gold, export)
    if as_json:
        typer.echo(json.dumps(summary(scores), indent=2))
    else:
        Printout().print(render(scores, errors=errors))


def make_report(run: Path) -> Path:
    """The path of the report, which is written anew."""
    from extractor.present.report import write_report

    with plainly():
        path = write_report(run)
    tell_lost_decisions(run)
    say(f"report  → {path}")
    return path


def tell_lost_decisions(run: Path) -> None:
    """The lines of a run's decisions that do not count, and why: what is made of the run lacks them."""
    from extractor.decisions import read_history

    for problem in read_history(run).problems:
        say(problem)


def code_of(tally: Tally) -> int:
    """What the shell is told of a batch."""
    if tally.read == tally.rejected:
        return Exit.NOTHING_READ
    return Exit.SOME_REJECTED if tally.rejected else Exit.WELL
