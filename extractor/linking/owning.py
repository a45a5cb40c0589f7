"""Whose a figure is, by its measure: whom a pattern names, else the clause's subject, else whom the sentence before is about.

reads   the skeleton of the figure's sentence, its measure, what was decided of the figures before
gives   Owner; None for a figure that is nobody's, or that the text gives to nobody
leaves  the patterns themselves to linking/grammar
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.language.found import Place
from extractor.linking.grammar.actors import Actor
from extractor.linking.grammar.measures import Measured
from extractor.linking.grammar.owners import FAIR, GUESS, Owner
from extractor.linking.grammar.patterns import ASKED, NEEDS, share_of
from extractor.linking.grammar.scene import Scene
from extractor.linking.grammar.skeleton import Figure, Skeleton
from extractor.linking.grammar.subjects import clause_subject, promised_by, subject_of_verb, topic

# Measures of a share of votes or opinions that belong to a contender, and those that belong to nobody unless a pattern says so.
OF_CONTENDERS = frozenset(("vote_share", "poll_share", "margin", "change"))
OF_NOBODY = frozenset(("reporting", "turnout", "threshold", "other"))
# Costs and worths mostly belong to a plan or a house: they take an owner only from a clause that leaves little doubt.
DEALS = re.compile(r"\b(?:sold|sells?|bought|buys?|purchas\w+|invest\w+|propos\w+|plans?|dole|pays?|paid)\b")
OF_PROJECTS = frozenset(("cost", "worth", "other"))
# Measures that belong to somebody even when their sentence does not say to whom.
OF_TOPIC = OF_CONTENDERS | {"opinion", "raised", "spent", "donated"}
_OWN_MONEY = re.compile(r"\s(?:of|from|in)\s(?:his|her)\sown\b", re.IGNORECASE)
_SIDE = re.compile(r"(?:yes|no) on ", re.IGNORECASE)
# "Marlow won re-election by 4 points", of a Marlow nobody introduced: the sentence has a subject of its own, whoever it is.
_OWN_SUBJECT = re.compile(
    r"\W*(?!(?:He|She|It|They|We|I|You|That|This|Those|These|There|Who|Which|Both|Neither|Either|But|And)\b)"
    r"[A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+){0,3}\s(?:won|lost|carried|took|beat|defeated|received|drew|trailed|led|raised|spent|finished|polled)\b"
)
# "Corporations donated $29 million", "the ten parties have accepted $3 million": a sum whose givers have no name.
_OTHER_GIVERS = re.compile(
    r"(?<![\w'’-])(?:[A-Za-z][a-z-]*[a-rt-z]s|[Gg]overnment|[Ii]ndustry|[Oo]pposition)\s(?:(?:has|have|had|also|together|already|jointly)\s){0,2}"
    r"(?:raised|raise|donated|donate|gave|give|given|accepted|accept|received|receive|spent|spend|contributed|contribute|collected|paid|pay|poured|took\sin|takes?\sin)\s[^.;,]{0,40}$"
)
# A figure without an owner in its sentence belongs to whom the sentences before are about, at most so many back.
TOPIC_SENTENCES = 2
# Opinions are of somebody the sentence does not name only where it speaks of how people see somebody.
_RATING = re.compile(
    r"\b(?:approv\w+|disapprov\w+|(?:un)?favou?rab\w+|ratings?|popularity|(?:he|she|him|her|his|honest|trustworthy))\b",
    re.IGNORECASE,
)
# "... of them said they oppose the order": an opinion of a thing.
_VIEW = re.compile(
    r"(?:\s\([^()]*\))?(?:\s(?:of|among)\s[^.;,]{1,50}?)?\s(?:(?:who|they|also|strongly|still|now)\s)*(?:say|said|think|believe|favou?r(?:ed)?|oppose[ds]?|support(?:ed)?|want(?:ed)?)\b",
    re.IGNORECASE,
)
# The same for a change: what rose is a contender's only where votes or support did.
_SUPPORT = re.compile(
    r"\b(?:support|standing|shares?|votes?|polls?|polling|survey|lead|approv\w+|favou?rab\w+|ratings?|he|she|his|her|swing|primary|turnout)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r",?\s(?:but|then)\s(?:only\s|just\s)?$")
_OTHERS = re.compile(
    r"(?:^|(?<=\n))[\W\d]{0,8}others?\s?[:\d(]|\b(?:(?:no|all|any|every|none\s+of)\s+(?:the\s+)?others?\b|the\s+(?:rest|others)\b|(?:nobody|no\s+one|everyone)\s+else\b)",
    re.IGNORECASE,
)
_IT = re.compile(r"\W*(?:It|That|This)\b")
_SUBJECT_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)

Eligible = Callable[[Actor], bool]


def is_crowd(actor: Actor) -> bool:
    """A group that no sentence is about: voters, donors, "groups" without a name."""
    return actor.group in ("population", "outside", "stratum")


@dataclass(frozen=True, slots=True)
class Decided:
    """A figure with its measure and its owner, and the stretch of text it was read in."""

    figure: Figure
    measured: Measured
    owner: Owner | None
    sentence: Place


@dataclass(slots=True)
class Told:
    """What was decided of the figures before, on which their neighbours lean."""

    last: Decided | None = None
    owned: tuple[int, Owner | None] | None = None  # where the last figure ended, and whose it is
    measures: dict[tuple[str, int], str] = field(default_factory=dict)  # by the figure
    # Of the last figure of a kind and unit in a sentence.
    last_measures: dict[tuple[Place, str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure whose owner is asked for: where it stands in its skeleton, and what it measures."""

    figure: Figure
    sk: Skeleton
    mark: str
    at: int
    measure: str


