"""Stated relations between two quantities.   "outspent her 5-to-1", "more than quadruple", "twice as much as", "up from 41 percent"

reads   doc.text, doc._.percentages, money, people, links
writes  doc._.relations: tuple[Found[Relation], ...]; `left` is the larger, risen or compared side, `right` what it is compared with
leaves  whether the relation holds to reconcile/checks.py
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.found import Found, Link, Place, Relation
from extractor.language.lexicon import load_map
from extractor.linking.actors import Actor
from extractor.linking.scene import Figure, Scene

_NUMBER = r"(?:\d{1,3}(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
_QUALIFIER = r"(?P<qualifier>(?:more|less|fewer|better)\s+than|over|nearly|almost|about|around|roughly|some|at\s+least|up\s+to|just\s+over|just\s+under|well\s+over)?"
_QUALIFIERS = {
    "more than": "over", "better than": "over", "over": "over", "just over": "over", "well over": "over", "less than": "under", "fewer than": "under",
    "nearly": "nearly", "almost": "nearly", "just under": "nearly", "about": "about", "around": "about", "roughly": "about", "some": "about",
    "at least": "at_least", "up to": "at_most",
}  # fmt: skip

# "outspent her 5-to-1", "a three-to-one advantage", "by a margin of 2 to 1"; "5-1" alone is a score.
_ODDS = re.compile(
    rf"\b{_QUALIFIER}\s*(?P<first>{_NUMBER})(?:-to-|\s+to\s+)(?P<second>one|1|two|2|three|3)\b(?!\s*(?:percent|per\s+cent|%|points|million|billion|[./]\d))",
    re.IGNORECASE,
)
# "more than quadruple that of the next", "doubled", "twice as much as", "three times the amount", "a third of what Roe raised"
_TIMES = re.compile(
    rf"\b{_QUALIFIER}\s*(?:(?P<verb>doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)|quadrupl(?:e|es|ed|ing)|quintupl(?:e|es|ed|ing)|halv(?:e|es|ed|ing))"
    rf"|(?P<adverb>twice|thrice)\s+(?:as\s+(?:much|many)|the|what|that|his|her|its|their|more)"
    rf"|(?P<times>{_NUMBER})\s+times\s+(?:as\s+(?:much|many)|the|what|that|more|larger|bigger|his|her|its|their)"
    rf"|(?P<part>half|a\s+third|one-third|a\s+quarter|one-quarter|a\s+fifth|two-thirds|three-quarters)\s+(?:of\s+what|as\s+(?:much|many)|the\s+(?:amount|sum|total)))\b",
    re.IGNORECASE,
)
_FACTORS = {
    "doubl": "2", "tripl": "3", "trebl": "3", "quadrupl": "4", "quintupl": "5", "halv": "0.5", "twice": "2", "thrice": "3", "half": "0.5",
}  # fmt: skip
_PARTS = {
    "half": (1, 2), "a third": (1, 3), "one-third": (1, 3), "a quarter": (1, 4), "one-quarter": (1, 4), "a fifth": (1, 5),
    "two-thirds": (2, 3), "three-quarters": (3, 4),
}  # fmt: skip
# Not a relation of sums or shares: "double-digit", "double standard", "half of the vote".
_NO_RELATION = re.compile(
    r"[\s-]*(?:digit|digits|standard|standards|down|take|amputee|jeopardy|edged)\b", re.IGNORECASE
)
# "up from 41 percent in January", "down from 49": the figure before is the present level, the figure behind the earlier one.
_FROM = re.compile(
    r"\b(?:up|down|rising|falling|climbing|dropping|compared\s+(?:to|with))\s+(?:[a-z]+\s+){0,3}from\s+|\b(?:up|down)\s+from\s+",
    re.IGNORECASE,
)
# A relation looks for its sides in its own sentence, at most so many characters away.
REACH = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation: a figure of this Doc or a name."""

    reference: str
    place: Place
    measure: str | None = None


def number(word: str) -> Decimal:
    """`five`, `5` → 5."""
    word = word.lower()
    return Decimal(word) if word[0].isdigit() else Decimal(load_map("small_numbers")[word])


def find_relations(doc: Doc) -> Iterator[Found[Relation]]:
    """Each stated relation, in reading order of its kinds; `factor` says left = factor × right."""
    text = doc.text
    scene = Scene(doc)
    for match in _ODDS.finditer(text):
        first, second = number(match["first"]), number(match["second"])
        if first <= second or _within(scene, match.span()):
            continue
        found = _sides(doc, scene, match.span())
        if found is not None:
            left, right, measure = found
            yield _found(
                match,
                Relation(
                    factor=_ratio(first, second), qualifier=_qualifier(match), left=left, right=right, measure=measure
                ),
                "odds",
            )
    for match in _TIMES.finditer(text):
        if _NO_RELATION.match(text, match.end()) or _within(scene, match.span()):
            continue
        found = _sides(doc, scene, match.span())
        if found is not None:
            left, right, measure = found
            yield _found(
                match,
                Relation(factor=_factor(match), qualifier=_qualifier(match), left=left, right=right, measure=measure),
                "times",
            )
    yield from _changes(doc, scene)


def _found(match: re.Match[str], relation: Relation, rule: str) -> Found[Relation]:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    sure = 0.9 if relation.left and relation.right else 0.75
    return Found(start, match.end(), relation, f"relation.{rule}", sure)


