"""Elections the text speaks of.   "the special election in Ohio's 6th district", "a June runoff", "her bid for governor"

reads   doc.text, doc._.style, doc._.dates, doc._.people, doc._.context
writes  doc._.contests: tuple[ContestMention, ...], in order of first mention
leaves  who stands in them to candidates; which figure belongs to which to linking/contests.py

Three steps: phrases (what one stretch of text says of an election, `phrases.py`), seats (the office and place they speak of,
`seats.py`) and contests (which phrases mean the same vote for a seat and what they say together, `merging.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.found import ContestMention
from extractor.rooms.contests.holders import find_holders
from extractor.rooms.contests.merging import merge_phrases
from extractor.rooms.contests.phrases import find_phrases


def find_contests(doc: Doc) -> tuple[ContestMention, ...]:
    """Each election once, with every place that mentions it, in order of first mention."""
    phrases = list(find_phrases(doc))
    contests = merge_phrases(doc, phrases)
    offices = {contest.office for contest in contests}
    again = [phrase for phrase in find_holders(doc) if phrase.office not in offices]
    return merge_phrases(doc, phrases + again) if again else contests


@Language.factory("extractor_contests", requires=["doc._.dates", "doc._.people"], assigns=["doc._.contests"])
def make_contests(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The room; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.contests = find_contests(doc)
        return doc

    return room
