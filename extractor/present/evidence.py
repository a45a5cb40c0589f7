"""A question as a person looks at it: a row for each article's figure with its sentence, and what people decided.

One model for the report, the desk and the notebook: what is shown of a question is decided here, how it looks in the templates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.decisions import Sheet
from extractor.decisions.events import Event
from extractor.present import timeline as times
from extractor.present.numberline import NARROW, WIDE, Layout, NumberLine, draw
from extractor.present.wording import VERDICT_ORDER, amount_text, answer_text, figure_text, heading, settled_text
from extractor.reconcile.readings import reading_of
from extractor.reconcile.timeline import Timeline, make_timeline
from extractor.reconcile.witnesses import Source, find_sources
from extractor.records import Article, Claim, DateMention, DollarAmount, Extent, Reconciliation, VotePercentage

# Of the rows of a question, what speaks against the settled value is read first.
_STANCE_ORDER = ("dissenting", "supporting", "superseded", "rejected")


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
    stance: str  # supporting, superseded, dissenting, rejected
    reason: str
    suspicion: str | None
    sentence: tuple[Piece, ...]
    copies: tuple[str, ...]  # outlets that carried the same text
    claims: tuple[str, ...]  # its own, and those of copies that print the same


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pictures of a question at one width; None where there is nothing to see."""

    line: NumberLine | None
    times: times.TimePicture | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it stands, with its evidence."""

    sheet: Sheet
    rows: tuple[Row, ...]  # the figures that count
    rejected: tuple[Row, ...]
    timeline: Timeline | None
    wide: Drawing
    narrow: Drawing  # for a telephone

    @property
    def settled(self) -> Reconciliation:
        """What is settled, anew where records were rejected or the question was split or merged."""
        return self.sheet.settled

    @property
    def heading(self) -> str:
        """Whose figure, which measure."""
        return heading(self.settled)

    @property
    def value(self) -> str:
        """The settled value in words."""
        return settled_text(self.settled)

    @property
    def answer(self) -> str:
        """What was decided, else what is settled, in words."""
        return answer_text(self.sheet)

    @property
    def official(self) -> str | None:
        """The official figure in words; None without one."""
        return amount_text(self.settled.official, self.settled.unit) if self.settled.official is not None else None

    @property
    def decisions(self) -> tuple[Event, ...]:
        """What people decided on it and did not take back."""
        return tuple(e for e in self.sheet.history if e.action != "undo" and e.id not in self.sheet.undone)


def make_questions(
    sheets: Iterable[Sheet],
    *,
    articles: Iterable[Article],
    figures: Iterable[VotePercentage | DollarAmount],
    dates: Iterable[DateMention],
    claims: Iterable[Claim],
) -> list[Question]:
    """These questions, what a fact-checker has to look at first.

    The rest is what they rest on: every article (with its copies), figure, date and claim of theirs.
    """
    sheets = list(sheets)
    evidence = _Evidence(articles, figures, dates, claims)
    told_together = [
        [reading_of(evidence.claims[identity]) for identity in told]
        for sheet in sheets
        for told in (sheet.settled.claims, sheet.rejected)
    ]
    sources = find_sources(evidence.articles.values(), told_together)
    questions = [_question(sheet, evidence, sources) for sheet in sheets]
    return sorted(questions, key=lambda q: (VERDICT_ORDER.index(q.settled.verdict), -len(q.rows), q.settled.key))


def _question(sheet: Sheet, evidence: _Evidence, sources: Mapping[str, Source]) -> Question:
    settled = sheet.settled
    counted = settled.claims if sheet.counted else ()
    rows = tuple(_collapse(evidence.rows(sheet, counted), sources))
    rejected = tuple(_collapse(evidence.rows(sheet, sheet.rejected), sources))
    timeline = (
        make_timeline(settled, [reading_of(evidence.claims[identity]) for identity in counted]) if counted else None
    )
    printed = [(row.claim, row.outlet, row.stance) for row in rows]
    drawn = bool(rows) and (len(rows) > 1 or settled.official is not None)
    ruled = sheet.holding.bounds if sheet.holding.status == "overridden" else None

    def drawing(layout: Layout, sizes: times.Layout) -> Drawing:
        return Drawing(
            draw(settled, printed, layout, ruled) if drawn else None,
            times.draw_time(settled, timeline, evidence.claims, sizes) if timeline else None,
        )

    return Question(sheet, rows, rejected, timeline, drawing(WIDE, times.WIDE), drawing(NARROW, times.NARROW))


class _Evidence:
    """What questions rest on, by id."""

    def __init__(
        self,
        articles: Iterable[Article],
        figures: Iterable[VotePercentage | DollarAmount],
        dates: Iterable[DateMention],
        claims: Iterable[Claim],
    ) -> None:
        self.articles = {article.id: article for article in articles}
        self.claims = {claim.id: claim for claim in claims}
        self._figures = {figure.id: figure for figure in figures}
        self._dates: dict[str, list[DateMention]] = defaultdict(list)
        for date in dates:
            self._dates[date.article_id].append(date)
        self._copies: dict[str, list[str]] = defaultdict(list)
        for article in self.articles.values():
            if article.duplicate_of:
                self._copies[article.duplicate_of].append(article.called)

    def rows(self, sheet: Sheet, claims: Collection[str]) -> list[Row]:
        """A row for each of these claims, what dissents first, then by day."""
        stances = stances_of(sheet)
        rows = [self._row(self.claims[identity], stances[identity]) for identity in claims]
        rows.sort(
            key=lambda row: (
                _STANCE_ORDER.index(row.stance), str(row.claim.as_of or row.claim.published or ""), row.outlet, row.claim.id,
            )
        )  # fmt: skip
        return rows

    def _row(self, claim: Claim, stance: Stance) -> Row:
        article, figure = self.articles[claim.article_id], self._figures[claim.record_id]
        around = figure.sentence or figure.span
        marks: list[tuple[Extent, str]] = [(date.span, "date") for date in self._dates[article.id]]
        marks += figure_marks(figure)
        return Row(
            claim=claim,
            outlet=article.called,
            article=article,
            printed=figure_text(claim),
            stance=stance.name,
            reason=stance.reason,
            suspicion=stance.suspicion,
            sentence=cut(article.text, around.start, around.end, marks),
            copies=tuple(sorted(self._copies.get(article.id, ()))),
            claims=(claim.id,),
        )


@dataclass(frozen=True, slots=True)
class Stance:
    """What became of a figure: supporting, superseded, dissenting or rejected; why; which slip is suspected."""

    name: str
    reason: str = ""
    suspicion: str | None = None


def stances_of(sheet: Sheet) -> dict[str, Stance]:
    """What became of every claim of a question."""
    settled = sheet.settled
    found = dict.fromkeys(settled.supporting, Stance("supporting"))
    found |= dict.fromkeys(settled.superseded, Stance("superseded"))
    found |= {told.claim: Stance("dissenting", told.reason, told.suspicion) for told in settled.dissenting}
    return found | {claim: Stance("rejected", event.reason) for claim, event in sheet.rejected.items()}


def _collapse(rows: Iterable[Row], sources: Mapping[str, Source]) -> Iterable[Row]:
    """Near-copies that print the same figure as one row, in which the others are named."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        claim = row.claim
        key = (sources[row.article.id].root, row.stance, claim.value, claim.low, claim.high, claim.qualifier)
        groups[key].append(row)
    for first, *others in groups.values():
        also = {row.outlet for row in others if row.article.id != first.article.id}
        claims = tuple(row.claim.id for row in (first, *others))
        yield replace(first, copies=tuple(sorted({*first.copies, *also} - {first.outlet})), claims=claims)


def figure_marks(figure: VotePercentage | DollarAmount) -> list[tuple[Extent, str]]:
    """What is marked of a figure in its sentence: whose it is, and itself."""
    subject: list[tuple[Extent, str]] = [(figure.subject_span, "subject")] if figure.subject_span else []
    return [*subject, (figure.span, "figure")]


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
