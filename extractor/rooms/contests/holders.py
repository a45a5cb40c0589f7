"""The race of whoever seeks their office again.   "Sen. Jane Roe, R-Ohio, faces a hard re-election fight"

Asked only where no other words of the article name an election to that office: the title tells the office, and it or the tag
behind the name the state. An article seldom tells more of a race that everybody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.lexicon import alternation, load_map
from extractor.language.places import Region, state_of_abbreviation
from extractor.rooms.contests.phrase import Phrase
from extractor.text.forms import Forms
from extractor.text.lower import lower_alike

_AGAIN = Forms(
    [f"{re}elect{end}" for re in ("re", "re-") for end in ("", "ion", "ed")]
    + [f"{which} term" for which in ("another", "a second", "a third", "a fourth", "a fifth", "a new")]
    + [f"{whose} {which} term" for whose in ("his", "her") for which in ("second", "third", "next")]
)
# Between the name and the word: "faces a tough fight for", "'s campaign for".
_REACH = 90
# "re-election in | 2034"
_DATE_BEHIND = 4
# "(R-Ohio)", ", D-Mass.,", ", the Ohio Republican,", ", a Republican from Ohio"
_TAG = re.compile(
    r"\s?[(,]\s?(?:[A-Z]-(?P<tag>[A-Z][\w.]*(?:\s[A-Z]\w+)?)|the\s(?P<the>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s(?:Republican|Democrat)"
    r"|(?:an?\s)?(?:Republican|Democrat)\s(?:of|from)\s(?P<of>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?))"
)


# A title with the state before it stands within so many characters before a name: "West Virginia Republican Gov. ".
_TITLE_REACH = 50


@cache
def _title() -> re.Pattern[str]:
    """What stands before a name and tells an office, and the state: "Ohio Republican Sen. ", "Gov. "."""
    states = alternation(set(state_of_abbreviation().values()))
    return re.compile(
        rf"(?:\b(?P<state>{states})(?:['’]s)?\s)?(?:\b(?:Republican|Democratic|GOP|U\.S\.)\s)?(?<!\bstate\s)(?<!\bformer\s)"
        rf"\b(?P<title>{alternation(load_map('title_offices'))})\b\.?\s$",
        re.IGNORECASE,
    )


def find_again(low: str) -> list[re.Match[str]]:
    """The words of somebody's re-election in a text in lower case."""
    return _AGAIN.find(low)


def find_holders(doc: Doc) -> Iterator[Phrase]:
    """A phrase for each word of somebody's re-election who holds an office for a state."""
    text = text_of(doc)
    again = find_again(lower_alike(text))
    if not again:
        return
    names = [found for found in doc._.people if found.value.kind == "name" and found.value.person is not None]
    for match in again:
        before = [found for found in names if match.start() - _REACH <= found.end <= match.start()]
        if not before or re.search(r"[.!?]\s+[A-Z]", text[before[-1].end : match.start()]):
            continue
        seat = _held_by(doc, text, before[-1].value.person)
        if seat is not None:
            office, state = seat
            when = next(
                (date.value for date in doc._.dates if 0 <= date.start - match.end() <= _DATE_BEHIND),
                None,
            )
            yield Phrase(match.start(), match.end(), "office", office=office, region=Region(state, "US"), when=when)


def _held_by(doc: Doc, text: str, person: int) -> tuple[str, str] | None:
    """Office and state of a person by the words beside their name; None where the text does not tell both."""
    offices: list[str] = []
    states: list[str] = []
    for found in doc._.people:
        if found.value.person != person or found.value.kind != "name":
            continue
        if before := _title().search(text, max(0, found.start - _TITLE_REACH), found.start):
            offices.append(load_map("title_offices")[before["title"].lower()])
            states += [before["state"]] if before["state"] else []
        if tag := _TAG.match(text, found.end):
            states.append(tag["tag"] or tag["the"] or tag["of"])
    told = [state_of_abbreviation().get(re.sub(r"[\s.]", "", state.lower())) for state in states]
    state = next((state for state in told if state), None)
    return (offices[0], state) if offices and state else None
