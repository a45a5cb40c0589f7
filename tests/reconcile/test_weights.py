"""What outlets' words count, and who sings in chorus."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from extractor.reconcile.policy import CHORUS_SHARED, PRIOR_ACCURACY
from extractor.reconcile.readings import Reading
from extractor.reconcile.witnesses.chorus import find_chorus
from extractor.reconcile.witnesses.weights import NO_VOICES, Vote, weigh


def said(question, voice, value, part=1.0):
    half = Decimal("0.05")
    return Vote(question, voice, (Decimal(value) - half, Decimal(value) + half), part)


def press(accuracy, questions, seed=0):
    rng = random.Random(seed)
    for question in range(questions):
        truth = rng.randrange(10, 60)
        for voice, right in accuracy.items():
            yield said(
                question, voice, truth if rng.random() < right else truth + rng.choice([-1, 1]) * rng.randrange(1, 30)
            )


def test_accuracy_is_found_again():
    true = {"Courier": 0.95, "Ledger": 0.9, "Herald": 0.6, "Beacon": 0.4, "Gazette": 0.9}
    found = weigh(press(true, 400)).accuracy
    assert all(abs(found[voice] - true[voice]) < 0.05 for voice in true)


def test_order_of_votes_does_not_matter():
    votes = list(press({"Courier": 0.9, "Ledger": 0.7, "Herald": 0.5}, 60))
    shuffled = random.Random(1).sample(votes, len(votes))
    renumbered = [vote._replace(question=-vote.question) for vote in votes]
    assert weigh(votes) == weigh(shuffled) == weigh(renumbered)


NOTHING_LEARNT = [
    ("nobody", []),
    ("one voice on each question", [said(0, "Courier", 48), said(1, "Ledger", 50)]),
]


@pytest.mark.parametrize("votes", [row[1] for row in NOTHING_LEARNT], ids=[row[0] for row in NOTHING_LEARNT])
def test_nothing_is_learnt_from(votes):
    assert weigh(votes) == NO_VOICES
    assert NO_VOICES.weight("Courier") == weigh(votes).weight("anybody")


def test_a_small_outlet_keeps_near_the_prior():
    votes = [*press({"Courier": 0.95, "Ledger": 0.95}, 100), said(0, "Newcomer", 5)]
    assert abs(weigh(votes).accuracy["Newcomer"] - PRIOR_ACCURACY) < 0.2


def test_an_outlet_without_a_name_has_no_record():
    voices = weigh([said(0, "", 48), said(0, "Courier", 48), said(0, "Ledger", 48)])
    assert "" not in voices.accuracy


def test_open_ranges_and_single_numbers():
    votes = [Vote(0, "Courier", (Decimal(20), None), 1.0), Vote(0, "Ledger", (Decimal(23), Decimal(23)), 1.0), Vote(0, "Herald", (None, Decimal(5)), 1.0)]  # fmt: skip
    accuracy = weigh(votes).accuracy
    assert accuracy["Courier"] > accuracy["Herald"]


def reading(value):
    number = Decimal(value)
    return Reading("id", "a", "", None, "", "s", "s", "vote_share", "percent", number, Decimal(1), "exact", number, number, number, number)  # fmt: skip


def questions(copy_differs_every):
    rng = random.Random(3)
    for number in range(CHORUS_SHARED + 20):
        truth = rng.randrange(100)
        parrot = truth + 1 if copy_differs_every and number % copy_differs_every == 0 else truth
        yield [reading(truth), reading(parrot), reading((truth + 7) % 100)], ["Courier", "Parrot", "Ledger"]


CHORUSES = [
    ("one that never differs", 0, {"Courier": "Courier", "Parrot": "Courier"}),
    ("one that differs now and then", 50, {}),
]


@pytest.mark.parametrize(("differs", "chorus"), [row[1:] for row in CHORUSES], ids=[row[0] for row in CHORUSES])
def test_chorus(differs, chorus):
    assert find_chorus(list(questions(differs))) == chorus


def test_no_chorus_on_few_questions():
    assert find_chorus(list(questions(0))[: CHORUS_SHARED - 10]) == {}
