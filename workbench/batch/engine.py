"""papermill's engine for lessons: no ports, no change of the process's folder, nothing shared between two runs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient  # type: ignore[import-untyped]
from papermill.engines import NBClientEngine, papermill_engines  # type: ignore[import-untyped]
from traitlets.config import Config

from workbench.kernel.quick import CLASS as QUICK_CLIENT

ENGINE = "workbench"
# sockaddr_un holds 104 bytes on macOS and 108 on Linux; the sockets are called <folder>/k-ipc-<n>.
_SOCKET_PATH_LIMIT = 95


@dataclass
class Session:
    """One run, as seen by the engine and by whoever watches it.

    private: a folder for sockets, IPython's profile and temporary files; folder: the kernel's working folder;
    environment: the kernel's; cell: the index of the cell that runs; notebook: what has been executed so far;
    before_end: called while the kernel still lives.
    """

    private: Path
    folder: Path
    environment: dict[str, str]
    timeout: int | None = None
    keep_going: bool = False
    before_end: Callable[[], None] = lambda: None
    cell: int | None = None
    notebook: NotebookNode | None = None
    client: Client | None = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        """What the kernel's process wrote to its own standard output and error."""
        return self.private / "kernel.log"

    def kernel_pid(self) -> int | None:
        manager = self.client.km if self.client is not None else None
        provisioner = getattr(manager, "provisioner", None)
        pid = getattr(provisioner, "pid", None)
        return int(pid) if pid else None


class Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client on an event loop of its own, so that any thread may run one and nothing of it stays."""

    def __init__(self, manager: Any, *, session: Session, **options: Any) -> None:
        super().__init__(manager, **options)
        self._session = session
        session.client = self

    def execute(self, **start: Any) -> NotebookNode:
        asyncio.run(self._execute(start))
        executed: NotebookNode = self.nb
        return executed

    async def _execute(self, start: dict[str, Any]) -> None:
        self.reset_execution_trackers()
        self.km = self.create_kernel_manager()
        try:
            await self.async_start_new_kernel(**start)
            await self.async_start_new_kernel_client()
            for index, cell in enumerate(self.nb.cells):
                self._session.cell = index
                if not await self._run_cell(cell, index):
                    break
            else:
                self._session.cell = None
            self.set_widgets_metadata()
            self._session.before_end()
        finally:
            if self.km is not None:
                await self._async_cleanup_kernel()

    async def _run_cell(self, cell: NotebookNode, index: int) -> bool:
        """Run one cell with papermill's book-keeping; False when the notebook ends here."""
        self.nb_man.cell_start(cell, index)
        try:
            await self.async_execute_cell(cell, index)
        except CellExecutionError as error:
            self.nb_man.cell_exception(cell, cell_index=index, exception=error)
            return False
        finally:
            self.nb_man.cell_complete(cell, cell_index=index)
        return True


class WorkbenchEngine(NBClientEngine):  # type: ignore[misc]
    """Execute with a kernel that talks over Unix sockets in a private folder."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> NotebookNode:
        session: Session = options["session"]
        session.notebook = nb_man.nb
        client = Client(
            nb_man,
            session=session,
            kernel_name=kernel_name,
            config=kernel_config(session.private),
            resources={"metadata": {"path": str(session.folder)}},
            timeout=session.timeout,
            startup_timeout=options.get("start_timeout") or 60,
            allow_errors=session.keep_going,
            shutdown_kernel="immediate",
            coalesce_streams=True,
            record_timing=False,
        )
        # What a kernel says outside its cells, such as a crash in native code, must not land on our terminal.
        with session.log.open("wb") as log:
            return client.execute(env=session.environment, stdout=log, stderr=log)


def kernel_config(private: Path) -> Config:
    """The connection of a kernel: Unix sockets where there are any and the path is short enough, else TCP."""
    connection = private / "k.json"
    settings = {"connection_file": str(connection), "client_class": QUICK_CLIENT}
    if os.name == "posix" and len(os.fsencode(f"{private}/k-ipc-5")) <= _SOCKET_PATH_LIMIT:
        settings["transport"] = "ipc"
    return Config({"KernelManager": settings})


papermill_engines.register(ENGINE, WorkbenchEngine)
