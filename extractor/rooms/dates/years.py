"""Years, ranges of years, decades."""

from __future__ import annotations

from extractor.language.lexicon import load_words
from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.hit import Hit, Read
from extractor.rooms.dates.scene import Answer
from extractor.rooms.dates.sure import COUNTED, LIKELY, PRINTED, SETTLED

# Years that news speaks of without saying "in": others need a word before them that only a year can follow.
PLAIN_YEARS = range(1850, 2060)
# Longer ranges of years are telephone numbers and sums.
LONGEST_YEARS = 150
_CALLS_FOR_YEAR = frozenset("ifrbEBMe")
_CALLING_WORDS = frozenset({"since", "by", "during", "until", "till", "throughout", "circa", "as of"})


def year(hit: Hit) -> Answer | None:
    """2016 · '16 · in nineteen ninety-six"""
    number = hit.year("year")
    if number is None or not _is_year(hit, number):
        return None
    stretch = cal.year_of(number)
    return Answer(stretch, PRINTED if number in PLAIN_YEARS else COUNTED) if stretch else None


def years(hit: Hit) -> Answer | None:
    """2011-2016 · 2015-16"""
    pair = hit.pair("pair")
    if pair is not None:
        first, last = pair
    else:
        start, end, digits = hit.number("first"), hit.number("last"), hit.words("last")
        if start is None or end is None or not _is_year(hit, start):
            return None
        if "/" in hit.line.kinds[hit.first : hit.end] and (start + 1) % 100 != end:
            return None
        first, last = start, end if end > 999 else start - start % 100 + end if len(digits) == 2 else 0
    if not first < last <= first + LONGEST_YEARS:
        return None
    a, b = cal.year_of(first), cal.year_of(last)
    return Answer(Stretch(a.start, b.end, "range"), SETTLED) if a and b else None


def _is_year(hit: Hit, number: int) -> bool:
    """Four digits are a year unless they count something, price something or number something."""
    kinds, before, after, follow = hit.line.kinds, hit.before, hit.after, hit.word_after
    if before in tuple("$%/:") or after in tuple("%/:$"):
        return False
    numbered = load_words("numbered")
    if hit.word_before in numbered or (before == "." and hit.line.word(hit.first - 2) in numbered):
        return False
    outer = kinds[hit.first - 2 : hit.first - 1] if hit.first > 1 else ""
    if (after == "-" and kinds[hit.end + 1 : hit.end + 2] in ("j", "N", "Y")) or (
        before == "-" and outer in ("j", "N", "Y", "D")
    ):
        # Part of a telephone number or a sum, or a range that was refused.
        return False
    kind = kinds[hit.first]
    called = before in _CALLS_FOR_YEAR or hit.word_before in _CALLING_WORDS
    if kind == "q":
        return (before == "i" or hit.depth > 0) and 1500 <= number <= 2100
    if kind == "y":
        return called or before in ("&", "-", "g") or hit.depth > 0
    if before == "-" and outer == "x" and number not in PLAIN_YEARS:
        return False
    if (
        follow in load_words("counted")
        or after == "U"
        or (after == "-" and hit.line.word(hit.end + 1) in load_words("counted"))
    ):
        return False
    if number not in PLAIN_YEARS:
        return called and after != "x"
    if number % 50 or called or hit.depth:
        return True
    # A round number is a year only where a year may stand: "the 2000 election", not "some 2000".
    plural = follow.endswith("s") and hit.scene.text[hit.line.tokens.starts[hit.end]].islower() if after else False
    return before in tuple("gh&-'L,(a") and not plural


def decade(hit: Hit) -> Answer | None:
    """the 1970s · '80s · the nineties; "the early 1900s" is the century's beginning"""
    value = hit.integer("decade")
    if value is None:
        return None
    if value < 100:
        marked = hit.line.word(hit.first)[0] in "'‘’" or hit.line.word(hit.first).isalpha()
        outer = hit.line.kinds[max(0, hit.first - 3) : hit.first]
        # "In her early 50s" is an age, "in the low 40s" the weather.
        if "h" in outer or (
            not marked
            and (hit.before not in ("g", "E", "-", "&") or value < 50 or (outer[-1:] == "-" and outer[-2:-1] != "E"))
        ):
            return None
        value += 1900 if value >= 20 else 2000
    whole = value % 100 == 0 and value < 2000
    stretch = cal.months_of(value, 1, 1200, "century") if whole else cal.decade_of(value)
    return Answer(stretch, LIKELY if value % 100 == 0 else SETTLED) if stretch else None


YEARS: dict[str, Read] = {"year": year, "years": years, "decade": decade}
