"""How much speaks for a person's name: the words themselves, and what stands around them.

The weights are counts of independent signs, set by hand.
"""

from __future__ import annotations

import re

from extractor.rooms.people.segments import Segment, is_initial, word_before
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


def weigh(segment: Segment, text: str, tables: Words) -> None:
    """Set `weight` and `context` of a segment."""
    core = segment.core
    if not core:
        segment.weight = -9.0
        return
    segment.context = _around(segment, text, tables)
    segment.weight = segment.context + (_of_several if len(core) > 1 else _of_one)(segment, core, tables)


def _around(segment: Segment, text: str, tables: Words) -> float:
    weight = 2.0 * segment.titled
    after = text[segment.end : segment.end + 40]
    following = NEXT.match(after)
    word_it_follows, _ = word_before(text, segment.start, 20)
    next_word = following.group(1) if following else ""
    cue_after = tables.cues.get(next_word)
    if _PARTY.match(after):
        weight += 2.0
    if after.startswith(", ") and _AGE.match(after):
        weight += 1.5
    if next_word in tables.speech or word_it_follows in tables.speech:
        weight += 1.0
    if cue_after == "group":
        weight += 0.5
    if cue_after == "area" and len(segment.core) == 1:
        weight -= 1.0
    if segment.tail in tables.organisation and tables.cues.get(segment.tail) != "office":
        weight -= 3.0
    if next_word in _COMPANY:
        weight -= 3.0
    if tables.cues.get(word_it_follows) == "place":
        weight -= 0.7
    if word_it_follows == "the" and cue_after != "group":
        weight -= 0.7
    state = _STATE_AFTER.match(after) if after.startswith(", ") else None
    if state and (state.group(1).lower() in tables.places or state.group(1).endswith(".")):
        weight -= 2.0
    return weight - 3.0 * (" ".join(segment.core) in tables.places)


def _of_several(segment: Segment, core: list[str], tables: Words) -> float:
    first, last = core[0], core[-1]
    unheard_of = last not in tables.common and last not in tables.place_words
    # "Roe-Poe" is as good a surname as the better of its parts.
    size = max(tables.surname.get(part, 0) for part in (last, *last.split("-")))
    weight = {3: 1.0, 2: 0.8, 1: 0.6}.get(size, 0.4 if unheard_of else 0.2)
    entry = tables.first.get(first) if first not in tables.places else None
    if entry:
        weight += 2.0 if entry[1] == 2 else 1.7
        weight -= 0.7 * (segment.opens and tables.common.get(first, 0) >= 2)
    elif is_initial(segment.words[0], tables):
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
        weight += 0.7 if segment.opens or segment.headline else 1.2
    if any(word in PARTICLES for word in core[1:-1]):
        weight += 0.5
    if len(core) > 4:
        weight -= 1.0
    if not entry and all(word.isupper() and len(word) > 1 for word in segment.words):
        weight -= 2.0
    return weight


def _of_one(segment: Segment, core: list[str], tables: Words) -> float:
    word, printed = core[0], segment.words[0]
    weight = {3: 0.5, 2: 0.5, 1: 0.3}.get(tables.surname.get(word, 0), 0.0) + 0.3 * (word in tables.first)
    weight -= 1.0 * (word in tables.places) + 0.3 * (word in tables.namesakes)
    weight -= 1.5 * (printed.isupper() and len(word) > 1)
    weight -= 0.5 * (tables.common.get(word, 0) >= 1) + 0.5 * (tables.common.get(word, 0) >= 2)
    if word not in tables.surname and word not in tables.first:
        weight -= 1.0 * word.endswith(_PLACE_ENDINGS)
        # "Scrutineers say": a plural that the tables lack, at the start of a sentence.
        weight -= 1.0 * (segment.opens and word.endswith("s"))
    weight -= 1.5 * (_INNER_CAPITAL.search(printed) is not None)
    return weight + 0.3 * printed.endswith("'s")
