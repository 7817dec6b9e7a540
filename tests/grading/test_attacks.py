"""Hostile notebooks against the real sandbox: none gains a point, none leaves anything, the next is graded right.

Each file of ``attacks/`` is a submission. Its first lines say why it might work, which exercises have earned their
points all the same, and of which lesson it is, if not of the small one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from course import LESSON_ID

from workbench.grading.judging.grade import Report
from workbench.grading.sandbox.outside import Sandbox

ATTACKS = sorted((Path(__file__).parent / "attacks").glob("*.py"))

HONEST = f'''# %%
from workbench import Lesson

lesson = Lesson("{LESSON_ID}")

# %%
@lesson.exercise
def double(x):
    return x + x

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)

# %%
@lesson.exercise
class Counter:
    def __init__(self, start=0):
        self.now = start

    def add(self, step):
        self.now += step
        return self.now

# %%
@lesson.exercise
def apply(function, x):
    return function(function(x))

# %%
lesson.quiz("half", "Half of four is …", ["two", "eight"], answer="a")
'''
EVERYTHING = {"double", "mean_rows", "Counter", "apply", "half"}


def earned(report: Report) -> set[str]:
    return {item.name for item in report.items if item.points}


def expected_points(path: Path) -> set[str]:
    return set(said(path, "points").split())


def said(path: Path, what: str, *otherwise: str) -> str:
    """What the head of an attack says about something, which it has to where there is nothing otherwise."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(f"# {what}:"))
    return next(lines, *otherwise).removeprefix(f"# {what}:").strip()


def inside(sandbox: Sandbox) -> list[psutil.Process]:
    """The processes in the sandbox, besides the zygote and what started it."""
    return [process for process in psutil.Process(sandbox.pid).children(recursive=True) if alive(process)]


def alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_there_are_enough_attacks() -> None:
    assert len(ATTACKS) >= 65
    assert all(path.read_text(encoding="utf-8").startswith("# why: ") for path in ATTACKS)


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_an_attack_gains_nothing(path: Path, grade: Callable[..., Report], sandbox: Sandbox) -> None:
    before = inside(sandbox)
    report = grade(path, lesson=said(path, "lesson", LESSON_ID))
    assert report.refused is None
    assert earned(report) == expected_points(path)
    # The warden reports when all is over, and ends itself a moment later.
    _, left = psutil.wait_procs([process for process in inside(sandbox) if process not in before], timeout=20)
    assert not left, "a process outlived its submission"
    again = grade(HONEST, learner="grace")
    assert earned(again) == EVERYTHING, [item.verdict for item in again.items if not item.points]
