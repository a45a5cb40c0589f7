"""What in the text shows that a person is a contender.

Each cue stands beside a name and shows something between nothing and everything; cues of different words add up like
independent witnesses (1 − Π(1 − w)). What stands beside a name, `cues.py` tells; here it is added up, with what parties, lists and the
batch say.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.elections import compatible, is_decided_primary, main_contest, year_of
from extractor.language.found import ContestMention, KnownContest, Place
from extractor.language.known import look_up
from extractor.rooms.candidates.cues import BESIDE_A_SHARE, SPEAKS_AFTER, SPEAKS_BEFORE, Beside, Standing
from extractor.rooms.candidates.page import Page
from extractor.text.lower import lower_alike

# The same word twice says little more than once.
REPEATS = 2
# In one sentence with an election, of whatever kind: weak, and it counts twice at most.
BESIDE_AN_ELECTION = 0.15
# An aide, a pollster or a voter is called so once, and then no weak cue counts: they are always beside polls and contenders.
BESIDES = 0.5
# Another article of the batch has the person stand in a contest that this article speaks of: not enough alone.
KNOWN = 0.35
# The article names two contenders of a contest of its year: they are there as such.
TOGETHER = 0.45
# "a district that Roe won by 12 points last November"
NAMED = 0.6
# A contest so many days ahead is what its contenders are in the news for.
AHEAD_DAYS = 365
# "Labour's Jane Roe came third on 7,043": a party's person in a sentence of shares or votes
OF_A_PARTY = 0.45


@dataclass
class Evidence:
    """What speaks for one person: every mention by name, and each cue with its weight and the mention beside it."""

    mentions: list[Place] = field(default_factory=list)
    cues: list[tuple[str, float, Place]] = field(default_factory=list)
    aide: bool = False
    presides: bool = False

    @property
    def score(self) -> float:
        """Between 0 and 1: how likely this is a contender."""
        seen: Counter[str] = Counter()
        doubt = 1.0
        for cue, weight, _ in sorted(self.cues, key=lambda cue: (-cue[1], cue[0])):
            seen[cue] += 1
            if (self.aide or self.presides) and weight < BESIDES:
                break
            if seen[cue] <= REPEATS:
                doubt *= 1 - weight
        return min(1 - doubt, 0.99)

    @property
    def rule(self) -> str:
        """The cue that says most."""
        return max(self.cues, key=lambda cue: cue[1])[0] if self.cues else "none"


_HEAD_OF_STATE = re.compile(r"(?:then[- ])?(?:u\.?s\.? )?president(?:[- ]elect)?|prime minister", re.IGNORECASE)
# "City Council President Jane Roe" heads no state.
_OF_A_BODY = re.compile(
    r"\b(?:council|senate|board|borough|county|club|union|association|university|college|company|chamber|federation|party|parish|vice)\s"
    r"(?:vice\s)?president,?\s(?:\w\.?\s)?$",
    re.IGNORECASE,
)


def gather(page: Page) -> dict[int, Evidence]:
    """The evidence about each person named."""
    doc = page.doc
    found: dict[int, Evidence] = defaultdict(Evidence)
    elections = sorted(place for contest in doc._.contests for place in contest.mentions)
    for beside, person in _surroundings(page):
        cues = beside.cues()
        if not beside.speaks():
            if beside.is_beside_a_share():
                cues.append(("share", BESIDE_A_SHARE))
            at = bisect.bisect_left(elections, (beside.low, 0))
            if at < len(elections) and elections[at][1] <= beside.high:
                cues.append(("election", BESIDE_AN_ELECTION))
        cues += beside.campaigns()
        place = beside.start, beside.end
        evidence = found[person]
        evidence.mentions.append(place)
        evidence.cues += [(cue, weight, place) for cue, weight in cues]
        evidence.aide |= beside.is_called_aide()
    _of_parties(page, found)
    _pass_on(page, found)
    named = {person for contest in doc._.contests for person in contest.contenders}
    known, together = _known_contenders(doc)
    elsewhere = _is_about_another_office(doc)
    for person, evidence in found.items():
        evidence.presides = elsewhere and _is_head_of_state(doc, person)
        if person in named:
            evidence.cues.append(("named in a contest", NAMED, evidence.mentions[0]))
        if person in known:
            evidence.cues.append(("known contender", TOGETHER if person in together else KNOWN, evidence.mentions[0]))
    return dict(found)


def _surroundings(page: Page) -> Iterator[tuple[Beside, int]]:
    """Each name with what stands around it, and its person."""
    text, standing, low_text = page.text, Standing(page.text), lower_alike(page.text)
    following = [start for start, _, _ in page.names[1:]] + [len(text)]
    for (start, end, person), next_start in zip(page.names, following, strict=False):
        low, high = page.limits(start, end)
        beside = Beside(
            standing, start, end, low, high, next_start - end,
            text[low:start], text[end:high], low_text[low:start], low_text[end:high],
        )  # fmt: skip
        yield beside, person


# Labour's | Jane Roe; Liberal | Jane Roe; the Liberal Democrat, | Jane Roe; Roe for the Greens
_PARTY_BEFORE = re.compile(r"(?:['’]s?|,)?\s(?:mp\s|td\s|candidate\s|(?:dr|mr|mrs|ms|sir|dame)\.?\s)*", re.IGNORECASE)
_PARTY_BEHIND = re.compile(r",?\s(?:of|for)\s(?:the\s)?", re.IGNORECASE)
_NUMBERS = re.compile(r"\d\.\d|\d\s?(?:%|per\s?cent\b|points?\b|votes\b)|\d,\d{3}\b|\bdeposit\b", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:votes?|polled|second|third|fourth|fifth|trail\w*|behind|preferences|count|majority|share|lost|won|took|swing|by-election|down|up)\b",
    re.IGNORECASE,
)


def _of_parties(page: Page, found: dict[int, Evidence]) -> None:
    """Whom a sentence of shares or votes names by their party: "Labour's Jane Roe came third on 7,043"."""
    text = page.text
    for form in page.parties:
        before, behind = page.name_before(form.start), page.name_after(form.end)
        if behind and _PARTY_BEFORE.fullmatch(text, form.end, behind[0]):
            name = behind
        elif before and _PARTY_BEHIND.fullmatch(text, before[1], form.start):
            name = before
        else:
            continue
        start, end, person = name
        low, high = page.limits(start, end)
        speaks = SPEAKS_BEFORE.search(text, low, form.start) or SPEAKS_AFTER.match(text, end)
        if not speaks and _NUMBERS.search(text, low, high) and _PLACED.search(text, low, high):
            found[person].cues.append(("of a party", OF_A_PARTY, (start, end)))


def _is_about_another_office(doc: Doc) -> bool:
    """Is the article about an election for less than the presidency? Who presides is named beside it as a matter of course."""
    main = main_contest(doc._.contests, doc._.context.published)
    return main is not None and doc._.contests[main].office not in (None, "President")


def _is_head_of_state(doc: Doc, person: int) -> bool:
    """Is the person called president or prime minister, and not of some body?"""
    if not any(_HEAD_OF_STATE.fullmatch(title) for title in doc._.persons[person].titles):
        return False
    text = text_of(doc)
    return not any(
        _OF_A_BODY.search(text, max(0, found.start - 60), found.start)
        for found in doc._.people
        if found.value.person == person
    )


def _known_contenders(doc: Doc) -> tuple[set[int], set[int]]:
    """Persons whom the batch knows as contenders of a contest that this article speaks of, or that is to come within a year; and
    of these, who is named with another contender of a contest of the article's year.
    """
    known = look_up(doc._.knowledge).by_name
    published: dt.date | None = doc._.context.published
    names = {person.name for person in doc._.persons}

    def meet(told: KnownContest) -> bool:
        return (
            published is not None
            and year_of(told.contest) == published.year
            and not is_decided_primary(told.contest, published)
            and len(names.intersection(told.names)) > 1
        )

    def concerns(told: ContestMention) -> bool:
        if any(
            contest.office == told.office and contest.date and compatible(contest, told) for contest in doc._.contests
        ):
            return True
        if published is None or told.date is None or len(told.date) < len("2016-11-08"):
            return False
        return 0 <= (dt.date.fromisoformat(told.date) - published).days <= AHEAD_DAYS

    told_of = {index: known.get(person.name, ()) for index, person in enumerate(doc._.persons)}
    together = {index for index, told in told_of.items() if any(meet(one) for one in told)}
    return together | {index for index, told in told_of.items() if any(concerns(one.contest) for one in told)}, together


# "Roe and Poe", "Roe, Poe and Moe": what is said of one name in a list is said of all.
_AND = re.compile(r"\s(?:and|or|&|vs\.?|versus)\s", re.IGNORECASE)
_LIST = re.compile(
    r"\s?(?:\([^()]{1,20}\))?,?\s?(?:and|or|&|,|vs\.?|versus|v\.?)?\s?(?:(?:sen|rep|gov|mr|ms|mrs|dr)s?\.?\s|former |republican |democrat |democratic )*",
    re.IGNORECASE,
)
# What a list passes on to its other members.
PASSED_ON = 0.9


def _pass_on(page: Page, found: dict[int, Evidence]) -> None:
    """Plural and list evidence goes on to the names beside it: "candidates Jane Roe and Ann Poe"."""
    text = page.text
    at: dict[Place, list[tuple[str, float]]] = defaultdict(list)
    for evidence in found.values():
        for cue, weight, place in evidence.cues:
            at[place].append((cue, weight))
    for (s1, e1, one), (s2, e2, other) in pairwise(page.names):
        between = text[e1 : min(s2, e1 + 40)]
        if one == other or s2 - e1 >= 40 or not between.strip() or not _LIST.fullmatch(between):
            continue
        onward = [(cue, weight * PASSED_ON) for cue, weight in at[s1, e1] if not cue.startswith(("'s", "is ", "does"))]
        found[other].cues += [(cue, weight, (s2, e2)) for cue, weight in onward]
        at[s2, e2] += onward
        if _AND.search(between):
            found[one].cues += [
                (cue, weight * PASSED_ON, (s1, e1))
                for cue, weight in at[s2, e2]
                if cue.startswith(("'s", "does", "raised"))
            ]
