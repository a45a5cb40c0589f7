"""Sums of money.   "$1.2 million", "a $5-million gift", "$40,000-$50,000", "nine million dollars", "£3m", "50 cents"

reads   doc.text, doc._.style, doc._.context (the country, for a bare `$` and for "pounds")
writes  doc._.money: tuple[Found[Sum], ...]
leaves  whose money it is to linking; sums without a number ("millions of dollars") unread
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Found, Sum
from extractor.rooms.money.joined import Joiner
from extractor.rooms.money.printed import Reader


def find_money(
    text: str, *, country: str | None = None, unpunctuated: bool = False, caseless: bool = False
) -> Iterator[Found[Sum]]:
    """Each sum in reading order; a range is one sum, with `low` and `high`.

    `country` (ISO 3166 alpha-2) says which dollar, pound or peso is meant where the text does not; without it the places that the
    text names decide about dollars. `unpunctuated`: the text lost its marks, so "7 6 million" is 7.6 million, and money where the
    words around speak of money. `caseless`: it lost its capitals, so "rs 22 lakh" are rupees.
    """
    return Joiner(Reader(text, country, unpunctuated=unpunctuated, caseless=caseless)).sums()


@Language.factory("extractor_money", requires=["doc._.style"], assigns=["doc._.money"])
def make_money(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The room; it has no settings."""

    def room(doc: Doc) -> Doc:
        style = doc._.style
        doc._.money = tuple(
            find_money(
                text_of(doc),
                country=doc._.context.country,
                unpunctuated=style.unpunctuated,
                caseless=style.caseless,
            )
        )
        return doc

    return room
