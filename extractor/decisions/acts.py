"""What a person can decide on a question: each act is the event it makes, or says why it cannot be.

Nothing is written here: `log.append` does that, after the version was compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.decisions.book import Book, Sheet, holding_of, rename
from extractor.decisions.events import Action, DecisionError, Event, Holding, evidence_of
from extractor.decisions.material import Material
from extractor.language.numbers import parse_digits

# A reason or a note is a sentence or two for those who come after, not a file.
LONGEST_TEXT = 2_000
LONGEST_NAME = 200
# No figure that a person types is longer; what is longer was pasted by mistake.
LONGEST_ANSWER = 80

_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}
_NUMBER = r"[-−]?\d[\d,]*(?:\.\d+)?"
_SCALE = r"(?:\s?(?P<{name}>thousand|million|billion|trillion|k|mn|m|bn|b)\b)?"
_ANSWER = re.compile(
    rf"""(?:[A-Z]{{3}}\s)?[$£€]?\s?(?P<low>{_NUMBER})\s?%?{_SCALE.format(name="low_scale")}
    (?:\s?(?:-|–|to|and)\s?[$£€]?(?P<high>{_NUMBER})\s?%?{_SCALE.format(name="high_scale")})?
    \s?(?:%|percent|points?|[A-Z]{{3}})?""",  # 52.3 · 52.3% · 51 to 53 percent · $1.2 million · 40,000-50,000
    re.VERBOSE,
)
# No share of anything is more than all of it.
_SHARES = frozenset(("vote_share", "poll_share", "turnout", "reporting", "threshold"))


@dataclass(frozen=True, slots=True)
class Pen:
    """A person about to decide something, and what they have before them."""

    who: str
    when: dt.datetime
    run: str
    material: Material
    book: Book

    def accept(self, sheet: Sheet) -> Event:
        """What is settled is the answer."""
        if not sheet.counted:
            raise DecisionError("every record of this question was rejected: there is nothing to accept")
        after = holding_of(sheet.settled).model_copy(update={"status": "accepted"})
        return self._event("accept", sheet, after=after)

    def override(self, sheet: Sheet, answer: str, reason: str) -> Event:
        """Another value or range is the answer, for a reason."""
        low, high = parse_answer(answer)
        return self._other_answer(sheet, low, high, answer.strip(), reason)

    def official(self, sheet: Sheet) -> Event:
        """What the reference table says is the answer."""
        value = sheet.settled.official
        if value is None:
            raise DecisionError("no reference table says anything on this question")
        return self._other_answer(sheet, value, value, str(value), "as in the reference table")

    def _other_answer(self, sheet: Sheet, low: Decimal, high: Decimal, answer: str, reason: str) -> Event:
        settled = sheet.settled
        if settled.unit == "percent" and settled.measure in _SHARES and not (low >= 0 and high <= 100):
            raise DecisionError(f"{answer}: a share lies between 0 and 100 percent")
        if not reason.strip():
            raise DecisionError("say why: another value than the settled one needs a reason")
        ends = {"value": low} if low == high else {"low": low, "high": high}
        after = Holding(status="overridden", unit=settled.unit, official=settled.official, **ends)
        return self._event("override", sheet, after=after, reason=reason)

    def reject(self, sheet: Sheet, claims: Iterable[str], reason: str = "") -> Event:
        """A record (with its copies) does not count: it was misread, or it is of something else."""
        chosen = set(claims)
        if not chosen or not chosen <= set(sheet.claims):
            raise DecisionError("choose a record of this question")
        if chosen <= sheet.rejected.keys():
            raise DecisionError("this record is rejected already")
        return self._event("reject", sheet, acted_on=chosen, reason=reason)

    def note(self, sheet: Sheet, text: str) -> Event:
        """Something for those who come after."""
        if not text.strip():
            raise DecisionError("the note is empty")
        return self._event("note", sheet, reason=text)

    def split(self, sheet: Sheet, apart: Iterable[str], reason: str = "") -> Event:
        """Some of its records are about something else: they become a question of their own."""
        chosen = _some_of(apart, sheet.claims, "those chosen become a question of their own")
        return self._event("split", sheet, acted_on=chosen, reason=reason)

    def merge(self, sheet: Sheet, other: Sheet, reason: str = "") -> Event:
        """Both questions are one."""
        if other.id == sheet.id:
            raise DecisionError("that is this question itself")
        mine, theirs = sheet.settled, other.settled
        if (mine.measure, mine.unit) != (theirs.measure, theirs.unit):
            words = [f"{one.measure.replace('_', ' ')} in {one.unit}" for one in (mine, theirs)]
            raise DecisionError(f"{words[0]} and {words[1]} cannot be one question: only what is measured alike is")
        return self._event("merge", sheet, also=other.claims, acted_on=other.claims, reason=reason)

    def merge_people(self, sheet: Sheet, keep: tuple[str, str], other: str, reason: str = "") -> Event:
        """Two people are one and the same. keep: person_id and name to be known by; other: person_id."""
        if keep[0] == other:
            raise DecisionError("choose another person: these two are one already")
        claims = self._claims_about([keep[0], other])
        return self._event("merge_people", sheet, also=claims, reason=reason, people=(keep[0], other), name=keep[1])

    def split_person(self, sheet: Sheet, person: str, apart: Iterable[str], name: str, reason: str = "") -> Event:
        """Some of a person's records are of somebody else, called `name`."""
        if not name.strip():
            raise DecisionError("say what the other person is called, for example: Jane Roe (sheriff)")
        claims = self._claims_about([person])
        chosen = _some_of(apart, claims, "those chosen go to the other person")
        name = name.strip()[:LONGEST_NAME]
        return self._event(
            "split_person", sheet, also=claims, acted_on=chosen, reason=reason, people=(person,), name=name
        )

    def undo(self, last: Event) -> Event:
        """Take a decision back; only one on which no later decision rests."""
        in_force = self.book.in_force()
        if last not in in_force:
            raise DecisionError("that was taken back already")
        later = [event for event in in_force[in_force.index(last) + 1 :] if event.claims & last.claims]
        if later:
            raise DecisionError(f"{later[-1].who} decided on the same records since ({later[-1].action}): take that back first")  # fmt: skip
        return Event(
            when=self.when, who=self.who, run=self.run, action="undo", question=last.question, evidence=last.evidence,
            record_ids=last.record_ids, before=last.after, after=last.before, undoes=last.id,
        )  # fmt: skip

    def _claims_about(self, people: Sequence[str]) -> list[str]:
        """Their claims, as far as no decision gave them to somebody else."""
        renamed = self.book.renamed
        own = [claim.id for claim in self.material.claims_about(people)]
        given = [claim for claim, (whose, _) in renamed.items() if whose in people]
        return sorted({*(c for c in own if c not in renamed), *given})

    def _event(
        self,
        action: Action,
        sheet: Sheet,
        *,
        after: Holding | None = None,
        acted_on: Iterable[str] = (),
        also: Iterable[str] = (),
        reason: str = "",
        people: tuple[str, ...] = (),
        name: str | None = None,
    ) -> Event:
        if len(reason) > LONGEST_TEXT:
            raise DecisionError(f"that is {len(reason):,} characters; at most {LONGEST_TEXT:,} are kept")
        # A ruling rests on what counted when it was made; everything else is about all that lay on the table.
        table = sheet.counted if action in ("accept", "override") else sheet.claims
        claims = [rename(claim, self.book.renamed) for claim in self.material.claims(dict.fromkeys((*table, *also)))]
        chosen = set(acted_on)
        return Event(
            when=self.when, who=self.who, run=self.run, action=action, question=sheet.settled.key, evidence=tuple(map(evidence_of, claims)),
            record_ids=tuple(claim.record_id for claim in claims if claim.id in chosen), before=sheet.holding, after=after,
            reason=reason.strip(), people=people, name=name,
        )  # fmt: skip


