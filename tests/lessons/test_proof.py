"""Content proof: the same checks for every lesson and every exercise. A new lesson needs no new test."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from workbench.checking.run import Checker
from workbench.checking.solution import load_solution
from workbench.content import lessons_dir, solutions_dir
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.proof.exercises import EXERCISE_CHECKS, Subject
from workbench.proof.lessons import LESSON_CHECKS

LESSONS = list(load_curriculum())
EXERCISES = [(lesson, name) for lesson in LESSONS for name in load_solution(lesson.id).exercises]


@cache
def subject(lesson_id: str, name: str) -> Subject:
    exercise = load_solution(lesson_id).exercise(name)
    return Subject(lesson=load_curriculum()[lesson_id], exercise=exercise, checker=Checker(exercise))


@pytest.mark.parametrize("check", LESSON_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_lesson(lesson: LessonInfo, check: Callable[[LessonInfo], list[str]]) -> None:
    assert check(lesson) == []


@pytest.mark.parametrize("check", EXERCISE_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize(("lesson", "name"), EXERCISES, ids=[f"{lesson.id}:{name}" for lesson, name in EXERCISES])
@pytest.mark.filterwarnings("default")  # a mutant may warn as it likes
def test_exercise(lesson: LessonInfo, name: str, check: Callable[[Subject], list[str]]) -> None:
    assert check(subject(lesson.id, name)) == []


def test_lessons_and_solutions_come_in_pairs() -> None:
    pattern = "[0-9][0-9]_*/[0-9][0-9]_*.py"
    lessons, solutions = ({str(p.relative_to(d)) for p in d.glob(pattern)} for d in (lessons_dir(), solutions_dir()))
    assert lessons == solutions


def test_every_kind_of_exercise_is_there() -> None:
    """Function, value, class, fitted model, figure, data frame, text file, and quizzes in every lesson."""
    kinds = {
        "value": ("03_classical_ml/01_workflow", "unknown_before_the_call"),
        "class": ("04_deep_learning/06_attention", "MultiHeadAttention"),
        "model": ("03_classical_ml/01_workflow", "build_model"),
        "figure": ("03_classical_ml/05_evaluation", "roc_figure"),
        "frame": ("01_data/02_pandas", "user_summary"),
        "text": ("09_mlops/06_serving", "dockerfile"),
    }
    assert load_solution(kinds["value"][0]).exercise(kinds["value"][1]).all_cases()[0].inputs == {}
    assert load_solution(kinds["class"][0]).exercise(kinds["class"][1]).is_class
    for lesson, name in kinds.values():
        assert load_solution(lesson).exercise(name)
    assert all(len(load_solution(lesson.id).choices) >= 3 for lesson in LESSONS)
