"""What fails is asked once more by itself, and only where that means something."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import twice

SECOND_TIME = """
from pathlib import Path
def test_it():
    seen = Path(__file__).with_name("seen")
    before = seen.exists()
    seen.touch()
    assert before
"""
NEVER = "def test_it():\n    assert False\n"
SETUP = "import pytest\n@pytest.fixture\ndef gone():\n    raise OSError\ndef test_it(gone):\n    pass\n"


def go(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, str]:
    """Exit code of such a run in a process of its own, and what is told at the end."""
    (tmp_path / "test_one.py").write_text(text)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    told = tmp_path / "unsteady.txt"
    code = (
        f"import pathlib, sys, twice; twice.UNSTEADY = pathlib.Path({str(told)!r}); sys.exit(twice.run(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "-q", *options, "test_one.py"]
    monkeypatch.setenv("PYTHONPATH", str(Path(twice.__file__).parent))
    ended = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    return ended.returncode, told.read_text() if told.exists() else ""


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_what_passes_the_second_time_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    assert go(tmp_path, SECOND_TIME, monkeypatch, *options) == (0, "test_one.py::test_it\n")


@pytest.mark.parametrize("text", [NEVER, SETUP])
def test_what_fails_twice_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert go(tmp_path, text, monkeypatch) == (1, "")


def test_what_cannot_be_collected_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert go(tmp_path, "import nothing_of_this_name\n", monkeypatch) == (2, "")


@pytest.mark.parametrize(
    ("found", "code", "again"),
    [
        (["a::b"], 1, True),
        (["a::b"], 2, False),  # interrupted
        ([], 1, False),
        ([f"a::{number}" for number in range(twice.MOST + 1)], 1, False),
        (["a::b", "tests/grading/test_attacks.py::test_it"], 1, False),
    ],
)
def test_which_failures_are_asked_again(found: list[str], code: int, again: bool) -> None:
    failures = twice.Failures()
    failures.found = found
    assert twice.may_be_asked_again(failures, code) is again


def test_what_was_unsteady_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(twice, "UNSTEADY", tmp_path / "unsteady.txt")
    twice.tell()
    assert capsys.readouterr().out == ""
    (tmp_path / "unsteady.txt").write_text("a::b\n")
    twice.tell()
    assert "worth mending:\na::b\n" in capsys.readouterr().out
