"""Whose figure it is.

Surface patterns over the skeleton of a sentence decide first, in the order of `PATTERNS`; what they leave goes to the likeliest
subject of the clause (`clause_subject`), then to what the sentence before was about. Poll and results prose is gapping and
pairs ("A leads B 47 to 39; C 12"), which a parser attaches worse than these patterns do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.linking.actors import Actor
from extractor.linking.scene import A, Figure, G, M, N, P, Skeleton, X


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose figure: the actor (None: nobody's, and that is known), what decided it, how sure, and the rival of a pair."""

    actor: Actor | None
    rule: str
    confidence: float
    rival: Actor | None = None


# How sure each way of deciding is: shares right on the articles the rules were written on, rounded down.
SURE, LIKELY, FAIR, WEAK = 0.95, 0.9, 0.8, 0.6

_LEAD = re.compile(
    r"\b(?:lead|leads|led|leading|ahead|edge|edges|edged|edging|top|tops|topped|topping|beat|beats|beating|beaten|best|bests|bested|defeat|defeats|defeated"
    r"|defeating|trounce|trounces|trounced|outpoll\w*|over|above|advantage|win|wins|won|winning|surpass\w*|outpac\w*|rout\w*|crush\w*|oust\w*|unseat\w*|prevail\w*"
    r"|up\son|past|favou?red|prefer\w*|outscor\w*)\b"
)
_TRAIL = re.compile(
    r"\b(?:trail|trails|trailed|trailing|behind|lost\sto|loses\sto|losing\sto|lose\sto|lag|lags|lagged|lagging|deficit)\b"
)
_PASSIVE = re.compile(r"\b(?:beaten|defeated|bested|ousted|unseated|routed|topped|edged(?:\sout)?)\sby\b")
# A rating has two sides that belong to one person: "(40 percent positive to 51 percent negative)".
_RATING = re.compile(
    r"\b(?:favou?rab\w+|unfavou?rab\w+|approv\w+|disapprov\w+|positive\w*|negative\w*|rating|ratings)\b"
)
_PAIR = re.compile(
    rf"(?P<first>{N})(?:\s(?:percent|points|of\s\S+\s\S+|positive|favou?rable|approve))?(?:,?\s(?:to|versus|vs\.?|against|over)\s|\s?[-/]\s?)(?:(?P<owner>{A})'s\s)?(?P<second>{N})"
)
_MAY_LEAD = re.compile(rf"[^;{N}]*$")


def _value(figure: Figure) -> float:
    amount = figure.found.value
    number = amount.value if amount.value is not None else amount.high
    return float(number) if number is not None else 0.0


def pairs(sk: Skeleton, found: dict[str, Owner]) -> Iterator[tuple[str, Owner]]:
    """ "A leads B N to N", "A over B, N-N", "N to B's N": the leader has the larger figure, else they come in order."""
    before: tuple[Actor | None, Actor | None] | None = None
    for match in _PAIR.finditer(sk.text):
        first, second = match["first"], match["second"]
        left = _MAY_LEAD.search(sk.text, max(0, match.start() - 200), match.start())
        stretch = left.group() if left else ""
        if match["owner"]:
            yield second, Owner(sk.actor(match["owner"]), "pair.possessive", SURE)
            continue
        people = [sk.actor(mark) for mark in re.findall(X, stretch)]
        if not people and before is not None:
            leader, other = before
            if leader is not None:
                yield first, Owner(leader, "pair.again", LIKELY, other)
                if other is not None:
                    yield second, Owner(other, "pair.again", LIKELY, leader)
            continue
        if not people:
            parties = [sk.actor(mark) for mark in re.findall(G, stretch)]
            people = [actor for actor in parties if actor.group in ("party", "option")]
        if not people:
            continue
        around = stretch + sk.text[match.start() : match.end() + 24]
        if (
            (_RATING.search(around)
            and len({actor.name for actor in people[-2:]}) == 1)
            or _RATING.search(sk.text[match.start() - 1 : match.end() + 12])
        ):
            owner = Owner(people[-1], "pair.rating", LIKELY)
            yield first, owner
            yield second, owner
            continue
        leader, other, rule = _who_leads(sk, stretch, people)
        high, low = first, second
        if rule != "pair.order" and _value(sk.figure(second)) > _value(sk.figure(first)):
            high, low = second, first
        before = leader, other
        yield high, Owner(leader, rule, SURE if other else FAIR, other)
        if other is not None:
            yield low, Owner(other, rule, SURE, leader)


