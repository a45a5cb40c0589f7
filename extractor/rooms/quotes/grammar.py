"""The little grammar that attribution needs, on words alone: noun phrases to the left and right of a verb, ends of clauses.

It serves when no parser is loaded, and where a parse is not needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.language.lexicon import load_words
from extractor.rooms.quotes.cues import is_a
from extractor.rooms.quotes.words import AUXILIARIES, LOST_ENDINGS, LOST_T, Word

Words = Sequence[Word]
Range = tuple[int, int]  # first and last word, both inclusive

# A source is a phrase, not a paragraph: leftwards and in an apposition no more words than these are looked at.
SOURCE_WORDS = 16
APPOSITION_WORDS = 32
ADJUNCT_WORDS = 18
# Prepositions that may belong to a source: "a spokesman for the mayor", "voters in Ohio", "the head of the union".
_INSIDE_SOURCE = frozenset(
    ("of", "for", "from", "at", "with", "in", "on", "to", "behind", "near", "under", "against", "about", "who")
)
# These are a source by themselves, however they are printed.
_ALONE = frozenset(("i", "he", "she", "they", "we", "it", "who"))
# These stand in front of a determiner: "all the", "both his".
_BEFORE_DETERMINER = frozenset(("all", "both", "some", "many", "most", "one", "none", "several", "half"))
_BEHIND_HEAD = frozenset(("of", "for", "from", "at", "with"))
# A time behind a source belongs to the verb: "the mayor late Monday said".
_TIMES_BEHIND = frozenset(("today", "tonight", "yesterday", "last", "late", "earlier", "recently", "later"))
_OPEN_BRACKET, _CLOSE_BRACKET = "([", ")]"


def is_name(word: Word) -> bool:
    """Printed like a name: a capital, a handle, an acronym."""
    return word.quote is None and (word.name or word.text[:1].isupper() or word.text[:1] in "@#")


def is_finite(ws: Words, k: int) -> bool:
    """May word `k` be a finite verb? Auxiliaries, forms of reporting verbs, and words in -ed or -s after a noun are guesses."""
    word = ws[k]
    if not word.may_be_finite:
        return False
    if word.is_a(*AUXILIARIES):
        return True
    following = ws[k + 1].lower if k + 1 < len(ws) else ""
    if (following == "t" and word.lower in LOST_T) or (k and word.lower in LOST_ENDINGS and ws[k - 1].is_a("pron")):
        return True
    if word.lower.endswith(("'s", "'re", "'d", "'ll", "'ve", "n't")) and is_a(word.lower.split("'")[0], "pron"):
        return True
    if k and ws[k - 1].is_a("det", "poss", "prep"):
        return False
    verb = word.verb
    if verb and verb.form != "ing" and word.text.islower() and verb.form != "base":
        return True
    if not word.text.islower():
        return False
    if word.lower in load_words("irregular_verbs"):
        return True
    if len(word.lower) > 3 and word.lower.endswith("ed"):
        # "a hastily planned trip"
        adverb = k > 1 and ws[k - 1].is_adverb
        return not (adverb and ws[k - 2].is_a("det", "poss", "prep"))
    # "Roe wants", "she thinks"
    return word.lower.endswith("s") and k > 0 and ws[k - 1].lower in ("he", "she", "it", "who")


def back_over_adverbs(ws: Words, k: int) -> tuple[int, set[str]]:
    """From a verb at `k` leftwards over adverbs and auxiliaries: the word before them, and the classes passed."""
    passed: set[str] = set()
    k -= 1
    while k >= 0 and ws[k].quote is None:
        word = ws[k]
        if (word.is_a("be", "have", "do", "modal") and word.lower not in ("may",)) or (
            word.lower == "may" and k and not ws[k - 1].is_a("prep")
        ):
            for kind in ("be", "have", "do", "modal"):
                if word.is_a(kind):
                    passed.add(kind)
            if word.lower.endswith("n't"):
                passed.add("not")
        elif word.is_adverb and not word.is_a("rel"):
            if word.lower in ("not", "never", "n't"):
                passed.add("not")
        else:
            break
        k -= 1
    return k, passed


def np_left(ws: Words, j: int) -> Range | None:
    """The noun phrase that ends with word `j`."""
    if j < 0 or ws[j].quote is not None:
        return None
    word = ws[j]
    if (word.is_a("pron", "rel") and not is_name(ws[j])) or word.lower in _ALONE:
        return (j, j)
    if word.lower.endswith(("'s", "'d", "'ve", "'re")) and is_a(word.lower.split("'")[0], "pron", "rel"):
        return (j, j)
    if (word.is_mark and word.text not in _CLOSE_BRACKET) or word.is_a("prep", "conj", "and"):
        return None
    a, k = j + 1, j
    while k >= 0 and j - k < SOURCE_WORDS:
        word = ws[k]
        if word.quote is not None:
            # A nickname inside a name: Thomas "Tip" Roe.
            if k and is_name(ws[k - 1]) and k + 1 <= j and is_name(ws[k + 1]) and len(word.text.split()) <= 2:
                k -= 1
                continue
            break
        if word.text in _CLOSE_BRACKET:
            k = _bracket(ws, k)
            if k < 0:
                break
            a, k = k, k - 1
            continue
        if _ends_left(ws, k, a, j):
            break
        if word.is_a("prep"):
            if word.lower not in _INSIDE_SOURCE or k == 0 or not _may_head(ws, k - 1):
                break
            k -= 1
            continue
        if word.is_a("time") and word.lower not in ("march", "may", "late", "last", "early", "next") and k == j:
            return np_left(ws, j - 1)
        if k != j and (word.is_adverb or _is_verb_before(ws, k)):
            break
        a = k
        if word.is_a("det", "poss"):
            before = ws[k - 1] if k else None
            if before is not None and before.lower in _BEFORE_DETERMINER:
                a, k = k - 1, k - 1
            elif before is None or not before.is_a("prep") or before.lower not in _INSIDE_SOURCE:
                break
        k -= 1
    while a <= j and (ws[a].is_a("prep", "and") or ws[a].is_mark):
        a += 1
    return (a, j) if a <= j else None


def _ends_left(ws: Words, k: int, a: int, j: int) -> bool:
    """Does word `k` stand outside a noun phrase that ends with `j` and goes back to `a` at least: a mark, a verb, a word that joins?"""
    word = ws[k]
    if word.is_mark and word.text not in "&":
        return True
    if word.is_a("rel", "be", "have", "do", "modal", "pron", "obj") and not word.is_a("det", "poss"):
        return True
    if word.lower in ("and", "or"):
        # Two names, or two nouns, are one source: "Roe and Poe", "teachers and nurses".
        joins = k and k < j and is_name(ws[k - 1]) == is_name(ws[k + 1]) and not ws[k - 1].is_mark
        return not (joins and a == k + 1 and j - k <= 4)
    return word.lower in ("but", "nor", "yet", "as") or word.is_a("conj")


def _is_verb_before(ws: Words, k: int) -> bool:
    """Is word `k` the verb of a clause whose end a noun phrase behind it is: "won", "says"?"""
    verb = ws[k].verb
    if not (verb and ws[k].text.islower() and verb.form in ("past", "s")):
        return False
    return k > 0 and not ws[k - 1].is_a("det", "poss")


def _may_head(ws: Words, k: int) -> bool:
    """Can word `k` be the noun that a preposition behind it belongs to?"""
    word = ws[k]
    return (
        word.quote is None
        and not word.is_mark
        and not word.is_a("prep", "conj", "and", "be", "have", "do", "modal", "adv", "pron", "rel", "time")
        and not (
            word.text.islower()
            and (word.lower.endswith(("ed", "ing")) or (word.verb is not None and word.verb.form in ("past", "ing")))
        )
    )


def _bracket(ws: Words, k: int) -> int:
    """From a closing bracket back to its opening one; -1 where it is not near."""
    for a in range(k - 1, max(-1, k - 8), -1):
        if ws[a].text in _OPEN_BRACKET:
            return a
    return -1


def _is_determiner(ws: Words, k: int) -> bool:
    """Is "her" or "one" at word `k` no pronoun, but in front of its noun: her plan, one ad?"""
    if k + 1 >= len(ws):
        return False
    if ws[k].lower == "her":
        noun = ws[k + 1]
        return noun.text.islower() and not noun.is_a("prep", "conj", "adv", "rel", "pron", "time", "det")
    return ws[k].lower == "one" and _may_head(ws, k + 1)


def np_right(ws: Words, k: int) -> Range | None:
    """The noun phrase that starts with word `k`, without its apposition."""
    n = len(ws)
    if k >= n or ws[k].quote is not None or ws[k].is_mark:
        return None
    word = ws[k]
    if word.is_a("pron", "obj") and not _is_determiner(ws, k):
        return (k, k)
    if word.is_a("prep", "conj", "and", "be", "have", "do", "modal", "adv", "rel") and not word.is_a("det"):
        return None
    if (word.is_a("time") and word.lower not in ("march", "may", "june", "april", "last")) or word.is_adverb:
        return None
    b, at = k - 1, k
    while at < n and at - k < SOURCE_WORDS:
        word = ws[at]
        if word.quote is not None:
            if len(word.text.split()) <= 2 and at + 1 < n and is_name(ws[at + 1]) and b >= k and is_name(ws[b]):
                at += 1
                continue
            break
        if word.text in _OPEN_BRACKET:
            close = next((m for m in range(at + 1, min(n, at + 8)) if ws[m].text in _CLOSE_BRACKET), -1)
            if close < 0:
                break
            b, at = close, close + 1
            continue
        if _ends_right(ws, at, k):
            break
        b = at
        at += 1
    while b >= k and ws[b].is_a("prep", "and"):
        b -= 1
    return (k, b) if b >= k else None


def _ends_right(ws: Words, at: int, k: int) -> bool:
    """Does word `at` stand outside a noun phrase that starts with `k`: a mark, a verb, an adverb, a second phrase?"""
    word = ws[at]
    if word.is_mark and word.text not in "&":
        return True
    if at == k:
        return word.is_a("and", "prep")
    before, following = ws[at - 1], ws[at + 1] if at + 1 < len(ws) else None
    if word.is_a("conj", "rel", "be", "have", "do", "modal", "pron", "obj"):
        return True
    if word.is_a("time") and (is_name(word) or word.lower in _TIMES_BEHIND):
        return True
    if word.is_a("det", "poss") and not before.is_a("prep", "and", "det"):
        return True
    if word.lower in ("and", "or"):
        joins = following is not None and following.quote is None and is_name(following) == is_name(before)
        return not joins or is_finite(ws, at + 1)
    if word.is_a("and"):
        return True
    if word.is_a("prep"):
        return following is None or word.lower not in _BEHIND_HEAD
    if is_finite(ws, at):
        return True
    participle = word.lower.endswith("ing") and not before.is_a("det", "poss")
    if word.text.islower() and (participle or word.is_adverb):
        return True
    # "told reporters Smith would": a plural and then a name are two phrases.
    plural = before.text.islower() and before.lower.endswith("s") and not before.is_a("prep", "and", "det", "poss")
    return plural and is_name(word) and not is_name(before)


def owner_of(ws: Words, k: int) -> Range | None:
    """The possessor in front of word `k`: Roe's, his."""
    for m in range(k - 1, max(-1, k - 5), -1):
        if ws[m].quote is not None or ws[m].is_mark:
            return None
        if ws[m].lower in ("his", "her", "their", "my", "our"):
            return m, m
        if ws[m].lower.endswith(("'s", "s'")):
            return np_left(ws, m)
    return None


