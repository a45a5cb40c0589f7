"""Dates.   "June 20", "last November", "Tuesday", "the end of March", "2011 to 2016", "Super Tuesday"

reads   doc.text, doc._.context (published, country), doc._.style, doc._.sentences, doc._.marks
writes  doc._.dates: tuple[Found[When], ...]
leaves  durations, ages, repeated times and times of day unread; which figure a date belongs to is decided by linking
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.attributes  # noqa: F401  (registers the table)
from extractor.language.found import Found, When
from extractor.rooms.dates.days import DAYS
from extractor.rooms.dates.events import find_event
from extractor.rooms.dates.holidays import HOLIDAYS
from extractor.rooms.dates.months import MONTHS
from extractor.rooms.dates.operators import OPERATIONS
from extractor.rooms.dates.reading import Reader
from extractor.rooms.dates.scanning import find_windows
from extractor.rooms.dates.scene import NO_DATE, Reading, Scene
from extractor.rooms.dates.units import UNITS
from extractor.rooms.dates.words import lower, read_tokens
from extractor.rooms.dates.years import YEARS

_READS = DAYS | MONTHS | HOLIDAYS | UNITS | YEARS
# A token that begins no date expression.
_START = re.compile(r"[^x,.|()'/$%:\-&pvhlJrf&]")


def find_dates(doc: Doc) -> Iterator[Found[When]]:
    """Each date in reading order, resolved against the day of publication."""
    text = doc.text
    low = lower(text)
    style, context = doc._.style, doc._.context
    scene = Scene(
        text=text,
        low=low,
        published=context.published,
        country=context.country,
        caseless=style.caseless or style.upper,
        sentences=doc._.sentences,
        quoted=tuple(mark.inner for mark in doc._.marks),
        unpunctuated=style.unpunctuated,
    )
    for start, end in find_windows(low):
        tokens = read_tokens(text, low, start, end, cased=not scene.caseless)
        reader = Reader(scene, tokens, _READS, OPERATIONS)
        for reading in _readings(reader):
            place = tokens.starts[reading.first], tokens.ends[reading.end - 1]
            stretch, confidence, anchor, _ = reading.answer
            scene.remember(stretch, place[1])
            when = When(stretch.start, stretch.end, stretch.grain, anchor, find_event(low, *place))
            yield Found(*place, when, reading.rule, confidence)


def _readings(reader: Reader) -> Iterator[Reading]:
    kinds = reader.kinds
    at = 0
    while (match := _START.search(kinds, at)) is not None:
        reading = reader.read(match.start())
        if reading is None:
            at = match.start() + 1
            continue
        reading = reader.join(reading) or reading
        if reading.answer is not NO_DATE:
            yield reading
        at = reading.end


@Language.factory(
    "extractor_dates",
    requires=["doc._.style", "doc._.sentences", "doc._.marks"],
    assigns=["doc._.dates"],
)
def make_dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component that puts the dates on the Doc."""

    def room(doc: Doc) -> Doc:
        doc._.dates = tuple(find_dates(doc))
        return doc

    return room
