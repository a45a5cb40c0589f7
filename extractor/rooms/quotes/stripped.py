"""Text whose marks were stripped: where its sentences probably end, and what in it is speech word for word.

"… the race was called we won she said and we will win again ms roe faces mr poe …" has no mark left to go by. A sentence is
taken to begin where a subject with a finite verb follows a clause that is complete; speech is what speaks of I and we next to
a cue whose source is somebody else.
"""

from __future__ import annotations

from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.grammar import Words, is_name
from extractor.rooms.quotes.lines import Line

FIRST_PERSON = frozenset(("i", "we", "my", "our", "us", "me", "i'm", "we're", "i've", "we've", "i'd", "we'll", "i'll"))
_SUBJECTS = frozenset(("i", "he", "she", "we", "they", "it", "there", "you"))
_TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "sen", "gov", "rep", "senator", "governor", "representative", "president")
)


def cut_stripped(line: Line) -> list[Line]:
    """The line (a paragraph without marks) cut where its sentences probably begin."""
    ws = line.words
    starts = [0]
    complete = False  # has the sentence its finite verb?
    for k in range(1, len(ws)):
        if complete and _may_end(ws, k - 1) and _opens_sentence(ws, k):
            starts.append(k)
            complete = False
        complete = complete or grammar.is_finite(ws, k)
    return [line.piece(first, stop, stripped=True) for first, stop in zip(starts, [*starts[1:], len(ws)], strict=True)]


def _may_end(ws: Words, k: int) -> bool:
    """May a sentence end with word `k`?"""
    word = ws[k]
    if word.is_mark:
        return word.text not in ",(-–—"
    if word.is_a("prep", "det", "poss", "conj", "rel", "and", "be", "have", "do", "modal", "mental") and not word.is_a(
        "time"
    ):
        return False
    if word.lower in _TITLES or word.lower in ("not", "last", "next", "late", "early"):
        return False
    passive = k > 0 and ws[k - 1].is_a("be")
    return passive or not grammar.is_finite(ws, k)


def _opens_sentence(ws: Words, k: int) -> bool:
    """Does a subject with its finite verb begin at word `k` (over "and" or "but")?"""
    if ws[k].lower in ("and", "but") and k + 1 < len(ws):
        k += 1
    word = ws[k]
    if word.lower in _SUBJECTS or (word.lower == "this" and k + 1 < len(ws) and ws[k + 1].is_a("be")):
        at = k + 1
    elif is_name(word) or (word.lower in _TITLES and k + 1 < len(ws) and is_name(ws[k + 1])):
        at = k + 1
        while at < len(ws) and (
            is_name(ws[at])
            or ws[at].lower == "s"
            or (ws[at - 1].lower == "s" and not grammar.is_finite(ws, at))
            or (ws[at - 2].lower == "s" and not grammar.is_finite(ws, at))
        ):
            at += 1
        if at < len(ws) and (ws[at].is_a("det") or ws[at].text.isdigit()):
            # "roe 60 a teacher who … said": an apposition that lost its commas
            return _has_verb_soon(ws, at)
    elif word.is_a("det", "poss") and not word.is_a("rel"):
        subject = grammar.np_right(ws, k)
        if subject is None or subject[1] == k:
            return False
        at = subject[1] + 1
    else:
        return False
    while at < len(ws) and (ws[at].is_adverb or ws[at].is_a("adv")):
        at += 1
    return at < len(ws) and grammar.is_finite(ws, at)


def _has_verb_soon(ws: Words, k: int) -> bool:
    return any(w.verb is not None and w.lower.endswith(("d", "s")) for w in ws[k : k + grammar.APPOSITION_WORDS])


def is_spoken(ws: Words, first: int, last: int) -> bool:
    """Do these words speak of I and we, as nobody does who reports?"""
    return any(w.lower in FIRST_PERSON for w in ws[first : last + 1])


def opening_name(ws: Words) -> tuple[int, int] | None:
    """The name that opens a sentence with an apposition behind it: `jane roe 60 a teacher who …`."""
    if not ws or not (is_name(ws[0]) or ws[0].lower in _TITLES):
        return None
    last = 0
    while last + 1 < len(ws) and is_name(ws[last + 1]):
        last += 1
    after = ws[last + 1] if last + 1 < len(ws) else None
    if after is not None and (after.text.isdigit() or after.is_a("det") or after.lower == "who"):
        return 0, last
    return None
