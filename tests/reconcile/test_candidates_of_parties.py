"""Whose share a party's is. A row: who stands for which party, the vote, the party printed; does it join the candidate's share?"""

from __future__ import annotations

import pytest
from desk import article, figure

from extractor.reconcile import reconcile
from extractor.records import Candidate, Contest, Span

DAY = "2032-06-18"
UPTON = Contest(
    key="upton", label="Upton by-election 2032", office="Parliament", place="Upton", stage="by-election", date="2032"
)
COUNTRY = Contest(
    key="uk", label="United Kingdom general election 2032", office="Parliament", place="United Kingdom", date="2032"
)
NOWHERE = Contest(key="somewhere", label="General election 2032", office="Parliament", date="2032")


def candidate(name, party, contest):
    return Candidate(
        id=name,
        article_id="a",
        span=Span(start=0, end=1, text=name[0]),
        confidence=0.9,
        rule="test",
        person_id=name.casefold().replace(" ", "-"),
        name=name,
        party=party,
        contest=contest.label,
        contest_key=contest.key,
    )


CASES = [
    ("the one candidate of the party", UPTON, [("Tim Roe", "Labour")], "Labour", True),
    ("the party by another name", UPTON, [("Tim Roe", "Conservative")], "Tories", True),
    ("another party", UPTON, [("Tim Roe", "Labour")], "Greens", False),
    ("two who want to stand", UPTON, [("Tim Roe", "Labour"), ("Ann Poe", "Labour")], "Labour", False),
    ("the vote of a whole country", COUNTRY, [("Tim Roe", "Labour")], "Labour", False),
    ("a vote that may be of a whole country", NOWHERE, [("Tim Roe", "Labour")], "Labour", False),
    ("no party", UPTON, [("Tim Roe", "Labour")], "the village", False),
]


@pytest.mark.parametrize(
    ("contest", "standing", "printed", "joins"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_party_that_fills_a_seat_is_its_candidate(contest, standing, printed, joins):
    papers = [article("Courier", DAY, "41.9 percent"), article("Ledger", DAY, "42 percent")]
    figures = [
        figure(papers[0], "41.9 percent", subject="Tim Roe", contest=contest),
        figure(papers[1], "42 percent", subject=printed, contest=contest).model_copy(update={"subject_id": None}),
    ]
    candidates = [candidate(name, party, contest) for name, party in standing]
    for given in (candidates, candidates[::-1]):
        outcome = reconcile(papers, figures, [contest], candidates=given)
        assert len(outcome.reconciliations) == (1 if joins else 2)
    if joins:
        assert outcome.reconciliations[0].subject == "Tim Roe"
