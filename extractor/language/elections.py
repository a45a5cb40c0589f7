"""Elections as such: when the law holds them, how one is called, and whether two descriptions can mean the same one.

A description (`ContestMention`) has parts of which a text gives some. Two descriptions are compatible when no part that both
give differs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.language.found import ContestMention, PersonEntry, Place
from extractor.language.parties import is_party_alone
from extractor.language.places import country_name, country_of, is_state, ordinal

# Rounds of one election: the same contenders may meet in both, and they are two contests.
ROUNDS = frozenset({"first round", "runoff"})
# Offices of the United States that are filled in even years alone, by law (2 U.S.C. § 7, 3 U.S.C. § 1).
FEDERAL = frozenset({"President", "Vice President", "U.S. Senate", "U.S. House"})
_ADJECTIVE = {
    "President": "presidential",
    "Vice President": "vice presidential",
    "Governor": "gubernatorial",
    "Mayor": "mayoral",
}


def general_election_day(year: int) -> dt.date:
    """The Tuesday after the first Monday of November (2 U.S.C. § 7).

    >>> general_election_day(2016), general_election_day(2032)
    (datetime.date(2016, 11, 8), datetime.date(2032, 11, 2))
    """
    first = dt.date(year, 11, 1)
    monday = first + dt.timedelta(days=-first.weekday() % 7)
    return monday + dt.timedelta(days=1)


def general_date(office: str | None, country: str | None, year: int) -> str | None:
    """ISO day of the regular election of a federal office of the United States in `year`; None where no law fixes it."""
    if country not in (None, "US") or office not in FEDERAL or year % 2 or year < 1845:
        return None
    if office in ("President", "Vice President") and year % 4:
        return None
    return general_election_day(year).isoformat()


def next_presidential_year(day: dt.date, *, ahead: bool = False) -> int:
    """The year of the presidential election of the United States that news of that day means.

    In the two years behind one, "the presidential election" is the last one; with `ahead`, always the coming one.

    >>> [next_presidential_year(dt.date(year, 4, 1)) for year in (2015, 2016, 2017, 2018, 2019)]
    [2016, 2016, 2016, 2016, 2020]
    """
    behind = day.year % 4
    if behind in (1, 2) and not ahead:
        return day.year - behind
    return day.year + -day.year % 4


def last_presidential_year(day: dt.date) -> int:
    """The year of the last presidential election of the United States held by that day.

    >>> last_presidential_year(dt.date(2016, 11, 7)), last_presidential_year(dt.date(2017, 4, 1))
    (2012, 2016)
    """
    year = day.year - day.year % 4
    return year if general_election_day(year) <= day else year - 4


# By the middle of September, the 260th day, every state has nominated (Delaware, New Hampshire, Rhode Island come last).
LAST_PRIMARY = 260
# News of a primary is of the days behind it; in another month, so many days later, the race is the one it led to.
FRESH_DAYS = 21


def is_decided_primary(contest: ContestMention, day: dt.date | None) -> bool:
    """Is it a primary of this year, in the United States, that was long over on that day?

    >>> [is_decided_primary(ContestMention(stage="primary", date="2030-06"), dt.date(2030, month, 20)) for month in (6, 8)]
    [False, True]
    """
    if day is None or contest.stage != "primary" or contest.office == "President":
        return False
    if contest.region is not None and not is_state(contest.region):
        return False
    if contest.date is None or len(contest.date) == len("2030"):
        of_this_year = contest.date is None or int(contest.date) == day.year
        return of_this_year and day.year % 2 == 0 and day.timetuple().tm_yday >= LAST_PRIMARY
    return (
        contest.date[:4] == str(day.year) and contest.date[:7] < (day - dt.timedelta(days=FRESH_DAYS)).isoformat()[:7]
    )


def year_of(contest: ContestMention) -> int | None:
    """The year of the vote, where the description gives it."""
    return int(contest.date[:4]) if contest.date else None


def place_of(region: str | None, district: str | None, city: str | None = None) -> str | None:
    """The place as a reader knows it.

    >>> place_of("Ohio", "6")
    'Ohio 6th congressional district'
    >>> place_of("Georgia", None, "Atlanta"), place_of(None, "Upton North")
    ('Atlanta', 'Upton North')
    """
    if district is None:
        return city or region
    if district.isdigit():
        named = (
            f"{ordinal(int(district))} district"
            if region is None or not is_state(region)
            else f"{ordinal(int(district))} congressional district"
        )
        return f"{region} {named}" if region else named
    if district == "at-large":
        return f"{region} at-large congressional district" if region else "at-large district"
    return district


def label(contest: ContestMention) -> str:
    """What a person reads: place, office, kind, year and round.

    >>> label(ContestMention(office="U.S. House", region="Ohio", district="6", base="special", stage="runoff", date="2031-06-24"))
    'Ohio 6th congressional district special election 2031, runoff'
    """
    base, stage = contest.base, contest.stage
    kind = _kind(contest)
    year = contest.date[:4] if contest.date else ""
    place = place_of(contest.region, contest.district, contest.city)
    office = contest.office
    if office in ("President", "Vice President") and country_of(contest.region or "United States") == "US":
        inside = place if place and place != "United States" else ""
        words = ["U.S.", _ADJECTIVE[office], kind, year]
        text = " ".join(word for word in words if word)
        text += f", {inside}" if inside else ""
    else:
        named = _ADJECTIVE.get(office or "", office or "")
        if office == "Ballot measure" or (contest.district and office in ("U.S. House", "Parliament")):
            named = ""
        if office == "Parliament" and base == "general":
            named = ""
        words = [place or "", named, kind, year]
        text = " ".join(word for word in words if word)
    if stage in ROUNDS and base not in (None, stage):
        text += f", {stage}"
    return text[:1].upper() + text[1:]


def _kind(contest: ContestMention) -> str:
    base = contest.base or contest.stage
    party = f"{contest.party} " if contest.party else ""
    if base in ROUNDS:
        return base or ""
    if base in ("primary", "caucus"):
        return f"{party}{base}"
    if base in ("by-election", "referendum", "ballot measure"):
        return base
    if base == "general" and contest.office in ("President", "Vice President"):
        return "election"
    if base == "leadership":
        return f"{party}leadership election"
    return f"{base} election" if base else "election"


def _slug(text: str | None) -> str:
    return re.sub(r"[^\w]+", "-", (text or "").lower()).strip("-") or "?"


def key(contest: ContestMention) -> str:
    """For grouping: office, place, year, kind (and party), round. What the text does not give is "?".

    The key of a round begins with the key of its election. A presidential election is one whatever the place.

    >>> key(ContestMention(office="U.S. House", region="Ohio", district="6", base="special", stage="runoff", date="2031-06-24"))
    'u-s-house/ohio-6/2031/special/runoff'
    """
    place = "-".join(part for part in (contest.region, contest.city, contest.district) if part)
    kind = contest.base or contest.stage
    parts = [_slug(contest.office), _slug(place), contest.date[:4] if contest.date else "?", _slug(kind)]
    if contest.party:
        parts[-1] += "-" + _slug(contest.party)
    if contest.stage in ROUNDS and contest.base != contest.stage:
        parts.append(_slug(contest.stage))
    return "/".join(parts)


def named(contest: ContestMention) -> ContestMention:
    """The same contest with place, label and key as they follow from its parts."""
    whole = replace(contest, place=place_of(contest.region, contest.district, contest.city))
    return replace(whole, label=label(whole), key=key(whole))


def same_date(one: str | None, other: str | None) -> bool:
    """Can two ISO dates (day, month or year) mean one day? One is the beginning of the other, or unknown."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def same_seat(one: ContestMention, other: ContestMention) -> bool:
    """Nothing that both say of office and place differs."""
    if one.office and other.office and one.office != other.office:
        return False
    if one.region and other.region and one.region != other.region and not _within(one, other):
        return False
    if one.city and other.city and one.city != other.city:
        return False
    return not (one.district and other.district and one.district != other.district)


