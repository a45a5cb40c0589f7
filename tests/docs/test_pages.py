"""The site shows what the program does: every command on a page is run, every output shown is what it printed.

Pages are read in the order of the site, in one folder that holds the bundled corpus, as a reader works through them.
Blocks marked `sh` and `py` are not run, for they need what is not here: a cluster, a bucket, a million files.
To write the outputs anew: UPDATE_DOCS=1 pytest tests/docs
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
import yaml

from extractor.bundled import bundled
from extractor.cli import app
from extractor.language.pipeline import load_pipeline

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
UPDATE = bool(os.environ.get("UPDATE_DOCS"))
# A page's fenced blocks: language, what the fence says besides, content.
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A command in a console block: "$ ", and "> " where it goes on.
COMMAND = re.compile(r"^\$ .*(?:\n> .*)*", re.MULTILINE)
SHELL_WAIT = 120  # seconds; a command of a page takes a few


class _Site(yaml.SafeLoader):
    """mkdocs.yml names functions of its extensions, which do not matter here."""


_Site.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def pages():
    """The site's pages in its own order, the README first."""
    site = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Site)
    named = []

    def walk(entries):
        for entry in entries:
            for inside in entry.values() if isinstance(entry, dict) else (entry,):
                walk(inside) if isinstance(inside, list) else named.append(inside)

    walk(site["nav"])
    return [ROOT / "README.md", *(DOCS / name for name in named if name.endswith(".md"))]


PAGES = pages()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A reader's folder: the corpus beside it, `extractor` on the path."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "corpus").symlink_to(bundled("corpus"))
    (folder / "bin").mkdir()
    command = folder / "bin/extractor"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m extractor.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def run(command, folder):
    """What a command prints, talk and records in one, as on a terminal that is 100 characters wide."""
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}  # fmt: skip
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SHELL_WAIT, check=False)  # fmt: skip
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def transcript(block, folder):
    """A console block as it is when every command in it is run now."""
    shown = []
    for typed in COMMAND.findall(block):
        output = run(typed[2:].replace("\n> ", "\n"), folder)
        assert "bash: line" not in output, f"$ {typed[2:]}\n{output}"
        shown.append(typed + (f"\n{output}" if output else ""))
    return "\n".join(shown) + "\n"


@pytest.fixture(scope="module")
def produced(desk):
    """Every page as it is when all that is on it is run now, from the first page to the last, whichever test asks first."""
    return {page: as_it_is_now(page, desk) for page in PAGES}


def as_it_is_now(page, folder):
    """A page with the outputs that its commands have now. A Python block that fails is its own output."""

    def now(match):
        language, rest, block = match.groups()
        if language == "console":
            return f"```{language}{rest}\n{transcript(block, folder)}```"
        if language == "python":
            (folder / "page.py").write_text(block, encoding="utf-8")
            if failed := run(f'"{sys.executable}" page.py > page.out 2> page.err || cat page.err', folder):
                return f"{match[0]}\n{failed}"
        return match[0]

    found = BLOCK.sub(now, page.read_text(encoding="utf-8"))
    if UPDATE and "Traceback" not in found:
        page.write_text(found, encoding="utf-8")
    return found


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_output_shown_was_produced(page, produced):
    assert produced[page] == page.read_text(encoding="utf-8")


def options_of(command):
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


def commands_shown():
    """Every call of ours in a shell block that is not run because it needs what is not here: a cluster, a bucket, a million files."""
    for page in PAGES:
        for language, _, block in BLOCK.findall(page.read_text(encoding="utf-8")):
            if language == "sh":
                for line in block.replace("\\\n", " ").splitlines():
                    for call in re.findall(r"\bextractor ([a-z].*?)(?:\s#|&&|\||;|$)", line):
                        yield pytest.param(call, id=f"{page.name}: {call[:60]}")


@pytest.mark.parametrize("call", list(commands_shown()))
def test_commands_that_are_not_run_exist(call):
    command = typer.main.get_command(app)
    words = [word.strip("'\"") for word in call.split()]
    while hasattr(command, "commands") and words:
        name = words.pop(0)
        assert name in command.commands, f"extractor {call}: no command {name}"
        command = command.commands[name]
    unknown = {word.split("=")[0] for word in words if word.startswith("-") and word != "-"} - options_of(command)
    assert not unknown - {"--help"}, f"extractor {call}: no option {', '.join(unknown)}"


def test_the_page_on_python_has_every_room_with_what_it_leaves_and_asks_for():
    rows = re.findall(
        r"^\| `(extractor_\w+)` \| (.*?) \| (.*?)\|$", (ROOT / "docs/python.md").read_text(encoding="utf-8"), re.M
    )
    told = [
        (name, set(re.findall(r"`(\w+)`", leaves)), set(re.findall(r"`(\w+)`", asks))) for name, leaves, asks in rows
    ]
    nlp = load_pipeline("none")
    rooms = ((name, nlp.get_pipe_meta(name)) for name in nlp.pipe_names)
    assert told == [(name, *({path.removeprefix("doc._.") for path in some} for some in (meta.assigns, meta.requires))) for name, meta in rooms]  # fmt: skip
