"""A real sandbox and a small lesson for the grading tests."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import course_of_targets
import pytest
from course import LESSON, LESSON_ID, ONE, SOLUTION, TWO

from workbench.content import datasets_dir
from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.grade import Grader, Report
from workbench.grading.sandbox.limits import MB, Limits
from workbench.grading.sandbox.outside import Sandbox

SECRET = b"a secret of the tests, long enough"
TIGHT = Limits(memory=700 * MB, disk=32 * MB, inodes=500, reply=4 * MB, processes=24, load=3.0, call=3.0, wall=60.0)
"""Limits that an attack reaches soon."""


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(datasets=datasets_dir()) as running:
        yield running


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., object]) -> Iterator[LessonBench]:
    """The small lesson, ready to grade."""
    root = tmp_path_factory.mktemp("content")
    content = content_at(root)
    content.lesson(LESSON_ID, LESSON, solution=SOLUTION)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_CONTENT", str(root))
        yield LessonBench(LESSON_ID, SECRET)


@pytest.fixture
def temporary() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="wbg-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def uploads(tmp_path: Path, make_content: Callable[..., object]) -> Path:
    """An empty folder for what a class hands in, of two lessons."""
    make_content({ONE: "# %%\n1", TWO: "# %%\n1"})
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def lesson_at(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., object]) -> Callable[..., LessonAt]:
    """Any lesson, ready to grade: the small one of targets, or one of the curriculum."""
    root = tmp_path_factory.mktemp("targets")
    lesson_id = course_of_targets.LESSON_ID
    content_at(root).lesson(lesson_id, course_of_targets.LESSON, solution=course_of_targets.SOLUTION)  # type: ignore[attr-defined]

    @cache
    def make(wanted: str) -> LessonAt:
        return LessonAt(wanted, str(root) if wanted == lesson_id else None)

    return make


class LessonAt:
    """A lesson of some content, of the curriculum where that is None."""

    def __init__(self, lesson_id: str, content: str | None) -> None:
        self.content = content
        with self.in_place():
            self.bench = LessonBench(lesson_id, SECRET)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("WORKBENCH_CONTENT", raising=False)
            if self.content is not None:
                patch.setenv("WORKBENCH_CONTENT", self.content)
            yield


@pytest.fixture
def grade(
    sandbox: Sandbox, bench: LessonBench, lesson_at: Callable[[str], LessonAt], tmp_path: Path
) -> Callable[..., Report]:
    """Grade a script as a submission: ``grade(text)`` or ``grade(path)``. lesson: another one than the small one."""

    def run(given: str | Path, *, learner: str = "ada", limits: Limits = TIGHT, lesson: str = LESSON_ID) -> Report:
        path = given if isinstance(given, Path) else tmp_path / "submission.py"
        if isinstance(given, str):
            path.write_text(given, encoding="utf-8")
        if lesson == LESSON_ID:
            return Grader(bench, sandbox.address, limits).grade(path, learner=learner)
        other = lesson_at(lesson)
        with other.in_place():
            return Grader(other.bench, sandbox.address, limits).grade(path, learner=learner)

    return run
