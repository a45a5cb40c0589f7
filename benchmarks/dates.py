"""Dates against the test suites of libraries that read dates, with the clashes of convention counted; and the scanner's worst cases.

    python benchmarks/dates.py SUITES [--errors 20]

SUITES holds `<name>.jsonl`, one case a line: text, reference_date, expected (text, start, end, values: accepted first and last days).
For each suite: cases, dates expected, precision and recall of the characters found, and the share of expected dates whose first and
last day are right. The last columns count what is wrong on purpose, because our records mean something else:
  open      the suite's date has one end only ("since August"); ours names a stretch, and what holds since then is for linking
  exclusive the suite ends a range before its last word ("from May to September" ends in August); ours includes it
  ahead     the suite reads a bare weekday or holiday as the next one; news means the last one unless it looks ahead
  width     one stretch lies inside the other: "three months ago" as a day or a month, seasons and thirds cut elsewhere
Without SUITES only the worst cases are run: ten million characters of one pattern each, seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.language.found import Found, When
from extractor.rooms.dates import find_dates
from extractor.rooms.layout import judge_style
from extractor.text.cleaned import clean
from extractor.text.sentences import find_paragraphs, find_sentences

WORST = ("1 ", "1/", "1-", "may ", "May ", "last ", "the end of ", "a ")
WORST_CHARACTERS = 10_000_000


def read(text: str, published: dt.date | None) -> list[tuple[int, int, When]]:
    """What the room finds in an article, with offsets into the text as given."""
    cleaned = clean(text)
    style = judge_style(cleaned.text)
    sentences = find_sentences(cleaned.text, find_paragraphs(cleaned.text), caseless=style.caseless)
    found: Iterator[Found[When]] = find_dates(cleaned.text, published=published, style=style, sentences=sentences)
    return [(*cleaned.in_article(each.start, each.end), each.value) for each in found]


def is_right(expected: Mapping[str, Any], when: When) -> bool:
    """Is the stretch one of those the suite accepts? Its end may be given as the first day after."""
    first, last = when.start.isoformat(), when.end.isoformat()
    return any(value["start"] == first and last in (value["end"], value.get("end_alt")) for value in expected["values"])


def clash(expected: Mapping[str, Any], when: When, day: dt.date | None, direction: str | None) -> str | None:
    """Why a suite and our records differ on purpose; None where they need not."""
    values = expected["values"]
    if all(value["start"] is None or value["end"] is None for value in values):
        return "open"
    inside = any(
        value["start"] == when.start.isoformat() and value["end"] < when.end.isoformat()
        for value in values
        if value["start"] and value["end"]
    )
    if when.granularity == "range" and inside:
        return "exclusive"
    first, last = when.start.isoformat(), when.end.isoformat()
    if any(
        (value["start"] <= first and last <= value["end"]) or (first <= value["start"] and value["end"] <= last)
        for value in values
    ):
        return "width"
    known = day is not None and direction == "future"
    return "ahead" if known and all(value["start"] >= str(day) >= first for value in values) else None


def score(path: Path, errors: int) -> Counter[str]:
    """Counts of one suite."""
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            if case["task"] != "date":
                continue
            counts["cases"] += 1
            day = case.get("reference_date")
            published = dt.date.fromisoformat(day) if day else None
            found = read(case["text"], published)
            left = list(found)
            for expected in case["expected"]:
                meeting = [each for each in left if each[0] < expected["end"] and expected["start"] < each[1]]
                meeting.sort(key=lambda each: not is_right(expected, each[2]))
                if meeting:
                    left.remove(meeting[0])
                if expected.get("optional"):
                    continue
                counts["expected"] += 1
                counts["found"] += bool(meeting)
                if meeting and is_right(expected, meeting[0][2]):
                    counts["right"] += 1
                    continue
                reason = clash(expected, meeting[0][2], published, case.get("direction")) if meeting else None
                counts[reason or "wrong"] += 1
                if reason is None and counts["shown"] < errors:
                    counts["shown"] += 1
                    got = [f"{case['text'][start:end]!r} {when.start}..{when.end}" for start, end, when in meeting]
                    print(f"  {day} {case['text'][:80]!r}: {expected['text']!r} is {expected['values']}, not {got}")
            counts["spurious"] += len(left)
    return counts


def suites(folder: Path, errors: int) -> None:
    print(
        f"{'suite':22}{'cases':>7}{'dates':>7}{'prec':>8}{'rec':>8}{'f1':>8}{'value':>8}{'open':>7}{'exclusive':>11}{'ahead':>7}{'width':>7}{'wrong':>7}"
    )
    for path in sorted(folder.glob("*.jsonl")):
        counts = score(path, errors)
        if not counts["cases"]:
            continue
        precision = counts["found"] / max(counts["found"] + counts["spurious"], 1)
        recall, value = counts["found"] / max(counts["expected"], 1), counts["right"] / max(counts["expected"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        cells = "".join(f"{100 * share:8.1f}" for share in (precision, recall, f1, value))
        reasons = f"{counts['open']:7}{counts['exclusive']:11}{counts['ahead']:7}{counts['width']:7}{counts['wrong']:7}"
        print(f"{path.stem:22}{counts['cases']:7}{counts['expected']:7}{cells}{reasons}")


def worst_cases() -> None:
    print(f"{'10 MB of':22}{'seconds':>9}")
    for pattern in WORST:
        text = (pattern * (WORST_CHARACTERS // len(pattern) + 1))[:WORST_CHARACTERS]
        began = time.process_time()
        sum(1 for _ in find_dates(text, published=dt.date(2031, 6, 12)))
        print(f"{pattern!r:22}{time.process_time() - began:9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", type=Path, nargs="?")
    parser.add_argument("--errors", type=int, default=0, help="wrong dates to print of each suite")
    arguments = parser.parse_args()
    if arguments.suites:
        suites(arguments.suites, arguments.errors)
    worst_cases()


if __name__ == "__main__":
    main()
