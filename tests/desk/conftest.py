"""A run on the desk, and a real browser to look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from newsroom import OFFICIAL, copy_run, make_run, open_desk

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A machine that is busy with other work takes its time; a page that is right never waits so long.
PATIENCE_MS = 60_000
AXE = Path(__file__).parent / "axe" / "axe.min.js"


@pytest.fixture(scope="session")
def settled(tmp_path_factory) -> Path:
    """A run held against an official table. Not to be written to."""
    return make_run(tmp_path_factory.mktemp("newsroom"), official=OFFICIAL)


@pytest.fixture
def run(settled, tmp_path) -> Path:
    """The same run, to decide on."""
    return copy_run(settled, tmp_path)


@pytest.fixture
def desk(run) -> Iterator[str]:
    """The address of a desk that is open on the run."""
    with open_desk(run) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium. Without one these tests are skipped; where EXTRACTOR_BROWSER is `required`, that fails."""
    playwright = pytest.importorskip("playwright.sync_api")
    wanted = os.environ.get("EXTRACTOR_BROWSER", "")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "no browser here: install chromium (apt-get install chromium) to test report and desk in it"
        pytest.fail(reason) if wanted == "required" else pytest.skip(reason)
    playwright.expect.set_options(timeout=PATIENCE_MS)
    with playwright.sync_playwright() as started:
        # A browser run by root, as in a container, has no sandbox.
        chromium = started.chromium.launch(executable_path=found, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser) -> Iterator[Callable]:
    """Opens tabs; fails when a page logs an error or runs a script that is not ours."""
    contexts, errors = [], []

    def open_tab(address: str, **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None)  # fmt: skip
        page.on("dialog", lambda dialog: (errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(address)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def violations(browser) -> Callable[..., list[str]]:
    """What axe-core finds serious or critical on a page, in its words."""
    source = AXE.read_text(encoding="utf-8")

    def look(page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)")
        return [
            f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"][:3]
        ]

    return look
