"""When the collector of garbage looks: where a piece of work holds what it makes to its end, not again and again meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Of the collector's three generations the one that holds what was made since it last looked.
_YOUNGEST = 0


@contextmanager
def uncollected() -> Iterator[Callable[[], None]]:
    """Without the collector: what a chunk or a bucket holds it holds to the end, and to walk through all of it again and again costs a
    tenth to a fifth of the time.

    Gives a function that collects what was made since it was last called: for work that leaves circles behind, as an article does.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield _collect
    finally:
        if was:
            gc.enable()


def _collect() -> None:
    gc.collect(_YOUNGEST)
