"""A process that grades one submission after the other: it takes tasks over a pipe and answers with reports.

It ends with the process that started it, however that ends, in the middle of a submission too.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path

from workbench.content import solutions_dir
from workbench.errors import WorkbenchError
from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.grade import Grader, Report
from workbench.grading.sandbox.limits import Limits
from workbench.grading.sandbox.outside import SandboxError


@dataclass(frozen=True, kw_only=True)
class Task:
    """One submission to grade. data: its bytes, of a file that ended in ``suffix``; only: the exercises that need it;
    solution: digest of the solution file that must be used. What is private is not shown in any log."""

    submission: int
    learner: str
    lesson: str
    data: bytes = field(repr=False)
    suffix: str
    only: tuple[str, ...]
    secret: bytes = field(repr=False)
    solution: str
    limits: Limits


def solution_digest(lesson: str) -> str:
    """Of the solution file here. Raises WorkbenchError when there is none."""
    path = solutions_dir() / f"{lesson}.py"
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WorkbenchError(f"The solution {path} cannot be read: {error.strerror}.") from None


@lru_cache(maxsize=4)
def _bench(lesson: str, secret: bytes, _solution: str) -> LessonBench:
    return LessonBench(lesson, secret)


def grade_task(task: Task, address: str, trusted: bool) -> Report:
    """Grade one submission, in whatever process this is. address: of the sandbox; trusted: it has no walls.

    Raises SandboxError when the sandbox is gone, WorkbenchError when the solution is another one.
    """
    found = solution_digest(task.lesson)
    if found != task.solution:
        raise WorkbenchError(f"The solution of {task.lesson} has changed. Give the same command again.")
    grader = Grader(_bench(task.lesson, task.secret, found), address, task.limits, trusted)
    with _as_file(task, Path(address).parent) as path:
        return grader.grade(path, learner=task.learner, only=task.only)


@contextmanager
def _as_file(task: Task, folder: Path) -> Iterator[Path]:
    """The upload as a file in the sandbox's folder, which is not to be seen inside and is cleared away with it."""
    path = folder / f"upload-{os.getpid()}-{threading.get_ident()}{task.suffix}"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    except FileNotFoundError:
        raise SandboxError("The sandbox is gone.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(task.data)
        yield path
    finally:
        path.unlink(missing_ok=True)


def main(pipe: int, lifeline: int) -> None:
    """Grade until the pipe is closed. Answers are ("report", a report), ("sandbox", text) or ("error", text)."""
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    with Connection(pipe) as connection, suppress(EOFError, BrokenPipeError):
        while True:
            task, address, trusted = connection.recv()
            try:
                answer: tuple[str, Report | str] = "report", grade_task(task, address, trusted)
            except SandboxError as error:
                answer = "sandbox", str(error)
            except Exception as error:  # an author's mistake: the others are graded all the same
                told = str(error) if isinstance(error, WorkbenchError) else f"{type(error).__name__}: {error}"
                answer = "error", told
            connection.send(answer)


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)  # nobody writes: it returns when the process at the other end is gone
    os._exit(1)
