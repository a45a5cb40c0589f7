"""Which figures are of one question. A row: two figures as their articles describe them, and whether they are compared."""

from __future__ import annotations

import datetime as dt

import pytest
from desk import CONTEST, article, figure, settle_rows

from extractor.reconcile import reconcile
from extractor.reconcile.questions import spelled_out
from extractor.reconcile.questions.contests import same_contests
from extractor.records import Contest, Period, Scope

DAY, LATER = "2030-05-08", "2030-06-20"
RUNOFF = Contest(
    key="runoff", label="Alder runoff 2030", office="Mayor", place="Alder", stage="runoff", date="2030-06-18"
)
FIRST = Contest(
    key="first", label="Alder first round 2030", office="Mayor", place="Alder", stage="first round", date="2030-05-07"
)
LAST_TIME = Contest(key="2026", label="Alder mayoral election 2026", office="Mayor", place="Alder", date="2026")
BEFORE = Contest(
    key="before", label="Alder primary 2030", office="Mayor", place="Alder", stage="primary", date="2030-03-05"
)
HALF_KNOWN = Contest(key="half", label="Alder election", place="Alder")
COUNTY = Contest(
    key="county", label="Brook County executive 2030", office="County Executive", place="Brook County", date="2030"
)
DISTRICT = Contest(
    key="district",
    label="Ohio 3rd district 2030",
    office="U.S. House",
    place="Ohio 3rd congressional district",
    date="2030",
)
STATE = Contest(key="state", label="Ohio 2030", office="U.S. House", place="Ohio", date="2030")
QUARTER = Period(start=dt.date(2030, 1, 1), end=dt.date(2030, 3, 31))
TO_THE_REPORT = Period(start=dt.date(2030, 1, 12), end=dt.date(2030, 4, 12))
BEFORE_IT = Period(start=dt.date(2029, 10, 1), end=dt.date(2029, 12, 31))
TO_MARCH = Period(end=dt.date(2030, 3, 31))

PAIRS = [
    ("the same contest", "48.2 percent", {}, "48.4 percent", {}, True),
    ("another person", "48.2 percent", {}, "48.2 percent", {"subject": "Carl Moss"}, False),
    ("a contest half described", "48.2 percent", {}, "48.4 percent", {"contest": HALF_KNOWN}, True),
    ("a contest not named", "48.2 percent", {}, "48.4 percent", {"contest": None}, True),
    ("a round and its runoff", "48.2 percent", {"contest": FIRST}, "52.3 percent", {"contest": RUNOFF}, False),
    ("money of both rounds", "$2 million", {"contest": FIRST}, "$2 million", {"contest": RUNOFF}, True),
    ("this year and another", "48.2 percent", {}, "48.2 percent", {"contest": LAST_TIME}, False),
    ("another office", "48.2 percent", {}, "48.2 percent", {"contest": COUNTY}, False),
    ("a district and its state", "48.2 percent", {"contest": DISTRICT}, "48.2 percent", {"contest": STATE}, False),
    ("a poll and a count", "48.2 percent", {}, "48.2 percent", {"measure": "poll_share", "scope": Scope(basis="poll")}, False),
    (
        "two pollsters",
        "48 percent", {"measure": "poll_share", "scope": Scope(pollster="Quinn")},
        "45 percent", {"measure": "poll_share", "scope": Scope(pollster="Marlow")},
        False,
    ),
    (
        "a poll not named that says the same",
        "48 percent", {"measure": "poll_share", "scope": Scope(pollster="Quinn")},
        "48 percent", {"measure": "poll_share"},
        True,
    ),
    (
        "a poll not named that says another thing",
        "48 percent", {"measure": "poll_share", "scope": Scope(pollster="Quinn")},
        "45 percent", {"measure": "poll_share"},
        False,
    ),
    ("women and everybody", "48 percent", {}, "56 percent", {"scope": Scope(population="women")}, False),
    ("likely voters and everybody", "48.2 percent", {}, "48.4 percent", {"scope": Scope(population="likely voters")}, True),
    ("a county and the whole", "48.2 percent", {}, "56.2 percent", {"scope": Scope(place="Brook County")}, False),
    ("two opponents", "4 points", {"scope": Scope(opponent="Carl Moss")}, "9 points", {"scope": Scope(opponent="Ann Lee")}, False),
    ("an opponent by surname", "4 points", {"scope": Scope(opponent="Carl Moss")}, "9 points", {"scope": Scope(opponent="Moss")}, True),
    ("a quarter and all of it", "$2 million", {"scope": Scope(period=QUARTER)}, "$9 million", {}, False),
    ("a quarter that is all of it", "$2 million", {"scope": Scope(period=QUARTER)}, "$2 million", {}, True),
    ("a quarter and the three months up to its report", "$2 million", {"scope": Scope(period=QUARTER)}, "$2.1 million", {"scope": Scope(period=TO_THE_REPORT)}, True),
    ("a quarter and the one before", "$2 million", {"scope": Scope(period=QUARTER)}, "$2 million", {"scope": Scope(period=BEFORE_IT)}, False),
    ("through March and all of it", "$2 million", {"scope": Scope(period=TO_MARCH)}, "$9 million", {}, True),
    ("with and without outside groups", "$2 million", {"scope": Scope(includes_outside_groups=True)}, "$9 million", {"scope": Scope(includes_outside_groups=False)}, False),
    ("a vote not named, just after another", "46.6 percent", {"contest": BEFORE}, "46.9 percent", {"contest": None}, False),
    ("a vote not named, and the figure of one past told again", "46.6 percent", {"contest": BEFORE}, "47 percent", {"contest": None}, True),
    ("first preferences and the last count", "38.6 percent", {"scope": Scope(preferences="first_preferences")}, "50.9 percent", {"scope": Scope(preferences="after_preferences")}, False),
    ("first preferences and a count not told", "38.6 percent", {"scope": Scope(preferences="first_preferences")}, "38.7 percent", {}, True),
    ("groups without a name", "$2 million", {"subject": "outside groups", "contest": None}, "$3 million", {"subject": "outside groups", "contest": None}, False),
    ("pounds and dollars", "$2 million", {}, "£2 million", {}, False),
    ("raised and spent", "$2 million", {}, "$2 million", {"measure": "spent"}, False),
    ("what one needs to win", "50 percent", {"measure": "threshold", "subject": None}, "50 percent", {"measure": "threshold", "subject": None}, True),
    ("two swings that meet", "14.8 points", {"subject": None, "measure": "change"}, "nearly 15 points", {"subject": None, "measure": "change"}, True),
    ("two swings that do not", "14.8 points", {"subject": None, "measure": "change"}, "18 points", {"subject": None, "measure": "change"}, False),
    ("nobody's share", "50 percent", {"subject": None}, "50 percent", {"subject": None}, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "first", "other", "second", "together"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS]
)
def test_two_figures(one, first, other, second, together):
    outcome, _ = settle_rows([("Courier", DAY, one, first), ("Ledger", LATER, other, second)])
    assert len(outcome.reconciliations) == (1 if together else 2)


