"""A kernel has the imports of its own track, and no track pays for another's."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from conftest import Kernel, StartKernel, status, zygotes_in

from workbench.kernel.client import ask, connect, connect_for
from workbench.kernel.preload import PRELOAD, names
from workbench.kernel.track import VARIABLE, extras_for

if TYPE_CHECKING:
    from tests.conftest import Content


@pytest.fixture
def content(make_content: Callable[..., Content]) -> Content:
    made = make_content()
    made.lesson("01_alpha/01_one", "# %%\n1\n", extras=["responsible"])
    made.lesson("01_alpha/02_two", "# %%\n1\n", extras=["vision"])
    made.lesson("02_beta/01_one", "# %%\n1\n")
    made.lesson("02_beta/02_two", "# %%\n1\n", extras=["data"], isolated="feast")
    return made


def loaded(kernel: Kernel) -> set[str]:
    return set(kernel.text("import sys; print(*sys.modules)").split())


def folder_of(tmp_path: Path, track: str) -> str:
    made = tmp_path / "work" / track
    made.mkdir(parents=True, exist_ok=True)
    return str(made)


def test_a_tracks_extras_are_those_of_its_lessons(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    assert extras_for({}, "/notebooks/01_alpha") == ("responsible",)  # 'vision' has nothing that the base has not
    assert extras_for({}, "/notebooks/02_beta") == ()  # what is isolated has a kernel of its own
    assert extras_for({}, "/notebooks/elsewhere") == ()
    assert extras_for({VARIABLE: "01_alpha"}, "/tmp/private") == ("responsible",)
    monkeypatch.setattr("workbench.kernel.track.names", lambda _: [])
    assert extras_for({}, "/notebooks/01_alpha") == (), "nothing of it is installed"


def test_only_the_tracks_kernel_has_its_libraries(content: Content, start_kernel: StartKernel, tmp_path: Path) -> None:
    own = start_kernel(cwd=folder_of(tmp_path, "01_alpha"))
    assert own.is_warm
    with connect_for(os.environ, folder_of(tmp_path, "01_alpha")) as connection:
        told = ask(connection, "status")
    assert own.process.ppid() == told["pid"]
    other = start_kernel(cwd=folder_of(tmp_path, "02_beta"))
    assert other.is_warm
    assert other.process.ppid() == status()["pid"] != told["pid"]
    assert "torch" in loaded(own) & loaded(other)
    assert "fairlearn" not in loaded(other)


def test_the_tracks_zygote_imports_it_all_and_shares_the_rest(
    content: Content, kernel_place: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, "01_alpha")
    connect_for(os.environ, folder).close()
    while True:
        with connect_for(os.environ, folder) as connection:
            told = ask(connection, "status")
        if not told["preloading"]:
            break
    assert told["loaded"] == names(["responsible"])
    assert set(names(["responsible"])) - set(names([])) == set(PRELOAD["responsible"])
    assert told["pid"] in {process.pid for process in zygotes_in(kernel_place)}
    memory = psutil.Process(told["pid"]).memory_full_info()
    assert memory.uss < memory.rss / 2  # most of its pages are the base's


def test_where_it_cannot_be_forked_the_base_serves(
    content: Content, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("workbench.kernel.client.branch_key", lambda *_: "no/such/folder")
    with connect_for(os.environ, folder_of(tmp_path, "01_alpha")) as connection:
        pid = ask(connection, "status")["pid"]
    with connect(os.environ) as connection:
        assert ask(connection, "status")["pid"] == pid


def test_it_has_no_dead_child(content: Content, tmp_path: Path) -> None:
    connect_for(os.environ, folder_of(tmp_path, "01_alpha")).close()
    base = psutil.Process(status()["pid"])
    assert [child for child in base.children() if child.status() == psutil.STATUS_ZOMBIE] == []
