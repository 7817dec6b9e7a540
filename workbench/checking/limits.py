"""Stop a learner's endless loop without killing the kernel."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTimeError(BaseException):
    """The time limit has passed. A BaseException, so that ``except Exception`` in the checked code lets it through."""


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError in the body after ``seconds`` of wall time.

    The alarm repeats, so that a bare ``except:`` inside an endless loop cannot swallow it for good. It works in the
    main thread on POSIX, where notebook cells run; elsewhere the body runs without a limit.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    previous = signal.signal(signal.SIGALRM, _alarm)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
