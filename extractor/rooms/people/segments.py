"""Runs of capitalised words, cut into what may be one name each.

A run is cut at words that are part of no name: titles, everyday words at the start of a sentence, peoples, organisations,
places of several words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.rooms.people.words import CALENDAR, PARTICLES, SUFFIXES, Words

Token = tuple[int, int, str]  # start, end, as printed
_UP = r"[^\W\d_a-zß-öø-ÿ]"
_MARK = r"[\w\u0300-\u036f]"  # letters may be printed with their accents apart
_SHORT = r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Lt|Gen|Col|Capt|Maj|Sgt|Adm|Cmdr|Rev|Hon|Pres|Supt|Det|Cpl|Pvt|Insp|St|Jr|Sr|Cllr)\."
# Initials ("J.", "J.R."), a short title, a word with capitals after its hyphens and apostrophes ("O'Roe", "Roe-Poe", "Jo-el").
_WORD = rf"(?:(?:{_UP}\.)+(?!\w)|{_SHORT}|{_UP}{_MARK}*(?:'{_MARK}+)*(?:-{_UP}{_MARK}*(?:'\w+)*)*)"
_PARTICLE = "(?:" + "|".join(sorted(PARTICLES)) + ")"
# "Jane Q. Roe", "Ludwig van Roe", "John Roe Jr.", 'Edward "Ned" Roe'
_RUN = re.compile(
    rf"""(?<![\w@\#&/])(?:{_WORD}|(?:al|el)-{_UP}\w+)
    (?:
        [ ]{_WORD}
      | [ ](?:{_PARTICLE}[ ]){{1,2}}{_WORD}
      | [ ](?:al|el)-{_UP}\w+
      | [ ]["“'‘(]{_UP}\w+["”'’)](?=[ ]{_UP})
    )*
    (?:,?[ ](?:Jr|Sr)\b\.?)?""",
    re.VERBOSE,
)
_INITIALS = re.compile(rf"(?:{_UP}\.)+")
# Where a run may begin. The look is led by a plain set of characters (capitals, all letters but ASCII ones, and what stands between
# them in Unicode), so that a text is skipped through to the next of them at a few nanoseconds a character.
_CAPITALS = r"A-Zªµº\u00c0-\u1fff\u2071-\u218f\u2c00-\U0010ffff"
_RUN_START = re.compile(rf"[{_CAPITALS}](?<![\w@\#&/].)")
_RUN_START_AL = re.compile(rf"[{_CAPITALS}ae](?<![\w@\#&/].)(?:(?<![ae])|(?=l-))")  # "al-Roe"
PIECE = re.compile(r"[^ ]+")
_POSSESSIVE = re.compile(r"['’]s?$")
# A dump repeats its capitalised words: nearly all of an article's have been met.
_WORDS_KEPT = 1 << 15
_CONTRACTED = re.compile(r"['’](?:m|t|re|ve|ll|d)$")
# A word and its mark, read backwards from the space behind it.
_BACKWARDS = re.compile(r" ([.,]?)([^\W\d_]+(?:-[^\W\d_]+)*)")
_ENDS_SENTENCE = frozenset("\n.!?:;\"“”'‘’(—–-*•|[~")
_TAIL = re.compile(r"(?:['’]s?|[,;:\"“”)]|(?<!\bJr)(?<!\bSr)(?<![A-Z])\.)+$")


@dataclass(slots=True)
class Segment:
    """Capitalised words that may be one name, and what stands beside them inside the run."""

    start: int
    end: int
    words: list[str]  # as printed
    low: list[str]
    titled: bool  # a title stands before it
    opens: bool  # begins a sentence
    headline: bool  # in a line where every word has a capital
    tail: str  # the capitalised word directly behind it, lower case; "" for none
    weight: float = 0.0  # how much speaks for a name, see weight.py
    context: float = 0.0  # the part of it that comes from the neighbours
    rule: str = "full name"
    core: list[str] = field(init=False)  # the words in lower case, without a suffix

    def __post_init__(self) -> None:
        self.core = [word for word in self.low if word not in SUFFIXES]


@lru_cache(maxsize=_WORDS_KEPT)
def lowered(word: str) -> str:
    """A printed word as the tables have it: lower case, without possessive, full stop and quotation marks."""
    return _POSSESSIVE.sub("", word.lower()).strip(".,\"“”'‘’()")


def runs(text: str) -> Iterator[list[Token]]:
    """Each run of capitalised words. What belongs to somebody is not his name: "Roe's Senate seat" is two runs."""
    last = 0
    for start in (_RUN_START_AL if "l-" in text else _RUN_START).finditer(text):
        begin = start.start()
        match = _RUN.match(text, begin) if begin >= last else None
        if match is None:
            continue
        last = match.end()
        if " " not in match.group():
            yield [(begin, last, match.group())]
            continue
        run: list[Token] = []
        for piece in PIECE.finditer(match.group()):
            run.append((begin + piece.start(), begin + piece.end(), piece.group()))
            if piece.group().endswith("'s"):
                yield run
                run = []
        if run:
            yield run


def opens_sentence(text: str, start: int) -> bool:
    """Is the character at `start` the first of a sentence, a quotation or a line?"""
    before = text[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in _ENDS_SENTENCE


def segments(text: str, found: list[list[Token]], tables: Words) -> Iterator[Segment]:
    """Every stretch of a run that may be a name, in reading order."""
    for run in found:
        low = [lowered(word) for _, _, word in run]
        opens = opens_sentence(text, run[0][0])
        headline = len(run) >= 5
        titled = _title_before(text, run[0][0], tables)
        i, n = 0, len(run)
        while i < n:
            length = place_length(low, i, tables) or _land(low, i, tables)
            if length:
                titled = False
                i += length
                continue
            if _is_outside(low, i, run, opens and i == 0, headline, tables):
                titled = low[i] in tables.titles
                i += 1
                continue
            if _leads_in(low, i, tables):
                titled = False
                i += 1
                continue
            j = i + 1
            while j < n and _continues(low, i, j, run, headline, tables):
                j += 1
            yield Segment(
                start=run[i][0],
                end=run[j - 1][1],
                words=[word for _, _, word in run[i:j]],
                low=low[i:j],
                titled=titled,
                opens=opens and i == 0,
                headline=headline,
                tail=low[j] if j < n else "",
            )
            titled = False
            i = j


def word_before(text: str, start: int, reach: int) -> tuple[str, str]:
    """The word in front of `start`, in lower case, and the mark behind it; two empty strings where none stands within `reach`."""
    if not start or text[start - 1] != " ":
        return "", ""
    # Nearly always letters alone stand between two spaces; the pattern reads the rest.
    word = text[max(0, start - reach) : start - 1].rpartition(" ")[2]
    if word.isalpha():
        return word.lower(), ""
    match = _BACKWARDS.match(text[max(0, start - reach) : start][::-1])
    return (match[2][::-1].lower(), match[1]) if match else ("", "")


def _title_before(text: str, start: int, tables: Words) -> bool:
    word, mark = word_before(text, start, 24)
    return (word in tables.titles and mark != ",") or tables.cues.get(word) == "kin"


def is_initial(printed: str, tables: Words) -> bool:
    return "." in printed and _INITIALS.fullmatch(printed) is not None and tables.cues.get(lowered(printed)) != "short"


def _is_contracted(word: str) -> bool:
    return ("'" in word or "’" in word) and _CONTRACTED.search(word) is not None


def place_length(low: list[str], i: int, tables: Words) -> int:
    """How many words from word `i` on are a place of several words: "New York City" 3; else 0."""
    if low[i] not in tables.place_beginnings:
        return 0
    for length in (3, 2):
        if i + length <= len(low) and " ".join(low[i : i + length]) in tables.places:
            # "Virginia Beach" is no Ms. Beach, but a common first name before a common surname is a person first.
            if tables.first.get(low[i], ("", 0))[1] == 2 and tables.surname.get(low[i + 1], 0) >= 2:
                return 0
            return length
    return 0


def _land(low: list[str], i: int, tables: Words) -> int:
    """How many words from word `i` on are a place that no table has, by its first word: "Port Alder" 2; else 0."""
    if tables.cues.get(low[i]) != "land" or i + 1 == len(low):
        return 0
    return 0 if low[i] in tables.first or low[i + 1] in tables.first or low[i + 1] in tables.titles else 2


def _is_outside(
    low: list[str], i: int, run: list[Token], opens: bool, headline: bool, tables: Words
) -> bool:  # fmt: skip
    """Does no name begin with word `i` of the run?"""
    word, printed = low[i], run[i][2]
    following = low[i + 1] if i + 1 < len(low) else ""
    if is_initial(printed, tables):
        return False
    if len(word) < 2 or word in SUFFIXES or tables.cues.get(word) in ("short", "modifier") or _is_contracted(word):
        return True
    common = tables.common.get(word, 0)
    if word in tables.demonyms and following not in tables.surname:
        return True
    if word in tables.titles and following in tables.first:
        return True  # "King James", "Prince William"
    if word in tables.first:
        # "Will Roe", "April Roe": an ordinary word is a first name where a surname follows that is nothing else.
        surname_follows = tables.surname.get(following, 0) >= 1 and tables.common.get(following, 0) <= 2
        if common < 3 and word not in CALENDAR and not (opens and common):
            return False
        if common >= 4 and tables.first[word][1] < 2:
            return True
        return not (surname_follows or (following and is_initial(run[i + 1][2], tables)))
    if word in tables.demonyms or word in CALENDAR or word[:-1] in CALENDAR or word in tables.titles:
        return True
    if word in tables.organisation:
        return tables.surname.get(word, 0) < 3 or i > 0 or following != ""
    if common >= 4 or (common >= 1 and (opens or headline)):
        return True
    return common >= 3 and tables.surname.get(word, 0) < 2


def _leads_in(low: list[str], i: int, tables: Words) -> bool:
    """Is word `i` an ordinary or short word in front of a full name ("Miss Universe Jane Roe", "DJ Jane Roe")?"""
    if i + 2 >= len(low) or low[i] in tables.first or low[i + 1] not in tables.first or low[i + 1] in tables.common:
        return False
    return (tables.common.get(low[i], 0) >= 1 or len(low[i]) == 2) and low[i + 2] in tables.surname


def _continues(low: list[str], begun: int, i: int, run: list[Token], headline: bool, tables: Words) -> bool:
    """Does word `i` of the run belong to the name that began at `begun`?"""
    word, printed = low[i], run[i][2]
    if word in SUFFIXES or word in PARTICLES or is_initial(printed, tables):
        return True
    surname = tables.surname.get(word, 0)
    common = tables.common.get(word, 0)
    last_word = i + 1 == len(low) or low[i + 1] in SUFFIXES
    behind_first = low[i - 1] in tables.first or is_initial(run[i - 1][2], tables)
    behind_common_first = tables.first.get(low[i - 1], ("", 0))[1] == 2 and low[i - 1] not in tables.places
    if _is_contracted(word):
        return False
    # "Jane Roe Speaks": behind first name and surname an ordinary word is the line going on.
    if i - begun >= 2 and low[begun] in tables.first and common >= 1 and low[i - 1] in tables.surname:
        return surname == 3
    if word in tables.demonyms or word in CALENDAR:
        return behind_common_first and last_word and i - begun == 1 and (surname >= 2 or word in tables.demonyms)
    # A surname that is an everyday word ("Price", "Young") right behind a first name or an initial.
    if i - begun <= 2 and behind_first and surname and (surname >= 2 or last_word):
        return last_word or word not in tables.titles
    if word in tables.first and common < 3:
        return True
    if word in tables.titles:
        return surname >= 2 and i + 1 == len(low)
    if word in tables.organisation or common >= 4 or (headline and common >= 1):
        return False
    return common < 3 or surname >= 2


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name without possessive, closing marks and full stop (but for "Jr." and initials)."""
    return start, start + len(_TAIL.sub("", text[start:end]))
