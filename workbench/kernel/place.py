"""Where zygotes listen: a folder that only this user may enter."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from workbench.errors import WorkbenchError

VARIABLE = "WORKBENCH_KERNEL_DIR"
# sockaddr_un holds 108 bytes on Linux; the names below add 22.
_LONGEST = 80


def runtime_folder() -> Path:
    """The folder of sockets and logs; made when it is missing.

    WORKBENCH_KERNEL_DIR, else below XDG_RUNTIME_DIR, else below /tmp. Raises WorkbenchError when it is somebody
    else's, open to others, or too long for a socket's address.
    """
    folder = _choose()
    if len(os.fsencode(folder)) > _LONGEST:
        raise WorkbenchError(f"{folder} is too long for the address of a socket. Set {VARIABLE} to a shorter path.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError as error:
        raise WorkbenchError(f"Cannot make {folder}: {error.strerror}. Set {VARIABLE} to another folder.") from error
    private = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077
    if not private:
        raise WorkbenchError(
            f"{folder} must be a folder that only you may enter (mode 0700). Remove it, or set {VARIABLE} to another."
        )
    return folder


def _choose() -> Path:
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen).resolve()
    session = os.environ.get("XDG_RUNTIME_DIR")
    if session and Path(session).is_dir() and Path(session).stat().st_uid == os.getuid():
        return Path(session) / "ml-workbench"
    return Path(f"/tmp/ml-workbench-{os.getuid()}")


def socket_path(key: str) -> Path:
    return runtime_folder() / f"{key}.sock"


def log_path(key: str) -> Path:
    return runtime_folder() / f"{key}.log"
