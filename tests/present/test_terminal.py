"""Which questions a person means by the words they type, and in which order they are shown."""

import json

import pytest

from extractor.present.terminal import print_outcome
from extractor.reconcile import reconcile
from extractor.records import Reconciliation


def question(identity, key, verdict):
    return Reconciliation(
        id=identity, key=key, measure="vote_share", claims=["c"], verdict=verdict, value=48, bounds={"low": 47, "high": 49}, unit="percent",
        explanation="…", supporting=["c"], independent_sources=2, confidence=0.9,
    )  # fmt: skip


QUESTIONS = (
    question("aaaaaaaa11111111", "Alder election | Dana Quill | vote share | percent", "confirmed"),
    question("bbbbbbbb22222222", "Alder election | Dana Quill | poll share | percent | among likely voters", "agree"),
    question("cccccccc33333333", "Alder election | Tom Roper | vote share | percent", "conflict"),
    question("dddddddd44444444", "Alder election | Dana Quill | raised | USD", "refuted"),
)
# words → the questions they mean, what has to be looked at first
CASES = [
    ("quill vote share", "a"),
    ("quill vote_share", "a"),
    ("quill share", "ba"),
    ("vote share", "ca"),
    ("voters", "b"),
    ("vot share", "cba"),  # a part of a word will do where no whole word fits
    ("quill", "dba"),
    ("bbbbbbbb", "b"),
    ("zebra", ""),
]


@pytest.mark.parametrize(("words", "meant"), CASES)
def test_which_question_is_meant(capsys, words, meant):
    outcome = reconcile([], [])._replace(reconciliations=list(QUESTIONS))
    assert print_outcome(outcome, explain=words, as_json=True) == len(meant)
    shown = [json.loads(line)["id"][0] for line in capsys.readouterr().out.splitlines()]
    assert "".join(shown) == meant
