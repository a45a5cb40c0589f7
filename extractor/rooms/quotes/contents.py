"""Which words of a sentence are the content of a cue: behind it, in front of it, on both sides; and who is told."""

from __future__ import annotations

from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.behind import content_end, content_start, is_clause, is_predicated, phrase_end
from extractor.rooms.quotes.grammar import Range, Words, is_name, np_right
from extractor.rooms.quotes.saying import Saying, has_quote

# A clause before ", X said" has at least so many words when no quotation is in it.
CLAUSE_WORDS = 3


def find_content(ws: Words, saying: Saying, sayings: list[Saying], number: int) -> None:
    """Set what is said: where the content of `saying` begins and ends."""
    end = _line_end(ws)
    last = saying.cue[1]
    if saying.verb is None:
        _according_content(ws, saying, end)
        return
    tail = max(last, saying.source[1]) if saying.inverted and saying.source else last
    if _content_quoted_before(ws, saying, sayings, number, tail, end):
        return
    start = content_start(ws, saying, tail + 1, end)
    if saying.passive and saying.source is None and start is not None and ws[start].lower in ("to", "not"):
        return
    if start is not None and not (saying.inverted and ws[start].quote is None):
        stop = content_end(ws, start, end, sayings, number)
        quoted = has_quote(ws, start, stop)
        before = ws[saying.cue[0] - 1] if saying.cue[0] else None
        gerund = (
            saying.verb.form == "ing" and before is not None and before.is_a("prep", "conj") and before.lower != "by"
        )
        if gerund and not quoted and ws[start].lower not in ("that", "if", "whether", "to"):
            return
        if saying.verb.takes("s") and not quoted:
            if not is_predicated(ws, start, stop, saying.verb):
                return
            stop = phrase_end(ws, start, stop)
        elif saying.verb.takes("n") and not quoted and not is_clause(ws, start, stop, saying.verb):
            if saying.cue[0] and ws[saying.cue[0] - 1].is_a("prep", "conj"):
                return
            stop = phrase_end(ws, start, stop)
        if stop >= start:
            saying.contents = [(start, stop)]
    if not saying.contents or _is_interrupted(ws, saying, start):
        _content_before(ws, saying, sayings, number, tail)


def _content_quoted_before(ws: Words, saying: Saying, sayings: list[Saying], number: int, tail: int, end: int) -> bool:
    """`"…," X said`, with nothing between the mark and the source: that is the content, and so is `, "…"` behind the cue."""
    verb = saying.verb
    if (
        verb is None
        or saying.source is None
        or saying.shared
        or saying.passive
        or not verb.takes("qtx")
        or (not verb.takes("q") and verb.takes("n") and not saying.inverted and not verb.takes("x"))
    ):
        return False
    first = min(saying.source[0], saying.cue[0])
    at = first - 1
    while at >= 0 and ws[at].is_mark and ws[at].text in ",—–-":
        at -= 1
    if at < 0 or ws[at].quote is None:
        return False
    after = ws[tail + 1] if tail + 1 < len(ws) else None
    if after is not None and after.quote is not None:
        return False
    _content_before(ws, saying, sayings, number, tail, tagged=True)
    if not saying.contents:
        return False
    if verb.takes("a") and not saying.inverted and tail + 1 <= end:
        saying.addressee = np_right(ws, tail + 1)
    stop = next((s.cue[0] for s in sayings[number + 1 :]), len(ws))
    for m in range(tail + 1, min(end + 1, stop)):
        if ws[m].quote is not None and (ws[m - 1].text in ",:—–" or (ws[m - 1].is_a("and") and ws[m - 2].text == ",")):
            saying.contents.append((m, m))
            saying.order = "inside"
            break
    return True


def _line_end(ws: Words) -> int:
    """The last word of the sentence without its final mark."""
    end = len(ws) - 1
    while end >= 0 and ws[end].is_mark and ws[end].text not in ")]%":
        end -= 1
    return end


def _is_interrupted(ws: Words, saying: Saying, start: int | None) -> bool:
    """`…, X said, …`: is the cue with its source a parenthesis, so that the content begins before it?"""
    if start is None or saying.clause == 0 or saying.shared:
        return False
    first = min(saying.source[0] if saying.source else saying.cue[0], saying.cue[0])
    before = ws[first - 1] if first else None
    opens = before is not None and (before.quote is not None or before.text == ",")
    tail = max(saying.cue[1], saying.source[1] if saying.source and saying.inverted else 0)
    after = ws[tail + 1] if tail + 1 < len(ws) else None
    return (
        opens
        and after is not None
        and after.text in ",—–"
        and (ws[start].quote is not None or (before is not None and before.text == ","))
    )


