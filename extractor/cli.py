"""The command line: parse, one call, print. Records and tables go to stdout, talk and progress to stderr.

Heavy libraries are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import signal
import sys
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

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


app = typer.Typer(
    help="Read news text into validated records, and settle the figures that articles report differently.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

config_app = typer.Typer(help="Settings from extractor.toml, the environment and the defaults.", no_args_is_help=True)
app.add_typer(config_app, name="config")


def _configure(context: typer.Context, path: Path | None) -> Path | None:
    """What the file and the environment say becomes the default of the options that come after."""
    from extractor.config import ConfigError, load_settings

    try:
        found = load_settings(path)
    except ConfigError as error:
        raise _failed(error) from None
    values = {"mapping" if name == "map" else name: value.value for name, value in found.items()}
    context.default_map = {name: value for name, value in values.items() if value is not None}
    return path


ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", is_eager=True, callback=_configure, help="Settings (TOML); else extractor.toml here."),
]
Inputs = Annotated[
    list[str], typer.Argument(help="Files, folders or globs; - reads standard input.", metavar="INPUT...")
]


def _folder(printed: str) -> Path:
    """A run folder on a disk or at an address."""
    from extractor.runs.folder import FolderError, run_folder

    try:
        return run_folder(printed)
    except FolderError as error:
        raise typer.BadParameter(str(error)) from None


RunArgument = Annotated[Path, typer.Argument(help="A run folder.", metavar="RUN", parser=_folder)]
OutOption = Annotated[
    Path, typer.Option("-o", "--out", help="Run folder, on a disk or at an address.", metavar="RUN", parser=_folder)
]
MapOption = Annotated[str | None, typer.Option("--map", help="Names of fields in JSON: text=body,published=date.")]
ModelOption = Annotated[str, typer.Option(help="default, none (rules alone), or a spaCy pipeline by name or path.")]
WorkersOption = Annotated[int, typer.Option(min=1, help="Processes.")]
ClusterOption = Annotated[
    str | None,
    typer.Option(help="Work on Dask instead: local, local:4, tcp://host:8786, or a scheduler's file.", metavar="WHERE"),
]
MixedOption = Annotated[
    bool, typer.Option("--allow-mixed", help="With --resume: go on even if options or the version have changed since.")
]
AddOption = Annotated[bool, typer.Option("--add", help="Add the articles to the finished run in this folder.")]
ResumeOption = Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")]
EncodingOption = Annotated[str | None, typer.Option(help="Read text in this encoding instead of finding it out.")]
SecondsOption = Annotated[float, typer.Option(min=0.1, help="An article that takes longer is rejected.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
ReferenceOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--reference",
        exists=True,
        dir_okay=False,
        help="Official results or campaign-finance summaries (CSV); may be given again.",
    ),
]
DecidedOption = Annotated[
    Path | None,
    typer.Option(
        "--decided", help="Another run of these articles, whose decisions are to hold here too.", metavar="RUN"
    ),
]


def say(message: str) -> None:
    """One line of talk, to stderr."""
    typer.echo(message, err=True)


def _version(wanted: bool) -> None:
    if wanted:
        from extractor.language.versions import versions

        found = versions()
        inside = ", ".join(f"{name} {found[name]}" for name in ("model", "data", "schema", "spacy"))
        typer.echo(f"extractor {found['extractor']} ({inside})")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None: ...


@app.command()
def extract(
    inputs: Inputs,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Run folder; without it records are printed.", metavar="RUN", parser=_folder),
    ] = None,
    mapping: MapOption = None,
    model: ModelOption = "default",
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    shard: Annotated[
        str | None,
        typer.Option(help="This is process NUMBER of OF that share the run folder: 3/16.", metavar="NUMBER/OF"),
    ] = None,
    resume: ResumeOption = False,
    add: AddOption = False,
    allow_mixed: MixedOption = False,
    encoding: EncodingOption = None,
    article_seconds: SecondsOption = 60.0,
    quiet: QuietOption = False,
    config: ConfigOption = None,  # noqa: ARG001  (its callback has read it)
) -> None:
    """Read candidates, percentages, money, dates and quotes from articles.

    Without -o, a terminal gets a readable table and a pipe gets JSON Lines.
    """
    settings = _settings(inputs, mapping, model, encoding, article_seconds)
    if out is None:
        raise typer.Exit(_print_records(settings, quiet=quiet))
    how = Execution(workers, cluster, shard, resume=resume, add=add, allow_mixed=allow_mixed)
    tally = _extract_run(settings, out, how, quiet=quiet)
    say(f"{tally.line()}  → {out}")
    raise typer.Exit(_code(tally))


@app.command()
def run(
    inputs: Inputs,
    out: OutOption,
    reference: ReferenceOption = None,
    mapping: MapOption = None,
    model: ModelOption = "default",
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    resume: ResumeOption = False,
    add: AddOption = False,
    allow_mixed: MixedOption = False,
    encoding: EncodingOption = None,
    article_seconds: SecondsOption = 60.0,
    quiet: QuietOption = False,
    config: ConfigOption = None,  # noqa: ARG001  (its callback has read it)
) -> None:
    """Extract, reconcile and report in one go."""
    settings = _settings(inputs, mapping, model, encoding, article_seconds)
    how = Execution(workers, cluster, resume=resume, add=add, allow_mixed=allow_mixed)
    raise typer.Exit(_run_all(settings, out, reference, how, quiet=quiet))


@app.command()
def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="Run folder.")] = Path("extractor-demo"),
    model: ModelOption = "default",
    quiet: QuietOption = False,
) -> None:
    """Read and settle the bundled corpus: invented contests, real habits of reporting."""
    import shutil

    from extractor.bundled import bundled

    corpus = bundled("corpus")
    if (out / "state.json").exists():
        shutil.rmtree(out)
    settings = _settings([str(corpus / "articles.jsonl")], None, model, None)
    reference = [corpus / "official_results.csv", corpus / "finance.csv"]
    raise typer.Exit(_run_all(settings, out, reference, Execution(), quiet=quiet))


@app.command()
def reconcile(
    run: RunArgument,
    reference: ReferenceOption = None,
    explain: Annotated[str | None, typer.Option(help="Show one question: its id, or words of it.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Settle every question that the articles of a run report on.

    --explain shows what was settled already, and settles anew only with --reference.
    """
    _settle(run, reference, explain=explain, as_json=as_json)


