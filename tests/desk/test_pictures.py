"""The pictures of the site are of pages as they are; UPDATE_DOCS=1 takes them anew."""

import os
from pathlib import Path

import pytest
from newsroom import open_desk

from extractor.bundled import bundled
from extractor.present.report import write_report
from extractor.reconcile import read_reference
from extractor.runs.batch import extract_batch
from extractor.runs.settings import Settings
from extractor.runs.settle import settle_run

PICTURES = Path(__file__).parents[2] / "docs/pictures"
SIZE = {"viewport": {"width": 1100, "height": 820}, "device_scale_factor": 1.5}
# Of a page, so much is enough to know it by.
WHOLE_PAGE = {"x": 0, "y": 0, "width": 1100, "height": 820}


@pytest.fixture(scope="module")
def corpus_run(tmp_path_factory):
    """The bundled corpus, held against its official tables."""
    run = tmp_path_factory.mktemp("pictures") / "nov6"
    corpus = bundled("corpus")
    extract_batch(Settings(inputs=(str(corpus / "articles.jsonl"),), model="none"), run)
    settle_run(run, [row for name in ("official_results.csv", "finance.csv") for row in read_reference(corpus / name)])
    write_report(run)
    return run


def keep(name, picture):
    """The picture goes to the site when it is asked for; a picture of nothing is none."""
    assert len(picture) > 20_000
    if os.environ.get("UPDATE_DOCS"):
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / name).write_bytes(picture)
    assert (PICTURES / name).exists()


def test_the_figure_of_the_report(new_page, corpus_run):
    page = new_page((corpus_run / "report.html").as_uri(), **SIZE)
    figure = page.locator("section.question", has=page.get_by_role("heading", name="Ilse Marchetti: raised")).first
    assert figure.locator("svg").count() >= 1
    keep("figure.png", figure.screenshot())


def test_the_queue_and_a_question_of_the_desk(new_page, corpus_run):
    with open_desk(corpus_run) as address:
        page = new_page(address, **SIZE)
        assert page.get_by_role("row").count() > 5
        keep("queue.png", page.screenshot(clip=WHOLE_PAGE))
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector("svg")
        keep("question.png", page.screenshot(clip=WHOLE_PAGE))
