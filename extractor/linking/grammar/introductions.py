"""Names of organisations by how a text introduces them.   "a super PAC, Harbor Forward, said", "Example Mills, the biggest company in town"

reads   text, with and without capitals
gives   where such a name stands; it may hold several names ("Harbor Forward and Example Action")
leaves  organisations known by a word of their own name to bodies.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.language.found import Place
from extractor.language.numbers import lowered
from extractor.text.forms import places_of

# What an organisation is called by those who introduce it, by the last word; the second set stands right before a name too.
_KINDS = frozenset(
    {"organization", "organisation", "nonprofit", "charity", "foundation", "tank", "association", "lobby", "network", "consultancy", "business", "corporation", "coalition",
     "alliance", "bank", "manufacturer", "contractor"}
)  # fmt: skip
_TITLES = frozenset({"pac", "pacs", "group", "groups", "committee", "committees", "union", "company", "firm"})
_NAME = (
    r"(?<![\w-])[A-Z][\w&’'-]{0,30}"
    r"(?:\s(?:(?:of|for|the|to|on|in|a|and|&)\s){0,2}(?:[A-Z][\w&’'-]{0,30}|\d{1,4}(?:st|nd|rd|th)?\b(?!,\d))){1,7}"
)
# A title or a day begins no name: "the union President Roe", "the company Monday".
_NO_NAME = (
    r"(?!(?:President|Chairman|Chairwoman|Chair|Chief|Leader|Director|Executive|Secretary|Treasurer|Founder|Vice|Sen|Rep|Gov|Mr|Mrs|Ms"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
# "a union leader" is a person.
_NO_JOB = re.compile(
    r"(?!['’]|[\s-](?:leader|founder|boss|chief|chair\w*|president|official|executive|member|owner|spokes\w+|lobbyist|worker|organi[sz]er)s?\b)"
)
# "the super PAC that backs Roe, Harbor Forward, said"
NARROWED = (
    r"(?:\s(?:that|which|against|behind|backing|supporting|opposing|for|of|run|led|with|on|in)\s[^,;.\n—]{1,60})?"
)
DASH = r"(?:\s?[—–]\s?|\s--?\s)"
# What an organisation does, behind its name and a comma.
_DOES = r"(?:also\s)?(?:[a-z]+ed|has|had|have|is|was|will|would|spent|took|gave|got|put|said|says|paid|bought|which|who|that|began|ran|reports?)\b"
_LOWER_NAME = r"(?:[\w&’'-]{1,30}\s){1,5}[\w&’'-]{1,30}"
# Behind the kind: "called Harbor Forward"; ", Harbor Forward, said"; and, of a title, the name itself.
_CALLED = re.compile(rf",?\s(?:called|named|known\sas)\s(?:the\s)?(?P<name>{_NAME})")
_BESIDE = re.compile(rf"{NARROWED}(?:,\s|{DASH})(?:the\s)?{_NO_NAME}(?P<name>{_NAME})(?=,|\)|;|{DASH}|\.(?:\s|$))")
_TITLED = re.compile(rf"\s{_NO_NAME}(?P<name>{_NAME})")
_LOWER_BESIDE = re.compile(rf"{NARROWED}(?:,\s|{DASH})(?:the\s)?(?P<name>{_LOWER_NAME})(?=(?:,\s|{DASH}){_DOES})")
# Before the kind: "Harbor Forward, a conservative super |".
_BETWEEN = r",\s(?:an?|the|another)\s(?:(?!(?:of|for|at|with|by|in|to|who|and)\b)[\w'’-]+[\s-]){0,5}$"
_FIRST = re.compile(rf"(?P<name>{_NAME}){_BETWEEN}")
_LOWER_FIRST = re.compile(
    rf"(?:(?:^|\n|[.;,]\s)(?:(?:and|but|while|meanwhile)\s)?|\b(?:by|from|to)\s)(?:the\s)?(?P<name>{_LOWER_NAME}){_BETWEEN}"
)
_REACH_BACK = 140
# "two groups, Harbor Forward ($3.1 million) and Example Action ($1.5 million)"
_BEFORE_SUM = re.compile(rf"(?P<name>{_NAME})$")
_SUM_IN_BRACKETS = re.compile(r"\((?<=\s\()(?=[$£€])")
# A name in lower case holds no verb, and begins with none of these.
_NO_LOWER_NAME = re.compile(
    r"(?:which|who|that|whose|where|when|while|and|but|or|not|the|a|an|his|her|its|their|our|my|he|she|it|they|we|i|you|this|these|those|in|at|on|of|to"
    r"|for|from|with|by|as|if|after|before|since|including|according|like|such|one|two|three|both|all|some|another|based|led|run|backed|founded|funded|known)\b"
    r"|.*\b(?:is|was|were|are|has|had|have|will|would|said|says|spent|raised|gave|paid|took|made|told|who|which|that|he|she|it|they|not|because|about|into|than)\b"
    r"|.*(?<!for\s)(?<!of\s)(?<!to\s)(?<!in\s)\b(?:an?|his|her|their)\b"
)


def find_introductions(text: str, *, caseless: bool) -> Iterator[Place]:
    """Each place of a name that the words around it introduce as an organisation's."""
    low = lowered(text)
    places = places_of(low)
    for kind in (*_TITLES, *_KINDS):
        for start in places.get(kind, ()):
            end = start + len(kind)
            for match in _around(low if caseless else text, start, end, title=kind in _TITLES, caseless=caseless):
                if not caseless or not _NO_LOWER_NAME.match(match["name"]):
                    yield match.span("name")
    if not caseless:
        for bracket in _SUM_IN_BRACKETS.finditer(text):
            end = bracket.start() - 1  # of the name, before a space
            before = _BEFORE_SUM.search(text, max(0, end - _REACH_BACK), end)
            if before is not None:
                yield before.span("name")


def _around(text: str, start: int, end: int, *, title: bool, caseless: bool) -> Iterator[re.Match[str]]:
    """The names to both sides of a kind of organisation at start..end."""
    patterns = (_LOWER_BESIDE,) if caseless else (_CALLED, _BESIDE, _TITLED) if title else (_CALLED, _BESIDE)
    for pattern in patterns:
        match = pattern.match(text, end)
        if match is not None:
            yield match
    if _NO_JOB.match(text, end):
        match = (_LOWER_FIRST if caseless else _FIRST).search(text, max(0, start - _REACH_BACK), start)
        if match is not None:
            yield match
