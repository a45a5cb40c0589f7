"""Which phrases mean the same contest, and what they say of it together.

First the seats (an office in a place), then the contests for each seat: told apart by kind, round, party and date. A phrase
that says nothing but "the race" is about the seat the article is about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.elections import (
    FEDERAL,
    ROUNDS,
    compatible,
    general_date,
    key,
    last_presidential_year,
    named,
    next_presidential_year,
    same_date,
    same_seat,
)
from extractor.language.found import ContestMention, Place, When
from extractor.language.places import country_name, is_state
from extractor.rooms.contests.phrases import Phrase

# The first phrases say what the article is about: they count double.
FIRST_PHRASES = 3
# Offices that one vote in the whole country fills.
_NATIONAL = frozenset({"President", "Vice President", "Prime Minister", "First Minister", "Chief Minister"})
# Offices for which a city is the place; beside any other one it says where the story plays.
_LOCAL = frozenset({"Mayor", "City Council", "School Board", "District Attorney", "Prosecutor", "Sheriff", "Judge"})
# Kinds of election that have rounds.
_WITH_ROUNDS = (None, "special", "primary", "general", "by-election", "leadership")
# A phrase with one of these dates names no vote: "the race over the past week".
_TOO_WIDE = frozenset({"range", "decade", "century", "quarter", "season"})
_PRESIDENT = re.compile(r"\bpresident(?:-elect)?\s+(?:\w\.?\s+)?$", re.IGNORECASE)
_HOLDER_BEFORE = re.compile(
    r"\b(?:rep|representative|congress(?:man|woman)|(?:replac|succeed|vacat|represent|held|filled)\w*(?:\s+by)?)\.?(?:\s(?:former|republican|democrat(?:ic)?|rep(?:resentative)?\.?|mr|ms))*\s$",
    re.IGNORECASE,
)
_HOLDER_BEHIND = re.compile(
    r"\s?(?:'s?|’s?|\bs)\s(?:\w+\s)?(?:seat|district)\b|,?\s(?:who\s)?(?:held|vacated|represented)\b", re.IGNORECASE
)


@dataclass
class _Seat:
    """An office in a place, as the phrases so far have it, and the phrases about it."""

    known: ContestMention
    phrases: list[Phrase] = field(default_factory=list)


def merge_phrases(doc: Doc, phrases: list[Phrase]) -> tuple[ContestMention, ...]:
    """The contests of the article, in order of first mention, none of them merged with another it contradicts."""
    phrases = [phrase for phrase in phrases if _tells(phrase)]
    seats, main = _seats(doc, phrases)
    published: dt.date | None = doc._.context.published
    contests = [contest for seat in seats for contest in _contests_of(seat, published, is_main=seat is main)]
    return tuple(sorted(_once(contests), key=lambda contest: contest.mentions[0]))


def _tells(phrase: Phrase) -> bool:
    """Does the phrase speak of one election? "Special elections" and "Senate candidates" at large do not."""
    if phrase.form == "carried":
        return phrase.district is not None or phrase.president or phrase.person is not None
    if phrase.form == "again":
        return phrase.when is not None
    # "A referendum on the mayor" is no vote.
    if phrase.base == "referendum" and phrase.office is not None:
        return False
    bare = (
        phrase.office is None
        and phrase.region is None
        and phrase.district is None
        and phrase.when is None
        and phrase.round is None
    )
    if phrase.indefinite and bare and phrase.base in ("primary", "caucus", "general"):
        return False
    return not (phrase.plural and phrase.base not in ("primary", "caucus", "midterm"))


# Seats -------------------------------------------------------------------------------------------------------------------


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
    if office in _NATIONAL and place == country_name("US"):
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


def _seats(doc: Doc, phrases: list[Phrase]) -> tuple[list[_Seat], _Seat | None]:
    """The offices and places the article speaks of, each with its phrases, and the one that the article is about."""
    seats: list[_Seat] = []
    bare: list[Phrase] = []
    carried: list[Phrase] = []
    holders_of: list[ContestMention] = []
    for phrase in phrases:
        parts = _parts(phrase)
        if phrase.form == "holder":
            holders_of.append(parts)
        elif phrase.form in ("carried", "again") and not (phrase.district and phrase.district.region):
            carried.append(phrase)
        elif _fullness(parts) == 0:
            bare.append(phrase)
        else:
            _add(seats, parts, phrase)
    for parts in holders_of:
        for seat in seats:
            if (
                seat.known.office == parts.office
                and seat.known.office not in _NATIONAL
                and same_seat(seat.known, parts)
            ):
                seat.known = _joined(seat.known, parts)
    seats = _unified(seats)
    main = _main(seats, phrases)
    if main is None and bare:
        main = _Seat(ContestMention())
        seats.append(main)
    for phrase in bare:
        primary = phrase.party and phrase.round is None and phrase.base in (None, "primary", "caucus")
        about = _main([seat for seat in seats if seat.known.office], phrases) if primary else None
        (about or main or _Seat(ContestMention())).phrases.append(phrase)
    presidents = _persons_beside(doc, _PRESIDENT)
    holders = _persons_beside(doc, _HOLDER_BEFORE, _HOLDER_BEHIND)
    president = _most_named(doc, presidents)
    text: str = text_of(doc)
    for phrase in carried:
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
            before = _years_before(doc, text, phrase)
            if before is not None:
                _add(seats, seat_won, before)
        elif (
            main is not None
            and phrase.when is not None
            and (phrase.here or phrase.form == "again" or _earlier(phrase.when, doc._.context.published))
        ):
            # Somebody's "district" is the seat the article is about.
            main.phrases.append(phrase)
    for seat in seats:
        known = seat.known
        if (
            known.office is None
            and known.district
            and known.district.isdigit()
            and (known.region is None or is_state(known.region))
        ):
            # A numbered district without another word is a district of Congress.
            seat.known = replace(known, office="U.S. House")
    # A seat only mentioned, with no election for it, is no contest.
    return [seat for seat in seats if any(phrase.form != "district" for phrase in seat.phrases)], main


# "… eight years before Ann Poe carried it by 12": the same vote, so many years before
_YEARS_AFTER = re.compile(
    r"\b(?P<years>two|four|eight|twelve|2|4|8|12) years (?P<way>after|before|earlier,?)\s", re.IGNORECASE
)
_YEARS = {"two": 2, "four": 4, "eight": 8, "twelve": 12}
_YEARS_AFTER_REACH = 160
_WON = re.compile(r"\b(?:won|carried|took|romped|cruised|beat|defeated|victory|lost)\b", re.IGNORECASE)
_WON_REACH = 60


def _years_before(doc: Doc, text: str, phrase: Phrase) -> Phrase | None:
    """Another presidential vote, told by the years between it and the one of `phrase`."""
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
    phrase: Phrase, main: _Seat | None, presidents: frozenset[int], holders: frozenset[int], presidency: bool
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


def _add(seats: list[_Seat], parts: ContestMention, phrase: Phrase) -> None:
    seat = next((seat for seat in seats if _fits(seat.known, parts)), None)
    if seat is None:
        seats.append(_Seat(parts, [phrase]))
    else:
        seat.known = _joined(seat.known, parts)
        seat.phrases.append(phrase)


def _unified(seats: list[_Seat]) -> list[_Seat]:
    """Seats that turned out to be one when more of them was known."""
    joined: list[_Seat] = []
    for seat in seats:
        same = next((other for other in joined if _fits(other.known, seat.known)), None)
        if same is None:
            joined.append(seat)
        else:
            same.known = _joined(same.known, seat.known)
            same.phrases += seat.phrases
    return joined


def _main(seats: list[_Seat], phrases: list[Phrase]) -> _Seat | None:
    """The seat the article is about: the most mentioned, the first ones counting double."""
    first = {id(phrase) for phrase in phrases[:FIRST_PHRASES]}

    def weight(seat: _Seat) -> tuple[float, int]:
        count = sum(2.0 if id(phrase) in first else 1.0 for phrase in seat.phrases)
        return count, -min((phrase.start for phrase in seat.phrases), default=0)

    return max((seat for seat in seats if seat.known.office != "Congress"), key=weight, default=None)


# Contests ----------------------------------------------------------------------------------------------------------------


def iso_of(when: When | None) -> str | None:
    """A date as exactly as it names one vote: an ISO day, month or year; None for less."""
    if when is None or when.granularity in _TOO_WIDE or when.start.year != when.end.year:
        return None
    if when.granularity == "day":
        return when.start.isoformat()
    if when.start.month == when.end.month:
        return f"{when.start.year}-{when.start.month:02d}"
    return str(when.start.year)


@dataclass
class _Draft:
    """A contest in the making: its description without a date, and the dates that phrases gave it."""

    known: ContestMention
    dates: Counter[str] = field(default_factory=Counter)
    mentions: list[Place] = field(default_factory=list)

    def date(self) -> str | None:
        """The date most phrases give, of equals the finest, of these the first."""
        if not self.dates:
            return None
        order = list(self.dates)
        return max(
            order,
            key=lambda date: (
                sum(n for d, n in self.dates.items() if same_date(d, date)),
                len(date),
                -order.index(date),
            ),
        )

    def add(self, known: ContestMention, date: str | None) -> None:
        mine = self.known
        self.known = replace(
            mine,
            base=mine.base or known.base,
            stage=mine.stage or known.stage,
            party=mine.party or known.party,
            contenders=tuple(dict.fromkeys(mine.contenders + known.contenders)),
        )
        self.mentions += known.mentions
        if date:
            self.dates[date] += 1


def _contests_of(seat: _Seat, published: dt.date | None, *, is_main: bool) -> list[ContestMention]:
    """The elections for one seat."""
    drafts: list[_Draft] = []
    bare: list[tuple[ContestMention, str | None]] = []
    for phrase in sorted(seat.phrases, key=lambda phrase: phrase.start):
        date = iso_of(phrase.when)
        past = phrase.form in ("carried", "again")
        if date is None and past and seat.known.office == "President" and published is not None:
            date = str(last_presidential_year(published))
        # Years ago it was the regular vote, whatever this one is.
        earlier = phrase.president or published is None or (date is not None and date[:4] < str(published.year))
        base = "general" if past and earlier and phrase.district is None else phrase.base
        known = replace(
            seat.known,
            base=base,
            stage=phrase.round or base,
            party=phrase.party if base in ("primary", "caucus", "leadership") else None,
            mentions=((phrase.start, phrase.end),),
            contenders=(phrase.person,) if past and phrase.person is not None else (),
        )
        if known.stage is None and not (past and seat.known.office == "President"):
            bare.append((known, None if phrase.form == "district" else date))
            continue
        same = next((draft for draft in drafts if _same(draft, known, date, published)), None)
        if same is None:
            same = _Draft(replace(known, mentions=(), contenders=()))
            drafts.append(same)
        same.add(known, date)
    drafts = _rounds(drafts)
    for known, date in sorted(bare, key=lambda told: told[1] is None):
        _place_bare(drafts, known, date, published)
    alone = sum(draft.known.base != "ballot measure" for draft in drafts) == 1
    return [_finished(draft, published, is_main=is_main, alone=alone) for draft in drafts if draft.mentions]


def _same(draft: _Draft, known: ContestMention, date: str | None, published: dt.date | None) -> bool:
    """Does a phrase describe the contest of this draft?"""
    mine = draft.known
    if not compatible(mine, known) or (mine.stage in ROUNDS) != (known.stage in ROUNDS):
        return False
    year = str(published.year) if published and mine.base not in ("general", None, "midterm") else None
    given = {d[:4] for d in draft.dates} or ({year} if year else set())
    return not (date and given and date[:4] not in given)


def _place_bare(drafts: list[_Draft], known: ContestMention, date: str | None, published: dt.date | None) -> None:
    """Put "the race", "the election on June 20" where they belong; without a date they say nothing when there are two contests."""
    if date is None:
        current = [draft for draft in drafts if not _over(draft, published)]
        if not current:
            current = [_Draft(replace(known, mentions=(), contenders=()))]
            drafts += current
        if len(current) == 1:
            current[0].add(known, None)
        return
    told = next(
        (draft for draft in drafts if draft.dates and any(same_date(date, given) for given in draft.dates)), None
    )
    if told is None and published is not None and len(date) > len("2016"):
        ahead = date > published.isoformat()[: len(date)]
        undated = [draft for draft in drafts if not draft.dates and date[:4] == str(published.year)]
        told = next((draft for draft in undated if (draft.known.stage == "runoff") == ahead), None)
    if told is None:
        told = _Draft(replace(known, mentions=(), contenders=()))
        drafts.append(told)
    told.add(known, date)


def _over(draft: _Draft, published: dt.date | None) -> bool:
    """Was it held in a year before the story's?"""
    return bool(published and draft.dates) and all(date[:4] < str(published.year) for date in draft.dates if published)


