"""How far somebody leads: "A trailed B by 5 points", "a 4-point lead over B", "A's lead over B narrowed to N".

The pairs of shares are in pairs.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.linking.grammar.actors import Actor
from extractor.linking.grammar.owners import LIKELY, SURE, Owner, nominative
from extractor.linking.grammar.pairs import MAY_LEAD, OUTSPENT, OWNED_LEAD, OWNED_LEADS, PAIR_REACH, TRAIL, unit_of
from extractor.linking.grammar.skeleton import ANY_PERCENT, ANY_PERSON, M, P, Skeleton, X

_CHOSEN = re.compile(r"\b(?:chosen|backed|supported|favou?red|preferred|picked|named|selected)\s$")
_AHEAD = re.compile(
    r"\b(?:lead|leads|led|leading|ahead|edge|edges|edged|edging|tops|topped|beat|beats|beating|bests|bested|defeat|defeats|defeated|defeating|trounced|won|wins|win|winning"
    r"|outpolled|outpaced|outpacing|crushed|clobbered|thumped|walloped|nipped|ousted|unseated|prevailed|carried|(?<!stand\s)(?<!stands\s)up(?!\s(?:to|for)\b)|re-election|advantage|romped)\b"
)
_BY = re.compile(
    rf"(?:\bby|\bmargin\sof|\blead\sof|\badvantage\sof)\s(?:about\s|a\s|margin\s|of\s|less\sthan\s){{0,4}}(?P<n>{P})"
    rf"|\bby\s(?:about\s|a\s|some\s){{0,2}}(?P<sum>{M})|(?P<m>{P})\s(?:point\s)?(?:leads?|advantage|edge|margin|victory|win|deficit|loss)\b(?:\s(?:over|against|on|to)\s(?:[a-z.-]+\s){{0,4}}?(?P<rival>{X}))?"
)
# "Roe holds a lead over Poe of N", "the district backed Roe over Poe by N": the margin behind both names.
_OVER = re.compile(
    rf"\b(?:leads?|advantage|edge)\s(?:over|on|against)\s(?:[a-z.-]+\s){{0,4}}?(?P<led>{X})\s(?:of|to|at|is|was|by)\s(?:between\s)?(?P<n>{P})"
    rf"|(?P<one>{X})\sover\s(?:[a-z.-]+\s){{0,4}}?(?P<two>{X})\sby\s(?P<m>{P})"
)


# Of each of these matches, one of the words.
_MARGINS = frozenset({"by", "margin", "lead", "leads", "advantage", "edge", "victory", "win", "deficit", "loss"})
_LEADS = frozenset({"lead", "leads", "advantage", "edge", "over"})
_AND = re.compile(r"\band\s$")
# "Roe leads Poe by 20 points and the grocer Doe by 18 points": the verb is said once.
_AND_BY = re.compile(rf"(?:,|\)|\sand)\s(?:and\s)?(?:[a-z.-]+\s){{0,3}}(?P<a>{X})\s$")


def over(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Roe has a lead over Poe of N", "voters chose Roe over Poe by N"."""
    for match in _OVER.finditer(sk.text) if not _LEADS.isdisjoint(sk.words) else ():
        if match["one"]:
            yield match["m"], Owner(sk.actor(match["one"]), "margin.over", SURE, sk.actor(match["two"]))
            continue
        left = MAY_LEAD.search(sk.text, max(0, match.start() - PAIR_REACH), match.start())
        one = nominative(left.group(), sk, match.group()) if left else None
        rival = sk.actor(match["led"])
        if one is not None and one.name != rival.name:
            yield match["n"], Owner(one, "margin.over", LIKELY, rival)


def margins(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Roe defeated Poe by N", "Roe trailed Poe by N": the margin is that of the verb's subject, over the other."""
    led: Actor | None = None  # who led by the margin before
    for match in _BY.finditer(sk.text) if not _MARGINS.isdisjoint(sk.words) else ():
        mark = match["n"] or match["m"] or match["sum"]
        if _CHOSEN.search(sk.text, max(0, match.start() - 14), match.start()):
            continue  # "was chosen by N of voters" is a share
        left = MAY_LEAD.search(sk.text, max(0, match.start() - PAIR_REACH), match.start())
        stretch = left.group() if left else ""
        # "Roe got 55 percent and beat Poe by eight points": the subject stands before the other figure.
        further = sk.text[max(0, match.start() - PAIR_REACH) : match.start() - len(stretch)].rpartition(";")[2]
        cues = [cue for pattern in (_AHEAD, TRAIL, OUTSPENT) for cue in pattern.finditer(stretch)]
        cues.sort(key=lambda cue: cue.start())
        listed = _AND_BY.search(stretch) if not cues and led is not None else None
        if listed is not None and led is not None:
            yield mark, Owner(led, "margin.list", LIKELY, sk.actor(listed["a"]))
            continue
        if match["rival"] and not cues:
            # "Roe has a 4-point lead over Poe"
            holder, rival = nominative(stretch, sk, match.group()), sk.actor(match["rival"])
            if holder is not None and holder.name != rival.name:
                yield mark, Owner(holder, "margin.noun", LIKELY, rival)
        while cues:
            verb = cues[-1].start()
            one = nominative(stretch[:verb], sk, stretch[verb:])
            if one is None and _AND.search(stretch, 0, verb):
                one = nominative(further + stretch[:verb], sk, stretch[verb:])
            if one is None:
                cues.pop()
                continue
            others = [sk.actor(other) for other in ANY_PERSON.findall(stretch, cues[-1].end())]
            others += [sk.actor(match["rival"])] if match["rival"] else []
            beaten = next((actor for actor in others if actor.name != one.name), None)
            yield mark, Owner(one, "margin.verb", LIKELY, beaten)
            led = one
            break


_LED = re.compile(rf"\s(?:over|on|against)\s(?:[a-z.-]+\s){{0,4}}?(?P<a>{X})")


def leads(sk: Skeleton) -> Iterator[tuple[str, Owner]]:
    """ "Roe's lead over Poe narrowed to N points": points behind a lead that has an owner are that owner's."""
    for owned in OWNED_LEAD.finditer(sk.text) if not OWNED_LEADS.isdisjoint(sk.words) else ():
        one = sk.actor(owned["a"])
        over = _LED.match(sk.text, owned.end())
        rival = sk.actor(over["a"]) if over and sk.actor(over["a"]).name != one.name else None
        for mark in ANY_PERCENT.findall(sk.text, owned.end(), owned.end() + PAIR_REACH):
            if unit_of(sk.figure(mark)) == "points":
                yield mark, Owner(one, "lead of", LIKELY, rival)
