"""The kernels of a server that stops."""

from __future__ import annotations

import asyncio
import logging

import pytest
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

from workbench.server.kernels import Kernels

# What Jupyter leaves in place of a kernel that has just ended by itself.
GONE = "a kernel that has just ended"


async def _stopped(kind: type[AsyncMappingKernelManager]) -> AsyncMappingKernelManager:
    kernels = kind()
    running = await kernels.start_kernel(kernel_name="python3")
    kernels._pending_kernels[GONE] = asyncio.get_running_loop().create_future()
    try:
        await kernels.shutdown_all(now=True)
    finally:
        if running in kernels:
            await kernels.shutdown_kernel(running, now=True)
    return kernels


def test_a_kernel_that_has_gone_keeps_no_server_from_stopping() -> None:
    with pytest.raises(HTTPError):  # why there is a class of our own; once this passes, it can go
        asyncio.run(_stopped(AsyncMappingKernelManager))
    assert list(asyncio.run(_stopped(Kernels)).list_kernel_ids()) == []


def test_another_problem_is_told_and_the_others_end(caplog: pytest.LogCaptureFixture) -> None:
    class Stubborn(Kernels):
        async def shutdown_kernel(self, kernel_id: str, now: bool = False, restart: bool = False) -> None:
            if kernel_id == GONE:
                raise RuntimeError("it does not listen")
            await super().shutdown_kernel(kernel_id, now=now, restart=restart)

    with caplog.at_level(logging.WARNING):
        kernels = asyncio.run(_stopped(Stubborn))
    assert list(kernels.list_kernel_ids()) == []
    assert "it does not listen" in caplog.text