def over_apposition(ws: Words, comma: int, floor: int) -> Range | None:
    """The source before an apposition that a comma closes at `comma`: the `Smith` of "Smith, a teacher from Ohio, said".

    `floor` is the first word of the clause. The earliest comma wins behind which everything is apposition.
    """
    best: Range | None = None
    k = comma - 1
    while k >= floor and comma - k < APPOSITION_WORDS:
        word = ws[k]
        if word.text in ";:—–" or (word.quote is not None and len(word.text.split()) > 4):
            break
        if word.text == ",":
            head = np_left(ws, k - 1)
            if head and head[0] >= floor and not _is_adjunct(ws, head, floor):
                best = head
                # What begins the clause is its subject.
                if head[0] == floor:
                    break
                opens = ws[head[0] - 1].is_a("conj", "and", "rel") or ws[head[0] - 1].text == ","
                if opens and not _more_apposition(ws, head[0], floor):
                    break
        elif word.is_a("be", "have", "modal") and not _in_relative(ws, k, floor):
            break
        k -= 1
    return best


def _is_adjunct(ws: Words, head: Range, floor: int) -> bool:
    """Is this no head of an apposition, but an adverbial in front of one: `Still, Roe, who …` and `Of Poe, Roe, who …`?"""
    if head[0] == head[1] and (ws[head[0]].is_a("adv", "conj", "time") or ws[head[0]].lower.endswith("ly")):
        return True
    return head[0] > floor and ws[head[0] - 1].is_a("prep") and head[0] - 1 == floor


