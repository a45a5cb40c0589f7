"""Which articles the first pass reads for their elections: none is passed over that would tell the others something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.found import Knowledge
from extractor.language.pipeline import load_pipeline
from extractor.linking.extract import make_doc
from extractor.linking.knowledge import may_tell_of_election, notes
from extractor.records import Article

NLP = load_pipeline("none")

TELLS = [
    "Voters in Ohio choose a governor on June 24; the race for governor is close.",
    "Ann Roe is running for mayor of Upton.",
    "Sen. Ann Roe, R-Ohio, faces a hard fight for re-election.",
    "The special election in Georgia's sixth is on June 24.",
    "Ohio 6 special election: what to know",
    "The OH-6 primary is on June 24.",
    "Candidates for the sixth congressional seat met.",
    "voters in texas choose a senator, the senate race is close",
    "Proposition 8 was carried in June.",
    "The Upton North by-election is on June 24.",
    "President Roe carried the county by 12 points in 2028.",
    "Ann Roe (D-Ohio) spoke.",
    "The Green candidate, Ann Roe, spoke.",
]
TELLS_NOTHING = [
    "The firm raised its forecast on Tuesday, and shares rose 4 percent.",
    "Ann Roe, who lives in Ohio, won the race by a second.",
    "The house was sold for $400,000 last week.",
    "He won a vote of thanks; the house rose.",
    "Tickets for the contest are sold out.",
]


def read(text):
    """The article before any room has read it, and what the first pass would take from it if it read everything."""
    article = Article.model_validate({"text": text, "published": "2031-06-05"})
    doc = NLP.get_pipe("extractor_layout")(make_doc(article, NLP, Knowledge())[0])
    tells = may_tell_of_election(doc)
    return tells, notes(NLP(doc))


@pytest.mark.parametrize("text", TELLS)
def test_an_article_of_an_election_is_read(text):
    assert read(text)[0]


@pytest.mark.parametrize("text", TELLS_NOTHING)
def test_other_news_is_passed_over(text):
    tells, told = read(text)
    assert not tells
    assert not told.contests


PIECES = st.sampled_from(
    [
        "Ann Roe",
        "Ms. Roe",
        "President Roe",
        "won",
        "carried",
        "defeated",
        "Ohio",
        "ohio's",
        "Georgia’s",
        "Texas'",
        "Upton",
        "mayor of",
        "governor",
        "the",
        "House",
        "race",
        "in",
        "for",
        "6",
        "6th",
        "sixth",
        "first",
        "at-large",
        "district",
        "seat",
        "special election",
        "primary",
        "runoff",
        "by-election",
        "by election",
        "midterm",
        "Measure 5",
        "re-election",
        "another term",
        "(D)",
        "Labour",
        "Republican",
        "held",
        "with a majority of 40 votes",
        "on June 24",
        "in 2028",
        "2030",
        ",",
        ".",
        "_",
        "Senate",
        "OH-6",
        "votes",
        "swing in",
        "council",
        "of",
        "running",
        "nominee",
    ]
)


@given(st.lists(PIECES, min_size=2, max_size=14), st.sampled_from([str, str.lower, str.upper]))
def test_what_is_passed_over_tells_nothing(pieces, printed):
    tells, told = read(printed(" ".join(pieces)))
    assert tells or not (told.contests or any(person.parties for person in told.persons))
