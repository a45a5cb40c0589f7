"""Who stands, stood or will stand in an election.   "Democrat Jane Roe", "the Roe campaign", "Roe leads Poe 48 to 41"

reads   doc.text, doc._.sentences, doc._.style, doc._.people, doc._.persons, doc._.contests, doc._.knowledge
writes  doc._.candidates: tuple[Found[Contender], ...], at the first mention, one for each person; doc._.contests again, with
        their contenders, and completed by what the batch knows of them
leaves  officials, aides, pollsters and voters

Evidence of many kinds adds up (`evidence.py`); the party (`parties.py`), outcome and the rest (`traits.py`) are read beside
the names; which contest somebody stands in is settled last (`standing.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.elections import main_contest
from extractor.language.found import Contender, ContestMention, Found
from extractor.language.places import is_state
from extractor.rooms.candidates.evidence import Evidence, gather
from extractor.rooms.candidates.page import Page
from extractor.rooms.candidates.parties import parties_of
from extractor.rooms.candidates.standing import complete, enter, recognise, stand
from extractor.rooms.candidates.traits import age_of, incumbent_of, outcome_of, role_of

# Evidence that reaches this much makes a contender: one sure cue ("nominee"), a share of a poll or a count, or two weak cues.
ENOUGH = 0.4


def find_candidates(doc: Doc) -> tuple[tuple[Found[Contender], ...], tuple[ContestMention, ...]]:
    """The contenders, each once at the first mention; and the contests with their contenders."""
    page = Page(doc)
    sure = _sure(page)
    if not doc._.contests and sure:
        doc._.contests = recognise(doc, sure)
        if doc._.contests:
            sure = _sure(page)
    if not doc._.contests and not sure:
        return (), ()
    parties = parties_of(page, frozenset(sure)) if sure else {}
    standing, besides = stand(page, sure)
    entered = enter(doc._.contests, standing, main_contest(doc._.contests, doc._.context.published), besides)
    contests, moved = complete(doc, entered)
    at = {person: moved[contest] for person, contest in standing.items()}
    candidates = []
    for person, found_evidence in sorted(sure.items()):
        contest = at.get(person)
        contender = Contender(
            person=person,
            party=parties.get(person),
            office=_office(contests[contest]) if contest is not None else None,
            contest=contest,
            incumbent=incumbent_of(page, found_evidence),
            age=age_of(page, found_evidence),
            role=role_of(page, found_evidence),
            outcome=outcome_of(page, found_evidence, contests),
            rule=found_evidence.rule,
            confidence=round(found_evidence.score, 2),
        )
        candidates.append(Found(*found_evidence.mentions[0], contender, found_evidence.rule, contender.confidence))
    return tuple(sorted(candidates, key=lambda found: found.start)), contests


def _sure(page: Page) -> dict[int, Evidence]:
    """The persons about whom there is enough evidence, with the contests as they are known so far."""
    presidency = any(contest.office == "President" for contest in page.doc._.contests)
    return {
        person: found
        for person, found in gather(page).items()
        if found.score >= ENOUGH and (presidency or not found.presides)
    }


def _office(told: ContestMention) -> str | None:
    """The office a contest is for, with its place: "U.S. House, Ohio 6th congressional district"."""
    if told.office is None:
        return None
    if told.office == "President":
        at_home = told.region is None or is_state(told.region)
        return "President of the United States" if at_home else f"President, {told.region}"
    return f"{told.office}, {told.place}" if told.place else told.office


@Language.factory(
    "extractor_candidates", requires=["doc._.people", "doc._.contests"], assigns=["doc._.candidates", "doc._.contests"]
)
def make_candidates(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The room; it has no settings."""

    def room(doc: Doc) -> Doc:
        doc._.candidates, doc._.contests = find_candidates(doc)
        return doc

    return room


__all__ = ["Evidence", "find_candidates", "make_candidates"]
