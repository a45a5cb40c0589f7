"""Names in text with capitals: every run of capitalised words, cut where the name ends, weighed by what stands around it.

A run is cut into segments at words that are part of no name (titles, everyday words at the start of a sentence, peoples,
organisations); a segment is weighed by the name tables and by its neighbours (a title before, a party in brackets or an age
behind, a verb of speech beside it). The weights were set by hand; `NAME_WEIGHT` is what a segment has to reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.rooms.people.name import Name
from extractor.rooms.people.words import CALENDAR, PARTICLES, SUFFIXES, Words

# Two independent signs of a person (a common first name counts as two).
NAME_WEIGHT = 2.0
# A lone word needs one strong sign, or two weak ones, over the whole document.
LONE_WEIGHT = 1.5

_UP = r"[^\W\d_a-zß-öø-ÿ]"
_SHORT = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Lt|Gen|Col|Capt|Maj|Sgt|Adm|Cmdr|Rev|Hon|Pres|Supt|Det|Cpl|Pvt|Insp)\."
)
_WORD = rf"(?:(?:{_UP}\.)+(?!\w)|{_SHORT}|{_UP}\w*(?:'{_UP}?\w+)*(?:-{_UP}\w*(?:'\w+)*|-(?:el|al|ur|un|il)(?=-))*)"
_PARTICLE = r"(?:al-|el-)?(?:" + "|".join(sorted(PARTICLES)) + r")"
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
_PIECE = re.compile(r"[^ ]+")
_POSSESSIVE = re.compile(r"'s?$")
_PARTY = re.compile(r",? ?[(\[](?:D|R|I|L|G|Dem|Rep|Con|Lab|LD|SNP|Ind)(?:\.|-[A-Z]|[)\],])")
_AGE = re.compile(r", (?:\d{2}|who|whose|the|a|an|[a-z]+(?:-[a-z]+)* )(?:,| )?")
_AGE_ONLY = re.compile(r", \d{2},")
_NEXT = re.compile(r"[ ]([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]+)[.,]? $")
_STATE_AFTER = re.compile(r", ([A-Z][a-z]+\.?(?: [A-Z][a-z]+\.?)?|[A-Z]\.[A-Z]\.)(?:[,.;]|$)")
_PLACE_BEFORE = frozenset(["in", "at", "near", "outside", "from", "throughout", "across", "around"])
_GROUP_AFTER = frozenset(
    [
        "campaign",
        "administration",
        "family",
        "voters",
        "supporters",
        "supporter",
        "rally",
        "ads",
        "ad",
        "backers",
        "aides",
        "team",
        "camp",
    ]
)


@dataclass(slots=True)
class Segment:
    """Capitalised words that may be one name: offsets, the words as printed and in lower case, and what is known."""

    start: int
    end: int
    words: list[str]
    low: list[str]
    titled: bool  # a title stands before it
    opens: bool  # begins a sentence
    tail: str  # the organisation word, or other capitalised word, directly behind it; "" for none
    head: str  # the capitalised word directly before it, lower case
    headline: bool  # in a line where every word has a capital
    weight: float = 0.0


def _low(word: str) -> str:
    return _POSSESSIVE.sub("", word.lower()).strip(".,\"“”'‘’()")


def runs(text: str) -> Iterator[list[tuple[int, int, str]]]:
    """Each run of capitalised words as (start, end, word)."""
    for match in _RUN.finditer(text):
        start = match.start()
        run: list[tuple[int, int, str]] = []
        for piece in _PIECE.finditer(match.group()):
            run.append((start + piece.start(), start + piece.end(), piece.group()))
            # What belongs to somebody is not his name: "Roe's Senate seat".
            if piece.group().endswith("'s") and run:
                yield run
                run = []
        if run:
            yield run


def opens_sentence(text: str, start: int) -> bool:
    """Is the character at `start` the first of a sentence, a quotation or a line?"""
    before = text[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in "\n.!?:;\"“”'‘’(—–-*•|"


def segments(text: str, found: list[list[tuple[int, int, str]]], tables: Words) -> Iterator[Segment]:
    """Every stretch of a run that may be a name, in reading order."""
    for run in found:
        low = [_low(word) for _, _, word in run]
        n = len(run)
        headline = n >= 5
        opens = opens_sentence(text, run[0][0])
        titled = False
        i = 0
        head = ""
        while i < n:
            word = low[i]
            if _is_cut(low, i, run, opens, headline, tables):
                titled = word in tables.titles
                head = word
                i += 1
                continue
            j = i + 1
            while j < n and not _is_cut(low, j, run, opens, headline, tables, begun=i):
                j += 1
            tail = low[j] if j < n else ""
            if not titled and i == 0:
                titled = _title_before(text, run[0][0], tables)
            yield Segment(
                start=run[i][0],
                end=run[j - 1][1],
                words=[word for _, _, word in run[i:j]],
                low=low[i:j],
                titled=titled,
                opens=opens and i == 0,
                tail=tail,
                head=head,
                headline=headline,
            )
            titled = False
            head = low[j - 1]
            i = j


def _title_before(text: str, start: int, tables: Words) -> bool:
    match = _BEFORE.search(text, max(0, start - 24), start)
    return match is not None and match.group(1).lower() in tables.titles


def _is_cut(
    low: list[str],
    i: int,
    run: list[tuple[int, int, str]],
    opens: bool,
    headline: bool,
    tables: Words,
    begun: int | None = None,
) -> bool:
    """Is word `i` of the run outside every name? `begun`: where the segment began that it would continue."""
    word = low[i]
    printed = run[i][2]
    if begun is not None:
        if word in SUFFIXES or word in PARTICLES:
            return False
        # A surname that is an everyday word ("Price", "Young") right behind a first name.
        if low[i - 1] in tables.first and tables.surname.get(word, 0) >= 2 and i - begun <= 2:
            return word in tables.titles and tables.common.get(word, 0) >= 2 and i + 1 < len(low)
    if len(word) == 1 or "." in printed[:-1]:
        return word in ("a", "i") and not printed.endswith(".")
    if word in tables.first and tables.common.get(word, 0) < 3 and word not in CALENDAR:
        return False
    if word in tables.demonyms or word in CALENDAR:
        return True
    if word in tables.titles and not (begun is not None and tables.surname.get(word, 0) >= 2 and i + 1 == len(low)):
        return True
    if word in tables.organisation and not (begun is None and tables.surname.get(word, 0) >= 2 and i + 1 < len(low)):
        return tables.surname.get(word, 0) < 3 or i > 0
    common = tables.common.get(word, 0)
    if common >= 4:
        return True
    if common >= 1 and ((opens and i == 0) or headline):
        return not (word in tables.first and (i + 1 < len(low)) and tables.surname.get(low[i + 1], 0) >= 1)
    return common >= 3 and tables.surname.get(word, 0) < 2 and word not in tables.first


def weigh(segment: Segment, text: str, tables: Words) -> float:
    """How much speaks for a person's name; `NAME_WEIGHT` is enough for several words."""
    low = [word for word in segment.low if word not in SUFFIXES]
    if not low:
        return -9.0
    first, last = low[0], low[-1]
    weight = 0.0
    after = text[segment.end : segment.end + 40]
    if segment.titled:
        weight += 2.0
    if _PARTY.match(after):
        weight += 2.0
    if _AGE_ONLY.match(after):
        weight += 1.5
    following = _NEXT.match(after)
    before = _BEFORE.search(text, max(0, segment.start - 20), segment.start)
    next_word = following.group(1) if following else ""
    word_before = before.group(1).lower() if before else ""
    if next_word in tables.speech or word_before in tables.speech:
        weight += 1.0
    if segment.tail in tables.organisation or next_word.lower() in _ORGANISATION_BEHIND:
        weight -= 3.0
    if word_before in _PLACE_BEFORE:
        weight -= 0.7
    if word_before == "the" and next_word not in _GROUP_AFTER:
        weight -= 1.0
    if _STATE_AFTER.match(after) and _is_place(after, tables):
        weight -= 2.0
    whole = " ".join(low)
    if whole in tables.places:
        weight -= 3.0
    if len(low) >= 2:
        sex_class = tables.first.get(first)
        if sex_class:
            weight += 1.7 + 0.3 * (sex_class[1] == 2) - 0.7 * (tables.common.get(first, 0) >= 2 and segment.opens)
        elif len(first) == 1 or "." in segment.words[0]:
            weight += 1.5
        if len(low) >= 3 and len(low[1]) == 1:
            weight += 1.5
        weight += {3: 1.0, 2: 0.8, 1: 0.6}.get(tables.surname.get(last, 0), 0.2)
        if last in tables.places:
            weight -= 1.5
        if any(word in tables.places for word in low[:-1]) and not sex_class:
            weight -= 1.5
        if all(tables.common.get(word, 0) == 0 for word in low):
            weight += 1.2 if not segment.opens and not segment.headline else 0.7
        if any(word in PARTICLES for word in low[1:-1]):
            weight += 0.5
        if len(low) > 4:
            weight -= 1.0
        if all(word.isupper() and len(word) > 1 for word in segment.words) and not sex_class:
            weight -= 2.0
    else:
        weight += 0.3 * (tables.surname.get(last, 0) >= 2) + 0.3 * (last in tables.first)
        weight -= 1.0 * (last in tables.places) + 0.3 * (last in tables.namesakes)
        if segment.words[-1].isupper() and len(last) > 1:
            weight -= 1.5
        if tables.common.get(last, 0) >= 1:
            weight -= 1.0
        if segment.words[-1].endswith("'s"):
            weight += 0.3
    return weight


