"""From words to the calendar: reads the date expression that begins at a token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.grammar import JOIN, MORE_DAYS, by_letter, patterns
from extractor.rooms.dates.hit import Apply, Hit, Read
from extractor.rooms.dates.line import Line
from extractor.rooms.dates.scene import NO_DATE, Answer, Reading, Scene
from extractor.rooms.dates.words import Tokens

# Operators nest ("the end of the first week of next month"); deeper than this nobody writes.
DEEPEST = 4
# With an article in front these read as one expression; "the Tuesday" does not.
WITH_ARTICLE = frozenset(
    {"day_month", "month_of_days", "season_year", "fiscal_year", "units", "unit", "which_month", "which_season", "which_weekday",
     "ranked_unit", "neighbour", "unit_end", "same", "decade", "season", "the_unit", "quarter_code", "part", "earlier", "ranked",
     "ranked_day", "offset", "unit_of", "weekday_beside", "to_date", "week_of_day"}
)  # fmt: skip


class Reader(Line):
    """Reads dates out of the tokens of one stretch of an article."""

    def __init__(self, scene: Scene, tokens: Tokens, reads: Mapping[str, Read], applies: Mapping[str, Apply]) -> None:
        super().__init__(scene, tokens)
        self._reads = reads
        self._applies = applies
        self._forms = by_letter(operators=False)
        self._operators = by_letter(operators=True)

    def read(self, first: int, depth: int = 0) -> Reading | None:
        """The expression that begins at token `first`; None when there is none. NO_DATE when it names no day that exists."""
        kinds = self.kinds
        at = first + 1 if kinds[first] == "g" else first
        if at >= len(kinds):
            return None
        if depth < DEEPEST:
            changed = self._read_operator(first, at, depth)
            if changed is not None:
                return changed
        forms = self._forms.get(kinds[at])
        match = forms.match(kinds, at) if forms is not None else None
        if forms is None or match is None:
            return None
        names = list(forms.groupindex)
        # The first form in the order of the table; when the calendar refuses it, those behind it.
        for name in names[names.index(str(match.lastgroup)) :]:
            found = patterns()[name].match(kinds, at)
            answer = self._reads[name](Hit(self, found, depth)) if found else None
            if found is not None and answer is not None:
                return Reading(first if name in WITH_ARTICLE else at, found.end(), answer, name)
        return None

    def _read_operator(self, first: int, at: int, depth: int) -> Reading | None:
        operators = self._operators.get(self.kinds[at])
        match = operators.match(self.kinds, at) if operators is not None else None
        if match is None or match.end() >= len(self.kinds):
            return None
        inner = self.read(match.end(), depth + 1)
        if inner is None or inner.answer is NO_DATE:
            return inner
        name = str(match.lastgroup)
        found = patterns()[name].match(self.kinds, at)
        answer = self._applies[name](Hit(self, found, depth), inner) if found else None
        return Reading(first, inner.end, answer, name) if answer else None

    def join(self, left: Reading) -> Reading | None:
        """The range that begins with `left` ("June 3 to July 2"), when one does."""
        match = JOIN.match(self.kinds, left.end)
        if match is None or match.end() >= len(self.kinds) or left.answer is NO_DATE:
            return None
        announced = left.first > 0 and self.kinds[left.first - 1] == "f"
        between = announced and self.word(left.first - 1) == "between"
        if match["and"] and not between:
            return None
        right = self.read(match.end(), 1)
        if right is None or right.answer is NO_DATE or {right.rule, left.rule} & {"the_unit", "neighbour"}:
            return None
        a, b = left.answer, right.answer
        alike = a.stretch.grain == b.stretch.grain
        dashed = "-" in match.group() and "r" not in match.group() and not between
        tight = (
            self.tokens.ends[left.end - 1] == self.tokens.starts[left.end]
            and self.tokens.ends[match.end() - 1] == self.tokens.starts[match.end()]
        )
        # "Monday-Friday" is a range, "on Tuesday - Saturday's debate" is not.
        if dashed and (not alike or (left.rule == "weekday" and not tight)):
            return None
        if not alike and not announced and right.rule not in {"today", "now"}:
            return None
        start, end = _in_order(a, b)
        if a.anchor and a.loose == b.loose == "year" and start.start > a.anchor:
            # "From May to September" in June: the summer that is running, not the next.
            before = cal.shift_stretch(start, -1, "year"), cal.shift_stretch(end, -1, "year")
            if before[0].start <= a.anchor <= before[1].end:
                start, end = before
        if start.start >= end.start or start.start > end.end:
            return None
        answer = Answer(Stretch(start.start, end.end, "range"), min(a.confidence, b.confidence), a.anchor or b.anchor)
        return Reading(left.first, right.end, answer, f"{left.rule} to {right.rule}")

    def more_days(self, left: Reading) -> Iterator[Reading]:
        """The other days of "March 5, 12 and 19", each a date of its own; a year goes with the last."""
        if left.rule != "month_day" or self.kinds[left.end - 1] not in "oD":
            return
        match = MORE_DAYS.match(self.kinds, left.end)
        if match is None:
            return
        first = left.answer.stretch.start
        days = [index for index in range(*match.span()) if self.kinds[index] in "oD"]
        for index in days:
            day = self.number((index, index + 1))
            stretch = cal.make_day(first.year, first.month, day) if day else None
            if stretch is None or stretch.start <= first:
                return
            end = match.end() if index == days[-1] else index + 1
            yield Reading(index, end, left.answer._replace(stretch=stretch), left.rule)


def _in_order(a: Answer, b: Answer) -> tuple[Stretch, Stretch]:
    """The ends of a range, the one that was chosen freely moved to its side of the other."""
    start, end = a.stretch, b.stretch
    if start.start <= end.start:
        return start, end
    weeks = -(-(start.start - end.start).days // 7)
    if b.loose == "week" and a.anchor and (a.loose is None or start.start > a.anchor):
        return start, cal.day_of(cal.shift(end.start, weeks, "week"))
    if a.loose == "week":
        return cal.day_of(cal.shift(start.start, -weeks, "week")), end
    if b.loose == "year":
        return start, cal.shift_stretch(end, 1, "year")
    if a.loose == "year":
        return cal.shift_stretch(start, -1, "year"), end
    return start, end
