"""The words that report speech: verbs with their frames, phrases, nouns, and closed classes of grammar; all from tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.language.lexicon import TableError, load_table, load_words

Form = Literal["base", "s", "past", "ing"]
FRAMES = frozenset("qtwiaonsx")


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a reporting verb; what its frames mean stands on top of `speech_verbs.tsv`."""

    base: str
    form: Form
    frames: frozenset[str]

    def takes(self, frames: str) -> bool:
        """Has the verb one of these frames?"""
        return not self.frames.isdisjoint(frames)


@cache
def verb_forms() -> dict[str, Verb]:
    """Every form of every reporting verb; a form that is base and past at once counts as past."""
    found: dict[str, Verb] = {}
    for base, frames, irregular in load_table("speech_verbs", 3):
        if not FRAMES.issuperset(frames):
            raise TableError(f"extractor/data/speech_verbs.tsv: unknown frame in {frames!r} of {base!r}")
        for form, kind in _forms(base, irregular):
            found[form] = Verb(base, kind, frozenset(frames))
    return found


def _forms(base: str, irregular: str) -> list[tuple[str, Form]]:
    stem = base[:-1] if base.endswith("e") else base
    consonant_y = base.endswith("y") and base[-2] not in "aeiou"
    third = (
        base[:-1] + "ies" if consonant_y else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    )
    forms: list[tuple[str, Form]] = [(base, "base"), (third, "s")]
    given = [] if irregular == "-" else irregular.split()
    if not any(form.endswith("ing") for form in given):
        forms.append((stem + "ing" if not base.endswith("ee") else base + "ing", "ing"))
    if not any(not form.endswith("ing") for form in given):
        forms.append((base[:-1] + "ied" if consonant_y else stem + "ed", "past"))
    return forms + [(form, "ing" if form.endswith("ing") else "past") for form in given]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What must follow a form of the head verb, and the frames of the whole."""

    words: tuple[str, ...]
    frames: frozenset[str]


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """Base form of the head verb → its phrases, the longest first."""
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for head, rest, frames in load_table("speech_phrases", 3):
        found[head].append(Phrase(tuple(rest.split()), frozenset(frames)))
    return {head: tuple(sorted(rows, key=lambda row: -len(row.words))) for head, rows in found.items()}


@cache
def phrase_heads() -> dict[str, Verb]:
    """Forms of the heads of phrases: those that report alone, and those that only do with their particle (no frames)."""
    found = {form: verb for form, verb in verb_forms().items() if verb.base in phrases()}
    for base, forms in load_table("speech_phrase_heads", 2):
        for form in forms.split():
            found.setdefault(form, Verb(base, _kind_of(form, base), frozenset()))
    return found


@cache
def cue_words() -> frozenset[str]:
    """The first word of every cue: of verbs and phrases, "according to" and "in Roe's words"."""
    return frozenset(("according", "in", *verb_forms(), *phrase_heads()))


def _kind_of(form: str, base: str) -> Form:
    if form.endswith("ing"):
        return "ing"
    if form in (base + "s", base + "es"):
        return "s"
    # "put", "let": the form that is base and past at once counts as past, as with all verbs.
    return "base" if form == base and form not in load_words("irregular_verbs") else "past"


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Word → its closed classes."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, kind in load_table("function_words", 2):
        found[word].add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def is_a(word: str, *kinds: str) -> bool:
    """Does `word` (lower case) stand in one of these closed classes?

    >>> is_a("the", "det"), is_a("senate", "det", "prep")
    (True, False)
    """
    classes = word_classes().get(word)
    return classes is not None and not classes.isdisjoint(kinds)


@cache
def nouns() -> dict[str, str | None]:
    """Reporting noun → medium."""
    return {noun: None if medium == "-" else medium for noun, medium in load_table("speech_nouns", 2)}
