"""The offices and places an article speaks of, and which phrases are about each.

A phrase that says nothing but "the race" is about the seat the article is about; so is somebody's win in "the district".
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.elections import last_presidential_year, same_seat
from extractor.language.found import ContestMention, When
from extractor.language.places import country_name, is_state
from extractor.rooms.contests.phrase import Phrase

# The first phrases say what the article is about: they count double.
FIRST_PHRASES = 3
# Offices that one vote in the whole country fills.
_NATIONAL = frozenset({"President", "Vice President", "Prime Minister", "First Minister", "Chief Minister"})
# Offices that each state fills for itself.
_OF_STATES = frozenset({"U.S. Senate", "U.S. House", "Congress", "Governor"})
# Offices for which a city is the place; beside any other one it says where the story plays.
_LOCAL = frozenset({"Mayor", "City Council", "School Board", "District Attorney", "Prosecutor", "Sheriff", "Judge"})
_PRESIDENT = re.compile(r"\bpresident(?:-elect)?\s+(?:\w\.?\s+)?$", re.IGNORECASE)
_HOLDER_BEFORE = re.compile(
    r"\b(?:rep|representative|congress(?:man|woman)|(?:replac|succeed|vacat|represent|held|filled)\w*(?:\s+by)?)\.?(?:\s(?:former|republican|democrat(?:ic)?|rep(?:resentative)?\.?|mr|ms))*\s$",
    re.IGNORECASE,
)
_HOLDER_BEHIND = re.compile(
    r"\s?(?:'s?|’s?|\bs)\s(?:\w+\s)?(?:seat|district)\b|,?\s(?:who\s)?(?:held|vacated|represented)\b", re.IGNORECASE
)


@dataclass
class Seat:
    """An office in a place, as the phrases so far have it, and the phrases about it."""

    known: ContestMention
    phrases: list[Phrase] = field(default_factory=list)


def _persons_beside(doc: Doc, before: re.Pattern[str], behind: re.Pattern[str] | None = None) -> frozenset[int]:
    """Persons with such words before, or behind, one of their names."""
    text = text_of(doc)
    return frozenset(
        found.value.person
        for found in doc._.people
        if found.value.person is not None
        and (
            before.search(text, max(0, found.start - 40), found.start)
            or (behind is not None and behind.match(text, found.end))
        )
    )


def _parts(phrase: Phrase) -> ContestMention:
    """The seat a phrase speaks of."""
    office = "Congress" if phrase.base == "midterm" else phrase.office
    region, district = phrase.region, phrase.district
    place = region.region or None if region else None
    city = region.city if region and not region.adjective else None
    if (office in _NATIONAL or office in _OF_STATES) and place == country_name("US"):
        # "The most expensive Senate contest in U.S. history": whose seat, other words tell.
        place = None
    if office == "Mayor" and place == "New York":
        city = "New York City"
    if city and office not in _LOCAL:
        city = place = None
    if district is not None and district.region:
        place = district.region
    if office is None and district is not None and phrase.base == "by-election":
        office = "Parliament"
    return ContestMention(office=office, region=place, city=city, district=district.district if district else None)


def _fullness(seat: ContestMention) -> int:
    return sum(part is not None for part in (seat.office, seat.region, seat.city, seat.district))


def _joined(one: ContestMention, other: ContestMention) -> ContestMention:
    """What both say of the seat; a part of a country wins over the country."""
    region = one.region or other.region
    if one.region and other.region and one.region != other.region:
        region = other.region if is_state(other.region) or not is_state(one.region) else one.region
    return replace(
        one,
        office=one.office or other.office,
        region=region,
        city=one.city or other.city,
        district=one.district or other.district,
    )


def _shares(one: ContestMention, other: ContestMention) -> bool:
    """Do both name one part alike?"""
    pairs = (
        (one.office, other.office),
        (one.region, other.region),
        (one.city, other.city),
        (one.district, other.district),
    )
    return any(a is not None and a == b for a, b in pairs)


def _fits(seat: ContestMention, parts: ContestMention) -> bool:
    """Can `parts` be about this seat?"""
    if not same_seat(seat, parts):
        return False
    if seat.office in _NATIONAL or parts.office in _NATIONAL:
        # A presidential vote is one nationwide; in one state it is told apart.
        return seat.office == parts.office and seat.region == parts.region and seat.district == parts.district
    if "Congress" in (seat.office, parts.office):
        return seat.office == parts.office
    if _fullness(parts) == 0 or _shares(seat, parts):
        return True
    # Nothing in common and nothing against it: "a House seat", then "the sixth district".
    return seat.office is None or parts.office is None or seat.region is None


def find_seats(doc: Doc, phrases: Sequence[Phrase]) -> tuple[list[Seat], Seat | None]:
    """The offices and places the article speaks of, each with its phrases, and the one that the article is about."""
    seats: list[Seat] = []
    bare: list[Phrase] = []  # tell neither office nor place
    wins: list[Phrase] = []  # somebody's, of a seat that other words tell
    holders_of: list[ContestMention] = []
    for phrase in phrases:
        parts = _parts(phrase)
        if phrase.form == "holder":
            holders_of.append(parts)
        elif phrase.form in ("carried", "again") and not (phrase.district and phrase.district.region):
            wins.append(phrase)
        elif _fullness(parts) == 0:
            bare.append(phrase)
        else:
            _add(seats, parts, phrase)
    _tell_of_holders(seats, holders_of)
    seats = _unified(seats)
    main = _main(seats, phrases)
    if main is None and bare:
        main = Seat(ContestMention())
        seats.append(main)
    for phrase in bare:
        primary = phrase.party and phrase.round is None and phrase.base in (None, "primary", "caucus")
        about = _main([seat for seat in seats if seat.known.office], phrases) if primary else None
        (about or main or Seat(ContestMention())).phrases.append(phrase)
    if wins:
        _add_wins(doc, seats, main, wins)
    for seat in seats:
        _complete(seat)
    # A seat only mentioned, with no election for it, is no contest.
    return [seat for seat in seats if any(phrase.form != "district" for phrase in seat.phrases)], main


def _tell_of_holders(seats: Sequence[Seat], holders_of: Iterable[ContestMention]) -> None:
    """What the titles of office holders ("mayor of Upton") tell of a seat spoken of otherwise."""
    for parts in holders_of:
        for seat in seats:
            same_office = seat.known.office == parts.office and seat.known.office not in _NATIONAL
            if same_office and same_seat(seat.known, parts):
                seat.known = _joined(seat.known, parts)


def _complete(seat: Seat) -> None:
    known = seat.known
    at_home = known.region is None or is_state(known.region)
    if known.office is None and known.district and known.district.isdigit() and at_home:
        # A numbered district without another word is a district of Congress.
        seat.known = replace(known, office="U.S. House")


def _add_wins(doc: Doc, seats: list[Seat], main: Seat | None, wins: Iterable[Phrase]) -> None:
    """Put "Roe carried the district by 12 points in 2030" with the seat won: the presidency, or the one the article is about."""
    presidents = _persons_beside(doc, _PRESIDENT)
    holders = _persons_beside(doc, _HOLDER_BEFORE, _HOLDER_BEHIND)
    president = _most_named(doc, presidents)
    for phrase in wins:
        if phrase.president and phrase.person is None:
            phrase = replace(phrase, person=president)
        office = _office_won(phrase, main, presidents, holders, any(seat.known.office == "President" for seat in seats))
        if office == "President":
            here = (
                main.known
                if main is not None and phrase.here and main.known.office not in _NATIONAL
                else ContestMention()
            )
            region = phrase.region.region if phrase.region and is_state(phrase.region.region) else here.region
            seat_won = ContestMention(office="President", region=region, district=here.district)
            _add(seats, seat_won, phrase)
            before = _years_before(doc, phrase)
            if before is not None:
                _add(seats, seat_won, before)
        elif (
            main is not None
            and phrase.when is not None
            and (phrase.here or phrase.form == "again" or _earlier(phrase.when, doc._.context.published))
        ):
            # Somebody's "district" is the seat the article is about.
            main.phrases.append(phrase)


# "… eight years before Ann Poe carried it by 12": the same vote, so many years before
_YEARS_AFTER = re.compile(
    r"\b(?P<years>two|four|eight|twelve|2|4|8|12) years (?P<way>after|before|earlier,?)\s", re.IGNORECASE
)
_YEARS = {"two": 2, "four": 4, "eight": 8, "twelve": 12}
_YEARS_AFTER_REACH = 160
_WON = re.compile(r"\b(?:won|carried|took|romped|cruised|beat|defeated|victory|lost)\b", re.IGNORECASE)
_WON_REACH = 60


def _years_before(doc: Doc, phrase: Phrase) -> Phrase | None:
    """Another presidential vote, told by the years between it and the one of `phrase`."""
    text = text_of(doc)
    match = _YEARS_AFTER.search(text, phrase.end, phrase.end + _YEARS_AFTER_REACH)
    published: dt.date | None = doc._.context.published
    if match is None or published is None:
        return None
    won = _WON.search(text, match.end(), match.end() + _WON_REACH)
    if won is None:
        return None
    winner = next((f.value.person for f in doc._.people if match.end() <= f.start < won.start()), None)
    years = _YEARS.get(match["years"].lower()) or int(match["years"])
    year = (phrase.when.start.year if phrase.when else last_presidential_year(published)) + (
        years if match["way"] == "before" else -years
    )
    when = When(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    return replace(phrase, start=match.start(), end=won.end(), when=when, person=winner, president=False)


def _earlier(when: When, published: dt.date | None) -> bool:
    """Of a year before the story's."""
    return published is not None and when.end.year < published.year


