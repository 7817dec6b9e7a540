"""pip as a process that is watched, can be stopped, and whose complaints become sentences."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from workbench.environments import clean_environment, is_offline
from workbench.errors import WorkbenchError

_TICK = 0.2  # seconds
_GRACE = 5.0  # seconds for pip to remove its temporary files
_SIZE = re.compile(r"Downloading \S+.*\(([\d.]+) (bytes|kB|MB|GB)\)")
_UNITS = {"bytes": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9}

Tick = Callable[[str], None]
"""Called while pip works, with what it has said so far."""


def pip(
    *arguments: str, tick: Tick, keep_open: Sequence[int] = (), temporary: Path | None = None, local: bool = False
) -> None:
    """Run pip in this environment to its end. temporary: the folder for what it is fetching; keep_open: descriptors
    that stay open as long as it runs; local: without the user's settings for pip, which name places in a network.

    An exception from tick, or Ctrl-C, ends it with all its children. Raises WorkbenchError with what it said.
    """
    command = [sys.executable, "-m", "pip", arguments[0], "--disable-pip-version-check", "--no-input", *arguments[1:]]
    environment = clean_environment()
    if local:
        environment = {name: value for name, value in environment.items() if not name.startswith("PIP_")}
        environment["PIP_CONFIG_FILE"] = os.devnull
    if temporary is not None:
        environment["TMPDIR"] = str(temporary)
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            # Of its own session, so that Ctrl-C in the terminal reaches us and not it.
            start_new_session=True,
            pass_fds=tuple(keep_open),
        )
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_TICK)
                    break
                tick(_text(output.fileno()))
        except BaseException:
            _end(process)
            raise
        said = _text(output.fileno())
    if process.returncode:
        raise _complaint(said)


def announced(said: str) -> int | None:
    """Bytes of the files that pip has said it downloads; None when it has named none."""
    found = _SIZE.findall(said)
    return round(sum(float(number) * _UNITS[unit] for number, unit in found)) if found else None


def _text(descriptor: int) -> str:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
            break
    with suppress(ProcessLookupError):  # a child that has outlived it
        os.killpg(process.pid, signal.SIGKILL)


def _complaint(said: str) -> WorkbenchError:
    if "No space left on device" in said:
        return WorkbenchError("The disk is full. Make room, then install again: it goes on where it stopped.")
    if is_offline(said):
        return WorkbenchError(
            "The packages could not be downloaded: there is no network, or it broke off. Connect (or point pip to a "
            "mirror with PIP_INDEX_URL), then install again: it goes on where it stopped."
        )
    last = "\n".join(said.strip().splitlines()[-8:])
    return WorkbenchError(f"pip could not get the packages:\n{last}")


def folder_size(folder: Path) -> int:
    """Bytes of the files in a folder that others are writing to."""
    found = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                found += os.stat(f"{root}/{name}").st_size  # noqa: PTH116 (asked all the time)
    return found


def check_possible() -> None:
    """Raises WorkbenchError when nothing can be installed into this environment at all."""
    import importlib.util
    import sysconfig

    if importlib.util.find_spec("pip") is None:
        raise WorkbenchError(f"{sys.prefix} has no pip. Get it with: {sys.executable} -m ensurepip")
    managed = Path(sysconfig.get_path("stdlib")) / "EXTERNALLY-MANAGED"
    if sys.prefix == sys.base_prefix and managed.exists():
        raise WorkbenchError(
            "This Python belongs to the system, which allows no installation into it. Make an environment of your own: "
            "see 'Without make' in the README."
        )
    for folder in {Path(sys.prefix), Path(sysconfig.get_path("purelib"))}:
        if not os.access(folder, os.W_OK):
            raise WorkbenchError(
                f"You may not write to {folder}, where the libraries belong. Ask who made this environment to run the "
                "command, or make one of your own: see 'Without make' in the README."
            )


def free_bytes(folder: Path) -> int:
    """What is free where a folder is, or will be."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(there).free
