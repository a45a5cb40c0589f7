"""Who is on the stage: everybody in a stretch of text that can own a figure.

reads   the people of the article (cast.py), and the text for all others
gives   Actor, in reading order, without overlaps
leaves  which of them owns a figure to subjects.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from extractor.language.found import Place
from extractor.linking.grammar.actors import Actor, Taken
from extractor.linking.grammar.ballot import find_parties_in_rows, find_sides
from extractor.linking.grammar.cast import Cast
from extractor.linking.grammar.groups import NUMBERED, find_groups
from extractor.linking.grammar.roles import find_campaigns, find_pronouns, find_roles
from extractor.text.standing import stands

# "the top 1 percent", "the poorest fifth": a share that names a group and counts nothing.
STRATUM = re.compile(r"\b(?:top|bottom|middle|richest|poorest|wealthiest)(?=\s{1,3}$)", re.IGNORECASE)
_STRATA = frozenset({"top", "bottom", "middle", "richest", "poorest", "wealthiest"})
_STRATUM_REACH = 14


def find_actors(cast: Cast, start: int, end: int, figures: Sequence[Place] = ()) -> list[Actor]:
    """Everybody in text[start:end] that can own a figure, in reading order. `figures`: their places, which are nobody."""
    text = cast.text
    found = [cast.actor(mention) for mention in cast.between(start, end) if not cast.is_side(mention)]
    taken = Taken(
        [*(actor.place for actor in found), *(place for place in figures if place[0] < end and place[1] > start)]
    )
    found += find_roles(cast, start, end, found, taken)
    found += find_campaigns(cast, start, end, taken)
    found += find_pronouns(cast, start, end, found, taken)
    found += _strata(text, start, end, figures, taken)
    # "Measure 12" is a choice on the ballot, no body.
    bodies = [body for body in cast.bodies.find(start, end, taken) if not NUMBERED.search(body.name)]
    _take(taken, bodies)
    stand_ins = list(cast.stand_ins.find(start, end, taken))
    _take(taken, stand_ins)
    bodies += stand_ins
    rows = [*find_parties_in_rows(text, start, end, taken)] if figures else []
    rows += find_sides(text, start, end, taken) if figures and cast.balloted else []
    _take(taken, rows)
    groups = [
        _meant(cast, group, bodies)
        for group in find_groups(text, start, end, taken)
        # "super PAC Harbor Forward", "GOP Harbor Fund": what stands right before a name belongs to it.
        if group.group not in ("outside", "party") or all(group.end + 1 != body.start for body in bodies)
    ]
    found += (*bodies, *rows)
    if not (cast.style.caseless or cast.style.upper):
        strangers = list(_strangers(text, start, end, groups, taken, frozenset(place[0] for place in figures)))
        # "Labour's Jane Roe": the name is the actor, the party its label.
        groups = [group for group in groups if not any(group.place == party for party, _ in strangers)]
        found += [actor for _, actor in strangers]
    return sorted([*found, *groups], key=lambda actor: actor.start)


def _take(taken: Taken, actors: Iterable[Actor]) -> None:
    for actor in actors:
        taken.add(*actor.place)


def _strata(text: str, start: int, end: int, figures: Sequence[Place], taken: Taken) -> Iterator[Actor]:
    """Words that make a name of the figure behind them ("the top | 1 percent"); they overlap nothing that anybody reads later."""
    if not stands(text, _STRATA, start, end):
        return
    for a, b in figures:
        stratum = STRATUM.search(text, max(start, a - _STRATUM_REACH), a) if start <= a < end else None
        if stratum is not None:
            taken.add(*stratum.span())
            yield Actor(*stratum.span(), " ".join(text[stratum.start() : b].split()), "group", group="stratum")


def _meant(cast: Cast, group: Actor, bodies: Sequence[Actor]) -> Actor:
    """The organisation that a noun like "a group" is the kind of, when it is named beside it or next; else the noun itself."""
    if group.group != "outside":
        return group
    body = None if group.name.lower().endswith("s") else cast.bodies.named_beside(group, bodies)
    if body is not None:
        return replace(body, start=group.start, end=group.end)
    return cast.stand_ins.announced(group) or group


# People nobody read, by where two capitals stand.
_STRANGER = r"[A-Z](?:\.|[^\W\d_]+(?:['’-][^\W\d_]+)*)\s[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*"
_PARTYS_STRANGER = re.compile(rf"['’]s\s(?P<name>{_STRANGER})(?!\s[A-Z])(?!['’])")
# "the resignation of M. Roe, who won by"
_STRANGER_WHO = re.compile(
    rf"(?<=\bof\s)(?P<name>{_STRANGER}),\swho\s(?:had\s)?(?:won|held|took|lost|carried|beat|defeated)\b"
)
# "Jane Roe took almost 45 per cent here": whoever it is, the figure is theirs.
_STRANGER_WON = re.compile(
    rf"(?<!\w\s)(?<!\w)(?P<name>{_STRANGER})\s(?:won|took|polled|received|got|drew)\s(?:(?:just|only|about|almost|nearly|over|around|roughly|some|under|more|less|than|an?|barely)\s){{0,3}}"
)
_WHO = frozenset({"who"})
_WON = frozenset({"won", "took", "polled", "received", "got", "drew"})


def _strangers(
    text: str, start: int, end: int, groups: Sequence[Actor], taken: Taken, figures: frozenset[int]
) -> Iterator[tuple[Place | None, Actor]]:
    """People whose names nobody read, told by their place alone, each with the place of the party before the name.

    `figures`: where figures start.
    """
    for group in groups:
        match = _PARTYS_STRANGER.match(text, group.end, end) if group.group == "party" else None
        if match and not taken.any(*match.span("name")):
            yield group.place, Actor(*match.span("name"), match["name"], "person")
    told = _STRANGER_WHO.finditer(text, start, end) if stands(text, _WHO, start, end) else ()
    won = _STRANGER_WON.finditer(text, start, end) if stands(text, _WON, start, end) else ()
    for match in chain(told, (match for match in won if match.end() in figures)):
        if not taken.any(*match.span("name")) and not any(
            group.start < match.end("name") and match.start("name") < group.end for group in groups
        ):
            yield None, Actor(*match.span("name"), match["name"], "person")
