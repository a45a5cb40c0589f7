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
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description:>10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            tasks: dict[str, tuple[object, float]] = {}

            def tell(stage: str, done: int, total: int | None) -> None:
                if stage not in tasks:
                    tasks[stage] = (bar.add_task(stage, total=total, rate=""), time.monotonic())
                task, began = tasks[stage]
                seconds = time.monotonic() - began
                rate = f"{done / seconds:,.0f} articles/s" if seconds > 0.5 else ""
                bar.update(task, completed=done, total=total, rate=rate)  # type: ignore[arg-type]  # rich's TaskID is a NewType of int

            yield tell
    else:
        told = 0.0

        def log(stage: str, done: int, total: int | None) -> None:
            nonlocal told
            if time.monotonic() - told >= LOG_SECONDS and told:
                print(f"{stage} {done:,}" + (f" of {total:,}" if total else ""), file=sys.stderr)
                told = time.monotonic()
            elif not told:
                told = time.monotonic()

        yield log
