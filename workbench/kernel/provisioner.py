"""The kernel provisioner of the kernelspec ``workbench``: a warm kernel where there can be one, else a stock one.

Named in the kernelspec's metadata and found by its entry point, so every client of the Jupyter protocol uses it without
knowing: JupyterLab, Voilà, nbclient, papermill, nbval. A client that does not know provisioners starts the stock argv.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode

from workbench.kernel.client import NoWarmKernelError, WarmProcess, fork
from workbench.kernel.support import why_not, why_not_command

_BURIAL = 1.0  # seconds
_MODULE = ["-m", "ipykernel_launcher"]


class WarmProvisioner(LocalProvisioner):
    """``cold_because`` says why the last kernel was a stock one; empty when it was warm."""

    cold_because = Unicode()

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        reason = why_not() or why_not_command(cmd, kwargs)
        if reason is None:
            try:
                process: Any = await asyncio.to_thread(_launch, cmd, kwargs)
            except NoWarmKernelError as error:
                reason = str(error)
        if reason is not None:
            self.cold_because = reason
            self.log.debug("Starting a stock kernel: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process
        self.cold_because = ""
        # Its own session, and so group, from its first moment on.
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kill the process group; a warm kernel is gone when this returns, unless the system is slow to bury it."""
        await super().kill(restart=restart)
        process: Any = self.process
        if isinstance(process, WarmProcess) and process.poll() is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(_readable(process.pidfd), timeout=_BURIAL)

    async def wait(self) -> int | None:
        """Wait for the end; a warm kernel's is seen at once, a stock one's within a tenth of a second."""
        process: Any = self.process
        if isinstance(process, WarmProcess) and process.poll() is None:
            await _readable(process.pidfd)
        return await super().wait()


async def _readable(descriptor: int) -> None:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()
    own = os.dup(descriptor)  # the other one is closed by whoever polls first
    loop.add_reader(own, _settle, ended)
    try:
        await ended
    finally:
        loop.remove_reader(own)
        os.close(own)


def _settle(ended: asyncio.Future[None]) -> None:
    if not ended.done():
        ended.set_result(None)


def _launch(cmd: list[str], options: dict[str, Any]) -> WarmProcess:
    independent = bool(options.get("independent"))
    given = options.get("env")
    environment = dict(os.environ if given is None else given)
    if not independent:
        environment["JPY_PARENT_PID"] = str(os.getpid())
    with ExitStack() as opened:
        files = [_descriptor(options.get(name), number, opened) for number, name in enumerate(_STREAMS)]
        return fork(
            cmd[1 + len(_MODULE) :],
            environment=environment,
            folder=str(options.get("cwd") or Path.cwd()),
            files=files,
            independent=independent,
        )


_STREAMS = ("stdin", "stdout", "stderr")


def _descriptor(given: Any, number: int, opened: ExitStack) -> int:
    """The descriptor for a stream as ``subprocess.Popen`` takes it; standard input is never inherited."""
    if given == subprocess.DEVNULL or (given is None and number == 0):
        return opened.enter_context(Path(os.devnull).open("r+b")).fileno()
    if given is None:
        return number
    return given if isinstance(given, int) else int(given.fileno())
