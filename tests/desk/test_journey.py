"""The fact-checker's journey in a real browser: by keyboard alone, through reloads, crashes and a second tab."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
from newsroom import SCRIPT, make_run, open_desk

from extractor.decisions import FILE, carry_over, read_history

expect = pytest.importorskip("playwright.sync_api").expect


def decisions(run):
    path = run / FILE
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def actions(run):
    return [event["action"] for event in decisions(run)]


def press(page, *keys):
    """Keys, each when the page has answered the one before."""
    for key in keys:
        page.keyboard.press(key)
        page.locator("html:not([data-busy])").wait_for(state="attached")


def said(page, words):
    page.get_by_text(words).first.wait_for()


CONFIRMED = "?show=all&verdict=confirmed"  # one question: the winner's share


def open_first(page):
    press(page, "j", "Enter")
    page.locator("#decide").wait_for()


def test_by_keyboard_alone(new_page, desk, run):
    page = new_page(desk)
    # What an official table contradicts comes first.
    first = page.locator("tr[data-row]").first
    assert "the official figure differs" in first.inner_text()
    open_first(page)
    assert "Tom Roper" in page.locator("h1").inner_text()
    press(page, "f")
    said(page, "Overridden: 43.12%")
    press(page, "u")
    said(page, "Taken back")
    press(page, "o")
    page.keyboard.type("43 to 43.5")
    press(page, "Tab")
    page.keyboard.type("recount under way")
    press(page, "Tab", "Enter")
    said(page, "Overridden: 43% to 43.5%")
    press(page, "n")
    page.keyboard.type("asked the clerk")
    press(page, "Tab", "Enter")
    said(page, "Noted")
    # The next question of the queue, and back to it.
    press(page, "]")
    expect(page.locator("h1")).not_to_contain_text("Tom Roper: vote share")
    press(page, "a")
    said(page, "Accepted")
    press(page, "q")
    page.wait_for_url(lambda url: "/question/" not in url)
    press(page, "u")
    said(page, "Taken back")
    assert actions(run) == ["override", "undo", "override", "note", "accept", "undo"]
    event = decisions(run)[2]
    assert event["who"] == "ann"
    assert event["reason"] == "recount under way"
    assert (event["after"]["low"], event["after"]["high"]) == (43, 43.5)
    assert event["before"]["value"] == 44.1
    assert event["run"] == run.name


def test_records_are_rejected_split_and_merged_by_keyboard(new_page, desk, run):
    page = new_page(f"{desk}{CONFIRMED}")
    open_first(page)
    rows = page.locator("li[data-row]")
    count = rows.count()
    press(page, "j", "r")
    page.keyboard.type("digits exchanged")
    press(page, "Enter")
    said(page, "Record rejected")
    assert rows.count() == count - 1
    assert "digits exchanged" in page.locator(".rejected").inner_text()
    press(page, "u")
    said(page, "Taken back")
    press(page, "j", "x", "s")
    page.keyboard.type("another round")
    press(page, "Tab", "Enter")
    said(page, "Split")
    assert rows.count() == count - 1
    press(page, "m", "Tab", "Space", "Tab")
    page.keyboard.type("the same after all")
    press(page, "Tab", "Enter")
    said(page, "Merged")
    assert rows.count() == count
    assert actions(run) == ["reject", "undo", "split", "merge"]


def test_two_spellings_of_one_person_are_merged_and_two_people_split(new_page, desk, run):
    page = new_page(f"{desk}people")
    press(page, "/")
    page.keyboard.type("quill")
    expect(page.locator("#list [data-row]")).to_have_count(2)
    press(page, "Escape", "j", "Enter")
    page.locator("h1", has_text="Dana Quill").wait_for()
    press(page, "m", "Tab", "Space", "Tab", "Tab")
    page.keyboard.type("a slip of the pen")
    press(page, "Tab", "Enter")
    said(page, "People merged")
    assert "Alder Gazette" in page.locator("main").inner_text()
    press(page, *"j" * page.locator("tr[data-row]").count(), "j", "j", "x", "s")
    page.keyboard.type("Dana Quill (sheriff)")
    press(page, "Tab", "Tab", "Enter")
    said(page, "Person split")
    assert actions(run) == ["merge_people", "split_person"]
    page.goto(f"{desk}people?words=sheriff")
    assert page.locator("[data-row]").count() == 1


def test_search_and_filters(new_page, desk):
    page = new_page(f"{desk}?show=all")
    rows = page.locator("#list [data-row]")
    everything = rows.count()
    press(page, "/")
    page.keyboard.type("turnout")
    expect(rows).to_have_count(1)
    page.locator("[name=words]").fill("")
    expect(rows).to_have_count(everything)
    page.locator("[name=measure]").select_option("raised")
    expect(rows).to_have_count(3)
    page.locator("[name=words]").fill("nobody of this name")
    page.get_by_text("Nothing fits").wait_for()
    page.reload()
    page.get_by_text("Nothing fits").wait_for()


def test_a_reload_in_the_middle_loses_nothing(new_page, desk, run):
    page = new_page(desk)
    open_first(page)
    press(page, "a")
    said(page, "Accepted")
    page.reload()
    assert "Accepted" in page.locator("aside").inner_text()
    assert actions(run) == ["accept"]
    page.go_back()
    page.wait_for_url(lambda url: "done=" not in url)
    assert actions(run) == ["accept"]


def start(run, port, *options):
    """The command itself, in a process of its own."""
    command = [sys.executable, "-m", "extractor.cli", "review", str(run), "--who", "ann", "--port", str(port), *options]
    desk = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for line in desk.stderr:
        if "open at" in line:
            return desk, line.split("open at ")[1].split()[0]
    raise AssertionError("the desk did not open")


def test_a_crash_in_the_middle(new_page, run, settled, unused_port):
    crashed, address = start(run, unused_port, "--reference", str(settled.parent / "official.csv"))
    page = new_page(address)
    assert "the official figure differs" in page.locator("tr[data-row]").first.inner_text()
    open_first(page)
    press(page, "a")
    said(page, "Accepted")
    os.kill(crashed.pid, signal.SIGKILL)
    crashed.wait()
    crashed.stderr.close()
    with (run / FILE).open("a") as file:
        file.write('{"id":"half a deci')
    press(page, "u")
    said(page, "The desk does not answer")
    again, _ = start(run, unused_port)
    try:
        # The page is of the desk that crashed: it is told, and shown as things stand.
        press(page, "u")
        said(page, "was started again")
        assert "Accepted" in page.locator("aside").inner_text()
        press(page, "u")
        said(page, "Taken back")
        page.goto(f"{address}decisions")
        assert "half a line" in page.locator("[role=alert]").inner_text()
    finally:
        again.send_signal(signal.SIGINT)
        again.wait()
        again.stderr.close()
    whole = [event.action for event in read_history(run).events]
    assert whole == ["accept", "undo"]


def test_two_tabs_on_one_question(new_page, desk, run):
    first = new_page(desk)
    open_first(first)
    second = new_page(first.url)
    press(first, "a")
    said(first, "Accepted")
    press(second, "o")
    second.keyboard.type("43.5")
    press(second, "Tab")
    second.keyboard.type("what the clerk said")
    press(second, "Tab", "Enter")
    said(second, "This changed since you opened the page")
    assert actions(run) == ["accept"]
    # What was typed is still there, and so is what the other tab decided.
    assert second.locator("[name=answer]").input_value() == "43.5"
    assert "Accepted" in second.locator("aside").inner_text()
    second.locator("#do-override button").focus()
    press(second, "Enter")
    said(second, "Overridden: 43.5%")
    assert actions(run) == ["accept", "override"]


def test_decisions_on_a_newer_run(new_page, run, tmp_path):
    with open_desk(run) as address:
        page = new_page(f"{address}{CONFIRMED}")
        open_first(page)
        press(page, "a")
        said(page, "Accepted")
    newer = make_run(tmp_path / "newer", leave_out=("wire",))
    assert len(carry_over(run, newer)) == 1
    with open_desk(newer) as address:
        page = new_page(f"{address}?show=changed")
        assert page.locator("tr[data-row]").count() == 1
        open_first(page)
        assert "no longer there: Valley Wire" in page.locator(".changed").inner_text()
        press(page, "a")
        said(page, "Accepted")
        assert page.locator(".changed").count() == 0


def test_nothing_of_an_article_runs(new_page, desk, run):
    page = new_page(f"{desk}{CONFIRMED}&words=evil")
    title = page.title()
    open_first(page)
    assert SCRIPT in page.locator("main").inner_text()
    press(page, "n")
    page.keyboard.type(f"{SCRIPT}<img src=x onerror=alert(1)>")
    press(page, "Tab", "Enter")
    said(page, "Noted")
    assert page.locator("main script, main img").count() == 0
    for path in ("decisions", "article?id=hostile", "people"):
        page.goto(f"{desk}{path}")
        assert page.locator("main script, main img").count() == 0
        assert page.title() != "stolen"
    assert title != "stolen"
    assert page.locator("a[href^='javascript']").count() == 0


def test_without_javascript(new_page, desk, run):
    page = new_page(desk, java_script_enabled=False)
    page.locator("tr[data-row] a").first.click()
    page.locator("#do-accept button").click()
    assert page.locator("#said").inner_text().startswith("Accepted")
    page.locator("summary", has_text="Override").click()
    page.locator("[name=answer]").fill("52.4")
    page.locator("#do-override [name=reason]").fill("without a script")
    page.locator("#do-override button").click()
    assert actions(run) == ["accept", "override"]


def test_the_sentence_is_where_the_link_leads(new_page, desk):
    page = new_page(desk)
    open_first(page)
    figure = page.locator("li[data-row] mark.figure").first.inner_text()
    press(page, "j", "Enter")
    page.wait_for_url("**/article?**")
    assert page.locator("#here").inner_text() == figure
    assert page.evaluate("document.activeElement.id") == "here"


PAGES = [
    "",
    "?show=all",
    "question",
    "people",
    "person",
    "article?id=echo&start=10&end=20",
    "decisions",
    "keys",
    "nowhere",
]
# Each of both at least once: colours do not depend on the width.
LOOKS = [("light", 390), ("dark", 1280)]


@pytest.mark.parametrize(("scheme", "width"), LOOKS, ids=[f"{scheme}-{width}" for scheme, width in LOOKS])
def test_every_page_is_open_to_everybody(new_page, desk, violations, scheme, width):
    page = new_page(desk, color_scheme=scheme, viewport={"width": width, "height": 800})
    # Something of everything: decisions, rejected records, an error.
    page.goto(f"{desk}{CONFIRMED}")
    open_first(page)
    press(page, "j", "r", "Enter")
    said(page, "Record rejected")
    press(page, "a")
    said(page, "Accepted")
    question = page.url
    person = page.locator("[data-key=p]").get_attribute("href")
    addresses = {"question": question, "person": f"{desk[:-1]}{person}"}
    for path in PAGES:
        page.goto(addresses.get(path, f"{desk}{path}"))
        page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(part) for part in paper[4:-1].split(",")) < 200) == (scheme == "dark")


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
