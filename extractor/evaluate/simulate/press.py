"""What the press prints about the contests of a world: its articles, copies among them, and everything that is true about them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractor.evaluate.simulate.articles import Draft, Printed, make_opening, write_draft
from extractor.evaluate.simulate.world import Mix, Outlet, Race, make_outlets, make_world
from extractor.records import Article, DollarAmount, VotePercentage


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
        written: list[Draft] = []
        for paper in sorted(rng.sample(list(papers), min(rng.randint(*coverage), len(papers))), key=lambda o: o.copies):
            if written and rng.random() < paper.copies:
                source = rng.choice(written)
                draft = replace(source, outlet=paper.name, opening=make_opening(rng, race), copied_from=source.id)
            else:
                draft = write_draft(rng, race, paper)
            written.append(draft)
        for draft in written:
            article, made, told = draft.place(race)
            articles.append(article)
            figures.extend(made)
            printed.extend(told)
            if draft.copied_from:
                originals[article.id] = draft.copied_from
    return Press(world, tuple(articles), tuple(figures), tuple(printed), originals)
