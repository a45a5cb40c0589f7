"""Districts, which are one token of the phrase grammar.   "Ohio's 6th congressional district", "OH-6", "the Upton North by-election" """

from __future__ import annotations

import re

from extractor.language.places import Region
from extractor.rooms.contests.phrase import District
from extractor.rooms.contests.tokens import Line, Token

# By a number, or "at-large".
_NUMBERED = re.compile(
    r"""
    P s N O? D?               # Ohio's 6th congressional district; Iowa's second; Montana's at-large
    | P q N O? D?             # Texas' second congressional district
    | P s? N O? [DH]          # georgia sixth district
    | N O? D O? i t? P        # sixth congressional district of Ohio; 2nd district in Ohio
    | P O? D n                # Ohio House District 12
    | P n (?=[SEUMDHKB])      # Ohio 6 special election
    | N O? D                  # the sixth district
    | N O (?![A-Z])           # Ohio's sixth congressional
    | O? D n                  # District 12
    """,
    re.VERBOSE,
)
# UK constituencies and Canadian ridings carry a name: the capitalised words before the word that tells.
_NAMED = re.compile(
    # A word of it may look like somebody's name: "the Upton and | Weir by-election".
    r"[zPm](?:[zPiqa]{0,4}[zPm])?(?=B)|[zP](?:[zPiqa]{0,4}[zP])?(?=[xO]{0,2}s?(?:B|D(?![n])))|(?<=Bi)[zP](?:[zPqa]{0,4}[zP])?|(?<=[DH]i)z(?:[zPqa]{0,4}[zP])?"
)
# Without one of these letters there is no such district.
_NUMERALS = frozenset("Nn")
_SEAT_WORDS = frozenset("BDH")
# Words behind a name that make no district of it: a seat has one name.
_NO_SEAT = frozenset({"district", "districts", "seats", "constituencies"})


def join_districts(line: Line, text: str) -> Line:
    """The line with each district as one token Q, which says the district and the office where its words tell it."""
    return _join_named(_join_numbered(line), text)


def _join_numbered(line: Line) -> Line:
    if _NUMERALS.isdisjoint(line.letters):
        return line
    joints: list[tuple[int, int, Token]] = []
    for match in _NUMBERED.finditer(line.letters):
        part = line.part(*match.span())
        numeral = next((token.says for token in part if token.letter in _NUMERALS), None)
        region = next((token.says for token in part if token.letter == "P"), None)
        if numeral is None or (region is not None and (region.city or region.adjective)):
            continue
        if region is None and part[-1].letter == "O" and part[-1].says != "U.S. House":
            continue
        office = next((token.says for token in part if token.letter == "O"), None)
        district = District(str(numeral), region.region if region else None)
        joints.append((*match.span(), Token(part[0].start, part[-1].end, "Q", (district, office))))
    return line.joined(joints)


def _join_named(line: Line, text: str) -> Line:
    if _SEAT_WORDS.isdisjoint(line.letters):
        return line
    joints: list[tuple[int, int, Token]] = []
    for match in _NAMED.finditer(line.letters):
        start, end = match.span()
        part = line.part(start, end)
        around = line.part(end, end + 4) + line.part(max(0, start - 2), start)
        kind = next((token for token in around if token.letter in _SEAT_WORDS), None)
        word = text[kind.start : kind.end].lower() if kind else ""
        if word in _NO_SEAT or (len(part) == 1 and isinstance(part[0].says, Region)):
            continue
        district = District(text[part[0].start : part[-1].end])
        joints.append((start, end, Token(part[0].start, part[-1].end, "Q", (district, None))))
    return line.joined(joints)
