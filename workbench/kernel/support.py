"""Whether kernels can be forked here, and if not, why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import cache
from typing import Any

VARIABLE = "WORKBENCH_KERNEL"


def why_not() -> str | None:
    """Why the stock kernel is used, None when warm kernels are."""
    chosen = os.environ.get(VARIABLE, "warm")
    if chosen != "warm":
        return f"{VARIABLE}={chosen}"
    return _why_not_here()


@cache
def _why_not_here() -> str | None:
    if sys.platform != "linux":
        return f"forking a process that has loaded native libraries is not safe on {sys.platform}"
    if sys.implementation.name != "cpython":
        return f"warm kernels need CPython, not {sys.implementation.name}"
    try:
        descriptor = os.pidfd_open(os.getpid())
        try:
            signal.pidfd_send_signal(descriptor, 0)
        finally:
            os.close(descriptor)
    except (OSError, AttributeError) as error:
        return f"this system has no process descriptors (Linux 5.3 or later has): {error}"
    return None


def why_not_command(command: list[str], options: dict[str, Any]) -> str | None:
    """Why this command needs a process of its own."""
    if command[1:3] != ["-m", "ipykernel_launcher"] or len(command) < 3:
        return f"the command is not that of an IPython kernel: {' '.join(command[:4])}"
    if os.path.realpath(command[0]) != os.path.realpath(sys.executable):
        return f"{command[0]} is another interpreter"
    for name in ("stdin", "stdout", "stderr"):
        if name != "stdin" and options.get(name) in (subprocess.PIPE, subprocess.STDOUT):
            return f"{name} is wanted as a pipe"
    unknown = set(options) - {"stdin", "stdout", "stderr", "env", "cwd", "independent", "extra_arguments", "kernel_id"}
    if unknown:
        return f"options that only a process of its own can have: {', '.join(sorted(unknown))}"
    return None