@app.command()
def explain(
    run: RunArgument,
    record: Annotated[str, typer.Argument(help="The record's id, or its first characters; a claim's id will do.")],
) -> None:
    """Print why a record says what it says: its sentence with figure and owner marked, the rule, every field."""
    from extractor.present.why import print_why
    from extractor.runs.batch import RunError
    from extractor.runs.store import StoreError

    try:
        print_why(run, record)
    except (RunError, StoreError, OSError) as error:
        raise _failed(error) from None


@app.command()
def report(
    run: RunArgument,
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
) -> None:
    """Write report.html: one row a question, with every outlet's value and the sentence it stands in."""
    path = _report(run)
    if open_it:
        typer.launch(str(path))


@app.command()
def review(
    run: RunArgument,
    reference: ReferenceOption = None,
    decided: DecidedOption = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on; one that others can reach needs --token.")
    ] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; else the first free one from 8765.")] = None,
    token: Annotated[str | None, typer.Option(envvar="EXTRACTOR_TOKEN", help="What others sign in with.")] = None,
    who: Annotated[str | None, typer.Option(help="Name to decide under; else that of your account.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
) -> None:
    """Open the desk: the run in your browser, what needs a person first, and a place to decide."""
    import getpass

    from extractor.desk.serve import DeskError, check_open, serve
    from extractor.runs.batch import RunError
    from extractor.runs.store import StoreError

    try:
        check_open(host, token)
    except DeskError as error:
        say(f"error: {error}")
        raise typer.Exit(Exit.USAGE) from None
    if reference:
        _settle(run, reference)
    if decided:
        _carry_over(decided, run)

    def ready(address: str) -> None:
        say(f"the desk is open at {address}  (Ctrl-C closes it)")
        if open_it:
            typer.launch(address)

    try:
        serve(run, who=who or getpass.getuser(), host=host, port=port, token=token, ready=ready)
    except (DeskError, RunError, StoreError, OSError) as error:
        raise _failed(error) from None


@app.command()
def decisions(run: RunArgument, decided: DecidedOption = None, as_json: JsonOption = False) -> None:
    """Print what was decided on a run, and which decisions rest on evidence that changed since."""
    from extractor.decisions import read
    from extractor.present.terminal import print_rows
    from extractor.runs.batch import RunError
    from extractor.runs.store import StoreError

    if decided:
        _carry_over(decided, run)
    try:
        found = read(run)
    except (RunError, StoreError, OSError) as error:
        raise _failed(error) from None
    names, rows = found.table()
    print_rows(names, rows, as_json=as_json)
    for sheet in found.changed():
        say(f"changed since: {sheet.settled.key}: {'; '.join(sheet.changed)}")
    for event in found.book.lost:
        say(f"without evidence in this run: {event.question} ({event.action} by {event.who})")
    for problem in found.book.problems:
        say(problem)


@app.command()
def export(
    run: RunArgument,
    to: Annotated[
        str,
        typer.Option("--to", help="jsonl, csv, parquet, sqlite, xlsx, docbin, annotation, datapackage or claimreview."),
    ] = "jsonl",
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the files.")] = Path("export"),
    publisher: Annotated[str | None, typer.Option(help="Who signs a ClaimReview.")] = None,
    page: Annotated[str | None, typer.Option(help="Where the reviews are published: the report's address.")] = None,
) -> None:
    """Write a run's records for other programs: a file of each kind, or a database or workbook of all."""
    from extractor.present.claimreview import Publisher
    from extractor.present.export import FORMS, export_run
    from extractor.runs.batch import RunError
    from extractor.runs.store import StoreError

    if to not in FORMS:
        say(f"error: --to {to}: expected one of {', '.join(FORMS)}")
        raise typer.Exit(Exit.USAGE)
    try:
        counts = export_run(run, out, to, Publisher(publisher or "", page or ""))
    except (RunError, StoreError, OSError) as error:
        raise _failed(error) from None
    told = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in counts.items() if count)
    say(f"{told or 'nothing to write'}  → {out}")


