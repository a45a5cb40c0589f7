"""Every word that steers a rule has a sentence in which it counts: leave the word out of its table, and the sentence fails.

One text file for each table of `extractor/data`. A block opens with the sentence in which its words are tried, and what must
be read of it:

    > It cost {word} $40. => $40 qualifier about
    around
    roughly
    in the region of

A word whose reading differs says so behind itself, `half => A half = 50`; one that needs a sentence of its own carries both.
A line `~ word` is a word without a sentence of its own: something else reads the same without it.
`{Word}`, `{Title}` and `{WORD}` are the word with capitals; `> [AU] …` is an Australian newspaper; `not …` is what must not be
read. What a sentence is read as is `readings.py`: to see it, run `python tests/vocabulary/readings.py "It cost $40."`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import readings

from extractor.language.lexicon import load_table

HERE = Path(__file__).parent
DATA = Path(readings.__file__).parents[2] / "extractor/data"
TABLES = sorted(path.stem for path in HERE.glob("*.txt"))
# Public lists of names, places, days and ordinary words: what they are for is tested, not each of their lines.
LISTS = {"first_names", "surnames", "words", "places", "moving_days"}
# The columns that tell the lines of a table apart, where the first alone does not.
KEYS = {
    "candidate_cues": (0, 1),
    "cities": (0, 1),
    "contest_words": (0, 1),
    "function_words": (0, 1),
    "money_measures": (0, 2, 3),
    "named_days": (0, 1),
    "nicknames": (0, 1),
    "parties": (0, 1, 2),
    "percent_measures": (0, 2, 3),
    "speech_phrases": (0, 1),
}
# Tables whose words are not read in a sentence of news.
READ_AS = {
    "percent_measures": readings.weighed,
    "money_measures": readings.weighed,
    "reference_": readings.official,
}
BETWEEN = " => "


class Example(NamedTuple):
    """A line of an example file: which row of the table it is for, where it is printed, the sentence and what must be read of it."""

    line: int
    key: str
    country: str | None
    sentence: str
    fact: str


def filled(text: str, word: str) -> str:
    title = " ".join(part[:1].upper() + part[1:] for part in word.split(" "))
    forms = {"{word}": word, "{Word}": word[:1].upper() + word[1:], "{Title}": title, "{WORD}": word.upper()}
    return re.sub(r"\{(?:word|Word|Title|WORD)\}", lambda match: forms[match.group()], text)


def examples(table: str) -> Iterator[Example]:
    country, sentence, fact = "", "", ""
    for number, line in enumerate((HERE / f"{table}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith(("# ", "~ ")):
            continue
        if line.startswith("> "):
            head = re.fullmatch(
                r"> (?:\[(?P<country>[A-Z]{2}|\{WORD\})\] )?(?P<sentence>.*?)(?:" + BETWEEN + r"(?P<fact>.*))?", line
            )
            assert head is not None, f"{table}.txt:{number}: {line!r}"
            country, sentence, fact = head["country"] or "", head["sentence"], head["fact"] or ""
            continue
        key, *own = line.split(BETWEEN)
        word = key.split(" | ")[0]
        tried = own[-2] if len(own) > 1 else filled(sentence, word)
        owed = own[-1] if own else filled(fact, word)
        assert all((tried, owed)), f"{table}.txt:{number}: no sentence, or nothing that must be read: {line!r}"
        yield Example(number, key, filled(country, word) or None, tried.replace("\\n", "\n"), owed)


def beside_others(table: str) -> list[str]:
    """The words that change no sentence alone: another word of the table, or another rule, reads the same."""
    lines = (HERE / f"{table}.txt").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("~ ") for line in lines if line.startswith("~ ")]


def lost(table: str) -> Iterator[str]:
    """Each example that is not read as it must be, as a line that says where it stands."""
    read = next((read for end, read in READ_AS.items() if table.startswith(end)), readings.read)
    for line, _, country, sentence, fact in examples(table):
        facts = read(sentence, country)
        absent = fact.removeprefix("not ")
        if (fact in facts) if fact == absent else (absent not in facts):
            continue
        yield f"{table}.txt:{line}: {sentence!r}: expected {fact!r}, read {', '.join(sorted(facts))}"


@pytest.mark.parametrize("table", TABLES)
def test_each_word_counts(table):
    found = list(lost(table))
    assert not found, "\n".join(found)


def key_of(table: str, row: tuple[str, ...]) -> str:
    return " | ".join(row[column] for column in KEYS.get(table, (0,)))


@pytest.mark.parametrize("table", sorted(path.stem for path in DATA.glob("*.tsv") if path.stem not in LISTS))
def test_each_word_has_its_sentence(table):
    """A new word comes with a sentence in which it counts, in the file that has the name of its table."""
    assert table in TABLES, f"tests/vocabulary/{table}.txt is missing"
    width = next(line.count("\t") + 1 for line in rows_of(table))
    keys = {key_of(table, row) for row in load_table(table, width)}
    without = keys - {example.key for example in examples(table)} - set(beside_others(table))
    assert not without, f"no sentence in tests/vocabulary/{table}.txt for: {', '.join(sorted(without))}"


def rows_of(table: str) -> list[str]:
    lines = (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
