"""One name and one figure in words that leave no doubt: "Roe's 46 percent", "46 percent would choose Roe", "Roe (46%)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.linking.grammar.owners import FAIR, LIKELY, SURE, Owner, nominative
from extractor.linking.grammar.scene import A, G, M, N, P, Skeleton, X

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
# Each: name, how sure, pattern with groups n (the figure) and a (its owner), example.
PATTERNS: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (name, sure, re.compile(pattern))
    for name, sure, pattern in (
        # "B's 46 percent", "against Poe's slender $14,500"
        ("possessive", SURE, rf"(?P<a>{A})'s,?\s(?:own\s|final\s)?(?P<n>{N})"),
        ("possessive", LIKELY, rf"(?P<a>{A})'s\s(?:[a-z-]+\s){{1,2}}(?P<n>{N})"),
        # "A (48%)", "Jane Roe (R): 29,003 (35.94%)"
        (
            "brackets",
            SURE,
            rf"(?P<a>{A})(?:,?\s[a-z.]+){{0,2}}:?[^;(\[{N[1:-1]}{A[1:-1]}]{{0,60}}[(\[](?:with\s|at\s)?(?:[\d,.]+\s(?:votes)?[,;]?\s?)?(?P<n>{N})",
        ),
        # "Jane Roe, Democrat ... 29,003 ... 48.2%": a line of a table
        (
            "row",
            SURE,
            rf"^[^a-z{N[1:-1]}{A[1:-1]}]*(?P<a>{A})(?:,?\s(?:{G}|[a-z.]+)){{0,3}}[^a-z{N[1:-1]}{A[1:-1]}]{{1,40}}(?:votes?\b)?[^a-z{N[1:-1]}{A[1:-1]}]{{0,12}}(?P<n>{P})\W*(?:$|\()",
        ),
        # "Example Party (EP) - $48,000": a line of a list
        ("row", SURE, rf"^[^a-z{N[1:-1]}{A[1:-1]}]*(?P<a>{A})(?:\s\([^()]{{1,8}}\))?(?:\s?[-:]\s?|\s)(?P<n>{M})\W*$"),
        # "$48,000 - Example Party"
        ("row", SURE, rf"^\W*(?P<n>{M})\s?[-:]\s?(?:the\s)?(?P<a>{A})\W*$"),
        # "Roe at 12 percent", "Roe in second place with 33 percent"
        (
            "at",
            SURE,
            rf"(?P<a>{X}),?\s(?:who\s)?(?:is\s|was\s|stands\s|sits\s|stood\s|polls\s|polling\s|coming\sin\s|came\sin\s|running\s)?(?:at\sthe\stop\s|second\s|third\s|fourth\s)?(?:at|with|on|at\sor\sabove|in\s(?:first|second|third|fourth)(?:\splace)?\s(?:with|at))\s(?:an?\s[a-z-]+\s)?(?P<n>{P})(?!\s(?:saying|who|supporting|backing|choosing|undecided|opposed|in\sfavou?r)\b)",
        ),
        # "the Greens are third with 30 percent"
        (
            "party at",
            LIKELY,
            rf"(?P<a>{G}),?\s(?:campaign\s|side\s|camp\s|support\s|vote\s)?(?:is\s|was\s|are\s|were\s|stood\s|stands\s)?(?:still\s|now\s|steady\s|unchanged\s)?(?:in\s)?(?:(?:a\s)?(?:close\s|distant\s)?(?:first|second|third|fourth)\s?)?(?:place\s)?(?:at|with|on)\s(?P<n>{P})(?!\s(?:saying|who|supporting|backing|choosing|undecided|opposed|in\sfavou?r)\b)",
        ),
        # "On first preferences Roe is still in front: 39.3 per cent"
        (
            "at",
            LIKELY,
            rf"(?P<a>{X})\s(?:is|was|remains|remained)\s(?:still\s|now\s|well\s)?(?:in\sfront|ahead|in\sthe\slead|leading|behind|trailing|second|third)\s?[:,-]\s?(?:with\s|on\s|at\s)?(?P<n>{P})",
        ),
        # "about $2.5 million of his own money"
        (
            "own money",
            SURE,
            rf"(?P<n>{M})\s(?:of|from|in)\s(?P<a>{X})'s\sown\s(?:money|fortune|cash|funds|savings|pocket)",
        ),
        # "Roe's wealth of about $3 billion", "Roe's standing with seniors is down to 20 percent"
        (
            "possessed",
            LIKELY,
            rf"(?P<a>{A})'s\s[^;,{N[1:-1]}{X[1:-1]}]{{2,50}}?\s(?:of|at|is|was|to|hit|reached|totall?ed|worth|are|were)\s(?P<n>{N})",
        ),
        # "42 percent for Roe", "54 percent of the ballots for former treasurer Poe"
        (
            "for",
            LIKELY,
            rf"(?P<n>{P})(?:\s(?:of\sthe\svotes?|support|of\svoters)|[,)]{{1,2}})?\sfor\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?(?P<a>{X})(?!'s)",
        ),
        # "to $8 million for the incumbent", "compared with $6,000 for the Conservatives"
        (
            "for",
            SURE,
            rf"\b(?:to|against|versus|compared\s(?:to|with))\s(?P<n>{M})\sfor\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?(?P<a>{A})(?!'s)",
        ),
        # "compared with $6,000 for the Conservatives and $4,000 for Roe"
        (
            "for",
            SURE,
            rf"{M}\sfor\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?{A}(?:,\sand|,|\sand)\s(?P<n>{M})\sfor\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?(?P<a>{A})(?!'s)",
        ),
        # "with Roe making the biggest donation at $5,000", "followed by Poe handing over $4,000"
        ("with", LIKELY, rf"\b(?:with|followed\sby)\s(?P<a>{A})\s[a-z]+ing\s[^;,{N[1:-1]}{A[1:-1]}]{{0,40}}(?P<n>{N})"),
        ("with", SURE, rf"\bfollowed\sby\s(?P<a>{A}),?\s(?:with|at|on)\s(?P<n>{N})"),
        # "$90,000 from Example Dairies was the largest"
        ("given by", LIKELY, rf"(?P<n>{M})\sfrom\s(?:the\s)?(?P<a>{A})\s(?:was|is|being)\s"),
        # "including $4 million from the shipbuilder Roe", "a gift of $5,000 from Example Dairies"
        (
            "given by",
            SURE,
            rf"\b(?:including|donations?\sof|gifts?\sof|contributions?\sof|che(?:ck|que)s?\sof)\s(?P<n>{M})(?:,[^,;{N[1:-1]}{A[1:-1]}]{{1,40}},)?\sfrom\s(?:the\s)?(?:{X}'s\s[a-z]+,?\s)?(?:[a-z.-]+\s){{0,4}}?(?P<a>{A})(?!'s)",
        ),
        # "a $5,000 loan from herself", "a $20,000 gift from the banker Roe"
        (
            "given by",
            SURE,
            rf"(?P<n>{M})\s(?:loan|gift|donation|contribution|che(?:ck|que)|grant)\sfrom\s(?:the\s)?(?:{X}'s\s[a-z]+,?\s)?(?:[a-z.-]+\s){{0,4}}?(?P<a>{A})(?!'s)",
        ),
        # "Roe was chosen by 36 percent of voters"
        (
            "passive",
            SURE,
            rf"(?P<a>{X})\s(?:is|was|were|would\sbe|being)\s(?:[a-z]+ly\s)?(?:chosen|backed|supported|favou?red|preferred|picked|named|selected|viewed|seen|endorsed|opposed)\s(?:[a-z]+\s)?by\s(?P<n>{P})",
        ),
        # "46 percent would choose Roe", "26 percent of likely voters backed Poe"
        ("support", SURE, rf"(?P<n>{P}){_OF_WHOM}(?:\s{_WILL}){{0,6}}\s{_SUPPORT}\s(?:the\s)?(?:{G}'s\s)?(?P<a>{X})"),
        # "33 percent view Roe unfavorably", "52 percent of renters hold a low opinion of Poe"
        (
            "opinion",
            LIKELY,
            rf"(?P<n>{P}){_ASIDE}{_OF_WHOM}{_ASIDE}(?:\s(?:who|also|still|now|only|overall|were|are)){{0,2}}\s{_OPINION}\s[^;{N[1:-1]}{X[1:-1]}]{{0,60}}(?P<a>{X})",
        ),
        # "more people voted for Roe -- 53 percent"
        ("voted for", LIKELY, rf"\b(?:voted?|voting)\sfor\s(?:[a-z.-]+\s){{0,2}}?(?P<a>{X})\s?[-,:(]\s?(?P<n>{P})"),
        # "37 percent Coalition (down two), 35 percent Labor": shares before the parties
        ("party behind", LIKELY, rf"(?P<n>{P})\s(?:for\s(?:the\s)?)?(?P<a>{G})(?=\s?\(|,|\.|\sand\s|$)"),
        # "90 percent of Roe's voters want", "two-thirds of her supporters"
        (
            "voters of",
            FAIR,
            rf"(?P<n>{P})\s(?:of|among)\s(?P<a>{X})'s\s(?:[a-z-]+\s){{0,2}}?(?:{G}|backers|supporters|voters|followers|fans)",
        ),
        # "$14-an-hour workers"
        ("attribute", LIKELY, rf"(?P<n>{M})(?:-|\s)(?:an?|per)(?:-|\s)(?:hour|week|month|year)\s(?P<a>{G})"),
        # "$9 million raised by Roe"
        (
            "by",
            SURE,
            rf"(?P<n>{M})\s(?:\w+\s)?(?:raised|spent|collected|donated|given|contributed|paid|invested|brought\sin|taken\sin)\sby\s(?:the\s)?(?P<a>{A})",
        ),
        # "the $7 million he raised"
        (
            "relative",
            SURE,
            rf"(?P<n>{N})\s(?:that\s|which\s)?(?P<a>{A})\s(?:had\s|has\s|have\s|also\s)?(?:raised|spent|collected|donated|gave|received|won|got|took|needs|earned|made|paid)\b",
        ),
        # "the $50 million that her brother, Governor Roe, collected"
        (
            "relative",
            LIKELY,
            rf"(?P<n>{N})\s(?:that|which)\s{A}(?:'s\s[^;{N[1:-1]}{A[1:-1]}]{{1,40}}|,\s)(?P<a>{A}),?\s(?:had\s|has\s|have\s|also\s)?(?:raised|spent|collected|donated|gave|received|won|got|took|made|paid)\b",
        ),
        # "$90 million came from oil companies", "$3 million in Roe money"
        (
            "from",
            FAIR,
            rf"(?P<n>{M})(?:\s[^;{N[1:-1]}{A[1:-1]}]{{0,40}})?\s(?:came|comes|coming)\sfrom\s[^;{N[1:-1]}{A[1:-1]}]{{0,30}}(?P<a>{A})",
        ),
        ("money of", LIKELY, rf"(?P<n>{M})\sin\s(?P<a>{X})\smoney"),
        # "$9 million that went to the Greens", "the $60 million that flowed into the race"
        (
            "went to",
            LIKELY,
            rf"(?P<n>{M})\s(?:that\s|which\s)?(?:went|flowed|poured|flowing|pouring)\s(?:to|into)\s(?:the\s|these\s|those\s)?(?P<a>{A})",
        ),
        # "gifts to the party passed $2 million"
        (
            "donations to",
            LIKELY,
            rf"(?:donations|contributions|giving)\s(?:to|for)\s(?:the\s)?(?P<a>{A})\s(?:hit|reached|totall?ed|topped|surpassed|exceeded|passed|climbed\sto|rose\sto|(?:have|has)(?:\s[a-z]+){{1,4}}?)\s(?P<n>{M})",
        ),
        # "donors gave Roe $2 million": the giver, not the one who is given
        (
            "gave",
            SURE,
            rf"(?P<a>{A})\s(?:has\s|have\s|had\s|also\s)?(?:gave|given|gives?|paid|pays?|lent|sent|handed|offered|promised)\s(?:the\s)?{A}\s(?P<n>{M})",
        ),
        # "Roe, 30, a county clerk, who gave Poe $900", "the Harbor Fund - a charity - which gave the party $900"
        (
            "gave",
            SURE,
            rf"(?P<a>{A})(?:(?:,|\s-)\s[^;{N[1:-1]}{X[1:-1]}]{{1,90}})?(?:,|\s-)?\s(?:who|which|that)\s(?:has\s|had\s|also\s)?(?:gave|given|paid|lent|sent|handed|offered|promised)\s(?:the\s)?{A}\s(?P<n>{M})",
        ),
        # "contributors who gave $50", "Roe, who received 48 percent"
        ("who", SURE, rf"(?P<a>{A}),?\s(?:who|that|which)\s[^;,{N[1:-1]}{A[1:-1]}]{{1,40}}?(?P<n>{N})"),
        # "Roe, whom 14 percent of Greens named as the winner"
        (
            "whom",
            LIKELY,
            rf"(?P<a>{X})(?:,|\s-)?\s(?:who|whom)\s(?P<n>{P})\s(?:of|said|say|named|picked|called|identified)\b",
        ),
        # "10 points in favor of the Republicans"
        (
            "in favor of",
            LIKELY,
            rf"(?P<n>{P})[^;{N[1:-1]}{A[1:-1]}]{{0,24}}\bfavou?r(?:ing)?\s(?:of\s)?(?:the\s)?(?P<a>{A})",
        ),
        # "an 8 percent drop in popularity for Roe"
        (
            "change for",
            LIKELY,
            rf"(?P<n>{P})\s(?:[a-z-]+\s)?(?:drop|rise|gain|loss|increase|decrease|dip|bump|bounce|jump|slide|fall|boost)\s(?:in\s[a-z]+\s)?(?:for|to)\s(?:the\s)?(?:[a-z.-]+\s){{0,3}}?(?P<a>{A})(?!'s)",
        ),
        # "turnout among young voters sank 30 percent"
        (
            "turnout of",
            LIKELY,
            rf"\bturnout\s(?:for|among|by|of)\s(?:the\s)?(?P<a>{G})[^;{N[1:-1]}{A[1:-1]}]{{0,50}}(?P<n>{P})",
        ),
        # "support for Roe stood at 39 percent"
        (
            "support for",
            LIKELY,
            rf"\bsupport\s(?:of|for|among\s{G}\sfor)\s(?P<a>{X})[^;{N[1:-1]}{A[1:-1]}]{{0,50}}(?P<n>{P})",
        ),
        # "approval of Roe, still below 40 percent"
        (
            "approval of",
            LIKELY,
            rf"(?:approval|opinions?|views?|disapproval)\s(?:of|for)\s(?P<a>{X})(?:(?!\s(?:while|and|but|whereas)\s)[^;{N[1:-1]}{A[1:-1]}]){{0,50}}(?P<n>{P})",
        ),
    )
)


# "Roe defeated Poe with N": what the winner won with.
_BEATEN = re.compile(
    r"\b(?:beat|beats|beating|beaten|bested|defeat|defeats|defeated|defeating|(?:win|victory|triumph|prevailed)\s(?:over|against)|trounced|ousted|unseated|outpolled|edged|edging|topped|topping|routed|crushed|toppled|leads|led|leading|trails|trailed|trailing|ahead\sof|fended\soff)"
    r"\s(?:(?!and\b)[a-z.-]+\s){0,4}$"
)


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
    for name, sure, pattern in PATTERNS:
        for match in pattern.finditer(sk.text):
            actor = sk.actor(match["a"])
            if name == "at" and sk.text.startswith((" with ", ", with "), match.end("a")):
                lost = _BEATEN.search(sk.text, max(0, match.start() - 60), match.start())
                if lost is not None:
                    winner = nominative(sk.text[: lost.start()], sk, sk.text[lost.start() : match.start()])
                    if winner is not None and winner.name != actor.name:
                        yield match["n"], Owner(winner, "won with", LIKELY)
                    continue
            if name == "possessive" and actor.group == "population":
                continue
            if name == "voters of" and not _is_crowd(sk, match.group()):
                continue
            if name == "in favor of" and _SECOND.search(sk.text, 0, match.start()):
                continue
            if name in ("party behind", "party at") and actor.group not in ("party", "option"):
                continue
            if (
                name == "who"
                and actor.group == "body"
                and actor.name[:1].isupper()
                and sk.text.startswith((" who", ", who"), match.end("a"))
            ):
                continue
            if name == "party at" and (member := _OF_PARTY.search(sk.text, 0, match.start())) is not None:
                actor = sk.actor(member["a"])
            if name == "support" and _INTENDED.search(match.group()):
                name = "intention"
            yield match["n"], Owner(actor, name, sure)


# "8 percent undecided", "12 percent would vote for neither"
_NOBODYS = re.compile(
    rf"(?P<n>{P})(?:\s\({N}\))?(?:\sof\s[^,;{N[1:-1]}{X[1:-1]}]{{1,40}}?)?(?:\s(?:[a-z-]+\s){{0,3}}?(?:who\s)?(?:are|were|is|was|remain|remains|remained|say\sthey\sare|said\sthey\swere|still|being))?"
    rf"\s(?:still\s|now\s)?(?:undecided|unsure|uncommitted|not\ssure)\b"
    rf"|\b(?:undecided|unsure)\s(?:voters\s)?(?:at|with|:)\s(?P<m>{P})"
)


# "the percentage of undecided voters has doubled, from 6 to 11 percent"
_SHARE_UNDECIDED = re.compile(
    rf"\b(?:percentage|share|number|proportion)\sof\s(?:[a-z-]+\s){{0,3}}?(?:undecided\b|(?P<a>{G}))[^;{X[1:-1]}]*"
)


def nobodys(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "... and 8 percent are undecided": a share that no contender has."""
    for stretch in _SHARE_UNDECIDED.finditer(sk.text):
        if stretch["a"] and "undecided" not in sk.actor(stretch["a"]).name.lower():
            continue
        for mark in re.findall(P, stretch.group()):
            yield mark, Owner(None, "undecided", SURE)
    for match in _NOBODYS.finditer(sk.text):
        yield match["n"] or match["m"], Owner(None, "undecided", SURE)


