"""Parties as news text names them.   "(R-Ohio)", "the Democrat", "Tory", "a Labour candidate"

The table is `extractor/data/parties.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.language.lexicon import load_map, load_table, load_words
from extractor.language.places import state_of_abbreviation
from extractor.text.forms import Forms
from extractor.text.lower import lower_alike

_BEFORE_PERSON = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:candidates?|contenders?|nominees?|hopefuls?|challengers?|rivals?|opponents?|voters?|primar(?:y|ies)|mps?|mp|"
    r"senators?|governors?|congress(?:man|woman)|representatives?|mayors?|incumbents?|leaders?|part(?:y|ies)|caucus(?:es)?|"
    r"nomination|presidential|front-?runners?|politicians?|lawmakers?|strategists?|base|field)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party's name in the text: half-open offsets, the canonical name, the sort of the form, and the state in brackets."""

    start: int
    end: int
    party: str
    sort: str  # person, adjective, name, letter
    country: str | None = None
    state: str | None = None


@cache
def _ordinary() -> frozenset[str]:
    """Words that mean much besides a party. In text with capitals they must carry one, or stand before a word for a person or
    an office; in text without, only the latter counts.
    """
    return load_words("ordinary_parties")


@cache
def _forms() -> dict[str, tuple[str, str | None, str]]:
    return {
        form: (party, country or None, sort)
        for form, party, country, sort in load_table("parties", 4)
        if sort != "letter"
    }


@cache
def _letters() -> dict[str, tuple[str, str | None]]:
    """What may stand in brackets behind a name: letters first, then any other form."""
    found: dict[str, tuple[str, str | None]] = {
        form: (party, country or None) for form, party, country, _ in load_table("parties", 4)
    }
    found |= {
        form: (party, country or None) for form, party, country, sort in load_table("parties", 4) if sort == "letter"
    }
    return found


@cache
def _finder() -> Forms:
    """Any form, in text in lower case."""
    return Forms(_forms())


# (R-Ohio)  (D)  (D., N.Y.)  R-Texas,  (Con)  [Lab]  (SNP)  (R-Pa., 9th)
_BRACKETS = re.compile(
    r"""[(\[]\s?(?P<letter>[A-Za-zÀ-ÿ][\w À-ÿ'.()-]{0,30}?)\.?
        (?:\s?[-–—,]\s?(?P<state>[A-Za-z][A-Za-z. ]{1,20}))?
        (?:[,;][^()\[\]\n]{0,20})?[)\]]""",
    re.VERBOSE,
)
# , D-Mass.,   , R-Texas,
_COMMAS = re.compile(r",\s(?P<letter>[DRI])-(?P<state>[A-Z][A-Za-z.]{1,5}(?:\s?[A-Z][a-z]{3,9})?)(?=[,;.\s])")


# Two rooms ask for the same article.
@lru_cache(maxsize=2)
def find_parties(text: str, *, caseless: bool = False) -> tuple[PartyName, ...]:
    """Each party named, in reading order of its sort: bracketed letters first, then words."""
    return tuple(_parties(text, caseless=caseless))


def _parties(text: str, *, caseless: bool) -> Iterator[PartyName]:
    taken: set[int] = set()
    for tag in find_tags(text):
        taken.update(range(tag.start, tag.end))
        yield tag
    for match in _finder().find(lower_alike(text)):
        if match.start() in taken:
            continue
        printed = text[match.start() : match.end()]
        form = " ".join(match.group().split())
        party, country, sort = _forms()[form]
        if form in _ordinary():
            # "the independent Jane Roe" needs no capital: it is no name of a party.
            follows = bool(_BEFORE_PERSON.match(text, match.end())) or (
                form == "independent" and text[match.end() + 1 : match.end() + 2].isupper()
            )
            if not follows and (caseless or not printed[0].isupper()):
                continue
        elif not caseless and sort == "name" and printed.islower():
            continue
        yield PartyName(match.start(), match.end(), party, sort, country)


def find_tags(text: str) -> Iterator[PartyName]:
    """Each party in brackets or between commas behind a name: "(R-Ohio)", ", D-Mass.,"."""
    for pattern in (_BRACKETS, _COMMAS):
        for match in pattern.finditer(text):
            letter = match["letter"].strip().lower()
            state = match["state"] and state_of_abbreviation().get(re.sub(r"[\s.]", "", match["state"]).lower())
            known = _letters().get(letter)
            if known is None or (len(letter) == 1 and letter.upper() != match["letter"].strip() and not state):
                continue
            yield PartyName(match.start(), match.end(), known[0], "letter", known[1], state)


def canonical_party(form: str) -> str | None:
    """The party a form of its name or an abbreviation stands for; None when unknown.

    >>> canonical_party("GOP"), canonical_party("Lib Dem"), canonical_party("R"), canonical_party("chess club")
    ('Republican', 'Liberal Democrats', 'Republican', None)
    """
    known = _letters().get(re.sub(r"\s+", " ", form.strip().lower()))
    return known[0] if known else None


def is_party_alone(name: str) -> bool:
    """Is a name of one word a party's, and nobody's surname?

    >>> is_party_alone("Ukip"), is_party_alone("Green"), is_party_alone("Jane")
    (True, False, False)
    """
    return canonical_party(name) is not None and name.lower() not in load_map("surnames")
