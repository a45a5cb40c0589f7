"""Parts: what goes in comes out, and nothing half-written is ever seen."""

import csv
import json
from decimal import Decimal

import pytest

from extractor.records import KINDS, Article, VotePercentage
from extractor.runs.flat import export_kind
from extractor.runs.store import StoreError, columns, part_path, read_kind, read_part, write_part

COMMON = {"article_id": "a", "confidence": 0.9, "rule": "test", "unit": "percent", "measure": "vote_share"}


def percentage(value, text="48.2 percent", **changes):
    return VotePercentage(
        id=f"p{value}", span={"start": 0, "end": len(text), "text": text}, value=value, **COMMON | changes
    )


def test_round_trip(tmp_path):
    records = [
        percentage(
            "48.2",
            subject="Jane Roe",
            as_of="2031-04-18",
            scope={"basis": "poll", "field_dates": {"start": "2031-04-01", "end": None}},
        ),
        percentage("7.6E+6", bounds={"low": None, "high": 9}, text="“odd”\n\ttext; 'quoted', \u2028 and \U0001f5f3"),
        percentage(None, low="10", high="99"),
    ]
    write_part(tmp_path, "vote_percentages", 0, records)
    assert list(read_kind(tmp_path, "vote_percentages", VotePercentage)) == records


def test_parts_are_read_in_order_and_leave_nothing_behind(tmp_path):
    for chunk in (1, 0, 2):
        write_part(tmp_path, "vote_percentages", chunk, [percentage(chunk)])
    assert [record.value for record in read_kind(tmp_path, "vote_percentages", VotePercentage)] == [0, 1, 2]
    assert all(path.suffix == ".parquet" for path in (tmp_path / "vote_percentages").iterdir())


def test_the_same_records_give_the_same_bytes(tmp_path):
    written = []
    for name in ("one", "two"):
        write_part(tmp_path / name, "vote_percentages", 0, [percentage(i) for i in range(300)])
        written.append(part_path(tmp_path / name, "vote_percentages", 0).read_bytes())
    assert written[0] == written[1]


def test_an_empty_part_and_a_kind_without_parts(tmp_path):
    write_part(tmp_path, "quotes", 0, [])
    assert export_kind(tmp_path, "quotes", tmp_path / "quotes.jsonl", "jsonl") == 0
    assert export_kind(tmp_path, "dates", tmp_path / "dates.jsonl", "jsonl") == 0


def test_a_long_article_fits(tmp_path):
    article = Article(text="word " * 2_000_000)
    write_part(tmp_path, "articles", 0, [article])
    assert list(read_kind(tmp_path, "articles", Article)) == [article]


def test_a_broken_part_is_named(tmp_path):
    path = part_path(tmp_path, "quotes", 0)
    path.parent.mkdir()
    path.write_bytes(b"PAR1 but nothing else")
    with pytest.raises(StoreError, match="part-00000"):
        list(read_part(path, KINDS["quotes"]))


def test_export_as_lines(tmp_path):
    write_part(tmp_path, "vote_percentages", 0, [percentage("48.2"), percentage("7.6E+6")])
    assert export_kind(tmp_path, "vote_percentages", tmp_path / "p.jsonl", "jsonl") == 2
    rows = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["value"] for row in rows] == [48.2, 7_600_000]
    assert rows[0]["span"] == {"start": 0, "end": 12, "text": "48.2 percent"}
    assert VotePercentage.model_validate(rows[1]).value == Decimal("7600000")


FORMULAS = ["=1+1", "+48", "-3", "@SUM(A1)", "\tx"]


@pytest.mark.parametrize("subject", [*FORMULAS, "Jane Roe", "48 = 48"])
def test_no_cell_of_a_table_is_a_formula(tmp_path, subject):
    write_part(tmp_path, "vote_percentages", 0, [percentage("-3", subject=subject, text="-3 points")])
    export_kind(tmp_path, "vote_percentages", tmp_path / "p.csv", "csv")
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as table:
        (row,) = csv.DictReader(table)
    assert row["subject"] == (f"'{subject}" if subject in FORMULAS else subject)
    assert row["span_text"] == "'-3 points"
    assert float(row["value"]) == -3  # a number stays a number


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_has_columns(kind):
    assert list(columns(KINDS[kind])) == list(KINDS[kind].model_fields)
