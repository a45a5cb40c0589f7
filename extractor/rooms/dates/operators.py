"""What stands before a date and changes it: early, the end of, the first week of, two days after."""

from __future__ import annotations

from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.calendar import Stretch
from extractor.rooms.dates.hit import Apply, Hit
from extractor.rooms.dates.scene import Answer, Reading
from extractor.rooms.dates.sure import COUNTED, LIKELY, SETTLED
from extractor.rooms.dates.units import MOST

# Behind these "the end of" a stretch is its last day.
_DEADLINES = frozenset({"by", "until", "till", "through", "before"})


def part(hit: Hit, inner: Reading) -> Answer | None:
    """early May · late last month · the end of May · the mid-1990s"""
    name, answer = hit.string("part", "edge"), inner.answer
    if name is None or answer.stretch.grain in {"day", "weekend", "range"}:
        # "Early Tuesday" is a part of the day: the day stands for itself.
        return None
    if hit.span("edge") and inner.rule != "the_unit" and hit.line.word(hit.end - 1) != "of":
        # "Will end in 2018" is no end of 2018.
        return None
    if name == "late" and hit.span("edge") and _word_before_article(hit) in _DEADLINES:
        return answer._replace(stretch=cal.day_of(answer.stretch.end))
    stretch = cal.third_of(answer.stretch, name)
    return answer._replace(stretch=stretch, confidence=min(answer.confidence, LIKELY)) if stretch else None


def _word_before_article(hit: Hit) -> str:
    return hit.line.word(hit.first - 2) if hit.before == "g" else hit.word_before


def earlier(hit: Hit, inner: Reading) -> Answer | None:
    """earlier this month · later in the week: up to the day of the article, or from it"""
    side, anchor = hit.integer("earlier"), hit.anchor
    start, end, grain = inner.answer.stretch
    if anchor is None or inner.rule not in {"unit", "the_unit"} or grain == "day" or not start <= anchor <= end:
        return None
    stretch = Stretch(start, anchor, "range") if side == -1 else Stretch(anchor, end, "range")
    return inner.answer._replace(stretch=stretch, confidence=LIKELY)


def ranked(hit: Hit, inner: Reading) -> Answer | None:
    """the first Friday of May · the second last day of 2030 · the last four weeks of 2031"""
    whole, unit = inner.answer.stretch, hit.value("unit")
    backwards = hit.kinds("rank").endswith("L")
    if backwards and hit.words("rank") != "last":
        return None
    rank = hit.number("rank") or 1
    if not 1 <= rank <= 366 or whole.grain == "day":
        return None
    rank = -rank if backwards else rank
    if isinstance(unit, int):
        stretch = cal.nth_weekday(whole, unit, rank)
    elif isinstance(unit, str):
        count = hit.number("count") or 1
        if inner.rule == "the_unit" and whole.grain == "year":
            # "The third quarter": in January the year is the last one.
            return hit.pick(lambda year: _ranked_part(cal.year_of(year), unit, rank, count), end=inner.end)
        stretch = _ranked_part(whole, unit, rank, count)
    else:
        stretch = None
    return inner.answer._replace(stretch=stretch, confidence=min(inner.answer.confidence, SETTLED)) if stretch else None


