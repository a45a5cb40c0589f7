"""Records and settled figures as a notebook shows them and as tables."""

import datetime as dt
from html.parser import HTMLParser

import pytest

from extractor import Article, Run, extract, load_pipeline, reconcile, to_arrow, to_pandas
from extractor.runs.batch import extract_batch
from extractor.runs.errors import RunError
from extractor.runs.settings import Settings
from extractor.runs.settle import settle_run

STORIES = [
    Article(
        text="Jane Roe won 48.2 percent of the vote on Tuesday, <script>alert(1)</script> she said.",
        outlet="Tide",
        published="2031-05-09",
    ),
    Article(
        text="Jane Roe won about 48 percent of the vote. “It was close,” Roe said.",
        outlet="Ferry News",
        published="2031-05-09",
    ),
]


class Tags(HTMLParser):
    """Every tag of a page, and whether each is closed."""

    def __init__(self, page):
        super().__init__()
        self.opened, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.opened.append((tag, dict(attrs).get("class")))
        if tag not in ("line", "rect", "circle", "path", "br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in ("line", "rect", "circle", "path"):
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def batch():
    return list(extract(STORIES, load_pipeline("none")))


def test_an_article_shows_its_text_with_its_records(batch):
    shown = batch[0]._repr_html_()
    tags = Tags(shown)
    assert tags.open == []
    assert {("mark", "figure"), ("mark", "date"), ("table", None)} <= set(tags.opened)
    assert "script" not in {tag for tag, _ in tags.opened}
    assert "&lt;script&gt;" in shown


def test_a_settlement_shows_its_number_lines(batch):
    settlement = reconcile(batch)
    tags = Tags(settlement._repr_html_())
    assert tags.open == []
    assert "svg" in {tag for tag, _ in tags.opened}
    (question,) = settlement.find("roe vote share")
    assert repr(question) == "<Jane Roe: vote share: 48.2%, compatible>"
    assert "svg" in {tag for tag, _ in Tags(question._repr_html_()).opened}
    assert settlement.find("roe raised") == []


@pytest.mark.parametrize(
    "given", ["Roe won 48 percent.", Article(text="Roe won 48 percent."), [{"text": "Roe won."}], [7]]
)
def test_what_is_no_batch_of_articles_is_refused(given):
    with pytest.raises(TypeError, match=r"Article|batch"):
        list(extract(given))


def test_what_articles_do_not_say_is_no_question():
    assert "No figure" in reconcile(extract(["Nothing happened."], load_pipeline("none")))._repr_html_()


def test_records_as_tables(batch):
    frame = to_pandas(batch)
    assert frame[["value", "qualifier", "subject", "span_text"]].values.tolist() == [
        [48.2, "exact", "Jane Roe", "48.2 percent"],
        [48.0, "about", "Jane Roe", "48 percent"],
    ]
    assert to_pandas(batch, "articles")["published"].tolist() == [dt.date(2031, 5, 9)] * 2
    quotes = to_arrow(batch, "quotes")
    assert quotes.num_rows == len(batch[1].quotes) == 1
    assert quotes.column("contents").to_pylist()[0][0]["text"] == "It was close,"
    with pytest.raises(KeyError, match="vote_percentages"):
        to_pandas(batch, "votes")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    source = folder / "in.jsonl"
    source.write_text("".join(story.model_dump_json() + "\n" for story in STORIES), encoding="utf-8")
    extract_batch(Settings(inputs=(str(source),), model="none"), folder / "run")
    return folder / "run"


def test_a_run_gives_the_same_tables_as_the_texts(run, batch):
    for kind in ("vote_percentages", "quotes", "dates", "people"):
        own, read = Run(run).to_pandas(kind), to_pandas(batch, kind)
        assert own.to_dict("records") == read.astype(own.dtypes).to_dict("records"), kind


def test_a_run_answers_questions(run, tmp_path):
    opened = Run(run)
    with pytest.raises(RunError, match="nothing is settled"):
        opened.questions  # noqa: B018
    settle_run(run)
    assert opened.sql("select max(value) as top from vote_percentages")["top"].tolist() == [48.2]
    assert [question.value for question in opened.find("jane roe")] == ["48.2%"]
    assert "svg" in opened._repr_html_()
    with pytest.raises(RunError, match="holds no extracted articles"):
        Run(tmp_path)
