"""A folder for temporary files of one kernel, removed with it."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

PREFIX = "wb-kernel-"
DEFAULT = "/tmp"


def make_folder(environment: Mapping[str, str]) -> Path | None:
    """Make a folder; its name tells which process made it. None where the environment says where to put such files."""
    if any(environment.get(name) for name in ("TMPDIR", "TEMP", "TMP")):
        return None
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=DEFAULT))


def remove_folder(folder: Path) -> None:
    """Remove a folder; one with much in it by a process of its own, so that nobody waits."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return
    except OSError:
        pid = os.fork()
        if pid == 0:
            if os.fork() == 0:  # the grandchild belongs to init: nobody has to wait for it
                shutil.rmtree(folder, ignore_errors=True)
            os._exit(0)
        os.waitpid(pid, 0)


def hold(folder: Path) -> None:
    """Say that the folder is in use, as long as this process lives."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def sweep(parent: str = DEFAULT) -> None:
    """Remove the folders of kernels that are gone while their zygote was killed."""
    for folder in Path(parent).glob(f"{PREFIX}*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        if number.isdecimal() and not Path(f"/proc/{number}").exists() and _is_unused(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_unused(folder: Path) -> bool:
    try:
        if folder.lstat().st_uid != os.getuid() or not folder.is_dir():
            return False
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
