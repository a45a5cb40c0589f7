"""Official tables: what is read from them, what is refused with file and line, and what they say of articles."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from desk import article, figure

from extractor.reconcile import ReferenceError, read_reference, reconcile
from extractor.reconcile.reference import official_figures
from extractor.records import Contest, Scope

RESULTS = """county,precinct,office,district,party,candidate,votes
Brook,North 1,U.S. House,3,DEM,Dana Quill,"4,810"
Brook,North 1,U.S. House,3,REP,Carl Moss,4100
Brook,North 1,U.S. House,3,,Write-ins,90
Brook,North 1,U.S. House,3,,Over Votes,33
Fenn,Hill,U.S. House,3,DEM,Dana Quill,200
Fenn,Hill,U.S. House,3,REP,Carl Moss,800
"""
FINANCE = """CAND_NAME;CVG_END_DT;TTL_RECEIPTS;TTL_DISB;COH_COP
"QUILL, DANA";03/31/2030;7612450.10;7000000;1312450.10
"QUILL, DANA";06/30/2030;23100000;20000000;3100000
"""


def table(tmp_path, text, name="table.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def values(figures, place=""):
    return {(f.measure, f.subject): float(round(f.value, 1)) for f in figures if f.place == place}


def test_shares_of_results(tmp_path):
    figures = official_figures(read_reference(table(tmp_path, RESULTS)))
    # 5,010 of 10,000 votes cast for somebody: write-ins count, spoilt ballots do not.
    assert values(figures) == {
        ("vote_share", "Dana Quill"): 50.1,
        ("vote_share", "Carl Moss"): 49.0,
        ("margin", "Dana Quill"): 1.1,
        ("margin", "Carl Moss"): 1.1,
    }
    assert values(figures, "Fenn")["vote_share", "Dana Quill"] == 20.0


ADDED_UP = [
    ("a total of the county", "Brook,Total,U.S. House,3,DEM,Dana Quill,4810\n"),
    ("a total of the state", "Total,,U.S. House,3,DEM,Dana Quill,5010\n"),
    ("a county without precinct beside its precincts", "Brook,,U.S. House,3,DEM,Dana Quill,4810\n"),
]


@pytest.mark.parametrize("line", [row[1] for row in ADDED_UP], ids=[row[0] for row in ADDED_UP])
def test_totals_are_not_counted_twice(tmp_path, line):
    plain = official_figures(read_reference(table(tmp_path, RESULTS)))
    assert values(official_figures(read_reference(table(tmp_path, RESULTS + line)))) == values(plain)


def test_turnout_from_registered_voters(tmp_path):
    lines = "Brook,North 1,U.S. House,3,,Registered Voters,20000\nBrook,North 1,U.S. House,3,,Ballots Cast,9100\n"
    figures = official_figures(read_reference(table(tmp_path, RESULTS + lines)))
    assert values(figures)["turnout", ""] == 45.5


def test_election_from_the_name_of_the_file(tmp_path):
    (row, *_) = read_reference(table(tmp_path, RESULTS, "20301105__oh__general__county.csv"))
    assert (row.election_date, row.state, row.stage) == ("2030-11-05", "Ohio", "general")


def test_finance_summary(tmp_path):
    figures = official_figures(read_reference(table(tmp_path, FINANCE)))
    raised = {f.period_end: f.value for f in figures if f.measure == "raised"}
    assert raised == {dt.date(2030, 3, 31): Decimal("7612450.10"), dt.date(2030, 6, 30): Decimal(23100000)}
    assert {f.subject for f in figures} == {"Dana Quill"}


REFUSED = [
    ("", "table.csv:1: empty"),
    ("name of the ward,seats\nNorth,3\n", "table.csv:1: no column for the candidate"),
    ("candidate,party\nDana Quill,DEM\n", "table.csv:1: no column for votes"),
    ("candidate,receipts\nDana Quill,5\n", "table.csv:1: a finance summary needs the day"),
    ("candidate,votes\nDana Quill,many\n", "table.csv:2: votes 'many': expected a number"),
    ("candidate,votes\nDana Quill,1.5\n", "table.csv:2: votes '1.5': expected a whole number"),
    ("candidate,votes\nDana Quill,NaN\n", "table.csv:2: votes 'NaN': expected a number"),
    ("county,candidate,votes\nBrook,Dana Quill\n", "table.csv:2: 2 fields"),
    ("candidate,period_end,receipts\nDana Quill,last March,5\n", "table.csv:2: date 'last March'"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused_with_its_place(tmp_path, text, message):
    with pytest.raises(ReferenceError, match=message.replace(".", r"\.")):
        read_reference(table(tmp_path, text))


@pytest.mark.parametrize("votes", ["", "*", "-"])
def test_votes_that_an_office_keeps_back_are_left_out(tmp_path, votes):
    rows = read_reference(table(tmp_path, RESULTS + f"Fenn,Dale,U.S. House,3,DEM,Dana Quill,{votes}\n"))
    assert values(official_figures(rows))["vote_share", "Dana Quill"] == 50.1


HOUSE = Contest(
    key="house", label="Ohio 3rd", office="U.S. House", place="Ohio 3rd congressional district", date="2030"
)
HELD = [
    ("50.1 percent", {}, "confirmed", 50.1),
    ("about 50 percent", {}, "confirmed", 50.1),
    ("51.0 percent", {}, "refuted", 50.1),
    ("1.1 points", {}, "confirmed", 1.1),
    ("49.0 percent", {"subject": "Carl Moss"}, "confirmed", 49.0),
    ("50.1 percent", {"subject": "Earl Quill"}, "single", None),
    ("50.1 percent", {"measure": "poll_share"}, "single", None),
    ("$7.6 million", {"as_of": "2030-04-10", "contest": None}, "single", None),
    (
        "50.1 percent",
        {"contest": HOUSE.model_copy(update={"place": "Ohio 7th congressional district"})},
        "single",
        None,
    ),
    ("50.1 percent", {"contest": HOUSE.model_copy(update={"office": "Governor"})}, "single", None),
    ("$7.6 million", {"as_of": "2030-04-10"}, "confirmed", 7612450.1),
    ("$21 million", {"as_of": "2030-04-10"}, "refuted", 7612450.1),
    ("$23.1 million", {"as_of": "2030-07-10"}, "confirmed", 23100000.0),
    # Below the total: part of it, or a quarter.
    ("$5.2 million", {"as_of": "2030-04-10"}, "single", None),
    ("$5.2 million", {"as_of": "2030-04-10", "measure": "spent"}, "single", None),
    # Above it, on a day of the paper alone: it has grown, or is everybody's together.
    ("$30 million", {"measure": "spent"}, "single", None),
    ("$23.1 billion", {"as_of": "2030-07-10"}, "refuted", 23100000.0),
    ("$1.9 million", {"as_of": "2030-04-10", "measure": "cash_on_hand"}, "refuted", 1312450.1),
    ("$1.9 million", {"as_of": "2030-06-10", "measure": "cash_on_hand"}, "single", None),
    # How near somebody came, to whom or what is not told; a count that went on.
    ("at most 4 points", {}, "single", None),
    ("less than 1 point", {"scope": Scope(opponent="Carl Moss")}, "refuted", 1.1),
    ("52.3 percent", {"counted": "40"}, "single", None),
    ("$7.6 million", {"as_of": "2030-01-10"}, "single", None),
]


@pytest.mark.parametrize(("printed", "options", "verdict", "official"), HELD)
def test_held_against_the_table(tmp_path, printed, options, verdict, official):
    rows = [*read_reference(table(tmp_path, RESULTS)), *read_reference(table(tmp_path, FINANCE, "finance.csv"))]
    whole = article("Courier", "2030-11-06", printed)
    options = {"contest": HOUSE, **options}
    contests = [options["contest"]] if options["contest"] else []
    outcome = reconcile([whole], [figure(whole, printed, **options)], contests, reference=rows)
    (settled,) = outcome.reconciliations
    assert settled.verdict == verdict
    assert (None if settled.official is None else round(float(settled.official), 1)) == official
    assert (len(outcome.reference.judged) == 1) == (official is not None)


def test_each_article_is_held_against_the_table(tmp_path):
    articles = [article(o, "2030-11-06", p) for o, p in [("Courier", "50.1 percent"), ("Ledger", "52.0 percent")]]
    figures = [figure(a, p, contest=HOUSE) for a, p in zip(articles, ["50.1 percent", "52.0 percent"], strict=True)]
    outcome = reconcile(articles, figures, [HOUSE], reference=read_reference(table(tmp_path, RESULTS)))
    (judged,) = outcome.reference.judged.values()
    outlet = {claim.id: claim.outlet for claim in outcome.claims}
    assert {outlet[claim]: standing for claim, standing in judged.claims.items()} == {
        "Courier": "confirmed",
        "Ledger": "refuted",
    }


def test_of_two_figures_told_apart_the_row_is_about_the_one_it_meets(tmp_path):
    both = article("Courier", "2030-11-06", "50.1 percent of all, and 61.0 percent")
    figures = [figure(both, printed, contest=HOUSE) for printed in ("50.1 percent", "61.0 percent")]
    outcome = reconcile([both], figures, [HOUSE], reference=read_reference(table(tmp_path, RESULTS)))
    assert sorted((float(r.value), r.verdict) for r in outcome.reconciliations) == [
        (50.1, "confirmed"),
        (61.0, "single"),
    ]
    assert len(outcome.reference.uncovered) == 1


def test_a_refuted_value_names_who_printed_the_official_one(tmp_path):
    rows = [("Courier", "51.0 percent"), ("Herald", "51.0 percent"), ("Ledger", "50.1 percent")]
    articles = [article(outlet, "2030-11-06", printed) for outlet, printed in rows]
    figures = [figure(a, printed, contest=HOUSE) for a, (_, printed) in zip(articles, rows, strict=True)]
    outcome = reconcile(articles, figures, [HOUSE], reference=read_reference(table(tmp_path, RESULTS)))
    (settled,) = outcome.reconciliations
    assert settled.verdict == "refuted"
    assert settled.explanation.endswith("the official figure, 50.1 percent, differs and is what Ledger prints.")
