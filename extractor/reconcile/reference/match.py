"""Which official figure answers a question, and whether the settled value and each article's figure hold against it.

A figure is confirmed by an official one that it meets. It is refuted only where both are surely of one thing: a sum below the total may
be a part of it, one from long after the filing may have grown, and of two figures that the articles tell apart the one that meets
the row is what the row is about. What is neither is not covered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.language.lexicon import load_table
from extractor.language.parties import canonical_party
from extractor.reconcile.policy import MONEY_OF_A_CAMPAIGN, ONLY_GROWS, SAME_REPORT_DAYS
from extractor.reconcile.questions import Question, Vote
from extractor.reconcile.ranges import contains
from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.reference.officials import Official
from extractor.reconcile.settle import Settled
from extractor.reconcile.times import magnitude
from extractor.records import Person

Standing = Literal["confirmed", "refuted", "superseded"]

# A filing is signed weeks after its period ends: a total printed up to so many days before the period end may be of it already.
_FILED_EARLY_DAYS = 3
# By one digit alone no number can be known.
_DIGITS_TO_KNOW = 2
_FULL_DATE = len("2030-11-05")
_ROUND = {"runoff": "runoff", "run-off": "runoff", "first round": "first round", "second round": "runoff"}


class Judgement(NamedTuple):
    """One question held against its official figure."""

    official: Official
    confirmed: bool
    claims: Mapping[str, Standing]  # claim id → what the table makes of it; a claim it cannot judge is left out


class Coverage(NamedTuple):
    """What the reference tables cover."""

    judged: Mapping[str, Judgement]  # question (id of its first claim) → judgement
    uncovered: tuple[str, ...]  # questions of a kind the tables hold, without a row; ids of first claims, sorted


class Table(NamedTuple):
    """Official figures, and the names of those they may be of."""

    officials: Mapping[tuple[str, str], Sequence[Official]]  # (measure, unit) → official figures
    aliases: Mapping[str, frozenset[str]]  # subject → every name it is known by


class Fit(NamedTuple):
    """A question of a kind that the tables hold, beside the row that may answer it."""

    question: str  # id of its first claim
    judgement: Judgement | None  # None where no row answers it
    surely: bool  # of one thing, so that a difference is an error


def make_table(officials: Iterable[Official], people: Iterable[Person]) -> Table:
    """The table of official figures for a batch. people: its people, by whose other names they are known too."""
    by_measure: dict[tuple[str, str], list[Official]] = defaultdict(list)
    for official in officials:
        by_measure[official.measure, official.unit].append(official)
    aliases: dict[str, set[str]] = defaultdict(set)
    for person in people:
        aliases[person.person_id].update(map(folded, (person.name, *person.aliases)))
    return Table(dict(by_measure), {subject: frozenset(names) for subject, names in aliases.items()})


def fit(question: Question, settled: Settled, table: Table) -> Fit | None:
    """The question beside its row; None for one of a kind that the tables do not hold.

    A question that fits two official figures of different value is left alone.
    """
    first = question.readings[0]
    candidates = table.officials.get((first.measure, first.unit))
    if not candidates or any(r.scope.basis == "poll" for r in question.readings):
        return None
    fitting = [official for official in candidates if _fits(question, official, table.aliases)]
    chosen = _of_the_day(question, fitting)
    if chosen is None or settled.value is None:
        return Fit(first.id, None, False)
    claims = {
        r.id: standing
        for i, r in enumerate(question.readings)
        if (standing := _standing(r, chosen, fitting, i in settled.superseded))
    }
    judgement = Judgement(chosen, contains(*settled.bounds, chosen.value), claims)
    return Fit(first.id, judgement, any(_same_thing(r, chosen) for r in question.readings))


def cover(fits: Sequence[Fit]) -> Coverage:
    """What the tables cover of a batch, from all its questions of their kinds."""
    met = {fit.judgement.official for fit in fits if fit.judgement and fit.judgement.confirmed}
    judged: dict[str, Judgement] = {}
    uncovered: list[str] = []
    for question, judgement, surely in fits:
        if judgement and (judgement.confirmed or (surely and judgement.official not in met)):
            judged[question] = judgement
        else:
            uncovered.append(question)
    return Coverage(judged, tuple(sorted(uncovered)))


def _same_thing(reading: Reading, official: Official) -> bool:
    """Is the figure so surely what the official one counts that a difference between them is an error?"""
    if official.period_end is None:
        early = len(official.date) == _FULL_DATE and reading.as_of and reading.as_of.isoformat() < official.date
        part = reading.status == "partial" or (reading.reporting is not None and reading.reporting < 100)
        return not (early or part)
    if reading.value is None or _slipped(reading.value, official.value):
        return reading.value is not None
    if reading.as_of is None or (reading.as_of - official.period_end).days > SAME_REPORT_DAYS:
        return False
    # What is left in the bank has no parts; of what was raised or spent so far a lower sum may be one.
    return reading.measure not in ONLY_GROWS or (reading.as_of_in_text and reading.value > official.value)


def _slipped(value: Decimal, official: Decimal) -> bool:
    """Has it the digits of the official figure at another size?

    >>> _slipped(Decimal("8.31E9"), Decimal(8_312_450)), _slipped(Decimal(4000), Decimal(4_012_450))
    (True, False)
    """
    digits = len(value.normalize().as_tuple().digits)
    if digits < _DIGITS_TO_KNOW or not official:
        return False
    return magnitude(round(official, digits - 1 - official.adjusted()), value) != 0


def _fits(question: Question, official: Official, aliases: Mapping[str, frozenset[str]]) -> bool:
    first = question.readings[0]
    if official.subject or first.subject:
        names = aliases.get(first.subject, frozenset()) | {folded(r.name) for r in question.readings}
        # A surname alone would find everybody of that name; it counts where nothing fuller is known.
        names = frozenset(name for name in names if " " in name) or names
        if not any(same_person(name, folded(official.subject)) for name in names if name):
            return False
    description = question.description
    place = description.place
    if official.place or place:
        bare = {folded(p).removesuffix(" county") for p in (official.place, place)}
        if len(bare) > 1:
            return False
    if description.opponent and official.opponent and not same_person(description.opponent, folded(official.opponent)):
        return False
    # Without an opponent named, a margin is the winner's over the runner-up, or the runner-up's deficit; "within four points" may be
    # of a majority.
    to_anything = not official.leading or all(r.low is None for r in question.readings)
    if first.measure == "margin" and not description.opponent and to_anything:
        return False
    if description.vote is None:
        return False
    if first.measure in MONEY_OF_A_CAMPAIGN:
        period = description.period
        return period is None or period.start is None or period.start == official.period_start
    return _same_vote(description.vote, official)


def _same_vote(vote: Vote, official: Official) -> bool:
    """Does nothing in the two descriptions of a contest contradict, and does something agree?"""
    if vote.date and official.date and not (vote.date.startswith(official.date) or official.date.startswith(vote.date)):
        return False
    round_ = next((name for word, name in _ROUND.items() if word in official.stage), "")
    if vote.round and round_ and vote.round != round_:
        return False
    if round_ == "runoff" and vote.kind in ("general", "primary") and not vote.round:
        return False
    office = folded(_office(official.office))
    if vote.office and office and vote.office != office:
        return False
    numbers = re.findall(r"\d+", official.district), re.findall(r"\d+", vote.place)
    if numbers[0] and numbers[1] and set(numbers[0]) != set(numbers[1]):
        return False
    words = [word for word in folded(official.district).split() if word.isalpha()]
    if words and vote.place and not numbers[0] and not set(words) & set(re.findall(r"\w+", vote.place)):
        return False
    return not (
        official.state and vote.place and not numbers[1] and folded(official.state) not in vote.place and not words
    )


def _office(name: str) -> str:
    """The office as linking names it: `UK House of Commons` → `House of Commons`."""
    forms = {form: office for form, office, _ in load_table("offices", 3)}
    plain = re.sub(r"^(uk|us|u\.s\.)\s+(?=house of commons)", "", name.strip(), flags=re.IGNORECASE)
    return forms.get(plain.casefold(), plain)


def _of_the_day(question: Question, fitting: Sequence[Official]) -> Official | None:
    """The one official figure; of several filings the one whose period the latest figures of the question cover."""
    dated = [o for o in fitting if o.period_end]
    if dated:
        days = [r.as_of for r in question.readings if r.as_of]
        return _latest_filing(dated, max(days, default=None)) if days else None
    return fitting[0] if len({o.value for o in fitting}) == 1 else None


def _latest_filing(dated: Sequence[Official], day: dt.date | None) -> Official | None:
    if day is None:
        return None
    filed = [o for o in dated if o.period_end and (o.period_end - day).days <= _FILED_EARLY_DAYS]
    return max(filed, key=lambda o: (o.period_end or dt.date.min, o.value), default=None)


def _standing(reading: Reading, official: Official, fitting: Sequence[Official], superseded: bool) -> Standing | None:
    if official.period_end:
        own = _latest_filing([o for o in fitting if o.period_end], reading.as_of)
        if own is None:
            return None
        official = own
    if contains(reading.low, reading.high, official.value):
        return "confirmed"
    if superseded:
        return "superseded"
    return "refuted" if _same_thing(reading, official) else None


def same_person(a: str, b: str) -> bool:
    """Can two names in lower case be of one person or party? The surname is the same, and so are the first names that both give.

    >>> same_person("dana q roe", "roe"), same_person("d. roe", "dana roe"), same_person("carl roe", "dana roe")
    (True, True, False)
    """
    if a == b:
        return True
    parties = canonical_party(a), canonical_party(b)
    if parties[0] and parties[0] == parties[1]:
        return True
    one, other = a.replace(".", " ").split(), b.replace(".", " ").split()
    if not one or not other or one[-1] != other[-1]:
        return False
    if len(one) == 1 or len(other) == 1:
        return True
    return one[0].startswith(other[0]) or other[0].startswith(one[0])
