"""Stop a learner's endless loop without killing the kernel."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_POLITE = 3
"""So many alarms simply raise; after that the loop is taken to swallow exceptions."""


class OutOfTimeError(BaseException):
    """The time limit has passed. A BaseException, so that ``except Exception`` in the checked code lets it through."""


class _Alarm:
    """The signal handler. A loop around ``try: … except BaseException: continue`` swallows what is raised inside its
    ``try``; so later alarms trace the loop and raise some lines further on, each time at another one, until the
    exception falls on a line outside the ``try``."""

    def __init__(self) -> None:
        self.count = 0
        self.lines_left = 0

    def __call__(self, _signal: int, frame: FrameType | None) -> None:
        self.count += 1
        if self.count <= _POLITE:
            raise OutOfTimeError
        self.lines_left = self.count % 7
        sys.settrace(self.trace)
        while frame is not None and frame.f_globals.get("__name__") != __name__:
            frame.f_trace = self.trace
            frame = frame.f_back

    def trace(self, _frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line":
            self.lines_left -= 1
            if self.lines_left < 0:
                sys.settrace(None)
                raise OutOfTimeError
        return self.trace


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError in the body after ``seconds`` of wall time.

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
    previous = signal.signal(signal.SIGALRM, _Alarm())
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer) if outer else seconds, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        sys.settrace(tracer)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - begun), 0.001), 0.1)


def can_limit() -> bool:
    """Whether a limit holds in this thread."""
    return threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
