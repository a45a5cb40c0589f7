"""What every figure is about: measure, subject, contest, date, source, scope.

reads   doc._.percentages, money, people, persons, candidates, contests, dates, quotes
writes  doc._.links: {("percentages" | "money", index): Link}, one for every figure
leaves  stated relations between two figures to relations.py
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.found import Link, Percentage, Place
from extractor.linking.confidence import confidence
from extractor.linking.grammar.actors import Actor
from extractor.linking.grammar.cues import DECAY_TOKENS, UNMARKED_TOKENS, Tokens, load_cues
from extractor.linking.grammar.measures import Measured, article_frame, measure_money, measure_percentage
from extractor.linking.grammar.owners import FAIR, GUESS, Owner
from extractor.linking.grammar.pairs import Rivals
from extractor.linking.grammar.patterns import ASKED, NEEDS, share_of
from extractor.linking.grammar.scene import Scene
from extractor.linking.grammar.skeleton import Figure, Skeleton
from extractor.linking.grammar.subjects import by_patterns, clause_subject, promised_by, subject_of_verb, topic
from extractor.linking.scopes import Scopes
from extractor.text.standing import stands

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
# "a third of Greens (32%)": a fraction and the share it stands for lie at most so many points apart.
ROUGHLY = 4
_OF_WHOM = re.compile(r"\s+of\s+[^.;,()\d]{1,60}\(")
# "(73%, +13%)": a change printed so close behind a share is of the same contender.
SIGN_GAP = 3
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


# Between the line that opens a list and its first line.
_LIST_GAP = 80


def _opens_list(text: str, start: int) -> bool:
    """Does the text before `start` end in a colon?"""
    return text[max(0, start - _LIST_GAP) : start].rstrip().endswith(":")


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


class Linker:
    """Links the figures of one Doc, sentence by sentence in reading order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.scene = Scene(doc)
        self.frame = article_frame(self.scene.text) if self.scene.figures else 0.0
        self._tokens: dict[int, Tokens] = {}  # by the skeleton, which the scene keeps
        self._owners: dict[tuple[int, int], dict[str, Owner]] = {}
        cast = self.scene.cast
        contenders = sorted(doc._.candidates, key=lambda found: -cast.counts[found.value.person])
        standing = {found.value.person: cast.person(found.value.person, found.place) for found in contenders}
        self._rivals = Rivals(list(standing.values()))
        for one, other in reversed(list(cast.matched())):
            self._rivals.meet(one, other)
        for contest in doc._.contests:
            self._rivals.face([standing[person] for person in contest.contenders if person in standing])
        self._decided: Decided | None = None  # the last figure
        self._measured: dict[tuple[str, int], str] = {}
        self._owned: tuple[int, Owner | None] | None = None  # where the last figure ended, and whose it is
        self._last: dict[
            tuple[Place, str, str], str
        ] = {}  # measure of the last figure of a kind and unit in a sentence

    def links(self) -> dict[tuple[str, int], Link]:
        """A Link for every figure: first what each measures and whose it is, then what that says about its neighbours."""
        decided = [self.decide(figure) for figure in self.scene.figures]
        scopes = Scopes(self.doc, self.scene, [(d.figure, d.measured.measure) for d in decided])
        return {d.figure.key: self.link(d, scopes) for d in decided}

    def decide(self, figure: Figure) -> Decided:
        """Measure and owner of one figure. Figures are decided in reading order, since neighbours lean on each other."""
        sk = self.scene.skeleton(self.scene.place(figure))
        mark = sk.marks.get(figure.key)
        if mark is None or mark not in sk.text:
            return Decided(figure, Measured("other", 0.0), None, sk.place)
        if (same := self.repeated(figure)) is not None:
            return same
        if sk.place not in self._owners:
            self._owners[sk.place] = by_patterns(sk, self._rivals)
        owner = self._owners[sk.place].get(mark)
        stratum = self.names_stratum(sk, mark)
        measured = Measured("other", 5.0) if stratum else self.measure(figure, sk, mark, owner)
        if measured.measure == "change" and self._owned is not None and self.signed(figure):
            owner = self._owned[1]
        else:
            owner = self.owner(figure, sk, mark, owner, measured)
        self._owned = figure.found.end, owner
        self._decided = Decided(figure, measured, owner, sk.place)
        return self._decided

    def repeated(self, figure: Figure) -> Decided | None:
        """What was decided of the figure before, where this one repeats it: "Three percent (3%)"."""
        last = self._decided
        if last is None or last.figure.kind != figure.kind or not self.scene.text.startswith(")", figure.found.end):
            return None
        between = self.scene.text[last.figure.found.end : figure.found.start].rstrip()
        one, other = last.figure.found.value, figure.found.value
        same = one.value == other.value and between.strip() == "("
        if not same and one.form == "fraction" and one.value is not None and other.value is not None:
            # "about a third of Greens (32%)"
            same = abs(one.value - other.value) <= ROUGHLY and _OF_WHOM.fullmatch(between) is not None
        if not same:
            return None
        self._measured[figure.key] = last.measured.measure
        return Decided(figure, last.measured, last.owner, last.sentence)

    def signed(self, figure: Figure) -> bool:
        """Is the figure printed with a sign, right behind another ("73%, +13%")?"""
        close = self._owned is not None and figure.found.start - self._owned[0] <= SIGN_GAP
        return close and self.scene.text[figure.found.start] in "+-−–"

    def link(self, decided: Decided, scopes: Scopes) -> Link:
        measured, owner = decided.measured, decided.owner
        actor = owner.actor if owner else None
        person = actor.person if actor else None
        scope = scopes.of(decided.figure, decided.sentence, measured, person)
        return Link(
            measure=measured.measure,
            subject=actor.name if actor else None,
            person=person,
            subject_place=actor.place if actor else None,
            contest=scope.contest,
            as_of=scope.as_of,
            hedged_by=scope.hedged_by,
            basis=measured.basis,
            opponent=owner.rival.name if owner and owner.rival and measured.measure == "margin" else None,
            pollster=scope.pollster,
            field_dates=scope.field_dates,
            population=scope.population,
            place=scope.place,
            period=scope.period,
            includes_outside_groups=scope.includes_outside_groups,
            preferences=scope.preferences,
            reporting_percent=scope.reporting_percent,
            count_status=scope.count_status,
            rule=f"{measured.measure}/{owner.rule if owner else 'nobody'}",
            confidence=confidence(measured, owner, money=decided.figure.kind == "money"),
        )

    def tokens(self, sk: Skeleton) -> Tokens:
        if id(sk) not in self._tokens:
            self._tokens[id(sk)] = Tokens(sk, UNMARKED_TOKENS if self.doc._.style.unpunctuated else DECAY_TOKENS)
        return self._tokens[id(sk)]

    def measure(self, figure: Figure, sk: Skeleton, mark: str, owner: Owner | None) -> Measured:
        tokens = self.tokens(sk)
        at = tokens.where[mark]
        unit = figure.found.value.unit if isinstance(figure.found.value, Percentage) else ""
        neighbour = None
        for place in reversed(tokens.figures[: bisect_left(tokens.figures, at)]):
            other = sk.figure(tokens.all[place])
            same = other.found.value.unit if isinstance(other.found.value, Percentage) else ""
            if other.kind == figure.kind and same == unit and other.key in self._measured:
                neighbour = self._measured[other.key], place
                break
        previous = self.scene.before(sk.place)
        if neighbour is None and previous is not None and (last := self._last.get((previous, figure.kind, unit))):
            neighbour = last, -1
        if figure.kind == "money":
            listed = owner is not None and owner.rule == "row" and _opens_list(self.scene.text, sk.place[0])
            rule = owner.rule if owner else ""
            header = self.tokens(self.scene.words(previous)) if listed and previous else None
            measured = measure_money(tokens, mark, rule=rule, neighbour=neighbour, header=header)
        else:
            actor = owner.actor if owner else None
            contends = actor is not None and (actor.person is not None or actor.group in ("party", "option"))
            rule = owner.rule if owner and contends else ""
            framed = previous is not None and stands(
                self.scene.text, load_cues("percent_measures").framing.words, *previous
            )
            before = self.tokens(self.scene.words(previous)) if previous and framed else None
            measured = measure_percentage(
                figure, tokens, mark, rule=rule, frame=self.frame, before=before, neighbour=neighbour,
                signed=self.signed(figure),
            )  # fmt: skip
        self._measured[figure.key] = self._last[sk.place, figure.kind, unit] = measured.measure
        return measured

    def owner(self, figure: Figure, sk: Skeleton, mark: str, owner: Owner | None, measured: Measured) -> Owner | None:
        """The owner the measure allows: the pattern's, else the clause's subject, else what the sentence before is about."""
        measure = measured.measure
        if self.names_stratum(sk, mark):
            return None
        if figure.kind == "percentages" and measure in OF_NOBODY:
            at = sk.text.index(mark)
            if measure == "threshold":
                return owner or self.needed_by(sk, at)
            if measure == "other":
                if owner is not None and owner.rule not in ("opinion", "asked"):
                    return owner
                found = share_of(sk, mark) or clause_subject(sk, at, lambda actor: actor.group == "stratum")
                return found or subject_of_verb(sk, at) or promised_by(sk, at)
            return None
        eligible = self.eligible(figure, measure)
        if owner is not None and owner.rule == "opinion" and measure not in ("opinion", "poll_share"):
            # "won 54 percent, and had a clear lead over Poe": what follows is no opinion of Poe.
            owner = None
        if owner is not None and owner.actor is None:
            return owner
        if owner is not None and owner.actor is not None and eligible(owner.actor):
            return owner
        at = sk.text.index(mark)
        if (carried := self.carried(sk, at, measure, eligible)) is not None:
            return carried
        found = clause_subject(sk, at, eligible)
        crowd = found is not None and found.actor is not None and is_crowd(found.actor)
        if crowd and figure.kind == "money" and _OWN_MONEY.match(self.scene.text, figure.found.end):
            # "Voters elected Roe over a developer who put in $2 million of his own money": his, not theirs.
            return None
        if (
            found is not None
            and measure in OF_PROJECTS
            and (found.confidence < FAIR or (measure == "cost" and not DEALS.search(sk.text, 0, at)))
        ):
            return None
        if found is not None:
            return found
        found = subject_of_verb(sk, at)
        if found is not None:
            return found
        if measure not in OF_TOPIC:
            return None
        if _OWN_SUBJECT.match(self.scene.text, *sk.place) or self.unread_pronoun(sk) or self.others(figure, sk):
            return None
        # "That result includes 64 percent of women" goes on about whom the sentence before is about.
        goes_on = _IT.match(self.scene.text, *sk.place) is not None
        if (
            measure == "opinion"
            and not goes_on
            and (answered := self.asked(sk, at)) is not None
            and not self.rates(figure, sk)
        ):
            return answered
        return self.topic_of(figure, sk, measure, eligible)

    def carried(self, sk: Skeleton, at: int, measure: str, eligible: Callable[[Actor], bool]) -> Owner | None:
        """ "Roe wins 92 percent of them, but just 77 percent of the others": whose the figure before is, whose verb goes on."""
        last = self._decided
        if (
            last is None
            or last.sentence != sk.place
            or last.measured.measure != measure
            or not _GOES_ON.search(sk.text, 0, at)
        ):
            return None
        actor = last.owner.actor if last.owner else None
        return Owner(actor, "carried", FAIR) if actor is not None and eligible(actor) else None

    def topic_of(self, figure: Figure, sk: Skeleton, measure: str, eligible: Callable[[Actor], bool]) -> Owner | None:
        """Whom the sentences before are about, where the figure goes on about them."""
        if figure.kind == "money" and _OTHER_GIVERS.search(self.scene.text, sk.place[0], figure.found.start):
            return None
        place = sk.place
        for _ in range(TOPIC_SENTENCES):
            previous = self.scene.before(place)
            if previous is None:
                return None
            place = previous
            actor = topic(self.scene.skeleton(previous), lambda actor: eligible(actor) and not is_crowd(actor))
            if actor is not None:
                return Owner(actor, "sentence before", GUESS) if self.goes_on(figure, measure, sk, previous) else None
        return None

    def own_words(self, figure: Figure, sk: Skeleton) -> Place:
        """The words of the sentence between the figures to both sides of this one."""
        near = [other.found for other in self.scene.within(sk.place)]
        start = max([sk.place[0], *(other.end for other in near if other.end <= figure.found.start)])
        end = min([sk.place[1], *(other.start for other in near if other.start >= figure.found.end)])
        return start, end

    def rates(self, figure: Figure, sk: Skeleton) -> bool:
        """Do the words around the figure say how people see somebody?"""
        return _RATING.search(self.scene.text, *self.own_words(figure, sk)) is not None

    def goes_on(self, figure: Figure, measure: str, sk: Skeleton, previous: Place) -> bool:
        """Can this figure be of whom the sentence before is about? An opinion or a change may be of anything.

        The words that tell stand between it and the figures to its sides.
        """
        start, end = self.own_words(figure, sk)
        if measure == "opinion":
            told = self._last.get((previous, "percentages", "percent")) == "opinion"
            view = _VIEW.match(self.scene.text, figure.found.end) is not None
            return (told and not view) or self.rates(figure, sk)
        if measure != "change" or _SUPPORT.search(self.scene.text, start, end):
            return True
        # "Turnout among Greens sank. It declined by 9 percent in Ashford."
        return (
            _IT.match(self.scene.text, *sk.place) is not None
            and _SUPPORT.search(self.scene.text, *previous) is not None
        )

    def others(self, figure: Figure, sk: Skeleton) -> bool:
        """Is the figure of all the others ("No other candidate gets more than 5 percent")?"""
        return _OTHERS.search(self.scene.text, sk.place[0], figure.found.start) is not None

    def unread_pronoun(self, sk: Skeleton) -> bool:
        """Does the sentence speak of "he" or "she", and nobody knows of whom? Then the figure is no other's."""
        spoken = _SUBJECT_PRONOUN.search(self.scene.text, *sk.place)
        return spoken is not None and not any(actor.start == spoken.start() for actor in sk.actors)

    @staticmethod
    def asked(sk: Skeleton, at: int) -> Owner | None:
        """ "61 percent of voters want a new bridge": an opinion on no contender is of those who were asked."""
        match = ASKED.match(sk.text, at)
        return Owner(sk.actor(match["a"]), "those asked", FAIR) if match else None

    @staticmethod
    def names_stratum(sk: Skeleton, mark: str) -> bool:
        """Is the figure part of a name ("the top 1 percent"), and counts nothing?"""
        before = sk.text[: sk.text.index(mark)].rstrip()[-1:]
        return "\ue400" <= before <= "\ue7ff" and sk.actor(before).group == "stratum"

    @staticmethod
    def needed_by(sk: Skeleton, at: int) -> Owner | None:
        """Who needs a share ("Roe must win N"); the rule of a contest ("the N threshold") is nobody's."""
        return clause_subject(sk, at, lambda actor: not actor.group) if NEEDS.search(sk.text, 0, at) else None

    def eligible(self, figure: Figure, measure: str) -> Callable[[Actor], bool]:
        if figure.kind == "money":
            # A measure has no purse; its campaign ("Yes on 12") has.
            return lambda actor: actor.group != "option" or _SIDE.match(actor.name) is not None
        if measure == "change":
            return lambda actor: actor.group not in ("body", "outside")
        if measure in OF_CONTENDERS:
            return lambda actor: not actor.group or actor.group in ("party", "option")
        if measure == "other":
            return lambda actor: actor.group in ("stratum",)
        return lambda actor: not actor.group


@Language.factory(
    "extractor_links",
    requires=[
        "doc._.percentages",
        "doc._.money",
        "doc._.people",
        "doc._.candidates",
        "doc._.contests",
        "doc._.dates",
        "doc._.quotes",
    ],
    assigns=["doc._.links"],
)
def make_links(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The component; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.links = Linker(doc).links() if doc._.percentages or doc._.money else {}
        return doc

    return room
