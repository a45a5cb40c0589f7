"""Scores of figures, dates, candidates and quotations: what counts as right, wrong, missed, spurious."""

import json

import pytest

from extractor.evaluate import GoldError, evaluate
from extractor.evaluate.score import score_kinds

SHARE = {
    "span": [10, 20],
    "value": 48.2,
    "unit": "percent",
    "qualifier": "exact",
    "measure": "vote_share",
    "subject": "Ada Lindqvist",
}
SUM = {
    "span": [10, 20],
    "value": 7_600_000,
    "currency": "USD",
    "qualifier": "over",
    "measure": "raised",
    "subject": "Ada Lindqvist",
}
DAY = {"span": [10, 20], "start": "2031-04-08", "end": "2031-04-08"}
NAME = {"name": "Ada Lindqvist", "party": "Democratic"}
QUOTE = {"kind": "direct", "contents": [[10, 20], [30, 50]], "speaker": "Ada Lindqvist"}


def at(start, end, /, **fields):
    return {"article_id": "a", "span": {"start": start, "end": end}} | fields


def found_share(**changes):
    return (
        at(10, 20, value=48.2, unit="percent", qualifier="exact", measure="vote_share", subject="Lindqvist") | changes
    )


def found_sum(**changes):
    return at(10, 20, value=7600000, currency="USD", qualifier="over", measure="raised", subject="Lindqvist") | changes


def found_quote(start=10, end=50, **changes):
    return {
        "article_id": "a",
        "kind": "direct",
        "speaker": "Lindqvist",
        "contents": [{"start": start, "end": end}],
    } | changes


# kind, gold, found → hits, missed, spurious, strict hits
CASES = [
    ("percentages", [SHARE], [found_share()], (1, 0, 0, 1)),
    ("percentages", [SHARE], [], (0, 1, 0, 0)),
    ("percentages", [], [found_share()], (0, 0, 1, 0)),
    ("percentages", [SHARE], [found_share(span={"start": 20, "end": 25})], (0, 1, 1, 0)),
    ("percentages", [SHARE], [found_share(unit="points")], (1, 0, 0, 0)),
    ("percentages", [SHARE | {"unit_any": ["points"]}], [found_share(unit="points")], (1, 0, 0, 1)),
    ("percentages", [SHARE], [found_share(qualifier="about")], (1, 0, 0, 0)),
    ("percentages", [SHARE], [found_share(measure="poll_share")], (1, 0, 0, 0)),
    ("percentages", [SHARE | {"measure_any": ["poll_share"]}], [found_share(measure="poll_share")], (1, 0, 0, 1)),
    ("percentages", [SHARE], [found_share(subject="Otto Brandvold")], (1, 0, 0, 0)),
    ("percentages", [SHARE], [found_share(subject=None)], (1, 0, 0, 0)),
    ("percentages", [SHARE | {"subject": None}], [found_share(subject="Otto Brandvold")], (1, 0, 0, 1)),
    ("percentages", [SHARE | {"subject": "Republicans"}], [found_share(subject="GOP")], (1, 0, 0, 1)),
    ("percentages", [SHARE | {"optional": True}], [found_share(value=1)], (0, 0, 0, 0)),
    ("percentages", [SHARE | {"optional": True}], [], (0, 0, 0, 0)),
    ("percentages", [SHARE | {"value": None, "low": 8, "high": 10}], [found_share(value=None, low=8, high=10)], (1, 0, 0, 1)),
    ("percentages", [SHARE | {"value": None, "low": 8, "high": 10}], [found_share(value=9)], (1, 0, 0, 0)),
    ("percentages", [SHARE | {"value": 33.33}], [found_share(value=33.333)], (1, 0, 0, 1)),
    ("money", [SUM], [found_sum()], (1, 0, 0, 1)),
    ("money", [SUM], [found_sum(currency="GBP")], (1, 0, 0, 0)),
    ("money", [SUM], [found_sum(value=7.6)], (1, 0, 0, 0)),
    ("dates", [DAY], [at(12, 18, start="2031-04-08", end="2031-04-08")], (1, 0, 0, 1)),
    ("dates", [DAY], [at(12, 18, start="2031-04-01", end="2031-04-30")], (1, 0, 0, 0)),
    ("dates", [DAY | {"range_any": [["2031-04-01", "2031-04-30"]]}], [at(12, 18, start="2031-04-01", end="2031-04-30")], (1, 0, 0, 1)),
    ("candidates", [NAME], [at(0, 3, name="Ada Lindqvist", party="Democrat")], (1, 0, 0, 1)),
    ("candidates", [NAME], [at(0, 3, name="Ada Lindqvist", party=None)], (1, 0, 0, 0)),
    ("candidates", [NAME | {"party": None}], [at(0, 3, name="Lindqvist", party="Green")], (1, 0, 0, 1)),
    ("candidates", [NAME], [at(0, 3, name="Adeline Brask", aliases=["Ada Lindqvist"], party="Democrat")], (1, 0, 0, 1)),
    ("candidates", [NAME], [at(0, 3, name="Otto Lindqvist", party="Democratic")], (0, 1, 1, 0)),
    ("quotes", [QUOTE], [found_quote()], (1, 0, 0, 1)),
    ("quotes", [QUOTE], [found_quote(10, 28)], (0, 1, 1, 0)),
    ("quotes", [QUOTE | {"contents_any": [[[10, 20]]]}], [found_quote(10, 20)], (1, 0, 0, 1)),
    ("quotes", [QUOTE], [found_quote(speaker="Otto Brandvold")], (1, 0, 0, 0)),
    ("quotes", [QUOTE | {"speaker": None}], [found_quote(speaker="Otto Brandvold")], (1, 0, 0, 1)),
]  # fmt: skip
STEMS = {"percentages": "vote_percentages", "money": "dollar_amounts"}


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize(("kind", "gold", "found", "counts"), CASES)
def test_counts(tmp_path, kind, gold, found, counts):
    write(tmp_path / f"{STEMS.get(kind, kind)}.jsonl", found)
    score = score_kinds([{"id": "a", kind: gold}], tmp_path)[kind]
    assert (score.hit, score.missed, score.spurious, score.strict_hit) == counts
    wrong = score.hit - score.strict_hit
    assert len(score.misses) == score.missed + score.spurious + wrong


