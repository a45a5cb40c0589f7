"""A settled run as a person looks at it: questions with a row for each article, its sentence and what its wording allows.

One model for the report and for every other view: what is shown where is decided here, how it looks in the templates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractor.present.numberline import NumberLine, draw
from extractor.present.wording import amount_text, figure_text
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
from extractor.runs.batch import RunError
from extractor.runs.store import parts, read_kind

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


@dataclass(frozen=True, slots=True)
class Question:
    """One settled question with its evidence."""

    settled: Reconciliation
    heading: str
    value: str
    official: str | None
    rows: tuple[Row, ...]
    line: NumberLine | None


@dataclass(frozen=True, slots=True)
class ContestView:
    """One contest: who stands, and what of each is settled."""

    label: str
    candidates: tuple[tuple[str, str, str], ...]  # name, party, outcome
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
    if not parts(run, "reconciliations"):
        raise RunError(f"{run}: nothing is settled there; begin with: extractor reconcile {run}")
    articles = {article.id: article for article in read_kind(run, "articles", Article)}
    figures: dict[str, VotePercentage | DollarAmount] = {
        f.id: f for f in read_kind(run, "vote_percentages", VotePercentage)
    }
    figures |= {f.id: f for f in read_kind(run, "dollar_amounts", DollarAmount)}
    dates = _by_article(read_kind(run, "dates", DateMention))
    quotes = _by_article(read_kind(run, "quotes", Quote))
    candidates = list(read_kind(run, "candidates", Candidate))
    claims = {claim.id: claim for claim in read_kind(run, "claims", Claim)}
    copies: dict[str, list[str]] = defaultdict(list)
    for article in articles.values():
        if article.duplicate_of:
            copies[article.duplicate_of].append(outlet_name(article))

    settlements = list(read_kind(run, "reconciliations", Reconciliation))
    told_together = [[claims[identity].article_id for identity in settled.claims] for settled in settlements]
    sources = find_sources(list(articles.values()), told_together).of_article

    view = RunView(run.resolve().name, outlets=len({outlet_name(article) for article in articles.values()}))
    for settled in settlements:
        rows = tuple(_collapse(_rows(settled, claims, articles, figures, dates, copies), sources))
        official = amount_text(settled.official, settled.unit) if settled.official is not None else None
        line = (
            draw(settled, [(row.claim, row.outlet, row.stance) for row in rows]) if len(rows) > 1 or official else None
        )
        view.questions.append(Question(settled, heading(settled), settled_text(settled), official, rows, line))
    view.questions.sort(key=lambda q: (VERDICT_ORDER.index(q.settled.verdict), -len(q.rows), q.settled.key))
    counted: Counter[str] = Counter(q.settled.verdict for q in view.questions)
    view.by_verdict = {verdict: counted[verdict] for verdict in VERDICT_ORDER if counted[verdict]}
    view.contests = _contests(view.questions, candidates)
    view.speakers = _speakers(quotes, articles)
    people = _by_article(candidates)
    for article in articles.values():
        own: list[tuple[Extent, str]] = [(q.span, "quote") for q in quotes[article.id]]
        own += [(span, "person") for candidate in people[article.id] for span in candidate.mentions]
        own += [(d.span, "date") for d in dates[article.id]]
        mine = [f for f in figures.values() if f.article_id == article.id]
        own += [(f.span, "figure") for f in mine]
        counts = {
            "figures": len(mine),
            "dates": len(dates[article.id]),
            "quotes": len(quotes[article.id]),
            "candidates": len(people[article.id]),
        }
        view.articles.append(ArticleView(article, cut(article.text, 0, len(article.text), own), counts))
    return view


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
    return article.outlet or article.title or article.source_file or article.id


def _by_article(records: Iterable[object]) -> dict[str, list]:  # type: ignore[type-arg]  # one function for every kind
    found: dict[str, list] = defaultdict(list)  # type: ignore[type-arg]
    for record in records:
        found[record.article_id].append(record)  # type: ignore[attr-defined]
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
        yield replace(first, copies=tuple(sorted({*first.copies, *also} - {first.outlet})))


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
    labels = {q.settled.contest_key: q.settled.contest for q in questions if q.settled.contest_key}
    standing: dict[str, dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for candidate in sorted(candidates, key=lambda c: (len(c.name), c.id)):
        if candidate.contest_key in by_contest:
            had = standing[candidate.contest_key].get(candidate.person_id, ("", "", ""))
            standing[candidate.contest_key][candidate.person_id] = (
                candidate.name,
                candidate.party or had[1],
                candidate.outcome or had[2],
            )
    views = [
        ContestView(labels[key] or key, tuple(sorted(standing[key].values())), tuple(found))
        for key, found in by_contest.items()
    ]
    return sorted(views, key=lambda view: (-len(view.figures), view.label))


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
