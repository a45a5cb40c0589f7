"""What the text says of a contender: party, age, outcome, incumbency, occupation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc

from extractor.language.found import ContestMention, KnownPerson
from extractor.language.parties import PartyName, find_parties
from extractor.rooms.candidates.evidence import Evidence, limits, names

Votes = dict[int, dict[str, float]]  # person → party → what speaks for it

# How much each place of a party's name says about the person beside it; estimated by reading.
TAG = 3.0  # Jane Roe (R-Ga.)
DIRECTLY = 2.0  # Republican Jane Roe; Jane Roe, a Republican
ROLE = 1.5  # "the Democrat" said of the one contender it can be
FIELD = 0.7  # in one sentence with "the Republican primary" and no other party
ENOUGH = 0.7
# One party must be so much likelier than the next, or none is named.
CLEARLY = 1.5
# Of the articles of a batch that name somebody's party, so many times more must agree than differ.
AGREED = 3

_BETWEEN = re.compile(
    r"""(?:'s\s|’s\s)?(?:(?:presidential|congressional|senate|house|gubernatorial|mayoral|party|nominees?|candidates?|contenders?|front-?runners?|challengers?|rivals?|opponents?|
        hopefuls?|incumbents?|leaders?|congress(?:man|woman)|senators?|governors?|representatives?|mayor|speaker|former|current|then|state|u\.s\.|us|sens?|reps?|gov|lt|mr|mrs|ms|
        dr|president|vice|secretary|billionaire|businessman|businesswoman|standard-bearer|newcomer|lawmaker|mp|such|as|like|the|primary|nomination|winner|runner-up|and|both)\b\.?
        [\s,:-]*|[\s,:"“‘'—–-]){0,12}""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = re.compile(
    r"\s?(?:[,(—–-]+\s?(?:who (?:is|was) )?(?:also )?|\s?(?:is|was|,? who is) )?\s?(?:an?|the|one of the|now a|a lifelong)\s(?:[\w'-]+\s){0,4}$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\b(?:the|a)\s+(?:[\w-]+-year-old\s+|former\s+)?$", re.IGNORECASE)
# "The Democrat raised", not "the Democrat Party's": a verb, a preposition or a mark follows.
_ALONE = re.compile(
    r"[,.;:)]|\s(?:still|has|had|was|is|who|in|by|with|and|said|says|told|came|won|lost|would|will|could|did|does|to|as|on|for|at|from|after|but|\w+ed)\b",
    re.IGNORECASE,
)
_FELLOW = re.compile(r"\b(?:his|her|their)\s(?:own\s)?(?:fellow\s)?$", re.IGNORECASE)
_LIST = re.compile(r"\s?,?\s?(?:and|or|&|,)?\s?(?:(?:sen|rep|gov|mr|ms|mrs|dr)s?\.?\s|former )*", re.IGNORECASE)
_PLURAL = re.compile(r"s\b|candidates|rivals|contenders|hopefuls|nominees|such as|like", re.IGNORECASE)


def parties_of(doc: Doc, contenders: frozenset[int]) -> dict[int, str]:
    """The party of each person as far as the text shows it."""
    text = doc.text
    mentions = names(doc)
    forms = sorted(find_parties(text, caseless=doc._.style.caseless or doc._.style.upper), key=lambda form: form.start)
    votes: Votes = defaultdict(lambda: defaultdict(float))
    for form in forms:
        before = max((m for m in mentions if m[1] <= form.start), key=lambda m: m[1], default=None)
        behind = min((m for m in mentions if m[0] >= form.end), key=lambda m: m[0], default=None)
        if form.sort == "letter":
            if before and form.start - before[1] <= 2:
                votes[before[2]][form.party] += TAG
            continue
        if (
            behind
            and behind[0] - form.end <= 60
            and _BETWEEN.fullmatch(text, form.end, behind[0])
            and not _cut(doc, form, behind)
        ):
            votes[behind[2]][form.party] += DIRECTLY
            _down_the_list(text, mentions, behind, form, votes)
        elif before and form.start - before[1] <= 60 and _AFTER.fullmatch(text, before[1], form.start):
            votes[before[2]][form.party] += DIRECTLY
        elif (
            form.sort == "person"
            and _ROLE.search(text, max(0, form.start - 24), form.start)
            and _ALONE.match(text, form.end)
        ):
            person = _only_one(doc, form, mentions, contenders)
            if person is not None:
                votes[person][form.party] += ROLE
        elif form.sort == "person" and _FELLOW.search(text, max(0, form.start - 24), form.start):
            person = _only_one(doc, form, mentions, contenders)
            if person is not None:
                votes[person][form.party] += FIELD
    _by_field(doc, forms, mentions, contenders, votes)
    for index, person in enumerate(doc._.persons):
        if person.party:
            votes[index][person.party] += DIRECTLY
        for known in doc._.knowledge.persons:
            if known.name == person.name and not votes[index] and (party := usual_party(known)):
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
    r"(?:primar(?:y|ies)|nomination|caucus(?:es)?|race|contest|field|nod|nominee|front-?runner|rivals?|candidates?|contenders?|hopefuls?|debates?|ticket|primary runoff)\b",
    re.IGNORECASE,
)


