"""What decisions make of a run: every question as it stands, whatever was decided in whatever order."""

from decimal import Decimal

import pytest
from decision_table import FIGURES, Reader, Table
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.decisions import DecisionError, last_standing, parse_answer


@pytest.fixture
def reader():
    return Reader(Table(FIGURES))


def value(sheet):
    holding = sheet.holding
    return (holding.status, *(None if n is None else float(n) for n in (holding.value, holding.low, holding.high)))


def test_accepting_keeps_what_is_settled(reader):
    event = reader.write(reader.pen.accept(reader.sheet("a1")))
    sheet = reader.sheet("a1")
    assert value(sheet) == ("accepted", 52.3, None, None)
    assert sheet.changed == ()
    assert (event.before.status, event.before.value) == ("undecided", Decimal("52.3"))
    assert sheet.settled == reader.table.question(sheet.id)  # nothing else is touched


def test_overriding_with_a_range(reader):
    reader.write(reader.pen.override(reader.sheet("a1"), "51 to 52.5", "recount under way"))
    assert value(reader.sheet("a1")) == ("overridden", None, 51, 52.5)


def test_the_last_ruling_holds_and_undo_brings_back_the_one_before(reader):
    reader.write(reader.pen.accept(reader.sheet("a1")))
    reader.write(reader.pen.override(reader.sheet("a1"), "52.4", "the clerk's table"))
    assert value(reader.sheet("a1"))[:2] == ("overridden", 52.4)
    for expected in (("accepted", 52.3), ("undecided", 52.3)):
        reader.write(reader.pen.undo(last_standing(reader.sheet("a1"))))
        assert value(reader.sheet("a1"))[:2] == expected
    assert last_standing(reader.sheet("a1")) is None


def test_a_rejected_record_no_longer_counts(reader):
    before = reader.sheet("a1")
    assert before.settled.verdict == "conflict"
    reader.write(reader.pen.reject(before, [reader.table.claim["a3"]], "digits exchanged"))
    sheet = reader.sheet("a1")
    assert sheet.id == before.id
    assert sheet.settled.verdict == "agree"
    assert len(sheet.settled.claims) == 2
    assert [event.reason for event in sheet.rejected.values()] == ["digits exchanged"]


def test_a_question_without_records_has_no_answer(reader):
    sheet = reader.sheet("a4")
    reader.write(reader.pen.reject(sheet, sheet.claims))
    assert value(reader.sheet("a4")) == ("rejected", None, None, None)
    with pytest.raises(DecisionError, match="nothing to accept"):
        reader.pen.accept(reader.sheet("a4"))


def test_a_split_makes_two_questions(reader):
    reader.write(reader.pen.split(reader.sheet("a1"), [reader.table.claim["a3"]]))
    assert value(reader.sheet("a1"))[1] == 52.3
    assert value(reader.sheet("a3"))[1] == 53.2
    assert reader.sheet("a1").id != reader.sheet("a3").id
    assert reader.sheet("a1").settled.verdict == "agree"


def test_a_merge_makes_one_question(reader):
    reader.write(reader.pen.merge(reader.sheet("a1"), reader.sheet("a5")))
    assert reader.sheet("a1").id == reader.sheet("a5").id
    assert len(reader.sheet("a1").claims) == 4
    assert reader.sheet("a1").settled.independent_sources == 4


def test_two_people_become_one(reader):
    reader.write(reader.pen.merge_people(reader.sheet("a1"), ("id-Dana Quill", "Dana Quill"), "id-Dayna Quill", "a slip of the pen"))  # fmt: skip
    sheet = reader.sheet("a5")
    assert sheet.id == reader.sheet("a1").id
    assert sheet.settled.subject == "Dana Quill"
    reader.write(reader.pen.undo(last_standing(sheet)))
    assert reader.sheet("a5").id != reader.sheet("a1").id


def test_one_person_becomes_two(reader):
    reader.write(reader.pen.split_person(reader.sheet("a1"), "id-Dana Quill", [reader.table.claim["a3"]], "Dana Quill (sheriff)"))  # fmt: skip
    assert reader.sheet("a3").settled.subject == "Dana Quill (sheriff)"
    assert reader.sheet("a1").settled.subject == "Dana Quill"
    assert reader.sheet("a3").settled.verdict == "single"


def test_people_are_merged_again_after_a_split(reader):
    reader.write(reader.pen.split_person(reader.sheet("a1"), "id-Dana Quill", [reader.table.claim["a3"]], "The other"))
    other = reader.sheet("a3").settled.subject_id
    reader.write(reader.pen.merge_people(reader.sheet("a1"), ("id-Dana Quill", "Dana Quill"), other))
    assert reader.sheet("a3").id == reader.sheet("a1").id
    assert reader.sheet("a3").settled.subject == "Dana Quill"


def test_a_ruling_tells_what_changed_since(reader):
    reader.write(reader.pen.accept(reader.sheet("a1")))
    reader.write(reader.pen.merge(reader.sheet("a1"), reader.sheet("a5")))
    sheet = reader.sheet("a1")
    assert value(sheet)[0] == "accepted"
    assert sheet.changed == ("new: Alder Gazette, “52.3”",)


def test_decisions_hold_on_a_newer_run(reader):
    reader.write(reader.pen.accept(reader.sheet("a1")))
    reader.write(reader.pen.reject(reader.sheet("a1"), [reader.table.claim["a3"]]))
    reader.write(reader.pen.note(reader.sheet("a4"), "ask the clerk"))
    newer = Reader(Table([*FIGURES[:3], ("a6", "Coast Observer", "Dana Quill", "52")]))
    newer.events = reader.events
    sheet = newer.sheet("a1")
    assert value(sheet)[:2] == ("accepted", 52.3)
    assert newer.table.claim["a3"] in sheet.rejected
    assert "new: Coast Observer, “52”" in sheet.changed
    assert [event.reason for event in newer.decided.book.lost] == ["ask the clerk"]