def _who_leads(sk: Skeleton, stretch: str, people: Sequence[Actor]) -> tuple[Actor, Actor | None, str]:
    """Leader and rival in the words before a pair; `pair.order` when no word says who leads."""
    cue = None
    for cue in _LEAD.finditer(stretch):
        pass
    trail = None
    for trail in _TRAIL.finditer(stretch):
        pass
    passive = _PASSIVE.search(stretch)
    chosen = trail if trail and (cue is None or trail.start() >= cue.start() - 4) else cue
    if chosen is None:
        distinct = list(dict.fromkeys(actor.name for actor in people))
        last = [next(actor for actor in reversed(people) if actor.name == name) for name in distinct[-2:]]
        return (last[0], last[1], "pair.order") if len(last) == 2 else (last[0], None, "pair.alone")
    earlier = [sk.actor(mark) for mark in re.findall(A, stretch[: chosen.start()])]
    later = [sk.actor(mark) for mark in re.findall(X, stretch[chosen.end() :])]
    earlier = [actor for actor in earlier if not actor.group or actor.group in ("party", "option")]
    one = _nominative(stretch[: chosen.start()], sk) or (earlier[-1] if earlier else people[0])
    other = next((actor for actor in later if actor.name != one.name), None)
    if other is None:
        other = next((actor for actor in reversed(people) if actor.name != one.name), None)
    behind = chosen is trail or passive is not None
    if behind and other is not None:
        return other, one, "pair.trail"
    return one, other, "pair.lead"


def _nominative(left: str, sk: Skeleton) -> Actor | None:
    """The last person before a verb who is not the object of a preposition."""
    for match in reversed(list(re.finditer(X, left))):
        if not _PREPOSITION.search(left, max(0, match.start() - 12), match.start()) and not left.startswith(
            "'s", match.end()
        ):
            return sk.actor(match.group())
    return None


_PREPOSITION = re.compile(
    r"\b(?:of|for|with|over|against|than|behind|to|by|from|on|about|in|among|like|including|towards?|at|following|after|between|join|joins|joined|both"
    r"|supporting|backing|attacking|boosting|opposing|challenging|facing|face|faces|help|helping|boost|between)\s$"
)

