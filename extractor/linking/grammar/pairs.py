"""Two names and two figures: "A leads B 44 to 37", "A over B, 44-37", "A and B raised N and N, respectively".

How far somebody leads is in margins.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.linking.grammar.actors import Actor
from extractor.linking.grammar.owners import FAIR, LIKELY, SURE, Owner, governed, nominative
from extractor.linking.grammar.skeleton import (
    ANY_ACTOR,
    ANY_FIGURE,
    ANY_GROUP,
    ANY_PERSON,
    A,
    Figure,
    N,
    P,
    Skeleton,
    X,
)

# A pair looks back over so many characters for the names: most of a long sentence, never past another figure.
PAIR_REACH = 200

# Words between two names that say who is in front. Nouns and prepositions count only where a name stands beside them.
_LEAD = re.compile(
    rf"\b(?:lead|leads|led|leading|ahead|edge|edges|edged|edging|tops|topped|topping|beat|beats|beating|beaten|bests|bested|besting|defeat|defeats|defeated"
    rf"|defeating|trounce\w*|outpoll\w*|advantage|wins?|won|winning|surpass\w*|outpac\w*|rout\w*|crush\w*|oust\w*|unseat\w*|prevail\w*|dominat\w*"
    rf"|clobber\w*|thump\w*|wallop\w*|nipp(?:ed|ing)|favou?red|favou?rs?|prefers?|preferred|outscor\w*|out-?spen[dt]\w*|out-?rais\w*|pull(?:s|ed|ing)?\sahead|(?:over|above|past|up\son|better\sthan|more\sthan)(?=\s(?:the\s)?{A}))\b"
)
TRAIL = re.compile(
    r"\b(?:trail\w*|behind|los(?:t|es|e|ing)|lag\w*|deficit|clos(?:e|ing)\s(?:in\son|the\sgap|on)|gain(?:s|ed|ing)\son|fell\sto|falls\sto|falling\sto|catching|within)\b"
)
# "Roe's lead over Poe", "Poe has cut Roe's lead": the noun has an owner of its own.
OWNED_LEAD = re.compile(rf"(?P<a>{X})'s\s(?:\w+\s){{0,2}}(?:lead|advantage|edge|margin|win|victory)\b")
OWNED_LEADS = frozenset({"lead", "advantage", "edge", "margin", "win", "victory"})
# "49-40 over Poe": the rival behind the figures.
_RIVAL_BEHIND = re.compile(
    rf"[,\s]*(?:\w+\s){{0,3}}?(?:over|against|ahead\sof|versus|vs\.?|for)\s(?:the\s)?(?:[a-z.-]+\s){{0,4}}?(?P<a>{X})"
)
_PASSIVE = re.compile(r"(?:beaten|defeated|bested|ousted|unseated|routed|topped|edged(?:\sout)?)\sby\b")
_PREFERRED = re.compile(r"(?:prefer|favou?r)s?\b")
# "was unseated by Roe, who won, N to N": the subject of the last verb.
_WHO = re.compile(rf"(?P<a>{X})(?:\sof\s[a-z. ]{{2,24}})?,?\swho\s(?:[a-z]+\s){{0,2}}$")
# A rating has two sides that belong to one person: "(35 percent favorable to 48 percent unfavorable)".
_RATING = re.compile(
    r"\b(?:favou?rab\w+|unfavou?rab\w+|approv\w+|disapprov\w+|positive\w*|negative\w*|rating|ratings)\b"
)
_PAIR = re.compile(
    rf"(?P<first>{N})(?:\s(?:percent|points|of\s\S+\s\S+|positive|favou?rable|approve))?(?:\s\([\d,]+(?:\svotes)?\))?(?:,?\s(?:to|versus|vs\.?|against|over)\s|\s?[-/]\s?)(?:(?P<owner>{A})'s\s)?(?P<second>{N})"
)
# "Roe leads Poe by 5 points in Ohio - the closest state of the last vote - 46 to 41": words between a margin and its pair.
_WIDER = re.compile(rf"[^;{N[1:-1]}]*{P}[^;{N[1:-1]}]{{0,90}}$")
# "47-46 in Roe's favor", "51-49 in favor of Labor": the leader behind the figures.
_IN_FAVOUR = re.compile(rf"\sin\s(?:(?:the\s)?(?P<a>{A})'s\sfavou?r\b|favou?r\sof\s(?:the\s)?(?P<b>{A}))")
# "Roe posted a 48 percent to 40 percent lead over Poe": the word for the lead behind the figures.
_LEAD_BEHIND = re.compile(
    rf"\s(?:[a-z-]+\s)?(?:(?P<holder>{X})(?:'s)?\s)?(?:lead|advantage|edge|victory|win)\b(?:\s(?:over|against|on)\s(?:[a-z.-]+\s){{0,4}}?(?P<a>{X}))?"
)
# "He leads Poe, 56 to 37, and Doe, 47 to 46"
_ELIDED = re.compile(
    rf",?\s(?:but|and|while)\s(?:is\s)?(?:only\s|just\s|narrowly\s)?(?:(?P<trail>behind|trail(?:s|ing|ed)|los(?:es|t)\sto)|leads|led|beats|tops|edges|defeats|ahead\sof)\s(?:[a-z.-]+\s){{0,4}}?(?P<a>{X}),?\s?"
)
_AND_RIVAL = re.compile(rf",?\sand\s(?:[a-z.-]+\s){{0,3}}(?P<a>{X}),?\s?")
_FOR_BEHIND = re.compile(rf"\sfor\s(?P<a>{X})")
# "..., Poe (49 to 45) and Doe (48 to 45)": the next rival of the same leader, in brackets.
_NEXT_RIVAL = re.compile(rf"^[^;{N[1:-1]}{X[1:-1]}]{{0,60}}(?P<a>{X})(?:\sby\s{N})?\s\($")
OUTSPENT = re.compile(r"\b(?:out-?(?:spen[dt]|rais|fundrais)\w*|topp(?:ed|ing)|beat\w*)\b")
MAY_LEAD = re.compile(rf"[^;{N[1:-1]}]*$")


# The two sides of a pair; the second is None where the text does not name it.
Sides = tuple[Actor, Actor | None]


class Rivals:
    """Who was last paired with whom in this article; at first the two contenders it names most often."""

    def __init__(self, contenders: Sequence[Actor]) -> None:
        """`contenders`: the one named most often first."""
        self._last: dict[str, Actor] = {}
        if len(contenders) > 1:
            self.meet(contenders[0], contenders[1])

    def face(self, contenders: Sequence[Actor]) -> None:
        """The contenders of one contest, of whom only two are told of: each other's rivals."""
        if len(contenders) == 2:
            self.meet(*contenders)

    def meet(self, one: Actor, other: Actor) -> None:
        """These two were paired: each is the other's rival from here on."""
        self._last[one.name], self._last[other.name] = other, one

    def of(self, actor: Actor) -> Actor | None:
        """Whom this actor was last paired with."""
        return self._last.get(actor.name)


