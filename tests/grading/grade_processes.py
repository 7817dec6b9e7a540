"""Real runs of ``workbench grade`` as processes of their own, and what is left of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import psutil
from course import LESSON_ID
from test_attacks import HONEST

from workbench.errors import WorkbenchError
from workbench.grading.gradebook import Gradebook

BIN = Path(sys.executable).parent
# Goes on when the test makes a file that the sandbox sees among the data sets.
WAITS = """
# %%
import pathlib, time
while not pathlib.Path("/content/datasets/{name}").exists():
    time.sleep(0.02)
"""


def waits_for(name: str, script: str = HONEST) -> str:
    return script + WAITS.format(name=name)


def hand_in(folder: Path, learner: str, content: str | bytes, *, ending: str = ".py") -> Path:
    path = folder / learner / f"{LESSON_ID}{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class Run:
    """A running command. temporary: its folder for temporary files, of its own, which others may enter: for root, the
    sandbox belongs to somebody else."""

    def __init__(self, folder: Path, *arguments: str | Path, temporary: Path) -> None:
        self.process = subprocess.Popen(
            [BIN / "workbench", *map(str, arguments)],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(temporary), "COLUMNS": "200"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # a terminal's Ctrl-C reaches a group of processes
        )

    def family(self) -> list[psutil.Process]:
        """All processes below it, those in the sandbox too."""
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def until(self, happens: Callable[[], object], what: str) -> None:
        """Wait for something that happens while it runs."""
        wait_for(lambda: happens() or self.process.poll() is not None, what)
        assert self.process.poll() is None, f"ended before {what}: {self.process.communicate()[0]}"

    def end(self, code: int) -> str:
        """Wait for its end with this exit code; what it said."""
        try:
            told, _ = self.process.communicate(timeout=120)
        finally:
            self.process.kill()
        assert self.process.returncode == code, told
        assert "Traceback" not in told
        return told


def wait_for(happens: Callable[[], object], what: str) -> None:
    until = time.monotonic() + 120
    while not happens():
        assert time.monotonic() < until, f"{what} never happened"
        time.sleep(0.1)


def outlive(family: list[psutil.Process]) -> list[psutil.Process]:
    """Those that are still there when all the others have had time to end."""
    return psutil.wait_procs(family, timeout=30)[1]


def recorded(out: Path) -> dict[str, tuple[float, str]]:
    """Learner → points and times of grading, of those who are graded."""
    try:
        scores = _book(out).scores(LESSON_ID)
    except WorkbenchError:  # not made yet
        return {}
    return {
        score.learner.login: (score.total, str([e.automatic.graded for e in score.exercises if e.automatic]))
        for score in scores
        if score.status == "graded"
    }


@cache
def _book(out: Path) -> Gradebook:
    return Gradebook.open(out / "gradebook.db", create=False)


def points(out: Path) -> dict[str, float]:
    return {learner: total for learner, (total, _) in recorded(out).items()}
