"""What the door hands out: records and settled figures that a notebook shows as text and number lines, and pandas as tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.decisions import undecided
from extractor.linking.extract import extract as extract_records
from extractor.linking.place import RECORD_KINDS, Records
from extractor.present.evidence import Question, make_questions
from extractor.present.report import environment, resource
from extractor.present.view import load_view, view_article
from extractor.present.wording import figure_text
from extractor.reconcile import Outcome, read_reference
from extractor.reconcile import reconcile as settle
from extractor.records import KINDS, Article, DollarAmount, Frozen, VotePercentage
from extractor.runs.flat import described_columns, flat_rows
from extractor.runs.folder import run_folder
from extractor.runs.needed import need_articles
from extractor.runs.query import query

if TYPE_CHECKING:
    import pandas
    import pyarrow
    from spacy.language import Language

# A cell of a notebook shows so many questions, the worst first; the rest is a line.
QUESTIONS_SHOWN = 12

Columns = dict[str, list[Any]]


class Extracted(Records):
    """Everything read from one article: a list for each kind (`vote_percentages`, `quotes`, …), each record as in `docs/records.md`.

    In a notebook it shows itself as the article's text with every record marked, over a table of its figures.
    """

    __slots__ = ()

    def to_pandas(self, kind: str = "vote_percentages") -> pandas.DataFrame:
        """The records of one kind, a row each. Raises ImportError without pandas, KeyError for a kind there is not."""
        return to_pandas([self], kind)

    def to_arrow(self, kind: str = "vote_percentages") -> pyarrow.Table:
        """The records of one kind, a row each. Raises ImportError without pyarrow."""
        return to_arrow([self], kind)

    def _repr_html_(self) -> str:
        figures = _figures([self])
        view = view_article(self.article, figures, self.dates, self.quotes, self.candidates)
        return _render("article", view=view, figures=[(figure, figure_text(figure)) for figure in figures])


class Settlement:
    """What articles say together: claims, reconciliations (`docs/reconciliation.md`), and a question for each with its evidence.

    In a notebook it shows the questions that more than one article reports on, the worst first, each with its number line.
    """

    def __init__(self, batch: Sequence[Records], outcome: Outcome) -> None:
        self._batch = batch
        self.claims = outcome.claims
        self.reconciliations = outcome.reconciliations
        self.reference = outcome.reference  # what the official tables cover; None without one

    @cached_property
    def questions(self) -> list[ShownQuestion]:
        """Every question with its evidence, the worst first."""
        questions = make_questions(
            map(undecided, self.reconciliations),
            articles=[records.article for records in self._batch],
            figures=_figures(self._batch),
            dates=[date for records in self._batch for date in records.dates],
            claims=self.claims,
        )
        return [ShownQuestion(question) for question in questions]

    def find(self, words: str) -> list[ShownQuestion]:
        """Questions whose key or heading holds all of these words."""
        return _matching(self.questions, words)

    def to_pandas(self) -> pandas.DataFrame:
        """The reconciliations, a row each. Raises ImportError without pandas."""
        return _frame(_columns("reconciliations", self.reconciliations))

    def to_arrow(self) -> pyarrow.Table:
        """The reconciliations, a row each. Raises ImportError without pyarrow."""
        return _arrow(_columns("reconciliations", self.reconciliations))

    def _repr_html_(self) -> str:
        return _shown(self.questions)


class ShownQuestion:
    """One settled question: `settled` is the reconciliation, `rows` its evidence; a notebook shows it as the report does."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self.settled = question.settled
        self.heading = question.heading
        self.value = question.value
        self.rows = question.rows

    def __repr__(self) -> str:
        return f"<{self.heading}: {self.value}, {self.settled.verdict}>"

    def _repr_html_(self) -> str:
        return _render("questions", questions=[self._question], left=0)


class Run:
    """A run folder, to look at and to compute with. Raises RunError where none is."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = run_folder(str(folder))
        need_articles(self.folder)

    def __repr__(self) -> str:
        return f"Run({str(self.folder)!r})"

    def to_pandas(self, kind: str = "vote_percentages") -> pandas.DataFrame:
        """The run's records of one kind, a row each. Raises ImportError without pandas, KeyError for a kind there is not."""
        return _frame(self._columns(kind))

    def to_arrow(self, kind: str = "vote_percentages") -> pyarrow.Table:
        """The run's records of one kind, a row each. Raises ImportError without pyarrow."""
        return _arrow(self._columns(kind))

    def sql(self, question: str) -> pandas.DataFrame:
        """What a query answers: every kind is a table, `records` all of them. Raises QueryError, and ImportError without pandas."""
        names, rows = query(self.folder, question)
        return _frame({name: [row[i] for row in rows] for i, name in enumerate(names)})

    @cached_property
    def questions(self) -> list[ShownQuestion]:
        """Every settled question with its evidence, the worst first. Raises RunError when nothing was settled yet."""
        return [ShownQuestion(question) for question in load_view(self.folder).questions]

    def find(self, words: str) -> list[ShownQuestion]:
        """Questions whose key or heading holds all of these words."""
        return _matching(self.questions, words)

    def _columns(self, kind: str) -> Columns:
        described = described_columns(KINDS[kind])
        rows = flat_rows(self.folder, kind)
        next(rows, None)
        columns: Columns = {column.name: [] for column in described}
        for row in rows:
            for column, value in zip(described, row, strict=True):
                columns[column.name].append(json.loads(value) if column.kind == "JSON" and value else value)
        return columns

    def _repr_html_(self) -> str:
        return _shown(self.questions)