def unit_of(figure: Figure) -> str:
    """`percent` or `points`; empty for money."""
    return getattr(figure.found.value, "unit", "")


def _value(figure: Figure) -> float:
    amount = figure.found.value
    number = amount.value if amount.value is not None else amount.high
    return float(number) if number is not None else 0.0


def _pairs_of(sk: Skeleton) -> Iterator[re.Match[str]]:
    """Every two figures of one unit that stand as a pair."""
    match = _PAIR.search(sk.text) if len(sk.percents) + len(sk.sums) > 1 else None
    while match is not None:
        # "led by 14 points - 52 percent to 38 percent": the pair begins behind the margin.
        alike = unit_of(sk.figure(match["first"])) == unit_of(sk.figure(match["second"]))
        if alike:
            yield match
        match = _PAIR.search(sk.text, match.end() if alike else match.start("second"))


_THEIRS = re.compile(rf"^\sfor\s(?:[a-z.-]+\s){{0,4}}{X}")


def _around(sk: Skeleton, match: re.Match[str]) -> tuple[str, list[Actor]]:
    """The words before a pair that may name its two sides, and the people in them."""
    start = max(0, match.start() - PAIR_REACH)
    left = MAY_LEAD.search(sk.text, start, match.start())
    # "25 percent for Doe, Dunmere with 33 to 30": Doe has the figure before.
    stretch = _THEIRS.sub("", left.group()) if left else ""
    people = [sk.actor(mark) for mark in ANY_PERSON.findall(stretch)]
    wider = _WIDER.search(sk.text, start, match.start())
    # "Roe takes a 1-point lead over Poe in Ohio, 37 to 36": behind the margin only the rival is named.
    ruled = all(governed(stretch, place.start()) for place in ANY_PERSON.finditer(stretch))
    if people and ruled and wider and nominative(wider.group(), sk) is not None:
        return wider.group(), [sk.actor(mark) for mark in ANY_PERSON.findall(wider.group())]
    return stretch, people


