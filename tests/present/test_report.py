"""What the report shows: everything leads back to a sentence, nothing of an article is ever mark-up."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from extractor.linking.place import RECORD_KINDS
from extractor.present import report
from extractor.present.evidence import cut
from extractor.present.report import safe_url, write_report
from extractor.present.view import load_view
from extractor.present.wording import amount_text, figure_text
from extractor.records import Article, Claim, Extent, Reconciliation, VotePercentage
from extractor.runs.errors import RunError
from extractor.runs.store import write_part

HOSTILE = '<script>alert("x")</script>'


class Reader(HTMLParser):
    """Counts the elements of a page."""

    def __init__(self):
        super().__init__()
        self.tags = []
        self.links = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]


@pytest.fixture
def run(tmp_path):
    """A settled run of two articles, one of them hostile."""
    articles, figures, claims = [], [], []
    for name, printed, value in (("Harbour Echo", "48.2 percent", "48.2"), (HOSTILE, "about 48 percent", "48")):
        text = f"{HOSTILE} Jane Roe won {printed} of the vote."
        article = Article(
            id=f"a{value}", text=text, outlet=name, title=HOSTILE, url="javascript:alert(1)", published="2031-04-19"
        )
        start = text.index(printed)
        span = {"start": start, "end": start + len(printed), "text": printed}
        figure = VotePercentage(
            id=f"f{value}", article_id=article.id, span=span, sentence=Extent(start=0, end=len(text)), confidence=0.9, rule="test", value=value,
            unit="percent", measure="vote_share", subject="Jane Roe", bounds={"low": Decimal(value) - 1, "high": Decimal(value) + 1},
        )  # fmt: skip
        claims.append(
            Claim(
                id=f"c{value}",
                article_id=article.id,
                record_id=figure.id,
                kind="vote_percentage",
                span=span,
                outlet=name,
                measure="vote_share",
                unit="percent",
                value=value,
                bounds=figure.bounds,
                implied=figure.bounds,
                confidence=0.9,
                subject="Jane Roe",
            )
        )
        articles.append(article)
        figures.append(figure)
    settled = Reconciliation(
        id="r1", key="k", subject=HOSTILE, measure="vote_share", unit="percent", claims=[c.id for c in claims], verdict="compatible", value="48.2",
        bounds={"low": 47.1, "high": 49}, explanation=f"All meet. {HOSTILE}", supporting=[c.id for c in claims], independent_sources=2, confidence=0.9,
    )  # fmt: skip
    for kind in RECORD_KINDS:
        write_part(tmp_path, kind, 0, figures if kind == "vote_percentages" else [])
    for kind, records in (("articles", articles), ("claims", claims), ("reconciliations", [settled])):
        write_part(tmp_path, kind, 0, records)
    return tmp_path


def test_nothing_of_an_article_is_markup(run):
    page = write_report(run).read_text(encoding="utf-8")
    reader = Reader()
    reader.feed(page)
    assert reader.tags.count("script") == 1  # our own
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert all(link.startswith(("#", "https:", "report")) for link in reader.links)


def test_the_page_asks_nobody_for_anything(run):
    page = write_report(run).read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    assert "@import" not in page
    assert "url(" not in page


def test_every_row_shows_its_sentence_with_the_figure_marked(run):
    page = write_report(run).read_text(encoding="utf-8")
    assert page.count('<mark class="figure">48.2 percent</mark>') >= 2  # in the evidence and in the article
    assert "compatible" in page
    assert "<svg" in page


def test_much_goes_on_several_pages(run, monkeypatch):
    monkeypatch.setattr(report, "ARTICLE_CHARS_A_PAGE", 10)
    write_report(run)
    assert sorted(path.name for path in run.glob("report*.html")) == [
        "report-articles-1.html",
        "report-articles-2.html",
        "report.html",
    ]
    page = (run / "report.html").read_text(encoding="utf-8")
    assert 'href="report-articles-2.html#a-a48"' in page
    assert 'id="a-a48"' in (run / "report-articles-2.html").read_text(encoding="utf-8")


def test_nothing_settled_is_said(tmp_path):
    with pytest.raises(RunError, match="extractor run INPUT"):
        load_view(tmp_path)
    write_part(tmp_path, "articles", 0, [])
    with pytest.raises(RunError, match="extractor reconcile"):
        load_view(tmp_path)


def test_overlapping_marks_are_cut_in_reading_order():
    pieces = cut("Roe won 48%", 0, 11, [(Extent(start=0, end=11), "quote"), (Extent(start=8, end=11), "figure")])
    assert [(piece.text, piece.kind) for piece in pieces] == [("Roe won ", "quote"), ("48%", "figure")]


AMOUNTS = [
    ("7600000", "USD", "$7.6 million"),
    ("8312345", "USD", "$8,312,345"),
    ("1500", "GBP", "£1,500"),
    ("2.2E+9", "USD", "$2.2 billion"),
    ("48.20", "percent", "48.2%"),
    ("1", "points", "1 point"),
    ("0.5", "points", "0.5 points"),
    ("12", "CHF", "CHF 12"),
    ("-3", "points", "-3 points"),
]


@pytest.mark.parametrize(("value", "unit", "printed"), AMOUNTS)
def test_amount_text(value, unit, printed):
    assert amount_text(Decimal(value), unit) == printed


def test_figure_text_keeps_the_wording():
    common = {
        "id": "x",
        "article_id": "a",
        "span": {"start": 0, "end": 1, "text": "x"},
        "confidence": 1,
        "rule": "t",
        "unit": "points",
    }
    assert figure_text(VotePercentage(**common, value=20, qualifier="over")) == "more than 20 points"
    assert figure_text(VotePercentage(**common, low=10, high=99, qualifier="range")) == "10 points to 99 points"


@pytest.mark.parametrize(("url", "kept"), [("https://a.example/1", True), ("http://a.example", True), ("javascript:alert(1)", False), ("data:text/html,x", False), ("http://[x", False), (None, False)])  # fmt: skip
def test_safe_url(url, kept):
    assert (safe_url(url) == url) is (kept or url is None)
