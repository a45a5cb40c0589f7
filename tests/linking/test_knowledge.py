"""What articles tell each other; the order in which they are read changes nothing."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.elections import named
from extractor.language.found import ContestMention, Knowledge, KnownContest, KnownPerson
from extractor.linking.knowledge import merge, notes
from extractor.rooms.candidates import find_candidates
from extractor.rooms.contests import find_contests


def read(doc):
    doc._.contests = find_contests(doc)
    doc._.candidates, doc._.contests = find_candidates(doc)
    return doc


def test_an_article_tells_full_names_parties_and_its_contest(told):
    found = notes(
        read(told("Republican candidate [Jane Roe] won the special election in Ohio's 6th district. [Poe] lost."))
    )
    assert [(person.name, person.parties) for person in found.persons] == [("Jane Roe", ("Republican",))]
    assert [(known.contest.key, known.names) for known in found.contests] == [
        ("u-s-house/ohio-6/2031/special", ("Jane Roe",))
    ]


def test_what_is_not_spelt_out_is_not_told(told):
    assert notes(read(told("The runoff was close."))) == Knowledge()
    assert merge([]) == Knowledge()


persons = st.builds(
    lambda name, gender, party: KnownPerson(
        name,
        gender,
        (party,) if party else (),
        (1,) if party else (),
        1,
        int(gender == "female"),
        int(gender == "male"),
    ),
    st.sampled_from(["Ann Poe", "Jane Roe", "Tom Roe"]),
    st.sampled_from([None, "female", "male"]),
    st.sampled_from([None, "Green", "Labour"]),
)
contests = st.builds(
    lambda date, base, names: KnownContest(
        named(ContestMention(office="Mayor", city="Upton", date=date, base=base, stage=base)), names
    ),
    st.sampled_from(["2031", "2031-06", "2031-06-20", "2027"]),
    st.sampled_from([None, "special"]),
    st.sampled_from([(), ("Ann Poe",), ("Ann Poe", "Tom Roe")]),
)
parts = st.builds(
    lambda p, c: merge([Knowledge(tuple(p), tuple(c))]), st.lists(persons, max_size=4), st.lists(contests, max_size=4)
)


@given(parts, parts, parts)
def test_merging_is_associative_and_knows_no_order(a, b, c):
    whole = merge([a, b, c])
    assert merge([merge([a, b]), c]) == merge([a, merge([b, c])]) == whole
    assert all(merge(order) == whole for order in permutations([a, b, c]))


@given(parts)
def test_merging_with_nothing_changes_nothing(part):
    assert merge([part]) == merge([part, Knowledge()]) == part


GENDERS = [
    ("all agree", ["female"] * 3, "female"),
    ("one pronoun of somebody else", ["female"] * 9 + ["male"], "female"),
    ("as many for each", ["female", "male"], None),
    ("nobody says", [None, None], None),
    ("some say nothing", [None, "male"], "male"),
]


@pytest.mark.parametrize(("what", "told_by", "gender"), GENDERS, ids=[row[0] for row in GENDERS])
def test_gender_is_what_clearly_more_articles_show(what, told_by, gender):
    parts = [
        Knowledge((KnownPerson("Jane Roe", each, (), (), 1, int(each == "female"), int(each == "male")),), ())
        for each in told_by
    ]
    assert merge(parts).persons[0].gender == gender
