"""The text as the candidates room reads it: made once for each Doc, since `doc.text` is put together anew at every call."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TypeVar

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.elections import no_people
from extractor.language.found import Place
from extractor.language.parties import PartyName, find_parties

T = TypeVar("T")

# How far from a name a cue may stand, in characters; in text without sentence marks this is the only limit.
REACH = 110


class Page:
    """Text, sentences and names of a Doc. `names` holds start, end and person of each mention by name, in order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = text_of(doc)
        self.sentences: Sequence[Place] = doc._.sentences
        nobody = no_people(doc._.contests, doc._.persons)
        self.names: list[tuple[int, int, int]] = sorted(
            (found.start, found.end, found.value.person)
            for found in doc._.people
            if found.value.kind == "name" and found.value.person is not None and found.value.person not in nobody
        )
        style = doc._.style
        self.parties: list[PartyName] = sorted(
            find_parties(self.text, caseless=style.caseless or style.upper), key=lambda form: form.start
        )
        self._sentence_starts = [start for start, _ in self.sentences]
        self._name_starts = [start for start, _, _ in self.names]

    def sentence(self, start: int, end: int) -> Place | None:
        """The sentence that a stretch lies in."""
        index = bisect.bisect_right(self._sentence_starts, start) - 1
        if index < 0 or self.sentences[index][1] < end:
            return None
        return self.sentences[index]

    def limits(self, start: int, end: int) -> Place:
        """How far evidence about a stretch may stand: its sentence, cut to REACH."""
        low, high = max(0, start - REACH), min(len(self.text), end + REACH)
        sentence = self.sentence(start, end)
        return (max(low, sentence[0]), min(high, sentence[1])) if sentence else (low, high)

    def names_in(self, low: int, high: int) -> list[tuple[int, int, int]]:
        """The names that start from `low` up to `high` (exclusive)."""
        return self.names[bisect.bisect_left(self._name_starts, low) : bisect.bisect_left(self._name_starts, high)]

    def name_before(self, at: int) -> tuple[int, int, int] | None:
        """The last name that ends at or before `at`."""
        index = bisect.bisect_left(self._name_starts, at) - 1
        return self.names[index] if index >= 0 and self.names[index][1] <= at else None

    def name_after(self, at: int) -> tuple[int, int, int] | None:
        """The first name that starts at or behind `at`."""
        index = bisect.bisect_left(self._name_starts, at)
        return self.names[index] if index < len(self.names) else None
