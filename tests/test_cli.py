"""The command line as a user meets it: real files, real processes, exit codes."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import extractor
from extractor.bundled import bundled
from extractor.cli import app
from extractor.present.export import FORMS
from extractor.records import SCHEMA_VERSION

README = (Path(extractor.__file__).parent.parent / "README.md").read_text(encoding="utf-8")
STORY = "HARBOUR CITY — Jane Roe won 48.2 percent of the vote on Tuesday, April 18, 2031. “We are not done,” Roe said. She raised $2.4 million.\n"
COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]


def run(*args, stdin=None, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "extractor.cli", *map(str, args)],
        input=stdin, capture_output=True, text=True, cwd=cwd, timeout=120, check=False, env=os.environ | {"COLUMNS": "200"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def settled(tmp_path_factory):
    """A run of two articles, made by the command itself."""
    folder = tmp_path_factory.mktemp("cli")
    rows = [
        {
            "id": "a",
            "text": STORY,
            "published": "2031-04-19",
            "outlet": "Harbour Echo",
            "url": "https://echo.example/1",
        },
        {
            "id": "b",
            "text": STORY.replace("48.2", "about 48"),
            "published": "2031-04-19",
            "outlet": "<script>alert(1)</script>",
            "url": "javascript:alert(1)",
        },
    ]
    (folder / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("run", folder / "dump.jsonl", "-o", folder / "run", "--model", "none")
    assert done.returncode == 0, done.stderr
    assert "2 read = 2 extracted + 0 duplicate + 0 rejected" in done.stderr
    return folder / "run"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(command):
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) > 5
    assert f"extractor {command}" in README


def test_help_and_version_are_quick_to_give():
    assert "extract" in run("--help").stdout
    told = re.fullmatch(
        r"extractor (\S+) \(model [0-9a-f]{8}, data [0-9a-f]{8}, schema (\S+), spacy 3\.8\.\S+\)",
        run("--version").stdout.strip(),
    )
    assert told is not None
    assert told.groups() == (extractor.__version__, SCHEMA_VERSION)
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, extractor.cli; print('spacy' in sys.modules, 'duckdb' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.split() == ["False", "False"]


def test_one_article_into_a_pipe_is_json_lines(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    done = run("extract", path, "--model", "none")
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    (share,) = [record for record in records if record["kind"] == "vote_percentages"]
    assert share["value"] == 48.2
    assert STORY[share["span"]["start"] : share["span"]["end"]] == share["span"]["text"] == "48.2 percent"


def test_standard_input():
    done = run("extract", "-", "--model", "none", stdin=STORY)
    assert done.returncode == 0, done.stderr
    assert '"kind":"dollar_amounts"' in done.stdout


def test_a_run_leaves_everything_in_its_folder(settled):
    assert (settled / "manifest.json").exists()
    assert (settled / "rejected.jsonl").read_text() == ""
    assert list((settled / "reconciliations").glob("*.parquet"))
    assert (settled / "report.html").exists()


def test_a_record_is_explained(settled, tmp_path):
    run("export", settled, "-o", tmp_path)
    share, *_ = map(json.loads, (tmp_path / "vote_percentages.jsonl").read_text(encoding="utf-8").splitlines())
    claims = map(json.loads, (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines())
    claim = next(claim for claim in claims if claim["record_id"] == share["id"])
    by_id = run("explain", settled, share["id"])
    assert by_id.returncode == 0, by_id.stderr
    assert "{Jane Roe} won [48.2 percent] of the vote on Tuesday" in by_id.stdout
    assert f"rule        {share['rule']}" in by_id.stdout
    assert "measure  vote_share" in by_id.stdout
    assert run("explain", settled, claim["id"]).stdout == by_id.stdout
    unknown = run("explain", settled, "nothing")
    assert unknown.returncode == 1
    assert "no record begins with 'nothing'" in unknown.stderr


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_export(settled, tmp_path, form):
    done = run("export", settled, "--to", form, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"out/vote_percentages.{form}").stat().st_size
    assert (tmp_path / f"out/claims.{form}").exists()


def test_the_exported_lines_fit_the_published_schemas(settled, tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    run("export", settled, "-o", tmp_path / "out")
    checked = 0
    for path in (tmp_path / "out").glob("*.jsonl"):
        schema = json.loads((bundled("schemas") / f"{path.stem}.schema.json").read_text(encoding="utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        for line in path.read_text(encoding="utf-8").splitlines():
            validator.validate(json.loads(line))
            checked += 1
    assert checked > 10


def test_explain_one_question(settled):
    done = run("reconcile", settled, "--explain", "vote_share")
    assert done.returncode == 0, done.stderr
    assert "48.2" in done.stdout
    assert "Harbour Echo" in done.stdout


def test_explaining_keeps_what_a_reference_said(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text(
        "Jane Roe won the mayoral election in Port Alder, Mich., on Nov. 4, 2031, with 48.2 percent of the vote.",
        encoding="utf-8",
    )
    table = tmp_path / "official.csv"
    table.write_text(
        "office,district,state,date,candidate,votes\nMayor,Port Alder,MI,2031-11-04,Jane Roe,482\nMayor,Port Alder,MI,2031-11-04,Tom Poe,518\n",
        encoding="utf-8",
    )
    own = tmp_path / "run"
    assert run("extract", story, "-o", own, "--model", "none").returncode == 0
    judged = run("reconcile", own, "--reference", table, "--explain", "roe vote share").stdout
    assert "confirmed" in judged
    assert run("reconcile", own, "--explain", "roe vote share").stdout == judged
    assert "confirmed" not in run("reconcile", own).stdout


def test_evaluate_reads_gold(settled, tmp_path):
    start = STORY.index("48.2")
    gold = {
        "id": "a",
        "text": STORY,
        "percentages": [
            {
                "span": [start, start + 12],
                "text": "48.2 percent",
                "value": 48.2,
                "unit": "percent",
                "qualifier": "exact",
                "measure": "vote_share",
                "subject": "Jane Roe",
            }
        ],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    done = run("evaluate", tmp_path / "gold.jsonl", settled, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["percentages"]["f1"] == 1.0


WRONG = [
    ("no such file", ["extract", "nothing.txt"], 2, "no such file"),
    ("an unknown field", ["extract", "story.txt", "--map", "colour=red"], 2, "colour"),
    ("an unknown form", ["export", "run", "--to", "docx"], 2, "expected one of"),
    ("no run there", ["export", "empty"], 1, "holds no extracted articles"),
    ("nothing to report on", ["report", "empty"], 1, "begin with: extractor run INPUT... -o empty"),
    ("nothing to decide on", ["decisions", "empty"], 1, "begin with: extractor run INPUT... -o empty"),
    ("a slip in the name of a run", ["report", "rnu"], 2, "runs there: run"),
    ("no question of these words", ["reconcile", "run", "--explain", "zebra"], 1, "no question matches 'zebra'"),
    ("an unknown encoding", ["extract", "story.txt", "--encoding", "klingon"], 2, "--encoding klingon"),
    ("a folder nobody may make", ["extract", "story.txt", "-o", "/proc/run"], 1, "error: /proc/run: No such file"),
    ("an unknown command", ["frobnicate"], 2, "No such command"),
    ("only rejects", ["extract", "picture.txt", "-o", "rejects"], 4, "binary data"),
    ("some rejects", ["extract", "mixed.jsonl", "-o", "mixed", "--model", "none"], 3, "mixed.jsonl:2"),
    ("an unknown model", ["extract", "story.txt", "--model", "no_such_model"], 1, "no_such_model"),
    ("a reference that is no table", ["reconcile", "run", "--reference", "story.txt"], 1, "story.txt"),
]


@pytest.mark.parametrize(("what", "args", "code", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_what_goes_wrong_is_said(tmp_path, settled, what, args, code, said):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    (tmp_path / "mixed.jsonl").write_text(json.dumps({"text": STORY}) + "\n{oops\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "run").symlink_to(settled)
    done = run(*args, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_of_export_names_every_form():
    found = run("export", "--help").stdout
    assert not [form for form in FORMS if form not in found]


def test_rejections_are_told_by_reason(tmp_path):
    """Many lines without a text are one fault: the other reasons stand beside it."""
    lines = [json.dumps({"body": STORY + str(i)}) for i in range(20)]
    (tmp_path / "odd.jsonl").write_text("\n".join([*lines, "{oops"]), encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    done = run("extract", "odd.jsonl", "scan.pdf", "story.txt", "-o", "out", "--model", "none", "-q", cwd=tmp_path)
    told = done.stderr.splitlines()
    assert done.returncode == 3, done.stderr
    assert (
        told[0]
        == "rejected odd.jsonl:1: no field 'text'; fields here: body; try --map text=body (parse); 19 more like it"
    )
    assert "odd.jsonl:21: not JSON" in told[1]
    assert "scan.pdf: a PDF" in told[2]
    assert told[3].endswith("extractor retry out")
    assert run("retry", "out", "--map", "text=body", "-q", cwd=tmp_path).stderr.endswith(
        "23 read = 21 extracted + 0 duplicate + 2 rejected; settle it anew with: extractor reconcile out\n"
    )


def test_a_reader_that_goes_away_takes_nothing_along(tmp_path):
    """`extractor run … | head`: whatever is printed no more, the run is whole and its account is told."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    command = f"{sys.executable} -m extractor.cli run story.txt -o out --model none -q | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (tmp_path / "out/report.html").exists()
    assert "1 read = 1 extracted" in done.stderr
    assert done.returncode == 0, done.stderr


