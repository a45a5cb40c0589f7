"""A settled run as a person looks at it: questions with a row for each article, its sentence and what its wording allows.

One model for the report and for every other view: what is shown where is decided here, how it looks in the templates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from extractor.present.numberline import NARROW, NumberLine, draw
from extractor.present.timeline import TimePicture, draw_time
from extractor.present.wording import amount_text, figure_text
from extractor.reconcile.readings import reading_of
from extractor.reconcile.timeline import Timeline, make_timeline
from extractor.reconcile.witnesses import Source, find_sources
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
)
from extractor.runs.needed import need_settled
from extractor.runs.store import read_kind

# What a fact-checker has to look at comes first.
VERDICT_ORDER = ("refuted", "conflict", "superseded", "compatible", "agree", "confirmed", "single")
VERDICT_WORDS = {
    "refuted": "the official figure says otherwise",
    "conflict": "reports contradict each other",
    "superseded": "an older or partial figure was replaced",
    "compatible": "different wordings of one figure",
    "agree": "the same figure everywhere",
    "confirmed": "the official figure bears it out",
    "single": "one source only",
}


# What of a contender stands side by side in a contest's table, in the order of its columns.
SIDE_BY_SIDE = ("vote_share", "poll_share", "raised", "spent", "cash_on_hand")


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
class Piece:
    """A stretch of text and what it is: figure, subject, date, quote, person, or nothing."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One article's figure on a question."""

    claim: Claim
    outlet: str
    article: Article
    printed: str
    stance: str  # supporting, superseded, dissenting
    reason: str
    suspicion: str | None
    sentence: tuple[Piece, ...]
    copies: tuple[str, ...]  # outlets that carried the same text
    claims: tuple[str, ...]  # its own, and those of copies that print the same


@dataclass(frozen=True, slots=True)
class Question:
    """One settled question with its evidence."""

    settled: Reconciliation
    heading: str
    value: str
    official: str | None
    rows: tuple[Row, ...]
    line: NumberLine | None
    narrow_line: NumberLine | None  # the same for a telephone
    timeline: Timeline | None
    picture: TimePicture | None


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


@dataclass(slots=True)
class RunView:
    """Everything the report shows."""

    name: str
    questions: list[Question] = field(default_factory=list)
    contests: list[ContestView] = field(default_factory=list)
    speakers: list[tuple[str, list[tuple[Quote, Article]]]] = field(default_factory=list)
    articles: list[ArticleView] = field(default_factory=list)
    by_verdict: dict[str, int] = field(default_factory=dict)
    outlets: int = 0


def load_view(run: Path) -> RunView:
    """The view of a run folder. Raises RunError when nothing was settled there yet."""
    need_settled(run)
    return make_view(
        run.resolve().name,
        articles=read_kind(run, "articles", Article),
        figures=[*read_kind(run, "vote_percentages", VotePercentage), *read_kind(run, "dollar_amounts", DollarAmount)],
        dates=read_kind(run, "dates", DateMention),
        quotes=read_kind(run, "quotes", Quote),
        candidates=read_kind(run, "candidates", Candidate),
        claims=read_kind(run, "claims", Claim),
        reconciliations=read_kind(run, "reconciliations", Reconciliation),
    )


def make_view(
    name: str,
    *,
    articles: Iterable[Article],
    figures: Iterable[VotePercentage | DollarAmount],
    dates: Iterable[DateMention],
    quotes: Iterable[Quote],
    candidates: Iterable[Candidate],
    claims: Iterable[Claim],
    reconciliations: Iterable[Reconciliation],
) -> RunView:
    """The view of these records, wherever they come from: a run folder or a notebook."""
    article_of = {article.id: article for article in articles}
    by_article = _ByArticle(_by_article(figures), _by_article(dates), _by_article(quotes), _by_article(candidates))
    view = RunView(name, outlets=len({outlet_name(article) for article in article_of.values()}))
    view.questions = _questions(article_of, by_article, {claim.id: claim for claim in claims}, list(reconciliations))
    counted: Counter[str] = Counter(q.settled.verdict for q in view.questions)
    view.by_verdict = {verdict: counted[verdict] for verdict in VERDICT_ORDER if counted[verdict]}
    view.contests = _contests(view.questions, [c for found in by_article.candidates.values() for c in found])
    view.speakers = _speakers(by_article.quotes, article_of)
    view.articles = [_article_view(article, by_article) for article in article_of.values()]
    return view