def test_a_record_that_is_read_otherwise_is_told(reader):
    reader.write(reader.pen.accept(reader.sheet("a1")))
    newer = Reader(Table([("a1", "Harbour Echo", "Dana Quill", "52.4"), *FIGURES[1:]]))
    newer.events = reader.events
    (told, *_) = [words for words in newer.sheet("a2").changed if words.startswith("read otherwise")]
    assert "52.3" in told
    assert "52.4" in told


def test_later_decisions_are_taken_back_first(reader):
    first = reader.write(reader.pen.reject(reader.sheet("a1"), [reader.table.claim["a3"]]))
    reader.write(reader.pen.accept(reader.sheet("a1")))
    with pytest.raises(DecisionError, match="take that back first"):
        reader.pen.undo(first)
    reader.write(reader.pen.undo(last_standing(reader.sheet("a1"))))
    reader.write(reader.pen.undo(first))
    with pytest.raises(DecisionError, match="already"):
        reader.pen.undo(first)


REFUSED = [
    ("no reason", lambda r: r.pen.override(r.sheet("a1"), "52.4", "  "), "needs a reason"),
    ("no number", lambda r: r.pen.override(r.sheet("a1"), "about half", "x"), "is no figure"),
    ("no share", lambda r: r.pen.override(r.sheet("a1"), "152", "x"), "between 0 and 100"),
    ("upside down", lambda r: r.pen.override(r.sheet("a1"), "53 to 51", "x"), "lower end comes first"),
    ("no table", lambda r: r.pen.official(r.sheet("a1")), "no reference table"),
    ("nothing chosen", lambda r: r.pen.split(r.sheet("a1"), []), "choose some"),
    ("all chosen", lambda r: r.pen.split(r.sheet("a1"), r.sheet("a1").claims), "choose some"),
    ("not its own", lambda r: r.pen.split(r.sheet("a1"), [r.table.claim["a4"]]), "does not stand here"),
    ("somebody else's", lambda r: r.pen.reject(r.sheet("a1"), [r.table.claim["a4"]]), "of this question"),
    ("with itself", lambda r: r.pen.merge(r.sheet("a1"), r.sheet("a1")), "itself"),
    ("empty note", lambda r: r.pen.note(r.sheet("a1"), " \n"), "empty"),
    ("endless note", lambda r: r.pen.note(r.sheet("a1"), "x" * 3_000), "3,000 characters"),
    ("one person", lambda r: r.pen.merge_people(r.sheet("a1"), ("id-Dana Quill", ""), "id-Dana Quill"), "another person"),
    ("no name", lambda r: r.pen.split_person(r.sheet("a1"), "id-Dana Quill", [r.table.claim["a3"]], ""), "called"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_decided_says_why(reader, act, words):
    with pytest.raises(DecisionError, match=words):
        act(reader)


ANSWERS = [
    ("52.3", "52.3", "52.3"),
    (" 52.3 % ", "52.3", "52.3"),
    ("52.3 percent", "52.3", "52.3"),
    ("51-53", "51", "53"),
    ("51 to 53 percent", "51", "53"),
    ("$1.2 million", "1200000", "1200000"),
    ("$1.2m", "1200000", "1200000"),
    ("1,250,000", "1250000", "1250000"),
    ("$900,000 to $1.1 million", "900000", "1100000"),
    ("1.2 to 1.4 million", "1200000", "1400000"),
    ("USD 300,000", "300000", "300000"),
    ("-3 points", "-3", "-3"),
    ("0", "0", "0"),
]


@pytest.mark.parametrize(("typed", "low", "high"), ANSWERS)
def test_parse_answer(typed, low, high):
    assert parse_answer(typed) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("typed", ["", "half", "5,2,3", "52..3", "1e9", "NaN", "Infinity", "52 53", "=1+1", "9" * 100, "1 to"])  # fmt: skip
def test_what_is_no_answer_is_refused(typed):
    with pytest.raises(DecisionError):
        parse_answer(typed)


def take(reader, act, article, other):
    """The event of one act on the question of an article."""
    sheet, claim, pen = reader.sheet(article), reader.table.claim[other], reader.pen
    if act == "split":
        return pen.split(sheet, [claim])
    if act == "reject":
        return pen.reject(sheet, [claim])
    if act == "merge":
        return pen.merge(sheet, reader.sheet(other))
    if act == "people":
        return pen.merge_people(sheet, ("id-Dana Quill", "Dana Quill"), "id-Dayna Quill")
    if act == "undo":
        last = last_standing(sheet)
        if last is None:
            raise DecisionError("nothing to take back")
        return pen.undo(last)
    return pen.note(sheet, "look again") if act == "note" else pen.accept(sheet)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["accept", "reject", "split", "merge", "people", "note", "undo"]), st.integers(0, 4), st.integers(0, 4)), max_size=8))  # fmt: skip
def test_whatever_is_decided_every_record_stands_on_one_question_and_undo_leads_back(acts):
    reader = Reader(Table(FIGURES))
    names = [row[0] for row in FIGURES]
    for act, one, other in acts:
        try:
            reader.write(take(reader, act, names[one], names[other]))
        except DecisionError:
            continue
        held = sorted(claim for sheet in reader.decided.sheets() for claim in sheet.claims)
        assert held == sorted(reader.table.claim.values())
    while standing := reader.decided.book.in_force():
        reader.write(reader.pen.undo(standing[-1]))
    assert {sheet.id: sheet.settled for sheet in reader.decided.sheets()} == reader.table.questions
