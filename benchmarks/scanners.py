"""Words a second of the scanners for percentages, money and dates, beside spaCy's blank English tokenizer on the same text.

    python benchmarks/scanners.py [--words 600000] [--repeat 3]

The text is generated: as many different words, names, figures and dates in a thousand words as 200 political articles had
(153 different tokens and 91 seen once, 2.5 percentages, 1.5 sums, 8 to 13 dates), with invented people and random numbers. The
tokenizer remembers tokens it has seen, so each repeat begins with a fresh one, as a run over a dump does. Times are of one
process, the best of the repeats; the ratio to the tokenizer is what compares between machines. The second table is a worst
case for each scanner: ten million characters of one pattern.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Callable, Sequence
from functools import partial

import spacy
from spacy.tokens import Doc

from extractor.language.found import Context
from extractor.language.lexicon import load_table
from extractor.rooms.money import find_money
from extractor.rooms.percentages import find_percentages

WORDS_AN_ARTICLE = 750  # the mean of political news
PUBLISHED = dt.date(2031, 6, 5)

FIGURES = (
    "{name} won {share} percent of the vote, to {lower} percent for {other}, on {month} {day}.",
    "{name} leads {other} {whole}-{less} among likely voters, a {points}-point gap, the poll released {weekday} found.",
    "The campaign raised ${sum} million in the quarter that ended {month} {day}, and spent nearly ${less} million of it.",
    "About two-thirds of voters said so in {month} {year}, up {points} percentage points from {before}.",
    "Between ${less},000 and ${whole},000 a plate was asked at the dinner last {month}.",
    "More than {share}% of precincts had reported by early {weekday}.",
    "An outside group has booked £{sum}m of airtime since {month}, {name} said {weekday}.",
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "Sept.", "Oct.", "November", "Dec.")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

KINDS = ("percentages", "money", "dates")

WORST = {
    "digits": "1" * 10_000_000,
    "1 1 1 1": "1 " * 5_000_000,
    "$,,,,": "$,,,," * 2_000_000,
    "1-1-1-1": "1-" * 5_000_000,
    "% % %": "% " * 5_000_000,
}


# How often a word of each class of `data/words.tsv` stands in running text: four in five words are among the commonest.
CLASSES = {"4": 0.80, "3": 0.12, "2": 0.05, "1": 0.03}
NAMED, DATED, FIGURED = 0.5, 0.18, 0.05  # shares of sentences with a name, a date, a figure


class Writer:
    """Writes sentences; the same ones on every run."""

    def __init__(self) -> None:
        self.chance = random.Random(2031)
        rows = load_table("words", 2)
        self.words = {kind: [word for word, row_kind in rows if row_kind == kind] for kind in CLASSES}
        self.surnames = [row[0].title() for row in load_table("surnames", 2)]

    def sentence(self) -> str:
        chance = self.chance
        if chance.random() < FIGURED:
            return self.figure()
        kinds = chance.choices(list(CLASSES), list(CLASSES.values()), k=chance.randint(8, 28))
        words = [chance.choice(self.words[kind]) for kind in kinds]
        if chance.random() < NAMED:
            words.insert(
                chance.randrange(len(words)), f"{chance.choice(self.surnames)} {chance.choice(self.surnames)}'s"
            )
        if chance.random() < DATED:
            words.append(
                chance.choice(
                    (
                        f"on {chance.choice(WEEKDAYS)}",
                        f"in {chance.choice(MONTHS)}",
                        "last week",
                        f"in {chance.randint(2009, 2030)}",
                    )
                )
            )
        words[len(words) // 2] += ","
        text = " ".join(words)
        return (
            f"“{text[0].upper()}{text[1:]},” {chance.choice(self.surnames)} said."
            if chance.random() < 0.2
            else f"{text[0].upper()}{text[1:]}."
        )

    def figure(self) -> str:
        chance = self.chance
        whole = chance.randint(40, 60)
        return chance.choice(FIGURES).format(
            name=chance.choice(self.surnames), other=chance.choice(self.surnames), whole=whole, less=whole - chance.randint(1, 15),
            share=whole + chance.randint(0, 9) / 10, lower=whole - 9.5, points=chance.randint(1, 20), sum=chance.randint(10, 999) / 10,
            day=chance.randint(1, 28), month=chance.choice(MONTHS), weekday=chance.choice(WEEKDAYS), year=chance.randint(2019, 2031),
            before=chance.randint(2008, 2018),
        )  # fmt: skip


def articles(words: int) -> list[str]:
    """Invented articles with about so many words together; the same on every run."""
    writer = Writer()
    made: list[str] = []
    for _ in range(max(1, words // WORDS_AN_ARTICLE)):
        sentences, length = [], 0
        while length < WORDS_AN_ARTICLE:
            sentences.append(writer.sentence())
            length += sentences[-1].count(" ") + 1
        made.append("\n\n".join(" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)))
    return made


def best(run: Callable[[], int], repeat: int) -> tuple[float, int]:
    """Seconds of processor time of the fastest of `repeat` runs, and what a run counted."""
    seconds, counted = float("inf"), 0
    for _ in range(repeat):
        began = time.process_time()
        counted = run()
        seconds = min(seconds, time.process_time() - began)
    return seconds, counted


def tokenizing(texts: Sequence[str]) -> float:
    """Seconds that a fresh blank pipeline takes to tokenize `texts`."""
    nlp = spacy.blank("en")
    began = time.process_time()
    for text in texts:
        nlp.make_doc(text)
    return time.process_time() - began


def count(room: Callable[[Doc], Doc], kind: str, docs: Sequence[Doc]) -> int:
    """How much the room finds: its values and offsets stand on the Doc."""
    return sum(len(getattr(room(doc)._, kind)) for doc in docs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=600_000)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()

    texts = articles(arguments.words)
    words = sum(len(text.split()) for text in texts)
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor_layout")  # the style of each text is known to the rooms
    docs = [nlp(text) for text in texts]
    for doc in docs:
        doc._.context = Context(published=PUBLISHED)

    rooms = [nlp.add_pipe(f"extractor_{kind}") for kind in KINDS]
    tokenizer = min(tokenizing(texts) for _ in range(arguments.repeat))
    print(f"{words:,} words in {len(texts):,} articles")
    print(f"{'':26}{'words/s':>12}{'to tokenizer':>14}{'found':>10}")
    print(f"{'spaCy blank tokenizer':26}{words / tokenizer:12,.0f}{1:14.2f}{'':>10}")
    together = 0.0
    for name, room in zip(KINDS, rooms, strict=True):
        seconds, found = best(partial(count, room, name, docs), arguments.repeat)
        together += seconds
        print(f"{name:26}{words / seconds:12,.0f}{tokenizer / seconds:14.2f}{found:10,}")
    print(f"{'all together':26}{words / together:12,.0f}{tokenizer / together:14.2f}")

    print(f"\n{'10 MB of':26}" + "".join(f"{name:>26}" for name in ("percentages", "money")))
    for name, text in WORST.items():
        cells = []
        for find_text in (find_percentages, find_money):
            began = time.process_time()
            sum(1 for _ in find_text(text))
            cells.append(f"{time.process_time() - began:24.2f} s")
        print(f"{name:26}" + "".join(cells))


if __name__ == "__main__":
    main()
