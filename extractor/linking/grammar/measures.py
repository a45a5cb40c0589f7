"""What a figure measures: the sum of the cues around it, of what its sentence and its article are about, and of its neighbours.

Every number is a weight of `data/percent_measures.tsv`, `data/money_measures.tsv` or of `LEANINGS` below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.language.found import Amount, Percentage
from extractor.linking.grammar.cues import FRAMES, CueTable, Tokens, load_cues
from extractor.linking.grammar.skeleton import Figure
from extractor.text.forms import Forms
from extractor.text.lower import lower_alike

# What leans before any cue is read, in the unit of the tables (4 settles, 2 speaks for, 1 leans).
LEANINGS = {
    "points: margin": 1.2,  # "Roe was up, 4 points": points without another word are a lead
    "points: change": 0.4,
    "points: share": -2.5,  # "gained two points in the survey to 31 points" is rare
    "points: opinion": -1.5,  # "a net rating of -7 points" says so in more words
    "percent: other": 0.9,  # a percentage no cue speaks for is anything
    "percent: margin": -1.0,  # "trails with 41 percent": shares stand beside the words for a lead
    "percent: change": -0.5,
    "large percent: margin": -2.0,  # "pushed his lead to 48 percent": few lead by a third of all votes
    "signed: change": 8.0,  # "Labour 1,961 (73%, +13%)": a sign before a share is a change
    "owned: share": 1.2,  # a pattern gave the figure to a person
    "named share: share": 2.5,  # the pattern is one of shares ("Roe (48%)", "Roe at 48 percent", "48 percent for Roe")
    "named opinion: opinion": 2.0,  # the pattern is one of opinions ("54 percent see Roe negatively")
    "vote intention: share": 10.0,  # "36 percent said they would choose Roe"
    "in a pair: share": 3.0,  # "45 percent to 36 percent"
    "in a pair: change": -7.0,  # "is up, 43 to 41 percent": no change
    "rating pair: opinion": 3.0,  # "(51 percent to 22 percent)" behind a favourability
    "in a poll story: opinion": 1.8,  # what people are asked beside their vote: "34 percent worry about their rent"
    "nobody in sight: share": -2.0,  # "Economists put that at 3 percent": a sentence without a contender
    "money: other": 0.6,
    "right behind its verb": 1.5,  # "raised N to pay a debt"
    "named with its giver: donated": 6.0,  # "N from Roe, N from Example Dairies": a pattern found who gave each
    "same basis": 3.0,  # shares of one sentence are of one poll or of one count
    "neighbour": 1.2,  # the figure before it in the sentence measures the same, more often than not
    "in the sentence before": 0.9,  # "Roe sat on $7 million in cash. Poe had $1 million."
    "compared neighbour": 9.0,  # "58 percent expect Roe to win, vs. 29 percent for Poe"
    "joined neighbour": 3.0,  # "Roe 41 percent, Poe 33 percent and Doe 9 percent"
}
# The article's frame speaks once, the sentence through its own cues, the sentence before with half their weight.
ARTICLE_FRAME = 3.0
LARGE = 34  # percent; a larger lead is told of hardly any race
SENTENCE_BEFORE = 0.5
UNPOLLED = 0.75  # of an opinion's score, where no poll is in sight

# Measure and token of the figure before, of one kind and unit; token -1: in the sentence before.
Neighbour = tuple[str, int]

_POLL_WORDS = Forms(
    (
        "poll", "polls", "polling", "survey", "surveys", "surveyed", "pollster", "pollsters", "likely voters", "registered voters",
        "margin of error", "margin of sampling error", "respondents", "undecided", "newspoll",
    )
)  # fmt: skip
# Of voting, not of asking: "polls closed", "polling stations".
_VOTING = re.compile(r"polls?\s(?:clos|open|report)|polling\s(?:place|station|day|booth)")
_RESULT_WORDS = Forms(
    (
        "precincts", "runoff", "election night", "polls closed", "votes counted", "conceded", "victory speech", "ballots", "of the vote",
        "declared", "returns", "turnout", "elected", "defeated", "primary results", "exit poll", "exit polls", "exit polling",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure, how far it leads the next best (in the unit of the tables), the basis of a share or margin."""

    measure: str
    lead: float
    basis: str | None = None
    score: float = 0.0


