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
from extractor.reconcile.witnesses.copies import Shingles, Union, near_copies, passage_shingles, text_shingles
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
    """Every article's source, and the texts."""

    of_article: Mapping[str, Source]
    texts: Mapping[str, str]


NO_SOURCES = Sources({}, {})


def find_sources(articles: Sequence[Article], together: Iterable[Iterable[str]] | None = None) -> Sources:
    """Each article's source. Independent of the order of articles.

    together: ids of articles that speak of one thing; only these are compared, since no others are counted beside each other.
    Without it every article is compared with every other.
    """
    known = {article.id: article for article in articles}
    root_of = Union(known)
    first_of: dict[str, str] = {}
    for article in articles:
        root_of.join(first_of.setdefault(article.content_hash, article.id), article.id)
        if article.duplicate_of in known:
            root_of.join(article.id, article.duplicate_of or "")
    whole: dict[str, Shingles] = {}
    groups = {frozenset(name for name in ids if name in known) for ids in ([known] if together is None else together)}
    for group in groups:
        for name in group - whole.keys():
            whole[name] = text_shingles(known[name].text, known[name].body_start)
    for group in groups:
        for one, other in near_copies({name: whole[name] for name in group}):
            root_of.join(one, other)
    members: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        members[root_of.find(article.id)].append(article)
    found: dict[str, Source] = {}
    for root, copies in members.items():
        first = min(copies, key=lambda a: (a.published or dt.date.max, a.outlet or "\uffff", a.id))
        agency = min(filter(None, map(agency_of, copies)), default="")
        for article in copies:
            found[article.id] = Source(root, agency or first.outlet or "", agency)
    return Sources(found, {article.id: article.text for article in articles})


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
    if len(roots) > 1 and sources.texts:
        passages = {
            index: passage_shingles(sources.texts[reading.article], reading.start, reading.end)
            for index, reading in enumerate(readings)
            if reading.article in sources.texts
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
