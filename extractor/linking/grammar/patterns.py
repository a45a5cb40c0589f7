"""Figures whose sentence tells by one turn of phrase whose they are: of the undecided, of a swing, of several givers, of those asked.

Each pattern is looked for only where one of its words stands. One name and one figure are in singles.py, two and two in pairs.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.linking.grammar.owners import LIKELY, SURE, Owner
from extractor.linking.grammar.skeleton import ANY_PERCENT, A, G, M, N, P, Skeleton, X

# "8 percent undecided", "12 percent would vote for neither"
_NOBODYS = re.compile(
    rf"(?P<n>{P})(?:\s\({N}\))?(?:\sof\s[^,;{N[1:-1]}{X[1:-1]}]{{1,40}}?)?(?:\s(?:[a-z-]+\s){{0,3}}?(?:who\s)?(?:are|were|is|was|remain|remains|remained|say\sthey\sare|said\sthey\swere|still|being))?"
    rf"\s(?:still\s|now\s)?(?:undecided|unsure|uncommitted|not\ssure)\b"
    rf"|\b(?:undecided|unsure)\s(?:voters\s)?(?:at|with|:)\s(?P<m>{P})"
)


_UNDECIDED = frozenset({"undecided", "unsure", "uncommitted", "sure"})
# "the percentage of undecided voters has doubled, from 6 to 11 percent"
_SHARE_UNDECIDED = re.compile(
    rf"\b(?:percentage|share|number|proportion)\sof\s(?:[a-z-]+\s){{0,3}}?(?:undecided\b|(?P<a>{G}))[^;{X[1:-1]}]*"
)
_SHARES = frozenset({"percentage", "share", "number", "proportion"})


def nobodys(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "... and 8 percent are undecided": a share that no contender has."""
    for stretch in _SHARE_UNDECIDED.finditer(sk.text) if not _SHARES.isdisjoint(sk.words) else ():
        if stretch["a"] and "undecided" not in sk.actor(stretch["a"]).name.lower():
            continue
        for mark in ANY_PERCENT.findall(stretch.group()):
            yield mark, Owner(None, "undecided", SURE)
    for match in _NOBODYS.finditer(sk.text) if not _UNDECIDED.isdisjoint(sk.words) else ():
        yield match["n"] or match["m"], Owner(None, "undecided", SURE)


_GIFTS = re.compile(rf"\b(?:including|donations?\sof|gifts?\sof|contributions?\sof|such\sas)\s(?={M}\sfrom\s)")
_GIFT = re.compile(
    rf"(?P<n>{M})\sfrom\s(?:the\s)?(?:{A}'s\s[a-z]+,?\s)?(?:[a-z.'-]+\s){{0,5}}?(?P<a>{A})(?!'s)(?:,?\sand\s|,\s)?"
)


