"""Which party a contender belongs to, as far as the text shows it.   "(R-Ohio)", "the Democrat", "in the GOP primary"

Each place of a party's name says something about the person beside it; what speaks for one party adds up.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from itertools import pairwise

from extractor.language.found import KnownPerson
from extractor.language.known import look_up
from extractor.language.parties import PartyName
from extractor.rooms.candidates.page import Page

Votes = dict[int, dict[str, float]]  # person → party → what speaks for it

# How much each place of a party's name says about the person beside it; estimated by reading.
TAG = 3.0  # Jane Roe (R-Ohio)
DIRECTLY = 2.0  # Republican Jane Roe; Jane Roe, a Republican
ROLE = 1.5  # "the Democrat" said of the one contender it can be
FIELD = 0.7  # in one sentence with "the Republican primary" and no other party
ENOUGH = 0.7
# How far, in characters, a party's name may stand from the person's, "the Democrat" from whom it means, and a list may run.
NEAR = 60
ROLE_REACH = 200
LIST_REACH = 400
# One party must be so much likelier than the next, or none is named.
CLEARLY = 1.5
# Of the articles of a batch that name somebody's party, so many times more must agree than differ.
AGREED = 3

_BETWEEN = re.compile(
    r"""(?:'s\s|’s\s)?(?:(?:presidential|congressional|senate|house|gubernatorial|mayoral|party|nominees?|candidates?|contenders?|front-?runners?|challengers?|rivals?|opponents?|
        hopefuls?|incumbents?|leaders?|congress(?:man|woman)|senators?|governors?|representatives?|mayor|speaker|former|current|then|state|u\.s\.|us|sens?|reps?|gov|lt|mr|mrs|ms|
        dr|president|vice|secretary|billionaire|businessman|businesswoman|standard-bearer|newcomer|lawmaker|mp|such|as|like|the|primary|nomination|winner|runner-up|and|both|of|minority|majority|whip)\b\.?
        [\s,:-]*|[\s,:"“‘'—–-]){0,12}""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = re.compile(
    r"\s?(?:[,(—–-]+\s?(?:who (?:is|was) )?(?:also )?|\s?(?:is|was|,? who is) )?\s?(?:an?|the|one of the|now a|a lifelong)\s(?:[\w'-]+\s){0,4}$",
    re.IGNORECASE,
)
_RUNS_FOR = re.compile(
    r",?\s(?:who is\s|is\s)?(?:the|a|an|one of the)\s(?:[\w-]+\s){0,2}(?:front-?runners?|favou?rites?|candidates?|contenders?|leader)\s(?:for|in)\s(?:the|their|his|her)\s",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r",?\s(?:of|for)\s(?:the\s)?", re.IGNORECASE
)  # Jane Roe for | the Greens, Tom Poe of | the NDP
_ROLE = re.compile(r"\b(?:the|a)\s+(?:[\w-]+-year-old\s+|former\s+)?$", re.IGNORECASE)
# "The Democrat raised", not "the Democrat Party's": a verb, a preposition or a mark follows.
_ALONE = re.compile(
    r"[,.;:)]|\s(?:still|has|had|was|is|who|in|by|with|and|said|says|told|came|won|lost|would|will|could|did|does|to|as|on|for|at|from|after|but|\w+ed)\b",
    re.IGNORECASE,
)
_FELLOW = re.compile(r"\b(?:his|her|their)\s(?:own\s)?(?:fellow\s)?$", re.IGNORECASE)
_LIST = re.compile(r"\s?,?\s?(?:and|or|&|,)?\s?(?:(?:sen|rep|gov|mr|ms|mrs|dr)s?\.?\s|former )*", re.IGNORECASE)
_PLURAL = re.compile(r"s\b|candidates|rivals|contenders|hopefuls|nominees|such as|like", re.IGNORECASE)


def parties_of(page: Page, contenders: frozenset[int]) -> dict[int, str]:
    """The party of each person as far as the text, or else the batch, shows it."""
    doc, text = page.doc, page.text
    forms = page.parties
    votes: Votes = defaultdict(lambda: defaultdict(float))
    owned: set[int] = set()
    for form in forms:
        before, behind = page.name_before(form.start), page.name_after(form.end)
        if form.sort == "letter":
            if before and form.start - before[1] <= 2:
                votes[before[2]][form.party] += TAG
        elif behind and _leads_to(page, form.end, behind[0]):
            votes[behind[2]][form.party] += DIRECTLY
            _down_the_list(page, behind, form, votes)
        elif before and form.start - before[1] <= NEAR and _RUNS_FOR.fullmatch(text, before[1], form.start):
            votes[before[2]][form.party] += DIRECTLY
            owned.add(form.start)
        elif (
            before
            and form.start - before[1] <= NEAR
            and (_AFTER.fullmatch(text, before[1], form.start) or _STANDS_FOR.fullmatch(text, before[1], form.start))
        ):
            votes[before[2]][form.party] += DIRECTLY
        elif form.sort == "person" and (weight := _of_somebody(text, form)):
            person = _only_one(page, form, contenders)
            if person is not None:
                votes[person][form.party] += weight
    # "Roe, who leads the field for the Green nomination": Roe's field, not that of everybody in the sentence.
    _by_field(page, [form for form in forms if form.start not in owned], contenders, votes)
    known = look_up(doc._.knowledge).persons
    for index, person in enumerate(doc._.persons):
        if person.party:
            votes[index][person.party] += DIRECTLY
        told = known.get(person.name)
        if told is not None and not votes[index] and (party := usual_party(told)):
            votes[index][party] += ENOUGH
    return {person: party for person, tally in votes.items() if (party := _clear(tally)) is not None}


