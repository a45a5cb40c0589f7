"""The desk itself, without the web: a run, what was decided on it, and what is decided now.

Other desks may be open on the same run, in this process or another: what is in the file of decisions counts, and it is looked
at again whenever it has grown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.decisions import (
    Book,
    Bookkeeper,
    ConflictError,
    Event,
    History,
    Log,
    Pen,
    Sheet,
    plain_sheet,
)
from extractor.desk.library import Library
from extractor.present.evidence import Piece, Question, cut, figure_marks, make_questions
from extractor.present.view import article_marks
from extractor.records import (
    Article,
    Candidate,
    Claim,
    DateMention,
    DollarAmount,
    Extent,
    Quote,
    Reconciliation,
    VotePercentage,
    content_id,
)

# Of a question with more records than anybody reads, so many are drawn at first: those that dissent, then the rest.
ROWS_SHOWN = 150


@dataclass(frozen=True, slots=True)
class Page:
    """A question as it is shown. left_out: how many of its records are not drawn."""

    sheet: Sheet
    question: Question
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's text with its records marked: what stands before a place, the place itself, and the rest."""

    article: Article
    before: tuple[Piece, ...]
    here: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """A person figures are about: every name, and the articles with what each says of them."""

    id: str
    names: tuple[str, ...]
    articles: tuple[tuple[Article, tuple[tuple[Claim, tuple[Piece, ...]], ...]], ...]
    version: str


