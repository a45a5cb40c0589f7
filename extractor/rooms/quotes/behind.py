"""The content behind a cue: over who is told, when and where, to its first word, and on to its last."""

from __future__ import annotations

from extractor.language.lexicon import load_words
from extractor.rooms.quotes import grammar
from extractor.rooms.quotes.cues import Verb
from extractor.rooms.quotes.grammar import Words, is_name, np_right
from extractor.rooms.quotes.saying import Saying, has_quote


def content_start(ws: Words, saying: Saying, k: int, end: int) -> int | None:
    """The first word of the content behind the cue; None where nothing there is content."""
    verb = saying.verb
    if verb is None or k > end:
        return None
    if verb.takes("ao") or verb.base in ("ask", "write", "email", "warn"):
        k = _skip_addressee(ws, saying, k, end)
    elif verb.takes("s"):
        # "called the plan "a disaster"": the object and what it is called are the content together.
        return (
            k
            if ws[k].quote is not None
            or (not ws[k].is_mark and not ws[k].is_a("prep", "and", "conj"))
            or ws[k].lower in ("as",)
            else _behind_adjunct(ws, k, end, verb)
        )
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
    opens = after <= end and (
        ws[after].quote is not None
        or ws[after].text in ",:"
        or ws[after].is_a("rel", "conj", "pron", "det", "poss", "prep", "time")
        or is_name(ws[after])
        or not ws[after].is_mark
    )
    follows_that = any(ws[m].lower in ("that", "to", "not") for m in range(after, min(end + 1, after + 1)))
    if (
        verb.base in ("tell", "assure", "reassure", "remind", "inform", "notify", "alert", "text", "message")
        or (opens and follows_that)
        or (verb.takes("o") and follows_that)
    ):
        saying.addressee = told
        return after
    if (
        verb.takes("a")
        and after <= end
        and (
            ws[after].quote is not None
            or (ws[after].text in ",:" and after + 1 <= end and ws[after + 1].quote is not None)
        )
    ):
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
        if (
            close is not None
            and close + 1 <= end
            and (ws[close + 1].lower == "that" or ws[close + 1].quote is not None)
        ):
            return close + 1
        return k + 1 if close is None and k + 1 <= end and ws[k + 1].lower == "that" else None
    if word.lower == "that":
        return k
    if word.lower in ("if", "whether", "what", "why", "how", "who", "where", "when"):
        return k if verb.takes("qtw") else None
    if word.lower in ("to", "not") and verb.takes("io"):
        at = k + 1 + (word.lower == "not")
        return None if at > end or ws[at].is_a("det", "poss", "pron", "prep") or is_name(ws[at]) else k
    behind = _behind_time(ws, k, end)
    if behind > k:
        return _behind_adjunct(ws, behind, end, verb)
    adjunct = (
        word.is_a("prep", "time", "adv")
        or word.is_adverb
        or (word.lower in ("this", "that", "one") and k + 1 <= end and ws[k + 1].is_a("time"))
    )
    if adjunct or word.is_a("conj") or word.text == "(":
        opens = _adjunct_end(ws, k, end)
        if opens is not None:
            return opens
        if verb.takes("q") and not word.is_a("conj", "rel") and not word.is_a("prep"):
            step = k + 1
            return _bare(ws, step, end, verb) if step <= end else None
        return None
    return _bare(ws, k, end, verb)


def _behind_time(ws: Words, k: int, end: int) -> int:
    """Behind "Friday", "last week", "this month" at word `k`; `k` itself where no time stands there."""
    at = k
    while at <= end:
        step = at + (ws[at].is_a("det") or ws[at].lower in ("last", "next", "early", "late", "earlier", "later"))
        if (
            step <= end
            and ws[step].is_a("time", "period")
            and ws[step].lower not in ("may", "march", "then", "last", "next", "late", "early")
        ):
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
        if (
            word.lower == "that"
            and m > k
            and m + 2 <= end
            and (grammar.has_clause(ws, m + 1, end) or has_quote(ws, m + 1, end))
        ):
            return m
        if word.text == "," and m + 1 <= end and (ws[m + 1].quote is not None or ws[m + 1].lower == "that"):
            return m + 1
        if m > k and grammar.is_finite(ws, m) and not word.lower.endswith("ed"):
            return None
    return None


