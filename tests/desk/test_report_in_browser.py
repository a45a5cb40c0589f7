"""The report in a real browser: alone, without a network, for everybody."""

from __future__ import annotations

import pytest
from newsroom import SCRIPT

from extractor.present.report import write_report

# Each of both at least once: colours do not depend on the width.
LOOKS = [("light", 390), ("dark", 1280)]


@pytest.fixture
def report(run):
    return write_report(run).as_uri()


@pytest.mark.parametrize(("scheme", "width"), LOOKS, ids=[f"{scheme}-{width}" for scheme, width in LOOKS])
def test_the_report_is_open_to_everybody(new_page, report, violations, scheme, width):
    page = new_page(report, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(part) for part in paper[4:-1].split(",")) < 200) == (scheme == "dark")


def test_on_a_telephone_nothing_of_a_question_is_moved_sideways(new_page, report):
    page = new_page(report, viewport={"width": 390, "height": 800})
    assert page.locator("svg:visible").count() > 0
    assert page.locator("svg.time:visible").count() > 0
    pushed = "[...document.querySelectorAll('.scroll, svg')].filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth)"
    assert page.evaluate(f"{pushed}.map((e) => e.ariaLabel || e.textContent)") == []


def test_nothing_of_an_article_runs_and_nobody_is_asked_for_anything(new_page, report):
    page = new_page("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report)
    assert page.title() != "stolen"
    assert SCRIPT in page.locator("main").text_content()
    assert page.locator("main script, main img, a[href^='javascript']").count() == 0
    assert asked == [report]


def test_by_keyboard(new_page, report):
    page = new_page(report)
    shown = page.locator("section.question:visible")
    everything = shown.count()
    page.keyboard.press("/")
    page.keyboard.type("turnout")
    assert 0 < shown.count() < everything
    page.locator("#words").fill("")
    page.locator("#words").blur()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == shown.nth(1).get_attribute("id")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == shown.nth(0).get_attribute("id")


def test_to_be_read_without_javascript(new_page, report):
    page = new_page(report, java_script_enabled=False)
    assert page.locator("section.question").first.is_visible()
    assert page.locator("#filter").is_hidden()
    page.locator("details summary").first.click()


def test_the_printed_page_shows_every_question(new_page, report):
    page = new_page(report)
    count = page.locator("section.question").count()
    page.emulate_media(media="print")
    assert page.locator("section.question:visible").count() == count
    assert page.locator("nav").first.is_hidden()
