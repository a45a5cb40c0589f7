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

FILE = "decisions.jsonl"
# Longer than any other writer needs for one line, on a slow disk as well.
_LOCK_SECONDS = 5.0


class History(NamedTuple):
    """Every event that can be read, in the order of its day, and a line on each that cannot."""

    events: list[Event]
    problems: list[str]


def read_history(run: Path) -> History:
    """The decisions of a run folder; none where nobody decided anything yet."""
    path = run / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return History([], [])
    return _parse(data, path)


def _parse(data: bytes, path: Path) -> History:
    events: dict[str, Event] = {}
    problems: list[str] = []
    lines = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            event = Event.model_validate_json(line)
        except ValidationError as error:
            last = number == len(lines)
            problems.append(f"{where}: {_unreadable(error, line, cut_off=last)}")
            continue
        if not event.fits():
            problems.append(f"{where}: this line was changed after it was written; its decision is not counted")
            continue
        events.setdefault(event.id, event)
    return History(sorted(events.values(), key=lambda event: event.when), problems)


def _unreadable(error: ValidationError, line: bytes, *, cut_off: bool) -> str:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        what = "the file ends inside this line" if cut_off else "half a line"
        return (
            f"{what} ({len(line)} bytes): a decision that was being written when something stopped; it is not counted"
        )
    place = ".".join(map(str, first["loc"])) or "the line"
    return f"no decision: {place}: {first['msg']}"


def append(run: Path, make: Callable[[History], Sequence[Event]]) -> list[Event]:
    """Write what `make` returns, given the history as it stands now, and return it sealed and dated in order.

    `make` may refuse (DecisionError): then nothing is written. The file is locked meanwhile, on disk when this returns.
    """
    path = _writable(run)
    new = not path.exists()
    with path.open("a+b", buffering=0) as file, _locked(file, path):
        file.seek(0)
        data = file.read()
        history = _parse(data, path)
        latest = history.events[-1].when if history.events else None
        events = []
        for event in make(history):
            # A clock that was set back must not put a decision before the one it follows.
            if latest is not None and event.when <= latest:
                event = event.model_copy(update={"when": latest + dt.timedelta(microseconds=1)})
            latest = event.when
            events.append(event.seal())
        _write(file, events, on_new_line=not data or data.endswith(b"\n"))
    if new:
        _sync_folder(run)
    return events


def copy_events(run: Path, events: Sequence[Event]) -> list[Event]:
    """Write events of another run as they are; returns those that were not there yet."""
    path = _writable(run)
    with path.open("a+b", buffering=0) as file, _locked(file, path):
        file.seek(0)
        data = file.read()
        known = {event.id for event in _parse(data, path).events}
        missing = [event for event in events if event.id not in known]
        _write(file, missing, on_new_line=not data or data.endswith(b"\n"))
    _sync_folder(run)
    return missing


def _writable(run: Path) -> Path:
    if is_remote(run):
        raise DecisionError(f"{run}: decisions can only be added to a file on a disk; copy the run to a folder first")
    return run / FILE


def _write(file: FileIO, events: Sequence[Event], *, on_new_line: bool) -> None:
    if not events:
        return
    lines = "".join(event.model_dump_json(exclude_defaults=True) + "\n" for event in events)
    rest = memoryview((lines if on_new_line else "\n" + lines).encode())
    try:
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except OSError as error:
        raise DecisionError(f"the decision could not be saved: {error}") from error


@contextmanager
def _locked(file: FileIO, path: Path) -> Iterator[None]:
    """One writer at a time, of this process or another. The lock ends with the file."""
    try:
        import fcntl
    except ImportError:  # no such locks on Windows: there one desk at a time
        yield
        return
    until = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > until:
                raise DecisionError(f"{path}: another program holds this file; nothing was saved") from None
            time.sleep(0.02)
    yield


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