def _bare(ws: Words, k: int, end: int, verb: Verb) -> int | None:
    """A clause without "that", or a noun phrase, as content from word `k` on."""
    word = ws[k]
    if word.is_mark or (verb.takes("n") and word.is_a("modal", "be", "have", "do") and "'" not in word.lower):
        return None
    if verb.base == "say" and word.lower in ("so", "this", "goodbye", "hello", "no", "yes") and k == end:
        return None
    gerund = verb.form == "ing" and k > 1 and ws[k - 2].is_a("prep") and ws[k - 2].lower != "by"
    if (
        verb.takes("q")
        and not gerund
        and grammar.opens_clause(ws, k, end, strict=verb.takes("n") or verb.base == "write")
    ):
        return k
    quoted = any(w.quote is not None for w in ws[k : end + 1])
    if verb.takes("n") and not word.is_a("prep", "conj", "rel"):
        return k
    return k if quoted and not word.is_a("prep", "conj") else None


def content_end(ws: Words, start: int, end: int, sayings: list[Saying], number: int) -> int:
    """The last word of content that starts at `start`: up to the next cue of the same source, or the end."""
    stop = end
    source = sayings[number].source
    for other in sayings[number + 1 :]:
        if other.cue[0] <= start:
            continue
        coordinated = (
            other.shared
            or other.rule == "according to"
            or (ws[other.clause].text == "," or ws[other.clause].lower in ("but", "while", "as", "and"))
        )
        if (
            source is not None
            and ws[source[0]].is_a("rel")
            and other.source is not None
            and other.source[0] < sayings[number].cue[0]
        ):
            # "A woman who accused him of lying said …": the verb of the main clause
            stop = min(stop, other.cue[0] - 1)
            break
        if coordinated and other.clause > start:
            if other.rule == "according to" and ws[other.clause - 1].text != ",":
                continue
            stop = min(stop, other.clause - 1)
            break
    verb = sayings[number].verb
    stop = _before_participle(
        ws, start, stop, opening=verb is not None and verb.form == "ing" and sayings[number].cue[0] <= 1
    )
    for m in range(start, stop + 1):
        if ws[m].text == ";":
            stop = m - 1
            break
    if source is not None and ws[source[0]].is_a("rel") and source[0] > 0 and ws[source[0] - 1].text == ",":
        # "Roe, who said the vote was fair, left": the comma that closes the relative clause
        for m in range(start + 1, stop):
            if ws[m].text == "," and (
                grammar.is_finite(ws, m + 1) or (ws[m + 1].is_adverb and m + 2 <= stop and grammar.is_finite(ws, m + 2))
            ):
                stop = m - 1
                break
    while stop > start and ((ws[stop].is_mark and ws[stop].text not in ")]%") or ws[stop].is_a("and")):
        stop -= 1
    return stop


def is_predicated(ws: Words, start: int, stop: int, verb: Verb) -> bool:
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
    return after <= stop and not ws[after].is_mark and not ws[after].is_a("prep", "conj", "and", "rel", "time", "adv")


def is_clause(ws: Words, start: int, stop: int, verb: Verb) -> bool:
    """Is what begins here a clause that the verb can have as its content?"""
    return ws[start].lower in ("that", "to", "not", "if", "whether", "what", "why", "how", "who", "where", "when") or (
        verb.takes("q") and grammar.opens_clause(ws, start, stop, strict=True)
    )


def phrase_end(ws: Words, start: int, stop: int) -> int:
    """The end of a noun phrase that is the content: before a comma, a conjunction, a second verb."""
    for m in range(start + 1, stop + 1):
        joins = ws[m].is_a("and") and m < stop and (grammar.is_finite(ws, m + 1) or ws[m + 1].is_adverb)
        if (
            ws[m].text in ",—–"
            or ws[m].text == "--"
            or joins
            or (ws[m].is_a("conj") and not ws[m].is_a("rel") and ws[m].lower not in ("as", "than"))
        ):
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
        if (
            after.lower.endswith("ing")
            and after.text.islower()
            and after.lower not in load_words("ing_words")
            and len(after.lower) > 5
            and grammar.has_clause(ws, start, m)
        ):
            return m if ws[m].quote is not None else m - 1
    return stop
