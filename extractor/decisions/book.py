"""Events and a run → every question as it stands after what was decided.

    events    without those taken back, in order of time
    people    claims of a person split or merged are grouped again under their new name
    questions split and merged
    sheets    for each question that anything was decided on: rejected records, the ruling, notes, and what changed since

A decision finds its question by its evidence: the question that now holds most of its claims. So decisions taken on one run
hold on a newer run of the same articles, and a question that lost or gained a claim since is told as changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractor.decisions.events import RESHAPING, Event, Holding, reading
from extractor.decisions.groups import Groups
from extractor.decisions.log import History
from extractor.decisions.material import Material
from extractor.reconcile.anew import regroup, settle_anew
from extractor.records import Claim, Reconciliation, content_id

Subject = tuple[str, str]  # person_id, name


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question as it stands now."""

    id: str
    settled: Reconciliation  # anew, where records were rejected or the question was split or merged
    claims: tuple[str, ...]  # rejected ones too
    origins: tuple[str, ...]  # the run's own questions whose claims it holds
    rejected: Mapping[str, Event] = field(default_factory=dict)  # claim → the event that rejected it
    ruling: Event | None = None  # the accept or override in force
    history: tuple[Event, ...] = ()  # everything ever decided on it, taken back or not
    undone: frozenset[str] = frozenset()
    changed: tuple[str, ...] = ()  # what is not as it was when the ruling was made

    @property
    def anew(self) -> bool:
        """Is it no longer as the run settled it?"""
        return len(self.origins) != 1 or self.id != self.origins[0] or bool(self.rejected)

    @property
    def holding(self) -> Holding:
        """The answer: what was ruled, else what is settled."""
        if self.ruling is not None and self.ruling.after is not None:
            return self.ruling.after
        if len(self.rejected) == len(self.claims):
            return Holding(status="rejected", unit=self.settled.unit, official=self.settled.official)
        return holding_of(self.settled)

    @property
    def notes(self) -> tuple[Event, ...]:
        """What was noted on it."""
        return tuple(e for e in self.history if e.action == "note" and e.id not in self.undone)

    @property
    def counted(self) -> tuple[str, ...]:
        """The claims that were not rejected."""
        return tuple(claim for claim in self.claims if claim not in self.rejected)

    @property
    def version(self) -> str:
        """Changes with every decision on this question and with its evidence."""
        last = self.history[-1].id if self.history else ""
        return content_id("version", self.id, last, len(self.history))


def holding_of(settled: Reconciliation) -> Holding:
    """A settled question as an answer that nobody has decided on."""
    low, high = (None, None) if settled.value is not None else (settled.bounds.low, settled.bounds.high)
    return Holding(
        status="undecided", value=settled.value, low=low, high=high, unit=settled.unit, official=settled.official
    )


@dataclass(frozen=True, slots=True)
class Book:
    """A run with what was decided on it."""

    sheets: Mapping[str, Sheet]  # questions that something was decided on
    replaced: frozenset[str]  # the run's own questions that are no longer asked so
    lost: tuple[Event, ...]  # decisions in force whose evidence this run does not hold
    events: tuple[Event, ...]
    undone: frozenset[str]
    renamed: Mapping[str, Subject]  # claim → whose it is now, where a person was split or merged
    problems: tuple[str, ...]  # lines that cannot be read

    def in_force(self) -> list[Event]:
        """Events that were not taken back, in order of time."""
        return [e for e in self.events if e.action != "undo" and e.id not in self.undone]


