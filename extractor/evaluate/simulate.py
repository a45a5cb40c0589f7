"""A press with known habits reports on contests with known truth: what settling is measured and calibrated on.

    make_world → contests with their counts and filings
    report     → articles, the figures printed in them, what is true, and every fault that was put in

Outlets round or cut off, write "about" and "nearly", report partial counts and old totals, copy one another under a new first line, and slip:
a million for a billion, two digits exchanged, the rival's number, an early count printed again. The same seed gives the same
press. Names are invented.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from typing import Literal, NamedTuple

from extractor.language.bounds import bounds, implied
from extractor.language.found import Amount
from extractor.records import Article, Bounds, Contest, DollarAmount, Span, VotePercentage, content_id

Fault = Literal["magnitude", "swapped", "transposed", "stale", "wrong"]
Mix = Literal["easy", "copies", "hard"]

ELECTION_DAY = dt.date(2031, 5, 6)
FIRST_FILING, LAST_FILING = dt.date(2031, 3, 31), dt.date(2031, 5, 31)
COUNTED = Decimal(62)  # percent of precincts in on the night
_TENTH, _WHOLE = Decimal("0.1"), Decimal(1)

_FIRST = [
    "Adela",
    "Bram",
    "Corin",
    "Delphine",
    "Edwy",
    "Fenna",
    "Gideon",
    "Hollis",
    "Ines",
    "Joren",
    "Katya",
    "Leopold",
    "Maren",
    "Niall",
    "Odile",
    "Perrin",
    "Rosalba",
    "Soren",
    "Tamsin",
    "Ulric",
]
_HEADS = [
    "Ash",
    "Brack",
    "Cal",
    "Dun",
    "Ever",
    "Fal",
    "Gran",
    "Hol",
    "Ister",
    "Jun",
    "Kel",
    "Lor",
    "Mel",
    "Nor",
    "Ost",
    "Pel",
    "Quar",
    "Ren",
    "Sel",
    "Tor",
    "Ul",
    "Ver",
    "Wen",
    "Yar",
    "Zel",
]
_TAILS = [
    "bridge",
    "combe",
    "dale",
    "field",
    "gate",
    "holm",
    "kirk",
    "land",
    "mere",
    "ness",
    "over",
    "rick",
    "sted",
    "thorpe",
    "vane",
    "wick",
    "yard",
    "worth",
]
_OPENINGS = (
    "Polls closed at eight and the first boxes reached {place} soon after",
    "It rained in {place} for most of the day, and the queues were short",
    "The campaign that ended in {place} this week had begun in January",
    "Nobody at the fairground hall in {place} wanted to go home early",
    "For once the talk in {place} was not of the football",
    "Clerks in {place} worked in shifts behind a rope and a folding table",
)
_FILLERS = (
    "{a} and {b} met only once in debate, over the {noun} that the county never finished",
    "volunteers for {a} knocked on doors along the {noun} until dusk",
    "{b} spent the final week promising to repair the {noun}",
    "a {noun} that closed two winters ago was on many minds",
    "supporters filled the room behind the {noun} and sang",
    "both sides had hired lawyers in case the {noun} came up again",
    "the {noun} has divided neighbours here since before either of them ran",
    "an aide described the mood beside the {noun} as calm",
)
_NOUNS = [
    "bridge",
    "ferry",
    "hospital",
    "quarry",
    "reservoir",
    "library",
    "stadium",
    "tram",
    "bypass",
    "cannery",
    "harbour",
    "school",
    "mill",
    "theatre",
    "depot",
    "orchard",
    "pier",
    "market",
]
_SHARE = (
    "{name} {verb} {printed} of the vote",
    "the count gave {name} {printed} of the vote",
    "with {printed} of the vote, {name} had reason to smile",
    "{name} ended on {printed} of the vote",
)
_PARTIAL = "with {counted} percent of precincts reporting, {name} had {printed} of the vote"
_RAISED = (
    "{name} has raised {printed}",
    "the {name} campaign raised {printed} in all",
    "{name} raised {printed} through the end of {month}",
)
_MARGIN = ("{name} won by {printed}", "{name} finished {printed} ahead of {rival}")
_WORDING = {"exact": "", "about": "about ", "nearly": "nearly ", "over": "more than "}


class Person(NamedTuple):
    """One who stands, and the true figures about them; sums in whole dollars."""

    name: str
    share: Decimal  # percent of all votes
    early_share: Decimal  # when COUNTED percent were in
    raised: Decimal  # at the last filing
    early_raised: Decimal  # at the first


class Race(NamedTuple):
    """One contest and the truth about it. People stand from the first to the last."""

    contest: Contest
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet and its habits; every habit is a probability for each figure or article."""

    name: str
    step: Decimal = _TENTH  # how finely it prints shares
    cuts: float = 0.0  # cuts off instead of rounding
    vague: float = 0.1  # "about", "nearly", "more than"
    lag: float = 0.1  # reports the partial count, and says so
    old_total: float = 0.1  # reports the first filing, dated
    copies: float = 0.0  # prints another outlet's article
    fault: float = 0.02  # for each figure


