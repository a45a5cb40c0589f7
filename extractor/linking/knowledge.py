"""What one article of a batch tells the others: full names, parties, contests and who stands in them.

`merge` is associative and does not depend on the order of its parts, so that a batch can be learnt in chunks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import ContestMention, Knowledge, KnownContest, KnownPerson
from extractor.language.known import look_up
from extractor.language.parties import find_parties
from extractor.rooms.candidates.parties import usual_party
from extractor.rooms.contests.telling import may_tell_contest
from extractor.rooms.people.persons import by_surname, told_of

# So many articles for one gender to each that shows the other; below it the batch does not know.
CLEARLY = 2


def notes(doc: Doc) -> Knowledge:
    """What this article spells out."""
    parties = {found.value.person: found.value.party for found in doc._.candidates if found.value.party}
    persons = [
        KnownPerson(
            person.name,
            person.gender,
            (parties[index],) if index in parties else (),
            (1,) if index in parties else (),
            1,
            int(person.gender == "female"),
            int(person.gender == "male"),
        )
        for index, person in enumerate(doc._.persons)
        if " " in person.name
    ]
    contests = [
        KnownContest(
            replace(contest, mentions=(), contenders=()),
            tuple(sorted({doc._.persons[person].name for person in contest.contenders})),
        )
        for contest in doc._.contests
        if _spelt_out(contest)
    ]
    return merge([Knowledge(tuple(persons), tuple(contests))])


def may_tell_of_election(doc: Doc) -> bool:
    """Could this article tell the others a party or a contest? Asked of its words and style, before any room has read it."""
    text, caseless = text_of(doc), doc._.style.caseless or doc._.style.upper
    return bool(find_parties(text, caseless=caseless)) or may_tell_contest(
        text, doc._.context.country, caseless=caseless
    )


def _spelt_out(contest: ContestMention) -> bool:
    """Enough to recognise the contest elsewhere: office, place and year."""
    return (
        contest.office is not None
        and contest.date is not None
        and (contest.place is not None or contest.office == "President")
    )


def merge(parts: Iterable[Knowledge]) -> Knowledge:
    """All parts as one: a person for each name, a contest for each key."""
    persons: dict[str, KnownPerson] = {}
    contests: dict[str, KnownContest] = {}
    for part in parts:
        for person in part.persons:
            known = persons.get(person.name)
            persons[person.name] = person if known is None else _both_persons(known, person)
        for contest in part.contests:
            place = contest.contest.key
            contests[place] = contest if place not in contests else _both_contests(contests[place], contest)
    return Knowledge(
        tuple(persons[name] for name in sorted(persons)), tuple(contests[place] for place in sorted(contests))
    )


def _both_persons(one: KnownPerson, other: KnownPerson) -> KnownPerson:
    female, male = one.female + other.female, one.male + other.male
    parties = Counter(dict(zip(one.parties, one.party_articles, strict=True)))
    parties.update(dict(zip(other.parties, other.party_articles, strict=True)))
    ordered = sorted(parties)
    return KnownPerson(
        one.name,
        _gender(female, male),
        tuple(ordered),
        tuple(parties[party] for party in ordered),
        one.articles + other.articles,
        female,
        male,
    )


def _gender(female: int, male: int) -> Literal["female", "male"] | None:
    """What most articles show: a pronoun of somebody else in one of them must not undo what the others say."""
    if female > CLEARLY * male:
        return "female"
    return "male" if male > CLEARLY * female else None


def _both_contests(one: KnownContest, other: KnownContest) -> KnownContest:
    # The finer date says more; of two equally fine ones the earlier, whatever the order.
    first, second = sorted(
        (one.contest, other.contest), key=lambda contest: (-len(contest.date or ""), contest.date or "", contest.label)
    )
    told = replace(first, base=first.base or second.base, assumed=first.assumed and second.assumed)
    return KnownContest(told, tuple(sorted({*one.names, *other.names})))


def changed(old: Knowledge, new: Knowledge) -> set[str]:
    """What an article may have asked the old knowledge (as `Known.asked` puts it) and is told otherwise by the new."""
    before, after = _answers(old), _answers(new)
    return {question for question in before.keys() | after.keys() if before.get(question) != after.get(question)}


def _answers(knowledge: Knowledge) -> dict[str, object]:
    """Every question that has an answer → what of the answer decides anything: not how often a name stands, if it has no rival."""
    known = look_up(knowledge)
    return {
        **known.persons.answers(usual_party),
        **known.by_name.answers(tuple),
        **known.by_place.answers(tuple),
        **known.table("surname", by_surname).answers(told_of),
    }
