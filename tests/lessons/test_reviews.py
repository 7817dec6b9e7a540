"""Every exercise and quiz of every lesson comes back in a review: the notebook runs as made, the reference passes in it
with what the notebook gives it, and no known mistake passes on the inputs of a review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from workbench import progress
from workbench.checking.solution import load_solution
from workbench.curriculum import load_curriculum
from workbench.items import lesson_items
from workbench.notebooks import insert_solutions
from workbench.review.agenda import build_agenda
from workbench.review.notebook import make_review
from workbench.review.schedule import DAY
from workbench.review.session import FreshChecker
from workbench.review.store import Key, PlanStore

BEGIN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
# A lesson with an environment of its own needs that to run.
LESSONS = [lesson.id for lesson in load_curriculum() if lesson.isolated is None]
ITEMS = {(lesson, item.name): item for lesson in LESSONS for item in lesson_items(lesson)}
EXERCISES = [key for key, item in ITEMS.items() if item.kind == "exercise"]
REVIEW = "2026-03-03"

Row = tuple[Key, Any, Any]
"""An item, its cell as made and its cell solved, both after a run."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Of a learner who passed everything two days ago."""
    folder = tmp_path_factory.mktemp("reviews")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_WORKSPACE", str(folder))
        patch.setenv("WORKBENCH_OFFLINE", "1")
        for name in ("WORKBENCH_RECORD", "WORKBENCH_DATABASE", "WORKBENCH_LEARNER"):
            patch.delenv(name, raising=False)
        with patch.context() as clock:
            clock.setattr(progress.time, "time", BEGIN.timestamp)
            store = PlanStore()
            for (lesson, name), item in ITEMS.items():
                store.record(
                    lesson=lesson, item=name, kind=item.kind, outcome="passed", score=1, seconds=None, diagnosis=None
                )
        yield folder


def solved(cell: Any, lesson: str) -> Any:
    """The cell of a review with its solution in it."""
    as_in_lesson = nbformat.v4.new_code_cell(cell.source.replace("review.", "lesson.", 1))  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=[as_in_lesson])  # type: ignore[no-untyped-call]
    source = insert_solutions(notebook, lesson).cells[0].source
    return nbformat.v4.new_code_cell(source.replace("lesson.", "review.", 1))  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def executed(workspace: Path) -> list[Row]:
    """All items, in as few reviews as their names allow; each run from top to bottom as made, then solved."""
    now = BEGIN + 2 * DAY
    agenda = build_agenda(PlanStore(), now)
    assert agenda.notes == ()
    rows: list[Row] = []
    while left := tuple(entry for entry in agenda.due if entry.key not in {key for key, _, _ in rows}):
        made = make_review(replace(agenda, due=left), now, limit=len(left), new=True)
        assert made is not None
        rows += run(made.path, made.items)
    return rows


def run(path: Path, items: Sequence[Key]) -> list[Row]:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    asked = [cell for cell in notebook.cells if cell.source.startswith(("@review.exercise", "review.quiz("))]
    assert len(asked) == len(items)
    notebook.cells += [solved(cell, lesson) for cell, (lesson, _) in zip(asked, items, strict=True)]
    both, out = (path.with_name(f"{path.stem}.{name}.ipynb") for name in ("both", "out"))
    nbformat.write(notebook, both)  # type: ignore[no-untyped-call]
    papermill.execute_notebook(both, out, progress_bar=False)
    cells = nbformat.read(out, as_version=4).cells  # type: ignore[no-untyped-call]
    return list(zip(items, cells[3 : 2 + 2 * len(asked) : 2], cells[-len(asked) :], strict=True))


def outcomes(cell: Any) -> list[str]:
    return [output.metadata.workbench.outcome for output in cell.outputs]


def test_as_made_it_runs_to_its_end_with_nothing_attempted(executed: list[Row]) -> None:
    assert sorted(key for key, _, _ in executed) == sorted(ITEMS)
    assert [key for key, cell, _ in executed if outcomes(cell) != ["not_attempted"]] == []


def test_every_reference_passes_with_what_the_notebook_gives_it(executed: list[Row]) -> None:
    assert [key for key, _, cell in executed if outcomes(cell) != ["passed"]] == []


@pytest.mark.filterwarnings("default")  # a known mistake may warn as it likes
@pytest.mark.parametrize(("lesson", "name"), EXERCISES, ids=[f"{lesson}:{name}" for lesson, name in EXERCISES])
def test_no_known_mistake_passes(lesson: str, name: str) -> None:
    exercise = load_solution(lesson).exercise(name)
    checker = FreshChecker(lesson, REVIEW)._checker(name)
    assert checker.accepts(exercise.implementation)
    passing = [wrong.message for wrong in exercise.misconceptions if checker.accepts(wrong.implementation)]
    assert passing == []