class Owners:
    """The owners of the figures of one Doc. `told` grows as they are decided."""

    def __init__(self, scene: Scene, told: Told) -> None:
        self._scene = scene
        self._text = scene.text
        self._told = told

    def of(self, asked: Asked, owner: Owner | None) -> Owner | None:
        """The owner the measure allows: the pattern's (`owner`), else the clause's subject, else what the sentence before is about."""
        if asked.figure.kind == "percentages" and asked.measure in OF_NOBODY:
            return _of_no_contender(asked, owner)
        eligible = _eligible(asked.figure, asked.measure)
        if owner is not None and owner.rule == "opinion" and asked.measure not in ("opinion", "poll_share"):
            # "won 54 percent, and had a clear lead over Poe": what follows is no opinion of Poe.
            owner = None
        if owner is not None and (owner.actor is None or eligible(owner.actor)):
            return owner
        if (carried := self._carried(asked, eligible)) is not None:
            return carried
        found = clause_subject(asked.sk, asked.at, eligible)
        if found is not None:
            return None if self._is_no_owner(asked, found) else found
        found = subject_of_verb(asked.sk, asked.at)
        if found is not None or asked.measure not in OF_TOPIC:
            return found
        return self._of_topic(asked, eligible)

    def _is_no_owner(self, asked: Asked, found: Owner) -> bool:
        """Is the likeliest subject of the clause not the one whose money it is?"""
        crowd = found.actor is not None and is_crowd(found.actor)
        if crowd and asked.figure.kind == "money" and _OWN_MONEY.match(self._text, asked.figure.found.end):
            # "Voters elected Roe over a developer who put in $2 million of his own money": his, not theirs.
            return True
        if asked.measure not in OF_PROJECTS:
            return False
        return found.confidence < FAIR or (asked.measure == "cost" and DEALS.search(asked.sk.text, 0, asked.at) is None)

    def _carried(self, asked: Asked, eligible: Eligible) -> Owner | None:
        """ "Roe wins 92 percent of them, but just 77 percent of the others": whose the figure before is, whose verb goes on."""
        last = self._told.last
        if (
            last is None
            or last.sentence != asked.sk.place
            or last.measured.measure != asked.measure
            or not _GOES_ON.search(asked.sk.text, 0, asked.at)
        ):
            return None
        actor = last.owner.actor if last.owner else None
        return Owner(actor, "carried", FAIR) if actor is not None and eligible(actor) else None

    def _of_topic(self, asked: Asked, eligible: Eligible) -> Owner | None:
        """Whom a figure is of whose own sentence does not say."""
        place = asked.sk.place
        if _OWN_SUBJECT.match(self._text, *place) or self._unread_pronoun(asked.sk) or self._others(asked):
            return None
        # "That result includes 64 percent of women" goes on about whom the sentence before is about.
        if asked.measure == "opinion" and _IT.match(self._text, *place) is None:
            answered = _those_asked(asked.sk, asked.at)
            if answered is not None and not self._rates(asked):
                return answered
        if asked.figure.kind == "money" and _OTHER_GIVERS.search(self._text, place[0], asked.figure.found.start):
            return None
        for _ in range(TOPIC_SENTENCES):
            previous = self._scene.before(place)
            if previous is None:
                return None
            place = previous
            actor = topic(self._scene.skeleton(previous), lambda actor: eligible(actor) and not is_crowd(actor))
            if actor is not None:
                return Owner(actor, "sentence before", GUESS) if self._goes_on(asked, previous) else None
        return None

    def _own_words(self, asked: Asked) -> Place:
        """The words of the sentence between the figures to both sides of this one."""
        place, own = asked.sk.place, asked.figure.found
        near = [other.found for other in self._scene.within(place)]
        start = max([place[0], *(other.end for other in near if other.end <= own.start)])
        end = min([place[1], *(other.start for other in near if other.start >= own.end)])
        return start, end

    def _rates(self, asked: Asked) -> bool:
        """Do the words around the figure say how people see somebody?"""
        return _RATING.search(self._text, *self._own_words(asked)) is not None

    def _goes_on(self, asked: Asked, previous: Place) -> bool:
        """Can this figure be of whom the sentence before is about? An opinion or a change may be of anything.

        The words that tell stand between it and the figures to its sides.
        """
        if asked.measure == "opinion":
            told = self._told.last_measures.get((previous, "percentages", "percent")) == "opinion"
            view = _VIEW.match(self._text, asked.figure.found.end) is not None
            return (told and not view) or self._rates(asked)
        if asked.measure != "change" or _SUPPORT.search(self._text, *self._own_words(asked)):
            return True
        # "Turnout among Greens sank. It declined by 9 percent in Ashford."
        goes_on = _IT.match(self._text, *asked.sk.place) is not None
        return goes_on and _SUPPORT.search(self._text, *previous) is not None

    def _others(self, asked: Asked) -> bool:
        """Is the figure of all the others ("No other candidate gets more than 5 percent")?"""
        return _OTHERS.search(self._text, asked.sk.place[0], asked.figure.found.start) is not None

    def _unread_pronoun(self, sk: Skeleton) -> bool:
        """Does the sentence speak of "he" or "she", and nobody knows of whom? Then the figure is no other's."""
        spoken = _SUBJECT_PRONOUN.search(self._text, *sk.place)
        return spoken is not None and not any(actor.start == spoken.start() for actor in sk.actors)


