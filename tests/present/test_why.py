"""What `explain` prints of a record: its evidence in brackets, in the sentences where it stands."""

import pytest

from extractor import Article, extract, load_pipeline
from extractor.present.why import explanation
from extractor.records import Span

TEXT = (
    "Jane Roe, a Democrat, opened her office in Harbour City in May. "
    "The weather was fine all week. "
    "She won 48.2 percent of the vote on Tuesday, the clerk said."
)


def shown(subject):
    """The lines of the evidence, with the owner read from these words of the text."""
    article = Article(text=TEXT, outlet="Harbour Echo", published="2031-04-19")
    (records,) = extract([article], load_pipeline("none"))
    (figure,) = records.vote_percentages
    start = TEXT.index(subject)
    span = Span(start=start, end=start + len(subject), text=subject)
    told = explanation("vote_percentages", figure.model_copy(update={"subject_span": span}), article).plain
    return told.split("\n\n")[1].split("\n…\n")


@pytest.mark.parametrize(
    ("owner", "pieces", "there", "not_there"),
    [
        ("She", 1, ("{She} won [48.2 percent]",), ("Jane Roe", "weather")),
        ("Jane Roe", 2, ("{Jane Roe}, a Democrat", "[48.2 percent] of the vote"), ()),
    ],
    ids=["the owner in the sentence: nothing else is shown", "the owner farther up: the words around it come first"],
)
def test_the_evidence_stands_in_its_sentences(owner, pieces, there, not_there):
    told = shown(owner)
    assert len(told) == pieces
    for words in there:
        assert any(words in piece for piece in told), told
    for words in not_there:
        assert not any(words in piece for piece in told), told
