"""A settled run as a person looks at it: its questions, its contests with who stands side by side, what people said, the articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from extractor.decisions import Event, Sheet
from extractor.decisions import read as read_decisions
from extractor.present.evidence import Piece, Question, cut, make_questions
from extractor.present.wording import VERDICT_ORDER
from extractor.records import Article, Candidate, Claim, DateMention, DollarAmount, Extent, Quote, VotePercentage
from extractor.records.claims import Verdict
from extractor.runs.store import read_kind

# What of a contender stands side by side in a contest's table, in the order of its columns.
SIDE_BY_SIDE = ("vote_share", "poll_share", "raised", "spent", "cash_on_hand")

Said = list[tuple[Quote, Article]]


class _OfAnArticle(Protocol):
    @property
    def article_id(self) -> str: ...


R = TypeVar("R", bound=_OfAnArticle)


class _ByArticle(NamedTuple):
    """Records by the article they were read from."""

    figures: dict[str, list[VotePercentage | DollarAmount]]
    dates: dict[str, list[DateMention]]
    quotes: dict[str, list[Quote]]
    candidates: dict[str, list[Candidate]]


@dataclass(frozen=True, slots=True)
class Standing:
    """One contender and what is settled of them: a question for each column of the contest's table, None where none is."""

    name: str
    party: str
    outcome: str
    figures: tuple[Question | None, ...]


@dataclass(frozen=True, slots=True)
class ContestView:
    """One contest: who stands, their figures side by side, and every question on it."""

    label: str
    measures: tuple[str, ...]  # the table's columns
    standing: tuple[Standing, ...]
    figures: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article, its text cut into pieces by kind of record."""

    article: Article
    pieces: tuple[Piece, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class RunView:
    """Everything the report shows."""

    name: str
    questions: list[Question]
    contests: list[ContestView]
    speakers: list[tuple[str, Said]]
    articles: list[ArticleView]
    by_verdict: dict[Verdict, int]
    outlets: int
    lost: tuple[Event, ...]  # decisions whose evidence the run does not hold

    @property
    def decided(self) -> int:
        """How many questions people decided something on."""
        return sum(bool(question.decisions) for question in self.questions)


def load_view(run: Path) -> RunView:
    """The view of a run folder as it stands after what was decided. Raises RunError when nothing was settled there yet."""
    decided = read_decisions(run)
    return make_view(
        run.resolve().name,
        decided.sheets(),
        articles=read_kind(run, "articles", Article),
        figures=[*read_kind(run, "vote_percentages", VotePercentage), *read_kind(run, "dollar_amounts", DollarAmount)],
        dates=read_kind(run, "dates", DateMention),
        quotes=read_kind(run, "quotes", Quote),
        candidates=read_kind(run, "candidates", Candidate),
        claims=read_kind(run, "claims", Claim),
        lost=decided.book.lost,
    )


def make_view(
    name: str,
    sheets: Iterable[Sheet],
    *,
    articles: Iterable[Article],
    figures: Sequence[VotePercentage | DollarAmount],
    dates: Iterable[DateMention],
    quotes: Iterable[Quote],
    candidates: Iterable[Candidate],
    claims: Iterable[Claim],
    lost: tuple[Event, ...] = (),
) -> RunView:
    """The view of these questions and records."""
    article_of = {article.id: article for article in articles}
    candidates, dates = list(candidates), list(dates)
    by_article = _ByArticle(_by_article(figures), _by_article(dates), _by_article(quotes), _by_article(candidates))
    questions = make_questions(sheets, articles=article_of.values(), figures=figures, dates=dates, claims=claims)
    counted = Counter(question.settled.verdict for question in questions)
    return RunView(
        name=name,
        questions=questions,
        contests=_contests(questions, candidates),
        speakers=_speakers(by_article.quotes, article_of),
        articles=[_article_view(article, by_article) for article in article_of.values()],
        by_verdict={verdict: counted[verdict] for verdict in VERDICT_ORDER if counted[verdict]},
        outlets=len({article.called for article in article_of.values()}),
        lost=lost,
    )


def _by_article(records: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for record in records:
        found[record.article_id].append(record)
    return found


def _article_view(article: Article, by_article: _ByArticle) -> ArticleView:
    return view_article(
        article,
        by_article.figures[article.id],
        by_article.dates[article.id],
        by_article.quotes[article.id],
        by_article.candidates[article.id],
    )


def view_article(
    article: Article,
    figures: Sequence[VotePercentage | DollarAmount],
    dates: Sequence[DateMention],
    quotes: Sequence[Quote],
    candidates: Sequence[Candidate],
) -> ArticleView:
    """An article with all that was read from it."""
    counts = {"figures": len(figures), "dates": len(dates), "quotes": len(quotes), "candidates": len(candidates)}
    marks = article_marks(figures, dates, quotes, candidates)
    return ArticleView(article, cut(article.text, 0, len(article.text), marks), counts)


def article_marks(
    figures: Iterable[VotePercentage | DollarAmount],
    dates: Iterable[DateMention],
    quotes: Iterable[Quote],
    candidates: Iterable[Candidate],
) -> list[tuple[Extent, str]]:
    """What is marked in an article's text; where records overlap, figures lie on dates, dates on people, people on quotes."""
    return [
        *((quote.span, "quote") for quote in quotes),
        *((span, "person") for candidate in candidates for span in candidate.mentions),
        *((date.span, "date") for date in dates),
        *((figure.span, "figure") for figure in figures),
    ]


