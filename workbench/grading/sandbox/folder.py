"""The private folder of a sandbox, and how a later run knows that nobody lives in it any more.

Whoever made it holds a lock on it, which ends with the process, however that ends: what is left by one that was killed
can be told from what is in use, without numbers of processes, which are given out again.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_PREFIX = "wb-sandbox-"
_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def make_folder() -> tuple[Path, int]:
    """A fresh folder, and the descriptor that keeps it: close that when the folder is removed."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with suppress(FileNotFoundError):  # somebody cleared it away before it was locked
            lock = os.open(folder, _OPEN)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if folder.exists():
                return folder, lock
            os.close(lock)


def clear_abandoned() -> list[Path]:
    """Remove this user's folders whose owner is dead; returns them."""
    removed = []
    for folder in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
        try:
            lock = os.open(folder, _OPEN)
        except OSError:  # no folder, somebody else's, or gone
            continue
        try:
            if os.fstat(lock).st_uid == os.geteuid():
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
                removed.append(folder)
        except BlockingIOError:
            continue
        finally:
            os.close(lock)
    return removed
