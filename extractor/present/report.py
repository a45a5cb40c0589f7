"""The report: self-contained HTML, no network, readable without JavaScript."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from extractor.present.evidence import Question
from extractor.present.view import ArticleView, RunView, load_view
from extractor.present.wording import DONE, VERDICT_WORDS, answer_text, holding_text
from extractor.runs.folder import whole_file
from extractor.version import __version__

# A page beyond five megabytes opens slowly on a phone; the parts are cut by what they hold, so that no page nears it.
QUESTIONS_A_PAGE = 600
ARTICLE_CHARS_A_PAGE = 1_000_000


def write_report(run: Path) -> Path:
    """Write `report.html` into the run folder, with further pages beside it when there is much to show; returns its path.

    Raises RunError when nothing was settled yet.
    """
    view = load_view(run)
    for old in run.glob("report*.html"):
        old.unlink()
    pages = _pages(view)
    for name, html in pages.items():
        with whole_file(run / name) as whole:
            whole.write_text(html, encoding="utf-8")
    return run / "report.html"


def _pages(view: RunView) -> dict[str, str]:
    questions = [view.questions[i : i + QUESTIONS_A_PAGE] for i in range(0, len(view.questions), QUESTIONS_A_PAGE)] or [
        []
    ]
    texts = _by_size(view.articles)
    together = len(questions) == 1 and len(texts) == 1
    names = ["report.html", *(f"report-questions-{i}.html" for i in range(2, len(questions) + 1))]
    texts_names = ["report.html"] if together else [f"report-articles-{i}.html" for i in range(1, len(texts) + 1)]
    where = {
        a.article.id: f"{'' if together else name}#a-{a.article.id}"
        for name, part in zip(texts_names, texts, strict=True)
        for a in part
    }
    made: dict[str, str] = {}
    for i, (name, part) in enumerate(zip(names, questions, strict=True)):
        first = i == 0
        made[name] = _render(
            view, part, texts[0] if together and first else [], where, names, texts_names, name, overview=first
        )
    if not together:
        for name, articles in zip(texts_names, texts, strict=True):
            made[name] = _render(view, [], articles, where, names, texts_names, name, overview=False)
    return made


def _by_size(articles: list[ArticleView]) -> list[list[ArticleView]]:
    pages: list[list[ArticleView]] = [[]]
    size = 0
    for article in articles:
        if pages[-1] and size + len(article.article.text) > ARTICLE_CHARS_A_PAGE:
            pages.append([])
            size = 0
        pages[-1].append(article)
        size += len(article.article.text)
    return pages


def _render(
    view: RunView,
    questions: list[Question],
    articles: list[ArticleView],
    where: dict[str, str],
    question_pages: list[str],
    article_pages: list[str],
    page: str,
    *,
    overview: bool,
) -> str:
    script = resource("report.js")
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            view=view,
            questions=questions,
            articles=articles,
            where=where,
            question_pages=question_pages,
            article_pages=article_pages,
            page=page,
            overview=overview,
            style=resource("report.css"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


def safe_url(url: str | None) -> str | None:
    """A link that leads to the web, or none: `javascript:` from an article's metadata is no link.

    >>> safe_url("javascript:alert(1)"), safe_url("https://echo.example/1")
    (None, 'https://echo.example/1')
    """
    if not url:
        return None
    try:
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


@cache
def environment(*packages: str) -> Environment:
    """The templates, those of other packages first: everything from an article is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "extractor.present")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(safe_url=safe_url, clock=_clock, answer=answer_text, holding=holding_text)
    made.globals.update(verdict_words=VERDICT_WORDS, done_words=DONE, version=__version__)
    return made


def _clock(when: dt.datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"


def resource(name: str) -> str:
    """A style sheet or script from beside the templates."""
    return files("extractor.present").joinpath("templates", name).read_text(encoding="utf-8")
