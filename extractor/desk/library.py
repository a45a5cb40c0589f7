"""A settled run as an SQLite database in a temporary file: every record by its id, questions in order of need, full-text search.

Made once when the desk opens, straight from the run's Parquet parts, so that no page has to read more than it shows. The run
stays what it is: nothing is written to it here.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from extractor.decisions import Book, Sheet, plain_sheet, undecided
from extractor.desk.queue import Line, queue_row, search_words
from extractor.records import (
    KINDS,
    Article,
    Claim,
    Contest,
    DollarAmount,
    Frozen,
    Reconciliation,
    VotePercentage,
)
from extractor.runs.needed import need_settled
from extractor.runs.store import connect, source_of

R = TypeVar("R", bound=Frozen)

# SQLite takes so many parameters in one statement, whatever its version.
_AT_ONCE = 900
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE record (kind TEXT, id TEXT, article TEXT, json TEXT);
CREATE TABLE claim (id TEXT PRIMARY KEY, person TEXT, words TEXT) WITHOUT ROWID;
CREATE TABLE copy (original TEXT, article TEXT);
CREATE TABLE queue (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, rank INTEGER, todo INTEGER, why TEXT, status TEXT, changed INTEGER, verdict TEXT, measure TEXT,
    unit TEXT, heading TEXT, contest TEXT, value TEXT, answer TEXT, sources INTEGER, confidence REAL, person TEXT, subject TEXT
);
CREATE VIRTUAL TABLE search USING fts5(words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
"""
_INDEXES = """
CREATE INDEX record_id ON record (id, kind);
CREATE INDEX record_article ON record (article, kind);
CREATE INDEX claim_person ON claim (person);
CREATE INDEX copy_original ON copy (original);
CREATE INDEX queue_order ON queue (rank, sources DESC, confidence, id);
CREATE INDEX queue_person ON queue (person);
"""
_ORDER = "rank, sources DESC, confidence, id"
# What a page needs of the records; the rest of the run is not read.
_KEPT = (
    "articles",
    "vote_percentages",
    "dollar_amounts",
    "dates",
    "quotes",
    "candidates",
    "claims",
    "contests",
    "reconciliations",
)


class Wanted(NamedTuple):
    """What of the queue is asked for; "" for everything."""

    show: str = "todo"  # todo, changed, decided, all
    verdict: str = ""
    measure: str = ""
    words: str = ""


_SHOWN = {"todo": "todo = 1", "changed": "changed = 1", "decided": "status != 'undecided'", "all": "1 = 1"}


