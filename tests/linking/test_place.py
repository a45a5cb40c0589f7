"""From findings to records: every span leads back to the article's own characters."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor import Article, extract, load_pipeline
from extractor.records import spans_of

nlp = load_pipeline("none")

MESSY = [
    ("mojibake before the figure", "Joséâ€™s side: Jane Roe won 48.2 percent of the vote.", "48.2 percent"),
    ("a zero-width space inside it", "Jane Roe won 48\u200b.2 percent of the vote.", "48\u200b.2 percent"),
    ("a no-break space inside it", "Jane Roe won 48.2\u00a0percent of the vote.", "48.2\u00a0percent"),
    ("residue in front", " date 2031-04-19 Jane Roe won 48.2 percent of the vote.", "48.2 percent"),
    ("astral characters in front", "\U0001f5f3\U0001f5f3 Jane Roe won 48.2 percent of the vote.", "48.2 percent"),
    ("glued money", "Jane Roe raised $33million in May.", "$33million"),
]


def read(text, **fields):
    (records,) = extract([Article(text=text, published="2031-04-19", **fields)], nlp)
    return records


@pytest.mark.parametrize(("what", "text", "printed"), MESSY, ids=[row[0] for row in MESSY])
def test_the_figure_is_what_stands_in_the_article(what, text, printed):
    records = read(text)
    (figure,) = [*records.vote_percentages, *records.dollar_amounts]
    assert figure.span.text == printed
    assert text[figure.span.start : figure.span.end] == printed
    assert figure.sentence.start <= figure.span.start < figure.span.end <= figure.sentence.end


def test_nothing_is_found_where_nothing_is():
    assert not any(made for _, made in read("The weather was fine.").by_kind())


def test_ids_follow_from_content_alone():
    text = "Jane Roe, a Democrat, won 48.2 percent on Tuesday. “We won,” Roe said."
    one, other = read(text, id="a"), read(text, id="a")
    assert [list(made) for _, made in one.by_kind()] == [list(made) for _, made in other.by_kind()]
    assert read(text, id="b").vote_percentages[0].id != one.vote_percentages[0].id


def test_a_long_unpunctuated_text_gets_windows_for_sentences():
    text = (
        "jane roe won 48 2 percent of the vote in the first round and went on " + "to speak with voters all night " * 60
    )
    (figure,) = read(text).vote_percentages
    assert str(figure.value) == "48.2"
    assert figure.sentence.end - figure.sentence.start < 400


PIECES = ["Jane Roe", " said ", "“", "”", '"', "48.2 percent", "$33million", " on Tuesday", "\n\n", ". ", "’s", "Sen.", "\u200b", "â€œ", " 7 6 million ", "(R-Ga.)", "\x00", "é", ", ", "he "]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_the_text_every_span_holds(text):
    if not text.strip():
        return
    records = read(text)
    for _, made in records.by_kind():
        for span in (span for record in made for span in spans_of(record)):
            assert text[span.start : span.end] == span.text
