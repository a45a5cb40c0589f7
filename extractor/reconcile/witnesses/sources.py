"""Where the text of an article comes from: agency copy and near-copies have one source.

    article              → About                   what its figures need to know of it, wherever they are compared
    question             → pairs of near-copies    among the articles that speak on it (`compare`)
    heads of all, pairs  → Source                  of every article that shares its text with another (`trace`)

Articles are copies when they are marked as such, when their texts are the same, or when they are near-copies (`copies`); those are
looked for where articles speak on the same question, for no others are counted beside each other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from extractor.reconcile.readings import Reading
from extractor.reconcile.witnesses.copies import Shingles, Stretch, Union, near_copies, runs_of, shingles
from extractor.records import Article

# The credit of an agency at the head of a story, "(AP)", "(Reuters)", and in the byline, "By Jane Roe, Associated Press".
_DATELINE = re.compile(r"\((AP|Reuters|AFP|UPI|PA|CP|AAP|Xinhua|dpa)\)\s*(?:-|–|—)", re.IGNORECASE)
_BYLINE = re.compile(r"\b(Associated Press|Reuters|Agence France-Presse|Press Association|Canadian Press|AAP|UPI)\b")
_AGENCY = {"ap": "associated press", "afp": "agence france-presse", "pa": "press association", "cp": "canadian press"}
_HEAD_CHARACTERS = 400  # a dateline stands in the first lines

Pair = tuple[str, str]  # ids of two articles


class Source(NamedTuple):
    """Where an article's text comes from: `root` is the same for all its copies, `outlet` the one that printed it first."""

    root: str
    outlet: str
    agency: str


class About(NamedTuple):
    """What a figure needs to know of its article."""

    runs: bytes  # the five-word runs of its text in reading order, four bytes each
    body: int  # how many of them stand before the body
    agency: str
    people: frozenset[str] = frozenset()  # whose shares it reports

    def words(self) -> Shingles:
        """The runs as numbers."""
        return np.frombuffer(self.runs, dtype=np.uint32)


class Texts(NamedTuple):
    """The articles of some readings, and the words around each figure that another article could have copied."""

    about: Mapping[str, About]  # by id of the article
    passages: Mapping[str, Stretch]  # by id of the reading


NO_TEXTS: Final = Texts({}, {})


class Shown(NamedTuple):
    """What the texts behind the readings of one question show."""

    agencies: tuple[str, ...]  # that the article of each credits, or ""
    near: tuple[tuple[int, int], ...]  # readings whose passages are near-copies


class Head(NamedTuple):
    """What says which of two copies was first."""

    published: dt.date
    nameless: bool
    outlet: str
    article: str
    agency: str


class Listed(NamedTuple):
    """One article of a batch, as far as its copies need to know it."""

    head: Head
    text: str  # hash of its text
    copy_of: str  # the article that it is marked as a copy of, or ""


def listed(article: Article) -> Listed:
    """The article among those of its batch."""
    day, outlet = article.published or dt.date.max, article.outlet or ""
    head = Head(day, not outlet, outlet, article.id, agency_of(article))
    return Listed(head, article.content_hash, article.duplicate_of or "")


def texts_of(articles: Iterable[Article], readings: Mapping[str, Sequence[Reading]]) -> Texts:
    """What the figures of articles need of their texts. readings: article → its readings; other articles are passed over."""
    about: dict[str, About] = {}
    passages: dict[str, Stretch] = {}
    for article in articles:
        if mine := readings.get(article.id):
            runs = runs_of(article.text)
            about[article.id] = About(runs.hashes.tobytes(), runs.first_after(article.body_start), agency_of(article))
            passages.update((reading.id, runs.around(reading.start, reading.end)) for reading in mine)
    return Texts(about, passages)


