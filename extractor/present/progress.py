"""Progress of a batch: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Off a terminal, a log wants a line every so many seconds, not one for every chunk.
LOG_SECONDS = 10.0


def _nothing(_stage: str, _done: int, _total: int | None) -> None:
    """Told, not shown."""


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str, int, int | None], None]]:
    """A function to tell (stage, done, total) to; everything goes to stderr."""
    if quiet:
        yield _nothing
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description:>10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            tasks: dict[str, tuple[TaskID, float]] = {}

            def tell(stage: str, done: int, total: int | None) -> None:
                if stage not in tasks:
                    tasks[stage] = (bar.add_task(stage, total=total, rate=""), time.monotonic())
                task, began = tasks[stage]
                seconds = time.monotonic() - began
                rate = f"{done / seconds:,.0f} articles/s" if seconds > 0.5 else ""
                bar.update(task, completed=done, total=total, rate=rate)

            yield tell
    else:
        began: dict[str, float] = {}
        told = time.monotonic()

        def log(stage: str, done: int, total: int | None) -> None:
            nonlocal told
            now = time.monotonic()
            began.setdefault(stage, now)
            if now - told >= LOG_SECONDS:
                told = now
                print(log_line(stage, done, total, now - began[stage]), file=sys.stderr)

        yield log


def log_line(stage: str, done: int, total: int | None, seconds: float) -> str:
    """What a log is told; `seconds` since the stage began.

    >>> log_line("extracting", 1_200, 9_000, 60.0)
    'extracting 1,200 of 9,000, 20 a second, 6:30 left'
    """
    rate = done / seconds if seconds > 0 else 0.0
    line = f"{stage} {done:,}" + (f" of {total:,}" if total else "") + (f", {rate:,.0f} a second" if rate else "")
    if total and rate:
        left = round((total - done) / rate)
        line += f", {left // 60}:{left % 60:02} left"
    return line