# Commands that print more than fits into a pipe, or as little as waits for the end.
INTO_HEAD = [
    ["query", "run", "select repeat('x', 1000) from range(1000)"],
    ["extract", "stories.jsonl", "--model", "none"],
    ["reconcile", "run", "--json"],
    ["config", "show", "--json"],
]


@pytest.mark.parametrize("args", INTO_HEAD, ids=[row[0] for row in INTO_HEAD])
def test_a_reader_that_goes_away_is_no_fault(tmp_path, settled, args):
    """`extractor query … | head -1`: nothing is complained of, and `set -o pipefail` has nothing to stop for."""
    (tmp_path / "run").symlink_to(settled)
    (tmp_path / "stories.jsonl").write_text(
        "".join(json.dumps({"text": f"{STORY} Edition {number}."}) + "\n" for number in range(300)), encoding="utf-8"
    )
    command = f"{sys.executable} -m extractor.cli {shlex.join(args)} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0
    assert "Error" not in done.stderr
    assert "error" not in done.stderr


def test_the_readme_shows_the_commands_that_ci_runs():
    assert re.search(r"^python -m pip install \. && extractor demo$", README, re.MULTILINE)
    assert re.search(r"^python -m pip install -e '\.\[dev\]' && pytest -n auto$", README, re.MULTILINE)