def _by_field(
    doc: Doc, forms: list[PartyName], mentions: list[tuple[int, int, int]], contenders: frozenset[int], votes: Votes
) -> None:
    """Who is named with a party's primary, and with no other party, runs in it: in one sentence, in one paragraph, and in the
    article where it speaks of no other party's.
    """
    if doc._.style.unpunctuated:
        return
    runners = [form for form in forms if _FIELD.match(doc.text, form.end)]
    primaries = [form for form in forms if _PRIMARY.match(doc.text, form.end)]
    whole = ((0, len(doc.text)),)
    for places, words, fields in (
        (doc._.sentences, forms, runners),
        (doc._.paragraphs, forms, primaries),
        (whole, forms, primaries),
    ):
        for low, high in places:
            inside = {form.party for form in words if low <= form.start < high}
            if len(inside) == 1 and any(low <= form.start < high for form in fields):
                for person in {person for start, _, person in mentions if low <= start < high and person in contenders}:
                    votes[person][next(iter(inside))] += FIELD


def _cut(doc: Doc, form: PartyName, behind: tuple[int, int, int]) -> bool:
    """Does a sentence end between the party and the name?"""
    return any(form.end <= end <= behind[0] for _, end in doc._.sentences)


def _down_the_list(
    text: str, mentions: list[tuple[int, int, int]], first: tuple[int, int, int], form: PartyName, votes: Votes
) -> None:
    """ "Republicans Ann Poe, Tom Roe and Eve Moe": the party goes on to the others."""
    if not _PLURAL.search(text, form.end - 1, first[0]):
        return
    position = mentions.index(first)
    for one, other in zip(mentions[position:], mentions[position + 1 :], strict=False):
        if other[0] - one[1] > 30 or not _LIST.fullmatch(text, one[1], other[0]):
            return
        votes[other[2]][form.party] += DIRECTLY


def _only_one(
    doc: Doc, form: PartyName, mentions: list[tuple[int, int, int]], contenders: frozenset[int]
) -> int | None:
    """The contender of this sentence, or the one before, whom "the Democrat" can mean: the first named, if not named again behind."""
    low, high = limits(doc, form.start, form.end)
    sentence = next((place for place in doc._.sentences if place[0] <= form.start < place[1]), (low, high))
    ahead = [
        person
        for start, _, person in mentions
        if sentence[0] <= start < form.start and person in contenders and form.start - start < 260
    ]
    behind = {person for start, _, person in mentions if form.end <= start < min(sentence[1], form.end + 90)}
    possible = list(dict.fromkeys(person for person in ahead if person not in behind))
    return possible[0] if len(possible) == 1 else None


_AGE_BEHIND = re.compile(r",?\s(?:who is\s)?(?P<age>[1-9]\d)(?=,|\s(?:had|has|is|was|said|won)\b|\s?\)|\sof\b)")
_AGE_BEFORE = re.compile(r"(?P<age>[1-9]\d)[- ]year[- ]old\s(?:[\w'-]+\s){0,5}$")


