"""Acts of reporting in one sentence: the cue, who is its source, who is told, and which words are the content.

Works on the words of a `Line`, in which a quotation is one word. Three orders: cue first (X said that …), content first
("…," X said), content around (…, X said, …).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractor.language.found import Place
from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.cues import Verb, is_a, is_adverb, nouns, phrase_heads, phrases, verb_forms
from extractor.rooms.quotes.grammar import Range, Words, is_name, np_left, np_right
from extractor.rooms.quotes.stripped import opening_name
from extractor.rooms.quotes.syntax import Parse
from extractor.rooms.quotes.words import Line


@dataclass(slots=True)
class Saying:
    """One act of reporting in a sentence; places are first and last word, both inclusive."""

    cue: Range
    verb: Verb | None
    source: Range | None
    clause: int  # the first word of the clause that the cue governs
    contents: list[Range] = field(default_factory=list)
    addressee: Range | None = None
    rule: str = "verb"
    shared: bool = False  # the source is that of the cue before it
    passive: bool = False
    negated: bool = False
    inverted: bool = False
    order: str = "before"  # the cue stands before, behind or inside its content
    spoken: bool = False  # word for word, though no mark says so
    lead: Place | None = None  # content in the sentence before, in text without marks


# Verbs that need to say who is told never stand before their subject: "…," told CNN is no English.
_NEVER_INVERTED = frozenset(("tell", "assure", "reassure", "remind", "inform"))
# Words in -ing behind a comma that begin no clause of the reporter's.
_NO_PARTICIPLE = frozenset(("including", "regarding", "concerning", "excluding", "according", "everything", "something", "nothing", "anything", "during", "depending"))
# A clause before ", X said" has at least so many words when no quotation is in it.
CLAUSE_WORDS = 3


def may_report(line: Line) -> bool:
    """Does any word of the line look like a cue, so that a parse may pay?"""
    return bool(_find_cues(line.words, line, None))


def find_sayings(line: Line, parse: Parse | None = None) -> list[Saying]:
    """Every act of reporting in the line, in the order of the cues, with its contents.

    With a parse, it decides what is a verb, who is its subject and how far its clause reaches; without one the words do.
    """
    ws = line.words
    cues = _find_cues(ws, line, parse)
    found: list[Saying] = []
    for saying in cues:
        if found and found[-1].verb is None and found[-1].source and saying.cue[0] <= found[-1].source[1]:
            continue  # according to reports: a noun
        _find_source(ws, saying, found)
        if parse is not None:
            _parsed_source(ws, saying, parse, found)
        if line.stripped and saying.source and saying.source[0] > 0 and not any(s.source for s in found):
            name = opening_name(ws)
            if name is not None and not is_a(ws[saying.source[0]].lower, "pron", "rel"):
                saying.source, saying.clause = name, 0
        found.append(saying)
    found = [saying for saying in found if saying.source or saying.passive or saying.shared or saying.rule != "verb" or saying.cue[0] == 0]
    found = [saying for saying in found if saying.source is None or any(w.text[0].isalpha() or w.text[0] in "@#$" for w in ws[saying.source[0] : saying.source[1] + 1])]
    for saying in found:
        if saying.source and saying.source[1] > saying.source[0] and ws[saying.source[0]].lower in ("that", "which", "who", "because", "if", "when"):
            saying.source = (saying.source[0] + 1, saying.source[1])
    for number, saying in enumerate(found):
        _find_content(ws, saying, found, number)
    return [saying for saying in found if saying.contents or (line.stripped and saying.clause == 0 and saying.source)]


# ------------------------------------------------------------------ cues
def _find_cues(ws: Words, line: Line, parse: Parse | None) -> list[Saying]:
    found: list[Saying] = []
    k = 0
    while k < len(ws):
        word = ws[k]
        if word.quote is not None or not word.text[:1].isalpha():
            k += 1
            continue
        if word.lower == "according" and k + 1 < len(ws) and ws[k + 1].lower == "to":
            found.append(Saying((k, k + 1), None, None, k, rule="according to"))
            k += 2
            continue
        hit = _verb_at(ws, k)
        if hit is not None:
            verb, last = hit
            if _reports(ws, k, last, verb, line) and not _is_no_verb(ws, k, parse):
                found.append(Saying((k, last), verb, None, k))
                k = last + 1
                continue
        k += 1
    return found


def _is_no_verb(ws: Words, k: int, parse: Parse | None) -> bool:
    """Does the tagger call the word at `k` a noun or an adjective, where no quotation next to it speaks against that?"""
    if parse is None or not parse.tag[k] or parse.tag[k].startswith("VB"):
        return False
    verb = verb_forms().get(ws[k].lower)
    if verb and verb.form == "base" and k and ws[k - 1].lower.endswith("s") and k + 1 < len(ws) and ws[k + 1].lower == "that":
        return False
    return not any(ws[m].quote is not None for m in range(max(0, k - 4), min(len(ws), k + 4)))


def _verb_at(ws: Words, k: int) -> tuple[Verb, int] | None:
    """A reporting verb or phrase that starts with word `k`, and its last word."""
    lower = ws[k].lower
    head = phrase_heads().get(lower)
    if head:
        for phrase in phrases()[head.base]:
            at = k + 1
            if at < len(ws) and is_adverb(ws[at].lower, ws[at].text) and ws[at].lower != phrase.words[0]:
                at += 1
            if tuple(w.lower for w in ws[at : at + len(phrase.words)]) == phrase.words:
                return replace(head, frames=phrase.frames), at + len(phrase.words) - 1
    verb = verb_forms().get(lower)
    return (verb, k) if verb else None


def _reports(ws: Words, k: int, last: int, verb: Verb, line: Line) -> bool:
    """Is the form at `k` a verb that reports here, and no noun, adjective or name?"""
    word = ws[k]
    if word.text[0].isupper() and k > 0 and not line.headline:
        return False
    if word.text[0].isupper() and not line.headline and (verb.form in ("base", "s") or (last + 1 < len(ws) and ws[last + 1].lower in verb_forms())):
        return False
    before = ws[k - 1] if k else None
    after = ws[last + 1] if last + 1 < len(ws) else None
    j, passed = grammar.back_over_adverbs(ws, k)
    if before is not None and before.quote is None and not passed:
        if is_a(before.lower, "poss") or (is_a(before.lower, "det") and before.lower not in ("some", "many", "most", "both", "one", "those", "few", "all", "that")):
            return False
        if before.lower.endswith(("'s", "s'")) and not is_a(before.lower.split("'")[0], "pron") and verb.form in ("base", "s"):
            return False
        if is_a(before.lower, "prep") and before.lower != "to" and verb.form != "ing":
            return False
        if verb.form == "past" and before.text.islower() and k > 1 and (before.lower.endswith("ing") or before.lower in verb_forms() and grammar.is_finite(ws, k - 1)):
            return False  # committing repeated errors, noted published reports
        if verb.form in ("base", "s") and before.lower.endswith("ing") and before.text.islower():
            return False  # making calls, raising questions
    if verb.form == "base":
        if before is not None and before.lower == "that" and not (k > 1 and ws[k - 2].lower.endswith("s")):
            return False
        if "modal" in passed or "do" in passed:
            return True
        if before is not None and before.lower == "to":
            return True
        # A plural subject, or a form that is a noun as well: what follows must look like content.
        if j < 0 or ws[j].quote is not None or (ws[j].is_mark and ws[j].text != ","):
            return False
        plural = ws[j].lower in ("i", "we", "they", "you", "who", "and", "that", "people") or (ws[j].text.islower() and ws[j].lower.endswith("s")) or ws[j].text[:1].isupper()
        return plural and (after is None or after.quote is not None or after.is_mark or is_a(after.lower, "rel", "det", "poss", "pron", "obj", "conj", "prep") or is_name(after) or after.text.islower())
    if verb.form == "s" and not _has_quote(ws, max(0, k - 6), k - 1):
        noun = after is not None and (is_a(after.lower, "of", "be", "have", "modal", "and") or after.lower in ("of", "by", "from", "about", "against", "for", "on", "in") or after.text in ".;") and verb.base != "say"
        return not (noun and (j < 0 or not (ws[j].quote is None and (is_name(ws[j]) or is_a(ws[j].lower, "pron"))) or (after is not None and after.lower in ("of", "are", "were", "have"))))
    if verb.form == "past" and "be" in passed and "have" not in passed and not verb.takes("q"):
        return True
    return True


# ------------------------------------------------------------------ sources
def _find_source(ws: Words, saying: Saying, earlier: list[Saying]) -> None:
    k, last = saying.cue
    if saying.verb is None:
        saying.source = _according_source(ws, last + 1)
        saying.clause = k
        return
    verb = saying.verb
    j, passed = grammar.back_over_adverbs(ws, k)
    saying.negated = "not" in passed
    before = ws[j] if j >= 0 else None
    previous = earlier[-1] if earlier else None
    saying.clause = j + 1
    if "be" in passed and verb.form == "past" and not (before is not None and before.text == ","):
        # was told, was asked, is said to: who speaks is not the subject.
        saying.passive = True
        by = next((m for m in range(last + 1, min(len(ws), last + 4)) if ws[m].lower == "by"), None)
        saying.source = np_right(ws, by + 1) if by is not None else None
        subject = np_left(ws, j) if j >= 0 else None
        saying.clause = subject[0] if subject else j + 1
        if last + 2 < len(ws) and ws[last + 1].lower == "as" and ws[last + 2].lower in ("saying", "telling"):
            saying.source, saying.passive = subject, False
        return
    if before is None or before.quote is not None or before.is_mark:
        _source_behind_mark(ws, saying, j, previous)
        return
    if before.lower in ("and", "but", "or", "then"):
        saying.clause = j - 1 if j and ws[j - 1].text == "," else j
        _share(ws, saying, previous, j)
        return
    if before.lower == "to":
        # declined to say, went on to say, is expected to announce: the subject of the verb before.
        _source_of_infinitive(ws, saying, j, previous)
        return
    if before.lower in ("who", "which", "that") and not (before.lower == "that" and j == 0):
        saying.source = (j, j)
        saying.clause = j
        return
    if verb.form == "ing" and "be" not in passed:
        if is_a(before.lower, "prep", "conj"):
            saying.clause = j
            _share(ws, saying, previous, j)
            return
        # "reporters saying": a participle behind its own noun; else it hangs on the clause before it.
        _share(ws, saying, previous, j + 1)
        return
    source = np_left(ws, j)
    if source is None:
        if is_a(before.lower, "conj") and before.lower in ("as", "than", "what"):
            _source_behind_mark(ws, saying, j, previous)
        return
    saying.source = source
    saying.clause = _clause_start(ws, source[0])


def _parsed_source(ws: Words, saying: Saying, parse: Parse, earlier: list[Saying]) -> None:
    """The source as the parser sees it; what the words said stays where it sees none."""
    if saying.verb is None or saying.passive:
        return
    k = saying.cue[0]
    verb = k
    shared = False
    subject: int | None = None
    for _ in range(4):
        subject = parse.child(verb, "nsubj", "csubj")
        if subject is not None or parse.head[verb] == verb:
            break
        passive = parse.child(verb, "nsubj:pass")
        if passive is not None and verb != k:
            subject = passive
            break
        if parse.dep[verb] == "acl" and ws[parse.head[verb]].lower in nouns():
            # "issued a statement calling …": whoever issued it
            verb = parse.head[verb]
            if parse.dep[verb] not in ("obj", "obl"):
                break
        elif parse.dep[verb] not in ("conj", "xcomp", "advcl", "parataxis"):
            break
        verb = parse.head[verb]
        shared = True
    if subject is None or ws[subject].quote is not None:
        return
    first, last = parse.first[subject], parse.last[subject]
    if last >= k and subject < k:
        last = min(last, k - 1)
    while last > first and ((ws[last].is_mark and ws[last].text not in ")]") or is_a(ws[last].lower, "and")):
        last -= 1
    while first < last and ((ws[first].is_mark and ws[first].text not in "([") or is_a(ws[first].lower, "and", "conj")):
        first += 1
    if any(w.quote is not None and len(w.text.split()) > 2 for w in ws[first : last + 1]) or last - first > grammar.APPOSITION_WORDS:
        return
    if first <= k <= last:
        return
    if saying.source is not None and _is_parenthesis(ws, saying):
        return
    if saying.source is not None and not saying.shared and (first > k) == saying.inverted:
        if shared or saying.source[0] <= subject <= saying.source[1]:
            # A phrase next to the verb, with the parser's subject in it: the parser may have cut a name in two.
            return
    if shared and saying.shared and saying.source is not None and earlier and earlier[-1].source == saying.source and verb > earlier[-1].cue[1]:
        # "Roe said the race would go on and urged …": not the race urged
        return
    saying.source = (first, last)
    saying.inverted = first > k
    if shared and verb < k:
        saying.shared = True
    elif first < k:
        saying.shared = False
        saying.clause = _clause_start(ws, first)
    else:
        saying.shared = False
        saying.clause = k


def _is_parenthesis(ws: Words, saying: Saying) -> bool:
    """`…, X said, …`: a cue and its source between two commas."""
    if saying.source is None or saying.source[0] == 0 or saying.cue[1] + 1 >= len(ws):
        return False
    return ws[saying.source[0] - 1].text == "," and ws[saying.cue[1] + 1].text == "," and saying.source[1] < saying.cue[0]


def _clause_start(ws: Words, first: int) -> int:
    """The word that opens the clause of a source: itself, or the conjunction (and comma) before it."""
    k = first
    while k and ws[k - 1].quote is None and (is_a(ws[k - 1].lower, "and", "conj") or ws[k - 1].text == ","):
        k -= 1
        if ws[k].text == ",":
            break
    return k


def _source_behind_mark(ws: Words, saying: Saying, j: int, previous: Saying | None) -> None:
    """The cue stands behind a comma, a dash, a quotation or at the start: inverted, an apposition, a participle, or shared."""
    k, last = saying.cue
    verb = saying.verb
    if verb is None:
        return
    if verb.form == "ing":
        saying.clause = j if j >= 0 and ws[j].text == "," else k
        if j < 0:
            # Calling it a disgrace, Smith …
            comma = next((m for m in range(last + 1, len(ws)) if ws[m].text == "," ), None)
            saying.source = np_right(ws, comma + 1) if comma is not None else None
            saying.rule = "participle"
            return
        _share(ws, saying, previous, j)
        return
    behind = np_right(ws, last + 1) if verb.takes("qtx") and verb.base not in _NEVER_INVERTED and last == k else None
    mark = ws[j] if j >= 0 else None
    if mark is not None and mark.text == "," and (j == 0 or ws[j - 1].quote is None):
        floor = max((m + 1 for m in range(j - 1, -1, -1) if ws[m].text in ";:—–(" or (ws[m].quote is not None and len(ws[m].text.split()) > 4)), default=0)
        head = grammar.over_apposition(ws, j, floor)
        if head and not (behind and _closes_inversion(ws, behind, last)):
            saying.source = head
            saying.clause = _clause_start(ws, head[0])
            return
    if behind is not None and not is_a(ws[last + 1].lower, "obj") and _closes_inversion(ws, behind, last):
        saying.source = behind
        saying.inverted = True
        saying.clause = k
        return
    if mark is not None and mark.text == ")":
        saying.source = np_left(ws, j)
        if saying.source:
            saying.clause = _clause_start(ws, saying.source[0])
        return
    if mark is not None:
        _share(ws, saying, previous, j)


def _closes_inversion(ws: Words, behind: Range, last: int) -> bool:
    """Is the phrase behind the cue its subject ("…," said Smith, a teacher), and not the start of its content?"""
    if behind[0] != last + 1:
        return False
    after = behind[1] + 1
    if after >= len(ws):
        return True
    if ws[after].quote is not None:
        return last > 0 and any(w.quote is not None for w in ws[:last])
    word = ws[after]
    if word.is_mark:
        return True
    if is_a(word.lower, "prep", "rel", "conj", "time", "adv") or word.text.endswith("ing"):
        return not is_a(word.lower, "be", "have", "modal")
    return False


def _share(ws: Words, saying: Saying, previous: Saying | None, j: int) -> None:
    """The subject of the cue before it in the sentence, or else the phrase that opens the sentence."""
    saying.shared = True
    if previous is not None and previous.source is not None and not previous.passive:
        saying.source = previous.source
        return
    saying.source = _first_subject(ws, j)


def _first_subject(ws: Words, before: int) -> Range | None:
    """The subject of the sentence's first finite verb that stands before word `before`."""
    for k in range(1, max(before, 0)):
        if grammar.is_finite(ws, k):
            j, _ = grammar.back_over_adverbs(ws, k)
            if j >= 0 and ws[j].text == ",":
                head = grammar.over_apposition(ws, j, 0)
                if head:
                    return head
            source = np_left(ws, j)
            if source is not None and not is_a(ws[source[0]].lower, "rel"):
                return source
    return None