class Desk:
    """One run on the desk. Not for several threads at once."""

    def __init__(self, run: Path) -> None:
        self.run = run
        self.name = run.resolve().name
        self.library = Library(run)
        self._keeper = Bookkeeper(self.library)
        self._log = Log(run)
        self._seen: tuple[int, int] | None = None  # events and problems that the queue shows
        self.book: Book
        self.refresh()

    def close(self) -> None:
        """Remove what was made for looking up."""
        self.library.close()

    def refresh(self) -> None:
        """Take in what anybody decided since."""
        self._take(self._log.read())

    def _take(self, history: History) -> None:
        seen = len(history.events), len(history.problems)
        if seen != self._seen:
            self.book = self._keeper.fold(history)
            self.library.show(self.book)
            self._seen = seen

    # Looking --------------------------------------------------------------------------------------------------------

    def sheet(self, identity: str) -> Sheet:
        """A question as it stands. Raises KeyError for one that is not asked (any more)."""
        if identity in self.book.sheets:
            return self.book.sheets[identity]
        if identity in self.book.replaced:
            raise KeyError(identity)
        return plain_sheet(self.library, identity)

    def holder(self, claim: str) -> str | None:
        """The question that a claim is on now."""
        decided = next((identity for identity, sheet in self.book.sheets.items() if claim in sheet.claims), None)
        return decided or self.library.question_of.get(claim)

    def successors(self, identity: str) -> list[Sheet]:
        """What became of a question that was split or merged, as far as it can be told."""
        claims = set(self.library.claims_of.get(identity, ()))
        for event in self.book.events:
            if content_id("reconciliation", *sorted(event.claims)) == identity:
                claims |= event.claims
        return [sheet for _, sheet in sorted(self.book.sheets.items()) if claims & set(sheet.claims)]

    def page(self, identity: str, *, everything: bool = False) -> Page:
        """A question with what is shown of it. Raises KeyError."""
        sheet = self.sheet(identity)
        settled, left_out = (sheet.settled, 0) if everything else _foremost(sheet.settled)
        claims = self.library.claims((*settled.claims, *sheet.rejected))
        about = list(dict.fromkeys(claim.article_id for claim in claims))
        (question,) = make_questions(
            [replace(sheet, settled=settled)],
            articles=self.library.articles(self.library.with_copies(about)),
            figures=self.library.figures([claim.record_id for claim in claims]),
            dates=self.library.of_articles("dates", DateMention, about),
            claims=claims,
        )
        return Page(sheet, question, left_out if sheet.counted else 0)

    def article(self, identity: str, start: int = 0, end: int = 0) -> Reading:
        """An article with its records marked, and a place in it. Raises KeyError."""
        found = self.library.articles([identity])
        if not found:
            raise KeyError(identity)
        article, of = found[0], self.library.of_articles
        marks = article_marks(
            [*of("vote_percentages", VotePercentage, [identity]), *of("dollar_amounts", DollarAmount, [identity])],
            of("dates", DateMention, [identity]),
            of("quotes", Quote, [identity]),
            of("candidates", Candidate, [identity]),
        )
        size = len(article.text)
        start, end = (start, end) if 0 <= start < end <= size else (0, 0)
        parts = [cut(article.text, a, b, _within(marks, a, b)) for a, b in ((0, start), (start, end), (end, size))]
        return Reading(article, *parts)

    def person(self, identity: str) -> Who:
        """A person and where they are spoken of. Raises KeyError."""
        names = self.library.names(identity)
        questions = [line.id for line in self.library.questions_about(identity)]
        if not names:
            raise KeyError(identity)
        claims = self.library.claims([claim for question in questions for claim in self.sheet(question).claims])
        by_article: dict[str, list[Claim]] = {}
        for claim in sorted(claims, key=lambda claim: claim.span.start):
            by_article.setdefault(claim.article_id, []).append(claim)
        figures = {figure.id: figure for figure in self.library.figures([claim.record_id for claim in claims])}
        articles = sorted(
            self.library.articles(by_article), key=lambda a: (str(a.published or "9999"), a.outlet or "", a.id)
        )
        spoken = []
        for article in articles:
            said = []
            for claim in by_article[article.id]:
                figure = figures[claim.record_id]
                around = figure.sentence or figure.span
                said.append((claim, cut(article.text, around.start, around.end, figure_marks(figure))))
            spoken.append((article, tuple(said)))
        return Who(identity, tuple(names), tuple(spoken), self.person_version(identity))

    def person_version(self, identity: str) -> str:
        """Changes with every decision on a question about this person."""
        return content_id("person", *(self.sheet(line.id).version for line in self.library.questions_about(identity)))

    # Deciding -------------------------------------------------------------------------------------------------------

    def decide(self, who: str, version: str, version_now: Callable[[], str], act: Callable[[Pen], Event]) -> Event:
        """Write one decision. version: that of the page it was taken on.

        Raises ConflictError when somebody decided on the same evidence meanwhile, DecisionError when it cannot be taken, KeyError
        when the question is gone.
        """

        def make(history: History) -> list[Event]:
            self._take(history)
            if version_now() != version:
                raise ConflictError("This changed since you opened the page; your decision was not saved.")
            return [act(Pen(who, dt.datetime.now(dt.UTC), self.name, self.library, self.book))]

        (event,) = self._log.append(make)
        self.refresh()
        return event


def _foremost(settled: Reconciliation) -> tuple[Reconciliation, int]:
    """The question with the claims that a person reads first, and how many that leaves out."""
    dissenting = [dissent.claim for dissent in settled.dissenting]
    chosen = set([*dissenting, *settled.superseded, *settled.supporting][:ROWS_SHOWN])
    update = {
        "claims": tuple(claim for claim in settled.claims if claim in chosen),
        "supporting": tuple(claim for claim in settled.supporting if claim in chosen),
        "superseded": tuple(claim for claim in settled.superseded if claim in chosen),
        "dissenting": tuple(dissent for dissent in settled.dissenting if dissent.claim in chosen),
    }
    return settled.model_copy(update=update), len(settled.claims) - len(chosen)


def _within(marks: Iterable[tuple[Extent, str]], start: int, end: int) -> list[tuple[Extent, str]]:
    return [(extent, kind) for extent, kind in marks if extent.start < end and start < extent.end]
