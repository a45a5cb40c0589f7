"""Copies: what is found of planted ones, and what a million articles cost: `python benchmarks/copies.py [--stories 3000] [--signatures 1000000]`.

Stories are babbled by a chain of word pairs learnt from the bundled corpus, so that phrases recur as they do in news; some share a
paragraph of background or a quotation without being copies. Of a fifth, one to eight copies are planted among the others. An
article counts as found when the run says that it has the same text as its original; a found one counts as right when it was
planted so. Signatures are made without texts: 480 runs an article, a tenth copies, a twentieth with a formula that thousands share.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from extractor.records import Copy
from extractor.runs.copies import Signatures, find_groups, sign_chunk, write_copies
from extractor.runs.pieces import Piece
from extractor.runs.reading import read_inputs
from extractor.runs.settings import Settings
from extractor.runs.store import read_kind

CORPUS = Path(__file__).parents[1] / "corpus" / "articles.jsonl"
RUNS = 480  # five-word runs in an article of some 500 words
PART = 200
Story = list[str]  # paragraphs


class Babble:
    """Sentences that follow the word pairs of a corpus."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._after: dict[str, list[str]] = defaultdict(list)
        for line in CORPUS.read_text(encoding="utf-8").splitlines():
            words = json.loads(line)["text"].split()
            for one, other in pairwise(words):
                self._after[one].append(other)
        self._starts = [word for word in self._after if word[0].isupper()]

    def paragraph(self, words: int) -> str:
        said = [self._dice.choice(self._starts)]
        while len(said) < words or not said[-1].endswith((".", "”")):
            following = self._after.get(said[-1])
            said.append(self._dice.choice(following) if following and len(said) < 3 * words else "end.")
        return " ".join(said)

    def story(self) -> Story:
        return [self.paragraph(self._dice.randint(25, 60)) for _ in range(self._dice.randint(5, 14))]


def cut(story: Story, dice: random.Random, _babble: Babble) -> Story:
    return story[: max(3, round(len(story) * dice.uniform(0.4, 0.9)))]


def cut_within(story: Story, dice: random.Random, _babble: Babble) -> Story:
    return [paragraph for paragraph in story if dice.random() < 0.7] or story


def new_headline(story: Story, _dice: random.Random, babble: Babble) -> Story:
    return [babble.paragraph(8), *story]


def new_lead(story: Story, dice: random.Random, babble: Babble) -> Story:
    return [f"{dice.choice(('RIVERTON', 'HARBOUR CITY', 'OLD MILL'))} — {babble.paragraph(35)}", *story[1:]]


def edited(story: Story, dice: random.Random, babble: Babble) -> Story:
    other = iter(babble.paragraph(2_000).split())
    return [" ".join(next(other) if dice.random() < 0.04 else word for word in p.split()) for p in story]


def local_angle(story: Story, _dice: random.Random, babble: Babble) -> Story:
    added = [babble.paragraph(45) for _ in range(max(1, round(len(story) * 0.4)))]
    return [*story, *added]


def brief(story: Story, _dice: random.Random, _babble: Babble) -> Story:
    return story[:2]


def rewritten(story: Story, dice: random.Random, babble: Babble) -> Story:
    return new_lead(edited(cut(story, dice, babble), dice, babble), dice, babble)


CHANGES: dict[str, Callable[[Story, random.Random, Babble], Story]] = {
    "paragraphs cut from the end": cut,
    "paragraphs cut within": cut_within,
    "another headline": new_headline,
    "another first paragraph": new_lead,
    "every 25th word edited": edited,
    "local paragraphs added": local_angle,
    "the first two paragraphs alone": brief,
    "cut, edited, another first paragraph": rewritten,
}