def test_half_a_description_that_fits_two_questions_joins_neither():
    outcome, _ = settle_rows(
        [
            ("Courier", DAY, "48.2 percent", {"contest": FIRST}),
            ("Ledger", LATER, "52.3 percent", {"contest": RUNOFF}),
            ("Herald", LATER, "61.0 percent", {"contest": HALF_KNOWN}),
        ]
    )
    assert sorted(len(r.claims) for r in outcome.reconciliations) == [1, 1, 1]


def test_a_count_that_names_no_vote_is_of_the_one_just_held():
    outcome, _ = settle_rows(
        [
            ("Courier", DAY, "48.2 percent", {"contest": FIRST}),
            ("Ledger", LATER, "48.4 percent", {"contest": RUNOFF}),
            ("Herald", LATER, "48 percent", {"contest": None}),
        ]
    )
    assert sorted((float(r.value), len(r.claims)) for r in outcome.reconciliations) == [(48.2, 1), (48.4, 2)]


def test_the_number_itself_may_tell_which():
    outcome, _ = settle_rows(
        [
            ("Courier", DAY, "48.2 percent", {"contest": FIRST}),
            ("Ledger", LATER, "52.3 percent", {"contest": RUNOFF}),
            ("Herald", LATER, "52.3 percent", {"contest": HALF_KNOWN}),
        ]
    )
    assert sorted((float(r.value), len(r.claims)) for r in outcome.reconciliations) == [(48.2, 1), (52.3, 2)]


def test_a_sum_without_a_period_is_of_the_one_it_meets_and_a_total_of_none():
    first, second = ({"scope": Scope(period=period)} for period in (BEFORE_IT, QUARTER))
    outcome, _ = settle_rows(
        [
            ("Courier", "2030-01-12", "$4.6 million", first),
            ("Courier", "2030-04-12", "$12.1 million", second),
            ("Ledger", "2030-01-13", "$4.6 million"),
            ("Ledger", "2030-04-13", "$12 million"),
            ("Herald", "2030-04-13", "$33.4 million"),
            ("Herald", "2030-01-13", "$21 million"),
        ]
    )
    together = sorted((float(r.value), len(r.claims)) for r in outcome.reconciliations)
    assert together == [(4.6e6, 2), (12.1e6, 2), (33.4e6, 2)]


SURNAMES = [
    ("the one of that name", ["Dana Quill"], [2]),
    ("one of two sisters", ["Dana Quill", "Eve Quill"], [1, 1, 1]),
    ("somebody else", ["Carl Moss"], [1, 1]),
]


