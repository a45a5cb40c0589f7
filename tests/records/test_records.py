"""What a record refuses, and what it writes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extractor.records import (
    Article,
    Bounds,
    DateMention,
    Dissent,
    Quote,
    Reconciliation,
    Span,
    VotePercentage,
    check_against,
    content_id,
    spans_of,
)
from extractor.records.base import plain_number

TEXT = "Roe won 48.2 percent of the vote."
COMMON = {"id": "x1", "article_id": "a1", "confidence": 0.9, "rule": "test"}
SPAN = {"start": 8, "end": 20, "text": "48.2 percent"}


def percentage(**changes):
    return VotePercentage(
        **COMMON | {"span": SPAN, "value": "48.2", "unit": "percent", "measure": "vote_share"} | changes
    )


REFUSED = [
    ("a range with its ends exchanged", lambda: percentage(value=None, low=10, high=8)),
    ("half a range", lambda: percentage(value=None, low=10)),
    ("neither value nor range", lambda: percentage(value=None)),
    ("an unknown measure", lambda: percentage(measure="share")),
    ("an unknown unit", lambda: percentage(unit="per mille")),
    ("an unknown qualifier", lambda: percentage(qualifier="roughly")),
    ("a confidence above one", lambda: percentage(confidence=1.2)),
    ("a field nobody defined", lambda: percentage(colour="red")),
    ("not a number", lambda: percentage(value="NaN")),
    ("a span longer than its text", lambda: Span(start=0, end=5, text="four")),
    ("a span that ends before it starts", lambda: Span(start=5, end=1, text="")),
    ("bounds exchanged", lambda: Bounds(low=2, high=1)),
    (
        "a date range exchanged",
        lambda: DateMention(**COMMON, span=SPAN, start="2031-04-02", end="2031-04-01", granularity="day"),
    ),
    ("no ISO date", lambda: DateMention(**COMMON, span=SPAN, start="April", end="2031-04-01", granularity="day")),
    ("an article without text", lambda: Article(id="a")),
    (
        "quote contents that are not its content",
        lambda: Quote(**COMMON, span=SPAN, kind="direct", content=SPAN, contents=[]),
    ),
]


@pytest.mark.parametrize(("what", "make"), REFUSED, ids=[what for what, _ in REFUSED])
def test_refuses(what, make):
    with pytest.raises(ValidationError):
        make()


def reconciliation(**changes):
    fields = {
        "id": "r", "key": "k", "measure": "vote_share", "unit": "percent", "claims": ("c1", "c2"), "verdict": "agree", "value": 48,
        "bounds": {"low": 47.5, "high": 48.6}, "explanation": "Both say 48.", "supporting": ("c1",), "superseded": ("c2",),
        "independent_sources": 1, "confidence": 0.5,
    }  # fmt: skip
    return Reconciliation(**fields | changes)


def test_every_claim_is_told_once():
    assert reconciliation().superseded == ("c2",)
    with pytest.raises(ValidationError, match="only one of them"):
        reconciliation(dissenting=(Dissent(claim="c1", reason="also here"),))
    with pytest.raises(ValidationError, match="only one of them"):
        reconciliation(superseded=())


def test_a_settled_value_lies_in_its_bounds():
    with pytest.raises(ValidationError, match="outside its bounds"):
        reconciliation(value=49)


def test_records_are_frozen():
    with pytest.raises(ValidationError):
        percentage().value = Decimal(3)


def test_check_against_the_article():
    check_against(percentage(), TEXT)
    with pytest.raises(ValueError, match="not what stands at"):
        check_against(percentage(), TEXT.replace("48.2", "48.3"))


def test_spans_are_found_however_deep():
    said = Span(start=0, end=3, text="Roe")
    quote = Quote(**COMMON, span=SPAN, kind="mixed", content=SPAN, contents=[SPAN], speaker_span=said)
    assert said in spans_of(quote)
    assert len(spans_of(quote)) == 4


NUMBERS = [
    (Decimal("7.6E+6"), 7600000, int),
    (Decimal("48.20"), 48.2, float),
    (Decimal("1E-7"), 1e-7, float),
    (Decimal("-3"), -3, int),
]


@pytest.mark.parametrize(("value", "written", "kind"), NUMBERS)
def test_numbers_are_written_plainly(value, written, kind):
    assert plain_number(value) == written
    assert isinstance(plain_number(value), kind)


def test_json_round_trip_keeps_the_value():
    record = percentage(value="7.6E+6", step="1E+5")
    again = VotePercentage.model_validate_json(record.model_dump_json())
    assert again == record
    assert '"value":7600000' in record.model_dump_json()


def test_an_article_names_itself_by_its_text():
    assert Article(text="one").id == Article(text="one").id != Article(text="two").id
    assert Article(id="given", text="one").id == "given"


@given(st.lists(st.text()))
def test_content_id_depends_on_content_alone(parts):
    assert content_id(*parts) == content_id(*parts)
    assert len(content_id(*parts)) == 16
