"""Where an election is held: states, provinces, countries, cities and their districts.   "Ohio's 6th", "OH-06"

Names come from `us_states`, `provinces`, `countries` and `cities` in `extractor/data`; numerals are read in digits and words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from extractor.language.lexicon import load_map, load_table
from extractor.text.forms import Forms
from extractor.text.lower import lower_alike

# Names that mean the seat of government, or a person, far more often than a state in election news.
_NOT_ALONE = frozenset({"washington"})


@dataclass(frozen=True, slots=True)
class Region:
    """A place that has a name. `region` is the state, province or country; `city` is None for these themselves."""

    region: str
    country: str | None = None  # ISO 3166-1 alpha-2
    city: str | None = None
    adjective: bool = False  # "British", "Texan": says where, is no place itself


@cache
def ordinal_words() -> dict[str, int]:
    """Ordinal numerals in words, up to the fifty-ninth: {"sixth": 6, "twenty-first": 21, …}."""
    words = {word: int(number) for word, number in load_table("ordinals", 2)}
    tens = {word[:-4] + "y": number for word, number in words.items() if number >= 20}
    units = {word: number for word, number in words.items() if number < 10}
    return words | {f"{ten}{joint}{unit}": tens[ten] + units[unit] for ten in tens for unit in units for joint in "- "}


def parse_ordinal(word: str) -> int | None:
    """The number of `6th`, `sixth` or `twenty-first`; None for anything else.

    >>> parse_ordinal("6th"), parse_ordinal("twenty-first"), parse_ordinal("six")
    (6, 21, None)
    """
    match = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word)
    return int(match.group(1)) if match else ordinal_words().get(word)


def ordinal(number: int) -> str:
    """A number as an ordinal in digits.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 21, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '21st', '112th']
    """
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


@cache
def place_names() -> dict[str, Region]:
    """Every name of a place, in lower case, with what it names. A state comes before a country and both before a city."""
    names: dict[str, Region] = {}
    for city, region in load_table("cities", 2):
        names[city.lower()] = Region(region, _country_of(region), city)
    for name, code, adjective in load_table("countries", 3):
        full = country_name(code) or name
        names[name.lower()] = Region(full, code)
        names.setdefault(adjective.lower(), Region(full, code, adjective=True))
    for name, country, _, adjective in load_table("provinces", 4):
        names[name.lower()] = Region(name, country)
        names.setdefault(adjective.lower(), Region(name, country, adjective=True))
    for name, _, abbreviation, inhabitant in load_table("us_states", 4):
        names.setdefault(inhabitant.lower(), Region(name, "US", adjective=True))
        for form in (name, abbreviation) if abbreviation.endswith(".") else (name,):
            names[form.lower()] = Region(name, "US")
    names["new york city"] = Region("New York", "US", "New York City")
    for name in _NOT_ALONE:
        names.pop(name, None)
    return names


@cache
def country_name(code: str) -> str | None:
    """The usual name of a country by its ISO code: the longest one of the table that is no abbreviation."""
    forms = [
        name for name, iso, _ in load_table("countries", 3) if iso == code and "." not in name and not name.isupper()
    ]
    return max(forms, key=len, default=None)


@cache
def state_of_postal() -> dict[str, str]:
    """States by postal abbreviation: {"GA": "Georgia", …}."""
    return {postal: name for name, postal, _, _ in load_table("us_states", 4)}


@cache
def state_of_abbreviation() -> dict[str, str]:
    """States by any abbreviation or their name, without full stops and spaces, in lower case: {"ga": "Georgia", …}."""
    found: dict[str, str] = {}
    for name, postal, abbreviation, _ in load_table("us_states", 4):
        for form in (name, postal, abbreviation):
            found[re.sub(r"[\s.]", "", form).lower()] = name
    return found


@cache
def _states() -> frozenset[str]:
    return frozenset(row[0] for row in load_table("us_states", 4))


def is_state(region: str | None) -> bool:
    """Is this a state or territory of the United States?"""
    return region in _states()


@cache
def _country_of(region: str) -> str | None:
    if region in _states():
        return "US"
    return next((code for name, code, _ in load_table("countries", 3) if name == region), None)


@cache
def country_of(region: str) -> str | None:
    """ISO code of the country a state, province or country lies in."""
    return next((country for name, country, _, _ in load_table("provinces", 4) if name == region), None) or _country_of(
        region
    )


# Enough of a text to tell by: a story shows its country early.
_TOLD_WITHIN = 6000
# One mention may be of a visitor or a trade partner; a story set there names its country, cities or bodies again.
TOLD_TIMES = 2


# Spelt so everywhere but in the United States: one more sign of whatever other country is told.
_NOT_AMERICAN = re.compile(r"\b(?:per cent|programmes?|favour\w*|honour\w*|councillors?|neighbour\w*)\b")


@cache
def _country_words() -> tuple[Forms, tuple[str, ...]]:
    """Words and phrases, and signs of a single character; over text in lower case."""
    words = load_map("country_words")
    return Forms(word for word in words if word[0].isalnum()), tuple(word for word in words if not word[0].isalnum())


def story_country(text: str, known: str | None = None, *, clearly: bool = False) -> str | None:
    """ISO code of the country a story plays in, by the words only its newspapers use; None where none tells. `known` wins.

    clearly: only where the country is told more than once (a spelling that is not American counts too), and more than twice as
    often as all others.

    >>> story_country("The BJP candidate declared assets of ₹4 crore"), story_country("She lost by a point")
    ('IN', None)
    """
    if known is not None:
        return known
    words = load_map("country_words")
    forms, signs = _country_words()
    low = lower_alike(text)
    counts = Counter(words[found.group()] for found in forms.find(low, _TOLD_WITHIN) if found.group() in words)
    counts.update({words[sign]: low.count(sign, 0, _TOLD_WITHIN) for sign in signs if sign in low[:_TOLD_WITHIN]})
    # Of two countries alike the one whose code comes first: any rule will do that is always the same.
    told = min(counts, key=lambda code: (-counts[code], code), default=None)
    times = counts[told] if told else 0
    # Australia's party is Labor: of "Labour" and one Australian word neither tells.
    doubtful = told == "US" or (told == "AU" and low.find("labour", 0, _TOLD_WITHIN) >= 0)
    if told and not doubtful and times < TOLD_TIMES and _NOT_AMERICAN.search(low, 0, _TOLD_WITHIN):
        times += 1
    if clearly and told and (times < TOLD_TIMES or 3 * counts[told] <= 2 * counts.total()):
        return None
    return told