def _most_named(doc: Doc, persons: frozenset[int]) -> int | None:
    """Of these persons the one whom the article names most, of equals the first."""
    counts = Counter(found.value.person for found in doc._.people if found.value.person in persons)
    return min(persons, key=lambda person: (-counts[person], person), default=None)


def _office_won(
    phrase: Phrase, main: Seat | None, presidents: frozenset[int], holders: frozenset[int], presidency: bool
) -> str | None:
    """The office of "won the district by 12 points": the presidency for who is president, or never held this seat."""
    if phrase.president:
        return "President"
    if phrase.form == "again" or phrase.person is None or phrase.person in holders:
        return None
    if phrase.person in presidents:
        return "President"
    regular = phrase.when is not None and phrase.when.start.year % 4 == 0
    return "President" if presidency and regular and main is not None and main.known.office != "President" else None


def _add(seats: list[Seat], parts: ContestMention, phrase: Phrase) -> None:
    seat = next((seat for seat in seats if _fits(seat.known, parts)), None)
    if seat is None:
        seats.append(Seat(parts, [phrase]))
    else:
        seat.known = _joined(seat.known, parts)
        seat.phrases.append(phrase)


def _unified(seats: list[Seat]) -> list[Seat]:
    """Seats that turned out to be one when more of them was known."""
    joined: list[Seat] = []
    for seat in seats:
        same = next((other for other in joined if _fits(other.known, seat.known)), None)
        if same is None:
            joined.append(seat)
        else:
            same.known = _joined(same.known, seat.known)
            same.phrases += seat.phrases
    return joined


def _main(seats: list[Seat], phrases: Sequence[Phrase]) -> Seat | None:
    """The seat the article is about: the most mentioned, the first ones counting double."""
    first = {id(phrase) for phrase in phrases[:FIRST_PHRASES]}

    def weight(seat: Seat) -> tuple[float, int]:
        count = sum(2.0 if id(phrase) in first else 1.0 for phrase in seat.phrases)
        return count, -min((phrase.start for phrase in seat.phrases), default=0)

    return max((seat for seat in seats if seat.known.office != "Congress"), key=weight, default=None)