def article_frame(text: str) -> float:
    """What the article is about: above 0 a poll story, below 0 a results story; between -1 and 1."""
    low = lower_alike(text)
    polls = sum(
        not (_VOTING.match(low, found.start()) or low.endswith("exit ", 0, found.start()))
        for found in _POLL_WORDS.find(low)
    )
    results = len(_RESULT_WORDS.find(low))
    return (polls - results) / (polls + results) if polls + results else 0.0


# Patterns of subjects that tell the measure too.
SHARE_RULES = frozenset(
    (
        "voted for",
        "party behind",
        "party at",
        "won with",
        "at",
        "brackets",
        "row",
        "support",
        "for",
        "passive",
        "support for",
    )
)
OPINION_RULES = frozenset(("voters of", "opinion", "asked", "same of", "approval of"))

# What may have a level that it fell or rose to.
LEVELS = ("share", "opinion", "turnout", "other", "margin")

# Words between two figures of one list: "N, A N and A N"; a verb among them ends the list.
_LIST_GAP = 6


def joined(tokens: Tokens, a: int, b: int) -> bool:
    """Do the figures at tokens a < b stand in one list or pair?"""
    gap = tokens.all[a + 1 : b]
    return len(gap) <= _LIST_GAP and not any(
        len(word) > 3 and word.isalpha() and word not in ("with", "percent", "votes", "positive") for word in gap
    )


_COMPARED = frozenset(("vs", "versus", "compared"))


def _leaning(tokens: Tokens, place: int, at: int) -> float:
    """How much the neighbour at token `place` leans on the figure at token `at`; below 0 it stands in the sentence before."""
    if place < 0:
        return LEANINGS["in the sentence before"]
    if not _COMPARED.isdisjoint(tokens.all[max(place + 1, at - 3) : at]):
        return LEANINGS["compared neighbour"]
    return LEANINGS["joined neighbour"] if joined(tokens, place, at) else LEANINGS["neighbour"]


def _lean_by_print(scores: dict[str, float], amount: Amount, unit: str, signed: bool) -> None:
    """What the unit, the size and the sign of a figure speak for and against."""
    if unit == "points":
        scores["margin"] += LEANINGS["points: margin"]
        scores["change"] += LEANINGS["points: change"]
        scores["share"] += LEANINGS["points: share"]
        scores["opinion"] += LEANINGS["points: opinion"]
    else:
        scores["other"] += LEANINGS["percent: other"]
        scores["margin"] += LEANINGS["percent: margin"]
        scores["change"] += LEANINGS["percent: change"]
        if amount.value is not None and amount.value >= LARGE:
            scores["margin"] += LEANINGS["large percent: margin"]
    if signed:
        scores["change"] += LEANINGS["signed: change"]


def _lean_by_rule(scores: dict[str, float], rule: str) -> None:
    """What the pattern that gave the figure to somebody speaks for ("" for none)."""
    if rule == "pair.rating":
        scores["opinion"] += LEANINGS["rating pair: opinion"]
    elif rule.startswith("pair"):
        scores["share"] += LEANINGS["in a pair: share"]
        scores["change"] += LEANINGS["in a pair: change"]
    elif rule == "intention":
        scores["share"] += LEANINGS["vote intention: share"]
    elif rule in OPINION_RULES:
        scores["opinion"] += LEANINGS["named opinion: opinion"]
    elif rule in SHARE_RULES:
        scores["share"] += LEANINGS["named share: share"]
    elif rule:
        scores["share"] += LEANINGS["owned: share"]


def _lean_by_neighbour(scores: dict[str, float], neighbour: Neighbour | None, tokens: Tokens, at: int) -> None:
    """What the figure before speaks for."""
    if neighbour is not None:
        scores[_kind(neighbour[0])] += _leaning(tokens, neighbour[1], at)


def _kind(measure: str) -> str:
    """A share is one of a vote or of a poll."""
    return "share" if measure in ("vote_share", "poll_share") else measure