class Library:
    """The run, looked up. Raises RunError when nothing was settled there yet."""

    def __init__(self, run: Path) -> None:
        need_settled(run)
        self._folder = tempfile.TemporaryDirectory(prefix="extractor-desk-")
        self._db = sqlite3.connect(Path(self._folder.name) / "index.sqlite", check_same_thread=False)
        self._db.executescript(_SCHEMA)
        self._fill(run)
        self._db.executescript(_INDEXES)
        self.claims_of: Mapping[str, tuple[str, ...]] = {}
        self.question_of: Mapping[str, str] = {}
        self._shown: dict[
            str, Sheet | None
        ] = {}  # what the queue has that is not the run's own; None: not asked any more
        self._list_questions()
        self._contests = [Contest.model_validate_json(row) for (row,) in self._rows("SELECT json FROM record WHERE kind = 'contests'")]  # fmt: skip
        self.articles_read = self._number("SELECT count(*) FROM record WHERE kind = 'articles'")

    def close(self) -> None:
        """Remove the temporary file."""
        self._db.close()
        self._folder.cleanup()

    # Filling --------------------------------------------------------------------------------------------------------

    def _fill(self, run: Path) -> None:
        with connect() as connection:
            for kind in _KEPT:
                source = source_of(run, kind)
                if source is None:
                    continue
                article = "id" if kind == "articles" else "article_id" if "article_id" in KINDS[kind].model_fields else "NULL"  # fmt: skip
                key = {"contests": "key", "copies": "article_id"}.get(kind, "id")
                cursor = connection.execute(f"SELECT {key}, {article}, to_json(t)::VARCHAR FROM {source} t")
                while rows := cursor.fetchmany(5_000):
                    self._db.executemany(f"INSERT INTO record VALUES ('{kind}', ?, ?, ?)", rows)
            copies = connection.execute(
                f"SELECT duplicate_of, id FROM {source_of(run, 'articles')} WHERE duplicate_of IS NOT NULL"
            )
            self._db.executemany("INSERT INTO copy VALUES (?, ?)", copies.fetchall())
            for figures in ("vote_percentages", "dollar_amounts"):
                if source_of(run, figures) and source_of(run, "claims"):
                    cursor = connection.execute(
                        f"""SELECT c.id, c.subject_id, concat_ws(' ', c.outlet, c.hedged_by, a.title,
                                substr(a.text, (f.sentence.start + 1)::BIGINT, (f.sentence."end" - f.sentence.start)::BIGINT), c.span.text)
                        FROM {source_of(run, "claims")} c JOIN {source_of(run, figures)} f ON c.record_id = f.id
                        JOIN {source_of(run, "articles")} a ON c.article_id = a.id"""
                    )
                    while rows := cursor.fetchmany(5_000):
                        self._db.executemany("INSERT OR REPLACE INTO claim VALUES (?, ?, ?)", rows)

    def _list_questions(self) -> None:
        words_of = dict(self._rows("SELECT id, words FROM claim"))
        claims_of: dict[str, tuple[str, ...]] = {}
        lines, words = [], []
        questions = self._rows("SELECT json FROM record WHERE kind = 'reconciliations' ORDER BY id")
        for number, (text,) in enumerate(questions, 1):
            settled = Reconciliation.model_validate_json(text)
            claims_of[settled.id] = claims = tuple(sorted(settled.claims))
            lines.append((number, *queue_row(undecided(settled))))
            words.append((number, search_words(settled, [words_of.get(claim, "") for claim in claims])))
        self.claims_of = claims_of
        self.question_of = {claim: identity for identity, claims in claims_of.items() for claim in claims}
        self._insert(lines, words)

    def _insert(self, lines: Sequence[tuple[object, ...]], words: Sequence[tuple[int, str]]) -> None:
        if lines:
            self._db.executemany(f"INSERT INTO queue VALUES ({', '.join('?' * len(lines[0]))})", lines)
            self._db.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", words)
        self._db.commit()

    def show(self, book: Book) -> None:
        """Bring the queue up to what is decided; only what changed since the last time is written."""
        wanted: dict[str, Sheet | None] = {**dict.fromkeys(book.replaced), **book.sheets}
        for identity in sorted(self._shown.keys() | wanted.keys()):
            if identity in wanted and identity in self._shown and wanted[identity] is self._shown[identity]:
                continue
            for (number,) in self._rows("SELECT number FROM queue WHERE id = ?", identity):
                self._db.execute("DELETE FROM queue WHERE number = ?", (number,))
                self._db.execute("DELETE FROM search WHERE rowid = ?", (number,))
            sheet = wanted[identity] if identity in wanted else self._own(identity)
            if sheet is not None:
                number = self._number("SELECT coalesce(max(number), 0) + 1 FROM queue")
                words = [text for (text,) in self._some("SELECT words FROM claim WHERE id IN", sheet.claims)]
                self._insert([(number, *queue_row(sheet))], [(number, search_words(sheet.settled, words))])
        self._shown = wanted
        self._db.commit()

    def _own(self, identity: str) -> Sheet | None:
        return plain_sheet(self, identity) if identity in self.claims_of else None

    # Looking up -----------------------------------------------------------------------------------------------------

    def question(self, identity: str) -> Reconciliation:
        """One question as the run settled it. Raises KeyError."""
        found = self._records("reconciliations", [identity], Reconciliation)
        if not found:
            raise KeyError(identity)
        return found[0]

    def claims(self, identities: Iterable[str]) -> list[Claim]:
        """Claims in the order asked for."""
        return self._records("claims", identities, Claim)

    def articles(self, identities: Iterable[str]) -> list[Article]:
        """Articles in the order asked for."""
        return self._records("articles", identities, Article)

    def with_copies(self, identities: Iterable[str]) -> list[str]:
        """These articles and those that carry the same text."""
        own = list(dict.fromkeys(identities))
        return [*own, *(copy for (copy,) in self._some("SELECT article FROM copy WHERE original IN", own))]

    def claims_about(self, people: Sequence[str]) -> list[Claim]:
        """Every claim whose subject is one of these."""
        return self.claims([claim for (claim,) in self._some("SELECT id FROM claim WHERE person IN", people)])

    def contests(self) -> Sequence[Contest]:
        """Every contest of the run."""
        return self._contests

    def figures(self, identities: Iterable[str]) -> list[VotePercentage | DollarAmount]:
        """The figures with these ids."""
        wanted = list(identities)
        return [
            *self._records("vote_percentages", wanted, VotePercentage),
            *self._records("dollar_amounts", wanted, DollarAmount),
        ]

    def of_articles(self, kind: str, model: type[R], articles: Iterable[str]) -> list[R]:
        """Every record of a kind that was read from these articles."""
        found = self._some(f"SELECT json FROM record WHERE kind = '{kind}' AND article IN", articles)
        return [model.model_validate_json(text) for (text,) in found]

    def _records(self, kind: str, identities: Iterable[str], model: type[R]) -> list[R]:
        wanted = list(dict.fromkeys(identities))
        found = dict(self._some(f"SELECT id, json FROM record WHERE kind = '{kind}' AND id IN", wanted))
        return [model.model_validate_json(found[identity]) for identity in wanted if identity in found]

    # The queue ------------------------------------------------------------------------------------------------------

    def queue(self, wanted: Wanted, limit: int, offset: int = 0) -> tuple[int, list[Line]]:
        """How many questions fit, and one page of them, in order of need."""
        condition, values = _condition(wanted)
        count = self._number(f"SELECT count(*) FROM queue WHERE {condition}", *values)
        rows = self._rows(
            f"SELECT {', '.join(Line._fields)} FROM queue WHERE {condition} ORDER BY {_ORDER} LIMIT ? OFFSET ?",
            *values, limit, offset,
        )  # fmt: skip
        return count, [Line(*row) for row in rows]

    def neighbours(self, wanted: Wanted, identity: str) -> tuple[str | None, str | None]:
        """The questions before and behind one in the queue; it need not be in it any more, for it may just have been decided."""
        condition, values = _condition(wanted)
        own = self._rows(f"SELECT {_ORDER.replace(' DESC', '')} FROM queue WHERE id = ?", identity)
        if not own:
            return None, None
        rank, sources, confidence, _ = own[0]
        at = (rank, -sources, confidence, identity)
        order = "(rank, -sources, confidence, id)"
        place = "(?, ?, ?, ?)"
        behind = self._rows(f"SELECT id FROM queue WHERE {condition} AND {order} > {place} ORDER BY {_ORDER} LIMIT 1", *values, *at)  # fmt: skip
        before = self._rows(
            f"SELECT id FROM queue WHERE {condition} AND {order} < {place} ORDER BY rank DESC, sources, confidence DESC, id DESC LIMIT 1",
            *values, *at,
        )  # fmt: skip
        return (before[0][0] if before else None), (behind[0][0] if behind else None)

    def counts(self) -> dict[str, int]:
        """How many questions each view of the queue holds."""
        return {name: self._number(f"SELECT count(*) FROM queue WHERE {condition}") for name, condition in _SHOWN.items()}  # fmt: skip

    def values_of(self, column: str) -> list[tuple[str, int]]:
        """What stands in a column of the queue (verdict, measure), with counts, the most frequent first."""
        return self._rows(f"SELECT {column}, count(*) FROM queue GROUP BY 1 ORDER BY 2 DESC, 1")

    def comparable(self, settled: Reconciliation, words: str, limit: int) -> list[Line]:
        """Questions that might be the same one: measured alike, of the same person or contest first."""
        condition, values = _condition(Wanted(show="all", words=words))
        rows = self._rows(
            f"""SELECT {", ".join(Line._fields)} FROM queue WHERE {condition} AND measure = ? AND unit = ? AND id != ?
            ORDER BY (person = ? OR subject = ?) DESC, contest = ? DESC, {_ORDER} LIMIT ?""",
            *values, settled.measure, settled.unit, settled.id, settled.subject_id or "-", settled.subject or "-", settled.contest or "", limit,
        )  # fmt: skip
        return [Line(*row) for row in rows]

    def people(self, words: str, limit: int, offset: int = 0) -> tuple[int, list[tuple[str, str, int]]]:
        """How many people figures are about, and some of them: person_id, longest name, number of questions; most questions first."""
        own = "".join(character if character.isalnum() else " " for character in words).split()
        condition = "person != ''" + " AND subject LIKE ?" * len(own)
        likes = [f"%{word}%" for word in own]
        count = self._number(f"SELECT count(DISTINCT person) FROM queue WHERE {condition}", *likes)
        rows = self._rows(
            f"SELECT person, max(subject), count(*) FROM queue WHERE {condition} GROUP BY 1 ORDER BY 3 DESC, 2, 1 LIMIT ? OFFSET ?",
            *likes, limit, offset,
        )  # fmt: skip
        return count, rows

    def questions_about(self, person: str) -> list[Line]:
        """The questions about a person."""
        return [Line(*row) for row in self._rows(f"SELECT {', '.join(Line._fields)} FROM queue WHERE person = ? ORDER BY {_ORDER}", person)]  # fmt: skip

    def names(self, person: str) -> list[str]:
        """What a person is called in the questions about them, the longest first."""
        rows = self._rows("SELECT DISTINCT subject FROM queue WHERE person = ?", person)
        return sorted((name for (name,) in rows), key=lambda name: (-len(name), name))

    def _some(self, statement: str, values: Iterable[str]) -> list[tuple[Any, ...]]:
        wanted = list(values)
        found: list[tuple[Any, ...]] = []
        for i in range(0, len(wanted), _AT_ONCE):
            part = wanted[i : i + _AT_ONCE]
            found += self._rows(f"{statement} ({', '.join('?' * len(part))})", *part)
        return found

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.execute(statement, values).fetchall()

    def _number(self, statement: str, *values: object) -> int:
        return int(self._rows(statement, *values)[0][0])


@lru_cache(maxsize=256)
def _condition(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """A condition on the queue and its values."""
    conditions, values = [_SHOWN.get(wanted.show, _SHOWN["all"])], []
    for column, value in (("verdict", wanted.verdict), ("measure", wanted.measure)):
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
    # Words as they are typed: the last one may be the beginning of one. Nothing a person types is syntax.
    typed = "".join(character if character.isalnum() else " " for character in wanted.words).split()
    if typed:
        conditions.append("number IN (SELECT rowid FROM search WHERE search MATCH ?)")
        values.append(" ".join(f'"{word}"' for word in typed[:20]) + "*")
    return " AND ".join(conditions), tuple(values)