def _source_of_infinitive(ws: Words, saying: Saying, j: int, previous: Saying | None) -> None:
    k = j - 1
    # Leftwards to the verb that governs the infinitive: "declined", "went on", "took to the stage".
    steps = 0
    while k > 0 and steps < 8 and not ws[k].is_mark and ws[k].quote is None:
        if grammar.is_finite(ws, k) or (ws[k].text.islower() and is_a(ws[k].lower, "have", "be")):
            left, _ = grammar.back_over_adverbs(ws, k)
            if left >= 0 and ws[left].text == ",":
                saying.source = grammar.over_apposition(ws, left, 0)
            elif left >= 0 and ws[left].lower in ("and", "but", "or"):
                _share(ws, saying, previous, left)
            else:
                saying.source = np_left(ws, left)
            if saying.source:
                saying.clause = _clause_start(ws, saying.source[0])
            return
        k -= 1
        steps += 1
    _share(ws, saying, previous, j)


def _according_source(ws: Words, first: int) -> Range | None:
    """Who stands behind "according to": up to the comma or the verb."""
    source = np_right(ws, first)
    if source is None:
        return None
    a, b = source
    # "a post from Jane Roe", "people who know the matter": on through prepositions.
    while b + 2 < len(ws) and ws[b + 1].quote is None and is_a(ws[b + 1].lower, "prep") and ws[b + 1].lower in ("from", "by", "of", "for", "in", "at", "on", "with"):
        more = np_right(ws, b + 2)
        if more is None:
            break
        b = more[1]
    return a, b