_GIFTS = re.compile(rf"\b(?:including|donations?\sof|gifts?\sof|contributions?\sof|such\sas)\s(?={M}\sfrom\s)")
_GIFT = re.compile(
    rf"(?P<n>{M})\sfrom\s(?:the\s)?(?:{A}'s\s[a-z]+,?\s)?(?:[a-z.'-]+\s){{0,5}}?(?P<a>{A})(?!'s)(?:,?\sand\s|,\s)?"
)


def gifts(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "including $4,000 from Roe, $3,000 from Example Dairies and $900 from Poe": each sum is its giver's."""
    for opening in _GIFTS.finditer(sk.text):
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


def swings(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "a swing of N against Roe" is hers; "from Labour to the Greens" names two parties, "a swing since May" nobody."""
    for match in _SWING.finditer(sk.text):
        words = " ".join(match[name] or "" for name in ("behind", "after", "rest"))
        swung = _SWUNG.search(words) if not re.search(rf"\bfrom\s(?:the\s)?{A}", words) else None
        yield match["n"] or match["m"], Owner(sk.actor(swung["a"]) if swung else None, "swing", LIKELY)


# "61 percent of voters", "eight of 10 voters": who answered
ASKED = re.compile(rf"{P}\s(?:(?:of|among)\s(?:all\s|the\s|those\s)?(?:[a-z-]+\s){{0,2}}?)?(?P<a>{G})")

_ASKED = re.compile(rf"\basked\s(?:if|whether|about)\s[^;{N[1:-1]}{X[1:-1]}]{{0,20}}(?P<a>{X})")


def asked(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Asked whether Roe is honest, N said yes but N said no": every figure of the sentence is about Roe."""
    match = _ASKED.search(sk.text)
    if match:
        for mark in re.findall(P, sk.text[match.end() :]):
            yield mark, Owner(sk.actor(match["a"]), "asked", LIKELY)


_PASSIVE_BY = re.compile(rf"\b(?:chosen|backed|supported|favou?red|preferred|picked|named|selected)\sby\s{P}")
_BY_EACH = re.compile(rf"(?:,|\sand|,\sand)\s(?P<a>{X})\sby\s(?P<n>{P})")


def by_each(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Roe was chosen by 37 percent, Poe by 30 percent and Doe by 16 percent": the verb is said once."""
    if _PASSIVE_BY.search(sk.text):
        for match in _BY_EACH.finditer(sk.text):
            yield match["n"], Owner(sk.actor(match["a"]), "passive", SURE)


def same_of(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "33 percent view Roe unfavorably, 45 percent say the same about Poe"."""
    for match in _SAME_OF.finditer(sk.text):
        yield match["n"], Owner(sk.actor(match["a"]), "same of", SURE)
