"""Every exercise of every lesson through the sandbox: what its author calls right is right, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
import realistic

from workbench.checking.solution import load_solution
from workbench.curriculum import load_curriculum
from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.grade import Grader
from workbench.grading.sandbox.outside import Sandbox

# Wrong ways to read a workbook fail in the middle and leave it open, until the garbage collector finds it.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def every_submission() -> Iterator[tuple[str, int]]:
    for info in load_curriculum():
        for number in range(realistic.rounds(load_solution(info.id))):
            yield info.id, number


@lru_cache(maxsize=1)
def bench_of(lesson_id: str) -> LessonBench:
    return LessonBench(lesson_id, b"the secret of this test")


@pytest.mark.parametrize(("lesson_id", "number"), list(every_submission()))
def test_the_true_scores_come_out(lesson_id: str, number: int, sandbox: Sandbox, tmp_path: Path) -> None:
    made = realistic.make(lesson_id, number)
    path = tmp_path / "submission.py"
    path.write_text(made.script, encoding="utf-8")
    report = Grader(bench_of(lesson_id), sandbox.address).grade(path, learner="ada")
    assert report.refused is None
    assert not report.failures
    verdicts = realistic.verdicts(report)
    found = {name: verdict.outcome == "passed" for name, verdict in verdicts.items()}
    assert found == made.truth, {name: verdicts[name] for name in found if found[name] != made.truth[name]}
    for name, message in made.messages.items():
        if message:
            assert verdicts[name].diagnosis is not None
            assert verdicts[name].diagnosis.message == message, verdicts[name]