def _content_before(
    ws: Words, saying: Saying, sayings: list[Saying], number: int, tail: int, *, tagged: bool = False
) -> None:
    """`…, X said` and `"…," X said`: everything in the sentence before the cue's clause.

    `tagged`: a quotation stands right in front of the source, so that nothing else can be meant.
    """
    verb = saying.verb
    if verb is None or (saying.shared and ws[saying.cue[0] - 1].quote is None) or saying.passive:
        return
    first = min(saying.source[0], saying.cue[0]) if saying.source else saying.cue[0]
    if first == 0:
        return
    at = first - 1
    if ws[at].lower in ("and", "but", "as", "he", "so") and at:
        if ws[at].lower != "as":
            return
        at -= 1
    mark = ws[at]
    if not (mark.quote is not None or mark.text in ",—–?!" or mark.text in (")", "--")):
        return
    if not verb.takes("qt") and not (verb.takes("x") and has_quote(ws, 0, at)):
        return
    if not tagged and not _ends_tag(ws, tail + 1):
        return
    begin, stop = _clause_before(ws, at, [other for other in sayings[:number] if other.cue[1] < first])
    if stop < begin:
        return
    end = _line_end(ws)
    around = (
        not saying.contents
        and tail + 2 < end
        and ws[tail + 1].text == ","
        and ws[at].text == ","
        and _goes_on_plainly(ws, tail + 2)
    )
    if (
        not around
        and not saying.contents
        and not has_quote(ws, begin, stop)
        and (stop - begin + 1 < CLAUSE_WORDS or not grammar.has_clause(ws, begin, stop))
    ):
        return
    if around:
        saying.contents = [(tail + 2, end)]
    saying.order = "behind" if not saying.contents else "inside"
    saying.contents.insert(0, (begin, stop))


def _clause_before(ws: Words, at: int, earlier: list[Saying]) -> Range:
    """The words up to `at` without the marks around them: from the start of the sentence, or behind a cue whose content ended there."""
    begin, stop = 0, at
    for other in reversed(earlier):
        if other.order == "behind":
            begin = max(other.cue[1], other.source[1] if other.source else 0) + 1
            break
    while begin < at and (ws[begin].is_mark and ws[begin].text not in "($"):
        begin += 1
    while stop > begin and ws[stop].is_mark and ws[stop].text not in ")]%":
        stop -= 1
    return begin, stop


def _ends_tag(ws: Words, k: int) -> bool:
    """Behind `…, X said`: an end, a mark, or adverbials, but no object ("as he wrote three letters")."""
    if k >= len(ws) or ws[k].quote is not None or ws[k].is_mark:
        return True
    word = ws[k]
    return (
        word.is_a("prep", "time", "adv", "and", "conj", "obj", "rel")
        or word.is_adverb
        or word.lower.endswith("ing")
        or is_name(word)
        or any(w.quote is not None for w in ws[max(0, k - 6) : k])
        or (
            word.lower in ("this", "the", "a", "that")
            and any(
                w.is_a("time") or w.lower in ("week", "month", "year", "day", "reporters", "crowd")
                for w in ws[k : k + 4]
            )
        )
    )


def _goes_on_plainly(ws: Words, k: int) -> bool:
    """Behind `…, X said,`: does the content go on, and not the reporter (`adding that`, `who`, `a Democrat`)?"""
    return not (ws[k].quote is not None or ws[k].is_a("rel", "and") or ws[k].lower.endswith("ing"))


def _according_content(ws: Words, saying: Saying, end: int) -> None:
    k = saying.cue[0]
    after = max(saying.cue[1], saying.source[1] if saying.source else 0) + 1
    if k <= 1:
        start = next(
            (m + 1 for m in range(after, min(end, after + grammar.APPOSITION_WORDS)) if ws[m].text == ","), None
        )
        if start is not None and start <= end:
            saying.contents = [(start, end)]
        return
    stop = k - 1
    while stop > 0 and ws[stop].is_mark and ws[stop].text not in ")]%":
        stop -= 1
    saying.contents = [(0, stop)]
    saying.order = "behind"
    if (
        after + 1 <= end
        and ws[after].text == ","
        and ws[k - 1].text == ","
        and (ws[after + 1].quote is not None or not grammar.has_clause(ws, 0, stop))
    ):
        saying.contents.append((after + 1, end))
        saying.order = "inside"