def _more_apposition(ws: Words, k: int, floor: int) -> bool:
    """Does a name stand before the comma at `k - 1`, so that what begins at `k` is one more apposition?"""
    if ws[k - 1].text != "," or k - 2 < floor:
        return False
    return is_name(ws[k - 2]) or ws[k - 2].text.isdigit() or ws[k - 2].text in _CLOSE_BRACKET


def _in_relative(ws: Words, k: int, floor: int) -> bool:
    return any(ws[m].lower in ("who", "which", "whose", "that", "where") for m in range(max(floor, k - 6), k))


def has_clause(ws: Words, first: int, last: int) -> bool:
    """Is there a finite verb between the two words?"""
    return any(is_finite(ws, k) for k in range(first, last + 1))


def opens_clause(ws: Words, k: int, end: int, *, strict: bool) -> bool:
    """Does a clause with a subject of its own begin at word `k`: a noun phrase and then a finite verb?

    `strict`: the verb before it may as well have a plain object ("reported the loss, which was large").
    """
    subject = np_right(ws, k)
    if subject is None:
        return not ws[k].is_a("prep", "conj") and has_clause(ws, k, end)
    at = subject[1] + 1
    while at <= end and (ws[at].is_adverb or ws[at].is_a("prep")):
        if ws[at].is_a("prep"):
            more = np_right(ws, at + 1)
            if more is None:
                return False
            at = more[1]
        at += 1
    if at > end:
        return False
    if ws[at].text == "," and strict:
        # "the vote, held on Monday, was fair"
        close = next((m for m in range(at + 1, min(end, at + APPOSITION_WORDS)) if ws[m].text == ","), None)
        return close is not None and (is_finite(ws, close + 1) or ws[close + 1].is_adverb)
    if ws[at].is_a("rel", "and", "conj") or ws[at].text == "," or ws[at].quote is not None or ws[at].text in "—–":
        return has_clause(ws, at, end)
    if is_finite(ws, at):
        return True
    # A verb that no table knows: a word in -s behind a name or a singular noun.
    return ws[at].text.islower() and not ws[at].is_mark and not ws[at].is_a("prep", "det") and has_clause(ws, at, end)
