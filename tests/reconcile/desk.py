"""Claims as a fact-checker jots them down: `("Courier", "2030-05-08", "about 48 percent")`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from extractor.language.bounds import bounds, implied
from extractor.language.found import Amount
from extractor.reconcile import Outcome, reconcile
from extractor.records import (
    Article,
    Bounds,
    Claim,
    Contest,
    DollarAmount,
    Reconciliation,
    Scope,
    Span,
    VotePercentage,
    content_id,
)

_WORDING = {
    "about": "about",
    "more than": "over",
    "less than": "under",
    "nearly": "nearly",
    "at least": "at_least",
    "at most": "at_most",
}
_PRINTED = re.compile(
    r"(?P<wording>about|more than|less than|nearly|at least|at most)?\s?(?P<sign>[$£])?(?P<digits>[\d,.]+)"
    r"\s?(?P<scale>million|billion)?\s?(?P<unit>percent|points?)?"
)
_SCALE = {None: 0, "million": 6, "billion": 9}
CONTEST = Contest(
    key="mayor/alder/2030/general", label="Alder mayoral election 2030", office="Mayor", place="Alder", date="2030"
)


def figure(
    article: Article,
    printed: str,
    *,
    measure: str | None = None,
    subject: str | None = "Dana Quill",
    contest: Contest | None = CONTEST,
    counted: str | None = None,
    status: str | None = None,
    as_of: str | None = None,
    cited: str | None = None,
    scope: Scope | None = None,
) -> VotePercentage | DollarAmount:
    """The record of one printed figure, which must stand in the article's text (its first occurrence counts)."""
    match = _PRINTED.fullmatch(printed)
    assert match, printed
    digits = Decimal(match["digits"].replace(",", ""))
    value = digits.scaleb(_SCALE[match["scale"]])
    step = Decimal(1).scaleb(int(digits.as_tuple().exponent) + _SCALE[match["scale"]])
    unit = (
        "USD"
        if match["sign"] == "$"
        else "GBP"
        if match["sign"]
        else match["unit"]
        if match["unit"] != "point"
        else "points"
    )
    amount = Amount(value=value, step=step, qualifier=_WORDING.get(match["wording"] or "", "exact"))
    number = printed.removeprefix(match["wording"] or "").strip()
    start = article.text.index(number)
    (low, high), (likely_low, likely_high) = bounds(amount, unit), implied(amount, unit)
    common = {
        "id": content_id("figure", article.id, start, measure, subject),
        "article_id": article.id,
        "span": Span(start=start, end=start + len(number), text=number),
        "confidence": 0.9,
        "rule": "test",
        "value": value,
        "step": step,
        "qualifier": amount.qualifier,
        "bounds": Bounds(low=low, high=high),
        "implied": Bounds(low=likely_low, high=likely_high),
        "subject": subject,
        "subject_id": subject.casefold().replace(" ", "-") if subject and subject.istitle() else None,
        "contest": contest and contest.label,
        "contest_key": contest and contest.key,
        "as_of": as_of and dt.date.fromisoformat(as_of),
        "hedged_by": cited,
        "scope": scope or Scope(),
    }
    if match["sign"]:
        return DollarAmount(**common, currency=unit, measure=measure or "raised")
    return VotePercentage(
        **common,
        unit=unit,
        measure=measure or ("margin" if unit == "points" else "vote_share"),
        reporting_percent=counted and Decimal(counted),
        count_status=status or ("partial" if counted else None),
    )


def article(outlet: str, day: str | None, printed: str, words: str | None = None) -> Article:
    """An article of its own words (so that no two are copies) around one figure, or of the words given."""
    own = (
        words
        or f"{outlet} has seen the numbers of this race: {{}} it says, as {outlet.lower()} readers will know by now."
    )
    return Article(
        id=content_id(outlet, day, printed, words),
        text=own.format(printed),
        outlet=outlet or None,
        published=day and dt.date.fromisoformat(day),
    )


def settle_rows(rows: Sequence[tuple], **common: object) -> tuple[Outcome, dict[str, str]]:
    """Rows `(outlet, day, printed)` or `(outlet, day, printed, {more})` settled; and claim id → outlet."""
    articles, figures = [], []
    for outlet, day, printed, *more in rows:
        options = {**common, **(more[0] if more else {})}
        made = article(outlet, day, printed, options.pop("words", None))
        articles.append(made)
        figures.append(figure(made, printed, **options))
    contests = {c.key: c for row in [common, *(r[3] for r in rows if len(r) > 3)] if (c := row.get("contest"))}
    outcome = reconcile(articles, figures, [CONTEST, *contests.values()])
    return outcome, {claim.id: claim.outlet or "" for claim in outcome.claims}


def settle_one(rows: Sequence[tuple], **common: object) -> tuple[Reconciliation, dict[str, str]]:
    """As `settle_rows`, for rows that are all of one question."""
    outcome, outlets = settle_rows(rows, **common)
    assert len(outcome.reconciliations) == 1, [r.key for r in outcome.reconciliations]
    return outcome.reconciliations[0], outlets


__all__ = ["CONTEST", "Claim", "article", "figure", "settle_one", "settle_rows"]
