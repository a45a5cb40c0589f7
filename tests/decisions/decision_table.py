"""Questions and claims made by hand: what decisions are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractor.decisions import Bookkeeper, Decided, Event, History, Pen
from extractor.reconcile import reconcile
from extractor.records import Article, Claim, Contest, Reconciliation, VotePercentage

NOON = dt.datetime(2031, 11, 6, 12, tzinfo=dt.UTC)

# No two papers write alike, or one would be taken for the copy of the other.
WORDINGS = (
    "With every box opened, {} has {} percent.",
    "The returning officer gave {} a share of {} percent just before midnight.",
    "It was {} in the end, on {} percent of all ballots.",
    "Supporters of {} cheered when {} percent came up on the screen in the town hall.",
    "According to our count {} stands at {} percent.",
    "Nobody doubted that {} would come first; {} percent is more than anybody hoped for.",
)


class Table:
    """A settled run in memory. figures: (article, outlet, subject, printed percent); every figure is a vote share."""

    def __init__(self, figures: Sequence[tuple[str, str, str, str]]) -> None:
        articles, shares = {}, []
        for number, (name, outlet, subject, printed) in enumerate(figures):
            text = WORDINGS[number % len(WORDINGS)].format(subject, printed)
            articles[name] = Article(id=name, text=text, outlet=outlet, published="2031-11-06")
            start = text.index(printed)
            shares.append(
                VotePercentage(
                    id=f"figure-{name}", article_id=name, span={"start": start, "end": start + len(printed), "text": printed},
                    sentence={"start": 0, "end": len(text)}, confidence=0.9, rule="test", value=Decimal(printed), step=Decimal(1).scaleb(Decimal(printed).as_tuple().exponent),
                    unit="percent", measure="vote_share", subject=subject, subject_id=f"id-{subject}", contest="Alder mayoral election", contest_key="alder",
                )
            )  # fmt: skip
        self._contests = [Contest(key="alder", label="Alder mayoral election", office="mayor", place="Alder")]
        outcome = reconcile(list(articles.values()), shares, self._contests)
        self._articles = articles
        self._claims = {claim.id: claim for claim in outcome.claims}
        self.questions = {settled.id: settled for settled in outcome.reconciliations}
        self.claims_of = {identity: tuple(sorted(settled.claims)) for identity, settled in self.questions.items()}
        self.claim = {claim.article_id: claim.id for claim in outcome.claims}

    def question(self, identity: str) -> Reconciliation:
        return self.questions[identity]

    def claims(self, identities: Iterable[str]) -> list[Claim]:
        return [self._claims[identity] for identity in identities if identity in self._claims]

    def articles(self, identities: Iterable[str]) -> list[Article]:
        return [self._articles[identity] for identity in identities]

    def claims_about(self, people: Sequence[str]) -> list[Claim]:
        return [claim for claim in self._claims.values() if claim.subject_id in people]

    def contests(self) -> list[Contest]:
        return self._contests


class Reader:
    """Somebody who decides on a table, one event after the other."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.keeper = Bookkeeper(table)
        self.events: list[Event] = []

    @property
    def decided(self) -> Decided:
        return Decided(self.keeper.fold(History(self.events, [])), self.table)

    @property
    def pen(self) -> Pen:
        when = NOON + dt.timedelta(minutes=len(self.events))
        return Pen("ann", when, "nov6", self.table, self.decided.book)

    def write(self, event: Event) -> Event:
        self.events.append(event.seal())
        return self.events[-1]

    def sheet(self, article: str):
        """The question that the figure of an article is on."""
        claim = self.table.claim[article]
        return next(sheet for sheet in self.decided.sheets() if claim in sheet.claims)


FIGURES = [
    ("a1", "Harbour Echo", "Dana Quill", "52.3"),
    ("a2", "Marsh Courier", "Dana Quill", "52.3"),
    ("a3", "Valley Wire", "Dana Quill", "53.2"),
    ("a4", "Tidewater Ledger", "Tom Roper", "44.1"),
    ("a5", "Alder Gazette", "Dayna Quill", "52.3"),
]
