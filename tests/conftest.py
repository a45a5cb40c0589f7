"""What tests of several folders need."""

from __future__ import annotations

import datetime as dt
import gc
import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from spacy.tokens import Doc

from extractor.language.found import Context, Found, Knowledge, Mention, PersonEntry
from extractor.language.pipeline import load_pipeline

# A busy machine makes up its examples slowly, which is no fault of what they are held against.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

_NAME = re.compile(r"\[(?P<title>[^\[\]|]*\|)?(?P<name>[^\[\]]+)\]")


@pytest.fixture(scope="session")
def told() -> Callable[..., Doc]:
    """A Doc of a text in which names of people stand in square brackets: "[Jane Roe] beat [Rep.|Poe]".

    A surname alone is the person of that surname named in full anywhere in the text; what stands before "|" is a title.
    """
    nlp = load_pipeline("none")

    def make(
        marked: str,
        published: str | None = "2031-06-05",
        knowledge: Knowledge | None = None,
        country: str | None = None,
    ) -> Doc:
        names = [(match["name"], (match["title"] or "").rstrip("|")) for match in _NAME.finditer(marked)]
        full = list(dict.fromkeys(name for name, _ in names if " " in name))
        full += [
            name
            for name, _ in names
            if not any(name.lower() in whole.lower().split() for whole in full) and name not in full
        ]
        text = _NAME.sub(lambda match: (match["title"] or "").replace("|", " ") + match["name"], marked)
        doc = nlp.make_doc(text)
        doc._.context = Context(published=dt.date.fromisoformat(published) if published else None, country=country)
        if knowledge is not None:
            doc._.knowledge = knowledge
        for room in ("extractor_layout", "extractor_dates"):
            doc = nlp.get_pipe(room)(doc)
        people, titles, at = [], {}, 0
        for name, title in names:
            person = next(i for i, whole in enumerate(full) if whole == name or name.lower() in whole.lower().split())
            start = text.index(name, at)
            at = start + len(name)
            people.append(Found(start, at, Mention("name", person), "marked"))
            titles.setdefault(person, []).append(title) if title else None
        doc._.people = tuple(people)
        doc._.persons = tuple(
            PersonEntry(name, titles=tuple(titles.get(i, ())), key=name.lower()) for i, name in enumerate(full)
        )
        return doc

    return make


@pytest.fixture(scope="session")
def steps() -> Callable[[Callable[[], object]], int]:
    """How many steps Python takes for some work: calls, lines begun, turns of a loop.

    The same work takes the same steps on any machine and beside any load, which cannot be said of its seconds. What a
    pattern or a library in C goes through is one step: `benchmarks/hostile.py` takes the time of that.
    """

    def count(work: Callable[[], object]) -> int:
        taken = 0

        def step(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal taken
            taken += 1
            return step

        before = sys.gettrace()
        gc.disable()  # what an earlier test left behind is not cleared up, and counted, in the middle
        sys.settrace(step)
        try:
            work()
        finally:
            sys.settrace(before)
            gc.enable()
        return taken

    return count
