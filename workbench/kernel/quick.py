"""A client that is as quick as a warm kernel."""

from __future__ import annotations

import asyncio
import time
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient

_RECONNECT = 4  # milliseconds; trying a local socket that is not there yet costs nothing
CLASS = f"{__name__}.QuickClient"
"""For ``KernelManager.client_class``."""


class QuickClient(AsyncKernelClient):
    """Is ready as soon as the kernel is.

    jupyter_client connects anew every 100 ms, and then listens for 200 ms whether anything is left on the channel of
    outputs. Here the kernel's ``idle`` after our own request tells that outputs reach us, and what came before it is
    read by then.
    """

    def start_channels(self, *args: Any, **kwargs: Any) -> None:
        self.context.setsockopt(zmq.RECONNECT_IVL, _RECONNECT)
        kwargs.setdefault("hb", False)  # whether the kernel lives is seen by its process
        super().start_channels(*args, **kwargs)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered on both channels. Raises RuntimeError when it does not, or dies."""
        try:
            await asyncio.wait_for(self._until_ready(), timeout)
        except TimeoutError as error:
            raise RuntimeError(f"The kernel did not answer within {timeout} s.") from error

    async def _until_ready(self) -> None:
        while True:
            request = self.kernel_info()
            reply = await _message(self.shell_channel, request, timeout=1.0)
            if reply and await _message(self.iopub_channel, request, timeout=0.2, state="idle"):
                self._handle_kernel_info_reply(reply)
                return
            if not await self.is_alive():
                raise RuntimeError("The kernel died before it was ready.")


async def _message(channel: Any, request: str, *, timeout: float, state: str | None = None) -> dict[str, Any] | None:
    """The answer to the request, None if none comes within ``timeout`` seconds; state: the state it must tell."""
    end = time.monotonic() + timeout
    while (left := end - time.monotonic()) > 0:
        try:
            message: dict[str, Any] = await channel.get_msg(timeout=left)
        except Empty:
            return None
        own = message["parent_header"].get("msg_id") == request
        if own and state in (None, message["content"].get("execution_state")):
            return message
    return None
