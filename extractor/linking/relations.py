"""Stated relations between two quantities.   "outspent her 6-to-1", "more than quadruple", "twice as much as", "up from 43 percent"

reads   doc.text, doc._.percentages, money, people, links
writes  doc._.relations: tuple[Found[Relation], ...]; `left` is the larger, risen or compared side, `right` what it is compared with
leaves  whether the relation holds to reconcile/checks
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Found, Link, Place, Relation
from extractor.language.lexicon import load_map
from extractor.language.numbers import lowered
from extractor.language.qualifiers import qualifier_before
from extractor.linking.counts import find_counts
from extractor.linking.grammar.actors import Actor, Taken
from extractor.linking.grammar.scene import Scene
from extractor.linking.grammar.skeleton import Figure
from extractor.text.forms import Forms, matches_from

# A relation looks for its sides in its own sentence, at most so many characters away.
REACH = 200

_NUMBER = r"(?:\d{1,3}(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
# "outspent her 6-to-1", "a three-to-one advantage", "by a margin of 2 to 1"; "5-1" alone is a score.
_ODDS = re.compile(
    rf"\b(?P<first>{_NUMBER})(?:-to-|\s+to\s+)(?P<second>one|1|two|2|three|3)\b"
    r"(?!\s*(?:percent|per\s+cent|%|points|million|billion|[./]\d))"
)
# What stands in every such match, and begins with letters that a text is skipped through to.
_ODDS_TO = re.compile(r"to(?<=[\s-]to)[\s-]+(?:one|two|three|[123])\b")
# "quadruple that of her rival", "doubled", "twice as much as", "three times the amount", "a third of what Roe raised"
_TIMES = re.compile(
    r"\b(?:(?P<word>(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e|es|ed|ing)"
    r"|(?:twice|thrice)(?=\s+(?:as\s+(?:much|many)|the|what|that|his|her|its|their|more)\b))"
    rf"|(?P<times>{_NUMBER})\s+times\s+(?:as\s+(?:much|many)|the|what|that|more|larger|bigger|his|her|its|their)"
    r"|(?P<part>half|a\s+third|one-third|a\s+quarter|one-quarter|a\s+fifth|two-thirds|three-quarters)"
    r"\s+(?:of\s+what|as\s+(?:much|many)|the\s+(?:amount|sum|total)))\b"
)
# No text has such a match that has none of these.
_TIMES_STEMS = ("doubl", "tripl", "trebl", "quadrupl", "quintupl", "halv", "twice", "thrice")
_TIMES_FORMS = Forms(
    f"{head} {tail}"
    for heads, tails in (
        (("times",), ("as", "the", "what", "that", "more", "larger", "bigger", "his", "her", "its", "their")),
        (
            ("half", "third", "quarter", "fifth", "thirds", "quarters"),
            ("of what", "as much", "as many", "the amount", "the sum", "the total"),
        ),
    )
    for head in heads
    for tail in tails
)
# Factor of the word that starts so.
_WORDS = {
    "doubl": "2",
    "twice": "2",
    "tripl": "3",
    "trebl": "3",
    "thrice": "3",
    "quadrupl": "4",
    "quintupl": "5",
    "halv": "0.5",
}
_PARTS = {
    "half": "0.5", "a third": "0.3333", "one-third": "0.3333", "a quarter": "0.25", "one-quarter": "0.25", "a fifth": "0.2",
    "two-thirds": "0.6667", "three-quarters": "0.75",
}  # fmt: skip
# Behind them no relation of sums or shares: "double-digit", "double standard".
_NO_RELATION = re.compile(r"[\s-]*(?:digits?|standards?|down|take|jeopardy|edged)\b")
# "48 percent, up from 43 percent": the figure before is the present level, the figure behind the earlier one.
_FROM = re.compile(r"(?:up|down)\s+(?:[a-z]+\s+){0,2}from\s+|(?:rising|falling|climbing|dropping)\s+from\s+")
_FROM_HEADS = frozenset({"up", "down", "rising", "falling", "climbing", "dropping"})
_OUT = re.compile(r"\bout(?:spen[dt]|rais|pac|number|poll)[a-z]*\b", re.IGNORECASE)
_OUT_MEASURES = {"outspen": "spent", "outrais": "raised"}
# "has doubled her spending to | $2 million"
_BECOMES = re.compile(r" to\s*$", re.IGNORECASE)
# "more than triple that of the nearest rival": a rival without a name.
_NEXT_BEST = re.compile(
    r"\s+(?:(?:that|those)\s+of|as)?\s*(?P<who>the\s+(?:next|second|nearest|closest)[a-z -]{0,20}?"
    r"(?:candidates?|rivals?|opponents?|competitors?|contenders?|highest))\b",
    re.IGNORECASE,
)


class Sides(NamedTuple):
    """What a relation relates: a name or a figure of this Doc on each side, and what they measure."""

    left: str | None
    right: str | None
    measure: str | None


def find_relations(doc: Doc) -> Iterator[Found[Relation]]:
    """Each stated relation; `factor` says left = factor × right, `difference` left − right, `computed` what left comes to."""
    yield from find_counts(doc)
    low = lowered(text_of(doc))
    factors = list(_factors(low))
    changes = matches_from(_FROM, low, low, _FROM_HEADS)
    if not factors and not changes:
        return  # most texts state no relation
    scene = Scene(doc)
    taken = Taken(figure.found.place for figure in scene.figures)
    for match, factor, rule in factors:
        if taken.any(*match.span()):
            continue  # "8 to 10 percent" is a figure, and read as one
        sides = _sides(doc, scene, match.span())
        if sides is not None:
            # "more than quadruple": the relation begins with its qualifier.
            qualified = qualifier_before(low, match.start())
            relation = Relation(
                factor=factor,
                qualifier=qualified.qualifier if qualified else "exact",
                left=sides.left,
                right=sides.right,
                measure=sides.measure,
            )
            start = qualified.place[0] if qualified else match.start()
            yield Found(start, match.end(), relation, f"relation.{rule}", 0.9 if sides.left and sides.right else 0.75)
    yield from _changes(doc, scene, changes)


def _factors(low: str) -> Iterator[tuple[re.Match[str], Decimal, str]]:
    """Every stated factor of a text in lower case: where it stands, its value, and which pattern found it."""
    for match in _ODDS.finditer(low) if _ODDS_TO.search(low) else ():
        first, second = _number(match["first"]), _number(match["second"])
        if first > second:
            yield match, first if second == 1 else round(first / second, 4), "odds"
    may_be_times = any(stem in low for stem in _TIMES_STEMS) or _TIMES_FORMS.find_all(low)
    for match in _TIMES.finditer(low) if may_be_times else ():
        if _NO_RELATION.match(low, match.end()):
            continue
        if match["times"]:
            factor = _number(match["times"])
        elif match["part"]:
            factor = Decimal(_PARTS[" ".join(match["part"].split())])
        else:
            factor = Decimal(next(value for stem, value in _WORDS.items() if match["word"].startswith(stem)))
        yield match, factor, "times"


def _number(word: str) -> Decimal:
    return Decimal(word) if word[0].isdigit() else Decimal(load_map("small_numbers")[word])


def _sides(doc: Doc, scene: Scene, place: Place) -> Sides | None:
    """The two sides of a relation at `place`; None when its sentence holds nothing that can be related."""
    around = scene.around(place)
    sk = scene.skeleton(around)
    before = [figure for figure in sk.figures if 0 <= place[0] - figure.found.end <= REACH]
    behind = [figure for figure in sk.figures if 0 <= figure.found.start - place[1] <= REACH]
    actors = [actor for actor in sk.actors if not actor.group or actor.group in ("party", "body", "outside")]
    people_before = [actor for actor in actors if actor.end <= place[0]]
    people_behind = [actor for actor in actors if actor.start >= place[1]]
    verb = _OUT.search(scene.text, around[0], place[0])
    if verb:
        measure = next((m for stem, m in _OUT_MEASURES.items() if verb.group().lower().startswith(stem)), None)
        left = [actor for actor in people_before if actor.end <= verb.start()]
        right = [actor for actor in people_before if actor.start >= verb.end()] + people_behind
        return Sides(left[-1].name if left else None, _first(right), measure)
    if before:
        rival = _NEXT_BEST.match(scene.text, place[1])
        other = _reference(behind[0]) if behind else rival["who"] if rival else _first(people_behind)
        return Sides(_reference(before[-1]), other, _measure(doc, before[-1]))
    if len(behind) > 1:
        # "a third of what Poe spent: $1 million against $3 million"
        return Sides(_reference(behind[0]), _reference(behind[1]), _measure(doc, behind[0]))
    if behind and _BECOMES.search(scene.text, max(0, behind[0].found.start - REACH), behind[0].found.start):
        # "has doubled her spending to $2 million": the figure is what it has become.
        return Sides(_reference(behind[0]), None, _measure(doc, behind[0]))
    if people_before:
        return Sides(people_before[-1].name, _reference(behind[0]) if behind else _first(people_behind), None)
    return None


def _first(actors: list[Actor]) -> str | None:
    return actors[0].name if actors else None


def _reference(figure: Figure) -> str:
    return f"{figure.kind}:{figure.index}"


def _measure(doc: Doc, figure: Figure) -> str | None:
    link: Link | None = doc._.links.get(figure.key)
    return link.measure if link else None


def _changes(doc: Doc, scene: Scene, changes: Sequence[re.Match[str]]) -> Iterator[Found[Relation]]:
    """ "48 percent, up from 43 percent": the difference of two figures of one unit in one sentence."""
    for match in changes:
        figures = scene.within(scene.around(match.span()))
        now = next((f for f in reversed(figures) if 0 <= match.start() - f.found.end <= REACH), None)
        then = next((f for f in figures if 0 <= f.found.start - match.end() <= REACH // 10), None)
        if now is None or then is None or now.kind != then.kind:
            continue
        one, other = now.found.value, then.found.value
        if one.value is None or other.value is None or getattr(one, "unit", "") != getattr(other, "unit", ""):
            continue
        relation = Relation(
            difference=one.value - other.value, left=_reference(now), right=_reference(then), measure=_measure(doc, now)
        )
        yield Found(match.start(), then.found.end, relation, "relation.from", 0.85)


@Language.factory("extractor_relations", requires=["doc._.links", "doc._.people"], assigns=["doc._.relations"])
def make_relations(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The component; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.relations = tuple(sorted(find_relations(doc), key=lambda found: (found.start, found.end)))
        return doc

    return room
