"""What in the text shows that a person is a contender.

Each cue stands beside a name and shows something between nothing and everything; cues of different words add up like
independent witnesses (1 − Π(1 − w)). The table is `extractor/data/candidate_cues.tsv`.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from extractor.language.found import Place
from extractor.language.lexicon import alternation, load_table, load_words

# How far from a name a cue may stand, in characters; in text without sentence marks this is the only limit.
REACH = 110
# The same word twice says little more than once.
REPEATS = 2
# A figure in percent beside a name, in a sentence about a poll or a count.
BESIDE_A_SHARE = 0.35
# An aide, a pollster or a voter is called so once, and beside it no weak cue counts.
AIDE = 0.25
SURE = 0.85

# Between a cue and a name: titles, parties, first marks. "the Democratic nominee, former Sen. | Jane Roe"
_TITLES = r"""(?:(?:the|former|then|sen|rep|gov|lt|mr|mrs|ms|dr|sens|reps|messrs|u\.s\.|us|state|senator|representative|congress(?:man|woman)|
    governor|mayor|secretary|judge|president|vice|president-elect|gop|democrat(?:ic)?|republican|libertarian|green|labou?r|tory|conservative|
    liberal|independent|billionaire|businessman|businesswoman|real|estate|mogul|and|both|fellow|his|her|their)\b\.?(?:[\s-]|$)|[,:"“”‘'(—–-]\s?|\s){0,10}$"""
_VOTE_WORDS = re.compile(
    r"\b(?:percent|per cent|points?|votes?|voters?|primar(?:y|ies)|caucus(?:es)?|elections?|re-?election|seats?|race|runoff|run-off|nomination|district|"
    r"states?|delegates?|polls?|polling|ballots?|precincts|governor|senate|presiden(?:t|cy|tial)|white house|congress|election|by-election|majority|"
    r"outright|contest|campaign|mayor)\b|%",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d(?:[\d.]*)\s?(?:%|percent\b|per cent\b|points?\b)", re.IGNORECASE)
_POLL = re.compile(r"\b(?:polls?|polled|survey(?:ed)?|vot(?:e|es|ers|ed|ing)|lead(?:s|ing)?|ahead|trail(?:s|ed|ing)?|support(?:ed|ers)?|backed|margin|likely|chose|prefer|count(?:ed)?|precincts)\b", re.IGNORECASE)


@dataclass
class Evidence:
    """What speaks for one person: every mention by name, and each cue with its weight and the mention beside it."""

    mentions: list[Place] = field(default_factory=list)
    cues: list[tuple[str, float, Place]] = field(default_factory=list)
    aide: bool = False

    @property
    def score(self) -> float:
        """Between 0 and 1: how likely this is a contender."""
        seen: Counter[str] = Counter()
        doubt = 1.0
        for cue, weight, _ in sorted(self.cues, key=lambda cue: -cue[1]):
            seen[cue] += 1
            if seen[cue] <= REPEATS:
                doubt *= 1 - weight
        score = min(1 - doubt, 0.99)
        if self.aide and not any(weight >= SURE for _, weight, _ in self.cues):
            score *= AIDE
        return score

    @property
    def rule(self) -> str:
        """The cue that says most."""
        return max(self.cues, key=lambda cue: cue[1])[0] if self.cues else "none"


@cache
def _cues(side: str) -> tuple[re.Pattern[str], dict[str, float]]:
    weights = {cue: float(weight) for cue, where, weight in load_table("candidate_cues", 3) if where == side}
    words = alternation(weights)
    pattern = {
        # Anchored at the end of what stands before the name; the scan starts at the cue.
        "before": rf"(?<!\w){words}(?=[\s,:\"“(—–.-])",
        "after": rf"\s?(?:'s|’s|'|’|\bs\b)?\s?(?:own |successful |failed |2\d{{3}} |[\w-]{{4,14}} ){{0,1}}{words}\b",
        "is": rf"(?<!\w){words}\b",
        "does": rf"(?<!\w){words}\b",
    }[side]
    return re.compile(pattern, re.IGNORECASE), weights


_BETWEEN = re.compile(_TITLES, re.IGNORECASE | re.VERBOSE)
_APPOSED = re.compile(r"\s?(?:[,(—–-]+\s?(?:who (?:is|was|has been) )?|(?:is|was|has been|had been|who is|who was|remains|became|as)\s|(?=(?:a|an|the|who) ))", re.IGNORECASE)


@cache
def _aides() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(load_words('not_candidates'))})s?\b", re.IGNORECASE)


def limits(doc: Doc, start: int, end: int) -> Place:
    """How far evidence about the stretch may stand: its sentence, cut to REACH."""
    low, high = max(0, start - REACH), min(len(doc.text), end + REACH)
    starts = [place[0] for place in doc._.sentences]
    index = bisect.bisect_right(starts, start) - 1
    if index >= 0:
        sentence = doc._.sentences[index]
        if sentence[1] >= end:
            low, high = max(low, sentence[0]), min(high, sentence[1])
    return low, high


def names(doc: Doc) -> list[tuple[int, int, int]]:
    """Each mention by name of a known person: start, end, person; in order."""
    return [(f.start, f.end, f.value.person) for f in doc._.people if f.value.kind == "name" and f.value.person is not None]


def gather(doc: Doc) -> dict[int, Evidence]:
    """The evidence about each person named."""
    text = doc.text
    found: dict[int, Evidence] = defaultdict(Evidence)
    mentions = names(doc)
    for index, (start, end, person) in enumerate(mentions):
        evidence = found[person]
        evidence.mentions.append((start, end))
        low, high = limits(doc, start, end)
        # The next name ends what is said of this one, but for what stands directly beside it.
        next_start = mentions[index + 1][0] if index + 1 < len(mentions) else len(text)
        before, after = text[low:start], text[end:high]
        for cue, weight in (*_before(before), *_after(after), *_is(after, next_start - end), *_does(after)):
            evidence.cues.append((cue, weight, (start, end)))
        if _beside_a_share(text, start, end, low, high):
            evidence.cues.append(("share", BESIDE_A_SHARE, (start, end)))
        evidence.aide |= _is_aide(before, after, next_start - end)
    _pass_on(text, mentions, found)
    return dict(found)


def _before(before: str) -> list[tuple[str, float]]:
    pattern, weights = _cues("before")
    best = None
    for match in pattern.finditer(before, max(0, len(before) - 70)):
        if _BETWEEN.fullmatch(before, match.end()):
            best = match
    if best is None:
        return []
    cue = re.sub(r"\s+", " ", best.group().lower())
    return [(cue, weights[cue])]


def _after(after: str) -> list[tuple[str, float]]:
    pattern, weights = _cues("after")
    match = pattern.match(after)
    if not match:
        return []
    # The longest cue at its end: "presidential campaign" before "campaign".
    printed = re.sub(r"\s+", " ", match.group().lower())
    cue = max((cue for cue in weights if printed.endswith(cue)), key=len)
    return [(f"'s {cue}", weights[cue])]


def _is(after: str, reach: int) -> list[tuple[str, float]]:
    if not (opening := _APPOSED.match(after)):
        return []
    pattern, weights = _cues("is")
    match = pattern.search(after, opening.end(), min(opening.end() + 60, max(reach, opening.end())))
    if not match or re.search(r"[.;:]\s|\b(?:said|says|told)\b", after[opening.end() : match.start()]):
        return []
    cue = re.sub(r"\s+", " ", match.group().lower())
    return [(f"is {cue}", weights[cue])]


def _does(after: str) -> list[tuple[str, float]]:
    pattern, weights = _cues("does")
    match = pattern.search(after, 0, 40)
    if not match or not re.fullmatch(r"(?:,? who|,)?\s?(?:[\w'’]+\s){0,3}", after[: match.start()]):
        return []
    if not _VOTE_WORDS.search(after, match.end()):
        return []
    cue = re.sub(r"\s+", " ", match.group().lower())
    return [(f"does {cue}", weights[cue])]


def _beside_a_share(text: str, start: int, end: int, low: int, high: int) -> bool:
    near = text[max(low, start - 50) : min(high, end + 50)]
    return bool(_SHARE.search(near)) and bool(_POLL.search(text, low, high))


def _is_aide(before: str, after: str, reach: int) -> bool:
    pattern = _aides()
    for match in pattern.finditer(before, max(0, len(before) - 60)):
        if _BETWEEN.fullmatch(before, match.end()):
            return True
    opening = re.match(r"\s?[,(—–]\s?|\s(?=(?:a|an|the) )", after)
    if not opening:
        return False
    match_after = pattern.search(after, opening.end(), min(opening.end() + 50, max(reach, opening.end())))
    return match_after is not None and not re.search(r"[,;]", after[opening.end() : match_after.start()])


# "Roe and Poe", "Roe, Poe and Moe": what is said of one name in a list is said of all.
_LIST = re.compile(r"\s?(?:\([^()]{1,20}\))?,?\s?(?:and|or|&|,|vs\.?|versus|v\.?)?\s?(?:(?:sen|rep|gov|mr|ms|mrs|dr)s?\.?\s|former |republican |democrat |democratic )*", re.IGNORECASE)
# What a list passes on to its other members.
PASSED_ON = 0.9


def _pass_on(text: str, mentions: list[tuple[int, int, int]], found: dict[int, Evidence]) -> None:
    """Plural and list evidence goes on to the names beside it: "candidates Jane Roe and Ann Poe"."""
    at = {place: [cue for cue in evidence.cues if cue[2] == place] for evidence in found.values() for place in evidence.mentions}
    for (s1, e1, one), (s2, e2, other) in zip(mentions, mentions[1:], strict=False):
        if one == other or not 0 < s2 - e1 < 40 or not _LIST.fullmatch(text, e1, s2) or text[e1:s2].strip() == "":
            continue
        for cue, weight, _ in at[s1, e1]:
            if not cue.startswith(("'s", "is ", "does")):
                found[other].cues.append((cue, weight * PASSED_ON, (s2, e2)))
                at[s2, e2].append((cue, weight * PASSED_ON, (s2, e2)))
        for cue, weight, _ in [cue for cue in at[s2, e2] if cue[0].startswith(("'s", "does"))]:
            found[one].cues.append((cue, weight * PASSED_ON, (s1, e1)))
