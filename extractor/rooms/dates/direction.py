"""Which year, week or day a half-said date means: by tense and by nearness to the day of publication.

A newsroom leaves the year out when the reader knows it, and says "Tuesday" for the one just past unless the sentence looks
ahead. Every candidate costs its distance in days, more when it contradicts the tense; the cheapest is meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from extractor.language.lexicon import load_table, load_words
from extractor.rooms.dates.calendar import Stretch

# How far to both sides of a date its tense is looked for, inside the sentence.
REACH_CHARACTERS = 110
# At the head of a sentence ("In October, Jane Roe, the mayor of Roeville, said") the verb comes late.
HEAD_REACH_CHARACTERS = 220
HEAD_CHARACTERS = 12
# A conjunction or comma between the date and a verb makes the verb count as this much further away.
CLAUSE_CHARACTERS = 25
# The verb behind a date ("Monday's debate will be") speaks of it less often than the one before.
BEHIND_CHARACTERS = 30
# What a candidate on the wrong side of the tense costs, in days: "agreed in December" in September is nine months old, not
# three ahead. A verb further off counts for less.
AGAINST_TENSE_DAYS = 400
AGAINST_FAR_TENSE_DAYS = 180
FIRM_CHARACTERS = 40
# Style books leave the year out for dates of the running year: another year costs something, but for dates so near that no
# reader is in doubt.
OTHER_YEAR_DAYS = 140
NEAR_DAYS = 45
# A holiday without a year is this year's, but for the weeks after New Year's.
OTHER_HOLIDAY_DAYS = 240
# News of American elections says "November" for the one in an even year.
ODD_NOVEMBER_DAYS = 200


class Tense(NamedTuple):
    """`side` -1 past, 1 future, 0 unknown; `firm` when the words that tell stand close by."""

    side: int
    firm: bool = False


UNKNOWN = Tense(0)


def _cues(side: str) -> str:
    """The words of one side, grouped by first letter: at most places one comparison refuses all."""
    groups: dict[str, list[str]] = {}
    for word in sorted(
        (word for word, found in load_table("tense_words", 2) if found == side), key=lambda word: (-len(word), word)
    ):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


# Ends in -ed and is no past tense.
_NO_PAST = load_words("tense_not_past")
# "She would have voted on Tuesday" speaks of the past, "would have to vote" and "would have trouble" do not.
_UNREAL = r"would[ ]have[ ](?:[a-z]+ed|been|had|won|lost|gone|done|made|taken|come|become)\b"
_CUE = re.compile(
    rf"""
    \b(?: (?P<future> (?!{_UNREAL})(?:{_cues("future")})\b | be[ ][a-z]+(?:ed|en)\b )      # will, be decided
        | (?P<past> {_UNREAL} | (?:{_cues("past")})\b | [a-z]++(?<=[a-z]ed)\b | after[ ][a-z]+ing\b ) )  # was, decided, after finishing
    | (?<=\w)(?P<short>'ll)\b                                                                     # she'll
    """,
    re.VERBOSE,
)
# "Able to win in June", "to reopen it in January": what is to be done lies ahead.
_TO_DO = re.compile(r"\bto (?P<verb>[a-z]+) (?:(?:it|them|him|her|us) )?(?:in |on )?(?:the )?\Z")
# "The deadline is Friday", "the vote is on June 3".
_IS = re.compile(r"\b(?:is|are)[ ](?:on[ ])?\Z")
_CLAUSE = re.compile(r"[;:—]|,|\b(?:and|but|while|which|who|that|because|if)\b")


def find_tense(low: str, start: int, end: int, sentence: tuple[int, int], text: str | None = None) -> Tense:
    """The tense of the words around `low[start:end]`, as far as they say it; `text`: the same in print where capitals mean something."""
    at_head = start - sentence[0] < HEAD_CHARACTERS
    reach = HEAD_REACH_CHARACTERS if at_head else REACH_CHARACTERS
    left, right = max(sentence[0], start - REACH_CHARACTERS), min(sentence[1], end + reach)
    if _IS.search(low, max(left, start - 8), start):
        return Tense(1, True)
    best: tuple[int, int] | None = None
    for match in _CUE.finditer(low, left, start):
        side = _side(match, text)
        if side:
            gap = start - match.end() + CLAUSE_CHARACTERS * len(_CLAUSE.findall(low, match.end(), start))
            if best is None or gap <= best[0]:
                best = gap, side
    for match in _CUE.finditer(low, end, right):
        side = _side(match, text)
        if side:
            gap = (
                match.start()
                - end
                + BEHIND_CHARACTERS
                + CLAUSE_CHARACTERS * len(_CLAUSE.findall(low, end, match.start()))
            )
            if best is None or gap < best[0]:
                best = gap, side
            break
    # The verb of a sentence that begins with the date is the date's own, however far.
    return Tense(best[1], at_head or best[0] <= FIRM_CHARACTERS) if best else UNKNOWN


def is_to_do(low: str, start: int, text: str | None) -> bool:
    """Does the date at `start` belong to an infinitive right before it? "To Roeville in June" has none, where capitals tell."""
    match = _TO_DO.search(low, max(0, start - 30), start)
    return match is not None and (text is None or text[match.start("verb")].islower())


def _side(match: re.Match[str], text: str | None) -> int:
    if text is not None and _is_name(text, match.start()):
        return 0
    if match.lastgroup in {"future", "short"}:
        return 1
    return 0 if match.group() in _NO_PAST else -1


def _is_name(text: str, at: int) -> bool:
    """ "Ahmed", "Will Roe": a capital that no sentence begins with."""
    return text[at].isupper() and at > 1 and text[at - 1] == " " and (text[at - 2].isalnum() or text[at - 2] == ",")


class Weights(NamedTuple):
    """What contradictions cost, in days of distance."""

    other_year: int = OTHER_YEAR_DAYS
    against: int = AGAINST_TENSE_DAYS
    against_far: int = AGAINST_FAR_TENSE_DAYS


USUAL = Weights()
HOLIDAY = Weights(other_year=OTHER_HOLIDAY_DAYS)
# "She campaigned before the Feb. 9 primary": the verb tells little of when an election is; the nearest one is meant.
ELECTION = Weights(other_year=0, against=60, against_far=30)


def choose(
    candidates: Iterable[Stretch | None], anchor: dt.date, tense: Tense, weights: Weights = USUAL
) -> Stretch | None:
    """The candidate that is meant, seen from `anchor`; None when there is none."""
    best: tuple[float, Stretch] | None = None
    for candidate in candidates:
        if candidate is None:
            continue
        ahead = (candidate.start - anchor).days if candidate.start > anchor else 0
        behind = (anchor - candidate.end).days if candidate.end < anchor else 0
        cost: float = ahead + behind
        if (tense.side < 0 and ahead) or (tense.side > 0 and behind):
            cost += weights.against if tense.firm else weights.against_far
        if candidate.start.year != anchor.year and ahead + behind > NEAR_DAYS:
            cost += weights.other_year
        if candidate.start.month == 11 and candidate.grain == "month" and candidate.start.year % 2:
            cost += ODD_NOVEMBER_DAYS
        if best is None or cost < best[0]:
            best = cost, candidate
    return best[1] if best else None
