"""Quotation marks, found on characters, paragraph by paragraph, before any tokenizer.

Which way a mark faces is read from its neighbours first and from its shape second: news arrives with straight marks, with
curly ones, with both in one sentence, with two apostrophes for a mark, and with curls that face the wrong way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Stretch(NamedTuple):
    """A stretch between marks; `start` and `end` with the marks, `inner_start` and `inner_end` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    continues: bool
    mark: str
    depth: int


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    lean: int  # what the neighbours say: 1 opens, -1 closes, 0 either
    shape: int  # what the character says


# (One set of characters stands first in each, so that a text is skipped through to the next of them.)
_DOUBLE = re.compile(r"[\"“”„‟«»″'`’‘](?:(?<=[\"“”„‟«»″])|(?<=')''?|(?<=`)`|(?<=’)’|(?<=‘)‘)")
# An apostrophe between two letters neither opens nor closes.
_SINGLE = re.compile(r"['‘’`](?<!['‘’`].)(?!['’‘`]|(?<=[^\W_].)[^\W_])")
# The attributes of left-over mark-up (<a href="…">) are no quotations.
_TAG = re.compile(r"<[A-Za-z/!][^<>\n]*>")
_LETTER = re.compile(r"[^\W_]")
_SHAPE = {"“": 1, "„": 1, "«": 1, "``": 1, "‘‘": 1, "‘": 1, "`": 1, "”": -1, "»": -1, "’": -1}
_OPENING = "([{—–-/…"
_CLOSING = ".,;:!?)]}—–-/…"
_ANY_MARK = "\"'“”„‟«»‘’`"
# Words that begin with an apostrophe: 'em, 'til, 'tis, '90s, rock 'n' roll.
_ELISION = re.compile(r"(?:em|til|till|twas|tis|cause|cuz|bout|round|n|neath|\d\ds?)\b", re.IGNORECASE)
# A stretch opened inside one of its own kind and closed again after so few words is nested: a "GREAT "X" day".
NESTED_WORDS = 6


