"""Parties and sides of a vote as tables and polls print them.   "Conservative 302 (11%)", "30.8% Liberal (12 seats)", "No led Yes by 9"

reads   text with its capitals, `data/parties.tsv`, `data/party_subjects.tsv`
gives   Actor of the groups party and option
leaves  parties and measures in running text to groups.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.language.lexicon import alternation, load_map, load_table
from extractor.linking.grammar.actors import Actor, Taken
from extractor.text.forms import matches_from
from extractor.text.lower import lower_alike
from extractor.text.standing import stands, within

_SHARE = r"\d{1,2}(?:\.\d{1,2})?\s?(?:%|per\s?cent\b)"
# Of one letter is "(R)" behind a name, and no party by itself.
_SHORTEST = 2


@cache
def _forms() -> dict[str, str]:
    """Every form that names a party in a row, with the party; with a capital, and in capitals."""
    found = {}
    for form, party, _, _ in load_table("parties", 4):
        if len(form) >= _SHORTEST:
            found[form.title()] = found[form.upper()] = party
    return found


@cache
def _form_heads() -> frozenset[str]:
    """The first run of letters of each form."""
    return frozenset(re.findall("[a-z]+", form.lower())[0] for form in _forms())


@cache
def _rows() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A party before its count or share, and one behind its share."""
    forms = alternation(_forms())
    return (
        # "Labour 1,961 (73%)", "CON 34%", "Liberal (28.4%)"
        re.compile(
            rf"(?:^|(?<=[\n,;:)%]\s)|(?<=[\n(•])|(?<=\sand\s))(?P<form>{forms})(?=\s?:?\s(?:[\d,]+\s?[(\[]\s?[\d+-]|{_SHARE}|[(\[]\s?{_SHARE}))"
        ),
        # "30.8% | New Democratic (13 seats), 29.3% Conservative"
        re.compile(rf"(?P<form>{forms})(?=\s[(\[]|[,;.]|\n|\sand\s\d|$)"),
    )


_SHARE_BEFORE = re.compile(rf"{_SHARE}\s$")
_SHARE_REACH = 20
_BALLOTED = re.compile(
    r"\b(?:referendum|plebiscite)\b|\b(?:Yes|No|Leave|Remain|YES|NO)['’”\"]?\s(?:campaign|side|camp|vote)\b"
)
_BALLOTED_HEADS = ("referendum", "plebiscite", "yes", "no", "leave", "remain")
_SIDE_WORDS = frozenset({"yes", "no", "leave", "remain"})
_SIDES = re.compile(
    rf"(?<![\w.-])(?P<side>Yes|No|YES|NO|Leave|Remain|LEAVE|REMAIN)(?![\w-])(?=['’”\"]?(?:\s(?:campaign|side|camp|vote|support|lead|win)\b"
    rf"|\s(?:is|are|was|were|had|has|have|led|leads?|leading|ahead|up|down|won|took|got|polled|gained?|drew)\b"
    rf"|,?\s(?:at|on|with|by)\s(?:just\s|only\s|around\s|about\s)?{_SHARE}|\sby\s\d|,?\s[(\[]?{_SHARE}|\s?:\s?{_SHARE}))"
)


def balloted(text: str) -> bool:
    """Is there a vote with sides, so that "Yes" and "No" can be two of them?"""
    return bool(matches_from(_BALLOTED, text, lower_alike(text), _BALLOTED_HEADS))


def find_sides(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """ "Yes" and "No", "Leave" and "Remain" where they own a figure, in a text that is `balloted`."""
    for match in _SIDES.finditer(text, start, end) if stands(text, _SIDE_WORDS, start, end) else ():
        if not taken.any(*match.span()):
            yield Actor(*match.span(), match["side"].capitalize(), "group", group="option")


def find_parties_in_rows(text: str, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """Parties whose name stands right beside a count or a share, called as they are in running text."""
    called = load_map("party_subjects")
    before, behind = _rows()
    last = start
    for place in within(text, _form_heads(), start, end):
        if place < last:
            continue
        match = before.match(text, place, end)
        if match is None and _SHARE_BEFORE.search(text, max(last, place - _SHARE_REACH), place):
            match = behind.match(text, place, end)
        if match is None:
            continue
        last = match.end()
        party = _forms()[match["form"]]
        if not taken.any(*match.span()):
            yield Actor(*match.span(), called.get(party.lower(), party), "group", group="party")