def make_questions(
    articles: Iterable[Article],
    figures: Iterable[VotePercentage | DollarAmount],
    dates: Iterable[DateMention],
    claims: Iterable[Claim],
    reconciliations: Sequence[Reconciliation],
) -> list[Question]:
    """Some questions of a run, from what they rest on: every article, figure and date of their claims, and copies of the articles."""
    by_article = _ByArticle(_by_article(figures), _by_article(dates), defaultdict(list), defaultdict(list))
    known = {article.id: article for article in articles}
    return _questions(known, by_article, {claim.id: claim for claim in claims}, reconciliations)


def _questions(
    article_of: dict[str, Article],
    by_article: _ByArticle,
    claim_of: dict[str, Claim],
    reconciliations: Sequence[Reconciliation],
) -> list[Question]:
    figure_of = {figure.id: figure for found in by_article.figures.values() for figure in found}
    copies: dict[str, list[str]] = defaultdict(list)
    for article in article_of.values():
        if article.duplicate_of:
            copies[article.duplicate_of].append(outlet_name(article))
    told_together = [[reading_of(claim_of[identity]) for identity in settled.claims] for settled in reconciliations]
    sources = find_sources(article_of.values(), told_together).of_article
    questions = []
    for settled in reconciliations:
        rows = tuple(_collapse(_rows(settled, claim_of, article_of, figure_of, by_article.dates, copies), sources))
        official = amount_text(settled.official, settled.unit) if settled.official is not None else None
        shown = len(rows) > 1 or official is not None
        printed = [(row.claim, row.outlet, row.stance) for row in rows]
        timeline = make_timeline(settled, [reading_of(claim_of[identity]) for identity in settled.claims])
        questions.append(
            Question(
                settled,
                heading(settled),
                settled_text(settled),
                official,
                rows,
                draw(settled, printed) if shown else None,
                draw(settled, printed, NARROW) if shown else None,
                timeline,
                draw_time(settled, timeline, claim_of) if timeline else None,
            )
        )
    return sorted(questions, key=lambda q: (VERDICT_ORDER.index(q.settled.verdict), -len(q.rows), q.settled.key))


def _article_view(article: Article, by_article: _ByArticle) -> ArticleView:
    figures, dates = by_article.figures[article.id], by_article.dates[article.id]
    quotes, people = by_article.quotes[article.id], by_article.candidates[article.id]
    counts = {"figures": len(figures), "dates": len(dates), "quotes": len(quotes), "candidates": len(people)}
    marks = article_marks(figures, dates, quotes, people)
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


def heading(settled: Reconciliation) -> str:
    """A question in words: whose figure, which measure.

    The contest stands beside it.
    """
    measure = settled.measure.replace("_", " ")
    who = settled.subject or "all"
    extras = [part for part in (settled.scope.population, settled.scope.pollster, settled.scope.place) if part]
    against = f" against {settled.scope.opponent}" if settled.scope.opponent else ""
    return f"{who}: {measure}{against}" + (f" ({', '.join(extras)})" if extras else "")


def settled_text(settled: Reconciliation) -> str:
    """The settled value, or the interval where no number was printed inside it."""
    return amount_text(settled.value, settled.unit) if settled.value is not None else figure_text(settled)


def outlet_name(article: Article) -> str:
    """Who published it, as far as that is known."""
    return article.called