def compare(questions: Iterable[Sequence[Reading]], texts: Texts) -> tuple[list[Shown], set[Pair]]:
    """What the texts show of each question, and the articles that are near-copies of each other."""
    shown: list[Shown] = []
    compared: set[Pair] = set()
    copies: set[Pair] = set()
    groups: set[frozenset[str]] = set()
    bodies: dict[str, Shingles] = {}
    for readings in questions:
        speaking = frozenset(reading.article for reading in readings if reading.article in texts.about)
        near: tuple[tuple[int, int], ...] = ()
        if len(speaking) > 1:
            if speaking not in groups:
                groups.add(speaking)
                for article in speaking:
                    if article not in bodies:
                        about = texts.about[article]
                        bodies[article] = shingles(about.words()[about.body :])
                copies.update(near_copies({article: bodies[article] for article in speaking}, compared))
            near = tuple(near_copies(dict(_passages(readings, texts))))
        agencies = (texts.about[r.article].agency if r.article in speaking else "" for r in readings)
        shown.append(Shown(tuple(agencies), near))
    return shown, copies


def _passages(readings: Iterable[Reading], texts: Texts) -> Iterator[tuple[int, Shingles]]:
    for number, reading in enumerate(readings):
        if reading.id in texts.passages:
            yield number, shingles(texts.about[reading.article].words(), texts.passages[reading.id])


def find_sources(articles: Iterable[Article], questions: Iterable[Sequence[Reading]]) -> dict[str, Source]:
    """The source of each article, where the readings of some questions are to be counted."""
    articles, questions = list(articles), list(questions)
    readings = by_article(chain.from_iterable(questions))
    batch = list(map(listed, articles))
    _, pairs = compare(questions, texts_of(articles, readings))
    alone = {one.head.article: _source(one.head.article, [one.head]) for one in batch}
    return alone | trace(lambda: batch, pairs)


def by_article(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """Article → its readings."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        found[reading.article].append(reading)
    return found


def trace(batch: Callable[[], Iterable[Listed]], pairs: Iterable[Pair]) -> dict[str, Source]:
    """The source of every article that may share its text with another; all others are their own.

    batch: every article of it, gone through twice, in any order. pairs: near-copies.
    """
    pairs = list(pairs)
    # Of millions of articles only those that have a copy are kept: equal hashes of their texts' hashes tell which.
    texts, marked = [], set()
    for one in batch():
        texts.append(hash(one.text))
        if one.copy_of:
            marked |= {one.copy_of, one.head.article}
    values, counts = np.unique(np.array(texts, dtype=np.int64), return_counts=True)
    shared = set(values[counts > 1].tolist())
    members = marked.union(*pairs)
    heads: dict[str, Head] = {}
    same: list[Pair] = []
    first_of: dict[str, str] = {}
    for one in batch():
        article = one.head.article
        if article in members or hash(one.text) in shared:
            heads[article] = one.head
            same.append((first_of.setdefault(one.text, article), article))
            if one.copy_of:
                same.append((one.copy_of, article))
    root_of = Union(heads)
    for first, other in (*same, *pairs):
        if first in heads:
            root_of.join(first, other)
    copies: dict[str, list[Head]] = defaultdict(list)
    for article, head in heads.items():
        copies[root_of.find(article)].append(head)
    return {head.article: _source(root, of_root) for root, of_root in copies.items() for head in of_root}


def _source(root: str, copies: Sequence[Head]) -> Source:
    agency = min((head.agency for head in copies if head.agency), default="")
    return Source(root, agency or min(copies).outlet, agency)


def source_of(reading: Reading, agency: str, sources: Mapping[str, Source]) -> Source:
    """The source of the reading's article. agency: that its article credits."""
    shared = sources.get(reading.article)
    return Source(reading.article, agency or reading.outlet, agency) if shared is None else shared


def agency_of(article: Article) -> str:
    """The agency that the dateline or the byline credits, in lower case, or "".

    >>> agency_of(Article(id="a", text="SPRINGFIELD (AP) — Voters went to the polls on Tuesday."))
    'associated press'
    """
    match = _DATELINE.search(article.text, 0, article.body_start + _HEAD_CHARACTERS)
    match = match or next(filter(None, map(_BYLINE.search, article.authors)), None)
    name = match[1].casefold() if match else ""
    return _AGENCY.get(name, name)
