"""Who is cited for a figure.   "according to the county clerk", "The Harbor Times reported that", a figure inside a quotation

reads   doc.text, doc._.quotes
gives   the source as printed, without article; None where the text cites nobody
"""

from __future__ import annotations

import re

from extractor.language.found import Place
from extractor.language.lexicon import load_words
from extractor.linking.grammar.quoted import Quoted
from extractor.text.standing import stands

_WORDS = r"[A-Z][\w&.'’]*(?:(?:\s|/|-)(?:of\s|for\s|the\s|on\s|and\s)?[A-Z][\w&.'’]*){0,6}"
# "according to the Federal Election Commission", "according to a tally her staff published"
_ACCORDING = re.compile(
    rf"\b(?:according\s+to|as\s+reported\s+by|citing)\s+(?:the\s+|an?\s+)?(?P<source>{_WORDS}|[a-z][^,.;:()\n\"“”]{{2,60}}?(?=\s+(?:released|published|filed|on|last|that|which|from)\b|[,.;:()\n\"“”]|$))",
    re.IGNORECASE,
)
# "figures from the Federal Election Commission"
_FIGURES_FROM = re.compile(rf"\b(?:[Dd]ata|[Ff]igures)\s+from\s+(?:the\s+)?(?P<source>{_WORDS})")
# "The Harbor Times reported that Roe ...", "Example News said"
_REPORTED = re.compile(
    rf"(?<![\w-])(?P<source>(?:The\s+)?{_WORDS})\s+(?:has\s+|had\s+|first\s+|also\s+)?(?:reported|reports|estimates|estimated|calculated|projected|announced)\b"
    # "Labour reported £2 million in gifts": those who report their own books are nobody's source.
    r"(?!\s+(?:having\s+)?(?:raising|receiving|accepting|taking|spending|having|collecting|ending|holding|over|more|about|nearly|almost|just|some|a|an|[$£€]|\d))"
)
# Of each of these matches, one of the words.
_ACCORDING_WORDS = frozenset({"according", "reported", "citing"})
_FIGURES = frozenset({"data", "figures"})
_REPORTS = frozenset({"reported", "reports", "estimates", "estimated", "calculated", "projected", "announced"})
_LEAD_INS = re.compile(r"^(?:In|On|At|As|When|While|After|But|And|Just|Shortly|Late|Early)\s+")


def hedge(quoted: Quoted, text: str, figure: Place, sentence: Place, own: str = "") -> str | None:
    """The source cited for a figure, in the sentence it stands in.

    `own`: whose figure it is; those who report on themselves are nobody's source.
    """
    for quote in quoted.around(figure[0]):
        if quote.speaker and quote.kind != "indirect":
            return quote.speaker
    told = _ACCORDING.search(text, *sentence) if stands(text, _ACCORDING_WORDS, *sentence) else None
    if told is None and stands(text, _FIGURES, *sentence):
        told = _FIGURES_FROM.search(text, *sentence)
    if told is not None:
        return _tidy(told["source"])
    for match in _REPORTED.finditer(text, *sentence) if stands(text, _REPORTS, *sentence) else ():
        if match.end() <= figure[0] or match.start() >= figure[1]:
            source = _tidy(match["source"])
            himself = bool(own) and own.rsplit(maxsplit=1)[-1] in source.split()
            if source and not himself and source.lower() not in load_words("no_sources"):
                return source
    return None


def _tidy(source: str) -> str:
    """The source without what only opens its sentence, and without the end of the sentence."""
    while match := _LEAD_INS.match(source):
        source = source[match.end() :]
    return " ".join(source.split()).rstrip(".'’")
