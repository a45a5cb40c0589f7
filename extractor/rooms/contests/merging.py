"""Which phrases mean the same contest, and what they say of it together."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from extractor.language.elections import (
    FEDERAL,
    ROUNDS,
    compatible,
    general_date,
    named,
    next_presidential_year,
    same_date,
    same_seat,
    year_of,
)
from extractor.language.found import ContestMention, When
from extractor.language.places import country_name, is_state
from extractor.rooms.contests.phrases import Phrase

# A seat named by so many phrases, or by one of the first, is what the article is about.
_FIRST_PHRASES = 3
# Offices that one vote in the whole country fills.
_NATIONAL = frozenset({"President", "Vice President", "Prime Minister", "First Minister", "Chief Minister"})
# News of January and February may still look back at the vote of November.
_LOOKING_BACK_MONTHS = 2
_PRESIDENT = re.compile(r"\b(?:president(?:-elect)?|mr\.? president)\s+(?:\w\.?\s+)?$", re.IGNORECASE)


@dataclass
class _Seat:
    """An office in a place, as the phrases so far have it, and the phrases about it."""

    known: ContestMention
    phrases: list[Phrase] = field(default_factory=list)


def merge_phrases(doc: Doc, phrases: list[Phrase]) -> tuple[ContestMention, ...]:
    """The contests of the article, in order of first mention, none of them merged with another it contradicts."""
    phrases = [phrase for phrase in phrases if _tells(phrase)]
    if not phrases:
        return ()
    presidential = _presidential(doc)
    seats = _seats(doc, phrases, presidential)
    contests = [contest for seat in seats for contest in _contests_of(doc, seat)]
    contests.sort(key=lambda contest: contest.mentions[0])
    return tuple(contests)


def _tells(phrase: Phrase) -> bool:
    """Does the phrase speak of one election? "Special elections" and "Senate candidates" at large do not."""
    if phrase.form == "carried":
        return phrase.when is not None
    # "A referendum on the president" is no vote.
    if phrase.base == "referendum" and phrase.office is not None:
        return False
    bare = phrase.office is None and phrase.region is None and phrase.district is None and phrase.when is None and phrase.round is None
    if phrase.indefinite and bare and phrase.base in ("primary", "caucus", "general"):
        return False
    return not (phrase.plural and phrase.base not in ("primary", "caucus", "midterm"))


def _presidential(doc: Doc) -> frozenset[int]:
    """Persons whom the text calls president, or names beside the office."""
    return frozenset(
        found.value.person
        for found in doc._.people
        if found.value.person is not None and _PRESIDENT.search(doc.text[max(0, found.start - 24) : found.start])
    )


def _parts(phrase: Phrase) -> ContestMention:
    """The seat a phrase speaks of."""
    region = phrase.region
    district = phrase.district
    place = region.region if region else None
    city = region.city if region and not region.adjective else None
    office = phrase.office
    if phrase.base == "midterm":
        office = "Congress"
    if office in _NATIONAL and place == country_name("US"):
        place = None
    if office == "Mayor" and place == "New York":
        city = "New York City"
    if city and office not in ("Mayor", "City Council", "School Board", "District Attorney", "Prosecutor", "Sheriff", "Judge"):
        # A city beside "Senate race" or "special election" says where the story plays.
        city = None
        place = None
    if district is not None and district.region:
        place = district.region
    if office is None and district is not None and phrase.base == "by-election":
        office = "House of Commons"
    return ContestMention(office=office, region=place, city=city, district=district.district if district else None)


def _fullness(seat: ContestMention) -> int:
    return sum(part is not None for part in (seat.office, seat.region, seat.city, seat.district))


def _joined(one: ContestMention, other: ContestMention) -> ContestMention:
    """What both say of the seat; a part of a country wins over the country."""
    region = one.region or other.region
    if one.region and other.region and one.region != other.region:
        region = other.region if is_state(other.region) or not is_state(one.region) else one.region
    return replace(one, office=one.office or other.office, region=region, city=one.city or other.city, district=one.district or other.district)


def _shares(one: ContestMention, other: ContestMention) -> bool:
    """Do both name one part alike?"""
    pairs = ((one.office, other.office), (one.region, other.region), (one.city, other.city), (one.district, other.district))
    return any(a is not None and a == b for a, b in pairs)


def _fits(seat: ContestMention, parts: ContestMention) -> bool:
    """Can `parts` be about this seat? What names a place only never joins an office of the whole country."""
    if not same_seat(seat, parts):
        return False
    if seat.office in _NATIONAL or parts.office in _NATIONAL:
        # A presidential vote is one nationwide; in one state it is told apart.
        return seat.office == parts.office and seat.region == parts.region and seat.district == parts.district
    if "Congress" in (seat.office, parts.office):
        return seat.office == parts.office
    if _fullness(parts) == 0:
        return True
    if _shares(seat, parts):
        return True
    # Nothing in common and nothing against it: "a House seat", then "the sixth district".
    return seat.office is None or parts.office is None or seat.region is None


def _seats(doc: Doc, phrases: list[Phrase], presidential: frozenset[int]) -> list[_Seat]:
    """The offices and places the article speaks of; phrases that name none go to the one it is about."""
    seats: list[_Seat] = []
    bare: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda phrase: phrase.start):
        parts = _parts(phrase)
        if phrase.form == "carried" and (phrase.person in presidential or parts.office in _NATIONAL):
            parts = replace(parts, office="President")
        elif phrase.form == "carried" or _fullness(parts) == 0 or phrase.form == "again":
            bare.append(phrase)
            continue
        seat = next((seat for seat in seats if _fits(seat.known, parts)), None)
        if seat is None:
            seats.append(_Seat(parts, [phrase]))
        else:
            seat.known = _joined(seat.known, parts)
            seat.phrases.append(phrase)
    seats = _unified(seats)
    # The seat only mentioned, and no election for it, is no contest.
    main = _main(seats, phrases)
    if main is None and bare:
        main = _Seat(ContestMention(), [])
        seats.append(main)
    for phrase in bare:
        near = _main([seat for seat in seats if seat.known.office not in (None, "Congress")], phrases) if phrase.party and phrase.base in (None, "primary", "caucus") else None
        target = near or main
        if target is not None:
            target.phrases.append(phrase)
    return [seat for seat in seats if any(phrase.form != "district" for phrase in seat.phrases)]


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
    first = {id(phrase) for phrase in phrases[:_FIRST_PHRASES]}

    def weight(seat: _Seat) -> tuple[float, int]:
        count = sum(2.0 if id(phrase) in first else 1.0 for phrase in seat.phrases)
        return (count, -min((phrase.start for phrase in seat.phrases), default=0))

    return max((seat for seat in seats if seat.known.office != "Congress"), key=weight, default=None)


def iso_of(when: When | None) -> str | None:
    """A date as exactly as it names one vote: an ISO day, month or year; None for less."""
    if when is None:
        return None
    if when.granularity == "day":
        return when.start.isoformat()
    if when.start.year != when.end.year:
        return None
    if when.start.month == when.end.month:
        return f"{when.start.year}-{when.start.month:02d}"
    return str(when.start.year)


def _contests_of(doc: Doc, seat: _Seat) -> list[ContestMention]:
    """The elections for one seat, told apart by kind, round, party and date."""
    drafts: list[ContestMention] = []
    published: dt.date | None = doc._.context.published
    specific = sorted(seat.phrases, key=lambda phrase: (-_weight(phrase), phrase.start))
    for phrase in specific:
        date = iso_of(phrase.when)
        base = phrase.base if phrase.base != "general" or phrase.form != "again" or date else None
        party = phrase.party if base in ("primary", "caucus", "leadership") or phrase.form == "party" else None
        if phrase.form in ("carried",):
            base = "general"
        if phrase.form in ("party", "office", "running") and base is None and party and "nomin" in doc.text[phrase.start : phrase.end].lower():
            base = None
        draft = replace(
            seat.known, base=base, stage=phrase.round or base, date=date, party=party if base in ("primary", "caucus", "leadership") else None,
            mentions=((phrase.start, phrase.end),), contenders=(phrase.person,) if phrase.person is not None and phrase.form in ("carried", "again") else (),
        )
        place = _best(drafts, draft)
        if place is None:
            if phrase.form == "district":
                continue
            drafts.append(draft)
        else:
            drafts[place] = _told(drafts[place], draft)
    drafts = [_dated(draft, published) for draft in _rounds(drafts)]
    return [named(replace(draft, mentions=tuple(sorted(draft.mentions)))) for draft in _once(drafts)]


def _weight(phrase: Phrase) -> int:
    return 2 * (phrase.base is not None) + 2 * (phrase.round is not None) + (phrase.when is not None) + (phrase.party is not None)


def _best(drafts: list[ContestMention], draft: ContestMention) -> int | None:
    """The draft that this one repeats: compatible, and the round said in both or in neither, if one is said."""
    fits = [
        index for index, other in enumerate(drafts)
        if compatible(other, draft) and ((draft.stage in ROUNDS) == (other.stage in ROUNDS) or draft.stage is None and draft.date is None)
        and not (draft.base and draft.stage not in ROUNDS and other.base is None and other.stage in ROUNDS)
    ]
    return fits[0] if fits else None


def _told(one: ContestMention, other: ContestMention) -> ContestMention:
    """Both descriptions together; the finer date stays."""
    date = max((d for d in (one.date, other.date) if d), key=len, default=None)
    return replace(
        one, base=one.base or other.base, stage=one.stage or other.stage, party=one.party or other.party, date=date,
        mentions=one.mentions + other.mentions, contenders=tuple(dict.fromkeys(one.contenders + other.contenders)),
    )


def _rounds(drafts: list[ContestMention]) -> list[ContestMention]:
    """A runoff makes the vote before it a first round, and takes its kind and party."""
    runoffs = [index for index, draft in enumerate(drafts) if draft.stage == "runoff"]
    for index in runoffs:
        runoff = drafts[index]
        firsts = [
            i for i, draft in enumerate(drafts)
            if draft.stage != "runoff" and draft.base in (None, "special", "primary", "general", "by-election", "leadership")
            and (not runoff.base or not draft.base or draft.base == runoff.base)
            and not (draft.date and runoff.date and draft.date[:4] != runoff.date[:4])
        ]
        first = min(firsts, key=lambda i: (drafts[i].base is None, drafts[i].base == "general", -len(drafts[i].mentions), i), default=None)
        if first is not None:
            before = drafts[first]
            drafts[index] = replace(runoff, base=runoff.base or before.base, party=runoff.party or before.party)
            drafts[first] = replace(before, stage="first round")
    return drafts


def _dated(draft: ContestMention, published: dt.date | None) -> ContestMention:
    """The draft with the date that the law or the day of publication gives."""
    date = draft.date
    if date is None and published is not None:
        if draft.office in ("President", "Vice President"):
            date = str(next_presidential_year(published, ahead=draft.base in ("primary", "caucus")))
        elif draft.base == "midterm":
            date = str(published.year + published.year % 2)
        elif draft.office in FEDERAL and draft.base in (None, "general", "primary"):
            date = str(published.year + published.year % 2)
        else:
            date = str(published.year)
    if date and draft.base in (None, "general") and draft.stage not in ROUNDS:
        by_law = general_date(draft.office, "US" if draft.region is None or is_state(draft.region) else None, int(date[:4]))
        if by_law and same_date(date, by_law):
            return replace(draft, date=by_law, base="general", stage="general")
    return replace(draft, date=date)


def _once(drafts: list[ContestMention]) -> list[ContestMention]:
    """The drafts without those that, now dated, are one."""
    kept: list[ContestMention] = []
    for draft in drafts:
        same = next(
            (i for i, other in enumerate(kept) if compatible(other, draft) and other.stage == draft.stage and year_of(other) == year_of(draft)), None
        )
        if same is None:
            kept.append(draft)
        else:
            kept[same] = _told(kept[same], draft)
    return kept
