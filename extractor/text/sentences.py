"""Paragraphs and sentences, on characters.

A treebank parser splits news at an F of 76 to 80; these rules know abbreviations, initials and quotation marks, and cost a
thousandth. Text without sentence marks has no sentences to find: there a paragraph is one sentence.
"""

from __future__ import annotations

import re
import string

Place = tuple[int, int]

_LINE_ENDS = re.compile(r"\n\s*")
_BLANK_LINES = re.compile(r"\n[ ]*\n\s*")
_SOFT = re.compile(r"[a-z,]\n[ ]*[a-z]")
# Behind these a full stop ends no sentence; nor does it behind a single letter ("U.S.", "a.m.", "John A.").
_ABBREVIATIONS = frozenset(
    [
        "mr", "mrs", "ms", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "lt", "col", "gen", "sgt", "capt", "cmdr", "adm", "maj", "hon", "rev", "st", "ste", "messrs", "mt", "ft",
        "jr", "sr", "vs", "v", "no", "nos", "inc", "corp", "ltd", "co", "bros", "dept", "dist", "est", "approx", "fig", "al", "pp", "vol",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thur", "thurs", "fri",
        "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "mass", "md", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex",
        "vt", "va", "wash", "wis", "wyo", "etc",
    ]
)  # fmt: skip
# Some of them do end sentences often enough: then the next word decides.
_MAY_END = re.compile(r"(?:\b(?:jr|sr|inc|corp|ltd|co|etc|u\.s|u\.k|u\.n|d\.c|a\.m|p\.m))\.$", re.IGNORECASE)
_STARTER = re.compile(
    r"[\"“‘'(\[]*(?:The|A|An|In|On|At|But|And|He|She|It|They|We|I|You|His|Her|Their|That|This|These|Those|For|With|After|As|If|When|While|There|"
    r"Both|Mr|Mrs|Ms|According|Since|Then|Now|Meanwhile|However|Still|Also)\b"
)
# (A run of marks is read as one and from its first alone: no length of it takes more than one look.)
_END = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[\"”’'»)\]]*+(?=\s)")


def find_paragraphs(text: str) -> list[Place]:
    """Paragraphs in reading order, without surrounding white space.

    A single line end divides paragraphs unless the text is wrapped at a fixed width.
    """
    lines = [len(line) for line in text.split("\n") if line]
    # Wrapped text: many lines, nearly all of them shorter than a page is wide, most going on in lower case.
    wrapped = len(lines) > 8 and max(lines) <= 100 and len(_SOFT.findall(text)) >= len(lines) / 4
    found: list[Place] = []
    start = 0
    for match in (_BLANK_LINES if wrapped else _LINE_ENDS).finditer(text):
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    trimmed = [_trim(text, *place) for place in found]
    return [place for place in trimmed if place[0] < place[1]]


def _trim(text: str, start: int, end: int) -> Place:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def find_sentences(text: str, paragraphs: list[Place], *, caseless: bool = False) -> list[Place]:
    """Sentences in reading order. A closing quotation mark belongs to the sentence before it.

    >>> text = 'Mr. Roe won. "We did it," he said in the U.S. Senate. Jane A. Poe lost.'
    >>> [text[a:b] for a, b in find_sentences(text, [(0, len(text))])]
    ['Mr. Roe won.', '"We did it," he said in the U.S. Senate.', 'Jane A. Poe lost.']
    """
    found: list[Place] = []
    for start, end in paragraphs:
        begin = start
        for match in _END.finditer(text, start, end):
            stop = match.end()
            rest = text[stop : stop + 40].lstrip()
            if not rest or not _ends(
                text[max(begin, match.start() - 12) : match.end()].rstrip("\"”’'»)]"), rest, caseless=caseless
            ):
                continue
            found.append(_trim(text, begin, stop))
            begin = stop
        if begin < end:
            found.append(_trim(text, begin, end))
    return [place for place in found if place[0] < place[1]]


def _ends(before: str, rest: str, *, caseless: bool) -> bool:
    """Does a sentence end between `before` (with its mark) and `rest`?"""
    if before.endswith(".") and not before.endswith("..") and _is_abbreviation(before):
        return bool(_MAY_END.search(before)) and bool(_STARTER.match(rest))
    first = rest.lstrip("\"“‘'(«[—–- ")[:1]
    if caseless:
        return True
    # "?" and "!" inside a sentence go on in lower case; so does an ellipsis.
    return first.isupper() or first.isdigit() or not first.isalpha()


def _is_abbreviation(before: str) -> bool:
    """Is the last word of `before`, with its full stop, an abbreviation?"""
    stem = before[:-1].rstrip(string.ascii_letters)
    word, behind = before[len(stem) : -1].lower(), stem[-1:]
    if word in _ABBREVIATIONS and not (behind.isalnum() or behind == "_"):
        return True
    return len(word) == 1 and (not behind or behind.isspace() or behind in "(\"“‘'.")
