"""What the statistical model says about the sentences in which something is left to decide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.language.found import Place
from extractor.language.model.reading import Reader

# What spaCy pipelines call a person, ours and other people's.
PERSON_LABELS = frozenset({"PERSON", "PER"})
# What cannot be a person; dates, numbers and peoples decide nothing.
OTHER_LABELS = frozenset({"ORG", "LOC", "GPE", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "MISC"})
# Components without which a pipeline finds no entities; all others are left out.
_NEEDED = frozenset({"ner", "beam_ner", "tok2vec", "transformer", "curated_transformer"})
# A paragraph without sentence marks is read in stretches of so many characters; the model sees four words to each side.
STRETCH_CHARACTERS = 600
BATCH_SENTENCES = 64


@dataclass(frozen=True, slots=True)
class Entity:
    """A name of somebody or something, by the model."""

    start: int
    end: int
    person: bool


class Recogniser:
    """The model, asked about stretches of text."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._left_out = [name for name in reader.nlp.pipe_names if name not in _NEEDED]

    def entities(self, text: str, places: Sequence[Place]) -> list[Entity]:
        """The names inside `places` (sentences or stretches, in order), with offsets into `text`."""
        found: list[Entity] = []
        with self._reader.reading(len(places)) as nlp:
            docs = nlp.pipe(
                (text[start:end] for start, end in places), batch_size=BATCH_SENTENCES, disable=self._left_out
            )
            for (start, _), doc in zip(places, docs, strict=True):
                for ent in doc.ents:
                    if ent.label_ in PERSON_LABELS or ent.label_ in OTHER_LABELS:
                        person = ent.label_ in PERSON_LABELS
                        found.append(Entity(start + ent.start_char, start + ent.end_char, person))
        return found


class Judge:
    """The model, for one article: asked about positions, it reads the sentences around them."""

    def __init__(self, recogniser: Recogniser, text: str, sentences: Sequence[Place]) -> None:
        self._recogniser = recogniser
        self._text = text
        self._places = stretches(text, sentences)

    def entities(self, positions: Iterable[int]) -> list[Entity]:
        """The names in the sentences in which the positions lie."""
        return self._recogniser.entities(self._text, around(self._places, positions))


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
