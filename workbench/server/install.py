"""``/workbench/api/install``: what the lessons lack (GET), and the installation of it: start or join (POST), see how
far it is (GET …/job), stop it (DELETE …/job). For whoever may use this Jupyter server.

The installation is a process of its own: it neither blocks the server nor changes the libraries under it by itself. Its
status is in a file, so one that was started in a terminal is seen here too.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import IO, Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.installing.__main__ import BUSY
from workbench.installing.job import BusyError
from workbench.installing.needs import need_of
from workbench.installing.status import Status, read_status, running
from workbench.installing.targets import Target, find_target
from workbench.kernel.client import keep
from workbench.server.handlers import _Handler

_START = 30.0  # seconds that an installation may take until it says something
_TICK = 0.05
_FORM = 'The request must look like {"names": ["09_mlops"]}.'


def needs_answer() -> dict[str, Any]:
    """``lessons``: id → what it lacks (``extras``, ``isolated``, ``bytes``, ``size`` and ``command``), those that lack
    something only; ``job``: the installation that goes on, or null."""
    found = {lesson.id: need for lesson in load_curriculum() if (need := need_of(lesson)) is not None}
    going_on = running()
    return {
        "lessons": {name: {**asdict(need), "size": need.size, "command": need.command} for name, need in found.items()},
        "job": going_on.as_json() if going_on else None,
    }


def start(target: Target) -> Status:
    """Start an installation, or join the one that is going on if it is the same. Raises BusyError for another one."""
    if (going_on := running()) is not None:
        return _joined(going_on, target)
    name = uuid.uuid4().hex
    command = [sys.executable, "-m", "workbench.installing", name, *target.extras, *target.isolated]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
        until = time.monotonic() + _START
        while time.monotonic() < until:
            code = process.poll()  # before the status is read: one that ended has written its last
            status = read_status()
            if status is not None and status.id == name:
                threading.Thread(target=_see_off, args=(process,), name="see-off-install", daemon=True).start()
                return status
            if code is not None:
                return _refused(code, said, target)
            time.sleep(_TICK)
    process.terminate()
    raise WorkbenchError(f"The installation does not begin. Try it in a terminal: workbench install {target}")


def _joined(going_on: Status, target: Target) -> Status:
    if (going_on.extras, going_on.isolated) == (target.extras, target.isolated):
        return going_on
    what = ", ".join([*going_on.extras, *going_on.isolated])
    raise BusyError(f"Another installation is going on here ({what}). Wait until it is done, or stop it.")


def _refused(code: int, said: IO[bytes], target: Target) -> Status:
    """The process ended before it had a status of its own."""
    if code == BUSY and (going_on := running()) is not None:
        return _joined(going_on, target)
    said.seek(0)
    last = said.read().decode("utf-8", "replace").strip().splitlines()
    raise WorkbenchError(last[-1] if last else "The installation could not be started. See: workbench doctor")


def _see_off(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end. New libraries make a new zygote, for which nobody else asks before the next kernel."""
    process.wait()
    keep()


def stop() -> Status | None:
    """Ask the installation to stop. What it says then; None when there is none."""
    going_on = running()
    if going_on is None:
        return None
    with suppress(ProcessLookupError):
        os.kill(going_on.pid, signal.SIGTERM)
    until = time.monotonic() + _START
    while time.monotonic() < until:
        status = read_status()
        if status is None or status.id != going_on.id or status.ended:
            return status
        time.sleep(_TICK)
    return read_status()


class InstallHandler(_Handler):
    """What is missing; and have it installed."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self._answer(needs_answer)

    @web.authenticated
    @authorized
    async def post(self) -> None:
        body = self.get_json_body()
        names = body.get("names") if isinstance(body, dict) else None
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            raise web.HTTPError(400, _FORM)
        await self._answer(lambda: {"job": start(find_target(names)).as_json()})

    async def _answer(self, action: Callable[[], dict[str, Any]]) -> None:
        try:
            self.finish(await asyncio.to_thread(action))
        except WorkbenchError as error:
            self.refuse(409, str(error))


class InstallJobHandler(InstallHandler):
    """How far the installation is, or how the last one ended."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self._answer(lambda: _job(read_status()))

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        await self._answer(lambda: _job(stop()))

    @web.authenticated
    @authorized
    async def post(self) -> None:
        raise web.HTTPError(405)


def _job(status: Status | None) -> dict[str, Any]:
    return {"job": status.as_json() if status else None}
