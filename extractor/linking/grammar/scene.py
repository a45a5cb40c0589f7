"""One Doc as its figures see it: the sentence around each, and its skeleton.

reads   doc._.percentages, money, sentences, style, and all that cast.py reads
gives   Skeleton (skeleton.py) of the stretches in which figures stand
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Place
from extractor.linking.grammar.cast import Cast
from extractor.linking.grammar.skeleton import Figure, Skeleton, make_skeleton
from extractor.linking.grammar.stage import find_actors

# Text without sentence marks is read through windows of so many characters to each side of a figure: a news sentence has
# about 130 characters, and most owners stand in the same one.
WINDOW = 220
# A longer sentence (a dump, a table on one line) is read the same way.
LONGEST_SENTENCE = 1000
# A window with more figures is no prose but a table on one line: its figures share the stretches that the text is cut into, so
# that work stays in proportion to the length.
MOST_FIGURES = 10


class Scene:
    """One Doc as its figures see it. Built once for a Doc; skeletons are made where figures stand."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = text_of(doc)
        self.cast = Cast(doc, self.text)
        self.figures: list[Figure] = sorted(
            [Figure("percentages", i, found) for i, found in enumerate(doc._.percentages)]
            + [Figure("money", i, found) for i, found in enumerate(doc._.money)],
            key=lambda figure: (figure.found.start, figure.found.end),
        )
        self._starts = [figure.found.start for figure in self.figures]
        self._sentences: tuple[Place, ...] = doc._.sentences
        self._unpunctuated: bool = doc._.style.unpunctuated
        self._skeletons: dict[Place, Skeleton] = {}
        self._words: dict[Place, Skeleton] = {}

    def within(self, place: Place) -> list[Figure]:
        """Figures that lie wholly inside a place, in reading order."""
        first, last = bisect_left(self._starts, place[0]), bisect_left(self._starts, place[1])
        return [figure for figure in self.figures[first:last] if figure.found.end <= place[1]]

    def _count(self, place: Place) -> int:
        """How many figures begin inside a place."""
        return bisect_left(self._starts, place[1]) - bisect_left(self._starts, place[0])

    def place(self, figure: Figure) -> Place:
        """The sentence around a figure, or a window where there are no sentences."""
        return self.around(figure.found.place)

    def around(self, place: Place) -> Place:
        """The sentence around a place, or a window where there are no sentences."""
        start, end = place
        sentences = self._sentences
        number = self.cast.sentence(start)
        if not sentences or not sentences[number][0] <= start < sentences[number][1]:
            a, b = 0, len(self.text)
        else:
            a, b = sentences[number]
        if b - a > LONGEST_SENTENCE or self._unpunctuated:
            window = self._window(max(a, start - WINDOW), min(b, end + WINDOW), a, b)
            if self._count(window) <= MOST_FIGURES:
                return window
            low = max(a, start - start % WINDOW)
            return self._window(low, min(b, max(end, low + WINDOW)), a, b)
        return a, max(b, end)

    def _window(self, start: int, end: int, first: int, last: int) -> Place:
        """start..end, moved outwards to whole words."""
        text = self.text
        while start > first and not text[start - 1].isspace():
            start -= 1
        while end < last and not text[end].isspace():
            end += 1
        return start, end

    def before(self, place: Place) -> Place | None:
        """The sentence before `place`."""
        sentences = self._sentences
        number = self.cast.sentence(place[0])
        return sentences[number - 1] if number > 0 and sentences[number][0] <= place[0] else None

    def words(self, place: Place) -> Skeleton:
        """The skeleton of a stretch if it is made already, else one in which nobody is looked for."""
        if place not in self._skeletons and place not in self._words:
            self._words[place] = make_skeleton(self.text, place, (), self.within(place))
        return self._skeletons.get(place) or self._words[place]

    def skeleton(self, place: Place) -> Skeleton:
        """The skeleton of a stretch; made once."""
        if place not in self._skeletons:
            figures = self.within(place)
            actors = find_actors(self.cast, *place, [figure.found.place for figure in figures])
            self._skeletons[place] = make_skeleton(self.text, place, actors, figures)
        return self._skeletons[place]