def test_shares(tmp_path):
    far = [found_share(span={"start": start, "end": start + 5}) for start in (100, 200)]
    write(tmp_path / "vote_percentages.jsonl", [found_share(measure="margin"), *far])
    score = score_kinds([{"id": "a", "percentages": [SHARE, SHARE | {"span": [60, 70]}]}], tmp_path)["percentages"]
    assert (score.gold, score.found) == (2, 3)
    assert (score.precision, score.recall, score.f1) == (1 / 3, 1 / 2, 2 / 5)
    assert (score.value, score.measure, score.subject, score.strict) == (1, 0, 1, 0)


def test_other_articles_do_not_count(tmp_path):
    write(tmp_path / "vote_percentages.jsonl", [found_share(article_id="b")])
    score = score_kinds([{"id": "a", "percentages": []}], tmp_path)["percentages"]
    assert (score.found, score.f1) == (0, None)


def test_only_annotated_kinds_are_scored(tmp_path):
    write(tmp_path / "gold.jsonl", [{"id": "a", "dates": []}])
    assert list(evaluate(tmp_path / "gold.jsonl", tmp_path).kinds) == ["dates"]


def test_a_broken_line_is_named(tmp_path):
    (tmp_path / "gold.jsonl").write_text('{"id": "a"}\n{"id": \n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl:2: not JSON"):
        evaluate(tmp_path / "gold.jsonl", tmp_path)


def test_a_line_that_is_no_object_is_named(tmp_path):
    (tmp_path / "gold.jsonl").write_text("[1]\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl:1: expected an object"):
        evaluate(tmp_path / "gold.jsonl", tmp_path)
