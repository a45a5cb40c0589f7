"""What each figure measures and whose it is, one after the other in reading order: neighbours lean on each other.

reads   the skeleton of each figure's sentence, contenders and contests of the Doc
gives   Decided, one for each figure
leaves  contest, day, source and scope to scopes.py
"""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc

from extractor.language.found import Percentage, Place
from extractor.linking.grammar.cues import DECAY_TOKENS, UNMARKED_TOKENS, Tokens, load_cues
from extractor.linking.grammar.measures import Measured, article_frame, measure_money, measure_percentage
from extractor.linking.grammar.owners import Owner
from extractor.linking.grammar.pairs import Rivals
from extractor.linking.grammar.scene import Scene
from extractor.linking.grammar.skeleton import Figure, Skeleton
from extractor.linking.grammar.subjects import by_patterns
from extractor.linking.owning import Asked, Decided, Owners, Told
from extractor.text.standing import stands

# "a third of Greens (32%)": a fraction and the share it stands for lie at most so many points apart.
ROUGHLY = 4
_OF_WHOM = re.compile(r"\s+of\s+[^.;,()\d]{1,60}\(")
# "(73%, +13%)": a change printed so close behind a share is of the same contender.
SIGN_GAP = 3
# Between the line that opens a list and its first line.
_LIST_GAP = 80


def _opens_list(text: str, start: int) -> bool:
    """Does the text before `start` end in a colon?"""
    return text[max(0, start - _LIST_GAP) : start].rstrip().endswith(":")


def _rivals(doc: Doc, scene: Scene) -> Rivals:
    """Who faces whom, as the contests and the words of the article tell."""
    cast = scene.cast
    contenders = sorted(doc._.candidates, key=lambda found: -cast.counts[found.value.person])
    standing = {found.value.person: cast.person(found.value.person, found.place) for found in contenders}
    rivals = Rivals(list(standing.values()))
    for one, other in reversed(list(cast.matched())):
        rivals.meet(one, other)
    for contest in doc._.contests:
        rivals.face([standing[person] for person in contest.contenders if person in standing])
    return rivals


def _unit(figure: Figure) -> str:
    """Of a percentage; empty for a sum."""
    return figure.found.value.unit if isinstance(figure.found.value, Percentage) else ""