@pytest.mark.parametrize(("names", "sizes"), [row[1:] for row in SURNAMES], ids=[row[0] for row in SURNAMES])
def test_a_surname_is_the_one_person_of_the_contest_who_bears_it(names, sizes):
    rows = [("Courier" + name, DAY, "48.2 percent", {"subject": name}) for name in names]
    outcome, _ = settle_rows([*rows, ("Ledger", DAY, "48 percent", {"subject": "Quill"})])
    assert sorted((len(r.claims) for r in outcome.reconciliations), reverse=True) == sizes


DAYS = [
    ("a share from before the vote is of the vote before", RUNOFF, "2026-11-03", "2026"),
    ("a share of the day of the vote", RUNOFF, "2030-06-18", "runoff"),
    ("a share of the night of the first round", RUNOFF.model_copy(update={"date": "2030"}), "2030-05-08", "first"),
    ("a share without a contest", None, "2030-06-18", None),
]


@pytest.mark.parametrize(("contest", "as_of", "key"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_contest_of_the_day(contest, as_of, key):
    others = [("Ledger", LATER, "44.4 percent", {"contest": c, "subject": "Carl Moss"}) for c in (FIRST, LAST_TIME)]
    outcome, outlet_of = settle_rows(
        [("Courier", LATER, "48.2 percent", {"contest": contest, "as_of": as_of}), *others]
    )
    assert [c.contest_key for c in outcome.claims if outlet_of[c.id] == "Courier"] == [key]


def mayoral(key, **more):
    return Contest(**{"key": key, "label": key, "office": "Mayor", "place": "Alder", "date": "2030", **more})


GENERAL = mayoral("general", stage="general", date="2030-11-05")
RED, BLUE = (mayoral(party, stage="primary", party=party) for party in ("Republican", "Democratic"))
REFERENDUM = Contest(key="referendum", label="Alder referendum", place="Alder", stage="referendum", date="2030-05-08")
# The half-described contest beside these others, and whose it is.
HALVES = [
    ("the only vote for the seat", mayoral("?"), [GENERAL], "general"),
    ("a primary is called so", mayoral("?"), [RED], None),
    ("a primary and the vote it leads to", mayoral("?"), [RED, GENERAL], "general"),
    ("a primary of either party", mayoral("?", stage="primary"), [RED, BLUE], None),
    ("a primary of one party", mayoral("?", stage="primary"), [RED, GENERAL], "Republican"),
    ("either of two rounds", mayoral("?"), [FIRST, RUNOFF], None),
    ("a round that nobody names", mayoral("?"), [RUNOFF], None),
    ("another year", mayoral("?", date="2026"), [GENERAL], None),
    ("another office", mayoral("?", office="Sheriff"), [GENERAL], None),
    (
        "a referendum of that year",
        Contest(key="?", label="?", stage="referendum", date="2030"),
        [REFERENDUM],
        "referendum",
    ),
    ("a referendum of another year", Contest(key="?", label="?", stage="referendum", date="2029"), [REFERENDUM], None),
    ("no seat, and nobody in common", mayoral("?", office=None), [GENERAL], None),
]


@pytest.mark.parametrize(("half", "others", "whole"), [row[1:] for row in HALVES], ids=[row[0] for row in HALVES])
def test_what_a_description_leaves_out_is_no_contest_of_its_own(half, others, whole):
    for contests in ([half, *others], [*others, half]):
        assert same_contests(contests, {}).get("?") == whole


def test_a_contender_in_common_makes_one_contest_of_a_half_described_one():
    half = mayoral("?", office=None, place=None)
    assert same_contests([half, GENERAL], {"?": {"dana-quill"}, "general": {"dana-quill"}}) == {"?": "general"}


def test_contest_is_in_the_label():
    outcome, _ = settle_rows([("Courier", DAY, "48.2 percent")])
    assert outcome.reconciliations[0].contest == CONTEST.label


def test_a_contest_is_as_full_as_any_of_its_descriptions():
    night, year = CONTEST.model_copy(update={"date": "2030-05-07", "place": None}), CONTEST
    assert (
        spelled_out([night, year]) == spelled_out([year, night]) == [CONTEST.model_copy(update={"date": "2030-05-07"})]
    )


def test_a_group_without_a_name_is_of_the_contest_of_its_passage():
    groups = {"subject": "outside groups", "measure": "spent", "contest": None}
    articles, figures = [], []
    for outlet, contest in (("Courier", FIRST), ("Ledger", FIRST), ("Herald", COUNTY)):
        whole = article(outlet, DAY, "48.1 percent for Quill and $9 million from others")
        articles.append(whole)
        figures += [figure(whole, "48.1 percent", contest=contest), figure(whole, "$9 million", **groups)]
    outcome = reconcile(articles, figures, [FIRST, COUNTY])
    assert sorted(len(r.claims) for r in outcome.reconciliations if r.measure == "spent") == [1, 2]
