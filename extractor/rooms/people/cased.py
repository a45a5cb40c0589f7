"""Names in text with capitals: every run of capitalised words, cut where the name ends, weighed by what stands around it.

A run is cut into segments at words that are part of no name (titles, everyday words at the start of a sentence, peoples,
organisations); a segment is weighed by the name tables and by its neighbours (a title before, a party in brackets or an age
behind, a verb of speech beside it). What one place leaves open, the rest of the article settles: a surname that stands alone
elsewhere, a word that is a name in ten places and in none an ordinary word. The weights are counts of independent signs, set
by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.rooms.people.name import Known, Name, is_known
from extractor.rooms.people.recogniser import Judge
from extractor.rooms.people.words import CALENDAR, PARTICLES, SUFFIXES, Words

# Two independent signs of a person; a common first name counts as two, for hardly anything else begins with one.
NAME_WEIGHT = 2.0
# Below this a name of several words is not even open: something speaks against it.
OPEN_WEIGHT = 0.3
# A lone word needs one strong sign, or two weak ones, over the whole article, and one of them must be worth so much.
LONE_WEIGHT = 1.5
LONE_SIGN = 1.0
# A full name that weighs more, or has a title, is not put to the model; nor is a lone word that weighs less than this.
SURE_WEIGHT = 2.6
LEAST_LONE_WEIGHT = -1.2
# So many places of one word are enough to ask about.
ASK_PLACES = 2
# A surname seen alone so many times supports a name of two unknown words as much as a title does.
RETURNS = 3

Token = tuple[int, int, str]  # start, end, as printed

_UP = r"[^\W\d_a-zß-öø-ÿ]"
_MARK = r"[\w\u0300-\u036f]"  # letters may be printed with their accents apart
_SHORT = r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Lt|Gen|Col|Capt|Maj|Sgt|Adm|Cmdr|Rev|Hon|Pres|Supt|Det|Cpl|Pvt|Insp|St|Jr|Sr)\."
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
_PIECE = re.compile(r"[^ ]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTY = re.compile(r",? ?[(\[](?:D|R|I|L|G|Dem|Rep|Con|Lab|LD|SNP|Ind)(?:\.|-[A-Z]|[)\],])")
_CONTRACTED = re.compile(r"['’](?:m|t|re|ve|ll|d)$")
_AGE = re.compile(r", \d{2},")
_NEXT = re.compile(r"[ ]([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[.,]? $")
# "Marlow, Ohio", "Marlow, Ga.", "Marlow, D.C."
_STATE_AFTER = re.compile(r", ([A-Z][a-z]+(?: [A-Z][a-z]+)?|(?:[A-Z][a-z]*\. ?){1,2})(?=[,.;) ]|$)")
_ENDS_SENTENCE = frozenset("\n.!?:;\"“”'‘’(—–-*•|[~")
_TAIL = re.compile(r"(?:(?:['’]s?|[,;:\"“”’)])+|(?<!\bJr)(?<!\bSr)(?<![A-Z])\.)+$")
# "WebSite" is a brand; "McRoe", "O'Roe", "DeRoe", "Roe-Poe" are people.
_INNER_CAPITAL = re.compile(r"^(?!Ma?c|De|Di|Du|La|Le|Fitz|Van|St)[^\W\d_]+[a-z](?=[A-Z])|[a-z]-[A-Z]$")
_COMPANY = frozenset({"Inc", "Corp", "LLC", "Ltd"})


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
    weight: float = 0.0
    rule: str = "full name"

    @property
    def core(self) -> list[str]:
        """The words without a suffix."""
        return [word for word in self.low if word not in SUFFIXES]


def lowered(word: str) -> str:
    """A printed word as the tables have it: lower case, without possessive, full stop and quotation marks."""
    return _POSSESSIVE.sub("", word.lower()).strip(".,\"“”'‘’()")


def runs(text: str) -> Iterator[list[Token]]:
    """Each run of capitalised words. What belongs to somebody is not his name: "Roe's Senate seat" is two runs."""
    for match in _RUN.finditer(text):
        begin = match.start()
        run: list[Token] = []
        for piece in _PIECE.finditer(match.group()):
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
            length = _place_length(low, i, tables)
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


def _title_before(text: str, start: int, tables: Words) -> bool:
    match = _BEFORE.search(text, max(0, start - 24), start)
    if match is None:
        return False
    word = match.group(1).lower()
    return (word in tables.titles and text[match.end(1) : start] != ", ") or tables.cues.get(word) == "kin"


def _is_initial(printed: str, tables: Words) -> bool:
    return _INITIALS.fullmatch(printed) is not None and tables.cues.get(lowered(printed)) != "short"


def _place_length(low: list[str], i: int, tables: Words) -> int:
    """How many words from word `i` on are a place of several words: "New York City" 3; else 0."""
    for length in (3, 2):
        if i + length <= len(low) and " ".join(low[i : i + length]) in tables.places:
            # "Virginia Beach" is no Ms. Beach, but a common first name before a common surname is a person first.
            if tables.first.get(low[i], ("", 0))[1] == 2 and tables.surname.get(low[i + 1], 0) >= 2:
                return 0
            return length
    return 0


def _is_outside(
    low: list[str], i: int, run: list[Token], opens: bool, headline: bool, tables: Words
) -> bool:  # fmt: skip
    """Does no name begin with word `i` of the run?"""
    word, printed = low[i], run[i][2]
    following = low[i + 1] if i + 1 < len(low) else ""
    if _is_initial(printed, tables):
        return False
    if len(word) < 2 or word in SUFFIXES or tables.cues.get(word) in ("short", "modifier") or _CONTRACTED.search(word):
        return True
    common = tables.common.get(word, 0)
    if word in tables.first:
        # "Will Roe", "April Roe": an ordinary word is a first name where a surname follows that is nothing else.
        surname_follows = tables.surname.get(following, 0) >= 1 and tables.common.get(following, 0) <= 2
        if common < 3 and word not in CALENDAR and not (opens and common):
            return False
        if common >= 4 and tables.first[word][1] < 2:
            return True
        return not (surname_follows or (following and _is_initial(run[i + 1][2], tables)))
    if word in tables.demonyms or word in CALENDAR or word in tables.titles:
        return True
    if word in tables.organisation:
        return tables.surname.get(word, 0) < 3 or i > 0
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
    if word in SUFFIXES or word in PARTICLES or _is_initial(printed, tables):
        return True
    surname = tables.surname.get(word, 0)
    common = tables.common.get(word, 0)
    last_word = i + 1 == len(low) or low[i + 1] in SUFFIXES
    behind_first = low[i - 1] in tables.first or _is_initial(run[i - 1][2], tables)
    behind_common_first = tables.first.get(low[i - 1], ("", 0))[1] == 2 and low[i - 1] not in tables.places
    if _CONTRACTED.search(word):
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


def weigh(segment: Segment, text: str, tables: Words) -> float:
    """How much speaks for a person's name."""
    core = segment.core
    if not core:
        return -9.0
    return _around(segment, text, tables) + (_of_several if len(core) > 1 else _of_one)(segment, core, tables)