def _by_article(records: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for record in records:
        found[record.article_id].append(record)
    return found


def _rows(
    settled: Reconciliation,
    claims: dict[str, Claim],
    articles: dict[str, Article],
    figures: dict[str, VotePercentage | DollarAmount],
    dates: dict[str, list[DateMention]],
    copies: dict[str, list[str]],
) -> Iterable[Row]:
    dissents = {dissent.claim: dissent for dissent in settled.dissenting}
    order = {"dissenting": 0, "supporting": 1, "superseded": 2}
    rows = []
    for identity in settled.claims:
        claim = claims[identity]
        article = articles[claim.article_id]
        figure = figures[claim.record_id]
        dissent = dissents.get(identity)
        stance = "dissenting" if dissent else "superseded" if identity in settled.superseded else "supporting"
        around = figure.sentence or figure.span
        marks: list[tuple[Extent, str]] = [(d.span, "date") for d in dates[article.id]]
        if figure.subject_span:
            marks.append((figure.subject_span, "subject"))
        marks.append((figure.span, "figure"))
        rows.append(
            Row(
                claim,
                outlet_name(article),
                article,
                figure_text(claim),
                stance,
                dissent.reason if dissent else "",
                dissent.suspicion if dissent else None,
                cut(article.text, around.start, around.end, marks),
                tuple(sorted(copies.get(article.id, ()))),
                (identity,),
            )
        )
    rows.sort(
        key=lambda row: (order[row.stance], str(row.claim.as_of or row.claim.published or ""), row.outlet, row.claim.id)
    )
    return rows


def _collapse(rows: Iterable[Row], sources: Mapping[str, Source]) -> Iterable[Row]:
    """Near-copies that print the same figure as one row, in which the others are named."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        claim = row.claim
        groups[sources[row.article.id].root, row.stance, claim.value, claim.low, claim.high, claim.qualifier].append(
            row
        )
    for first, *others in groups.values():
        also = {row.outlet for row in others if row.article.id != first.article.id}
        claims = tuple(row.claim.id for row in (first, *others))
        yield replace(first, copies=tuple(sorted({*first.copies, *also} - {first.outlet})), claims=claims)


def cut(text: str, start: int, end: int, marks: Sequence[tuple[Extent, str]]) -> tuple[Piece, ...]:
    """`text[start:end]` in pieces; of marks that overlap, the later in the list lies on top.

    >>> [(p.text, p.kind) for p in cut("Roe won 48%", 0, 11, [(Extent(start=8, end=11), "figure")])]
    [('Roe won ', ''), ('48%', 'figure')]
    """
    kinds = [""] * (end - start)
    for extent, kind in marks:
        for i in range(max(extent.start, start), min(extent.end, end)):
            kinds[i - start] = kind
    pieces: list[Piece] = []
    begin = 0
    for i in range(1, len(kinds) + 1):
        if i == len(kinds) or kinds[i] != kinds[begin]:
            pieces.append(Piece(text[start + begin : start + i], kinds[begin]))
            begin = i
    return tuple(pieces)


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
        first = next((q.settled.value for q in one.figures if q is not None), None)
        return (first is None, -(first or 0), one.name)

    return measures, tuple(sorted(standing, key=leading))


def _weight(question: Question) -> tuple[object, ...]:
    settled = question.settled
    return (settled.independent_sources, str(settled.as_of or ""), settled.id)


def _speakers(
    quotes: dict[str, list[Quote]], articles: dict[str, Article]
) -> list[tuple[str, list[tuple[Quote, Article]]]]:
    """Quotes in their own words by person, those quoted most first."""
    said: dict[str, list[tuple[Quote, Article]]] = defaultdict(list)
    for identity, found in quotes.items():
        for quote in found:
            if quote.speaker and quote.speaker_id and quote.kind != "indirect":
                said[quote.speaker].append((quote, articles[identity]))
    return sorted(said.items(), key=lambda item: (-len(item[1]), item[0]))