def test_python_of_the_readme_runs(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "48.2" in capsys.readouterr().out


def test_ask_compare_and_configure(settled, tmp_path):
    asked = run("query", settled, "select count(*) as n from records where kind = 'vote_percentages'")
    assert json.loads(asked.stdout) == {"n": 2}
    assert json.loads(run("diff", settled, settled, "--json").stdout)["changed"] == []
    assert run("init", tmp_path).returncode == 0
    (tmp_path / "extractor.toml").write_text('model = "none"\nmap = { text = "body" }\n', encoding="utf-8")
    shown = [json.loads(line) for line in run("config", "show", "--json", cwd=tmp_path).stdout.splitlines()]
    assert {"setting": "model", "value": "none", "origin": "extractor.toml"} in shown
    (tmp_path / "dump.jsonl").write_text(json.dumps({"body": STORY}) + "\n", encoding="utf-8")
    assert run("extract", "dump.jsonl", "-o", "run", cwd=tmp_path).returncode == 0
    manifest = json.loads((tmp_path / "run/manifest.json").read_text(encoding="utf-8"))
    assert (manifest["settings"]["model"], manifest["settings"]["mapping"]) == ("none", {"text": "body"})
    again = run("retry", "run", "--stage", "decode", "--quiet", cwd=tmp_path)
    assert "1 read = 1 extracted + 0 duplicate + 0 rejected" in again.stderr


def test_ctrl_c_stops_and_says_how_to_go_on(tmp_path):
    rows = [json.dumps({"text": f"{STORY} Edition {number}."}) + "\n" for number in range(3_000)]
    (tmp_path / "dump.jsonl").write_text("".join(rows), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "extractor.cli",
        "extract",
        "dump.jsonl",
        "-o",
        "run",
        "--model",
        "none",
        "--workers",
        "2",
    ]
    # A suite that was started in the background was told to ignore Ctrl-C, and would hand that on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    started = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    until = time.monotonic() + 60
    while not (tmp_path / "run/articles").exists() and time.monotonic() < until:
        time.sleep(0.05)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 130, said
    assert "--resume" in said
    assert "Traceback" not in said


def test_a_demo_deletes_no_decisions(tmp_path):
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo/state.json").write_text("{}", encoding="utf-8")
    (tmp_path / "demo/decisions.jsonl").write_text("{}\n", encoding="utf-8")
    done = run("demo", "-o", tmp_path / "demo", "--quiet")
    assert done.returncode == 1
    assert "holds decisions" in done.stderr
    assert (tmp_path / "demo/decisions.jsonl").read_text(encoding="utf-8") == "{}\n"
