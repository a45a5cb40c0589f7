"""An utterance while its pieces are put together: what the readers of cues, of marks and of turns hand on to each other."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.language.found import Place

# How often each way of finding speech had content and speaker right on a hundred articles of political news.
CONFIDENCE = {
    "direct around": 0.97,  # "…," Roe said
    "direct before": 0.9,  # Roe said, "…"
    "mixed around": 0.95,
    "mixed before": 0.82,
    "indirect around": 0.75,
    "indirect before": 0.72,
    "according to": 0.75,
    "no source": 0.5,
    "turn": 0.95,
    "name behind a dash": 0.95,
    "goes on": 0.92,
    "goes on later": 0.6,
    "block": 0.8,
    "colon": 0.8,
    "noun": 0.6,
    "headline": 0.6,
    "sentence before": 0.5,
    "no cue": 0.45,
    "alone": 0.4,
}


@dataclass(slots=True)
class Utterance:
    """A quotation in the making."""

    contents: list[Place]
    stretches: list[int]  # numbers of the stretches in it
    line: int
    source: Place | None = None
    cue: Place | None = None
    addressee: Place | None = None
    rule: str = ""
    confidence: float = 0.0  # as the rule has it (CONFIDENCE), when it is not given
    mixed: bool = False
    order: str = "before"  # the cue stands before, behind or inside the content
    carried_from: Utterance | None = None
    verb: str | None = None  # base form of the cue
    turn: bool = False  # speech word for word without marks
    first_line: int = -1  # where its cue stands; `line` moves on with what is joined to it

    def __post_init__(self) -> None:
        if self.first_line < 0:
            self.first_line = self.line
        self.confidence = self.confidence or CONFIDENCE[self.rule]