_SUPPORT = (
    r"(?:support(?:s|ed|ing)?|back(?:s|ed|ing)?|cho(?:o)?se|choosing|chosen|prefer(?:s|red|ring)?|favou?r(?:s|ed|ing)?|pick(?:s|ed|ing)?|select(?:ed|ing)?"
    r"|vot(?:e|es|ed|ing)\sfor|(?:went|going|go|goes)\s(?:to|for)|opt(?:ed|ing)?\sfor|cast\s(?:\w+\s){1,3}for|lean(?:ed|ing)?\s(?:to|toward|towards)|lining\sup\sbehind|want(?:ed|s)?|like|named?)"
)
_WILL = r"(?:say|said|saying|says|would|will|they|they'd|planned?|plan|to|that|who|intend|intended|probably|definitely|likely|and|he|she|were|are|currently|now|or|lean|voting)"
_OF_WHOM = rf"(?:\s(?:of|among)\s[^;,{N}]{{1,70}}?)?"
_OPINION = (
    r"(?:say|said|says|saying|think|thinks|thought|believe[sd]?|see|sees|saw|view(?:s|ed)?|agree[ds]?|disagree[ds]?|approve[sd]?|disapprove[sd]?|trust(?:s|ed)?|distrust"
    r"|rate[sd]?|have|had|has|held|hold|feel|felt|expect(?:s|ed)?|consider(?:s|ed)?|like[ds]?|dislike[ds]?|blame[ds]?|credit(?:s|ed)?)"
)
# Each: name, how sure, pattern with groups n (the figure) and a (its owner), example.
PATTERNS: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (name, sure, re.compile(pattern))
    for name, sure, pattern in (
        # "B's 46 percent", "compared to Poe's paltry $31,000"
        ("possessive", SURE, rf"(?P<a>{A})'s\s(?:own\s|loyal\s|paltry\s|final\s|initial\s|meager\s)?(?P<n>{N})"),
        # "A (48%)", "Jane Roe (R): 29,003 (35.94%)"
        (
            "brackets",
            SURE,
            rf"(?P<a>{A})(?:,?\s[a-z.]+){{0,2}}:?\s?(?:[\d,.]+\s?)?(?:votes\s)?[(\[](?:with\s|at\s)?(?:[\d,.]+\s(?:votes)?[,;]?\s?)?(?P<n>{N})",
        ),
        # "42 percent for Roe", "54 percent of the vote for Poe"
        ("for", LIKELY, rf"(?P<n>{P})(?:\s(?:of\sthe\svotes?|support|of\svoters))?\sfor\s(?P<a>{X})(?!'s)"),
        # "46 percent would choose Roe", "28 percent of likely caucusgoers supported Poe"
        ("support", SURE, rf"(?P<n>{P}){_OF_WHOM}(?:\s{_WILL}){{0,6}}\s{_SUPPORT}\s(?:the\s)?(?P<a>{X})"),
        # "57 percent see Roe negatively", "66 percent of women have an unfavorable view of Poe"
        (
            "opinion",
            LIKELY,
            rf"(?P<n>{P}){_OF_WHOM}(?:\s(?:who|also|still|now|only|overall)){{0,2}}\s{_OPINION}\s[^;{N}{X[1:-1]}]{{0,60}}(?P<a>{X})",
        ),
        # "$37 million raised by Roe"
        (
            "by",
            SURE,
            rf"(?P<n>{M})\s(?:\w+\s)?(?:raised|spent|collected|donated|given|contributed|paid|invested|brought\sin|taken\sin)\sby\s(?:the\s)?(?P<a>{A})",
        ),
        # "the $12.2 million he raised"
        (
            "relative",
            SURE,
            rf"(?P<n>{N})\s(?:that\s|which\s)?(?P<a>{A})\s(?:had\s|has\s|have\s|also\s)?(?:raised|spent|collected|donated|gave|received|won|got|took|needs|earned|made|paid)\b",
        ),
        # "$500.8 million came from 62 individuals that gave", "$20 million in Roe money"
        (
            "from",
            FAIR,
            rf"(?P<n>{M})(?:\s[^;{N}{A[1:-1]}]{{0,40}})?\s(?:came|comes|coming)\sfrom\s[^;{N}{A[1:-1]}]{{0,30}}(?P<a>{A})",
        ),
        ("money of", LIKELY, rf"(?P<n>{M})\sin\s(?P<a>{X})\smoney"),
        # "$45 million that went to Republican groups", "the $800 million that poured into these groups"
        (
            "went to",
            LIKELY,
            rf"(?P<n>{M})\s(?:that\s|which\s)?(?:went|flowed|poured|flowing|pouring)\s(?:to|into)\s(?:the\s|these\s|those\s)?(?P<a>{A})",
        ),
        # "donations to super PACs hit $1 billion"
        (
            "donations to",
            LIKELY,
            rf"(?:donations|contributions|giving)\s(?:to|for)\s(?:the\s)?(?P<a>{A})\s(?:hit|reached|totall?ed|topped|surpassed|exceeded|passed|climbed\sto|have\sbarrell?ed\spast\sthe|have\s\w+|rose\sto)\s(?P<n>{M})",
        ),
        # "approval of Roe, while still a net negative 6 points"
        (
            "approval of",
            LIKELY,
            rf"(?:approval|opinions?|views?|support|disapproval)\s(?:of|for)\s(?P<a>{X})[^;{N}{A[1:-1]}]{{0,50}}(?P<n>{P})",
        ),
    )
)


def singles(sk: Skeleton, found: dict[str, Owner]) -> Iterator[tuple[str, Owner]]:
    for name, sure, pattern in PATTERNS:
        for match in pattern.finditer(sk.text):
            if match["n"] in found:
                continue
            actor = sk.actor(match["a"])
            if name == "possessive" and actor.group == "population":
                continue
            yield match["n"], Owner(actor, name, sure)


