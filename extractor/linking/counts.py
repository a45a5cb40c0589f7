"""What a figure comes to by the numbers printed around it.   "104,871 votes, or 51.3 percent, to 99,512, or 48.7 percent"

reads   doc.text, doc._.percentages, money, links
gives   Relation with `computed`: the range that `left` must lie in, if those numbers are right
leaves  whether it does to reconcile/checks; a majority in votes, which is no figure of ours

Three computations are read: votes of two contenders against their shares (no total is needed: the votes are as the shares are), people
who voted of those who could, and donors times what they gave on average.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.bounds import bounds
from extractor.language.found import Found, Link, Percentage, Place, Relation, Sum
from extractor.language.qualifiers import qualifier_before

_WHOLE = r"\d{1,3}(?:,\d{3})+|\d{3,}"
# "16,214 votes, or | 41.9 per cent", "12,075 (| 31.2 per cent)", "95,669 - | 39 percent", "11,633 votes, a | 40.9 per cent share"
_BEFORE = re.compile(
    rf"(?<![\d.,$£€])(?<!\d\s)(?P<n>{_WHOLE})(?:\s(?:of\sthe\s)?votes?(?:,\s|\s)?(?:or\s|which\sis\s)?(?:an?\s)?(?:about\s)?\(?|,\sor\s|\s?[(–—]\s?|\s-\s)$",
    re.IGNORECASE,
)
# "39% | (97,339)", "41.9 per cent | or 16,214 votes"
_BEHIND = re.compile(
    rf"\s?\((?P<n>\d{{1,3}}(?:,\d{{3}})+)(?:\svotes?)?\)|,?\sor\s(?P<m>{_WHOLE})\svotes?\b", re.IGNORECASE
)
_REACH = 40

# Shares are worked out to so many digits behind the point, which is finer than any is printed.
_DIGITS = 4

_VOTED = re.compile(
    rf"(?<![\d.,$£€])(?P<n>{_WHOLE})\s(?:of\sthe\s(?P<of>{_WHOLE})\s(?:registered\s|eligible\s)(?:voters|electors)|(?:ballots?(?:\spapers)?|voters|people|electors)\s(?:were\s|was\s|had\sbeen\s|have\s|had\s)?(?:cast|voted|counted|turned\sout)"
    r"|votes?\s(?:were\s|had\sbeen\s)?cast)\b",
    re.IGNORECASE,
)
_COULD = re.compile(
    rf"(?<![\d.,$£€])(?P<n>{_WHOLE})[\s-](?:registered\s|eligible\s)(?:voters|electors)\b|\b(?:electorate|register|roll)\s(?:of|is|was|numbers|numbered)\s(?P<m>{_WHOLE})\b",
    re.IGNORECASE,
)
# Spoilt ballots are cast and not always counted: a turnout from either may be off by this share of itself.
_SPOILT = Decimal("0.01")

# "an average of | $94,000", "averaging | $27"
_AVERAGE = re.compile(
    r"\b(?:average(?:\s(?:gift|donation|contribution|cheque|check))?\s(?:of|was|is|being)|averaging|averaged)\s$",
    re.IGNORECASE,
)
_DONORS = re.compile(
    r"(?<![\d.,$£€])(?P<n>\d[\d,]*)\s(?:[a-z-]+\s){0,2}(?:donors|contributors|givers|contributions|donations)\b",
    re.IGNORECASE,
)
# An average is printed to two digits or three, and so may be off by half of a hundredth.
_ROUNDED = Decimal("0.005")
# The three numbers stand together, at most so far from the average.
_AVERAGE_REACH = 320


def find_counts(doc: Doc) -> Iterator[Found[Relation]]:
    """Each figure that other numbers of the article allow to be worked out, with the range it must lie in."""
    shares = [(i, f) for i, f in enumerate(doc._.percentages) if _link(doc, "percentages", i).measure == "vote_share"]
    if len(shares) > 1:
        yield from _votes(doc, shares)
    turnouts = [i for i in range(len(doc._.percentages)) if _link(doc, "percentages", i).measure == "turnout"]
    if len(turnouts) == 1:
        yield from _turnout(doc, turnouts[0])
    if len(doc._.money) > 1:
        yield from _average(doc)


_NO_LINK = Link()


def _link(doc: Doc, kind: str, index: int) -> Link:
    link: Link | None = doc._.links.get((kind, index))
    return link or _NO_LINK


def _subject(doc: Doc, index: int) -> str | None:
    return _link(doc, "percentages", index).subject


def _whole(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _votes(doc: Doc, shares: list[tuple[int, Found[Percentage]]]) -> Iterator[Found[Relation]]:
    """Each share against that of the rival with the most votes: one is to the other as their votes are."""
    text = text_of(doc)
    counts: dict[tuple[object, ...], list[tuple[Decimal, int, Place]]] = defaultdict(list)
    for index, found in shares:
        link = _link(doc, "percentages", index)
        beside = _votes_beside(text, found) if found.value.qualifier == "exact" and link.subject else None
        if beside is not None:
            same = (link.contest, link.preferences, link.place, link.population, link.reporting_percent)
            counts[same].append((beside[0], index, beside[1]))
    for told in counts.values():
        told.sort(reverse=True)
        first = told[0]
        second = next((one for one in told if _subject(doc, one[1]) != _subject(doc, first[1])), None)
        for votes, index, place in told:
            against = second if _subject(doc, index) == _subject(doc, first[1]) else first
            if against is None or not votes:
                continue
            theirs, rival, _ = against
            low, high = bounds(doc._.percentages[rival].value, "percent")
            if not theirs or low is None or high is None:
                continue
            yield Found(
                *place,
                Relation(
                    computed=(round(low * votes / theirs, _DIGITS), round(high * votes / theirs, _DIGITS)),
                    left=f"percentages:{index}",
                    right=f"percentages:{rival}",
                    measure="vote_share",
                ),
                "relation.votes",
                0.9,
            )


def _votes_beside(text: str, found: Found[Percentage]) -> tuple[Decimal, Place] | None:
    """The votes printed with a share, and the place of both."""
    if before := _BEFORE.search(text, max(0, found.start - _REACH), found.start):
        bracket = before.group().endswith("(") and text.startswith(")", found.end)
        return _whole(before["n"]), (before.start(), found.end + bracket)
    if behind := _BEHIND.match(text, found.end, found.end + _REACH):
        return _whole(behind["n"] or behind["m"]), (found.start, behind.end())
    return None


def _turnout(doc: Doc, index: int) -> Iterator[Found[Relation]]:
    """The turnout of the article, by the only number of people who voted and the only one of those who could."""
    text, link = text_of(doc), _link(doc, "percentages", index)
    if link.place or link.population:
        return
    voted = {_whole(match["n"]): match for match in _VOTED.finditer(text)}
    could = {_whole(match["n"] or match["m"]) for match in _COULD.finditer(text)}
    could |= {_whole(match["of"]) for match in voted.values() if match["of"]}
    if len(voted) != 1 or len(could) != 1:
        return
    ((votes, match),) = voted.items()
    (electorate,) = could
    if 0 < votes <= electorate:
        share = 100 * votes / electorate
        computed = round(share * (1 - _SPOILT), _DIGITS), round(share * (1 + _SPOILT), _DIGITS)
        yield Found(
            *match.span(),
            Relation(computed=computed, left=f"percentages:{index}", measure="turnout"),
            "relation.turnout",
            0.85,
        )


def _average(doc: Doc) -> Iterator[Found[Relation]]:
    """What was raised, by the only number of donors and what they gave on average, where the three stand together."""
    text = text_of(doc)
    money: tuple[Found[Sum], ...] = doc._.money
    for number, found in enumerate(money):
        start = found.value.qualifier_place[0] if found.value.qualifier_place else found.start
        if not _AVERAGE.search(text, max(0, start - _REACH), start):
            continue
        low, high = max(0, found.start - _AVERAGE_REACH), found.end + _AVERAGE_REACH
        donors = {match.start(): match for match in _DONORS.finditer(text, low, high)}
        sums = [
            i
            for i, other in enumerate(money)
            if i != number and low <= other.start < high and _link(doc, "money", i).measure == "raised"
        ]
        if len(donors) != 1 or len(sums) != 1:
            continue
        (match,) = donors.values()
        if found.value.value is None:
            continue
        width = found.value.value * _ROUNDED
        count = _whole(match["n"])
        told = qualifier_before(text.lower(), match.start())
        said = told.qualifier if told else "exact"
        computed = (
            None if said in ("under", "at_most", "nearly", "about") else (found.value.value - width) * count,
            None if said in ("over", "at_least", "about") else (found.value.value + width) * count,
        )
        if computed != (None, None):
            yield Found(
                *match.span(),
                Relation(computed=computed, left=f"money:{sums[0]}", right=f"money:{number}", measure="raised"),
                "relation.average",
                0.85,
            )
