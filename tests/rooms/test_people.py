"""Names of people, in every kind of print; and who is one person. Everybody here is invented."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.found import Knowledge, KnownPerson
from extractor.rooms.layout import layout
from extractor.rooms.people import People
from extractor.rooms.people.persons import name_key, well_cased

VOCAB = Vocab()


@cache
def room(model: str) -> People:
    return People(model)


def read(text: str, model: str = "none", known: tuple[KnownPerson, ...] = ()) -> Doc:
    # Rooms work on characters: one token will do.
    doc = Doc(VOCAB, words=[text], spaces=[False]) if text else Doc(VOCAB)
    doc._.knowledge = Knowledge(persons=known)
    return room(model)(layout(doc))


def names(doc: Doc) -> list[str]:
    return [doc.text[found.start : found.end] for found in doc._.people]


# Text, the names in reading order.
CASED = [
    ("Karen Mayfield won the seat.", ["Karen Mayfield"]),
    ("Sen. Howard Tull (R-Ohio) trails Rep. Dana Whitlow (D-Ohio).", ["Howard Tull", "Dana Whitlow"]),
    ("Mr. Tull said he would vote against it. Ms. Whitlow's aides laughed.", ["Tull", "Whitlow"]),
    (
        "Karen Mayfield leads. Mayfield's rival conceded; the Mayfield campaign cheered.",
        ["Karen Mayfield", "Mayfield", "Mayfield"],
    ),
    ("former Ohio State Treasurer Karen Mayfield", ["Karen Mayfield"]),
    ("Gov. J.R. Mayfield Jr. and James Q. Tull", ["J.R. Mayfield Jr.", "James Q. Tull"]),
    ("Ludwig van Hoorn met Maria de la Cruz and Sean O'Dell.", ["Ludwig van Hoorn", "Maria de la Cruz", "Sean O'Dell"]),
    ('Edward "Ned" Whitlow spoke.', ['Edward "Ned" Whitlow']),
    ("Anna Tull-Whitlow resigned, Tull-Whitlow said.", ["Anna Tull-Whitlow", "Tull-Whitlow"]),
    ("his wife, Betsy, and their son, Mark, stood beside him", ["Betsy", "Mark"]),
    ("Karen Mayfield led the runoff for mayor of Port Tull and Fort Whitlow.", ["Karen Mayfield"]),
    ("Neil Price beat Wanda Young and Otis Brown.", ["Neil Price", "Wanda Young", "Otis Brown"]),
    ("“I never met Karen Mayfield,” Tull said.", ["Karen Mayfield", "Tull"]),
    (
        "Karen Mayfield Wins Ohio Primary, Beating Tull\n\nHoward Tull conceded.",
        ["Karen Mayfield", "Tull", "Howard Tull"],
    ),
    ("Kadri Simmoja told reporters that Simmoja would stay.", ["Kadri Simmoja", "Simmoja"]),
    ("Bill de Tulle lost. De Tulle conceded, and de Tulle's wife wept.", ["Bill de Tulle", "De Tulle", "de Tulle"]),
    ("Julian English and Corinne May met.", ["Julian English", "Corinne May"]),
    # Nobody's name.
    ("She studied at Whitlow University and ran the Mayfield Foundation.", []),
    ("The Dodd-Frank Act was signed in New York City on Tuesday.", []),
    ("A rally in Jackson, Ohio, drew Democrats, Latinos and Texans.", []),
    ("The U.S. Senate and the White House declined to comment.", []),
    ("I'm told We're winning, Won't we?", []),
    ("Reuters said the FBI asked Facebook.", []),
    ("North Korea, Latin America and the Middle East", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASED, ids=[text[:50] for text, _ in CASED])
def test_names_in_text_with_capitals(text, expected):
    assert names(read(text)) == expected


# The same without capitals; the first of two forms in a row has its marks, the second was stripped of them.
CASELESS = [
    ("karen mayfield won the seat on tuesday, and mayfield thanked her voters.", ["karen mayfield", "mayfield"]),
    (
        "karen mayfield won the seat on tuesday and mayfields voters cheered for mayfield",
        ["karen mayfield", "mayfield", "mayfield"],
    ),
    (
        "sen. howard tull leads dana whitlow by nine points, tull's campaign said on monday.",
        ["howard tull", "dana whitlow", "tull"],
    ),
    (
        "sen howard tull leads dana whitlow by nine points tull s campaign said on monday",
        ["howard tull", "dana whitlow", "tull"],
    ),
    ("mr tull said that gov curtis deal had promised to veto it", ["tull", "curtis deal"]),
    ("they voted for james q tull and for maria de la cruz in the first round", ["james q tull", "maria de la cruz"]),
    ("the price of gas rose in new york and will fall in may, the city said.", []),
    ("voters in san antonio and st louis will mark the day with a bill on drugs", []),
    ("write to karen@mayfield.example or follow #mayfield for the news of the day", []),
    ("the party said it will not contest the seat and won't run in the fall either", []),
]


@pytest.mark.parametrize(("text", "expected"), CASELESS, ids=[text[:50] for text, _ in CASELESS])
def test_names_in_text_without_capitals(text, expected):
    doc = read(text)
    assert doc._.style.caseless
    assert names(doc) == expected


def test_a_short_line_without_capitals():
    assert names(read("karen mayfield won")) == ["karen mayfield"]


def test_capitals_throughout_are_read_as_none():
    assert names(read("KAREN MAYFIELD BEAT HOWARD TULL IN THE RUNOFF, MAYFIELD SAID.")) == [
        "KAREN MAYFIELD",
        "HOWARD TULL",
        "MAYFIELD",
    ]


# Text, and for each mention in reading order the name of its person.
PERSONS = [
    ("Karen Mayfield won. Mayfield beat Howard Tull.", ["Karen Mayfield", "Karen Mayfield", "Howard Tull"]),
    ("Robert Tull lost. Bob Tull conceded.", ["Robert Tull", "Robert Tull"]),
    # Of two with one surname, the bare one means who was introduced first, and nobody who comes only later.
    (
        "Karen Mayfield won with the blessing of Robert Mayfield. Mayfield took 53 percent.",
        ["Karen Mayfield", "Robert Mayfield", "Karen Mayfield"],
    ),
    (
        "Karen Mayfield leads. Mayfield is ahead. Robert Mayfield backs her, and Robert Mayfield votes.",
        ["Karen Mayfield", "Karen Mayfield", "Robert Mayfield", "Robert Mayfield"],
    ),
    ("Dana Rose Whitlow spoke. Dana Whitlow left.", ["Dana Rose Whitlow", "Dana Rose Whitlow"]),
    (
        "Dana Whitlow and Mark Whitlow married. Ms. Whitlow runs; Mr. Whitlow does not.",
        ["Dana Whitlow", "Mark Whitlow", "Dana Whitlow", "Mark Whitlow"],
    ),
    ("George H. Tull followed George W. Tull.", ["George H. Tull", "George W. Tull"]),
    ("karen mcmayfield won the seat in the runoff on tuesday night, she said.", ["Karen McMayfield"]),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS, ids=[text for text, _ in PERSONS])
def test_whose_name_it_is(text, expected):
    doc = read(text)
    assert [doc._.persons[found.value.person].name for found in doc._.people] == expected


def test_a_person_carries_sex_titles_and_aliases():
    doc = read("Former Ohio Secretary of State Karen Mayfield spoke. Ms. Mayfield and Sen. Ochieng Tull met; he left.")
    karen, tull = doc._.persons
    assert (karen.name, karen.gender, karen.aliases) == ("Karen Mayfield", "female", ("Mayfield",))
    assert "Secretary of State" in karen.titles[0]
    assert (tull.name, tull.gender, tull.titles) == ("Ochieng Tull", "male", ("Sen.",))


KNOWN = (KnownPerson("Karen Mayfield", "female"), KnownPerson("Ann Tull"), KnownPerson("Ben Tull"))
BATCH = [
    ("Mayfield leads in the latest poll.", [("Karen Mayfield", "karen-mayfield")]),
    ("mayfield leads in the latest poll of likely voters, the station said.", [("Karen Mayfield", "karen-mayfield")]),
    # Two people of the batch bear this surname: it stays what it is.
    ("Tull leads in the latest poll.", [("Tull", "tull")]),
    ("Whitlow Street is closed.", []),
]


@pytest.mark.parametrize(("text", "expected"), BATCH, ids=[text for text, _ in BATCH])
def test_a_lone_surname_takes_the_full_name_from_the_batch(text, expected):
    doc = read(text, known=KNOWN)
    assert [(person.name, person.key) for person in doc._.persons] == expected


def test_two_people_whom_initials_tell_apart_keep_two_keys_in_every_article():
    known = (KnownPerson("John A. Tull"), KnownPerson("John B. Tull"))
    keys = [
        read(f"{name} won.", known=known)._.persons[0].key for name in ("John A. Tull", "John B. Tull", "John Tull")
    ]
    assert keys == ["john-a-tull", "john-b-tull", "john-tull"]


def test_a_letter_whose_lower_case_is_two_moves_nothing():
    assert names(read("İ İ İ KAREN MAYFIELD BEAT HOWARD TULL IN THE RUNOFF, SHE SAID.")) == [
        "KAREN MAYFIELD",
        "HOWARD TULL",
    ]


KEYS = [
    ("Karen Mayfield", "karen-mayfield"),
    ("Karen Q. Mayfield", "karen-mayfield"),
    ("KAREN MAYFIELD Jr.", "karen-mayfield"),
    ("Mayfield", "mayfield"),
]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_name_key(name, key):
    assert name_key(name) == key


CAPITALS = [
    ("karen mayfield", "Karen Mayfield"),
    ("SEAN O'DELL", "Sean O'Dell"),
    ("ludwig van hoorn jr", "Ludwig van Hoorn Jr."),
    ("Karen  Mayfield", "Karen Mayfield"),
    ("roe's", "Roe's"),
]


@pytest.mark.parametrize(("printed", "expected"), CAPITALS)
def test_well_cased(printed, expected):
    assert well_cased(printed) == expected


# What rules alone leave open.
MODEL = [
    ("The governor said Obrevko had broken the law. A spokeswoman for Obrevko denied it.", ["Obrevko", "Obrevko"]),
    ("the governor said that zanele obrevko had broken the law, and obrevko denied it.", ["zanele obrevko", "obrevko"]),
]


@pytest.mark.parametrize(("text", "expected"), MODEL, ids=[text for text, _ in MODEL])
def test_the_model_decides_what_the_rules_leave_open(text, expected):
    assert names(read(text, model="default")) == expected


WORDS = st.sampled_from(
    [
        "Karen",
        "Mayfield",
        "mayfield",
        "Mr.",
        "the",
        "said",
        "’s",
        "“",
        "O'Dell",
        "D.",
        "van",
        "St.",
        "Ohio",
        ",",
        "\n",
        "é",
        "İ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_mentions_are_ordered_apart_and_owned(text):
    doc = read(text)
    end = 0
    for found in doc._.people:
        assert end <= found.start < found.end <= len(doc.text)
        assert 0 <= found.value.person < len(doc._.persons)
        assert doc.text[found.start : found.end].strip() == doc.text[found.start : found.end]
        end = found.end
