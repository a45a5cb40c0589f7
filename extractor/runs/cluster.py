"""The same pieces of work on the machines of a Dask cluster.

Dask brings a piece to a machine, brings it to another one when the machine is lost, and brings the result back. On the machine
our own worker (`workers`) reads it in a process of its own, so that a poison article, a hang, or want of memory ends there as
it does without a cluster, and the run folder holds the same bytes. What travels is the name of a piece; articles and records
go through the run folder, which every machine must reach: a shared disk, or an address such as s3://.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing import current_process
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from extractor.runs.errors import RunError
from extractor.runs.workers import Begin, Task, Workers

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

LOCAL: Final = "local"
# Pieces handed out for each place that can take one: as many again as are in work, so that no machine waits for us.
AHEAD: Final = 2


class Cluster:
    """The workers of a Dask cluster, each with a process of ours beside it; ends with the block what it has begun.

    address: `local`, `local:4`, a scheduler's address (`tcp://host:8786`), or the file it writes (`scheduler.json`).
    """

    def __init__(self, address: str, seconds: float) -> None:
        self._address = address
        self._seconds = seconds
        self._local: Any = None
        self._client: Any = None

    def __enter__(self) -> Cluster:
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise RunError("--cluster needs another library: pip install 'extractor[dask]'") from None
        try:
            if is_local(self._address):
                # Threads of this process: the work is done in the processes beside them.
                self._local = LocalCluster(
                    n_workers=1,
                    threads_per_worker=_count(self._address),
                    processes=False,
                    memory_limit=0,
                    dashboard_address="127.0.0.1:0",  # a free port; the usual one may be taken
                    silence_logs="CRITICAL",
                )
                self._client = Client(self._local)
            elif Path(self._address).suffix == ".json":
                if not Path(self._address).exists():  # Dask would wait for it for ever
                    raise RunError(
                        f"--cluster {self._address}: no such file; begin with: dask scheduler --scheduler-file"
                    )
                self._client = Client(scheduler_file=self._address)
            else:
                self._client = Client(self._address)
        except (OSError, ValueError) as error:
            raise RunError(f"--cluster {self._address}: no scheduler there: {error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.run(end_workers)
            self._client.close()
        if self._local is not None:
            self._local.close()

    def hands(self) -> int:
        """How many pieces can be at work at once, as the cluster is now."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def each(self, task: Task[K, T], pieces: Sequence[K]) -> Iterator[T]:
        """The result of every piece, in their order. Raises RunError when the work cannot go on."""
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        sealed = Sealed(pickle.dumps(task))
        waiting = iter(pieces)
        running = as_completed([], with_results=False)
        piece_of: dict[str, K] = {}
        results: dict[K, T] = {}

        def hand_out() -> None:
            for piece in islice(waiting, max(0, AHEAD * self.hands() - len(piece_of))):
                future = self._client.submit(do, sealed, self._seconds, piece, pure=False)
                piece_of[future.key] = piece
                running.add(future)

        for wanted in pieces:
            while wanted not in results:
                hand_out()
                future = next(running)
                piece = piece_of.pop(future.key)
                try:
                    results[piece] = future.result()
                except KilledWorker as error:
                    raise RunError(
                        f"{piece}: every machine that had it was lost ({error}); give more memory, and go on with --resume"
                    ) from error
            yield results.pop(wanted)


def is_local(address: str | None) -> bool:
    """Whether the work of such a cluster is done on this machine, by processes of this one.

    >>> is_local("local:4"), is_local("tcp://10.0.0.5:8786"), is_local(None)
    (True, False, False)
    """
    return address is not None and address.partition(":")[0] == LOCAL


def _count(address: str) -> int:
    printed = address.partition(":")[2]
    if not printed:
        return os.cpu_count() or 1
    if not printed.isdecimal() or int(printed) < 1:
        raise RunError(f"--cluster {address}: expected local, or local:N with N workers")
    return int(printed)


# On the machine -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sealed:
    """A task that is opened where it is done, so that the Dask worker in between need not load the libraries of it."""

    data: bytes

    def __call__(self, piece: Hashable, refused: Mapping[str, str], begin: Begin, /) -> Any:
        return pickle.loads(self.data)(piece, refused, begin)  # what our own `each` has sealed


# The process beside each thread of the Dask worker, by thread and patience.
_beside: dict[tuple[int, float], Workers] = {}


def do(task: Task[K, T], seconds: float, piece: K) -> T:
    """One piece, in the process that belongs to this thread of the Dask worker."""
    place = (threading.get_ident(), seconds)
    if place not in _beside:
        # A Dask worker is a daemonic process, which Python keeps from having children lest they outlive it. Ours end with it
        # by themselves.
        cast(Any, current_process())._config["daemon"] = False
        _beside[place] = Workers(1, seconds, apart=True)
    (result,) = _beside[place].each(task, [piece])
    return result


def end_workers() -> None:
    """End our processes on this machine: the run is over, the Dask worker stays."""
    while _beside:
        _beside.popitem()[1].__exit__()
