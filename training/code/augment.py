"""Training examples as messy as the news: other people's names, no capitals, no punctuation, and sentences of election news.

Registered for the config as `news_names.v1`. Everything is drawn from one seeded generator.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from extractor.language.lexicon import load_table
from extractor.rooms.people.persons import well_cased

sys.path.append(str(Path(__file__).parent))  # spaCy reads this file by its path alone
import tagger  # noqa: F401  (registers the language "en_names", its words and its component)

Entity = tuple[int, int, str]

_TEMPLATES = Path(__file__).with_name("templates.tsv")
_MARKS = frozenset('.,;:!?"()[]“”‘’—–…*|/\\') | {"''", "``", "--", "..."}
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_CONTRACTED = _POSSESSIVES | frozenset({"n't", "n’t", "'re", "'ve", "'ll", "'d", "’re", "’ve", "’ll", "’d"})
_INITIALS = "ABCDEFGHJKLMPRSTW"


class Names:
    """People who do not exist: census names by frequency class, and surnames of the same letters that nobody bears."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.first: dict[str, list[str]] = defaultdict(list)
        self.last: dict[str, list[str]] = defaultdict(list)
        for name, _, size in load_table("first_names", 3):
            self.first[size].append(name)
        for name, size in load_table("surnames", 2):
            self.last[size].append(name)
        self.follow: dict[str, list[str]] = defaultdict(list)
        for name in self.last["1"][::7] + self.first["1"][::2]:
            for i in range(len(name) + 1):
                self.follow[("^^" + name)[i : i + 2]].append((name + "$")[i])

    def invented(self) -> str:
        """A word that sounds like a name, from the letters that follow two others in rare names."""
        while True:
            made = "^^"
            while not made.endswith("$") and len(made) < 14:
                made += self.rng.choice(self.follow[made[-2:]])
            if 4 <= len(made) - 3 <= 10:
                return made[2:].rstrip("$")

    def given(self) -> str:
        draw = self.rng.random()
        if draw < 0.12:
            return well_cased(self.invented())
        return well_cased(self.rng.choice(self.first["2" if draw < 0.75 else "1"]))

    def family(self) -> str:
        draw = self.rng.random()
        if draw < 0.25:
            return well_cased(self.invented())
        name = well_cased(self.rng.choice(self.last["3" if draw < 0.5 else "2" if draw < 0.8 else "1"]))
        if draw > 0.97:
            return f"{name}-{well_cased(self.rng.choice(self.last['2']))}"
        return name


def _read_templates() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in _TEMPLATES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, text = line.split("\t")
            found[kind].append(text)
    return found


_SLOT = re.compile(r"\{(\w+)\}")


class Templates:
    """Election news about people who do not exist; the slots of a sentence are its entities."""

    def __init__(self, names: Names, rng: random.Random) -> None:
        self.names, self.rng = names, rng
        self.rows = _read_templates()

    def _slot(self, slot: str, cast: dict[str, str]) -> str:
        rng = self.rng
        if slot == "N":
            return str(
                rng.choice(
                    [rng.randint(1, 99), round(rng.uniform(1, 70), 1), f"{rng.randint(1, 99)},{rng.randint(100, 999)}"]
                )
            )
        if slot == "M":
            return rng.choice(_INITIALS)
        if slot in self.rows:
            return rng.choice(self.rows[slot])
        if slot not in cast:
            # A town ("TOWN") bears somebody's name, too.
            cast[slot] = self.names.given() if slot[0] == "F" else self.names.family()
        return cast[slot]

    def example(self, nlp: Language) -> Example:
        """One to five sentences about the same people."""
        cast: dict[str, str] = {}
        text, found = "", []
        for _ in range(self.rng.randint(1, 5)):
            sentence = self.rng.choice(self.rows["sentence"])
            text += " " if text else ""
            position, last = 0, None
            for match in _SLOT.finditer(sentence):
                text += sentence[position : match.start()]
                slot, start = match.group(1), len(text)
                text += self._slot(slot, cast)
                position = match.end()
                if slot[0] in "FL" or slot == "M":
                    # "{F1} {M}. {L1}" is one name.
                    if last is not None and text[last[1] : start] in (" ", ". "):
                        last[1] = len(text)
                    else:
                        last = [start, len(text), "PERSON"]
                        found.append(last)
                elif slot in ("STATE", "CITY", "TOWN"):
                    found.append([start, len(text), "LOC"])
                elif slot == "ORG":
                    # "{L1} {ORG}": an organisation that bears a person's name.
                    if last is not None and text[last[1] : start] == " ":
                        last[1:] = [len(text), "ORG"]
                    else:
                        found.append([start, len(text), "ORG"])
            text += sentence[position:]
        doc = nlp.make_doc(text)
        spans = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in found]
        doc.set_ents(spacy.util.filter_spans([span for span in spans if span is not None]), default="outside")
        return Example(nlp.make_doc(text), doc)


