"""Who really saw it: near-copies, agency copy and a common source are one witness.

Ten outlets that carry one wire story have told us one thing once. Articles are copies when they are marked as such, when their
texts are (`copies`), or when the passage around the figure is. Two articles that cite the same source for a figure are one
witness for that figure alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractor.reconcile.readings import Reading, folded
from extractor.reconcile.witnesses.copies import Shingles, Union, near_copies, runs_of
from extractor.records import Article

# The credit of an agency at the head of a story, "(AP)", "(Reuters)", and in the byline, "By Jane Roe, Associated Press".
_DATELINE = re.compile(r"\((AP|Reuters|AFP|UPI|PA|CP|AAP|Xinhua|dpa)\)\s*(?:-|–|—)", re.IGNORECASE)
_BYLINE = re.compile(r"\b(Associated Press|Reuters|Agence France-Presse|Press Association|Canadian Press|AAP|UPI)\b")
_AGENCY = {"ap": "associated press", "afp": "agence france-presse", "pa": "press association", "cp": "canadian press"}
_HEAD_CHARACTERS = 400  # a dateline stands in the first lines


class Source(NamedTuple):
    """Where an article's text comes from: `root` is the same for all its copies, `outlet` the one that printed it first."""

    root: str
    outlet: str
    agency: str


class Sources(NamedTuple):
    """Every article's source, and the words around each figure that another article of its question could have copied."""

    of_article: Mapping[str, Source]
    passages: Mapping[str, Shingles]  # by id of the reading


NO_SOURCES = Sources({}, {})


class _Head(NamedTuple):
    """What says which of two copies was first."""

    published: dt.date
    nameless: bool
    outlet: str
    article: str
    agency: str


def find_sources(articles: Iterable[Article], questions: Iterable[Sequence[Reading]]) -> Sources:
    """Each article's source. Independent of the order of articles, which are gone through once.

    questions: the readings of each. Articles are compared where they speak on the same question, for no others are counted
    beside each other.
    """
    groups: set[frozenset[str]] = set()
    told: dict[str, list[Reading]] = defaultdict(list)
    for readings in questions:
        speaking = frozenset(reading.article for reading in readings)
        if len(speaking) > 1:
            groups.add(speaking)
            for reading in readings:
                told[reading.article].append(reading)
    heads: dict[str, _Head] = {}
    whole: dict[str, Shingles] = {}
    passages: dict[str, Shingles] = {}
    same: list[tuple[str, str]] = []
    first_of: dict[str, str] = {}
    for article in articles:
        day, outlet = article.published or dt.date.max, article.outlet or ""
        heads[article.id] = _Head(day, not outlet, outlet, article.id, agency_of(article))
        same.append((first_of.setdefault(article.content_hash, article.id), article.id))
        if article.duplicate_of:
            same.append((article.duplicate_of, article.id))
        if (mine := told.get(article.id)) is not None:
            runs = runs_of(article.text)
            whole[article.id] = runs.after(article.body_start)
            for reading in mine:
                passages[reading.id] = runs.around(reading.start, reading.end)
    root_of = Union(heads)
    for one, other in same:
        if one in heads:
            root_of.join(one, other)
    compared: set[tuple[str, str]] = set()
    for group in groups:
        for one, other in near_copies({name: whole[name] for name in group if name in whole}, compared):
            root_of.join(one, other)
    copies: dict[str, list[_Head]] = defaultdict(list)
    for name, head in heads.items():
        copies[root_of.find(name)].append(head)
    found: dict[str, Source] = {}
    for root, of_root in copies.items():
        first = min(of_root)
        agency = min((head.agency for head in of_root if head.agency), default="")
        source = Source(root, agency or first.outlet, agency)
        found.update((head.article, source) for head in of_root)
    return Sources(found, passages)


def agency_of(article: Article) -> str:
    """The agency that the dateline or the byline credits, in lower case, or "".

    >>> agency_of(Article(id="a", text="SPRINGFIELD (AP) — Voters went to the polls on Tuesday."))
    'associated press'
    """
    match = _DATELINE.search(article.text, 0, article.body_start + _HEAD_CHARACTERS)
    match = match or next(filter(None, map(_BYLINE.search, article.authors)), None)
    name = match[1].casefold() if match else ""
    return _AGENCY.get(name, name)


def witnesses(readings: Sequence[Reading], sources: Sources) -> list[str]:
    """For each reading of one question the witness behind it: articles that share text or a cited source have the same one."""
    if len(readings) == 1:
        return [readings[0].article]
    union = Union(range(len(readings)))
    first: dict[tuple[str, str], int] = {}
    for index, reading in enumerate(readings):
        for name in _names(reading, sources):
            union.join(first.setdefault(name, index), index)
    roots = {union.find(index) for index in range(len(readings))}
    if len(roots) > 1 and sources.passages:
        passages = {
            index: sources.passages[reading.id]
            for index, reading in enumerate(readings)
            if reading.id in sources.passages
        }
        for one, other in near_copies(passages):
            union.join(one, other)
    return [readings[union.find(index)].article for index in range(len(readings))]


def _names(reading: Reading, sources: Sources) -> list[tuple[str, str]]:
    """Names by which a witness is known; two readings with one name in common have one witness."""
    names = [("article", reading.article)]
    source = sources.of_article.get(reading.article)
    if source is not None:
        names.append(("copy", source.root))
        if source.agency:
            names.append(("outlet", folded(source.agency)))
    if reading.outlet:
        # "The Daily Courier reported" makes the Courier the witness, if the Courier itself is here.
        names.append(("outlet", folded(reading.outlet)))
    if reading.cited:
        names.append(("outlet", folded(reading.cited)))
    return names
