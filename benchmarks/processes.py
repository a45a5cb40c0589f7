"""What a command and all processes it starts take, from /proc (Linux): sampled while it runs."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

SAMPLE_SECONDS = 0.3
_TICKS = os.sysconf("SC_CLK_TCK")


class Taken(NamedTuple):
    """What was taken until the end."""

    clock: float  # seconds
    cpu: float  # seconds of the processor, all processes
    alone: float  # seconds of the processor that no second core shortens: the longest line from the command's process to one it began
    megabytes: float  # what all processes held at most, what they share counted once


def watch(command: Sequence[object], told: Callable[[float, float], None] = lambda _seconds, _megabytes: None) -> Taken:
    """Run a command to its end. `told` hears seconds so far and megabytes held at each sample. Exits when the command fails."""
    began = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    used: dict[int, float] = {}
    parents: dict[int, int] = {}
    most = 0.0
    while process.poll() is None:
        family = descendants(process.pid)
        parents |= {one: parent for one in family if (parent := parent_of(one))}
        used |= {one: seconds for one in family if (seconds := cpu_seconds(one)) >= used.get(one, 0.0)}
        held = sum(map(megabytes, family))
        most = max(most, held)
        told(time.monotonic() - began, held)
        time.sleep(SAMPLE_SECONDS)
    if process.returncode not in (0, 3):
        raise SystemExit(process.stderr.read().decode() if process.stderr else process.returncode)

    def line(one: int) -> float:
        return used.get(one, 0.0) + (line(parents[one]) if one != process.pid and one in parents else 0.0)

    return Taken(time.monotonic() - began, sum(used.values()), max(map(line, used), default=0.0), most)


def descendants(parent: int) -> list[int]:
    """A process and all it has started, directly or not."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(folder.name))
        if fields:
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, waiting = [], [parent]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def parent_of(process: int) -> int:
    """The process that began it; 0 for one that is gone."""
    fields = _stat(process)
    return int(fields[1]) if fields else 0


def cpu_seconds(process: int) -> float:
    """Of the processor, in user and system mode; 0 for a process that is gone."""
    fields = _stat(process)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def megabytes(process: int) -> float:
    """Resident, its part of what it shares; 0 for a process that is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) / 1024


def _stat(process: int) -> list[str]:
    """The fields behind the name: state, parent, …"""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
