"""Processes that take one piece of work each, and what happens when one of them dies.

A worker says which article it begins. So the parent knows at which one it died: killed by the kernel for its memory, by a fault
in a library, or by us because it hung. The piece is tried again; an article at which a second worker dies is refused, the rest of
its piece is not. Results come in the order of the pieces, whatever the number of workers.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, Protocol, TypeVar, cast

from extractor.runs.errors import RunError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K", bound=Hashable)
K_contra = TypeVar("K_contra", bound=Hashable, contravariant=True)
Begin = Callable[[str], None]

# A second death at the same article is no accident.
DEATHS_OF_AN_ARTICLE: Final = 2
# So many deaths without a piece finished between them: it is the machine, not the articles.
DEATHS_IN_A_ROW: Final = 12
# A worker stops an article by itself at its limit; when it is caught in a library and cannot, we wait this much longer.
GRACE: Final = 1.5
GRACE_SECONDS: Final = 5.0
TICK_SECONDS: Final = 0.5


class Task(Protocol[K_contra, T_co]):
    """What is done with a piece. `refused` are the articles not to touch, with the reason; `begin` is told each article's id."""

    def __call__(self, piece: K_contra, refused: Mapping[str, str], begin: Begin, /) -> T_co: ...


def start_context() -> BaseContext:
    """How processes begin: as copies of a clean server that has loaded what they need once, else each from nothing."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["extractor.runs.warm"])
    return context


def begin_server() -> None:
    """Let the server that starts processes load what they need while this process does something else."""
    if start_context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    piece: Hashable = None
    article: str = ""
    since: float = 0.0


@dataclass(slots=True)
class _Each(Generic[K, T]):
    """The state of one walk over the pieces."""

    task: Task[K, T]
    waiting: deque[K]
    results: dict[K, T] = field(default_factory=dict)
    deaths: dict[K, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    refused: dict[K, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    in_a_row: int = 0


class Workers:
    """`count` processes; one does the work in this process, unless it is to be `apart`. Started when first needed, ended with the block."""

    def __init__(self, count: int, seconds: float, *, apart: bool = False) -> None:
        self._count = count
        self._patience = seconds * GRACE + GRACE_SECONDS
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._ended = False
        self._context = start_context() if count > 1 or apart else None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        for worker in (*self._busy, *self._idle):
            _end(worker)

    def hands(self) -> int:
        """How many pieces can be at work at once."""
        return self._count

    def each(self, task: Task[K, T], pieces: Sequence[K]) -> Iterator[T]:
        """The result of every piece, in their order. Raises RunError when the work cannot go on."""
        if self._context is None:
            yield from (task(piece, {}, _unheard) for piece in pieces)
            return
        state = _Each(task, deque(pieces))
        for piece in pieces:
            while piece not in state.results:
                self._hand_out(state)
                for pipe in wait([worker.pipe for worker in self._busy], TICK_SECONDS):
                    self._hear(next(worker for worker in self._busy if worker.pipe is pipe), state)
                self._end_the_hanging(state)
            yield state.results.pop(piece)

    def _hand_out(self, state: _Each[Any, Any]) -> None:
        while state.waiting and len(self._busy) < self._count:
            worker = self._idle.pop() if self._idle else self._start()
            worker.piece, worker.article, worker.since = state.waiting.popleft(), "", time.monotonic()
            try:
                worker.pipe.send((state.task, worker.piece, dict(state.refused[worker.piece])))
            except OSError:  # it died while it had nothing to do
                _end(worker)
                state.waiting.appendleft(worker.piece)
                continue
            self._busy.append(worker)

    def _start(self) -> _Worker:
        if self._ended:  # by another thread, while a worker was at work
            raise RunError("the run was stopped")
        context = cast(Any, self._context)
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, dict(os.environ)), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _hear(self, worker: _Worker, state: _Each[Any, Any]) -> None:
        try:
            what, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            self._died(worker, state, f"the process that read it ended twice ({_ending(worker.process.exitcode)})")
            return
        if what == "at":
            worker.article, worker.since = value, time.monotonic()
            return
        if what == "failed":
            raise RunError(f"{worker.piece}: {value}")
        state.results[worker.piece] = value
        state.in_a_row = 0
        self._busy.remove(worker)
        self._idle.append(worker)

    def _end_the_hanging(self, state: _Each[Any, Any]) -> None:
        for worker in list(self._busy):
            if worker.article and time.monotonic() - worker.since > self._patience:
                # A hang is certain the first time: to wait for it again would teach nothing.
                state.deaths[worker.piece][worker.article] = DEATHS_OF_AN_ARTICLE
                self._died(worker, state, "hung; its process had to be ended")

    def _died(self, worker: _Worker, state: _Each[Any, Any], reason: str) -> None:
        self._busy.remove(worker)
        _end(worker)
        deaths = state.deaths[worker.piece]
        deaths[worker.article] += 1
        state.in_a_row += 1
        if state.in_a_row >= DEATHS_IN_A_ROW:
            raise RunError(
                f"{DEATHS_IN_A_ROW} workers ended one after the other ({reason}); give fewer workers or more memory, and go on with --resume"
            )
        if worker.article and deaths[worker.article] >= DEATHS_OF_AN_ARTICLE:
            state.refused[worker.piece][worker.article] = reason
        state.waiting.appendleft(worker.piece)


def _unheard(_article: str) -> None:
    """In one process nobody listens."""


def _ending(code: int | None) -> str:
    """
    >>> _ending(-9), _ending(1)
    ('killed by SIGKILL, as for want of memory', 'exit code 1')
    """
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"killed by {name}" + (", as for want of memory" if name == "SIGKILL" else "")
    return f"exit code {code}"


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _serve(pipe: Connection, environment: dict[str, str]) -> None:
    """A worker's life: a piece of work comes in, its result goes out, until nobody is there any more.

    environment: the parent's as it is now. The server that forks workers keeps the one it began with, and credentials for an
    address may have come later.
    """
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    while True:
        try:
            task, piece, refused = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("done", task(piece, refused, lambda article: pipe.send(("at", article))))
        except Exception as error:
            answer = ("failed", f"{type(error).__name__}: {error}")
        pipe.send(answer)


def _end_with_the_parent() -> None:
    """A parent that was killed leaves no process behind that goes on writing into the run."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
