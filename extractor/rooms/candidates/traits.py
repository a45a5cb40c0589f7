"""What the text says of a contender beside the name: age, outcome, incumbency, occupation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.found import ContestMention
from extractor.rooms.candidates.evidence import Evidence
from extractor.rooms.candidates.page import Page

_AGE_BEHIND = re.compile(r",?\s(?:who is\s)?(?P<age>[1-9]\d)(?=,|\s(?:had|has|is|was|said|won)\b|\s?\)|\sof\b)")
_AGE_BEFORE = re.compile(r"(?P<age>[1-9]\d)[- ]year[- ]old\s(?:[\w'-]+\s){0,5}$")


def age_of(page: Page, found: Evidence) -> int | None:
    """Age in years, where it stands beside the name."""
    for start, end in found.mentions:
        match = _AGE_BEFORE.search(page.text, max(0, start - 60), start) or _AGE_BEHIND.match(page.text, end)
        if match and 18 <= int(match["age"]) <= 99:
            return int(match["age"])
    return None


_INCUMBENT = re.compile(r"\bincumbent\b[\w\s,.-]{0,40}$", re.IGNORECASE)
_INCUMBENT_BEHIND = re.compile(
    r",?\s(?:is\s|was\s)?the\s(?:[\w-]+\s)?incumbent\b|,?\s(?:who is\s)?(?:seeking|running for)\sre-?election",
    re.IGNORECASE,
)


def incumbent_of(page: Page, found: Evidence) -> bool | None:
    """True where the text calls the person the incumbent or has them seek re-election; None where it says nothing."""
    for start, end in found.mentions:
        low, _ = page.limits(start, end)
        if _INCUMBENT.search(page.text, max(low, start - 40), start) or _INCUMBENT_BEHIND.match(page.text, end):
            return True
    return None


_ROLE_BEHIND = re.compile(r"[,—–]\s?(?P<role>(?:an?|the)\s[^,.;:—–()\"“”\n]{4,70})[,.;—–\n]")
_NO_ROLE = re.compile(
    r"\b(?:candidate|nominee|contender|front-?runner|democrat|republican|hopeful|challenger|incumbent|winner|runner-up|who|that|which)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the)\s", re.IGNORECASE)


def role_of(page: Page, found: Evidence) -> str | None:
    """Occupation, office or former office, as printed beside the name."""
    for _, end in found.mentions:
        match = _ROLE_BEHIND.match(page.text, end)
        if match and not _NO_ROLE.search(match["role"]):
            return _ARTICLE.sub("", match["role"]).strip()
    return None


# "If Roe wins, …" tells no outcome.
_IF = re.compile(r"\b(?:if|whether|should|unless|had)\s(?:mr|mrs|ms|dr|sen|rep|gov)?\.?\s?$", re.IGNORECASE)
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
            r"(?:[^.;]|\.\d){0,80}\b(?:will (?:now )?(?:face|meet)|(?:advance[sd]?|head(?:s|ed)?|go(?:es)?|forced|forcing|force)\b[^.;]{0,30}\brun-?off|faces?\b[^.;]{0,60}\brun-?off|head(?:s|ed)? for)",
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


def outcome_of(page: Page, found: Evidence, contests: Sequence[ContestMention]) -> str | None:
    """won, lost, runoff or withdrew, as the text has it; None where it is open."""
    for outcome, behind, before in _OUTCOMES:
        if outcome == "runoff" and all(contest.stage != "runoff" for contest in contests):
            continue
        for start, end in found.mentions:
            low, high = page.limits(start, end)
            if _IF.search(page.text, max(low, start - 20), start):
                continue
            if behind.match(page.text, end, high) or (before and before.search(page.text, max(low, start - 60), start)):
                return outcome
    return None
