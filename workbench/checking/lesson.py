"""Who judges a lesson's exercises: the author's solutions, or whoever else can."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Protocol

from workbench.authoring import Choice
from workbench.checking.run import Checker
from workbench.checking.solution import Solution, load_solution
from workbench.checking.types import Verdict
from workbench.errors import WorkbenchError, nearest


class LessonChecker(Protocol):
    """Judges the exercises of one lesson. All raise WorkbenchError for an unknown name, with the nearest."""

    @property
    def exercises(self) -> tuple[str, ...]:
        """Their names."""

    def cases(self, name: str) -> int:
        """How many cases an exercise is checked on."""

    def check(self, name: str, candidate: Callable[..., Any]) -> Verdict:
        """The verdict on a candidate for an exercise."""

    def hints(self, name: str) -> tuple[str, ...]:
        """The hints of an exercise, the gentlest first."""

    def stand_in(self, name: str) -> Callable[..., Any] | None:
        """What takes the place of an exercise that has not passed; None when there is nothing."""

    def choice(self, name: str) -> Choice | None:
        """The answer of a quiz; None when it is judged elsewhere."""

    def solution(self, name: str) -> tuple[str, str] | None:
        """The answer to an exercise or quiz and its explanation; None when it is kept elsewhere."""


class AuthorChecker:
    """Judges with everything the author wrote. A solution file that changes is read again."""

    def __init__(self, lesson_id: str) -> None:
        self._lesson = lesson_id
        self._checkers: dict[str, Checker] = {}

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(self._solution().exercises)

    def cases(self, name: str) -> int:
        return len(self._checker(name).cases)

    def check(self, name: str, candidate: Callable[..., Any]) -> Verdict:
        return self._checker(name).check(candidate)

    def prepare(self, name: str, checker: Checker | None = None) -> None:
        """Ask the reference all cases of an exercise now, not with the first candidate; checker: one that judges the
        exercise from now on, with all that it has asked already."""
        if checker is not None:
            self._checkers[name] = checker
        checker = self._checker(name)
        for case in checker.cases:
            checker.expected(case)

    def hints(self, name: str) -> tuple[str, ...]:
        return tuple(self._solution().exercise(name).hint_texts)

    def stand_in(self, name: str) -> Callable[..., Any]:
        return self._solution().exercise(name).implementation

    def choice(self, name: str) -> Choice:
        return self._solution().choice(name)

    def solution(self, name: str) -> tuple[str, str]:
        found = self._solution()
        if name in found.choices:
            chosen = found.choices[name]
            return chosen.answer, chosen.because
        if name not in found.exercises:
            known = [*found.exercises, *found.choices]
            raise WorkbenchError(f"{self._lesson} has no exercise {name!r}.{nearest(name, known)}")
        exercise = found.exercises[name]
        return _plain_source(exercise.implementation), exercise.explanation

    def _solution(self) -> Solution:
        return load_solution(self._lesson)

    def _checker(self, name: str) -> Checker:
        exercise = self._solution().exercise(name)
        known = self._checkers.get(name)
        if known is None or known.exercise is not exercise:
            self._checkers[name] = Checker(exercise)
        return self._checkers[name]


def _plain_source(implementation: Callable[..., Any]) -> str:
    """The source of a reference without its decorators."""
    lines = inspect.getsource(implementation).splitlines()
    start = next(k for k, line in enumerate(lines) if line.startswith(("def ", "class ", "async def ")))
    return "\n".join(lines[start:])