def _rounds(drafts: list[_Draft]) -> list[_Draft]:
    """A runoff makes the vote before it a first round, and takes its kind and party; so does "the first round" said alone."""
    for draft in [draft for draft in drafts if draft.known.stage in ROUNDS]:
        firsts = [
            other
            for other in drafts
            if other.known.stage not in ROUNDS
            and other.known.base in _WITH_ROUNDS
            and (draft.known.base in (None, other.known.base))
            and not (
                draft.dates and other.dates and {d[:4] for d in draft.dates}.isdisjoint(d[:4] for d in other.dates)
            )
        ]
        first = min(
            firsts, key=lambda other: (other.known.base in (None, "general"), -len(other.mentions)), default=None
        )
        if first is None:
            continue
        draft.known = replace(
            draft.known, base=draft.known.base or first.known.base, party=draft.known.party or first.known.party
        )
        if draft.known.stage == "first round":
            draft.add(replace(first.known, mentions=tuple(first.mentions)), None)
            draft.dates.update(first.dates)
            drafts.remove(first)
        elif not any(other.known.stage == "first round" for other in drafts):
            first.known = replace(first.known, stage="first round")
    # "The first round" beside a runoff that has its kind from elsewhere.
    base = next((draft.known.base for draft in drafts if draft.known.stage in ROUNDS and draft.known.base), None)
    for draft in drafts:
        if draft.known.stage in ROUNDS and draft.known.base is None:
            draft.known = replace(draft.known, base=base)
    return drafts