_LIST = re.compile(
    rf"{N}(?:,?\s(?:and\s|to\s)?{N})+(?=[^;{N}]{{0,12}}respectively)|(?<=respectively,\s){N}(?:,?\s(?:and\s)?{N})+"
)
_ACTORS = re.compile(rf"{A}(?:(?:,\s(?:and\s)?|\sand\s|\sor\s){A})*")
# "billionaire Tom Roe and hedge-fund manager S. Poe": two actors of one list with words before them.
_LOOSE_ACTORS = re.compile(rf"{X}(?:,|,?\sand)\s[^;,{N}{A[1:-1]}]{{0,40}}{X}")


def respectively(sk: Skeleton, found: dict[str, Owner]) -> Iterator[tuple[str, Owner]]:
    """ "Roe and Poe raised N and N, respectively": in order when the counts fit, else all to the one subject."""
    if "respectively" not in sk.text:
        return
    for match in _LIST.finditer(sk.text):
        figures = re.findall(N, match.group())
        lists = [re.findall(A, m.group()) for p in (_ACTORS, _LOOSE_ACTORS) for m in p.finditer(sk.text)]
        fitting = next((marks for marks in lists if len(marks) == len(figures)), None)
        if fitting:
            for figure, mark in zip(figures, fitting, strict=True):
                yield figure, Owner(sk.actor(mark), "respectively", SURE)
            continue
        people = re.findall(X, sk.text[: match.start()])
        if people:
            for figure in figures:
                yield figure, Owner(sk.actor(people[0]), "respectively.one", FAIR)


_SAME_OF = re.compile(
    rf"(?P<n>{P})(?:\sof\s[^;,{N}]{{1,50}}?)?\s(?:who\s)?(?:say|said|says)\s(?:the\s)?same\s(?:of|about|for)\s(?P<a>{X})"
)
_ASKED = re.compile(rf"\basked\s(?:if|whether|about)\s[^;{N}{X[1:-1]}]{{0,20}}(?P<a>{X})")
_STATE_OF = re.compile(
    rf"(?P<a>{X})'s\s(?:\w+\s){{0,3}}(?:approval|favou?rability|unfavou?rability|job|rating|ratings|standing|support|lead|advantage|edge|margin)\b"
)


def asked(sk: Skeleton, found: dict[str, Owner]) -> Iterator[tuple[str, Owner]]:
    """ "Asked whether Roe is honest, N said yes but N said no": every figure of the sentence is about Roe."""
    match = _ASKED.search(sk.text)
    if match:
        for mark in re.findall(P, sk.text[match.end() :]):
            if mark not in found:
                yield mark, Owner(sk.actor(match["a"]), "asked", LIKELY)
    for match in _SAME_OF.finditer(sk.text):
        yield match["n"], Owner(sk.actor(match["a"]), "same of", SURE)


STEPS: tuple[Callable[[Skeleton, dict[str, Owner]], Iterator[tuple[str, Owner]]], ...] = (
    asked,
    respectively,
    pairs,
    singles,
)


def by_patterns(sk: Skeleton) -> dict[str, Owner]:
    """Owners that the patterns give, by the character of the figure. An earlier step outranks a later one."""
    found: dict[str, Owner] = {}
    for step in STEPS:
        for mark, owner in step(sk, found):
            found.setdefault(mark, owner)
    return found