def _leveled(neighbour: Neighbour | None, unit: str, spoken: Mapping[str, float]) -> str:
    """Whose level a figure gives that "fell to N", "down from N": what is spoken of. `spoken`: the scores of the cues alone."""
    if neighbour is not None and neighbour[1] >= 0 and _kind(neighbour[0]) in LEVELS:
        return _kind(neighbour[0])  # "54 percent think so, down from 59 percent"
    if unit == "points" and neighbour is not None and neighbour[0] == "margin":
        return "margin"
    return max(LEVELS[:-1], key=lambda one: spoken.get(one, 0.0))


def _frame(sentence: Tokens, table: CueTable) -> float:
    """How much a sentence speaks for a poll, less what speaks for a result."""
    framed = dict.fromkeys(FRAMES, 0.0)
    for cue, _, _ in sentence.occurrences(table.framing):
        framed[cue.measure] += cue.weight
    return framed["poll"] - framed["result"]


def _best(scores: Mapping[str, float]) -> tuple[str, float, float]:
    """The measure with the highest score, that score, and how far it leads the next."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, score = ranked[0]
    return best, score, score - (ranked[1][1] if len(ranked) > 1 else 0.0)


def measure_percentage(
    figure: Figure,
    tokens: Tokens,
    mark: str,
    *,
    rule: str,
    frame: float,
    before: Tokens | None,
    neighbour: Neighbour | None,
    signed: bool = False,
) -> Measured:
    """The measure of a percentage.

    `rule` names the pattern that gave it to somebody ("" for none), `frame` is the article's, `before` the sentence before, `neighbour` the
    measure and token of the percentage of the same unit before it (token -1: in the sentence before), `signed` that it is printed with a sign.
    """
    amount = figure.found.value
    unit = amount.unit if isinstance(amount, Percentage) else "percent"
    table = load_cues("percent_measures")
    at = tokens.where[mark]
    scores = tokens.scores(table, at)
    spoken = dict(scores)
    polled = scores.pop("poll", 0.0) - scores.pop("result", 0.0) + ARTICLE_FRAME * frame
    if before is not None:
        polled += SENTENCE_BEFORE * _frame(before, table)
    _lean_by_print(scores, amount, unit, signed)
    _lean_by_rule(scores, rule)
    if polled > 0 and unit == "percent":
        scores["opinion"] += LEANINGS["in a poll story: opinion"]
    if polled <= 0:
        # Without a poll in sight people who "say" are a share of nothing that was asked.
        scores["opinion"] *= UNPOLLED
    if not tokens.actors:
        scores["share"] += LEANINGS["nobody in sight: share"]
    _lean_by_neighbour(scores, neighbour, tokens, at)
    scores[_leveled(neighbour, unit, spoken)] += scores.pop("level", 0.0)
    if neighbour is not None and neighbour[1] >= 0:
        # "won 60 percent of the vote to Roe's 38 percent": both of one vote, or both of one poll.
        polled += LEANINGS["same basis"] * ((neighbour[0] == "poll_share") - (neighbour[0] == "vote_share"))
    best, score, lead = _best(scores)
    basis = "poll" if polled > 0 else "result"
    if best == "share":
        return Measured("poll_share" if basis == "poll" else "vote_share", min(lead, abs(polled) + 1), basis, score)
    return Measured(best, lead, basis if best in ("margin", "change") else None, score)


def measure_money(
    tokens: Tokens, mark: str, *, rule: str, neighbour: Neighbour | None, header: Tokens | None = None
) -> Measured:
    """The measure of a sum of money.

    `rule` names the pattern that gave it to somebody ("" for none); `header`: of a line of a list, the line that opens the list.
    """
    table = load_cues("money_measures")
    at = tokens.where[mark]
    scores = tokens.scores(table, at)
    scores["other"] += LEANINGS["money: other"]
    for cue, _, _ in header.occurrences(table) if header else ():
        scores[cue.measure] += SENTENCE_BEFORE * cue.weight
    # "raised N and spent N": a verb right before the sum needs no neighbour.
    verbs = {cue.measure for cue, _, end in tokens.occurrences(table) if cue.where == "before" and end == at}
    for measure in verbs:
        scores[measure] += LEANINGS["right behind its verb"]
    if rule == "given by":
        scores["donated"] += LEANINGS["named with its giver: donated"]
    if not verbs:
        _lean_by_neighbour(scores, neighbour, tokens, at)
    best, score, lead = _best(scores)
    return Measured(best, lead, None, score)
