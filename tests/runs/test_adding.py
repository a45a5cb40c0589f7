"""Articles added to a finished run: the same bytes as if they had been read with the others."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path

import pytest

import extractor
from extractor.intake.articles import InputError
from extractor.runs import adding, reading
from extractor.runs.adding import add_batch
from extractor.runs.batch import extract_batch
from extractor.runs.chunks import rests_on
from extractor.runs.errors import RunError
from extractor.runs.retry import retry
from extractor.runs.settings import Settings
from extractor.runs.settle import settle_run

# Each spells out something that others leave out: names, parties, contests; some speak of another place altogether.
STORIES = [
    "UPTON — Jane Roe, a Democrat, won 48.2 percent of the vote in the 2031 Upton mayoral election on Tuesday. Tom Poe took 31 percent.",
    "Roe raised $2.4 million for the Upton race, Poe $900,000. “We are not done,” Roe said.",
    "upton: roe leads poe by 17 points with 84 percent of precincts reporting",
    "Republican Tom Poe said on Wednesday that he had spent $1.1 million. He lost to Roe, who took 48 percent of the vote.",
    "Carla Roe, a Green, was elected mayor of Downham in 2031 with 52.5 percent of the vote, ahead of Niall Moss.",
    "Mr. Moss conceded in Downham. “She fought well,” Moss said of Roe, who had raised $300,000.",
    "A bridge over the Lim will cost $40 million, twice what the council had said in March.",
    "Poe, the Republican nominee in Upton, has raised $900,000 through the end of March, his campaign said.",
]


def rows(seed: int, count: int) -> list[str]:
    """Lines of a dump: stories with endings of their own, a copy of one of them, a broken line."""
    rng = random.Random(seed)
    made = [
        {
            "id": f"n{n}", "text": f"{rng.choice(STORIES)} Edition {n} has {rng.randrange(900)} pages.",
            "published": "2031-05-0" + rng.choice("789"), "outlet": rng.choice(["Courier", "Ledger", "Herald"]),
        }
        for n in range(count)
    ]  # fmt: skip
    long = {**made[0], "id": "long", "text": made[0]["text"] + " Counting went on in the hall until the morning." * 5}
    lines = [json.dumps(row) for row in [*made, long, {**long, "id": "copy", "outlet": "Mirror"}]]
    rng.shuffle(lines)
    lines.insert(rng.randrange(len(lines)), '{"id": "broken')
    return lines


def settings(*inputs: Path) -> Settings:
    return Settings(inputs=tuple(map(str, inputs)), model="none")


def contents(run: Path) -> dict[str, bytes]:
    """Every file of a run but the manifest, which has the time in it."""
    return {
        str(path.relative_to(run)): path.read_bytes()
        for path in sorted(run.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(reading, "CHUNK_ARTICLES", 3)


def split(folder: Path, lines: list[str], *cuts: int) -> list[Path]:
    paths = []
    for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(lines)], strict=True)):
        paths.append(folder / f"dump{number}.jsonl")
        paths[-1].write_text("".join(line + "\n" for line in lines[start:end]), encoding="utf-8")
    return paths


@pytest.mark.parametrize("seed", range(4))
def test_added_articles_give_the_bytes_of_a_whole_run(seed, tmp_path):
    lines = rows(seed, 11)
    cut = random.Random(seed).randrange(1, len(lines))
    old, new = split(tmp_path, lines, cut)
    whole, grown = tmp_path / "whole", tmp_path / "grown"
    tally = extract_batch(settings(old, new), whole)
    extract_batch(settings(old), grown)
    assert add_batch(settings(new), grown, workers=2 if seed == 1 else 1) == tally
    assert settle_run(whole).voices == settle_run(grown).voices
    assert contents(grown) == contents(whole)


def test_one_by_one_and_again(tmp_path):
    *news, last = split(tmp_path, rows(9, 8), 2, 5, 6)
    whole, grown = tmp_path / "whole", tmp_path / "grown"
    extract_batch(settings(*news, last), whole)
    extract_batch(settings(news[0]), grown)
    for path in [*news[1:], last]:
        tally = add_batch(settings(path), grown)
    assert contents(grown) == contents(whole)
    assert add_batch(settings(last), grown) == tally
    assert contents(grown) == contents(whole)


def test_parts_that_learn_nothing_new_stand(tmp_path):
    lines = [json.dumps({"id": f"n{n}", "text": f"{STORIES[6]} Edition {n}."}) for n in range(6)]
    downham = json.dumps({"id": "new", "text": STORIES[4], "published": "2031-05-07"})
    old, new = split(tmp_path, [*lines, downham], 6)
    run = tmp_path / "run"
    extract_batch(settings(old), run)
    before = {path: path.stat().st_ino for path in (run / "quotes").iterdir()}
    add_batch(settings(new), run)
    assert {path: path.stat().st_ino for path in before} == before
    assert rests_on(run, 2, {"surname\troe"})
    assert not rests_on(run, 0, {"surname\troe", "place\tDownham"})


def test_a_stop_between_any_two_steps_changes_nothing(tmp_path):
    old, new, other = split(tmp_path, rows(3, 9), 6, 10)
    whole, run = tmp_path / "whole", tmp_path / "run"
    extract_batch(settings(old, new), whole)
    extract_batch(settings(old), run)
    both = settings(old, new)
    adding.stage(run, both, [str(new)], workers=1, progress=lambda *_: None)
    (run / "adding" / "ready.json").rename(tmp_path / "ready.json")
    assert extract_batch(settings(old), run, resume=True).read == 6  # what was staged and is not ready harms nobody
    (tmp_path / "ready.json").rename(run / "adding" / "ready.json")
    for stopped in (
        lambda: extract_batch(settings(old), run, resume=True),
        lambda: retry(run),
        lambda: add_batch(settings(other), run),
    ):
        with pytest.raises(RunError, match="being added to this run"):
            stopped()
    adding.apply(run, both)
    with pytest.raises(RunError, match="being added to this run"):
        add_batch(settings(other), run)
    add_batch(settings(new), run)
    assert contents(run) == contents(whole)


def test_what_cannot_be_added(tmp_path):
    old, new = split(tmp_path, rows(5, 6), 4)
    run = tmp_path / "run"
    with pytest.raises(RunError, match="holds no finished run"):
        add_batch(settings(new), run)
    extract_batch(settings(old), run)
    before = contents(run)
    with pytest.raises(RunError, match="other options or another version"):
        add_batch(Settings(inputs=(str(new),), model="none", encoding="cp1252"), run)
    with pytest.raises(InputError, match="no such file"):
        add_batch(settings(tmp_path / "nothing.jsonl"), run)
    with old.open("a", encoding="utf-8") as out:
        out.write(json.dumps({"id": "late", "text": STORIES[0]}) + "\n")
    with pytest.raises(RunError, match="has changed since"):
        add_batch(settings(old), run)
    assert contents(run) == before


def test_a_folder_that_has_grown(tmp_path):
    old, new = split(tmp_path, rows(6, 6), 4)
    folder = tmp_path / "dumps"
    folder.mkdir()
    old.rename(folder / old.name)
    extract_batch(settings(folder), tmp_path / "run")
    new.rename(folder / new.name)
    assert add_batch(settings(folder), tmp_path / "run").read == 9
    extract_batch(settings(folder), tmp_path / "whole")
    assert {k: v for k, v in contents(tmp_path / "run").items() if k != "state.json"} == {
        k: v for k, v in contents(tmp_path / "whole").items() if k != "state.json"
    }


def test_what_the_batch_knows_is_only_looked_up():
    """Going through it would be to rest on everything, without a trace in `Known.asked`."""
    for path in Path(extractor.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        read = [
            node for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr == "knowledge" and isinstance(node.ctx, ast.Load)
            and ast.unparse(node.value).endswith("._")
        ]  # fmt: skip
        asked = [
            node.args[0] for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "look_up" and node.args
        ]  # fmt: skip
        assert all(node in asked for node in read), path
