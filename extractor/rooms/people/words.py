"""What a word can be: first name, surname, ordinary word, place, title, people or faith, part of an organisation's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractor.language.lexicon import load_map, load_table, load_words

CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset(
    [
        "al",
        "bin",
        "da",
        "dal",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "ter",
        "van",
        "von",
    ]
)
# How ordinary a word is, by the class in data/words.tsv: 4 grammar words, 3 everyday, 2 less so, 1 seen once or in the dictionary.
_COMMON = {"4": 4, "3": 3, "2": 2, "1": 1}
_SMALL_PLACE_WORDS = frozenset(["de", "la", "el", "st", "san", "santa", "los", "las", "the", "of", "and"])


@dataclass(frozen=True, slots=True)
class Words:
    """The tables. Every word is lower case, without its full stop or possessive."""

    first: dict[str, tuple[str, int]]  # name → sex (m, f, u), class (2 common, 1 rare)
    surname: dict[str, int]  # name → class: 3 the most frequent thousand, 2 the first ten thousand, 1 the rest
    common: dict[str, int]  # ordinary word → 4 to 1
    places: frozenset[str]  # whole names of places that are no names of people as well
    namesakes: frozenset[str]  # whole names of places that people bear too: Jackson, Madison
    lands: frozenset[str]  # states, countries and regions, whoever bears their name
    place_words: frozenset[str]  # every word of a place's name
    place_beginnings: frozenset[str]  # the first words of places of several words
    titles: dict[str, str]  # word → sex or "-"
    strong_titles: dict[str, str]  # those that hardly ever stand before anything but a name → strong, surname
    organisation: frozenset[str]
    demonyms: frozenset[str]  # and other words that are capitalised and nobody's name: parties, faiths, brands
    speech: frozenset[str]
    endings: tuple[str, ...]  # of ordinary words that no table has
    cues: dict[str, str]  # word beside a name → what it tells, see data/name_cues.tsv
    nicknames: dict[str, frozenset[str]]  # short form → the full forms it may stand for


@cache
def load_tables() -> Words:
    """The word tables of this room."""
    nicknames: dict[str, set[str]] = {}
    for short, full in load_table("nicknames", 2):
        nicknames.setdefault(short, set()).add(full)
    first = {name: (sex, int(size)) for name, sex, size in load_table("first_names", 3)}
    for short, forms in nicknames.items():
        first.setdefault(short, (first.get(min(forms), ("u", 1))[0], 2))
    surname = {name: int(size) for name, size in load_table("surnames", 2)}
    places = load_map("places")
    namesakes = frozenset(
        name
        for name, kind in places.items()
        if (kind == "city" and surname.get(name, 0) >= 2) or first.get(name, ("", 0))[1] == 2
    )
    undotted = frozenset(name.replace(".", "") for name in places)
    titles = {word: sex for word, sex, _ in load_table("titles", 3)}
    return Words(
        first=first,
        surname=surname,
        common={word: _COMMON[size] for word, size in load_table("words", 2) if size in _COMMON},
        places=(frozenset(places) | undotted) - namesakes,
        namesakes=namesakes,
        lands=frozenset(name for name, kind in places.items() if kind != "city"),
        place_words=frozenset(word for name in places for word in name.split()) - _SMALL_PLACE_WORDS,
        place_beginnings=frozenset(name.split()[0] for name in undotted.union(places) if " " in name),
        titles=titles | {word + "s": sex for word, sex in titles.items() if len(word) > 4},
        strong_titles={word: kind for word, _, kind in load_table("titles", 3) if kind != "-"},
        organisation=load_words("organisation_words"),
        demonyms=load_words("demonyms") | load_words("brands"),
        speech=load_words("person_verbs"),
        endings=tuple(sorted(load_words("word_endings"))),
        cues=load_map("name_cues"),
        nicknames={short: frozenset(full) for short, full in nicknames.items()},
    )
