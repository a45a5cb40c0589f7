"""Word cues around a figure, from tables that a person who writes no Python can extend.

A cue is a few words; `a/b` are alternatives, `X` any person, party or body (those who are asked stand as their words), `N` another figure, `9` any other number, `~` up to three words without a comma, `#` the figure
itself. `data/percent_measures.tsv` and `data/money_measures.tsv` say what each cue speaks for and how strongly.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from extractor.language.lexicon import TableError, load_table
from extractor.linking.grammar.skeleton import ANY_ACTOR, A, N, Skeleton

_TOKEN = re.compile(rf"'s\b|[^\W\d_]+(?:['.-][^\W\d_]+)*|\d[\d,.]*|{A}|{N}|[^\w\s]")
_CLAUSE_ENDS = frozenset((";", "but", "while", "whereas", "although", "though"))
_WORD = re.compile("[a-z]+")
# What a cue can say of its sentence instead of a measure.
FRAMES = ("poll", "result")
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

    number: int  # its place in the table
    measure: str
    weight: float
    where: str
    elements: tuple[Element, ...]
    before: tuple[Element, ...] = ()  # of a cue that holds the figure: what stands before it, read backwards
    after: tuple[Element, ...] = ()

    @property
    def sets(self) -> tuple[frozenset[str], ...]:
        """The elements that are words: of each, one must stand in the sentence."""
        return tuple(element for element in self.elements if isinstance(element, frozenset))


@dataclass(frozen=True)
class Beside:
    """Cues that hold a figure and are known by the word beside it, each filed under another word that it must meet."""

    alone: tuple[Cue, ...]  # those with no other word
    also: dict[str, tuple[Cue, ...]]

    def meeting(self, present: frozenset[str]) -> Iterable[Cue]:
        """Each cue whose words may all be present, once."""
        met = {cue.number: cue for word in present & self.also.keys() for cue in self.also[word]}
        return (*self.alone, *(met[number] for number in sorted(met)))


@dataclass(frozen=True)
class CueTable:
    """All cues of a table, each filed under the words that it begins with, or that stand beside the figure it holds."""

    cues: tuple[Cue, ...]

    @cached_property
    def opening(self) -> dict[str, list[Cue]]:
        """Cues that hold no figure, by their first word."""
        found: dict[str, list[Cue]] = defaultdict(list)
        for cue in self.cues:
            if cue.where != "at":
                for word in cue.elements[0]:
                    found[word].append(cue)
        return dict(found)

    @cached_property
    def holding(self) -> tuple[dict[str, Beside], dict[str, Beside], Beside]:
        """Cues that hold the figure: by the word behind it, else by the word before it, and those that name neither."""
        followed: dict[str, list[Cue]] = defaultdict(list)
        preceded: dict[str, list[Cue]] = defaultdict(list)
        others = []
        for cue in self.cues:
            if cue.where != "at":
                continue
            for half, group in ((cue.after, followed), (cue.before, preceded)):
                if half and isinstance(half[0], frozenset):
                    for word in half[0]:
                        group[word].append(cue)
                    break
            else:
                others.append(cue)
        return (
            {word: self._beside(cues, word) for word, cues in followed.items()},
            {word: self._beside(cues, word) for word, cues in preceded.items()},
            self._beside(others, ""),
        )

    @cached_property
    def _uses(self) -> Counter[str]:
        """In how many cues each word stands."""
        return Counter(word for cue in self.cues for words in cue.sets for word in words)

    def _beside(self, cues: Sequence[Cue], word: str) -> Beside:
        """Cues with `word` beside the figure, by the rarest of their other words."""
        alone = []
        also: dict[str, list[Cue]] = defaultdict(list)
        for cue in cues:
            others = [words for words in cue.sets if word not in words]
            if not others:
                alone.append(cue)
                continue
            for other in min(others, key=lambda words: sum(self._uses[one] for one in words)):
                also[other].append(cue)
        return Beside(tuple(alone), {other: tuple(found) for other, found in also.items()})

    @cached_property
    def framing(self) -> CueTable:
        """The cues that tell a sentence of a poll from one of a result."""
        return CueTable(tuple(cue for cue in self.cues if cue.where == "sentence" and cue.measure in FRAMES))

    @cached_property
    def words(self) -> frozenset[str]:
        """Runs of letters of which one stands wherever a cue of this table opens: of a compound, the longest."""
        return frozenset(max(_WORD.findall(word), key=len) for word in self.opening)


@cache
def load_cues(name: str) -> CueTable:
    """The cue table `name`. Raises TableError for a row that says where or how strongly in words it cannot."""
    cues = []
    for number, (measure, weight, where, phrase, _example) in enumerate(load_table(name, 5)):
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
        if where != "at" and not (isinstance(elements[0], frozenset) and all(map(_WORD.search, elements[0]))):
            raise TableError(f"{at}: a cue that holds no figure begins with a word")
        here = elements.index("#") if where == "at" else len(elements)
        cues.append(Cue(number, measure, float(weight), where, elements, elements[:here][::-1], elements[here + 1 :]))
    return CueTable(tuple(cues))


def _apart(tokens: Iterable[str], sk: Skeleton) -> Iterator[str]:
    """The tokens with possessives apart, and those who are asked or vote, who own no share, as their words ("likely voters")."""
    for token in tokens:
        if "\ue400" <= token <= "\ue7ff" and sk.actor(token).group == "population":
            yield from _TOKEN.findall(sk.actor(token).name.lower())
        elif token.endswith("'s") and len(token) > 2:
            yield token[:-2]
            yield "'s"
        else:
            yield token


class Tokens:
    """A skeleton as tokens, with the places where cues stand."""

    def __init__(self, sk: Skeleton, reach: int = DECAY_TOKENS) -> None:
        self.reach = reach
        self.all: list[str] = _TOKEN.findall(sk.text)
        if "'s" in sk.text or any(group.group == "population" for group in sk.groups):
            self.all = list(_apart(self.all, sk))
        self.where = {mark: i for i, mark in enumerate(self.all) if "\ue800" <= mark <= "\uefff"}
        self.figures = sorted(self.where.values())
        self.actors = ANY_ACTOR.search(sk.text) is not None
        self._present = frozenset(self.all)
        ends = not self._present.isdisjoint(_CLAUSE_ENDS)
        self.ends = [i for i, token in enumerate(self.all) if token in _CLAUSE_ENDS] if ends else []
        self._found: dict[int, list[tuple[Cue, int, int]]] = {}

    def _run(self, elements: Sequence[Element], at: int, step: int) -> int | None:
        """Where `elements` end when they stand from `at` on in direction `step`; None when they do not."""
        tokens = self.all
        for number, element in enumerate(elements):
            if element == "~":
                return self._skip(elements[number + 1 :], at, step)
            if not 0 <= at < len(tokens):
                return None
            token = tokens[at]
            if isinstance(element, frozenset):
                fits = token in element
            elif element == "9":
                fits = token[0].isdigit()
            elif element == "X":
                fits = "\ue000" <= token <= "\ue7ff"
            else:
                fits = "\ue800" <= token <= "\uefff"
            if not fits:
                return None
            at += step
        return at

    def _skip(self, elements: Sequence[Element], at: int, step: int) -> int | None:
        """Where `elements` end when they stand from `at` on or some tokens further, without a comma or a figure between."""
        first = elements[0] if elements and isinstance(elements[0], frozenset) else None
        for place in range(at, at + step * (_MOST_SKIPPED + 1), step):
            token = self.all[place] if 0 <= place < len(self.all) else ""
            end = self._run(elements, place, step) if first is None or token in first else None
            if end is not None:
                return end
            if not token or token in (";", ",") or "\ue800" <= token <= "\uefff":
                return None
        return None

    def occurrences(self, table: CueTable) -> list[tuple[Cue, int, int]]:
        """Every place of a cue that does not hold the figure: cue, first token, token behind it; in the order of the table."""
        found = self._found.get(id(table))
        if found is None:
            opening = table.opening
            found = self._found[id(table)] = [
                (cue, at, end)
                for at, token in enumerate(self.all)
                if token in opening
                for cue in opening[token]
                if (end := self._run(cue.elements, at, 1)) is not None
            ]
            found.sort(key=lambda place: (place[0].number, place[1]))
        return found

    def holding(self, table: CueTable, at: int) -> Iterator[Cue]:
        """Cues that hold the figure whose token is `at`."""
        followed, preceded, others = table.holding
        behind = self.all[at + 1] if at + 1 < len(self.all) else ""
        ahead = self.all[at - 1] if at else ""
        for beside in (followed.get(behind), preceded.get(ahead), others):
            for cue in beside.meeting(self._present) if beside else ():
                if self._run(cue.before, at - 1, -1) is not None and self._run(cue.after, at + 1, 1) is not None:
                    yield cue

    def decay(self, a: int, b: int) -> float:
        """How much a cue counts that stands `a`..`b` tokens from a figure (a <= b)."""
        figures = max(0, bisect_left(self.figures, b) - bisect_right(self.figures, a))
        ends = bisect_left(self.ends, b) - bisect_left(self.ends, a)
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