# ------------------------------------------------------------------ contents
def _find_content(ws: Words, saying: Saying, sayings: list[Saying], number: int) -> None:
    end = _line_end(ws)
    last = saying.cue[1]
    if saying.verb is None:
        _according_content(ws, saying, end)
        return
    tail = max(last, saying.source[1]) if saying.inverted and saying.source else last
    if _content_quoted_before(ws, saying, sayings, number, tail, end):
        return
    start = _content_start(ws, saying, tail + 1, end)
    if saying.passive and saying.source is None and start is not None and ws[start].lower in ("to", "not"):
        return
    if start is not None and not (saying.inverted and ws[start].quote is None):
        stop = _content_end(ws, start, end, sayings, number)
        quoted = _has_quote(ws, start, stop)
        before = ws[saying.cue[0] - 1].lower if saying.cue[0] else ""
        gerund = saying.verb.form == "ing" and is_a(before, "prep", "conj") and before != "by"
        if gerund and not quoted and ws[start].lower not in ("that", "if", "whether", "to"):
            return
        if saying.verb.takes("s") and not quoted:
            if not _is_predicated(ws, start, stop, saying.verb):
                return
            stop = _phrase_end(ws, start, stop)
        elif saying.verb.takes("n") and not quoted and not _is_clause(ws, start, stop, saying.verb):
            if saying.cue[0] and is_a(ws[saying.cue[0] - 1].lower, "prep", "conj"):
                return
            stop = _phrase_end(ws, start, stop)
        if stop >= start:
            saying.contents = [(start, stop)]
    if not saying.contents or _is_interrupted(ws, saying, start):
        _content_before(ws, saying, sayings, number, tail)


