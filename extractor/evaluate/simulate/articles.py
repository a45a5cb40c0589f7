"""One article of the simulated press: its sentences, what is printed in them, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from typing import Literal, NamedTuple

from extractor.evaluate.simulate.words import (
    FILLERS,
    FIRST_NAMES,
    HEADS,
    MARGINS,
    NOUNS,
    OPENINGS,
    PARTIAL,
    SHARES,
    SUMS,
    TAILS,
    WORDING,
)
from extractor.evaluate.simulate.world import (
    COUNTED,
    ELECTION_DAY,
    FIRST_FILING,
    LAST_FILING,
    TENTH,
    WHOLE,
    Outlet,
    Race,
    rounded,
)
from extractor.language.bounds import bounds, implied
from extractor.language.found import Amount
from extractor.records import Article, Bounds, Contest, DollarAmount, Span, VotePercentage, content_id

Fault = Literal["magnitude", "swapped", "transposed", "stale", "wrong"]


class Printed(NamedTuple):
    """One figure as an outlet prints it."""

    article: str
    record: str
    question: tuple[str, str, str]  # contest key, subject, measure
    fault: Fault | None


class Line(NamedTuple):
    """One figure before it has its place in a text."""

    sentence: str  # with {printed}
    amount: Amount
    unit: str
    subject: str
    measure: str
    fault: Fault | None
    counted: Decimal | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it has its text."""

    outlet: str
    published: dt.date
    opening: str
    lines: tuple[Line, ...]
    fillers: tuple[str, ...]
    copied_from: str | None = None

    @property
    def id(self) -> str:
        """A hash of all that will stand in it."""
        return content_id(
            self.outlet, self.published, self.opening, *(line.sentence for line in self.lines), *self.fillers
        )

    def place(self, race: Race) -> tuple[Article, list[VotePercentage | DollarAmount], list[Printed]]:
        """The article's text, and its figures where they stand in it."""
        text = self.opening + "."
        spots: list[tuple[Line, int, str]] = []
        for line, filler in zip(self.lines, self.fillers, strict=True):
            number = spell(line.amount, line.unit)
            before, after = line.sentence.split("{printed}")
            sentence = f"{before}{WORDING[line.amount.qualifier]}"
            start = len(text) + 1 + len(sentence)
            whole = f"{sentence}{number}{after}"
            text += f" {whole[:1].upper()}{whole[1:]}. {filler[:1].upper()}{filler[1:]}."
            spots.append((line, start, number))
        article = Article(id=self.id, text=text, outlet=self.outlet, published=self.published)
        figures = [_figure(article, race.contest, line, start, number) for line, start, number in spots]
        told = [
            Printed(article.id, record.id, (race.contest.key, line.subject, line.measure), line.fault)
            for record, (line, _, _) in zip(figures, spots, strict=True)
        ]
        return article, figures, told


def write_draft(rng: random.Random, race: Race, paper: Outlet) -> Draft:
    """What an outlet writes about a contest, with the faults it makes."""
    lines = tuple(_lines(rng, race, paper))
    # Money is told apart from the count by months; the paper's day is that of its latest news.
    published = (
        ELECTION_DAY + dt.timedelta(days=1 + rng.randrange(3))
        if any(line.counted is None for line in lines)
        else ELECTION_DAY
    )
    a, b = race.people[0].name, race.people[1].name
    fillers = tuple(
        rng.choice(FILLERS).format(a=a.split()[1], b=b.split()[1], noun=rng.choice(NOUNS)) + f", said {rng.choice(FIRST_NAMES)} of {rng.choice(HEADS)}{rng.choice(TAILS)}"
        for _ in lines
    )  # fmt: skip
    return Draft(paper.name, published, make_opening(rng, race), lines, fillers)


def make_opening(rng: random.Random, race: Race) -> str:
    """A first sentence that no other paper has."""
    place = race.contest.label.split()[0]
    seen = f"as {rng.choice(FIRST_NAMES)} {rng.choice(HEADS)}{rng.choice(TAILS)} saw it"
    return f"{rng.choice(OPENINGS).format(place=place)}, {seen}. At stake was the office of mayor of {place}"


def _lines(rng: random.Random, race: Race, paper: Outlet) -> Iterator[Line]:
    late = rng.random() < paper.lag
    for person in race.people:
        rival = race.people[1] if person is race.people[0] else race.people[0]
        fault = _fault(rng, paper, ("swapped", "transposed", "stale", "wrong"))
        share = person.early_share if late or fault == "stale" else person.share
        share = rival.share if fault == "swapped" else share
        amount = _printed_share(rng, share, paper, fault)
        sentence = PARTIAL if late else rng.choice(SHARES)
        filled = sentence.format(
            name=person.name, verb=rng.choice(("won", "took", "drew")), counted=COUNTED, printed="{printed}"
        )
        yield Line(filled, amount, "percent", person.name, "vote_share", fault, COUNTED if late else None)
    winner, second = race.people[:2]
    if not late:
        fault = _fault(rng, paper, ("transposed", "wrong"))
        amount = _printed_share(rng, winner.share - second.share, paper, fault)
        yield Line(rng.choice(MARGINS).format(name=winner.name, rival=second.name, printed="{printed}"), amount, "points", winner.name, "margin", fault)  # fmt: skip
    for person in (winner, second):
        old = rng.random() < paper.old_total
        fault = _fault(rng, paper, ("magnitude", "swapped", "wrong"))
        rival = second if person is winner else winner
        raised = (
            (rival if fault == "swapped" else person).early_raised
            if old
            else (rival if fault == "swapped" else person).raised
        )
        filing = FIRST_FILING if old else LAST_FILING
        sentence = rng.choice(SUMS).format(name=person.name, month=filing.strftime("%B"), printed="{printed}")
        yield Line(sentence, _printed_sum(rng, raised, paper, fault), "USD", person.name, "raised", fault, as_of=filing)


