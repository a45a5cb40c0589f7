"""The file of decisions: only added to, readable after a crash, safe under two writers."""

import datetime as dt
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from extractor.decisions import FILE, DecisionError, Event, append, carry_over, read_history
from extractor.decisions.events import Holding

NOON = dt.datetime(2031, 11, 6, 12, tzinfo=dt.UTC)


def noted(text, who="ann", when=NOON):
    return Event(when=when, who=who, run="nov6", action="note", question="Alder | Dana Quill | vote share", reason=text)


def write(run, *texts):
    for text in texts:
        append(run, lambda _history, text=text: [noted(text)])


def texts(run):
    return [event.reason for event in read_history(run).events]


def test_nothing_was_decided_yet(tmp_path):
    assert read_history(tmp_path) == ([], [])


def test_events_come_back_as_they_were_written(tmp_path):
    after = Holding(status="overridden", low="51", high="53.5", unit="percent")
    event = Event(
        when=NOON, who="Zoë “Z” O’Hara\n", run="nov6", action="override", question="=1+1", after=after, reason="two\nlines, \u2028 and <b>"
    )  # fmt: skip
    (written,) = append(tmp_path, lambda _history: [event])
    history = read_history(tmp_path)
    assert history.events == [written]
    assert history.problems == []
    assert (tmp_path / FILE).read_bytes().count(b"\n") == 1


def test_a_file_cut_anywhere_keeps_every_whole_line(tmp_path):
    write(tmp_path, "one", "two", "three")
    whole = (tmp_path / FILE).read_bytes()
    ends = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
    for size in range(len(whole) + 1):
        (tmp_path / FILE).write_bytes(whole[:size])
        history = read_history(tmp_path)
        complete = sum(end <= size + 1 for end in ends)  # the mark at the end of a line may be missing
        assert [event.reason for event in history.events] == ["one", "two", "three"][:complete]
        assert len(history.problems) == (size not in (0, *ends, *(end - 1 for end in ends)))


def test_a_half_written_line_is_told_and_the_next_decision_stands_on_its_own(tmp_path):
    write(tmp_path, "one", "two")
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:-20])
    write(tmp_path, "three")
    assert texts(tmp_path) == ["one", "three"]
    (problem,) = read_history(tmp_path).problems
    assert problem.startswith(f"{file}:2: half a line")


LINES = [
    (b"not json at all", "half a line"),
    (b'{"id": "x"}', "no decision: when"),
    (b"[]", "no decision"),
    (b"\xff\xfe\x00", "half a line"),
    (b'{"when": "2031-11-06T12:00:00Z", "who": "", "run": "r", "action": "note", "question": "q"}', "no decision: who"),
    (b'{"when": "2031-11-06T12:00:00Z", "who": "ann", "run": "r", "action": "burn", "question": "q"}', "action"),
]


@pytest.mark.parametrize(("line", "words"), LINES, ids=[words for _, words in LINES])
def test_a_line_that_is_no_decision_is_told(tmp_path, line, words):
    write(tmp_path, "one")
    with (tmp_path / FILE).open("ab") as file:
        file.write(line + b"\n\n")
    write(tmp_path, "two")
    assert texts(tmp_path) == ["one", "two"]
    (problem,) = read_history(tmp_path).problems
    assert f"{FILE}:2: " in problem
    assert words in problem


def test_a_line_that_was_changed_by_hand_does_not_count(tmp_path):
    write(tmp_path, "the clerk says 52", "two")
    file = tmp_path / FILE
    file.write_text(file.read_text().replace("says 52", "says 53"))
    assert texts(tmp_path) == ["two"]
    assert "changed after it was written" in read_history(tmp_path).problems[0]


def test_what_is_refused_is_not_written(tmp_path):
    def refuse(_history):
        raise DecisionError("no")

    with pytest.raises(DecisionError, match="no"):
        append(tmp_path, refuse)
    assert read_history(tmp_path) == ([], [])


def test_a_clock_that_was_set_back_changes_no_order(tmp_path):
    append(tmp_path, lambda _: [noted("first", when=NOON)])
    append(tmp_path, lambda _: [noted("second", when=NOON - dt.timedelta(hours=1))])
    assert texts(tmp_path) == ["first", "second"]


def test_a_full_disk_is_told_and_what_was_there_stays(tmp_path):
    """The disk is full in the middle of a line: a process that may write no file of more than 1,000 bytes."""
    write(tmp_path, "one")
    code = f"""
import resource, sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_log import DecisionError, append, noted
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
try:
    append(Path({str(tmp_path)!r}), lambda _: [noted("x" * 1_500)])
except DecisionError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "could not be saved" in done.stdout
    assert (tmp_path / FILE).stat().st_size == 1_000
    write(tmp_path, "two")
    assert texts(tmp_path) == ["one", "two"]


def test_two_writers_lose_nothing(tmp_path):
    """Each opens the file anew for each decision, as two desks do."""

    def write_many(who):
        for i in range(20):
            append(tmp_path, lambda _history, i=i: [noted(f"{who}{i}", who=who)])

    writers = [threading.Thread(target=write_many, args=(who,)) for who in ("ann", "bob")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(texts(tmp_path)) == sorted(f"{who}{i}" for who in ("ann", "bob") for i in range(20))
    assert read_history(tmp_path).problems == []


def test_a_writer_that_is_killed_leaves_whole_lines(tmp_path):
    """Killed in the middle of writing as fast as it can; whatever it said was saved is there."""
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_log import append, noted
i = 0
while True:
    append(Path({str(tmp_path)!r}), lambda _: [noted("x" * 5000 + str(i))])
    print(i, flush=True)
    i += 1
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        told = [int(next(writer.stdout)) for _ in range(5)]
        writer.kill()
        told += [int(line) for line in writer.stdout if line.strip()]
    write(tmp_path, "afterwards")
    found = texts(tmp_path)
    assert found[-1] == "afterwards"
    assert len(found) - 1 >= len(told)


def test_decisions_are_carried_over_once(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    write(old, "one", "two")
    write(new, "three")
    assert len(carry_over(old, new)) == 2
    assert carry_over(old, new) == []
    assert sorted(texts(new)) == ["one", "three", "two"]


def test_an_event_says_what_it_needs():
    with pytest.raises(ValueError, match="needs a reason"):
        Event(when=NOON, who="a", run="r", action="override", question="q", after=Holding(status="overridden", value=1, unit="percent"), reason=" ")  # fmt: skip
    with pytest.raises(ValueError, match="without the value"):
        Event(when=NOON, who="a", run="r", action="accept", question="q")
    with pytest.raises(ValueError, match="names the event"):
        Event(when=NOON, who="a", run="r", action="undo", question="q")