_PRIMARY = re.compile(
    r"(?:\sparty)?(?:'s)?\s(?:presidential\s|senate\s|gubernatorial\s|congressional\s|house\s|mayoral\s|leadership\s)?"
    r"(?:primar(?:y|ies)|nomination|caucus(?:es)?|race|contest|field|nod|debates?)\b",
    re.IGNORECASE,
)


def usual_party(known: KnownPerson) -> str | None:
    """The party the batch gives a person: all articles, or all but a few, agree."""
    ranked = sorted(zip(known.party_articles, known.parties, strict=True), reverse=True)
    if not ranked:
        return None
    rest = sum(articles for articles, _ in ranked[1:])
    return ranked[0][1] if ranked[0][0] >= AGREED * rest else None


def _clear(tally: dict[str, float]) -> str | None:
    first, second, *_ = *sorted(tally.values(), reverse=True), 0.0, 0.0
    if first < ENOUGH or first < CLEARLY * second:
        return None
    return max(sorted(tally), key=lambda party: tally[party])


# The Republican primary, the GOP presidential nomination, the Democratic race
_FIELD = re.compile(
    r"(?:\sparty)?(?:'s)?\s(?:presidential\s|senate\s|gubernatorial\s|congressional\s|house\s|mayoral\s)?"
    r"(?:primar(?:y|ies)|nomination|caucus(?:es)?|race|contest|field|nod|rivals|candidates|contenders|hopefuls|debates?|primary runoff)\b",
    re.IGNORECASE,
)


def _by_field(page: Page, forms: list[PartyName], contenders: frozenset[int], votes: Votes) -> None:
    """Who is named with a party's primary, and with no other party, runs in it: in one sentence, in one paragraph, and in the
    article where it speaks of no other party's.
    """
    doc, text = page.doc, page.text
    if doc._.style.unpunctuated:
        return
    starts = [form.start for form in forms]
    everywhere = ((0, len(text)),)
    for places, field in ((page.sentences, _FIELD), (doc._.paragraphs, _PRIMARY), (everywhere, _PRIMARY)):
        for low, high in places:
            inside = forms[bisect.bisect_left(starts, low) : bisect.bisect_left(starts, high)]
            if len({form.party for form in inside}) == 1 and any(field.match(text, form.end) for form in inside):
                for person in {person for _, _, person in page.names_in(low, high)} & contenders:
                    votes[person][inside[0].party] += FIELD


def _leads_to(page: Page, end: int, start: int) -> bool:
    """Does a party's name lead to the person's: "Republican former Gov. | Tom Roe", within one sentence?"""
    if start - end > NEAR or not _BETWEEN.fullmatch(page.text, end, start):
        return False
    sentence = page.sentence(end - 1, end)
    return sentence is None or start < sentence[1]


def _of_somebody(text: str, form: PartyName) -> float:
    """How much "the Democrat" or "her fellow Democrats" says about whoever is meant; 0 where nobody is."""
    before = text[max(0, form.start - 24) : form.start]
    if _ROLE.search(before) and _ALONE.match(text, form.end):
        return ROLE
    return FIELD if _FELLOW.search(before) else 0


def _down_the_list(page: Page, first: tuple[int, int, int], form: PartyName, votes: Votes) -> None:
    """The party of "Republicans Ann Poe, Tom Roe and Eve Moe" goes on to the others."""
    if not _PLURAL.search(page.text, form.end - 1, first[0]):
        return
    for one, other in pairwise(page.names_in(first[0], first[0] + LIST_REACH)):
        if other[0] - one[1] > 30 or not _LIST.fullmatch(page.text, one[1], other[0]):
            return
        votes[other[2]][form.party] += DIRECTLY


def _only_one(page: Page, form: PartyName, contenders: frozenset[int]) -> int | None:
    """The contender whom "the Democrat" can mean: the only one named before it in its sentence and not behind it."""
    low, high = page.sentence(form.start, form.end) or page.limits(form.start, form.end)
    ahead = {person for _, _, person in page.names_in(max(low, form.start - ROLE_REACH), form.start)} & contenders
    behind = {person for _, _, person in page.names_in(form.end, min(high, form.end + ROLE_REACH // 2))}
    possible = ahead - behind
    return possible.pop() if len(possible) == 1 else None
