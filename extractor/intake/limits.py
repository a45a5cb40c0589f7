"""How much one input may ask of us. Every limit ends in a rejection that names it, never in a crash."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

# The longest article of a newspaper has some 30,000 words; what is longer than 5 million characters is a dump or a log.
MAX_CHARS: Final = 5_000_000
# One line or value of JSON: the longest article, four bytes a character, each escaped, and its metadata.
MAX_VALUE_BYTES: Final = 64_000_000
# A page of HTML is at most a few megabytes; parsers need twenty times that.
MAX_PAGE_BYTES: Final = 20_000_000
# Text packs to a third or a tenth, a log to a hundredth. What grows more than this once it is this long is a bomb.
MAX_GROWTH: Final = 250
BOMB_BYTES: Final = 50_000_000
# An archive in an archive in an archive is how people send things; a fourth one is how bombs are made.
MAX_DEPTH: Final = 3
# A page takes 30 milliseconds to read, an article as long; a thousand times that is no work but a hang.
PAGE_SECONDS: Final = 20.0
ARTICLE_SECONDS: Final = 60.0


class LimitError(ValueError):
    """An input that asks for more than it may."""


class TooLongError(LimitError):
    """Reading took longer than it may."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TooLongError inside the block once `seconds` have gone.

    Needs a main thread and a Unix; elsewhere the block runs without a limit.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError(f"took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    # Again every second: somebody between here and there may swallow the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