def pairs(sk: Skeleton, rivals: Rivals) -> Iterator[tuple[str, Owner]]:
    """ "A leads B N to N", "A over B, N-N", "N to B's N": the leader has the larger figure, else they come in order.

    `rivals` is read where a pair names one side only, and kept up to date.
    """
    before: Sides | None = None
    for match in _pairs_of(sk):
        first, second = match["first"], match["second"]
        if match["owner"]:
            rival = sk.actor(match["owner"])
            holder = _first_of(sk, match, before)
            yield second, Owner(rival, "pair.possessive", SURE)
            if holder is not None:
                before = holder, rival
                yield first, Owner(holder, "pair.first", LIKELY, rival)
            continue
        if sk.text.endswith("from ", 0, match.start()) and " to " in match.group():
            continue  # "fell from N to N": one owner, twice
        stretch, people = _around(sk, match)
        told = _told(sk, match, people, before, rivals)
        if told is not None:
            (leader, other), rule = told
            if rule == "pair.again":
                before = leader, other
            yield first, Owner(leader, rule, LIKELY, other)
            yield second, Owner(other, rule, LIKELY, leader)
            continue
        stretch, people = _further(sk, match, stretch, people)
        rated = _rating(sk, match, stretch, people)
        if rated is not None:
            yield first, rated
            yield second, rated
            continue
        if not people:
            continue
        leader, other, rule = _sides(sk, match, stretch, people, before, rivals)
        high, low = first, second
        if rule != "pair.order" and _value(sk.figure(second)) > _value(sk.figure(first)):
            high, low = second, first
        before = leader, other
        yield high, Owner(leader, rule, SURE if other else FAIR, other)
        # The other side of a pair is never the leader; where the text does not say who it is, nobody.
        yield low, Owner(other, rule, SURE if other else FAIR, leader)


def _told(
    sk: Skeleton, match: re.Match[str], people: Sequence[Actor], before: Sides | None, rivals: Rivals
) -> tuple[Sides, str] | None:
    """Whose the two shares are, in their order, where the words behind them or the pair before tell."""
    if before is not None and (further := _next_rival(sk, match)) is not None:
        return (before[0], further), "pair.list"
    favoured = _IN_FAVOUR.match(sk.text, match.end())
    if favoured is not None:
        one = sk.actor(favoured["a"] or favoured["b"])
        return (one, next((actor for actor in people if actor.name != one.name), _rival(sk, one, rivals))), "pair.again"
    if people or before is None:
        return None
    leader, other = before
    named = _RIVAL_BEHIND.match(sk.text, match.end())
    if named is not None and sk.actor(named["a"]).name != leader.name:
        other = sk.actor(named["a"])
    return (leader, other), "pair.again"


def _further(sk: Skeleton, match: re.Match[str], stretch: str, people: list[Actor]) -> tuple[str, list[Actor]]:
    """Where the words right before a pair name nobody: those before its margin, the word for a lead behind it, parties and options."""
    wider = _WIDER.search(sk.text, max(0, match.start() - PAIR_REACH), match.start())
    if not people and wider:
        # "Roe leads Poe by 5 points, 46 to 41": the margin between the names and the pair.
        stretch = wider.group()
        people = [sk.actor(mark) for mark in ANY_PERSON.findall(stretch)]
    if not people and sk.figure(match["first"]).kind == "percentages":
        people = [a for mark in ANY_GROUP.findall(stretch) if (a := sk.actor(mark)).group in ("party", "option")]
    elif not people and OUTSPENT.search(stretch):
        # "Labour outspent the Liberals $50 million to $44 million"
        kinds = ("party", "option", "body", "outside")
        people = [a for mark in ANY_GROUP.findall(stretch) if (a := sk.actor(mark)).group in kinds]
    noun = _LEAD_BEHIND.match(sk.text, match.end())
    if not people and noun is not None and noun["holder"]:
        people = [sk.actor(noun["holder"])]
    return stretch, people


