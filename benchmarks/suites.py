"""Accuracy of the scanners on third-party test suites and on annotated articles.

    python benchmarks/suites.py DATA

DATA is a folder with `suites/*.jsonl` (cases: text, reference_date, task, expected) and `gold/*.gold.jsonl` (annotated
articles). Where both are absent there is nothing to measure, and the command says so.

Columns: F1 of findings that overlap an expected one; the share of expected items whose value (both ends of a date or a
range) is right, and with the right currency; for articles also the share with the right qualifier. Conventions of the suites that
are not ours ("over $5" as an interval without a value, a unit in the plural for a currency) count as wrong here.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from extractor.language.found import Amount, Context, Found, Percentage, Sum, When
from extractor.text.cleaned import Cleaned, clean

KINDS = ("percentages", "money", "dates")
TASKS = {"percent": "percentages", "money": "money", "date": "dates"}
NLP = spacy.blank("en")
for room_name in ("extractor_layout", *(f"extractor_{kind}" for kind in KINDS)):
    NLP.add_pipe(room_name)

Row = dict[str, Any]
Findings = Sequence[Found[Any]]


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:9.1f}" if whole else f"{'-':>9}"


@dataclass
class Tally:
    """What was expected, found and right."""

    expected: int = 0
    found: int = 0
    hit: int = 0
    right: dict[str, int] = field(default_factory=lambda: {"value": 0, "currency": 0, "qualifier": 0})

    def cells(self, *columns: str) -> str:
        f1 = percent(2 * self.hit, self.expected + self.found)
        return f"{self.expected:9}{f1}" + "".join(percent(self.right[column], self.expected) for column in columns)


def read(text: str, published: str | None, kind: str) -> tuple[Cleaned, Findings]:
    """The findings of one kind in `text`, on its cleaned copy."""
    cleaned = clean(text)
    doc = NLP.make_doc(cleaned.text)
    doc._.context = Context(published=dt.date.fromisoformat(published[:10]) if published else None)
    for room in ("extractor_layout", f"extractor_{kind}"):
        component: Callable[[Doc], Doc] = NLP.get_pipe(room)
        doc = component(doc)
    return cleaned, getattr(doc._, kind)


def pairs(expected: Sequence[Row], found: Findings, cleaned: Cleaned) -> Iterator[tuple[int, int]]:
    """Expected and found items that overlap most, one to one, as indexes."""
    overlaps = []
    for i, item in enumerate(expected):
        start, end = item["span"] if "span" in item else (item["start"], item["end"])
        for j, finding in enumerate(found):
            begin, stop = cleaned.in_article(finding.start, finding.end)
            common = min(end, stop) - max(start, begin)
            if common > 0:
                overlaps.append((common, -i, -j))
    taken: set[tuple[str, int]] = set()
    for _, i, j in sorted(overlaps, reverse=True):
        if not {("expected", i), ("found", j)} & taken:
            taken |= {("expected", i), ("found", j)}
            yield -i, -j


def close(expected: float | None, got: object, tolerance: float = 1e-4) -> bool:
    return (
        expected is not None
        and got is not None
        and abs(expected - float(str(got))) <= tolerance * max(abs(expected), 1e-9)
    )


def value_right(item: Row, value: Amount | When) -> bool:
    if isinstance(value, When):
        accepted = item.get("values") or [
            {"start": item["start"], "end": item["end"]},
            *({"start": a, "end": b} for a, b in item.get("range_any") or []),
        ]
        ends = (value.start.isoformat(), value.end.isoformat())
        inside = item.get("within")
        return any(ends[0] == one["start"] and ends[1] in (one["end"], one.get("end_alt")) for one in accepted) or bool(
            inside and ends[0] <= inside <= ends[1]
        )
    if (
        item.get("unit") in ("percent", "points")
        and isinstance(value, Percentage)
        and value.unit not in (item["unit"], *item.get("unit_any", ()))
    ):
        return False
    if item.get("low") is not None or item.get("high") is not None:
        return close(item["low"], value.low, 1e-3) and close(item["high"], value.high, 1e-3)
    return any(close(one, value.value) for one in (item.get("value"), item.get("value_alt")))


def add(tally: Tally, items: Sequence[Row], found: Findings, cleaned: Cleaned) -> None:
    """Count one text: optional items may be found or not."""
    matched = dict(pairs(items, found, cleaned))
    needed = [i for i, item in enumerate(items) if not item.get("optional")]
    tally.expected += len(needed)
    tally.found += len(found) - sum(1 for i in matched if items[i].get("optional"))
    for i in needed:
        if i not in matched:
            continue
        item, value = items[i], found[matched[i]].value
        tally.hit += 1
        right = value_right(item, value)
        tally.right["value"] += right
        if isinstance(value, Sum):
            tally.right["currency"] += right and value.currency == (item.get("iso") or item.get("currency"))
        if isinstance(value, Amount):
            tally.right["qualifier"] += value.qualifier in (
                item.get("qualifier", "exact"),
                *item.get("qualifier_any", ()),
            )


def jsonl(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: python benchmarks/suites.py DATA", file=sys.stderr)
        return 2
    data = Path(sys.argv[1])
    if not (data / "suites").is_dir() and not (data / "gold").is_dir():
        print(f"nothing to measure: {data} has neither suites/ nor gold/")
        return 0
    print(f"{'suite':24}{'items':>9}{'F1':>9}{'value':>9}{'currency':>9}")
    for path in sorted((data / "suites").glob("*.jsonl")):
        tallies: dict[str, Tally] = {}
        for case in jsonl(path):
            kind = TASKS.get(case["task"])
            if kind:
                cleaned, found = read(case["text"], case.get("reference_date"), kind)
                if kind == "percentages":
                    found = [finding for finding in found if finding.value.unit == "percent"]
                add(tallies.setdefault(kind, Tally()), case["expected"], found, cleaned)
        for kind, tally in tallies.items():
            columns = ("value", "currency") if kind == "money" else ("value",)
            print(f"{path.stem if len(tallies) == 1 else f'{path.stem}, {kind}':24}{tally.cells(*columns)}")
    print(f"\n{'articles':24}{'items':>9}{'F1':>9}{'value':>9}{'qualifier':>9}")
    for path in sorted((data / "gold").glob("*.gold.jsonl")):
        articles = jsonl(path)
        for kind in KINDS:
            tally = Tally()
            for article in articles:
                cleaned, found = read(article["text"], article.get("published"), kind)
                items = [item | ({"values": None} if kind == "dates" else {}) for item in article.get(kind, [])]
                add(tally, items, found, cleaned)
            columns = ("value",) if kind == "dates" else ("value", "qualifier")
            print(f"{path.name.split('.')[0] + ', ' + kind:24}{tally.cells(*columns)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