class Bookkeeper:
    """Folds events over one run. Sheets are kept from fold to fold, so that one more event costs what it changes."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._question_of = {claim: identity for identity, claims in material.claims_of.items() for claim in claims}
        self._sheets: dict[tuple[object, ...], Sheet] = {}

    def fold(self, history: History) -> Book:
        """Every question that something was decided on, as it stands."""
        undone = _undone(history.events)
        standing = [e for e in history.events if e.action != "undo" and e.id not in undone]
        groups = Groups(self._material.claims_of, self._question_of)
        renamed = self._people(standing, groups)
        lost = []
        for event in standing:
            if event.action == "split":
                groups.split(event.acted_on)
            elif event.action == "merge":
                groups.merge(event.claims - event.acted_on, event.acted_on)
        touched: dict[str, list[Event]] = defaultdict(list)
        for event in history.events:
            found = self._touches(event, groups)
            if not found and event.action != "undo" and event.id not in undone:
                lost.append(event)
            for identity in found:
                touched[identity].append(event)
        for identity in groups.made:
            touched.setdefault(identity, [])
        made = {
            identity: self._sheet(identity, groups, tuple(events), undone, renamed)
            for identity, events in touched.items()
        }
        if len(self._sheets) > 2 * len(made) + 1000:
            self._sheets.clear()
        return Book(
            sheets=made,
            replaced=frozenset(groups.gone),
            lost=tuple(lost),
            events=tuple(history.events),
            undone=undone,
            renamed=renamed,
            problems=tuple(history.problems),
        )

    def _people(self, events: Iterable[Event], groups: Groups) -> dict[str, Subject]:
        """Claim → whose it is now, where a person was split or merged; their questions are grouped again."""
        now: dict[str, Subject] = {}
        for event in events:
            if event.action == "merge_people":
                target = (event.people[0], event.name or "")
                mine = {claim.id for claim in self._material.claims_about(event.people)}
                # Claims that an earlier decision gave to one of these people go with them.
                mine = {c for c in mine if now.get(c, target)[0] in event.people} | {
                    c for c, (whose, _) in now.items() if whose in event.people
                }
            elif event.action == "split_person":
                target = (content_id("person", event.id), event.name or "")
                mine = set(event.acted_on)
            else:
                continue
            touched = groups.questions_of(mine)
            now.update({claim: target for claim in mine if groups.question_of(claim)})
            claims = [claim for identity in touched for claim in groups.claims_of(identity)]
            renamed = [rename(claim, now) for claim in self._material.claims(claims)]
            groups.replace(touched, regroup(renamed, self._material.contests()))
        return now

    def _touches(self, event: Event, groups: Groups) -> list[str]:
        """The questions an event is about: one, unless it changed the questions themselves."""
        if event.action in RESHAPING or event.action == "undo":
            return groups.questions_of(event.claims)
        found = groups.nearest(event.acted_on if event.action == "reject" else event.claims)
        return [found] if found else []

    def _sheet(
        self, identity: str, groups: Groups, events: tuple[Event, ...], undone: frozenset[str], renamed: Mapping[str, Subject]
    ) -> Sheet:  # fmt: skip
        claims = groups.claims_of(identity)
        key = (identity, tuple((e.id, e.id in undone) for e in events), tuple(renamed.get(c) for c in claims))
        if key not in self._sheets:
            self._sheets[key] = self._make_sheet(identity, groups, events, undone, renamed)
        return self._sheets[key]

    def _make_sheet(
        self, identity: str, groups: Groups, events: tuple[Event, ...], undone: frozenset[str], renamed: Mapping[str, Subject]
    ) -> Sheet:  # fmt: skip
        claims = groups.claims_of(identity)
        standing = [e for e in events if e.id not in undone]
        rejected = {c: e for e in standing if e.action == "reject" for c in e.acted_on if c in claims}
        origins = groups.origins(claims)
        counted = [c for c in claims if c not in rejected]
        if not counted or (not rejected and origins == (identity,) and not any(c in renamed for c in claims)):
            settled = self._material.question(origins[0])
        else:
            settled = self._anew(identity, counted, origins, renamed)
        rulings = [e for e in standing if e.action in ("accept", "override")]
        sheet = Sheet(
            id=identity,
            settled=settled,
            claims=claims,
            origins=origins,
            rejected=rejected,
            ruling=rulings[-1] if rulings else None,
            history=events,
            undone=undone & {e.id for e in events},
        )
        if sheet.ruling is None:
            return sheet
        return replace(sheet, changed=self._changes(sheet, renamed))

    def _anew(
        self, identity: str, counted: Sequence[str], origins: Sequence[str], renamed: Mapping[str, Subject]
    ) -> Reconciliation:
        claims = [rename(claim, renamed) for claim in self._material.claims(counted)]
        articles = self._material.articles({claim.article_id: None for claim in claims})
        officials = {self._material.question(origin).official for origin in origins} - {None}
        official: Decimal | None = officials.pop() if len(officials) == 1 else None
        settled = settle_anew(claims, articles, self._material.contests(), official=official)
        return settled.model_copy(update={"id": identity})

    def _changes(self, sheet: Sheet, renamed: Mapping[str, Subject]) -> tuple[str, ...]:
        """In words, what is not as it was when the ruling was made."""
        ruling = sheet.ruling
        if ruling is None:
            return ()
        then = {item.claim: item for item in ruling.evidence}
        now = {claim.id: rename(claim, renamed) for claim in self._material.claims(sheet.counted)}
        found = []
        for identity in sorted(now.keys() - then.keys()):
            found.append(f"new: {now[identity].outlet or 'no outlet'}, “{now[identity].span.text}”")
        for identity in sorted(then.keys() - now.keys()):
            item = then[identity]
            word = "rejected since" if identity in sheet.rejected else "no longer there"
            found.append(f"{word}: {item.outlet or 'no outlet'}, “{item.printed}”")
        for identity in sorted(then.keys() & now.keys()):
            if reading(now[identity]) != then[identity].reading:
                outlet = now[identity].outlet or "no outlet"
                found.append(f"read otherwise: {outlet}: {then[identity].reading} → {reading(now[identity])}")
        after, settled = ruling.after, holding_of(sheet.settled)
        if after is None:
            return tuple(found)
        if after.official != settled.official:
            found.append(f"official figure: {_number(after.official)} → {_number(settled.official)} {settled.unit}")
        if ruling.action == "accept" and after.bounds != settled.bounds:
            found.append("what is settled is no longer what was accepted")
        return tuple(found)


def rename(claim: Claim, renamed: Mapping[str, Subject]) -> Claim:
    """The claim with the subject that was decided on."""
    if claim.id not in renamed:
        return claim
    identity, name = renamed[claim.id]
    return claim.model_copy(update={"subject_id": identity, "subject": name or claim.subject})


def _number(value: Decimal | None) -> str:
    return "none" if value is None else f"{value.normalize():,f}"


def _undone(events: Iterable[Event]) -> frozenset[str]:
    return frozenset(event.undoes for event in events if event.undoes)