class Printed(NamedTuple):
    """One figure as an outlet prints it."""

    article: str
    record: str
    question: tuple[str, str, str]  # contest key, subject, measure
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Press:
    """A batch of articles with everything that is true about it."""

    races: tuple[Race, ...]
    articles: tuple[Article, ...]
    figures: tuple[VotePercentage | DollarAmount, ...]
    printed: tuple[Printed, ...]
    originals: dict[str, str] = field(default_factory=dict)  # article id → the article it copies

    def truth(self, question: tuple[str, str, str], *, early: bool = False) -> Decimal:
        """The true value of a question, in percent, points or dollars; `early`: on the night, or at the first filing."""
        contest, subject, measure = question
        race = next(race for race in self.races if race.contest.key == contest)
        person = next(person for person in race.people if person.name == subject)
        if measure == "raised":
            return person.early_raised if early else person.raised
        if measure == "vote_share":
            return person.early_share if early else person.share
        return race.people[0].share - race.people[1].share


def make_world(seed: int, races: int, first: int = 0) -> tuple[Race, ...]:
    """Contests with two to four people each. Partial counts and first filings differ clearly from the final ones.

    first: the number of the first contest. Worlds whose numbers differ have no contest in common.
    """
    rng = random.Random(f"world {seed}")
    return tuple(_race(rng, number) for number in range(first, first + races))


def _race(rng: random.Random, number: int) -> Race:
    place = f"{rng.choice(_HEADS)}{rng.choice(_TAILS)}"
    names: list[str] = []
    while len(names) < rng.choice((2, 3, 4)):
        name = f"{rng.choice(_FIRST)} {rng.choice(_HEADS)}{rng.choice(_TAILS)}"
        if name.split()[1] not in {other.split()[1] for other in names}:
            names.append(name)
    weights = sorted((rng.uniform(0.3, 1.0) for _ in names), reverse=True)
    shares = [_round(Decimal(100 * weight / sum(weights)), Decimal("0.01")) for weight in weights]
    people = []
    for name, share in zip(names, shares, strict=True):
        moved = Decimal(str(round(rng.choice((-1, 1)) * rng.uniform(1.2, 5), 2)))
        raised = Decimal(round(rng.lognormvariate(14.5, 1.0), -2))
        early = _round(raised * Decimal(str(round(rng.uniform(0.3, 0.7), 3))), Decimal(100))
        people.append(Person(name, share, max(share + moved, _WHOLE), raised, early))
    label = f"{place} mayoral election 2031"
    contest = Contest(
        key=f"mayor/{place.lower()}-{number}/2031/general", label=label, office="Mayor", place=f"{place} {number}", stage="general", date="2031-05-06"
    )  # fmt: skip
    return Race(contest, tuple(people))


