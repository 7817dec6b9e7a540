"""What the proof of one exercise is about."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.authoring import Exercise
from workbench.checking.run import Checker
from workbench.curriculum import LessonInfo


@dataclass(frozen=True, kw_only=True)
class Subject:
    """An exercise with the lesson it belongs to and its checker."""

    lesson: LessonInfo
    exercise: Exercise
    checker: Checker

    @property
    def name(self) -> str:
        return self.exercise.name
