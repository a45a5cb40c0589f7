"""Runs of capitalised words in a text, and the words that stand before a place.   "Sen. Jane Q. Roe Jr.", "Roe", "New York City"

A run is words with one space between them; what is a name in it, `segments.py` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.rooms.people.words import PARTICLES, Words

Run = tuple[int, str]  # where it starts, as printed

_UP = r"[^\W\d_a-zß-öø-ÿ]"
_MARK = r"[\w\u0300-\u036f]"  # letters may be printed with their accents apart
_SHORT = r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Lt|Gen|Col|Capt|Maj|Sgt|Adm|Cmdr|Rev|Hon|Pres|Supt|Det|Cpl|Pvt|Insp|St|Jr|Sr|Cllr)\."
# What goes on behind the first capital of a word: further parts with apostrophes and hyphens ("O'Roe", "Roe-Poe", "Jo-el").
_REST = rf"{_MARK}*(?:'{_MARK}+)*(?:-{_UP}{_MARK}*(?:'\w+)*)*"
# Initials ("J.", "J.R."), a short title, a word.
_WORD = rf"(?:(?:{_UP}\.)+(?!\w)|{_SHORT}|{_UP}{_REST})"
_PARTICLE = "(?:" + "|".join(sorted(PARTICLES)) + ")"
_ARABIC = rf"(?:al|el)-{_UP}\w+"
_FREE = r"(?<![\w@\#&/].)"
# Where a run begins: the look is led by a plain set of characters (capitals, all letters but ASCII ones, and what stands between
# them in Unicode), so that a text is skipped through to the next of them at a few nanoseconds a character.
_CAPITALS = r"A-Zªµº\u00c0-\u1fff\u2071-\u218f\u2c00-\U0010ffff"
_FIRST = rf"[{_CAPITALS}]{_FREE}(?<={_UP})(?:\.(?:{_UP}\.)*(?!\w)|(?<=(?={_SHORT}).)[a-z]+\.|{_REST})"
_FIRST_ARABIC = rf"[ae]{_FREE}(?<=(?={_ARABIC}).)l-\w+"  # "al-Roe"
# "Jane Q. Roe", "Ludwig van Roe", "John Roe Jr.", 'Edward "Ned" Roe'
_MORE = rf"""
    (?:
        [ ]{_WORD}
      | [ ](?:{_PARTICLE}[ ]){{1,2}}{_WORD}
      | [ ]{_ARABIC}
      | [ ]["“'‘(]{_UP}\w+["”'’)](?=[ ]{_UP})
    )*
    (?:,?[ ](?:Jr|Sr)\b\.?)?"""
_RUN = re.compile(_FIRST + _MORE, re.VERBOSE)
_RUN_OR_ARABIC = re.compile(rf"(?:{_FIRST}|{_FIRST_ARABIC}){_MORE}", re.VERBOSE)
_OWNED = re.compile(r"(?<='s) ")
_INITIALS = re.compile(rf"(?:{_UP}\.)+")
_POSSESSIVE = re.compile(r"['’]s?$")
# No title of one word is longer, with its mark and the space behind it.
TITLE_REACH = 24
# A dump repeats its capitalised words: nearly all of an article's have been met.
_WORDS_KEPT = 1 << 15
# A word and its mark, read backwards from the space behind it.
_BACKWARDS = re.compile(r" ([.,]?)([^\W\d_]+(?:-[^\W\d_]+)*)")
_ENDS_SENTENCE = frozenset("\n.!?:;\"“”'‘’(—–-*•|[~")
_APOSTROPHES = ("'", "’")
_TAIL = re.compile(r"(?:['’]s?|[,;:\"“”)]|(?<!\bJr)(?<!\bSr)(?<![A-Z])\.)+$")


def runs(text: str) -> Iterator[Run]:
    """Each run of capitalised words. What belongs to somebody is not his name: "Roe's Senate seat" is two runs."""
    for match in (_RUN_OR_ARABIC if "l-" in text else _RUN).finditer(text):
        start, printed = match.start(), match.group()
        if "'s " not in printed:
            yield start, printed
            continue
        for part in _OWNED.split(printed):
            yield start, part
            start += len(part) + 1


@lru_cache(maxsize=_WORDS_KEPT)
def lowered(word: str) -> str:
    """A printed word as the tables have it: lower case, without possessive, full stop and quotation marks."""
    return _POSSESSIVE.sub("", word.lower()).strip(".,\"“”'‘’()")


def is_initial(printed: str, tables: Words) -> bool:
    """Is the word "J." or "J.R.", and no short form of another?"""
    return "." in printed and _INITIALS.fullmatch(printed) is not None and tables.cues.get(lowered(printed)) != "short"


def opens_sentence(text: str, start: int) -> bool:
    """Is the character at `start` the first of a sentence, a quotation or a line?"""
    before = text[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in _ENDS_SENTENCE


def printed_before(text: str, start: int, reach: int) -> str:
    """What stands between the space in front of `start` and the space before that; empty where no space stands in front."""
    if not start or text[start - 1] != " ":
        return ""
    return text[max(0, start - reach) : start - 1].rpartition(" ")[2]


def word_before(text: str, start: int, reach: int) -> tuple[str, str]:
    """The word in front of `start`, in lower case, and the mark behind it; two empty strings where none stands within `reach`."""
    # Nearly always letters alone stand between two spaces; the pattern reads the rest.
    word = printed_before(text, start, reach)
    if not word or word.isalpha():
        return word.lower(), ""
    match = _BACKWARDS.match(text[max(0, start - reach) : start][::-1])
    return (match[2][::-1].lower(), match[1]) if match else ("", "")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name without possessive, closing marks and full stop (but for "Jr." and initials)."""
    last, before = text[end - 1 : end], text[end - 2 : end - 1]
    if last.isalpha() and not (last == "s" and before in _APOSTROPHES):
        return start, end
    return start, start + len(_TAIL.sub("", text[start:end]))
