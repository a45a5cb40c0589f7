"""Repaired text that knows the way back to the article.

Most repairs replace one character by one (a no-break space by a space, a curly apostrophe inside a word by a straight one).
The few that change the length (mojibake, zero-width characters) are kept as a list of edits, so that any place in the
cleaned text leads to the characters of the article it was read from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import ftfy


class Edit(NamedTuple):
    """`article[old_start:old_end]` was replaced by `cleaned[new_start:new_end]`."""

    new_start: int
    new_end: int
    old_start: int
    old_end: int


Edits = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Repaired text. `steps` are the repairs that changed its length, in the order they were made; each in reading order."""

    text: str
    steps: tuple[Edits, ...] = ()

    def in_article(self, start: int, end: int) -> tuple[int, int]:
        """Half-open offsets into the article. What was removed at either side stays outside.

        >>> cleaned = clean("a\u200bb â€œyesâ€\x9d")
        >>> cleaned.text, cleaned.in_article(3, 8)
        ('ab “yes”', (4, 13))
        """
        for edits in reversed(self.steps):
            start, end = _before(edits, start), _before(edits, end, at_end=True)
        return start, end

    def in_cleaned(self, old: int) -> int:
        """Where the article's character `old` stands in the cleaned text (the nearest place behind it when removed)."""
        for edits in self.steps:
            shift = 0
            for edit in edits:
                if old < edit.old_start:
                    break
                if old < edit.old_end:
                    old, shift = edit.new_start, 0
                    break
                shift = edit.new_end - edit.old_end
            old += shift
        return old


def _before(edits: Edits, place: int, *, at_end: bool = False) -> int:
    """Where a place in the text stood before `edits`."""
    # An end belongs to the character before it: look that one up and step behind it.
    probe = place - 1 if at_end and place > 0 else place
    index = bisect_right(edits, probe, key=lambda edit: edit.new_start) - 1
    if index < 0:
        return place
    edit = edits[index]
    if probe < edit.new_end:
        return edit.old_end if at_end else edit.old_start
    return place + edit.old_end - edit.new_end


# One character for one. Line ends stay; all other white space becomes a plain space.
_CONTROLS = "\t\v\f"
_SAME_LENGTH = (
    dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000" + _CONTROLS,
        " ",
    )
    | {"\u2028": "\n", "\u2029": "\n", "\x85": "\n"}
    | dict.fromkeys("‐‑", "-")
    # The one letter whose lower case has two characters, and two whose lower case patterns take for another letter's.
    | {"İ": "I", "ſ": "s", "\u212a": "K"}
)
# A curly apostrophe inside a word is no quotation mark.
# (The mark stands first in the pattern, so that a text is skipped through to the next one.)
_APOSTROPHE = re.compile(r"[’ʼ＇`´](?<=\w.)(?=\w)")
# Zero-width characters and soft hyphens hide inside numbers and names.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# What UTF-8 read as Windows-1252 or Latin-1 looks like: a lead byte and its continuation bytes as letters.
_CONTINUED = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
_MOJIBAKE = f"(?:[\u00c2-\u00df]{_CONTINUED}|[\u00e0-\u00ef]{_CONTINUED}{{1,2}})+"
_LONGER = re.compile(f"(?P<invisible>[{_INVISIBLE}]+)|(?P<mojibake>{_MOJIBAKE})")
# What every match of it begins with: most texts hold none, and this look, led by a set of characters, is ten times as quick.
_LEADS = frozenset(map(chr, range(0xC2, 0xF0))).union(_INVISIBLE)
_MAY_BE_LONGER = re.compile(f"[{_INVISIBLE}\u00c2-\u00ef](?:(?<=[{_INVISIBLE}])|{_CONTINUED})")
# A letter and its accent as two characters: names are looked up, and mojibake is recognised, as one.
_DECOMPOSED = re.compile("[A-Za-z][\u0300-\u036f]{1,8}")
_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def repair_mojibake(run: str) -> str:
    """`run` as it was meant, when it is UTF-8 that was decoded as Windows-1252; else as it is.

    >>> repair_mojibake("Ã©"), repair_mojibake("â€™")
    ('é', '’')
    """
    return str(ftfy.fix_encoding(run))


def clean(text: str) -> Cleaned:
    """The article's text, repaired: accents composed, invisible characters out, mojibake decoded, spaces and apostrophes plain."""
    steps: list[Edits] = []
    strange = set(_NOT_ASCII.findall(text))
    for signs, pattern, repair in ((_ACCENTS, _DECOMPOSED, _compose), (_LEADS, _LONGER, _repair)):
        if strange.isdisjoint(signs) or (pattern is _LONGER and not _MAY_BE_LONGER.search(text)):
            continue
        text, edits = _replace(pattern, repair, text)
        if edits:
            steps.append(edits)
            strange = set(_NOT_ASCII.findall(text))
    # One `replace` for each character that is there: `translate` takes forty times as long where a text is not ASCII alone.
    for mark in strange.union(_CONTROLS) & _SAME_LENGTH.keys():
        text = text.replace(mark, _SAME_LENGTH[mark])
    return Cleaned(_APOSTROPHE.sub("'", text), tuple(steps))


def _compose(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())


def _repair(match: re.Match[str]) -> str:
    return "" if match.lastgroup == "invisible" else repair_mojibake(match.group())


def _replace(pattern: re.Pattern[str], repair: Callable[[re.Match[str]], str], text: str) -> tuple[str, Edits]:
    """`text` with every match repaired, and the edits that did it."""
    edits: list[Edit] = []
    pieces: list[str] = []
    done = length = 0
    for match in pattern.finditer(text):
        fixed = repair(match)
        if fixed == match.group():
            continue
        kept = text[done : match.start()]
        pieces += [kept, fixed]
        length += len(kept)
        edits.append(Edit(length, length + len(fixed), match.start(), match.end()))
        length += len(fixed)
        done = match.end()
    return ("".join([*pieces, text[done:]]) if edits else text), tuple(edits)
