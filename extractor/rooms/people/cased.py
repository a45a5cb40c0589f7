"""Names in text with capitals: segments that weigh enough, and what the rest of the article says about the others.

What one place leaves open, the article settles: a surname that stands alone elsewhere, a word that is a name in ten places and
in none an ordinary word; and where the rules have no answer, the model.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractor.rooms.people.name import Known, Name, is_known, particle_of, with_particles
from extractor.rooms.people.recogniser import Judge
from extractor.rooms.people.runs import lowered, opens_sentence, trim
from extractor.rooms.people.segments import Reading, Segment, place_length, read_runs, segments
from extractor.rooms.people.weight import NEXT
from extractor.rooms.people.words import Words

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
_PIECE = re.compile(r"[^ ]+")


def clean_entity(text: str, start: int, end: int, tables: Words) -> tuple[int, int]:
    """A model's span without titles before the name, possessive and marks."""
    start, end = trim(text, start, end)
    for piece in _PIECE.finditer(text, start, end):
        if piece.end() >= end or lowered(piece.group()) not in tables.titles:
            return piece.start(), end
    return start, end


def find_cased(text: str, tables: Words, known: Known, judge: Judge | None = None) -> list[Name]:
    """Every name of a person in text with capitals, in reading order. `judge` is asked where the rules leave it open."""
    all_runs = read_runs(text)
    decided = _decide(segments(text, all_runs, tables), tables, known)
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
        names[start] = Name(start, end, segment.core, segment.rule)
    particles = dict(particle_of(segment.core) for segment in decided.full if len(segment.core) > 2)
    covered = {position for segment in decided.full for position in range(segment.start, segment.end)}
    for name in _again(all_runs, text, surnames, firsts - surnames, covered, tables):
        start = with_particles(text, name.start, particles.get(name.low[-1], ""))
        rule = "model" if name.low[0] in decided.by_model else name.rule
        names[start] = replace(name, start=start, rule=rule)
    return [names[start] for start in sorted(names)]


@dataclass(slots=True)
class Decided:
    """What the rules make of an article's segments."""

    full: list[Segment]  # names of several words
    undecided: list[Segment]  # several words, neither way
    lone: dict[str, list[Segment]]  # each word that stands alone, with its places
    people: set[str]  # those of them that are people
    by_model: set[str] = field(default_factory=set)  # … because the model says so


def _decide(found: Iterable[Segment], tables: Words, known: Known) -> Decided:
    full: list[Segment] = []
    undecided: list[Segment] = []
    lone: dict[str, list[Segment]] = {}
    for segment in found:
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
    return Decided(_without_headlines(full, tables), still, lone, people)


def _without_headlines(full: list[Segment], tables: Words) -> list[Segment]:
    """Without what a headline makes of a name: "Roe Camp Declines" or "Jane Camp Declines", where "Jane Roe" is named too."""
    lasts = {segment.core[-1] for segment in full if segment.core[0] != segment.core[-1]}
    surer = {segment.core[0] for segment in full if segment.core[-1] not in tables.common}

    def stays(segment: Segment) -> bool:
        first, last = segment.core[0], segment.core[-1]
        if segment.titled or len(segment.core) != 2 or last not in tables.common:
            return True
        return first not in lasts and not (first in surer and (segment.opens or segment.headline))

    return [segment for segment in full if stays(segment)]


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
        vote = votes.setdefault(segment.core, [0, 0])
        vote[0] += place in exact
        # Entities lie apart, in order: the one that begins last before the segment's end is the one that can overlap it.
        before = bisect_left(others, (segment.end, 0))
        vote[1] += before > 0 and others[before - 1][1] > segment.start

    def says_person(segment: Segment) -> bool:
        person, other = votes[segment.core]
        return person > other

    dropped = {id(segment) for segment in doubtful if votes[segment.core][1] > votes[segment.core][0]}
    decided.full = [segment for segment in decided.full if id(segment) not in dropped]
    for segment in decided.undecided:
        # "House Roe" is nobody where "Roe" alone is nobody.
        last = segment.core[-1]
        if says_person(segment) and not (last in open_words and not votes[(last,)][0]):
            segment.rule = "model"
            decided.full.append(segment)
    for word, places in open_words.items():
        person, other = votes[(word,)]
        # Signs of the rules count with the votes: "Marlow, Ohio" is no Mr. Marlow, whatever the model says elsewhere.
        signs = _signs(decided.lone[word])
        enough = tables.common.get(word, 0) == 0 or person > 1 or len(places) == 1
        if person > other and enough and signs + person >= LONE_SIGN:
            decided.by_model |= {word} - decided.people
            decided.people.add(word)
        elif other > person:
            decided.people.discard(word)


def _is_person(word: str, places: list[Segment], tables: Words, known: Known) -> bool:
    """Is a word that stands alone a name, by all its places together?"""
    inside = [place for place in places if not place.opens and not place.headline]
    if word in known and word not in tables.places and (inside or tables.common.get(word, 0) <= 1):
        return True
    # A word that keeps its capital inside sentences, again and again, is no ordinary word.
    again = 0.4 * min(len(inside), RETURNS) if word in tables.first and word not in tables.place_words else 0.0
    if word in tables.common and len(inside) >= RETURNS:
        again += 0.5
    best = max(place.weight for place in places) + again
    return _signs(places) + again >= LONE_WEIGHT and best >= LONE_SIGN


def _signs(places: list[Segment]) -> float:
    """What speaks for a lone word in all its places: the word itself once, its neighbours each time."""
    word = max(place.weight - place.context for place in places)
    return word + sum(place.context for place in places)


def _again(
    all_runs: Iterable[tuple[int, Reading]],
    text: str,
    surnames: set[str],
    firsts: set[str],
    covered: set[int],
    tables: Words,
) -> Iterator[Name]:
    """Every further place of the surnames and first names that are known by now."""
    wanted = surnames | firsts
    for begin, reading in all_runs:
        low = reading.low
        if wanted.isdisjoint(low):
            continue
        inside_until = 0  # behind the last word of a place of several words
        stop = begin - 1
        for index, word in enumerate(low):
            begin, stop = stop + 1, stop + 1 + len(reading.words[index])
            inside_until = max(inside_until, index + place_length(low, index, tables))
            if word not in wanted or begin in covered or index < inside_until:
                continue
            follower = low[index + 1] if index + 1 < len(low) else ""
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
                yield Name(start, end, (word,), rule)


def _person_beside(text: str, end: int, tables: Words) -> bool:
    match = NEXT.match(text, end)
    return text[end - 2 : end] == "'s" or (match is not None and match.group(1) in tables.speech)
