"""Acts of reporting in one sentence: the cue, who is its source, who is told, and which words are the content.

Works on the words of a `Line`, in which a quotation is one word. Three orders: cue first (X said that …), content first
("…," X said), content around (…, X said, …).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.contents import find_content
from extractor.rooms.quotes.cues import Verb, is_a, phrase_heads, phrases
from extractor.rooms.quotes.grammar import Words, is_name, np_right
from extractor.rooms.quotes.lines import Line
from extractor.rooms.quotes.saying import Saying, has_quote
from extractor.rooms.quotes.sources import find_source, parsed_source
from extractor.rooms.quotes.stripped import opening_name
from extractor.rooms.quotes.syntax import Parse
from extractor.rooms.quotes.words import Word

# Determiners that stand alone as well: "some said".
_PRONOUNS_TOO = frozenset(("some", "many", "most", "both", "one", "those", "few", "all", "that"))
# Whose words they are, says a phrase of so many words: "in the former mayor's words".
OWNER_WORDS = 7


def leaves_open(line: Line, cues: Sequence[Saying], sayings: Sequence[Saying]) -> bool:
    """Do the words leave open who says something, so that a parse may tell? `sayings`: what `find_sayings` made of `cues`.

    A name, a pronoun and the phrase that opens the sentence are the source; another phrase, a source shared with the cue before
    and one that stands apart may be wrong.
    """
    ws = line.words
    if line.stripped:
        return False
    if any(saying.verb is not None and not saying.passive and _is_doubtful(ws, saying) for saying in sayings):
        return True
    kept = {saying.cue for saying in sayings}
    return any(
        cue.verb is not None and cue.cue not in kept and cue.verb.form in ("past", "s") and _stands_apart(ws, cue)
        for cue in cues
    )


def _is_doubtful(ws: Words, saying: Saying) -> bool:
    """May somebody else say so than the words around the verb have it?"""
    if saying.source is None or saying.shared:
        return True
    first, last = saying.source
    if first == 0 or all(is_name(w) or w.is_a("pron") for w in ws[first : last + 1]):
        return False
    if not any(has_quote(ws, a, b) for a, b in saying.contents):
        return True
    # By a quotation, a phrase beside the verb that begins behind a mark is whole.
    near = last + 1 == saying.cue[0] or first == saying.cue[1] + 1
    return near and ws[first - 1].quote is None and not ws[first - 1].is_mark


def _stands_apart(ws: Words, cue: Saying) -> bool:
    """Is the subject of the verb not where the words look for it: behind a mark, or nowhere?"""
    before, _ = grammar.back_over_adverbs(ws, cue.cue[0])
    return cue.source is None or before < 0 or ws[before].is_mark


def find_cues(line: Line, parse: Parse | None = None) -> list[Saying]:
    """Every cue of the line with its source, in order.

    With a parse, it decides what is a verb and who is its subject; without one the words do.
    """
    ws = line.words
    found: list[Saying] = []
    for saying in _find_cues(ws, line, parse):
        if found and found[-1].verb is None and found[-1].source and saying.cue[0] <= found[-1].source[1]:
            continue  # according to reports: a noun
        find_source(ws, saying, found)
        if parse is not None:
            parsed_source(ws, saying, parse, found)
        if line.stripped and saying.source and saying.source[0] > 0 and not any(s.source for s in found):
            name = opening_name(ws)
            if name is not None and not ws[saying.source[0]].is_a("pron", "rel"):
                saying.source, saying.clause = name, 0
        found.append(saying)
    return found


def find_sayings(line: Line, cues: Sequence[Saying]) -> list[Saying]:
    """Every act of reporting in the line: the cues that report something, with its words."""
    ws = line.words
    found = [
        saying
        for saying in cues
        if saying.source or saying.passive or saying.shared or saying.rule != "verb" or saying.cue[0] == 0
    ]
    found = [
        saying
        for saying in found
        if saying.source is None
        or any(w.text[0].isalpha() or w.text[0] in "@#$" for w in ws[saying.source[0] : saying.source[1] + 1])
    ]
    for saying in found:
        if saying.source and saying.source[1] > saying.source[0] and ws[saying.source[0]].is_a("rel", "conj"):
            first, last = saying.source
            # "who last year said": the relative alone; "that the mayor said": without the conjunction
            adverbial = ws[first + 1].is_a("prep", "time", "adv")
            saying.source = (first, first) if adverbial else (first + 1, last)
    for number, saying in enumerate(found):
        find_content(ws, saying, found, number)
    return [saying for saying in found if saying.contents or (line.stripped and saying.clause == 0 and saying.source)]


def _find_cues(ws: Words, line: Line, parse: Parse | None) -> list[Saying]:
    found: list[Saying] = []
    behind = 0  # the word behind the last cue
    for k in [k for k, word in enumerate(ws) if word.may_be_cue]:
        if k >= behind and (saying := _cue_at(ws, k, line, parse)) is not None:
            found.append(saying)
            behind = saying.cue[1] + 1
    return found


def _cue_at(ws: Words, k: int, line: Line, parse: Parse | None) -> Saying | None:
    """The cue that begins with word `k`."""
    lower = ws[k].lower
    if lower == "according" and k + 1 < len(ws) and ws[k + 1].lower == "to":
        return Saying((k, k + 1), None, None, k, rule="according to")
    if lower == "in" and (words := _in_words_of(ws, k)) is not None:
        return words
    verb, last = _verb_at(ws, k)
    if verb is None or not _reports(ws, k, last, verb, line) or _is_no_verb(ws, k, parse):
        return None
    return Saying((k, last), verb, None, k)


def _in_words_of(ws: Words, k: int) -> Saying | None:
    """`in Roe's words`, `in the words of Jane Roe`, from the "in" at word `k`."""
    if [w.lower for w in ws[k + 1 : k + 4]] == ["the", "words", "of"]:
        source = np_right(ws, k + 4)
        return Saying((k, k + 3), None, source, k, rule="in words") if source else None
    for m in range(k + 2, min(len(ws), k + OWNER_WORDS)):
        if ws[m].lower == "words":
            owned = ws[m - 1].lower.endswith(("'s", "s'")) or ws[m - 1].is_a("poss") or ws[m - 1].text in "'’"
            return Saying((k, m), None, (k + 1, m - 1), k, rule="in words") if owned else None
    return None


def _is_no_verb(ws: Words, k: int, parse: Parse | None) -> bool:
    """Does the tagger call the word at `k` a noun or an adjective, where no quotation next to it speaks against that?"""
    if parse is None or not parse.tag[k] or parse.tag[k].startswith("VB"):
        return False
    verb = ws[k].verb
    if (
        verb
        and verb.form == "base"
        and k
        and ws[k - 1].lower.endswith("s")
        and k + 1 < len(ws)
        and ws[k + 1].lower == "that"
    ):
        return False
    return not any(ws[m].quote is not None for m in range(max(0, k - 4), min(len(ws), k + 4)))


def _verb_at(ws: Words, k: int) -> tuple[Verb | None, int]:
    """A reporting verb or phrase that starts with word `k`, and its last word."""
    word = ws[k]
    head = phrase_heads().get(word.lower)
    if head is not None and k + 1 < len(ws):
        behind = ws[k + 1]
        for phrase in phrases()[head.base]:
            at = k + 1 + (behind.is_adverb and behind.lower != phrase.words[0])
            if at < len(ws) and ws[at].lower == phrase.words[0] and _goes_on_with(ws, at, phrase.words):
                return replace(head, frames=phrase.frames), at + len(phrase.words) - 1
    return word.verb, k


def _goes_on_with(ws: Words, at: int, words: Sequence[str]) -> bool:
    return at + len(words) <= len(ws) and all(ws[at + m].lower == word for m, word in enumerate(words))


def _reports(ws: Words, k: int, last: int, verb: Verb, line: Line) -> bool:
    """Is the form at `k` a verb that reports here, and no noun, adjective or name?"""
    after = ws[last + 1] if last + 1 < len(ws) else None
    if ws[k].text[0].isupper() and not line.headline:
        opens = k == 0 and verb.form in ("past", "ing")
        if not opens or (after is not None and after.verb is not None):
            return False
    j, passed = grammar.back_over_adverbs(ws, k)
    if not passed and k and ws[k - 1].quote is None and _is_ruled_out(ws, k, verb):
        return False
    if verb.form == "base":
        return _base_reports(ws, k, j, passed, after)
    return (
        verb.form != "s" or after is None or has_quote(ws, max(0, k - 6), k - 1) or not _is_plural(ws, j, verb, after)
    )


def _is_ruled_out(ws: Words, k: int, verb: Verb) -> bool:
    """Does the word in front of `k` say that the form is no verb: "their claims", "making calls", "cited leaked letters"?"""
    before = ws[k - 1]
    if before.is_a("poss") or (before.is_a("det") and before.lower not in _PRONOUNS_TOO):
        return True
    if before.is_a("prep") and before.lower != "to" and verb.form != "ing":
        return True
    if verb.form in ("base", "s"):
        owned = before.lower.endswith(("'s", "s'")) and not is_a(before.lower.split("'")[0], "pron")
        return owned or (before.lower.endswith("ing") and before.text.islower())
    return (
        verb.form == "past"
        and before.text.islower()
        and k > 1
        and (before.lower.endswith("ing") or (before.verb is not None and grammar.is_finite(ws, k - 1)))
    )


def _base_reports(ws: Words, k: int, j: int, passed: set[str], after: Word | None) -> bool:
    """Does the base form at `k` report: behind an auxiliary, "to" or a plural? `j` is the word before it and its adverbs."""
    before = ws[k - 1] if k else None
    if before is not None and before.lower == "that" and not (k > 1 and ws[k - 2].lower.endswith("s")):
        return False
    if not passed.isdisjoint(("modal", "do")) or (before is not None and before.lower == "to"):
        return True
    # A plural subject, or a form that is a noun as well: what follows must look like content.
    if j < 0 or ws[j].quote is not None or (ws[j].is_mark and ws[j].text != ","):
        return False
    plural = (
        ws[j].lower in ("i", "we", "they", "you", "who", "and", "that", "people")
        or (ws[j].text.islower() and ws[j].lower.endswith("s"))
        or ws[j].text[:1].isupper()
    )
    return plural and (
        after is None
        or after.quote is not None
        or after.is_mark
        or after.is_a("rel", "det", "poss", "pron", "obj", "conj", "prep")
        or is_name(after)
        or after.text.islower()
    )


def _is_plural(ws: Words, j: int, verb: Verb, after: Word) -> bool:
    """Is a form in -s a noun, by the word `after` it: "claims of fraud", "reports are"? `j` is the word before it and its adverbs."""
    if verb.base == "say" or not (
        after.is_a("be", "have", "modal", "and")
        or after.lower in ("of", "by", "from", "about", "against", "for", "on", "in")
        or after.text in ".;"
    ):
        return False
    subject = j >= 0 and ws[j].quote is None and (is_name(ws[j]) or ws[j].is_a("pron"))
    return not subject or after.lower in ("of", "are", "were", "have")