def _within(scene: Scene, place: Place) -> bool:
    """Does the stretch belong to a figure that a room has read?"""
    return any(figure.found.start < place[1] and figure.found.end > place[0] for figure in scene.figures)


def _ratio(first: Decimal, second: Decimal) -> Decimal:
    return first if second == 1 else round(first / second, 4)


def _factor(match: re.Match[str]) -> Decimal:
    if match["times"]:
        return number(match["times"])
    if match["part"]:
        above, below = _PARTS[" ".join(match["part"].lower().split())]
        return round(Decimal(above) / Decimal(below), 4)
    word = (match["verb"] or match["adverb"]).lower()
    return Decimal(next(value for stem, value in _FACTORS.items() if word.startswith(stem)))


def _qualifier(match: re.Match[str]) -> str:
    words = " ".join((match["qualifier"] or "").lower().split())
    return _QUALIFIERS.get(words, "exact")


_OUT = re.compile(
    r"\b(?:outspen[dt](?:s|ing)?|outrais(?:e|es|ed|ing)|outpac(?:e|es|ed|ing)|outnumber(?:s|ed|ing)?|outpoll(?:s|ed|ing)?)\b"
)
# "more than quadruple that of the next closest candidate": a rival without a name.
_NEXT_BEST = re.compile(
    r"\s+(?:(?:that|those)\s+of|as)?\s*(?P<who>the\s+(?:next|second|nearest|closest)[a-z -]{0,20}?(?:candidates?|rivals?|opponents?|competitors?|contenders?|highest))\b",
    re.IGNORECASE,
)
_OUT_MEASURES = {"outspen": "spent", "outrais": "raised"}


def _sides(doc: Doc, scene: Scene, place: Place) -> tuple[str | None, str | None, str | None] | None:
    """Left, right and measure of a relation at `place`; None when nothing in the sentence can be related."""
    around = scene.around(place)
    sk = scene.skeleton(around)
    figures = [f for f in sk.figures if abs(f.found.start - place[0]) <= REACH]
    before = [f for f in figures if f.found.end <= place[0]]
    behind = [f for f in figures if f.found.start >= place[1]]
    actors = [actor for actor in sk.actors if not actor.group or actor.group in ("party", "body", "outside")]
    people_before = [actor for actor in actors if actor.end <= place[0]]
    people_behind = [actor for actor in actors if actor.start >= place[1]]
    verb = _OUT.search(doc.text.lower(), around[0], place[0])
    if verb:
        measure = next((m for stem, m in _OUT_MEASURES.items() if verb.group().startswith(stem)), None)
        left = [actor for actor in people_before if actor.end <= verb.start()]
        right = [actor for actor in people_before if actor.start >= verb.end()]
        return (_subject_of(left), right[0].name if right else _first(people_behind), measure)
    link: Link | None
    rival = _NEXT_BEST.match(doc.text, place[1])
    if rival and not behind:
        people_behind = []
    if not before and len(behind) > 1:
        # "a third of what Poe spent: $1 million against $3 million"
        link = doc._.links.get(behind[0].key)
        return _reference(behind[0]), _reference(behind[1]), link.measure if link else None
    if not before and behind and doc.text[: behind[0].found.start].rstrip().lower().endswith(" to"):
        # "has doubled her spending to $2 million": the figure is what it has become.
        link = doc._.links.get(behind[0].key)
        return _reference(behind[0]), None, link.measure if link else None
    if before:
        nearest = before[-1]
        link = doc._.links.get(nearest.key)
        right_side = _reference(behind[0]) if behind else _first(people_behind) or (rival and rival["who"])
        return _reference(nearest), right_side, link.measure if link else None
    if people_before:
        return _subject_of(people_before), _reference(behind[0]) if behind else _first(people_behind), None
    return None


def _subject_of(actors: list[Actor]) -> str | None:
    """The name nearest to a verb is mostly not its subject in "the Democrat came up short despite outspending": take the last."""
    return actors[-1].name if actors else None


def _first(actors: list[Actor]) -> str | None:
    return actors[0].name if actors else None


def _reference(figure: Figure) -> str:
    return f"{figure.kind}:{figure.index}"


def _changes(doc: Doc, scene: Scene) -> Iterator[Found[Relation]]:
    """ "48 percent, up from 41 percent": the difference of two figures of one unit in one sentence."""
    for match in _FROM.finditer(doc.text):
        sentence = scene.around(match.span())
        figures = [
            figure for figure in scene.figures if sentence[0] <= figure.found.start and figure.found.end <= sentence[1]
        ]
        now = next(
            (f for f in reversed(figures) if f.found.end <= match.start() and match.start() - f.found.end <= REACH),
            None,
        )
        then = next((f for f in figures if 0 <= f.found.start - match.end() <= 12), None)
        if now is None or then is None or now.kind != then.kind:
            continue
        one, other = now.found.value, then.found.value
        if one.value is None or other.value is None or getattr(one, "unit", "") != getattr(other, "unit", ""):
            continue
        links = doc._.links
        measure = links[now.key].measure if now.key in links else None
        relation = Relation(
            difference=one.value - other.value, left=_reference(now), right=_reference(then), measure=measure
        )
        yield Found(match.start(), match.end(), relation, "relation.from", 0.85)


@Language.factory("extractor_relations", requires=["doc._.links", "doc._.people"], assigns=["doc._.relations"])
def make_relations(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The component; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.relations = tuple(sorted(find_relations(doc), key=lambda found: (found.start, found.end)))
        return doc

    return room
