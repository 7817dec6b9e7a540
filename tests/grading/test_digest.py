"""What makes a grade out of date: a change of what concerns the exercise, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from course import LESSON, LESSON_ID, SOLUTION

from workbench.grading.judging.bench import LessonBench

NAMES = {"double", "mean_rows", "Counter", "apply", "half"}


def digests(secret: bytes = b"one secret of a course") -> dict[str, str]:
    bench = LessonBench(LESSON_ID, secret)
    return {name: bench.digest(name) for name in [*bench.exercises, *bench.choices]}


@pytest.fixture
def course(make_content: Callable[..., Any]) -> Any:
    content = make_content()
    content.lesson(LESSON_ID, LESSON, solution=SOLUTION)
    return content


SOLUTION_CHANGES = {
    "a reference": ("return 2 * x\n", "return x + x\n", {"double"}),
    "the number of cases": ("@double.cases(n=6)", "@double.cases(n=7)", {"double"}),
    "a time limit": ("@reference(time_limit=2)", "@reference(time_limit=3)", {"double"}),
    "a message": ("You squared it", "This squares it", {"double"}),
    "a helper of a probe": ("return int(value)", "return float(value)", {"Counter"}),
    "a probe": ("counter = candidate(start)", "counter = candidate(start=start)", {"Counter"}),
    "a function that cases give": ("return x / 3", "return x / 4", {"apply"}),
    "the answer of a quiz": ('half = choice("two", why={"eight"', 'half = choice("eight", why={"two"', {"half"}),
    "an import that all use": ("import numpy as np\n", "import numpy as np, math\n", set()),
    "a hint": ("What is it twice?", "Think of twins.", set()),
    "a comment and blank lines": ("half = choice", "# easy\n\n\nhalf = choice", set()),
    "a helper that nothing uses": ("half = choice", "def unused(): ...\nhalf = choice", set()),
}


@pytest.mark.parametrize("what", SOLUTION_CHANGES)
def test_only_what_is_concerned_changes(course: Any, what: str) -> None:
    before = digests()
    old, new, concerned = SOLUTION_CHANGES[what]
    assert old in SOLUTION
    course.solution(LESSON_ID, SOLUTION.replace(old, new))
    after = digests()
    assert before.keys() == after.keys() == NAMES
    assert {name for name in NAMES if before[name] != after[name]} == concerned


def test_the_lesson_counts_too(course: Any) -> None:
    before = digests()
    changed = LESSON.replace('["two", "eight"]', '["two", "eight", "ten"]')
    changed = changed.replace('returns a float."""\n    ...', 'returns a float."""\n    return ...')
    course.lesson(LESSON_ID, changed)
    after = digests()
    assert {name for name in NAMES if before[name] != after[name]} == {"double", "half"}


def test_another_secret_draws_other_inputs(course: Any) -> None:
    one, other = digests(), digests(b"another secret of a course")
    assert all(one[name] != other[name] for name in NAMES)
