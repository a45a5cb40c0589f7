"""Organisations.   "Club for Thrift", "the Example Action Network", "a company called Example Mills"

reads   text, with and without capitals
gives   Actor of the group `body`, and of `party` for the Example Party
leaves  groups of people, parties and ballot options to groups.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.language.lexicon import alternation, load_words
from extractor.linking.grammar.actors import Actor, Taken

# "Club for Thrift", "Example Action Network": a run of capitals with small joints inside.
_CAPITALS = re.compile(
    r"(?<![\w-])[A-Z][\w&.'-]*\w(?:(?:\s+(?:of|for|the|and|&|on))?\s+(?:[A-Z][\w&'-]*\w|[0-9]{2,4}\b)){0,7}"
)
# A run of capitals that does what bodies with money do ("Example Mills was fined"), or owns something.
_ACTS = re.compile(
    r"(?:\s\([A-Z]+\))?(?:,\s(?:which|registered|based|a|an)\s|,?(?:\s+(?:also|has|had|have|is|was|were|will|would|just|already|recently|plans?\s+to))*\s+"
    r"(?:gave|donate[sd]?|contribute[sd]?|spen[dt]s?|spending|raise[sd]?|raising|paid|pays?|fined|received|collected|invested|lent|owes?|made|making"
    r"|pledged|committed|earned|generated|sold|bought|took\s+in|reported|disclosed|opposed|opposes|backs|backed)\b)"
)
_LEADING_ARTICLE = re.compile(r"^(?:The|A|An|In|At|On|By|For|But|And|As|When|While|According\s+to)\s+")


def find_bodies(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Organisations, known by a run of capitals that holds a word for a body ("Committee", "PAC"), or by an acronym."""
    heads = load_words("body_heads")
    for match in _CAPITALS.finditer(text, start, end):
        a, b = match.span()
        name = match.group()
        while article := _LEADING_ARTICLE.match(name):
            a += article.end()
            name = name[article.end() :]
        name = name.removesuffix("'s").removesuffix("'")
        b = a + len(name)
        words = re.findall(r"[\w&-]+", name.lower())
        known = len(words) > 1 and (not heads.isdisjoint((words[0], *words[-2:])) or _ACTS.match(text, b) is not None)
        if (
            known or (re.fullmatch(r"[A-Z]{3,6}", name) and name.lower() not in load_words("not_bodies"))
        ) and not taken.any(a, b):
            yield Actor(a, b, name, "group", group="party" if words[-1] == "party" else "body")


# "a company called example mills gave", "the example action network says": bodies where nothing has capitals.
_CALLED = re.compile(
    r"\b(?:company|group|firm|committee|pac|organi[sz]ation|business|nonprofit|charity)\s+(?:called|named)\s+(?P<name>(?:[a-z0-9'&-]+\s+){0,3}[a-z0-9'&-]+?)(?=\s+(?:led|owned|run|founded|based|gave|spent|raised|is|was|has|had|that|which|and|donated|paid)\b)",
    re.IGNORECASE,
)
_LOWER_ACTS = re.compile(
    r"\s+(?:says?|said|also|has|had|have|is|was|will|would|gave|donated|contributed|spent|raised|paid|received|collected|became|pledged|committed|bought|reported)\b",
    re.IGNORECASE,
)


_EVERYDAY = {
    "bank", "board", "brothers", "center", "centre", "chamber", "church", "club", "college", "company", "companies", "council", "conference", "congress",
    "department", "future", "group", "hospital", "league", "leadership", "majority", "movement", "party", "project", "sales", "society", "trust", "union",
    "united", "university", "victory", "vote", "votes", "commission", "committee", "court", "agency",
}  # fmt: skip


@cache
def _lower_bodies() -> re.Pattern[str]:
    # Heads that are no everyday words: "the example action network", not "the whole group".
    heads = alternation(load_words("body_heads") - _EVERYDAY)
    return re.compile(rf"\bthe\s+(?P<name>(?:[a-z'&-]+\s+){{1,3}}{heads})\b", re.IGNORECASE)


def find_lower_bodies(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Organisations in text without capitals: behind "called", or behind "the", with a word for a body and a verb."""
    for pattern in (_CALLED, _lower_bodies()):
        for match in pattern.finditer(text, start, end):
            a, b = match.span("name")
            if not taken.any(a, b) and (pattern is _CALLED or _LOWER_ACTS.match(text, b)):
                yield Actor(a, b, match["name"], "group", group="body")
