"""Who works in a run folder: one process, or several that have agreed to share it. A lock ends with its process, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from extractor.runs.errors import RunError
from extractor.runs.folder import is_remote

# The last processes of a run that was killed need a moment to notice.
LOCK_SECONDS: Final = 2.0
_TICK_SECONDS: Final = 0.05


def lock_at_once(handle: int, *, alone: bool) -> bool:
    """Whether an open file or folder could be locked, alone or with others; the lock ends with the handle. Windows has no such locks."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Lock:
    """What a process holds: the folder alone, or together with others."""

    def __init__(self, folder: int | None) -> None:
        self._folder = folder
        self.alone = False

    def take(self, *, alone: bool) -> bool:
        """Whether it could be had at once."""
        if self._folder is not None and not lock_at_once(self._folder, alone=alone):
            return False
        self.alone = alone
        return True

    def share(self) -> None:
        """From now on others may work in the folder too."""
        self.take(alone=False)


@contextmanager
def lock(run: Path, *, wait_for: Path | None = None) -> Iterator[Lock]:
    """Nobody else works in the folder within the block.

    wait_for: the file with which the folder may be shared. While it is missing one process is alone in it and the others wait.
    An address has no locks: processes that share it do the same work twice at worst, with the same bytes.
    Raises RunError when another process is at work and does not share.
    """
    if os.name == "nt" or is_remote(run):
        held = Lock(None)
        held.take(alone=wait_for is None)
        yield held
        return
    folder = os.open(run, os.O_RDONLY)
    try:
        held = Lock(folder)
        until = time.monotonic() + LOCK_SECONDS
        while not held.take(alone=wait_for is None or not wait_for.exists()):
            if wait_for is not None and not wait_for.exists():
                until = time.monotonic() + LOCK_SECONDS
            elif time.monotonic() > until:
                raise RunError(f"{run}: another process is working on this run; wait for it, or stop it")
            time.sleep(_TICK_SECONDS)
        yield held
    finally:
        os.close(folder)
