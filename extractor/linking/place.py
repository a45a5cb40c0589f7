"""From findings to records: offsets go back to the article's own characters, ids are made, everything is checked.

One way back for every kind: a room knows no article; here each place in the cleaned text becomes a span of the text as it
was given, and each record is held against it once.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.tokens import Doc

from extractor.language.attributes import text_of
from extractor.language.bounds import bounds, implied
from extractor.language.found import Amount, ContestMention, Found, Link, PersonEntry, Place
from extractor.records import (
    Article,
    Bounds,
    Candidate,
    Contest,
    DateMention,
    DollarAmount,
    Extent,
    Person,
    Quote,
    Ratio,
    Span,
    VotePercentage,
    check_spans,
    content_id,
)
from extractor.text.cleaned import Cleaned

# In text without sentence marks the "sentence" of a record is a window of so many characters to each side: two lines of print.
WINDOW_CHARS = 160


@dataclass(slots=True)
class Records:
    """Everything read from one article."""

    article: Article
    people: list[Person] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    contests: list[Contest] = field(default_factory=list)
    vote_percentages: list[VotePercentage] = field(default_factory=list)
    dollar_amounts: list[DollarAmount] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    ratios: list[Ratio] = field(default_factory=list)

    def by_kind(self) -> Iterator[tuple[str, list[Any]]]:
        """(kind, records) for each kind but the article itself."""
        for kind in RECORD_KINDS:
            yield kind, getattr(self, kind)


RECORD_KINDS = ("people", "candidates", "contests", "vote_percentages", "dollar_amounts", "dates", "quotes", "ratios")


def place(doc: Doc, article: Article, cleaned: Cleaned) -> Records:
    """The records of one article, from a Doc that went through every room.

    Raises ValueError when a span would not hold what stands in the article.
    """
    return _Placing(doc, article, cleaned).records()


class _Placing:
    def __init__(self, doc: Doc, article: Article, cleaned: Cleaned) -> None:
        self.doc = doc
        self.article = article
        self.cleaned = cleaned
        self.text = text_of(doc)
        self.unpunctuated: bool = doc._.style.unpunctuated
        self.sentences: tuple[Place, ...] = doc._.sentences
        self.sentence_starts = [start for start, _ in self.sentences]
        self.sentence_ends = [end for _, end in self.sentences]
        self.persons: tuple[PersonEntry, ...] = doc._.persons
        # Where each of them is named.
        self.names: defaultdict[int | None, list[Place]] = defaultdict(list)
        for found in doc._.people:
            if found.value.kind == "name":
                self.names[found.value.person].append(found.place)
        # Records share places and people: each is made once.
        self._spans: dict[Place, Span] = {}
        self._extents: dict[Place, Extent] = {}
        self._person_ids: dict[int, str] = {}

    def records(self) -> Records:
        doc = self.doc
        percentages = [self.percentage(i, found) for i, found in enumerate(doc._.percentages)]
        money = [self.money(i, found) for i, found in enumerate(doc._.money)]
        figure_ids = {f"percentages:{i}": record.id for i, record in enumerate(percentages)} | {
            f"money:{i}": record.id for i, record in enumerate(money)
        }
        made = Records(
            article=self.article,
            people=[self.person(found) for found in doc._.people if found.value.person is not None],
            candidates=[self.candidate(found) for found in doc._.candidates],
            contests=list({contest.key: contest for contest in map(self.contest, doc._.contests)}.values()),
            vote_percentages=percentages,
            dollar_amounts=money,
            dates=[self.date(found) for found in doc._.dates],
            quotes=[self.quote(quotation) for quotation in doc._.quotes],
            ratios=[self.ratio(found, figure_ids) for found in doc._.relations],
        )
        # Every span of these records is one of them.
        check_spans(self._spans.values(), self.article.text, f"article {self.article.id}")
        return made

    # Places ----------------------------------------------------------------------------------------------------------

    def span(self, place: Place) -> Span:
        if place not in self._spans:
            start, end = self.cleaned.in_article(*place)
            self._spans[place] = Span(start=start, end=end, text=self.article.text[start:end])
        return self._spans[place]

    def maybe_span(self, place: Place | None) -> Span | None:
        return self.span(place) if place else None

    def sentence(self, start: int, end: int) -> Extent:
        """The sentence(s) around a finding; in text without sentence marks a window, cut at spaces."""
        text = self.text
        first = bisect_right(self.sentence_ends, start)
        last = bisect_left(self.sentence_starts, end)
        low, high = (self.sentences[first][0], self.sentences[last - 1][1]) if first < last else (start, end)
        if self.unpunctuated:
            low, high = max(low, start - WINDOW_CHARS), min(high, end + WINDOW_CHARS)
            low = text.find(" ", low, start) + 1 if low and text.find(" ", low, start) >= 0 else low
            cut = text.rfind(" ", end, high)
            high = cut if high < len(text) and cut >= 0 else high
        place = min(low, start), max(high, end)
        if place not in self._extents:
            begin, stop = self.cleaned.in_article(*place)
            self._extents[place] = Extent(start=begin, end=stop)
        return self._extents[place]

    def common(self, kind: str, found: Found[Any], *extra: object) -> dict[str, Any]:
        span = self.span(found.place)
        return {
            "id": content_id(kind, self.article.id, span.start, span.end, *extra),
            "article_id": self.article.id,
            "span": span,
            "sentence": self.sentence(found.start, found.end),
            "confidence": round(found.confidence, 4),
            "rule": found.rule,
        }

    # Kinds -----------------------------------------------------------------------------------------------------------

    def person_id(self, index: int) -> str:
        if index not in self._person_ids:
            person = self.persons[index]
            self._person_ids[index] = content_id("person", person.key or person.name.casefold())
        return self._person_ids[index]

    def person(self, found: Found[Any]) -> Person:
        entry = self.persons[found.value.person]
        return Person(
            **self.common("person", found),
            person_id=self.person_id(found.value.person),
            name=entry.name,
            kind=found.value.kind,
            aliases=entry.aliases,
            gender=entry.gender,
        )

    def contest(self, mention: ContestMention) -> Contest:
        return Contest(
            key=mention.key or content_id("contest", mention.label),
            label=mention.label or mention.key,
            office=mention.office,
            place=mention.place,
            stage=mention.stage,
            party=mention.party,
            date=mention.date,
        )

    def contest_fields(self, index: int | None) -> dict[str, str | None]:
        if index is None:
            return {"contest": None, "contest_key": None}
        contest = self.contest(self.doc._.contests[index])
        return {"contest": contest.label, "contest_key": contest.key}

    def candidate(self, found: Found[Any]) -> Candidate:
        who = found.value
        entry = self.persons[who.person]
        return Candidate(
            **self.common("candidate", found),
            **self.contest_fields(who.contest),
            person_id=self.person_id(who.person),
            name=entry.name,
            aliases=entry.aliases,
            party=who.party,
            office=who.office,
            incumbent=who.incumbent,
            age=who.age,
            role=who.role,
            outcome=who.outcome,
            mentions=tuple(map(self.span, self.names[who.person])),
        )

    def quantity(self, kind: str, index: int, found: Found[Any]) -> tuple[Link, dict[str, Any]]:
        link: Link = self.doc._.links.get((kind, index), Link())
        amount: Amount = replace(found.value, qualifier=link.qualifier or found.value.qualifier)
        unit = getattr(amount, "unit", None) or "money"
        low, high = bounds(amount, unit)
        likely_low, likely_high = implied(amount, unit)
        common = self.common(kind, found)
        # A figure is right when it was found and read right and linked right.
        common["confidence"] = round(found.confidence * link.confidence, 4)
        common["rule"] = f"{found.rule}; {link.rule}"
        return link, common | self.contest_fields(link.contest) | {
            "value": amount.value,
            "low": amount.low,
            "high": amount.high,
            "step": amount.step,
            "qualifier": amount.qualifier,
            "bounds": Bounds(low=low, high=high),
            "implied": Bounds(low=likely_low, high=likely_high),
            "subject": link.subject,
            "subject_id": self.person_id(link.person) if link.person is not None else None,
            "subject_span": self.maybe_span(link.subject_place),
            "as_of": link.as_of,
            "hedged_by": link.hedged_by,
            "scope": {
                "basis": link.basis,
                "opponent": link.opponent,
                "pollster": link.pollster,
                "field_dates": _period(link.field_dates),
                "population": link.population,
                "place": link.place,
                "period": _period(link.period),
                "includes_outside_groups": link.includes_outside_groups,
                "preferences": link.preferences,
            },
        }

    def percentage(self, index: int, found: Found[Any]) -> VotePercentage:
        link, fields = self.quantity("percentages", index, found)
        return VotePercentage(
            **fields,
            unit=found.value.unit,
            measure=link.measure,
            reporting_percent=link.reporting_percent,
            count_status=link.count_status,
        )

    def money(self, index: int, found: Found[Any]) -> DollarAmount:
        link, fields = self.quantity("money", index, found)
        return DollarAmount(**fields, currency=found.value.currency, measure=link.measure, period=_period(link.period))

    def date(self, found: Found[Any]) -> DateMention:
        when = found.value
        return DateMention(
            **self.common("date", found),
            start=when.start,
            end=when.end,
            granularity=when.granularity,
            anchor=when.anchor,
            event=when.event,
        )

    def quote(self, quotation: Any) -> Quote:
        contents = tuple(self.span(place) for place in sorted(quotation.contents))
        whole = Found(
            min(start for start, _ in quotation.contents),
            max(end for _, end in quotation.contents),
            quotation,
            quotation.rule or "quote",
            quotation.confidence,
        )
        return Quote(
            **self.common("quote", whole, quotation.kind),
            kind=quotation.kind,
            content=contents[0],
            contents=contents,
            speaker=quotation.speaker,
            speaker_id=self.person_id(quotation.person) if quotation.person is not None else None,
            speaker_span=self.maybe_span(quotation.speaker_place),
            cue=quotation.cue,
            cue_span=self.maybe_span(quotation.cue_place),
            medium=quotation.medium,
            addressee=quotation.addressee,
            hedged_by=quotation.hedged_by,
        )

    def ratio(self, found: Found[Any], figure_ids: dict[str, str]) -> Ratio:
        relation = found.value
        return Ratio(
            **self.common("ratio", found),
            factor=relation.factor,
            difference=relation.difference,
            computed=Bounds(low=relation.computed[0], high=relation.computed[1]) if relation.computed else None,
            qualifier=relation.qualifier,
            left=figure_ids.get(relation.left, relation.left),
            right=figure_ids.get(relation.right, relation.right),
            measure=relation.measure,
        )


def _period(days: tuple[dt.date | None, dt.date | None] | None) -> dict[str, dt.date | None] | None:
    return {"start": days[0], "end": days[1]} if days and any(days) else None
