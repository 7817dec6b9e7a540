"""The place in a lesson where an exercise stands, for cells of others: made once, and tried in forks."""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.checking.lesson import AuthorChecker
from workbench.checking.run import Checker
from workbench.checking.solution import load_solution
from workbench.checking.types import Verdict
from workbench.journal import Journal
from workbench.lesson import Lesson
from workbench.progress import KeptCode
from workbench.proof.brief import BriefChecker
from workbench.review.context import exercise_context


class Recorder(Lesson):
    """The lesson as a cell sees it, without a store: it keeps the verdicts."""

    def __init__(self, lesson_id: str) -> None:
        self.verdicts: list[Verdict] = []
        super().__init__(lesson_id)

    def prepare(self, exercise: str, checker: Checker | None = None) -> None:
        """Know what is expected before any candidate comes. checker: one that knows it already."""
        if isinstance(self._judge, AuthorChecker):
            self._judge.prepare(exercise, checker)

    def _open_journal(self) -> Journal:
        return _Verdicts(self.info.id, self.verdicts)


class _Verdicts(Journal):
    """Keeps them, and nothing else."""

    def __init__(self, lesson_id: str, verdicts: list[Verdict]) -> None:
        super().__init__(lesson_id, lambda: None, lambda _: None)
        self._verdicts = verdicts

    def kept(self, name: str) -> KeptCode:
        del name
        return KeptCode()

    def record(self, verdict: Verdict, source: str) -> None:
        del source
        self._verdicts.append(verdict)


@dataclass
class Stage:
    """checker: of the exercise, where one has judged others already; names: what the lesson defines above the exercise,
    empty until it has run."""

    lesson_id: str
    exercise: str
    cells: ast.Module
    checker: Checker | None = None
    names: dict[str, Any] = field(default_factory=dict)

    def run(self) -> None:
        """Run what stands above the exercise and is read by the cells; references stand for earlier exercises."""
        lesson = Recorder(self.lesson_id)
        names: dict[str, Any] = {"__name__": "__main__", "lesson": lesson}
        solution = load_solution(self.lesson_id)
        with contextlib.redirect_stdout(io.StringIO()):
            for piece in exercise_context(self.lesson_id, self.exercise, None, cell=self.cells).pieces:
                if piece.kind == "exercise":
                    names.update((name, solution.exercise(name).implementation) for name in piece.binds)
                else:
                    exec(compile(piece.text, f"<{self.lesson_id}>", "exec", dont_inherit=True), names)
        lesson.prepare(self.exercise, self.checker)
        self.names = names

    def verdict(self, path: Path, told: str | None = None) -> Verdict | None:
        """What is told when the cell in a file runs, None when it defines no such exercise. Raises what it raises.

        told: how the message has to begin, empty for any; given, the verdict says no more than whether it does."""
        if not self.names:
            self.run()
        lesson: Recorder = self.names["lesson"]
        lesson.verdicts.clear()
        if told is not None and self.checker is not None:
            lesson.prepare(self.exercise, BriefChecker(self.checker, told))
        source = path.read_text(encoding="utf-8")
        linecache.cache[str(path)] = (len(source), None, source.splitlines(keepends=True), str(path))
        before = dict(self.names)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(source, str(path), "exec", dont_inherit=True), self.names)
        finally:  # the next one may run in this process too
            self.names.clear()
            self.names.update(before)
        return next((v for v in reversed(lesson.verdicts) if v.exercise == self.exercise), None)


def set_stage(lesson_id: str, exercise: str, paths: Sequence[Path], checker: Checker | None = None) -> Stage:
    """The place of an exercise for the cells in some files, judged by a checker of its own or by this one. A thread
    that the lesson starts would not survive a fork: then nothing has run yet, and each fork has to."""
    cells = ast.Module(body=[], type_ignores=[])
    for path in paths:
        with suppress(SyntaxError):  # its own fork says so
            cells.body += ast.parse(path.read_text(encoding="utf-8")).body
    stage = Stage(lesson_id, exercise, cells, checker)
    stage.run()
    if threading.active_count() > 1:
        stage.names = {}
    return stage
