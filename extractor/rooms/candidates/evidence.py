"""What in the text shows that a person is a contender.

Each cue stands beside a name and shows something between nothing and everything; cues of different words add up like
independent witnesses (1 − Π(1 − w)). The table is `extractor/data/candidate_cues.tsv`.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.elections import compatible, is_decided_primary, main_contest, year_of
from extractor.language.found import ContestMention, KnownContest, Place
from extractor.language.known import look_up
from extractor.language.lexicon import alternation, load_table, load_words
from extractor.rooms.candidates.page import Page
from extractor.text.forms import Forms
from extractor.text.lower import lower_alike

# The same word twice says little more than once.
REPEATS = 2
# A figure in percent beside a name, in a sentence about a poll or a count.
BESIDE_A_SHARE = 0.45
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
# "Roe had collected less at this stage of his re-election campaign"
OWN_CAMPAIGN = 0.5
# "raised $3 million", "her $40,000 in donations"
RAISED = 0.5
# "Labour's Jane Roe came third on 7,043": a party's person in a sentence of shares or votes
OF_A_PARTY = 0.45

# Between a cue and a name: titles, parties, first marks. "the Democratic nominee, former Sen. | Jane Roe"
_TITLES = r"""(?:'s?\s|’s?\s)?(?:(?:the|former|then|sen|rep|gov|lt|mr|mrs|ms|dr|sens|reps|messrs|u\.s\.|us|state|senator|representative|congress(?:man|woman)|
    governor|mayor|party|presumptive|presidential|secretary|judge|president|vice|president-elect|gop|democrat(?:ic)?|republican|libertarian|
    greens?|labou?r|tory|tories|conservatives?|liberals?|liberal\sdemocrats?|lib\sdems?|snp|ndp|nationals?|independent|billionaire|businessman|
    businesswoman|real|estate|mogul|city|town|county|council|councill?or|board|district|attorney|speaker|minister|sitting|incumbent|and|both|fellow|his|her|their|is|was|are|were|including|between|only)\b\.?(?:'s?|’s?)?(?:[\s-]|(?=[,:])|$)|[,:"“”‘'(—–-]\s?|\s){0,10}$"""
_VOTE_WORDS = re.compile(
    r"\b(?:percent|per cent|points?|votes?|voters?|primar(?:y|ies)|caucus(?:es)?|elections?|re-?election|seats?|race|runoff|run-off|nomination|district|"
    r"states?|delegates?|polls?|polling|ballots?|precincts|governor|senate|presiden(?:t|cy|tial)|white house|congress|election|by-election|majority|"
    r"outright|contest|campaign|mayor|term)\b|%",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d\s?(?:%|percent\b|per cent\b|(?:percentage )?points?\b)", re.IGNORECASE)
_COUNTED = re.compile(r"\s\d[\d,.]*(?=[,;.]|\sand\b)")
_RAISED = re.compile(
    r"(?:[\w'’]+\s){0,3}(?:raised|collected|raising|pulled in|brought in|took in|raked in)\s(?:\w+\s){0,3}\$|(?:'s|’s|'|’)\s\$[\d.,]+\s?(?:\w+\s){1,2}(?:in|haul)",
    re.IGNORECASE,
)
_OWN_CAMPAIGN = re.compile(
    r"\b(?:his|her|their)\s(?:own\s|first\s)?(?:re-?election\s|presidential\s|senate\s|congressional\s|gubernatorial\s|primary\s)?(?:campaign|bid|candidacy|re-?election)\b"
    r"(?!\s(?:manager|chair|aide|spokes|staff|team))",
    re.IGNORECASE,
)
_POLL = re.compile(
    r"\b(?:polls?|polled|survey(?:ed)?|vot(?:e|es|ers|ed|ing)|lead(?:s|ing)?|second|third|finish(?:ed)?|place|behind|primary|caucus(?:es)?|election|ahead|trail(?:s|ed|ing)?|support(?:ed|ers)?|backed|margin|likely|delegates?|chose|prefer|count(?:ed)?|precincts)\b",
    re.IGNORECASE,
)


# Who speaks about an election is beside it, not in it; so is who is introduced with age and town: ", 34, of Upton"
_SPEAKS_BEFORE = re.compile(r"\b(?:said|says|according to|added|told|tells|by)\s+(?:[\w.]+\s){0,2}$", re.IGNORECASE)
_SPEAKS_AFTER = re.compile(r",?\s(?:said|says|told|added|wrote|writes)\b|,\s\d\d,", re.IGNORECASE)


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


@cache
def _cues(side: str) -> tuple[re.Pattern[str], dict[str, float]]:
    """(Lower case.) Any cue on this side of a name, and what each is worth."""
    weights = {cue: float(weight) for cue, where, weight in load_table("candidate_cues", 3) if where == side}
    words = alternation(weights)
    pattern = {
        # Anchored at the end of what stands before the name; the scan starts at the cue.
        "before": rf"(?<!\w){words}(?=[\s,:\"“(—–.-])",
        "after": rf"\s?(?:'s|’s|'|’|\bs\b)?\s?(?:(?:own|successful|failed|surging|upstart|2\d{{3}}|presidential|primary|senate|house|congressional|general[- ]election|"
        rf"gubernatorial|mayoral|white house) ){{0,2}}{words}\b",
        "is": rf"(?<!\w){words}\b",
        "does": rf"(?<!\w){words}\b",
    }[side]
    return re.compile(pattern), weights


_BETWEEN = re.compile(_TITLES, re.IGNORECASE | re.VERBOSE)
_TAG = r"(?:\s?\([^()\n]{1,24}\)|,\s[A-Z]-[\w.]{2,12},?)?"  # (R-Ohio)   , D-Mass.,
_APPOSED = re.compile(
    _TAG
    + r"""\s?(?:[,(—–-]+\s?(?:\d\d,\s)?)?(?:(?:who|also|now)\s)*(?:is|was|has\ been|had\ been|were|remains|became|as|an?|the|one\ of|both|then|once|his|her|their)\s""",
    re.IGNORECASE | re.VERBOSE,
)


# A cue before a name, and one who is called an aide there, stand at most so many characters before it; a cue behind "'s" and two
# adjectives starts at most so many behind it.
BEFORE_REACH = 70
AIDE_REACH = 60
AFTER_REACH = 60


@cache
def _forms() -> dict[str, Forms]:
    """For each thing that is looked for beside a name, words of which one stands there."""
    return {side: Forms(_cues(side)[1]) for side in ("before", "after", "is", "does")} | {
        "aide": Forms(load_words("not_candidates")),
        "speaks": Forms(("said", "says", "according to", "added", "told", "tells", "by")),
        "own": Forms(("his", "her", "their")),
        "figure": Forms(("percent", "per cent", "point", "points")),
    }


class Words:
    """Where such words stand in a text. Beside most names stand none, and then no pattern need be tried."""

    def __init__(self, text: str) -> None:
        low = lower_alike(text)
        self._starts = {name: [match.start() for match in forms.find_all(low)] for name, forms in _forms().items()}
        figures = [match.start() for match in _FIGURE.finditer(text)]
        self._starts["figure"] = sorted(self._starts["figure"] + figures)

    def has(self, name: str, start: int, end: int) -> bool:
        """Does one of them begin in text[start:end]?"""
        starts = self._starts[name]
        at = bisect.bisect_left(starts, start)
        return at < len(starts) and starts[at] < end


_FIGURE = re.compile(r"[\d%]")


@cache
def _aides() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(load_words('not_candidates'))})\b", re.IGNORECASE)


def gather(page: Page) -> dict[int, Evidence]:
    """The evidence about each person named."""
    doc, text = page.doc, page.text
    words, low_text = Words(text), lower_alike(text)
    found: dict[int, Evidence] = defaultdict(Evidence)
    elections = sorted(place for contest in doc._.contests for place in contest.mentions)
    for index, (start, end, person) in enumerate(page.names):
        evidence = found[person]
        evidence.mentions.append((start, end))
        low, high = page.limits(start, end)
        # The next name ends what is said of this one, but for what stands directly beside it.
        reach = (page.names[index + 1][0] if index + 1 < len(page.names) else len(text)) - end
        before, after = text[low:start], text[end:high]
        low_before, low_after = low_text[low:start], low_text[end:high]
        cues = [
            *(_before(before, low_before) if words.has("before", max(low, start - BEFORE_REACH), start) else ()),
            *(_after(low_after) if words.has("after", end, end + AFTER_REACH) else ()),
            *(_is(after, low_after, reach) if words.has("is", end, high) else ()),
            *(_does(before, after, low_after, reach) if words.has("does", end, high) else ()),
            *(_shares(before, after, reach) if words.has("figure", low, high) else ()),
        ]
        speaks = words.has("speaks", low, start) and _SPEAKS_BEFORE.search(before)
        if not (speaks or _SPEAKS_AFTER.match(after)):
            if _beside_a_share(text, start, end, low, high):
                cues.append(("share", BESIDE_A_SHARE))
            at = bisect.bisect_left(elections, (low, 0))
            if at < len(elections) and elections[at][1] <= high:
                cues.append(("election", BESIDE_AN_ELECTION))
        own = _OWN_CAMPAIGN.search(after) if words.has("own", end, high) else None
        if own and own.end() <= reach:
            cues.append(("own campaign", OWN_CAMPAIGN))
        if "$" in after and (_RAISED.match(after.lstrip()) or _RAISED.match(after)):
            cues.append(("raised", RAISED))
        evidence.cues += [(cue, weight, (start, end)) for cue, weight in cues]
        called_before = words.has("aide", max(low, start - AIDE_REACH), start) and _is_aide_before(before)
        evidence.aide |= called_before or _is_aide_behind(after, reach)
    _of_parties(page, found)
    _pass_on(page, found)
    named = {person for contest in doc._.contests for person in contest.contenders}
    known, together = _known_contenders(doc)
    for person, evidence in found.items():
        evidence.presides = presides(doc, person)
        if person in named:
            evidence.cues.append(("named in a contest", NAMED, evidence.mentions[0]))
        if person in known:
            evidence.cues.append(("known contender", TOGETHER if person in together else KNOWN, evidence.mentions[0]))
    return dict(found)


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
        speaks = _SPEAKS_BEFORE.search(text, low, form.start) or _SPEAKS_AFTER.match(text, end)
        if not speaks and _NUMBERS.search(text, low, high) and _PLACED.search(text, low, high):
            found[person].cues.append(("of a party", OF_A_PARTY, (start, end)))


def presides(doc: Doc, person: int) -> bool:
    """Does the person head the state, in an article about another election? Then they are named beside it as a matter of course."""
    main = main_contest(doc._.contests, doc._.context.published)
    about = doc._.contests[main].office if main is not None else None
    if about in (None, "President") or not any(
        _HEAD_OF_STATE.fullmatch(title) for title in doc._.persons[person].titles
    ):
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


def _before(before: str, low_before: str) -> list[tuple[str, float]]:
    pattern, weights = _cues("before")
    best = None
    for match in pattern.finditer(low_before, max(0, len(before) - BEFORE_REACH)):
        if _BETWEEN.fullmatch(before, match.end()):
            best = match
    if best is None:
        return []
    cue = re.sub(r"\s+", " ", best.group())
    return [(cue, weights[cue])]


def _after(low_after: str) -> list[tuple[str, float]]:
    pattern, weights = _cues("after")
    match = pattern.match(low_after)
    if not match:
        return []
    # The longest cue at its end: "presidential campaign" before "campaign".
    printed = re.sub(r"\s+", " ", match.group())
    cue = max((cue for cue in weights if printed.endswith(cue)), key=len)
    return [(f"'s {cue}", weights[cue])]


def _is(after: str, low_after: str, reach: int) -> list[tuple[str, float]]:
    if not (opening := _APPOSED.match(after)):
        return []
    pattern, weights = _cues("is")
    match = pattern.search(low_after, opening.end(), min(opening.end() + 60, max(reach, opening.end())))
    if not match or re.search(
        r"[.;:]\s|\b(?:said|says|told|tweeted|to|against|by)\b", after[opening.end() : match.start()]
    ):
        return []
    cue = re.sub(r"\s+", " ", match.group())
    return [(f"is {cue}", weights[cue])]


# Between a name and its verb: ", a vet from Upton, ", " who ", up to three words.
_TO_VERB = re.compile(_TAG + r"(?:,\s[^,.;:]{2,60},)?(?:,?\swho\b|,)?\s?")
# Verbs so strong that no word of elections need stand beside them.
ALONE = 0.7


def _does(before: str, after: str, low_after: str, reach: int) -> list[tuple[str, float]]:
    pattern, weights = _cues("does")
    opening = _TO_VERB.match(after)
    begin = opening.end() if opening else 0
    match = pattern.search(low_after, begin, min(begin + 40, reach))
    if not match or not re.fullmatch(r"(?:[\w'’]+\s){0,3}", after[begin : match.start()]):
        return []
    cue = re.sub(r"\s+", " ", match.group())
    if weights[cue] < ALONE and not _VOTE_WORDS.search(after, match.end()) and not _VOTE_WORDS.search(before):
        return []
    return [(f"does {cue}", weights[cue])]


# A share or a count that is somebody's own.
POLLED = 0.6
ROW = 0.9
_NUMBER = r"(?:\d[\d,.]*\s?(?:%|percent\b|per\scent\b|votes?\b|\(\d))"
_POLLED_AFTER = re.compile(
    rf"""(?:,\s(?:\d\d|[^,.;:\d]{{2,60}}),|,)?\s?(?:\([\w .-]{{1,20}}\)\s?)?
    (?:(?:\w+\s){{0,3}}(?:with|on|at|had|has|took|won|drew|received|got|gets|polled|garnered|gained|fell\sto|rose\sto|has)\s(?:\w+\s){{0,4}}{_NUMBER}   # Roe took 41.9 per cent
       |\(?{_NUMBER})                                                                                                        # Roe (31.2 per cent)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POLLED_BEFORE = re.compile(
    r"(?:%|percent|per cent|points?)\s(?:of\s(?:the\s)?(?:\w+\s){0,2}|say\sthey\s|would\s|support\s)?(?:for|to|back|backing|backed|support|supporting|favor|prefer|preferred|chose|choose)\s",
    re.IGNORECASE,
)
# Roe's 41.9 per cent
_OWN_SHARE = re.compile(
    r"['’]s?\s\d[\d.]*\s?(?:%|per\s?cent)\s(?!(?:\w+\s){0,2}(?:stake|approval|ownership|raise|pay|tax|cut|interest|tariffs?|holding)\b)",
    re.IGNORECASE,
)
# Roe (D): 46%   Roe (Lab) 69,731 (38.4%)
_ROW_AFTER = re.compile(r"\s?\([A-Z][\w .-]{0,24}\)[:,]?\s{1,3}\d")


def _shares(before: str, after: str, reach: int) -> list[tuple[str, float]]:
    """A row of a table of results, or a share said to be this person's."""
    if _ROW_AFTER.match(after):
        return [("row", ROW)]
    if _OWN_SHARE.match(after):
        return [("own share", BESIDE_A_SHARE)]
    match = _POLLED_AFTER.match(after)
    if match and match.end() <= reach:
        return [("polled", POLLED)]
    for found in _POLLED_BEFORE.finditer(before, max(0, len(before) - 70)):
        if _BETWEEN.fullmatch(before, found.end()):
            return [("polled", POLLED)]
    return []


def _beside_a_share(text: str, start: int, end: int, low: int, high: int) -> bool:
    near = text[max(low, start - 50) : min(high, end + 50)]
    return bool(_SHARE.search(near) or _COUNTED.match(text, end)) and bool(_POLL.search(text, low, high))


def _is_aide_before(before: str) -> bool:
    return any(
        _BETWEEN.fullmatch(before, match.end()) for match in _aides().finditer(before, max(0, len(before) - AIDE_REACH))
    )


# "Roe, an aide", "Roe (a spokeswoman)", "Roe the pollster"
_EXPLAINS = re.compile(r"\s?[,(—–]\s?|\s(?=(?:a|an|the) )")


def _is_aide_behind(after: str, reach: int) -> bool:
    opening = _EXPLAINS.match(after)
    if not opening:
        return False
    match_after = _aides().search(after, opening.end(), min(opening.end() + 50, max(reach, opening.end())))
    return match_after is not None and not re.search(r"[,;]", after[opening.end() : match_after.start()])


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
