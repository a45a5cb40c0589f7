"""Near-copies: what counts as one text, among few and among many."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from extractor.reconcile.witnesses.copies import Union, near_copies, runs_of, shingles

WORDS = [a + b for a in ("ab", "co", "du", "fe", "gi", "lo") for b in ("ran", "sel", "tum", "vik", "zor")]


def words(seed, count):
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(count))


def groups(texts):
    runs = {name: shingles(runs_of(text).hashes) for name, text in texts.items()}
    found = Union(runs)
    for one, other in near_copies(runs):
        found.join(one, other)
    together = {}
    for name in texts:
        together.setdefault(found.find(name), set()).add(name)
    return sorted((group for group in together.values() if len(group) > 1), key=min)


STORY, OTHER = words(1, 120), words(2, 120)
FEW = [
    ("another first line", {"a": f"{words(3, 20)} {STORY}", "b": f"{words(4, 25)} {STORY}"}, [{"a", "b"}]),
    ("a figure corrected", {"a": f"{STORY} 48 {OTHER}", "b": f"{STORY} 52 {OTHER}"}, [{"a", "b"}]),
    ("one inside the other", {"a": STORY, "b": f"{OTHER} {STORY} {words(5, 90)}"}, [{"a", "b"}]),
    ("the same words in other marks", {"a": STORY, "b": STORY.upper().replace(" ", ", ")}, [{"a", "b"}]),
    ("a quotation in common", {"a": f"{STORY} {words(6, 14)}", "b": f"{OTHER} {words(6, 14)}"}, []),
    ("too short to tell", {"a": words(7, 12), "b": words(7, 12)}, []),
    ("nothing in common", {"a": STORY, "b": OTHER}, []),
    ("no words", {"a": "", "b": "12 13 14"}, []),
]


@pytest.mark.parametrize(("texts", "expected"), [row[1:] for row in FEW], ids=[row[0] for row in FEW])
def test_few(texts, expected):
    assert groups(texts) == expected


def test_three_hundred_copies_of_two_stories_among_others():
    boilerplate = words(8, 40)
    texts = {f"story {n:03}": f"{words(1000 + n, 15)} {STORY} {boilerplate}" for n in range(300)}
    texts |= {f"other {n:03}": f"{OTHER} {words(2000 + n, 15)} {boilerplate}" for n in range(300)}
    alone = {f"alone {n:03}": f"{words(3000 + n, 130)} {boilerplate}" for n in range(300)}
    assert groups(texts | alone) == [
        {name for name in texts if name.startswith("other")},
        {name for name in texts if name.startswith("story")},
    ]


@pytest.mark.parametrize("seed", range(5))
def test_many_are_grouped_as_few_are(seed):
    rng = random.Random(seed)
    sources = [words(f"{seed} {n}", rng.randrange(30, 200)) for n in range(6)]
    texts = {f"t{n:02}": f"{words(f'{seed} own {n}', 20)} {rng.choice(sources)}" for n in range(30)}
    pairwise = Union(texts)
    for one, other in combinations(texts.items(), 2):
        if groups(dict([one, other])):
            pairwise.join(one[0], other[0])
    together = {}
    for name in texts:
        together.setdefault(pairwise.find(name), set()).add(name)
    assert groups(texts) == sorted((group for group in together.values() if len(group) > 1), key=min)


def passage(runs, start, end):
    return set(shingles(runs.hashes, runs.around(start, end)).tolist())


def test_the_passage_of_a_figure():
    text = f"{words(11, 200)} won 48 percent {words(12, 200)}"
    start = text.index("48")
    runs = runs_of(text)
    around = passage(runs, start, start + 2)
    assert len(around) == 40 + 40 - 4
    assert around < set(runs.hashes.tolist())
    # The same words elsewhere are the same passage; a figure at the very start has words behind it alone.
    before = f"{words(13, 50)} "
    assert passage(runs_of(before + text), start + len(before), start + 2 + len(before)) == around
    assert len(passage(runs, 0, 1)) == 41 - 4


def test_a_body_begins_behind_the_headline():
    headline, body = words(14, 9), words(15, 60)
    runs = runs_of(f"{headline}\n{body}")
    assert runs.hashes[runs.first_after(len(headline) + 1) :].tolist() == runs_of(body).hashes.tolist()
    assert runs.first_after(0) == 0
    assert runs.first_after(10_000) == len(runs.hashes) + 4
