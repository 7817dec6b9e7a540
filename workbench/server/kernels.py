"""The kernels of our servers, which end with them."""

from __future__ import annotations

import asyncio

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

_GONE = 404


class Kernels(AsyncMappingKernelManager):
    """Jupyter's kernels, but a server can always stop.

    Jupyter's own ``shutdown_all`` fails where a kernel ends by itself meanwhile, as when a page has just been closed.
    The server that asked for it then neither waits for the other kernels nor ends, and keeps serving its open pages.
    """

    async def shutdown_all(self, now: bool = False) -> None:  # type: ignore[override]  # Jupyter's own is async too
        """End all kernels, whether they run or start; ``now`` without asking them. Problems are logged, not raised."""
        ids: list[str] = sorted({*self.list_kernel_ids(), *self._pending_kernels})
        ends = await asyncio.gather(*(self.shutdown_kernel(one, now=now) for one in ids), return_exceptions=True)  # type: ignore[no-untyped-call]
        for one, end in zip(ids, ends, strict=True):
            gone = isinstance(end, HTTPError) and end.status_code == _GONE
            if isinstance(end, BaseException) and not gone:
                self.log.warning("Kernel %s did not end as it should: %s", one, end)
