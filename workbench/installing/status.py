"""How far an installation is, in a file that every process of this environment can read."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from workbench.files import write_atomic
from workbench.installing.extras import state_folder

Phase = Literal["starting", "downloading", "installing", "making", "done", "failed", "cancelled"]
ENDS = ("done", "failed", "cancelled")


@dataclass(frozen=True, kw_only=True)
class Status:
    """extras, isolated: what is being installed; package: which it is at, of ``count`` as far as is known; received:
    bytes downloaded, of ``expected`` for what is downloaded now, if known; fraction: 0 to 1; message: a sentence for a
    person; pid, born: of the process that installs; id: tells this installation from others."""

    id: str
    extras: tuple[str, ...] = ()
    isolated: tuple[str, ...] = ()
    phase: Phase = "starting"
    package: str = ""
    number: int = 0
    count: int = 0
    received: int = 0
    expected: int | None = None
    fraction: float = 0.0
    message: str = ""
    pid: int = field(default_factory=os.getpid)
    born: float = field(default_factory=lambda: _birth(os.getpid()) or 0.0)

    @property
    def ended(self) -> bool:
        return self.phase in ENDS

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"ended": self.ended}


def status_path() -> Path:
    return state_folder() / "status.json"


def read_status() -> Status | None:
    """The installation that is going on here, or how the last one ended; None when there has been none."""
    try:
        found = json.loads(status_path().read_text(encoding="utf-8"))
        known = {name: value for name, value in found.items() if name in Status.__dataclass_fields__}
        status = Status(**known | {"extras": tuple(found["extras"]), "isolated": tuple(found["isolated"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    if not status.ended and _birth(status.pid) != status.born:
        return replace(status, phase="failed", message="The installation was broken off. Install again: it goes on.")
    return status


def running() -> Status | None:
    """The installation that is going on here, if there is one."""
    status = read_status()
    return None if status is None or status.ended else status


def _birth(pid: int) -> float | None:
    """When a process began; None when there is no such process. Its number alone may be another's by now."""
    import psutil

    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


class Reporter:
    """Writes the status down, as often as somebody could see it, and tells a display.

    show: gets each status.
    """

    _EVERY = 0.2  # seconds

    def __init__(self, status: Status, show: Any = None) -> None:
        self.status = status
        self._show = show
        self._written = float("-inf")

    def update(self, **changes: Any) -> None:
        before = self.status
        self.status = replace(before, **changes)
        if self._show is not None:
            self._show(self.status)
        now = time.monotonic()
        if self.status.phase != before.phase or now - self._written >= self._EVERY:
            self._written = now
            with suppress(OSError):  # a full disk must not end what it is told about
                write_atomic(status_path(), json.dumps(self.status.as_json()))
