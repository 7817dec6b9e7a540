"""Ending a batch run early: every kernel ends with it, and the next run goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from batch_helpers import WAITS, MakeContent

from workbench.batch.cache import is_current, remembered

if TYPE_CHECKING:
    from tests.conftest import Content


# -- ending early ------------------------------------------------------------------------------------------------------


def start_command(tmp_path: Path, content: Content, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "WORKBENCH_CONTENT": str(content.root), "MEETING": str(tmp_path)}
    command = [sys.executable, "-m", "workbench", "run", "-o", str(tmp_path / "runs"), *more]
    return subprocess.Popen(
        command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def processes_of(tmp_path: Path) -> list[psutil.Process]:
    """All processes that carry this test's folder in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get("MEETING") == str(tmp_path):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return found


def kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # it ended by itself meanwhile
            process.kill()


def waiting_kernel(tmp_path: Path) -> tuple[psutil.Process, Path]:
    """The kernel of the lesson that waits, and its private folder."""
    wait_for((tmp_path / "waits").exists, "the second lesson")
    pid, temporary = (tmp_path / "waits").read_text().split()
    return psutil.Process(int(pid)), Path(temporary).parent


def kept(tmp_path: Path) -> list[str]:
    """The lessons that a next run need not repeat."""
    states = [remembered(path) for path in sorted((tmp_path / "runs" / ".state").rglob("*.json"))]
    return [state.lesson for state in states if state is not None and is_current(state, state.fingerprint)]


def wait_for(happens: Callable[[], object], what: str) -> None:
    until = time.monotonic() + 120
    while not happens():
        assert time.monotonic() < until, f"{what} never happened"
        time.sleep(0.1)


@pytest.fixture
def three_lessons(make_content: MakeContent) -> Content:
    return make_content({"01_alpha/01_quick": "# %%\n1\n", "01_alpha/02_waits": WAITS, "01_alpha/03_last": "# %%\n1\n"})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_stops_all_kernels_and_the_next_run_goes_on(
    three_lessons: Content, tmp_path: Path, number: signal.Signals
) -> None:
    command = start_command(tmp_path, three_lessons)
    try:
        kernel, _ = waiting_kernel(tmp_path)
        command.send_signal(number)
        told, _ = command.communicate(timeout=120)
    finally:
        command.kill()
        left = processes_of(tmp_path)
        kill(left)
    assert command.returncode == 130, told
    assert left == []
    assert not kernel.is_running()
    told_counts = json.loads((tmp_path / "runs" / "summary.json").read_text())["counts"]
    assert told_counts == {"passed": 1, "unchanged": 0, "failed": 0, "stopped": 2}
    assert [path.name for path in (tmp_path / "runs" / ".state").glob("stop-*")] == []
    assert kept(tmp_path) == ["01_alpha/01_quick"]


def test_a_killed_run_loses_only_the_lesson_in_flight(three_lessons: Content, tmp_path: Path) -> None:
    command = start_command(tmp_path, three_lessons)
    try:
        kernel, private = waiting_kernel(tmp_path)
        command.kill()
        command.wait(timeout=120)
        wait_for(lambda: not kernel.is_running(), "the end of the orphaned kernel")
    finally:
        command.kill()
        kill(processes_of(tmp_path))
        command.communicate(timeout=120)
    shutil.rmtree(private)  # what nobody could clear away any more
    assert kept(tmp_path) == ["01_alpha/01_quick"]
    assert not list((tmp_path / "runs").rglob("*.part"))
