"""Every exercise and quiz of every lesson comes back in a review: the notebook runs as made, the reference passes in it
with what the notebook gives it, and no known mistake passes on the inputs of a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from once import chosen, cpu_seconds, once

from workbench import progress
from workbench.batch.execute import execute_job
from workbench.batch.model import Job
from workbench.checking.solution import load_solution
from workbench.curriculum import load_curriculum
from workbench.items import lesson_items
from workbench.notebooks import insert_solutions
from workbench.proof.forks import in_forks
from workbench.proof.kept import Stage
from workbench.review.agenda import build_agenda
from workbench.review.notebook import make_review
from workbench.review.schedule import DAY
from workbench.review.session import FreshChecker
from workbench.review.store import PlanStore

BEGIN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
REVIEW = "2026-03-03"
# A lesson with an environment of its own needs that to run.
LESSONS = [lesson for lesson in chosen() if load_curriculum()[lesson].isolated is None]
REVIEWS = Stage(
    name="review",
    engine=("workbench.review.notebook", "workbench.review.session", "workbench.batch.execute"),
    files=(Path(__file__),),
)


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.filterwarnings("default")  # a known mistake may warn as it likes
def test_it_comes_back(lesson: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with once(REVIEWS, lesson) as work:
        if not work.needed:
            return
        here = cpu_seconds()
        learned(lesson, tmp_path, monkeypatch)
        inside = runs_as_made_and_solved(lesson, tmp_path)
        # In a fork: what starts threads there, such as JAX, would make the forks of other tests wait for ever.
        (done,) = in_forks(passing_mistakes, [lesson], seconds=600)
        assert (done.result, done.problem) == ([], "")
        work.cpu = cpu_seconds() - here + inside


def learned(lesson: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """The workspace of a learner who passed everything of the lesson two days ago."""
    patch.setenv("WORKBENCH_WORKSPACE", str(folder))
    patch.setenv("WORKBENCH_OFFLINE", "1")
    for name in ("WORKBENCH_RECORD", "WORKBENCH_DATABASE", "WORKBENCH_LEARNER"):
        patch.delenv(name, raising=False)
    with patch.context() as clock:
        clock.setattr(progress.time, "time", BEGIN.timestamp)
        store = PlanStore()
        for item in lesson_items(lesson):
            store.record(
                lesson=lesson, item=item.name, kind=item.kind, outcome="passed", score=1, seconds=None, diagnosis=None
            )


def runs_as_made_and_solved(lesson: str, folder: Path) -> float:
    """All items in one review, run from top to bottom as made, then solved. Returns the kernel's CPU seconds."""
    now = BEGIN + 2 * DAY
    agenda = build_agenda(PlanStore(), now)
    assert agenda.notes == ()
    assert sorted(entry.key for entry in agenda.due) == sorted((lesson, item.name) for item in lesson_items(lesson))
    made = make_review(replace(agenda), now, limit=len(agenda.due), new=True)
    assert made is not None
    notebook = nbformat.read(made.path, as_version=4)  # type: ignore[no-untyped-call]
    asked = [cell for cell in notebook.cells if cell.source.startswith(("@review.exercise", "review.quiz("))]
    assert len(asked) == len(made.items) == len(agenda.due)
    notebook.cells += [solved(cell, lesson) for cell in asked]
    done = execute_job(
        Job(
            lesson=lesson,
            title=lesson,
            mode="learner",
            notebook=nbformat.writes(notebook),  # type: ignore[no-untyped-call]
            kernel=notebook.metadata.kernelspec.name,
            target="",
            state=None,
            stop_file=str(folder / "stop"),
            environment={"WORKBENCH_WORKSPACE": str(folder)},
            timeout=300,
        )
    )
    assert done.result.failures == ()
    cells = nbformat.reads(done.notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    code = [cell for cell in cells if cell.source.startswith(("@review.exercise", "review.quiz("))]
    assert outcomes(code[: len(asked)]) == {cell.source: ["not_attempted"] for cell in asked}
    assert set(map(tuple, outcomes(code[len(asked) :]).values())) == {("passed",)}
    return done.result.cpu


def solved(cell: Any, lesson: str) -> Any:
    """The cell of a review with its solution in it."""
    as_in_lesson = nbformat.v4.new_code_cell(cell.source.replace("review.", "lesson.", 1))  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=[as_in_lesson])  # type: ignore[no-untyped-call]
    source = insert_solutions(notebook, lesson).cells[0].source
    return nbformat.v4.new_code_cell(source.replace("lesson.", "review.", 1))  # type: ignore[no-untyped-call]


def outcomes(cells: Sequence[Any]) -> dict[str, list[str]]:
    return {cell.source: [output.metadata.workbench.outcome for output in cell.outputs] for cell in cells}


def passing_mistakes(lesson: str) -> list[str]:
    """The known mistakes that pass on the inputs of a review."""
    passing = []
    for name, exercise in load_solution(lesson).exercises.items():
        checker = FreshChecker(lesson, REVIEW)._checker(name)
        assert checker.accepts(exercise.implementation), name
        wrong = (mistake for mistake in exercise.misconceptions if checker.accepts(mistake.implementation))
        passing += [f"{name}: {mistake.message}" for mistake in wrong]
    return passing