def _around(segment: Segment, text: str, tables: Words) -> float:
    weight = 2.0 * segment.titled
    after = text[segment.end : segment.end + 40]
    following = _NEXT.match(after)
    before = _BEFORE.search(text, max(0, segment.start - 20), segment.start)
    next_word = following.group(1) if following else ""
    word_before = before.group(1).lower() if before else ""
    cue_after = tables.cues.get(next_word)
    if _PARTY.match(after):
        weight += 2.0
    if _AGE.match(after):
        weight += 1.5
    if next_word in tables.speech or word_before in tables.speech:
        weight += 1.0
    if cue_after == "group":
        weight += 0.5
    if segment.tail in tables.organisation and tables.cues.get(segment.tail) != "office":
        weight -= 3.0
    if next_word in _COMPANY:
        weight -= 3.0
    if tables.cues.get(word_before) == "place":
        weight -= 0.7
    if word_before == "the" and cue_after != "group":
        weight -= 0.7
    state = _STATE_AFTER.match(after)
    if state and (state.group(1).lower() in tables.places or state.group(1).endswith(".")):
        weight -= 2.0
    return weight - 3.0 * (" ".join(segment.core) in tables.places)


def _of_several(segment: Segment, core: list[str], tables: Words) -> float:
    first, last = core[0], core[-1]
    weight = {3: 1.0, 2: 0.8, 1: 0.6}.get(tables.surname.get(last, 0), 0.2)
    entry = tables.first.get(first) if first not in tables.places else None
    if entry:
        weight += 2.0 if entry[1] == 2 else 1.7
        weight -= 0.7 * (segment.opens and tables.common.get(first, 0) >= 2)
    elif _is_initial(segment.words[0], tables):
        weight += 1.5
    if len(core) > 2 and len(core[1]) == 1:
        weight += 1.5
    if last in tables.places:
        weight -= 1.5
    if first in tables.lands:
        # "Georgia Roe", but "Georgia House" and "Virginia Tech".
        weight -= 2.5 if last in tables.organisation else 0.5
    if not entry and any(word in tables.places for word in core[:-1]):
        weight -= 1.5
    # Two words that are nothing else: the print alone speaks for a name, less where every word has a capital.
    if all(word not in tables.common and word not in tables.place_words for word in core):
        weight += 0.7 if segment.opens or segment.headline else 1.2
    if any(word in PARTICLES for word in core[1:-1]):
        weight += 0.5
    if len(core) > 4:
        weight -= 1.0
    if not entry and all(word.isupper() and len(word) > 1 for word in segment.words):
        weight -= 2.0
    return weight


