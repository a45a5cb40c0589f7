"""Whose figure it is.

Surface patterns over the skeleton of a sentence decide first (`patterns.py`, `pairs.py`); what they leave goes to the likeliest
subject of the clause (`clause_subject`), then to what the sentence before was about. Poll and results prose is gapping and
pairs ("A leads B 47 to 39; C 12"), which a parser attaches worse than these patterns do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from extractor.linking.grammar.actors import Actor
from extractor.linking.grammar.margins import leads, margins, over
from extractor.linking.grammar.owners import FAIR, LIKELY, VERB_AFTER, WEAK, Owner, governed
from extractor.linking.grammar.pairs import Rivals, first_of, pairs, respectively
from extractor.linking.grammar.patterns import asked, by_each, gifts, nobodys, same_of, swings
from extractor.linking.grammar.singles import singles
from extractor.linking.grammar.skeleton import ANY_ACTOR, ANY_FIGURE, A, G, M, N, Skeleton, X


def by_patterns(sk: Skeleton, rivals: Rivals) -> dict[str, Owner]:
    """Owners that the patterns give, by the character of the figure. An earlier step outranks a later one."""
    found: dict[str, Owner] = {}
    firsts = tuple(first_of(sk))
    for mark, owner in chain(
        nobodys(sk),
        swings(sk),
        same_of(sk),
        by_each(sk),
        respectively(sk),
        pairs(sk, rivals),
        over(sk),
        margins(sk),
        asked(sk),
        gifts(sk),
        singles(sk),
        leads(sk),
        firsts,
    ):
        # That a pair leaves one side without a name counts only where no other pattern names it.
        if mark not in found or (found[mark].actor is None and found[mark].rule not in ("undecided", "swing")):
            found[mark] = owner
    for mark, owner in firsts:
        taken = found[mark].actor
        if owner.rival is not None and taken is not None and taken.name == owner.rival.name:
            # "putting him on N to Poe's N": not Poe, whoever stands nearest.
            found[mark] = owner
    return found


# --------------------------------------------------------------------------------------------------- the clause's subject
# What each trait of an actor before a figure is worth, in units of one actor standing between them.
NEARNESS = {
    "actor between": -1.0,  # "Roe beat Poe and won 54 percent": each person between makes it less likely
    "boundary between": -1.6,  # "Roe led; Poe had 41 percent": a clause of its own has a subject of its own
    "another figure between": -0.4,  # "Roe 48 percent, Poe 41 percent"
    "after a preposition": -1.1,  # "Roe leads among backers of Poe with 52 percent"
    "possessive": -0.4,  # "Roe's aides raised $4 million" is Roe's, unless somebody else is nearer
    "object of a verb": -0.7,  # "Roe swept past Poe, drawing 42 percent"
    "who after a body": -2.0,  # "Roe, chief of Example Mills, who gave $60,000"
    "those asked": -2.5,  # "backed by 39 percent of the Greens polled, a five-point drop"
    "a population": -0.8,  # "a crowd of donors, spending $6 million": crowds seldom own a sum
    "object pronoun": -1.0,  # "Unions fought her, an effort that cost $6 million"
    "a body without a name": -0.7,  # "The committee behind it, Friends of Roe, took in $2 million"
    "only says so": -2.0,  # "Roe said that cooks make $14", "Roe said it had raised $4 million": who says it is not whose it is
    "in a relative clause": -2.5,  # "Roe, who is up against Poe, received $90,000"
    "named with the sum before": -3.0,  # "It took $90,000 from Example Dairies and $40,000 from a bank"
    "inside the name of another": -3.0,  # "Roe and his allies raised $4 million", "Supporters of Roe have donated $4 million"
    "subject of the joined verb": 1.3,  # "Roe praised Poe's record and won 70 percent"
}
_BOUNDARY = re.compile(r";|\sbut\s|\swhile\s|\swhereas\s|\salthough\s|\. |\s-\s|\sthough\s")
_NOMINATIVE_BEFORE = re.compile(
    r"(?:^|[,;:(.]\s?|-\s|\b(?:and|but|that|while|as|if|when|because|where|whereas|said|says|shows?|showed|showing|finds?|found|gives?|gave|has|had|have|puts?|put|with|then|what|is|was|says|now|the|although|though|since|until|how|after|before|than)\s)$"
)
_JOINED_VERB = re.compile(
    rf"(?:,\s(?:and\s|but\s|while\s|also\s)?(?:[a-z]+ly\s)?(?:[a-z]+ing|having\s[a-z]+)\s|\s(?:and|but)\s(?:also\s|has\s|had\s|have\s|then\s|now\s|is\s|was\s)?(?:[a-z]+(?:ed|s)|won|took|got|had|has|made|held|drew|spent|gave|lost|led|saw|ran|beat|went|rose|fell)\s)[^{A[1:-1]}]*$"
)
_SAYS = re.compile(
    r"(?:,\s[^,;]{1,60},)?\s(?:said|says|explained|noted|argued|claimed|estimates?|estimated|told|reported|suggested|found|alleged|complained|wrote)\b(?!\s(?:he|she|it|they)\b)"
)
_ASKED_OF = re.compile(rf"{N}\s(?:of|among)\s(?:the\s|all\s)?$")
_WHO = re.compile(r",?\swho\b")
_SAID_ASIDE = re.compile(rf",\s{A}\s(?:said|explained|noted|added|argued|claimed|wrote)\b[^;,]{{0,80}},")
_RELATIVE = re.compile(
    r",?\s(?:who|which|whose|whom)\s[^;]{0,140}?(?:,|\s-\s)|\s-\s(?:who|which|whose|whom)\s[^;]{0,180}?\s-\s"
)
# "Roe, the Liberal | she beat, who took": a clause without its "whom".
_WHOM_LEFT_OUT = re.compile(rf"(?<={A})\s{A}\s[a-z]+,(?=\swho\s)")
# "Roe, a former Poe aide, took": those whom an apposition names.
_APPOSITION = re.compile(
    rf"(?<={X}),\s(?:an?|the|his|her)\s(?:[^;{N[1:-1]}]{{1,140}}?,(?=\s(?:[a-z]+ly\s|also\s)?(?:has|had|have|is|was|were|will|would|[a-z]+ed|won|took|got|led|leads"
    rf"|ran|beat|held|lost|made|gave|drew|spent|rose|fell|came|went|did|said)\b)|[^,;{N[1:-1]}]{{1,90}},)"
)
# "from Example Dairies and N from a bank": whoever stands between two sums of one list belongs to the first.
_BETWEEN_SUMS = re.compile(rf"{M}\s(?:from|to|for)\s[^;,{N[1:-1]}{A[1:-1]}]{{0,30}}$")
_LIST_JOINT = re.compile(
    rf"(?:'s\s[^;,]{{1,20}}|\s[^;,{N[1:-1]}{A[1:-1]}]{{1,40}})?(?:,\s(?:and\s)?|\sand\s)(?:a\stotal\sof\s|another\s|an\sadditional\s)?$"
)
# "Roe, along with his wife, Jane, gave"
_ALONG_WITH = re.compile(rf",\s(?:along|together)\swith\s[^;{N[1:-1]}]{{0,90}},")
# What stands between an actor and the figure without parting them, and words of which one stands in each.
_ASIDES = (
    (frozenset({"who", "which", "whose", "whom"}), _RELATIVE),
    (frozenset({"said", "explained", "noted", "added", "argued", "claimed", "wrote"}), _SAID_ASIDE),
    (frozenset({"a", "an", "the", "his", "her"}), _APPOSITION),
    (frozenset({"along", "together"}), _ALONG_WITH),
    (frozenset({"who"}), _WHOM_LEFT_OUT),
)
_BESIDE_FIRST = re.compile(rf"(?P<first>{A})(?:,\s[^;,]{{1,40}},)?\sand\s{X}'s\s(?:[a-z.-]+,?\s){{0,3}}$")
_GROUP_OF = re.compile(rf"{G}\s(?:of|for)\s(?:the\s|former\s|[a-z]+\s)?$")
_SAYS_IT = re.compile(r"[^;]{0,60}?\b(?:said|says|announced|reported|told\s[^;]{1,30})\s(?:that\s)?(?:it|they)\s")
_LEADING_FIGURE = re.compile(rf"^[^{A[1:-1]}{N[1:-1]}]{{0,60}}$")
_OPENED = re.compile(rf"[^;{N[1:-1]}{A[1:-1]}]{{0,80}},\s(?:[a-z.-]+\s){{0,3}}(?P<a>{A})")


def _without(line: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    """line[start:end] without what the spans hold, a comma in their place."""
    kept = []
    for a, b in sorted(spans):
        if a >= start:
            kept.append(line[start:a])
            start = b
    return ",".join((*kept, line[start:end]))


def _inner(sk: Skeleton, places: Sequence[int]) -> frozenset[int]:
    """Those of `places` that stand inside the name of another: "Roe and his allies", "supporters of Roe"."""
    line = sk.text
    return frozenset(
        place
        for place in places
        if _BESIDE_FIRST.search(line, max(0, place - 60), place)
        # "a group of voters": these are whom it is about.
        or (sk.actor(line[place]).group != "population" and _GROUP_OF.search(line, max(0, place - 24), place))
    )


class _Clause:
    """The actors before a figure, and how the clauses of the sentence part them from it."""

    def __init__(self, sk: Skeleton, at: int, eligible: Callable[[Actor], bool]) -> None:
        self.sk, self.line, self.at = sk, sk.text, at
        self.places = [
            match.start() for match in ANY_ACTOR.finditer(self.line, 0, at) if eligible(sk.actor(match.group()))
        ]
        if not self.places:
            return
        self._asides = [
            match.span()
            for words, pattern in _ASIDES
            if not words.isdisjoint(sk.words)
            for match in pattern.finditer(self.line, 0, at)
        ]
        joined = _JOINED_VERB.search(self.line, 0, at)
        self._joined = joined.start() if joined else -1
        self._inner = _inner(sk, self.places)

    def score(self, number: int) -> float:
        """How likely the actor of that number owns the figure."""
        place = self.places[number]
        actor = self.sk.actor(self.line[place])
        # "Roe - who beat Poe by 9 - has N": what a relative clause holds stands between nothing.
        passed = [(a, b) for a, b in self._asides if place < a and b <= self.at]
        between = _without(self.line, place + 1, self.at, passed)
        others = {
            self.sk.actor(self.line[other]).name
            for other in self.places[number + 1 :]
            if other not in self._inner and not any(a < other < b for a, b in passed)
        }
        score = NEARNESS["actor between"] * min(3, len(others - {actor.name}))
        for trait in chain(
            self._between(between), self._kind(actor, number, between), self._place(actor, place, between)
        ):
            score += trait
        return score

    @staticmethod
    def _between(between: str) -> Iterator[float]:
        """What stands between an actor and the figure."""
        yield NEARNESS["boundary between"] * min(2, len(_BOUNDARY.findall(between)))
        yield NEARNESS["another figure between"] * min(3, len(ANY_FIGURE.findall(between)))

    def _kind(self, actor: Actor, number: int, between: str) -> Iterator[float]:
        """Who the actor is, and what is said of it."""
        if between.startswith("'s"):
            yield NEARNESS["possessive"]
        if actor.word == "him":
            yield NEARNESS["object pronoun"]
        if actor.group == "population":
            yield NEARNESS["a population"]
        if actor.group == "outside" and " " not in actor.name:
            yield NEARNESS["a body without a name"]
        says = number + 1 < len(self.places) and _SAYS.match(between)
        if says or (not actor.group and _SAYS_IT.match(between)):
            yield NEARNESS["only says so"]

    def _place(self, actor: Actor, place: int, between: str) -> Iterator[float]:
        """Where in its clause the actor stands."""
        line = self.line
        left = line[max(0, place - 24) : place]
        if _ASKED_OF.search(left):
            yield NEARNESS["those asked"]
        if actor.group == "body" and actor.name[:1].isupper() and _WHO.match(between):
            yield NEARNESS["who after a body"]
        if _LIST_JOINT.fullmatch(between) and _BETWEEN_SUMS.search(line, max(0, place - 40), place):
            yield NEARNESS["named with the sum before"]
        if place in self._inner:
            yield NEARNESS["inside the name of another"]
        acts = VERB_AFTER.match(line, place + 1) is not None
        if governed(line, place):
            yield NEARNESS["after a preposition"]
        elif (not acts and not _NOMINATIVE_BEFORE.search(left)) or actor.word == "him":
            yield NEARNESS["object of a verb"]
        elif self._joined > place:
            yield NEARNESS["subject of the joined verb"]
        if any(a < place < b for a, b in self._asides):
            yield NEARNESS["in a relative clause"]


def clause_subject(sk: Skeleton, at: int, eligible: Callable[[Actor], bool]) -> Owner | None:
    """The likeliest owner in the same sentence by place alone; of two alike the nearer. `at`: the figure's place in the skeleton."""
    clause = _Clause(sk, at, eligible)
    if not clause.places:
        return _behind(sk, at, eligible)
    best, number = max((clause.score(number), number) for number in range(len(clause.places)))
    sure = FAIR if best > -1 else WEAK
    if len(clause.places) == 1 and best > -0.5:
        sure = LIKELY
    return Owner(sk.actor(sk.text[clause.places[number]]), "clause", sure)


