"""The file of decisions: one event a line, only ever added to, safe under two writers and a crash.

A line is on the disk before its decision counts. A half-written line (a crash, a full disk) is told and passed over; the next
event begins on a line of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from extractor.decisions.events import DecisionError, Event
from extractor.runs.folder import is_remote
from extractor.runs.lock import lock_at_once

FILE = "decisions.jsonl"
# Longer than any other writer needs for one line, on a slow disk as well.
_LOCK_SECONDS = 5.0
_TICK_SECONDS = 0.02


class History(NamedTuple):
    """Every event that can be read, in the order of time, and a line on each line that cannot."""

    events: list[Event]
    problems: list[str]


class Log:
    """The decisions of one run folder. What was read is kept: reading again costs what was added since, by anybody."""

    def __init__(self, run: Path) -> None:
        self._path = run / FILE
        self._forget()

    def _forget(self) -> None:
        self._read_bytes = 0  # whole lines
        self._lines = 0
        self._events: dict[str, Event] = {}
        self._problems: list[str] = []

    def read(self) -> History:
        """Everything that was decided; nothing where nobody decided anything yet."""
        if is_remote(self._path):
            self._forget()
            return self._take(self._path.read_bytes()) if self._path.exists() else History([], [])
        try:
            with self._path.open("rb", buffering=0) as file:
                return self._read(file)
        except FileNotFoundError:
            self._forget()
            return History([], [])

    def append(self, make: Callable[[History], Sequence[Event]]) -> list[Event]:
        """Write what `make` returns, given the history as it stands now, and return it sealed and dated in order.

        `make` may refuse (DecisionError): then nothing is written. The file is locked meanwhile, on disk when this returns.
        """
        with self._to_write() as file:
            history = self._read(file)
            latest = history.events[-1].when if history.events else None
            events = []
            for event in make(history):
                # A clock that was set back must not put a decision before the one it follows.
                if latest is not None and event.when <= latest:
                    event = event.model_copy(update={"when": latest + dt.timedelta(microseconds=1)})
                latest = event.when
                events.append(event.seal())
            self._write(file, events)
        return events

    def copy(self, events: Sequence[Event]) -> list[Event]:
        """Write events of another run as they are; returns those that were not there yet."""
        with self._to_write() as file:
            self._read(file)
            missing = [event for event in events if event.id not in self._events]
            self._write(file, missing)
        return missing

    def _read(self, file: FileIO) -> History:
        if file.seek(0, os.SEEK_END) < self._read_bytes:
            self._forget()  # another file took its place
        file.seek(self._read_bytes)
        return self._take(file.read())

    def _take(self, data: bytes) -> History:
        whole, mark, rest = data.rpartition(b"\n")
        events, problems = self._events, self._problems
        if mark:
            for line in whole.split(b"\n"):
                self._lines += 1
                self._parse(line, events, problems)
            self._read_bytes += len(whole) + 1
        if rest:
            # A whole event may lack no more than the mark at its end; what it is counts until somebody writes on.
            events, problems = dict(events), list(problems)
            self._parse(rest, events, problems, cut_off=True)
        return History(sorted(events.values(), key=lambda event: event.when), list(problems))

    def _parse(self, line: bytes, events: dict[str, Event], problems: list[str], *, cut_off: bool = False) -> None:
        if not line.strip():
            return
        where = f"{self._path}:{self._lines + cut_off}"
        try:
            event = Event.model_validate_json(line)
        except ValidationError as error:
            problems.append(f"{where}: {_unreadable(error, line, cut_off=cut_off)}")
            return
        if event.fits():
            events.setdefault(event.id, event)
        else:
            problems.append(f"{where}: this line was changed after it was written; its decision is not counted")

    @contextmanager
    def _to_write(self) -> Iterator[FileIO]:
        if is_remote(self._path):
            raise DecisionError(f"{self._path}: decisions can only be added to a file on a disk; copy the run to a folder first")  # fmt: skip
        new = not self._path.exists()
        try:
            file = self._path.open("a+b", buffering=0)
        except OSError as error:
            raise DecisionError(f"the decision could not be saved: {error}") from error
        with file, _locked(file, self._path):
            yield file
        if new:
            _sync_folder(self._path.parent)

    def _write(self, file: FileIO, events: Sequence[Event]) -> None:
        if not events:
            return
        text = "".join(event.model_dump_json(exclude_defaults=True) + "\n" for event in events)
        # Behind a half line.
        unfinished = file.seek(0, os.SEEK_END) > self._read_bytes
        rest = memoryview(("\n" + text if unfinished else text).encode())
        try:
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError as error:
            raise DecisionError(f"the decision could not be saved: {error}") from error


def read_history(run: Path) -> History:
    """The decisions of a run folder; none where nobody decided anything yet."""
    return Log(run).read()


def append(run: Path, make: Callable[[History], Sequence[Event]]) -> list[Event]:
    """Write what `make` makes of the history, as `Log.append`."""
    return Log(run).append(make)


def _unreadable(error: ValidationError, line: bytes, *, cut_off: bool) -> str:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        what = "the file ends inside this line" if cut_off else "half a line"
        return (
            f"{what} ({len(line)} bytes): a decision that was being written when something stopped; it is not counted"
        )
    place = ".".join(map(str, first["loc"])) or "the line"
    return f"no decision: {place}: {first['msg']}"


@contextmanager
def _locked(file: FileIO, path: Path) -> Iterator[None]:
    """One writer at a time, of this process or another. The lock ends with the file."""
    until = time.monotonic() + _LOCK_SECONDS
    while not lock_at_once(file.fileno(), alone=True):
        if time.monotonic() > until:
            raise DecisionError(f"{path}: another program holds this file; nothing was saved")
        time.sleep(_TICK_SECONDS)
    yield


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on the disk as well. Windows cannot be asked for that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
