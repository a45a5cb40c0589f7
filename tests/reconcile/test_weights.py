"""What outlets' words count, who sings in chorus, and who means something else by a word."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from extractor.reconcile.answers import answer_all
from extractor.reconcile.hearing import Heard, bear_witness, listen, understood
from extractor.reconcile.policy import AGREEMENT_SHARED, PRIOR_ACCURACY
from extractor.reconcile.questions import Question
from extractor.reconcile.questions.descriptions import Description
from extractor.reconcile.readings import Reading
from extractor.reconcile.witnesses import agreement
from extractor.reconcile.witnesses.agreement import prints_of
from extractor.reconcile.witnesses.camps import find_camps
from extractor.reconcile.witnesses.chorus import find_chorus
from extractor.reconcile.witnesses.weights import NO_VOICES, Vote, cast
from extractor.reconcile.witnesses.weights import weigh as weigh_ballots
from extractor.reconcile.writing import write


def weigh(votes):
    return weigh_ballots([cast(votes)])


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


@pytest.mark.parametrize("pieces", [2, 3, 60])
def test_ballots_of_parts_weigh_as_one(pieces):
    votes = list(press({"Courier": 0.9, "Ledger": 0.7, "Herald": 0.5, "": 0.8}, 60))
    votes += [vote._replace(question=vote.question + 60, measure="turnout") for vote in votes[:40]]
    parts = [cast(vote for vote in votes if vote.question % pieces == part) for part in range(pieces)]
    assert weigh_ballots(parts) == weigh_ballots(parts[::-1]) == weigh(votes)


NOTHING_LEARNT = [
    ("nobody", []),
    ("one voice on each question", [said(0, "Courier", 48), said(1, "Ledger", 50)]),
]


@pytest.mark.parametrize("votes", [row[1] for row in NOTHING_LEARNT], ids=[row[0] for row in NOTHING_LEARNT])
def test_nothing_is_learnt_from(votes):
    assert weigh(votes) == NO_VOICES
    assert NO_VOICES.weight("Courier", "turnout") == weigh(votes).weight("anybody", "margin")


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


def test_each_measure_has_its_own_record():
    votes = [
        vote._replace(measure="vote_share") for vote in press({"Courier": 0.95, "Ledger": 0.95, "Herald": 0.95}, 300)
    ]
    votes += [
        vote._replace(question=vote.question + 1_000, measure="raised")
        for vote in press({"Courier": 0.95, "Ledger": 0.95, "Herald": 0.2}, 300)
    ]
    voices = weigh(votes)
    assert voices.weight("Herald", "raised") < voices.weight("Herald", "vote_share")
    assert abs(voices.weight("Herald", "vote_share") - voices.weight("Courier", "raised")) < 1.5
    # On what it never wrote about, all that it wrote counts.
    assert (
        voices.weight("Herald", "raised") < voices.weight("Herald", "turnout") < voices.weight("Herald", "vote_share")
    )
    assert voices.elsewhere("Herald", "raised") > 0.9 > 0.5 > voices.elsewhere("Herald", "vote_share")


def reading(value, measure="vote_share"):
    number = Decimal(value)
    return Reading("id", "a", "", None, "", "s", "s", measure, "percent", number, Decimal(1), "exact", number, number, number, number)  # fmt: skip


def questions(copy_differs_every):
    rng = random.Random(3)
    for number in range(AGREEMENT_SHARED + 20):
        truth = rng.randrange(100)
        parrot = truth + 1 if copy_differs_every and number % copy_differs_every == 0 else truth
        yield [reading(truth), reading(parrot), reading((truth + 7) % 100)], ["Courier", "Parrot", "Ledger"]


CHORUSES = [
    ("one that never differs", 0, {"Courier": "Courier", "Parrot": "Courier"}),
    ("one that differs now and then", 50, {}),
]


@pytest.mark.parametrize(("differs", "chorus"), [row[1:] for row in CHORUSES], ids=[row[0] for row in CHORUSES])
def test_chorus(differs, chorus):
    assert find_chorus([prints_of(questions(differs))]) == chorus


def test_no_chorus_on_few_questions():
    assert find_chorus([prints_of(list(questions(0))[: AGREEMENT_SHARED - 10])]) == {}


@pytest.mark.parametrize("columns", [3, 64, 8_192])
def test_agreement_is_counted_over_all_parts(monkeypatch, columns):
    monkeypatch.setattr(agreement, "_COLUMNS", columns)
    rng = random.Random(5)
    said = [
        ([reading(rng.randrange(3)) for _ in "abcd"], rng.sample(["Courier", "Ledger", "Herald", "Beacon", "Star"], 4))
        for _ in range(AGREEMENT_SHARED * 2)
    ]
    counted = agreement.count_agreement(prints_of(said[part::7]) for part in range(7))
    disputed = [
        dict(zip(voices, [r.value for r in readings], strict=True))
        for readings, voices in said
        if len({r.value for r in readings}) > 1
    ]
    for a, one in enumerate(counted.voices):
        for b, other in list(enumerate(counted.voices))[a + 1 :]:
            both = [prints for prints in disputed if one in prints and other in prints]
            assert counted.shared[a, b] == len(both)
            assert counted.same[a, b] == sum(prints[one] == prints[other] for prints in both)
    assert counted.voices == ("Beacon", "Courier", "Herald", "Ledger", "Star")


REGISTERED, OF_AGE = ["Beacon", "Courier", "Ledger"], ["Gazette", "Herald", "Tribune", "Star"]


def turnouts(count, gap):
    """Turnout of those registered in three papers, of those of age in four; each errs one time in ten."""
    rng = random.Random(9)
    for _ in range(count):
        true = rng.randrange(40, 80)
        prints = dict.fromkeys(REGISTERED, true) | dict.fromkeys(OF_AGE, true - gap)
        said = {voice: value if rng.random() < 0.9 else value + rng.choice([-3, 3]) for voice, value in prints.items()}
        yield [reading(value, "turnout") for value in said.values()], list(said)


CAMPS = [
    ("two meanings: the camp that fares better elsewhere is heard", AGREEMENT_SHARED + 50, 8, 0.9, dict.fromkeys(OF_AGE, 1)),
    ("the larger camp fares better elsewhere", AGREEMENT_SHARED + 50, 8, 0.7, dict.fromkeys(REGISTERED, 1)),
    ("one meaning", AGREEMENT_SHARED + 50, 0, 0.9, {}),
    ("too few questions to tell", AGREEMENT_SHARED - 10, 8, 0.9, {}),
]  # fmt: skip


@pytest.mark.parametrize(("count", "gap", "trust", "apart"), [row[1:] for row in CAMPS], ids=[row[0] for row in CAMPS])
def test_camps(count, gap, trust, apart):
    assert find_camps([prints_of(turnouts(count, gap))], lambda voice: trust if voice in REGISTERED else 0.8) == apart


def test_one_careless_outlet_is_no_camp():
    questions = [
        ([*readings, reading(99, "turnout")], [*voices, "Loner"])
        for readings, voices in turnouts(AGREEMENT_SHARED + 50, 0)
    ]
    assert find_camps([prints_of(questions)], lambda _: 0.8) == {}


def test_who_means_something_else_has_no_vote_and_contradicts_nobody():
    heard = [
        Heard(Question(Description(), tuple(readings)), list(voices), list(voices), frozenset())
        for readings, voices in turnouts(AGREEMENT_SHARED + 50, 8)
    ]
    shares = [
        Heard(
            Question(Description(), tuple(reading(50 + (voice in OF_AGE and n % 3 > 0) * 7) for voice in one.voice)),
            one.witness, one.voice, frozenset(),
        )
        for n, one in enumerate(heard[:60])
    ]  # fmt: skip
    # Those who count by age are the worse witnesses of shares, though there are more of them.
    shares += [one._replace(question=Question(Description(), tuple(reading(40) for _ in one.voice))) for one in shares]
    heard_all = [*heard, *shares]
    company, voices = listen(lambda company: [bear_witness(heard_all, company)])
    in_parts = [heard_all[part::3] for part in range(3)]
    assert listen(lambda company: [bear_witness(part, company) for part in in_parts]) == (company, voices)
    answers = answer_all([understood(one, company) for one in heard_all], voices)
    aside = [one.settled.aside for one in answers[: len(heard)]]
    assert set(map(len, aside)) in ({3}, {4})
    one = answers[0]
    assert not one.settled.aside & set(one.settled.supporting)
    written = write(one, {}, (), {})
    assert written.verdict != "conflict"
    assert {d.suspicion for d in written.dissenting} == {"other_scope"}
