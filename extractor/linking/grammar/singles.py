"""One name and one figure in words that leave no doubt: "Roe's 46 percent", "46 percent would choose Roe", "Roe (46%)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractor.linking.grammar.actors import Actor
from extractor.linking.grammar.owners import FAIR, LIKELY, SURE, Owner, nominative
from extractor.linking.grammar.skeleton import A, G, M, N, P, Skeleton, X

_SUPPORT = (
    r"(?:support(?:s|ed|ing)?|back(?:s|ed|ing)?|cho(?:o)?se|choosing|chosen|prefer(?:s|red|ring)?|favou?r(?:s|ed|ing)?|pick(?:s|ed|ing)?|select(?:ed|ing)?"
    r"|vot(?:e|es|ed|ing)\sfor|(?:went|going|go|goes|sided|side)\s(?:to|for|with)|opt(?:ed|ing)?\sfor|cast\s(?:\w+\s){1,3}for|lean(?:ed|ing)?\s(?:to|toward|towards)|lining\sup\sbehind|want(?:ed|s)?|like|named?)"
)
_WILL = r"(?:say|said|saying|says|vote|would|will|they|they'd|planned?|plan|to|that|who|intend|intended|probably|definitely|likely|and|he|she|were|are|currently|now|or|lean|voting)"
_OF_WHOM = rf"(?:\s(?:of|among)(?:\s(?!(?:to|by|for|while|when|after|but)\b)[^\s;,{N[1:-1]}]+){{1,8}}?)?"
_ASIDE = r"(?:\s\([^()]{1,24}\))?"  # "36 percent (down six) were satisfied", "a third of Greens (32%) say"
_OPINION = (
    r"(?:(?:dis)?satisfied\swith|say|said|says|saying|think|thinks|thought|believe[sd]?|see|sees|saw|view(?:s|ed)?|agree[ds]?|disagree[ds]?|approve[sd]?|disapprove[sd]?|trust(?:s|ed)?|distrust"
    r"|rate[sd]?|have|had|has|held|hold|feel|felt|expect(?:s|ed)?|consider(?:s|ed)?|like[ds]?|dislike[ds]?|blame[ds]?|credit(?:s|ed)?)"
)


class Shape:
    """A pattern with groups `n` (the figure) and `a` (its owner), and what it means to match it."""

    def __init__(self, name: str, sure: float, pattern: str, words: str = "") -> None:
        """`words`: runs of letters or brackets of which one stands in each match; none, where the figure leads to the rest."""
        self.name = name
        self.sure = sure
        self.words = frozenset(words.split())
        compiled = re.compile(pattern)
        # From the start of the line on, or anywhere.
        self.opens = pattern.startswith("^")
        self.match, self.finditer = compiled.match, compiled.finditer
        self._figures = next(marks for marks in (P, M, N) if f"(?P<n>{marks})" in pattern)
        self._owners = next(marks for marks in (X, G, A) if f"(?P<a>{marks})" in pattern)

    def suits(self, *, percents: bool, sums: bool, people: bool, groups: bool) -> bool:
        """Can it match in a line with such figures and such actors?"""
        figures = {P: percents, M: sums, N: True}
        owners = {X: people, G: groups, A: True}
        return figures[self._figures] and owners[self._owners]

    def matches(self, line: str) -> Iterator[re.Match[str]]:
        """Each match in the line."""
        if not self.opens:
            yield from self.finditer(line)
        elif match := self.match(line):
            yield match


SHAPES = (
    # "B's 46 percent", "against Poe's slender $14,500"
    Shape("possessive", SURE, rf"(?P<a>{A})'s,?\s(?:own\s|final\s)?(?P<n>{N})", "s"),
    Shape("possessive", LIKELY, rf"(?P<a>{A})'s\s(?:[a-z-]+\s){{1,2}}(?P<n>{N})", "s"),
    # "A (48%)", "Jane Roe (R): 29,003 (35.94%)"
    Shape(
        "brackets",
        SURE,
        rf"(?P<a>{A})(?:,?\s[a-z.]+){{0,2}}:?[^;(\[{N[1:-1]}{A[1:-1]}]{{0,60}}[(\[](?:with\s|at\s)?(?:[\d,.]+\s(?:votes)?[,;]?\s?)?(?P<n>{N})",
        "( [",
    ),
    # "Jane Roe, Democrat ... 29,003 ... 48.2%": a line of a table
    Shape(
        "row",
        SURE,
        rf"^[^a-z{N[1:-1]}{A[1:-1]}]*(?P<a>{A})(?:,?\s(?:{G}|[a-z.]+)){{0,3}}[^a-z{N[1:-1]}{A[1:-1]}]{{1,40}}(?:votes?\b)?[^a-z{N[1:-1]}{A[1:-1]}]{{0,12}}(?P<n>{P})\W*(?:$|\()",
    ),
    # "Example Party (EP) - $48,000": a line of a list
    Shape("row", SURE, rf"^[^a-z{N[1:-1]}{A[1:-1]}]*(?P<a>{A})(?:\s\([^()]{{1,8}}\))?(?:\s?[-:]\s?|\s)(?P<n>{M})\W*$"),
    # "$48,000 - Example Party"
    Shape("row", SURE, rf"^\W*(?P<n>{M})\s?[-:]\s?(?:the\s)?(?P<a>{A})\W*$"),
    # "Roe at 12 percent", "Roe in second place with 33 percent"
    Shape(
        "at",
        SURE,
        rf"(?P<a>{X}),?\s(?:who\s)?(?:is\s|was\s|stands\s|sits\s|stood\s|polls\s|polling\s|coming\sin\s|came\sin\s|running\s)?(?:at\sthe\stop\s|second\s|third\s|fourth\s)?(?:at|with|on|at\sor\sabove|in\s(?:first|second|third|fourth)(?:\splace)?\s(?:with|at))\s(?:an?\s[a-z-]+\s)?(?P<n>{P})(?!\s(?:saying|who|supporting|backing|choosing|undecided|opposed|in\sfavou?r)\b)",
        "at with on in",
    ),
    # "the Greens are third with 30 percent"
    Shape(
        "party at",
        LIKELY,
        rf"(?P<a>{G}),?\s(?:campaign\s|side\s|camp\s|support\s|vote\s)?(?:is\s|was\s|are\s|were\s|stood\s|stands\s)?(?:still\s|now\s|steady\s|unchanged\s)?(?:in\s)?(?:(?:a\s)?(?:close\s|distant\s)?(?:first|second|third|fourth)\s?)?(?:place\s)?(?:at|with|on)\s(?P<n>{P})(?!\s(?:saying|who|supporting|backing|choosing|undecided|opposed|in\sfavou?r)\b)",
        "at with on",
    ),
    # "On first preferences Roe is still in front: 39.3 per cent"
    Shape(
        "at",
        LIKELY,
        rf"(?P<a>{X})\s(?:is|was|remains|remained)\s(?:still\s|now\s|well\s)?(?:in\sfront|ahead|in\sthe\slead|leading|behind|trailing|second|third)\s?[:,-]\s?(?:with\s|on\s|at\s)?(?P<n>{P})",
        "front ahead lead leading behind trailing second third",
    ),
    # "about $2.5 million of his own money"
    Shape(
        "own money",
        SURE,
        rf"(?P<n>{M})\s(?:of|from|in)\s(?P<a>{X})'s\sown\s(?:money|fortune|cash|funds|savings|pocket)",
        "own",
    ),
    # "Roe's wealth of about $3 billion", "Roe's standing with seniors is down to 20 percent"
    Shape(
        "possessed",
        LIKELY,
        rf"(?P<a>{A})'s\s[^;,{N[1:-1]}{X[1:-1]}]{{2,50}}?\s(?:of|at|is|was|to|hit|reached|totall?ed|worth|are|were)\s(?P<n>{N})",
        "s",
    ),
    # "42 percent for Roe", "54 percent of the ballots for former treasurer Poe"
    Shape(
        "for",
        LIKELY,
        rf"(?P<n>{P})(?:\s(?:of\sthe\svotes?|support|of\svoters)|[,)]{{1,2}})?\sfor\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?(?P<a>{X})(?!'s)",
        "for",
    ),
    # "to $8 million for the incumbent", "compared with $6,000 for the Conservatives"
    Shape(
        "for",
        SURE,
        rf"\b(?:to|against|versus|compared\s(?:to|with))\s(?P<n>{M})\sfor\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?(?P<a>{A})(?!'s)",
        "for",
    ),
    # "compared with $6,000 for the Conservatives and $4,000 for Roe"
    Shape(
        "for",
        SURE,
        rf"{M}\sfor\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?{A}(?:,\sand|,|\sand)\s(?P<n>{M})\sfor\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?(?P<a>{A})(?!'s)",
        "for",
    ),
    # "with Roe making the biggest donation at $5,000", "followed by Poe handing over $4,000"
    Shape(
        "with",
        LIKELY,
        rf"\b(?:with|followed\sby)\s(?P<a>{A})\s[a-z]+ing\s[^;,{N[1:-1]}{A[1:-1]}]{{0,40}}(?P<n>{N})",
        "with followed",
    ),
    Shape("with", SURE, rf"\bfollowed\sby\s(?P<a>{A}),?\s(?:with|at|on)\s(?P<n>{N})", "followed"),
    # "$90,000 from Example Dairies was the largest"
    Shape("given by", LIKELY, rf"(?P<n>{M})\sfrom\s(?:the\s)?(?P<a>{A})\s(?:was|is|being)\s", "from"),
    # "including $4 million from the shipbuilder Roe", "a gift of $5,000 from Example Dairies"
    Shape(
        "given by",
        SURE,
        rf"\b(?:including|donations?\sof|gifts?\sof|contributions?\sof|che(?:ck|que)s?\sof)\s(?P<n>{M})(?:,[^,;{N[1:-1]}{A[1:-1]}]{{1,40}},)?\sfrom\s(?:the\s)?(?:{X}'s\s[a-z]+,?\s)?(?:[a-z.-]+\s){{0,4}}?(?P<a>{A})(?!'s)",
        "from",
    ),
    # "a $5,000 loan from herself", "a $20,000 gift from the banker Roe"
    Shape(
        "given by",
        SURE,
        rf"(?P<n>{M})\s(?:loan|gift|donation|contribution|che(?:ck|que)|grant)\sfrom\s(?:the\s)?(?:{X}'s\s[a-z]+,?\s)?(?:[a-z.-]+\s){{0,4}}?(?P<a>{A})(?!'s)",
        "from",
    ),
    # "Roe was chosen by 36 percent of voters"
    Shape(
        "passive",
        SURE,
        rf"(?P<a>{X})\s(?:is|was|were|would\sbe|being)\s(?:[a-z]+ly\s)?(?:chosen|backed|supported|favou?red|preferred|picked|named|selected|viewed|seen|endorsed|opposed)\s(?:[a-z]+\s)?by\s(?P<n>{P})",
        "by",
    ),
    # "46 percent would choose Roe", "26 percent of likely voters backed Poe"
    Shape("support", SURE, rf"(?P<n>{P}){_OF_WHOM}(?:\s{_WILL}){{0,6}}\s{_SUPPORT}\s(?:the\s)?(?:{G}'s\s)?(?P<a>{X})"),
    # "33 percent view Roe unfavorably", "52 percent of renters hold a low opinion of Poe"
    Shape(
        "opinion",
        LIKELY,
        rf"(?P<n>{P}){_ASIDE}{_OF_WHOM}{_ASIDE}(?:\s(?:who|also|still|now|only|overall|were|are)){{0,2}}\s{_OPINION}\s[^;{N[1:-1]}{X[1:-1]}]{{0,60}}(?P<a>{X})",
    ),
    # "more people voted for Roe -- 53 percent"
    Shape(
        "voted for",
        LIKELY,
        rf"\b(?:voted?|voting)\sfor\s(?:[a-z.-]+\s){{0,2}}?(?P<a>{X})\s?[-,:(]\s?(?P<n>{P})",
        "vote voted voting",
    ),
    # "37 percent Coalition (down two), 35 percent Labor": shares before the parties
    Shape("party behind", LIKELY, rf"(?P<n>{P})\s(?:for\s(?:the\s)?)?(?P<a>{G})(?=\s?\(|,|\.|\sand\s|$)"),
    # "90 percent of Roe's voters want", "two-thirds of her supporters"
    Shape(
        "voters of",
        FAIR,
        rf"(?P<n>{P})\s(?:of|among)\s(?P<a>{X})'s\s(?:[a-z-]+\s){{0,2}}?(?:{G}|backers|supporters|voters|followers|fans)",
        "of among",
    ),
    # "$14-an-hour workers"
    Shape(
        "attribute",
        LIKELY,
        rf"(?P<n>{M})(?:-|\s)(?:an?|per)(?:-|\s)(?:hour|week|month|year)\s(?P<a>{G})",
        "hour week month year",
    ),
    # "$9 million raised by Roe"
    Shape(
        "by",
        SURE,
        rf"(?P<n>{M})\s(?:\w+\s)?(?:raised|spent|collected|donated|given|contributed|paid|invested|brought\sin|taken\sin)\sby\s(?:the\s)?(?P<a>{A})",
        "by",
    ),
    # "the $7 million he raised"
    Shape(
        "relative",
        SURE,
        rf"(?P<n>{N})\s(?:that\s|which\s)?(?P<a>{A})\s(?:had\s|has\s|have\s|also\s)?(?:raised|spent|collected|donated|gave|received|won|got|took|needs|earned|made|paid)\b",
        "raised spent collected donated gave received won got took needs earned made paid",
    ),
    # "the $50 million that her brother, Governor Roe, collected"
    Shape(
        "relative",
        LIKELY,
        rf"(?P<n>{N})\s(?:that|which)\s{A}(?:'s\s[^;{N[1:-1]}{A[1:-1]}]{{1,40}}|,\s)(?P<a>{A}),?\s(?:had\s|has\s|have\s|also\s)?(?:raised|spent|collected|donated|gave|received|won|got|took|made|paid)\b",
        "that which",
    ),
    # "$90 million came from oil companies", "$3 million in Roe money"
    Shape(
        "from",
        FAIR,
        rf"(?P<n>{M})(?:\s[^;{N[1:-1]}{A[1:-1]}]{{0,40}})?\s(?:came|comes|coming)\sfrom\s[^;{N[1:-1]}{A[1:-1]}]{{0,30}}(?P<a>{A})",
        "from",
    ),
    Shape("money of", LIKELY, rf"(?P<n>{M})\sin\s(?P<a>{X})\smoney", "money"),
    # "$9 million that went to the Greens", "the $60 million that flowed into the race"
    Shape(
        "went to",
        LIKELY,
        rf"(?P<n>{M})\s(?:that\s|which\s)?(?:went|flowed|poured|flowing|pouring)\s(?:to|into)\s(?:the\s|these\s|those\s)?(?P<a>{A})",
        "went flowed poured flowing pouring",
    ),
    # "gifts to the party passed $2 million"
    Shape(
        "donations to",
        LIKELY,
        rf"\b(?:donations|contributions|giving)\s(?:to|for)\s(?:the\s)?(?P<a>{A})\s(?:hit|reached|totall?ed|topped|surpassed|exceeded|passed|climbed\sto|rose\sto|(?:have|has)(?:\s[a-z]+){{1,4}}?)\s(?P<n>{M})",
        "donations contributions giving",
    ),
    # "donors gave Roe $2 million": the giver, not the one who is given
    Shape(
        "gave",
        SURE,
        rf"(?P<a>{A})\s(?:has\s|have\s|had\s|also\s)?(?:gave|given|gives?|paid|pays?|lent|sent|handed|offered|promised)\s(?:the\s)?{A}\s(?P<n>{M})",
        "gave given give gives paid pay pays lent sent handed offered promised",
    ),
    # "Roe, 30, a county clerk, who gave Poe $900", "the Harbor Fund - a charity - which gave the party $900"
    Shape(
        "gave",
        SURE,
        rf"(?P<a>{A})(?:(?:,|\s-)\s[^;{N[1:-1]}{X[1:-1]}]{{1,90}})?(?:,|\s-)?\s(?:who|which|that)\s(?:has\s|had\s|also\s)?(?:gave|given|paid|lent|sent|handed|offered|promised)\s(?:the\s)?{A}\s(?P<n>{M})",
        "who which that",
    ),
    # "contributors who gave $50", "Roe, who received 48 percent"
    Shape(
        "who", SURE, rf"(?P<a>{A}),?\s(?:who|that|which)\s[^;,{N[1:-1]}{A[1:-1]}]{{1,40}}?(?P<n>{N})", "who that which"
    ),
    # "Roe, whom 14 percent of Greens named as the winner"
    Shape(
        "whom",
        LIKELY,
        rf"(?P<a>{X})(?:,|\s-)?\s(?:who|whom)\s(?P<n>{P})\s(?:of|said|say|named|picked|called|identified)\b",
        "who whom",
    ),
    # "10 points in favor of the Republicans"
    Shape(
        "in favor of",
        LIKELY,
        rf"(?P<n>{P})[^;{N[1:-1]}{A[1:-1]}]{{0,24}}\bfavou?r(?:ing)?\s(?:of\s)?(?:the\s)?(?P<a>{A})",
        "favor favour favoring favouring",
    ),
    # "an 8 percent drop in popularity for Roe"
    Shape(
        "change for",
        LIKELY,
        rf"(?P<n>{P})\s(?:[a-z-]+\s)?(?:drop|rise|gain|loss|increase|decrease|dip|bump|bounce|jump|slide|fall|boost)\s(?:in\s[a-z]+\s)?(?:for|to)\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?(?P<a>{A})(?!'s)",
        "drop rise gain loss increase decrease dip bump bounce jump slide fall boost",
    ),
    # "turnout among young voters sank 30 percent"
    Shape(
        "turnout of",
        LIKELY,
        rf"\bturnout\s(?:for|among|by|of)\s(?:the\s)?(?P<a>{G})[^;{N[1:-1]}{A[1:-1]}]{{0,50}}(?P<n>{P})",
        "turnout",
    ),
    # "support for Roe stood at 39 percent"
    Shape(
        "support for",
        LIKELY,
        rf"\bsupport\s(?:of|for|among\s{G}\sfor)\s(?P<a>{X})[^;{N[1:-1]}{A[1:-1]}]{{0,50}}(?P<n>{P})",
        "support",
    ),
    # "approval of Roe, still below 40 percent"
    Shape(
        "approval of",
        LIKELY,
        rf"\b(?:approval|opinions?|views?|disapproval)\s(?:of|for)\s(?P<a>{X})(?:(?!\s(?:while|and|but|whereas)\s)[^;{N[1:-1]}{A[1:-1]}]){{0,50}}(?P<n>{P})",
        "approval disapproval opinion opinions view views",
    ),
)


@cache
def _suiting(*, percents: bool, sums: bool, people: bool, groups: bool) -> tuple[Shape, ...]:
    """The shapes for a line with such figures and actors."""
    return tuple(shape for shape in SHAPES if shape.suits(percents=percents, sums=sums, people=people, groups=groups))


# "Roe defeated Poe with N": what the winner won with.
_BEATEN = re.compile(
    r"\b(?:beat|beats|beating|beaten|bested|defeat|defeats|defeated|defeating|(?:win|victory|triumph|prevailed)\s(?:over|against)|trounced|ousted|unseated|outpolled|edged|edging|topped|topping|routed|crushed|toppled|leads|led|leading|trails|trailed|trailing|ahead\sof|fended\soff)"
    r"\s(?:(?!and\b)[a-z.-]+\s){0,4}$"
)


_BEATEN_REACH = 60
# "Roe of the Greens with 11 percent": hers, not the party's.
_OF_PARTY = re.compile(rf"(?P<a>{X}),?\s(?:of|for|from)\s(?:the\s)?$")
# "said they would choose Roe", "plan to vote for Roe": a vote, not a view.
_INTENDED = re.compile(r"\b(?:would|will|plan(?:ned)?|intend(?:ed)?|likely)\b")
# "51-49 in favor of Labor": the second share is the other side's.
_SECOND = re.compile(rf"{N}(?:-|\sto\s)$")


def _is_crowd(sk: Skeleton, words: str) -> bool:
    """Do the words end in people who vote? Those who give are another matter."""
    return not "\ue400" <= words[-1] <= "\ue7ff" or sk.actor(words[-1]).group == "population"


def singles(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """The figures of one name each, by the shapes above in their order."""
    if not sk.people and not sk.groups:
        return
    shapes = _suiting(percents=bool(sk.percents), sums=bool(sk.sums), people=bool(sk.people), groups=bool(sk.groups))
    for shape in shapes:
        if shape.words and shape.words.isdisjoint(sk.words):
            continue
        intended = False
        for match in shape.matches(sk.text):
            owner = _owner(sk, shape, match)
            if owner is None:
                continue
            # "35 percent would choose Roe, 4 percent back Poe": said once, it holds for the shares behind it.
            intended = intended or (shape.name == "support" and _INTENDED.search(match.group()) is not None)
            yield match["n"], replace(owner, rule="intention") if intended else owner


def _owner(sk: Skeleton, shape: Shape, match: re.Match[str]) -> Owner | None:
    """Whose the figure of a match is; None where words around it say that it is not so."""
    actor, name = sk.actor(match["a"]), shape.name
    if name == "at" and sk.text.startswith((" with ", ", with "), match.end("a")):
        lost = _BEATEN.search(sk.text, max(0, match.start() - _BEATEN_REACH), match.start())
        if lost is not None:
            return _won_with(sk, actor, lost.start(), match.start())
    if _is_no_owner(sk, name, actor, match):
        return None
    if name == "party at" and (member := _OF_PARTY.search(sk.text, 0, match.start())) is not None:
        actor = sk.actor(member["a"])
    return Owner(actor, name, shape.sure)


def _won_with(sk: Skeleton, beaten: Actor, verb: int, end: int) -> Owner | None:
    """ "Roe defeated Poe with N": the winner, when it is not the one behind the verb at `verb`."""
    winner = nominative(sk.text[:verb], sk, sk.text[verb:end])
    return Owner(winner, "won with", LIKELY) if winner is not None and winner.name != beaten.name else None


def _is_no_owner(sk: Skeleton, name: str, actor: Actor, match: re.Match[str]) -> bool:
    """Is a figure in this shape not this actor's after all?"""
    if name == "possessive":
        return actor.group == "population"
    if name == "voters of":
        return not _is_crowd(sk, match.group())
    if name == "in favor of":
        return _SECOND.search(sk.text, 0, match.start()) is not None
    if name in ("party behind", "party at"):
        return actor.group not in ("party", "option")
    named = actor.group == "body" and actor.name[:1].isupper()
    return name == "who" and named and sk.text.startswith((" who", ", who"), match.end("a"))