def _ranked_part(whole: Stretch | None, unit: str, rank: int, count: int) -> Stretch | None:
    """The `rank`th `unit` of `whole`, or `count` of them from there; -1 is the last."""
    if whole is None:
        return None
    if unit == "half":
        months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
        if abs(rank) > 2 or months < 2:
            return None
        return cal.months_of(
            whole.start.year, whole.start.month + (months // 2 if rank in (2, -1) else 0), months // 2, "range"
        )
    if unit == "week":
        # The first week of a month or year holds its first Thursday (ISO 8601), the last one its last.
        thursday = cal.nth_weekday(whole, 3, rank)
        first = cal.week_of(thursday.start) if thursday else None
    elif rank > 0:
        first = cal.unit_of(cal.shift(whole.start, rank - 1, unit), unit)
    else:
        first = cal.unit_of(cal.shift(whole.end, rank + 1, unit), unit)
    if first is None or first.end < whole.start or first.start > whole.end:
        return None
    if count == 1:
        return first
    other = cal.unit_of(cal.shift(first.start, count - 1 if rank > 0 else 1 - count, unit), unit)
    return Stretch(min(first.start, other.start), max(first.end, other.end), "range") if other else None


def ranked_day(hit: Hit, inner: Reading) -> Answer | None:
    """the 20th of next month"""
    rank, whole = hit.number("rank"), inner.answer.stretch
    stretch = (
        cal.make_day(whole.start.year, whole.start.month, rank) if rank is not None and whole.grain == "month" else None
    )
    return inner.answer._replace(stretch=stretch) if stretch else None


def offset(hit: Hit, inner: Reading) -> Answer | None:
    """the day after tomorrow · two weeks before Christmas · a week from Monday"""
    side, unit, counted = hit.integer("side"), hit.string("unit"), hit.span("count")
    count = hit.number("count") if counted else 1
    grain = inner.answer.stretch.grain
    if side is None or unit is None or count is None or count > MOST or grain not in {"day", "week", "month", "year"}:
        return None
    if not counted and hit.before != "g":
        return None
    if hit.kinds("side") == "f" and not (counted and hit.words("side") == "from"):
        return None
    if unit in {"half", "cycle", "weekend", "quarter"} or inner.rule in {"the_unit", "neighbour"}:
        return None
    base = inner.answer.stretch.start if side < 0 else inner.answer.stretch.end
    if hit.kinds("side") == "f" and inner.rule == "weekday" and hit.anchor and base < hit.anchor:
        # "A week from Tuesday": from the coming one.
        base = cal.shift(base, 1, "week")
    day = cal.shift(base, side * count, unit)
    if counted and hit.before == "g":
        # "The two weeks before the vote" is all of them.
        near = cal.shift(base, side, "day")
        return inner.answer._replace(stretch=Stretch(min(day, near), max(day, near), "range"), confidence=COUNTED)
    stretch = cal.day_of(day) if grain == "day" else cal.unit_of(day, unit)
    return inner.answer._replace(stretch=stretch, confidence=min(inner.answer.confidence, LIKELY)) if stretch else None


def weekday_beside(hit: Hit, inner: Reading) -> Answer | None:
    """the Friday after Thanksgiving, the Sunday before June 7: the first one on that side"""
    number, side, stretch = hit.integer("weekday"), hit.integer("side"), inner.answer.stretch
    if hit.before != "g" or number is None or side is None or stretch.grain not in {"day", "weekend"}:
        return None
    if side > 0:
        day = cal.shift(stretch.end, (number - stretch.end.weekday() - 1) % 7 + 1, "day")
    else:
        day = cal.shift(stretch.start, -((stretch.start.weekday() - number - 1) % 7 + 1), "day")
    return inner.answer._replace(stretch=cal.day_of(day), confidence=min(inner.answer.confidence, LIKELY))


def unit_of(hit: Hit, inner: Reading) -> Answer | None:
    """the week of April 10 · the month of June · the year 2016"""
    unit, stretch = hit.string("unit"), inner.answer.stretch
    if unit in {"week", "weekend"} and stretch.grain == "day":
        return inner.answer._replace(
            stretch=cal.week_of(stretch.start) if unit == "week" else cal.weekend_of(stretch.start), confidence=LIKELY
        )
    if unit in {"month", "year"} and stretch.grain == unit and inner.rule in {"month", "year", "month_year"}:
        return inner.answer
    return None


OPERATIONS: dict[str, Apply] = {
    "part": part,
    "earlier": earlier,
    "ranked": ranked,
    "ranked_day": ranked_day,
    "offset": offset,
    "weekday_beside": weekday_beside,
    "unit_of": unit_of,
}