@app.command()
def retry(
    run: RunArgument,
    stage: Annotated[
        list[str] | None, typer.Option(help="Only what was rejected here: open, decode, parse, limits, extract.")
    ] = None,
    encoding: EncodingOption = None,
    mapping: MapOption = None,
    article_seconds: Annotated[float | None, typer.Option(min=0.1, help="More time for an article.")] = None,
    workers: WorkersOption = 1,
    quiet: QuietOption = False,
) -> None:
    """Try again what a run rejected: after a file was repaired, with its encoding or its fields named, with more time."""
    from extractor.intake.articles import InputError, parse_mapping
    from extractor.present.progress import progress
    from extractor.runs.batch import RunError
    from extractor.runs.retry import STAGES
    from extractor.runs.retry import retry as try_again
    from extractor.runs.store import StoreError

    if wrong := set(stage or ()) - set(STAGES):
        say(f"error: --stage {min(wrong)}: expected one of {', '.join(STAGES)}")
        raise typer.Exit(Exit.USAGE)
    try:
        with progress(quiet=quiet) as tell:
            tally = try_again(
                run,
                stages=stage or STAGES,
                encoding=encoding,
                mapping=parse_mapping(mapping),
                article_seconds=article_seconds,
                workers=workers,
                progress=tell,
            )
    except (RunError, StoreError, InputError, OSError) as error:
        raise _failed(error) from None
    _tell_rejected(run, tally)
    say(f"{tally.line()}; settle it anew with: extractor reconcile {run}")
    raise typer.Exit(_code(tally))


@app.command()
def query(
    run: RunArgument,
    sql: Annotated[str, typer.Argument(help="A SELECT over articles, vote_percentages, quotes, … or records (all).")],
    as_json: JsonOption = False,
) -> None:
    """Ask a run in SQL. The database can read the run, and nothing else."""
    from extractor.present.terminal import print_rows
    from extractor.runs.query import QueryError
    from extractor.runs.query import query as ask
    from extractor.runs.store import StoreError

    try:
        names, rows = ask(run, sql)
    except (QueryError, StoreError, OSError) as error:
        raise _failed(error) from None
    print_rows(names, rows, as_json=as_json)


