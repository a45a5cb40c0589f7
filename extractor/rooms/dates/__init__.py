"""Dates.   "June 20", "last November", "Tuesday", "the end of March", "2011 to 2016", "Super Tuesday"

reads   doc.text, doc._.context (published, country), doc._.style, doc._.sentences, doc._.marks
writes  doc._.dates: tuple[Found[When], ...]
leaves  durations, ages, repeated times and times of day unread; which figure a date belongs to is decided by linking

A quick look finds the words without which there is no date (`scanning`); around them every word becomes a kind (`words`), and
forms written over kinds (`grammar`) are read into the calendar by one module for each family: days, months, units, years, holidays,
and what stands before a date and changes it (operators). Half-said dates are settled by tense and nearness (`direction`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.found import Found, Place, Style, When
from extractor.rooms.dates import calendar as cal
from extractor.rooms.dates.days import DAYS
from extractor.rooms.dates.events import find_event
from extractor.rooms.dates.fallback import RUN, parse_day
from extractor.rooms.dates.holidays import HOLIDAYS
from extractor.rooms.dates.months import MONTHS
from extractor.rooms.dates.operators import OPERATIONS
from extractor.rooms.dates.reading import Reader
from extractor.rooms.dates.scanning import find_windows
from extractor.rooms.dates.scene import NO_DATE, Answer, Reading, Scene
from extractor.rooms.dates.sure import COUNTED
from extractor.rooms.dates.units import UNITS
from extractor.rooms.dates.words import read_tokens
from extractor.rooms.dates.years import YEARS
from extractor.text.lower import lower_alike

_READS = DAYS | MONTHS | HOLIDAYS | UNITS | YEARS
# A token that begins no date expression.
_START = re.compile(r"[^x,.|()'/$%:\-pvhlJrf&@]")
_ODD_STARTS = "WwoDMcY"  # what `fallback.RUN` begins with
_FULL = frozenset({"month_day", "day_month", "numeric", "year_inside", "dateparser"})
_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
PLAIN = Style()
# Where an article without a known day of publication names it: so many characters from its start.
DATELINE_CHARACTERS = 1500
# Before the date of a dateline there is nothing in its line, or the word that introduces it.
_LINE_HEAD = re.compile(
    r"(?:^|\n)[^\w\n]*(?:date|dated|published|updated|posted|last updated)?[ \t]*(?:on|at)?[^\w\n]*\Z"
)
# What such an anchor is worth, beside a known one.
DATELINE_TRUST = 0.85


def find_dates(
    text: str,
    *,
    published: dt.date | None = None,
    country: str | None = None,
    style: Style = PLAIN,
    sentences: Sequence[Place] = (),
    quoted: Sequence[Place] = (),
) -> Iterator[Found[When]]:
    """Each date in reading order, resolved against the day of publication, or against a dateline where that is unknown.

    >>> [(found.value.start.isoformat(), found.rule) for found in find_dates("A vote on 3/4/2017.", country="GB")]
    [('2017-04-03', 'numeric')]
    """

    low = lower_alike(text)
    caseless, trust = style.caseless or style.upper, 1.0
    if published is None:
        head = Scene(text[:DATELINE_CHARACTERS], low[:DATELINE_CHARACTERS], None, country, caseless)
        published, trust = _dateline(head), DATELINE_TRUST
    for place, reading in _read(Scene(text, low, published, country, caseless, style.unpunctuated, sentences, quoted)):
        stretch, confidence, anchor, _ = reading.answer
        when = When(stretch.start, stretch.end, stretch.grain, anchor, find_event(low, *place))
        yield Found(*place, when, reading.rule, confidence * (trust if anchor else 1.0))


def _dateline(scene: Scene) -> dt.date | None:
    """The first full date that stands at the head of a line or with its weekday; None when there is none."""
    for (start, _), reading in _read(scene):
        full = reading.rule in _FULL and reading.answer.stretch.grain == "day"
        if full and (
            scene.low[start : start + 3] in _WEEKDAYS or _LINE_HEAD.search(scene.low, max(0, start - 40), start)
        ):
            return reading.answer.stretch.start
    return None


def _read(scene: Scene) -> Iterator[tuple[Place, Reading]]:
    """Each reading with its place."""
    for window in find_windows(scene.low):
        tokens = read_tokens(scene.text, scene.low, *window, cased=not scene.caseless)
        for reading in _readings(Reader(scene, tokens, _READS, OPERATIONS)):
            place = tokens.starts[reading.first], tokens.ends[reading.end - 1]
            scene.remember(reading.answer, place[1])
            yield place, reading


def _readings(reader: Reader) -> Iterator[Reading]:
    kinds = reader.kinds
    at = 0
    while (match := _START.search(kinds, at)) is not None:
        reading = _odd_order(reader, match.start()) or reader.read(match.start())
        if reading is None:
            at = match.start() + 1
            continue
        at = reading.end
        if reading.answer is NO_DATE:
            continue
        joined = reader.join(reading)
        if joined is None and reading.rule == "now":
            continue
        reading = joined or reading
        yield reading
        at = reading.end
        for more in reader.more_days(reading):
            yield more
            at = more.end


def _odd_order(reader: Reader, first: int) -> Reading | None:
    """Day, month and year in an order that the grammar does not know."""
    match = RUN.match(reader.kinds, first) if reader.kinds[first] in _ODD_STARTS else None
    if match is None:
        return None
    words = reader.scene.text[reader.tokens.starts[first] : reader.tokens.ends[match.end() - 1]]
    day = parse_day(words)
    return Reading(first, match.end(), Answer(cal.day_of(day), COUNTED) if day else NO_DATE, "dateparser")


@Language.factory(
    "extractor_dates",
    requires=["doc._.style", "doc._.sentences", "doc._.marks"],
    assigns=["doc._.dates"],
)
def make_dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """The room; it has no settings."""

    def room(doc: Doc) -> Doc:
        context = doc._.context
        doc._.dates = tuple(
            find_dates(
                text_of(doc),
                published=context.published,
                country=context.country,
                style=doc._.style,
                sentences=doc._.sentences,
                quoted=tuple(mark.inner for mark in doc._.marks),
            )
        )
        return doc

    return room
