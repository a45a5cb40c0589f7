"""What the statistical model says about the sentences in which something is left to decide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.language.found import Place
from extractor.language.model.names import Names

# What spaCy pipelines call a person, ours and other people's.
PERSON_LABELS = frozenset({"PERSON", "PER"})
# What cannot be a person; dates, numbers and peoples decide nothing.
OTHER_LABELS = frozenset({"ORG", "LOC", "GPE", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "MISC"})
# A paragraph without sentence marks is read in stretches of so many characters; the model sees four words to each side.
STRETCH_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Entity:
    """A name of somebody or something, by the model."""

    start: int
    end: int
    person: bool


class Judge:
    """The model, for one article: asked about positions, it reads the sentences around them."""

    def __init__(self, names: Names, text: str, sentences: Sequence[Place]) -> None:
        self._names = names
        self._text = text
        self._places = stretches(text, sentences)

    def entities(self, positions: Iterable[int]) -> list[Entity]:
        """The names in the sentences in which the positions lie."""
        places = around(self._places, positions)
        found = self._names.entities([self._text[start:end] for start, end in places])
        return [
            Entity(start + first, start + end, label in PERSON_LABELS)
            for (start, _), entities in zip(places, found, strict=True)
            for first, end, label in entities
            if label in PERSON_LABELS or label in OTHER_LABELS
        ]


def stretches(text: str, sentences: Iterable[Place]) -> list[Place]:
    """Sentences, the long ones cut at spaces into stretches of `STRETCH_CHARACTERS`."""
    found: list[Place] = []
    for start, end in sentences:
        while end - start > STRETCH_CHARACTERS:
            cut = text.rfind(" ", start, start + STRETCH_CHARACTERS)
            cut = cut if cut > start else start + STRETCH_CHARACTERS
            found.append((start, cut))
            start = cut
        found.append((start, end))
    return found


def around(places: Sequence[Place], positions: Iterable[int]) -> list[Place]:
    """Those of `places` (in order) in which one of `positions` lies, each once, in order."""
    starts = [start for start, _ in places]
    chosen = set()
    for position in positions:
        index = bisect_right(starts, position) - 1
        if index >= 0 and position < places[index][1]:
            chosen.add(index)
    return [places[index] for index in sorted(chosen)]
