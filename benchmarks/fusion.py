"""Conflicting values from many sources, with truth: the settling that news goes through, beside published methods.

    python benchmarks/fusion.py FOLDER [--only weather,book] [--drop weather:washingtonpost]

FOLDER holds `<name>.claims.jsonl` (object, attribute, source, value, raw, time) and `<name>.gold.jsonl` (object, attribute, gold).
One item is one question, one source one outlet. These sources print what stands in their database, so a number is that number
alone and not a rounding; a word becomes a number of its own, so that words meet only themselves.
Prints for each data set and attribute the share of items settled within half a percent of the truth (words: equal), for the plain
vote and for ours. Nothing is fitted to these files.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from extractor.reconcile.answers import answer_all
from extractor.reconcile.hearing import Heard, bear_witness, listen, understood
from extractor.reconcile.questions import Description, Question
from extractor.reconcile.ranges import weak_step
from extractor.reconcile.readings import Reading

NEAR = Decimal("0.005")
Item = tuple[str, str]
Value = Decimal | str
Claims = dict[Item, dict[str, Value]]


def load(folder: Path, name: str, drop: Iterable[str]) -> tuple[Claims, dict[Item, Value]]:
    """Items with what each source says last of them, and the truth."""
    claims: Claims = defaultdict(dict)
    with (folder / f"{name}.claims.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["value"] is not None and row["source"] not in drop:
                claims[row["object"], row["attribute"]][row["source"]] = number_or_word(row["value"])
    with (folder / f"{name}.gold.jsonl").open(encoding="utf-8") as lines:
        gold = {(row["object"], row["attribute"]): number_or_word(row["gold"]) for row in map(json.loads, lines)}
    return claims, gold


def number_or_word(value: object) -> Value:
    return value if isinstance(value, str) else Decimal(str(value))


def questions(claims: Claims) -> tuple[list[Heard], list[list[str]]]:
    """Every item as a question; and for each the values that its numbers stand for."""
    heard: list[Heard] = []
    meanings: list[list[str]] = []
    for (item, attribute), said in claims.items():
        words = sorted({value for value in said.values() if isinstance(value, str)})
        readings = []
        for source, value in sorted(said.items()):
            number = Decimal(words.index(value)) if isinstance(value, str) else value
            readings.append(
                Reading(
                    id=f"{item}\t{attribute}\t{source}", article=source, outlet=source, published=None, contest="", subject=item,
                    name=item, measure=attribute, unit="", value=number, step=step_of(value), qualifier="exact",
                    low=number, high=number, likely_low=number, likely_high=number,
                )
            )  # fmt: skip
        names = [reading.outlet for reading in readings]
        heard.append(Heard(Question(Description(), tuple(readings)), names, names, frozenset()))
        meanings.append(words)
    return heard, meanings


def step_of(value: Value) -> Decimal:
    """How finely a number is printed: 460,000 to the ten thousand, 29.96 to the hundredth. It decides between equals alone."""
    if isinstance(value, str):
        return Decimal(0)
    printed = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return weak_step(value, printed) or printed


def ours(claims: Claims) -> dict[Item, Value | None]:
    heard, meanings = questions(claims)
    company, voices = listen(lambda company: [bear_witness(heard, company)])
    answers = answer_all([understood(one, company) for one in heard], voices)
    found: dict[Item, Value | None] = {}
    for (item, one), words in zip(zip(claims, answers, strict=True), meanings, strict=True):
        value = one.settled.value
        found[item] = words[int(value)] if words and value is not None else value
    return found


def vote(claims: Claims) -> dict[Item, Value | None]:
    """The value most sources print; of equals the one nearest the median, or the first word."""
    found: dict[Item, Value | None] = {}
    for item, said in claims.items():
        tally = Counter(said.values())
        top = max(tally.values())
        tied = [value for value, count in tally.items() if count == top]
        numbers = sorted(value for value in said.values() if isinstance(value, Decimal))
        if len(numbers) == len(said):
            middle = (numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2]) / 2
            found[item] = min((v for v in tied if isinstance(v, Decimal)), key=lambda v: (abs(v - middle), v))
        else:
            found[item] = min(tied, key=str)
    return found


def right(got: Value | None, want: Value) -> bool:
    if isinstance(got, Decimal) and isinstance(want, Decimal):
        return abs(got - want) <= NEAR * abs(want)
    return got == want


def scores(found: Mapping[Item, Value | None], gold: Mapping[Item, Value]) -> dict[str, tuple[int, int]]:
    """Attribute → right, asked; all of them under "all"."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item, want in gold.items():
        if item in found:
            for name in ("all", item[1]):
                tally[name][0] += right(found[item], want)
                tally[name][1] += 1
    return {name: (hits, asked) for name, (hits, asked) in tally.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", help="data sets, comma-separated")
    parser.add_argument("--drop", action="append", default=[], help="NAME:SOURCE,SOURCE to leave sources out")
    options = parser.parse_args()
    drop = {name: set(who.split(",")) for name, who in (part.split(":", 1) for part in options.drop)}
    names = sorted(path.name.removesuffix(".claims.jsonl") for path in options.folder.glob("*.claims.jsonl"))
    for name in names:
        if options.only and name not in options.only.split(","):
            continue
        claims, gold = load(options.folder, name, drop.get(name, ()))
        begun = time.perf_counter()
        settled = scores(ours(claims), gold)
        spent = time.perf_counter() - begun
        plain = scores(vote(claims), gold)
        without = f" without {', '.join(sorted(drop[name]))}" if name in drop else ""
        print(f"{name}{without}: {len(claims):,} questions, {sum(map(len, claims.values())):,} claims, {spent:.1f} s")
        for attribute in settled:
            hits, asked = settled[attribute]
            print(f"  {attribute:22} vote {plain[attribute][0] / asked:.3f}   ours {hits / asked:.3f}   of {asked}")


if __name__ == "__main__":
    main()