def extract(articles: Iterable[Article | str], nlp: Language | None = None) -> Iterator[Extracted]:
    """The records of each article of a batch that fits into memory, in the order given; what one article spells out helps the others.

    articles: `Article`s, or texts alone. nlp: what `load_pipeline` gives (the default model when None). Raises TypeError for one
    article without a list around it, and for anything else that is no article.
    """
    from extractor.language.pipeline import load_pipeline

    if isinstance(articles, (str, Article)):
        raise TypeError("extract() reads a batch; one article or text goes into a list: extract([article])")
    given = [_article(one) for one in articles]
    for records in extract_records(given, nlp or load_pipeline()):
        yield Extracted(**{field.name: getattr(records, field.name) for field in fields(Records)})


def _article(given: Article | str) -> Article:
    if isinstance(given, str):
        return Article.model_validate({"text": given})
    if not isinstance(given, Article):
        raise TypeError(
            f"expected an Article or a text, found {type(given).__name__}; make one: Article(text=…, outlet=…)"
        )
    return given


def reconcile(batch: Iterable[Records], reference: Iterable[str | Path] = ()) -> Settlement:
    """What the articles of a batch say together, settled. The order of the articles changes nothing.

    batch: what `extract` gave. reference: CSV files of official results or filings to hold it against. Raises ReferenceError for a
    file that is no such table.
    """
    read = list(batch)
    outcome = settle(
        [records.article for records in read],
        _figures(read),
        [contest for records in read for contest in records.contests],
        [person for records in read for person in records.people],
        [ratio for records in read for ratio in records.ratios],
        [row for path in reference for row in read_reference(Path(path))],
        [candidate for records in read for candidate in records.candidates],
    )
    return Settlement(read, outcome)


def to_pandas(batch: Iterable[Records], kind: str = "vote_percentages") -> pandas.DataFrame:
    """The records of one kind of several articles, a row each.

    Columns are those of the CSV export (`span_start`, `bounds_low`, …); lists stay lists. Raises ImportError without pandas,
    KeyError for a kind there is not.
    """
    return _frame(_of_batch(batch, kind))


def to_arrow(batch: Iterable[Records], kind: str = "vote_percentages") -> pyarrow.Table:
    """The records of one kind of several articles, a row each, as `to_pandas`. Raises ImportError without pyarrow."""
    return _arrow(_of_batch(batch, kind))


def _figures(batch: Iterable[Records]) -> list[VotePercentage | DollarAmount]:
    found: list[VotePercentage | DollarAmount] = []
    for records in batch:
        found += records.vote_percentages
        found += records.dollar_amounts
    return found


def _of_batch(batch: Iterable[Records], kind: str) -> Columns:
    if kind == "articles":
        return _columns(kind, [records.article for records in batch])
    if kind not in RECORD_KINDS:
        raise KeyError(f"{kind}: expected one of articles, {', '.join(RECORD_KINDS)}")
    return _columns(kind, [record for records in batch for record in getattr(records, kind)])


def _columns(kind: str, records: Sequence[Frozen]) -> Columns:
    described = described_columns(KINDS[kind])
    columns: Columns = {column.name: [] for column in described}
    for record in records:
        nested = record.model_dump(mode="python")
        for column in described:
            value: Any = nested
            for name in column.path:
                value = None if value is None else value[name]
            columns[column.name].append(_cell(value))
    return columns


def _cell(value: Any) -> Any:
    """Numbers as floats, as the Parquet parts have them; lists and what is in them as they are."""
    return float(value) if isinstance(value, Decimal) else list(value) if isinstance(value, tuple) else value


def _frame(columns: Columns) -> pandas.DataFrame:
    try:
        import pandas
    except ImportError:
        raise ImportError("tables need another library: pip install 'extractor[notebook]'") from None
    return pandas.DataFrame(columns)


def _arrow(columns: Columns) -> pyarrow.Table:
    try:
        import pyarrow
    except ImportError:
        raise ImportError("Arrow tables need another library: pip install 'extractor[notebook]'") from None
    return pyarrow.table(columns)


def _matching(questions: Iterable[ShownQuestion], words: str) -> list[ShownQuestion]:
    wanted = words.casefold().split()
    return [q for q in questions if all(word in f"{q.heading} {q.settled.key}".casefold() for word in wanted)]


def _shown(questions: Sequence[ShownQuestion]) -> str:
    """Those with more than one report, or else all, as many as a cell should hold."""
    told = [q for q in questions if len(q.settled.claims) > 1] or list(questions)
    return _render(
        "questions",
        questions=[q._question for q in told[:QUESTIONS_SHOWN]],
        left=len(questions) - len(told[:QUESTIONS_SHOWN]),
    )


def _render(what: str, **values: object) -> str:
    """A piece of HTML with its own style around it: the report's rules, kept to this one cell."""
    style = ".extractor {" + resource("report.css").replace(":root", "&") + resource("notebook.css") + "}"
    return environment().get_template("notebook.html.j2").render(what=what, style=style, **values)
