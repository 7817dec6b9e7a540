"""Real kernels from a real zygote of the tests' own."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from workbench.kernel.client import ask, connect, running
from workbench.kernel.provisioner import WarmProvisioner

PATIENCE = 60.0  # seconds; a zygote that has just begun imports for a while, and the machine may be busy
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class Kernel:
    """A started kernel with a connected client."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager, self.client = manager, client

    @property
    def provisioner(self) -> WarmProvisioner:
        assert isinstance(self.manager.provisioner, WarmProvisioner)
        return self.manager.provisioner

    @property
    def is_warm(self) -> bool:
        return self.provisioner.cold_because == ""

    @property
    def process(self) -> psutil.Process:
        assert self.provisioner.pid
        return psutil.Process(self.provisioner.pid)

    def run(self, code: str) -> list[dict[str, Any]]:
        """Execute a cell: the contents of its outputs, each with its ``msg_type``. Fails when the cell raises."""
        outputs: list[dict[str, Any]] = []
        reply = self.client.execute_interactive(
            code,
            output_hook=lambda message: outputs.append({**message["content"], "msg_type": message["msg_type"]}),
            timeout=PATIENCE,
            allow_stdin=False,
        )
        assert reply["content"]["status"] == "ok", outputs
        return outputs

    def text(self, code: str) -> str:
        """What a cell printed."""
        return "".join(output["text"] for output in self.run(code) if output["msg_type"] == "stream").strip()


StartKernel = Callable[..., Kernel]


@contextmanager
def started(name: str = "workbench", **options: Any) -> Iterator[Kernel]:
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(**options)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


@pytest.fixture(scope="session", autouse=True)
def kernel_place() -> Iterator[Path]:
    """Zygotes of the tests' own, ended with the tests; no limit on threads from outside."""
    folder = Path(tempfile.mkdtemp(prefix="wbk-", dir="/tmp"))
    with pytest.MonkeyPatch.context() as patch:
        for name in (*THREADS, "WORKBENCH_KERNEL", "TMPDIR"):
            patch.delenv(name, raising=False)
        patch.setenv("WORKBENCH_KERNEL_DIR", str(folder))
        patch.setenv("WORKBENCH_ZYGOTE_IDLE", "3600")  # tests with zygotes of their own may take longer than it waits
        connect(os.environ).close()
        while status()["preloading"]:
            time.sleep(0.1)
        yield folder
        zygotes = zygotes_in(folder)
        for process in zygotes:
            process.kill()
        psutil.wait_procs(zygotes, timeout=10)
    shutil.rmtree(folder)


def zygotes_in(folder: Path) -> list[psutil.Process]:
    """The zygotes that listen in a folder; their kernels have the same command line and another name."""
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            if command[1:3] == ["-m", "workbench.kernel"] and command[4].startswith(f"{folder}/"):
                found += [process] if process.name() == "wb-zygote" else []
        except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied, IndexError):
            continue
    return found


def status(environment: dict[str, str] | None = None) -> dict[str, Any]:
    """What the zygote for this environment says of itself."""
    connection = running(os.environ if environment is None else environment)
    assert connection is not None
    with connection:
        return ask(connection, "status")


@pytest.fixture
def start_kernel() -> Iterator[StartKernel]:
    """Start kernels that end with the test."""
    with ExitStack() as stack:
        yield lambda name="workbench", **options: stack.enter_context(started(name, **options))


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    """One warm kernel for a module's tests that leave no traces in it."""
    with started() as one:
        yield one