def _fault(rng: random.Random, paper: Outlet, kinds: Sequence[Fault]) -> Fault | None:
    return rng.choice(kinds) if rng.random() < paper.fault else None


def _printed_share(rng: random.Random, true: Decimal, paper: Outlet, fault: Fault | None) -> Amount:
    step = paper.step
    value = rounded(true, step, ROUND_DOWN if rng.random() < paper.cuts else ROUND_HALF_EVEN)
    if fault == "transposed":
        value = _transposed(value)
    elif fault == "wrong":
        value = max(value + rng.choice((-1, 1)) * rng.randint(2, 9), step)
    elif fault is None and rng.random() < paper.vague:
        return _vague(rng, true, WHOLE)
    return Amount(value, step=step)


def _printed_sum(rng: random.Random, true: Decimal, paper: Outlet, fault: Fault | None) -> Amount:
    step = Decimal(100_000) if true >= 1_000_000 else Decimal(1_000)
    value = max(rounded(true, step, ROUND_DOWN if rng.random() < paper.cuts else ROUND_HALF_EVEN), step)
    if fault == "magnitude":
        return Amount(value * 1_000, step=step * 1_000)
    if fault == "wrong":
        return Amount(rounded(value * Decimal(str(rng.choice((0.6, 0.75, 1.3, 1.6)))), step), step=step)
    if fault is None and rng.random() < paper.vague:
        return _vague(rng, true, step * 10 if true >= 2_000_000 else step)
    return Amount(value, step=step)


def _vague(rng: random.Random, true: Decimal, step: Decimal) -> Amount:
    """A wording that holds of the true value."""
    below, above = rounded(true, step, ROUND_DOWN), rounded(true, step, ROUND_DOWN) + step
    qualifier = rng.choice(("about", "nearly", "over"))
    value = {"about": rounded(true, step), "nearly": above, "over": below}[qualifier]
    return Amount(value, step=step, qualifier=qualifier) if value > 0 else Amount(above, step=step, qualifier="nearly")


def _transposed(value: Decimal) -> Decimal:
    digits = list(str(value).replace(".", ""))
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1] and not (i == 0 and digits[1] == "0"):
            digits[i], digits[i + 1] = digits[i + 1], digits[i]
            break
    return Decimal("".join(digits)).scaleb(int(value.as_tuple().exponent))


def spell(amount: Amount, unit: str) -> str:
    """The number and its unit as a paper prints them."""
    value = amount.value or Decimal(0)
    if unit == "percent":
        return f"{value.normalize():f} percent" if amount.step != TENTH else f"{value:.1f} percent"
    if unit == "points":
        return f"{value:.1f} points" if amount.step == TENTH else f"{value.normalize():f} points"
    for size, name in ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million")):
        if value >= size and (amount.step or WHOLE) >= size / 1000:
            places = max(0, -int(((amount.step or WHOLE) / size).normalize().as_tuple().exponent))
            return f"${value / size:.{places}f} {name}"
    return f"${value:,.0f}"


def _figure(article: Article, contest: Contest, line: Line, start: int, number: str) -> VotePercentage | DollarAmount:
    amount = line.amount
    (low, high), (likely_low, likely_high) = bounds(amount, line.unit), implied(amount, line.unit)
    shown = article.text[start : start + len(number)]
    base = {
        "id": content_id(article.id, start),
        "article_id": article.id,
        "span": Span(start=start, end=start + len(number), text=shown),
        "confidence": 1.0,  # nothing was misread
        "rule": "simulated",
        "value": amount.value,
        "step": amount.step,
        "qualifier": amount.qualifier,
        "bounds": Bounds(low=low, high=high),
        "implied": Bounds(low=likely_low, high=likely_high),
        "subject": line.subject,
        "subject_id": line.subject.lower(),
        "contest": contest.label,
        "contest_key": contest.key,
        "as_of": line.as_of,
    }
    if line.unit == "USD":
        return DollarAmount.model_validate({**base, "currency": "USD", "measure": line.measure})
    counted = {"reporting_percent": line.counted, "count_status": "partial"} if line.counted else {}
    return VotePercentage.model_validate({**base, **counted, "unit": line.unit, "measure": line.measure})
