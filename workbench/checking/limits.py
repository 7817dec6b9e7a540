"""Stop a learner's endless loop without killing the kernel."""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

_AGAIN = 0.1  # seconds from one alarm to the next
_SAMPLE = 0.02  # seconds of work by which one sees how busy a core is
_BUSY = 1.3
_LEAST_MORE = 0.1
PATIENCE = 4.0
"""So many times as long as a limit says, where other programs have taken the processor meanwhile."""
_POLITE = 3
"""So many alarms simply raise; after that the loop is taken to swallow exceptions."""
_LONGEST_COLLECTION = 50
"""So many alarms wait for the end of a collection; one that takes longer is the learner's own doing."""


class OutOfTimeError(BaseException):
    """The time limit has passed. A BaseException, so that ``except Exception`` in the checked code lets it through."""


@dataclass
class Patience:
    """Whether somebody whose time is over gets more of it, because others have taken the processor meanwhile.

    seconds: of processor time that are granted; times: but so many times as long on the clock at most.
    """

    seconds: float
    times: float
    used: Callable[[], float] = time.process_time
    _begun: float = field(default_factory=time.monotonic)
    _used_before: float = field(init=False)

    def __post_init__(self) -> None:
        self._used_before = self.used()

    def more(self) -> float:
        """Seconds to wait on; 0 when the time has been had, or nobody has taken any."""
        left = self._begun + self.times * self.seconds - time.monotonic()
        wanted = self.seconds - (self.used() - self._used_before)
        busy = how_busy() if left > 0 and wanted > 0 else 0.0
        return min(left, max(wanted * busy, _LEAST_MORE)) if busy > _BUSY else 0.0


def how_busy() -> float:
    """Seconds on the clock for a second of work, now: 1 on a core that nobody else wants."""
    begun, worked = time.perf_counter(), time.thread_time()
    while (done := time.thread_time() - worked) < _SAMPLE:
        pass
    return (time.perf_counter() - begun) / done


class _Alarm:
    """The signal handler. A loop around ``try: … except BaseException: continue`` swallows what is raised inside its
    ``try``; so later alarms trace the loop and raise some lines further on, each time at another one, until the
    exception falls on a line outside the ``try``."""

    def __init__(self, patience: Patience | None) -> None:
        self.count = 0
        self.lines_left = 0
        self.patience = patience
        self.waited = 0
        self.collecting = False

    def __call__(self, _signal: int, frame: FrameType | None) -> None:
        if self.patience is not None and not self.count and (more := self.patience.more()) > 0:
            signal.setitimer(signal.ITIMER_REAL, more, _AGAIN)
            return
        # What is raised while something is destroyed is printed and lost; the next alarm is soon.
        if self.waited < _LONGEST_COLLECTION and (self.collecting or _destroying(frame)):
            self.waited += 1
            return
        self.count += 1
        if self.count <= _POLITE:
            raise OutOfTimeError
        self.lines_left = self.count % 7
        sys.settrace(self.trace)
        while frame is not None and frame.f_globals.get("__name__") != __name__:
            frame.f_trace = self.trace
            frame = frame.f_back

    def collection(self, phase: str, _: Any) -> None:
        """Told by the collector, which runs callbacks of weak references from wherever it begins."""
        self.collecting = phase == "start"

    def trace(self, _frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line":
            self.lines_left -= 1
            if self.lines_left < 0:
                sys.settrace(None)
                raise OutOfTimeError
        return self.trace


def _destroying(frame: FrameType | None) -> bool:
    """Whether a callback of the garbage collector is at work here, as some libraries register one, or a ``__del__``."""
    callbacks = {getattr(each, "__code__", None) for each in gc.callbacks}
    while frame is not None:
        if frame.f_code in callbacks or frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


@contextmanager
def time_limit(seconds: float, *, patience: float = 1.0) -> Iterator[None]:
    """Raise OutOfTimeError in the body after ``seconds`` of wall time. patience: up to so many times as long, where
    others have taken the processor.

    The alarm repeats, so that a bare ``except:`` inside an endless loop cannot swallow it for good. It works in the
    main thread on POSIX, where notebook cells run; elsewhere the body runs without a limit. A limit inside another
    ends no later than that one, which goes on after it.
    """
    if not can_limit():
        yield
        return
    tracer = sys.gettrace()
    begun = time.monotonic()
    outer, _ = signal.getitimer(signal.ITIMER_REAL)
    alarm = _Alarm(Patience(seconds, patience) if patience > 1 and not outer else None)
    previous = signal.signal(signal.SIGALRM, alarm)
    gc.callbacks.append(alarm.collection)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer) if outer else seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        with suppress(ValueError):  # the body may have taken it away
            gc.callbacks.remove(alarm.collection)
        signal.signal(signal.SIGALRM, previous)
        sys.settrace(tracer)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - begun), 0.001), _AGAIN)


def can_limit() -> bool:
    """Whether a limit holds in this thread."""
    return threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