def _content_quoted_before(ws: Words, saying: Saying, sayings: list[Saying], number: int, tail: int, end: int) -> bool:
    """`"…," X said`, with nothing between the mark and the source: that is the content, and so is `, "…"` behind the cue."""
    verb = saying.verb
    if verb is None or saying.source is None or saying.shared or saying.passive or not verb.takes("qtx") or (not verb.takes("q") and verb.takes("n") and not saying.inverted and not verb.takes("x")):
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
        if ws[m].quote is not None and ws[m - 1].text in ",:—–":
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
    return opens and after is not None and after.text in ",—–" and (ws[start].quote is not None or (before is not None and before.text == ","))


def _content_start(ws: Words, saying: Saying, k: int, end: int) -> int | None:
    """The first word of the content behind the cue; None where nothing there is content."""
    verb = saying.verb
    if verb is None or k > end:
        return None
    if verb.takes("ao") or verb.base in ("ask", "write", "email", "warn"):
        k = _skip_addressee(ws, saying, k, end)
    elif verb.takes("s"):
        # "called the plan "a disaster"": the object and what it is called are the content together.
        return k if ws[k].quote is not None or (not ws[k].is_mark and not is_a(ws[k].lower, "prep", "and", "conj")) or ws[k].lower in ("as",) else _behind_adjunct(ws, k, end, verb)
    if k > end:
        return None
    return _behind_adjunct(ws, k, end, verb)