def _of_one(segment: Segment, core: list[str], tables: Words) -> float:
    word, printed = core[0], segment.words[0]
    weight = {3: 0.5, 2: 0.5, 1: 0.3}.get(tables.surname.get(word, 0), 0.0) + 0.3 * (word in tables.first)
    weight -= 1.0 * (word in tables.places) + 0.3 * (word in tables.namesakes)
    weight -= 1.5 * (printed.isupper() and len(word) > 1)
    weight -= 0.5 * (tables.common.get(word, 0) >= 1) + 0.5 * (tables.common.get(word, 0) >= 2)
    weight -= 1.5 * (_INNER_CAPITAL.search(printed) is not None)
    return weight + 0.3 * printed.endswith("'s")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name without possessive, closing marks and full stop (but for "Jr." and initials)."""
    return start, start + len(_TAIL.sub("", text[start:end]))


def clean_entity(text: str, start: int, end: int, tables: Words) -> tuple[int, int]:
    """A model's span without titles before the name, possessive and marks."""
    start, end = trim(text, start, end)
    for piece in _PIECE.finditer(text, start, end):
        if piece.end() >= end or lowered(piece.group()) not in tables.titles:
            return piece.start(), end
    return start, end


def find_cased(text: str, tables: Words, known: Known, judge: Judge | None = None) -> list[Name]:
    """Every name of a person in text with capitals, in reading order. `judge` is asked where the rules leave it open."""
    all_runs = list(runs(text))
    decided = _decide(list(segments(text, all_runs, tables)), text, tables, known)
    if judge is not None:
        _consult(judge, decided, text, tables)
    surnames = {segment.core[-1] for segment in decided.full} | decided.people
    # "Jane Roe Poe" is Ms. Roe in some countries and Ms. Poe in others.
    surnames |= {
        segment.core[-2]
        for segment in decided.full
        if len(segment.core) > 2 and len(segment.core[-2]) > 3 and segment.core[-2] not in tables.common
        if tables.first.get(segment.core[-2], ("", 0))[1] < 2
    }
    firsts = {
        segment.core[0]
        for segment in decided.full
        if len(segment.core[0]) > 2 and segment.core[0] in tables.first and segment.core[0] not in tables.places
    }
    names = {}
    for segment in decided.full:
        start, end = trim(text, segment.start, segment.end)
        confidence = min(0.98, 0.8 + 0.04 * segment.weight)
        names[start] = Name(start, end, tuple(segment.core), segment.rule, confidence)
    covered = {position for segment in decided.full for position in range(segment.start, segment.end)}
    for name in _again(all_runs, text, surnames, firsts - surnames, covered, tables):
        names[name.start] = name
    return [names[start] for start in sorted(names)]


@dataclass(slots=True)
class Decided:
    """What the rules make of an article's segments."""

    full: list[Segment]  # names of several words
    undecided: list[Segment]  # several words, neither way
    lone: dict[str, list[Segment]]  # each word that stands alone, with its places
    people: set[str]  # those of them that are people


def _decide(found: list[Segment], text: str, tables: Words, known: Known) -> Decided:
    full: list[Segment] = []
    undecided: list[Segment] = []
    lone: dict[str, list[Segment]] = {}
    for segment in found:
        segment.weight = weigh(segment, text, tables)
        core = segment.core
        if len(core) >= 2 and (segment.weight >= NAME_WEIGHT or is_known(core, known)):
            full.append(segment)
        elif 2 <= len(core) <= 4 and segment.weight >= OPEN_WEIGHT:
            undecided.append(segment)
        elif len(core) == 1 and (len(core[0]) > 2 or segment.titled):
            lone.setdefault(core[0], []).append(segment)
    still: list[Segment] = []
    for segment in undecided:
        places = lone.get(segment.core[-1], ())
        signs = sum(max(place.weight, 0.0) for place in places) + 1.5 * min(len(places), RETURNS) / RETURNS
        enough = segment.core[-1] not in tables.places and segment.weight + signs >= NAME_WEIGHT
        (full if enough else still).append(segment)
    people = {word for word, places in lone.items() if _is_person(word, places, tables, known)}
    # "Roe Camp Declines", where "Jane Roe" is named too: what looks like a first name is her surname.
    lasts = {segment.core[-1] for segment in full if segment.core[0] != segment.core[-1]}
    full = [
        segment
        for segment in full
        if segment.titled
        or len(segment.core) != 2
        or segment.core[0] not in lasts
        or segment.core[1] not in tables.common
    ]
    return Decided(full, still, lone, people)