def _finished(draft: _Draft, published: dt.date | None, *, is_main: bool, alone: bool) -> ContestMention:
    """The contest with the date that the text, the law or the day of publication gives."""
    known = replace(draft.known, date=draft.date(), mentions=tuple(sorted(draft.mentions)))
    if known.date is None and published is not None:
        known = replace(
            known, date=_usual_year(known, published, is_main=is_main and (alone or known.base != "general"))
        )
    year = int(known.date[:4]) if known.date else None
    at_home = known.region is None or is_state(known.region)
    if year is not None and at_home and known.office in FEDERAL:
        by_law = general_date(known.office, "US", year)
        if known.base in (None, "general") and known.stage not in ROUNDS and by_law and same_date(known.date, by_law):
            known = replace(known, date=by_law, base="general", stage="general")
        elif known.base is None and year % 2:
            # Between the regular elections Congress is filled by special ones alone.
            known = replace(known, base="special", stage=known.stage or "special")
    return named(known)


def _usual_year(known: ContestMention, published: dt.date, *, is_main: bool) -> str | None:
    """The year of a vote the text does not date: the law's for federal offices, the year of the news for what it is about."""
    if known.office in ("President", "Vice President"):
        return str(next_presidential_year(published, ahead=known.base in ("primary", "caucus")))
    if known.base == "midterm" or (
        known.office in FEDERAL and known.base in (None, "general", "primary") and known.stage not in ROUNDS and is_main
    ):
        return str(published.year + published.year % 2)
    # What fills one seat out of turn is news of its own year; a primary or a race beside the story may be long past.
    return (
        str(published.year)
        if is_main or known.base in ("special", "by-election", "recall", "ballot measure") or known.stage in ROUNDS
        else None
    )


def _once(contests: Iterable[ContestMention]) -> list[ContestMention]:
    """The contests without those that have the same key: they are one."""
    kept: dict[str, ContestMention] = {}
    for contest in contests:
        same = kept.get(key(contest))
        if same is not None:
            date = max((d for d in (same.date, contest.date) if d), key=len, default=None)
            contest = named(
                replace(
                    same,
                    date=date,
                    mentions=tuple(sorted(same.mentions + contest.mentions)),
                    contenders=tuple(dict.fromkeys(same.contenders + contest.contenders)),
                )
            )
        kept[contest.key] = contest
    return list(kept.values())
