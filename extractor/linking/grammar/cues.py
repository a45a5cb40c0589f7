"""Word cues around a figure, from tables that a person who writes no Python can extend.

A cue is a few words; `a/b` are alternatives, `X` any person, party or body (those who are asked stand as their words), `N` another figure, `9` any other number, `~` up to three words without a comma, `#` the figure
itself. `data/percent_measures.tsv` and `data/money_measures.tsv` say what each cue speaks for and how strongly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from extractor.language.lexicon import TableError, load_table
from extractor.linking.grammar.scene import A, N, Skeleton

_TOKEN = re.compile(rf"'s\b|[^\W\d_]+(?:['.-][^\W\d_]+)*|\d[\d,.]*|{A}|{N}|[^\w\s]")
_CLAUSE_ENDS = frozenset((";", "but", "while", "whereas", "although", "though"))
WHERE = frozenset(("at", "before", "after", "near", "sentence"))
_MOST_SKIPPED = 3  # tokens that `~` stands for, at most

# A cue counts less the farther it stands from the figure: "Roe raised $4 million; Poe, who lost, spent $2 million".
DECAY_FIGURE = (
    0.8  # for each other figure between: in a list of sums one verb governs all of them, a little less each time
)
DECAY_CLAUSE = 0.5  # for each clause boundary between
DECAY_TOKENS = 30  # tokens after which a cue counts a third
UNMARKED_TOKENS = 15  # the same in text without marks, where the neighbours' words stand in the same window
LEAST_DECAY = 0.33


Element = frozenset[str] | str  # some words, or one of X N 9 ~ #


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a table."""

    measure: str
    weight: float
    where: str
    elements: tuple[Element, ...]
    sets: tuple[
        frozenset[str], ...
    ]  # the elements that are words, the shortest first: of each, one must stand in the sentence
    before: tuple[Element, ...] = ()  # of a cue that holds the figure: what stands before it, read backwards
    after: tuple[Element, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """The fewest words of which one must stand in the sentence; empty when the cue has none."""
        return self.sets[0] if self.sets else frozenset()


@dataclass(frozen=True)
class CueTable:
    """All cues of a table, indexed by a word that each must meet."""

    cues: tuple[Cue, ...]

    @cached_property
    def _index(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, cue in enumerate(self.cues):
            for word in cue.words or ("",):
                found[word].append(number)
        return {word: tuple(numbers) for word, numbers in found.items()}

    def meeting(self, tokens: Iterable[str]) -> list[Cue]:
        """Cues of which every word stands among these tokens, in table order."""
        present = set(tokens)
        numbers = set(self._index.get("", ()))
        for word in present:
            numbers.update(self._index.get(word, ()))
        cues = (self.cues[number] for number in sorted(numbers))
        found = []
        for cue in cues:
            for words in cue.sets[1:]:
                if present.isdisjoint(words):
                    break
            else:
                found.append(cue)
        return found


@cache
def load_cues(name: str) -> CueTable:
    """The cue table `name`. Raises TableError for a row that says where or how strongly in words it cannot."""
    cues = []
    for measure, weight, where, phrase, _example in load_table(name, 5):
        at = f"extractor/data/{name}.tsv: {phrase!r}"
        if where not in WHERE:
            raise TableError(f"{at}: unknown place {where!r}; one of {', '.join(sorted(WHERE))}")
        if (where == "at") != ("#" in phrase.split()):
            raise TableError(f"{at}: a cue holds the figure (#) exactly when its place is 'at'")
        if not re.fullmatch(r"\d+(?:\.\d+)?", weight):
            raise TableError(f"{at}: the weight {weight!r} is no number")
        elements = tuple(
            element
            if element in ("X", "N", "9", "~", "#")
            else frozenset(word.lower() for word in element.split("/") if word)
            for element in phrase.split()
        )
        here = elements.index("#") if where == "at" else len(elements)
        sets = tuple(sorted((element for element in elements if isinstance(element, frozenset)), key=len))
        cues.append(Cue(measure, float(weight), where, elements, sets, elements[:here][::-1], elements[here + 1 :]))
    return CueTable(tuple(cues))


class Tokens:
    """A skeleton as tokens, with the places where cues stand."""

    def __init__(self, sk: Skeleton, reach: int = DECAY_TOKENS) -> None:
        self.reach = reach
        self.all: list[str] = []
        for token in _TOKEN.findall(sk.text):
            if "\ue400" <= token <= "\ue7ff" and sk.actor(token).group == "population":
                # Those who are asked or vote own no share: they are their words ("likely voters") to a cue.
                self.all.extend(_TOKEN.findall(sk.actor(token).name.lower()))
                continue
            self.all.extend((token[:-2], "'s") if token.endswith("'s") and len(token) > 2 else (token,))
        self.where = {mark: i for i, mark in enumerate(self.all) if "\ue800" <= mark <= "\uefff"}
        self.figures = sorted(self.where.values())
        self.actors = any("\ue000" <= token <= "\ue7ff" for token in sk.text)
        self.ends = [i for i, token in enumerate(self.all) if token in _CLAUSE_ENDS]
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(self.all):
            self.places[token].append(place)
        self._cues: dict[int, list[Cue]] = {}
        self._holding: dict[int, tuple[dict[str, list[Cue]], dict[str, list[Cue]], list[Cue]]] = {}
        self._found: dict[int, list[tuple[Cue, int, int]]] = {}

    def _fits(self, element: Element, token: str) -> bool:
        if isinstance(element, frozenset):
            return token in element
        if element == "9":
            return token[0].isdigit()
        if element == "X":
            return "\ue000" <= token <= "\ue7ff"
        return "\ue800" <= token <= "\uefff"

    def _run(self, elements: Sequence[Element], at: int, step: int) -> int | None:
        """Where `elements` end when they stand from `at` on in direction `step`; None when they do not."""
        for number, element in enumerate(elements):
            if element == "~":
                for skipped in range(_MOST_SKIPPED + 1):
                    end = self._run(elements[number + 1 :], at + step * skipped, step)
                    if end is not None:
                        return end
                    token = at + step * skipped
                    if (
                        not 0 <= token < len(self.all)
                        or "\ue800" <= self.all[token] <= "\uefff"
                        or self.all[token] in (";", ",")
                    ):
                        return None
                return None
            if not 0 <= at < len(self.all) or not self._fits(element, self.all[at]):
                return None
            at += step
        return at

    def _meeting(self, table: CueTable) -> list[Cue]:
        if id(table) not in self._cues:
            self._cues[id(table)] = table.meeting(self.places)
        return self._cues[id(table)]

    def occurrences(self, table: CueTable) -> list[tuple[Cue, int, int]]:
        """Every place of a cue that does not hold the figure: cue, first token, token behind it."""
        if id(table) not in self._found:
            self._found[id(table)] = [
                (cue, at, end)
                for cue in self._meeting(table)
                if cue.where != "at"
                for at in self._first(cue)
                if (end := self._run(cue.elements, at, 1)) is not None
            ]
        return self._found[id(table)]

    def _first(self, cue: Cue) -> Sequence[int]:
        """Where a cue can begin, in reading order."""
        element = cue.elements[0]
        if not isinstance(element, frozenset):
            return range(len(self.all))
        return sorted(place for word in element if word in self.places for place in self.places[word])

    def holding(self, table: CueTable, at: int) -> Iterator[Cue]:
        """Cues that hold the figure whose token is `at`."""
        if id(table) not in self._holding:
            self._holding[id(table)] = self._by_neighbour(table)
        followed, preceded, others = self._holding[id(table)]
        behind = self.all[at + 1] if at + 1 < len(self.all) else ""
        ahead = self.all[at - 1] if at else ""
        for cue in (*followed.get(behind, ()), *preceded.get(ahead, ()), *others):
            if self._run(cue.before, at - 1, -1) is not None and self._run(cue.after, at + 1, 1) is not None:
                yield cue

    def _by_neighbour(self, table: CueTable) -> tuple[dict[str, list[Cue]], dict[str, list[Cue]], list[Cue]]:
        """Cues that hold a figure: by the word that follows it, by the word before it, and those that name neither."""
        followed: dict[str, list[Cue]] = defaultdict(list)
        preceded: dict[str, list[Cue]] = defaultdict(list)
        others = []
        for cue in self._meeting(table):
            if cue.where != "at":
                continue
            groups = ((cue.after, followed), (cue.before, preceded))
            named = next(((half[0], group) for half, group in groups if half and isinstance(half[0], frozenset)), None)
            if named is None:
                others.append(cue)
                continue
            for word in named[0]:
                if word in self.places:
                    named[1][word].append(cue)
        return followed, preceded, others

    def decay(self, a: int, b: int) -> float:
        """How much a cue counts that stands `a`..`b` tokens from a figure (a < b)."""
        figures = sum(a < place < b for place in self.figures)
        ends = sum(a <= place < b for place in self.ends)
        far = max(LEAST_DECAY, 1 - (b - a) / self.reach)
        return far * float(DECAY_FIGURE**figures) * float(DECAY_CLAUSE**ends)

    def scores(self, table: CueTable, at: int) -> dict[str, float]:
        """For each measure the weight of the cues that speak for it, for the figure whose token is `at`.

        Of several places of one cue the nearest counts.
        """
        found: dict[str, float] = defaultdict(float)
        for cue in self.holding(table, at):
            found[cue.measure] += cue.weight
        best: dict[int, tuple[float, Cue]] = {}
        for cue, start, end in self.occurrences(table):
            if cue.where == "sentence":
                worth = cue.weight
            elif end <= at and cue.where in ("before", "near"):
                worth = cue.weight * self.decay(end, at)
            elif start > at and cue.where in ("after", "near"):
                worth = cue.weight * self.decay(at, start)
            else:
                continue
            if worth > best.get(id(cue), (0.0, cue))[0]:
                best[id(cue)] = worth, cue
        for worth, cue in best.values():
            found[cue.measure] += worth
        return found
