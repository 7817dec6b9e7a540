"""Ctrl-C and SIGTERM as one request to stop, answered once."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SAME = 5.0  # seconds: terminals, shells and make send a signal more than once


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt for SIGINT and for SIGTERM in the body. For the main thread.

    What follows within seconds is the same request and is ignored, so that the end that the first has begun is not
    broken off in the middle.
    """
    last = float("-inf")

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal last
        if (now := time.monotonic()) - last > _SAME:
            last = now
            raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
