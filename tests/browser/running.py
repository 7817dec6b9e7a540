"""A real ``workbench lab`` as a process of its own, with settings and notebooks of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servers import end, environment_of


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
        end(process)
        process.stdout.close()