def _skip_addressee(ws: Words, saying: Saying, k: int, end: int) -> int:
    """Behind "told": over who is told. Sets `addressee`."""
    verb = saying.verb
    if verb is None:
        return k
    told = np_right(ws, k) if ws[k].lower != "that" else None
    if told is None:
        return k
    after = told[1] + 1
    opens = after <= end and (ws[after].quote is not None or ws[after].text in ",:" or is_a(ws[after].lower, "rel", "conj", "pron", "det", "poss", "prep", "time") or is_name(ws[after]) or not ws[after].is_mark)
    follows_that = any(ws[m].lower in ("that", "to", "not") for m in range(after, min(end + 1, after + 1)))
    if verb.base in ("tell", "assure", "reassure", "remind", "inform", "notify", "alert", "text", "message") or (opens and follows_that) or (verb.takes("o") and follows_that):
        saying.addressee = told
        return after
    if verb.takes("a") and after <= end and (ws[after].quote is not None or (ws[after].text in ",:" and after + 1 <= end and ws[after + 1].quote is not None)):
        saying.addressee = told
        return after
    return k


def _behind_adjunct(ws: Words, k: int, end: int, verb: Verb) -> int | None:
    """Behind the cue over "on Monday", "in a statement to reporters": where the content begins."""
    if k > end:
        return None
    word = ws[k]
    if word.quote is not None:
        return k
    if word.text == ":":
        return k + 1 if k + 1 <= end else None
    if word.text in ",—–" or word.text == "--":
        if k + 1 <= end and ws[k + 1].quote is not None:
            return k + 1
        # "said, however, that": a parenthesis
        close = next((m for m in range(k + 1, min(end, k + 10)) if ws[m].text == word.text), None)
        if close is not None and close + 1 <= end and (ws[close + 1].lower == "that" or ws[close + 1].quote is not None):
            return close + 1
        return k + 1 if close is None and k + 1 <= end and ws[k + 1].lower == "that" else None
    if word.lower == "that":
        return k
    if word.lower in ("if", "whether", "what", "why", "how", "who", "where", "when"):
        return k if verb.takes("qtw") else None
    if word.lower in ("to", "not") and verb.takes("io"):
        at = k + 1 + (word.lower == "not")
        return None if at > end or is_a(ws[at].lower, "det", "poss", "pron", "prep") or is_name(ws[at]) else k
    behind = _behind_time(ws, k, end)
    if behind > k:
        return _behind_adjunct(ws, behind, end, verb)
    adjunct = is_a(word.lower, "prep", "time", "adv") or is_adverb(word.lower, word.text) or (word.lower in ("this", "that", "one") and k + 1 <= end and is_a(ws[k + 1].lower, "time"))
    if adjunct or is_a(word.lower, "conj") or word.text == "(":
        at = _adjunct_end(ws, k, end)
        if at is not None:
            return at
        if verb.takes("q") and not is_a(word.lower, "conj", "rel") and not is_a(word.lower, "prep"):
            step = k + 1
            return _bare(ws, step, end, verb) if step <= end else None
        return None
    return _bare(ws, k, end, verb)


