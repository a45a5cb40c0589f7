"""What stands for a person.   "she", "the incumbent", "the Republican nominee for governor", "the campaign"

reads   text, the people of the article
gives   Actor of the kinds pronoun and role, with the person each means
leaves  whom a pronoun means to cast.py; what stands for an organisation to stand_ins.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.language.lexicon import alternation, load_map, load_table
from extractor.linking.grammar.actors import Actor, Taken
from extractor.linking.grammar.cast import Cast
from extractor.text.standing import matches_within, stands

_PRONOUN = re.compile(
    r"\b(?:(?P<female>she|herself|hers|her)|(?P<male>he|himself|him|his)|(?P<speaker>i|my|me))\b", re.IGNORECASE
)
# How such words begin.
_PRONOUNS = frozenset({"she", "herself", "hers", "her", "he", "himself", "him", "his", "i", "my", "me"})
_PARTY_NOUN = {
    "democrat": "democrat", "democratic": "democrat", "republican": "republican", "gop": "republican", "libertarian": "libertarian",
    "green": "green", "labour": "labour", "labor": "labor", "conservative": "conservative", "tory": "conservative",
    "liberal": "liberal", "liberal democrat": "liberal democrat", "lib dem": "liberal democrat", "independent": "independent", "socialist": "socialist",
}  # fmt: skip


@cache
def _role_pattern() -> re.Pattern[str]:
    nouns = alternation(row[0] for row in load_table("office_roles", 2))
    parties = alternation(_PARTY_NOUN)
    # "the New Mexico governor": a state of one word is the place before the noun.
    two_words = alternation(name.lower() for name, *_ in load_table("us_states", 4) if " " in name)
    # "the Democrat", "the 41-year-old Democrat", "the Republican nominee", "the former Ohio governor", "her Labour rival"
    return re.compile(
        rf"\b(?:the|his|her|their)\s+(?:\d\d[- ]year[- ]old\s+|former\s+|incumbent\s+|[a-z]+-term\s+|{two_words}\s+)?"
        rf"(?:(?P<party>{parties})(?:\s+(?P<of>{nouns}))?|(?:(?P<place>[A-Z][A-Za-z.]+)\s+|[a-z.]+\s+)?(?P<noun>{nouns}))\b(?![-']?\w)(?!\s+(?:party|primary|caucus|side|ticket|congress)\b)",
        re.IGNORECASE,
    )


@cache
def _role_words() -> frozenset[str]:
    """Words of which one stands in every role: the first of each noun."""
    nouns = (*(row[0] for row in load_table("office_roles", 2)), *_PARTY_NOUN)
    return frozenset(re.split("[^a-z]", noun)[0] for noun in nouns)


@cache
def _for_office() -> re.Pattern[str]:
    """ "the Republican nominee | for governor" """
    return re.compile(
        rf"\s+for\s+(?P<office>{alternation(form for form, *_ in load_table('offices', 3))})\b", re.IGNORECASE
    )


# "the campaign said", "campaign aides said": whose, the sentences before have told.
_THE_CAMPAIGN = re.compile(
    r"\b(?:the\s+campaign(?!\s+(?:trail|finance|season|for|against|of|to))|campaign\s+(?:aides?|officials?|staff|staffers|advisers))\b",
    re.IGNORECASE,
)
_CAMPAIGN = frozenset({"campaign"})


def find_roles(cast: Cast, start: int, end: int, named: Sequence[Actor], taken: Taken) -> list[Actor]:
    """Roles in text[start:end] and whom each means ("the incumbent", "the Republican nominee for governor"), beside the people `named` there.

    They overlap nothing `taken`, and are added to it.
    """
    text, found = cast.text, list(named)
    if not stands(text, _role_words(), start, end):
        return []
    for match in _role_pattern().finditer(text, start, end):
        if taken.any(*match.span()):
            continue
        owned = match.group().split()[0].lower() in ("his", "her", "their")
        if owned and any(0 <= actor.start - match.end() <= len(", ") for actor in named):
            continue  # "her closest rival, Roe" is Roe, who is named
        if match["party"]:
            party = _PARTY_NOUN[" ".join(match["party"].lower().split())]
            person = cast.of_party(match.start(), party)
            office = _for_office().match(text, match.end(), end)
            if office and not cast.may_stand_for(person, office["office"]):
                # Of an article on another race: somebody, but none of its contenders.
                name = " ".join(text[match.start() : office.end()].split()).partition(" ")[2]
                found.append(Actor(match.start(), office.end(), name, "role"))
                taken.add(match.start(), office.end())
                continue
        else:
            noun = " ".join(match["noun"].lower().split())
            person = cast.of_part(noun)
            if person is None and not match["place"]:
                person = cast.of_office(match.start(), load_map("office_roles")[noun])
            if person is None:
                person = _role_by_elimination(cast, found, match.start(), match["place"])
        if person is not None:
            name = cast.persons[person].name
            found.append(Actor(*match.span(), name, "role", person))
            taken.add(*match.span())
    return found[len(named) :]


def _role_by_elimination(cast: Cast, found: list[Actor], at: int, place: str | None) -> int | None:
    """Whom a role means that no title in the text explains ("the Iowa governor").

    The first of this sentence whom no other role has taken yet: "Where Roe faces Poe, the Iowa governor has 45 percent
    and the former mayor 39 percent." Else, for a role with a place, the person the article is about.
    """
    roles = {actor.person for actor in found if actor.kind == "role"}
    for actor in sorted(found, key=lambda actor: actor.start):
        if actor.kind == "person" and actor.start < at and actor.person not in roles:
            return actor.person
    if place:
        return cast.protagonist
    return next((person for person in cast.before(at) if person not in roles), None)


def find_campaigns(cast: Cast, start: int, end: int, taken: Taken) -> Iterator[Actor]:
    """ "the campaign" in text[start:end]: its candidate, the likeliest of those the sentences before name."""
    if not stands(cast.text, _CAMPAIGN, start, end):
        return
    for match in _THE_CAMPAIGN.finditer(cast.text, start, end):
        person = next((p for p in cast.before(match.start()) if p in cast.contenders), None)
        if person is not None and not taken.any(*match.span()):
            taken.add(*match.span())
            yield Actor(*match.span(), cast.persons[person].name, "role", person)


def find_pronouns(cast: Cast, start: int, end: int, named: Sequence[Actor], taken: Taken) -> Iterator[Actor]:
    """Pronouns of text[start:end] that mean somebody. `named`: the actors found there before."""
    found = list(named)
    for match in matches_within(_PRONOUN, cast.text, _PRONOUNS, start, end):
        if taken.any(*match.span()):
            continue
        word = match.group().lower()
        if word in ("himself", "herself"):
            # "she raised $20,000 and took a $3,000 loan from herself": the first person of the sentence.
            first = min(
                (actor for actor in found if actor.person is not None), key=lambda actor: actor.start, default=None
            )
            person = first.person if first is not None and first.start < match.start() else None
        elif match["speaker"]:
            person = next((quote.person for quote in cast.quoted.around(match.start())), None)
        else:
            gender = "female" if match["female"] else "male"
            person = cast.pronoun(match.start(), gender, objective=word == "him")
        if person is not None:
            actor = Actor(*match.span(), cast.persons[person].name, "pronoun", person, word=word)
            found.append(actor)
            taken.add(*match.span())
            yield actor
