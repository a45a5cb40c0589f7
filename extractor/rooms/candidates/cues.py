"""What stands beside one name and shows a contender.   "the Democratic nominee, | Jane Roe", "Roe | leads", "Roe | took 41.9 per cent"

The cues are the table `extractor/data/candidate_cues.tsv`; shares and sums of one's own are patterns here. Beside most names
nothing of it stands, and then no pattern is tried.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extractor.language.lexicon import alternation, load_table, load_words
from extractor.text.forms import Forms
from extractor.text.lower import lower_alike

Cue = tuple[str, float]  # what it is called, and how much it shows

# A figure in percent beside a name, in a sentence about a poll or a count.
BESIDE_A_SHARE = 0.45
# "Roe had collected less at this stage of his re-election campaign"
OWN_CAMPAIGN = 0.5
# "raised $3 million", "her $40,000 in donations"
RAISED = 0.5
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


# Who speaks about an election is beside it, not in it; so is who is introduced with age and town: ", 34, of Upton"
SPEAKS_BEFORE = re.compile(r"\b(?:said|says|according to|added|told|tells|by)\s+(?:[\w.]+\s){0,2}$", re.IGNORECASE)
SPEAKS_AFTER = re.compile(r",?\s(?:said|says|told|added|wrote|writes)\b|,\s\d\d,", re.IGNORECASE)

# A cue before a name, and one who is called an aide there, stand at most so many characters before it; a cue behind "'s" and two
# adjectives starts at most so many behind it.
BEFORE_REACH = 70
AIDE_REACH = 60
AFTER_REACH = 60


_SPEAKERS = ("said", "says", "according to", "added", "told", "tells", "by")
_OWNERS = ("his", "her", "their")
_PERCENT = ("percent", "per cent", "point", "points")
_DIGIT = re.compile(r"[\d%]")


@cache
def _sides() -> dict[str, frozenset[str]]:
    """Each form that is looked for beside a name → what may begin where it does: a cue of a side, an aide, a speaker, …"""
    forms: dict[str, Iterable[str]] = {side: _cues(side)[1] for side in ("before", "after", "is", "does")}
    forms |= {"aide": load_words("not_candidates"), "speaks": _SPEAKERS, "own": _OWNERS, "figure": _PERCENT}
    found: dict[str, set[str]] = defaultdict(set)
    for side, of_side in forms.items():
        for form in of_side:
            found[form].add(side)
    # Where "candidate for" stands, "candidate" stands too.
    return {
        form: frozenset().union(
            *(sides for other, sides in found.items() if form == other or re.match(rf"{re.escape(other)}(?!\w)", form))
        )
        for form in found
    }


@cache
def _forms() -> Forms:
    return Forms(_sides())


class Standing:
    """Where words that may matter beside a name stand in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: dict[str, list[int]] = defaultdict(list)
        sides = _sides()
        for match in _forms().find_all(lower_alike(text)):
            form = match.group()
            for side in sides.get(form) or sides[" ".join(form.split())]:
                self._starts[side].append(match.start())

    def has(self, side: str, start: int, end: int) -> bool:
        """Does a word of that side begin in text[start:end]?"""
        starts = self._starts[side]
        at = bisect.bisect_left(starts, start)
        return at < len(starts) and starts[at] < end

    def has_figure(self, start: int, end: int) -> bool:
        """Does a figure, or the word for percent or points, stand in text[start:end]?"""
        return _DIGIT.search(self.text, start, end) is not None or self.has("figure", start, end)


@cache
def _aides() -> re.Pattern[str]:
    """(Lower case.) Whoever is beside contenders as a matter of course."""
    return re.compile(rf"(?<!\w){alternation(load_words('not_candidates'))}\b")


class Beside(NamedTuple):
    """One name, and what stands around it as far as evidence may: before and behind, as printed and in lower case."""

    standing: Standing
    start: int
    end: int
    low: int  # evidence may stand from here …
    high: int  # … to here
    reach: int  # so far behind the name the next one begins, which ends what is said of this one
    before: str
    after: str
    low_before: str
    low_after: str

    def cues(self) -> list[Cue]:
        """Each cue of the table beside the name, and what is said of its shares."""
        has, start, end = self.standing.has, self.start, self.end
        found: list[Cue] = []
        if has("before", max(self.low, start - BEFORE_REACH), start):
            found += _before(self.before, self.low_before)
        if has("after", end, end + AFTER_REACH):
            found += _after(self.low_after)
        if has("is", end, self.high):
            found += _is(self.after, self.low_after, self.reach)
        if has("does", end, self.high):
            found += _does(self.before, self.after, self.low_after, self.reach)
        if self.standing.has_figure(self.low, self.high):
            found += _shares(self.before, self.after, self.reach)
        return found

    def speaks(self) -> bool:
        """Is this somebody who speaks, or is introduced with age and town? They are beside an election, not in it."""
        return bool(
            (self.standing.has("speaks", self.low, self.start) and SPEAKS_BEFORE.search(self.before))
            or SPEAKS_AFTER.match(self.after)
        )

    def is_beside_a_share(self) -> bool:
        """Does a share or a count stand near, in a sentence about a poll or a count?"""
        return _beside_a_share(self.standing.text, self.start, self.end, self.low, self.high)

    def campaigns(self) -> list[Cue]:
        """A campaign of their own, and the money of it."""
        found: list[Cue] = []
        own = _OWN_CAMPAIGN.search(self.after) if self.standing.has("own", self.end, self.high) else None
        if own and own.end() <= self.reach:
            found.append(("own campaign", OWN_CAMPAIGN))
        if "$" in self.after and (_RAISED.match(self.after.lstrip()) or _RAISED.match(self.after)):
            found.append(("raised", RAISED))
        return found

    def is_called_aide(self) -> bool:
        """Is this an aide, a pollster, a voter by the words beside the name?"""
        if self.standing.has("aide", max(self.low, self.start - AIDE_REACH), self.start) and _is_aide_before(
            self.before, self.low_before
        ):
            return True
        return _is_aide_behind(self.after, self.low_after, self.reach)


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


def _is_aide_before(before: str, low_before: str) -> bool:
    return any(
        _BETWEEN.fullmatch(before, match.end())
        for match in _aides().finditer(low_before, max(0, len(before) - AIDE_REACH))
    )


# "Roe, an aide", "Roe (a spokeswoman)", "Roe the pollster"
_EXPLAINS = re.compile(r"\s?[,(—–]\s?|\s(?=(?:a|an|the) )")


def _is_aide_behind(after: str, low_after: str, reach: int) -> bool:
    opening = _EXPLAINS.match(after)
    if not opening:
        return False
    match_after = _aides().search(low_after, opening.end(), min(opening.end() + 50, max(reach, opening.end())))
    return match_after is not None and not re.search(r"[,;]", after[opening.end() : match_after.start()])
