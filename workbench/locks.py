"""A lock between processes, for the few moments in which two must not do the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[int]:
    """Hold the lock file ``path``; wait while another process holds it. It ends with the process, however that ends.

    shared: any number may hold it so at once, but not together with one that holds it for itself. wait: rather than
    wait, raise BlockingIOError. Gives the open file's descriptor: a child that inherits it holds the lock too.
    Raises OSError when the file cannot be made.
    """
    with path.open("a") as file:
        try:
            import fcntl
        except ImportError:  # Windows: what is guarded takes milliseconds, and files are written atomically
            yield file.fileno()
            return
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        yield file.fileno()