def _swap(
    words: list[str], spaces: list[bool], ents: list[Entity], names: Names
) -> tuple[list[str], list[bool], list[Entity]]:
    """The same text about other people; a surname that returns is swapped for the same one."""
    new_words: list[str] = []
    new_spaces: list[bool] = []
    new_ents: list[Entity] = []
    starts = {start: (end, label) for start, end, label in ents}
    cast: dict[str, str] = {}
    i = 0
    while i < len(words):
        end, label = starts.get(i, (i + 1, ""))
        piece = words[i:end]
        begin = len(new_words)
        plain = all(word[:1].isalpha() for word in piece) and not any(word in _MARKS or word == "-" for word in piece)
        if label == "PERSON" and plain and names.rng.random() < 0.6:
            last = cast.setdefault(piece[-1], names.family())
            if len(piece) == 1:
                made = [last] if names.rng.random() < 0.75 else [names.given()]
            elif len(piece) == 2:
                made = [names.given(), last]
            else:
                middle = names.rng.choice(_INITIALS) + "." if names.rng.random() < 0.6 else names.family()
                made = [names.given(), middle, last]
            new_words += made
            new_spaces += [True] * (len(made) - 1) + [spaces[end - 1]]
        else:
            new_words += piece
            new_spaces += spaces[i:end]
        if label:
            new_ents.append((begin, len(new_words), label))
        i = end
    return new_words, new_spaces, new_ents


def _strip(
    words: list[str], spaces: list[bool], ents: list[Entity], rng: random.Random
) -> tuple[list[str], list[bool], list[Entity]]:
    """Lower case without marks. "Roe's" becomes "roes" or "roe s", as dumps have it."""
    merged = rng.random() < 0.6
    new_words: list[str] = []
    new_spaces: list[bool] = []
    place: list[int | None] = []
    for i, word in enumerate(words):
        if word in _MARKS:
            place.append(None)
            if new_spaces and spaces[i]:
                new_spaces[-1] = True
            continue
        bare = re.sub(r"[.'’]", "", word.lower())
        if merged and new_words and word in _CONTRACTED and i > 0 and not spaces[i - 1]:
            new_words[-1] += bare
            new_spaces[-1] = spaces[i]
            place.append(None)
        elif bare:
            place.append(len(new_words))
            new_words.append(bare)
            new_spaces.append(
                spaces[i] or word in _POSSESSIVES or (i + 1 < len(words) and words[i + 1] in _POSSESSIVES)
            )
        else:
            place.append(None)
            if new_spaces:
                new_spaces[-1] = True
    new_ents = []
    for start, end, label in ents:
        kept = [at for at in place[start:end] if at is not None]
        if kept:
            new_ents.append((kept[0], kept[-1] + 1, label))
    return new_words, new_spaces, new_ents


def _curly(words: list[str]) -> list[str]:
    opened = False
    found = []
    for word in words:
        if word == '"':
            opened = not opened
            word = "“" if opened else "”"
        elif "'" in word and len(word) > 1:
            word = word.replace("'", "’")
        found.append(word)
    return found


@spacy.registry.augmenters("news_names.v1")
def make_augmenter(
    lower: float, stripped: float, upper: float, curly: float, swap: float, template: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """Shares of all examples, 0 to 1; `template` is how many invented ones are added to each read one."""
    rng = random.Random(seed)
    names = Names(rng)
    templates = Templates(names, rng)

    def vary(nlp: Language, example: Example, swap: float) -> Example:
        reference = example.reference
        words = [token.text for token in reference]
        spaces = [bool(token.whitespace_) for token in reference]
        ents = [(span.start, span.end, span.label_) for span in reference.ents]
        if ents and rng.random() < swap:
            words, spaces, ents = _swap(words, spaces, ents, names)
        draw = rng.random()
        if draw < lower:
            words = [word.lower() for word in words]
        elif draw < lower + stripped:
            words, spaces, ents = _strip(words, spaces, ents, rng)
        elif draw < lower + stripped + upper:
            words = [word.upper() for word in words]
        elif rng.random() < curly:
            words = _curly(words)
        if not words:
            return example
        doc = Doc(nlp.vocab, words=words, spaces=spaces)
        doc.set_ents([Span(doc, start, end, label=label) for start, end, label in ents], default="outside")
        return Example(nlp.make_doc(doc.text), doc)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        if rng.random() < template:
            yield vary(nlp, templates.example(nlp), swap=0.0)
        yield vary(nlp, example, swap)

    return augment