def _behind(sk: Skeleton, at: int, eligible: Callable[[Actor], bool]) -> Owner | None:
    """ "On 54 percent, Roe ...", "At 12 percent, Poe trails": the subject follows the opening phrase."""
    if _LEADING_FIGURE.match(sk.text, 0, at):
        match = _OPENED.match(sk.text, at + 1)
        if match and eligible(sk.actor(match["a"])) and not _BOUNDARY.search(match.group()):
            return Owner(sk.actor(match["a"]), "after", WEAK)
    return None


_OWN_VERB = re.compile(
    rf"(?P<a>{A}),?\s(?:has\s|had\s|have\s|also\s|only\s|now\s|still\s|would\s|will\s|wants\sto\s|proposed\s|promised\sto\s)*"
    rf"(?:won|wins|holds?|held|owns?|gets?|got|took|takes|receives?|received|carried|needs|gave|controls?|lost|has|had|have|raised|earned|gained|pays?|paid|covers?|covered)\s(?:a\s|the\s)?(?P<n>{N})"
)


_PROMISE = re.compile(
    r"\b(?:agreed|threaten(?:s|ed)|promise[sd]?|propose[sd]?|vow(?:s|ed)|plan(?:s|ned)|want(?:s|ed)|pledge[sd]?|offer(?:s|ed)|call(?:s|ed)\sfor)\s(?:to\s[a-z]+\s)?(?:a\s|the\s)?$"
)


def promised_by(sk: Skeleton, at: int) -> Owner | None:
    """ "Roe proposed an 8 percent tax": the one who proposes a rate."""
    if _PROMISE.search(sk.text, max(0, at - 50), at):
        return clause_subject(sk, at, lambda actor: actor.group != "population")
    return None


def subject_of_verb(sk: Skeleton, at: int) -> Owner | None:
    """ "Roe holds N of the delegates": the subject of the verb right before a figure that measures nothing we know."""
    for match in _OWN_VERB.finditer(sk.text):
        if match.start("n") == at:
            return Owner(sk.actor(match["a"]), "own verb", FAIR)
    return None


def topic(sk: Skeleton, eligible: Callable[[Actor], bool]) -> Actor | None:
    """Whom a sentence is about: its first actor in the nominative, else its first."""
    first: Actor | None = None
    for match in ANY_ACTOR.finditer(sk.text):
        actor = sk.actor(match.group())
        if not eligible(actor):
            continue
        first = first or actor
        left = sk.text[max(0, match.start() - 24) : match.start()]
        if _NOMINATIVE_BEFORE.search(left) and not governed(sk.text, match.start()):
            return actor
    return first
