"""Every command says in a sentence what a person can put right, and never shows a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ID = "01_alpha/01_one"


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    made = make_content()
    made.exercise_lesson()
    return made


def workbench(content: Any, tmp_path: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "WORKBENCH_CONTENT": str(content.root), "WORKBENCH_WORKSPACE": str(tmp_path / "mine")}
    command = [sys.executable, "-m", "workbench", *arguments]
    settings: Any = {"cwd": tmp_path, "env": environment | variables}
    return subprocess.run(command, **settings, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("place", ["#     title: 01_alpha/01_one", "    ..."])
@pytest.mark.parametrize("command", [("progress", ID), ("run", ID, "-o", "runs"), ("release", "01_alpha", "-o", "out")])
def test_a_merge_that_is_not_finished(content: Any, tmp_path: Path, place: str, command: tuple[str, ...]) -> None:
    path = content.root / "lessons" / f"{ID}.py"
    text = path.read_text()
    assert place in text
    path.write_text(text.replace(place, f"<<<<<<< HEAD\n{place}\n=======\n{place}\n>>>>>>> theirs", 1))
    done = workbench(content, tmp_path, *command, COLUMNS="500")
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert "a merge is not finished" in said


def test_an_output_that_knows_few_letters(content: Any, tmp_path: Path) -> None:
    done = workbench(content, tmp_path, "progress", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert "01_one" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk(content: Any, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "workbench", "progress", "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert "The disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there(content: Any, tmp_path: Path) -> None:
    done = workbench(content, tmp_path, "progress", "import", str(tmp_path / "gone.json"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"workbench: {tmp_path / 'gone.json'}: It is not there.")
