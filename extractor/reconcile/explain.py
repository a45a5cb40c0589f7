"""A settled question in one plain sentence that a fact-checker could print: outlets, numbers, reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractor.reconcile.readings import Reading
from extractor.reconcile.settle import Settled
from extractor.records.claims import Dissent, Verdict
from extractor.records.wording import QUALIFIER_WORDS, number_words, sum_words

_HUNDREDTH = Decimal("0.01")
# More names than these make a list, not a sentence.
_NAMES = 3
# Of several wordings that hold, this many are quoted.
_WORDINGS = 3


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
        parts.append(f"{_print(superseded)}, {_why_earlier(superseded, supporting)}")
    if dissents:
        reason_of = {readings[i].id: dissent.reason for i, dissent in zip(settled.dissenting, dissents, strict=True)}
        by_reason: dict[str, list[Reading]] = defaultdict(list)
        for i in settled.dissenting:
            by_reason[reason_of[readings[i].id]].append(readings[i])
        for reason in sorted(by_reason):
            parts.append(f"{_print(by_reason[reason])}: {reason}")
    if official is not None:
        word = "agrees" if verdict == "confirmed" else "differs"
        shown = official.quantize(_HUNDREDTH) if unit in ("percent", "points") else official
        parts.append(f"the official figure, {number(shown, None, unit)}, {word}")
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:] + "."


def _support(supporting: Sequence[Reading], settled: Settled, verdict: Verdict) -> str:
    if verdict == "single":
        if len({outlet_name(r) for r in supporting}) > 1:
            return f"one source alone, printed by {_names(supporting)}: {_wordings(supporting)}"
        return f"only {_names(supporting)} reports {_wordings(supporting)}"
    named = [r for r in supporting if r.value == settled.value and r.value is not None]
    if not named:
        return f"{_print(supporting)}, which all meet"
    precise = min(
        named, key=lambda r: (r.qualifier != "exact", r.step if r.step is not None else Decimal("Infinity"), r.id)
    )
    same = [r for r in named if r.qualifier == precise.qualifier]
    others = [r for r in supporting if r not in same]
    text = _print(same)
    if others:
        hold = "holds" if len({say(r) for r in others}) == 1 else "hold"
        text += f", of which {_wordings(others)} ({_names(others)}) {hold} too"
    return text


def _why_earlier(superseded: Sequence[Reading], supporting: Sequence[Reading]) -> str:
    counted = sorted({r.reporting for r in superseded if r.reporting is not None})
    if counted:
        share = number_words(counted[-1])
        return f"an earlier count with {share} percent in"
    if any(r.status == "partial" for r in superseded):
        return "an earlier, partial count"
    days = sorted(r.as_of for r in superseded if r.as_of)
    later = sorted(r.as_of for r in supporting if r.as_of)
    if days and later:
        return f"as of {days[-1].isoformat()}, before {later[-1].isoformat()}"
    return "an earlier figure"


def _print(readings: Sequence[Reading]) -> str:
    """`the Courier and the Ledger print 48.2 percent`"""
    outlets = {outlet_name(r) for r in readings}
    return f"{_names(readings)} {'prints' if len(outlets) == 1 else 'print'} {_wordings(readings)}"


def _wordings(readings: Iterable[Reading]) -> str:
    said = sorted({(r.value or r.range_low or Decimal(0), say(r)) for r in readings})
    texts = [text for _, text in said]
    return _and(texts[:_WORDINGS] + ([f"{len(texts) - _WORDINGS} more"] if len(texts) > _WORDINGS else []))


def _names(readings: Iterable[Reading]) -> str:
    names = sorted({outlet_name(r) for r in readings}, key=str.casefold)
    if len(names) <= _NAMES:
        return _and(names)
    return f"{', '.join(names[: _NAMES - 1])} and {len(names) - _NAMES + 1} others"


def outlet_name(reading: Reading) -> str:
    """The outlet, or the article where the outlet is unknown."""
    return reading.outlet or f"article {reading.article}"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def say(reading: Reading) -> str:
    """The figure as words: `about 48 percent`, `more than $21 million`."""
    if reading.value is None:
        low, high = reading.range_low, reading.range_high
        if low is None or high is None:
            return "a range"
        return f"{number(low, reading.step, reading.unit)} to {number(high, reading.step, reading.unit)}"
    return QUALIFIER_WORDS.get(reading.qualifier, "") + number(reading.value, reading.step, reading.unit)


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