@app.command()
def diff(
    first: RunArgument,
    second: Annotated[Path, typer.Argument(help="Another run of the same articles.", metavar="RUN", parser=_folder)],
    show: Annotated[int, typer.Option(min=0, help="Print so many changed records.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """What differs between two runs: counts of each kind, and what became another value."""
    from extractor.present.terminal import print_difference
    from extractor.runs.difference import difference
    from extractor.runs.store import StoreError

    try:
        found = difference(first, second)
    except (StoreError, OSError) as error:
        raise _failed(error) from None
    print_difference(found, show=show, as_json=as_json)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where extractor.toml is to stand.")] = Path(),
) -> None:
    """Write a first extractor.toml: every setting, with what it means."""
    from extractor.config import FILE, starter

    path = folder / FILE
    if path.exists():
        say(f"error: {path}: is there already; nothing was changed")
        raise typer.Exit(Exit.FAILED)
    try:
        path.write_text(starter(), encoding="utf-8")
    except OSError as error:
        raise _failed(error) from None
    say(f"settings  → {path}")


@config_app.command("show")
def config_show(
    config: Annotated[Path | None, typer.Option("--config", help="Settings (TOML); else extractor.toml here.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Print every setting, its value and where it comes from."""
    from extractor.config import ConfigError, load_settings
    from extractor.present.terminal import print_rows

    try:
        found = load_settings(config)
    except ConfigError as error:
        raise _failed(error) from None
    rows = [(name, value.value, value.origin) for name, value in found.items()]
    print_rows(["setting", "value", "origin"], rows, as_json=as_json)


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            metavar="GOLD",
            help="Annotated articles (JSON Lines) or settled groups (JSON).",
        ),
    ],
    run: Annotated[
        Path | None,
        typer.Argument(metavar="[RUN]", help="A run folder or an export; without it, the texts of GOLD are read now."),
    ] = None,
    model: ModelOption = "default",
    errors: Annotated[int, typer.Option(min=0, help="Print so many errors of each kind.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Score a run against articles annotated by hand."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
        _print_scores(gold, _exported(gold, run, model, Path(folder)), errors=errors, as_json=as_json)


@app.command()
def schemas(
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the schemas.")] = Path("schemas"),
) -> None:
    """Write the JSON Schema of every record."""
    from extractor.records.schemas import write_schemas

    say(f"{len(write_schemas(out))} schemas  → {out}")


# ----------------------------------------------------------------------------------------------------------------------


def _settings(
    inputs: list[str], mapping: str | None, model: str, encoding: str | None, article_seconds: float = 60.0
) -> Settings:
    from extractor.intake.articles import InputError, list_inputs, parse_mapping
    from extractor.runs.batch import Settings

    _check_model(model)
    try:
        list_inputs(inputs)
        return Settings(
            inputs=tuple(inputs),
            mapping=parse_mapping(mapping),
            model=model,
            encoding=encoding,
            article_seconds=article_seconds,
        )
    except InputError as error:
        say(f"error: {error}")
        raise typer.Exit(Exit.USAGE) from None


def _check_model(model: str) -> None:
    """A model that is not there is said before anything is read."""
    from extractor.language.model import ModelError, load_names

    try:
        load_names(model)
    except ModelError as error:
        raise _failed(error) from None


def _run_all(settings: Settings, out: Path, reference: list[Path] | None, how: Execution, *, quiet: bool) -> int:
    tally = _extract_run(settings, out, how, quiet=quiet)
    if tally.extracted:
        _settle(out, reference)
        _report(out)
    say(tally.line())
    return _code(tally)


class Execution(NamedTuple):
    """Who does the work of a batch, and whether it goes on with what is there."""

    workers: int = 1
    cluster: str | None = None
    shard: str | None = None
    resume: bool = False
    add: bool = False
    allow_mixed: bool = False


def _extract_run(settings: Settings, out: Path, how: Execution, *, quiet: bool) -> Tally:
    from extractor.present.progress import progress
    from extractor.runs.adding import add_batch
    from extractor.runs.batch import RunError, extract_batch
    from extractor.runs.settings import parse_shard
    from extractor.runs.store import StoreError
    from extractor.runs.tally import LostArticlesError

    try:
        shard = parse_shard(how.shard) if how.shard else None
    except ValueError as error:
        say(f"error: {error}")
        raise typer.Exit(Exit.USAGE) from None
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
        raise _failed(error) from None
    _tell_rejected(out, tally)
    return tally


def _tell_rejected(out: Path, tally: Tally) -> None:
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


def _print_records(settings: Settings, *, quiet: bool) -> int:
    from extractor.present.terminal import print_records

    tally = print_records(settings)
    if not quiet:
        say(tally.line())
    return _code(tally)


def _settle(run: Path, reference: list[Path] | None, *, explain: str | None = None, as_json: bool = False) -> None:
    from extractor.present.terminal import print_outcome
    from extractor.reconcile import ReferenceError, read_reference
    from extractor.records import Article
    from extractor.runs.batch import RunError
    from extractor.runs.settle import SettledRun, settle_run
    from extractor.runs.store import StoreError, parts, read_kind

    try:
        if explain and not reference and parts(run, "reconciliations"):
            outcome = SettledRun(run)
        else:
            outcome = settle_run(run, [row for path in reference or [] for row in read_reference(path)])
    except (RunError, StoreError, ReferenceError, OSError) as error:
        raise _failed(error) from None
    print_outcome(
        outcome, explain=explain, articles=read_kind(run, "articles", Article) if explain else (), as_json=as_json
    )


def _carry_over(old: Path, new: Path) -> None:
    """Decisions of one run written to another."""
    from extractor.decisions import FILE, DecisionError, carry_over

    if not (old / FILE).exists():
        raise _failed(FileNotFoundError(f"{old / FILE}: nothing was decided there"))
    try:
        copied = carry_over(old, new)
    except (DecisionError, OSError) as error:
        raise _failed(error) from None
    say(f"{len(copied):,} decisions of {old}  → {new / FILE}")


def _exported(gold: Path, run: Path | None, model: str, work: Path) -> Path:
    """A folder of JSON Lines: the one given, or exported from a run, or from a run made now of the gold's own texts."""
    from extractor.present.export import export_run
    from extractor.runs.batch import RunError
    from extractor.runs.store import StoreError

    if run is not None and any(run.glob("*.jsonl")) and not (run / "state.json").exists():
        return run
    try:
        if run is None:
            run = work / "run"
            _extract_run(_settings([str(gold)], None, model, None), run, Execution(), quiet=True)
        export_run(run, work / "export", "jsonl")
    except (RunError, StoreError, OSError) as error:
        raise _failed(error) from None
    return work / "export"


def _print_scores(gold: Path, export: Path, *, errors: int, as_json: bool) -> None:
    import json

    from rich.console import Console

    from extractor.evaluate import GoldError, render, summary
    from extractor.evaluate import evaluate as score

    try:
        scores = score(gold, export)
    except (GoldError, OSError) as error:
        raise _failed(error) from None
    if as_json:
        typer.echo(json.dumps(summary(scores), indent=2))
    else:
        Console().print(render(scores, errors=errors))


def _report(run: Path) -> Path:
    from extractor.present.report import write_report
    from extractor.runs.batch import RunError

    try:
        path = write_report(run)
    except (RunError, OSError) as error:
        raise _failed(error) from None
    say(f"report  → {path}")
    return path


def _failed(error: Exception) -> typer.Exit:
    say(f"error: {error}")
    return typer.Exit(Exit.FAILED)


def _code(tally: Tally) -> int:
    if tally.read == tally.rejected:
        return Exit.NOTHING_READ
    return Exit.SOME_REJECTED if tally.rejected else Exit.WELL


def main() -> None:
    """The console command."""
    try:
        app()
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.WELL)


if __name__ == "__main__":
    main()
