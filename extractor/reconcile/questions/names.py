"""What a batch must know together before its questions can be told apart.

    claims and candidates of a part → Survey → all of them as one → Names → readings with contest and subject as the batch knows them

A survey holds no reading, only who has a share in which contest under which name: it is small, and surveys can be put together in any
order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractor.language.parties import canonical_party
from extractor.reconcile.parties import Candidacy, Seat, Standing, candidacies, who_stands
from extractor.reconcile.policy import OF_CONTENDERS
from extractor.reconcile.questions.contests import same_contests
from extractor.reconcile.questions.subjects import full_names
from extractor.reconcile.readings import Reading, folded
from extractor.records import Candidate, Contest


class Share(NamedTuple):
    """Somebody who has a share of the votes in a contest, as a reading names them."""

    contest: str
    subject: str
    name: str


class Survey(NamedTuple):
    """Who has a share in which contest, and who stands for which party, in some part of a batch."""

    shares: frozenset[Share] = frozenset()
    candidacies: frozenset[Candidacy] = frozenset()


def survey(readings: Iterable[Reading], candidates: Iterable[Candidate] = ()) -> Survey:
    """The survey of one part."""
    return Survey(
        frozenset(Share(r.contest, r.subject, r.name) for r in readings if r.contest and r.measure in OF_CONTENDERS),
        candidacies(candidates),
    )


def merged(surveys: Iterable[Survey]) -> Survey:
    """All surveys as one."""
    shares: set[Share] = set()
    standing: set[Candidacy] = set()
    for one in surveys:
        shares |= one.shares
        standing |= one.candidacies
    return Survey(frozenset(shares), frozenset(standing))


class Names(NamedTuple):
    """How the batch knows contests and subjects that single articles name by half."""

    standing: Mapping[Seat, Standing]  # (contest, party) → its candidate
    whole: Mapping[str, str]  # contest → the contest that it describes by half
    in_full: Mapping[tuple[str, str], tuple[str, str]]  # (contest, surname) → subject and name

    def resolved(self, reading: Reading) -> Reading:
        """The reading with its contest and its subject as the batch knows them."""
        contest, subject, name = reading.contest, reading.subject, reading.name
        if reading.measure in OF_CONTENDERS and contest:
            contest, subject, name = self._candidate(Share(contest, subject, name))
        contest = self.whole.get(contest, contest)
        if " " not in name and (full := self.in_full.get((contest, name.casefold()))):
            subject, name = full
        if (contest, subject, name) == (reading.contest, reading.subject, reading.name):
            return reading
        return reading._replace(contest=contest, subject=subject, name=name)

    def _candidate(self, share: Share) -> Share:
        """A share of a party as that of its candidate."""
        if share.subject == folded(share.name) and (party := canonical_party(share.name)):
            who = self.standing.get((share.contest, party))
            if who is not None:
                return Share(share.contest, who.person, who.name)
        return share

    def with_shares(self, shares: Iterable[Share], contests: Iterable[Contest]) -> Names:
        """With what shares say: who contends for which contest, and by which names."""
        told = {self._candidate(share) for share in shares}
        contenders: dict[str, set[str]] = defaultdict(set)
        for contest, subject, _ in told:
            if subject:
                contenders[contest].add(subject)
        whole = same_contests(contests, contenders)
        return self._replace(
            whole=whole, in_full=full_names({(whole.get(contest, contest), who, name) for contest, who, name in told})
        )


def names_of(told: Survey, contests: Iterable[Contest]) -> Names:
    """What the survey of a whole batch tells. contests: one for each key (`spelled_out`)."""
    contests = list(contests)
    return Names(who_stands(told.candidacies, contests), {}, {}).with_shares(told.shares, contests)
