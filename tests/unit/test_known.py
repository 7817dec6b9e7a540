"""Whether a lesson is known already: the test, what passes it, and what then counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from review_helpers import workspace as workspace

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.items import lesson_items
from workbench.progress import ProgressStore
from workbench.review.known import forget_known, make_test
from workbench.review.store import PlanStore, TestRecord, standing_of
from workbench.roadmap import build_roadmap
from workbench.watch import ProgressWatch

LESSON, NEXT = "01_alpha/01_one", "01_alpha/02_two"
ITEMS = [("double", "exercise"), ("half", "exercise"), ("why", "quiz"), ("when", "quiz"), ("where", "quiz")]


def event(item: str, kind: str, outcome: str | None = "passed") -> dict[str, Any]:
    return {"item": item, "kind": kind, "outcome": outcome}


def kinds(names: Iterable[str]) -> list[tuple[str, str]]:
    """(name, kind) of items of the lesson."""
    known = {item.name: item.kind for item in lesson_items(LESSON)}
    return [(name, known[name]) for name in names]


ALL = [event(name, kind) for name, kind in ITEMS]


@pytest.mark.parametrize(
    ("rows", "passed", "failed"),
    [
        ([], False, ""),
        (ALL[:-1], False, ""),
        (ALL, True, ""),
        # An exercise may be tried again, a question may not.
        ([event("double", "exercise", "failed"), *ALL], True, ""),
        ([event("why", "quiz", "failed"), *ALL], True, ""),
        ([event("why", "quiz", "failed"), event("when", "quiz", "failed"), *ALL], False, "2 of 3 questions"),
        ([event("double", "hint", None), *ALL], False, "A hint of double"),
        ([event("half", "solution", None)], False, "A solution of half"),
        ([*ALL, event("half", "solution", None)], True, ""),
        ([event("double", "exercise", "not_attempted"), *ALL[1:]], False, ""),
    ],
)
def test_what_passes(rows: list[dict[str, Any]], passed: bool, failed: str) -> None:
    stands = standing_of(ITEMS, rows)
    assert stands.passed is passed
    assert stands.failed.startswith(failed)
    assert bool(stands.failed) is bool(failed)


@pytest.fixture
def content(make_content: Callable[..., Any], workspace: Path) -> Any:
    content = make_content()
    content.exercise_lesson(LESSON, title="One")
    content.exercise_lesson(NEXT, title="Two", requires=[LESSON])
    return content


def test_a_passed_test_counts_as_the_lesson(content: Any) -> None:
    made = make_test(LESSON)
    notebook = nbformat.read(made.path, as_version=4)  # type: ignore[no-untyped-call]
    assert "One" in notebook.cells[0].source
    assert "test=True," in notebook.cells[1].source
    items = kinds(made.items)
    assert ("double", "exercise") in items
    watch = ProgressWatch(ProgressStore())
    assert watch.all_progress() == {}
    record = TestRecord("known-1", items)
    for name, kind in items:
        assert record.notice is None
        record.record(lesson=LESSON, item=name, kind=kind, outcome="passed", score=1.0, seconds=None, diagnosis=None)
    assert record.notice is not None
    assert record.notice.startswith("You know this lesson")
    progress = watch.all_progress()
    assert progress == ProgressStore().all_progress()
    assert progress[LESSON].known
    roadmap = build_roadmap(load_curriculum(), progress)
    assert roadmap.lessons[LESSON].state == "done"
    assert roadmap.lessons[LESSON].known
    assert not any(item.passed for item in roadmap.lessons[LESSON].items)
    assert roadmap.next == NEXT
    assert roadmap.lessons[NEXT].missing == ()
    assert all(name for _, name in PlanStore().plans())  # the mark itself is nothing to repeat

    forget_known(LESSON)
    assert build_roadmap(load_curriculum(), ProgressStore().all_progress()).next == LESSON


def test_the_cells_of_a_test_run(content: Any, capsys: pytest.CaptureFixture[str]) -> None:
    made = make_test(LESSON)
    notebook = nbformat.read(made.path, as_version=4)  # type: ignore[no-untyped-call]
    names: dict[str, Any] = {}
    exec(compile(notebook.cells[1].source, "setup", "exec"), names)
    review = names["review"]
    for item, kind in kinds(made.items):
        home = review._home(item)
        passed = {"lesson": LESSON, "item": item, "kind": kind, "outcome": "passed", "score": 1.0}
        home._journal.attempt(lambda store, passed=passed: store.record(**passed, seconds=None, diagnosis=None))
    assert "You know this lesson" in capsys.readouterr().out


def test_the_next_test_is_another_notebook(content: Any) -> None:
    first, second = make_test(LESSON), make_test(LESSON)
    assert first.path != second.path
    assert [path.name for path in sorted(first.path.parent.iterdir())] == [
        "01_alpha-01_one-1.ipynb",
        "01_alpha-01_one-2.ipynb",
    ]


def test_an_unknown_lesson_and_a_place_that_cannot_be_written(
    content: Any, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WorkbenchError, match="03_nothing"):
        make_test("03_nothing/01_here")
    with pytest.raises(WorkbenchError, match="03_nothing"):
        forget_known("03_nothing/01_here")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr("workbench.review.notebook.write_atomic", full)
    with pytest.raises(WorkbenchError, match="No space left"):
        make_test(LESSON)
    assert not list(workspace.rglob("*.ipynb"))
