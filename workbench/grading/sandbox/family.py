"""The processes of one submission as its warden sees them: how much memory they hold, how long they have computed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
_OF_ALL_THREADS = 2  # of the clocks of a process, as the kernel numbers them


class Family:
    """A submission's first process, once its walls stand, and all that it starts.

    child: its number in the namespace of the warden. walls: with them the warden looks at the /proc that the submission
    has mounted, where the first process is number 1, and its processes are all there are.
    """

    def __init__(self, child: int, *, walls: bool) -> None:
        self._child, self._walls = child, walls
        self._first = 1 if walls else child
        self._resident_before = _resident(self._first)
        self._share_before = _share(self._first)

    def memory_beyond(self, most: int) -> bool:
        """Whether all together hold more than ``most`` bytes beyond what the first began with.

        What is in memory counts a page once for each process that shares it; only where that is too much the kernel is
        asked for each one's share, which takes it milliseconds.
        """
        members = self._members()
        if sum(map(_resident, members)) - self._resident_before <= most:
            return False
        return sum(map(_share, members)) - self._share_before > most

    def cpu(self) -> float:
        """Seconds of processor time up to now: of the first process to nanoseconds, of the others and of those that
        were waited for to hundredths of a second."""
        others = [pid for pid in self._members() if pid != self._first]
        with suppress(OSError):
            return time.clock_gettime(self._clock()) + _waited_for(self._first) + sum(map(_used, others))
        return 0.0

    def _members(self) -> list[int]:
        if self._walls:
            return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        return _descendants(self._child)

    def _clock(self) -> int:
        """As clock_getcpuclockid(3) numbers it, which Python does not offer."""
        return (~self._child << 3) | _OF_ALL_THREADS


def _resident(pid: int) -> int:
    """Bytes in memory; 0 for a process that is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def _share(pid: int) -> int:
    """Bytes in memory, of those that are shared a part; what is resident where the kernel does not say."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration, IndexError, ValueError):
        return _resident(pid)


def _used(pid: int) -> float:
    return sum(_times(pid)) / _TICKS


def _waited_for(pid: int) -> float:
    return sum(_times(pid)[2:]) / _TICKS


def _times(pid: int) -> list[int]:
    """Ticks of a process in its own code and in the kernel, then those of the children that it has waited for."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        return [int(field) for field in text.rpartition(")")[2].split()[11:15]]
    except (OSError, ValueError):
        return []


def _descendants(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        found += _children(one)
    return found


def _children(pid: int) -> Iterable[int]:
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (thread / "children").read_text(encoding="ascii").split())