def _behind_time(ws: Words, k: int, end: int) -> int:
    """Behind "Friday", "last week", "this month" at word `k`; `k` itself where no time stands there."""
    at = k
    while at <= end:
        step = at + (is_a(ws[at].lower, "det") or ws[at].lower in ("last", "next", "early", "late", "earlier", "later"))
        if step <= end and is_a(ws[step].lower, "time", "period") and ws[step].lower not in ("may", "march", "then", "last", "next", "late", "early"):
            at = step + 1
        else:
            break
    return at


def _adjunct_end(ws: Words, k: int, end: int) -> int | None:
    """Over adverbials behind the cue to "that", a colon or a quotation."""
    for m in range(k, min(end, k + grammar.ADJUNCT_WORDS) + 1):
        word = ws[m]
        if word.quote is not None:
            return m
        if word.text == ":" and m + 1 <= end:
            return m + 1
        if word.lower == "that" and m > k and m + 2 <= end and (grammar.has_clause(ws, m + 1, end) or _has_quote(ws, m + 1, end)):
            return m
        if word.text == "," and m + 1 <= end and (ws[m + 1].quote is not None or ws[m + 1].lower == "that"):
            return m + 1
        if m > k and grammar.is_finite(ws, m) and not word.lower.endswith("ed"):
            return None
    return None


