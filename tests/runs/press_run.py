"""A run folder as a simulated press would leave it: its articles, figures and contests, and nothing settled."""

from __future__ import annotations

from pathlib import Path

from extractor.evaluate.simulate import Press
from extractor.records import DollarAmount, VotePercentage
from extractor.runs.store import write_part


def write_run(run: Path, press: Press, size: int) -> Path:
    """The folder, with so many articles in a part."""
    for chunk, first in enumerate(range(0, len(press.articles), size)):
        some = press.articles[first : first + size]
        ids = {article.id for article in some}
        figures = [figure for figure in press.figures if figure.article_id in ids]
        write_part(run, "articles", chunk, some)
        write_part(run, "vote_percentages", chunk, [f for f in figures if isinstance(f, VotePercentage)])
        write_part(run, "dollar_amounts", chunk, [f for f in figures if isinstance(f, DollarAmount)])
        write_part(run, "contests", chunk, [race.contest for race in press.races])
    return run
