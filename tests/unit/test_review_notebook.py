"""The review notebook: what it takes from a lesson, and that nobody's file is overwritten."""

from __future__ import annotations

import ast
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from review_helpers import BEGIN, BUILDS, BUILDS_SOLUTION, LATER, LESSON, OTHER, agenda, learnt
from review_helpers import content as content
from review_helpers import workspace as workspace

from workbench import progress
from workbench.errors import WorkbenchError
from workbench.notebooks import read_solution_source
from workbench.review.agenda import build_agenda, choose
from workbench.review.context import exercise_context
from workbench.review.notebook import ReviewNotebook, make_review, quiz_code
from workbench.review.store import PlanStore, ReviewRecord


def made(store: PlanStore, now: datetime = LATER, **options: Any) -> ReviewNotebook:
    found = make_review(agenda(store, now), now, **options)
    assert found is not None
    return found


# -- what an exercise needs --------------------------------------------------------------------------------------------


def needs(name: str) -> list[str]:
    found = exercise_context(LESSON, name, read_solution_source(LESSON).references[name])
    return [piece.text.splitlines()[0] for piece in found.pieces]


OPENING = ["import json", "import os", "import math as maths", 'os.environ["COLOUR"] = "none"']


def test_an_exercise_gets_the_imports_and_settings_and_nothing_it_does_not_read(content: Any) -> None:
    assert needs("double") == OPENING


def test_it_gets_helpers_with_all_they_read_and_earlier_exercises(content: Any) -> None:
    """Data that a helper reads, in all the steps that make it; no data set, because none of them reads one."""
    assert needs("quadruple") == [
        *OPENING,
        "numbers = [1.0]",
        "factor = numbers[0]",
        "factor *= 2",
        "numbers.append(factor)",
        "def scaled(x: float) -> float:",
        "@lesson.exercise",
    ]


def test_a_data_set_is_loaded_only_where_it_is_read(content: Any) -> None:
    text = 'from workbench import load_dataset|table = load_dataset("numbers")|def rows():'
    assert needs("count") == [*OPENING[:3], text.split("|")[0], OPENING[3], *text.split("|")[1:]]


def test_the_stub_is_that_of_the_lesson(content: Any) -> None:
    stub = exercise_context(LESSON, "quadruple", None).stub
    assert stub.startswith("@review.exercise\ndef quadruple(x: float) -> float:\n")
    assert stub.endswith("    half = ...  # a blank\n    return half\n    # what ends the body")
    with pytest.raises(WorkbenchError, match="no exercise 'tripled'"):
        exercise_context(LESSON, "tripled", None)


def test_the_options_of_a_quiz_come_in_another_order(content: Any) -> None:
    item = agenda(learnt("half")).due[0].item
    seen = set()
    for day in range(20):
        call = ast.parse(quiz_code(LESSON, item, f"day {day}"), mode="eval").body
        assert isinstance(call, ast.Call)
        name, question, options = map(ast.literal_eval, call.args)
        assert (name, question) == ("half", "Half of four is …")
        assert sorted(options) == sorted(item.options)
        assert options != list(item.options)
        seen.add(tuple(options))
    assert len(seen) > 2


# -- the file ----------------------------------------------------------------------------------------------------------


def test_the_notebook_runs_as_made_and_its_links_lead_somewhere(content: Any, workspace: Path) -> None:
    found = made(learnt("double", "quadruple", "count", "half"))
    assert (found.action, found.path) == ("made", workspace / "review" / "2026-03-03.ipynb")
    notebook = nbformat.read(found.path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert (workspace / f"{LESSON}.ipynb").is_file()
    assert "[One](../01_alpha/01_one.ipynb)" in notebook.cells[2].source
    assert notebook.cells[1].source.startswith("# What the exercises below build on")
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()  # type: ignore[no-untyped-call]
    shown = [cell.outputs[0].metadata.workbench.outcome for cell in notebook.cells[3::2]]
    assert shown == ["not_attempted"] * 4


def test_nothing_of_the_learners_is_overwritten(content: Any, workspace: Path) -> None:
    store = learnt("double", "half")
    first = made(store, limit=1)
    first.path.write_text(first.path.read_text(encoding="utf-8").replace("...", "mine"), encoding="utf-8")
    kept = made(store)
    assert (kept.action, kept.path, kept.items) == ("kept", first.path, first.items)
    assert "mine" in first.path.read_text(encoding="utf-8")
    assert made(store, new=True).path.name == "2026-03-03-2.ipynb"

    # A file that can no longer be read is somebody's all the same.
    for path in (workspace / "review").glob("*.ipynb"):
        path.write_text("{", encoding="utf-8")
    assert made(store).path.name == "2026-03-03-3.ipynb"
    assert first.path.read_text(encoding="utf-8") == "{"


def test_the_next_one_is_made_when_nothing_of_the_first_is_due_any_more(
    content: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = learnt("double", "half")
    first = made(store, limit=1)
    monkeypatch.setattr(progress.time, "time", LATER.timestamp)
    lesson, item = first.items[0]
    ReviewRecord("2026-03-03").record(lesson=lesson, item=item, kind="exercise", outcome="passed", score=1.0)
    second = made(store)
    assert (second.action, second.path.name) == ("made", "2026-03-03-2.ipynb")
    assert set(first.items).isdisjoint(second.items)
    assert make_review(agenda(store, BEGIN), BEGIN) is None


def test_items_whose_names_clash_wait_for_another_review(content: Any) -> None:
    """Two lessons with an exercise of one name, and two with different helpers of one name."""
    content.exercise_lesson(OTHER)
    content.lesson("03_gamma/01_three", BUILDS.replace("x * factor", "x / factor"), solution=BUILDS_SOLUTION)
    learnt("quadruple", "double", "half")
    learnt("double", lesson=OTHER)
    store = learnt("quadruple", "count", lesson="03_gamma/01_three")
    chosen = {entry.key for entry in choose(agenda(store).due, 10)}
    assert chosen == {(LESSON, "double"), (LESSON, "half"), (LESSON, "quadruple"), ("03_gamma/01_three", "count")}


def test_lessons_with_an_environment_of_their_own_have_reviews_of_their_own(content: Any) -> None:
    content.exercise_lesson(OTHER, isolated="feast")
    learnt("count")
    store = learnt("double", lesson=OTHER)
    assert {entry.key for entry in choose(agenda(store).due, 10)} == {(LESSON, "count")}
    alone = make_review(build_agenda(store, LATER, lessons=[OTHER]), LATER)
    assert alone is not None
    metadata = json.loads(alone.path.read_text(encoding="utf-8"))["metadata"]
    assert metadata["kernelspec"]["name"] == "workbench-feast"
