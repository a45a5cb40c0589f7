"""The command line: parse, one call, print. Records and tables go to stdout, talk and progress to stderr.

What several commands take stands in `options.py`, what they do in `shell.py`. Heavy libraries are imported inside the commands,
so that `--help` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.options import (
    AddOption,
    ClusterOption,
    ConfigOption,
    DecidedOption,
    EncodingOption,
    GoldArgument,
    Inputs,
    JsonOption,
    MapOption,
    MaybeOutOption,
    MixedOption,
    ModelOption,
    OutOption,
    QuietOption,
    ReferenceOption,
    ResumeOption,
    RunArgument,
    SecondsOption,
    ShardOption,
    VersionOption,
    WorkersOption,
    folder_of,
)
from extractor.shell import (
    Commands,
    Execution,
    Exit,
    carry_over_decisions,
    close_stdout,
    code_of,
    exported,
    extract_run,
    make_report,
    make_settings,
    plainly,
    print_in_place,
    print_scores,
    print_settled,
    run_all,
    run_demo,
    say,
    settled,
    settled_before,
    tell_lost_decisions,
    tell_rejected,
)

app = typer.Typer(
    cls=Commands,
    help="Read news text into validated records, and settle the figures that articles report differently.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

config_app = typer.Typer(help="Settings from extractor.toml, the environment and the defaults.", no_args_is_help=True)
app.add_typer(config_app, name="config")


@app.callback()
def _main(version: VersionOption = False) -> None: ...


@app.command()
def extract(
    inputs: Inputs,
    out: MaybeOutOption = None,
    mapping: MapOption = None,
    model: ModelOption = "default",
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    shard: ShardOption = None,
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
    settings = make_settings(inputs, mapping, model, encoding, article_seconds)
    if out is None:
        raise typer.Exit(print_in_place(settings, quiet=quiet))
    how = Execution(workers, cluster, shard, resume=resume, add=add, allow_mixed=allow_mixed)
    tally = extract_run(settings, out, how, quiet=quiet)
    say(f"{tally.line()}  → {out}")
    raise typer.Exit(code_of(tally))


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
    settings = make_settings(inputs, mapping, model, encoding, article_seconds)
    how = Execution(workers, cluster, resume=resume, add=add, allow_mixed=allow_mixed)
    raise typer.Exit(run_all(settings, out, reference, how, quiet=quiet))


@app.command()
def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="Run folder.")] = Path("extractor-demo"),
    model: ModelOption = "default",
    quiet: QuietOption = False,
) -> None:
    """Read and settle the bundled corpus: invented contests, real habits of reporting."""
    raise typer.Exit(run_demo(out, model, quiet=quiet))


@app.command()
def reconcile(
    run: RunArgument,
    reference: ReferenceOption = None,
    explain: Annotated[str | None, typer.Option(help="Show one question: its id, or words of it.")] = None,
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    as_json: JsonOption = False,
) -> None:
    """Settle every question that the articles of a run report on.

    --explain shows what was settled already, and settles anew only with --reference.
    """
    how = Execution(workers, cluster)
    outcome = settled_before(run) if explain and not reference else settled(run, reference, how)
    raise typer.Exit(print_settled(run, outcome, explain=explain, as_json=as_json))


@app.command()
def explain(
    run: RunArgument,
    record: Annotated[str, typer.Argument(help="The record's id, or its first characters; a claim's id will do.")],
) -> None:
    """Print why a record says what it says: its sentence with figure and owner marked, the rule, every field."""
    from extractor.present.why import print_why

    with plainly():
        print_why(run, record)


@app.command()
def report(
    run: RunArgument,
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
) -> None:
    """Write report.html: one row a question, with every outlet's value and the sentence it stands in."""
    path = make_report(run)
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

    with plainly(DeskError, code=Exit.USAGE):
        check_open(host, token)
    if reference:
        print_settled(run, settled(run, reference))
    if decided:
        carry_over_decisions(decided, run)

    def ready(address: str) -> None:
        say(f"the desk is open at {address}  (Ctrl-C closes it)")
        if open_it:
            typer.launch(address)

    with plainly(DeskError):
        serve(run, who=who or getpass.getuser(), host=host, port=port, token=token, ready=ready)


@app.command()
def decisions(run: RunArgument, decided: DecidedOption = None, as_json: JsonOption = False) -> None:
    """Print what was decided on a run, and which decisions rest on evidence that changed since."""
    from extractor.decisions import read
    from extractor.present.terminal import print_rows

    if decided:
        carry_over_decisions(decided, run)
    with plainly():
        found = read(run)
    names, rows = found.table()
    print_rows(names, rows, as_json=as_json)
    if not rows:
        say(f"nothing is decided yet; to decide: extractor review {run}")
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

    if to not in FORMS:
        say(f"error: --to {to}: expected one of {', '.join(FORMS)}")
        raise typer.Exit(Exit.USAGE)
    with plainly():
        counts = export_run(run, out, to, Publisher(publisher or "", page or ""))
    tell_lost_decisions(run)
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
    from extractor.runs.retry import STAGES
    from extractor.runs.retry import retry as try_again

    if wrong := set(stage or ()) - set(STAGES):
        say(f"error: --stage {min(wrong)}: expected one of {', '.join(STAGES)}")
        raise typer.Exit(Exit.USAGE)
    with plainly(InputError), progress(quiet=quiet) as tell:
        tally = try_again(
            run,
            stages=stage or STAGES,
            encoding=encoding,
            mapping=parse_mapping(mapping),
            article_seconds=article_seconds,
            workers=workers,
            progress=tell,
        )
    tell_rejected(run, tally)
    say(f"{tally.line()}; settle it anew with: extractor reconcile {run}")
    raise typer.Exit(code_of(tally))


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

    with plainly(QueryError):
        names, rows = ask(run, sql)
    print_rows(names, rows, as_json=as_json)


@app.command()
def diff(
    first: RunArgument,
    second: Annotated[Path, typer.Argument(help="Another run of the same articles.", metavar="RUN", parser=folder_of)],
    show: Annotated[int, typer.Option(min=0, help="Print so many changed records.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """What differs between two runs: counts of each kind, and what became another value."""
    from extractor.present.terminal import print_difference
    from extractor.runs.difference import difference

    with plainly():
        found = difference(first, second)
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
    with plainly():
        path.write_text(starter(), encoding="utf-8")
    say(f"settings  → {path}")


@config_app.command("show")
def config_show(
    config: Annotated[Path | None, typer.Option("--config", help="Settings (TOML); else extractor.toml here.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Print every setting, its value and where it comes from."""
    from extractor.config import ConfigError, load_settings
    from extractor.present.terminal import print_rows

    with plainly(ConfigError):
        found = load_settings(config)
    rows = [(name, value.value, value.origin) for name, value in found.items()]
    print_rows(["setting", "value", "origin"], rows, as_json=as_json)


@app.command()
def evaluate(
    gold: GoldArgument,
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
        print_scores(gold, exported(gold, run, model, Path(folder)), errors=errors, as_json=as_json)


@app.command()
def schemas(
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the schemas.")] = Path("schemas"),
) -> None:
    """Write the JSON Schema of every record."""
    from extractor.records.schemas import write_schemas

    say(f"{len(write_schemas(out))} schemas  → {out}")


def main() -> None:
    """The console command."""
    try:
        app()
    finally:
        close_stdout()


if __name__ == "__main__":
    main()