def _bare(ws: Words, k: int, end: int, verb: Verb) -> int | None:
    """A clause without "that", or a noun phrase, as content from word `k` on."""
    word = ws[k]
    if word.is_mark or (verb.takes("n") and is_a(word.lower, "modal", "be", "have", "do") and "'" not in word.lower):
        return None
    if verb.base == "say" and word.lower in ("so", "this", "goodbye", "hello", "no", "yes") and k == end:
        return None
    gerund = verb.form == "ing" and k > 1 and is_a(ws[k - 2].lower, "prep") and ws[k - 2].lower != "by"
    if verb.takes("q") and not gerund and grammar.opens_clause(ws, k, end, strict=verb.takes("n") or verb.base == "write"):
        return k
    quoted = any(w.quote is not None for w in ws[k : end + 1])
    if verb.takes("n") and not is_a(word.lower, "prep", "conj", "rel"):
        return k
    return k if quoted and not is_a(word.lower, "prep", "conj") else None


def _content_end(ws: Words, start: int, end: int, sayings: list[Saying], number: int) -> int:
    """The last word of content that starts at `start`: up to the next cue of the same source, or the end."""
    stop = end
    source = sayings[number].source
    for other in sayings[number + 1 :]:
        if other.cue[0] <= start:
            continue
        coordinated = other.shared or other.rule == "according to" or (
            ws[other.clause].text == "," or ws[other.clause].lower in ("but", "while", "as", "and")
        )
        if source is not None and is_a(ws[source[0]].lower, "rel") and other.source is not None and other.source[0] < sayings[number].cue[0]:
            # "A woman who accused him of lying said …": the verb of the main clause
            stop = min(stop, other.cue[0] - 1)
            break
        if coordinated and other.clause > start:
            if other.rule == "according to" and ws[other.clause - 1].text != ",":
                continue
            stop = min(stop, other.clause - 1)
            break
    verb = sayings[number].verb
    stop = _before_participle(ws, start, stop, opening=verb is not None and verb.form == "ing" and sayings[number].cue[0] <= 1)
    for m in range(start, stop + 1):
        if ws[m].text == ";":
            stop = m - 1
            break
    if source is not None and is_a(ws[source[0]].lower, "rel") and source[0] > 0 and ws[source[0] - 1].text == ",":
        # "Roe, who said the vote was fair, left": the comma that closes the relative clause
        for m in range(start + 1, stop):
            if ws[m].text == "," and (grammar.is_finite(ws, m + 1) or (is_adverb(ws[m + 1].lower, ws[m + 1].text) and m + 2 <= stop and grammar.is_finite(ws, m + 2))):
                stop = m - 1
                break
    while stop > start and ((ws[stop].is_mark and ws[stop].text not in ")]%") or is_a(ws[stop].lower, "and")):
        stop -= 1
    return stop


def _is_predicated(ws: Words, start: int, stop: int, verb: Verb) -> bool:
    """Is something said of the object: "described it as a start", "called him a liar", "accused her of lying"?"""
    rest = [w.lower for w in ws[start : min(stop, start + grammar.SOURCE_WORDS) + 1]]
    if verb.base == "accuse":
        return "of" in rest
    if verb.base not in ("call", "dub", "label", "brand"):
        return "as" in rest or verb.takes("n")
    told = np_right(ws, start)
    after = told[1] + 1 if told else stop + 1
    if not {"a", "an"}.isdisjoint(w.lower for w in ws[after : stop + 1]):
        return True
    return after <= stop and not ws[after].is_mark and not is_a(ws[after].lower, "prep", "conj", "and", "rel", "time", "adv")


def _is_clause(ws: Words, start: int, stop: int, verb: Verb) -> bool:
    return ws[start].lower in ("that", "to", "not", "if", "whether", "what", "why", "how", "who", "where", "when") or (
        verb.takes("q") and grammar.opens_clause(ws, start, stop, strict=True)
    )


def _phrase_end(ws: Words, start: int, stop: int) -> int:
    """The end of a noun phrase that is the content: before a comma, a conjunction, a second verb."""
    for m in range(start + 1, stop + 1):
        joins = is_a(ws[m].lower, "and") and m < stop and (grammar.is_finite(ws, m + 1) or is_adverb(ws[m + 1].lower, ws[m + 1].text))
        if ws[m].text in ",—–" or ws[m].text == "--" or joins or (is_a(ws[m].lower, "conj") and not is_a(ws[m].lower, "rel") and ws[m].lower not in ("as", "than")):
            return m - 1
    return stop