def _of_no_contender(asked: Asked, owner: Owner | None) -> Owner | None:
    """Whose a threshold or a share of something else is; a turnout or a count is nobody's."""
    sk, at = asked.sk, asked.at
    if asked.measure == "threshold":
        return owner or _needed_by(sk, at)
    if asked.measure != "other":
        return None
    if owner is not None and owner.rule not in ("opinion", "asked"):
        return owner
    found = share_of(sk, asked.mark) or clause_subject(sk, at, lambda actor: actor.group == "stratum")
    return found or subject_of_verb(sk, at) or promised_by(sk, at)


def _those_asked(sk: Skeleton, at: int) -> Owner | None:
    """ "61 percent of voters want a new bridge": an opinion on no contender is of those who were asked."""
    match = ASKED.match(sk.text, at)
    return Owner(sk.actor(match["a"]), "those asked", FAIR) if match else None


def _needed_by(sk: Skeleton, at: int) -> Owner | None:
    """Who needs a share ("Roe must win N"); the rule of a contest ("the N threshold") is nobody's."""
    return clause_subject(sk, at, lambda actor: not actor.group) if NEEDS.search(sk.text, 0, at) else None


def _eligible(figure: Figure, measure: str) -> Eligible:
    """Who can own a figure of this measure."""
    if figure.kind == "money":
        # A measure has no purse; its campaign ("Yes on 12") has.
        return lambda actor: actor.group != "option" or _SIDE.match(actor.name) is not None
    if measure == "change":
        return lambda actor: actor.group not in ("body", "outside")
    if measure in OF_CONTENDERS:
        return lambda actor: not actor.group or actor.group in ("party", "option")
    return lambda actor: not actor.group
