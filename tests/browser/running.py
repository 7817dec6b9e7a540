"""A real ``workbench lab`` as a process of its own, with settings and notebooks of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class RunningLab:
    """url: where the server is; token: what opens it; said: what it printed until it told them."""

    url: str
    token: str
    said: str

    @property
    def address(self) -> str:
        """As it was printed."""
        return f"{self.url}lab?token={self.token}"


def environment_of(folder: Path) -> dict[str, str]:
    """Variables for programs that must neither see nor touch the user's own Jupyter and workspace."""
    found = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "WORKBENCH"))}
    found |= {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    return found | {
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "lab-workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "lab-settings"),
    }


@contextmanager
def running_lab(folder: Path, workspace: Path, *arguments: str, **variables: str) -> Iterator[RunningLab]:
    """A lab on a workspace, until the end of the block. folder: for its settings."""
    command = [sys.executable, "-m", "workbench", "lab", "--no-browser", "--workspace", str(workspace), *arguments]
    environment = environment_of(folder) | variables
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"(http://127\.0\.0\.1:\d+/)lab\?token=(\w+)", line):
                yield RunningLab(url=found[1], token=found[2], said=said)
                return
        raise AssertionError(f"workbench lab did not start:\n{said}")
    finally:
        stop(process)
        process.stdout.close()


def stop(process: subprocess.Popen[str]) -> None:
    """End the server and the kernels it has started."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in family:
        if child.is_running():
            child.kill()