def _before_participle(ws: Words, start: int, stop: int, *, opening: bool) -> int:
    """A content ends before ", calling on …", which the reporter says; in a clause that opens the sentence, at its comma."""
    for m in range(start + 1, stop):
        comma = ws[m].text == "," or (ws[m].quote is not None and ws[m].text.rstrip("\"”'’»")[-1:] == ",")
        if not comma:
            continue
        if opening and ws[m].text == ",":
            return m - 1
        if opening and ws[m].quote is not None:
            return m
        after = ws[m + 1]
        if after.lower.endswith("ing") and after.text.islower() and after.lower not in _NO_PARTICIPLE and len(after.lower) > 5 and grammar.has_clause(ws, start, m):
            return m if ws[m].quote is not None else m - 1
    return stop


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
    if not (mark.quote is not None or mark.text in ",—–?!" or mark.text in (")", "--") ):
        return
    if not verb.takes("qt") and not (verb.takes("x") and _has_quote(ws, 0, at)):
        return
    if not tagged and not _ends_tag(ws, tail + 1):
        return
    begin = 0
    for other in reversed(sayings[:number]):
        if other.order == "behind" and other.cue[1] < first:
            begin = max(other.cue[1], other.source[1] if other.source else 0) + 1
            break
    while begin < at and (ws[begin].is_mark and ws[begin].text not in "($" ):
        begin += 1
    stop = at
    while stop > begin and ws[stop].is_mark and ws[stop].text not in ")]%":
        stop -= 1
    if stop < begin:
        return
    end = _line_end(ws)
    around = not saying.contents and tail + 2 < end and ws[tail + 1].text == "," and ws[at].text == "," and _goes_on_plainly(ws, tail + 2)
    if not around and not saying.contents and not _has_quote(ws, begin, stop) and (stop - begin + 1 < CLAUSE_WORDS or not grammar.has_clause(ws, begin, stop)):
        return
    if around:
        saying.contents = [(tail + 2, end)]
    saying.order = "behind" if not saying.contents else "inside"
    saying.contents.insert(0, (begin, stop))


def _ends_tag(ws: Words, k: int) -> bool:
    """Behind `…, X said`: an end, a mark, or adverbials, but no object ("as he wrote three letters")."""
    if k >= len(ws) or ws[k].quote is not None or ws[k].is_mark:
        return True
    word = ws[k]
    return (
        is_a(word.lower, "prep", "time", "adv", "and", "conj", "obj", "rel")
        or is_adverb(word.lower, word.text)
        or word.lower.endswith("ing")
        or is_name(word)
        or any(w.quote is not None for w in ws[max(0, k - 6) : k])
        or (word.lower in ("this", "the", "a", "that") and any(is_a(w.lower, "time") or w.lower in ("week", "month", "year", "day", "reporters", "crowd") for w in ws[k : k + 4]))
    )


def _goes_on_plainly(ws: Words, k: int) -> bool:
    """Behind `…, X said,`: does the content go on, and not the reporter (`adding that`, `who`, `a Democrat`)?"""
    return not (ws[k].quote is not None or is_a(ws[k].lower, "rel", "and") or ws[k].lower.endswith("ing"))


def _has_quote(ws: Words, first: int, last: int) -> bool:
    return any(w.quote is not None for w in ws[first : last + 1])


def _according_content(ws: Words, saying: Saying, end: int) -> None:
    k = saying.cue[0]
    after = saying.source[1] + 1 if saying.source else saying.cue[1] + 1
    if k <= 1:
        start = next((m + 1 for m in range(after, min(end, after + grammar.APPOSITION_WORDS)) if ws[m].text == ","), None)
        if start is not None and start <= end:
            saying.contents = [(start, end)]
        return
    stop = k - 1
    while stop > 0 and ws[stop].is_mark and ws[stop].text not in ")]%":
        stop -= 1
    saying.contents = [(0, stop)]
    saying.order = "behind"
    if after + 1 <= end and ws[after].text == "," and ws[k - 1].text == "," and not grammar.has_clause(ws, 0, stop):
        saying.contents.append((after + 1, end))
        saying.order = "inside"


def reporting_noun_before(ws: Words, k: int) -> int | None:
    """A reporting noun (statement, claim) at most two words before word `k`, over a form of "be" or a colon."""
    for m in range(k - 1, max(-1, k - 4), -1):
        if ws[m].quote is not None:
            return None
        if ws[m].lower in nouns():
            return m
        if not (ws[m].is_mark or is_a(ws[m].lower, "be", "rel", "adv")):
            return None
    return None