def make_outlets(seed: int, mix: Mix, count: int = 12) -> tuple[Outlet, ...]:
    """The press of a mix.

    easy: careful papers. copies: a third of them original, the rest mostly reprints, of the careless as of the careful. hard: all habits
    and faults at once, with a third of the papers careless.
    """
    rng = random.Random(f"outlets {seed} {mix}")
    outlets = []
    for number in range(count):
        name = f"The {rng.choice(_HEADS)}{rng.choice(_TAILS)} {rng.choice(('Courier', 'Ledger', 'Herald', 'Beacon', 'Gazette'))} {number}"
        outlet = Outlet(name, step=rng.choice((_TENTH, _TENTH, _WHOLE)))
        if mix == "copies":
            outlet = replace(outlet, copies=0.0 if number < count // 3 else 0.85, fault=0.15)
        elif mix == "hard":
            careless = number % 3 == 0
            outlet = replace(
                outlet, cuts=0.15 if careless else 0.02, vague=0.25, lag=0.25, old_total=0.25, copies=0.35, fault=0.3 if careless else 0.06
            )  # fmt: skip
        outlets.append(outlet)
    return tuple(outlets)


def report(
    seed: int,
    races: int,
    mix: Mix = "hard",
    *,
    outlets: Sequence[Outlet] | None = None,
    coverage: tuple[int, int] = (4, 8),
    first: int = 0,
) -> Press:
    """What the press prints about `races` contests, each covered by so many outlets (from, to)."""
    world = make_world(seed, races, first)
    papers = outlets or make_outlets(seed, mix)
    rng = random.Random(f"report {seed} {mix}")
    articles: list[Article] = []
    figures: list[VotePercentage | DollarAmount] = []
    printed: list[Printed] = []
    originals: dict[str, str] = {}
    for race in world:
        written: list[_Draft] = []
        for paper in sorted(rng.sample(list(papers), min(rng.randint(*coverage), len(papers))), key=lambda o: o.copies):
            if written and rng.random() < paper.copies:
                source = rng.choice(written)
                draft = replace(source, outlet=paper.name, opening=_opening(rng, race), copied_from=source.id)
            else:
                draft = _write(rng, race, paper)
            written.append(draft)
        for draft in written:
            article, made, told = draft.place(race)
            articles.append(article)
            figures.extend(made)
            printed.extend(told)
            if draft.copied_from:
                originals[article.id] = draft.copied_from
    return Press(world, tuple(articles), tuple(figures), tuple(printed), originals)


# --- one article ------------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
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
class _Draft:
    outlet: str
    published: dt.date
    opening: str
    lines: tuple[_Line, ...]
    fillers: tuple[str, ...]
    copied_from: str | None = None

    @property
    def id(self) -> str:
        return content_id(
            self.outlet, self.published, self.opening, *(line.sentence for line in self.lines), *self.fillers
        )

    def place(self, race: Race) -> tuple[Article, list[VotePercentage | DollarAmount], list[Printed]]:
        """The article's text, and its figures where they stand in it."""
        text = self.opening + "."
        spots: list[tuple[_Line, int, str]] = []
        for line, filler in zip(self.lines, self.fillers, strict=True):
            number = spell(line.amount, line.unit)
            before, after = line.sentence.split("{printed}")
            sentence = f"{before}{_WORDING[line.amount.qualifier]}"
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


def _write(rng: random.Random, race: Race, paper: Outlet) -> _Draft:
    lines = tuple(_lines(rng, race, paper))
    # Money is told apart from the count by months; the paper's day is that of its latest news.
    published = (
        ELECTION_DAY + dt.timedelta(days=1 + rng.randrange(3))
        if any(line.counted is None for line in lines)
        else ELECTION_DAY
    )
    a, b = race.people[0].name, race.people[1].name
    fillers = tuple(
        rng.choice(_FILLERS).format(a=a.split()[1], b=b.split()[1], noun=rng.choice(_NOUNS)) + f", said {rng.choice(_FIRST)} of {rng.choice(_HEADS)}{rng.choice(_TAILS)}"
        for _ in lines
    )  # fmt: skip
    return _Draft(paper.name, published, _opening(rng, race), lines, fillers)


def _opening(rng: random.Random, race: Race) -> str:
    place = race.contest.label.split()[0]
    seen = f"as {rng.choice(_FIRST)} {rng.choice(_HEADS)}{rng.choice(_TAILS)} saw it"
    return f"{rng.choice(_OPENINGS).format(place=place)}, {seen}. At stake was the office of mayor of {place}"


def _lines(rng: random.Random, race: Race, paper: Outlet) -> Iterator[_Line]:
    late = rng.random() < paper.lag
    for person in race.people:
        rival = race.people[1] if person is race.people[0] else race.people[0]
        fault = _fault(rng, paper, ("swapped", "transposed", "stale", "wrong"))
        share = person.early_share if late or fault == "stale" else person.share
        share = rival.share if fault == "swapped" else share
        amount = _share(rng, share, paper, fault)
        sentence = _PARTIAL if late else rng.choice(_SHARE)
        filled = sentence.format(
            name=person.name, verb=rng.choice(("won", "took", "drew")), counted=COUNTED, printed="{printed}"
        )
        yield _Line(filled, amount, "percent", person.name, "vote_share", fault, COUNTED if late else None)
    winner, second = race.people[:2]
    if not late:
        fault = _fault(rng, paper, ("transposed", "wrong"))
        amount = _share(rng, winner.share - second.share, paper, fault)
        yield _Line(rng.choice(_MARGIN).format(name=winner.name, rival=second.name, printed="{printed}"), amount, "points", winner.name, "margin", fault)  # fmt: skip
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
        sentence = rng.choice(_RAISED).format(name=person.name, month=filing.strftime("%B"), printed="{printed}")
        yield _Line(sentence, _money(rng, raised, paper, fault), "USD", person.name, "raised", fault, as_of=filing)


def _fault(rng: random.Random, paper: Outlet, kinds: Sequence[Fault]) -> Fault | None:
    return rng.choice(kinds) if rng.random() < paper.fault else None


def _share(rng: random.Random, true: Decimal, paper: Outlet, fault: Fault | None) -> Amount:
    step = paper.step
    value = _round(true, step, ROUND_DOWN if rng.random() < paper.cuts else ROUND_HALF_EVEN)
    if fault == "transposed":
        value = _transposed(value)
    elif fault == "wrong":
        value = max(value + rng.choice((-1, 1)) * rng.randint(2, 9), step)
    elif fault is None and rng.random() < paper.vague:
        return _vague(rng, true, _WHOLE)
    return Amount(value, step=step)


def _money(rng: random.Random, true: Decimal, paper: Outlet, fault: Fault | None) -> Amount:
    step = Decimal(100_000) if true >= 1_000_000 else Decimal(1_000)
    value = max(_round(true, step, ROUND_DOWN if rng.random() < paper.cuts else ROUND_HALF_EVEN), step)
    if fault == "magnitude":
        return Amount(value * 1_000, step=step * 1_000)
    if fault == "wrong":
        return Amount(_round(value * Decimal(str(rng.choice((0.6, 0.75, 1.3, 1.6)))), step), step=step)
    if fault is None and rng.random() < paper.vague:
        return _vague(rng, true, step * 10 if true >= 2_000_000 else step)
    return Amount(value, step=step)


def _vague(rng: random.Random, true: Decimal, step: Decimal) -> Amount:
    """A wording that holds of the true value."""
    below, above = _round(true, step, ROUND_DOWN), _round(true, step, ROUND_DOWN) + step
    qualifier = rng.choice(("about", "nearly", "over"))
    value = {"about": _round(true, step), "nearly": above, "over": below}[qualifier]
    return Amount(value, step=step, qualifier=qualifier) if value > 0 else Amount(above, step=step, qualifier="nearly")


def _transposed(value: Decimal) -> Decimal:
    digits = list(str(value).replace(".", ""))
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1] and not (i == 0 and digits[1] == "0"):
            digits[i], digits[i + 1] = digits[i + 1], digits[i]
            break
    return Decimal("".join(digits)).scaleb(int(value.as_tuple().exponent))


def _round(value: Decimal, step: Decimal, how: str = ROUND_HALF_EVEN) -> Decimal:
    return (value / step).to_integral_value(how) * step


def spell(amount: Amount, unit: str) -> str:
    """The number and its unit as a paper prints them."""
    value = amount.value or Decimal(0)
    if unit == "percent":
        return f"{value.normalize():f} percent" if amount.step != _TENTH else f"{value:.1f} percent"
    if unit == "points":
        return f"{value:.1f} points" if amount.step == _TENTH else f"{value.normalize():f} points"
    for size, name in ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million")):
        if value >= size and (amount.step or _WHOLE) >= size / 1000:
            places = max(0, -int(((amount.step or _WHOLE) / size).normalize().as_tuple().exponent))
            return f"${value / size:.{places}f} {name}"
    return f"${value:,.0f}"


def _figure(article: Article, contest: Contest, line: _Line, start: int, number: str) -> VotePercentage | DollarAmount:
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
