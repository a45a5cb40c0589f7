"""A settled question in one plain sentence that a fact-checker could print: outlets, numbers, reason."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractor.reconcile.policy import COUNTED, OF_THE_CONTEST
from extractor.reconcile.ranges import contains
from extractor.reconcile.readings import Reading
from extractor.reconcile.settle import Settled
from extractor.records import Period, Scope
from extractor.records.claims import Dissent, Verdict
from extractor.records.wording import QUALIFIER_WORDS, number_words, sum_words

# A reason with a verb of its own; the others name what the figure is.
_CLAUSE = re.compile(r"(?:no|it|nothing)\b")
_HUNDREDTH = Decimal("0.01")
# More names than these make a list, not a sentence.
_NAMES = 3
# Of several wordings that hold, this many are quoted.
_WORDINGS = 3
# Fractions are kept in percent to the hundredth, under a step of a whole percent that no digits give.
_FRACTIONS = {Decimal("33.33"): "a third", Decimal("66.67"): "two-thirds"}
_DIGITS_ALONE = {(Decimal(10), Decimal(99)): "double-digit", (Decimal(1), Decimal(9)): "single-digit"}


def title(contest: str | None, subject: str | None, measure: str, unit: str, scope: Scope) -> str:
    """The question in words, its parts between bars.

    >>> title("Alder mayoral election 2030", "Dana Quill", "raised", "USD", Scope(period=Period(end=dt.date(2030, 3, 31))))
    'Alder mayoral election 2030 | Dana Quill | raised | USD | through 2030-03-31'
    >>> title(None, None, "vote_share", "percent", Scope(basis="poll", population="women"))
    'contest not named | nobody named | vote share | percent | in a poll | among women'
    """
    whose = [subject] if subject else [] if measure in OF_THE_CONTEST else ["nobody named"]
    return " | ".join(
        [contest or "contest not named", *whose, measure.replace("_", " "), unit, *scope_words(scope, measure)]
    )


def scope_words(scope: Scope, measure: str) -> list[str]:
    """Each part of a scope as a phrase; what the measure says by itself is left out."""
    words = []
    if scope.basis == "poll" and measure != "poll_share" and not scope.pollster:
        words.append("in a poll")
    if scope.opponent:
        words.append(f"against {scope.opponent}")
    if scope.pollster:
        words.append(f"poll by {scope.pollster}")
    if scope.field_dates:
        words.append(f"asked {period_words(scope.field_dates)}")
    if scope.population:
        words.append(f"among {scope.population}")
    if scope.place:
        words.append(f"in {scope.place}")
    if scope.period:
        words.append(period_words(scope.period))
    if scope.includes_outside_groups is not None:
        words.append("with outside groups" if scope.includes_outside_groups else "without outside groups")
    if scope.preferences:
        words.append("first preferences" if scope.preferences == "first_preferences" else "after preferences")
    return words


def period_words(period: Period) -> str:
    """A stretch of days as words: `2030-07-01 to 2030-09-30`, `since 2030-07-01`, `through 2030-09-30`."""
    start, end = period.start, period.end
    if start and end:
        return str(start) if start == end else f"{start} to {end}"
    return f"since {start}" if start else f"through {end}" if end else "any time"


def explain(
    readings: Sequence[Reading],
    settled: Settled,
    dissents: Sequence[Dissent],
    verdict: Verdict,
    official: Decimal | None = None,
) -> str:
    """The sentence for a settled question. `dissents` stand in the order of `settled.dissenting`."""
    supporting = [readings[i] for i in settled.supporting]
    superseded = [readings[i] for i in settled.superseded]
    unit = readings[0].unit
    parts = [_support(supporting, settled, verdict)]
    if superseded:
        parts.append(f"{_print(superseded)}, {_why_earlier(superseded)}")
    if dissents:
        reason_of = {readings[i].id: dissent.reason for i, dissent in zip(settled.dissenting, dissents, strict=True)}
        by_reason: dict[str, list[Reading]] = defaultdict(list)
        for i in settled.dissenting:
            by_reason[reason_of[readings[i].id]].append(readings[i])
        for reason in sorted(by_reason):
            joint = ", and " if _CLAUSE.match(reason) else ", "
            parts.append(_print(by_reason[reason]) + joint + reason)
    if official is not None:
        word = "agrees" if verdict == "confirmed" else "differs"
        shown = official.quantize(_HUNDREDTH) if unit in ("percent", "points") else Decimal(round(official))
        text = f"the official figure, {number(shown, None, unit)}, {word}"
        alone = [r for i in settled.dissenting if contains((r := readings[i]).low, r.high, official)]
        if alone and verdict == "refuted":
            text += f" and is what {_names(alone)} {_verb(alone)}"
        parts.append(text)
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:] + "."


def _support(supporting: Sequence[Reading], settled: Settled, verdict: Verdict) -> str:
    if verdict == "single":
        outlets = len({outlet_name(r) for r in supporting})
        if outlets > 1:
            return f"{_print(supporting)}, but {'both' if outlets == 2 else 'all'} from one source"
        return f"only {_names(supporting)} reports {_wordings(supporting)}"
    named = [r for r in supporting if r.value == settled.value and r.value is not None]
    if not named:
        return f"{_print(supporting)}, which can all be true"
    precise = min(
        named, key=lambda r: (r.qualifier != "exact", r.step if r.step is not None else Decimal("Infinity"), r.id)
    )
    same = [r for r in named if r.qualifier == precise.qualifier]
    others = [r for r in supporting if r not in same]
    text = _print(same)
    if others:
        fit = "agrees" if len({say(r) for r in others}) == 1 else "agree"
        text += f", and {_wordings(others)} ({_names(others)}) {fit} with that"
    return text


def _why_earlier(superseded: Sequence[Reading]) -> str:
    several = len({say(r) for r in superseded}) > 1
    counted = sorted({r.reporting for r in superseded if r.reporting is not None})
    if counted and all(r.reporting is not None for r in superseded):
        told = f"{_and([number_words(share) for share in counted])} percent in"
        return f"earlier counts with {told}" if len(counted) > 1 else f"an earlier count with {told}"
    if any(r.status == "partial" for r in superseded):
        return "earlier, partial counts" if several else "an earlier, partial count"
    kind = "count" if superseded[0].measure in COUNTED else "figure"
    days = sorted(day for r in superseded if (day := r.as_of if r.as_of_in_text else r.published or r.as_of))
    if not days:
        return f"earlier {kind}s" if several else f"an earlier {kind}"
    span = day_words(days[-1]) if days[0] == days[-1] else f"{day_words(days[0])} to {day_words(days[-1])}"
    return f"earlier {kind}s, of {span}" if several else f"an earlier {kind}, of {span}"


def day_words(day: dt.date) -> str:
    """A day as a sentence says it: `May 14, 2030`."""
    return f"{day:%B} {day.day}, {day.year}"


def _print(readings: Sequence[Reading]) -> str:
    """`the Courier and the Ledger print 48.1 percent and the Herald 48 percent`: each wording with those who print it."""
    outlets_of: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        outlets_of[say(reading)].add(outlet_name(reading))
    said_by: dict[frozenset[str], list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=_size):
        said_by[frozenset(outlets_of[say(reading)])].append(reading)
    first, *others = said_by.values()
    parts = [f"{_names(first)} {_verb(first)} {_wordings(first)}"]
    parts += [f"{_names(group)} {_wordings(group)}" for group in others[: _WORDINGS - 1]]
    if len(others) >= _WORDINGS:
        parts.append(f"others {_wordings([r for group in others[_WORDINGS - 1 :] for r in group])}")
    return _and(parts)


def _verb(readings: Sequence[Reading]) -> str:
    return "prints" if len({outlet_name(r) for r in readings}) == 1 else "print"


def _wordings(readings: Iterable[Reading]) -> str:
    texts = list(dict.fromkeys(say(r) for r in sorted(readings, key=_size)))
    return _and(texts[:_WORDINGS] + ([f"{len(texts) - _WORDINGS} more"] if len(texts) > _WORDINGS else []))


def _size(reading: Reading) -> tuple[Decimal, str]:
    return reading.value or reading.range_low or Decimal(0), say(reading)


def _names(readings: Iterable[Reading]) -> str:
    names = sorted({outlet_name(r) for r in readings}, key=str.casefold)
    if len(names) <= _NAMES:
        return _and(names)
    return f"{', '.join(names[: _NAMES - 1])} and {len(names) - _NAMES + 1} others"


def outlet_name(reading: Reading) -> str:
    """The outlet, or what else a reader calls the article."""
    return reading.source or reading.outlet or f"article {reading.article}"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def say(reading: Reading) -> str:
    """The figure as words: `about 48 percent`, `more than $21 million`."""
    if reading.value is None:
        low, high = reading.range_low, reading.range_high
        if low is None or high is None:
            return "a range"
        if (low, high) in _DIGITS_ALONE:
            return f"a {_DIGITS_ALONE[low, high]} {'percentage' if reading.unit == 'percent' else 'number of points'}"
        return f"{number(low, reading.step, reading.unit)} to {number(high, reading.step, reading.unit)}"
    fraction = _FRACTIONS.get(reading.value) if reading.unit == "percent" and reading.step == 1 else None
    return QUALIFIER_WORDS.get(reading.qualifier, "") + (fraction or number(reading.value, reading.step, reading.unit))


def number(value: Decimal, step: Decimal | None, unit: str) -> str:
    """A number with its unit.

    >>> number(Decimal("7.6E+6"), Decimal(100000), "USD"), number(Decimal("48.0"), Decimal("0.1"), "percent")
    ('$7.6 million', '48.0 percent')
    >>> number(Decimal(1), None, "points"), number(Decimal(2500), Decimal(1), "GBP")
    ('1 point', '£2,500')
    """
    if unit not in ("percent", "points"):
        return sum_words(value, unit, step)
    word = "percent" if unit == "percent" else "point" if value == 1 else "points"
    if step is None or step >= 1:
        return f"{number_words(value)} {word}"
    # As finely as it was printed: "48.0 percent".
    return f"{value.quantize(step.normalize()):,f} {word}"