class Decider:
    """Decides the figures of one Doc."""

    def __init__(self, doc: Doc, scene: Scene) -> None:
        self._scene = scene
        self._text = scene.text
        self._frame = article_frame(scene.text) if scene.figures else 0.0
        self._rivals = _rivals(doc, scene)
        self._told = Told()
        self._owners = Owners(scene, self._told)
        self._by_patterns: dict[Place, dict[str, Owner]] = {}
        self._tokens: dict[int, Tokens] = {}  # by the skeleton, which the scene keeps
        self._reach = UNMARKED_TOKENS if doc._.style.unpunctuated else DECAY_TOKENS

    def decide(self, figure: Figure) -> Decided:
        """Measure and owner of one figure; to be called in reading order."""
        told = self._told
        sk = self._scene.skeleton(self._scene.place(figure))
        mark = sk.marks.get(figure.key)
        at = -1 if mark is None else sk.text.find(mark)
        if mark is None or at < 0:
            return Decided(figure, Measured("other", 0.0), None, sk.place)
        if (same := self._repeated(figure)) is not None:
            return same
        if sk.place not in self._by_patterns:
            self._by_patterns[sk.place] = by_patterns(sk, self._rivals)
        owner = self._by_patterns[sk.place].get(mark)
        if _names_stratum(sk, at):
            measured, owner = Measured("other", 5.0), None
        else:
            measured = self._measure(figure, sk, mark, owner)
            if measured.measure == "change" and told.owned is not None and self._signed(figure):
                owner = told.owned[1]
            else:
                owner = self._owners.of(Asked(figure, sk, mark, at, measured.measure), owner)
        told.owned = figure.found.end, owner
        told.last = Decided(figure, measured, owner, sk.place)
        return told.last

    def _repeated(self, figure: Figure) -> Decided | None:
        """What was decided of the figure before, where this one repeats it: "Three percent (3%)"."""
        last = self._told.last
        if last is None or last.figure.kind != figure.kind or not self._text.startswith(")", figure.found.end):
            return None
        between = self._text[last.figure.found.end : figure.found.start].rstrip()
        one, other = last.figure.found.value, figure.found.value
        same = one.value == other.value and between.strip() == "("
        if not same and one.form == "fraction" and one.value is not None and other.value is not None:
            # "about a third of Greens (32%)"
            same = abs(one.value - other.value) <= ROUGHLY and _OF_WHOM.fullmatch(between) is not None
        if not same:
            return None
        self._told.measures[figure.key] = last.measured.measure
        return Decided(figure, last.measured, last.owner, last.sentence)

    def _signed(self, figure: Figure) -> bool:
        """Is the figure printed with a sign, right behind another ("73%, +13%")?"""
        owned = self._told.owned
        close = owned is not None and figure.found.start - owned[0] <= SIGN_GAP
        return close and self._text[figure.found.start] in "+-−–"

    def _tokens_of(self, sk: Skeleton) -> Tokens:
        if id(sk) not in self._tokens:
            self._tokens[id(sk)] = Tokens(sk, self._reach)
        return self._tokens[id(sk)]

    def _measure(self, figure: Figure, sk: Skeleton, mark: str, owner: Owner | None) -> Measured:
        """What a figure measures. `owner`: whom the patterns give it to."""
        tokens = self._tokens_of(sk)
        previous = self._scene.before(sk.place)
        neighbour = self._neighbour(figure, sk, tokens.where[mark], previous)
        if figure.kind == "money":
            listed = owner is not None and owner.rule == "row" and _opens_list(self._text, sk.place[0])
            rule = owner.rule if owner else ""
            header = self._tokens_of(self._scene.words(previous)) if listed and previous else None
            measured = measure_money(tokens, mark, rule=rule, neighbour=neighbour, header=header)
        else:
            actor = owner.actor if owner else None
            contends = actor is not None and (actor.person is not None or actor.group in ("party", "option"))
            rule = owner.rule if owner and contends else ""
            # Most sentences hold no word for a poll or a result.
            framing = load_cues("percent_measures").framing.words
            framed = previous is not None and stands(self._text, framing, *previous)
            before = self._tokens_of(self._scene.words(previous)) if previous and framed else None
            measured = measure_percentage(
                figure, tokens, mark, rule=rule, frame=self._frame, before=before, neighbour=neighbour,
                signed=self._signed(figure),
            )  # fmt: skip
        self._told.measures[figure.key] = measured.measure
        self._told.last_measures[sk.place, figure.kind, _unit(figure)] = measured.measure
        return measured

    def _neighbour(self, figure: Figure, sk: Skeleton, at: int, previous: Place | None) -> tuple[str, int] | None:
        """Measure and token of the figure of the same kind and unit before the token `at`; token -1 in the sentence before."""
        told, tokens, unit = self._told, self._tokens_of(sk), _unit(figure)
        for place in reversed(tokens.figures[: bisect_left(tokens.figures, at)]):
            other = sk.figure(tokens.all[place])
            if other.kind == figure.kind and _unit(other) == unit and other.key in told.measures:
                return told.measures[other.key], place
        last = told.last_measures.get((previous, figure.kind, unit)) if previous is not None else None
        return (last, -1) if last else None


def _names_stratum(sk: Skeleton, at: int) -> bool:
    """Is the figure part of a name ("the top 1 percent"), and counts nothing?"""
    before = sk.text[max(0, at - 2) : at].rstrip()[-1:]
    return "\ue400" <= before <= "\ue7ff" and sk.actor(before).group == "stratum"
