"""Whether a sandbox can be started here, by starting one."""

from __future__ import annotations

import sys

from workbench.errors import WorkbenchError
from workbench.grading.sandbox.advice import advice


def rehearse() -> None:
    """Start a sandbox without the libraries and confine a process in it. Raises WorkbenchError with the reason."""
    if sys.platform != "linux":
        raise WorkbenchError(advice())
    from workbench.grading.sandbox.outside import Sandbox  # needs what only Linux has

    with Sandbox(libraries=()):
        pass