def _within(one: ContestMention, other: ContestMention) -> bool:
    """One names the country and the other a part of it."""
    pair = (one.region or "", other.region or "")
    return any(country_name(country_of(part) or "") == whole for part, whole in (pair, pair[::-1]))


def compatible(one: ContestMention, other: ContestMention) -> bool:
    """Can two descriptions mean the same contest?"""
    if not same_election(one, other) or not same_date(one.date, other.date):
        return False
    return not (one.stage in ROUNDS and other.stage in ROUNDS and one.stage != other.stage)


def same_election(one: ContestMention, other: ContestMention) -> bool:
    """Nothing that both say of office, place, party and kind of vote differs; round and date may."""
    if one.party and other.party and one.party != other.party:
        return False
    if one.base and other.base and one.base != other.base:
        return False
    return same_seat(one, other)


def no_people(contests: Iterable[ContestMention], persons: Sequence[PersonEntry]) -> frozenset[int]:
    """Indexes of `persons` that are no people but a word of a district's name, or a party.

    >>> people = [PersonEntry("Weir"), PersonEntry("Ann Weir"), PersonEntry("Ukip"), PersonEntry("Green")]
    >>> sorted(no_people([ContestMention(district="Upton and Weir")], people))
    [0, 2]
    """
    words = {word for contest in contests if contest.district for word in contest.district.split()}
    return frozenset(
        index for index, person in enumerate(persons) if person.name in words or is_party_alone(person.name)
    )


