"""One library on a list of texts, in a process of its own: what it finds, in one shape for all.

    python benchmarks/peer_adapters.py NAME < TASKS.json > FOUND.json

Reads {"texts": [[task, text, reference day or null], ...]} with the task "percent", "money" or "date", and writes {"version",
"tasks", "seconds": processor time of each task, "found": [...]}. A finding has "text", "value" or "low" and "high", "unit",
"date_start" and "date_end" (the last day inside), and offsets where the library gives them. Nothing of the extractor is imported
here but by its own adapter, so any Python in which a peer is installed can run this file. Exit 3: the library is not installed.

Each adapter asks for what suits news: English, the reference day, the past before the future; of several readings offered the
latest that is not after the reference day. Grain is kept where a library tells it (a month is its days, not its first).
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any

Found = dict[str, Any]
Finder = Callable[[str, dt.date | None], Iterator[Found]]
# For peers that would take the clock's day where a case names none.
SOME_DAY = dt.date(2016, 6, 15)
NOT_INSTALLED = 3
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|\Z)[^.!?\n]*)*[.!?]?")


def extractor() -> dict[str, Finder]:
    """Our own rooms, as the pipeline runs them: cleaning, layout and one scanner."""
    import spacy

    from extractor.language.attributes import untokenized
    from extractor.language.found import Context
    from extractor.text.cleaned import clean

    nlp = spacy.blank("en")
    layout = nlp.add_pipe("extractor_layout")

    def finder(kind: str) -> Finder:
        room = nlp.add_pipe(f"extractor_{kind}")

        def find(text: str, day: dt.date | None) -> Iterator[Found]:
            cleaned = clean(text)
            doc = untokenized(nlp.vocab, cleaned.text)
            doc._.context = Context(published=day)
            for found in getattr(room(layout(doc))._, kind):
                start, end = cleaned.in_article(found.start, found.end)
                row: Found = {"text": text[start:end], "start": start, "end": end}
                value = found.value
                if kind == "dates":
                    yield row | {"date_start": value.start.isoformat(), "date_end": value.end.isoformat()}
                elif kind == "money" or value.unit == "percent":
                    unit = value.currency if kind == "money" else "percent"
                    yield row | {"value": _number(value.value), "low": _number(value.low), "high": _number(value.high), "unit": unit}  # fmt: skip

        return find

    return {"percent": finder("percentages"), "money": finder("money"), "date": finder("dates")}


def quantulum3() -> dict[str, Finder]:
    """Quantities of every unit; those that are money or percentages are taken. A range is one quantity with an uncertainty."""
    from quantulum3 import parser

    def finder(task: str) -> Finder:
        def find(text: str, _: dt.date | None) -> Iterator[Found]:
            for quantity in parser.parse(text):
                unit = quantity.unit
                if unit.entity.name == "currency" if task == "money" else unit.name == "percentage":
                    start, end = quantity.span
                    row: Found = {"text": quantity.surface, "start": start, "end": end, "value": quantity.value}
                    if quantity.uncertainty:
                        row |= {
                            "low": quantity.value - quantity.uncertainty,
                            "high": quantity.value + quantity.uncertainty,
                        }
                    yield row | {"unit": getattr(unit, "currency_code", None) or unit.name}

        return find

    return {"percent": finder("percent"), "money": finder("money")}


def price_parser() -> dict[str, Finder]:
    """The one price of a sentence, without offsets; a sentence without a sign or a name of a currency has none."""
    from price_parser import Price

    def find(text: str, _: dt.date | None) -> Iterator[Found]:
        for sentence in _SENTENCE.findall(text):
            price = Price.fromstring(sentence)
            if price.amount is not None and price.currency:
                yield {"text": price.amount_text, "value": float(price.amount), "unit": price.currency}

    return {"money": find}


def dateparser() -> dict[str, Finder]:
    """`search_dates`, with the grain its parser tells of each string; offsets are looked up behind one another."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def find(text: str, day: dt.date | None) -> Iterator[Found]:
        settings = {"RELATIVE_BASE": dt.datetime.combine(day or SOME_DAY, dt.time()), "PREFER_DATES_FROM": "past"}
        reader = DateDataParser(languages=["en"], settings=settings)
        at = 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or ():
            start = max(text.find(words, at), 0)
            at = start + len(words)
            first, last = _grained(moment.date(), reader.get_date_data(words).period)
            yield {"text": words, "start": start, "end": at, "date_start": first, "date_end": last}

    return {"date": find}