def last_standing(sheet: Sheet) -> Event | None:
    """What `undo` on this question takes back: the last decision that was not taken back yet."""
    return next((e for e in reversed(sheet.history) if e.action != "undo" and e.id not in sheet.undone), None)


def parse_answer(text: str) -> tuple[Decimal, Decimal]:
    """A value (both ends alike) or a range, as a person types it. Raises DecisionError with an example.

    >>> parse_answer("52.3%"), parse_answer("$1.2 to 1.4 million")
    ((Decimal('52.3'), Decimal('52.3')), (Decimal('1.2E+6'), Decimal('1.4E+6')))
    """
    text = text.strip()
    match = _ANSWER.fullmatch(text) if len(text) <= LONGEST_ANSWER else None
    if match is None:
        raise DecisionError(f"{text[:LONGEST_ANSWER]!r} is no figure: write 52.3, 51 to 53, $1.2 million or 1,200,000")
    first, scale = _number(match["low"]), match["low_scale"]
    if match["high"] is None:
        return (first.scaleb(_SCALES.get(scale, 0)),) * 2
    last = _number(match["high"])
    # "$1.2 to 1.4 million" says the scale once; "900,000 to 1 million" says it of the one it stands behind.
    if scale is None and first <= last:
        scale = match["high_scale"]
    first, last = first.scaleb(_SCALES.get(scale, 0)), last.scaleb(_SCALES.get(match["high_scale"], 0))
    if first > last:
        raise DecisionError(f"{text}: the lower end comes first")
    return first, last


def _number(digits: str) -> Decimal:
    value = parse_digits(digits.lstrip("-−"))
    if value is None:
        raise DecisionError(f"{digits} is no number: thousands are set apart by commas, three digits each")
    return -value if digits[0] in "-−" else value


def _some_of(chosen: Iterable[str], claims: Iterable[str], otherwise: str) -> list[str]:
    found, everything = set(chosen), set(claims)
    if not found <= everything:
        raise DecisionError("a record that was chosen does not stand here")
    if not found or found == everything:
        raise DecisionError(f"choose some of the records, not all: {otherwise}")
    return sorted(found)
