"""What several commands take: arguments and options, each with its help, and the settings that fill them in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.shell import plainly

# As many as a person looks through for the one that was meant.
RUNS_SHOWN = 10


def configure(context: typer.Context, path: Path | None) -> Path | None:
    """What the file and the environment say becomes the default of the options that come after."""
    from extractor.config import ConfigError, load_settings

    with plainly(ConfigError):
        found = load_settings(path)
    values = {"mapping" if name == "map" else name: value.value for name, value in found.items()}
    context.default_map = {name: value for name, value in values.items() if value is not None}
    return path


ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", is_eager=True, callback=configure, help="Settings (TOML); else extractor.toml here."),
]
Inputs = Annotated[
    list[str], typer.Argument(help="Files, folders or globs; - reads standard input.", metavar="INPUT...")
]


def folder_of(printed: str) -> Path:
    """A run folder on a disk or at an address."""
    from extractor.runs.folder import FolderError, run_folder

    try:
        return run_folder(printed)
    except FolderError as error:
        raise typer.BadParameter(str(error)) from None


def present_folder_of(printed: str) -> Path:
    """A run folder that is there; a slip in its name is said as such."""
    folder = folder_of(printed)
    if not folder.exists():
        beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
        runs = sorted(other.name for other in beside if (other / "state.json").exists())
        there = f"; runs there: {', '.join(runs[:RUNS_SHOWN])}" if runs else ""
        raise typer.BadParameter(f"{folder}: no such folder{there}")
    return folder


RunArgument = Annotated[Path, typer.Argument(help="A run folder.", metavar="RUN", parser=present_folder_of)]
OutOption = Annotated[
    Path, typer.Option("-o", "--out", help="Run folder, on a disk or at an address.", metavar="RUN", parser=folder_of)
]
MaybeOutOption = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Run folder; without it records are printed.", metavar="RUN", parser=folder_of),
]
MapOption = Annotated[
    str | None, typer.Option("--map", help="Your names of the fields in JSON and tables: text=body,published=date.")
]
ModelOption = Annotated[str, typer.Option(help="default, none (rules alone), or a spaCy pipeline by name or path.")]
WorkersOption = Annotated[int, typer.Option(min=1, help="Processes.")]
ClusterOption = Annotated[
    str | None,
    typer.Option(help="Work on Dask instead: local, local:4, tcp://host:8786, or a scheduler's file.", metavar="WHERE"),
]
ShardOption = Annotated[
    str | None, typer.Option(help="This is process NUMBER of OF that share the run folder: 3/16.", metavar="NUMBER/OF")
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
GoldArgument = Annotated[
    Path,
    typer.Argument(
        exists=True,
        dir_okay=False,
        metavar="GOLD",
        help="Annotated articles (JSON Lines) or settled groups (JSON).",
    ),
]


def print_version(wanted: bool) -> None:
    """The version, with those of the model, the word tables and the schemas inside; then the command is over."""
    if wanted:
        from extractor.language.versions import versions

        found = versions()
        inside = ", ".join(f"{name} {found[name]}" for name in ("model", "data", "schema", "spacy"))
        typer.echo(f"extractor {found['extractor']} ({inside})")
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
]