def _rating(sk: Skeleton, match: re.Match[str], stretch: str, people: Sequence[Actor]) -> Owner | None:
    """Whom both sides of a rating are about: "Roe (35 percent to 48 percent unfavorable)", "ratings are 40 - 57 percent for Roe"."""
    both = _FOR_BEHIND.match(sk.text, match.end())
    if both is not None and _RATING.search(sk.text, 0, match.start()):
        return Owner(sk.actor(both["a"]), "pair.rating", LIKELY)
    if not people:
        return None
    close = sk.text[max(0, match.start() - 1) : match.end() + 12]
    alone = len({actor.name for actor in people[-2:]}) == 1
    rated = _RATING.search(close) or (alone and _RATING.search(stretch))
    return Owner(people[-1], "pair.rating", LIKELY) if rated else None


def _sides(
    sk: Skeleton, match: re.Match[str], stretch: str, people: Sequence[Actor], before: Sides | None, rivals: Rivals
) -> tuple[Actor, Actor | None, str]:
    """Leader and rival of a pair, by the words around it, and the rule that found them."""
    elided = _ELIDED.fullmatch(stretch) if before is not None else None
    if before is not None and elided is not None:
        # "Roe leads Poe, 48 to 41, but only leads Doe 47 to 46", "..., but trails Doe": the subject is said once.
        one, faced = before[0], sk.actor(elided["a"])
        return (faced, one, "pair.trail") if elided["trail"] else (one, faced, "pair.lead")
    noun = _LEAD_BEHIND.match(sk.text, match.end())
    holder: Actor | None = None
    if noun is not None:
        holder = sk.actor(noun["holder"]) if noun["holder"] else nominative(stretch, sk)
    if noun is not None and holder is not None:
        rival = sk.actor(noun["a"]) if noun["a"] else None
        leader, rule = holder, "pair.lead"
        other = rival if rival is not None and rival.name != holder.name else None
    else:
        leader, other, rule = _who_leads(sk, stretch, people, rivals)
    behind = _RIVAL_BEHIND.match(sk.text, match.end())
    if behind is not None and sk.actor(behind["a"]).name != leader.name:
        other = sk.actor(behind["a"])
    other = other or _rival(sk, leader, rivals)
    if other is not None:
        rivals.meet(leader, other)
    return leader, other, rule


def _next_rival(sk: Skeleton, match: re.Match[str]) -> Actor | None:
    """The one person between the pair before and this one, both in brackets."""
    if not sk.text.startswith("(", match.start() - 1):
        last = max((place.end() for place in ANY_FIGURE.finditer(sk.text, 0, match.start())), default=0)
        named = _AND_RIVAL.fullmatch(sk.text, last, match.start()) if last else None
        return sk.actor(named["a"]) if named else None
    opened = sk.text.rfind(")", 0, match.start())
    if opened < 0 or match.start() - opened > PAIR_REACH:
        return None
    found = _NEXT_RIVAL.match(sk.text[opened + 1 : match.start()])
    return sk.actor(found["a"]) if found else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _rival(sk: Skeleton, one: Actor, rivals: Rivals) -> Actor | None:
    """The other side of a pair that names one: the only other person of the sentence, else the last rival."""
    free = [match for match in ANY_PERSON.finditer(sk.text) if not sk.text.startswith("'s", match.end())]
    others = {actor.name: actor for match in free if (actor := sk.actor(match.group())).name != one.name}
    return next(iter(others.values())) if len(others) == 1 else rivals.of(one)


