"""The client that is ready as soon as the kernel is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from conftest import PATIENCE
from jupyter_client.manager import AsyncKernelManager

from workbench.kernel.quick import CLASS, QuickClient


def manager(name: str, folder: Path) -> AsyncKernelManager:
    made = AsyncKernelManager(kernel_name=name, transport="ipc", connection_file=str(folder / "k.json"))
    made.client_class = CLASS
    return made


@pytest.mark.parametrize("name", ["workbench", "python3"])
def test_every_output_after_it_is_ready_arrives(name: str, tmp_path: Path) -> None:
    async def outputs() -> list[str]:
        kernel = manager(name, tmp_path)
        await kernel.start_kernel()
        client: Any = kernel.client()
        assert isinstance(client, QuickClient)
        client.start_channels()
        await client.wait_for_ready(timeout=PATIENCE)
        client.execute("print('first')")
        told = []
        while not told:
            message = await client.get_iopub_msg(timeout=PATIENCE)
            told += [message["content"]["text"]] if message["msg_type"] == "stream" else []
        client.stop_channels()
        await kernel.shutdown_kernel(now=True)
        return told

    assert asyncio.run(outputs()) == ["first\n"]


def test_a_kernel_that_dies_at_its_start_is_told(tmp_path: Path) -> None:
    async def start() -> None:
        kernel = manager("python3", tmp_path)
        await kernel.start_kernel(extra_arguments=["--no-such-option=1", "--help"])
        client: Any = kernel.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=PATIENCE)
        finally:
            client.stop_channels()
            await kernel.shutdown_kernel(now=True)

    with pytest.raises(RuntimeError, match="died before it was ready"):
        asyncio.run(start())


def test_a_kernel_that_is_mute_is_given_up(tmp_path: Path) -> None:
    async def start() -> None:
        kernel = manager("python3", tmp_path)
        await kernel.start_kernel()
        await kernel.signal_kernel(19)  # SIGSTOP
        client: Any = kernel.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=2)
        finally:
            client.stop_channels()
            await kernel.shutdown_kernel(now=True)

    with pytest.raises(RuntimeError, match="did not answer within 2 s"):
        asyncio.run(start())
