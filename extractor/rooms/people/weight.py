"""How much speaks for a person's name: the words themselves, and what stands around them.

The weights are counts of independent signs, set by hand.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.rooms.people.runs import is_initial
from extractor.rooms.people.words import PARTICLES, Words

_PARTY = re.compile(r",? ?[(\[](?:D|R|I|L|G|Dem|Rep|Con|Lab|LD|SNP|Ind)(?:\.|-[A-Z]|[)\],])")
_AGE = re.compile(r", \d{2},")
NEXT = re.compile(r"[ ]([^\W\d_]+)")
# "Marlow, Ohio", "Marlow, Ga.", "Marlow, D.C."
_STATE_AFTER = re.compile(r", ([A-Z][a-z]+(?: [A-Z][a-z]+)?|(?:[A-Z][a-z]*\. ?){1,2})(?=[,.;) ]|$)")
# "WebSite" is a brand; "McRoe", "O'Roe", "DeRoe", "Roe-Poe" are people.
_INNER_CAPITAL = re.compile(r"^(?!Ma?c|De|Di|Du|La|Le|Fitz|Van|St)[^\W\d_]+[a-z](?=[A-Z])|[a-z]-[A-Z]$")
_PLACE_ENDINGS = ("shire", "ville", "borough", "burgh", "bury", "stan")
_COMPANY = frozenset({"Inc", "Corp", "LLC", "Ltd"})
# What may stand between a name and a party in brackets, an age, a state; and so far behind the name they are looked for.
_BEFORE_PARTY = frozenset(" ,([")
AFTER_REACH = 40


class Part(NamedTuple):
    """Words of a run that may be one name. Places count characters of the run."""

    start: int
    end: int
    words: tuple[str, ...]  # as printed
    core: tuple[str, ...]  # in lower case, without a suffix
    titled: bool  # a title stands before it inside the run
    opens: bool  # begins a sentence
    headline: bool  # in a line where every word has a capital
    tail: str  # the capitalised word directly behind it, lower case; "" for none
    weight: float = 0.0  # how much its words speak for a name


def weight_of(part: Part, tables: Words) -> float:
    """How much the words themselves speak for a name."""
    return (_of_several if len(part.core) > 1 else _of_one)(part, part.core, tables)


def weight_around(text: str, end: int, before: str, titled: bool, part: Part, tables: Words) -> float:
    """How much the neighbours of a part that ends at `end` speak for a name. `before`: the word in front of it, in lower case."""
    weight = 2.0 * titled
    next_word, state = "", None
    mark, stop = text[end : end + 1], end + AFTER_REACH
    if mark == " " and (following := NEXT.match(text, end, stop)):
        next_word = following.group(1)
    elif mark in _BEFORE_PARTY:
        if _PARTY.match(text, end, stop):
            weight += 2.0
        if mark == ",":
            if _AGE.match(text, end, stop):
                weight += 1.5
            state = _STATE_AFTER.match(text, end, stop)
    cue_after = tables.cues.get(next_word)
    if next_word in tables.speech or before in tables.speech:
        weight += 1.0
    if cue_after == "group":
        weight += 0.5
    if cue_after == "area" and len(part.core) == 1:
        weight -= 1.0
    if part.tail in tables.organisation and tables.cues.get(part.tail) != "office":
        weight -= 3.0
    if next_word in _COMPANY:
        weight -= 3.0
    if tables.cues.get(before) == "place":
        weight -= 0.7
    if before == "the" and cue_after != "group":
        weight -= 0.7
    if state and (state.group(1).lower() in tables.places or state.group(1).endswith(".")):
        weight -= 2.0
    return weight - 3.0 * (" ".join(part.core) in tables.places)


def _of_several(part: Part, core: tuple[str, ...], tables: Words) -> float:
    first, last = core[0], core[-1]
    unheard_of = last not in tables.common and last not in tables.place_words
    # "Roe-Poe" is as good a surname as the better of its parts.
    size = max(tables.surname.get(part, 0) for part in (last, *last.split("-")))
    weight = {3: 1.0, 2: 0.8, 1: 0.6}.get(size, 0.4 if unheard_of else 0.2)
    entry = tables.first.get(first) if first not in tables.places else None
    if entry:
        weight += 2.0 if entry[1] == 2 else 1.7
        weight -= 0.7 * (part.opens and tables.common.get(first, 0) >= 2)
    elif is_initial(part.words[0], tables):
        weight += 1.5
    if len(core) > 2 and len(core[1]) == 1:
        weight += 1.5
    if last in tables.places:
        weight -= 1.5
    if first in tables.lands:
        # "Georgia Roe", but "Georgia House" and "Virginia Tech".
        weight -= 2.5 if last in tables.organisation else 0.5
    if not entry and any(word in tables.places for word in core[:-1]):
        weight -= 1.5
    # Two words that are nothing else: the print alone speaks for a name, less where every word has a capital.
    if all(word not in tables.common and word not in tables.place_words for word in core):
        weight += 0.7 if part.opens or part.headline else 1.2
    if any(word in PARTICLES for word in core[1:-1]):
        weight += 0.5
    if len(core) > 4:
        weight -= 1.0
    if not entry and all(word.isupper() and len(word) > 1 for word in part.words):
        weight -= 2.0
    return weight


def _of_one(part: Part, core: tuple[str, ...], tables: Words) -> float:
    word, printed = core[0], part.words[0]
    weight = {3: 0.5, 2: 0.5, 1: 0.3}.get(tables.surname.get(word, 0), 0.0) + 0.3 * (word in tables.first)
    weight -= 1.0 * (word in tables.places) + 0.3 * (word in tables.namesakes)
    weight -= 1.5 * (printed.isupper() and len(word) > 1)
    weight -= 0.5 * (tables.common.get(word, 0) >= 1) + 0.5 * (tables.common.get(word, 0) >= 2)
    if word not in tables.surname and word not in tables.first:
        weight -= 1.0 * word.endswith(_PLACE_ENDINGS)
        # "Scrutineers say": a plural that the tables lack, at the start of a sentence.
        weight -= 1.0 * (part.opens and word.endswith("s"))
    weight -= 1.5 * (_INNER_CAPITAL.search(printed) is not None)
    return weight + 0.3 * printed.endswith("'s")
