"""Who the source of a cue is: in front of it, behind it ("said Roe"), shared with the cue before it, or as a parse has it."""

from __future__ import annotations

from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.cues import nouns
from extractor.rooms.quotes.grammar import Range, Words, np_left, np_right
from extractor.rooms.quotes.saying import Saying
from extractor.rooms.quotes.syntax import Parse

# A sentence has named its subject and its verb within so many words.
FIRST_SUBJECT_WORDS = 60
# A verb that shares its subject ("said and added", "went on to say") hangs on so few others.
SHARING_VERBS = 4
# Verbs that need to say who is told never stand before their subject: "…," told CNN is no English.
_NEVER_INVERTED = frozenset(("tell", "assure", "reassure", "remind", "inform"))


def find_source(ws: Words, saying: Saying, earlier: list[Saying]) -> None:
    """Set who says it: the words before or behind the verb, and where its clause begins."""
    k, last = saying.cue
    if saying.verb is None:
        saying.source = saying.source or _according_source(ws, last + 1)
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
        if before.is_a("prep", "conj"):
            saying.clause = j
            _share(ws, saying, previous, j)
            return
        # "reporters saying": a participle behind its own noun; else it hangs on the clause before it.
        _share(ws, saying, previous, j + 1)
        return
    source = np_left(ws, j)
    if source is None:
        if before.is_a("conj") and before.lower in ("as", "than", "what"):
            _source_behind_mark(ws, saying, j, previous)
        return
    saying.source = source
    saying.clause = _clause_start(ws, source[0])


def parsed_source(ws: Words, saying: Saying, parse: Parse, earlier: list[Saying]) -> None:
    """The source as the parser sees it; what the words said stays where it sees none."""
    if saying.verb is None or saying.passive:
        return
    k = saying.cue[0]
    subject, verb, shared = _parsed_subject(ws, k, parse)
    phrase = _phrase_of(ws, subject, k, parse) if subject is not None else None
    if phrase is None or subject is None:
        return
    first = phrase[0]
    if saying.source is not None:
        if _is_parenthesis(ws, saying):
            return
        near = not saying.shared and (first > k) == saying.inverted
        if near and (shared or saying.source[0] <= subject <= saying.source[1]):
            # A phrase next to the verb, with the parser's subject in it: the parser may have cut a name in two.
            return
        before = earlier[-1] if earlier and shared and saying.shared else None
        if before is not None and before.source == saying.source and verb >= before.cue[0]:
            # "Roe said the race would go on and urged …": not the race urged
            return
    saying.source = phrase
    saying.inverted = first > k
    saying.shared = shared and verb < k
    if not saying.shared:
        saying.clause = _clause_start(ws, first) if first < k else k


def _parsed_subject(ws: Words, k: int, parse: Parse) -> tuple[int | None, int, bool]:
    """The head of the subject of the verb at `k`, the verb that it stands at, and whether that is another one."""
    verb, shared = k, False
    for _ in range(SHARING_VERBS):
        subject = parse.child(verb, "nsubj", "csubj")
        if subject is not None or parse.head[verb] == verb:
            return subject, verb, shared
        passive = parse.child(verb, "nsubj:pass")
        if passive is not None and verb != k:
            return passive, verb, shared
        if parse.dep[verb] == "acl" and ws[parse.head[verb]].lower in nouns():
            # "issued a statement calling …": whoever issued it
            verb = parse.head[verb]
            if parse.dep[verb] not in ("obj", "obl"):
                break
        elif parse.dep[verb] not in ("conj", "xcomp", "advcl", "parataxis"):
            break
        verb = parse.head[verb]
        shared = True
    return None, verb, shared


