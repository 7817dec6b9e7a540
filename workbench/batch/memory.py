"""Watching a kernel from outside: its peak memory and processor time, and an end to all that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import psutil

# In the environment of a kernel and so of everything that it starts, also of what detached itself.
MARK = "WORKBENCH_RUN_MARK"
_INTERVAL = 0.25
_GONE = (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess)


def peak_bytes(process: psutil.Process) -> int:
    """The most memory that a process has had resident: VmHWM on Linux, elsewhere what it has now."""
    try:
        for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return int(process.memory_info().rss)
    except _GONE:
        return 0


def tree_peak(pid: int) -> int:
    """The peaks of a process and of its living descendants added up, in bytes.

    An upper bound: pages that processes share are counted for each, and the peaks need not have come together.
    """
    try:
        process = psutil.Process(pid)
        return sum(peak_bytes(one) for one in (process, *process.children(recursive=True)))
    except _GONE:
        return 0


def tree_cpu(pid: int) -> float:
    """Seconds of processor time of a process, of its living descendants, and of those it has waited for."""
    try:
        process = psutil.Process(pid)
        times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    except _GONE:
        return 0.0
    return float(sum(t.user + t.system + t.children_user + t.children_system for t in times))


def _carries(process: psutil.Process, mark: str) -> bool:
    try:
        return bool(process.environ().get(MARK) == mark)
    except (*_GONE, OSError):
        return False


def kill_marked(mark: str) -> int:
    """Kill every process of ours with this mark in its environment, until none is left. Returns how many there were."""
    killed = 0
    for _ in range(5):  # a process may have started another between the look and the kill
        found = [p for p in psutil.process_iter() if p.pid != os.getpid() and _carries(p, mark)]
        for process in found:
            with contextlib.suppress(*_GONE):
                process.kill()
                killed += 1
        if not found:
            break
        psutil.wait_procs(found, timeout=2)
    return killed


class KernelWatch(threading.Thread):
    """Looks at a kernel a few times a second.

    find_pid: gives the kernel's process id, or None before it has one; mark: what its environment carries; stop_file:
    when it appears, everything with the mark is killed and ``stopped`` is set.
    """

    def __init__(self, find_pid: Callable[[], int | None], *, mark: str, stop_file: Path) -> None:
        super().__init__(name=f"watch-{mark}", daemon=True)
        self._find_pid = find_pid
        self._mark = mark
        self._stop_file = stop_file
        self._finished = threading.Event()
        self.peak = 0
        self.cpu = 0.0
        self.stopped = False

    def run(self) -> None:
        while not self._finished.wait(_INTERVAL):
            self.sample()
            if self._stop_file.exists():
                self.stopped = True
                self._kill()

    def _kill(self) -> None:
        """End the kernel's group, and what has left it. A forked kernel carries no mark that others could see."""
        pid = self._find_pid()
        if pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        kill_marked(self._mark)

    def sample(self) -> None:
        """Look now; called once more when the last cell is done."""
        pid = self._find_pid()
        if pid is not None:
            self.peak = max(self.peak, tree_peak(pid))
            self.cpu = max(self.cpu, tree_cpu(pid))

    def finish(self) -> None:
        """Stop watching and leave no process behind."""
        self._finished.set()
        self.join()
        kill_marked(self._mark)