def find_marks(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Every quoted stretch in reading order, nested ones (depth 1 and more) after the one around them.

    A mark that never closes runs to the end of its paragraph (`closed` False); a paragraph that goes on with the speech of the
    one before it has `continues` set. Apostrophes and the marks of left-over mark-up are passed over.

    >>> text = "“It’s ‘over’ now,\\" she said."
    >>> [(text[s.inner_start : s.inner_end], s.depth) for s in find_marks(text, [(0, len(text))])]
    [('It’s ‘over’ now,', 0), ('over', 1)]
    """
    found: list[Stretch] = []
    running = False  # did the paragraph before end inside a quotation?
    for start, end in paragraphs:
        tags = [match.span() for match in _TAG.finditer(text, start, end)] if text.find("<", start, end) >= 0 else []
        doubles = _double_stretches(text, start, end, tags, running=running)
        singles = _single_stretches(text, start, end, tags, doubles)
        running = False
        if doubles or singles:
            stretches = [s for s in _nest(doubles + singles) if _LETTER.search(text, s.inner_start, s.inner_end)]
            found += stretches
            outermost = [s for s in stretches if s.depth == 0]
            running = bool(outermost) and not outermost[-1].closed and outermost[-1].end == end
    return found


def _read(pattern: re.Pattern[str], text: str, start: int, end: int, tags: Sequence[tuple[int, int]]) -> list[_Mark]:
    marks = []
    starts = [tag[0] for tag in tags]
    for match in pattern.finditer(text, start, end):
        begin, stop = match.span()
        at = bisect_left(starts, begin + 1) - 1 if starts else -1
        if at >= 0 and begin < tags[at][1]:
            continue
        before = text[begin - 1] if begin > start else " "
        after = text[stop] if stop < end else " "
        free_before = before.isspace() or before in _OPENING or before in _ANY_MARK
        free_after = after.isspace() or after in _CLOSING or after in _ANY_MARK
        # A dash or a bracket touches marks on both sides; a full stop or comma closes what stands before it.
        lean = free_before - free_after
        if lean == 0 and before.isspace() and not after.isspace():
            lean = 1
        elif lean == 0 and after.isspace() and not before.isspace():
            lean = -1
        elif lean == 0 and before in ".,!?" and not after.isupper():
            # (Before a capital a space was lost: it may close one sentence or open the next.)
            lean = -1
        printed = match.group()
        marks.append(_Mark(begin, stop, printed, lean, _SHAPE.get(printed, 0)))
    return marks


def _double_stretches(
    text: str, start: int, end: int, tags: Sequence[tuple[int, int]], *, running: bool
) -> list[Stretch]:
    marks = _read(_DOUBLE, text, start, end, tags)
    found: list[Stretch] = []
    opened: list[_Mark] = []  # at most two: the outer and one nested in it

    def close(mark: _Mark) -> None:
        begin = opened.pop()
        continues = running and not opened and not found and begin.start == start
        found.append(Stretch(begin.start, mark.end, begin.end, mark.start, True, continues, begin.text, 0))

    def give_up(stop: int) -> None:
        """What was opened never closed: it ends at `stop`."""
        begin = opened[0]
        opened.clear()
        stop = start + len(text[start:stop].rstrip())
        continues = running and not found and begin.start == start
        found.append(Stretch(begin.start, stop, begin.end, stop, False, continues, begin.text, 0))

    for index, mark in enumerate(marks):
        if not opened:
            if _inches(text, mark):
                continue
            if mark.lean > 0 or (mark.lean == 0 and mark.shape >= 0) or mark.start == start:
                opened.append(mark)
            elif not found and (running or _lost_opener(text, start, mark)):
                # The paragraph begins inside the quotation: its opening mark was lost, or it only closes here.
                found.append(Stretch(start, mark.end, start, mark.start, running, running, mark.text, 0))
            continue
        facing = mark.lean or mark.shape or -1
        if mark.shape < 0 and mark.lean >= 0 and opened[-1].shape > 0 and not _opens_again(text, marks, index):
            facing = -1
        if facing < 0:
            if len(opened) == 2 and _pairs(opened[0], mark) and not _pairs(opened[1], mark):
                opened.pop()
            close(mark)
        elif len(opened) == 1 and _is_nested(text, marks, index, opened[0]):
            opened.append(mark)
        elif len(opened) == 1:
            give_up(mark.start)
            opened.append(mark)
    if opened:
        give_up(end)
    return found


def _inches(text: str, mark: _Mark) -> bool:
    """6'2" is a height: a straight mark behind a digit that nothing has opened."""
    return mark.text in ('"', "''", "″") and text[mark.start - 1 : mark.start].isdigit() and mark.lean <= 0


def _lost_opener(text: str, start: int, mark: _Mark) -> bool:
    """Does this closing mark end speech that began with the paragraph? Large initials often swallow the opening mark."""
    return (
        text[mark.start - 1 : mark.start] in (",", "?", "!")
        and bool(re.match(r"\s*(?:[a-z]|[A-Z]\w*\s+\w+)", text[mark.end : mark.end + 40]))
        and mark.start - start < 600
    )


def _pairs(opener: _Mark, closer: _Mark) -> bool:
    """Are both of one kind: curly with curly, guillemets with guillemets, straight with straight?"""
    return {opener.text, closer.text} in ({"“", "”"}, {"«", "»"}, {'"'}, {"''"}, {"``", "''"}, {"‘‘", "’’"}, {"’’"})


def _opens_again(text: str, marks: Sequence[_Mark], index: int) -> bool:
    """Does a closing curl face the wrong way: does it open a second stretch although its shape says that it closes?"""
    mark = marks[index]
    return (
        mark.lean > 0
        and index + 1 < len(marks)
        and marks[index + 1].lean < 0
        and text[mark.start - 2 : mark.start - 1] in ".!?,:"
    )


def _is_nested(text: str, marks: Sequence[_Mark], index: int, outer: _Mark) -> bool:
    """Does an opening mark inside an open stretch begin a nested one, rather than follow a stretch that was never closed?"""
    mark, rest = marks[index], marks[index + 1 : index + 3]
    if len(rest) < 2 or rest[0].lean > 0 or rest[1].lean > 0:
        return False
    words = text[mark.end : rest[0].start].count(" ") + 1
    return words <= NESTED_WORDS or (not _pairs(outer, mark) and mark.text != outer.text)


def _single_stretches(
    text: str, start: int, end: int, tags: Sequence[tuple[int, int]], doubles: Sequence[Stretch]
) -> list[Stretch]:
    """Stretches between single marks: nested in double ones, in headlines, and as the outer marks of British papers."""
    marks = _read(_SINGLE, text, start, end, tags)
    if not marks:
        return []
    region = _regions(marks, sorted(doubles))
    found: list[Stretch] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        if not _opens_single(text, mark):
            continue
        best = None
        at = index
        while at < len(marks):
            other = marks[at]
            if _opens_single(text, other) and other.shape >= 0:
                # A nested or a new stretch: what is open so far is an apostrophe, unless a closer was seen.
                break
            if region[at] == region[index - 1] and _closes_single(text, other, end):
                if not _may_be_possessive(text, other, end):
                    best = at
                    break
                best = at if best is None else best
            at += 1
        if best is None:
            continue
        other = marks[best]
        found.append(Stretch(mark.start, other.end, mark.end, other.start, True, False, mark.text, 0))
        index = best + 1
    return found


def _regions(marks: Sequence[_Mark], doubles: Sequence[Stretch]) -> list[int]:
    """For each mark the double stretch (by number) that it stands in, -1 outside: a pair never crosses a double mark."""
    out, at = [], 0
    for mark in marks:
        while at < len(doubles) and doubles[at].end <= mark.start:
            at += 1
        out.append(at if at < len(doubles) and doubles[at].start <= mark.start else -1)
    return out


def _opens_single(text: str, mark: _Mark) -> bool:
    after = text[mark.end : mark.end + 1]
    before = text[mark.start - 1 : mark.start] if mark.start else ""
    free = not before or before.isspace() or before in '([{—–"“”'
    return free and (after.isalnum() or after in '$£€[@#“"') and not _ELISION.match(text, mark.end)


def _closes_single(text: str, mark: _Mark, end: int) -> bool:
    before = text[mark.start - 1]
    after = text[mark.end] if mark.end < end else " "
    return not before.isspace() and not after.isalnum()


def _may_be_possessive(text: str, mark: _Mark, end: int) -> bool:
    """The voters' choice, runnin' for office: an s or n, a mark, and a word in lower case."""
    after = text[mark.end : min(mark.end + 2, end)]
    return text[mark.start - 1] in "snz" and len(after) == 2 and after[0] == " " and after[1].islower()


def _nest(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In reading order with their depth; of two that cross, the later is dropped."""
    found: list[Stretch] = []
    around: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (s.start, -s.end)):
        while around and around[-1].end <= stretch.start:
            around.pop()
        if around and stretch.end > around[-1].end:
            continue
        stretch = stretch._replace(depth=len(around))
        around.append(stretch)
        found.append(stretch)
    return found