def plant(stories: int, seed: int) -> tuple[list[dict[str, str]], dict[str, str], dict[str, str]]:
    """Articles in random order, article → its story, copy → what was changed."""
    dice = random.Random(seed)
    babble = Babble(dice)
    background = [babble.paragraph(60) for _ in range(stories // 30)]
    told: list[tuple[str, str]] = []
    story_of: dict[str, str] = {}
    change_of: dict[str, str] = {}
    for number in range(stories):
        story = babble.story()
        if dice.random() < 0.3:  # the paragraph that a newsroom puts under every story on a matter
            story.insert(dice.randint(1, len(story)), dice.choice(background))
        name = f"s{number}"
        told.append((name, "\n\n".join(story)))
        story_of[name] = name
        for copy in range(dice.randint(1, 8) if dice.random() < 0.2 else 0):
            what = dice.choice(sorted(CHANGES))
            copied = f"{name}-{copy}"
            told.append((copied, "\n\n".join(CHANGES[what](story, dice, babble))))
            story_of[copied], change_of[copied] = name, what
    dice.shuffle(told)
    return [{"id": name, "text": text} for name, text in told], story_of, change_of


def score(stories: int, seed: int) -> Table:
    articles, story_of, change_of = plant(stories, seed)
    with tempfile.TemporaryDirectory(prefix="extractor-") as name:
        dump = Path(name) / "dump.jsonl"
        dump.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        run = Path(name) / "run"
        held = read_inputs(Settings(inputs=(str(dump),)), run, lambda *_: None)
        for chunk in range(len(held.totals)):
            sign_chunk(run, Piece(chunk), {}, str)
        write_copies(run, held.totals)
        origin = {copy.article_id: copy.copy_of for copy in read_kind(run, "copies", Copy)}
    # Whoever is earliest stands for the group: of articles without a day that is the first by name.
    group = {article: origin.get(article, article) for article in story_of}
    found, planted = Counter[str](), Counter(change_of.values())
    for copy, what in change_of.items():
        found[what] += group[copy] == group[story_of[copy]]
    right = sum(story_of[copy] == story_of[first] for copy, first in origin.items())
    table = Table("planted", "copies", "found", "recall", box=SIMPLE_HEAD, title=f"{len(articles):,} articles")
    for what in CHANGES:
        table.add_row(what, f"{planted[what]:,}", f"{found[what]:,}", f"{found[what] / max(1, planted[what]):.3f}")
    total = sum(planted.values())
    table.add_row("all", f"{total:,}", f"{found.total():,}", f"{found.total() / total:.3f}")
    table.caption = (
        f"precision {right / max(1, len(origin)):.4f} ({len(origin) - right:,} of {len(origin):,} were no copies)"
    )
    return table


def compare(count: int) -> None:
    """Compare so many made-up signatures; prints what it took as JSON."""
    dice = np.random.default_rng(1)
    formula = dice.integers(0, 2**64, 12, dtype=np.uint64)
    with tempfile.TemporaryDirectory(prefix="extractor-") as name:
        paths, ends, copies = [], [], 0
        last = np.unique(dice.integers(0, 2**64, RUNS, dtype=np.uint64))
        for first in range(0, count, PART):
            runs = []
            for number in range(first, min(first + PART, count)):
                fresh = dice.integers(0, 2**64, RUNS, dtype=np.uint64)
                if number % 10 == 9:  # a copy of the one before, with a quarter of its own
                    fresh[: RUNS * 3 // 4] = dice.permutation(last)[: RUNS * 3 // 4]
                    copies += 1
                if number % 20 == 5:
                    fresh[: len(formula)] = formula
                last = np.unique(fresh)
                runs.append(last)
            paths.append(Path(name) / f"{first}.runs")
            np.concatenate(runs).tofile(paths[-1])
            ends.append(np.cumsum([len(some) for some in runs]).tolist())
        del runs, fresh, last
        made = resource.getrusage(resource.RUSAGE_SELF)
        began, clock = made.ru_utime + made.ru_stime, time.monotonic()
        groups = find_groups(Signatures(paths, ends))
    used = resource.getrusage(resource.RUSAGE_SELF)
    taken = [time.monotonic() - clock, used.ru_utime + used.ru_stime - began, used.ru_maxrss / 1024]
    print(json.dumps([*taken, len(groups), copies]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=3_000, help="stories to plant copies of")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--signatures", type=int, default=1_000_000, help="signatures to compare, and a tenth, and a hundredth"
    )
    parser.add_argument("--compare", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.compare:
        compare(given.compare)
        return
    if given.stories:
        Console(width=130).print(score(given.stories, given.seed))
    table = Table(
        "signatures", "seconds by the clock", "of the processor", "largest process", "groups", box=SIMPLE_HEAD
    )
    for count in (given.signatures // 100, given.signatures // 10, given.signatures):
        if count:
            done = subprocess.run(
                [sys.executable, __file__, "--compare", str(count)], capture_output=True, text=True, check=True
            )
            clock, cpu, megabytes, groups, copies = json.loads(done.stdout)
            table.add_row(
                f"{count:,}", f"{clock:.1f}", f"{cpu:.1f}", f"{megabytes:,.0f} MB", f"{groups:,} of {copies:,}"
            )
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
