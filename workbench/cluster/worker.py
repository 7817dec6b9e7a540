"""What runs on the workers of a cluster: who is at work, and whether anybody still wants it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import workbench
from workbench.content import content_root

_TICK = 0.25

_busy: list[str] = []  # the runs whose jobs run in this worker


@contextmanager
def at_work(run: str) -> Iterator[None]:
    """A job of this run is at work here."""
    _busy.append(run)
    try:
        yield
    finally:
        _busy.remove(run)


def is_busy(runs: set[str]) -> bool:
    """Whether a job of one of these runs is at work in this worker."""
    return not runs.isdisjoint(_busy)


@contextmanager
def when_unwanted(act: Callable[[], None]) -> Iterator[None]:
    """Call ``act``, several times a second, when the client cancels this thread's task or goes away, or the worker
    closes.

    Dask never interrupts a task that runs, so somebody beside it has to look.
    """
    from distributed import get_worker

    worker, over = get_worker(), threading.Event()
    key = worker.get_current_task()

    def unwanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is None or task.state == "cancelled" or is_closing(worker)

    def watch() -> None:
        while not over.is_set():
            if unwanted():
                act()
            over.wait(_TICK)

    watcher = threading.Thread(target=watch, name="unwanted", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def is_closing(worker: Any) -> bool:
    """worker: a ``distributed.Worker``."""
    return worker.status.name in ("closing", "closed", "failed")


def digest_of(root: Path, *patterns: str) -> str:
    """A short digest of the files under ``root``, by name and content."""
    total = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        name = path.relative_to(root)
        if "_content" not in name.parts:  # a wheel carries lessons inside the package
            total.update(f"{name.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()[:12]


def content_here(of_client: str) -> Path:
    """The client's content where this machine sees it, else the content that this machine has itself."""
    return Path(of_client) if (Path(of_client) / "lessons").is_dir() else content_root()


def package_version() -> str:
    """Of the workbench that is installed here, with a digest of its code."""
    return f"{version('ml-workbench')} ({digest_of(Path(workbench.__file__).resolve().parent, '**/*.py')})"