def datefinder() -> dict[str, Finder]:
    """Every date is a day."""
    from datefinder import find_dates

    def find(text: str, day: dt.date | None) -> Iterator[Found]:
        for moment, (start, end) in find_dates(
            text, index=True, base_date=dt.datetime.combine(day or SOME_DAY, dt.time())
        ):
            date = moment.date().isoformat()
            yield {"text": text[start:end], "start": start, "end": end, "date_start": date, "date_end": date}

    return {"date": find}


def recognizers() -> dict[str, Finder]:
    """Recognizers-Text: its last byte is inside, the end of its date ranges outside; times, durations and repetitions are left."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency

    def figures(recognize: Callable[..., Any]) -> Finder:
        def find(text: str, _: dt.date | None) -> Iterator[Found]:
            for found in recognize(text, "en-us"):
                value = (found.resolution or {}).get("value")
                if value:
                    number = float(str(value).rstrip("%"))
                    unit = found.resolution.get("isoCurrency") or found.resolution.get("unit")
                    yield {
                        "text": found.text,
                        "start": found.start,
                        "end": found.end + 1,
                        "value": number,
                        "unit": unit,
                    }

        return find

    def dates(text: str, day: dt.date | None) -> Iterator[Found]:
        for found in recognize_datetime(text, "en-us", reference=dt.datetime.combine(day or SOME_DAY, dt.time())):
            readings = [_days(one) for one in (found.resolution or {}).get("values", ())]
            known = sorted((one for one in readings if any(one)), key=str)
            if known and "date" in found.type_name:
                past = [one for one in known if (one[0] or "") <= (day or SOME_DAY).isoformat()]
                first, last = past[-1] if past else known[0]
                yield {
                    "text": found.text,
                    "start": found.start,
                    "end": found.end + 1,
                    "date_start": first,
                    "date_end": last,
                }

    return {"percent": figures(recognize_percentage), "money": figures(recognize_currency), "date": dates}


def _days(reading: dict[str, str]) -> tuple[str | None, str | None]:
    """First and last day of one reading of Recognizers-Text."""
    value = reading.get("value", "")[:10]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value, value
    end = reading.get("end", "")[:10]
    outside = dt.date.fromisoformat(end) if re.fullmatch(r"\d{4}-\d\d-\d\d", end) else None
    return reading.get("start", "")[:10] or None, (outside - dt.timedelta(days=1)).isoformat() if outside else None


def _grained(day: dt.date, period: str | None) -> tuple[str, str]:
    """The days of the month or year that dateparser's `period` tells."""
    if period == "year":
        return f"{day.year}-01-01", f"{day.year}-12-31"
    if period == "month":
        return f"{day:%Y-%m}-01", f"{day:%Y-%m}-{calendar.monthrange(day.year, day.month)[1]:02}"
    return day.isoformat(), day.isoformat()


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


# Adapter and the package whose version is told.
PEERS: dict[str, tuple[Callable[[], dict[str, Finder]], str]] = {
    "extractor": (extractor, "extractor"),
    "recognizers-text": (recognizers, "recognizers-text-suite"),
    "quantulum3": (quantulum3, "quantulum3"),
    "price-parser": (price_parser, "price-parser"),
    "dateparser.search": (dateparser, "dateparser"),
    "datefinder": (datefinder, "datefinder"),
}


def main() -> int:
    make, package = PEERS[sys.argv[1]]
    warnings.simplefilter("ignore")
    try:
        finders = make()
        told = version(package)
    except (ImportError, PackageNotFoundError) as error:
        print(error, file=sys.stderr)
        return NOT_INSTALLED
    seconds = dict.fromkeys(finders, 0.0)
    found: list[list[Found] | None] = []
    for task, text, day in json.load(sys.stdin)["texts"]:
        if task not in finders:
            found.append(None)
            continue
        began = time.process_time()
        try:
            found.append(list(finders[task](text, dt.date.fromisoformat(day[:10]) if day else None)))
        except Exception as error:  # whatever a peer raises: it found nothing there
            print(f"{sys.argv[1]}: {type(error).__name__} on {text[:60]!r}", file=sys.stderr)
            found.append([])
        seconds[task] += time.process_time() - began
    json.dump({"version": told, "tasks": list(finders), "seconds": seconds, "found": found}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