_ASIDE = re.compile(r",\s(?:who|which)\s[^,;.]{0,60}$", re.IGNORECASE)
_ASIDE_ENDS = re.compile(r"[^,;.]{0,60},")
_ASIDE_REACH = 70


def aside_until(text: str, mention: Place) -> int:
    """Where a clause between two commas ends that tells of the election mentioned, -1 where it stands in none.

    >>> said = "Roe, who skipped the Ohio caucus, got 9 percent in Texas."
    >>> aside_until(said, (21, 32)), aside_until(said, (51, 56))
    (33, -1)
    """
    if _ASIDE.search(text, max(0, mention[0] - _ASIDE_REACH), mention[0]) is None:
        return -1
    end = _ASIDE_ENDS.match(text, mention[1])
    return end.end() if end else -1


# A vote of another year, or a nomination long decided, is background: its mentions count less than half.
BACKGROUND = 0.4


def main_contest(contests: tuple[ContestMention, ...], day: dt.date | None = None) -> int | None:
    """Index of the contest the article is about: of the election most mentioned, or of equals the first, the round most mentioned.

    With `day`, that of the article, elections of earlier years and decided primaries count less.
    """
    counts: dict[tuple[str | None, ...], float] = defaultdict(float)
    first: dict[tuple[str | None, ...], int] = {}
    for index, contest in enumerate(contests):
        year = year_of(contest)
        background = day is not None and ((year is not None and year < day.year) or is_decided_primary(contest, day))
        counts[_election(contest)] += len(contest.mentions) * (BACKGROUND if background else 1)
        first.setdefault(_election(contest), index)

    def weight(index: int) -> tuple[float, int, int]:
        election = _election(contests[index])
        return counts[election], -first[election], len(contests[index].mentions)

    return max(
        (index for index, contest in enumerate(contests) if contest.office != "Congress"), key=weight, default=None
    )


def _election(contest: ContestMention) -> tuple[str | None, ...]:
    """What the rounds of one election have in common."""
    return contest.office, contest.region, contest.city, contest.district, contest.base, (contest.date or "")[:4]
