"""``workbench lab`` before it starts, and ``workbench progress``; the running Lab is tested in a browser."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from workbench import content
from workbench.cli import app
from workbench.cli.lab import _free_port, _workspace, lab_command
from workbench.errors import WorkbenchError
from workbench.progress import ProgressStore

FIRST, SECOND = "01_alpha/01_one", "01_alpha/02_two"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed wheel (no clone) and an empty current folder."""
    monkeypatch.delenv("WORKBENCH_WORKSPACE", raising=False)
    monkeypatch.setattr(content, "in_clone", lambda: False)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def test_an_empty_folder_becomes_the_workspace(installed: Path) -> None:
    assert _workspace(None) == installed
    assert (installed / ".workbench").is_dir()
    (installed / "my file.txt").touch()
    assert _workspace(None) == installed  # it is one by now, whatever else lies in it


def test_a_folder_with_other_things_is_not_taken(installed: Path) -> None:
    (installed / "thesis.tex").touch()
    with pytest.raises(WorkbenchError, match="--workspace"):
        _workspace(None)
    assert not (installed / ".workbench").exists()


def test_a_named_folder_is_made(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_WORKSPACE", "")  # restored afterwards: the command sets it
    (installed / "thesis.tex").touch()
    assert _workspace(Path("deep/er")) == installed / "deep" / "er"


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < _free_port("127.0.0.1", port) < port + 100


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(WorkbenchError, match=r"Cannot listen on 192\.0\.2\.1"):
        _free_port("192.0.2.1", 8888)


def test_the_command_keeps_odd_folder_names_whole(tmp_path: Path) -> None:
    folder = tmp_path / "my work; echo 'x'"
    command = lab_command(folder, host="127.0.0.1", port=8888, browser=False)
    assert f"--ServerApp.root_dir={folder}" in command
    assert "--ServerApp.ip=127.0.0.1" in command


@pytest.fixture
def begun(make_content: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lessons, of which the first is half done."""
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "work"))
    monkeypatch.delenv("WORKBENCH_DATABASE", raising=False)
    made = make_content()
    made.exercise_lesson(FIRST, title="Numbers")
    made.exercise_lesson(SECOND, title="Trees", requires=[FIRST])
    ProgressStore().record(
        lesson=FIRST, item="double", kind="exercise", outcome="passed", score=1, seconds=0.1, diagnosis=None
    )


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["progress", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_progress_of_all(begun: None) -> None:
    output = run()
    assert "1/2" in output
    assert "0/2" in output
    assert f"Next: {FIRST}" in output
    assert "· later" in output


@pytest.mark.parametrize("columns", [50, 60, 80, 120])
def test_progress_fits_the_terminal(begun: None, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run().splitlines()
    table = [line for line in lines if line.startswith(("lesson", "01_alpha", "  0"))]
    assert len(table) == 4
    assert all(len(line) <= columns for line in table)
    assert "Numb" in table[2]


def test_progress_of_one_lesson(begun: None) -> None:
    assert "Twice x." in run(FIRST)
    assert f"It builds on: {FIRST}" in run(SECOND)
    with pytest.raises(WorkbenchError, match="Did you mean"):
        run("01_alpha/01_on")


def test_progress_as_json(begun: None) -> None:
    everything = json.loads(run("--json"))
    assert everything["next"] == FIRST
    one = json.loads(run(FIRST, "--json"))
    assert [(item["name"], item["passed"], item["attempts"]) for item in one["items"]] == [
        ("double", True, 1),
        ("half", False, 0),
    ]
