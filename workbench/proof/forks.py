"""Work in forks of one warm process: each piece begins with the libraries imported, and leaves nothing behind."""

from __future__ import annotations

import gc
import importlib
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
COMMON = (
    *("numpy", "pandas", "scipy.stats", "sklearn.pipeline", "sklearn.linear_model", "matplotlib.pyplot"),
    *("torch", "torch._dynamo"),  # the second is imported by the first optimiser, for a second
)
"""What most lessons import. Imported before the fork, never used there: a pool of threads would not survive it."""

THREADED = ("jax",)
"""What computes on threads of its own, so that a fork of a process that has used it waits for ever."""


@dataclass(frozen=True, kw_only=True)
class Done(Generic[Item, Result]):
    """A piece of work. result: None when there is none; problem: then, why; cpu: seconds of processor time, of its
    children too."""

    item: Item
    result: Result | None
    problem: str = ""
    cpu: float = 0.0


def warm(libraries: Sequence[str] = COMMON) -> None:
    """Import what the forks will want, on one thread each. Before anything has computed."""
    os.environ.update({name: os.environ.get(name, "1") for name in THREADS})
    for name in libraries:
        with suppress(ImportError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module(name)


def in_forks(
    function: Callable[[Item], Result], items: Sequence[Item], *, jobs: int = 1, seconds: float
) -> Iterator[Done[Item, Result]]:
    """``function`` of each item in a fork of its own, ``jobs`` at a time, as they end.

    seconds: after so long a fork is given up. What the function raises becomes the problem. Nothing of a fork is left
    when its result is told, and none when the caller stops early.
    """
    waiting = list(items)[::-1]
    running: list[_Fork[Item, Result]] = []
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                running.append(_Fork(function, waiting.pop(), seconds))
            for fork in _ended(running):
                running.remove(fork)
                yield fork.end()
    finally:
        for fork in running:
            fork.kill()


def threads_run() -> bool:
    """Whether this process has loaded what may not be forked any more."""
    return any(name in sys.modules for name in THREADED)


def in_turn(function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Done[Item, Result]]:
    """``function`` of each item in this process, where a fork would not live. What it raises becomes the problem."""
    for item in items:
        try:
            yield Done(item=item, result=function(item))
        except Exception as error:
            yield Done(item=item, result=None, problem=f"{type(error).__name__}: {error}")


def _ended(running: Sequence[_Fork[Item, Result]]) -> list[_Fork[Item, Result]]:
    first = min(fork.until for fork in running)
    ready = wait([fork.channel for fork in running], timeout=max(0.0, first - time.monotonic()))
    return [fork for fork in running if fork.channel in ready or time.monotonic() >= fork.until]


class _Fork(Generic[Item, Result]):
    def __init__(self, function: Callable[[Item], Result], item: Item, seconds: float) -> None:
        context = get_context("fork")
        self.item = item
        self.seconds = seconds
        self.until = time.monotonic() + seconds
        self.channel, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(function, item, theirs))
        gc.freeze()  # the collector of a child must not touch, and so copy, the pages that both share
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # threads that only wait do not harm a fork
            self._process.start()
        gc.unfreeze()
        theirs.close()

    def end(self) -> Done[Item, Result]:
        try:
            if not self.channel.poll():
                return Done(item=self.item, result=None, problem=f"It did not end within {self.seconds:g} seconds.")
            good, value, cpu = self.channel.recv()
            if good:
                return Done(item=self.item, result=value, cpu=cpu)
            return Done(item=self.item, result=None, problem=value, cpu=cpu)
        except (EOFError, OSError):
            return Done(item=self.item, result=None, problem="Its process ended before it was done.")
        finally:
            self.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.channel.close()


def _work(function: Callable[[Any], Any], item: Any, channel: Connection) -> None:
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    warnings.resetwarnings()
    warnings.simplefilter("default")  # scikit-learn takes an empty list of filters for one that it was not given
    try:
        answer: tuple[bool, Any] = (True, function(item))
    except BaseException as error:  # SystemExit and KeyboardInterrupt of the work are what came of it
        answer = (False, f"{type(error).__name__}: {error}")
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    channel.send((*answer, sum(each.ru_utime + each.ru_stime for each in used)))
    channel.close()
