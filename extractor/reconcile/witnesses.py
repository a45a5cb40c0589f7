"""Who really saw it: near-copies, agency copy and a common source are one witness.

Ten outlets that carry one wire story have told us one thing once. Two articles are copies when one contains most of the
five-word shingles of the other (Broder 1997: containment), when they are marked as copies, or when the passage around the figure
is the same in both. Two articles that cite the same source for a figure are one witness for that figure alone.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from extractor.reconcile.policy import (
    BOILERPLATE_ARTICLES,
    COPY_SHARE,
    COPY_SHINGLES,
    PASSAGE_WORDS,
    SHINGLE_WORDS,
)
from extractor.reconcile.readings import Reading, folded
from extractor.records import Article

_WORD = re.compile(r"\w+")
# The credit of an agency at the head of a story, "(AP)", "(Reuters)", and in the byline, "By Jane Roe, Associated Press".
_DATELINE = re.compile(r"\((AP|Reuters|AFP|UPI|PA|CP|AAP|Xinhua|dpa)\)\s*(?:-|–|—)", re.IGNORECASE)
_BYLINE = re.compile(r"\b(Associated Press|Reuters|Agence France-Presse|Press Association|Canadian Press|AAP|UPI)\b")
_AGENCY = {"ap": "associated press", "afp": "agence france-presse", "pa": "press association", "cp": "canadian press"}
_HEAD_CHARACTERS = 400  # a dateline stands in the first lines

Shingles = frozenset[int]
Key = TypeVar("Key", str, int)


class Source(NamedTuple):
    """Where an article's text comes from: `root` is the same for all its copies, `outlet` the one that printed it first."""

    root: str
    outlet: str
    agency: str
    content: str  # hash of the text: exact copies share it


class Sources(NamedTuple):
    """Every article's source, and the words around its figures."""

    of_article: Mapping[str, Source]
    texts: Mapping[str, str]


def find_sources(articles: Sequence[Article]) -> Sources:
    """Each article's source. Independent of the order of articles."""
    root_of = _Union(article.id for article in articles)
    known = {article.id for article in articles}
    for article in articles:
        if article.duplicate_of in known:
            root_of.join(article.id, article.duplicate_of or "")
    first_of: dict[str, str] = {}
    for article in articles:
        root_of.join(first_of.setdefault(article.content_hash, article.id), article.id)
    for one, other in _near_copies(articles):
        root_of.join(one, other)
    members: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        members[root_of.find(article.id)].append(article)
    found: dict[str, Source] = {}
    for copies in members.values():
        first = min(copies, key=lambda a: (a.published or dt.date.max, a.outlet or "\uffff", a.id))
        agency = min(filter(None, map(agency_of, copies)), default="")
        root = min(article.id for article in copies)
        for article in copies:
            found[article.id] = Source(root, agency or first.outlet or "", agency, article.content_hash)
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
    union = _Union(range(len(readings)))
    first: dict[tuple[str, str], int] = {}
    for index, reading in enumerate(readings):
        source = sources.of_article.get(reading.article)
        names = [("article", reading.article)]
        if source is not None:
            names.append(("copy", source.root))
            if source.agency:
                names.append(("outlet", folded(source.agency)))
        if reading.outlet:
            # "The Daily Courier reported" makes the Courier the witness, if the Courier itself is here.
            names.append(("outlet", folded(reading.outlet)))
        if reading.cited:
            names.append(("outlet", folded(reading.cited)))
        for name in names:
            union.join(first.setdefault(name, index), index)
    passages: dict[int, Shingles] = {}
    for index, reading in enumerate(readings):
        text = sources.texts.get(reading.article)
        if text is not None:
            passages[index] = passage_shingles(text, reading.start, reading.end)
    for one, other in _sharing(passages):
        union.join(one, other)
    return [readings[union.find(index)].article for index in range(len(readings))]


def passage_shingles(text: str, start: int, end: int) -> Shingles:
    """The shingles of the words around a figure."""
    # Characters first: a word has about six with its space, and a passage must not cost the whole article.
    reach = PASSAGE_WORDS * 8
    before = _WORD.findall(text, max(0, start - reach), start)[-PASSAGE_WORDS:]
    after = _WORD.findall(text, start, min(len(text), end + reach))[:PASSAGE_WORDS]
    return shingles(before + after)


def shingles(words: Sequence[str]) -> Shingles:
    """Hashes of every five words in a row, numbers left out: a copy with a figure corrected is a copy still."""
    plain = [word.casefold() for word in words if not word.isdigit()]
    return frozenset(
        zlib.crc32(" ".join(plain[i : i + SHINGLE_WORDS]).encode("utf-8", "surrogatepass"))
        for i in range(len(plain) - SHINGLE_WORDS + 1)
    )


def _near_copies(articles: Sequence[Article]) -> Iterable[tuple[str, str]]:
    whole = {article.id: shingles(_WORD.findall(article.text[article.body_start :])) for article in articles}
    return _sharing(whole)


def _sharing(whole: Mapping[Key, Shingles]) -> list[tuple[Key, Key]]:
    """Pairs of which one contains most of the other. Pairs that share nothing are never looked at."""
    holders: dict[int, list[Key]] = defaultdict(list)
    for key, own in whole.items():
        for shingle in own:
            holders[shingle].append(key)
    common: Counter[tuple[Key, Key]] = Counter()
    for keys in holders.values():
        if 1 < len(keys) <= BOILERPLATE_ARTICLES:
            keys.sort()
            common.update((one, other) for i, one in enumerate(keys) for other in keys[i + 1 :])
    return sorted(
        (one, other)
        for (one, other), count in common.items()
        if count >= COPY_SHINGLES and count >= COPY_SHARE * min(len(whole[one]), len(whole[other]))
    )


class _Union(Generic[Key]):
    """Sets that grow together (union-find). The smallest member stands for its set."""

    def __init__(self, members: Iterable[Key]) -> None:
        self._parent: dict[Key, Key] = {member: member for member in members}

    def find(self, member: Key) -> Key:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, one: Key, other: Key) -> None:
        a, b = self.find(one), self.find(other)
        if a != b:
            low, high = sorted((a, b))
            self._parent[high] = low