def _contests(questions: Sequence[Question], candidates: Sequence[Candidate]) -> list[ContestView]:
    by_contest: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.settled.contest_key:
            by_contest[question.settled.contest_key].append(question)
    known: dict[str, dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for candidate in sorted(candidates, key=lambda c: (len(c.name), c.id)):
        if candidate.contest_key in by_contest:
            _, party, outcome = known[candidate.contest_key].get(candidate.person_id, ("", "", ""))
            known[candidate.contest_key][candidate.person_id] = (
                candidate.name,
                candidate.party or party,
                candidate.outcome or outcome,
            )
    views = []
    for key, found in by_contest.items():
        label = next((q.settled.contest for q in found if q.settled.contest), key)
        measures, standing = _side_by_side(found, known[key])
        views.append(ContestView(label, measures, standing, tuple(found)))
    return sorted(views, key=lambda view: (-len(view.figures), view.label))


def _side_by_side(
    questions: Sequence[Question], known: Mapping[str, tuple[str, str, str]]
) -> tuple[tuple[str, ...], tuple[Standing, ...]]:
    """The contenders' figures as a table, the leading one first: of several questions on one measure (polls of different days,
    counts of different places), the one that most sources report."""
    best: dict[tuple[str, str], Question] = {}
    for question in questions:
        settled = question.settled
        person = settled.subject_id
        if person in known and person and settled.measure in SIDE_BY_SIDE and settled.scope.place is None:
            cell = (person, settled.measure)
            had = best.get(cell)
            if had is None or _weight(question) > _weight(had):
                best[cell] = question
    measures = tuple(measure for measure in SIDE_BY_SIDE if any(of == measure for _, of in best))
    standing = [
        Standing(*known[person], tuple(best.get((person, measure)) for measure in measures)) for person in known
    ]

    def leading(one: Standing) -> tuple[object, ...]:
        first = next((q.sheet.holding.value for q in one.figures if q is not None), None)
        return (first is None, -(first or 0), one.name)

    return measures, tuple(sorted(standing, key=leading))


def _weight(question: Question) -> tuple[object, ...]:
    settled = question.settled
    return (settled.independent_sources, str(settled.as_of or ""), settled.id)


def _speakers(quotes: dict[str, list[Quote]], articles: dict[str, Article]) -> list[tuple[str, Said]]:
    """Quotes in their own words by person, those quoted most first."""
    said: dict[str, Said] = defaultdict(list)
    for identity, found in quotes.items():
        for quote in found:
            if quote.speaker and quote.speaker_id and quote.kind != "indirect":
                said[quote.speaker].append((quote, articles[identity]))
    return sorted(said.items(), key=lambda item: (-len(item[1]), item[0]))