_ORGANISATION_BEHIND = frozenset(["inc", "corp", "llc"])


def _is_place(after: str, tables: Words) -> bool:
    match = _STATE_AFTER.match(after)
    if match is None:
        return False
    name = match.group(1)
    return name.lower().rstrip(".") in tables.places or name.endswith(".")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name without possessive, closing marks and full stop (but for "Jr." and initials)."""
    word = text[start:end]
    kept = _TAIL.sub("", word)
    return start, start + len(kept)


_TAIL = re.compile(r"(?:(?:'s?|[,;:\"”’)])+|(?<!\bJr)(?<!\bSr)(?<![A-Z])\.)+$")


def find_cased(text: str, tables: Words) -> list[Name]:
    """Every name of a person in text with capitals, in reading order."""
    all_runs = list(runs(text))
    found = list(segments(text, all_runs, tables))
    names: dict[int, Name] = {}
    taken: set[int] = set()  # starts of words that belong to a name

    def add(start: int, end: int, low: list[str], rule: str, confidence: float) -> None:
        start, end = trim(text, start, end)
        if start < end:
            names[start] = Name(start, end, tuple(low), rule, confidence)

    surnames: set[str] = set()
    firsts: set[str] = set()
    lone: dict[str, list[Segment]] = {}
    accepted: list[Segment] = []
    for segment in found:
        segment.weight = weigh(segment, text, tables)
        core = [word for word in segment.low if word not in SUFFIXES]
        if len(core) >= 2 and segment.weight >= NAME_WEIGHT:
            accepted.append(segment)
        elif len(core) == 1 and len(core[0]) > 1:
            lone.setdefault(core[0], []).append(segment)
    # Words that stand alone all over the article support a name of two unknown words, and the other way round.
    for segment in found:
        core = [word for word in segment.low if word not in SUFFIXES]
        if 2 <= len(core) <= 4 and 0.3 <= segment.weight < NAME_WEIGHT and core[-1] in lone:
            support = sum(max(other.weight, 0.0) for other in lone[core[-1]])
            if segment.weight + support >= NAME_WEIGHT:
                accepted.append(segment)
    for segment in accepted:
        core = [word for word in segment.low if word not in SUFFIXES]
        add(segment.start, segment.end, core, "full name", min(0.98, 0.8 + 0.04 * segment.weight))
        taken.update(range(segment.start, segment.end))
        surnames.add(core[-1])
        if len(core[0]) > 2 and core[0] not in tables.places and core[0] not in tables.organisation:
            firsts.add(core[0])
    for word, places in lone.items():
        if word in surnames:
            continue
        weights = [segment.weight for segment in places]
        if sum(weights) >= LONE_WEIGHT and max(weights) >= 1.0 and len(word) > 2:
            surnames.add(word)
    firsts -= surnames
    for run in all_runs:
        opens = opens_sentence(text, run[0][0])
        for index, (start, end, printed) in enumerate(run):
            word = _low(printed)
            if start in taken or not (word in surnames or word in firsts):
                continue
            follower = _low(run[index + 1][2]) if index + 1 < len(run) else ""
            if follower in tables.organisation and not printed.endswith("'s"):
                continue
            common = tables.common.get(word, 0)
            if index == 0 and opens and common >= 3 and follower == "" and not _person_beside(text, end, tables):
                continue
            if word in firsts and (common >= 2 or word not in tables.first):
                continue
            add(start, end, [word], "surname again" if word in surnames else "first name again", 0.9)
    return [names[start] for start in sorted(names)]


def _person_beside(text: str, end: int, tables: Words) -> bool:
    match = _NEXT.match(text, end)
    return text[end - 2 : end] == "'s" or (match is not None and match.group(1) in tables.speech)