def age_of(doc: Doc, found: Evidence) -> int | None:
    """Age in years, where it stands beside the name."""
    for start, end in found.mentions:
        match = _AGE_BEFORE.search(doc.text, max(0, start - 60), start) or _AGE_BEHIND.match(doc.text, end)
        if match and 18 <= int(match["age"]) <= 99:
            return int(match["age"])
    return None


_INCUMBENT = re.compile(r"\bincumbent\b[\w\s,.-]{0,40}$", re.IGNORECASE)
_INCUMBENT_BEHIND = re.compile(
    r",?\s(?:is\s|was\s)?the\s(?:[\w-]+\s)?incumbent\b|,?\s(?:who is\s)?(?:seeking|running for)\sre-?election",
    re.IGNORECASE,
)


def incumbent_of(doc: Doc, found: Evidence) -> bool | None:
    """True where the text calls the person the incumbent or has them seek re-election; None where it says nothing."""
    for start, end in found.mentions:
        low, _ = limits(doc, start, end)
        if _INCUMBENT.search(doc.text, max(low, start - 40), start) or _INCUMBENT_BEHIND.match(doc.text, end):
            return True
    return None


_ROLE_BEHIND = re.compile(r"[,—–]\s?(?P<role>(?:an?|the)\s[^,.;:—–()\"“”\n]{4,70})[,.;—–\n]")
_NO_ROLE = re.compile(
    r"\b(?:candidate|nominee|contender|front-?runner|democrat|republican|hopeful|challenger|incumbent|winner|runner-up|who|that|which)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the)\s", re.IGNORECASE)


def role_of(doc: Doc, found: Evidence) -> str | None:
    """Occupation, office or former office, as printed beside the name."""
    for _, end in found.mentions:
        match = _ROLE_BEHIND.match(doc.text, end)
        if match and not _NO_ROLE.search(match["role"]):
            return _ARTICLE.sub("", match["role"]).strip()
    return None


_OUTCOMES = (
    (
        "withdrew",
        re.compile(
            r",?\s(?:who\s)?(?:has\s|have\s)?(?:dropped out|withdrew|ended (?:his|her|their) (?:campaign|bid)|suspended (?:his|her|their) (?:campaign|bid))",
            re.IGNORECASE,
        ),
        None,
    ),
    (
        "runoff",
        re.compile(
            r"(?:[^.;]{0,80})\b(?:will (?:now )?(?:face|meet)|(?:advance[sd]?|head(?:s|ed)?|go(?:es)?|forced|forcing|force)\b[^.;]{0,30}\brun-?off|faces?\b[^.;]{0,60}\brun-?off|head(?:s|ed)? for)",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:will (?:now )?face|run-?off against|faces?)\s(?:[\w.]+\s){0,3}$", re.IGNORECASE),
    ),
    (
        "lost",
        re.compile(
            r"(?:'s|’s|\bs\b)?\s?(?:[\w-]+\s){0,2}(?:lost\b|conceded\b|was defeated|fell short|came up (?:[\w-]+\s){0,4}short|defeat\b|loss\b)",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:defeat(?:ed|s|ing)?|beat(?:s|ing)?|trounced|ousted|unseated|edged(?: out)?|win over|victory over)\s(?:[\w.]+\s){0,3}$",
            re.IGNORECASE,
        ),
    ),
    (
        "won",
        re.compile(
            r"\s(?:has\s|had\s|narrowly\s|easily\s)?(?:won\b(?! (?:just|only|\d))|wins\b|defeated\b|beat\b|was elected|was re-?elected|clinched|captured)",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:lost to|losing to|fell to|defeated by|congratulated|new job\b.*)\s(?:[\w.]+\s){0,3}$", re.IGNORECASE
        ),
    ),
)


def outcome_of(doc: Doc, found: Evidence, contests: Sequence[ContestMention]) -> str | None:
    """won, lost, runoff or withdrew, as the text has it; None where it is open."""
    for outcome, behind, before in _OUTCOMES:
        if outcome == "runoff" and all(contest.stage != "runoff" for contest in contests):
            continue
        for start, end in found.mentions:
            low, high = limits(doc, start, end)
            if behind.match(doc.text, end, high) or (before and before.search(doc.text, max(low, start - 60), start)):
                return outcome
    return None
