"""Copies across a batch: which are found, which are not, who stands for them."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reconcile.witnesses.copies import is_copy, wide_shingles
from extractor.records import Article, Copy
from extractor.runs import copies
from extractor.runs.copies import Signatures, find_groups, has_copies, sign_chunk, write_copies
from extractor.runs.pieces import Piece
from extractor.runs.store import read_kind, write_part

LEAD = "HARBOUR CITY — Jane Roe won the mayor's race by a hair on Tuesday, ending a campaign that had divided the old port."
SECOND = "Roe, who had run on a promise to dredge the harbour, told supporters in the market hall that nobody would be forgotten."
THIRD = "Tom Poe, her opponent, said he would wait for the last ballots from the northern wards before he called her."
FOURTH = "The council meets again in two weeks, when the question of the new ferry pier is first on its long agenda."
OTHER = (
    "Schools in the hills stay closed until Monday because the road above the quarry was washed away during the night."
)
QUOTE = "“We have a harbour to dredge and a city to mend, and we start tomorrow,” Roe said on Tuesday."
TABLE = "Ward One 48.2 percent, Ward Two 51.3 percent, Ward Three 47.7 percent."


def article(name, *paragraphs, **fields):
    return Article(id=name, text="\n\n".join(paragraphs), **fields)


ORIGINAL = article("a", LEAD, SECOND, THIRD, FOURTH, published="2031-04-19", outlet="Echo")
CASES = [
    ("cut from the end", article("b", LEAD, SECOND, THIRD), True),
    ("a paragraph cut within", article("b", LEAD, THIRD, FOURTH), True),
    ("another headline", article("b", "Roe takes the city", LEAD, SECOND, THIRD, FOURTH), True),
    ("another first paragraph", article("b", OTHER, SECOND, THIRD, FOURTH), True),
    ("inside a longer one", article("b", OTHER, LEAD, SECOND, THIRD, FOURTH, OTHER[::-1]), True),
    ("figures corrected", article("b", LEAD, SECOND, THIRD.replace("the", "2", 0), FOURTH + " 3 2 1"), True),
    ("in capitals", article("b", *(part.upper() for part in (LEAD, SECOND, THIRD, FOURTH))), True),
    ("the same quotation in another story", article("b", OTHER, QUOTE), False),
    ("another story of the same day", article("b", OTHER, TABLE), False),
    ("a single sentence", article("b", "Jane Roe won the mayor's race by a hair."), False),
    ("no words", article("b", "… — …"), False),
]


def found(run, *parts):
    for number, part in enumerate(parts):
        write_part(run, "articles", number, part)
        sign_chunk(run, Piece(number), {}, str)
    totals = [len(part) for part in parts]
    write_copies(run, totals)
    assert has_copies(run, totals)
    assert not has_copies(run, [*totals, 1])
    return {copy.article_id: copy for copy in read_kind(run, "copies", Copy)}


@pytest.mark.parametrize(("what", "other", "expected"), CASES, ids=[row[0] for row in CASES])
def test_what_is_a_copy(tmp_path, what, other, expected):
    original = article("a", LEAD, SECOND, THIRD, FOURTH, QUOTE, published="2031-04-19")
    assert (found(tmp_path, [other], [original]).keys() == {"b"}) is expected


def test_the_earliest_stands_for_all_and_the_agency_is_credited(tmp_path):
    wire = article("w", f"HARBOUR CITY (AP) — {SECOND}", THIRD, FOURTH, outlet="Wire", published="2031-04-18")
    told = found(
        tmp_path,
        [ORIGINAL, article("late", SECOND, THIRD, FOURTH, published="2031-04-20"), article("else", OTHER)],
        [wire, article("same", *ORIGINAL.text.split("\n\n"), duplicate_of="a")],
    )
    assert {name: copy.copy_of for name, copy in told.items()} == {"a": "w", "late": "w", "same": "w"}
    assert {copy.agency for copy in told.values()} == {"associated press"}
    assert told["same"].shared == 1
    assert told["late"].shared > 0.9


def test_a_text_that_is_there_word_for_word_is_a_copy_however_short(tmp_path):
    short = article("c", "Polls closed.", duplicate_of="b")
    assert {name: copy.copy_of for name, copy in found(tmp_path, [article("b", "Polls closed."), short]).items()} == {
        "c": "b"
    }


def test_no_copies_is_an_empty_part(tmp_path):
    assert found(tmp_path, [article("a", LEAD), article("b", OTHER)]) == {}
    assert found(tmp_path / "none") == {}


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_neither_order_nor_parts_nor_buckets_change_the_groups(tmp_path_factory, data):
    dice = random.Random(data.draw(st.integers(0, 999)))
    stories = [[LEAD, SECOND, THIRD, FOURTH], [OTHER, *(p[::-1] for p in (LEAD, SECOND, THIRD))]]
    texts = [[part for part in dice.choice(stories) if dice.random() < 0.9] for _ in range(12)]
    runs = [wide_shingles("\n".join(text)) for text in texts]
    dice.shuffle(runs)
    folder = tmp_path_factory.mktemp("signatures")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(runs)), max_size=3)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "_BUCKET_BYTES", data.draw(st.sampled_from([100, 1_000, 16_000_000])))
        groups = find_groups(on_disk(folder, runs, cuts))
    for group in groups:
        assert all(any(is_copy(runs[one], runs[other]) for other in group if other != one) for one in group)
    grouped = {article: number for number, group in enumerate(groups) for article in group}
    for one in range(len(runs)):
        for other in range(one):
            if is_copy(runs[one], runs[other]):
                assert grouped[one] == grouped[other]


def on_disk(folder, runs, cuts):
    paths, ends = [], []
    for begin, end in zip([0, *cuts], [*cuts, len(runs)], strict=True):
        paths.append(folder / f"{len(paths)}.runs")
        np.concatenate([np.empty(0, np.uint64), *runs[begin:end]]).tofile(paths[-1])
        ends.append(np.cumsum([len(some) for some in runs[begin:end]]).tolist())
    return Signatures(paths, ends)
