"""Repairs that know the way back."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.cleaned import clean

REPAIRS = [
    ("no-break space", "48.2\u00a0percent", "48.2 percent"),
    ("zero-width space inside a number", "48\u200b.2 percent", "48.2 percent"),
    ("soft hyphen", "cam\u00adpaign", "campaign"),
    ("apostrophe inside a word", "Roe’s lead", "Roe's lead"),
    ("mojibake quotes", "â€œWe wonâ€\x9d", "“We won”"),
    ("mojibake apostrophe", "Roeâ€™s lead", "Roe's lead"),
    ("mojibake letter", "JosÃ© Roe", "José Roe"),
    ("a letter and its accent", "Jose\u0301 Roe", "José Roe"),
    ("mojibake with its accents apart", "JosA\u0303© Roe", "José Roe"),
    ("a tab and a vertical tab", "48\t41\v9", "48 41 9"),
    ("a capital whose lower case is two characters", "RAİSED $3 million", "RAISED $3 million"),
    ("a letter that lower case takes for another", "Ro\u017fe at 273 \u212a", "Rose at 273 K"),
    ("nothing to repair: a quotation", "“We won”", "“We won”"),
    ("nothing to repair: an accent", "São Paulo, Ärger, naïve", "São Paulo, Ärger, naïve"),
    ("nothing to repair: a dotless i", "Kılıç", "Kılıç"),
    ("nothing to repair: a mark before a letter", "‘Roe’ said", "‘Roe’ said"),
    ("nothing to repair: closing single mark", "the voters’ choice", "the voters’ choice"),
]


@pytest.mark.parametrize(("what", "text", "expected"), REPAIRS, ids=[row[0] for row in REPAIRS])
def test_clean(what, text, expected):
    assert clean(text).text == expected


def test_the_way_back():
    text = "\ufeffJosÃ© won 48\u200b.2\u00a0percent"
    cleaned = clean(text)
    start = cleaned.text.index("48.2 percent")
    first, last = cleaned.in_article(start, start + len("48.2 percent"))
    assert text[first:last] == "48\u200b.2\u00a0percent"
    start = cleaned.text.index("José")
    first, last = cleaned.in_article(start, start + 4)
    assert text[first:last] == "JosÃ©"


@given(st.text(alphabet=st.sampled_from("ab é\u0301A\u0303’“”\u200b\u00adÃ©â€™œ\n\u00a0"), max_size=40))
def test_every_place_leads_back_in_order(text):
    cleaned = clean(text)
    ends = [cleaned.in_article(i, i + 1) for i in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in itertools.pairwise(ends))
    # A character that was not repaired is the same on both sides.
    for i, (start, end) in enumerate(ends):
        if end - start == 1 and text[start].isalnum() and text[start].isascii():
            assert cleaned.text[i] == text[start]


@given(st.text(max_size=60))
def test_any_text_is_cleaned(text):
    cleaned = clean(text)
    assert cleaned.in_article(0, len(cleaned.text))[1] <= len(text)
    if not cleaned.steps:
        assert len(cleaned.text) == len(text)