def _phrase_of(ws: Words, subject: int, k: int, parse: Parse) -> Range | None:
    """The phrase of a subject of the verb at `k`, without the marks around it; None where it is no source."""
    if ws[subject].quote is not None:
        return None
    first, last = parse.first[subject], parse.last[subject]
    if last >= k and subject < k:
        last = k - 1
    while last > first and ((ws[last].is_mark and ws[last].text not in ")]") or ws[last].is_a("and")):
        last -= 1
    while first < last and ((ws[first].is_mark and ws[first].text not in "([") or ws[first].is_a("and", "conj")):
        first += 1
    quoted = any(w.quote is not None and len(w.text.split()) > 2 for w in ws[first : last + 1])
    if quoted or last - first > grammar.APPOSITION_WORDS or first <= k <= last:
        return None
    return first, last


def _is_parenthesis(ws: Words, saying: Saying) -> bool:
    """`…, X said, …`: a cue and its source between two commas."""
    if saying.source is None or saying.source[0] == 0 or saying.cue[1] + 1 >= len(ws):
        return False
    return (
        ws[saying.source[0] - 1].text == "," and ws[saying.cue[1] + 1].text == "," and saying.source[1] < saying.cue[0]
    )


def _clause_start(ws: Words, first: int) -> int:
    """The word that opens the clause of a source: itself, or the conjunction (and comma) before it."""
    k = first
    while k and ws[k - 1].quote is None and (ws[k - 1].is_a("and", "conj") or ws[k - 1].text == ","):
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
            comma = next((m for m in range(last + 1, len(ws)) if ws[m].text == ","), None)
            saying.source = np_right(ws, comma + 1) if comma is not None else None
            saying.rule = "participle"
            return
        _share(ws, saying, previous, j)
        return
    behind = np_right(ws, last + 1) if verb.takes("qtx") and verb.base not in _NEVER_INVERTED and last == k else None
    mark = ws[j] if j >= 0 else None
    if mark is not None and mark.text == "," and (j == 0 or ws[j - 1].quote is None):
        floor = _floor(ws, j)
        head = grammar.over_apposition(ws, j, floor)
        if head and not (behind and _closes_inversion(ws, behind, last)):
            saying.source = head
            saying.clause = _clause_start(ws, head[0])
            return
    if behind is not None and not ws[last + 1].is_a("obj") and _closes_inversion(ws, behind, last):
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


def _floor(ws: Words, j: int) -> int:
    """The first word of the clause that a comma at `j` stands in: behind a mark, a speech, a bracket that is still open."""
    closed = 0
    for m in range(j - 1, -1, -1):
        word = ws[m]
        closed += word.text == ")"
        if word.text == "(":
            closed -= 1
            if closed < 0:
                return m + 1
        if word.text in ";:—–" or (word.quote is not None and len(word.text.split()) > 4):
            return m + 1
    return 0


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
    if word.is_a("prep", "rel", "conj", "time", "adv") or word.text.endswith("ing"):
        return not word.is_a("be", "have", "modal")
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
    for k in range(1, min(before, FIRST_SUBJECT_WORDS)):
        if grammar.is_finite(ws, k):
            j, _ = grammar.back_over_adverbs(ws, k)
            if j >= 0 and ws[j].text == ",":
                head = grammar.over_apposition(ws, j, 0)
                if head:
                    return head
            source = np_left(ws, j)
            if source is not None and not ws[source[0]].is_a("rel"):
                return source
    return None


def _source_of_infinitive(ws: Words, saying: Saying, j: int, previous: Saying | None) -> None:
    k = j - 1
    # Leftwards to the verb that governs the infinitive: "declined", "went on", "took to the stage".
    steps = 0
    while k > 0 and steps < 8 and not ws[k].is_mark and ws[k].quote is None:
        if grammar.is_finite(ws, k) or (ws[k].text.islower() and ws[k].is_a("have", "be")):
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
    while (
        b + 2 < len(ws)
        and ws[b + 1].quote is None
        and ws[b + 1].is_a("prep")
        and ws[b + 1].lower in ("from", "by", "of", "for", "in", "at", "on", "with")
    ):
        more = np_right(ws, b + 2)
        if more is None:
            break
        b = more[1]
    return a, b