def _who_leads(sk: Skeleton, stretch: str, people: Sequence[Actor], rivals: Rivals) -> tuple[Actor, Actor | None, str]:
    """Leader and rival in the words before a pair; `pair.order` when no word says who leads."""
    cue = _last(_LEAD, stretch)
    trail = _last(TRAIL, stretch)
    chosen = trail if trail and (cue is None or trail.start() >= cue.start() - 4) else cue
    if chosen is None:
        distinct = list(dict.fromkeys(actor.name for actor in people))
        last = [next(actor for actor in reversed(people) if actor.name == name) for name in distinct[-2:]]
        return (last[0], last[1], "pair.order") if len(last) == 2 else (last[0], None, "pair.alone")
    left, right = stretch[: chosen.start()], stretch[chosen.start() :]
    behind = [sk.actor(mark) for mark in ANY_PERSON.findall(right)]
    owned = OWNED_LEAD.search(stretch)
    if owned is not None and chosen is not trail:
        one = sk.actor(owned["a"])
    elif _PREFERRED.match(right) and behind:
        # "women, who prefer Roe to Poe": the one preferred stands behind the verb.
        one = behind[0]
    elif (who := _WHO.search(left)) is not None:
        one = sk.actor(who["a"])
    else:
        earlier = [
            a for mark in ANY_ACTOR.findall(left) if not (a := sk.actor(mark)).group or a.group in ("party", "option")
        ]
        one = nominative(left, sk, right) or (earlier[-1] if earlier else people[0])
    other = next((actor for actor in (*behind, *reversed(people)) if actor.name != one.name), None) or _rival(
        sk, one, rivals
    )
    if other is not None and (chosen is trail or _PASSIVE.match(right)):
        return other, one, "pair.trail"
    return one, other, "pair.lead"


_LIST = re.compile(
    rf"{N}(?:,?\s(?:and\s|to\s)?{N})+(?=[^;{N[1:-1]}]{{0,30}}respectively)|(?<=respectively,\s){N}(?:,?\s(?:and\s)?{N})+"
)
_PEOPLE = re.compile(rf"{X}(?:(?:,\s(?:and\s)?|\sand\s|\sor\s){X})*")
_ACTORS = re.compile(rf"{A}(?:(?:,\s(?:and\s)?|\sand\s|\sor\s){A})*")
# "banker Tom Roe and pipeline builder S. Poe": two actors of one list with words before them.
_LOOSE_PEOPLE = re.compile(rf"{X}(?:,|,?\sand)\s[^;,{N[1:-1]}{A[1:-1]}]{{0,40}}{X}")
# "the Democratic Harbor PAC and the GOP Example Fund"
_LOOSE_ACTORS = re.compile(rf"{A}(?:(?:,\s(?:and\s)?|\sand\s)(?:[a-z.'-]+\s){{0,3}}{A})+")


def respectively(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Roe and Poe raised N and N, respectively": in order when the counts fit, else all to the one subject."""
    if "respectively" not in sk.words:
        return
    for match in _LIST.finditer(sk.text):
        figures = ANY_FIGURE.findall(match.group())
        lists = [
            ANY_ACTOR.findall(m.group())
            for p in (_PEOPLE, _LOOSE_PEOPLE, _ACTORS, _LOOSE_ACTORS)
            for m in p.finditer(sk.text)
        ]
        fitting = next((marks for marks in lists if len(marks) == len(figures)), None)
        if fitting:
            for figure, mark in zip(figures, fitting, strict=True):
                yield figure, Owner(sk.actor(mark), "respectively", SURE)
            continue
        people = ANY_PERSON.findall(sk.text, 0, match.start())
        if people:
            for figure in figures:
                yield figure, Owner(sk.actor(people[0]), "respectively.one", FAIR)


def _first_of(sk: Skeleton, match: re.Match[str], before: Sides | None = None) -> Actor | None:
    """Whose the first share of "N to Poe's N" is: not Poe's, but of who is spoken of.

    `before`: the two sides of the pair before, of which a list goes on ("won Ashford with N to Poe's N, Dunmere with N to Poe's N").
    """
    start = max(0, match.start() - PAIR_REACH)
    second = sk.actor(match["owner"])
    for pattern in (MAY_LEAD, _WIDER):
        stretch = pattern.search(sk.text, start, match.start())
        one = nominative(stretch.group(), sk) if stretch else None
        if one is not None and one.name != second.name:
            return one
        if before is not None and before[0].name != second.name:
            return before[0]
    return None


def first_of(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Roe has a lead on Poe, with N to Poe's N": the first share is not that of the second's owner, but of who is spoken of."""
    for match in _pairs_of(sk):
        one = _first_of(sk, match) if match["owner"] else None
        if one is not None:
            yield match["first"], Owner(one, "pair.first", LIKELY, sk.actor(match["owner"]))