def _consult(judge: Judge, decided: Decided, text: str, tables: Words) -> None:
    """Ask the model about what the rules leave open, and change `decided` by what it says."""
    surnames = {segment.core[-1] for segment in decided.full}
    doubtful = [segment for segment in decided.full if not segment.titled and segment.weight < SURE_WEIGHT]
    asked = list(decided.undecided) + doubtful
    open_words = {}
    for word, places in decided.lone.items():
        best = max(place.weight for place in places)
        sure = word in surnames or (word in decided.people and any(place.titled for place in places))
        if sure or best < LEAST_LONE_WEIGHT or word in tables.places or tables.common.get(word, 0) >= 3:
            continue
        open_words[word] = sorted(places, key=lambda place: (place.opens, place.headline, place.start))[:ASK_PLACES]
        asked += open_words[word]
    if not asked:
        return
    votes: dict[tuple[str, ...], list[int]] = {}
    exact: set[tuple[int, int]] = set()
    others: list[tuple[int, int]] = []
    for entity in judge.entities([segment.start for segment in asked]):
        start, end = clean_entity(text, entity.start, entity.end, tables)
        if entity.person:
            exact.add((start, end))
        else:
            others.append((entity.start, entity.end))
    for segment in asked:
        place = trim(text, segment.start, segment.end)
        vote = votes.setdefault(tuple(segment.core), [0, 0])
        vote[0] += place in exact
        vote[1] += any(start < segment.end and end > segment.start for start, end in others)

    def says_person(segment: Segment) -> bool:
        person, other = votes[tuple(segment.core)]
        return person > other

    dropped = {id(segment) for segment in doubtful if votes[tuple(segment.core)][1] > votes[tuple(segment.core)][0]}
    decided.full = [segment for segment in decided.full if id(segment) not in dropped]
    for segment in decided.undecided:
        if says_person(segment):
            segment.rule = "model"
            decided.full.append(segment)
    for word, places in open_words.items():
        person, other = votes[(word,)]
        # Signs of the rules count with the votes: "Marlow, Ohio" is no Mr. Marlow, whatever the model says elsewhere.
        signs = sum(place.weight for place in decided.lone[word])
        enough = tables.common.get(word, 0) == 0 or person > 1 or len(places) == 1
        if person > other and enough and signs + person >= LONE_SIGN:
            decided.people.add(word)
        elif other > person:
            decided.people.discard(word)


def _is_person(word: str, places: list[Segment], tables: Words, known: Known) -> bool:
    """Is a word that stands alone a name, by all its places together?"""
    inside = [place for place in places if not place.opens and not place.headline]
    if word in known and word not in tables.places and (inside or tables.common.get(word, 0) <= 1):
        return True
    weights = [place.weight for place in places]
    # A word that keeps its capital inside sentences, again and again, is no ordinary word.
    recurring = 0.4 * min(len(inside), RETURNS) if word in tables.first and word not in tables.place_words else 0.0
    if tables.common.get(word, 0) >= 1 and len(inside) >= RETURNS:
        weights = [weight + 0.5 for weight in weights]
    return sum(weights) + recurring >= LONE_WEIGHT and max(weights) + recurring >= LONE_SIGN


def _again(
    all_runs: list[list[Token]], text: str, surnames: set[str], firsts: set[str], covered: set[int], tables: Words
) -> Iterator[Name]:
    """Every further place of the surnames and first names that are known by now."""
    for run in all_runs:
        low = [lowered(printed) for _, _, printed in run]
        inside_until = 0  # behind the last word of a place of several words
        for index, (begin, stop, _) in enumerate(run):
            word = low[index]
            inside_until = max(inside_until, index + _place_length(low, index, tables))
            if begin in covered or index < inside_until or not (word in surnames or word in firsts):
                continue
            follower = low[index + 1] if index + 1 < len(run) else ""
            if follower in tables.organisation and tables.cues.get(follower) != "office":
                continue
            common = tables.common.get(word, 0)
            if word in firsts and (common >= 2 or word in tables.lands):
                continue
            beside = _person_beside(text, stop, tables) or (index > 0 and low[index - 1] in tables.titles)
            if word in tables.organisation and common >= 2 and not beside:
                continue
            if common >= 3 and not follower and opens_sentence(text, begin) and not beside:
                continue
            start, end = trim(text, begin, stop)
            if start < end:
                rule = "surname again" if word in surnames else "first name again"
                yield Name(start, end, (word,), rule, 0.9)


def _person_beside(text: str, end: int, tables: Words) -> bool:
    match = _NEXT.match(text, end)
    return text[end - 2 : end] == "'s" or (match is not None and match.group(1) in tables.speech)
