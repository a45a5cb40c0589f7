"""Articles to records: the two passes over a batch.

The first pass collects what articles spell out (full names, parties, contests); the second reads every figure with that at
hand. Neither depends on the order of the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of, untokenized
from extractor.language.found import Context, Knowledge
from extractor.language.pipeline import ROOMS, load_pipeline
from extractor.language.profiles import NO_MODEL
from extractor.linking.knowledge import may_tell_of_election, merge, notes
from extractor.linking.place import Records, place
from extractor.records import Article
from extractor.rooms.layout import judge_style
from extractor.text.cleaned import Cleaned, clean

# The rooms that the first pass needs; the rest would find what nobody asks for yet. An article that tells of no election has names alone.
FIRST_PASS = ("extractor_layout", "extractor_dates", "extractor_people", "extractor_contests", "extractor_candidates")
_NAMES = ("extractor_people",)


def make_doc(article: Article, nlp: Language, knowledge: Knowledge) -> tuple[Doc, Cleaned]:
    """The article's cleaned text with everything that is known before a word of it is read.

    It is tokenized only for a pipeline with components of others: our rooms read the text.
    """
    cleaned = clean(article.text)
    ours = set(nlp.pipe_names) <= set(ROOMS)
    doc = untokenized(nlp.vocab, cleaned.text) if ours else nlp.make_doc(cleaned.text)
    doc._.context = Context(
        published=article.published,
        outlet=article.outlet,
        title=article.title,
        country=article.country,
        body_start=cleaned.in_cleaned(article.body_start),
    )
    doc._.knowledge = knowledge
    return doc, cleaned


def learn(articles: Iterable[Article], nlp: Language) -> Knowledge:
    """What these articles spell out, for each other. `nlp`: rules alone, which read names without a look at sentences."""
    return merge(_learn(make_doc(article, nlp, Knowledge())[0], nlp) for article in articles)


def _learn(doc: Doc, nlp: Language) -> Knowledge:
    doc._.style = judge_style(text_of(doc))
    rooms = FIRST_PASS if may_tell_of_election(doc) else _NAMES
    for name, room in nlp.pipeline:
        if name in rooms:
            doc = room(doc)
    return notes(doc)


def read(article: Article, nlp: Language, knowledge: Knowledge) -> Records:
    """Every record of one article. Raises ValueError when a finding has no place in the original."""
    doc, cleaned = make_doc(article, nlp, knowledge)
    return place(nlp(doc), article, cleaned)


@cache
def _rules() -> Language:
    """Rules alone: what a text says in full needs no model to be read."""
    return load_pipeline(NO_MODEL)


def extract(articles: Iterable[Article], nlp: Language) -> Iterator[Records]:
    """The records of each article of a batch that fits into memory, in the order given."""
    batch = list(articles)
    knowledge = learn(batch, _rules())
    for article in batch:
        yield read(article, nlp, knowledge)