def gifts(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "including $4,000 from Roe, $3,000 from Example Dairies and $900 from Poe": each sum is its giver's."""
    for opening in _GIFTS.finditer(sk.text) if sk.sums and "from" in sk.words else ():
        match = _GIFT.match(sk.text, opening.end())
        while match is not None:
            yield match["n"], Owner(sk.actor(match["a"]), "given by", SURE)
            match = _GIFT.match(sk.text, match.end())


NEEDS = re.compile(
    r"\b(?:must\s[a-z]+|needs?(?:\sto\s[a-z]+)?|needed(?:\sto\s[a-z]+)?|(?:have|has|had)\sto\s(?:win|get|reach|clear|earn|take|secure|capture|receive))\b"
)
_SHARE_OF = re.compile(rf"(?P<n>{P})\sof\s(?:all\s|the\s)?(?:(?:[a-z-]+|{G})\s){{0,3}}?(?:(?:to|of|for)\s)?(?P<a>{X})")
_MAKE_UP = re.compile(
    rf"(?P<a>{G}),?\s(?:who\s|which\s|that\s)?(?:make|makes|made|account|accounts|accounted|comprise|comprised|represent|represented)\s(?:up\s|for\s)?(?P<n>{P})"
)

_PLAN_OF = re.compile(
    rf"(?P<a>{X})'s\s(?:plan|proposal|call|bill|push|idea)\s(?:for|of|to)\s[^;{A[1:-1]}]{{0,60}}?(?P<n>{P})"
)


def share_of(sk: Skeleton, mark: str) -> Owner | None:
    """ "24 percent of Roe's donors", "38 percent of the gifts to Roe": a share of something of somebody's."""
    for pattern in (_SHARE_OF, _MAKE_UP, _PLAN_OF):
        for match in pattern.finditer(sk.text):
            if match["n"] == mark:
                return Owner(sk.actor(match["a"]), "share of", LIKELY)
    return None


_SAME_OF = re.compile(
    rf"(?P<n>{P})(?:\sof\s[^;,{N[1:-1]}]{{1,50}}?)?\s(?:who\s)?(?:say|said|says)\s(?:the\s)?same\s(?:of|about|for)\s(?P<a>{X})"
)
_SWING = re.compile(
    rf"\bswing\b(?!\s(?:states?|voters?|districts?|count(?:y|ies)|seats?)\b)(?P<behind>[^;,{N[1:-1]}]{{0,70}}?(?:,\s)?)(?P<n>{P})(?P<after>\s(?:from|to|against|toward)[^;{N[1:-1]}]{{0,60}})?"
    rf"|(?P<m>{P})\s(?:[a-z-]+\s){{0,2}}swing\b(?P<rest>[^;{N[1:-1]}]{{0,60}})"
)
_SWUNG = re.compile(rf"\b(?:against|to|towards?)\s(?:the\s)?(?P<a>{A})")
_SWUNG_FROM = re.compile(rf"\bfrom\s(?:the\s)?{A}")


def swings(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "a swing of N against Roe" is hers; "from Labour to the Greens" names two parties, "a swing since May" nobody."""
    for match in _SWING.finditer(sk.text) if "swing" in sk.words else ():
        words = " ".join(match[name] or "" for name in ("behind", "after", "rest"))
        swung = None if _SWUNG_FROM.search(words) else _SWUNG.search(words)
        yield match["n"] or match["m"], Owner(sk.actor(swung["a"]) if swung else None, "swing", LIKELY)


# "61 percent of voters", "eight of 10 voters": who answered
ASKED = re.compile(rf"{P}\s(?:(?:of|among)\s(?:all\s|the\s|those\s)?(?:[a-z-]+\s){{0,2}}?)?(?P<a>{G})")

_ASKED = re.compile(rf"\basked\s(?:if|whether|about)\s[^;{N[1:-1]}{X[1:-1]}]{{0,20}}(?P<a>{X})")


def asked(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Asked whether Roe is honest, N said yes but N said no": every figure of the sentence is about Roe."""
    match = _ASKED.search(sk.text) if "asked" in sk.words else None
    if match:
        for mark in ANY_PERCENT.findall(sk.text, match.end()):
            yield mark, Owner(sk.actor(match["a"]), "asked", LIKELY)


_PASSIVE_BY = re.compile(rf"\b(?:chosen|backed|supported|favou?red|preferred|picked|named|selected)\sby\s{P}")
_BY_EACH = re.compile(rf"(?:,|\sand|,\sand)\s(?P<a>{X})\sby\s(?P<n>{P})")


def by_each(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Roe was chosen by 37 percent, Poe by 30 percent and Doe by 16 percent": the verb is said once."""
    if "by" in sk.words and _PASSIVE_BY.search(sk.text):
        for match in _BY_EACH.finditer(sk.text):
            yield match["n"], Owner(sk.actor(match["a"]), "passive", SURE)


def same_of(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "33 percent view Roe unfavorably, 45 percent say the same about Poe"."""
    for match in _SAME_OF.finditer(sk.text) if "same" in sk.words else ():
        yield match["n"], Owner(sk.actor(match["a"]), "same of", SURE)
