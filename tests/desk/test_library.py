"""The run looked up: the queue in its order, search, and what a question shows."""

from __future__ import annotations

import datetime as dt
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.decisions import Pen, RunMaterial
from extractor.desk import desk as desks
from extractor.desk.desk import Desk
from extractor.desk.library import Wanted
from extractor.records import Article, Claim
from extractor.runs.errors import RunError
from extractor.runs.store import read_kind

ALL = Wanted(show="all")


@pytest.fixture(scope="module")
def opened(settled):
    """A desk that nobody decides on."""
    with closing(Desk(settled)) as desk:
        yield desk


@pytest.fixture
def desk(run):
    with closing(Desk(run)) as desk:
        yield desk


def act(desk, identity, decide):
    return desk.decide("ann", desk.sheet(identity).version, lambda: desk.sheet(identity).version, decide)


def test_nothing_settled_is_said(tmp_path):
    with pytest.raises(RunError, match="extractor run INPUT"):
        Desk(tmp_path)


def test_records_are_as_the_run_has_them(opened, settled):
    claims = list(read_kind(settled, "claims", Claim))
    assert opened.library.claims([claim.id for claim in claims]) == claims
    articles = list(read_kind(settled, "articles", Article))
    assert opened.library.articles([article.id for article in articles]) == articles
    material = RunMaterial(settled)
    assert opened.library.claims_of == material.claims_of
    assert all(opened.library.question(identity) == material.question(identity) for identity in material.claims_of)
    assert opened.library.claims(["nobody"]) == []


def test_the_queue_has_every_question_once_and_what_is_urgent_first(opened):
    count, lines = opened.library.queue(ALL, 100)
    assert count == len(lines) == len(opened.library.claims_of)
    assert {line.id for line in lines} == set(opened.library.claims_of)
    assert lines[0].verdict == "refuted"
    halves = [*opened.library.queue(ALL, 2)[1], *opened.library.queue(ALL, 100, 2)[1]]
    assert halves == lines


def test_the_next_question_walks_through_the_queue_and_back(opened):
    lines = [line.id for line in opened.library.queue(ALL, 100)[1]]
    at, walked = lines[0], [lines[0]]
    while at := opened.library.neighbours(ALL, at)[1]:
        walked.append(at)
    assert walked == lines
    back = [walked[-1]]
    while at := opened.library.neighbours(ALL, back[-1])[0]:
        back.append(at)
    assert back == lines[::-1]


def test_a_question_that_was_just_decided_still_knows_its_neighbours(desk):
    todo = Wanted()
    first, second = [line.id for line in desk.library.queue(todo, 2)[1]]
    act(desk, first, lambda pen: pen.accept(desk.sheet(first)))
    assert [line.id for line in desk.library.queue(todo, 1)[1]] == [second]
    assert desk.library.neighbours(todo, first) == (None, second)


RAISED = {"Tom Roper: raised", "Dana Quill: raised"}  # told in one sentence
SEARCHES = [
    ("300,000", RAISED),
    ("TIDEWATER far", RAISED),
    ("dayna", {"Dayna Quill: raised"}),
    ("turn", {"all: turnout"}),  # the beginning of a word
    ("alder gazette", {"Dayna Quill: raised"}),  # an outlet
    ("nobody of this name", set()),
    ("dayna* OR", set()),
]


@pytest.mark.parametrize(("words", "headings"), SEARCHES, ids=[words for words, _ in SEARCHES])
def test_search(opened, words, headings):
    _, lines = opened.library.queue(ALL._replace(words=words), 100)
    assert {line.heading for line in lines} == headings


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_nothing_that_is_typed_is_syntax(opened, words):
    count, lines = opened.library.queue(ALL._replace(words=words), 10)
    assert 0 <= len(lines) <= count
    opened.library.people(words, 5)


def test_the_queue_follows_what_is_decided_and_taken_back(desk):
    before = desk.library.queue(ALL, 100)[1]
    confirmed = next(line.id for line in before if line.verdict == "confirmed")
    claims = desk.sheet(confirmed).claims
    act(desk, confirmed, lambda pen: pen.split(desk.sheet(confirmed), claims[:1]))
    assert len(desk.library.queue(ALL, 100)[1]) == len(before) + 1
    assert confirmed not in {line.id for line in desk.library.queue(ALL, 100)[1]}
    pieces = [sheet.id for sheet in desk.successors(confirmed)]
    assert len(pieces) == 2
    with pytest.raises(KeyError):
        desk.sheet(confirmed)
    (event,) = desk.book.in_force()
    desk.decide("ann", "", lambda: "", lambda pen: pen.undo(event))
    assert [line.id for line in desk.library.queue(ALL, 100)[1]] == [line.id for line in before]


def test_a_split_question_is_found_by_its_words(desk):
    confirmed = next(line.id for line in desk.library.queue(ALL, 100)[1] if line.verdict == "confirmed")
    act(desk, confirmed, lambda pen: pen.split(desk.sheet(confirmed), desk.sheet(confirmed).claims[:1]))
    found = {line.id for line in desk.library.queue(ALL._replace(words="quill share"), 100)[1]}
    assert {sheet.id for sheet in desk.successors(confirmed)} <= found


def test_only_questions_measured_alike_are_offered_for_merging(opened):
    line = next(line for line in opened.library.queue(ALL, 100)[1] if line.heading == "Dana Quill: raised")
    offered = opened.library.comparable(opened.sheet(line.id).settled, "", 10)
    assert {other.heading for other in offered} == {"Dayna Quill: raised", "Tom Roper: raised"}


def test_of_many_records_those_that_dissent_are_shown_first(opened, monkeypatch):
    monkeypatch.setattr(desks, "ROWS_SHOWN", 2)
    confirmed = next(line.id for line in opened.library.queue(ALL, 100)[1] if line.verdict == "confirmed")
    page = opened.page(confirmed)
    shown = [claim for row in page.question.rows for claim in row.claims]
    assert len(shown) == 2
    assert page.left_out == len(page.sheet.claims) - 2
    assert {dissent.claim for dissent in page.sheet.settled.dissenting} <= set(shown)
    assert opened.page(confirmed, everything=True).left_out == 0


def test_what_was_decided_is_drawn_on_the_number_line(desk):
    confirmed = next(line.id for line in desk.library.queue(ALL, 100)[1] if line.verdict == "confirmed")
    assert desk.page(confirmed).question.wide.line.decided is None
    act(desk, confirmed, lambda pen: pen.override(desk.sheet(confirmed), "55 to 56", "recount"))
    line = desk.page(confirmed).question.wide.line
    assert line.settled < line.decided[0] < line.decided[1] < line.width


def test_an_open_desk_leaves_the_run_as_it_is(desk, run, settled):
    files = {path.relative_to(run): path.read_bytes() for path in run.rglob("*") if path.is_file()}
    assert files == {path.relative_to(settled): path.read_bytes() for path in settled.rglob("*") if path.is_file()}


def test_a_pen_needs_no_desk(settled):
    """What the desk does can be done from Python, on a run as it lies on the disk."""
    material = RunMaterial(settled)
    desk_time = dt.datetime(2031, 11, 7, tzinfo=dt.UTC)
    from extractor.decisions import read

    decided = read(settled)
    sheet = next(decided.sheets())
    event = Pen("ann", desk_time, "run", material, decided.book).accept(sheet)
    assert event.after.value == sheet.settled.value