# --------------------------------------------------------------------------------------------------- the clause's subject
# What each trait of an actor before a figure is worth, in units of one actor standing between them.
NEARNESS = {
    "actor between": -1.0,  # "Roe beat Poe and won 54 percent": each person between makes it less likely
    "boundary between": -1.6,  # "Roe led; Poe had 41 percent": a clause of its own has a subject of its own
    "another figure between": -0.4,  # "Roe 48 percent, Poe 41 percent"
    "after a preposition": -1.1,  # "Roe leads among backers of Poe with 52 percent"
    "possessive": -0.4,  # "Roe's aides raised $4 million" is Roe's, unless somebody else is nearer
    "object of a verb": -0.7,  # "Roe took down Poe, claiming 41 percent"
    "in a relative clause": -2.5,  # "Roe, who is challenging Poe, received $250,000"
    "subject of the joined verb": 1.3,  # "Roe praised Poe's record and won 77 percent"
}
_BOUNDARY = re.compile(r";|\sbut\s|\swhile\s|\swhereas\s|\salthough\s|\. |\s-\s|\sthough\s|\swith\s(?=[^,]*,)")
_NOMINATIVE_BEFORE = re.compile(
    r"(?:^|[,;:(.]\s?|-\s|\b(?:and|but|that|while|as|if|when|because|where|whereas|said|says|shows?|showed|showing|finds?|found|gives?|gave|has|had|have|puts?|put|with|then|what|is|was|says|now|the|although|though|since|until|how|after|before|than)\s)$"
)
_JOINED_VERB = re.compile(
    rf"(?:,\s(?:and\s|but\s|while\s|also\s)?(?:[a-z]+ly\s)?(?:[a-z]+ing|having\s[a-z]+)\s|\s(?:and|but)\s(?:also\s|has\s|had\s|have\s|then\s|now\s|is\s|was\s)?(?:[a-z]+(?:ed|s)|won|took|got|had|has|made|held|drew|spent|gave|lost|led|saw|ran|beat|went|rose|fell)\s)[^{A[1:-1]}]*$"
)
_RELATIVE = re.compile(r",?\s(?:who|which|whose|whom)\s[^;]{0,140}?,")
_LEADING_FIGURE = re.compile(rf"^[^{A[1:-1]}{N[1:-1]}]{{0,60}}$")


def clause_subject(sk: Skeleton, at: int, eligible: Callable[[Actor], bool]) -> Owner | None:
    """The likeliest owner in the same sentence by place alone. `at`: the figure's place in the skeleton."""
    line = sk.text
    relatives = [match.span() for match in _RELATIVE.finditer(line, 0, at)]
    joined = _JOINED_VERB.search(line, 0, at)
    best: tuple[float, int, Actor] | None = None
    rivals = 0
    places = [match.start() for match in re.finditer(A, line[:at]) if eligible(sk.actor(match.group()))]
    for number, place in enumerate(places):
        actor = sk.actor(line[place])
        between = line[place + 1 : at]
        score = NEARNESS["actor between"] * min(3, len({line[p] for p in places[number + 1 :]}))
        score += NEARNESS["boundary between"] * min(2, len(_BOUNDARY.findall(between)))
        score += NEARNESS["another figure between"] * min(3, len(re.findall(N, between)))
        left = line[max(0, place - 24) : place]
        if between.startswith("'s"):
            score += NEARNESS["possessive"]
        if _PREPOSITION.search(left):
            score += NEARNESS["after a preposition"]
        elif not _NOMINATIVE_BEFORE.search(left):
            score += NEARNESS["object of a verb"]
        elif joined and joined.start() > place:
            score += NEARNESS["subject of the joined verb"]
        if any(a < place < b for a, b in relatives):
            score += NEARNESS["in a relative clause"]
        if best is None or score >= best[0]:
            best = score, place, actor
        rivals += 1
    if best is not None:
        sure = FAIR if best[0] > -1 else WEAK
        return Owner(best[2], "clause", LIKELY if rivals == 1 and best[0] > -0.5 else sure)
    # "With 54 percent of the vote, Roe ...", "At 12 percent, Poe trails": the subject follows the opening phrase.
    if _LEADING_FIGURE.match(line[:at]):
        match = re.compile(rf"[^;{N}{A[1:-1]}]{{0,80}}(?P<a>{A})").match(line, at + 1)
        if match and eligible(sk.actor(match["a"])):
            return Owner(sk.actor(match["a"]), "after", WEAK)
    return None


def topic(sk: Skeleton, eligible: Callable[[Actor], bool]) -> Actor | None:
    """Whom a sentence is about: its first actor in the nominative, else its first."""
    first: Actor | None = None
    for match in re.finditer(A, sk.text):
        actor = sk.actor(match.group())
        if not eligible(actor):
            continue
        first = first or actor
        left = sk.text[max(0, match.start() - 24) : match.start()]
        if _NOMINATIVE_BEFORE.search(left) and not _PREPOSITION.search(left):
            return actor
    return first
