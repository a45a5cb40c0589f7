"""How honest the confidence of percentages, money and dates is: of the findings at 0.9, are nine in ten right?

    python benchmarks/reliability.py [DATA]

Counts the share of findings with the right value at each stated confidence, on `corpus/gold.jsonl` and, with DATA, on the annotated
articles in its `gold/` and the news sentences of its `suites/gum_news_dates.jsonl`, on which nothing was tuned. Findings that an annotation leaves free are not counted; one that overlaps no annotation is wrong.
"off" is how far the stated confidence lies from the share, weighted by findings.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from suites import KINDS, Row, jsonl, pairs, read, value_right

CORPUS = Path(__file__).parents[1] / "corpus" / "gold.jsonl"


def outcomes(text: str, published: str | None, kind: str, items: Sequence[Row]) -> Iterator[tuple[float, bool]]:
    """The confidence of each finding, and whether it is right."""
    cleaned, found = read(text, published, kind)
    matched = {j: items[i] for i, j in pairs(items, found, cleaned)}
    for j, finding in enumerate(found):
        item = matched.get(j)
        if item is None or not item.get("optional"):
            yield round(finding.confidence, 2), item is not None and value_right(item, finding.value)


def show(title: str, counted: Iterable[tuple[float, bool]]) -> None:
    levels: dict[float, list[bool]] = defaultdict(list)
    for level, right in counted:
        levels[level].append(right)
    total = sum(map(len, levels.values()))
    if not total:
        return
    off = sum(abs(level * len(rights) - sum(rights)) for level, rights in levels.items()) / total
    print(f"\n{title}: {total} findings, off {off:.3f}\n{'stated':>8}{'right':>8}{'of':>6}{'share':>8}")
    for level, rights in sorted(levels.items(), reverse=True):
        print(f"{level:8.2f}{sum(rights):8}{len(rights):6}{sum(rights) / len(rights):8.3f}")


def main() -> int:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    annotated = sorted((data / "gold").glob("*.gold.jsonl")) if data else []
    articles = [article for path in (*annotated, CORPUS) for article in jsonl(path)]
    for kind in KINDS:
        counted: list[tuple[float, bool]] = []
        for article in articles:
            items = [item | ({"values": None} if kind == "dates" else {}) for item in article.get(kind, [])]
            counted += outcomes(article["text"], article.get("published"), kind, items)
        show(f"{kind}, {len(articles)} articles", counted)
    sentences = data / "suites" / "gum_news_dates.jsonl" if data else None
    if sentences and sentences.is_file():
        cases = jsonl(sentences)
        results = (
            outcome
            for case in cases
            for outcome in outcomes(case["text"], case.get("reference_date"), "dates", case["expected"])
        )
        show(f"dates, {len(cases)} sentences of Wikinews", results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
