"""Every exercise of every lesson through the sandbox: what its author calls right is right, and nothing else.

By reference, by an alternative and by one known mistake each; all of these are judged in the content proof, by the same
code without the walls."""

from __future__ import annotations

from pathlib import Path

import pytest
import realistic
from once import TESTS, chosen, cpu_seconds, once

from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.grade import Grader, Report
from workbench.grading.sandbox.outside import Sandbox
from workbench.proof.kept import Stage

# Wrong ways to read a workbook fail in the middle and leave it open, until the garbage collector finds it.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SANDBOX = Stage(
    name="sandbox",
    engine=("workbench.grading.judging.grade", "workbench.grading.judging.bench", "workbench.grading.sandbox.zygote"),
    files=(Path(__file__), TESTS / "grading" / "realistic.py"),
)


@pytest.mark.parametrize("lesson", chosen())
def test_the_true_scores_come_out(lesson: str, sandbox: Sandbox, tmp_path: Path) -> None:
    with once(SANDBOX, lesson) as work:
        if not work.needed:
            return
        here, inside = cpu_seconds(), 0.0
        bench = LessonBench(lesson, b"the secret of this test")
        for number, made in enumerate(realistic.of_each_kind(lesson)):
            path = tmp_path / f"submission-{number}.py"
            path.write_text(made.script, encoding="utf-8")
            report = Grader(bench, sandbox.address).grade(path, learner="ada")
            judged_truly(report, made)
            inside += report.cpu
        work.cpu = cpu_seconds() - here + inside


def judged_truly(report: Report, made: realistic.Made) -> None:
    assert report.refused is None
    assert not report.failures
    verdicts = realistic.verdicts(report)
    found = {name: verdict.outcome == "passed" for name, verdict in verdicts.items()}
    assert found == made.truth, {name: verdicts[name] for name in found if found[name] != made.truth[name]}
    for name, message in made.messages.items():
        if message:
            assert verdicts[name].diagnosis is not None
            assert verdicts[name].diagnosis.message == message, verdicts[name]
