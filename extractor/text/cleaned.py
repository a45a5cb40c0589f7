"""Repaired text that knows the way back to the article.

Most repairs replace one character by one (a no-break space by a space, a curly apostrophe inside a word by a straight one).
The few that change the length (mojibake, zero-width characters) are kept as a list of edits, so that any place in the
cleaned text leads to the characters of the article it was read from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

import ftfy


class Edit(NamedTuple):
    """`article[old_start:old_end]` was replaced by `cleaned[new_start:new_end]`."""

    new_start: int
    new_end: int
    old_start: int
    old_end: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Repaired text; `edits` in reading order say where its length differs from the article's."""

    text: str
    edits: tuple[Edit, ...] = ()

    def in_article(self, start: int, end: int) -> tuple[int, int]:
        """Half-open offsets into the article. What was removed at either side stays outside.

        >>> cleaned = clean("a\u200bb â€œyesâ€\x9d")
        >>> cleaned.text, cleaned.in_article(3, 8)
        ('ab “yes”', (4, 13))
        """
        if not self.edits:
            return start, end
        return self._old(start, at_end=False), self._old(end, at_end=True)

    def _old(self, new: int, *, at_end: bool) -> int:
        # An end belongs to the character before it: look that one up and step behind it.
        probe = new - 1 if at_end and new > 0 else new
        index = bisect_right(self.edits, probe, key=lambda edit: edit.new_start) - 1
        # An edit that only removed characters has no cleaned character of its own: the next edit at the same place counts.
        if index < 0:
            return new
        edit = self.edits[index]
        if probe < edit.new_end:
            return edit.old_end if at_end else edit.old_start
        shift = edit.old_end - edit.new_end
        return probe + shift + (1 if at_end and new > 0 else 0)

    def in_cleaned(self, old: int) -> int:
        """Where the article's character `old` stands in the cleaned text (the nearest place behind it when removed)."""
        shift = 0
        for edit in self.edits:
            if old < edit.old_start:
                break
            if old < edit.old_end:
                return edit.new_start
            shift = edit.new_end - edit.old_end
        return old + shift


# One character for one. Line ends stay; all other white space becomes a plain space.
_SAME_LENGTH = str.maketrans(
    dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f", " "
    )
    | {"\u2028": "\n", "\u2029": "\n", "\x85": "\n"}
    | dict.fromkeys("‐‑", "-")
)
# A curly apostrophe inside a word is no quotation mark.
_APOSTROPHE = re.compile(r"(?<=\w)[’ʼ＇`´](?=\w)")
# Zero-width characters and soft hyphens hide inside numbers and names.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# What UTF-8 read as Windows-1252 or Latin-1 looks like: a lead byte and its continuation bytes as letters.
_MOJIBAKE = re.compile(
    "(?:[\u00c2-\u00df][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "|[\u00e0-\u00ef][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{1,2})+"
)
_LONGER = re.compile(f"(?P<invisible>[{_INVISIBLE}]+)|(?P<mojibake>{_MOJIBAKE.pattern})")


def repair_mojibake(run: str) -> str:
    """`run` as it was meant, when it is UTF-8 that was decoded as Windows-1252; else as it is.

    >>> repair_mojibake("Ã©"), repair_mojibake("â€™")
    ('é', '’')
    """
    return str(ftfy.fix_encoding(run))


def clean(text: str) -> Cleaned:
    """The article's text, repaired: invisible characters out, mojibake decoded, spaces and apostrophes made plain."""
    edits: list[Edit] = []
    if any(mark in text for mark in _INVISIBLE) or _MOJIBAKE.search(text):
        pieces: list[str] = []
        done = length = 0
        for match in _LONGER.finditer(text):
            run = match.group()
            fixed = "" if match.lastgroup == "invisible" else repair_mojibake(run)
            if fixed == run:
                continue
            kept = text[done : match.start()]
            pieces += [kept, fixed]
            length += len(kept)
            edits.append(Edit(length, length + len(fixed), match.start(), match.end()))
            length += len(fixed)
            done = match.end()
        text = "".join([*pieces, text[done:]])
    text = text.translate(_SAME_LENGTH)
    return Cleaned(_APOSTROPHE.sub("'", text), tuple(edits))
